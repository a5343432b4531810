//! What a network did: recordings of some of it, numbers and pictures.
//!
//! # One neuron in detail, the others now and then
//!
//! A group can have several recorders, and each keeps what it is [told to](crate::Sampling).
//!
//! ```
//! use izhi::library::input::PoissonInput;
//! use izhi::library::neurons::LeakyIntegrateAndFire;
//! use izhi::prelude::*;
//!
//! network! {
//!     pub Cells {
//!         use PoissonInput(I) as Noise, LeakyIntegrateAndFire, izhi::Recorder;
//!         dt: 0.1 ms;
//!         group cells: 100 {
//!             1: Noise { weight: 1.5 nA },
//!             2: LeakyIntegrateAndFire,
//!             8: Recorder [v, fired] as probe,
//!             9: Recorder [v] as survey,
//!         }
//!     }
//! }
//!
//! fn main() -> izhi::Result<()> {
//!     let mut net = Cells::builder().seed(1).build()?;
//!     // Neuron 17 in every iteration of the last 20 ms, and all of them every 5 ms.
//!     net.cells.probe.sample(Sampling::everything().neurons([17]).between(80.0, 100.0))?;
//!     net.cells.survey.sample(Sampling::everything().every(5.0))?;
//!     net.simulate(1000)?;
//!     assert_eq!(net.cells.probe.v().dim(), (200, 1));
//!     assert_eq!(net.cells.survey.v().dim(), (20, 100));
//!     // Both have the same at the same time: rows come with their times.
//!     assert_eq!(net.cells.probe.times()[50], 85.0);
//!     assert_eq!(net.cells.survey.times()[17], 85.0);
//!     assert_eq!(net.cells.probe.v()[[50, 0]], net.cells.survey.v()[[17, 17]]);
//!     Ok(())
//! }
//! ```
//!
//! # A figure and its numbers
//!
//! With the features `analysis` and `plot`. A raster has the rate of each group below; further panels are a figure of their own.
//!
//! ```
//! use izhi::analysis::{SpikeTrains, cv, mean_correlation, mean_of_known, mean_rate};
//! use izhi::library::input::PoissonInput;
//! use izhi::library::neurons::LeakyIntegrateAndFire;
//! use izhi::library::synapses::ExponentialCurrent;
//! use izhi::plot;
//! use izhi::prelude::*;
//!
//! network! {
//!     pub Cells {
//!         use PoissonInput(g) as Noise, LeakyIntegrateAndFire, ExponentialCurrent(All, g), izhi::EventRecorder;
//!         dt: 0.1 ms;
//!         group cells: 80 {
//!             1: LeakyIntegrateAndFire,
//!             2: ExponentialCurrent,
//!             3: Noise { sources: 800.0, weight: 6 pA },
//!             9: EventRecorder [fired] as spikes,
//!         }
//!         synapses INH: cells -> cells { connect: izhi::connect::fixed_probability(0.2); W: -20 pA; delay: 1.5 ms; }
//!     }
//! }
//!
//! fn main() -> Result<(), Box<dyn std::error::Error>> {
//! #   let folder = tempfile::tempdir()?;
//! #   std::env::set_current_dir(&folder)?;
//!     let mut net = Cells::builder().seed(1).build()?;
//!     net.simulate(10_000)?;
//!     // Without the time in which the network settles.
//!     let trains = SpikeTrains::recorded(&net, "cells.spikes.fired")?.after(200.0)?;
//!     println!("rate {:.1} Hz", mean_rate(&trains));
//!     println!("CV {:.2}", mean_of_known(&cv(&trains))?);
//!     println!("correlation {:.3}", mean_correlation(&trains, 5.0)?);
//!     plot::raster("Inhibition", &[("cells", &trains)])?.save("raster.png")?;
//!     let rate = plot::population_rate(&[("cells", &trains)], 10.0)?;
//!     let intervals = plot::interval_histogram(&[("cells", &trains)], 5.0)?;
//!     plot::figure("Inhibition", 2, &[rate, intervals])?.save("figure.svg")?;
//!     Ok(())
//! }
//! ```
