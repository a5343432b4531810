//! Synapses against a plain simulation of one after the other: sums, delays, updates, and updates that wait.

#[macro_use]
mod case;
mod deferred;
mod storage;
