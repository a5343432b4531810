//! What arrives.

pub mod delta;
