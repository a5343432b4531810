//! Runs with a bar where there is no terminal: the results, when they end, and Ctrl-C.

use izhi::prelude::*;
use izhi::ranks::in_threads;
use izhi_progress::simulate;

behavior! {
    Cell {
        state { v: uniform() }
        event { fired: false }
        afferent { W: 0.1 * uniform() }
        step {
            v += 0.1 * uniform();
            for s in afferent(All) { v += sum(s.W where s.src.fired); if s.dst.fired { s.W *= 0.99; } }
            fired = v > 1.0;
            if fired { v = 0.0; }
        }
    }
}

behavior! {
    Until {
        param { last: 1e9 }
        step { stop when iteration >= last; }
    }
}

network! {
    Net {
        use Cell, Until, izhi::Recorder;
        dt: 0.1;
        group cells: 50 { 1: Cell, 2: Until, 9: Recorder [v, fired] as recorder }
        synapses ALL: cells -> cells { connect: fixed_probability(0.2); delay: 0.3; }
    }
}

#[test]
fn equal_those_that_are_simulated_at_once() {
    for (iterations, threads) in [(1, 1), (3000, 1), (3000, 2)] {
        let build = || Net::builder().seed(2).threads(threads).build().unwrap();
        let (mut shown, mut simulated) = (build(), build());
        let run = simulate(&mut shown, iterations).unwrap();
        simulated.simulate(iterations).unwrap();
        assert_eq!((run.iterations(), run.is_interrupted()), (iterations, false));
        assert!(shown.snapshot().unwrap() == simulated.snapshot().unwrap());
    }
    let mut net = Net::builder().build().unwrap();
    assert_eq!(simulate(&mut net, 0).unwrap().iterations(), 0);
}

/// Ranks that took blocks of their own would wait for each other for ever.
#[test]
fn are_the_same_on_several_ranks() {
    let mut alone = Net::builder().seed(2).build().unwrap();
    alone.simulate(2000).unwrap();
    in_threads(2, |world| {
        let mut net = Net::builder().seed(2).ranks(world).build().unwrap();
        let run = simulate(&mut net, 2000).unwrap();
        assert_eq!((run.iterations(), run.is_interrupted()), (2000, false));
        assert_eq!(net.cells.v(), alone.cells.v());
    });
}

#[test]
fn end_where_the_network_stops() {
    let mut builder = Net::builder();
    builder.cells.until.last = 76.0;
    let mut net = builder.build().unwrap();
    let run = simulate(&mut net, 1000).unwrap();
    assert_eq!((run.iterations(), run.is_interrupted(), net.iteration()), (77, false, 77));
    assert_eq!(net.stopped_by(), Some("cells.until"));
}

#[test]
fn that_cannot_be_complete_do_not_begin() {
    let mut net = Net::builder().build().unwrap();
    assert!(simulate(&mut net, u64::MAX).is_err());
    assert_eq!(net.iteration(), 0);
}
