use crate::behavior;

behavior! {
    /// Morris and Lecar's neuron: the muscle fibre of the barnacle.
    ///
    #[doc = include_str!("morris_lecar.svg")]
    ///
    /// > C dv/dt = I − g_Ca m∞ (v − V_Ca) − g_K w (v − V_K) − g_L (v − V_L), dw/dt = φ (w∞ − w) cosh((v − V_3) / 2 V_4), m∞ = (1 +
    /// > tanh((v − V_1) / V_2)) / 2, w∞ = (1 + tanh((v − V_3) / V_4)) / 2; the neuron fires where v rises above the threshold
    ///
    /// Each iteration is a step of the classical method of Runge and Kutta; 0.5 ms is a short one. Currents are for each cm²
    /// of membrane. With the defaults spikes begin with a certain rate, where a rest is lost in a Hopf bifurcation at 93.9
    /// µA/cm²; with g_Ca = 4, φ = 1/15, V_3 = 12 and V_4 = 17.4 they begin with any low rate, where two equilibria meet
    /// at 40 µA/cm². The states begin with those of rest.
    ///
    /// C. Morris and H. Lecar, *Voltage oscillations in the barnacle giant muscle fiber*, Biophysical Journal 35, 1981, whose figure
    /// 9 has other parameters: g_Ca = 4, V_Ca = 100, V_K = −70, V_L = −50, V_1 = 10, V_2 = 15, V_3 = −1, V_4 = 14.5 and φ = 1/15.
    /// The defaults are those of J. Rinzel and B. Ermentrout, *Analysis of neural excitability and oscillations*, in C. Koch and I.
    /// Segev (eds.), Methods in Neuronal Modeling, MIT Press, 1989 and 1998; they and the ones above are columns of table 3.1 of
    /// B. Ermentrout and D. Terman, *Mathematical Foundations of Neuroscience*, Springer, 2010.
    pub MorrisLecar {
        param {
            /// Capacitance of the membrane.
            C: 20 uF/cm^2 where C > 0.0,
            /// Largest conductance of the calcium channels.
            g_Ca: 4.4 mS/cm^2 where g_Ca >= 0.0,
            /// Largest conductance of the potassium channels.
            g_K: 8 mS/cm^2 where g_K >= 0.0,
            /// Conductance of the leak.
            g_L: 2 mS/cm^2 where g_L >= 0.0,
            /// Reversal potential of calcium.
            V_Ca: 120 mV,
            /// Reversal potential of potassium.
            V_K: -84 mV,
            /// Reversal potential of the leak.
            V_L: -60 mV,
            /// Potential at which half of the calcium channels are open.
            V_1: -1.2 mV,
            /// How gradually they open.
            V_2: 18 mV where V_2 > 0.0,
            /// Potential at which half of the potassium channels are open in the end.
            V_3: 2 mV,
            /// How gradually they open.
            V_4: 30 mV where V_4 > 0.0,
            /// How fast potassium channels open at V_3, per ms.
            phi: 0.04 kHz where phi > 0.0,
            /// Potential that a spike rises above.
            threshold: 0 mV,
        }
        state {
            /// Potential of the membrane.
            v: -60.855 mV,
            /// How many potassium channels are open.
            w: 0.014915,
            /// Current into the neuron; zero after each step.
            I: 0 uA/cm^2,
        }
        event {
            /// Whether the potential has risen above the threshold in this iteration.
            fired: false
        }
        equations {
            let m_end = 0.5 * (1.0 + tanh((v - V_1) / V_2));
            let w_end = 0.5 * (1.0 + tanh((v - V_3) / V_4));
            dv/dt = (I - g_Ca * m_end * (v - V_Ca) - g_K * w * (v - V_K) - g_L * (v - V_L)) / C;
            dw/dt = phi * (w_end - w) * cosh((v - V_3) / (2.0 * V_4));
        }
        step {
            let before = v;
            integrate by rk4;
            fired = before <= threshold && v > threshold;
            I = 0.0;
        }
    }
}
