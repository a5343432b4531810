use crate::behavior;

behavior! {
    /// The adaptive exponential integrate-and-fire neuron.
    ///
    #[doc = include_str!("adaptive_exponential.svg")]
    ///
    /// > τ dv/dt = rest − v + slope · exp((v − threshold) / slope) + R (I − w), τ_w dw/dt = a (v − rest) − w;
    /// > at v ≥ peak the neuron fires, v = reset and w += b
    ///
    /// Each iteration is a step of Euler's method, so that 0.1 ms is a long one. The defaults are the paper's, as Brian 2's
    /// example `Brette_Gerstner_2005` has them: a capacitance of 281 pF and a leak of 30 nS.
    ///
    /// R. Brette and W. Gerstner, *Adaptive exponential integrate-and-fire model as an effective description of
    /// neuronal activity*, Journal of Neurophysiology 94, 2005.
    pub AdaptiveExponential {
        param {
            /// τ: time constant of the membrane.
            tau: 9.367 ms where tau > 0.0,
            /// R: resistance of the membrane.
            resistance: 33.33 MOhm where resistance >= 0.0,
            /// Potential without input.
            rest: -70.6 mV,
            /// Potential at which a spike begins.
            threshold: -50.4 mV,
            /// How gradually it begins. With 0 it begins at once: the neuron fires at the threshold.
            slope: 2 mV where slope >= 0.0,
            /// Potential at which it ends.
            peak: 20 mV,
            /// Potential after a spike.
            reset: -70.6 mV where reset < if slope > 0.0 { peak } else { threshold },
            /// τ_w: time constant of the adaptation.
            tau_w: 144 ms where tau_w > 0.0,
            /// How much the adaptation follows `v`.
            a: 4 nS,
            /// By how much a spike raises the adaptation.
            b: 80.5 pA,
        }
        state {
            /// Potential of the membrane.
            v: rest,
            /// Current of the adaptation.
            w: 0 pA,
            /// Current into the neuron; zero after each step.
            I: 0 pA,
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
