//! An event lasts one iteration, whoever assigns to it and whoever is switched off.

use izhi::library::input::PoissonNeurons;
use izhi::library::synapses::Exponential;
use izhi::prelude::*;
use izhi_interpreter::assert_equal;

behavior! {
    /// Assigns in one iteration, and says nothing of the others.
    Kick {
        event { fired: false }
        step { if iteration == 2 && index != 1 { fired = true; } }
    }
}

behavior! {
    /// Assigns in each iteration, after having read what there was in the last.
    Pulse {
        state { before: 0.0 }
        step {
            if fired { before += 1.0; }
            if iteration % 4 == 3 { fired = true; } else { fired = false; }
        }
    }
}

behavior! {
    /// Takes some away again.
    Veto { step { if index == 0 { fired = false; } } }
}

network! {
    Alone {
        use Kick, izhi::EventRecorder;
        group a: 3 { 1: Kick, 2: EventRecorder [fired] as spikes }
    }
}

network! {
    Several {
        use Kick, Pulse, Veto, izhi::EventRecorder;
        group a: 3 { 1: Pulse, 2: Kick, 3: Veto, 4: EventRecorder [fired] as spikes }
    }
}

network! {
    Noise {
        use PoissonNeurons, Exponential(SYN, g), izhi::EventRecorder;
        dt: 1.0;
        group sources: 50 { 1: PoissonNeurons { frequency: 200 Hz }, 2: EventRecorder [fired] as spikes }
        group targets: 5 { 1: Exponential { tau: 5 ms } }
        synapses SYN: sources -> targets { W: 1.0; delay: 2.0; }
    }
}

fn iterations<'a>(spikes: impl IntoIterator<Item = &'a izhi::recording::Spike>) -> Vec<(u64, u32)> {
    spikes.into_iter().map(|spike| (spike.iteration, spike.neuron)).collect()
}

#[test]
fn what_is_not_assigned_to_is_no_event() {
    assert_equal(Alone::builder().build(), 10);
    let mut net = Alone::builder().build().unwrap();
    net.simulate(10).unwrap();
    assert_eq!(iterations(net.a.spikes.fired()), [(2, 0), (2, 2)]);
    assert_eq!(net.a.fired_count(), 2);
}

#[test]
fn several_behaviors_decide_on_one_event() {
    assert_equal(Several::builder().build(), 12);
    let mut net = Several::builder().build().unwrap();
    net.simulate(8).unwrap();
    let expected = [(2, 2), (3, 1), (3, 2), (7, 1), (7, 2)];
    assert_eq!(iterations(net.a.spikes.fired()), expected);
    // An event counts once, however many assign to it.
    assert_eq!(net.a.fired_count(), expected.len() as u64);
    assert_eq!(net.a.before().to_vec(), [0.0, 1.0, 2.0]);
}

#[test]
fn without_its_first_behavior_an_event_is_what_the_others_say() {
    let mut net = Several::builder().build().unwrap();
    net.simulate(2).unwrap();
    net.set_enabled("Pulse", false).unwrap();
    net.simulate(6).unwrap();
    assert_eq!(iterations(net.a.spikes.fired()), [(2, 2)]);
    net.set_enabled("Pulse", true).unwrap();
    net.set_enabled("Veto", false).unwrap();
    net.simulate(4).unwrap();
    assert_eq!(iterations(net.a.spikes.fired()), [(2, 2), (11, 0), (11, 1), (11, 2)]);
    let mut net = Several::builder().build().unwrap();
    net.set_enabled("Pulse", false).unwrap();
    assert_equal(Ok(net), 8);
}

#[test]
fn a_source_that_is_switched_off_is_silent() {
    let mut net = Noise::builder().build().unwrap();
    net.simulate(100).unwrap();
    let spikes = net.sources.spikes.fired().len();
    assert!(net.sources.fired().iter().any(|fired| *fired), "some fire in the last iteration");
    net.set_enabled("PoissonNeurons", false).unwrap();
    net.simulate(3).unwrap();
    // What had set out has arrived; from here on the conductance decays alone.
    let before = net.targets.g().to_vec();
    net.simulate(10).unwrap();
    for (now, before) in net.targets.g().iter().zip(before) {
        let expected = before * (-10.0_f32 / 5.0).exp();
        assert!((now - expected).abs() < 1e-4 * expected, "{now} and {expected}");
    }
    assert_eq!(net.sources.spikes.fired().len(), spikes);
    assert_eq!(net.sources.fired_count(), spikes as u64);
    net.set_enabled("PoissonNeurons", true).unwrap();
    net.simulate(100).unwrap();
    assert!(net.sources.spikes.fired().len() > spikes + 500);
}
