//! The seed network in `f64` with its noise as an input: what another simulator drew, this one replays.

use izhi::prelude::*;

behavior! {
    /// Izhikevich's simple model in PymoNNto's order: reset first, then one Euler step.
    pub(crate) ReplayMain {
        param { a: 0.02, b: 0.2, c: -65.0, d: 8.0 }
        state { v: -65.0, u: -8.0, I: 0.0 }
        event { fired }
        step {
            fired = v > 30.0;
            if fired { v = c; u += d; }
            v += dt * (0.04 * pow(v, 2) + 5.0 * v + 140.0 - u + I);
            u += dt * (a * (b * v - u));
        }
    }
}

behavior! {
    /// Given noise in place of drawn noise, and the spikes of the last iteration.
    pub(crate) ReplayInput {
        input {
            /// What the original drew, from 0 to 1.
            noise
        }
        afferent { W: 0.0 }
        step {
            I = 20.0 * noise;
            for s in afferent(GLUTAMATE) { I += 0.5 * sum(s.W where s.src.fired); }
            for s in afferent(GABA)      { I -= sum(s.W where s.src.fired); }
        }
    }
}

network! {
    /// The seed network, of whatever sizes its builder is given.
    pub(crate) Replay {
        use ReplayMain, ReplayInput, izhi::Recorder;
        dt: 0.5;
        float: f64;

        group excitatory: 80 {
            1: ReplayMain,
            2: ReplayInput,
            9: Recorder [v, u, fired, I] as recorder,
        }
        group inhibitory: 20 {
            1: ReplayMain,
            2: ReplayInput,
            9: Recorder [v, u, fired, I] as recorder,
        }

        synapses GLUTAMATE: excitatory -> { excitatory, inhibitory };
        synapses GABA:      inhibitory -> { excitatory, inhibitory };
    }
}
