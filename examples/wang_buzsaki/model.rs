//! The network of X.-J. Wang and G. Buzsáki, *Gamma oscillation by synaptic inhibition in a hippocampal interneuronal network
//! model*, Journal of Neuroscience 16, 1996: interneurons that inhibit each other, with currents that are not all the same.

use izhi::library::neurons::WangBuzsaki;
use izhi::prelude::*;

behavior! {
    /// How open the synapses of a neuron are: they open while it has a spike, and close slowly.
    pub Gate {
        param {
            /// How fast they open, in 1/ms.
            opening: 12.0,
            /// How fast they close, in 1/ms.
            closing: 0.1,
            /// θ: the potential at which they open, in mV.
            middle: 0.0,
        }
        state { gate: 0.0 }
        equations { dgate/dt = opening * sigmoid((v - middle) / 2.0) * (1.0 - gate) - closing * gate; }
        step { integrate by exponential_euler; }
    }
}

behavior! {
    /// The current through synapses that inhibit, and one from outside.
    pub Input {
        param {
            /// Conductance of all synapses of a neuron together, in mS/cm², if it has as many as expected.
            g: 0.1 where g >= 0.0,
            expected: 99.0 where expected > 0.0,
            /// In mV.
            reversal: -75.0,
            /// From outside, in µA/cm², and how much it differs between neurons.
            mean: 1.0, spread: 0.03 where spread >= 0.0,
        }
        state { drive: normal(mean, spread) }
        step {
            I += drive;
            for s in afferent(INH) { I += g / expected * sum(s.src.gate) * (reversal - v); }
        }
    }
}

network! {
    /// 100 interneurons, all to all.
    pub(crate) Interneurons {
        use WangBuzsaki, Gate, Input, izhi::EventRecorder, izhi::Recorder;
        dt: 0.05;
        group cells: 100 {
            1: WangBuzsaki,
            2: Gate,
            3: Input,
            4: EventRecorder [fired] as spikes,
        }
        synapses INH: cells -> cells { connect: fixed_probability(1.0).without_self(); }
    }
}
