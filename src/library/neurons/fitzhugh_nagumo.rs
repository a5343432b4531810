use crate::behavior;

behavior! {
    /// FitzHugh and Nagumo's neuron: two equations with what matters of a spike.
    ///
    #[doc = include_str!("fitzhugh_nagumo.svg")]
    ///
    /// > dv/dt = v − v³/3 − w + I, τ dw/dt = v + a − b w; the neuron fires where v rises above the threshold
    ///
    /// Nothing here has a unit, times neither. Each iteration is a step of the classical method of Runge and Kutta; 0.1 is a short
    /// one. A constant current makes the neuron lose its rest between v² = 1 − b/τ: with the defaults from 0.331 to 1.419. The
    /// states begin with those of rest.
    ///
    /// R. FitzHugh, *Impulses and physiological states in theoretical models of nerve membrane*, Biophysical Journal 1,
    /// 1961; J. Nagumo, S. Arimoto and S. Yoshizawa, *An active pulse transmission line simulating nerve axon*, Proceedings of
    /// the IRE 50, 1962. The defaults are those of R. FitzHugh, *Mathematical models of excitation and propagation in nerve*, in
    /// H. P. Schwan (ed.), Biological Engineering, McGraw-Hill, 1969, where 1/τ is φ = 0.08; NeuroML's `fitzHughNagumo1969Cell`
    /// has the same.
    pub FitzHughNagumo {
        param {
            /// What `w` rises by at rest.
            a: 0.7,
            /// How fast `w` goes back by itself.
            b: 0.8,
            /// τ: how much slower `w` is than `v`.
            tau: 12.5 where tau > 0.0,
            /// What a spike rises above.
            threshold: 1.0,
        }
        state {
            /// What stands for the potential.
            v: -1.19941,
            /// Recovery.
            w: -0.62426,
            /// Current into the neuron; zero after each step.
            I: 0.0,
        }
        event {
            /// Whether `v` has risen above the threshold in this iteration.
            fired: false
        }
        equations {
            dv/dt = v - pow(v, 3) / 3.0 - w + I;
            dw/dt = (v + a - b * w) / tau;
        }
        step {
            let before = v;
            integrate by rk4;
            fired = before <= threshold && v > threshold;
            I = 0.0;
        }
    }
}
