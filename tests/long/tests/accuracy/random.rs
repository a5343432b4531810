//! Neurons and sources that are random, beside the distributions that theory gives them. Each bound is five standard errors.

use izhi::library::input::{GammaNeurons, OrnsteinUhlenbeckCurrent, PoissonNeurons};
use izhi::library::neurons::GeneralizedIntegrateAndFire;
use izhi::prelude::*;
use izhi_interpreter::assert_equal_from_the_beginning;
use ndarray::ArrayView1;

use super::Constant;

behavior! {
    /// What takes the current, and keeps that of the last iteration.
    Taker {
        state { I: 0.0, taken: 0.0 }
        step { taken = I; I = 0.0; }
    }
}

network! {
    /// Sources of 20 Hz, and currents.
    Sources {
        use GammaNeurons, PoissonNeurons, OrnsteinUhlenbeckCurrent, Taker, izhi::EventRecorder;
        float: f64;
        group poisson: 500 { 1: PoissonNeurons { frequency: 20 Hz }, 9: EventRecorder [fired] as spikes }
        group single: 500 { 1: GammaNeurons { frequency: 20 Hz, shape: 1.0 }, 9: EventRecorder [fired] as spikes }
        group gamma: 500 { 1: GammaNeurons { frequency: 20 Hz, shape: 4.0 }, 9: EventRecorder [fired] as spikes }
        group currents: 20000 {
            1: Taker,
            2: OrnsteinUhlenbeckCurrent { tau: 5 ms, mean: 0.3, deviation: 0.2 },
        }
    }
}

/// The mean rate in Hz, and the coefficient of variation of all intervals, which are so many.
fn rate_and_variation(spikes: impl Iterator<Item = (u64, usize)>, neurons: usize, seconds: f64) -> (f64, f64, f64) {
    let mut times = vec![vec![]; neurons];
    spikes.for_each(|(iteration, neuron)| times[neuron].push(iteration as f64));
    let intervals: Vec<f64> = times.iter().flat_map(|times| times.windows(2).map(|pair| pair[1] - pair[0])).collect();
    let count = intervals.len() as f64;
    let mean = intervals.iter().sum::<f64>() / count;
    let variance = intervals.iter().map(|interval| (interval - mean).powi(2)).sum::<f64>() / count;
    let spikes: usize = times.iter().map(Vec::len).sum();
    (spikes as f64 / (neurons as f64 * seconds), variance.sqrt() / mean, count)
}

/// Mean rates and coefficients of variation: 1 of a Poisson process, but for what is lost where two spikes would be in one
/// step, and 1/√k of a gamma process of shape k.
#[test]
fn sources_have_their_rates_and_variations() {
    let mut builder = Sources::builder().seed(11);
    builder.currents.size = 1.into();
    let mut net = builder.build().unwrap();
    net.simulate(20_000).unwrap();
    macro_rules! check {
        ($($group:ident: $variation:expr,)*) => { $(
            let spikes = net.$group.spikes.fired().iter().map(|spike| (spike.iteration, spike.neuron as usize));
            let (rate, variation, count) = rate_and_variation(spikes, 500, 20.0);
            let expected: f64 = $variation;
            let name = stringify!($group);
            // The number of events of a renewal process has the variance of its mean times the square of its variation.
            assert!((rate / 20.0 - 1.0).abs() < 5.0 * expected / count.sqrt(), "{name}: {rate} Hz");
            // Of n intervals the variation has an error of at most its value by √n for these; long intervals are lost where
            // the time ends, which is one in 400.
            let bound = 5.0 * expected / count.sqrt() + expected / 400.0;
            assert!((variation - expected).abs() < bound, "{name}: variation {variation} and not {expected}");
        )* };
    }
    check! {
        poisson: (1.0_f64 - 0.02).sqrt(),
        single: 1.0,
        gamma: 0.5,
    }
}

/// A gamma process has as many spikes at the beginning as later: it begins anywhere between two.
#[test]
fn gamma_sources_are_stationary() {
    let mut builder = Sources::builder().seed(12);
    builder.gamma.size = 40_000.into();
    builder.currents.size = 1.into();
    let mut net = builder.build().unwrap();
    net.simulate(10).unwrap();
    // With 0.2 spikes expected of each neuron, at most one, the number is binomial.
    let count = net.gamma.spikes.fired().len() as f64;
    let expected = 40_000.0 * 0.2;
    assert!((count - expected).abs() < 5.0 * (expected * 0.8_f64).sqrt(), "{count} spikes");
}

fn mean(values: ArrayView1<'_, f64>) -> f64 {
    values.mean().unwrap()
}

/// Mean, variance and correlation after 3 ms, which for an exact draw do not depend on the step.
#[test]
fn currents_are_the_process_for_every_step() {
    for (dt, steps) in [(0.1, 30), (1.0, 3), (3.0, 1)] {
        let mut net = Sources::builder().seed(13).dt(dt).build().unwrap();
        net.simulate(40).unwrap();
        let early = net.currents.noise().to_owned();
        net.simulate(steps).unwrap();
        let late = net.currents.noise().to_owned();
        let n: f64 = 20_000.0;
        let variance = 0.2_f64.powi(2);
        let within = |found: f64, expected: f64, error: f64, what: &str| {
            assert!((found - expected).abs() < 5.0 * error, "{what} in steps of {dt}: {found} and not {expected}");
        };
        for values in [&early, &late] {
            within(mean(values.view()), 0.3, (variance / n).sqrt(), "mean");
            let found = mean(values.mapv(|value| (value - 0.3).powi(2)).view());
            within(found, variance, variance * (2.0 / n).sqrt(), "variance");
        }
        let correlation = (-3.0_f64 / 5.0).exp();
        let found = mean((&(&early - 0.3) * &(&late - 0.3)).view()) / variance;
        within(found, correlation, ((1.0 + correlation.powi(2)) / n).sqrt(), "correlation");
        // What is given is the current of the next step.
        net.step().unwrap();
        assert_eq!(net.currents.taken(), late);
    }
}

#[test]
fn sources_equal_the_interpreter() {
    let mut builder = Sources::builder();
    builder.currents.size = 100.into();
    assert_equal_from_the_beginning(builder.build(), 30);
}

mod generalized_integrate_and_fire {
    use super::*;

    network! {
        Net {
            use GeneralizedIntegrateAndFire, Constant, izhi::Recorder;
            float: f64;
            dt: 0.1;
            group cells: 150 {
                0: Constant { current: each(100 pA + 1 pA * index) },
                1: GeneralizedIntegrateAndFire,
                9: Recorder [v, fired],
            }
        }
    }

    const STEPS: usize = 8000;
    const DT: f64 = 0.1;
    const REFRACTORY: usize = 40;
    const C: f64 = 0.0831;
    const G_L: f64 = 0.0037;
    const CURRENTS: [(f64, f64); 2] = [(0.0567, 57.8), (-0.0069, 218.2)];
    const THRESHOLDS: [(f64, f64); 2] = [(11.7, 53.8), (1.8, 640.0)];

    /// What all spikes until now have left of a kernel: its jump times an exponential, spike by spike.
    fn left((jump, tau): (f64, f64), spikes: &[usize], now: usize) -> f64 {
        spikes.iter().map(|spike| jump * (-((now - spike) as f64) * DT / tau).exp()).sum()
    }

    /// The potential at a step, by the solution from the end of the last refractory period on.
    fn potential(current: f64, spikes: &[usize], now: usize) -> f64 {
        let (begin, from) = spikes.last().map_or((-67.0, 0), |spike| (-36.7, spike + REFRACTORY));
        let tau = C / G_L;
        let elapsed = (now - from) as f64 * DT;
        let decayed = (-elapsed / tau).exp();
        let left_behind: f64 = CURRENTS
            .iter()
            .map(|kernel| {
                let difference = (-elapsed / kernel.1).exp() - decayed;
                left(*kernel, spikes, from) / C * difference / (1.0 / tau - 1.0 / kernel.1)
            })
            .sum();
        -67.0 + (begin + 67.0) * decayed + current / G_L * (1.0 - decayed) - left_behind
    }

    /// Each potential is what spikes and current make it, and the spikes are as many as the hazard at each of them adds up to.
    #[test]
    fn is_its_kernels_and_fires_by_its_hazard() {
        let mut net = Net::builder().seed(5).build().unwrap();
        net.simulate(STEPS as u64).unwrap();
        let (v, fired) = (net.cells.recorder.v(), net.cells.recorder.fired());
        let (mut expected, mut variance, mut found) = (0.0, 0.0, 0.0);
        for neuron in 0..150 {
            let current = 0.1 + 0.001 * neuron as f64;
            let mut spikes: Vec<usize> = vec![];
            // Steps are counted by their ends.
            for now in 1..=STEPS {
                let has_fired = fired[[now - 1, neuron]];
                let is_refractory = spikes.last().is_some_and(|spike| now <= spike + REFRACTORY);
                let mut value = -36.7;
                if !is_refractory {
                    value = potential(current, &spikes, now);
                    let threshold = -39.6 + THRESHOLDS.iter().map(|kernel| left(*kernel, &spikes, now)).sum::<f64>();
                    let hazard = 0.001 * ((value - threshold) / 1.4).exp();
                    let probability = 1.0 - (-hazard * DT).exp();
                    expected += probability;
                    variance += probability * (1.0 - probability);
                    found += f64::from(u8::from(has_fired));
                }
                if has_fired {
                    assert!(!is_refractory, "neuron {neuron} in step {now}");
                    value = -36.7;
                    spikes.push(now);
                }
                let v = v[[now - 1, neuron]];
                assert!((v - value).abs() < 1e-9, "neuron {neuron} in step {now}: {v} and not {value}");
            }
        }
        assert!(found > 1000.0, "{found} spikes");
        assert!((found - expected).abs() < 5.0 * variance.sqrt(), "{found} spikes and not {expected}");
    }

    /// Where λ is too large for a number, the neuron fires as soon as it can.
    #[test]
    fn fires_at_once_far_above_the_threshold() {
        let mut builder = Net::builder();
        builder.cells.constant.current = 1e6.into();
        let mut net = builder.build().unwrap();
        net.simulate(500).unwrap();
        for neuron in 0..150 {
            let fired = net.cells.recorder.fired();
            let spikes: Vec<usize> = (0..500).filter(|&row| fired[[row, neuron]]).collect();
            assert_eq!(spikes, (0..500).step_by(REFRACTORY + 1).collect::<Vec<_>>(), "neuron {neuron}");
        }
    }

    #[test]
    fn equals_the_interpreter() {
        assert_equal_from_the_beginning(Net::builder().build(), 1000);
    }
}
