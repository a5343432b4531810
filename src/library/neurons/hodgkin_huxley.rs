use crate::behavior;

behavior! {
    /// Hodgkin and Huxley's neuron: the squid's giant axon.
    ///
    #[doc = include_str!("hodgkin_huxley.svg")]
    ///
    /// > C dv/dt = I − g_Na m³ h (v − E_Na) − g_K n⁴ (v − E_K) − g_L (v − E_L); dm/dt = α_m (1 − m) − β_m m, and h and n
    /// > likewise; the neuron fires where v rises above the threshold
    ///
    /// Each iteration is a step of exponential Euler, which is stable far above the steps that are accurate: 0.01 ms to
    /// 0.05 ms. The defaults are the paper's at 6.3 °C, for 1000 µm² of membrane (1 µF/cm² is 0.01 nF, 120 mS/cm² are 1.2
    /// µS, and 10 µA/cm² are 0.1 nA), with the potential inside and 65 mV below zero at rest. There, the rates are, in
    /// 1/ms and v in mV,
    ///
    /// > α_m = 0.1 (v + 40) / (1 − exp(−(v + 40) / 10)), β_m = 4 exp(−(v + 65) / 18), α_h = 0.07 exp(−(v + 65) / 20),
    /// > β_h = 1 / (1 + exp(−(v + 35) / 10)), α_n = 0.01 (v + 55) / (1 − exp(−(v + 55) / 10)), β_n = 0.125 exp(−(v + 65) / 80)
    ///
    /// A. L. Hodgkin and A. F. Huxley, *A quantitative description of membrane current and its application to conduction
    /// and excitation in nerve*, Journal of Physiology 117, 1952; S. Rush and H. Larsen, *A practical algorithm for solving
    /// dynamic membrane equations*, IEEE Transactions on Biomedical Engineering 25, 1978.
    pub HodgkinHuxley {
        param {
            /// Capacitance of the membrane, in nF.
            C: 0.01 where C > 0.0,
            /// Largest conductance of the sodium channels, in µS.
            g_Na: 1.2 where g_Na >= 0.0,
            /// Largest conductance of the potassium channels, in µS.
            g_K: 0.36 where g_K >= 0.0,
            /// Conductance of the leak, in µS.
            g_L: 0.003 where g_L >= 0.0,
            /// Reversal potential of sodium, in mV.
            E_Na: 50.0,
            /// Reversal potential of potassium, in mV.
            E_K: -77.0,
            /// Reversal potential of the leak, in mV.
            E_L: -54.387,
            /// Potential that a spike rises above, in mV.
            threshold: 0.0,
        }
        state {
            /// Potential of the membrane, in mV.
            v: -65.0,
            /// How far sodium channels are activated.
            m: 0.0529,
            /// How far sodium channels are not inactivated.
            h: 0.5961,
            /// How far potassium channels are activated.
            n: 0.3177,
            /// Current into the neuron, in nA; zero after each step.
            I: 0.0,
        }
        event {
            /// Whether the potential has risen above the threshold in this iteration.
            fired: false
        }
        equations {
            // u / (1 - exp(-u)) is 1 / exprel(-u).
            let alpha_m = 1.0 / exprel(-(v + 40.0) / 10.0);
            let beta_m = 4.0 * exp(-(v + 65.0) / 18.0);
            let alpha_h = 0.07 * exp(-(v + 65.0) / 20.0);
            let beta_h = sigmoid((v + 35.0) / 10.0);
            let alpha_n = 0.1 / exprel(-(v + 55.0) / 10.0);
            let beta_n = 0.125 * exp(-(v + 65.0) / 80.0);
            dv/dt = (I - g_Na * pow(m, 3) * h * (v - E_Na) - g_K * pow(n, 4) * (v - E_K) - g_L * (v - E_L)) / C;
            dm/dt = alpha_m * (1.0 - m) - beta_m * m;
            dh/dt = alpha_h * (1.0 - h) - beta_h * h;
            dn/dt = alpha_n * (1.0 - n) - beta_n * n;
        }
        step {
            let before = v;
            integrate by exponential_euler;
            fired = before <= threshold && v > threshold;
            I = 0.0;
        }
    }
}
