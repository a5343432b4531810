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
    /// section 8.2; the defaults and parameters of other types of neurons are in sections 8.2.1 to 8.4.
    pub Izhikevich2007 {
        param {
            /// Capacitance of the membrane, in pF.
            C: 100.0 where C > 0.0,
            /// How fast the potential leaves v_t, in nS/mV.
            k: 0.7,
            /// Potential at rest, in mV.
            v_r: -60.0,
            /// Potential above which it rises by itself at once, in mV.
            v_t: -40.0,
            /// Potential at which a spike ends, in mV.
            v_peak: 35.0,
            /// How fast `u` follows, per ms.
            a: 0.03,
            /// How much `u` follows `v`, in nS.
            b: -2.0,
            /// Potential after a spike, in mV.
            c: -50.0 where c < v_peak,
            /// By how much a spike raises `u`, in pA.
            d: 100.0,
        }
        state {
            /// Potential of the membrane, in mV.
            v: v_r,
            /// Recovery current, in pA.
            u: 0.0,
            /// Current into the neuron, in pA; zero after each step.
            I: 0.0,
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
