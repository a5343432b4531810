//! Units without spikes: rates beside closed forms, and Hopfield's memory beside a plain loop and its energy.

use izhi::library::neurons::{Hopfield, Rate};
use izhi::library::synapses::Graded;
use izhi::prelude::*;
use izhi_interpreter::self_test;
use ndarray::{Array1, Array2};

use super::Constant;

network! {
    /// Two rates that feel each other, some that feel nobody, and a memory of 96 units.
    Net {
        use Rate, Hopfield, Graded, Graded(All, s) as Field, Constant;
        float: f64;
        dt: 0.5;
        group coupled: 2 { 0: Constant, 1: Rate { tau: 8 ms }, 2: Graded }
        group alone: 5 { 0: Constant, 1: Rate { tau: 8 ms } }
        group memory: 96 { 1: Hopfield, 2: Field }
        synapses RATE: coupled -> coupled;
        synapses MEMORY: memory -> memory;
    }
}

/// What the activity goes to with a current.
fn gain(current: f64) -> f64 {
    1.0 / (1.0 + (-1.2 * (current - 2.8)).exp())
}

#[test]
fn rates_go_to_their_end_by_an_exponential() {
    let currents = Array1::from(vec![-1.0, 0.0, 2.8, 4.0, 30.0]);
    let mut builder = Net::builder();
    builder.alone.constant.current = currents.clone().into();
    let mut net = builder.build().unwrap();
    for iteration in 1..100 {
        net.step().unwrap();
        for (found, current) in net.alone.r().iter().zip(&currents) {
            let expected = gain(*current) * (1.0 - (-0.5 * f64::from(iteration) / 8.0).exp());
            assert!((found - expected).abs() < 1e-13, "{found} and not {expected}");
        }
    }
}

#[test]
fn coupled_rates_rest_where_they_cross() {
    let weights = [[5.0, -3.0], [4.0, -1.0]];
    let currents = [1.5, 0.5];
    let mut builder = Net::builder();
    builder.RATE_coupled_to_coupled.W = Array2::from(weights.to_vec()).into();
    builder.coupled.constant.current = Array1::from(currents.to_vec()).into();
    self_test(|| builder.clone().build(), 50);
    let mut net = builder.build().unwrap();
    net.simulate(4000).unwrap();
    let r = net.coupled.r().to_vec();
    for (target, weights) in weights.iter().enumerate() {
        let expected = gain(weights[0] * r[0] + weights[1] * r[1] + currents[target]);
        assert!((r[target] - expected).abs() < 1e-12, "{r:?}");
        assert!(r[target] > 0.01 && r[target] < 0.99, "{r:?} is an end of the scale");
    }
}

/// Three patterns of 96 units that are orthogonal.
fn pattern(number: usize) -> Array1<f64> {
    Array1::from_shape_fn(96, |unit| if (unit >> (number + 1)) & 1 == 0 { 1.0 } else { -1.0 })
}

/// Hebb's weights of the patterns, without any from a unit to itself.
fn weights() -> Array2<f64> {
    Array2::from_shape_fn((96, 96), |(target, source)| {
        let sum: f64 = (0..3).map(|number| pattern(number)[target] * pattern(number)[source]).sum();
        if target == source { 0.0 } else { sum / 96.0 }
    })
}

/// The first pattern with every fifth unit turned round.
fn damaged() -> Array1<f64> {
    let mut state = pattern(0);
    state.iter_mut().step_by(5).for_each(|s| *s = -*s);
    state
}

fn memory() -> NetBuilder {
    let mut builder = Net::builder();
    builder.MEMORY_memory_to_memory.W = weights().into();
    builder.memory.s = damaged().into();
    builder
}

#[test]
fn hopfields_memory_turns_all_units_at_once() {
    let mut net = memory().build().unwrap();
    // The first iteration has no current.
    net.step().unwrap();
    assert_eq!(net.memory.s(), damaged());
    let mut state = damaged();
    for _ in 0..5 {
        net.step().unwrap();
        state = weights().dot(&state).mapv(f64::signum);
        assert_eq!(net.memory.s(), state);
    }
    assert_eq!(state, pattern(0));
}

#[test]
fn hopfields_memory_loses_energy_unit_by_unit() {
    let energy = |state: &Array1<f64>| -0.5 * state.dot(&weights().dot(state));
    let mut builder = memory().seed(3);
    builder.memory.hopfield.probability = 0.002;
    self_test(|| builder.clone().build(), 50);
    let mut net = builder.build().unwrap();
    let (mut before, mut turned) = (damaged(), 0);
    for _ in 0..8000 {
        net.step().unwrap();
        let after = net.memory.s().to_owned();
        let changes = after.iter().zip(&before).filter(|(after, before)| after != before).count();
        // Two at once can undo what each would gain.
        assert!(changes != 1 || energy(&after) < energy(&before));
        turned += changes;
        before = after;
    }
    assert_eq!(before, pattern(0));
    assert!(turned >= 20, "{turned}");
}
