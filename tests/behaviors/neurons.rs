//! Neurons, beside closed forms and beside loops over one neuron.

use izhi::prelude::*;

use super::{DT, assert_close};

mod leaky_integrate_and_fire {
    use super::*;
    use izhi::library::neurons::LeakyIntegrateAndFire;

    behavior! {
        /// A current that differs from neuron to neuron.
        Drive {
            step { I += 0.09 * (index + 1); }
        }
    }

    network! {
        Net {
            use LeakyIntegrateAndFire, Drive, izhi::Recorder;
            dt: 0.5;
            float: f64;
            group cells: 4 {
                1: LeakyIntegrateAndFire {
                    tau: 12.0, resistance: 80.0, rest: -70.0, reset: -68.0, threshold: -54.0, refractory: 3.2,
                },
                3: Drive,
                9: Recorder [v, fired],
            }
        }
    }

    #[test]
    fn follows_its_closed_form() {
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
                    // 3.2 ms are 6 steps.
                    (from, begin) = (iteration + 6, -68.0);
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
