//! Recorders on and off, and what they keep.

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
