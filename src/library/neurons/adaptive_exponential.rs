use crate::behavior;

behavior! {
    /// The adaptive exponential integrate-and-fire neuron.
    ///
    #[doc = include_str!("adaptive_exponential.svg")]
    ///
    /// > τ dv/dt = rest − v + slope · exp((v − threshold) / slope) + R (I − w), τ_w dw/dt = a (v − rest) − w;
    /// > at v ≥ peak the neuron fires, v = reset and w += b
    ///
    /// Each iteration is a step of Euler's method, so that 0.1 ms is a long one. The defaults are the paper's: a
    /// capacitance of 281 pF and a leak of 30 nS.
    ///
    /// R. Brette and W. Gerstner, *Adaptive exponential integrate-and-fire model as an effective description of
    /// neuronal activity*, Journal of Neurophysiology 94, 2005.
    pub AdaptiveExponential {
        param {
            /// τ: time constant of the membrane, in ms.
            tau: 9.367 where tau > 0.0,
            /// R: resistance of the membrane, in MΩ.
            resistance: 33.33 where resistance >= 0.0,
            /// Potential without input, in mV.
            rest: -70.6,
            /// Potential at which a spike begins, in mV.
            threshold: -50.4,
            /// How gradually it begins, in mV. With 0 it begins at once: the neuron fires at the threshold.
            slope: 2.0 where slope >= 0.0,
            /// Potential at which it ends, in mV.
            peak: 20.0,
            /// Potential after a spike, in mV.
            reset: -70.6 where reset < if slope > 0.0 { peak } else { threshold },
            /// τ_w: time constant of the adaptation, in ms.
            tau_w: 144.0 where tau_w > 0.0,
            /// How much the adaptation follows `v`, in µS.
            a: 0.004,
            /// By how much a spike raises the adaptation, in nA.
            b: 0.0805,
        }
        state {
            /// Potential of the membrane, in mV.
            v: rest,
            /// Current of the adaptation, in nA.
            w: 0.0,
            /// Current into the neuron, in nA; zero after each step.
            I: 0.0,
        }
        event {
            /// Whether the neuron has fired in this iteration.
            fired: false
        }
        step {
            let begin = if slope > 0.0 { slope * exp((v - threshold) / slope) } else { 0.0 };
            let slope_of_v = (rest - v + begin + resistance * (I - w)) / tau;
            w += dt / tau_w * (a * (v - rest) - w);
            v += dt * slope_of_v;
            let end = if slope > 0.0 { peak } else { threshold };
            fired = v >= end;
            if fired { v = reset; w += b; }
            I = 0.0;
        }
    }
}
