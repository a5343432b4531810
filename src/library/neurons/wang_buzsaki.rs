use crate::behavior;

behavior! {
    /// Wang and Buzsáki's fast-spiking interneuron.
    ///
    #[doc = include_str!("wang_buzsaki.svg")]
    ///
    /// > C dv/dt = I − g_Na m∞³ h (v − E_Na) − g_K n⁴ (v − E_K) − g_L (v − E_L), m∞ = α_m / (α_m + β_m); dh/dt = φ (α_h (1 − h) −
    /// > β_h h), and n likewise; the neuron fires where v rises above the threshold
    ///
    /// The rates are, in 1/ms and v in mV,
    ///
    /// > α_m = 0.1 (v + 35) / (1 − exp(−(v + 35) / 10)), β_m = 4 exp(−(v + 60) / 18), α_h = 0.07 exp(−(v + 58) / 20),
    /// > β_h = 1 / (1 + exp(−(v + 28) / 10)), α_n = 0.01 (v + 34) / (1 − exp(−(v + 34) / 10)), β_n = 0.125 exp(−(v + 44) / 80)
    ///
    /// Each iteration is a step of the classical method of Runge and Kutta, as in the paper, where it is 0.05 ms; as
    /// sodium is activated at once, the membrane is not linear and has no exponential Euler. Below −150 mV, where no
    /// conductance takes a membrane, the rates are those at −150 mV, so that such a step stays stable. The defaults are the
    /// paper's, with currents for each cm² of membrane; the states begin with those of rest.
    ///
    /// X.-J. Wang and G. Buzsáki, *Gamma oscillation by synaptic inhibition in a hippocampal interneuronal network model*,
    /// Journal of Neuroscience 16, 1996; Brian 2's example `Wang_Buszaki_1996` and the program in NEURON (ModelDB 26997) have the
    /// same numbers.
    pub WangBuzsaki {
        param {
            /// Capacitance of the membrane.
            C: 1 uF/cm^2 where C > 0.0,
            /// Largest conductance of the sodium channels.
            g_Na: 35 mS/cm^2 where g_Na >= 0.0,
            /// Largest conductance of the potassium channels.
            g_K: 9 mS/cm^2 where g_K >= 0.0,
            /// Conductance of the leak.
            g_L: 0.1 mS/cm^2 where g_L >= 0.0,
            /// Reversal potential of sodium.
            E_Na: 55 mV,
            /// Reversal potential of potassium.
            E_K: -90 mV,
            /// Reversal potential of the leak.
            E_L: -65 mV,
            /// φ: how much faster the gates are than at the temperature of their rates.
            phi: 5.0 where phi > 0.0,
            /// Potential that a spike rises above.
            threshold: 0 mV,
        }
        state {
            /// Potential of the membrane.
            v: -64.018 mV,
            /// How far sodium channels are not inactivated.
            h: 0.7808,
            /// How far potassium channels are activated.
            n: 0.08908,
            /// Current into the neuron; zero after each step.
            I: 0 uA/cm^2,
        }
        event {
            /// Whether the potential has risen above the threshold in this iteration.
            fired: false
        }
        equations {
            let bounded = max(v, -150 mV);
            // x / (1 - exp(-x)) is 1 / exprel(-x).
            let alpha_m = 1 kHz / exprel(-(bounded + 35 mV) / 10 mV);
            let m = alpha_m / (alpha_m + 4 kHz * exp(-(bounded + 60 mV) / 18 mV));
            let alpha_h = 0.07 kHz * exp(-(bounded + 58 mV) / 20 mV);
            let beta_h = 1 kHz * sigmoid((bounded + 28 mV) / 10 mV);
            let alpha_n = 0.1 kHz / exprel(-(bounded + 34 mV) / 10 mV);
            let beta_n = 0.125 kHz * exp(-(bounded + 44 mV) / 80 mV);
            dv/dt = (I - g_Na * pow(m, 3) * h * (v - E_Na) - g_K * pow(n, 4) * (v - E_K) - g_L * (v - E_L)) / C;
            dh/dt = phi * (alpha_h * (1.0 - h) - beta_h * h);
            dn/dt = phi * (alpha_n * (1.0 - n) - beta_n * n);
        }
        step {
            let before = v;
            integrate by rk4;
            fired = before <= threshold && v > threshold;
            I = 0.0;
        }
    }
}
