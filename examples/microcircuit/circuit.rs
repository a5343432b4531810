//! The populations of the microcircuit and what connects them: tables 4 and 5 of the paper, and how they are scaled.

use std::ops::Range;

use izhi::connect::{Union, fixed_total, projections};
use izhi::prelude::*;

use super::model::{Microcircuit, MicrocircuitBuilder};

/// The mean rates that NEST finds in the full network, in Hz, as its example says.
pub(crate) const RATES: [f64; 8] = [0.903, 2.965, 4.414, 5.876, 7.569, 8.633, 1.105, 7.829];

const NEURONS: [f64; 8] = [20683.0, 5834.0, 21915.0, 5479.0, 4850.0, 1065.0, 14395.0, 2948.0];

/// Synapses from outside of each neuron, each with a rate of 8 Hz.
const EXTERNAL: [f64; 8] = [1600.0, 1500.0, 2100.0, 1900.0, 2000.0, 1900.0, 2900.0, 2100.0];
const EXTERNAL_RATE: f64 = 8.0;

/// Mean and standard deviation of the potential at the start, near the stationary state, in mV, as in NEST's example.
const STARTS: [(f32, f32); 8] = [
    (-68.28, 5.36),
    (-63.16, 4.57),
    (-63.33, 4.74),
    (-63.45, 4.94),
    (-63.11, 4.94),
    (-61.66, 4.55),
    (-66.72, 5.46),
    (-61.43, 4.48),
];

/// With which probability two neurons are connected at least once: [target][source].
const PROBABILITIES: [[f64; 8]; 8] = [
    [0.1009, 0.1689, 0.0437, 0.0818, 0.0323, 0.0, 0.0076, 0.0],
    [0.1346, 0.1371, 0.0316, 0.0515, 0.0755, 0.0, 0.0042, 0.0],
    [0.0077, 0.0059, 0.0497, 0.135, 0.0067, 0.0003, 0.0453, 0.0],
    [0.0691, 0.0029, 0.0794, 0.1597, 0.0033, 0.0, 0.1057, 0.0],
    [0.1004, 0.0622, 0.0505, 0.0057, 0.0831, 0.3726, 0.0204, 0.0],
    [0.0548, 0.0269, 0.0257, 0.0022, 0.06, 0.3158, 0.0086, 0.0],
    [0.0156, 0.0066, 0.0211, 0.0166, 0.0572, 0.0197, 0.0396, 0.2252],
    [0.0364, 0.001, 0.0034, 0.0005, 0.0277, 0.008, 0.0658, 0.1443],
];

/// Which neurons of the group each population is.
pub(crate) fn populations(scale: f64) -> [Range<usize>; 8] {
    let mut end = 0;
    NEURONS.map(|neurons| {
        let start = end;
        end += (neurons * scale).round().max(1.0) as usize;
        start..end
    })
}

/// The network with a part of the neurons, each with the same part of its synapses. Weights are larger by the root
/// of what is lacking, which keeps the variance of the input, and a constant current keeps its mean (van Albada,
/// Helias and Diesmann, *Scalability of asynchronous networks is limited by one-to-one mapping between effective
/// connectivity and correlations*, PLoS Computational Biology 11, 2015).
pub(crate) fn builder(scale: f64) -> MicrocircuitBuilder {
    let populations = populations(scale);
    let each = |value: &dyn Fn(usize) -> f32| -> Vec<f32> {
        populations.iter().enumerate().flat_map(|(layer, neurons)| neurons.clone().map(move |_| value(layer))).collect()
    };
    let mut builder = Microcircuit::builder();
    let lacking = lacking_input(scale, &builder);
    let cells = &mut builder.cells;
    cells.size = Grid::line(populations[7].end);
    cells.layer = each(&|layer| layer as f32).into();
    cells.external = each(&|layer| (EXTERNAL[layer] * scale * EXTERNAL_RATE / 1000.0) as f32).into();
    cells.constant = each(&|layer| lacking[layer] as f32).into();
    cells.start = each(&|layer| STARTS[layer].0).into();
    cells.spread = each(&|layer| STARTS[layer].1).into();
    cells.neurons.weight /= scale.sqrt() as f32;
    builder.CORTEX_cells_to_cells.connect = connections(scale, &populations).into();
    builder
}

fn connections(scale: f64, populations: &[Range<usize>; 8]) -> Union {
    projections(pairs().map(|(target, source)| {
        let synapses = (synapses(target, source) * scale * scale).round() as usize;
        (populations[source].clone(), populations[target].clone(), fixed_total(synapses))
    }))
}

/// The populations that are connected: target and source.
fn pairs() -> impl Iterator<Item = (usize, usize)> {
    (0..64).map(|pair| (pair / 8, pair % 8)).filter(|&(target, source)| PROBABILITIES[target][source] > 0.0)
}

/// The number of synapses in the full network, multiple ones included, that makes for the probability.
fn synapses(target: usize, source: usize) -> f64 {
    (1.0 - PROBABILITIES[target][source]).ln() / (1.0 - 1.0 / (NEURONS[target] * NEURONS[source])).ln()
}

/// The mean current that the scaled weights leave out, in pA.
fn lacking_input(scale: f64, builder: &MicrocircuitBuilder) -> [f64; 8] {
    let neurons = &builder.cells.neurons;
    let mut input = EXTERNAL.map(|synapses| synapses * EXTERNAL_RATE);
    for (target, source) in pairs() {
        let strength = match (target, source) {
            (0, 2) => 2.0,
            (_, source) if source % 2 == 1 => -f64::from(neurons.g),
            _ => 1.0,
        };
        input[target] += strength * synapses(target, source) / NEURONS[target] * RATES[source];
    }
    let by_spike = f64::from(neurons.weight) * f64::from(neurons.tau_synapse) / 1000.0;
    input.map(|input| (1.0 - scale.sqrt()) * by_spike * input)
}
