use crate::behavior;

behavior! {
    /// Izhikevich's simple model, with spikes that are looked for at the beginning of a step.
    ///
    #[doc = include_str!("izhikevich_2003.svg")]
    ///
    /// > at v ≥ 30 mV the neuron fires, v = c and u += d; dv/dt = 0.04 v² + 5 v + 140 − u + I, du/dt = a (b v − u)
    ///
    /// The lines of the paper's program `net.m` in their order: first the spike and the reset, then `v` in two half steps of
    /// Euler's method, then `u` in a whole one. So `v` is recorded before its reset, and reaches values far above 30 mV.
    /// The paper's step is 1 ms. The program takes spikes into the current of the same step; synapses at a higher key
    /// give them to the next one here. [`Izhikevich`](super::Izhikevich) goes the same way and looks for the spike one line
    /// later, at the end of the step before, which gives networks the program's dynamics. How the orders differ says [a
    /// table](super#izhikevichs-simple-model). The current has no unit. The defaults are those of a regular spiking neuron.
    ///
    /// E. M. Izhikevich, *Simple model of spiking neurons*, IEEE Transactions on Neural Networks 14, 2003.
    pub Izhikevich2003 {
        numbers { mV, ms }
        param {
            /// How fast `u` follows, per ms.
            a: 0.02,
            /// How much `u` follows `v`.
            b: 0.2,
            /// Potential after a spike.
            c: -65 mV,
            /// By how much a spike raises `u`.
            d: 8 mV,
        }
        state {
            /// Potential of the membrane.
            v: -65 mV,
            /// Recovery of the membrane.
            u: b * v,
            /// Current into the neuron; zero after each step.
            I: 0.0,
        }
        event {
            /// Whether the neuron has fired in this iteration.
            fired: false
        }
        step {
            fired = v >= 30.0;
            if fired { v = c; u += d; }
            v += 0.5 * dt * (0.04 * v * v + 5.0 * v + 140.0 - u + I);
            v += 0.5 * dt * (0.04 * v * v + 5.0 * v + 140.0 - u + I);
            u += dt * a * (b * v - u);
            I = 0.0;
        }
    }
}
