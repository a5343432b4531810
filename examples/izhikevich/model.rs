//! The model: behaviours, and the network that puts them together.

use izhi::prelude::*;

behavior! {
    /// Izhikevich's simple model in PymoNNto's order: reset first, then one Euler step.
    pub(crate) IzhikevichMain {
        param { a: 0.02, b: 0.2, c: -65.0, d: 8.0 }
        state { v: -65.0 * uniform(), u: -8.0 * uniform(), I: 0.0 }
        event { fired }
        step {
            fired = v > 30.0;
            if fired { v = c; u += d; }
            v += dt * (0.04 * v * v + 5.0 * v + 140.0 - u + I);
            u += dt * (a * (b * v - u));
        }
    }
}

behavior! {
    /// A thalamic input that is drawn anew in each iteration, and the spikes of the last one.
    pub(crate) IzhikevichInput {
        param {
            /// The largest weight. In smaller networks weights are larger, so that the sums stay the same.
            scale: 1.0
        }
        afferent { W: scale * uniform() }
        step {
            I = 20.0 * uniform();
            for s in afferent(GLUTAMATE) { I += 0.5 * sum(s.W where s.src.fired); }
            for s in afferent(GABA)      { I -= sum(s.W where s.src.fired); }
        }
    }
}

network! {
    /// 800 excitatory and 200 inhibitory neurons, all to all.
    pub(crate) Izhikevich {
        use IzhikevichMain, IzhikevichInput, izhi::Recorder;
        dt: 0.5;

        group excitatory_neurons: squared(800) {
            1: IzhikevichMain { a: 0.02, b: 0.2, c: -65.0, d: 8.0 },
            2: IzhikevichInput,
            9: Recorder [v, u, fired] as my_recorder,
        }
        group inhibitory_neurons: squared(200) {
            1: IzhikevichMain { a: 0.02, b: 0.2, c: -65.0, d: 8.0 },
            2: IzhikevichInput,
            9: Recorder [v, u, fired] as my_recorder,
        }

        synapses GLUTAMATE: excitatory_neurons -> { excitatory_neurons, inhibitory_neurons };
        synapses GABA:      inhibitory_neurons -> { excitatory_neurons, inhibitory_neurons };
    }
}
