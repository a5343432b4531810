//! What recorders see and keep.

mod expressions;
mod rates;
mod sampling;
mod synapses;
