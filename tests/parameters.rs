//! What has to hold of parameters, wherever they are set.

use izhi::library::input::{PoissonInput, PoissonNeurons, RegularNeurons};
use izhi::prelude::*;
use izhi_interpreter::assert_equal;

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
        assert_equal(Net::builder().build(), 30);
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
        let condition = "and `frequency >= 0.0 && frequency * dt <= 1000.0` has to hold";
        for (rate, written) in [(-5.0, "-5"), (5000.0, "5000"), (1000.1, "1000.1")] {
            refused(frequency(rate), &format!("parameter `noise.poisson_neurons.frequency` is {written}, {condition}"));
        }
        let mut builder = Net::builder().dt(0.2);
        frequency(5000.0)(&mut builder);
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
