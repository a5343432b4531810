//! Spike sources and noise: their moments, and what they were given.

use izhi::prelude::*;
use izhi_interpreter::self_test;

use super::{ITERATIONS, spikes};

mod poisson_neurons {
    use super::*;
    use izhi::library::input::PoissonNeurons;

    network! {
        Net {
            use PoissonNeurons;
            dt: 0.5;
            float: f64;
            group sources: 1000 { 1: PoissonNeurons { frequency: 40 Hz } }
        }
    }

    #[test]
    fn have_rates_that_their_parameter_only_begins_with() {
        let mut net = Net::builder().build().unwrap();
        let expected = "sources.poisson_neurons.frequency only says what the network begins with: \
                        give it to the builder, or change the variables themselves";
        assert_eq!(net.set_parameter("frequency", 0.0).unwrap_err().to_string(), expected);
        let mut parameters = net.sources.poisson_neurons.parameters().clone();
        net.sources.poisson_neurons.set_parameters(parameters.clone()).unwrap();
        parameters.frequency = 0.0;
        assert_eq!(net.sources.poisson_neurons.set_parameters(parameters).unwrap_err().to_string(), expected);
        assert_eq!(net.sources.rate()[0], 0.04);
    }

    #[test]
    fn fire_at_their_rates() {
        self_test(|| Net::builder().build(), 20);
        let mut net = Net::builder().build().unwrap();
        // A fifth of them is silent.
        net.sources.rate_mut().iter_mut().step_by(5).for_each(|rate| *rate = 0.0);
        let mut spikes = vec![0_u32; 1000];
        let mut in_a_row = 0;
        for _ in 0..2000 {
            let before = net.sources.fired().to_vec();
            net.step().unwrap();
            for (neuron, fired) in net.sources.fired().iter().enumerate() {
                spikes[neuron] += u32::from(*fired);
                in_a_row += u32::from(*fired && before[neuron]);
            }
        }
        assert!(spikes.iter().step_by(5).all(|&spikes| spikes == 0));
        // Each of the others fires in an iteration with a probability of 0.02.
        let active: Vec<f64> = (0..1000).filter(|neuron| neuron % 5 != 0).map(|neuron| spikes[neuron].into()).collect();
        let mean = active.iter().sum::<f64>() / 800.0;
        let variance = active.iter().map(|spikes| (spikes - mean).powi(2)).sum::<f64>() / 799.0;
        // Five standard errors of both.
        assert!((mean - 40.0).abs() < 5.0 * (39.2_f64 / 800.0).sqrt(), "mean {mean}");
        assert!((variance - 39.2).abs() < 5.0 * 39.2 * (2.0_f64 / 799.0).sqrt(), "variance {variance}");
        let expected: f64 = 800.0 * 1999.0 * 0.02 * 0.02;
        assert!((f64::from(in_a_row) - expected).abs() < 5.0 * expected.sqrt(), "{in_a_row} in a row");
    }
}

mod spike_times {
    use super::*;
    use izhi::library::input::SpikeTimes;

    network! {
        Net {
            use SpikeTimes, izhi::Recorder;
            float: f64;
            group sources: 5 { 1: SpikeTimes, 9: Recorder [fired] }
        }
    }

    #[test]
    fn are_what_the_array_says() {
        let given = spikes(5, 3);
        let mut builder = Net::builder();
        builder.sources.spike_times.spikes = given.clone().into();
        self_test(|| builder.clone().build(), ITERATIONS as u64);
        let mut net = builder.build().unwrap();
        net.simulate(ITERATIONS as u64).unwrap();
        assert_eq!(net.sources.recorder.fired(), given.mapv(|spike| spike > 0.0));
    }
}

mod regular_neurons {
    use super::*;
    use izhi::library::input::RegularNeurons;

    network! {
        Net {
            use RegularNeurons, izhi::Recorder;
            dt: 0.1;
            group sources: 2 { 1: RegularNeurons { interval: 1.23 ms, first: 0.3 ms }, 9: Recorder [fired] }
        }
    }

    #[test]
    fn fire_in_their_intervals() {
        let mut builder = Net::builder();
        // The second one begins at 0.7 ms.
        builder.sources.steps_left = vec![4.0, 8.0].into();
        self_test(|| builder.clone().build(), ITERATIONS as u64);
        let mut net = builder.build().unwrap();
        net.simulate(999).unwrap();
        for (neuron, first) in [(0, 3.0), (1, 7.0)] {
            let fired = net.sources.recorder.fired();
            let spikes: Vec<f64> = (0..999).filter(|&row| fired[[row, neuron]]).map(|row| row as f64).collect();
            let expected: Vec<f64> = (0..81).map(|spike| first + 12.3 * f64::from(spike)).collect();
            assert_eq!(spikes.len(), expected.len());
            // A spike between two iterations is in the nearer one.
            assert!(spikes.iter().zip(&expected).all(|(spike, time)| (spike - time).abs() < 0.501), "{spikes:?}");
        }
        assert_eq!(Net::builder().build().unwrap().sources.steps_left().to_vec(), [4.0, 4.0]);
    }
}

mod poisson_input {
    use super::*;
    use izhi::library::input::PoissonInput;
    use izhi::library::synapses::Decay;

    network! {
        Net {
            use Decay(g), PoissonInput(g);
            dt: 0.5;
            float: f64;
            // What decays at once is the draw of the last iteration.
            group few: 4000 { 1: Decay { tau: 0.001 ms }, 2: PoissonInput { sources: 100.0, frequency: 20 Hz, weight: 0.25 } }
            group many: 4000 { 1: Decay { tau: 0.001 ms }, 2: PoissonInput { sources: 5000.0, frequency: 20 Hz, weight: 0.25 } }
        }
    }

    #[test]
    fn counts_the_spikes_of_its_sources() {
        self_test(|| Net::builder().build(), 20);
        let mut net = Net::builder().build().unwrap();
        net.simulate(20).unwrap();
        for (g, mean) in [(net.few.g(), 1.0_f64), (net.many.g(), 50.0)] {
            let counts = g.mapv(|g| (g / 0.25 * 1e6).round() / 1e6);
            assert!(counts.iter().all(|count| *count >= 0.0 && count.fract() == 0.0));
            let (found, variance) = (counts.mean().unwrap(), counts.var(1.0));
            // Five standard errors of both.
            assert!((found - mean).abs() < 5.0 * (mean / 4000.0).sqrt(), "mean {found} of {mean}");
            let error = ((2.0 * mean * mean + mean) / 4000.0_f64).sqrt();
            assert!((variance - mean).abs() < 5.0 * error, "variance {variance} of {mean}");
        }
    }
}
