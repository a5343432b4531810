//! One array in a file of NumPy's, to which rows are added.
//!
//! The format is [NumPy's](https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html), version 1.0: a header of fixed
//! length, whose shape is written anew when rows have been added, and then the numbers, row by row.

use std::fs::File;
use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::path::Path;

use bytemuck::NoUninit;
use izhi_runtime::snapshot::ColumnView;
use ndarray::ArrayViewD;

/// The length of the header, which has room for any shape.
const HEADER: usize = 256;

pub(crate) struct GrowingArray {
    file: BufWriter<File>,
    element: String,
    rows: u64,
    /// The lengths of a row.
    row: Vec<usize>,
}

impl GrowingArray {
    /// A new file, with no rows yet, for columns that look like this one.
    pub(crate) fn create(path: &Path, like: &ColumnView<'_>) -> io::Result<Self> {
        let file = BufWriter::new(File::create_new(path)?);
        let mut array = GrowingArray { file, element: element(like), rows: 0, row: like.shape()[1..].to_vec() };
        array.flush()?;
        Ok(array)
    }

    /// Adds rows.
    pub(crate) fn append(&mut self, rows: &ColumnView<'_>) -> io::Result<()> {
        if rows.shape()[1..] != self.row {
            let error = format!("rows of shape {:?} were expected, and {:?} was found", self.row, &rows.shape()[1..]);
            return Err(io::Error::other(error));
        }
        self.rows += rows.shape()[0] as u64;
        write_values(&mut self.file, rows)
    }

    /// Lets the file be one with all rows so far.
    pub(crate) fn flush(&mut self) -> io::Result<()> {
        let lengths = std::iter::once(self.rows).chain(self.row.iter().map(|&length| length as u64));
        let shape: String = lengths.map(|length| format!("{length},")).collect();
        let text = format!("{{'descr': '{}', 'fortran_order': False, 'shape': ({shape}), }}", self.element);
        let mut header = b"\x93NUMPY\x01\x00".to_vec();
        header.extend_from_slice(&((HEADER - 10) as u16).to_le_bytes());
        header.extend_from_slice(text.as_bytes());
        header.resize(HEADER - 1, b' ');
        header.push(b'\n');
        // The rows first: a header never speaks of some that are not there.
        self.file.flush()?;
        self.file.seek(SeekFrom::Start(0))?;
        self.file.write_all(&header)?;
        self.file.seek(SeekFrom::End(0))?;
        self.file.flush()
    }
}

/// How NumPy calls the type of the values, which are written as they stand in memory.
fn element(column: &ColumnView<'_>) -> String {
    let kind = match column {
        ColumnView::Single(_) => "f4",
        ColumnView::Double(_) => "f8",
        ColumnView::Whole(_) => "i8",
        ColumnView::Count(_) => "u8",
        ColumnView::Index(_) => "u4",
        ColumnView::Steps(_) => "u2",
        ColumnView::Byte(_) => return "|u1".to_owned(),
        ColumnView::Flag(_) => return "|b1".to_owned(),
    };
    format!("{}{kind}", if cfg!(target_endian = "little") { '<' } else { '>' })
}

fn write_values(to: &mut impl Write, column: &ColumnView<'_>) -> io::Result<()> {
    match column {
        ColumnView::Single(values) => write_array(to, values),
        ColumnView::Double(values) => write_array(to, values),
        ColumnView::Whole(values) => write_array(to, values),
        ColumnView::Count(values) => write_array(to, values),
        ColumnView::Index(values) => write_array(to, values),
        ColumnView::Steps(values) => write_array(to, values),
        ColumnView::Byte(values) => write_array(to, values),
        ColumnView::Flag(values) => write_array(to, values),
    }
}

fn write_array<T: NoUninit>(to: &mut impl Write, values: &ArrayViewD<'_, T>) -> io::Result<()> {
    match values.as_slice() {
        Some(values) => to.write_all(bytemuck::cast_slice(values)),
        None => values.iter().try_for_each(|value| to.write_all(bytemuck::bytes_of(value))),
    }
}
