//! How far a run is, on the terminal, and Ctrl-C that ends the run and not the program.
//!
//! ```
//! use izhi::prelude::*;
//! use izhi::progress::simulate;
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
//!         dt: 0.1;
//!         group cells: 100 { 1: Leak }
//!     }
//! }
//!
//! let mut net = Net::builder().build()?;
//! let run = simulate(&mut net, 10_000)?;
//! println!("{} iterations in {:?}", run.iterations(), run.time());
//! # Ok::<(), izhi::Error>(())
//! ```
//!
//! While the network runs there is a bar with the iterations, how long each takes at the moment, the real-time factor and the time that is
//! left; where standard error is no terminal, there is none. The results are those of
//! [`Network::simulate`](izhi_runtime::Network::simulate).
//!
//! Ctrl-C lets the iterations end that have begun, a tenth of a second of them or one where that takes longer. The network is
//! then as after any other run, so that what it has recorded can be written and drawn, and a line on standard error says what has run.
//! A second Ctrl-C before that, and any when no network runs so, ends the program as it usually does.

mod bar;
mod blocks;
mod interrupt;
mod run;

pub use run::{Run, simulate, simulate_in};
