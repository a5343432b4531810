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
    /// 0.05 ms. The defaults are the paper's at 6.3 °C, for 1000 µm² of membrane (1 µF/cm² is 10 pF, 120 mS/cm² are 1.2
    /// µS, and 10 µA/cm² are 100 pA), with the potential inside and 65 mV below zero at rest: the reversal potentials of the
    /// paper's table 3 are 115, −12 and 10.613 mV above it. There, the rates are, in 1/ms and v in mV,
    ///
    /// > α_m = 0.1 (v + 40) / (1 − exp(−(v + 40) / 10)), β_m = 4 exp(−(v + 65) / 18), α_h = 0.07 exp(−(v + 65) / 20),
    /// > β_h = 1 / (1 + exp(−(v + 35) / 10)), α_n = 0.01 (v + 55) / (1 − exp(−(v + 55) / 10)), β_n = 0.125 exp(−(v + 65) / 80)
    ///
    /// A. L. Hodgkin and A. F. Huxley, *A quantitative description of membrane current and its application to conduction
    /// and excitation in nerve*, Journal of Physiology 117, 1952; S. Rush and H. Larsen, *A practical algorithm for solving
    /// dynamic membrane equations*, IEEE Transactions on Biomedical Engineering 25, 1978.
    pub HodgkinHuxley {
        param {
            /// Capacitance of the membrane.
            C: 10 pF where C > 0.0,
            /// Largest conductance of the sodium channels.
            g_Na: 1.2 uS where g_Na >= 0.0,
            /// Largest conductance of the potassium channels.
            g_K: 0.36 uS where g_K >= 0.0,
            /// Conductance of the leak.
            g_L: 3 nS where g_L >= 0.0,
            /// Reversal potential of sodium.
            E_Na: 50 mV,
            /// Reversal potential of potassium.
            E_K: -77 mV,
            /// Reversal potential of the leak.
            E_L: -54.387 mV,
            /// Potential that a spike rises above.
            threshold: 0 mV,
        }
        state {
            /// Potential of the membrane.
            v: -65 mV,
            /// How far sodium channels are activated.
            m: 0.0529,
            /// How far sodium channels are not inactivated.
            h: 0.5961,
            /// How far potassium channels are activated.
            n: 0.3177,
            /// Current into the neuron; zero after each step.
            I: 0 pA,
        }
        event {
            /// Whether the potential has risen above the threshold in this iteration.
            fired: false
        }
        equations {
            // u / (1 - exp(-u)) is 1 / exprel(-u).
            let alpha_m = 1 kHz / exprel(-(v + 40 mV) / 10 mV);
            let beta_m = 4 kHz * exp(-(v + 65 mV) / 18 mV);
            let alpha_h = 0.07 kHz * exp(-(v + 65 mV) / 20 mV);
            let beta_h = 1 kHz * sigmoid((v + 35 mV) / 10 mV);
            let alpha_n = 0.1 kHz / exprel(-(v + 55 mV) / 10 mV);
            let beta_n = 0.125 kHz * exp(-(v + 65 mV) / 80 mV);
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
