#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

pub mod cookbook;
pub mod guide;
pub mod language;
pub mod library;
pub mod mistakes;
mod recorders;

/// What recordings say, with the feature `analysis`.
#[cfg(feature = "analysis")]
#[doc(inline)]
pub use izhi_analysis as analysis;
/// Parameters by name from the command line and from files, with the feature `command-line`.
#[cfg(feature = "command-line")]
#[doc(inline)]
pub use izhi_command_line as command_line;
/// Networks on a GPU, with the feature `cuda`.
#[cfg(feature = "cuda")]
#[doc(inline)]
pub use izhi_cuda as cuda;
#[cfg(feature = "files")]
#[doc(inline)]
pub use izhi_files as files;
/// Networks in the browser while they run, with the feature `live`.
#[cfg(feature = "live")]
#[doc(inline)]
pub use izhi_live as live;
pub use izhi_macros::behavior;
/// Pictures of recordings and networks, with the feature `plot`.
#[cfg(feature = "plot")]
#[doc(inline)]
pub use izhi_plot as plot;
/// Runs with a bar on the terminal and with Ctrl-C, with the feature `progress`.
#[cfg(feature = "progress")]
#[doc(inline)]
pub use izhi_progress as progress;
pub use izhi_runtime::*;
/// One network with many parameters, in one table, with the feature `sweep`.
#[cfg(feature = "sweep")]
#[doc(inline)]
pub use izhi_sweep as sweep;
#[doc(inline)]
pub use recorders::{EventRecorder, RateRecorder, Recorder};

/// Declares a network and compiles it: see [`language`].
#[macro_export]
macro_rules! network {
    ($($declaration:tt)*) => { $crate::__private::network! { { $crate } { $($declaration)* } } };
}

/// Everything that a program with a network needs.
pub mod prelude {
    pub use crate::population::Grid;
    pub use crate::{Builder, EventRecorder, Network, RateRecorder, Recorder, Reset, Sampling, behavior, network};
}

#[doc(hidden)]
pub mod __private {
    pub use izhi_macros::network;
    pub use izhi_runtime::plumbing::*;
}
