//! Device programs as C++ on the processor, to be compared with what the processor computes itself.

mod arguments;
mod compile;
pub mod nvrtc;
mod processor;
mod width;

pub use arguments::{angles, exponents, last_exponents, moderate, pairs, patterns, specials, strided};
pub use compile::{Called, Functions, compile};
pub use processor::processor;
pub use width::{Width, assert_same};
