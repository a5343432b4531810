//! A folder that a stream has written, and in which another goes on.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use izhi_runtime::{Network, Result};

use crate::about;
use crate::npy::{self, GrowingArray};
use crate::npz::failed;

use super::block::{Block, Buffers, Recorded};
use super::columns::{Known, Recorder, listed};
use super::writer::{self, path};

/// What is there of the recorders, up to where the network is now.
#[derive(Default)]
pub(super) struct Existing {
    pub(super) arrays: BTreeMap<String, GrowingArray>,
    pub(super) known: Known,
}

/// A recorder's files, and the iteration from which on they are written anew.
struct Part {
    recorded: Recorded,
    end: u64,
}

impl Existing {
    /// Opens the files of a network, and cuts them back to the rows that came before those which it will give.
    ///
    /// # Errors
    ///
    /// Files of another network, of other neurons or of an earlier iteration; files that have been cut off or altered. Then
    /// nothing has changed.
    pub(super) fn open<N: Network>(folder: &Path, net: &N) -> Result<Self> {
        check(folder, net)?;
        let block = Block::of(net, &mut Buffers::default())?;
        // What recorders have comes with the next block.
        let part = |recorded: Recorded| {
            let end = recorded.ends().map_or(net.iteration(), |(first, _)| first);
            Part { recorded, end }
        };
        let parts: Vec<Part> = block.recorders.into_iter().map(part).collect();
        let first = parts.iter().map(|part| part.end).min().unwrap_or(net.iteration());
        let complete = writer::iteration(folder)?;
        if let Some(part) = parts.iter().find(|part| part.end > complete) {
            return Err(failed(
                folder,
                format!(
                    "the files end with iteration {complete}, and recorder `{}` goes on with iteration {}: what lies between is lost; \
                     restore the network of an earlier iteration, and `flush` a stream before each checkpoint",
                    part.recorded.place, part.end
                ),
            ));
        }
        // All is looked at before any is cut.
        let found = parts.iter().map(|part| part.find(folder)).collect::<Result<Vec<_>>>()?;
        writer::set_iteration(folder, first)?;
        let mut existing = Existing::default();
        for (part, found) in parts.into_iter().zip(found) {
            existing.cut(folder, part.recorded, found)?;
        }
        Ok(existing)
    }

    /// Leaves the rows of a recorder that are to stay.
    fn cut(&mut self, folder: &Path, recorded: Recorded, found: Option<Found>) -> Result<()> {
        let Some(Found { arrays, last }) = found else {
            // Nothing stays, and the next block makes them anew, also those that were about to be made.
            return recorded.columns.iter().try_for_each(|rows| {
                let path = path(folder, &rows.name);
                match fs::remove_file(&path) {
                    Err(error) if error.kind() != io::ErrorKind::NotFound => Err(failed(&path, error)),
                    _ => Ok(()),
                }
            });
        };
        for (rows, (mut array, count)) in recorded.columns.iter().zip(arrays) {
            array.cut(count).map_err(|error| failed(&path(folder, &rows.name), error))?;
            self.arrays.insert(rows.name.clone(), array);
        }
        self.known.insert(recorded.place.clone(), Recorder::of(&recorded, Some(last)));
        Ok(())
    }
}

/// The files of a recorder.
struct Found {
    /// In the order of the columns, with the number of rows that stay.
    arrays: Vec<(GrowingArray, u64)>,
    /// The iteration of the last row that stays.
    last: u64,
}

impl Part {
    /// The files with the rows that stay; none where none does.
    fn find(&self, folder: &Path) -> Result<Option<Found>> {
        let Part { recorded, end } = self;
        let open = |name: &str| -> Result<Option<GrowingArray>> {
            let rows = recorded.columns.iter().find(|rows| rows.name == name);
            let Some(rows) = rows.filter(|rows| path(folder, &rows.name).exists()) else { return Ok(None) };
            let path = path(folder, name);
            GrowingArray::open(&path, rows.layout.clone()).map(Some).map_err(|error| failed(&path, error))
        };
        let place = &recorded.place;
        let name = format!("{place}:iterations");
        // A file without a whole header is one that was about to be made, before there were rows.
        let has_header = fs::metadata(path(folder, &name)).is_ok_and(|file| file.len() > 0);
        let Some(mut iterations) = has_header.then(|| open(&name)).transpose()?.flatten() else { return Ok(None) };
        let count = before(&mut iterations, *end).map_err(|error| failed(&path(folder, &name), error))?;
        if count == 0 {
            return Ok(None);
        }
        let last = iterations.number(count - 1).map_err(|error| failed(&path(folder, &name), error))?;
        let mut arrays = Vec::new();
        for rows in &recorded.columns {
            let path = path(folder, &rows.name);
            let is_missing = || failed(&path, "it is missing, and other files of its recorder are there");
            let mut array = open(&rows.name)?.ok_or_else(is_missing)?;
            let file_failed = |error: io::Error| failed(&path, error);
            let stay = if rows.is_of_neurons(place) {
                self.check_neurons(&mut array).map_err(file_failed)?;
                array.rows()
            } else if let Some(events) = self.events(&rows.name) {
                let mut times = open(&events)?.ok_or_else(is_missing)?;
                before(&mut times, *end).map_err(file_failed)?
            } else {
                count
            };
            if stay > array.rows() {
                let reason = format!("{stay} rows were expected, and {} found: it has been altered", array.rows());
                return Err(failed(&path, reason));
            }
            arrays.push((array, stay));
        }
        Ok(Some(Found { arrays, last }))
    }

    /// The column with the iterations of events, for what is of events.
    fn events(&self, name: &str) -> Option<String> {
        let own = name.strip_prefix(&self.recorded.place)?;
        let variable = own.strip_prefix('.')?.trim_end_matches(":iterations");
        let times = format!("{}.{variable}:iterations", self.recorded.place);
        self.recorded.columns.iter().any(|rows| rows.name == times).then_some(times)
    }

    fn check_neurons(&self, array: &mut GrowingArray) -> io::Result<()> {
        let mut bytes = vec![0; array.rows() as usize * size_of::<u32>()];
        array.read(0, &mut bytes)?;
        let (found, own) = (npy::neurons(&bytes), self.recorded.neurons());
        if found == own {
            return Ok(());
        }
        let reason = format!("the columns are {}, and the recorder keeps {}", listed(&found), listed(&own));
        Err(io::Error::other(reason))
    }
}

/// How many of the iterations, which ascend, are before another.
fn before(iterations: &mut GrowingArray, end: u64) -> io::Result<u64> {
    let (mut least, mut most) = (0, iterations.rows());
    while least < most {
        let middle = least + (most - least) / 2;
        if iterations.number(middle)? < end { least = middle + 1 } else { most = middle }
    }
    Ok(least)
}

/// An error where a folder is not that of a stream of the network.
fn check<N: Network>(folder: &Path, net: &N) -> Result<()> {
    let path = folder.join(about::FILE);
    if !path.exists() {
        let reason =
            format!("an empty folder or that of a stream was expected, and there is no `{}` in it", about::FILE);
        return Err(failed(folder, reason));
    }
    let text = fs::read_to_string(&path).map_err(|error| failed(&path, error))?;
    let error = |reason: String| failed(&path, reason);
    let begins: u64 = about::check(&text, net).map_err(error)?;
    if net.iteration() < begins {
        let reason =
            format!("the stream begins with iteration {begins}, and the network is at iteration {}", net.iteration());
        return Err(error(reason));
    }
    Ok(())
}
