//! Izhikevich neurons, all to all, with pair-based spike-timing-dependent plasticity by traces: the first
//! benchmark of Vieth, Rahimi, Gorgan Mohammadi, Triesch and Ganjtabesh, *Accelerating spiking neural network
//! simulations with PymoNNto and PymoNNtorch*, Frontiers in Neuroinformatics 18:1331220, 2024.

use izhi::prelude::*;

behavior! {
    /// Izhikevich's simple model in one Euler step of 1 ms, driven by noise and by the spikes of the last step.
    pub Neurons {
        param { a: 0.02, b: 0.04, c: -65.0, d: 2.0, threshold: 30.0 }
        state { v: normal(-65.0, 7.0), u: normal(12.0, 7.0), I: 0.0 }
        event { fired: false }
        afferent { W: uniform() }
        step {
            I = 15.0 + normal();
            for s in afferent(RECURRENT) { I += sum(s.W where s.src.fired) / size; }
            v += dt * (0.04 * v * v + 5.0 * v + 140.0 - u + I);
            u += dt * a * (b * v - u);
            fired = v >= threshold;
            if fired { v = c; u += d; }
        }
    }
}

behavior! {
    /// Weights decay with the trace of the target where the source fires, and grow with the trace of the source
    /// where the target fires.
    pub TraceStdp {
        param { tau: 20.0, depression: 0.012, potentiation: 0.01 }
        state { x: 0.0 }
        step {
            x -= dt * x / tau;
            if fired { x += 1.0; }
            for s in afferent(RECURRENT) {
                if s.src.fired { s.W -= depression * s.dst.x * s.W; }
                if fired { s.W += potentiation * s.src.x * (1.0 - s.W); }
            }
        }
    }
}

network! {
    /// 2500 neurons; any number by the builder.
    pub(crate) IzhikevichStdp {
        use Neurons, TraceStdp, izhi::EventRecorder;
        group neurons: 2500 {
            1: Neurons,
            2: TraceStdp,
            9: EventRecorder [fired] as spikes,
        }
        synapses RECURRENT: neurons -> neurons;
    }
}
