//! Rates over currents: those of theory, and those of the neurons.

use izhi::Network;

use super::model::Neurons;

/// The rate that a constant current in pA leads to, in Hz: the refractory period, and the time from -65 mV to -50 mV.
pub(crate) fn theory(current: f64) -> f64 {
    let end = 0.1 * current;
    if end <= 15.0 { 0.0 } else { 1e3 / (2.0 + 20.0 * (end / (end - 15.0)).ln()) }
}

impl Neurons {
    /// The rate of each neuron in Hz, of the intervals between its spikes; 0 where there is none.
    pub(crate) fn rates(&self) -> Vec<f64> {
        let mut spikes = vec![Vec::new(); self.cells.size()];
        for spike in self.cells.spikes.fired() {
            spikes[spike.neuron as usize].push(spike.iteration);
        }
        let rate = |spikes: &Vec<u64>| match spikes[..] {
            [first, .., last] => 1e3 * (spikes.len() - 1) as f64 / ((last - first) as f64 * self.dt()),
            _ => 0.0,
        };
        spikes.iter().map(rate).collect()
    }
}
