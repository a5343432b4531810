//! What is recorded goes to files while the network runs.

mod block;
mod columns;
mod existing;
mod writer;

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, channel, sync_channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use izhi_runtime::{Network, Result};

use crate::about::{self, about};
use crate::npz::failed;
use crate::ranks;

use block::{Block, Seen, Spare};
use columns::Known;
use existing::Existing;
use writer::{Files, Order};

/// Blocks of rows that wait to be written at the most: one is being written, and one more may come.
const WAITING: usize = 1;

/// A folder to which the recordings of a network go while it runs, so that memory has those of some iterations alone, however long
/// the run is. Another thread writes. Where the disk is slower than the network, the network waits for it, and nothing is lost:
/// [`waited`](Stream::waited) says for how long.
///
/// Each array is a file of its own, `cells.recorder.v.npy`, which `numpy.load` opens, with `mmap_mode="r"` also where it is larger than
/// memory; names and shapes are those of [`write_recordings`](crate::write_recordings). `network.txt` says of which network they are, and
/// `iteration.txt` up to which iteration all of it has been written.
///
/// ```no_run
/// # use izhi::prelude::*;
/// # behavior! { pub Cell { state { v: uniform() } step { v *= 0.99; } } }
/// # network! { Net { use Cell, izhi::Recorder; group cells: 100 { 1: Cell, 9: Recorder [v] as recorder } } }
/// # let mut net = Net::builder().build()?;
/// use izhi::files::Stream;
///
/// let mut stream = Stream::create("target/run", &net)?;
/// stream.simulate(&mut net, 1_000_000, 10_000)?;
/// stream.finish()?;
/// # Ok::<(), izhi::Error>(())
/// ```
///
/// # How much at a time
///
/// Rows go from the recorders to the thread that writes without being copied, and the memory of a block that has been written serves for the
/// next: at most four blocks are in memory. Blocks of some megabytes are best, `every` so many iterations that they have as many; each
/// block costs some calls of the system for each file.
///
/// # On several ranks
///
/// Each of several [ranks](izhi_runtime::ranks) has a stream of what it records itself, in a folder of its own, `rank-0` and so on, within the one
/// that is named; `ranks.txt` there says which neurons of each group it has. All of them create, open and simulate together.
///
/// # What stays the same
///
/// A file has the same columns from its beginning to its end, in ascending iterations. A recorder that is told to
/// [`sample`](izhi_runtime::recording::Recording::sample) other neurons, synapses that become more, and a network that goes back
/// to an earlier iteration are errors of the next [`take`](Stream::take), and begin a new stream. A recorder that keeps the
/// [newest](izhi_runtime::recording::Sampling::newest) rows keeps those of each block.
///
/// # After a crash
///
/// Between two blocks each file is a whole one. A crash in the middle of a block leaves some files with its rows and some
/// without: as many rows as a recorder's `:iterations` has are there of all its variables. What has been
/// [flushed](Stream::flush) is on the disk. With a checkpoint, the run goes on in the same folder, and its files
/// become those of a run that was never interrupted:
///
/// ```no_run
/// # use std::path::Path;
/// # use izhi::prelude::*;
/// # behavior! { pub Cell { state { v: uniform() } step { v *= 0.99; } } }
/// # network! { Net { use Cell, izhi::Recorder; group cells: 100 { 1: Cell, 9: Recorder [v] as recorder } } }
/// # let total = 1_000_000;
/// use izhi::files::{Checkpoint, Stream};
///
/// let mut net = Net::builder().build()?;
/// if Path::new("run.npz").exists() {
///     net.restore_from("run.npz")?;
/// }
/// let mut stream = Stream::open("run", &mut net)?;
/// while net.iteration() < total {
///     stream.simulate(&mut net, 100_000, 10_000)?;
///     stream.flush()?;
///     net.checkpoint("run.npz")?;
/// }
/// stream.finish()?;
/// # Ok::<(), izhi::Error>(())
/// ```
pub struct Stream {
    folder: PathBuf,
    network: &'static str,
    known: Known,
    /// None where writing has failed.
    orders: Option<SyncSender<Order>>,
    written: Receiver<Block>,
    spare: Spare,
    writer: Option<JoinHandle<Result<()>>>,
    waited: Duration,
}

impl Stream {
    /// A new folder for what the recorders of a network will have seen, from what they have now on.
    ///
    /// # Errors
    ///
    /// A folder that cannot be made, or that is there and not empty.
    pub fn create<N: Network>(folder: impl AsRef<Path>, net: &N) -> Result<Self> {
        let folder = folder.as_ref();
        let created = Self::create_in(&ranks::own_folder(net, folder), net);
        ranks::write_folder_index(net, folder, created)
    }

    fn create_in<N: Network>(folder: &Path, net: &N) -> Result<Self> {
        if !is_empty(folder)? {
            return Err(failed(folder, "an empty folder was expected, and there is something in it"));
        }
        Self::begin(folder, net)
    }

    /// The folder of a stream that was broken off, or that has ended, in which the recordings go on from where the network is
    /// now; a new one, as of [`create`](Stream::create), where there is none. The network is one that was restored from a checkpoint, and what
    /// had been written of later iterations goes: they come again.
    ///
    /// # Errors
    ///
    /// The folder of another network, by its [fingerprint](Network::fingerprint), time step, seed or parameters, or of other neurons; a network
    /// at its first iteration, with which nothing would stay; files that have been altered; files that end before the iteration of the network, which happens where a checkpoint was written before
    /// the stream was [flushed](Stream::flush). Then nothing has changed.
    pub fn open<N: Network>(folder: impl AsRef<Path>, net: &mut N) -> Result<Self> {
        let folder = folder.as_ref();
        let opened = Self::open_in(&ranks::own_folder(net, folder), net);
        ranks::write_folder_index(net, folder, opened)
    }

    fn open_in<N: Network>(folder: &Path, net: &mut N) -> Result<Self> {
        if is_empty(folder)? {
            return Self::begin(folder, net);
        }
        let Existing { arrays, known } = Existing::open(folder, net)?;
        Self::start(Files::in_folder(folder.to_owned(), arrays), known, folder, net)
    }

    /// Begins in an empty folder.
    fn begin<N: Network>(folder: &Path, net: &N) -> Result<Self> {
        fs::create_dir_all(folder).map_err(|error| failed(folder, error))?;
        writer::set_iteration(folder, net.iteration())?;
        let text = folder.join(about::FILE);
        fs::write(&text, about(net)).map_err(|error| failed(&text, error))?;
        Self::start(Files::in_folder(folder.to_owned(), BTreeMap::new()), Known::default(), folder, net)
    }

    fn start<N: Network>(files: Files, known: Known, folder: &Path, net: &N) -> Result<Self> {
        let ((orders, given), (done, written)) = (sync_channel(WAITING), channel());
        let writer = std::thread::Builder::new().name("izhi recordings".to_owned());
        let writer = writer.spawn(move || files.work(&given, &done)).map_err(|error| failed(folder, error))?;
        Ok(Stream {
            folder: folder.to_owned(),
            network: net.name(),
            known,
            orders: Some(orders),
            written,
            spare: Spare::default(),
            writer: Some(writer),
            waited: Duration::ZERO,
        })
    }

    /// Runs a number of iterations, and takes what has been recorded after every so many of them, and after the last. Where
    /// `every` is zero it is taken after the last one alone. The run ends earlier where a behaviour of the network
    /// [stops](Network::stopped_by) it.
    ///
    /// # Errors
    ///
    /// Those of [`simulate`](Network::simulate), and files that cannot be written. What had been recorded until then has
    /// been written, or is still with the recorders. An input that is too short is found before the first iteration.
    pub fn simulate<N: Network>(&mut self, net: &mut N, iterations: u64, every: u64) -> Result<()> {
        let checked = net.check_run(iterations);
        net.executor().agree(checked)?;
        let mut left = iterations;
        while left > 0 {
            let count = if every == 0 { left } else { every.min(left) };
            let result = net.simulate(count);
            left -= count;
            let taken = self.take(net);
            net.executor().agree(taken)?;
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
    /// Another network, or recorders that keep something else than [before](Stream#what-stays-the-same); files that could not be written.
    /// Then the recorders keep what they have.
    pub fn take<N: Network>(&mut self, net: &mut N) -> Result<()> {
        if net.name() != self.network {
            let reason = format!("the stream is of network `{}`, and was given `{}`", self.network, net.name());
            return Err(failed(&self.folder, reason));
        }
        if self.known.is_empty() {
            // Which synapses recorders keep is known before a run.
            net.check_run(0)?;
        }
        let seen = Seen::of(net)?;
        self.known.check(&seen).map_err(|reason| failed(&self.folder, reason))?;
        self.written.try_iter().for_each(|block| self.spare.keep(block));
        let block = Block::take(net, &mut self.spare);
        if let Err(order) = self.order(Order::Write(block)) {
            order.give_back(net);
            return Err(self.failure());
        }
        self.known.add(&seen);
        Ok(())
    }

    /// Waits until all that has been taken is on the disk: before a checkpoint, so that a run that goes on from there finds it.
    ///
    /// # Errors
    ///
    /// Files that could not be written.
    pub fn flush(&mut self) -> Result<()> {
        let (answer, done) = channel();
        if self.order(Order::Flush(answer)).is_err() {
            return Err(self.failure());
        }
        let start = Instant::now();
        let is_done = done.recv().is_ok();
        self.waited += start.elapsed();
        if is_done { Ok(()) } else { Err(self.failure()) }
    }

    /// How long the network has waited for the disk so far. Where that is much of the run, the disk is what takes the time: record less, or
    /// [sample](izhi_runtime::recording::Recording::sample).
    pub fn waited(&self) -> Duration {
        self.waited
    }

    /// Waits until all is written.
    ///
    /// # Errors
    ///
    /// Files that could not be written.
    pub fn finish(mut self) -> Result<()> {
        self.end()
    }

    /// Tells the writer something, when it has time for it. What it does not hear of comes back.
    fn order(&mut self, order: Order) -> Result<(), Order> {
        let Some(orders) = &self.orders else { return Err(order) };
        let start = Instant::now();
        let sent = orders.send(order);
        self.waited += start.elapsed();
        sent.map_err(|error| error.0)
    }

    /// Why the writer does no more.
    fn failure(&mut self) -> izhi_runtime::Error {
        self.end().err().unwrap_or_else(|| failed(&self.folder, "its writing has ended"))
    }

    fn end(&mut self) -> Result<()> {
        self.orders = None;
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

impl fmt::Debug for Stream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Stream { folder, network, waited, .. } = self;
        f.debug_struct("Stream").field("folder", folder).field("network", network).field("waited", waited).finish()
    }
}

/// Whether there is nothing in a folder, or none.
fn is_empty(folder: &Path) -> Result<bool> {
    match fs::read_dir(folder) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(error) => Err(failed(folder, error)),
    }
}
