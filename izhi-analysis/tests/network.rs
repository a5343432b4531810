//! Spike trains of a network, by the tags of its recorders.

use izhi::analysis::SpikeTrains;
use izhi::prelude::*;

behavior! {
    /// Each neuron fires in every third iteration, one after the other.
    pub Turns {
        state { v: 0.0 }
        event { fired: false }
        step { fired = (iteration + index) % 3 == 0; v += 1.0; }
    }
}

network! {
    pub(crate) Recorded {
        use Turns, izhi::Recorder, izhi::EventRecorder;
        dt: 0.5 ms;
        group cells: 4 { 1: Turns, 8: Recorder [v, fired] as recorder, 9: EventRecorder [fired] as spikes }
        group others: 2 { 1: Turns, 9: EventRecorder [fired] as other_spikes }
    }
}

fn network() -> Recorded {
    let mut net = Recorded::builder().build().unwrap();
    net.simulate(100).unwrap();
    net
}

#[test]
fn both_recorders_know_the_same_trains() {
    let net = network();
    let trains = SpikeTrains::recorded(&net, "cells.spikes.fired").unwrap();
    assert_eq!((trains.neurons(), trains.start(), trains.stop(), trains.step()), (4, 0.0, 50.0, Some(0.5)));
    let of_neuron = |neuron: usize| trains.iter().nth(neuron).unwrap()[..3].to_vec();
    assert_eq!([of_neuron(0), of_neuron(1)], [[0.0, 1.5, 3.0], [1.0, 2.5, 4.0]]);
    let own = net.cells.spikes.fired();
    assert_eq!(trains, SpikeTrains::from_spikes(own, 4, 0.5, 0..100).unwrap());
    // Of a recorder of more than the event as well, and by its name alone.
    for tag in ["spikes", "cells.recorder.fired", "recorder"] {
        assert_eq!(SpikeTrains::recorded(&net, tag).unwrap(), trains, "{tag}");
    }
    assert_eq!(SpikeTrains::recorded(&net, "other_spikes").unwrap().neurons(), 2);
}

#[test]
fn other_tags_are_errors() {
    let mut net = network();
    let of = |net: &Recorded, tag: &str| SpikeTrains::recorded(net, tag).unwrap_err().to_string();
    assert!(of(&net, "spike").starts_with("nothing has the tag `spike`; there is "));
    assert_eq!(
        of(&net, "cells.v"),
        "`cells.v`: expected the recorded events of one group, and found cells.v: state [4]"
    );
    assert_eq!(
        of(&net, "cells.recorder.v"),
        "`cells.recorder.v`: expected the recorded events of one group, and found cells.recorder.v: recording [100, 4]"
    );
    assert_eq!(
        of(&net, "fired"),
        "`fired`: expected the recorded events of one group, and found cells.recorder.fired and cells.spikes.fired"
    );
    net.set_enabled("recorder", false).unwrap();
    net.simulate(1).unwrap();
    net.set_enabled("recorder", true).unwrap();
    net.simulate(2).unwrap();
    assert_eq!(
        of(&net, "cells.recorder.fired"),
        "`cells.recorder.fired`: expected all iterations from 0 to 102, and 102 were recorded: between two of them the recorder \
         was off, or kept every so many alone"
    );
    let new = Recorded::builder().build().unwrap();
    assert_eq!(of(&new, "cells.spikes.fired"), "`cells.spikes.fired`: nothing has been recorded");
}

/// What a recorder keeps of what it sees is what is analysed, over the time in which it was kept.
#[test]
fn recorders_that_keep_a_part_say_which() {
    let full = SpikeTrains::recorded(&network(), "spikes").unwrap();
    for (sampling, neurons, window) in [
        (Sampling::everything().neurons(vec![2, 0]), vec![2, 0], 0.0..50.0),
        (Sampling::everything().between(10.0, 30.0), vec![0, 1, 2, 3], 10.0..30.0),
        (Sampling::everything().newest(20).neurons(1..), vec![1, 2, 3], 40.0..50.0),
    ] {
        let mut net = Recorded::builder().build().unwrap();
        net.cells.recorder.sample(sampling.clone()).unwrap();
        net.cells.spikes.sample(sampling).unwrap();
        net.simulate(100).unwrap();
        let expected = full.select(neurons).unwrap().between(window).unwrap();
        assert!(expected.spikes() > 10);
        for tag in ["cells.spikes.fired", "cells.recorder.fired"] {
            assert_eq!(SpikeTrains::recorded(&net, tag).unwrap(), expected, "{tag}");
        }
    }
    // What is recorded after a transient has been forgotten.
    let mut net = network();
    net.clear_recordings();
    net.simulate(20).unwrap();
    let trains = SpikeTrains::recorded(&net, "spikes").unwrap();
    assert_eq!((trains.start(), trains.stop()), (50.0, 60.0));
}
