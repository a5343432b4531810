//! What a sweep has found.

use std::fmt;
use std::path::Path;

use ndarray::{Array2, ArrayView1, ArrayView2};

use crate::error::{Error, Result};

/// A row for each network; first its parameters, then what was measured.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    names: Vec<String>,
    values: Array2<f64>,
}

impl Table {
    pub(crate) fn new(names: Vec<String>, values: Array2<f64>) -> Self {
        Table { names, values }
    }

    /// What the columns are called.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// [network, column].
    pub fn values(&self) -> ArrayView2<'_, f64> {
        self.values.view()
    }

    /// The numbers of all networks in the column of that name, if there is one.
    pub fn column(&self, name: &str) -> Option<ArrayView1<'_, f64>> {
        let column = self.names.iter().position(|own| own == name)?;
        Some(self.values.column(column))
    }

    /// Writes a line of names and one for each network, with commas between, as every program for tables reads them. Each
    /// number has the digits that give it back.
    ///
    /// # Errors
    ///
    /// A file that cannot be written.
    pub fn write_csv(&self, path: impl AsRef<Path>) -> Result<()> {
        let path = path.as_ref();
        let _span = izhi_runtime::spans::writing(path);
        self.write_lines(path).map_err(|error| Error::File { path: path.to_owned(), reason: error.to_string() })
    }

    fn write_lines(&self, path: &Path) -> csv::Result<()> {
        let mut lines = csv::Writer::from_path(path)?;
        lines.write_record(&self.names)?;
        for row in self.values.rows() {
            lines.write_record(row.iter().map(f64::to_string))?;
        }
        Ok(lines.flush()?)
    }
}

/// The columns side by side, each as wide as it needs to be.
impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let columns: Vec<Vec<String>> = (self.names.iter().zip(self.values.columns()))
            .map(|(name, column)| std::iter::once(name.clone()).chain(column.iter().map(f64::to_string)).collect())
            .collect();
        let widths: Vec<usize> =
            columns.iter().map(|column| column.iter().map(|text| text.chars().count()).max().unwrap_or(0)).collect();
        for row in 0..=self.values.nrows() {
            let cells = columns.iter().zip(&widths).map(|(column, &width)| format!("{:>width$}", column[row]));
            writeln!(f, "{}", cells.collect::<Vec<_>>().join("  "))?;
        }
        Ok(())
    }
}
