//! Leaky neurons, all to all, with one-step spike-timing-dependent plasticity: the second benchmark of Vieth,
//! Rahimi, Gorgan Mohammadi, Triesch and Ganjtabesh, *Accelerating spiking neural network simulations with
//! PymoNNto and PymoNNtorch*, Frontiers in Neuroinformatics 18:1331220, 2024.

use izhi::prelude::*;

behavior! {
    /// A neuron that leaks, is driven by noise and by the spikes of the last step, and fires above a threshold.
    pub Leaky {
        param { threshold: 6.0, decay: 0.9 }
        state { v: uniform() }
        event { fired: false, fired_before: false }
        afferent { W: uniform() / size }
        step {
            fired_before = fired;
            fired = v > threshold;
            if fired { v = 0.0; }
            v = v * decay + uniform();
            for s in afferent(RECURRENT) { v += sum(s.W where s.src.fired); }
        }
    }
}

behavior! {
    /// A weight grows where the source has fired one step before the target.
    pub OneStepStdp {
        param { rate: 0.001 }
        step {
            for s in afferent(RECURRENT) {
                if s.src.fired_before && s.dst.fired { s.W = clip(s.W + rate, 0.0, 1.0); }
            }
        }
    }
}

network! {
    /// 10,000 neurons, which take 400 MB; any number by the builder.
    pub(crate) LeakyStdp {
        use Leaky, OneStepStdp, izhi::EventRecorder;
        group neurons: 10000 {
            1: Leaky,
            2: OneStepStdp,
            9: EventRecorder [fired] as spikes,
        }
        synapses RECURRENT: neurons -> neurons;
    }
}
