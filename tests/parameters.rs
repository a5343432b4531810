//! Parameters: what has to hold of them, wherever they are set, and those that have a number for each neuron.

use izhi::library::input::{PoissonInput, PoissonNeurons, RegularNeurons};
use izhi::prelude::*;
use izhi_interpreter::{assert_equal, assert_equal_from_the_beginning};

mod conditions {
    use super::*;

    behavior! {
        /// Falls back from the higher number to the lower one.
        Between {
            param {
                low: 1.0 where low <= high,
                high: 2.0 where high > 0.0 && exp(high) < 1e3,
                tau: 5.0 where tau > dt / 2.0,
            }
            state { v: 0.0 }
            step { v = if v > high { low } else { v + dt / tau }; }
        }
    }

    network! {
        Net {
            use Between;
            dt: 0.5;
            group cells: 10 { 1: Between }
            group lower: 4 { 1: Between { low: -3.0 } }
            group others: 3 { 1: Between { tau: 0.3 } }
        }
    }

    #[track_caller]
    fn refused(change: impl FnOnce(&mut NetBuilder), expected: &str) {
        let mut builder = Net::builder();
        change(&mut builder);
        assert_eq!(builder.build().unwrap_err().to_string(), expected);
    }

    #[test]
    fn hold_of_what_the_builder_is_given() {
        refused(
            |builder| builder.cells.between.high = -0.1,
            "parameter `cells.between.low` is 1, and `low <= high` has to hold",
        );
        refused(
            |builder| (builder.lower.between.low, builder.lower.between.high) = (-3.0, 0.0),
            "parameter `lower.between.high` is 0, and `high > 0.0 && exp(high) < 1000.0` has to hold",
        );
        refused(
            |builder| builder.lower.between.high = 7.0,
            "parameter `lower.between.high` is 7, and `high > 0.0 && exp(high) < 1000.0` has to hold",
        );
        // What is no number is said to be none.
        refused(
            |builder| builder.others.between.tau = f32::NAN,
            "`others.between.tau` expects finite values, and NaN was found",
        );
        assert_equal_from_the_beginning(Net::builder().build(), 30);
    }

    #[test]
    fn hold_with_the_time_step_of_the_builder() {
        assert!(Net::builder().dt(0.59).build().is_ok());
        assert_eq!(
            Net::builder().dt(0.61).build().unwrap_err().to_string(),
            "parameter `others.between.tau` is 0.3, and `tau > dt / 2.0` has to hold"
        );
    }

    #[test]
    fn hold_of_all_parameters_of_a_behavior_together() {
        let mut net = Net::builder().build().unwrap();
        let mut parameters = net.cells.between.parameters().clone();
        parameters.low = 3.0;
        assert_eq!(
            net.cells.between.set_parameters(parameters.clone()).unwrap_err().to_string(),
            "parameter `cells.between.low` is 3, and `low <= high` has to hold"
        );
        assert_eq!(net.cells.between.parameters().low, 1.0);
        parameters.high = 4.0;
        net.cells.between.set_parameters(parameters).unwrap();
        assert_eq!(net.cells.between.parameters().low, 3.0);
    }

    #[test]
    fn set_by_name_all_change_or_none() {
        let mut net = Net::builder().build().unwrap();
        assert_eq!(
            net.set_parameter("low", 2.5).unwrap_err().to_string(),
            "parameter `cells.between.low` is 2.5, and `low <= high` has to hold"
        );
        assert_eq!(net.set_parameter("cells.between.high", 3.0), Ok(1));
        // It would hold of the first alone.
        assert_eq!(
            net.set_parameter("low", 2.5).unwrap_err().to_string(),
            "parameter `lower.between.low` is 2.5, and `low <= high` has to hold"
        );
        assert_eq!(net.cells.between.parameters().low, 1.0);
        assert_eq!(net.set_parameter("tau", 4.0), Ok(3));
        assert_eq!(net.set_parameter("tau", 0.25).unwrap_err().to_string().split(" has").count(), 2);
        assert_eq!(net.others.between.parameters().tau, 4.0);
    }

    #[test]
    fn stand_where_the_schedule_lists_parameters() {
        let net = Net::builder().build().unwrap();
        let line =
            "  lower.between.high: number; parameter, 2.0 as declared where (high > 0.0) && (exp(high) < 1000.0)\n";
        assert!(net.schedule().contains(line), "{}", net.schedule());
    }
}

mod library {
    use super::*;

    network! {
        Net {
            use PoissonNeurons, PoissonInput(g), RegularNeurons, izhi::library::synapses::Decay(g);
            group noise: 3 { 1: PoissonNeurons }
            group regular: 3 { 1: RegularNeurons }
            group cells: 3 { 1: Decay, 2: PoissonInput }
        }
    }

    #[track_caller]
    fn refused(change: impl FnOnce(&mut NetBuilder), expected: &str) {
        let mut builder = Net::builder();
        change(&mut builder);
        assert_eq!(builder.build().unwrap_err().to_string(), expected);
    }

    #[test]
    fn rates_are_those_of_at_most_one_spike_in_an_iteration() {
        let frequency = |frequency| move |builder: &mut NetBuilder| builder.noise.poisson_neurons.frequency = frequency;
        let condition = "and `frequency >= 0.0 && frequency * dt <= 1.0` has to hold";
        for (rate, written) in [(-5.0, "-5"), (5.0, "5"), (1.0001, "1.0001")] {
            refused(frequency(rate), &format!("parameter `noise.poisson_neurons.frequency` is {written}, {condition}"));
        }
        let mut builder = Net::builder().dt(0.2);
        frequency(5.0)(&mut builder);
        let mut net = builder.build().unwrap();
        net.simulate(10).unwrap();
        assert_eq!(net.noise.fired_count(), 30);
    }

    #[test]
    fn what_would_be_no_number_is_refused() {
        refused(
            |builder| builder.cells.poisson_input.frequency = -100.0,
            "parameter `cells.poisson_input.frequency` is -100, and `frequency >= 0.0` has to hold",
        );
        refused(
            |builder| builder.cells.decay.tau = 0.0,
            "parameter `cells.decay.tau` is 0, and `tau > 0.0` has to hold",
        );
        refused(
            |builder| builder.regular.regular_neurons.interval = 0.9,
            "parameter `regular.regular_neurons.interval` is 0.9, and `interval >= dt` has to hold",
        );
    }
}

mod each {
    use super::*;
    use izhi::catalogue::Value;
    use izhi::vector::VectorLevel;
    use ndarray::{Array1, array};

    behavior! {
        /// Adds up noise and what it hears, and forgets with a time constant of its own.
        Leaky {
            param {
                tau: each(20.0) where tau > spread && tau > dt,
                spread: 2.0,
                gain: 1.0,
            }
            state { v: gain * tau, steps: 0.0 }
            event { fired: false }
            afferent(PATH) { W: 0.1 * tau + 0.01 * src.index }
            step {
                let decay = exp(-dt / tau);
                v = v * decay + gain * normal();
                for s in afferent(PATH) {
                    v += sum(s.W where s.src.fired);
                    if s.dst.fired { s.W += 0.001 * tau * s.src.steps; }
                    if s.src.fired { s.W = clip(s.W - 0.01 * gain, 0.0, 0.05 * tau); }
                }
                steps = if tau > 15.0 { steps + 1.0 } else { poisson(0.01 * tau) };
                fired = v > 0.05 * tau + 0.1 * gain * mean(tau);
            }
        }
    }

    behavior! {
        /// The same with states that nothing changes.
        Stated {
            param { spread: 2.0, sharp: 1.0 }
            state { tau: 20.0, gain: 1.0, v: gain * tau, steps: 0.0 }
            event { fired: false }
            afferent(PATH) { W: 0.1 * dst.tau + 0.01 * src.index }
            step {
                let decay = exp(-dt / tau);
                v = v * decay + gain * normal();
                for s in afferent(PATH) {
                    v += sum(s.W where s.src.fired);
                    if s.dst.fired { s.W += 0.001 * tau * s.src.steps; }
                    if s.src.fired { s.W = clip(s.W - 0.01 * gain, 0.0, 0.05 * tau); }
                }
                steps = if tau > 15.0 { steps + 1.0 } else { poisson(0.01 * tau) };
                fired = v > 0.05 * tau + 0.1 * gain * mean(tau);
            }
        }
    }

    network! {
        /// Groups with numbers for each neuron, and one where they are one.
        Net {
            use Leaky, izhi::Recorder;
            dt: 0.5;
            seed: 5;
            group drawn: grid(30, 10) {
                1: Leaky { tau: each(normal(20.0, spread, 10.0, 30.0)), gain: each(0.9 + 0.2 * x / max(x)) } as cell,
                9: Recorder [v],
            }
            group declared: 70 { 1: Leaky as cell, 9: Recorder [v] }
            group one: 70 { 1: Leaky { tau: 25.0 } as cell, 9: Recorder [v] }
            synapses PATH: drawn -> { drawn, declared, one } { connect: fixed_probability(0.1); delay: 1.0; }
            synapses PATH: declared -> { drawn, one };
        }
    }

    network! {
        /// The same with states.
        States {
            use Stated, izhi::Recorder;
            dt: 0.5;
            seed: 5;
            group drawn: grid(30, 10) { 1: Stated as cell, 9: Recorder [v] }
            group declared: 70 { 1: Stated as cell, 9: Recorder [v] }
            group one: 70 { 1: Stated as cell, 9: Recorder [v] }
            synapses PATH: drawn -> { drawn, declared, one } { connect: fixed_probability(0.1); delay: 1.0; }
            synapses PATH: declared -> { drawn, one };
        }
    }

    behavior! {
        /// Drives what its synapses lead to, and changes with what that does.
        Driver {
            param { gain: each(1.0 + 0.1 * index) }
            state { v: gain }
            event { fired: false }
            efferent(OUT) { W: gain + 0.1 * dst.index }
            step {
                v = 0.9 * v + 0.1 * gain * uniform();
                for s in efferent(OUT) {
                    v += 0.001 * sum(s.W * gain where s.dst.fired);
                    s.W += 0.001 * gain * (s.dst.v - s.W);
                    if s.src.fired { s.W = clip(s.W - 0.01 * gain, 0.0, 2.0 * gain); }
                }
                fired = bernoulli(0.1 * gain);
            }
        }
    }

    network! {
        Efferent {
            use Driver;
            group cells: 30 { 1: Driver }
            group others: 20 { 1: Driver { gain: 0.5 } }
            synapses OUT: cells -> { cells, others } { connect: fixed_probability(0.3); }
            synapses OUT: others -> cells;
        }
    }

    #[test]
    fn is_that_of_the_neuron_at_the_own_end_of_its_synapses() {
        assert_equal_from_the_beginning(Efferent::builder().build(), 40);
    }

    fn different() -> Array1<f32> {
        (0..70).map(|neuron| 5.0 + 0.3 * neuron as f32).collect()
    }

    fn built() -> Net {
        let mut builder = Net::builder();
        builder.declared.cell.tau = different().into();
        builder.build().unwrap()
    }

    #[test]
    fn equals_states_that_nothing_changes() {
        let mut net = built();
        let mut builder = States::builder().threads(2);
        builder.drawn.tau = net.drawn.cell.parameters().tau.view().to_owned().into();
        builder.drawn.gain = net.drawn.cell.parameters().gain.view().to_owned().into();
        builder.declared.tau = different().into();
        builder.one.tau = 25.0.into();
        let mut states = builder.build().unwrap();
        net.simulate(200).unwrap();
        states.simulate(200).unwrap();
        assert_eq!(net.drawn.recorder.v(), states.drawn.recorder.v());
        assert_eq!(net.declared.recorder.v(), states.declared.recorder.v());
        assert_eq!(net.one.recorder.v(), states.one.recorder.v());
        assert!(net.drawn.fired_count() > 100 && net.declared.fired_count() > 100 && net.one.fired_count() > 100);
        assert_eq!(net.PATH_drawn_to_one.W().values(), states.PATH_drawn_to_one.W().values());
        assert_eq!(net.PATH_declared_to_drawn.W(), states.PATH_declared_to_drawn.W());
    }

    #[test]
    fn set_between_two_runs_equals_states_that_are() {
        let mut net = built();
        let mut builder = States::builder();
        builder.drawn.tau = net.drawn.cell.parameters().tau.view().to_owned().into();
        builder.drawn.gain = net.drawn.cell.parameters().gain.view().to_owned().into();
        builder.declared.tau = different().into();
        builder.one.tau = 25.0.into();
        let mut states = builder.build().unwrap();
        for end in [7.0, 9.0] {
            net.simulate(20).unwrap();
            states.simulate(20).unwrap();
            let numbers = Array1::linspace(3.0, end, 70);
            net.set_parameter_of_each("declared.cell.tau", numbers.clone().into()).unwrap();
            states.declared.tau_mut().assign(&numbers.mapv(|number| number as f32));
            net.step().unwrap();
            states.step().unwrap();
        }
        assert_eq!(net.declared.recorder.v(), states.declared.recorder.v());
        assert_eq!(net.drawn.recorder.v(), states.drawn.recorder.v());
    }

    #[test]
    fn equals_its_plain_schedule() {
        let mut builder = Net::builder();
        builder.declared.cell.tau = different().into();
        let net = builder.clone().build().unwrap();
        // Functions of the numbers are computed once for a run, and updates that read them wait as others do.
        for what in ["    fixed2 <- exp(-dt / tau)\n", "    target#0 <- target.tau\n"] {
            assert!(net.schedule().contains(what), "{what} in {}", net.schedule());
        }
        assert_equal(builder.build(), 30);
    }

    #[test]
    fn is_the_same_for_every_number_of_threads_and_every_vector_level() {
        let run = |threads, level| {
            let mut net = Net::builder().threads(threads).vector_level(level).build().unwrap();
            net.simulate(100).unwrap();
            (net.drawn.cell.parameters().tau.view().to_owned(), net.drawn.recorder.v().to_owned())
        };
        let expected = run(1, VectorLevel::Baseline);
        for level in VectorLevel::ALL.into_iter().filter(|level| level.is_available()) {
            assert_eq!(run(3, level), expected);
        }
    }

    #[test]
    fn is_drawn_from_its_distribution() {
        let net = built();
        let tau = net.drawn.cell.parameters().tau.view().mapv(f64::from);
        assert!(tau.iter().all(|tau| (10.0..30.0).contains(tau)));
        // Five standard errors of both; the bounds are five standard deviations away.
        let (mean, sd) = (tau.mean().unwrap(), tau.std(1.0));
        assert!((mean - 20.0).abs() < 5.0 * 2.0 / 300_f64.sqrt(), "mean {mean}");
        assert!((sd - 2.0).abs() < 5.0 * 2.0 / 600_f64.sqrt(), "standard deviation {sd}");
        assert_eq!(net.drawn.cell.parameters().gain.view()[31], 0.9 + 0.2 * 1.0 / 29.0);
        // The initial value of a state is made of it.
        assert_eq!(net.declared.v(), different());
        assert_eq!(Net::builder().build().unwrap().declared.cell.parameters().tau.view(), Array1::from_elem(70, 20.0));
    }

    #[test]
    fn is_found_by_its_names() {
        let net = built();
        let found = net.find("declared.cell.tau");
        let [item] = &found[..] else { panic!("{found:?}") };
        assert!(matches!(&item.value, Value::EachParameter(values) if *values == different()));
        assert_eq!(item.to_string(), "declared.cell.tau: parameter [70]");
        assert_eq!(net.find("tau").len(), 3);
        let line = "  declared.cell.tau: number for each neuron of declared; parameter, one for each as declared \
                    where (tau > spread) && (tau > dt)\n";
        assert!(net.schedule().contains(line), "{}", net.schedule());
        assert!(net.to_string().contains("1: Leaky (tau for each, spread = 2, gain = 1) as cell"), "{net}");
    }

    #[test]
    fn can_be_set_between_iterations() {
        let mut net = built();
        net.step().unwrap();
        let mut parameters = net.declared.cell.parameters().clone();
        parameters.tau = 7.0.into();
        net.declared.cell.set_parameters(parameters.clone()).unwrap();
        assert_eq!(net.declared.cell.parameters().tau.view(), Array1::from_elem(70, 7.0));
        parameters.tau = vec![7.0; 69].into();
        assert_eq!(
            net.declared.cell.set_parameters(parameters.clone()).unwrap_err().to_string(),
            "`declared.cell.tau` expects an array of shape [70], and was given [69]"
        );
        parameters.tau = Default::default();
        assert_eq!(
            net.declared.cell.set_parameters(parameters.clone()).unwrap_err().to_string(),
            "parameter `declared.cell.tau` was given no numbers; it takes one, or one for each neuron"
        );
        let mut values = vec![8.0; 70];
        values[3] = 1.5;
        parameters.tau = values.into();
        assert_eq!(
            net.declared.cell.set_parameters(parameters).unwrap_err().to_string(),
            "parameter `declared.cell.tau` is 1.5 at [3], and `tau > spread && tau > dt` has to hold"
        );
        assert_eq!(net.declared.cell.parameters().tau.view()[3], 7.0);
    }

    #[test]
    fn can_be_set_by_name() {
        let mut net = built();
        assert_eq!(net.set_parameter("tau", 9.0), Ok(3));
        assert_eq!(net.drawn.cell.parameters().tau.view(), Array1::from_elem(300, 9.0));
        assert_eq!(net.one.cell.parameters().tau, 9.0);
        assert_eq!(
            net.set_parameter("declared.cell.spread", 9.0).unwrap_err().to_string(),
            "parameter `declared.cell.tau` is 9 at [0], and `tau > spread && tau > dt` has to hold"
        );
        let numbers = Array1::from_iter((0..70).map(|neuron| 3.0 + f64::from(neuron)));
        assert_eq!(net.set_parameter_of_each("declared.cell.tau", numbers.into()), Ok(1));
        assert_eq!(net.declared.cell.parameters().tau.view()[69], 72.0);
        assert_eq!(
            net.set_parameter_of_each("one.cell.tau", array![3.0].into()).unwrap_err().to_string(),
            "parameter `one.cell.tau` is one number for all neurons, and was given an array; \
             it is declared as `each(...)` to be more"
        );
        assert_eq!(
            net.set_parameter_of_each("declared.cell.tau", array![3.0, f64::NAN].into()).unwrap_err().to_string(),
            "`declared.cell.tau` expects an array of shape [70], and was given [2]"
        );
        assert_eq!(net.set_parameter_of_each("one.cell.spread", 1.0.into()), Ok(1));
        // What the numbers are drawn from has been drawn.
        assert!(net.set_parameter("drawn.cell.spread", 1.0).unwrap_err().to_string().contains("begins with"));
    }

    #[test]
    fn is_checked_as_the_builder_is_given_it() {
        let check = |change: fn(&mut NetBuilder), expected: &str| {
            let mut builder = Net::builder();
            change(&mut builder);
            assert_eq!(builder.build().unwrap_err().to_string(), expected);
        };
        check(
            |builder| builder.declared.cell.tau = vec![3.0; 71].into(),
            "`declared.cell.tau` expects an array of shape [70], and was given [71]",
        );
        check(
            |builder| builder.declared.cell.tau = f32::NAN.into(),
            "`declared.cell.tau` expects finite values, and NaN was found",
        );
        check(
            |builder| builder.declared.cell.spread = 20.0,
            "parameter `declared.cell.tau` is 20 at [0], and `tau > spread && tau > dt` has to hold",
        );
    }
}

mod each_of_the_library {
    use super::*;
    use izhi::library::neurons::{AdaptiveExponential, LeakyIntegrateAndFire};
    use izhi::library::plasticity::{InhibitoryStdp, ShortTermPlasticity, Trace};
    use izhi::library::synapses::{Conductance, DoubleExponential};

    network! {
        Net {
            use RegularNeurons, ShortTermPlasticity, DoubleExponential(All, g, rise), Conductance(g),
                LeakyIntegrateAndFire, AdaptiveExponential, InhibitoryStdp(EXC, trace, trace), Trace(trace);
            dt: 0.5;
            float: f64;
            group sources: 40 {
                0: Trace { tau: each(uniform(10 ms, 30 ms)) },
                1: RegularNeurons { interval: each(3 ms + 0.1 ms * index), first: each(uniform(0 ms, 5 ms)) },
                2: ShortTermPlasticity { U: each(uniform(0.1, 0.9)), tau_rec: each(normal(100 ms, 10 ms, 50 ms, 150 ms)) },
            }
            group leaky: 30 {
                0: Trace { tau: each(uniform(10 ms, 30 ms)) },
                1: LeakyIntegrateAndFire { tau: each(normal(20 ms, 2 ms, 10 ms, 30 ms)), refractory: each(uniform(0 ms, 3 ms)) },
                4: DoubleExponential { tau_rise: each(uniform(1 ms, 3 ms)), tau_decay: 5 ms, weight: each(uniform(1 nS, 2 nS)) },
                5: Conductance { reversal: each(-10 mV + 1 mV * index) },
                6: InhibitoryStdp { eta: each(uniform(0 nS, 0.1 nS)), alpha: 0.2, w_max: each(10 nS) },
            }
            group adaptive: 30 {
                1: AdaptiveExponential { tau: each(uniform(9 ms, 11 ms)), slope: each(if index < 10 { 0 mV } else { 2 mV }) },
                4: DoubleExponential { tau_decay: each(uniform(4 ms, 6 ms)), weight: 2 nS },
                5: Conductance,
            }
            synapses EXC: sources -> { leaky, adaptive };
        }
    }

    #[test]
    fn equals_its_plain_schedule() {
        assert_equal_from_the_beginning(Net::builder().build(), 150);
        let mut net = Net::builder().build().unwrap();
        net.simulate(150).unwrap();
        let counts = [net.sources.fired_count(), net.leaky.fired_count(), net.adaptive.fired_count()];
        assert!(counts.iter().all(|count| *count > 10), "{counts:?}");
    }

    #[test]
    fn conditions_hold_of_each_neuron() {
        let mut builder = Net::builder();
        builder.sources.regular_neurons.interval =
            (0..40).map(|neuron| f64::from(neuron % 7)).collect::<Vec<_>>().into();
        assert_eq!(
            builder.build().unwrap_err().to_string(),
            "parameter `sources.regular_neurons.interval` is 0 at [0], and `interval >= dt` has to hold"
        );
    }
}
