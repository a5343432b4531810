//! What is recorded goes to files while the network runs.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;

use izhi_runtime::snapshot::{Column, ColumnView, Sink};
use izhi_runtime::{Error, Network, Result};

use crate::about::about;
use crate::npy::GrowingArray;
use crate::npz::failed;
use crate::recordings::recordings;

/// Blocks of rows that wait to be written at the most: one is being written, and one more may come.
const WAITING: usize = 1;

/// A folder to which the recordings of a network go while it runs, so that memory has those of some iterations alone, however long
/// the run is. Another thread writes; where the disk is slower than the network, the network waits for it, and nothing is lost.
///
/// Each array is a file of its own, `cells.recorder.v.npy`, which `numpy.load` opens, with `mmap_mode="r"` also where it is larger than
/// memory; names and shapes are those of [`write_recordings`](crate::write_recordings). Between two blocks each is a whole file, so that after
/// a crash all blocks are there that had been written. `network.txt` says of which network they are.
///
/// ```no_run
/// # use izhi::prelude::*;
/// # behavior! { pub Cell { state { v: uniform() } step { v *= 0.99; } } }
/// # network! { Net { use Cell, izhi::Recorder; group cells: 100 { 1: Cell, 9: Recorder [v] as recorder } } }
/// # let mut net = Net::builder().build()?;
/// use izhi_files::Stream;
///
/// let mut stream = Stream::create("target/run", &net)?;
/// stream.simulate(&mut net, 1_000_000, 10_000)?;
/// stream.finish()?;
/// # Ok::<(), izhi::Error>(())
/// ```
#[derive(Debug)]
pub struct Stream {
    folder: PathBuf,
    /// None where writing has failed.
    blocks: Option<SyncSender<Block>>,
    writer: Option<JoinHandle<Result<()>>>,
}

/// Rows of all recordings.
type Block = Vec<(String, Column)>;

impl Stream {
    /// A new folder for what the recorders of a network will have seen, from what they have now on.
    ///
    /// # Errors
    ///
    /// A folder that cannot be made, or that is there and not empty.
    pub fn create<N: Network>(folder: impl AsRef<Path>, net: &N) -> Result<Self> {
        let folder = folder.as_ref().to_owned();
        let folder_failed = |error: io::Error| failed(&folder, error);
        fs::create_dir_all(&folder).map_err(folder_failed)?;
        if fs::read_dir(&folder).map_err(folder_failed)?.next().is_some() {
            return Err(failed(&folder, "an empty folder was expected, and there is something in it"));
        }
        let text = folder.join("network.txt");
        fs::write(&text, about(net)).map_err(|error| failed(&text, error))?;
        let (blocks, waiting) = sync_channel(WAITING);
        let place = folder.clone();
        let writer = std::thread::Builder::new().name("izhi recordings".to_owned());
        let writer = writer.spawn(move || write(&place, &waiting)).map_err(folder_failed)?;
        Ok(Stream { folder, blocks: Some(blocks), writer: Some(writer) })
    }

    /// Runs a number of iterations, and takes what has been recorded after every so many of them. It ends earlier where a
    /// behaviour of the network [stops](Network::stopped_by) the run.
    ///
    /// # Errors
    ///
    /// Those of [`simulate`](Network::simulate), and files that cannot be written. What had been recorded until then has
    /// been written, or is still with the recorders.
    pub fn simulate<N: Network>(&mut self, net: &mut N, iterations: u64, every: u64) -> Result<()> {
        let end = net.iteration().saturating_add(iterations);
        while net.iteration() < end {
            let result = net.simulate((end - net.iteration()).min(every.max(1)));
            self.take(net)?;
            result?;
            if net.stopped_by().is_some() {
                break;
            }
        }
        Ok(())
    }

    /// Takes what has been recorded from the recorders, to be written.
    ///
    /// # Errors
    ///
    /// Files that could not be written; then the recorders keep what they have.
    pub fn take<N: Network>(&mut self, net: &mut N) -> Result<()> {
        let mut block = Copies(Vec::new());
        recordings(net, &mut block)?;
        let is_taken = self.blocks.as_ref().is_some_and(|blocks| blocks.send(block.0).is_ok());
        if !is_taken {
            return Err(self.end().err().unwrap_or_else(|| failed(&self.folder, "its writing has ended")));
        }
        net.clear_recordings();
        Ok(())
    }

    /// Waits until all is written.
    ///
    /// # Errors
    ///
    /// Files that could not be written.
    pub fn finish(mut self) -> Result<()> {
        self.end()
    }

    fn end(&mut self) -> Result<()> {
        self.blocks = None;
        let Some(writer) = self.writer.take() else { return Ok(()) };
        writer.join().unwrap_or_else(|_| Err(failed(&self.folder, "its writing was broken off")))
    }
}

/// What is dropped is written, too; who wants to know whether that went well [finishes](Stream::finish).
impl Drop for Stream {
    fn drop(&mut self) {
        let _ = self.end();
    }
}

/// Columns that are copied.
struct Copies(Block);

impl Sink for Copies {
    fn put(&mut self, name: &str, _: bool, values: ColumnView<'_>) -> Result<()> {
        self.0.push((name.to_owned(), values.to_column()));
        Ok(())
    }
}

/// Writes blocks until there are no more.
fn write(folder: &Path, blocks: &Receiver<Block>) -> Result<()> {
    let mut arrays: BTreeMap<String, GrowingArray> = BTreeMap::new();
    for block in blocks {
        for (name, column) in block {
            let path = folder.join(format!("{name}.npy"));
            let file_failed = |error: io::Error| -> Error { failed(&path, error) };
            let rows = column.view();
            let is_of_all = name.ends_with(":neurons");
            match arrays.get_mut(&name) {
                // The neurons of the columns are the same in each block.
                Some(_) if is_of_all => {}
                Some(array) => array.append(&rows).and_then(|()| array.flush()).map_err(file_failed)?,
                None => {
                    let mut array = GrowingArray::create(&path, &rows).map_err(file_failed)?;
                    array.append(&rows).and_then(|()| array.flush()).map_err(file_failed)?;
                    arrays.insert(name, array);
                }
            }
        }
    }
    Ok(())
}
