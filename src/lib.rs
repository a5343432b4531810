#![doc = include_str!("../README.md")]

// `network!` names this crate from everywhere, and so from here.
extern crate self as izhi;

pub mod language;
pub mod library;
mod recorders;

pub use izhi_macros::{behavior, network};
pub use izhi_runtime::*;
#[doc(inline)]
pub use recorders::{EventRecorder, Recorder};

/// Everything that a program with a network needs.
pub mod prelude {
    pub use crate::population::Grid;
    pub use crate::{EventRecorder, Network, Recorder, behavior, network};
}

#[doc(hidden)]
pub mod __private {
    pub use izhi_macros::__network as network;
    pub use izhi_runtime::plumbing::*;
}
