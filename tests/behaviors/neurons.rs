//! Neurons, beside closed forms and beside loops over one neuron.

use izhi::prelude::*;
use izhi_interpreter::self_test;

use super::{DT, ITERATIONS, assert_close};

mod leaky_integrate_and_fire {
    use super::*;
    use izhi::library::neurons::LeakyIntegrateAndFire;

    behavior! {
        /// A current that differs from neuron to neuron.
        Drive {
            step { I += 90 pA * (index + 1); }
        }
    }

    network! {
        Net {
            use LeakyIntegrateAndFire, Drive, izhi::Recorder;
            dt: 0.5;
            float: f64;
            group cells: 4 {
                1: LeakyIntegrateAndFire {
                    tau: 12 ms, resistance: 80 MOhm, rest: -70 mV, reset: -68 mV, threshold: -54 mV, refractory: 3.3 ms,
                },
                3: Drive,
                9: Recorder [v, fired],
            }
        }
    }

    #[test]
    fn follows_its_closed_form() {
        self_test(|| Net::builder().build(), ITERATIONS as u64);
        let mut net = Net::builder().build().unwrap();
        net.simulate(1000).unwrap();
        let (v, fired) = (net.cells.recorder.v(), net.cells.recorder.fired());
        for neuron in 0..4 {
            let end = -70.0 + 80.0 * 0.09 * (neuron + 1) as f64;
            // The iteration and the value from which the potential relaxes; the current begins in the second one.
            let (mut from, mut begin) = (0, -70.0);
            for iteration in 0..1000 {
                let elapsed = (iteration as f64 - from as f64).max(0.0) * DT;
                let expected = end + (begin - end) * (-elapsed / 12.0).exp();
                let fires = expected >= -54.0;
                assert_eq!(fired[[iteration, neuron]], fires, "neuron {neuron} in iteration {iteration}");
                if fires {
                    // 3.3 ms are 7 steps.
                    (from, begin) = (iteration + 7, -68.0);
                }
                let expected = if fires { -68.0 } else { expected };
                assert_close(v[[iteration, neuron]], expected, format!("v of {neuron} in iteration {iteration}"));
            }
        }
        let counts: Vec<usize> =
            (0..4).map(|neuron| fired.column(neuron).iter().filter(|fired| **fired).count()).collect();
        assert!(counts[0] == 0 && counts[1] == 0 && counts[2] > 10 && counts[3] > counts[2], "{counts:?}");
    }
}

behavior! {
    /// A current that grows with the index of the neuron, and sways.
    Swaying {
        param { least, most }
        step { I += least + (most - least) * (index + sin(0.01 * iteration)) / size; }
    }
}

/// The current that `Swaying` gives a neuron of four.
fn swaying(least: f64, most: f64, neuron: usize, iteration: usize) -> f64 {
    least + (most - least) * (neuron as f64 + (0.01 * iteration as f64).sin()) / 4.0
}

mod izhikevich {
    use super::*;
    use izhi::library::neurons::Izhikevich;

    network! {
        Net {
            use Izhikevich, Swaying, izhi::Recorder;
            dt: 0.5;
            float: f64;
            group cells: 4 {
                1: Izhikevich { a: 0.03, b: 0.22, c: -60 mV, d: 6 mV },
                3: Swaying { least: 2.0, most: 12.0 },
                9: Recorder [v, u, fired],
            }
        }
    }

    #[test]
    fn is_the_program_of_the_paper() {
        self_test(|| Net::builder().build(), ITERATIONS as u64);
        let mut net = Net::builder().build().unwrap();
        net.simulate(600).unwrap();
        let recorder = &net.cells.recorder;
        for neuron in 0..4 {
            let (mut v, mut u, mut current) = (-65.0, 0.22 * -65.0, 0.0);
            for iteration in 0..600 {
                for _ in 0..2 {
                    v += 0.25 * (140.0 - u + current + v * (5.0 + 0.04 * v));
                }
                u += 0.015 * (0.22 * v - u);
                let fired = v >= 30.0;
                if fired {
                    (v, u) = (-60.0, u + 6.0);
                }
                current = swaying(2.0, 12.0, neuron, iteration);
                assert_eq!(recorder.fired()[[iteration, neuron]], fired, "neuron {neuron} in iteration {iteration}");
                // Spikes multiply what rounding has done before.
                assert!((recorder.v()[[iteration, neuron]] - v).abs() < 1e-6, "v of {neuron} in {iteration}");
                assert!((recorder.u()[[iteration, neuron]] - u).abs() < 1e-6, "u of {neuron} in {iteration}");
            }
        }
        assert!(net.cells.fired_count() > 10);
    }
}

mod adaptive_exponential {
    use super::*;
    use izhi::library::neurons::AdaptiveExponential;

    network! {
        Net {
            use AdaptiveExponential, Swaying, izhi::Recorder;
            dt: 0.1;
            float: f64;
            group cells: 4 { 1: AdaptiveExponential, 3: Swaying { least: 0.4 nA, most: 1.5 nA }, 9: Recorder [v, w, fired] }
        }
    }

    #[test]
    fn goes_steps_of_eulers_method() {
        self_test(|| Net::builder().build(), ITERATIONS as u64);
        let mut net = Net::builder().build().unwrap();
        net.simulate(3000).unwrap();
        let recorder = &net.cells.recorder;
        for neuron in 0..4 {
            let (mut v, mut w, mut current) = (-70.6_f64, 0.0, 0.0);
            for iteration in 0..3000 {
                let exponential = 2.0 * ((v + 50.4) / 2.0).exp();
                let next_v = v + 0.1 / 9.367 * (exponential - v - 70.6 + 33.33 * (current - w));
                w += 0.1 / 144.0 * (0.004 * (v + 70.6) - w);
                let fired = next_v >= 20.0;
                (v, w) = if fired { (-70.6, w + 0.0805) } else { (next_v, w) };
                current = swaying(0.4, 1.5, neuron, iteration);
                assert_eq!(recorder.fired()[[iteration, neuron]], fired, "neuron {neuron} in iteration {iteration}");
                // Spikes multiply what rounding has done before.
                assert!((recorder.v()[[iteration, neuron]] - v).abs() < 1e-6, "v of {neuron} in {iteration}");
                assert!((recorder.w()[[iteration, neuron]] - 1000.0 * w).abs() < 1e-3, "w of {neuron} in {iteration}");
            }
        }
        assert!(net.cells.fired_count() > 10);
    }

    /// Without a gradual beginning of spikes it is a leaky neuron with adaptation.
    #[test]
    fn fires_at_the_threshold_without_a_slope() {
        let mut builder = Net::builder();
        builder.cells.adaptive_exponential.slope = 0.0;
        self_test(|| builder.clone().build(), ITERATIONS as u64);
        let mut net = builder.build().unwrap();
        net.simulate(3000).unwrap();
        let recorder = &net.cells.recorder;
        let (mut v, mut w, mut current) = (-70.6_f64, 0.0, 0.0);
        for iteration in 0..3000 {
            let next_v = v + 0.1 / 9.367 * (-v - 70.6 + 33.33 * (current - w));
            w += 0.1 / 144.0 * (0.004 * (v + 70.6) - w);
            let fired = next_v >= -50.4;
            (v, w) = if fired { (-70.6, w + 0.0805) } else { (next_v, w) };
            current = swaying(0.4, 1.5, 0, iteration);
            assert_eq!(recorder.fired()[[iteration, 0]], fired, "iteration {iteration}");
            assert!((recorder.v()[[iteration, 0]] - v).abs() < 1e-9, "v in iteration {iteration}");
        }
        assert!(net.cells.fired_count() > 10);
    }
}

mod hodgkin_huxley {
    use super::*;
    use izhi::library::neurons::HodgkinHuxley;

    behavior! {
        /// A current that grows by 2 pA from neuron to neuron.
        Current { step { I += 2 pA * index; } }
    }

    network! {
        Net {
            use HodgkinHuxley, Current;
            float: f64;
            dt: 0.01;
            group cells: 60 { 0: Current, 1: HodgkinHuxley }
        }
    }

    /// The derivatives of v, m, h and n by the paper's formulas, with 1 cm² for the unit of area.
    fn slopes([v, m, h, n]: [f64; 4], current: f64) -> [f64; 4] {
        let v = v + 65.0;
        // Not where they are no numbers, which no step meets.
        let rising = |v: f64| v / ((v / 10.0).exp() - 1.0);
        let gate = |alpha: f64, beta: f64, gate: f64| alpha * (1.0 - gate) - beta * gate;
        [
            current - 120.0 * m.powi(3) * h * (v - 115.0) - 36.0 * n.powi(4) * (v + 12.0) - 0.3 * (v - 10.613),
            gate(0.1 * rising(25.0 - v), 4.0 * (-v / 18.0).exp(), m),
            gate(0.07 * (-v / 20.0).exp(), 1.0 / ((3.0 - v / 10.0).exp() + 1.0), h),
            gate(0.01 * rising(10.0 - v), 0.125 * (-v / 80.0).exp(), n),
        ]
    }

    /// The state after a time, and the number of spikes until then, by the classical method of Runge and Kutta.
    fn reference(current: f64, time: f64) -> ([f64; 4], usize) {
        const STEP: f64 = 0.02;
        let (mut state, mut spikes) = ([-65.0, 0.0529, 0.5961, 0.3177], 0);
        let along = |state: [f64; 4], slopes: [f64; 4], step: f64| [0, 1, 2, 3].map(|i| state[i] + step * slopes[i]);
        for _ in 0..(time / STEP).round() as usize {
            let first = slopes(state, current);
            let second = slopes(along(state, first, STEP / 2.0), current);
            let third = slopes(along(state, second, STEP / 2.0), current);
            let fourth = slopes(along(state, third, STEP), current);
            let mean = [0, 1, 2, 3].map(|i| (first[i] + 2.0 * (second[i] + third[i]) + fourth[i]) / 6.0);
            let next = along(state, mean, STEP);
            spikes += usize::from(state[0] <= 0.0 && next[0] > 0.0);
            state = next;
        }
        (state, spikes)
    }

    #[test]
    fn fires_as_often_as_the_papers_equations() {
        let mut net = Net::builder().build().unwrap();
        let mut counts = [0; 60];
        for _ in 0..20_000 {
            net.step().unwrap();
            for (count, fired) in counts.iter_mut().zip(net.cells.fired()) {
                *count += usize::from(*fired);
            }
        }
        // Current by current, in units of 2 pA: 10 µA/cm² are 0.1 nA.
        let expected: Vec<usize> = (0..60).map(|neuron| reference(0.2 * neuron as f64, 200.0).1).collect();
        let rheobase = |counts: &[usize]| counts.iter().position(|count| *count > 3).unwrap();
        let (begin, expected_begin) = (rheobase(&counts), rheobase(&expected));
        assert!(begin.abs_diff(expected_begin) <= 1, "{counts:?} and not {expected:?}");
        for (neuron, (found, expected)) in counts.iter().zip(&expected).enumerate() {
            let is_near = neuron.abs_diff(expected_begin) <= 1;
            assert!(is_near || found.abs_diff(*expected) <= 1, "neuron {neuron}: {found} spikes and not {expected}");
        }
        assert!(counts[0] == 0 && counts[59] > 10, "{counts:?}");
    }

    /// The error goes with the step.
    #[test]
    fn converges_to_the_papers_equations() {
        let after = |dt: f64| {
            let mut net = Net::builder().dt(dt).build().unwrap();
            net.simulate((10.0 / dt).round() as u64).unwrap();
            [net.cells.v()[50], net.cells.m()[50], net.cells.h()[50], net.cells.n()[50]]
        };
        let (expected, spikes) = reference(10.0, 10.0);
        assert_eq!(spikes, 1);
        let [coarse, fine] = [0.002, 0.001].map(after);
        for place in 0..4 {
            let (coarse, fine) = (coarse[place] - expected[place], fine[place] - expected[place]);
            let order = (coarse / fine).abs().log2();
            assert!((order - 1.0).abs() < 0.1, "place {place}: {coarse:e} and {fine:e}");
        }
        self_test(|| Net::builder().build(), 100);
    }
}
