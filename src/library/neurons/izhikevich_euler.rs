use crate::behavior;

behavior! {
    /// Izhikevich's simple model in steps of Euler's method.
    ///
    #[doc = include_str!("izhikevich_euler.svg")]
    ///
    /// > dv/dt = 0.04 v² + 5 v + 140 − u + I, du/dt = a (b v − u); at v ≥ 30 mV the neuron fires, v = c and u += d
    ///
    /// `v` and `u` go one step together, each from what both were before, and the spike is looked for behind it. That is what
    /// NEST computes as long as nobody sets `consistent_integration` to false; with false it is
    /// [`Izhikevich`](super::Izhikevich). How the orders differ says [a table](super#izhikevichs-simple-model). The current
    /// has no unit. The defaults are those of a regular spiking neuron.
    ///
    /// E. M. Izhikevich, *Simple model of spiking neurons*, IEEE Transactions on Neural Networks 14, 2003; the order is that of
    /// the model `izhikevich` in NEST 3.10.
    pub IzhikevichEuler {
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
            // Written out, as the rounding is that of NEST.
            let slope = 0.04 * v * v + 5.0 * v + 140.0 - u + I;
            u += dt * a * (b * v - u);
            v += dt * slope;
            fired = v >= 30.0;
            if fired { v = c; u += d; }
            I = 0.0;
        }
    }
}
