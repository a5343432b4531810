//! A folder that a stream has written, and in which another goes on.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use izhi_runtime::{Network, Result};

use crate::about;
use crate::npy::GrowingArray;
use crate::npz::failed;

use super::block::Seen;
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
    seen: Seen,
    end: u64,
}

impl Existing {
    /// Opens the files of a network, and cuts them back to the rows that came before those which it will give.
    ///
    /// # Errors
    ///
    /// Files of another network, of other neurons or of an earlier iteration; files that have been cut off or altered. Then
    /// nothing has changed.
    pub(super) fn open<N: Network>(folder: &Path, net: &mut N) -> Result<Self> {
        check(folder, net)?;
        // Which synapses recorders keep is known before a run.
        net.check_run(0)?;
        // What recorders have comes with the next block.
        let parts: Vec<Part> = Seen::of(net)?.into_iter().map(|seen| Part { end: seen.next, seen }).collect();
        let first = parts.iter().map(|part| part.end).min().unwrap_or(net.iteration());
        let complete = writer::iteration(folder)?;
        if net.iteration() == 0 && complete > 0 {
            return Err(failed(
                folder,
                format!(
                    "the files end with iteration {complete}, and the network is at its first, so that nothing of them would stay: restore                      it from a checkpoint, or begin in another folder"
                ),
            ));
        }
        if let Some(part) = parts.iter().find(|part| part.end > complete) {
            return Err(failed(
                folder,
                format!(
                    "the files end with iteration {complete}, and recorder `{}` goes on with iteration {}: what lies between is lost; \
                     restore the network of an earlier iteration, and `flush` a stream before each checkpoint",
                    part.seen.place, part.end
                ),
            ));
        }
        // All is looked at before any is cut.
        let found = parts.iter().map(|part| part.find(folder)).collect::<Result<Vec<_>>>()?;
        writer::set_iteration(folder, first)?;
        let mut existing = Existing::default();
        for (part, found) in parts.into_iter().zip(found) {
            existing.cut(folder, part.seen, found)?;
        }
        Ok(existing)
    }

    /// Leaves the rows of a recorder that are to stay.
    fn cut(&mut self, folder: &Path, seen: Seen, found: Option<Found>) -> Result<()> {
        let Some(Found { arrays, last }) = found else {
            // Nothing stays, and the next block makes them anew, also those that were about to be made.
            return seen.columns.iter().try_for_each(|(name, _)| {
                let path = path(folder, name);
                match fs::remove_file(&path) {
                    Err(error) if error.kind() != io::ErrorKind::NotFound => Err(failed(&path, error)),
                    _ => Ok(()),
                }
            });
        };
        for ((name, _), (mut array, count)) in seen.columns.iter().zip(arrays) {
            array.cut(count).map_err(|error| failed(&path(folder, name), error))?;
            self.arrays.insert(name.clone(), array);
        }
        self.known.insert(seen.place.clone(), Recorder::of(&seen, Some(last)));
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
        let Part { seen, end } = self;
        let open = |name: &str| -> Result<Option<GrowingArray>> {
            let path = path(folder, name);
            let column = seen.columns.iter().find(|(own, _)| own == name);
            let Some((_, layout)) = column.filter(|_| path.exists()) else { return Ok(None) };
            GrowingArray::open(&path, layout.clone()).map(Some).map_err(|error| failed(&path, error))
        };
        let place = &seen.place;
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
        for (name, _) in &seen.columns {
            let path = path(folder, name);
            let is_missing = || failed(&path, "it is missing, and other files of its recorder are there");
            let mut array = open(name)?.ok_or_else(is_missing)?;
            let file_failed = |error: io::Error| failed(&path, error);
            let stay = if let Some(kept) = seen.kept.get(name) {
                check_kept(name, kept, &mut array).map_err(file_failed)?;
                array.rows()
            } else if let Some(events) = self.events(name) {
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
        let own = name.strip_prefix(&self.seen.place)?;
        let variable = own.strip_prefix('.')?.trim_end_matches(":iterations");
        let times = format!("{}.{variable}:iterations", self.seen.place);
        self.seen.columns.iter().any(|(name, _)| *name == times).then_some(times)
    }
}

/// An error where the columns are of others than those that the recorder keeps.
fn check_kept(name: &str, kept: &[u64], array: &mut GrowingArray) -> io::Result<()> {
    let found = array.numbers()?;
    if found == kept {
        return Ok(());
    }
    let reason = format!("the columns are {}, and the recorder keeps {}", listed(name, &found), listed(name, kept));
    Err(io::Error::other(reason))
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
