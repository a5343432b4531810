use crate::behavior;

behavior! {
    /// Connor and Stevens's neuron, which has the transient A-type potassium current and fires at any low rate.
    ///
    #[doc = include_str!("connor_stevens.svg")]
    ///
    /// > C dv/dt = I − g_Na m³ h (v − E_Na) − g_K n⁴ (v − E_K) − g_A a³ b (v − E_A) − g_L (v − E_L); dm/dt = α_m (1 − m) −
    /// > β_m m, and h and n likewise; τ_a da/dt = a∞ − a, and b likewise; the neuron fires where v rises above the threshold
    ///
    /// The rates are, in 1/ms and v in mV,
    ///
    /// > α_m = 0.38 (v + 29.7) / (1 − exp(−0.1 (v + 29.7))), β_m = 15.2 exp(−0.0556 (v + 54.7)), α_h = 0.266 exp(−0.05
    /// > (v + 48)), β_h = 3.8 / (1 + exp(−0.1 (v + 18))), α_n = 0.02 (v + 45.7) / (1 − exp(−0.1 (v + 45.7))), β_n = 0.25
    /// > exp(−0.0125 (v + 55.7))
    ///
    /// and, with times in ms,
    ///
    /// > a∞³ = 0.0761 exp(0.0314 (v + 94.22)) / (1 + exp(0.0346 (v + 1.17))), τ_a = 0.3632 + 1.158 / (1 + exp(0.0497 (v + 55.96))),
    /// > b∞ = 1 / (1 + exp(0.0688 (v + 53.3)))⁴, τ_b = 1.24 + 2.678 / (1 + exp(0.0624 (v + 50)))
    ///
    /// Each iteration is a step of exponential Euler, which is stable far above the steps that are accurate: the intervals between
    /// spikes are 5% too long in steps of 0.05 ms, 1% in steps of 0.01 ms. Currents are for each cm² of membrane; the states begin with those of rest.
    ///
    /// J. A. Connor, D. Walter and R. McKown, *Neural repetitive firing: modifications of the Hodgkin-Huxley axon suggested by
    /// experimental results from crustacean axons*, Biophysical Journal 18, 1977, after J. A. Connor and C. F. Stevens, Journal
    /// of Physiology 213, 1971. This form and the defaults are those of P. Dayan and L. F. Abbott, *Theoretical
    /// Neuroscience*, MIT Press, 2001, sections 6.2 and 6.6 (1 mS/mm² are 100 mS/cm²).
    pub ConnorStevens {
        param {
            /// Capacitance of the membrane.
            C: 1 uF/cm^2 where C > 0.0,
            /// Largest conductance of the sodium channels.
            g_Na: 120 mS/cm^2 where g_Na >= 0.0,
            /// Largest conductance of the potassium channels of the delayed rectifier.
            g_K: 20 mS/cm^2 where g_K >= 0.0,
            /// Largest conductance of the potassium channels of type A.
            g_A: 47.7 mS/cm^2 where g_A >= 0.0,
            /// Conductance of the leak.
            g_L: 0.3 mS/cm^2 where g_L >= 0.0,
            /// Reversal potential of sodium.
            E_Na: 55 mV,
            /// Reversal potential of the delayed rectifier.
            E_K: -72 mV,
            /// Reversal potential of the channels of type A.
            E_A: -75 mV,
            /// Reversal potential of the leak.
            E_L: -17 mV,
            /// Potential that a spike rises above.
            threshold: 0 mV,
        }
        state {
            /// Potential of the membrane.
            v: -67.978 mV,
            /// How far sodium channels are activated.
            m: 0.01007,
            /// How far sodium channels are not inactivated.
            h: 0.9659,
            /// How far potassium channels of the delayed rectifier are activated.
            n: 0.1559,
            /// How far potassium channels of type A are activated.
            a: 0.5404,
            /// How far potassium channels of type A are not inactivated.
            b: 0.2887,
            /// Current into the neuron; zero after each step.
            I: 0 uA/cm^2,
        }
        event {
            /// Whether the potential has risen above the threshold in this iteration.
            fired: false
        }
        equations {
            // x / (1 - exp(-x)) is 1 / exprel(-x).
            let u = v / 1 mV;
            let alpha_m = 3.8 kHz / exprel(-0.1 * (u + 29.7));
            let beta_m = 15.2 kHz * exp(-0.0556 * (u + 54.7));
            let alpha_h = 0.266 kHz * exp(-0.05 * (u + 48.0));
            let beta_h = 3.8 kHz * sigmoid(0.1 * (u + 18.0));
            let alpha_n = 0.2 kHz / exprel(-0.1 * (u + 45.7));
            let beta_n = 0.25 kHz * exp(-0.0125 * (u + 55.7));
            let a_end = pow(0.0761 * exp(0.0314 * (u + 94.22)) * sigmoid(-0.0346 * (u + 1.17)), 1.0 / 3.0);
            let tau_a = 0.3632 ms + 1.158 ms * sigmoid(-0.0497 * (u + 55.96));
            let b_end = pow(sigmoid(-0.0688 * (u + 53.3)), 4);
            let tau_b = 1.24 ms + 2.678 ms * sigmoid(-0.0624 * (u + 50.0));
            let I_Na = g_Na * pow(m, 3) * h * (v - E_Na);
            let I_K = g_K * pow(n, 4) * (v - E_K) + g_A * pow(a, 3) * b * (v - E_A);
            dv/dt = (I - I_Na - I_K - g_L * (v - E_L)) / C;
            dm/dt = alpha_m * (1.0 - m) - beta_m * m;
            dh/dt = alpha_h * (1.0 - h) - beta_h * h;
            dn/dt = alpha_n * (1.0 - n) - beta_n * n;
            da/dt = (a_end - a) / tau_a;
            db/dt = (b_end - b) / tau_b;
        }
        step {
            let before = v;
            integrate by exponential_euler;
            fired = before <= threshold && v > threshold;
            I = 0.0;
        }
    }
}
