//! The thread that writes.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender};

use izhi_runtime::snapshot::Column;
use izhi_runtime::{Error, Network, Result, spans};

use crate::npy::{GrowingArray, Layout};
use crate::npz::failed;

use super::block::{Block, Recorded, is_of_all, is_of_iterations};

/// The file that says up to which iteration everything has been written.
const ITERATION: &str = "iteration.txt";

/// What the thread is told.
pub(super) enum Order {
    Write(Block),
    /// To answer when the disk has everything.
    Flush(Sender<()>),
}

impl Order {
    /// Gives back to the recorders what was to be written.
    pub(super) fn give_back<N: Network>(self, net: &mut N) {
        match self {
            Order::Write(block) => block.give_back(net),
            Order::Flush(_) => {}
        }
    }
}

/// The files of a stream.
pub(super) struct Files {
    folder: PathBuf,
    arrays: BTreeMap<String, GrowingArray>,
}

impl Files {
    /// A folder with these files in it, and more to come.
    pub(super) fn in_folder(folder: PathBuf, arrays: BTreeMap<String, GrowingArray>) -> Self {
        Files { folder, arrays }
    }

    /// Does what it is told until there is no more to do, and hands the blocks back.
    pub(super) fn work(mut self, orders: &Receiver<Order>, written: &Sender<Block>) -> Result<()> {
        for order in orders {
            match order {
                Order::Write(block) => {
                    self.write(&block)?;
                    // Nobody takes it where the stream is about to end.
                    let _ = written.send(block);
                }
                Order::Flush(answer) => {
                    self.sync()?;
                    let _ = answer.send(());
                }
            }
        }
        Ok(())
    }

    /// Adds rows to all files. What is broken off in between leaves whole files: all columns have the rows of which
    /// their recorder's `:iterations` speaks, or more.
    fn write(&mut self, block: &Block) -> Result<()> {
        let _span = spans::writing(&self.folder);
        for Recorded { place, columns } in &block.recorders {
            columns.iter().try_for_each(|(name, column)| self.append(name, column))?;
            let (last, first): (Vec<_>, Vec<_>) = columns.iter().partition(|(name, _)| is_of_iterations(name, place));
            for (name, _) in first.into_iter().chain(last) {
                let array = self.arrays.get_mut(name).expect("it has been made");
                array.flush().map_err(|error| failed(&path(&self.folder, name), error))?;
            }
        }
        set_iteration(&self.folder, block.iteration)
    }

    /// Adds rows to a file, which is made where it is not there.
    fn append(&mut self, name: &str, column: &Column) -> Result<()> {
        let is_there = self.arrays.contains_key(name);
        if is_there && is_of_all(name) {
            return Ok(());
        }
        let path = path(&self.folder, name);
        let file_failed = |error: io::Error| failed(&path, error);
        if !is_there {
            let array = GrowingArray::create(&path, Layout::of(&column.view())).map_err(file_failed)?;
            self.arrays.insert(name.to_owned(), array);
        }
        self.arrays.get_mut(name).expect("it has been made").append(&column.view()).map_err(file_failed)
    }

    /// Waits until the disk has all of it.
    fn sync(&self) -> Result<()> {
        for (name, array) in &self.arrays {
            array.sync().map_err(|error| failed(&path(&self.folder, name), error))?;
        }
        let text = self.folder.join(ITERATION);
        let sync = |path: &Path| -> Result<(), Error> {
            File::open(path).and_then(|file| file.sync_all()).map_err(|error| failed(path, error))
        };
        sync(&text)?;
        // The names of the files, where the system lets a folder be opened.
        if cfg!(unix) { sync(&self.folder) } else { Ok(()) }
    }
}

/// The file of an array.
pub(super) fn path(folder: &Path, name: &str) -> PathBuf {
    folder.join(format!("{name}.npy"))
}

/// Says up to which iteration everything has been written.
pub(super) fn set_iteration(folder: &Path, iteration: u64) -> Result<()> {
    let path = folder.join(ITERATION);
    // As long at any time: there is no moment with a number that is not whole.
    let write = || {
        let mut file = File::options().create(true).truncate(false).write(true).open(&path)?;
        file.write_all(format!("{iteration:20}\n").as_bytes())
    };
    write().map_err(|error| failed(&path, error))
}

/// Up to which iteration everything has been written.
pub(super) fn iteration(folder: &Path) -> Result<u64> {
    let path = folder.join(ITERATION);
    let text = fs::read_to_string(&path).map_err(|error| failed(&path, error))?;
    let found = text.trim();
    found
        .parse()
        .map_err(|_| failed(&path, format!("the number of an iteration was expected, and `{found}` was found")))
}
