//! Rust functions that behaviours call: what they are given, what they change, and when.

use izhi::call::{SynapseView, SynapseViewMut};
use izhi::math::Float;
use izhi::ndarray::{ArrayView1, ArrayViewMut1};
use izhi::prelude::*;
use izhi::random::Generator;
use izhi_interpreter::self_test;

/// The neurons with the highest potentials have the event, `count` of them.
pub fn choose<F: Float>(v: ArrayView1<'_, F>, count: F, mut fired: ArrayViewMut1<'_, bool>) {
    assert!(fired.iter().all(|fired| !fired), "an event lasts one iteration");
    let mut order: Vec<usize> = (0..v.len()).collect();
    order.sort_by(|&a, &b| v[b].to_f64().total_cmp(&v[a].to_f64()).then(a.cmp(&b)));
    order.iter().take(count.to_f64() as usize).for_each(|&neuron| fired[neuron] = true);
}

/// Moves potentials to other neurons, and makes them so small that nothing of them may be kept.
pub fn shuffle<F: Float>(random: &mut Generator, mut v: ArrayViewMut1<'_, F>, iteration: i64) {
    for last in (1..v.len()).rev() {
        v.swap(last, random.below(last as u32 + 1) as usize);
    }
    if iteration % 5 == 4 {
        v[0] = F::from_f64(if size_of::<F>() == 4 { 1e-40 } else { 1e-310 });
    }
}

/// The weights of each source are divided by their sum.
pub fn normalise<F: Float>(mut weights: SynapseViewMut<'_, F>, fired: ArrayView1<'_, bool>, total: F) {
    for source in 0..weights.view().sources() {
        let sum: f64 = weights.view().row(source).map(|(_, weight)| weight.to_f64()).sum();
        if fired[source] && sum > 0.0 {
            weights.row_mut(source).for_each(|(_, weight)| *weight *= total / F::from_f64(sum));
        }
    }
}

/// What arrives at each target, by hand.
pub fn add_up<F: Float>(weights: SynapseView<'_, F>, fired: ArrayView1<'_, bool>, mut sums: ArrayViewMut1<'_, F>) {
    sums.fill(F::ZERO);
    for (source, target, weight) in weights.iter() {
        if fired[source] {
            sums[target] += weight;
        }
    }
}

behavior! {
    Noise {
        param { mean: 0.0 }
        state { v: uniform() }
        step { v += mean + normal(0.0, 0.25); v *= 0.75; }
    }
}

behavior! {
    /// A few neurons fire.
    Choose {
        param { count: 3.0 }
        event { fired: false }
        step {
            call crate::choose(0.0 + v * v, count, mut fired);
        }
    }
}

behavior! {
    /// Every third iteration potentials change places.
    Shuffle {
        step {
            let rest = iteration % 3;
            if rest == 0 && mean(v) < 1000.0 {
                call crate::shuffle(random(), mut v, iteration);
            } else {
                v *= 0.5;
            }
        }
    }
}

behavior! {
    Normalise {
        param { total: 2.0 }
        step {
            for s in afferent(All) {
                call crate::normalise(mut s.W, s.src.fired, total);
            }
        }
    }
}

behavior! {
    /// The same sums in the language and in Rust.
    Sums {
        afferent { W: uniform() }
        state { by_hand: 0.0, sums: 0.0, all: 0.0 }
        step {
            all = 0.0;
            for s in afferent(All) {
                call crate::add_up(s.W, s.src.fired, mut by_hand);
                sums = sum(s.W where s.src.fired);
                all += abs(sums - by_hand);
            }
        }
    }
}

behavior! {
    /// Updates that could wait for the spikes of the sources, if no function saw the synapses.
    Learn {
        step {
            for s in afferent(All) { if s.dst.fired { s.W = min(1.1 * s.W, 1.0); } }
        }
    }
}

network! {
    Net {
        use Noise, Choose, Shuffle, Normalise, Sums, Learn;
        group cells: 37 { 1: Noise, 2: Choose, 4: Shuffle, 5: Normalise, 6: Sums, 7: Learn }
        group others: 20 { 1: Noise { mean: 0.125 }, 2: Choose { count: 1.0 }, 6: Sums }
        synapses RECURRENT: cells -> cells { connect: fixed_probability(0.25); }
        synapses DENSE: others -> cells;
        synapses LATE: cells -> others { delay: 2.0; connect: fixed_probability(0.5); }
    }
}

network! {
    Double {
        use Noise, Choose, Shuffle, Normalise, Sums;
        float: f64;
        group cells: 37 { 1: Noise, 2: Choose, 4: Shuffle, 5: Normalise, 6: Sums }
        synapses RECURRENT: cells -> cells { connect: fixed_probability(0.25); }
    }
}

#[test]
fn are_operations_like_any_other() {
    self_test(|| Net::builder().seed(3).threads(2).build(), 60);
    self_test(|| Double::builder().seed(4).build(), 60);
}

#[test]
fn see_what_there_is_and_change_it() {
    let mut net = Net::builder().build().unwrap();
    for _ in 0..30 {
        net.simulate(1).unwrap();
        assert_eq!(net.cells.fired().iter().filter(|fired| **fired).count(), 3);
        assert_eq!(net.others.fired().iter().filter(|fired| **fired).count(), 1);
        assert!(net.cells.v().iter().all(|v| !v.is_subnormal()));
        assert!(net.cells.all().iter().chain(net.others.all()).all(|difference| *difference < 1e-5));
    }
}

#[test]
fn are_left_out_where_their_behavior_is_switched_off() {
    let mut net = Net::builder().build().unwrap();
    net.cells.choose.set_enabled(false);
    net.simulate(3).unwrap();
    assert_eq!(net.cells.fired().iter().filter(|fired| **fired).count(), 0);
    net.cells.choose.set_enabled(true);
    let mut parameters = net.cells.choose.parameters().clone();
    parameters.count = 5.0;
    net.cells.choose.set_parameters(parameters).unwrap();
    net.simulate(1).unwrap();
    assert_eq!(net.cells.fired().iter().filter(|fired| **fired).count(), 5);
}
