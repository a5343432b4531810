//! The catalogue, names and views.

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
    assert_eq!(weights.view().dim(), (2, 3));
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
