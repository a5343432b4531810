//! Flags: what is true or false of a neuron until something is assigned to it.

use izhi::prelude::*;
use izhi_interpreter::{assert_equal_from_the_beginning, self_test};

behavior! {
    /// Goes up at one threshold and down at another, and fires on the way.
    Schmitt {
        param { up: 1.0, down: -1.0 }
        flag {
            /// Whether the last threshold that was met is the upper one.
            is_up: bernoulli(0.5),
            /// Every third neuron never moves.
            is_fixed: index % 3 == 0,
        }
        state { v: 0.0 }
        event { fired: false }
        step {
            if !is_fixed { v = 0.9 * v + 0.5 * normal(); }
            let before = is_up;
            if v > up { is_up = true; }
            if v < down { is_up = false; }
            fired = is_up && !before;
            // Expensive, and never another value.
            v += 0.001 * exp(if is_fixed { up } else { down });
        }
    }
}

behavior! {
    /// What neurons that are up do to others.
    Drive {
        afferent { W: uniform() }
        state { g: 0.0, ups: 0.0 }
        step {
            g *= 0.5;
            ups = count(is_up);
            for s in afferent(All) {
                g += sum(s.W where s.src.is_up);
                if s.src.is_up && s.dst.is_up { s.W *= 0.99; }
            }
        }
    }
}

network! {
    Net {
        use Schmitt, Drive, Recorder, EventRecorder;
        group cells: 60 { 1: Schmitt, 2: Drive, 9: Recorder [is_up, v], 10: EventRecorder [fired] as spikes }
        group others: 30 { 1: Schmitt { up: 0.5 }, 2: Drive }
        synapses NEAR: cells -> cells { connect: fixed_probability(0.25); }
        synapses FAR: cells -> others { delay: 3.0; }
        synapses EACH: others -> cells { delay: uniform(1.0, 4.0); connect: fixed_probability(0.5); }
    }
}

#[test]
fn last_until_they_are_changed() {
    let mut net = Net::builder().seed(2).build().unwrap();
    let begin = net.cells.is_up().iter().filter(|up| **up).count();
    assert!((15..46).contains(&begin), "{begin}");
    net.simulate(50).unwrap();
    let (flags, v) = (net.cells.recorder.is_up(), net.cells.recorder.v());
    for neuron in 0..60 {
        for iteration in 1..50 {
            let expected = match v[[iteration, neuron]] {
                v if v > 1.01 => true,
                v if v < -1.01 => false,
                v if v.abs() < 0.99 => flags[[iteration - 1, neuron]],
                _ => continue,
            };
            assert_eq!(flags[[iteration, neuron]], expected, "neuron {neuron} in iteration {iteration}");
        }
    }
    assert!(net.cells.is_fixed().iter().enumerate().all(|(index, fixed)| *fixed == (index % 3 == 0)));
}

#[test]
fn stay_as_they_are_where_their_behavior_is_switched_off() {
    let mut net = Net::builder().seed(2).build().unwrap();
    net.simulate(20).unwrap();
    let before = net.cells.is_up().to_owned();
    assert!(before.iter().any(|up| *up));
    net.cells.schmitt.set_enabled(false);
    net.simulate(5).unwrap();
    assert_eq!(net.cells.is_up(), before);
    assert_eq!(net.cells.ups()[0], before.iter().filter(|up| **up).count() as f32);
}

#[test]
fn are_given_written_and_found() {
    let mut builder = Net::builder().seed(2);
    builder.cells.is_up = true.into();
    builder.cells.is_fixed = izhi::ndarray::Array1::from_elem(60, true).into();
    let mut net = builder.build().unwrap();
    net.simulate(3).unwrap();
    // Nothing moves them but what is made of the flag.
    let risen = 3.0 * 0.001 * f32::exp(1.0);
    assert!(net.cells.v().iter().all(|v| (v - risen).abs() < 1e-6));
    assert!(net.cells.is_up().iter().all(|up| *up));
    // What is made of flags that no step assigns to is made anew.
    net.cells.schmitt.update(|parameters| (parameters.up, parameters.down) = (1e3, -1e3)).unwrap();
    net.cells.is_fixed_mut()[7] = false;
    net.cells.is_up_mut().fill(false);
    net.cells.v_mut().fill(0.0);
    net.simulate(1).unwrap();
    assert!(net.cells.v()[6].is_infinite() && net.cells.v()[7].abs() < 3.0, "{:?}", net.cells.v());
    assert!(net.cells.is_up().iter().all(|up| !up));
    assert!(matches!(net.find("cells.is_up")[0].value, izhi::catalogue::Value::Event(flags) if flags.len() == 60));
}

#[test]
fn are_those_of_the_schedule() {
    self_test(|| Net::builder().seed(3).threads(2).build(), 60);
    assert_equal_from_the_beginning(Net::builder().seed(4).build(), 1);
}

#[test]
fn begin_anew_or_are_kept() {
    let mut net = Net::builder().seed(2).build().unwrap();
    let begin = net.cells.is_up().to_owned();
    net.simulate(30).unwrap();
    let end = net.cells.is_up().to_owned();
    assert_ne!(begin, end);
    net.reset(Reset::keeping("cells.is_up")).unwrap();
    assert_eq!(net.cells.is_up(), end);
    net.reset(Reset::anew()).unwrap();
    assert_eq!(net.cells.is_up(), begin);
}
