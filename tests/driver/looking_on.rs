//! Programs that look on between stretches of a run.

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
