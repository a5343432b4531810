//! Parameters of a network by name, from the command line and from files.
//!
//! [`NetworkArguments`] is flattened into the arguments of a program:
//!
//! ```
//! use clap::Parser;
//! use izhi::prelude::*;
//! use izhi::command_line::NetworkArguments;
//!
//! behavior! {
//!     pub Leaky {
//!         param {
//!             /// How long it takes to leak.
//!             tau: 20 ms where tau > 0 ms
//!         }
//!         state { v: 1 mV }
//!         step { v -= dt * v / tau; }
//!     }
//! }
//!
//! network! {
//!     pub Net { use Leaky; dt: 0.1 ms; group cells: 100 { 1: Leaky } }
//! }
//!
//! #[derive(Parser)]
//! struct Arguments {
//!     #[arg(long, default_value_t = 10)]
//!     trials: u32,
//!     #[command(flatten)]
//!     network: NetworkArguments,
//! }
//!
//! let arguments = Arguments::parse_from(["program", "--set", "cells.leaky.tau=0.01 s", "--set", "cells.size=20"]);
//! let mut net = arguments.network.build(Net::builder())?;
//! assert_eq!((net.cells.leaky.parameters().tau, net.cells.size()), (10.0, 20));
//! # Ok::<(), izhi_command_line::Error>(())
//! ```
//!
//! | argument | what it does |
//! | --- | --- |
//! | `--set NAME=VALUE`, as often as one likes | gives a number to what [`Builder::set`](izhi_runtime::Builder::set) finds by the name |
//! | `--parameters FILE.toml`, or `.json` | the same for all that a file has in nested tables, before `--set` |
//! | `--list-parameters` | prints all names, with values, units and what the declaration says of them |
//!
//! ```toml
//! seed = 7
//!
//! [cells]
//! size = 400
//! v = "-65 mV"
//! fired = false
//!
//! [cells.leaky]
//! tau = 10.0
//! ```
//!
//! A number may have a unit behind it, as in the language; in files it is then a text, `tau = "10 ms"`. It is converted to the unit
//! that the declaration says, and a unit of something else is an error. A number without a unit is in that unit.

#![forbid(unsafe_code)]

mod arguments;
mod error;
mod file;
mod list;
mod value;

pub use arguments::NetworkArguments;
pub use error::{Error, Result};
pub use file::give_file;
pub use list::list;
pub use value::{Written, give};
