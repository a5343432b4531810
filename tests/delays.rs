//! What synapses with a delay bring: events, and the states of the neuron that sent them as they were then.

use izhi::library::input::SpikeTimes;
use izhi::library::plasticity::{AdditiveStdp, ShortTermPlasticity, Trace};
use izhi::library::synapses::{Exponential, Released};
use izhi::prelude::*;
use izhi_interpreter::assert_equal;
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

/// Iterations of the pairs below: 40 ms.
const ITERATIONS: usize = 400;

/// Spikes of one neuron at these times, in ms.
fn spikes(times: &[f64]) -> Array2<f64> {
    let mut spikes = Array2::zeros((ITERATIONS, 1));
    times.iter().for_each(|time| spikes[((time / 0.1).round() as usize, 0)] = 1.0);
    spikes
}

network! {
    /// A pair of neurons with plasticity, whose delay of 10 ms lies in the axon.
    Axon {
        use SpikeTimes, Exponential(SYN, g), AdditiveStdp(SYN, pre, post) as Rule, Trace(pre) as Pre, Trace(post) as Post;
        dt: 0.1;
        float: f64;
        group sources: 1 { 0: Pre { tau: 20.0 }, 1: SpikeTimes }
        group targets: 1 {
            0: Post { tau: 20.0 }, 1: SpikeTimes, 2: Exponential, 3: Rule { a_plus: 0.01, a_minus: 0.012, w_max: 1.0 },
        }
        synapses SYN: sources -> targets { W: 0.5; delay: 10.0; }
    }
}

network! {
    /// The same with a delay for each synapse.
    Axons {
        use SpikeTimes, Exponential(SYN, g), AdditiveStdp(SYN, pre, post) as Rule, Trace(pre) as Pre, Trace(post) as Post;
        dt: 0.1;
        float: f64;
        group sources: 1 { 0: Pre { tau: 20.0 }, 1: SpikeTimes }
        group targets: 1 {
            0: Post { tau: 20.0 }, 1: SpikeTimes, 2: Exponential, 3: Rule { a_plus: 0.01, a_minus: 0.012, w_max: 1.0 },
        }
        synapses SYN: sources -> targets { W: 0.5; delay: 10.0 + 0.0 * src.index; }
    }
}

/// The weight after spikes at both ends, by the sum over all pairs of spikes as they meet at the synapse.
fn by_pairs(pre: &[f64], post: &[f64]) -> f64 {
    let window = |interval: f64| (-interval / 20.0).exp();
    let mut weight = 0.5;
    for pre in pre {
        for post in post {
            let interval = post - (pre + 10.0);
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
        let expected = by_pairs(pre, post);
        for found in found {
            assert!((found - expected).abs() < 1e-12, "{pre:?} {post:?}: {found} for {expected}");
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
        group sources: 1 { 1: SpikeTimes, 2: Depressing { U: 0.5, tau_rec: 800.0 } }
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
