//! One behaviour twice in a group, several tags of groups and synapse groups, `All`, both recorders, and a
//! grid of three dimensions.

use izhi::prelude::*;

behavior! {
    /// Collects what arrives and forgets it slowly.
    pub(crate) Cell {
        state { v: 0.0, I: 0.0 }
        event { fired: false }
        afferent(All) { W: 0.03 * uniform() }
        step {
            v = 0.95 * v + I;
            fired = v > 1.0;
            if fired { v -= 1.0; }
            I = 0.0;
            for s in afferent(All) { I += sum(s.W where s.src.fired); }
            // What is fast arrives twice.
            for s in afferent(FAST) { I += sum(s.W where s.src.fired); }
        }
    }
}

behavior! {
    /// A wave through the volume.
    pub(crate) Wave {
        param { amplitude, period: 20.0, phase: 0.0 }
        step { I += amplitude * (1.0 + sin(6.283185307179586 * iteration / period + phase * (x + y + z))); }
    }
}

network! {
    /// Two eyes and a brain. Beats come from two waves of different periods.
    pub(crate) Twice {
        use Cell, Wave, izhi::Recorder, izhi::EventRecorder as Spikes;
        seed: 4;

        /// Sees two waves.
        group left, EYE: grid(4, 3, 2) {
            1: Cell,
            2: Wave { amplitude: 0.1 },
            3: Wave { amplitude: 0.05, period: 7.0, phase: 0.5 },
            8: Recorder [v],
            9: Spikes [fired],
        }
        group right, EYE: grid(4, 3, 2) {
            1: Cell,
            2: Wave { amplitude: 0.15, period: 11.0 } as slow,
            3: Wave { amplitude: 0.03, period: 3.0 } as quick,
            8: Recorder [v],
            9: Spikes [fired],
        }
        group brain: squared(10) {
            1: Cell,
            9: Recorder [v, fired],
        }

        synapses OPTIC, FAST: left -> brain;
        synapses OPTIC, SLOW: right -> brain;
        synapses BACK, SLOW: brain -> { left, right };
    }
}
