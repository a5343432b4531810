//! States, events, weights and whole parts, changed from outside between two runs.

use super::*;

#[test]
fn parts_of_another_size_are_refused_before_anything_runs() {
    let mut builder = talk();
    builder.listener.size = Grid::line(5);
    let mut larger = builder.build().unwrap();
    let mut net = told();
    let expected = "is for 2 neurons or synapses, and here are 5: parts can be exchanged between groups of one size";
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

#[test]
fn writes_by_tag() {
    let mut net = told();
    let names =
        |net: &mut Talk, tag| net.find_mut(tag).iter().map(izhi::catalogue::ItemMut::full_name).collect::<Vec<_>>();
    assert_eq!(names(&mut net, "v"), ["speaker.v"]);
    assert_eq!(names(&mut net, "FRONT.v"), ["speaker.v"]);
    assert_eq!(names(&mut net, "FRONT"), ["speaker.v", "speaker.fired"]);
    assert_eq!(names(&mut net, "FAST.W"), ["PATH_speaker_to_listener.W"]);
    assert_eq!(names(&mut net, "All"), ["speaker.v", "speaker.fired", "listener.heard", "PATH_speaker_to_listener.W"]);
    assert!(names(&mut net, "gain").is_empty() && names(&mut net, "speaker.W").is_empty());

    net.get_mut("W", 0).unwrap().fill(0.25).unwrap();
    assert!(net.PATH_speaker_to_listener.W().iter().all(|weight| *weight == 0.25));
    let izhi::catalogue::ValueMut::State(mut heard) = net.get_mut("listener.heard", 0).unwrap().value else {
        panic!("a state")
    };
    heard[1] = 3.0;
    assert_eq!(net.listener.heard().to_vec(), [0.0, 3.0]);
    net.get_mut("fired", 0).unwrap().fill(1.0).unwrap();
    net.step().unwrap();
    assert_eq!(net.listener.heard().to_vec(), [0.25, 1.75]);
    let error = net.get_mut("fired", 0).unwrap().fill(0.5).unwrap_err().to_string();
    assert_eq!(error, "`speaker.fired` takes 0 or 1, and was given 0.5");
    let error = net.get_mut("v", 0).unwrap().fill(f64::NAN).unwrap_err().to_string();
    assert_eq!(error, "`speaker.v` expects finite values, and NaN was found");
    assert!(matches!(net.get_mut("v", 1), Err(Error::Index { found: 1, index: 1, .. })));
    let error = net.get_mut("gain", 0).unwrap_err().to_string();
    assert_eq!(
        error,
        "expected the tag of a variable of neurons or synapses, and `gain` is none; there is speaker.v, speaker.fired, \
         listener.heard, PATH_speaker_to_listener.W"
    );
}

/// Who looks through what can be written to has not said which neurons fire.
#[test]
fn an_event_that_is_only_looked_at_is_not_given() {
    let mut net = told();
    net.step().unwrap();
    assert_eq!(net.speaker.fired().to_vec(), [true, false, false]);
    net.set_enabled("given", false).unwrap();
    assert_eq!(net.find_mut("All").len(), 4);
    net.get_mut("v", 0).unwrap().fill(0.0).unwrap();
    net.step().unwrap();
    assert_eq!(net.speaker.fired().to_vec(), [false; 3]);
}
