//! Device programs as C++ on the processor, to be compared with what the processor computes itself.

mod arguments;
mod compile;
mod difference;
mod gpu;
mod interpreted;
pub mod nvrtc;
mod processor;
mod watched;
mod width;

pub use arguments::{angles, exponents, last_exponents, moderate, pairs, patterns, specials, strided};
pub use compile::{Called, Functions, compile};
pub use difference::{difference, digest};
pub use gpu::gpu;
pub use interpreted::{assert_equal, assert_equal_from_the_beginning, check, self_test};
pub use processor::{lanes_of, processor, processor_machine, processor_of};
pub use watched::Watch;
pub use width::{Width, assert_same};
