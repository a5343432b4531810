//! Random synapses and random events, and the runs that have to agree on what they do.

use izhi::behavior;
use izhi::vector::VectorLevel;
use ndarray::Array2;
use proptest::prelude::*;

behavior! {
    /// Events from an array, and a trace of them.
    pub(crate) Source {
        input { spikes }
        state { x: 0.0 }
        event { fired: false }
        step {
            fired = spikes > 0.5;
            x *= 0.75;
            if fired { x += 1.0; }
        }
    }
}

/// What a case begins with.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    pub(crate) sources: usize,
    pub(crate) targets: usize,
    /// Of [target, source]: whether there is a synapse, its weight and its delay in steps.
    pub(crate) synapses: Vec<(bool, f32, u16)>,
    /// Of [iteration, neuron] of both groups.
    pub(crate) spikes: Vec<bool>,
}

pub(crate) const ITERATIONS: usize = 160;

impl Case {
    pub(crate) fn synapse(&self, source: usize, target: usize) -> (bool, f32, u16) {
        self.synapses[target * self.sources + source]
    }

    pub(crate) fn matrix(&self, value: impl Fn((bool, f32, u16)) -> f32) -> Array2<f32> {
        Array2::from_shape_fn((self.targets, self.sources), |(target, source)| value(self.synapse(source, target)))
    }

    pub(crate) fn spiked(&self, iteration: usize, neuron: usize) -> bool {
        self.spikes[iteration * (self.sources + self.targets) + neuron]
    }

    pub(crate) fn spikes(&self, first: usize, size: usize) -> Array2<f32> {
        Array2::from_shape_fn((ITERATIONS, size), |(iteration, neuron)| {
            f32::from(u8::from(self.spiked(iteration, first + neuron)))
        })
    }
}

/// The traces of the sources after each iteration.
#[derive(Default)]
pub(crate) struct Sent(pub(crate) Vec<Vec<f32>>);

impl Sent {
    /// What a synapse sees of its source in an iteration; they begin with zero.
    pub(crate) fn arrives(&self, now: usize, delay: usize, source: usize) -> f32 {
        now.checked_sub(delay).map_or(0.0, |iteration| self.0[iteration][source])
    }
}

pub(crate) fn cases() -> impl Strategy<Value = Case> {
    (1usize..9, 1usize..40, 1u32..100).prop_flat_map(|(sources, targets, rate)| {
        let synapse = (prop::bool::weighted(0.5), (1u8..=255).prop_map(|w| f32::from(w) / 256.0), 1u16..=4);
        let spike = prop::bool::weighted(f64::from(rate) / 100.0);
        (
            prop::collection::vec(synapse, sources * targets),
            prop::collection::vec(spike, ITERATIONS * (sources + targets)),
        )
            .prop_map(move |(synapses, spikes)| Case { sources, targets, synapses, spikes })
    })
}

/// Settings of a run that results must not depend on.
pub(crate) type Run = (usize, VectorLevel);

pub(crate) fn runs() -> impl Iterator<Item = Run> {
    let levels = VectorLevel::ALL.into_iter().filter(|level| level.is_available());
    levels.flat_map(|level| [1, 2, 5].map(|threads| (threads, level)))
}

/// Source, target and both variables of each synapse of a matrix.
macro_rules! of_matrix {
    () => {
        |net| {
            let (w, k) = (net.SYN_a_to_b.W(), net.SYN_a_to_b.k());
            w.indexed_iter().map(|((target, source), w)| (source, target, *w, k[(target, source)])).collect()
        }
    };
}

/// The same of rows.
macro_rules! of_rows {
    () => {
        |net| {
            let (w, k) = (net.SYN_a_to_b.W(), net.SYN_a_to_b.k());
            w.iter().zip(k.values()).map(|((source, target, w), k)| (source, target, w, *k)).collect()
        }
    };
}
