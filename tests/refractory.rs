//! `event ... when ... refractory ... clamping ...`: the period is a whole number of iterations, exact for any time step,
//! and what is clamped stays as it is.

// A recorder between two assignments is meant here.
#![allow(deprecated)]

use izhi::Error;
use izhi::prelude::*;
use izhi_interpreter::assert_equal_from_the_beginning;
use ndarray::Array1;

behavior! {
    /// Fires whenever it can.
    Driven {
        param { t_ref: 2.0, reset: -1.0 }
        state { v: 0.0, charge: 0.0 }
        event { fired: false }
        step {
            v += 10.0;
            charge += 1.0;
            event fired when v > 5.0 refractory t_ref clamping v { v = reset; charge -= 0.5; }
        }
    }
}

behavior! {
    /// What arrives from elsewhere, before and behind the neuron.
    Kick { param { by: 3.0 } step { v += by; } }
}

behavior! {
    /// The same as `Driven` without a word for it.
    ByHand {
        param { t_ref: 2.0, reset: -1.0 }
        state { v: 0.0, charge: 0.0, left: 0.0, kept: 0.0 }
        event { fired: false }
        step {
            v += 10.0;
            charge += 1.0;
            if left > 0.0 { v = kept; }
            fired = left <= 0.0 && v > 5.0;
            left = max(left - 1.0, 0.0);
            if fired { v = reset; charge -= 0.5; kept = v; left = steps(t_ref); }
        }
    }
}

behavior! {
    /// Two events, one of them without a period, and one whose period the neurons draw.
    Several {
        state { v: 0.0, u: 0.0 }
        event { low: false, high: false, drawn: false }
        step {
            v += 1.0;
            u += 2.0;
            event low when iteration % 3 == 0;
            let limit = 6.0;
            event high when v > limit { v = 0.0; }
            event drawn when u > 3.0 refractory uniform(1.0, 5.0) clamping u, v { u = -v; }
        }
    }
}

behavior! {
    /// The same with units.
    Measured {
        param { v_t: -50 mV, v_r: -60 mV, t_ref: 2 ms }
        state { v: -60 mV }
        event { fired: false }
        step {
            v += 20 mV;
            event fired when v > v_t refractory t_ref clamping v { v = v_r; }
        }
    }
}

network! {
    Units {
        use Measured, izhi::EventRecorder;
        dt: 0.1 ms;
        group a: 2 { 1: Measured { t_ref: 700 us }, 5: EventRecorder [fired] as spikes }
    }
}

network! {
    Single {
        use Driven, Kick, izhi::Recorder, izhi::EventRecorder;
        group a: 2 {
            0: Kick { by: 0.0 } as before,
            1: Driven,
            2: Recorder [v] as first,
            3: Kick { by: 0.0 } as behind,
            4: Recorder [v, charge] as last,
            5: EventRecorder [fired] as spikes,
        }
    }
}

network! {
    Plain {
        use Driven, izhi::EventRecorder;
        group a: 2 { 1: Driven, 5: EventRecorder [fired] as spikes }
    }
}

network! {
    Double {
        use Driven, izhi::EventRecorder;
        float: f64;
        group a: 2 { 1: Driven, 5: EventRecorder [fired] as spikes }
    }
}

network! {
    Hand {
        use ByHand, izhi::EventRecorder;
        group a: 2 { 1: ByHand, 5: EventRecorder [fired] as spikes }
    }
}

network! {
    Many {
        use Several, izhi::EventRecorder;
        dt: 0.1;
        group a: 40 { 1: Several, 5: EventRecorder [low, high, drawn] as spikes }
    }
}

network! {
    Each {
        use Driven, izhi::EventRecorder;
        dt: 0.1;
        group a: 4 { 1: Driven { t_ref: each(0.1 * index) }, 5: EventRecorder [fired] as spikes }
    }
}

/// A time step, a period, and how many iterations that is.
const PERIODS: [(f64, f64, u64); 12] = [
    (0.1, 2.0, 20),
    (0.05, 2.0, 40),
    (0.3, 2.1, 7),
    (0.1, 0.7, 7),
    (0.1, 0.0, 0),
    (0.1, 0.1, 1),
    (1.0, 3.0, 3),
    // No multiples: the nearest, of halves the greater.
    (0.3, 2.0, 7),
    (0.1, 0.34, 3),
    (0.1, 0.35, 4),
    (0.1, 0.45, 5),
    (0.3, 0.1, 0),
];

/// The iterations in which the first of two neurons fires.
fn times(spikes: &[izhi::recording::Spike]) -> Vec<u64> {
    spikes.iter().filter(|spike| spike.neuron == 0).map(|spike| spike.iteration).collect()
}

macro_rules! spikes {
    ($net:ident, $dt:expr, $period:expr, $iterations:expr) => {{
        let mut builder = $net::builder().dt($dt);
        builder.a.driven.t_ref = $period as _;
        let mut net = builder.build().unwrap();
        net.simulate($iterations).unwrap();
        times(net.a.spikes.fired())
    }};
}

#[test]
fn spikes_are_a_period_and_one_iteration_apart() {
    for (dt, period, steps) in PERIODS {
        let expected: Vec<u64> = (0..1000).step_by(steps as usize + 1).collect();
        assert_eq!(spikes!(Single, dt, period, 1000), expected, "{period} in steps of {dt}");
        assert_eq!(spikes!(Double, dt, period, 1000), expected, "{period} in steps of {dt} as f64");
    }
}

#[test]
fn a_period_is_exact_after_so_many_iterations_that_an_f32_does_not_count_them() {
    let mut builder = Plain::builder().dt(0.1);
    builder.a.driven.t_ref = 419_430.4;
    let mut net = builder.build().unwrap();
    net.simulate((1 << 24) + 10).unwrap();
    let distance = (1 << 22) + 1;
    assert_eq!(times(net.a.spikes.fired()), [0, 1, 2, 3, 4].map(|count| count * distance));
    // A period that is set counts from the next event on.
    net.set_parameter("a.driven.t_ref", 0.7).unwrap();
    net.simulate(5 * distance + 100 - net.iteration()).unwrap();
    let late: Vec<u64> = times(net.a.spikes.fired()).split_off(5);
    assert_eq!(late, (0..100).step_by(8).map(|later| 5 * distance + later).collect::<Vec<_>>());
}

#[test]
fn what_is_clamped_keeps_its_value_whoever_writes() {
    let mut builder = Single::builder().dt(1.0);
    builder.a.before.by = 3.0;
    builder.a.behind.by = 4.0;
    let mut net = builder.build().unwrap();
    net.simulate(7).unwrap();
    // Fires in iterations 0, 3 and 6. Behind the neuron others see what has been added since.
    assert_eq!(times(net.a.spikes.fired()), [0, 3, 6]);
    assert_eq!(net.a.first.v().column(0).to_vec(), [-1.0; 7]);
    assert_eq!(net.a.last.v().column(0).to_vec(), [3.0; 7]);
    // What is not clamped goes on.
    assert_eq!(net.a.last.charge().column(0).to_vec(), [0.5, 1.5, 2.5, 3.0, 4.0, 5.0, 5.5]);
}

#[test]
fn it_is_what_one_would_write_by_hand() {
    for (dt, period, _) in PERIODS {
        let mut builder = Hand::builder().dt(dt);
        builder.a.by_hand.t_ref = period as f32;
        let mut hand = builder.build().unwrap();
        let mut builder = Single::builder().dt(dt);
        builder.a.driven.t_ref = period as f32;
        let mut net = builder.build().unwrap();
        hand.simulate(200).unwrap();
        net.simulate(200).unwrap();
        assert_eq!(hand.a.spikes.fired(), net.a.spikes.fired());
        assert_eq!((hand.a.v(), hand.a.charge()), (net.a.v(), net.a.charge()));
    }
}

#[test]
fn events_and_what_they_do_are_those_of_the_neurons_for_which_the_condition_holds() {
    let mut net = Many::builder().build().unwrap();
    net.simulate(60).unwrap();
    let low: Vec<u64> = times(net.a.spikes.low());
    assert_eq!(low, (0..60).step_by(3).collect::<Vec<_>>());
    // Periods are drawn at each event, for each neuron: 10 to 50 iterations.
    let mut distances = Vec::new();
    for neuron in 0..40 {
        let of_neuron = net.a.spikes.drawn().iter().filter(|spike| spike.neuron == neuron);
        let times: Vec<u64> = of_neuron.map(|spike| spike.iteration).collect();
        distances.extend(times.windows(2).map(|pair| pair[1] - pair[0]));
    }
    assert!(distances.iter().all(|distance| (11..60).contains(distance)), "{distances:?}");
    assert!(distances.iter().max().unwrap() - distances.iter().min().unwrap() > 20, "{distances:?}");
}

#[test]
fn a_period_can_have_a_unit() {
    let mut net = Units::builder().build().unwrap();
    net.simulate(50).unwrap();
    assert_eq!(times(net.a.spikes.fired()), (0..50).step_by(8).collect::<Vec<_>>());
}

#[test]
fn each_neuron_can_have_its_own_period() {
    let mut net = Each::builder().build().unwrap();
    net.simulate(13).unwrap();
    let counts = [0, 1, 2, 3].map(|neuron| net.a.spikes.fired().iter().filter(|spike| spike.neuron == neuron).count());
    assert_eq!(counts, [13, 7, 5, 4]);
}

#[test]
fn a_reset_ends_refractory_periods_and_a_kept_one_goes_on() {
    let mut builder = Single::builder().dt(1.0);
    builder.a.driven.t_ref = 6.0;
    let mut net = builder.build().unwrap();
    net.simulate(3).unwrap();
    net.reset(Reset::anew()).unwrap();
    net.simulate(20).unwrap();
    assert_eq!(times(net.a.spikes.fired()), [0, 7, 14]);
    net.reset(Reset::keeping("izhi_refractory_fired").and_keeping("izhi_clamped_v")).unwrap();
    net.simulate(10).unwrap();
    assert_eq!(times(net.a.spikes.fired()), [1, 8]);
}

#[test]
fn a_negative_period_is_refused_wherever_it_is_set() {
    let refused = |error: Error| {
        let expected = "parameter `a.driven.t_ref` is -0.1, and `t_ref >= 0.0` has to hold";
        assert_eq!(error.to_string(), expected);
    };
    let mut builder = Single::builder();
    builder.a.driven.t_ref = -0.1;
    refused(builder.build().err().unwrap());
    let mut net = Single::builder().build().unwrap();
    refused(net.set_parameter("t_ref", -0.1).unwrap_err());
    let mut builder = Each::builder();
    builder.a.driven.t_ref = Array1::from_vec(vec![0.0, 1.0, -0.1, 2.0]).into();
    let error = builder.build().err().unwrap().to_string();
    assert_eq!(error, "parameter `a.driven.t_ref` is -0.1 at [2], and `t_ref >= 0.0` has to hold");
}

#[test]
fn every_target_understands_it() {
    assert_equal_from_the_beginning(Single::builder().dt(0.3).build(), 50);
    assert_equal_from_the_beginning(Double::builder().dt(0.3).build(), 50);
    assert_equal_from_the_beginning(Many::builder().build(), 50);
    assert_equal_from_the_beginning(Each::builder().build(), 50);
}
