//! The rules of spike-timing-dependent plasticity, beside loops over all pairs of spikes.

use izhi::prelude::*;
use izhi_interpreter::self_test;
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

/// Runs the network, whose builder `begin` may change, and changes each weight in each iteration as `change` says;
/// they stay the same all the time.
macro_rules! check {
    ($network:ident, $change:expr) => {
        check!($network, |_| {}, $change)
    };
    ($network:ident, $begin:expr, $change:expr) => {{
        let (sources, targets) = (spikes(SOURCES, 1), spikes(TARGETS, 2));
        let mut builder = $network::builder();
        $begin(&mut builder);
        builder.sources.spike_times.spikes = sources.clone().into();
        builder.targets.spike_times.spikes = targets.clone().into();
        builder.SYN_sources_to_targets.W = weights().into();
        self_test(|| builder.clone().build(), ITERATIONS as u64);
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

/// A network of spike sources and targets with a rule by traces, whose further names are `names`.
macro_rules! learning {
    ($network:ident, $rule:ident($($names:ident),*) { $($parameters:tt)* }, $trace:ident) => {
        network! {
            $network {
                use izhi::library::input::SpikeTimes,
                    izhi::library::synapses::Exponential(SYN, g),
                    izhi::library::plasticity::$rule(SYN, pre, post, $($names),*) as Rule,
                    izhi::library::plasticity::$trace(pre) as PreTrace,
                    izhi::library::plasticity::$trace(post) as PostTrace,
                    izhi::library::plasticity::$trace(pre_slow) as SlowPreTrace,
                    izhi::library::plasticity::$trace(post_slow) as SlowPostTrace;
                dt: 0.5;
                float: f64;
                group sources: 4 { 1: SpikeTimes, 5: PreTrace { tau: 17 ms }, 6: SlowPreTrace { tau: 90 ms } }
                group targets: 3 {
                    1: SpikeTimes,
                    2: Exponential,
                    4: Rule { $($parameters)* },
                    5: PostTrace { tau: 34 ms },
                    6: SlowPostTrace { tau: 120 ms },
                }
                synapses SYN: sources -> targets;
            }
        }
    };
}

#[test]
fn additive() {
    learning!(Net, AdditiveStdp() { a_plus: 0.02, a_minus: 0.015, w_max: 2.0 }, Trace);
    let pre = |pair: &Pair| pair.all_pre(TAU_PRE);
    let post = |pair: &Pair| pair.all_post(TAU_POST);
    check!(Net, by_pairs(pre, post, |_, pre| 0.04 * pre, |_, post| 0.03 * post));
}

#[test]
fn additive_with_the_nearest_spikes() {
    learning!(Net, AdditiveStdp() { a_plus: 0.02, a_minus: 0.015, w_max: 2.0 }, NearestTrace);
    let pre = |pair: &Pair| pair.last_pre(TAU_PRE);
    let post = |pair: &Pair| pair.last_post(TAU_POST);
    check!(Net, by_pairs(pre, post, |_, pre| 0.04 * pre, |_, post| 0.03 * post));
}

#[test]
fn multiplicative() {
    learning!(Net, MultiplicativeStdp() { a_plus: 0.02, a_minus: 0.015, w_max: 2.0 }, Trace);
    let pre = |pair: &Pair| pair.all_pre(TAU_PRE);
    let post = |pair: &Pair| pair.all_post(TAU_POST);
    check!(Net, by_pairs(pre, post, |w, pre| 0.02 * (2.0 - w) * pre, |w, post| 0.015 * w * post));
}

#[test]
fn power_law() {
    learning!(Net, PowerLawStdp() { a_plus: 0.02, a_minus: 0.015, mu_plus: 0.4, mu_minus: 0.7, w_max: 2.0 }, Trace);
    let pre = |pair: &Pair| pair.all_pre(TAU_PRE);
    let post = |pair: &Pair| pair.all_post(TAU_POST);
    let potentiation = |w: f64, pre| 0.02 * 2.0 * (1.0 - w / 2.0).powf(0.4) * pre;
    let depression = |w: f64, post| 0.015 * 2.0 * (w / 2.0).powf(0.7) * post;
    check!(Net, by_pairs(pre, post, potentiation, depression));
}

#[test]
fn triplets() {
    learning!(
        Net,
        TripletStdp(pre_slow, post_slow) {
            a2_plus: 0.004, a2_minus: 0.009, a3_plus: 0.013, a3_minus: 0.003, w_max: 2.0
        },
        Trace
    );
    // What a spike counts is a function of two traces, one of each end.
    let pre = |pair: &Pair| pair.all_pre(TAU_PRE) * (0.004 + 0.013 * pair.all_post(120.0));
    let post = |pair: &Pair| pair.all_post(TAU_POST) * (0.009 + 0.003 * pair.all_pre(90.0));
    check!(Net, by_pairs(pre, post, |_, change| change, |_, change| change));
}

#[test]
fn inhibitory() {
    learning!(Net, InhibitoryStdp() { eta: 0.03, alpha: 0.8, w_max: 2.0 }, Trace);
    check!(Net, |weight: f64, pair: &Pair| {
        let mut weight = weight;
        if pair.post_fires() {
            weight = (weight + 0.03 * pair.all_pre(TAU_PRE)).min(2.0);
        }
        if pair.pre_fires() {
            weight = (weight + 0.03 * pair.all_post(TAU_POST)).min(2.0);
            weight = (weight - 0.03 * 0.8).max(0.0);
        }
        weight
    });
}

mod dopamine {
    use super::*;
    use izhi::library::input::SpikeTimes;
    use izhi::library::plasticity::{DopamineStdp, Trace};
    use izhi::library::synapses::{Decay, Exponential};

    behavior! {
        /// Rewards that each neuron is given.
        Reward {
            input { reward }
            step { dopamine += reward; }
        }
    }

    network! {
        Net {
            use SpikeTimes, Exponential(SYN, g), Decay(dopamine), Reward,
                DopamineStdp(SYN, pre, post, dopamine), Trace(pre) as PreTrace, Trace(post) as PostTrace;
            dt: 0.5;
            float: f64;
            group sources: 4 { 1: SpikeTimes, 6: PreTrace { tau: 17 ms } }
            group targets: 3 {
                1: SpikeTimes,
                2: Exponential,
                3: Decay { tau: 60 ms },
                4: Reward,
                5: DopamineStdp { tau: 150 ms, tau_dopamine: 60 ms, a_plus: 0.002, a_minus: 0.0015, w_max: 2.0 },
                6: PostTrace { tau: 34 ms },
            }
            synapses SYN: sources -> targets;
        }
    }

    /// A little in a few iterations, and more in one.
    fn rewards() -> Array2<f64> {
        Array2::from_shape_fn((ITERATIONS, TARGETS), |(iteration, target)| match (iteration + target) % 97 {
            0 => 1.0,
            1 => -0.3,
            _ => 0.0,
        })
    }

    /// What a pair of spikes made eligible up to now.
    fn eligibility(pair: &Pair) -> f64 {
        let at = |iteration: usize| {
            let then = Pair { iteration, ..*pair };
            let potentiation = if then.post_fires() { 0.002 * then.all_pre(TAU_PRE) } else { 0.0 };
            let depression = if then.pre_fires() { 0.0015 * then.all_post(TAU_POST) } else { 0.0 };
            (potentiation - depression) * pair.effect(iteration, 150.0)
        };
        (0..=pair.iteration).map(at).sum()
    }

    /// What is there of the rewards of a target.
    fn dopamine(pair: &Pair, rewards: &Array2<f64>) -> f64 {
        (0..=pair.iteration).map(|given| rewards[[given, pair.target]] * pair.effect(given, 60.0)).sum()
    }

    #[test]
    fn rewards_what_was_eligible() {
        let rewards = rewards();
        let begin = |builder: &mut NetBuilder| builder.targets.reward.reward = rewards.clone().into();
        // Both decay during the step: the integral of the product over it.
        let rate = 1.0 / 150.0 + 1.0 / 60.0;
        let duration = -(-DT * rate).exp_m1() / rate;
        check!(Net, begin, |weight: f64, pair: &Pair| {
            (weight + duration * eligibility(pair) * dopamine(pair, &rewards)).clamp(0.0, 2.0)
        });
    }
}

mod one_step {
    use super::*;
    use izhi::library::input::SpikeTimes;
    use izhi::library::plasticity::{OneStepStdp, Previous};
    use izhi::library::synapses::Exponential;

    network! {
        Net {
            use SpikeTimes, Exponential, Previous, OneStepStdp;
            dt: 0.5;
            float: f64;
            group sources: 4 { 1: SpikeTimes, 5: Previous }
            group targets: 3 { 1: SpikeTimes, 2: Exponential, 4: OneStepStdp { rate: 0.3, w_max: 2.0 }, 5: Previous }
            synapses SYN: sources -> targets;
        }
    }

    #[test]
    fn pairs_spikes_of_successive_iterations() {
        check!(Net, |weight: f64, pair: &Pair| {
            let before = |spikes: &Array2<f64>, neuron| pair.iteration > 0 && fires(spikes, pair.iteration - 1, neuron);
            let pre_post = f64::from(before(pair.sources, pair.source) && pair.post_fires());
            let post_pre = f64::from(before(pair.targets, pair.target) && pair.pre_fires());
            let both = f64::from(pair.pre_fires() && pair.post_fires());
            (weight + 0.3 * (pre_post - post_pre + both)).clamp(0.0, 2.0)
        });
    }
}

mod normalization {
    use super::*;
    use izhi::library::plasticity::Normalization;
    use izhi::library::synapses::Exponential;

    behavior! { Silent { event { fired: false } } }

    network! {
        Net {
            use Silent, Exponential, Normalization(EXC) as Normalization;
            float: f64;
            group a: 5 { 1: Silent }
            group b: 3 { 1: Silent, 2: Exponential, 4: Normalization { total: 6.0 } }
            synapses EXC: a -> b { W: uniform(-1.0, 2.0); }
            synapses EXC: b -> b {
                connect: |source, target| source != target;
                W: if dst.index == 1 { 0.0 } else { 1.5 };
            }
            synapses INH: b -> b { W: 0.25; }
        }
    }

    #[test]
    fn keeps_the_sum_over_all_groups_with_the_tag() {
        let mut builder = Net::builder();
        let mut weights = Array2::from_shape_fn((3, 5), |(target, source)| source as f64 - 1.5 - target as f64);
        weights.row_mut(1).fill(0.0);
        builder.EXC_a_to_b.W = weights.clone().into();
        self_test(|| builder.clone().build(), ITERATIONS as u64);
        let mut net = builder.build().unwrap();
        net.step().unwrap();
        for target in 0..3 {
            let others = if target == 1 { 0.0 } else { 3.0 };
            let sum: f64 = weights.row(target).iter().map(|weight| weight.abs()).sum::<f64>() + others;
            let factor = if sum > 0.0 { 6.0 / sum } else { 1.0 };
            for source in 0..5 {
                assert_close(net.EXC_a_to_b.W()[[target, source]], weights[[target, source]] * factor, "from a");
            }
        }
        for (_, target, weight) in net.EXC_b_to_b.W().iter() {
            let sum: f64 = weights.row(target).iter().map(|weight| weight.abs()).sum::<f64>() + 3.0;
            assert_close(weight, if target == 1 { 0.0 } else { 1.5 * 6.0 / sum }, "from b");
        }
        assert!(net.INH_b_to_b.W().iter().all(|weight| *weight == 0.25));
    }
}

mod homeostasis {
    use super::*;
    use izhi::library::plasticity::Homeostasis;

    behavior! {
        /// Activity around what the bounds are.
        Wave {
            state { v: 0.0 }
            step { v = sin(0.3 * iteration + index); }
        }
    }

    network! {
        Net {
            use Wave, Homeostasis, izhi::Recorder;
            float: f64;
            group cells: 3 { 1: Wave, 2: Homeostasis { low: -0.5, high: 0.3, rate: 0.02 }, 9: Recorder [v, exhaustion] }
        }
    }

    #[test]
    fn brings_activity_between_two_bounds() {
        self_test(|| Net::builder().build(), ITERATIONS as u64);
        let mut net = Net::builder().build().unwrap();
        net.simulate(200).unwrap();
        let (v, exhaustion) = (net.cells.recorder.v(), net.cells.recorder.exhaustion());
        for neuron in 0..3 {
            let mut expected = 0.0;
            for iteration in 0..200 {
                let activity = (0.3 * iteration as f64 + neuron as f64).sin();
                // What is beyond a bound, with its sign.
                expected += 0.02 * (activity - activity.clamp(-0.5, 0.3));
                assert_close(exhaustion[[iteration, neuron]], expected, format!("exhaustion in {iteration}"));
                assert_close(v[[iteration, neuron]], activity - expected, format!("activity in {iteration}"));
            }
        }
    }
}

/// Several rules on the same synapses, kept as a matrix and as rows, with one delay and with the same delay for each.
mod storages {
    use super::*;
    use izhi::library::input::SpikeTimes;
    use izhi::library::plasticity::{DopamineStdp, Normalization, OneStepStdp, Previous, Trace, TripletStdp};
    use izhi::library::synapses::{Decay, Exponential};

    network! {
        Net {
            use SpikeTimes, Exponential, Decay(dopamine), TripletStdp, DopamineStdp, OneStepStdp, Previous, Normalization,
                Trace(pre) as PreTrace, Trace(post) as PostTrace, Trace(pre_slow) as SlowPreTrace,
                Trace(post_slow) as SlowPostTrace;
            dt: 0.5;
            group sources: 4 { 1: SpikeTimes, 8: PreTrace, 9: SlowPreTrace { tau: 90 ms }, 10: Previous }
            group dense: 3 {
                1: SpikeTimes, 2: Exponential, 3: Decay, 4: TripletStdp, 5: DopamineStdp { a_plus: 0.01 },
                6: OneStepStdp { rate: 0.01 }, 7: Normalization { total: 3.0 }, 8: PostTrace,
                9: SlowPostTrace { tau: 120 ms }, 10: Previous,
            }
            group sparse: 3 {
                1: SpikeTimes, 2: Exponential, 3: Decay, 4: TripletStdp, 5: DopamineStdp { a_plus: 0.01 },
                6: OneStepStdp { rate: 0.01 }, 7: Normalization { total: 3.0 }, 8: PostTrace,
                9: SlowPostTrace { tau: 120 ms }, 10: Previous,
            }
            group each: 3 {
                1: SpikeTimes, 2: Exponential, 3: Decay, 4: TripletStdp, 5: DopamineStdp { a_plus: 0.01 },
                6: OneStepStdp { rate: 0.01 }, 7: Normalization { total: 3.0 }, 8: PostTrace,
                9: SlowPostTrace { tau: 120 ms }, 10: Previous,
            }
            synapses SYN: sources -> dense { delay: 1.5; W: 0.5 + 0.1 * dst.index; }
            synapses SYN: sources -> sparse { delay: 1.5; storage: sparse; W: 0.5 + 0.1 * dst.index; }
            synapses SYN: sources -> each { delay: 1.5 + 0.0 * uniform(); W: 0.5 + 0.1 * dst.index; }
        }
    }

    #[test]
    fn are_the_same_to_the_rules() {
        let mut builder = Net::builder();
        builder.sources.spike_times.spikes = spikes(SOURCES, 1).mapv(|spike| spike as f32).into();
        let targets = spikes(TARGETS, 2).mapv(|spike| spike as f32);
        builder.dense.spike_times.spikes = targets.clone().into();
        builder.sparse.spike_times.spikes = targets.clone().into();
        builder.each.spike_times.spikes = targets.into();
        builder.dense.dopamine = 0.5.into();
        builder.sparse.dopamine = 0.5.into();
        builder.each.dopamine = 0.5.into();
        self_test(|| builder.clone().build(), ITERATIONS as u64);
        let mut net = builder.build().unwrap();
        let begin = net.SYN_sources_to_dense.W().to_owned();
        for iteration in 0..ITERATIONS {
            net.step().unwrap();
            let dense = net.SYN_sources_to_dense.W().to_owned();
            assert_eq!(net.SYN_sources_to_sparse.W().to_matrix().unwrap(), dense, "iteration {iteration}");
            assert_eq!(net.SYN_sources_to_each.W().to_matrix().unwrap(), dense, "iteration {iteration}");
            assert_eq!(net.each.g(), net.dense.g(), "iteration {iteration}");
        }
        assert_ne!(net.SYN_sources_to_dense.W(), begin);
    }
}
