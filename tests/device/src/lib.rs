//! Device programs as C++ on the processor, to be compared with what the processor computes itself.

pub mod nvrtc;
