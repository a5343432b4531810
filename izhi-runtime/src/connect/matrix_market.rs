//! Synapses from a file.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use super::{Connector, Ends, Structure};
use crate::error::{Error, Result};
use crate::memory;

/// The synapses of a MatrixMarket file, and their values.
#[derive(Clone, Debug)]
pub struct MatrixMarket {
    path: String,
    size: Size,
    /// Where the row of each source begins, and where the last one ends.
    starts: Vec<usize>,
    targets: Vec<u32>,
    values: Vec<f64>,
}

/// Reads a MatrixMarket file in the coordinate format (Boisvert, Pozo and Remington, *The Matrix Market Exchange
/// Formats*, NIST, 1996): as in a weight matrix, its rows are the targets and its columns the sources. The
/// field is `pattern`, `integer` or `real`, the symmetry `general`, `symmetric` or `skew-symmetric`; an entry off
/// the diagonal of the latter two stands for two synapses. The neurons are those of the group, or those of the group
/// that can be connected.
///
/// # Errors
///
/// A file that cannot be read or has something else in it, with the line.
pub fn matrix_market(path: impl AsRef<Path>) -> Result<MatrixMarket> {
    let path = path.as_ref();
    let name = path.display().to_string();
    let file = File::open(path).map_err(|error| Error::File { path: name.clone(), reason: error.to_string() })?;
    Lines::new(name, BufReader::new(file)).matrix()
}

impl MatrixMarket {
    /// The value of each synapse, in the order of the synapses in the [`Structure`]: source by source, with
    /// ascending targets, and those of a pair that is there twice in the order of the file. All are 1 in a
    /// `pattern`.
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// The number of synapses.
    pub fn len(&self) -> usize {
        self.targets.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.targets.is_empty()
    }
}

impl Connector for MatrixMarket {
    fn connect(&self, ends: &Ends<'_>) -> Result<Structure> {
        let Size { targets, sources } = self.size;
        let (expected_targets, expected_sources) = (ends.target().size(), ends.source().size());
        if (targets, sources) != (expected_targets, expected_sources) {
            return Err(ends.error(format!(
                "expected a matrix of {expected_targets} rows (targets) and {expected_sources} columns (sources), and \
                 {targets} rows and {sources} columns were found in `{}`",
                self.path
            )));
        }
        let row = |source: usize| self.starts[source]..self.starts[source + 1];
        let lengths: Vec<usize> = (0..sources).map(|source| row(source).len()).collect();
        ends.rows_of(&lengths, |source, _, targets| targets.extend_from_slice(&self.targets[row(source)]))
    }
}

#[derive(Clone, Copy, Debug)]
struct Size {
    targets: usize,
    sources: usize,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Field {
    Pattern,
    Integer,
    Real,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Symmetry {
    General,
    Symmetric,
    Skew,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    source: u32,
    target: u32,
    value: f64,
}

/// The lines of a file.
struct Lines<R> {
    path: String,
    reader: R,
    line: String,
    /// Of the line, counting from 1.
    number: usize,
}

impl<R: BufRead> Lines<R> {
    fn new(path: String, reader: R) -> Self {
        Lines { path, reader, line: String::new(), number: 0 }
    }

    fn matrix(mut self) -> Result<MatrixMarket> {
        let (field, symmetry) = self.header()?;
        let (size, count) = self.size(symmetry)?;
        let entries = self.entries(field, symmetry, size, count)?;
        compressed(self.path, size, entries)
    }

    fn error(&self, expected: &str, found: &str) -> Error {
        let reason = format!("expected {expected}, and `{found}` was found in line {}", self.number);
        Error::File { path: self.path.clone(), reason }
    }

    /// Goes on to the next line; false at the end of the file.
    fn next(&mut self) -> Result<bool> {
        let mut bytes = std::mem::take(&mut self.line).into_bytes();
        bytes.clear();
        self.number += 1;
        let read = self.reader.read_until(b'\n', &mut bytes);
        let read = read.map_err(|error| Error::File { path: self.path.clone(), reason: error.to_string() })?;
        // Comments may be in any encoding.
        self.line =
            String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
        Ok(read > 0)
    }

    /// Goes on to the next line that is neither empty nor a comment; false at the end of the file.
    fn next_content(&mut self) -> Result<bool> {
        while self.next()? {
            let line = self.line.trim_start();
            if !line.is_empty() && !line.starts_with('%') {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn header(&mut self) -> Result<(Field, Symmetry)> {
        self.next()?;
        let line = self.line.trim().to_lowercase();
        let words: Vec<&str> = line.split_whitespace().collect();
        let &["%%matrixmarket", "matrix", format, field, symmetry] = &words[..] else {
            return Err(self.error("`%%MatrixMarket matrix coordinate`, a field and a symmetry", self.line.trim()));
        };
        if format != "coordinate" {
            return Err(self.error("the format `coordinate`", format));
        }
        let field = match field {
            "pattern" => Field::Pattern,
            "integer" => Field::Integer,
            "real" => Field::Real,
            _ => return Err(self.error("the field `pattern`, `integer` or `real`", field)),
        };
        let symmetry = match symmetry {
            "general" => Symmetry::General,
            "symmetric" => Symmetry::Symmetric,
            "skew-symmetric" if field != Field::Pattern => Symmetry::Skew,
            _ => {
                return Err(
                    self.error("the symmetry `general`, `symmetric` or, with values, `skew-symmetric`", symmetry)
                );
            }
        };
        Ok((field, symmetry))
    }

    /// The size of the matrix and the number of entries.
    fn size(&mut self, symmetry: Symmetry) -> Result<(Size, usize)> {
        let expected = "the numbers of rows, columns and entries";
        if !self.next_content()? {
            return Err(self.error(expected, "the end of the file"));
        }
        let words: Vec<_> = self.line.split_whitespace().map(str::parse::<usize>).collect();
        let &[Ok(targets), Ok(sources), Ok(count)] = &words[..] else {
            return Err(self.error(expected, self.line.trim()));
        };
        if targets.max(sources) > u32::MAX as usize {
            return Err(self.error("fewer than 2^32 rows and columns", self.line.trim()));
        }
        if symmetry != Symmetry::General && targets != sources {
            return Err(self.error("as many rows as columns in a matrix with a symmetry", self.line.trim()));
        }
        Ok((Size { targets, sources }, count))
    }

    /// The entries, with those that the symmetry adds.
    fn entries(&mut self, field: Field, symmetry: Symmetry, size: Size, count: usize) -> Result<Vec<Entry>> {
        let mut entries = Vec::new();
        let copies = if symmetry == Symmetry::General { 1 } else { 2 };
        memory::reserve(&mut entries, count.saturating_mul(copies), &self.path)?;
        for read in 0..count {
            if !self.next_content()? {
                return Err(self.error(&format!("{count} entries"), &format!("the end of the file after {read}")));
            }
            let entry = self.entry(field, symmetry, size)?;
            entries.push(entry);
            if symmetry != Symmetry::General && entry.source != entry.target {
                let value = if symmetry == Symmetry::Skew { -entry.value } else { entry.value };
                entries.push(Entry { source: entry.target, target: entry.source, value });
            }
        }
        if self.next_content()? {
            return Err(self.error(&format!("the end of the file after {count} entries"), self.line.trim()));
        }
        Ok(entries)
    }

    fn entry(&self, field: Field, symmetry: Symmetry, size: Size) -> Result<Entry> {
        let mut words = self.line.split_whitespace();
        let target = self.index(words.next(), "row", size.targets)?;
        let source = self.index(words.next(), "column", size.sources)?;
        let value = match field {
            Field::Pattern => 1.0,
            Field::Integer => {
                let value = words.next().and_then(|word| word.parse::<i64>().ok());
                value.ok_or_else(|| self.error("a row, a column and a whole number", self.line.trim()))? as f64
            }
            Field::Real => {
                let value = words.next().and_then(|word| word.parse::<f64>().ok()).filter(|value| value.is_finite());
                value.ok_or_else(|| self.error("a row, a column and a finite number", self.line.trim()))?
            }
        };
        if let Some(word) = words.next() {
            return Err(self.error("the end of the line", word));
        }
        match symmetry {
            Symmetry::Symmetric if target < source => {
                Err(self.error("an entry of a symmetric matrix on or below the diagonal", self.line.trim()))
            }
            Symmetry::Skew if target <= source => {
                Err(self.error("an entry of a skew-symmetric matrix below the diagonal", self.line.trim()))
            }
            _ => Ok(Entry { source, target, value }),
        }
    }

    /// An index, counting from 0.
    fn index(&self, word: Option<&str>, what: &str, size: usize) -> Result<u32> {
        let index = word.and_then(|word| word.parse::<usize>().ok()).filter(|index| (1..=size).contains(index));
        let index = index.ok_or_else(|| self.error(&format!("a {what} from 1 to {size}"), self.line.trim()))?;
        Ok((index - 1) as u32)
    }
}

/// The entries in the order of the structure.
fn compressed(path: String, size: Size, mut entries: Vec<Entry>) -> Result<MatrixMarket> {
    // Those of a pair stay in the order of the file.
    entries.sort_by_key(|entry| (entry.source, entry.target));
    let mut starts = Vec::new();
    memory::reserve(&mut starts, size.sources + 1, &path)?;
    starts.resize(size.sources + 1, 0);
    for entry in &entries {
        starts[entry.source as usize + 1] += 1;
    }
    for source in 0..size.sources {
        starts[source + 1] += starts[source];
    }
    let targets = entries.iter().map(|entry| entry.target).collect();
    let values = entries.iter().map(|entry| entry.value).collect();
    Ok(MatrixMarket { path, size, starts, targets, values })
}
