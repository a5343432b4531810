//! The network of X.-J. Wang and G. Buzsáki, *Gamma oscillation by synaptic inhibition in a hippocampal interneuronal network
//! model*, Journal of Neuroscience 16, 1996: interneurons that inhibit each other, with currents that are not all the same. The
//! numbers of the synapses are those of the program in NEURON as well (ModelDB 26997).

use izhi::library::neurons::WangBuzsaki;
use izhi::prelude::*;

behavior! {
    /// How open the synapses of a neuron are: they open while it has a spike, and close slowly.
    pub Gate {
        param {
            /// How fast they open.
            opening: 12 kHz,
            /// How fast they close.
            closing: 0.1 kHz,
            /// θ: the potential at which they open.
            middle: 0 mV,
        }
        state { gate: 0.0 }
        equations { dgate/dt = opening * sigmoid((v - middle) / 2 mV) * (1.0 - gate) - closing * gate; }
        step { integrate by exponential_euler; }
    }
}

behavior! {
    /// The current through synapses that inhibit, and one from outside.
    pub Input {
        param {
            /// Conductance of all synapses of a neuron together, if it has as many as expected.
            g: 0.1 mS/cm^2 where g >= 0.0,
            expected: 99.0 where expected > 0.0,
            reversal: -75 mV,
            /// From outside, and by which part of it the currents of neurons differ.
            mean: 1 uA/cm^2, spread: 0.03 where spread >= 0.0,
        }
        state { drive: normal(mean, spread * mean) }
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
        dt: 0.05 ms;
        group cells: 100 {
            1: WangBuzsaki,
            2: Gate,
            3: Input,
            4: EventRecorder [fired] as spikes,
        }
        synapses INH: cells -> cells { connect: fixed_probability(1.0).without_self(); }
    }
}
