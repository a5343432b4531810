//! When an action potential is where, and how fast it runs.

use izhi::Network;

use super::model::Axon;

impl Axon {
    /// When the action potential rises above 0 mV in each compartment that it reaches, in ms.
    pub(crate) fn arrivals(&self) -> Vec<(usize, f64)> {
        let mut arrivals: Vec<(usize, f64)> = Vec::new();
        for spike in self.axon.spikes.fired() {
            let compartment = spike.neuron as usize;
            if arrivals.iter().all(|(other, _)| *other != compartment) {
                arrivals.push((compartment, (spike.iteration + 1) as f64 * self.dt()));
            }
        }
        arrivals
    }

    /// Where the middle of a compartment is, in mm.
    pub(crate) fn place(&self, compartment: usize) -> f64 {
        1e-3 * self.axon.axial.parameters().length * (compartment as f64 + 0.5)
    }

    /// How fast the action potential runs through the middle half of the axon, in m/s; nothing where it does not.
    pub(crate) fn velocity(&self) -> Option<f64> {
        let compartments = self.axon.size();
        let arrivals = self.arrivals();
        let arrival = |wanted| arrivals.iter().find(|(compartment, _)| *compartment == wanted);
        let (first, last) = (arrival(compartments / 4)?, arrival(compartments * 3 / 4)?);
        Some((self.place(last.0) - self.place(first.0)) / (last.1 - first.1))
    }
}
