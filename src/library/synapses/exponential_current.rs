use crate::behavior;

behavior! {
    /// A current that jumps by the weight with each spike and decays, exactly as the membrane feels it.
    ///
    /// > τ dg/dt = −g; g += W with each spike; τ_m dv/dt = rest − v + R (I + g)
    ///
    /// [`Exponential`](super::Exponential) and [`Current`](super::Current) give the neuron the current of the beginning of
    /// each step, as if it stayed; this gives it the constant current that leads to the same potential at the end of the step as
    /// the decaying one. With [`LeakyIntegrateAndFire`](crate::library::neurons::LeakyIntegrateAndFire) at a lower key the
    /// potential is exact for every `dt` and for any time constants, equal ones among them. τ_m is the constant
    /// `tau_membrane` of the neuron, which another leaky neuron shows as well: `constant { tau_membrane: C / g_L }`.
    ///
    /// S. Rotter and M. Diesmann, *Exact digital simulation of time-invariant linear systems with applications to neuronal
    /// modeling*, Biological Cybernetics 81, 1999.
    pub ExponentialCurrent(All, g) {
        param {
            /// τ: how long `g` takes to decay to 1/e.
            tau: 5 ms where tau > 0.0,
            /// What all weights begin with.
            weight: 1 nA,
        }
        state {
            /// The current.
            g: 0 pA
        }
        afferent(All) {
            /// By how much a spike raises `g`; negative where it inhibits.
            W: weight
        }
        step {
            g *= exp(-dt / tau);
            for s in afferent(All) { g += sum(s.W where s.src.fired); }
            // The means of exp(s / τ_m - s / τ) and of exp(s / τ_m) during a step, both without exp(dt / τ_m) where they grow.
            let x = dt / tau_membrane - dt / tau;
            I += g * if x > 0.0 { exp(-dt / tau) * exprel(-x) / exprel(-dt / tau_membrane) }
                else { exprel(x) / exprel(dt / tau_membrane) };
        }
    }
}
