//! What synapses with a delay bring: events, and the states of the neuron that sent them as they were then; and with a
//! dendritic delay the same of the neuron that receives, and what it takes to this.

use izhi::library::input::SpikeTimes;
use izhi::library::plasticity::{AdditiveStdp, ShortTermPlasticity, Trace};
use izhi::library::synapses::{Exponential, Released};
use izhi::prelude::*;
use izhi_interpreter::assert_equal_from_the_beginning as assert_equal;
use ndarray::Array2;

behavior! {
    /// Neurons with states that change in every iteration, and one that never does.
    Sender {
        state { v: 0.25 * uniform(), gain: 1.0 + uniform(), pace: 0.02 + 0.3 * uniform() }
        event { fired: false }
        step {
            v += pace + 0.05 * normal();
            fired = v > 1.0;
            if fired { v = 0.0; gain = 1.0 + 0.5 * gain; }
        }
    }
}

behavior! {
    /// Reads them in every way that there is: in sums and in updates, with an event and without one.
    Receiver {
        state { chosen: 0.0, all: 0.0, steady: 0.0, condition: 0.0 }
        afferent(LATE) { W: uniform(), seen: 0.0, last: 0.0, both: 0.0 }
        step {
            for s in afferent(LATE) {
                chosen = sum(s.W * s.src.v * s.src.gain where s.src.fired);
                all = sum(s.src.v);
                steady = sum(s.src.pace where s.src.fired);
                condition = sum(s.W where s.src.fired && s.src.gain > 1.5);
                if s.src.fired { s.seen = s.src.v + s.src.gain; }
                if s.dst.fired { s.last = 0.5 * s.last + s.src.gain; }
                if s.src.fired && s.src.gain > 1.6 { s.both += s.src.gain * s.dst.v; }
                s.W = 0.9 * s.W + 0.1 * s.src.v;
            }
        }
    }
}

behavior! {
    /// Reads what is sent at the end that sends it.
    Back {
        state { back: 0.0 }
        efferent(LATE) { touched: 0.0 }
        step {
            for s in efferent(LATE) {
                back = sum(s.dst.v * s.src.gain);
                s.touched += s.src.v * s.dst.v;
            }
        }
    }
}

behavior! {
    /// An update that waits until the synapses are read.
    Waiting {
        state { g: 0.0 }
        afferent(LATE) { W: 0.5 }
        step {
            for s in afferent(LATE) {
                if s.dst.fired { s.W = 0.5 * s.W + 0.1 * s.src.gain; }
                g = sum(s.W where s.src.fired);
            }
        }
    }
}

macro_rules! in_every_storage {
    ($module:ident, $($behaviors:tt)*) => {
        mod $module {
            use super::*;
            network! {
                pub(crate) Dense {
                    use Sender, Receiver, Back, Waiting;
                    float: f64;
                    dt: 0.5;
                    group a: 37 { 2: Sender, $($behaviors)* }
                    synapses LATE: a -> a { storage: dense; delay: 2.5; }
                }
            }
            network! {
                pub(crate) Sparse {
                    use Sender, Receiver, Back, Waiting;
                    dt: 0.5;
                    group a: 37 { 2: Sender, $($behaviors)* }
                    synapses LATE: a -> a { connect: izhi::connect::fixed_probability(0.3); delay: 0.5; }
                }
            }
            network! {
                pub(crate) Each {
                    use Sender, Receiver, Back, Waiting;
                    dt: 0.5;
                    group a: 37 { 2: Sender, $($behaviors)* }
                    synapses LATE: a -> a {
                        connect: izhi::connect::fixed_probability(0.3);
                        delay: uniform(0.5, 4.0);
                    }
                }
            }
        }
        #[test]
        fn $module() {
            for threads in [1, 2, 3] {
                assert_equal($module::Dense::builder().threads(threads).build(), 60);
                assert_equal($module::Sparse::builder().threads(threads).build(), 60);
                assert_equal($module::Each::builder().threads(threads).build(), 60);
            }
        }
    };
}

in_every_storage!(readers_after_the_senders, 1: Back, 3: Receiver);
in_every_storage!(readers_before_the_senders, 1: Receiver, 3: Back);
in_every_storage!(updates_that_wait, 3: Waiting);

mod dendrites {
    use super::*;
    network! {
        pub(crate) Dense {
            use Sender, Receiver, Back;
            float: f64;
            dt: 0.5;
            group a: 37 { 1: Back, 2: Sender, 3: Receiver }
            synapses LATE: a -> a { dendritic_delay: 2.5; }
        }
    }
    network! {
        pub(crate) Sparse {
            use Sender, Receiver, Back;
            dt: 0.5;
            group a: 37 { 1: Receiver, 2: Sender, 3: Back }
            synapses LATE: a -> a {
                connect: izhi::connect::fixed_probability(0.3);
                delay: 1.0;
                dendritic_delay: 1.5;
            }
        }
    }
    network! {
        pub(crate) Each {
            use Sender, Receiver, Back;
            dt: 0.5;
            group a: 37 { 1: Back, 2: Sender, 3: Receiver }
            synapses LATE: a -> a {
                connect: izhi::connect::fixed_probability(0.3);
                delay: uniform(0.5, 4.0);
                dendritic_delay: 0.5;
            }
        }
    }
    network! {
        pub(crate) Waits {
            use Sender, Waiting;
            dt: 0.5;
            group a: 37 { 2: Sender, 3: Waiting }
            synapses LATE: a -> a {
                connect: izhi::connect::fixed_probability(0.3);
                delay: uniform(0.5, 4.0);
                dendritic_delay: 1.0;
            }
        }
    }
}

#[test]
fn both_ends_are_as_they_were_where_dendrites_take_time() {
    for threads in [1, 2, 3] {
        assert_equal(dendrites::Dense::builder().threads(threads).build(), 60);
        assert_equal(dendrites::Sparse::builder().threads(threads).build(), 60);
        assert_equal(dendrites::Each::builder().threads(threads).build(), 60);
        assert_equal(dendrites::Waits::builder().threads(threads).build(), 60);
    }
    let waits = izhi::Network::schedule(&dendrites::Waits::builder().build().unwrap());
    assert!(waits.contains("update 0 of each synapse to returning_fired waits"), "{waits}");
}

/// Iterations of the pairs below: 40 ms.
const ITERATIONS: usize = 400;

/// Spikes of one neuron at these times, in ms.
fn spikes(times: &[f64]) -> Array2<f64> {
    let mut spikes = Array2::zeros((ITERATIONS, 1));
    times.iter().for_each(|time| spikes[((time / 0.1).round() as usize, 0)] = 1.0);
    spikes
}

/// Pairs of neurons with plasticity, whose delay of 10 ms lies somewhere.
macro_rules! pairs {
    ($($(#[$doc:meta])* $network:ident { $($delays:tt)* })*) => {$(
        network! {
            $(#[$doc])*
            $network {
                use SpikeTimes, Exponential(SYN, g), AdditiveStdp(SYN, pre, post) as Rule, Trace(pre) as Pre, Trace(post) as Post;
                dt: 0.1;
                float: f64;
                group sources: 1 { 0: Pre { tau: 20 ms }, 1: SpikeTimes }
                group targets: 1 {
                    0: Post { tau: 20 ms },
                    1: SpikeTimes,
                    2: Exponential,
                    3: Rule { a_plus: 0.01, a_minus: 0.012, w_max: 1.0 },
                }
                synapses SYN: sources -> targets { W: 0.5; $($delays)* }
            }
        }
    )*};
}

pairs! {
    /// In the axon.
    Axon { delay: 10.0; }
    /// In the axon of each synapse.
    Axons { delay: 10.0 + 0.0 * src.index; }
    /// In the dendrite.
    Dendrite { dendritic_delay: 10.0; }
    /// A part in each.
    Both { delay: 3.0; dendritic_delay: 7.0; }
}

/// The weight after spikes at both ends, by the sum over all pairs of spikes as they meet at the synapse, so long after
/// the spikes of either end.
fn by_pairs(pre: &[f64], post: &[f64], axon: f64, dendrite: f64) -> f64 {
    let window = |interval: f64| (-interval / 20.0).exp();
    let mut weight = 0.5;
    for pre in pre {
        for post in post {
            let interval = (post + dendrite) - (pre + axon);
            weight += match interval {
                _ if interval > 0.0 => 0.01 * window(interval),
                _ if interval < 0.0 => -0.012 * window(-interval),
                _ => 0.0,
            };
        }
    }
    weight
}

#[test]
fn pairs_meet_where_the_axon_ends() {
    for (pre, post) in
        [(&[0.0][..], &[5.0][..]), (&[0.0], &[15.0]), (&[0.0, 3.0], &[10.0, 13.0, 20.0]), (&[1.0], &[11.0])]
    {
        let mut one = Axon::builder();
        one.sources.spike_times.spikes = spikes(pre).into();
        one.targets.spike_times.spikes = spikes(post).into();
        let mut one = one.build().unwrap();
        one.simulate(ITERATIONS as u64).unwrap();
        let mut each = Axons::builder();
        each.sources.spike_times.spikes = spikes(pre).into();
        each.targets.spike_times.spikes = spikes(post).into();
        let mut each = each.build().unwrap();
        each.simulate(ITERATIONS as u64).unwrap();
        let found = [one.SYN_sources_to_targets.W()[(0, 0)], each.SYN_sources_to_targets.W().values()[0]];
        let expected = by_pairs(pre, post, 10.0, 0.0);
        for found in found {
            assert!((found - expected).abs() < 1e-12, "{pre:?} {post:?}: {found} for {expected}");
        }
    }
}

/// The weight, and in which iteration how much has arrived of the first presynaptic spike.
macro_rules! pair {
    ($network:ident, $pre:expr, $post:expr) => {{
        let mut builder = $network::builder();
        builder.sources.spike_times.spikes = spikes($pre).into();
        builder.targets.spike_times.spikes = spikes($post).into();
        let mut net = builder.build().unwrap();
        let first = loop {
            net.step().unwrap();
            if net.targets.g()[0] > 0.0 {
                break net.iteration() - 1;
            }
        };
        let arrived = net.targets.g()[0];
        net.simulate(ITERATIONS as u64 - net.iteration()).unwrap();
        (net.SYN_sources_to_targets.W()[(0, 0)], first, arrived)
    }};
}

/// What a spike does comes after the whole delay, wherever its parts lie.
#[test]
fn pairs_meet_where_the_dendrite_begins() {
    for (pre, post) in
        [(&[0.0][..], &[5.0][..]), (&[0.0], &[15.0]), (&[0.0, 3.0], &[1.0, 13.0, 20.0]), (&[11.0], &[1.0])]
    {
        let found = [pair!(Axon, pre, post), pair!(Dendrite, pre, post), pair!(Both, pre, post)];
        for ((found, first, arrived), (axon, dendrite)) in found.into_iter().zip([(10.0, 0.0), (0.0, 10.0), (3.0, 7.0)])
        {
            let expected = by_pairs(pre, post, axon, dendrite);
            assert!((found - expected).abs() < 1e-12, "{pre:?} {post:?}: {found} for {expected}");
            assert_eq!(first, ((pre[0] + 10.0) / 0.1_f64).round() as u64);
            // No postsynaptic spike makes a pair before the first presynaptic one.
            assert_eq!(arrived, 0.5);
        }
    }
}

behavior! {
    /// All that has come in.
    Taken {
        state { g: 0.0, taken: 0.0 }
        step { taken += g; g = 0.0; }
    }
}

network! {
    /// A depressing synapse whose delay is longer than the interval between two spikes.
    Depression {
        use SpikeTimes, ShortTermPlasticity(utilization, resources, release) as Depressing,
            Released(SYN, g, release) as Received, Taken;
        dt: 0.1;
        float: f64;
        group sources: 1 { 1: SpikeTimes, 2: Depressing { U: 0.5, tau_rec: 800 ms } }
        group targets: 1 { 2: Received, 3: Taken }
        synapses SYN: sources -> targets { delay: 10.0; }
    }
}

#[test]
fn a_spike_brings_what_was_released_for_it() {
    let mut builder = Depression::builder();
    builder.sources.spike_times.spikes = spikes(&[0.0, 5.0]).into();
    let mut net = builder.build().unwrap();
    let released = |net: &Depression| net.targets.taken()[0];
    net.simulate(101).unwrap();
    assert_eq!(released(&net), 0.5);
    net.simulate(50).unwrap();
    let second = 0.5 * (1.0 - 0.5 * (-5.0_f64 / 800.0).exp());
    assert!((released(&net) - 0.5 - second).abs() < 1e-12, "{}", released(&net));
}

/// Sums and events on their way along dendrites.
mod in_dendrites {
    use izhi::catalogue::Value;
    use izhi::prelude::*;

    behavior! {
        /// Fires in each iteration, and counts them.
        Steady {
            state { count: 0.0 }
            event { fired: false }
            step { count += 1.0; fired = true; }
        }
    }

    behavior! {
        /// What arrives, and what the synapses know of the target.
        Heard {
            state { heard: 0.0, known: 0.0 }
            afferent(All) { W: 1.0 }
            step {
                for s in afferent(All) {
                    heard = sum(s.W * s.src.count where s.src.fired);
                    known = s.dst.count;
                }
            }
        }
    }

    network! {
        Slow {
            use Steady, Heard;
            float: f64;
            group a: 1 { 1: Steady }
            group b: 1 { 1: Steady, 2: Heard }
            synapses DENDRITIC: a -> b { dendritic_delay: 3.0; }
        }
    }

    fn heard(net: &mut Slow, iterations: usize) -> Vec<f64> {
        let each = (0..iterations).map(|_| {
            net.step().unwrap();
            net.b.heard()[0]
        });
        each.collect()
    }

    #[test]
    fn take_their_time() {
        let mut net = Slow::builder().build().unwrap();
        assert_eq!(heard(&mut net, 6), [0.0, 0.0, 0.0, 1.0, 2.0, 3.0]);
        // As it was at the end of the iteration three before the last.
        assert_eq!(net.b.known()[0], 3.0);
        let Value::SentStates(sums) = net.get("DENDRITIC_a_to_b:conducted0", 0).unwrap().value else { panic!("sums") };
        assert_eq!(sums.iter().map(|sums| sums[0]).collect::<Vec<f64>>(), [4.0, 5.0, 6.0]);
    }

    /// What arrives at a behaviour that is switched off is lost, and synapses that it does not compute send nothing.
    #[test]
    fn nothing_comes_of_what_was_not_computed() {
        let mut net = Slow::builder().build().unwrap();
        heard(&mut net, 4);
        net.set_enabled("Heard", false).unwrap();
        heard(&mut net, 2);
        net.set_enabled("Heard", true).unwrap();
        // Sent in iterations 3, 6 and 7: those of 4 and 5 are missing.
        assert_eq!(heard(&mut net, 5), [4.0, 0.0, 0.0, 7.0, 8.0]);
    }

    #[test]
    fn are_whole_steps() {
        let mut builder = Slow::builder();
        builder.DENDRITIC_a_to_b.dendritic_delay = 1.5;
        assert_eq!(
            builder.build().unwrap_err().to_string(),
            "synapses `DENDRITIC_a_to_b`: a dendritic delay of 1.5 is no multiple of dt = 1; the nearest are 1 and 2"
        );
        let mut builder = Slow::builder();
        builder.DENDRITIC_a_to_b.dendritic_delay = 0.0;
        let error = builder.build().unwrap_err().to_string();
        assert!(error.contains("a dendritic delay is at least 1"), "{error}");
        let mut builder = Slow::builder();
        builder.DENDRITIC_a_to_b.dendritic_delay = 1.0;
        let mut net = builder.build().unwrap();
        assert_eq!(heard(&mut net, 3), [0.0, 1.0, 2.0]);
        assert!(net.to_string().contains("dendritic delay 1"), "{net}");
    }
}

/// What the catalogue says of what has set out and not arrived.
mod on_their_way {
    use izhi::catalogue::Value;
    use izhi::prelude::*;

    behavior! {
        Clock {
            state { count: 0.0 }
            event { fired: false }
            step { count += 1.0; fired = iteration == 2 || iteration == 4; }
        }
    }

    behavior! {
        Heard {
            state { heard: 0.0 }
            afferent(All) { W: 1.0 }
            step { for s in afferent(All) { heard += sum(s.W * s.src.count where s.src.fired); } }
        }
    }

    network! {
        Late {
            use Clock, Heard;
            group a: 1 { 1: Clock }
            group b: 2 { 1: Clock, 2: Heard }
            synapses ONE: a -> b { delay: 3.0; }
            synapses EACH: a -> b { delay: 1.0 + 2.0 * dst.index; }
        }
    }

    #[test]
    fn are_in_the_catalogue() {
        let mut net = Late::builder().build().unwrap();
        // An event of iteration 2 sets out in iteration 3 and is heard in 3 and 5, or in 5.
        for (iterations, one, each) in
            [(3, vec![], vec![]), (4, vec![3], vec![3]), (5, vec![3], vec![3]), (6, vec![5], vec![5])]
        {
            net.simulate(iterations - net.iteration()).unwrap();
            for (name, expected) in [("ONE_a_to_b:arriving_fired", &one), ("EACH_a_to_b:arriving_fired", &each)] {
                let Value::Sent(sent) = net.get(name, 0).unwrap().value else { panic!("events") };
                let found: Vec<u64> = sent.iter().map(|spike| spike.iteration).collect();
                assert_eq!(found, *expected, "{name} after {iterations} iterations");
            }
            let Value::SentStates(states) = net.get("ONE_a_to_b:arriving_count", 0).unwrap().value else {
                panic!("states")
            };
            assert_eq!(states.last().map(|latest| latest[0]), Some((iterations - 1) as f32));
        }
    }
}
