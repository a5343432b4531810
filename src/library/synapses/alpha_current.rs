use crate::behavior;

behavior! {
    /// A current with the time course of an alpha function after each spike, exactly as the membrane feels it.
    ///
    /// > g = W · t/τ · exp(1 − t/τ), a time t after a spike; τ_m dv/dt = rest − v + R (I + g)
    ///
    /// What [`ExponentialCurrent`](super::ExponentialCurrent) is to [`Exponential`](super::Exponential), this is to
    /// [`Alpha`](super::Alpha): with [`LeakyIntegrateAndFire`](crate::library::neurons::LeakyIntegrateAndFire) at a lower key the
    /// potential is exact for every `dt` and for any time constants, equal ones among them. τ_m is the neuron's `tau_membrane`.
    ///
    /// S. Rotter and M. Diesmann, *Exact digital simulation of time-invariant linear systems with applications to neuronal
    /// modeling*, Biological Cybernetics 81, 1999.
    pub AlphaCurrent(All, g, rise) {
        param {
            /// τ: from a spike to the peak of `g`.
            tau: 5 ms where tau > 0.0,
            /// What all weights begin with.
            weight: 1 nA,
        }
        state {
            /// The current.
            g: 0 pA,
            /// What makes `g` rise: it jumps with each spike, and decays with the same time constant.
            rise: 0 pA,
        }
        afferent(All) {
            /// The peak of `g` after a spike; negative where it inhibits.
            W: weight
        }
        step {
            g = (g + exp(1.0) * dt / tau * rise) * exp(-dt / tau);
            rise *= exp(-dt / tau);
            for s in afferent(All) { rise += sum(s.W where s.src.fired); }
            // The means of exp(s/τ_m) g(s) and of exp(s/τ_m) during a step, both without exp(dt/τ_m) where they grow.
            let x = dt / tau_membrane - dt / tau;
            I += g * if x > 0.0 { exp(-dt / tau) * exprel(-x) / exprel(-dt / tau_membrane) }
                else { exprel(x) / exprel(dt / tau_membrane) };
            I += exp(1.0) * dt / tau * rise * if x > 0.0 {
                exp(-dt / tau) * exprel_slope(-x, 0.0) / exprel(-dt / tau_membrane)
            } else { exprel_slope(x, x) / exprel(dt / tau_membrane) };
        }
    }
}
