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
            /// τ: from a spike to the peak of `g`, in ms.
            tau: 5.0 where tau > 0.0,
            /// What all weights begin with, in nA.
            weight: 1.0,
        }
        state {
            /// The current, in nA.
            g: 0.0,
            /// What makes `g` rise: it jumps with each spike, and decays with the same time constant.
            rise: 0.0,
        }
        afferent(All) {
            /// The peak of `g` after a spike, in nA; negative where it inhibits.
            W: weight
        }
        step {
            g = (g + exp(1.0) * dt / tau * rise) * exp(-dt / tau);
            rise *= exp(-dt / tau);
            for s in afferent(All) { rise += sum(s.W where s.src.fired); }
            // The mean of u exp(x u) for u from 0 to 1: a power series where the closed form would lose its digits.
            let x = dt / tau_membrane - dt / tau;
            let series = 1.0 / 2.0 + x * (1.0 / 3.0 + x / 2.0 * (1.0 / 4.0 + x / 3.0 * (1.0 / 5.0 + x / 4.0 * (1.0 / 6.0
                + x / 5.0 * (1.0 / 7.0 + x / 6.0 * (1.0 / 8.0 + x / 7.0 * (1.0 / 9.0 + x / 8.0 * (1.0 / 10.0
                + x / 9.0 * (1.0 / 11.0 + x / 10.0 * (1.0 / 12.0 + x / 11.0 / 13.0))))))))));
            let ramp = if abs(x) < 0.5 { series } else { (exp(x) - exprel(x)) / x };
            I += (g * exprel(x) + exp(1.0) * dt / tau * rise * ramp) / exprel(dt / tau_membrane);
        }
    }
}
