//! Runs: inputs that end, seeds, threads, and what is switched or set between two.

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
    let full = |net: &Talk, tag: &str| -> Vec<String> { net.find(tag).iter().map(|item| item.full_name()).collect() };
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
