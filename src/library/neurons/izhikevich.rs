use crate::behavior;

behavior! {
    /// Izhikevich's simple model.
    ///
    #[doc = include_str!("izhikevich.svg")]
    ///
    /// > dv/dt = 0.04 v² + 5 v + 140 − u + I, du/dt = a (b v − u); at v ≥ 30 mV the neuron fires, v = c and u += d
    ///
    /// As in the paper's program, which has a step of 1 ms: `v` goes two half steps of Euler's method, then `u` a
    /// whole one. The spike is looked for behind them, as in NEST with `consistent_integration` set to false, whose rounding
    /// this has as well; how other orders differ says [a table](super#izhikevichs-simple-model). The current has no unit. The defaults are those of a regular spiking neuron.
    ///
    /// E. M. Izhikevich, *Simple model of spiking neurons*, IEEE Transactions on Neural Networks 14, 2003.
    pub Izhikevich {
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
            v += 0.5 * dt * (0.04 * v * v + 5.0 * v + 140.0 - u + I);
            v += 0.5 * dt * (0.04 * v * v + 5.0 * v + 140.0 - u + I);
            u += dt * a * (b * v - u);
            fired = v >= 30.0;
            if fired { v = c; u += d; }
            I = 0.0;
        }
    }
}
