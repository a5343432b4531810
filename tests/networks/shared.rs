//! Synapses with a delay each whose weights do not change, and of which several sums are taken.

use izhi::prelude::*;

behavior! {
    /// Fires by chance and when enough has arrived, in two ways.
    pub(crate) Cell {
        state { v: 0.0, excitation: 0.0, inhibition: 0.0 }
        event { fired: false, burst: false }
        step {
            v = 0.9 * v + 0.3 * uniform() + excitation - inhibition;
            fired = v > 1.0;
            burst = v > 1.2;
            if fired { v = 0.0; }
        }
    }
}

behavior! {
    /// Several sums over the same synapses: by two events, and by two of their variables.
    pub(crate) Hear(TAG) {
        afferent(TAG) { W: uniform(0.02, 0.3), other: 0.05 * uniform() }
        step {
            for s in afferent(TAG) {
                excitation = sum(s.W where s.src.fired);
                excitation += sum(s.W where s.src.burst);
                inhibition = sum(s.other where s.src.fired);
            }
        }
    }
}

behavior! {
    /// The same sum by a second behaviour.
    pub(crate) HearAgain {
        step { for s in afferent(NEAR) { excitation += 0.5 * sum(s.W where s.src.fired); } }
    }
}

network! {
    /// Synapses with a delay each whose weights do not change, and of which more than one sum is taken.
    pub(crate) Shared {
        use Cell, Hear(NEAR), HearAgain, izhi::Recorder;
        group cells: 70 { 1: Cell, 2: Hear, 3: HearAgain, 9: Recorder [v, fired, burst] }
        synapses NEAR: cells -> cells { connect: |source, target| (source * 7 + target) % 5 == 0; delay: 1.0 + dst.index % 4; }
    }
}
