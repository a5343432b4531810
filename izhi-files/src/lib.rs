//! Files of networks.
//!
//! [`Checkpoint`] writes all that a network is to a file and goes on from there, in another process, on another machine, with
//! another number of threads, with the bits of a run that was never interrupted:
//!
//! ```no_run
//! use std::ops::ControlFlow;
//! use std::path::Path;
//!
//! use izhi::prelude::*;
//! use izhi::files::Checkpoint;
//!
//! behavior! {
//!     pub Leak {
//!         state { v: uniform() }
//!         step { v *= 0.99; }
//!     }
//! }
//!
//! network! {
//!     pub Net {
//!         use Leak;
//!         group cells: 100 { 1: Leak }
//!     }
//! }
//!
//! let (path, total) = (Path::new("leak.npz"), 1_000_000);
//! let mut net = Net::builder().build()?;
//! if path.exists() {
//!     net.restore_from(path)?;
//! }
//! net.simulate_with(total - net.iteration(), 100_000, |net| match net.checkpoint(path) {
//!     Ok(()) => ControlFlow::Continue(()),
//!     Err(error) => ControlFlow::Break(error),
//! })?;
//! # Ok::<(), izhi::Error>(())
//! ```
//!
//! The file is an archive of arrays without compression, and `numpy.load` opens it: `numpy.load("leak.npz")["cells.v"]` is
//! the state, and `bytes(numpy.load("leak.npz")["izhi"]).decode()` says of which network, seed, time step and iteration
//! it is, and which version wrote it. What no declaration names stands behind a colon, `FAST_a_to_b:targets`. Nothing in
//! the file is ever run.
//!
//! [`write_recordings`] writes all that the recorders have into one such archive, and a [`Stream`] takes it from them while the network
//! runs, so that memory has some iterations alone. After a crash it [goes on](Stream::open) in the same folder, from a checkpoint.
//!
//! On several [ranks](izhi_runtime::ranks) each of these is called by all of them, and takes the path of a folder that all see. Each
//! writes its own file, or folder, into it, and rank 0 an index, `ranks.txt`, by which they are found. One file for all is written
//! where a network is [shown](izhi_runtime::Network::gathered) with the recordings of all.
//!
//! With the feature `parquet`, `write_parquet` writes them as tables for pandas and polars, and with the feature `sonata`,
//! `write_sonata` as the spikes and reports of [SONATA](https://github.com/AllenInstitute/sonata).

mod about;
mod checkpoint;
mod found;
mod npy;
mod npz;
#[cfg(feature = "parquet")]
mod parquet;
mod ranks;
#[cfg(any(feature = "parquet", feature = "sonata"))]
mod recorded;
mod recordings;
#[cfg(feature = "sonata")]
mod sonata;
mod stream;

pub use checkpoint::Checkpoint;
#[cfg(feature = "parquet")]
pub use parquet::write_parquet;
pub use recordings::write_recordings;
#[cfg(feature = "sonata")]
pub use sonata::write_sonata;
pub use stream::Stream;
