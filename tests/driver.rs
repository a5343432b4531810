//! What every compiled network does at run time, whatever its model: building, running, looking and changing.
//! What is wrong is an error with numbers in it, and never a panic.

use izhi::catalogue::Value;
use izhi::population::Grid;
use izhi::prelude::*;
use izhi::recording::Spike;
use izhi::vector::VectorLevel;
use izhi::{Error, EventRecorder, Recorder};
use ndarray::{Array2, array};

#[path = "networks/seed.rs"]
mod seed;

use seed::Seed;

behavior! {
    /// Adds up what it is given and fires at 1.
    Given {
        param { gain: 1.0 }
        input { current }
        state { v: 0.0 }
        event { fired: false }
        step {
            v += gain * current;
            fired = v >= 1.0;
            if fired { v = 0.0; }
        }
    }
}

behavior! {
    /// Adds up the weights of what has fired, and forgets a part of it.
    Echo {
        param { keep: 0.5 }
        state { heard: 0.0 }
        afferent(PATH) { W: 1.0 }
        step {
            heard *= keep;
            for s in afferent(PATH) { heard += sum(s.W where s.src.fired); }
        }
    }
}

network! {
    /// Three neurons that are told when to fire, and two that listen.
    Talk {
        use Given, Echo, Recorder, EventRecorder;
        dt: 0.5;
        seed: 7;

        group speaker, FRONT: 3 {
            1: Given,
            8: Recorder [v, fired],
            9: EventRecorder [fired] as spikes,
        }
        group listener, BACK: grid(2, 1) {
            2: Echo,
            9: Recorder [heard],
        }
        synapses PATH, FAST: speaker -> listener;
    }
}

/// Neuron 0 fires in all of six iterations, neuron 1 in the last, neuron 2 never.
fn talk() -> TalkBuilder {
    let mut builder = Talk::builder();
    builder.speaker.given.current = Array2::from_shape_fn((6, 3), |(_, neuron)| [1.0, 0.17, 0.0][neuron]).into();
    builder
}

fn told() -> Talk {
    talk().build().unwrap()
}

mod building {
    use super::*;

    /// The error that a changed builder ends in.
    fn check(change: impl FnOnce(&mut TalkBuilder), expected: &str) {
        let mut builder = talk();
        change(&mut builder);
        assert_eq!(builder.build().unwrap_err().to_string(), expected);
    }

    #[test]
    fn needs_the_right_shapes() {
        check(
            |builder| builder.speaker.v = vec![0.0; 4].into(),
            "`speaker.v` expects an array of shape [3], and was given [4]",
        );
        check(
            |builder| builder.speaker.fired = vec![true].into(),
            "`speaker.fired` expects an array of shape [3], and was given [1]",
        );
        check(
            |builder| builder.PATH_speaker_to_listener.W = Array2::zeros((3, 2)).into(),
            "`PATH_speaker_to_listener.W` expects an array of shape [2, 3], and was given [3, 2]",
        );
        check(
            |builder| builder.speaker.given.current = Array2::zeros((6, 2)).into(),
            "`speaker.given.current` expects an array of shape [6, 3], and was given [6, 2]",
        );
    }

    #[test]
    fn needs_finite_numbers() {
        check(|builder| builder.speaker.v = f32::NAN.into(), "`speaker.v` expects finite values, and NaN was found");
        check(
            |builder| builder.listener.heard = vec![0.0, f32::INFINITY].into(),
            "`listener.heard` expects finite values, and inf was found at [1]",
        );
        check(
            |builder| builder.listener.echo.keep = f32::NEG_INFINITY,
            "`listener.echo.keep` expects finite values, and -inf was found",
        );
        check(
            |builder| builder.PATH_speaker_to_listener.W = f32::NAN.into(),
            "`PATH_speaker_to_listener.W` expects finite values, and NaN was found",
        );
        check(
            |builder| builder.PATH_speaker_to_listener.W = array![[0.0, 0.0, 0.0], [0.0, f32::NAN, 0.0]].into(),
            "`PATH_speaker_to_listener.W` expects finite values, and NaN was found at [1, 1]",
        );
        check(
            |builder| builder.speaker.given.current = array![[0.0, 0.0, 0.0], [0.0, 0.0, f32::NAN]].into(),
            "`speaker.given.current` expects finite values, and NaN was found at [1, 2]",
        );
    }

    #[test]
    fn needs_a_time_step() {
        // The last two are positive and finite, but not as an `f32`.
        for dt in [0.0, -0.5, f64::NAN, f64::INFINITY, 1e300, 1e-300] {
            let error = talk().dt(dt).build().unwrap_err().to_string();
            let expected = "dt expects a positive number that the network's number type can hold, and was given";
            assert_eq!(error, format!("{expected} {dt:?}"));
        }
    }

    #[test]
    fn needs_neurons() {
        check(
            |builder| builder.speaker.size = 0.into(),
            "group `speaker` has 0 x 1 x 1 neurons; it needs at least one",
        );
        check(
            |builder| builder.listener.size = Grid::new(4, 0, 2),
            "group `listener` has 4 x 0 x 2 neurons; it needs at least one",
        );
        check(
            |builder| builder.listener.size = Grid::squared(0),
            "group `listener` has 0 x 0 x 1 neurons; it needs at least one",
        );
    }

    #[test]
    fn needs_neurons_that_can_be_numbered() {
        check(
            |builder| builder.listener.size = Grid::new(1 << 16, 1 << 16, 1),
            "group `listener` has 65536 x 65536 x 1 neurons; a group holds fewer than 2^32",
        );
        check(
            |builder| builder.listener.size = Grid::new(usize::MAX, 2, 1),
            "group `listener` has 18446744073709551615 x 2 x 1 neurons; a group holds fewer than 2^32",
        );
    }

    #[test]
    fn needs_memory_for_weights() {
        let mut builder = Seed::builder();
        builder.excitatory_neurons.size = Grid::line(4_000_000);
        let Err(Error::Memory { place, needed, available }) = builder.build() else { panic!("so much memory") };
        assert_eq!(place, "GLUTAMATE_excitatory_neurons_to_excitatory_neurons");
        assert_eq!(needed, 4 * 4_000_000 * 4_000_000);
        assert!(available.is_some_and(|available| available < needed));
    }

    #[test]
    fn needs_inputs() {
        let error = Talk::builder().build().unwrap_err().to_string();
        assert_eq!(error, "input `speaker.given.current` has no values; give the builder an array [iteration, neuron]");
    }

    #[test]
    fn needs_vector_units_that_are_there() {
        for level in VectorLevel::ALL {
            assert_eq!(talk().vector_level(level).build().is_ok(), level.is_available(), "{}", level.name());
        }
    }

    #[test]
    fn takes_what_it_is_given() {
        let mut builder = talk();
        builder.listener.size = Grid::new(2, 3, 1);
        builder.listener.heard = vec![0.0, 1.0, 2.0, 3.0, 4.0, 5.0].into();
        builder.speaker.fired = vec![true, false, true].into();
        builder.PATH_speaker_to_listener.W = 0.25.into();
        let net = builder.clone().build().unwrap();
        assert_eq!((net.listener.size(), net.listener.population().grid().height), (6, 3));
        assert_eq!(net.listener.heard().to_vec(), [0.0, 1.0, 2.0, 3.0, 4.0, 5.0]);
        assert_eq!(net.speaker.fired().to_vec(), [true, false, true]);
        assert_eq!(net.PATH_speaker_to_listener.W(), Array2::from_elem((6, 3), 0.25));
        assert_eq!(net.PATH_speaker_to_listener.connection().synapses(), 18);
        // A builder that was cloned builds another of the same.
        assert_eq!(builder.build().unwrap().listener.heard(), net.listener.heard());
    }
}

mod running {
    use super::*;

    #[test]
    fn stops_before_an_input_ends() {
        let mut net = told();
        let expected = "input `speaker.given.current` has 6 rows, and iteration 6 needs row 6";
        assert_eq!(net.simulate(7).unwrap_err().to_string(), expected);
        // None of the iterations has run.
        assert_eq!((net.iteration(), net.speaker.recorder.len()), (0, 0));
        net.simulate(6).unwrap();
        assert_eq!(net.step().unwrap_err().to_string(), expected);
        assert_eq!(net.simulate(u64::MAX).unwrap_err().to_string(), expected);
        assert_eq!(net.iteration(), 6);
        net.simulate(0).unwrap();
        // What is switched off needs no input.
        net.set_enabled("Given", false).unwrap();
        net.simulate(2).unwrap();
        assert_eq!(net.iteration(), 8);
    }

    #[test]
    fn says_before_the_run_that_a_recording_will_not_fit() {
        let mut net = Seed::builder().build().unwrap();
        for iterations in [1 << 50, u64::MAX] {
            let Err(Error::Memory { place, .. }) = net.simulate(iterations) else { panic!("so much memory") };
            assert_eq!(place, "excitatory_neurons.my_recorder");
            assert_eq!(net.iteration(), 0);
        }
        net.simulate(3).unwrap();
        assert_eq!(net.excitatory_neurons.my_recorder.len(), 3);
    }

    #[test]
    fn in_steps_or_at_once_is_the_same() {
        let (mut steps, mut parts, mut whole) = (seeded(1), seeded(1), seeded(1));
        for _ in 0..40 {
            steps.step().unwrap();
        }
        parts.prepare(40).unwrap();
        parts.simulate(15).unwrap();
        parts.simulate(25).unwrap();
        whole.simulate(40).unwrap();
        assert_eq!(bits(&steps), bits(&whole));
        assert_eq!(bits(&parts), bits(&whole));
    }

    #[test]
    fn depends_on_the_seed_alone() {
        let run = |seed| {
            let mut net = seeded(seed);
            net.simulate(20).unwrap();
            bits(&net)
        };
        assert_eq!(run(5), run(5));
        assert_ne!(run(5), run(6));
        let net = Seed::builder().build().unwrap();
        assert_eq!((net.clock().seed(), net.dt(), net.iteration()), (42, 0.5, 0));
    }

    fn seeded(seed: u64) -> Seed {
        Seed::builder().seed(seed).build().unwrap()
    }

    /// All that a network has recorded, and its weights.
    fn bits(net: &Seed) -> Vec<u32> {
        let recorders = [net.excitatory_neurons.my_recorder.v(), net.inhibitory_neurons.my_recorder.v()];
        let weights = [
            net.GLUTAMATE_excitatory_neurons_to_excitatory_neurons.W(),
            net.GABA_inhibitory_neurons_to_excitatory_neurons.W(),
        ];
        recorders.iter().chain(&weights).flat_map(|values| values.iter().map(|value| value.to_bits())).collect()
    }

    #[test]
    fn a_tag_of_a_group_stands_for_its_name() {
        let mut net = told();
        let full =
            |net: &Talk, tag: &str| -> Vec<String> { net.find(tag).iter().map(|item| item.full_name()).collect() };
        assert_eq!(full(&net, "BACK.heard"), full(&net, "listener.heard"));
        assert_eq!(full(&net, "FRONT.given.gain"), ["speaker.given.gain"]);
        assert!(full(&net, "BACK.v").is_empty() && full(&net, "FRONT.").is_empty() && full(&net, ".v").is_empty());
        assert_eq!(net.set_parameter("BACK.echo.keep", 0.25), Ok(1));
        assert_eq!(net.listener.echo.parameters().keep, 0.25);
        assert!(net.set_parameter("FRONT.echo.keep", 0.25).is_err());
        assert_eq!(net.set_enabled("BACK.echo", false), Ok(1));
        assert!(net.set_enabled("FRONT.echo", true).is_err());
    }

    #[test]
    fn behaviors_are_switched_by_their_tags() {
        let mut net = told();
        // The behaviour's name, its field's name, a tag of its group, and the tag of all.
        for (tag, count) in [("Recorder", 2), ("spikes", 1), ("given", 1), ("BACK", 2), ("listener", 2), ("All", 5)] {
            assert_eq!(net.set_enabled(tag, false), Ok(count), "{tag}");
            assert_eq!(net.set_enabled(tag, true), Ok(count), "{tag}");
        }
        net.set_enabled("Echo", false).unwrap();
        net.simulate(2).unwrap();
        assert_eq!(net.listener.heard().to_vec(), [0.0, 0.0]);
        net.set_enabled("Echo", true).unwrap();
        net.simulate(2).unwrap();
        assert_eq!(net.listener.heard().to_vec(), [1.5, 1.5]);
        assert!(net.listener.echo.is_enabled());
        assert_eq!(
            net.set_enabled("Eco", false).unwrap_err().to_string(),
            "nothing has the tag `Eco`; there is Echo, EventRecorder, Given, Recorder, echo, given, recorder, spikes"
        );
    }

    #[test]
    fn parameters_change_between_iterations() {
        let mut net = told();
        net.step().unwrap();
        let mut parameters = net.listener.echo.parameters().clone();
        parameters.keep = f32::NAN;
        assert_eq!(
            net.listener.echo.set_parameters(parameters.clone()).unwrap_err().to_string(),
            "`listener.echo.keep` expects finite values, and NaN was found"
        );
        assert_eq!(net.listener.echo.parameters().keep, 0.5);
        parameters.keep = 0.0;
        net.listener.echo.set_parameters(parameters).unwrap();
        net.step().unwrap();
        assert_eq!(net.listener.recorder.heard(), array![[1.0, 1.0], [1.0, 1.0]]);
    }

    #[test]
    fn inputs_change_between_iterations() {
        let mut net = told();
        net.step().unwrap();
        let mut parameters = net.speaker.given.parameters().clone();
        parameters.current = Array2::zeros((3, 4)).into();
        assert_eq!(
            net.speaker.given.set_parameters(parameters.clone()).unwrap_err().to_string(),
            "`speaker.given.current` expects an array of shape [3, 3], and was given [3, 4]"
        );
        // The rows of an input are those of the iterations from the very first.
        parameters.current = array![[9.0, 9.0, 9.0], [0.0, 0.0, 1.0]].into();
        net.speaker.given.set_parameters(parameters).unwrap();
        net.step().unwrap();
        assert_eq!(net.speaker.fired().to_vec(), [false, false, true]);
        assert_eq!(
            net.step().unwrap_err().to_string(),
            "input `speaker.given.current` has 2 rows, and iteration 2 needs row 2"
        );
    }
}

mod recording {
    use super::*;

    #[test]
    fn keeps_values_flags_and_events() {
        let mut net = told();
        net.simulate(6).unwrap();
        assert_eq!(net.speaker.recorder.v().dim(), (6, 3));
        assert_eq!(net.speaker.recorder.fired().row(5).to_vec(), [true, true, false]);
        assert_eq!(net.speaker.spikes.fired().len(), 7);
        assert_eq!(net.speaker.spikes.fired()[5..], [0, 1].map(|neuron| Spike { iteration: 5, neuron }));
        assert_eq!(net.listener.recorder.heard().row(5).to_vec(), [2.96875, 2.96875]);
    }

    #[test]
    fn goes_on_and_off() {
        let mut net = told();
        net.simulate(2).unwrap();
        net.set_recording(false);
        net.simulate(2).unwrap();
        net.set_recording(true);
        net.speaker.spikes.set_on(false);
        net.simulate(2).unwrap();
        assert_eq!(net.speaker.recorder.iterations().to_vec(), [0, 1, 4, 5]);
        assert_eq!(net.speaker.recorder.v().nrows(), 4);
        assert_eq!(net.speaker.spikes.iterations().to_vec(), [0, 1]);
        assert_eq!(net.speaker.spikes.fired().len(), 2);
        assert!(net.listener.recorder.is_on() && !net.speaker.spikes.is_on());
    }

    #[test]
    fn is_passed_over_with_its_behavior() {
        let mut net = told();
        net.set_enabled("Recorder", false).unwrap();
        net.simulate(2).unwrap();
        net.set_enabled("Recorder", true).unwrap();
        net.step().unwrap();
        assert_eq!(net.speaker.recorder.iterations().to_vec(), [2]);
        assert_eq!(net.speaker.spikes.iterations().to_vec(), [0, 1, 2]);
    }

    #[test]
    fn is_forgotten_when_cleared() {
        let mut net = told();
        net.simulate(3).unwrap();
        net.clear_recordings();
        assert!(net.speaker.recorder.is_empty() && net.speaker.spikes.fired().is_empty());
        assert_eq!(net.speaker.recorder.v().dim(), (0, 3));
        net.step().unwrap();
        // Iterations are counted on.
        assert_eq!(net.speaker.recorder.iterations().to_vec(), [3]);
        assert_eq!(net.speaker.spikes.fired(), [Spike { iteration: 3, neuron: 0 }]);
    }
}

mod looking {
    use super::*;

    /// What a tag selects, as `owner.name` or `owner.recorder.name`.
    fn found(net: &Talk, tag: &str) -> Vec<String> {
        let name = |item: &izhi::catalogue::Item<'_, f32>| match item.behavior {
            Some(recorder) => format!("{}.{recorder}.{}", item.owner, item.name),
            None => format!("{}.{}", item.owner, item.name),
        };
        net.find(tag).iter().map(name).collect()
    }

    #[test]
    fn finds_what_is_recorded_first() {
        let net = told();
        assert_eq!(found(&net, "v"), ["speaker.recorder.v", "speaker.v"]);
        assert_eq!(found(&net, "fired"), ["speaker.recorder.fired", "speaker.spikes.fired", "speaker.fired"]);
        assert_eq!(found(&net, "spikes"), ["speaker.spikes.fired"]);
        assert_eq!(found(&net, "W"), ["PATH_speaker_to_listener.W"]);
        assert_eq!(found(&net, "FRONT"), ["speaker.speaker"]);
        assert_eq!(found(&net, "speaker_to_listener"), ["PATH_speaker_to_listener.PATH_speaker_to_listener"]);
        assert_eq!(found(&net, "All").len(), 11);
        assert!(found(&net, "w").is_empty());
    }

    #[test]
    fn gets_one_of_them() {
        let mut net = told();
        net.simulate(2).unwrap();
        let Value::Recorded(v) = net.get("v", 0).unwrap().value else { panic!("recorded first") };
        assert_eq!(v, net.speaker.recorder.v());
        let Value::State(v) = net.get("v", 1).unwrap().value else { panic!("then the state") };
        assert_eq!(v, net.speaker.v());
        let Value::Weights(weights) = net.get("W", 0).unwrap().value else { panic!("weights") };
        assert_eq!(weights.dim(), (2, 3));
        let Value::Group(group) = net.get("BACK", 0).unwrap().value else { panic!("a group") };
        assert_eq!((group.name(), group.tags()), ("listener", &["listener", "BACK", "All"][..]));
        assert_eq!(
            net.get("v", 2).unwrap_err().to_string(),
            "`v` selects 2 things, and number 2 was asked for, counting from 0"
        );
        assert_eq!(
            net.get("u", 0).unwrap_err().to_string(),
            "nothing has the tag `u`; there is All, BACK, FAST, FRONT, PATH, PATH_speaker_to_listener, W, current, echo, fired, gain, given, heard, keep, listener, recorder, speaker, speaker_to_listener, spikes, v"
        );
    }

    #[test]
    fn reads_like_the_declaration() {
        let mut net = told();
        net.set_enabled("spikes", false).unwrap();
        insta::assert_snapshot!(net, @"
        Talk (5 neurons in 2 groups, 6 synapses in 1 group, f32, dt 0.5, seed 7)
        neurons speaker, FRONT, All (3 = 3 x 1 x 1)
          1: Given (gain = 1) as given
          8: Recorder (v, fired) as recorder
          9: EventRecorder (fired), off as spikes
        neurons listener, BACK, All (2 = 2 x 1 x 1)
          2: Echo (keep = 0.5) as echo
          9: Recorder (heard) as recorder
        synapses PATH, FAST, speaker_to_listener, All (2 targets x 3 sources) W
        ");
        assert_eq!((net.name(), net.to_string()), ("Talk", format!("{net:?}")));
    }
}

mod changing {
    use super::*;

    #[test]
    fn parts_of_another_size_are_refused_before_anything_runs() {
        let mut builder = talk();
        builder.listener.size = Grid::line(5);
        let mut larger = builder.build().unwrap();
        let mut net = told();
        let expected =
            "is for 2 neurons or synapses, and here are 5: parts can be exchanged between groups of one size";
        std::mem::swap(&mut net.listener, &mut larger.listener);
        for net in [&mut net, &mut larger] {
            let error = net.simulate(1).unwrap_err().to_string();
            assert!(error.starts_with("`PATH_speaker_to_listener` is for"), "{error}");
            assert_eq!(net.iteration(), 0);
        }
        std::mem::swap(&mut net.listener, &mut larger.listener);
        std::mem::swap(&mut net.listener.recorder, &mut larger.listener.recorder);
        let refused = |net: &mut Talk, part: &str| {
            let error = net.simulate(1).unwrap_err().to_string();
            assert!(error.starts_with(&format!("`{part}` {expected}")), "{error}");
        };
        refused(&mut larger, "listener.recorder");
        std::mem::swap(&mut net.listener.recorder, &mut larger.listener.recorder);
        std::mem::swap(&mut net.PATH_speaker_to_listener, &mut larger.PATH_speaker_to_listener);
        refused(&mut larger, "PATH_speaker_to_listener");
        std::mem::swap(&mut net.PATH_speaker_to_listener, &mut larger.PATH_speaker_to_listener);
        net.simulate(1).unwrap();
        larger.simulate(1).unwrap();
    }

    #[test]
    fn states_and_events_count_from_the_next_step() {
        let mut net = told();
        net.speaker.v_mut()[2] = 1.0;
        net.step().unwrap();
        assert_eq!(net.speaker.fired().to_vec(), [true, false, true]);
        assert_eq!(net.listener.heard().to_vec(), [2.0, 2.0]);

        net.set_enabled("Given", false).unwrap();
        net.speaker.fired_mut().fill(true);
        net.step().unwrap();
        assert_eq!(net.listener.heard().to_vec(), [4.0, 4.0]);
        assert_eq!(net.speaker.spikes.fired().len(), 5);
        // They last one iteration.
        net.step().unwrap();
        assert_eq!(net.listener.heard().to_vec(), [2.0, 2.0]);
        assert_eq!((net.speaker.spikes.fired().len(), net.speaker.fired_count()), (5, 5));
    }

    #[test]
    fn weights_are_targets_by_sources() {
        let mut net = told();
        assert_eq!(net.PATH_speaker_to_listener.W().dim(), (2, 3));
        net.PATH_speaker_to_listener.W_mut().fill(0.0);
        // From speaker 0 to listener 1.
        net.PATH_speaker_to_listener.W_mut()[[1, 0]] = 8.0;
        net.step().unwrap();
        assert_eq!(net.listener.heard().to_vec(), [0.0, 8.0]);
        net.PATH_speaker_to_listener.W_mut()[[0, 0]] = 1.0;
        net.step().unwrap();
        assert_eq!(net.listener.heard().to_vec(), [1.0, 12.0]);
    }
}

mod extending {
    use super::*;

    behavior! {
        Noise {
            state { v: normal(), other: uniform() }
            afferent { W: uniform() }
            step { v = 0.5 * v + uniform() + 0.1 * normal(); for s in afferent(All) { v += 0.01 * sum(s.W * s.src.v); } }
        }
    }

    network! {
        Small {
            use Noise;
            group first: 70 { 1: Noise }
            group last: 5 { 1: Noise }
            synapses S: first -> last;
        }
    }

    network! {
        Large {
            use Noise, Recorder;
            group before: 9 { 1: Noise, 0: Recorder [other] }
            group first: 70 { -1: Recorder [other] as early, 1: Noise, 2: Recorder [v] }
            group last: 5 { 1: Noise, 2: Recorder [v] }
            synapses T: before -> before;
            synapses S: first -> { last, before };
        }
    }

    #[test]
    fn leaves_the_draws_of_the_rest_alone() {
        let (mut small, mut large) = (Small::builder().build().unwrap(), Large::builder().build().unwrap());
        assert_eq!(small.S_first_to_last.W(), large.S_first_to_last.W());
        small.simulate(5).unwrap();
        large.simulate(5).unwrap();
        assert_eq!(small.first.v(), large.first.v());
        assert_eq!(small.last.v(), large.last.v());
        assert_ne!(small.first.v(), small.first.other());
    }
}

mod looking_on {
    use std::ops::ControlFlow;

    use super::*;

    #[test]
    fn happens_between_stretches_and_at_the_end() {
        let mut net = told();
        let mut seen = Vec::new();
        let end = net.simulate_with(6, 4, |net| {
            seen.push((net.iteration(), net.speaker.spikes.fired().len()));
            ControlFlow::<()>::Continue(())
        });
        assert_eq!((end.unwrap(), seen), (ControlFlow::Continue(()), vec![(4, 4), (6, 7)]));
        let mut at_once = told();
        at_once.simulate(6).unwrap();
        assert_eq!(net.speaker.spikes.fired(), at_once.speaker.spikes.fired());
        assert_eq!(net.listener.heard(), at_once.listener.heard());

        let mut times = 0;
        let count = |_: &mut Talk| {
            times += 1;
            ControlFlow::<()>::Continue(())
        };
        let _ = told().simulate_with(6, 0, count).unwrap();
        assert_eq!(times, 1);
    }

    #[test]
    fn changes_and_ends_the_run() {
        let mut net = told();
        let end = net.simulate_with(6, 1, |net| {
            net.speaker.given.update(|parameters| parameters.gain = 0.0).unwrap();
            if net.iteration() == 3 { ControlFlow::Break(net.iteration()) } else { ControlFlow::Continue(()) }
        });
        assert_eq!(end.unwrap(), ControlFlow::Break(3));
        assert_eq!((net.iteration(), net.speaker.spikes.fired().len()), (3, 1));
    }

    #[test]
    fn begins_where_the_whole_run_is_possible_alone() {
        let mut net = told();
        let error = net.simulate_with(7, 1, |_| ControlFlow::<()>::Continue(())).unwrap_err();
        assert!(error.to_string().contains("speaker.given.current"), "{error}");
        assert_eq!(net.iteration(), 0);
    }

    #[test]
    fn an_update_that_is_wrong_changes_nothing() {
        let mut net = told();
        let update = net.speaker.given.update(|parameters| parameters.gain = f32::NAN);
        assert!(update.unwrap_err().to_string().contains("speaker.given.gain"));
        assert_eq!(net.speaker.given.parameters().gain, 1.0);
    }

    #[test]
    fn rows_and_spikes_have_their_times() {
        let mut net = told();
        net.simulate(2).unwrap();
        net.speaker.recorder.set_on(false);
        net.simulate(1).unwrap();
        net.speaker.recorder.set_on(true);
        net.simulate(1).unwrap();
        assert_eq!(net.speaker.recorder.times().to_vec(), [0.0, 0.5, 1.5]);
        assert_eq!(net.speaker.spikes.fired()[3].time(net.dt()), 1.5);
    }
}
