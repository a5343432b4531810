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
    /// C. Morris and H. Lecar, *Voltage oscillations in the barnacle giant muscle fiber*, Biophysical Journal 35, 1981. The
    /// defaults are those of J. Rinzel and B. Ermentrout, *Analysis of neural excitability and oscillations*, in C. Koch and I.
    /// Segev (eds.), Methods in Neuronal Modeling, MIT Press, 1989 and 1998.
    pub MorrisLecar {
        param {
            /// Capacitance of the membrane, in µF/cm².
            C: 20.0 where C > 0.0,
            /// Largest conductance of the calcium channels, in mS/cm².
            g_Ca: 4.4 where g_Ca >= 0.0,
            /// Largest conductance of the potassium channels, in mS/cm².
            g_K: 8.0 where g_K >= 0.0,
            /// Conductance of the leak, in mS/cm².
            g_L: 2.0 where g_L >= 0.0,
            /// Reversal potential of calcium, in mV.
            V_Ca: 120.0,
            /// Reversal potential of potassium, in mV.
            V_K: -84.0,
            /// Reversal potential of the leak, in mV.
            V_L: -60.0,
            /// Potential at which half of the calcium channels are open, in mV.
            V_1: -1.2,
            /// How gradually they open, in mV.
            V_2: 18.0 where V_2 > 0.0,
            /// Potential at which half of the potassium channels are open in the end, in mV.
            V_3: 2.0,
            /// How gradually they open, in mV.
            V_4: 30.0 where V_4 > 0.0,
            /// How fast potassium channels open at V_3, per ms.
            phi: 0.04 where phi > 0.0,
            /// Potential that a spike rises above, in mV.
            threshold: 0.0,
        }
        state {
            /// Potential of the membrane, in mV.
            v: -60.855,
            /// How many potassium channels are open.
            w: 0.014915,
            /// Current into the neuron, in µA/cm²; zero after each step.
            I: 0.0,
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
