//! One network with many parameters: the networks run side by side, and what is measured of them is one table.
//!
//! ```
//! use izhi::prelude::*;
//! use izhi::sweep::Sweep;
//!
//! behavior! {
//!     pub Cell {
//!         param { rate: 0.1, tau: 10.0 }
//!         state { v: 0.0 }
//!         event { fired: false }
//!         step {
//!             v += poisson(rate) - v / tau;
//!             fired = v > 3.0;
//!             if fired { v = 0.0; }
//!         }
//!     }
//! }
//!
//! network! { pub Net { use Cell; group cells: 50 { 1: Cell } } }
//!
//! let table = Sweep::of(Net::builder())
//!     .over("cells.cell.rate", [0.1, 0.2, 0.4])
//!     .over("cells.cell.tau", [10.0, 20.0])
//!     .over("seed", [1.0, 2.0, 3.0])
//!     .measure(["spikes", "mean v"], |net| {
//!         net.simulate(1000)?;
//!         Ok([net.cells.fired_count() as f64, net.cells.v().mean().unwrap_or_default().into()])
//!     })?;
//!
//! println!("{table}");
//! table.write_csv(std::env::temp_dir().join("sweep.csv"))?;
//! assert_eq!(table.names(), ["cells.cell.rate", "cells.cell.tau", "seed", "spikes", "mean v"]);
//! assert_eq!(table.values().dim(), (18, 5));
//! let spikes = table.column("spikes").unwrap();
//! assert!(spikes[17] > spikes[0], "the more comes in, the more spikes there are");
//! # Ok::<(), izhi::sweep::Error>(())
//! ```
//!
//! Names are those of [`Builder::set`](izhi_runtime::Builder::set): parameters, sizes, delays, what neurons and synapses begin with,
//! `seed` and `dt`; numbers are in the units that are kept. Each network has one thread, and as many run at a time as
//! there are cores, or [`at_a_time`](Sweep::at_a_time) says. The table is the same on every machine: the first parameter changes last, and what
//! is measured stands behind the parameters.

mod error;
mod sweep;
mod table;

pub use error::{Error, Result};
pub use sweep::Sweep;
pub use table::Table;
