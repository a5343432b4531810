//! Synapses against a plain simulation of one after the other: sums, delays, updates, and updates that wait; and
//! what they are given.

#[macro_use]
mod case;
mod deferred;
mod storage;
mod values;
