//! The thread that writes.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender};

use izhi_runtime::{Error, Result};

use crate::npy::GrowingArray;
use crate::npz::failed;

use super::block::Block;

/// The file that says up to which iteration everything has been written.
const ITERATION: &str = "iteration.txt";

/// What the thread is told.
pub(super) enum Order {
    Write(Block),
    /// To answer when the disk has everything.
    Flush(Sender<()>),
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
        for recorded in &block.recorders {
            for rows in &recorded.columns {
                let is_there = self.arrays.contains_key(&rows.name);
                // The neurons of the columns are the same in each block.
                if is_there && rows.is_of_neurons(&recorded.place) {
                    continue;
                }
                let path = path(&self.folder, &rows.name);
                let file_failed = |error: io::Error| failed(&path, error);
                if !is_there {
                    let array = GrowingArray::create(&path, rows.layout.clone()).map_err(file_failed)?;
                    self.arrays.insert(rows.name.clone(), array);
                }
                let array = self.arrays.get_mut(&rows.name).expect("it has been made");
                array.append(rows.count, &rows.bytes).map_err(file_failed)?;
            }
            let (last, first): (Vec<_>, Vec<_>) =
                recorded.columns.iter().partition(|rows| rows.is_of_iterations(&recorded.place));
            for rows in first.into_iter().chain(last) {
                let array = self.arrays.get_mut(&rows.name).expect("it has been made");
                array.flush().map_err(|error| failed(&path(&self.folder, &rows.name), error))?;
            }
        }
        set_iteration(&self.folder, block.iteration)
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
