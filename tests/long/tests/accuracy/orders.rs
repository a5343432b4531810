//! Izhikevich's simple model in its orders: spikes in the very steps in which NEST has them, and as often as the table of
//! `izhi::library::neurons` says. The neuron with an adaptive threshold is beside NEST as well.

use izhi::library::neurons::{
    Izhikevich, Izhikevich2003, IzhikevichCarlsim, IzhikevichEuler, MultiTimescaleAdaptiveThreshold,
};
use izhi::prelude::*;
use izhi_interpreter::self_test;
use ndarray::{Array1, Array2};

use super::{Constant, reference};

behavior! {
    /// PymoNNto's order, as on the crate's front page: reset first, then one step of Euler's method, `u` with the new `v`.
    PymonntoOrder {
        param { a: 0.02, b: 0.2, c: -65.0, d: 8.0 }
        state { v: -65.0, u: b * v, I: 0.0 }
        event { fired: false }
        step {
            fired = v > 30.0;
            if fired { v = c; u += d; }
            v += dt * (0.04 * v * v + 5.0 * v + 140.0 - u + I);
            u += dt * (a * (b * v - u));
            I = 0.0;
        }
    }
}

network! {
    /// Five types of neurons with four currents each, in every order.
    Net {
        use Izhikevich, Izhikevich2003, IzhikevichCarlsim, IzhikevichEuler, PymonntoOrder, MultiTimescaleAdaptiveThreshold,
            Constant, izhi::EventRecorder;
        float: f64;
        dt: 1.0;
        group halves: 20 {
            0: Constant,
            1: Izhikevich { a: each(0.02), b: each(0.2), c: each(-65 mV), d: each(8 mV) },
            9: EventRecorder [fired] as spikes,
        }
        group euler: 20 {
            0: Constant,
            1: IzhikevichEuler { a: each(0.02), b: each(0.2), c: each(-65 mV), d: each(8 mV) },
            9: EventRecorder [fired] as spikes,
        }
        group first: 20 {
            0: Constant,
            1: Izhikevich2003 { a: each(0.02), b: each(0.2), c: each(-65 mV), d: each(8 mV) },
            9: EventRecorder [fired] as spikes,
        }
        group carlsim: 20 {
            0: Constant,
            1: IzhikevichCarlsim { a: each(0.02), b: each(0.2), c: each(-65 mV), d: each(8 mV) },
            9: EventRecorder [fired] as spikes,
        }
        group pymonnto: 20 {
            0: Constant,
            1: PymonntoOrder { a: each(0.02), b: each(0.2), c: each(-65.0), d: each(8.0) },
            9: EventRecorder [fired] as spikes,
        }
        group mat: 15 {
            0: Constant,
            1: MultiTimescaleAdaptiveThreshold { alpha_1: each(37 mV), alpha_2: each(2 mV), omega: each(19 mV) },
            9: EventRecorder [fired] as spikes,
        }
    }
}

/// a, b, c, d: regular spiking, intrinsic bursting, chattering, fast spiking, low threshold, of Izhikevich 2003.
const TYPES: [[f64; 4]; 5] = [
    [0.02, 0.2, -65.0, 8.0],
    [0.02, 0.2, -55.0, 4.0],
    [0.02, 0.2, -50.0, 2.0],
    [0.1, 0.2, -65.0, 2.0],
    [0.02, 0.25, -65.0, 2.0],
];
const CURRENTS: [f64; 4] = [5.0, 10.0, 15.5, 23.0];

/// α₁, α₂, ω: the defaults; regular spiking, intrinsic bursting, fast spiking, chattering, as their documentation has them.
const THRESHOLDS: [[f64; 3]; 5] =
    [[37.0, 2.0, 19.0], [30.0, 2.0, 20.0], [7.5, 1.5, 19.0], [10.0, 0.2, 10.0], [-0.5, 0.4, 26.0]];
const THRESHOLD_CURRENTS: [f64; 3] = [300.0, 700.0, 1100.0];

fn builder(dt: f64) -> NetBuilder {
    let mut builder = Net::builder().dt(dt);
    let of = |place: usize| -> Array1<f64> { (0..20).map(|neuron| TYPES[neuron / 4][place]).collect() };
    let currents: Array1<f64> = (0..20).map(|neuron| CURRENTS[neuron % 4]).collect();
    macro_rules! give {
        ($($group:ident: $behavior:ident,)*) => { $(
            builder.$group.$behavior.a = of(0).into();
            builder.$group.$behavior.b = of(1).into();
            builder.$group.$behavior.c = of(2).into();
            builder.$group.$behavior.d = of(3).into();
            builder.$group.constant.current = currents.clone().into();
        )* };
    }
    give! {
        halves: izhikevich, euler: izhikevich_euler, first: izhikevich2003, carlsim: izhikevich_carlsim,
        pymonnto: pymonnto_order,
    }
    let of = |place: usize| -> Array1<f64> { (0..15).map(|neuron| THRESHOLDS[neuron / 3][place]).collect() };
    builder.mat.multi_timescale_adaptive_threshold.alpha_1 = of(0).into();
    builder.mat.multi_timescale_adaptive_threshold.alpha_2 = of(1).into();
    builder.mat.multi_timescale_adaptive_threshold.omega = of(2).into();
    builder.mat.constant.current = (0..15).map(|neuron| THRESHOLD_CURRENTS[neuron % 3]).collect::<Array1<f64>>().into();
    builder
}

/// After one second.
fn simulated(dt: f64) -> Net {
    let mut net = builder(dt).build().unwrap();
    net.simulate((1000.0 / dt).round() as u64).unwrap();
    net
}

macro_rules! spikes {
    ($net:ident.$group:ident) => {
        $net.$group.spikes.fired().iter().map(|spike| (spike.iteration as i64, spike.neuron as i64)).collect::<Vec<_>>()
    };
}

/// The iteration and the neuron of each spike are those of NEST.
#[track_caller]
fn assert_as_in_nest(found: &[(i64, i64)], name: &str) {
    let expected: Array2<i32> = reference().by_name(name).unwrap();
    let expected: Vec<(i64, i64)> = expected.rows().into_iter().map(|row| (row[0].into(), row[1].into())).collect();
    assert!(expected.len() > 1000);
    let different = found.iter().zip(&expected).position(|(found, expected)| found != expected);
    assert_eq!(different.map(|place| (found[place], expected[place])), None, "{name} from spike {different:?} on");
    assert_eq!(found.len(), expected.len(), "{name}");
}

#[test]
fn spikes_are_where_nest_has_them() {
    for (dt, label) in [(1.0, "1"), (0.1, "01")] {
        let net = simulated(dt);
        assert_as_in_nest(&spikes!(net.euler), &format!("izhikevich_consistent_{label}"));
        assert_as_in_nest(&spikes!(net.halves), &format!("izhikevich_inconsistent_{label}"));
        if dt < 1.0 {
            assert_as_in_nest(&spikes!(net.mat), "mat2");
        }
    }
}

/// What is found at the beginning of a step was there at the end of the one before.
#[test]
fn a_spike_is_one_step_later_where_it_is_looked_for_first() {
    let net = simulated(0.5);
    let shifted: Vec<_> = spikes!(net.halves).into_iter().map(|(step, neuron)| (step + 1, neuron)).collect();
    let found = spikes!(net.first);
    assert!(found.len() > 1000);
    assert_eq!(found, shifted[..found.len()]);
    assert!(shifted[found.len()..].iter().all(|(step, _)| *step == 2000));
}

/// The lines of CARLsim's kernel for a neuron of four parameters, with two steps in each millisecond.
#[test]
fn carlsims_order_is_that_of_its_kernel() {
    let net = simulated(1.0);
    let mut expected = vec![];
    for neuron in 0..20 {
        let ([a, b, c, d], current) = (TYPES[neuron / 4], CURRENTS[neuron % 4]);
        let (mut v, mut u) = (-65.0_f64, b * -65.0);
        for iteration in 0..1000 {
            let mut has_spiked = false;
            for _ in 0..2 {
                let mut next = v + 0.5 * (0.04 * v * v + 5.0 * v + 140.0 - u + current);
                if next > 30.0 {
                    has_spiked = true;
                    next = c;
                    u += d;
                }
                if next < -90.0 {
                    next = -90.0;
                }
                u += 0.5 * a * (b * next - u);
                v = next;
            }
            if has_spiked {
                expected.push((iteration, neuron as i64));
            }
        }
    }
    expected.sort_unstable();
    assert!(expected.len() > 1000);
    assert_eq!(spikes!(net.carlsim), expected);
}

/// The rows of the table end with what is counted here: spikes of the regular spiking neuron with a current of 10, in one second.
#[test]
fn the_table_of_the_documentation_is_right() {
    let documentation = include_str!("../../../../src/library/neurons.rs");
    let nets = [1.0, 0.5, 0.1].map(simulated);
    macro_rules! rows {
        ($($group:ident: $name:literal,)*) => { $(
            let counts = nets.each_ref().map(|net| spikes!(net.$group).iter().filter(|spike| spike.1 == 1).count());
            let [coarse, middle, fine] = counts;
            let end = format!("| {coarse} | {middle} | {fine} |");
            let row = documentation.lines().find(|line| line.starts_with(concat!("//! | ", $name, " |")));
            assert!(row.is_some_and(|row| row.ends_with(&end)), "{}: {row:?} ends with {end}", $name);
        )* };
    }
    rows! {
        halves: "[`Izhikevich`]",
        euler: "[`IzhikevichEuler`]",
        first: "[`Izhikevich2003`]",
        carlsim: "[`IzhikevichCarlsim`]",
        pymonnto: "`IzhikevichMain` of the front page",
    }
}

#[test]
fn equal_the_interpreter() {
    self_test(|| builder(1.0).build(), 200);
}
