//! Columns in an archive of NumPy's arrays.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::fs::File;
use std::io::{self, BufReader, BufWriter};
use std::path::{Path, PathBuf};

use izhi_runtime::snapshot::{Column, ColumnView, Shape, Sink, Source, Stored};
use izhi_runtime::{Error, Result, spans};
use ndarray::{ArrayD, IxDyn, OwnedRepr};
use ndarray_npy::{NpzReader, NpzWriter, ReadNpyError, ReadNpzError, ReadableElement};
use tempfile::Builder;
use zip::ZipArchive;
use zip::result::ZipError;
use zip::write::SimpleFileOptions;

use crate::{about, found};

pub(crate) fn failed(path: &Path, reason: impl Display) -> Error {
    Error::File { path: path.display().to_string(), reason: reason.to_string() }
}

/// Writes columns to a new file beside the one of a path, and lets it take the place of that one when it is complete.
pub(crate) fn replace(path: &Path, write: impl FnOnce(&mut Writing<'_>) -> Result<()>) -> Result<()> {
    replace_file(path, |file| {
        let mut to = Writing::to(file, path);
        write(&mut to)?;
        to.finish()
    })
}

/// The same of any file.
pub(crate) fn replace_file(path: &Path, write: impl FnOnce(&File) -> Result<()>) -> Result<()> {
    let _span = spans::writing(path);
    let file_failed = |error: io::Error| failed(path, error);
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let new = temporary().tempfile_in(folder).map_err(file_failed)?;
    write(new.as_file())?;
    new.as_file().sync_all().map_err(file_failed)?;
    new.persist(path).map_err(|error| failed(path, error.error))?;
    Ok(())
}

/// Files that those can read who can read any other file of the user.
fn temporary() -> Builder<'static, 'static> {
    let mut builder = Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder
}

/// A file that is written.
pub(crate) struct Writing<'a> {
    npz: NpzWriter<BufWriter<&'a File>>,
    path: &'a Path,
}

impl<'a> Writing<'a> {
    /// To a file that is to stand at a path.
    fn to(file: &'a File, path: &'a Path) -> Self {
        // Arrays may be of more than four gigabytes.
        let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored).large_file(true);
        Writing { npz: NpzWriter::new_with_options(BufWriter::new(file), options), path }
    }

    fn finish(self) -> Result<()> {
        self.npz.finish().map_err(|error| failed(self.path, error))?;
        Ok(())
    }
}

impl Sink for Writing<'_> {
    fn put(&mut self, name: &str, _: bool, values: ColumnView<'_>) -> Result<()> {
        let npz = &mut self.npz;
        let written = match values {
            ColumnView::Single(values) => npz.add_array(name, &values),
            ColumnView::Double(values) => npz.add_array(name, &values),
            ColumnView::Whole(values) => npz.add_array(name, &values),
            ColumnView::Count(values) => npz.add_array(name, &values),
            ColumnView::Index(values) => npz.add_array(name, &values),
            ColumnView::Steps(values) => npz.add_array(name, &values),
            ColumnView::Byte(values) => npz.add_array(name, &values),
            ColumnView::Flag(values) => npz.add_array(name, &values),
        };
        written.map_err(|error| failed(self.path, error))
    }
}

/// A file that is read; all of it has been looked through.
pub(crate) struct Reading {
    npz: NpzReader<BufReader<File>>,
    path: PathBuf,
    names: Vec<String>,
    columns: BTreeMap<String, Shape>,
}

impl Reading {
    /// Opens what `checkpoint` has written.
    ///
    /// # Errors
    ///
    /// Any other file, with what it is.
    pub(crate) fn from(path: &Path) -> Result<Self> {
        let wrong = |error: &dyn Display| failed(path, error);
        let open = || File::open(path).map(BufReader::new).map_err(|error| wrong(&error));
        let mut file = open()?;
        if let Some(found) = found::instead_of_archive(&mut file).map_err(|error| wrong(&error))? {
            return Err(failed(path, found::expected(&found)));
        }
        check_sums(open()?).map_err(|found| failed(path, found::expected(&found)))?;
        let mut npz = NpzReader::new(open()?).map_err(|error| wrong(&error))?;
        let names = npz.names().map_err(|error| wrong(&error))?;
        let mut reading = Reading { npz, path: path.to_owned(), names: names.clone(), columns: BTreeMap::new() };
        reading.check_kind()?;
        for name in names {
            let column = reading.column(&name)?;
            reading.columns.extend(column.map(|column| (name, Shape::of(&column.view()))));
        }
        Ok(reading)
    }

    /// An error where it is an archive of something else.
    fn check_kind(&mut self) -> Result<()> {
        let text = match self.names.iter().any(|name| name == about::NAME) {
            true => self.array::<u8>(about::NAME)?.and_then(u8::array),
            false => None,
        };
        let text = text.map(|bytes| String::from_utf8_lossy(&bytes.into_iter().collect::<Vec<u8>>()).into_owned());
        match found::instead_of_checkpoint(text.as_deref(), &self.names) {
            Some(found) => Err(failed(&self.path, found::expected(&found))),
            None => Ok(()),
        }
    }

    /// Says of which file an error is.
    pub(crate) fn place(&self, error: Error) -> Error {
        match error {
            Error::Snapshot { reason } => failed(&self.path, reason),
            other => other,
        }
    }

    /// The array of that name, where it is of this type.
    fn array<T: Stored + ReadableElement>(&mut self, name: &str) -> Result<Option<Column>> {
        let array: Result<ArrayD<T>, ReadNpzError> = self.npz.by_name::<OwnedRepr<T>, IxDyn>(name);
        match array {
            Ok(values) => Ok(Some(T::column(values))),
            Err(ReadNpzError::Npy(ReadNpyError::WrongDescriptor(_))) => Ok(None),
            Err(error) => Err(failed(&self.path, format!("array `{name}`: {error}"))),
        }
    }
}

/// Reads all of an archive: what is in it has a sum by which one can tell that it is whole. Says what is not.
fn check_sums(file: BufReader<File>) -> Result<(), String> {
    let altered = |error: &dyn Display| format!("this archive has been cut off or altered ({error})");
    let mut archive = ZipArchive::new(file).map_err(|error| match error {
        ZipError::InvalidArchive(_) | ZipError::Io(_) => {
            "this archive has been cut off or altered: its end is missing".to_owned()
        }
        other => altered(&other),
    })?;
    for index in 0..archive.len() {
        let name = archive.name_for_index(index).unwrap_or_default().to_owned();
        let mut array = archive.by_index(index).map_err(|error| match error {
            ZipError::UnsupportedArchive(_) => {
                format!("this archive is compressed, or locked: its `{name}` cannot be read")
            }
            other => altered(&other),
        })?;
        io::copy(&mut array, &mut io::sink())
            .map_err(|_| format!("this archive has been cut off or altered: the sum of its `{name}` is another"))?;
    }
    Ok(())
}

impl Source for Reading {
    fn columns(&self) -> BTreeMap<String, Shape> {
        self.columns.clone()
    }

    fn column(&mut self, name: &str) -> Result<Option<Column>> {
        if !self.names.iter().any(|own| own == name) {
            return Ok(None);
        }
        // The most frequent first.
        let types = [
            Self::array::<f32>,
            Self::array::<f64>,
            Self::array::<u32>,
            Self::array::<u64>,
            Self::array::<bool>,
            Self::array::<u16>,
            Self::array::<i64>,
            Self::array::<u8>,
        ];
        for array in types {
            if let Some(column) = array(self, name)? {
                return Ok(Some(column));
            }
        }
        Err(failed(&self.path, format!("array `{name}` is of a type that no network has")))
    }
}
