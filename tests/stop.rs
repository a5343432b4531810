//! Runs that end before their time.

use izhi::prelude::*;
use izhi_interpreter::self_test;

behavior! {
    /// Fires more and more.
    Growth {
        state { v: uniform() }
        event { fired: false }
        step { v += 0.01 + 0.001 * normal(); fired = v > 1.0; }
    }
}

behavior! {
    /// Ends the run when so many fire at once.
    Until {
        param { most: 5.0, first: 0.0 }
        step { if iteration >= first { stop when count(fired) >= most; } }
    }
}

behavior! {
    /// What comes later in the iteration still runs.
    After {
        state { iterations: 0.0 }
        step { iterations += 1.0; }
    }
}

network! {
    Net {
        use Growth, Until, After, EventRecorder;
        group cells: 50 { 1: Growth, 2: Until, 3: Until { most: 1000.0 } as never, 4: After, 9: EventRecorder [fired] as spikes }
        group others: 20 { 1: Growth, 5: Until { most: 15.0, first: 40.0 } }
    }
}

fn counts(net: &Net) -> (usize, usize) {
    let count = |fired: izhi::ndarray::ArrayView1<'_, bool>| fired.iter().filter(|fired| **fired).count();
    (count(net.cells.fired()), count(net.others.fired()))
}

#[test]
fn end_behind_the_iteration_in_which_the_condition_holds() {
    let mut net = Net::builder().seed(5).build().unwrap();
    net.simulate(1000).unwrap();
    let stopped = net.iteration();
    assert!(stopped < 1000 && counts(&net).0 >= 5, "{stopped} {:?}", counts(&net));
    assert_eq!(net.stopped_by(), Some("cells.until"));
    assert_eq!(net.cells.iterations()[0], stopped as f32);
    // Not before.
    let mut short = Net::builder().seed(5).build().unwrap();
    short.simulate(stopped - 1).unwrap();
    assert_eq!((short.iteration(), short.stopped_by()), (stopped - 1, None));
    assert!(counts(&short).0 < 5);
    // Again and again, as long as it holds: each run has one iteration at least.
    net.simulate(1000).unwrap();
    assert_eq!((net.iteration(), net.stopped_by()), (stopped + 1, Some("cells.until")));
    net.cells.until.set_enabled(false);
    net.simulate(1000).unwrap();
    assert_eq!(net.stopped_by(), Some("others.until"));
    assert!(net.iteration() > 40 && counts(&net).1 >= 15);
    net.others.until.set_enabled(false);
    let before = net.iteration();
    net.simulate(20).unwrap();
    assert_eq!((net.iteration(), net.stopped_by()), (before + 20, None));
    assert_eq!(net.cells.spikes.fired().len() as u64, net.cells.fired_count());
}

#[test]
fn are_those_of_the_schedule() {
    self_test(|| Net::builder().seed(6).build(), 100);
}

#[test]
fn a_trial_begins_without_what_has_stopped_the_last_one() {
    let mut net = Net::builder().seed(5).build().unwrap();
    net.simulate(1000).unwrap();
    let stopped = net.iteration();
    net.reset(Reset::anew()).unwrap();
    assert_eq!(net.stopped_by(), None);
    net.simulate(3).unwrap();
    assert_eq!((net.iteration(), net.stopped_by()), (3, None));
    net.simulate(1000).unwrap();
    assert_eq!(net.iteration(), stopped);
}
