use crate::behavior;

behavior! {
    /// Izhikevich's simple model with nine parameters, in units of its membrane.
    ///
    #[doc = include_str!("izhikevich_2007.svg")]
    ///
    /// > C dv/dt = k (v − v_r) (v − v_t) − u + I, du/dt = a (b (v − v_r) − u); at v ≥ v_peak the neuron fires, v = c and u += d
    ///
    /// Each iteration is a step of Euler's method, as in the book, where it is 1 ms or shorter. A current that rises slowly makes a neuron
    /// with b < 0 fire from (k (v_t − v_r) + b)² / 4 k on: the defaults from 51.4 pA on. They are those of a regular
    /// spiking pyramidal neuron of layer 5.
    ///
    /// E. M. Izhikevich, *Dynamical Systems in Neuroscience: The Geometry of Excitability and Bursting*, MIT Press, 2007,
    /// section 8.2; the defaults, those of figure 8.12, and parameters of other types of neurons are in sections 8.2.1 to 8.4.
    pub Izhikevich2007 {
        param {
            /// Capacitance of the membrane.
            C: 100 pF where C > 0.0,
            /// How fast the potential leaves v_t.
            k: 0.7 nS/mV,
            /// Potential at rest.
            v_r: -60 mV,
            /// Potential above which it rises by itself at once.
            v_t: -40 mV,
            /// Potential at which a spike ends.
            v_peak: 35 mV,
            /// How fast `u` follows, per ms.
            a: 0.03 kHz,
            /// How much `u` follows `v`.
            b: -2 nS,
            /// Potential after a spike.
            c: -50 mV where c < v_peak,
            /// By how much a spike raises `u`.
            d: 100 pA,
        }
        state {
            /// Potential of the membrane.
            v: v_r,
            /// Recovery current.
            u: 0 pA,
            /// Current into the neuron; zero after each step.
            I: 0 pA,
        }
        event {
            /// Whether the neuron has fired in this iteration.
            fired: false
        }
        equations {
            dv/dt = (k * (v - v_r) * (v - v_t) - u + I) / C;
            du/dt = a * (b * (v - v_r) - u);
        }
        step {
            integrate by euler;
            fired = v >= v_peak;
            if fired { v = c; u += d; }
            I = 0.0;
        }
    }
}
