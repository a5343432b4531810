//! The rules of spike-timing-dependent plasticity, beside loops over all pairs of spikes.

use izhi::prelude::*;
use ndarray::Array2;

use super::{DT, ITERATIONS, assert_close, earlier, fires, spikes};

const SOURCES: usize = 4;
const TARGETS: usize = 3;
/// The time constants of the presynaptic and the postsynaptic trace, in ms.
const TAU_PRE: f64 = 17.0;
const TAU_POST: f64 = 34.0;

/// One synapse with the spikes of its ends.
struct Pair<'a> {
    sources: &'a Array2<f64>,
    targets: &'a Array2<f64>,
    source: usize,
    target: usize,
    iteration: usize,
}

impl Pair<'_> {
    fn pre_fires(&self) -> bool {
        fires(self.sources, self.iteration, self.source)
    }

    fn post_fires(&self) -> bool {
        fires(self.targets, self.iteration, self.target)
    }

    /// What all earlier spikes of the source count now.
    fn all_pre(&self, tau: f64) -> f64 {
        earlier(self.sources, self.iteration, self.source).map(|spike| self.effect(spike, tau)).sum()
    }

    fn all_post(&self, tau: f64) -> f64 {
        earlier(self.targets, self.iteration, self.target).map(|spike| self.effect(spike, tau)).sum()
    }

    /// What the last earlier spike of the source counts now.
    fn last_pre(&self, tau: f64) -> f64 {
        earlier(self.sources, self.iteration, self.source).next_back().map_or(0.0, |spike| self.effect(spike, tau))
    }

    fn last_post(&self, tau: f64) -> f64 {
        earlier(self.targets, self.iteration, self.target).next_back().map_or(0.0, |spike| self.effect(spike, tau))
    }

    fn effect(&self, spike: usize, tau: f64) -> f64 {
        (-((self.iteration - spike) as f64) * DT / tau).exp()
    }
}

/// What the weights begin with: from one bound to the other.
fn weights() -> Array2<f64> {
    Array2::from_shape_fn((TARGETS, SOURCES), |(target, source)| 2.0 * (target * SOURCES + source) as f64 / 11.0)
}

/// Runs the network and changes each weight in each iteration as `change` says, and compares them all the time.
macro_rules! check {
    ($network:ident, $change:expr) => {{
        let (sources, targets) = (spikes(SOURCES, 1), spikes(TARGETS, 2));
        let mut builder = $network::builder();
        builder.sources.spike_times.spikes = sources.clone().into();
        builder.targets.spike_times.spikes = targets.clone().into();
        builder.SYN_sources_to_targets.W = weights().into();
        let mut net = builder.build().unwrap();
        let mut expected = weights();
        for iteration in 0..ITERATIONS {
            net.step().unwrap();
            for ((target, source), weight) in expected.indexed_iter_mut() {
                let pair = Pair { sources: &sources, targets: &targets, source, target, iteration };
                *weight = $change(*weight, &pair);
                let found = net.SYN_sources_to_targets.W()[[target, source]];
                assert_close(found, *weight, format!("W from {source} to {target} in iteration {iteration}"));
            }
        }
        net
    }};
}

/// A rule by pairs: both changes are a function of the weight and of what the other end left behind.
fn by_pairs(
    pre: impl Fn(&Pair) -> f64,
    post: impl Fn(&Pair) -> f64,
    potentiation: impl Fn(f64, f64) -> f64,
    depression: impl Fn(f64, f64) -> f64,
) -> impl Fn(f64, &Pair) -> f64 {
    move |weight, pair| {
        let mut weight = weight;
        if pair.post_fires() {
            weight = (weight + potentiation(weight, pre(pair))).clamp(0.0, 2.0);
        }
        if pair.pre_fires() {
            weight = (weight - depression(weight, post(pair))).clamp(0.0, 2.0);
        }
        weight
    }
}

mod additive {
    use super::*;
    use izhi::library::plasticity::{AdditiveStdp, NearestTrace, Trace};

    network! {
        All {
            use izhi::library::input::SpikeTimes, izhi::library::synapses::Exponential(SYN, g),
                AdditiveStdp(SYN, pre, post), Trace(pre) as PreTrace, Trace(post) as PostTrace;
            dt: 0.5;
            float: f64;
            group sources: 4 { 1: SpikeTimes, 5: PreTrace { tau: 17.0 } }
            group targets: 3 {
                1: SpikeTimes,
                2: Exponential,
                4: AdditiveStdp { a_plus: 0.02, a_minus: 0.015, w_max: 2.0 },
                5: PostTrace { tau: 34.0 },
            }
            synapses SYN: sources -> targets;
        }
    }

    network! {
        Nearest {
            use izhi::library::input::SpikeTimes, izhi::library::synapses::Exponential(SYN, g),
                AdditiveStdp(SYN, pre, post), NearestTrace(pre) as PreTrace, NearestTrace(post) as PostTrace;
            dt: 0.5;
            float: f64;
            group sources: 4 { 1: SpikeTimes, 5: PreTrace { tau: 17.0 } }
            group targets: 3 {
                1: SpikeTimes,
                2: Exponential,
                4: AdditiveStdp { a_plus: 0.02, a_minus: 0.015, w_max: 2.0 },
                5: PostTrace { tau: 34.0 },
            }
            synapses SYN: sources -> targets;
        }
    }

    #[test]
    fn pairs_all_spikes() {
        let pre = |pair: &Pair| pair.all_pre(TAU_PRE);
        let post = |pair: &Pair| pair.all_post(TAU_POST);
        check!(All, by_pairs(pre, post, |_, pre| 0.04 * pre, |_, post| 0.03 * post));
    }

    #[test]
    fn pairs_nearest_spikes() {
        let pre = |pair: &Pair| pair.last_pre(TAU_PRE);
        let post = |pair: &Pair| pair.last_post(TAU_POST);
        check!(Nearest, by_pairs(pre, post, |_, pre| 0.04 * pre, |_, post| 0.03 * post));
    }
}
