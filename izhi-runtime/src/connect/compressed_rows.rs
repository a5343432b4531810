//! Rows that are there already.

use super::{Connector, Ends, Structure};
use crate::error::Result;

/// Connects as compressed rows say.
#[derive(Clone, Debug)]
pub struct CompressedRows {
    starts: Vec<usize>,
    targets: Vec<u32>,
}

/// Connects as compressed rows say, the `indptr` and `indices` of SciPy's `csr_array` whose rows are the sources:
/// the targets of source i are `targets[starts[i]..starts[i + 1]]`, in any order, and one that is there
/// twice is connected twice. The neurons are numbered from zero: within the group, or among those of the
/// group that can be connected. Lists of weights, delays and other variables are in the order of `targets`, as SciPy's
/// `data` is.
pub fn compressed_rows(starts: Vec<usize>, targets: Vec<u32>) -> CompressedRows {
    CompressedRows { starts, targets }
}

impl Connector for CompressedRows {
    fn connect(&self, ends: &Ends<'_>) -> Result<Structure> {
        self.check(ends)?;
        let row = |source: usize| self.starts[source]..self.starts[source + 1];
        let lengths: Vec<usize> = (0..ends.source().size()).map(|source| row(source).len()).collect();
        ends.listed(&lengths, (0..self.targets.len()).collect(), |entry| self.targets[entry] as usize)
    }
}

impl CompressedRows {
    fn check(&self, ends: &Ends<'_>) -> Result<()> {
        let (expected, found) = (ends.source().size() + 1, self.starts.len());
        if found != expected {
            return Err(ends.error(format!("expected {expected} starts of rows, and {found} were found")));
        }
        let (first, last, targets) = (self.starts[0], self.starts[found - 1], self.targets.len());
        if first != 0 {
            return Err(ends.error(format!("expected the first row to start at 0, and {first} was found")));
        }
        if last != targets {
            return Err(ends.error(format!("expected the last row to end at {targets}, and {last} was found")));
        }
        if let Some(row) = self.starts.windows(2).position(|pair| pair[0] > pair[1]) {
            return Err(ends.error(format!(
                "expected starts in ascending order, and {} was found after {} at {}",
                self.starts[row + 1],
                self.starts[row],
                row + 1
            )));
        }
        let size = ends.target().size();
        if let Some(place) = self.targets.iter().position(|&target| target as usize >= size) {
            let found = self.targets[place];
            return Err(ends.error(format!("expected targets below {size}, and {found} was found at {place}")));
        }
        Ok(())
    }
}
