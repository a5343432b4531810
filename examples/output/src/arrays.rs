//! Recordings as a file of arrays that `numpy.load` opens.

use std::fs::File;
use std::io::BufWriter;

use ndarray::ArrayView2;
use ndarray_npy::{NpzWriter, WriteNpyError, WriteNpzError};

/// An array [iteration, neuron] of a file.
pub enum Recorded<'a> {
    /// Numbers.
    Values(ArrayView2<'a, f32>),
    /// Events.
    Flags(ArrayView2<'a, bool>),
}

/// Writes the arrays under their names, in place of what the file holds.
///
/// # Errors
///
/// A file that cannot be written.
pub fn write_npz(file: File, arrays: &[(String, Recorded)]) -> Result<(), WriteNpzError> {
    file.set_len(0).map_err(WriteNpyError::from)?;
    let mut npz = NpzWriter::new(BufWriter::new(file));
    for (name, array) in arrays {
        match array {
            Recorded::Values(values) => npz.add_array(name.as_str(), values)?,
            Recorded::Flags(flags) => npz.add_array(name.as_str(), flags)?,
        }
    }
    npz.finish()?;
    Ok(())
}
