//! Behaviours in modules of a crate of their own, as somebody who is not izhi would publish them.

pub mod clockwork;
pub mod neurons;
pub mod synapses;

pub use synapses::delta::Delta;
