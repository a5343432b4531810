//! The paper's measure of synchrony.

use std::collections::BTreeSet;

use izhi::recording::Spike;

/// The share of the spikes of two neurons that fall into the same bin, from 0 to 1, of all pairs on average; a bin has so
/// many iterations. A neuron without a spike has nothing in common with others.
pub(crate) fn coherence(spikes: &[Spike], neurons: usize, bin: u64) -> f64 {
    let mut bins = vec![BTreeSet::new(); neurons];
    for spike in spikes {
        bins[spike.neuron as usize].insert(spike.iteration / bin);
    }
    let mut total = 0.0;
    for first in 0..neurons {
        for second in 0..first {
            let (first, second) = (&bins[first], &bins[second]);
            let both = first.intersection(second).count();
            total += both as f64 / ((first.len() * second.len()) as f64).sqrt().max(1.0);
        }
    }
    total / (neurons * (neurons - 1) / 2) as f64
}
