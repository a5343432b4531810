//! One array in a file of NumPy's, to which rows are added.
//!
//! The format is [NumPy's](https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html), version 1.0: a header of fixed
//! length, whose shape is written anew when rows have been added, and then the numbers, row by row.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use bytemuck::NoUninit;
use izhi_runtime::snapshot::ColumnView;
use ndarray::ArrayViewD;

/// The length of the header, which has room for any shape.
const HEADER: usize = 256;

/// What a file is an array of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Layout {
    /// How NumPy calls the type of the values, which are written as they stand in memory.
    element: String,
    /// The lengths of a row.
    row: Vec<usize>,
    /// The bytes of a row.
    bytes: u64,
}

impl Layout {
    /// That of columns that look like this one.
    pub(crate) fn of(column: &ColumnView<'_>) -> Self {
        let (kind, size) = match column {
            ColumnView::Single(_) => ("f4", 4),
            ColumnView::Double(_) => ("f8", 8),
            ColumnView::Whole(_) => ("i8", 8),
            ColumnView::Count(_) => ("u8", 8),
            ColumnView::Index(_) => ("u4", 4),
            ColumnView::Steps(_) => ("u2", 2),
            ColumnView::Byte(_) => ("u1", 1),
            ColumnView::Flag(_) => ("b1", 1),
        };
        let order = match size {
            1 => '|',
            _ if cfg!(target_endian = "little") => '<',
            _ => '>',
        };
        let row = column.shape()[1..].to_vec();
        let bytes = size * row.iter().map(|&length| length as u64).product::<u64>();
        Layout { element: format!("{order}{kind}"), row, bytes }
    }

    /// The beginning of a file of so many rows.
    fn header(&self, rows: u64) -> Vec<u8> {
        let lengths = std::iter::once(rows).chain(self.row.iter().map(|&length| length as u64));
        let shape: String = lengths.map(|length| format!("{length},")).collect();
        let text = format!("{{'descr': '{}', 'fortran_order': False, 'shape': ({shape}), }}", self.element);
        let mut header = b"\x93NUMPY\x01\x00".to_vec();
        header.extend_from_slice(&((HEADER - 10) as u16).to_le_bytes());
        header.extend_from_slice(text.as_bytes());
        header.resize(HEADER - 1, b' ');
        header.push(b'\n');
        header
    }
}

impl std::fmt::Display for Layout {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "`{}` of shape {:?}", self.element, self.row)
    }
}

/// A file to which rows are added. Until a [`flush`](GrowingArray::flush) it is one without them.
pub(crate) struct GrowingArray {
    file: File,
    layout: Layout,
    rows: u64,
}

impl GrowingArray {
    /// A new file, with no rows yet.
    pub(crate) fn create(path: &Path, layout: Layout) -> io::Result<Self> {
        let mut array = GrowingArray { file: File::create_new(path)?, layout, rows: 0 };
        array.flush()?;
        Ok(array)
    }

    /// A file that such an array has written, however that ended: with all rows that it had at its last flush.
    ///
    /// # Errors
    ///
    /// Another file, or one that is shorter than it says.
    pub(crate) fn open(path: &Path, layout: Layout) -> io::Result<Self> {
        let mut file = OpenOptions::new().read(true).write(true).open(path)?;
        let (mut header, length) = (Vec::new(), file.metadata()?.len());
        Read::by_ref(&mut file).take(HEADER as u64).read_to_end(&mut header)?;
        let rows = rows(&header).ok_or_else(|| io::Error::other("it is no array that a stream has written"))?;
        if header != layout.header(rows) {
            let found = String::from_utf8_lossy(&header[10..]).trim_end().to_owned();
            return Err(io::Error::other(format!("rows of {layout} were expected, and {found} was found")));
        }
        if rows.checked_mul(layout.bytes).is_none_or(|bytes| bytes > length.saturating_sub(HEADER as u64)) {
            return Err(io::Error::other(format!("it has been cut off: it is to have {rows} rows, and ends before")));
        }
        file.seek(SeekFrom::Start(HEADER as u64 + rows * layout.bytes))?;
        Ok(GrowingArray { file, layout, rows })
    }

    /// How many rows it has.
    pub(crate) fn rows(&self) -> u64 {
        self.rows
    }

    /// Adds rows.
    pub(crate) fn append(&mut self, rows: &ColumnView<'_>) -> io::Result<()> {
        debug_assert_eq!(Layout::of(rows), self.layout);
        self.rows += rows.shape()[0] as u64;
        match rows {
            ColumnView::Single(values) => write(&mut self.file, values),
            ColumnView::Double(values) => write(&mut self.file, values),
            ColumnView::Whole(values) => write(&mut self.file, values),
            ColumnView::Count(values) => write(&mut self.file, values),
            ColumnView::Index(values) => write(&mut self.file, values),
            ColumnView::Steps(values) => write(&mut self.file, values),
            ColumnView::Byte(values) => write(&mut self.file, values),
            ColumnView::Flag(values) => write(&mut self.file, values),
        }
    }

    /// Lets the file be one with all rows so far.
    pub(crate) fn flush(&mut self) -> io::Result<()> {
        // The rows are there: a header never speaks of some that are not.
        self.file.seek(SeekFrom::Start(0))?;
        self.file.write_all(&self.layout.header(self.rows))?;
        self.file.seek(SeekFrom::End(0))?;
        Ok(())
    }

    /// Waits until the disk has it.
    pub(crate) fn sync(&self) -> io::Result<()> {
        self.file.sync_data()
    }

    /// Forgets all rows but so many, and what stands behind the last.
    pub(crate) fn cut(&mut self, rows: u64) -> io::Result<()> {
        self.rows = self.rows.min(rows);
        self.flush()?;
        self.file.set_len(HEADER as u64 + self.rows * self.layout.bytes)?;
        self.file.seek(SeekFrom::End(0))?;
        Ok(())
    }

    /// The number of a row, where each is one of 64 bits.
    pub(crate) fn number(&mut self, row: u64) -> io::Result<u64> {
        let mut bytes = [0; 8];
        self.read(row, &mut bytes)?;
        Ok(u64::from_ne_bytes(bytes))
    }

    /// All numbers, where each row is one, of 64 bits or of 32.
    pub(crate) fn numbers(&mut self) -> io::Result<Vec<u64>> {
        let mut bytes = vec![0; (self.rows * self.layout.bytes) as usize];
        self.read(0, &mut bytes)?;
        Ok(match self.layout.bytes {
            4 => bytes.as_chunks().0.iter().map(|bytes| u32::from_ne_bytes(*bytes).into()).collect(),
            _ => bytes.as_chunks().0.iter().map(|bytes| u64::from_ne_bytes(*bytes)).collect(),
        })
    }

    /// The bytes of rows from a row on.
    fn read(&mut self, row: u64, bytes: &mut [u8]) -> io::Result<()> {
        self.file.seek(SeekFrom::Start(HEADER as u64 + row * self.layout.bytes))?;
        self.file.read_exact(bytes)?;
        self.file.seek(SeekFrom::End(0))?;
        Ok(())
    }
}

/// The number of rows that a header speaks of.
fn rows(header: &[u8]) -> Option<u64> {
    let text = std::str::from_utf8(header.get(10..HEADER)?).ok()?;
    let (_, shape) = text.split_once("'shape': (")?;
    shape.split(',').next()?.parse().ok()
}

/// Writes values, row by row, as they stand in memory.
fn write<T: NoUninit>(to: &mut impl Write, values: &ArrayViewD<'_, T>) -> io::Result<()> {
    match values.as_slice() {
        Some(values) => to.write_all(bytemuck::cast_slice(values)),
        None => to.write_all(bytemuck::cast_slice(&values.iter().copied().collect::<Vec<T>>())),
    }
}
