//! Behaviours of other crates, of other modules, of the same module and of izhi itself, in one network.

use izhi::prelude::*;
use izhi_test_library::neurons::{self, Metronome};

mod readers {
    pub(crate) mod deep {
        izhi::behavior! {
            /// Says who is above a threshold.
            pub(crate) Threshold {
                param { threshold }
                event { fired }
                step { fired = v > threshold; }
            }
        }
    }
}

behavior! {
    /// Counts them.
    Tally {
        state { total: 0.0 }
        step { if fired { total += 1.0; } }
    }
}

network! {
    Mixed {
        use Metronome, neurons::Leak as Forgetful, izhi_test_library::neurons::perfect::Leak, izhi_test_library::Delta,
            readers::deep::Threshold, Tally, izhi::Recorder as Trace, izhi::Recorder;

        group clocks: 2 {
            1: Metronome { interval: 3.0 },
            9: Recorder [fired],
        }
        group forgetful: 1 {
            2: Forgetful { keep: 0.5 },
            3: Delta { weight: 2.0 },
            4: Threshold { threshold: 4.25 },
            5: Tally,
            9: Trace [v],
        }
        group perfect: 1 {
            2: Leak,
            3: Delta,
            4: Threshold { threshold: 4.25 },
            5: Tally,
            9: Trace [v],
        }

        synapses TICKS: clocks -> { forgetful, perfect };
    }
}

#[test]
fn meet_in_one_network() {
    let mut net = Mixed::builder().build().unwrap();
    net.simulate(7).unwrap();
    let fired: Vec<bool> = net.clocks.recorder.fired().column(0).to_vec();
    assert_eq!(fired, [true, false, false, true, false, false, true]);
    // Two clocks, each with a weight of 2, and half of it forgotten in each iteration.
    assert_eq!(net.forgetful.trace.v().column(0).to_vec(), [4.0, 2.0, 1.0, 4.5, 2.25, 1.125, 4.5625]);
    assert_eq!(net.perfect.trace.v().column(0).to_vec(), [2.0, 2.0, 2.0, 4.0, 4.0, 4.0, 6.0]);
    assert_eq!((net.forgetful.total()[0], net.perfect.total()[0]), (2.0, 1.0));
}

network! {
    Twins {
        use neurons::perfect::Leak, neurons::again::Leak as Twin;
        group one: 1 { 1: Leak }
        group other: 1 { 1: Twin }
    }
}

#[test]
fn may_know_izhi_by_another_name() {
    let mut net = izhi_test_library::clockwork::Clockwork::builder().build().unwrap();
    net.simulate(3).unwrap();
    assert_eq!(net.clocks.spikes.fired().len(), 6);
    // Two clocks drive the neurons in the middle; one more drives each.
    assert_eq!(net.cells.v().to_vec(), [4.0, 6.0, 6.0, 4.0]);
}

#[test]
fn may_be_declared_twice() {
    let net = Twins::builder().build().unwrap();
    assert_eq!(net.one.v(), net.other.v());
}

#[test]
fn bring_their_parameters() {
    let mut builder = Mixed::builder();
    builder.clocks.metronome.begin = 2.0;
    builder.forgetful.forgetful.keep = 0.0;
    let mut net = builder.build().unwrap();
    net.simulate(4).unwrap();
    assert_eq!(net.forgetful.trace.v().column(0).to_vec(), [0.0, 0.0, 4.0, 0.0]);
}

/// As a module of the other crate is called.
mod clockwork {
    use izhi::ndarray::{ArrayView1, ArrayViewMut1};

    /// Doubles.
    pub(crate) fn shift(from: ArrayView1<'_, f32>, mut to: ArrayViewMut1<'_, f32>) {
        to.assign(&(&from * 2.0));
    }

    izhi::behavior! {
        /// Calls a function of its own crate by the path that another has in the other crate.
        pub(crate) Doubling {
            state { doubled: 1.0 }
            step {
                call crate::clockwork::shift(doubled + 0.0, mut doubled);
            }
        }
    }
}

network! {
    Round {
        use izhi_test_library::clockwork::Carousel, izhi_test_library::clockwork::Carousel(w) as Named, clockwork::Doubling;
        group cells: 4 { 1: Carousel, 2: Named, 3: Doubling }
    }
}

#[test]
fn functions_are_those_of_the_behavior_s_own_crate() {
    let mut net = Round::builder().build().unwrap();
    net.simulate(3).unwrap();
    assert_eq!(net.cells.moved().to_vec(), [1.0, 2.0, 3.0, 0.0]);
    assert_eq!(net.cells.w().to_vec(), [1.0, 2.0, 3.0, 0.0]);
    assert_eq!(net.cells.doubled().to_vec(), [8.0; 4]);
    izhi_interpreter::assert_equal(Round::builder().build(), 20);
}
