//! Sparse synapses with a delay each that learn: updates that wait, and a trace that decays by itself.

use izhi::prelude::*;

behavior! {
    /// A leaky neuron with a trace of its spikes, driven by noise.
    pub(crate) Cell {
        param { tau: 10.0 }
        state { v: 0.0, trace: 0.0, excitation: 0.0 }
        event { fired: false }
        step {
            v = v * exp(-dt / tau) + 0.4 * uniform() + excitation;
            fired = v > 1.0;
            trace *= exp(-dt / tau);
            if fired { v = 0.0; trace += 1.0; }
        }
    }
}

behavior! {
    /// What arrives, and pair-based plasticity with the presynaptic trace at the synapse.
    pub(crate) Learning(TAG) {
        param { rate: 0.02, tau_pre: 5.0 }
        afferent(TAG) { W: uniform(0.02, 0.06), pre: 0.0 decays(tau_pre) }
        step {
            for s in afferent(TAG) {
                excitation = sum(s.W where s.src.fired);
                if s.src.fired {
                    s.pre += 1.0;
                    s.W = max(s.W - rate * s.dst.trace * s.W, 0.0);
                }
                if s.dst.fired { s.W = min(s.W + rate * s.pre, 1.0); }
            }
        }
    }
}

network! {
    /// Cells that excite their neighbours after a time that grows with the distance.
    pub(crate) Plastic {
        use Cell, Learning(NEAR), izhi::Recorder;
        group cells: grid(5, 5) {
            1: Cell,
            2: Learning,
            9: Recorder [v, excitation, fired] as recorder,
        }
        synapses NEAR: cells -> cells {
            connect: disc(2.0).without_self();
            delay: 1.0 + floor(hypot(src.x - dst.x, src.y - dst.y));
        }
        synapses FIXED: cells -> cells {
            connect: |source, target| source + 1 == target;
            delay: 3.0;
        }
    }
}
