//! Rates over currents: those of theory, and those of the neurons.

use izhi::analysis::{SpikeTrains, intervals};

use super::model::Neurons;

/// The rate that a constant current in pA leads to, in Hz: the refractory period, and the time from -65 mV to -50 mV.
pub(crate) fn theory(current: f64) -> f64 {
    let end = 0.1 * current;
    if end <= 15.0 { 0.0 } else { 1e3 / (2.0 + 20.0 * (end / (end - 15.0)).ln()) }
}

impl Neurons {
    /// The rate of each neuron in Hz, of the intervals between its spikes; 0 where there is none.
    pub(crate) fn rates(&self) -> izhi::analysis::Result<Vec<f64>> {
        let trains = SpikeTrains::recorded(self, "cells.spikes.fired")?;
        let rate = |intervals: &Vec<f64>| match intervals.len() {
            0 => 0.0,
            number => 1e3 * number as f64 / intervals.iter().sum::<f64>(),
        };
        Ok(intervals(&trains).iter().map(rate).collect())
    }
}
