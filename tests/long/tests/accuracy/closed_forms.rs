//! Neurons with a constant current, whose spikes have a closed form.

use izhi::library::neurons::{LeakyIntegrateAndFire, QuadraticIntegrateAndFire, SpikeResponse};
use izhi::prelude::*;
use izhi_interpreter::self_test;
use ndarray::Array1;

use super::Constant;

network! {
    /// Their currents grow from neuron to neuron.
    Net {
        use LeakyIntegrateAndFire, QuadraticIntegrateAndFire, SpikeResponse, Constant, izhi::EventRecorder;
        float: f64;
        dt: 0.01;
        group leaky: 30 { 0: Constant, 1: LeakyIntegrateAndFire, 9: EventRecorder [fired] as spikes }
        group quadratic: 30 { 0: Constant, 1: QuadraticIntegrateAndFire, 9: EventRecorder [fired] as spikes }
        group response: 30 { 0: Constant, 1: SpikeResponse, 9: EventRecorder [fired] as spikes }
    }
}

const DT: f64 = 0.01;
const ITERATIONS: u64 = 50_000;

/// The current of a neuron, in nA.
fn current(neuron: usize) -> f64 {
    0.0203 + 0.02 * neuron as f64
}

fn builder() -> NetBuilder {
    let mut builder = Net::builder();
    let currents: Array1<f64> = (0..30).map(|neuron| 1000.0 * current(neuron)).collect();
    builder.leaky.constant.current = currents.clone().into();
    builder.quadratic.constant.current = currents.clone().into();
    builder.response.constant.current = currents.into();
    builder
}

fn simulated() -> Net {
    let mut net = builder().build().unwrap();
    net.simulate(ITERATIONS).unwrap();
    net
}

macro_rules! times {
    ($net:ident.$group:ident of $neuron:expr) => {
        $net.$group
            .spikes
            .fired()
            .iter()
            .filter(|spike| spike.neuron as usize == $neuron)
            .map(|spike| spike.iteration as usize + 1)
            .collect::<Vec<usize>>()
    };
}

/// The first spike is after τ ln(R I / (R I + rest - threshold)), in the step in which that is; the others follow after the
/// refractory period and the same time, as the reset is the rest, with which the rate is 1 / (refractory + τ ln ...).
#[test]
fn of_the_leaky_neuron() {
    let net = simulated();
    let mut firing = 0;
    for neuron in 0..30 {
        let found = times!(net.leaky of neuron);
        let end = 100.0 * current(neuron);
        if end <= 15.0 {
            assert!(found.is_empty(), "neuron {neuron}: {found:?}");
            continue;
        }
        firing += 1;
        let rise = 20.0 * (end / (end - 15.0)).ln();
        let rise_in_steps = (rise / DT).ceil() as usize;
        let expected: Vec<usize> = (rise_in_steps..=ITERATIONS as usize).step_by(rise_in_steps + 200).collect();
        assert_eq!(found, expected, "neuron {neuron}");
        // A step is all that the rate lacks.
        let interval = (found[found.len() - 1] - found[0]) as f64 / (found.len() - 1) as f64 * DT;
        assert!(interval >= 2.0 + rise && interval <= 2.0 + rise + DT, "{interval} and not {}", 2.0 + rise);
    }
    assert!((20..30).contains(&firing), "{firing} fire");
}

/// With x = v - (rest + threshold) / 2 it is τ dx/dt = x²/Δ + β, with Δ = threshold - rest and β = R I - Δ/4, whose solution is a
/// tangent.
#[test]
fn of_the_quadratic_neuron() {
    let net = simulated();
    let mut firing = 0;
    for neuron in 0..30 {
        let found = times!(net.quadratic of neuron);
        let beta = 100.0 * current(neuron) - 3.75;
        if beta <= 0.0 {
            assert!(found.is_empty(), "neuron {neuron}: {found:?}");
            continue;
        }
        firing += 1;
        let scale = (15.0 * beta).sqrt();
        let rise = |from: f64| 10.0 * 15.0 / scale * (((20.0 + 57.5) / scale).atan() - ((from + 57.5) / scale).atan());
        let (first, interval) = (rise(-65.0), rise(-80.0));
        let found_first = found[0] as f64 * DT;
        assert!((found_first - first - DT / 2.0).abs() < 0.6 * DT, "neuron {neuron}: {found_first} and not {first}");
        let mean = (found[found.len() - 1] - found[0]) as f64 / (found.len() - 1) as f64 * DT;
        assert!((mean - interval - DT / 2.0).abs() < 0.6 * DT, "neuron {neuron}: {mean} and not {interval}");
    }
    assert!(firing > 20, "{firing} fire");
}

/// As soon as the input has reached R I, a spike comes where R I - η₀ exp(-T/τ_η) is the threshold.
#[test]
fn of_the_spike_response_model() {
    let net = simulated();
    let mut firing = 0;
    for neuron in 0..30 {
        let found = times!(net.response of neuron);
        let excess = 100.0 * current(neuron) - 15.0;
        if excess <= 0.0 {
            assert!(found.is_empty(), "neuron {neuron}: {found:?}");
            continue;
        }
        firing += 1;
        let first = 20.0 * ((excess + 15.0) / excess).ln();
        assert_eq!(found[0], (first / DT).ceil() as usize, "neuron {neuron}");
        let late: Vec<usize> =
            found.windows(2).filter(|pair| pair[0] as f64 * DT > 480.0).map(|pair| pair[1] - pair[0]).collect();
        // What is below its own end by less than a step's change is there one step later.
        let interval = (20.0 * (15.0 / excess).ln() / DT).max(0.0).ceil().max(1.0) as usize;
        assert!(late.iter().all(|found| *found == interval), "neuron {neuron}: {late:?} and not {interval}");
    }
    assert!(firing > 20, "{firing} fire");
}

#[test]
fn equal_the_interpreter() {
    self_test(|| builder().dt(0.1).build(), 300);
}
