//! The arrays of an `.npz` file, read with errors that name the array and what it should have been.

use std::error::Error;
use std::fs::File;
use std::io::{BufReader, Read, Seek};
use std::path::Path;

use ndarray::{ArrayD, Dimension, Ix1, Ix2, IxDyn, OwnedRepr};
use ndarray_npy::{NpzReader, ReadNpyError, ReadNpzError, ReadableElement};

/// An open `.npz` file.
pub(crate) struct Arrays<R: Read + Seek> {
    file: NpzReader<R>,
    names: Vec<String>,
}

impl Arrays<BufReader<File>> {
    pub(crate) fn open(path: &Path) -> Result<Self, Box<dyn Error>> {
        let failed = |error: &dyn Error| format!("cannot read {}: {error}", path.display());
        let file = File::open(path).map_err(|error| failed(&error))?;
        Ok(Arrays::new(BufReader::new(file)).map_err(|error| failed(&error))?)
    }
}

impl<R: Read + Seek> Arrays<R> {
    pub(crate) fn new(file: R) -> Result<Self, ReadNpzError> {
        let mut file = NpzReader::new(file)?;
        let names = file.names()?;
        Ok(Arrays { file, names })
    }

    /// A vector of numbers. `expected` is its shape in words, and its length where that is known.
    pub(crate) fn vector(&mut self, name: &str, expected: &[Axis]) -> Result<ndarray::Array1<f64>, String> {
        self.shaped::<Ix1>(name, expected)
    }

    /// A matrix of numbers.
    pub(crate) fn matrix(&mut self, name: &str, expected: &[Axis]) -> Result<ndarray::Array2<f64>, String> {
        self.shaped::<Ix2>(name, expected)
    }

    /// An array of numbers with as many axes as `expected`; of the length of each that has one.
    fn shaped<D: Dimension>(&mut self, name: &str, expected: &[Axis]) -> Result<ndarray::Array<f64, D>, String> {
        let array = self.numbers(name, expected)?;
        let fits = |(&found, axis): (&usize, &Axis)| axis.length.is_none_or(|length| length == found);
        let found = array.shape().to_vec();
        match array.into_dimensionality() {
            Ok(array) if found.iter().zip(expected).all(fits) => Ok(array),
            _ => Err(format!("array `{name}` has the shape {found:?}; expected {}", shape(expected))),
        }
    }

    /// float64, or float32 made wider.
    fn numbers(&mut self, name: &str, expected: &[Axis]) -> Result<ArrayD<f64>, String> {
        match self.read::<f64>(name, expected)? {
            Ok(array) => Ok(array),
            Err(_) => match self.read::<f32>(name, expected)? {
                Ok(array) => Ok(array.mapv(f64::from)),
                Err(found) => Err(format!("array `{name}` holds {found}; expected float64 or float32")),
            },
        }
    }

    /// The array, or the type that it holds in place of `T`.
    fn read<T: ReadableElement>(&mut self, name: &str, expected: &[Axis]) -> Result<Result<ArrayD<T>, String>, String> {
        if !self.names.iter().any(|known| known == name) {
            let known = self.names.join(", ");
            return Err(format!("array `{name}` is missing; expected {}; there is {known}", shape(expected)));
        }
        match self.file.by_name::<OwnedRepr<T>, IxDyn>(name) {
            Ok(array) => Ok(Ok(array)),
            Err(ReadNpzError::Npy(ReadNpyError::WrongDescriptor(found))) => Ok(Err(found.to_string())),
            Err(error) => Err(format!("array `{name}` cannot be read: {error}")),
        }
    }
}

/// An axis of an expected array: what it counts, and how many of it there are if that is known.
#[derive(Clone, Copy)]
pub(crate) struct Axis {
    counts: &'static str,
    length: Option<usize>,
}

impl Axis {
    /// Any number of these.
    pub(crate) const fn any(counts: &'static str) -> Self {
        Axis { counts, length: None }
    }

    /// So many of these.
    pub(crate) const fn of(length: usize, counts: &'static str) -> Self {
        Axis { counts, length: Some(length) }
    }
}

/// `[400 iterations, 80 neurons]`.
fn shape(axes: &[Axis]) -> String {
    let axis = |axis: &Axis| match axis.length {
        Some(length) => format!("{length} {}", axis.counts),
        None => axis.counts.to_owned(),
    };
    format!("[{}]", axes.iter().map(axis).collect::<Vec<_>>().join(", "))
}
