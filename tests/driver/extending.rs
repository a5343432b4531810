//! What a network has more leaves the draws of the rest alone.

use super::*;

behavior! {
    Noise {
        state { v: normal(), other: uniform() }
        afferent { W: uniform() }
        step { v = 0.5 * v + uniform() + 0.1 * normal(); for s in afferent(All) { v += 0.01 * sum(s.W * s.src.v); } }
    }
}

network! {
    Small {
        use Noise;
        group first: 70 { 1: Noise }
        group last: 5 { 1: Noise }
        synapses S: first -> last;
    }
}

network! {
    Large {
        use Noise, Recorder;
        group before: 9 { 1: Noise, 0: Recorder [other] }
        group first: 70 { -1: Recorder [other] as early, 1: Noise, 2: Recorder [v] }
        group last: 5 { 1: Noise, 2: Recorder [v] }
        synapses T: before -> before;
        synapses S: first -> { last, before };
    }
}

#[test]
fn leaves_the_draws_of_the_rest_alone() {
    let (mut small, mut large) = (Small::builder().build().unwrap(), Large::builder().build().unwrap());
    assert_eq!(small.S_first_to_last.W(), large.S_first_to_last.W());
    small.simulate(5).unwrap();
    large.simulate(5).unwrap();
    assert_eq!(small.first.v(), large.first.v());
    assert_eq!(small.last.v(), large.last.v());
    assert_ne!(small.first.v(), small.first.other());
}
