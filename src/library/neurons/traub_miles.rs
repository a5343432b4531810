use crate::behavior;

behavior! {
    /// Traub and Miles's pyramidal neuron with the two currents that make spikes.
    ///
    #[doc = include_str!("traub_miles.svg")]
    ///
    /// > C dv/dt = I − g_Na m³ h (v − E_Na) − g_K n⁴ (v − E_K) − g_L (v − E_L); dm/dt = α_m (1 − m) − β_m m, and h and n
    /// > likewise; the neuron fires where v rises above the threshold
    ///
    /// The rates are, in 1/ms, with u = v − V_T in mV,
    ///
    /// > α_m = 0.32 (13 − u) / (exp((13 − u) / 4) − 1), β_m = 0.28 (u − 40) / (exp((u − 40) / 5) − 1), α_h = 0.128 exp((17 − u)
    /// > / 18), β_h = 4 / (1 + exp((40 − u) / 5)), α_n = 0.032 (15 − u) / (exp((15 − u) / 5) − 1), β_n = 0.5 exp((10 − u) / 40)
    ///
    /// Each iteration is a step of exponential Euler, which is stable far above the steps that are accurate: the intervals between
    /// spikes are 5% too long in steps of 0.05 ms, 1% in steps of 0.01 ms. This is the neuron of the benchmark COBAHH, whose defaults
    /// it has, for 20000 µm² of membrane: 1 µF/cm² are 200 pF, 0.05 mS/cm² of leak 10 nS, 100 mS/cm² of sodium 20 µS and 30
    /// mS/cm² of potassium 6 µS. The states begin with those of rest.
    ///
    /// R. D. Traub and R. Miles, *Neuronal Networks of the Hippocampus*, Cambridge University Press, 1991; R. Brette and
    /// others, *Simulation of networks of spiking neurons: a review of tools and strategies*, Journal of Computational
    /// Neuroscience 23, 2007, benchmark 3 of appendix B, for this form and all parameters; they are those of NEST's
    /// `hh_cond_exp_traub` and of Brian 2's example `COBAHH` as well.
    pub TraubMiles {
        param {
            /// Capacitance of the membrane.
            C: 200 pF where C > 0.0,
            /// Largest conductance of the sodium channels.
            g_Na: 20 uS where g_Na >= 0.0,
            /// Largest conductance of the potassium channels.
            g_K: 6 uS where g_K >= 0.0,
            /// Conductance of the leak.
            g_L: 10 nS where g_L >= 0.0,
            /// Reversal potential of sodium.
            E_Na: 50 mV,
            /// Reversal potential of potassium.
            E_K: -90 mV,
            /// Reversal potential of the leak.
            E_L: -60 mV,
            /// Potential that the rates are relative to; with it the threshold of spikes moves.
            V_T: -63 mV,
            /// Potential that a spike rises above.
            threshold: -20 mV,
        }
        state {
            /// Potential of the membrane.
            v: -63.532 mV,
            /// How far sodium channels are activated.
            m: 0.01318,
            /// How far sodium channels are not inactivated.
            h: 0.9969,
            /// How far potassium channels are activated.
            n: 0.03286,
            /// Current into the neuron; zero after each step.
            I: 0 pA,
        }
        event {
            /// Whether the potential has risen above the threshold in this iteration.
            fired: false
        }
        equations {
            let relative = v - V_T;
            // x / (exp(x) - 1) is 1 / exprel(x).
            let alpha_m = 0.32 * 4 kHz / exprel((13 mV - relative) / 4 mV);
            let beta_m = 0.28 * 5 kHz / exprel((relative - 40 mV) / 5 mV);
            let alpha_h = 0.128 kHz * exp((17 mV - relative) / 18 mV);
            let beta_h = 4 kHz * sigmoid((relative - 40 mV) / 5 mV);
            let alpha_n = 0.032 * 5 kHz / exprel((15 mV - relative) / 5 mV);
            let beta_n = 0.5 kHz * exp((10 mV - relative) / 40 mV);
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
