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
