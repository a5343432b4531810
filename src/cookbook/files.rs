#![cfg_attr(not(feature = "files"), allow(rustdoc::broken_intra_doc_links))] // What they link to is not there.

//! Files: weights, recordings longer than memory, and runs that survive a crash. With the feature `files`.
//!
//! # Weights, saved and loaded
//!
//! A [checkpoint](crate::files::Checkpoint) has everything, for the same declaration. Weights alone are arrays, which go to
//! wherever arrays go: to the builder of another network, and through a file to NumPy and back.
//!
//! ```
//! use izhi::files::Checkpoint;
//! use izhi::library::input::PoissonNeurons;
//! use izhi::library::neurons::LeakyIntegrateAndFire;
//! use izhi::library::plasticity::{AdditiveStdp, Trace};
//! use izhi::library::synapses::ExponentialCurrent;
//! use izhi::ndarray::Array2;
//! use izhi::prelude::*;
//!
//! network! {
//!     pub Learning {
//!         use PoissonNeurons, LeakyIntegrateAndFire, ExponentialCurrent(EXC, g), Trace(trace), AdditiveStdp(EXC, trace, trace);
//!         group sources: 50 { 0: Trace, 1: PoissonNeurons { frequency: 40 Hz } }
//!         group cells: 5 { 0: Trace, 1: LeakyIntegrateAndFire, 2: ExponentialCurrent, 3: AdditiveStdp { w_max: 90 pA } }
//!         synapses EXC: sources -> cells { W: 60 pA; }
//!     }
//! }
//!
//! network! {
//!     /// Without plasticity.
//!     pub Learned {
//!         use PoissonNeurons, LeakyIntegrateAndFire, ExponentialCurrent(EXC, g);
//!         group sources: 50 { 1: PoissonNeurons { frequency: 40 Hz } }
//!         group cells: 5 { 1: LeakyIntegrateAndFire, 2: ExponentialCurrent }
//!         synapses EXC: sources -> cells;
//!     }
//! }
//!
//! fn main() -> Result<(), Box<dyn std::error::Error>> {
//! #   let folder = tempfile::tempdir()?;
//! #   std::env::set_current_dir(&folder)?;
//!     let mut net = Learning::builder().seed(1).build()?;
//!     net.simulate(1000)?;
//!     net.checkpoint("learned.npz")?; // numpy.load("learned.npz")["EXC_sources_to_cells.W"] is [target, source].
//!
//!     // Into the same network, in this process or another one.
//!     let mut again = Learning::builder().build()?;
//!     again.restore_from("learned.npz")?;
//!     assert_eq!(again.EXC_sources_to_cells.W(), net.EXC_sources_to_cells.W());
//!
//!     // Into another network, which begins with them: from an array, here one that the crate ndarray-npy has read.
//!     ndarray_npy::write_npy("weights.npy", &net.EXC_sources_to_cells.W())?;
//!     let weights: Array2<f32> = ndarray_npy::read_npy("weights.npy")?;
//!     let mut builder = Learned::builder();
//!     builder.EXC_sources_to_cells.W = weights.into();
//!     let mut learned = builder.build()?;
//!     learned.simulate(1000)?;
//!     println!("{} spikes", learned.cells.fired_count());
//!     Ok(())
//! }
//! ```
//!
//! Of sparse synapses `net.EXC_sources_to_cells.W().into()` is what another builder takes, for the same connections.
//!
//! # A run too long for memory
//!
//! A [`Stream`](crate::files::Stream) takes what the recorders have, every so many iterations, and writes it while the network
//! runs on.
//!
//! ```
//! use izhi::files::Stream;
//! use izhi::library::input::PoissonInput;
//! use izhi::library::neurons::LeakyIntegrateAndFire;
//! use izhi::prelude::*;
//!
//! network! {
//!     pub Cells {
//!         use PoissonInput(I) as Noise, LeakyIntegrateAndFire, izhi::EventRecorder, izhi::Recorder;
//!         dt: 0.1 ms;
//!         group cells: 100 {
//!             1: Noise { weight: 1.5 nA },
//!             2: LeakyIntegrateAndFire,
//!             8: Recorder [v] as potential,
//!             9: EventRecorder [fired] as spikes,
//!         }
//!     }
//! }
//!
//! fn main() -> Result<(), Box<dyn std::error::Error>> {
//! #   let folder = tempfile::tempdir()?;
//! #   std::env::set_current_dir(&folder)?;
//!     let mut net = Cells::builder().seed(1).build()?;
//!     let mut stream = Stream::create("long_run", &net)?;
//!     stream.simulate(&mut net, 5000, 1000)?; // 10,000,000 in blocks of 10,000 take no more memory than 10,000 do.
//!     stream.finish()?;
//!     assert!(net.cells.potential.is_empty());
//!     let v: izhi::ndarray::Array2<f32> = ndarray_npy::read_npy("long_run/cells.potential.v.npy")?;
//!     assert_eq!(v.dim(), (5000, 100));
//!     Ok(())
//! }
//! ```
//!
//! In Python, with NumPy alone:
//!
//! ```text
//! import numpy as np
//!
//! v = np.load("long_run/cells.potential.v.npy", mmap_mode="r")      # [iteration, neuron]; what is not looked at is not read
//! mean = v[-1000:].mean(axis=0)                                     # of each neuron, in the last 1000 iterations
//! neurons = np.load("long_run/cells.spikes.fired.npy")              # a neuron for each spike
//! times = 0.1 * np.load("long_run/cells.spikes.fired:iterations.npy")
//! rates = np.bincount(neurons, minlength=v.shape[1]) / (0.1e-3 * len(v))
//! print(open("long_run/network.txt").read())                        # seed, time step and parameters
//! ```
//!
//! # Tables for pandas and polars, and SONATA
//!
//! With the feature `parquet`, `write_parquet(&net, "run")?` writes what was recorded as long tables:
//!
//! ```text
//! import polars as pl
//!
//! spikes = pl.read_parquet("run/cells.spikes.fired.parquet")        # iteration, time_ms, neuron
//! rates = spikes.group_by("neuron").len()
//! v = pl.read_parquet("run/cells.potential.parquet")                # iteration, time_ms, neuron, v
//! wide = v.pivot("neuron", index="time_ms", values="v")
//! ```
//!
//! With the feature `sonata`, `write_sonata(&net, "run")?` writes spikes and potentials for readers of SONATA:
//!
//! ```text
//! import libsonata
//!
//! spikes = libsonata.SpikeReader("run/spikes.fired.h5")["cells"].get()          # (neuron, time in ms)
//! v = libsonata.SomaReportReader("run/potential.v.h5")["cells"].get().data      # [row, neuron]
//! ```
//!
//! # A checkpoint every so often, and on after a crash
//!
//! The same program begins, or goes on where the last checkpoint was written. The end is the same bits, whether or not the run was broken
//! off, and on any number of threads. A checkpoint has the recordings so far as well.
//!
//! ```
//! use std::ops::ControlFlow;
//! use std::path::Path;
//!
//! use izhi::files::{Checkpoint, write_recordings};
//! use izhi::library::input::PoissonInput;
//! use izhi::library::neurons::LeakyIntegrateAndFire;
//! use izhi::prelude::*;
//!
//! network! {
//!     pub Cells {
//!         use PoissonInput(I) as Noise, LeakyIntegrateAndFire, izhi::EventRecorder;
//!         dt: 0.1 ms;
//!         group cells: 100 { 1: Noise { weight: 1.5 nA }, 2: LeakyIntegrateAndFire, 9: EventRecorder [fired] as spikes }
//!     }
//! }
//!
//! /// Runs up to iteration `total`, with a checkpoint after every thousand.
//! fn run(total: u64) -> izhi::Result<Cells> {
//!     let mut net = Cells::builder().seed(1).build()?;
//!     if Path::new("cells.npz").exists() {
//!         net.restore_from("cells.npz")?;
//!     }
//!     let left = total.saturating_sub(net.iteration());
//!     let end = net.simulate_with(left, 1000, |net| match net.checkpoint("cells.npz") {
//!         Ok(()) => ControlFlow::Continue(()),
//!         Err(error) => ControlFlow::Break(error),
//!     })?;
//!     match end {
//!         ControlFlow::Continue(()) => Ok(net),
//!         ControlFlow::Break(error) => Err(error),
//!     }
//! }
//!
//! fn main() -> izhi::Result<()> {
//! #   let folder = tempfile::tempdir().expect("a folder");
//! #   std::env::set_current_dir(&folder).expect("a folder");
//!     drop(run(2000)?); // As if the power had failed here.
//!     let net = run(5000)?;
//!     write_recordings(&net, "spikes.npz")?;
//! #   let mut whole = Cells::builder().seed(1).threads(2).build()?;
//! #   whole.simulate(5000)?;
//! #   assert_eq!(net.cells.v(), whole.cells.v());
//! #   assert_eq!(net.cells.spikes.fired(), whole.cells.spikes.fired());
//!     Ok(())
//! }
//! ```
//!
//! Where the recordings go to a [`Stream`](crate::files::Stream), the same program opens it with
//! [`Stream::open`](crate::files::Stream::open), and flushes it before each checkpoint; then its files, too, are those of a run that was
//! never broken off.
