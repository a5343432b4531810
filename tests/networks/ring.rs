//! Several groups and synapse groups of one model, which share its programs.

use izhi::prelude::*;

behavior! {
    /// Fires when enough has arrived, and then not for a while.
    pub(crate) Relay {
        param { needed: 2.0, pause: 4.0 }
        state { received: 0.0, waiting: 0.0 }
        event { fired }
        step {
            waiting = max(waiting - 1.0, 0.0);
            fired = received >= needed && waiting == 0.0;
            if fired { waiting = pause; }
        }
    }
}

behavior! {
    /// The first neurons fire once, at the beginning.
    pub(crate) Kick {
        step { if iteration == 0 && index < 4 { fired = true; } }
    }
}

behavior! {
    /// Hears the nearest neurons of the groups before.
    pub(crate) Hear {
        afferent(CHAIN) { W: if abs(dst.x - src.x) <= 1.0 { 1.0 } else { 0.0 } }
        step {
            received = 0.0;
            for s in afferent(CHAIN) { received += sum(s.W where s.src.fired); }
        }
    }
}

network! {
    /// A pulse that goes round, one group after the other.
    pub(crate) Ring {
        use Relay, Kick, Hear, izhi::EventRecorder;

        group first: 8  { 1: Relay, 2: Kick, 3: Hear, 9: EventRecorder [fired] as spikes }
        group second: 8 { 1: Relay, 3: Hear, 9: EventRecorder [fired] as spikes }
        group third: 8  { 1: Relay, 3: Hear, 9: EventRecorder [fired] as spikes }
        group fourth: 8 { 1: Relay, 3: Hear, 9: EventRecorder [fired] as spikes }

        synapses CHAIN: first -> second;
        synapses CHAIN: second -> third;
        synapses CHAIN: third -> fourth;
        synapses CHAIN: fourth -> first;
    }
}
