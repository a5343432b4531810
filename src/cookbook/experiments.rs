#![cfg_attr(not(feature = "command-line"), allow(rustdoc::broken_intra_doc_links))] // What they link to is not there.

//! Many runs: sweeps, trials, learning that is switched off, other sizes, networks side by side.
//!
//! # A sweep
//!
//! With the feature `sweep`. Each combination of values is a network of its own, with one thread, and as many of them run at a time as there are
//! cores; the table is the same on every machine. Here theory knows it, too.
//!
//! ```
//! use izhi::library::neurons::LeakyIntegrateAndFire;
//! use izhi::prelude::*;
//! use izhi::sweep::Sweep;
//!
//! behavior! {
//!     /// The same current all the time.
//!     pub Drive { param { current: 0 pA } step { I += current; } }
//! }
//!
//! network! {
//!     pub Cells {
//!         use Drive, LeakyIntegrateAndFire;
//!         dt: 0.1 ms;
//!         group cells: 10 { 1: Drive, 2: LeakyIntegrateAndFire }
//!     }
//! }
//!
//! fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     let table = Sweep::of(Cells::builder())
//!         .over("current", [100.0, 160.0, 200.0, 300.0, 400.0, 500.0])
//!         .measure(["rate (Hz)", "theory (Hz)"], |net| {
//!             net.simulate(10_000)?;
//!             // 100 MΩ, so that 1 pA is 0.1 mV; 15 mV from rest to threshold, in 20 ms; 2 ms of rest after a spike.
//!             let potential = 0.1 * f64::from(net.cells.drive.parameters().current);
//!             let theory = if potential > 15.0 { 1000.0 / (2.0 + 20.0 * (potential / (potential - 15.0)).ln()) } else { 0.0 };
//!             Ok([net.cells.fired_count() as f64 / 10.0, theory])
//!         })?;
//!     print!("{table}");
//!     for row in table.values().rows() {
//!         assert!((row[1] - row[2]).abs() < 2.0);
//!     }
//!     Ok(())
//! }
//! ```
//!
//! # Parameters from a file
//!
//! With the feature `command-line`. Names and units are those of the declaration; what is not in the file stays as declared. For a program with a
//! command line of its own, [`NetworkArguments`](crate::command_line::NetworkArguments) reads such files and `--set` as well.
//!
//! ```
//! use izhi::command_line::give_file;
//! use izhi::library::neurons::LeakyIntegrateAndFire;
//! use izhi::prelude::*;
//!
//! network! {
//!     pub Cells {
//!         use LeakyIntegrateAndFire;
//!         dt: 0.1 ms;
//!         group cells: 10 { 1: LeakyIntegrateAndFire }
//!     }
//! }
//!
//! fn main() -> Result<(), Box<dyn std::error::Error>> {
//! #   let folder = tempfile::tempdir()?;
//! #   std::env::set_current_dir(&folder)?;
//! #   std::fs::write("slow.toml", "seed = 7\n\n[cells]\nsize = 25\nleaky_integrate_and_fire.tau = \"0.05 s\"\n")?;
//!     // seed = 7
//!     //
//!     // [cells]
//!     // size = 25
//!     // leaky_integrate_and_fire.tau = "0.05 s"
//!     let mut builder = Cells::builder();
//!     give_file(&mut builder, "slow.toml".as_ref())?;
//!     let net = builder.build()?;
//!     assert_eq!((net.clock().seed(), net.cells.size()), (7, 25));
//!     assert_eq!(net.cells.leaky_integrate_and_fire.parameters().tau, 50.0);
//!     Ok(())
//! }
//! ```
//!
//! # Trials from a settled state
//!
//! A network settles once. Each trial goes back to that, with other draws: [`restore`](crate::Network::restore) brings the seed of
//! the snapshot with it, and [`set_seed`](crate::Network::set_seed) gives another one; without it all trials are the same. Inputs count
//! iterations from the beginning of the network: `.starting_at(net.iteration())`.
//!
//! ```
//! use izhi::library::input::PoissonInput;
//! use izhi::library::neurons::LeakyIntegrateAndFire;
//! use izhi::prelude::*;
//!
//! network! {
//!     pub Cells {
//!         use PoissonInput(I) as Noise, LeakyIntegrateAndFire;
//!         dt: 0.1 ms;
//!         group cells: 50 { 1: Noise { weight: 1 nA }, 2: LeakyIntegrateAndFire }
//!     }
//! }
//!
//! fn main() -> izhi::Result<()> {
//!     let mut net = Cells::builder().seed(1).build()?;
//!     net.simulate(2000)?;
//!     let (settled, before) = (net.snapshot()?, net.cells.fired_count());
//!     for frequency in [0.01, 0.02] {
//!         let mut spikes = Vec::new();
//!         for trial in 0..3 {
//!             net.restore(&settled)?;
//!             net.set_seed(trial);
//!             // Behind `restore`, which brings the parameters of the snapshot. In kHz: 0.01 is 10 Hz.
//!             net.set_parameter("cells.noise.frequency", frequency)?;
//!             net.simulate(500)?;
//!             spikes.push(net.cells.fired_count() - before);
//!         }
//!         println!("{frequency} kHz: {spikes:?} spikes");
//! #       assert!(spikes[0] != spikes[1] || spikes[1] != spikes[2]);
//!     }
//!     Ok(())
//! }
//! ```
//!
//! Trials that begin where the network was built need no snapshot: `net.reset(Reset::anew().seed(trial))?`, and
//! `Reset::keeping("W")` for those that go on with what has been learned.
//!
//! # Learning switched off and on
//!
//! A behaviour that is named with `as` is switched by that name. What is switched off is passed over, and the weights stay as they
//! are; traces go on, as they are behaviours of their own.
//!
//! ```
//! use izhi::library::input::PoissonNeurons;
//! use izhi::library::neurons::LeakyIntegrateAndFire;
//! use izhi::library::plasticity::{AdditiveStdp, Trace};
//! use izhi::library::synapses::ExponentialCurrent;
//! use izhi::prelude::*;
//!
//! network! {
//!     pub Learning {
//!         use PoissonNeurons, LeakyIntegrateAndFire, ExponentialCurrent(EXC, g), Trace(trace), AdditiveStdp(EXC, trace, trace);
//!         dt: 0.5 ms;
//!         group sources: 100 { 0: Trace, 1: PoissonNeurons { frequency: 20 Hz } }
//!         group cells: 5 {
//!             0: Trace,
//!             1: LeakyIntegrateAndFire,
//!             2: ExponentialCurrent,
//!             3: AdditiveStdp { w_max: 60 pA } as learning,
//!         }
//!         synapses EXC: sources -> cells { W: uniform(20 pA, 60 pA); }
//!     }
//! }
//!
//! fn main() -> izhi::Result<()> {
//!     let mut net = Learning::builder().seed(1).build()?;
//!     let before = net.EXC_sources_to_cells.W().to_owned();
//!     net.simulate(2000)?; // Learns.
//!     let learned = net.EXC_sources_to_cells.W().to_owned();
//!     assert_ne!(before, learned);
//!
//!     net.set_enabled("learning", false)?;
//!     net.reset(Reset::keeping("W").seed(2))?;
//!     net.simulate(2000)?; // Is tested.
//!     println!("{} spikes with the weights that were learned", net.cells.fired_count());
//!     assert_eq!(net.EXC_sources_to_cells.W(), learned);
//!
//!     net.set_enabled("learning", true)?;
//!     net.simulate(2000)?; // Learns on.
//!     assert_ne!(net.EXC_sources_to_cells.W(), learned);
//!     Ok(())
//! }
//! ```
//!
//! # One network at two sizes
//!
//! Sizes are numbers of the builder, as parameters are, and nobody recompiles to change one. Here each cell has the same input at
//! any size: the weights are divided by what the probability multiplies.
//!
//! ```
//! use izhi::library::input::PoissonNeurons;
//! use izhi::library::neurons::LeakyIntegrateAndFire;
//! use izhi::library::synapses::ExponentialCurrent;
//! use izhi::prelude::*;
//!
//! network! {
//!     pub Cells {
//!         use PoissonNeurons, LeakyIntegrateAndFire, ExponentialCurrent(EXC, g);
//!         dt: 0.5 ms;
//!         group sources: 200 { 1: PoissonNeurons { frequency: 20 Hz } }
//!         group cells: 50 { 1: LeakyIntegrateAndFire, 2: ExponentialCurrent }
//!         synapses EXC: sources -> cells { connect: izhi::connect::fixed_probability(0.1); }
//!     }
//! }
//!
//! fn main() -> izhi::Result<()> {
//!     for scale in [1, 4] {
//!         let mut builder = Cells::builder().seed(1);
//!         builder.sources.size = Grid::line(200 * scale);
//!         builder.cells.size = Grid::line(50 * scale);
//!         builder.EXC_sources_to_cells.W = (120.0 / scale as f32).into();
//!         let mut net = builder.build()?;
//!         net.simulate(2000)?;
//!         let rate = net.cells.fired_count() as f64 / net.cells.size() as f64;
//!         println!("{} synapses, {rate:.1} Hz", net.EXC_sources_to_cells.structure().len());
//! #       assert!(rate > 0.0);
//!     }
//!     Ok(())
//! }
//! ```
//!
//! # Two networks side by side
//!
//! A network is [`Send`], and so is a builder: another thread can have it, and give it back. Here the same network runs in two
//! time steps at a time.
//!
//! ```
//! use std::thread;
//!
//! use izhi::library::neurons::Izhikevich;
//! use izhi::prelude::*;
//!
//! behavior! {
//!     pub Drive { step { I += 10.0; } }
//! }
//!
//! network! {
//!     pub One {
//!         use Drive, Izhikevich, izhi::EventRecorder;
//!         group cells: 1 { 1: Drive, 2: Izhikevich, 9: EventRecorder [fired] as spikes }
//!     }
//! }
//!
//! fn main() -> izhi::Result<()> {
//!     let runs = [1.0, 0.1].map(|dt| {
//!         let builder = One::builder().dt(dt).threads(1);
//!         thread::spawn(move || -> izhi::Result<One> {
//!             let mut net = builder.build()?;
//!             net.simulate((1000.0 / net.dt()).round() as u64)?;
//!             Ok(net)
//!         })
//!     });
//!     for run in runs {
//!         let net = run.join().expect("nothing panics")?;
//!         let first = net.cells.spikes.fired()[0].time(net.dt());
//!         println!("dt {} ms: {} spikes, the first after {first:.1} ms", net.dt(), net.cells.fired_count());
//! #       assert!((18..=25).contains(&net.cells.fired_count()));
//!     }
//!     Ok(())
//! }
//! ```
