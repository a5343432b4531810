use crate::behavior;

behavior! {
    /// Izhikevich's simple model as CARLsim goes it.
    ///
    #[doc = include_str!("izhikevich_carlsim.svg")]
    ///
    /// > dv/dt = 0.04 v² + 5 v + 140 − u + I, du/dt = a (b v − u); at v > 30 mV the neuron fires, v = c and u += d
    ///
    /// An iteration has two parts, as CARLsim has by default for its step of 1 ms. In each part `v` goes a step of Euler's method,
    /// a spike resets it, it is held above −90 mV, and `u` goes a step with the `v` behind the reset. A neuron that is
    /// above 30 mV in both parts has fired once and is raised by `d` twice. How the orders differ says [a
    /// table](super#izhikevichs-simple-model). The current has no unit. The defaults are those of a regular spiking neuron.
    ///
    /// E. M. Izhikevich, *Simple model of spiking neurons*, IEEE Transactions on Neural Networks 14, 2003; T.-S. Chou and
    /// others, *CARLsim 4: an open source library for large scale, biologically detailed spiking neural network
    /// simulation using heterogeneous clusters*, International Joint Conference on Neural Networks, 2018, for the order.
    pub IzhikevichCarlsim {
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
            let early = v > 30.0;
            if early { v = c; u += d; }
            v = max(v, -90.0);
            u += 0.5 * dt * a * (b * v - u);
            v += 0.5 * dt * (0.04 * v * v + 5.0 * v + 140.0 - u + I);
            let late = v > 30.0;
            if late { v = c; u += d; }
            v = max(v, -90.0);
            u += 0.5 * dt * a * (b * v - u);
            fired = early || late;
            I = 0.0;
        }
    }
}
