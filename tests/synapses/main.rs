//! Synapses against a plain simulation of one after the other: sums, delays, updates, and updates that wait.

mod case;
mod deferred;
mod storage;
