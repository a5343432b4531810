use crate::behavior;

behavior! {
    /// A current that rises and decays with two time constants after each spike, exactly as the membrane feels it.
    ///
    /// > g = W · (exp(−t/τ_decay) − exp(−t/τ_rise)) / peak, a time t after a spike; τ_m dv/dt = rest − v + R (I + g)
    ///
    /// What [`ExponentialCurrent`](super::ExponentialCurrent) is to [`Exponential`](super::Exponential), this is to
    /// [`DoubleExponential`](super::DoubleExponential): with
    /// [`LeakyIntegrateAndFire`](crate::library::neurons::LeakyIntegrateAndFire) at a lower key the potential is exact for every
    /// `dt` and for any three time constants, equal ones among them. τ_m is the neuron's `tau_membrane`.
    ///
    /// S. Rotter and M. Diesmann, *Exact digital simulation of time-invariant linear systems with applications to neuronal
    /// modeling*, Biological Cybernetics 81, 1999.
    pub DoubleExponentialCurrent(All, g, rise) {
        param {
            /// Time constant of the rise.
            tau_rise: 2 ms where tau_rise > 0.0,
            /// Time constant of the decay.
            tau_decay: 10 ms where tau_decay > 0.0,
            /// What all weights begin with.
            weight: 1 nA,
        }
        state {
            /// The current.
            g: 0 pA,
            /// What drives `g`: dg/dt = rise - g/τ_decay, d rise/dt = −rise/τ_rise.
            rise: 0 pA/ms,
        }
        afferent(All) {
            /// The peak of `g` after a spike; negative where it inhibits.
            W: weight
        }
        step {
            let shorter = min(tau_rise, tau_decay);
            let longer = max(tau_rise, tau_decay);
            // 1/shorter - 1/longer, and ln(longer/shorter) = 2 artanh(z).
            let rate = (longer - shorter) / (longer * shorter);
            let z = (longer - shorter) / (longer + shorter);
            let artanh = 1.0 + z * z * (1.0 / 3.0 + z * z * (1.0 / 5.0 + z * z * (1.0 / 7.0 + z * z * (1.0 / 9.0
                + z * z * (1.0 / 11.0 + z * z / 13.0)))));
            let time_of_peak = if z < 0.1 { 2.0 * longer * shorter / (longer + shorter) * artanh }
                else { ln(longer / shorter) / rate };
            let peak = time_of_peak * exp(-time_of_peak / longer) * exprel(-rate * time_of_peak);
            g = g * exp(-dt / tau_decay) + rise * dt * exp(-dt / longer) * exprel(-rate * dt);
            rise *= exp(-dt / tau_rise);
            for s in afferent(All) { rise += sum(s.W where s.src.fired) / peak; }
            // The means of exp(s/τ_m) g(s) and of exp(s/τ_m) during a step, both without exp(dt/τ_m) where they grow.
            let decay_in_step = dt / tau_membrane - dt / tau_decay;
            let rise_in_step = dt / tau_membrane - dt / tau_rise;
            let faster = max(decay_in_step, rise_in_step);
            let slower = min(decay_in_step, rise_in_step);
            let grown = exp(-dt / longer) / exprel(-dt / tau_membrane);
            I += g * if decay_in_step > 0.0 { exp(-dt / tau_decay) * exprel(-decay_in_step) / exprel(-dt / tau_membrane) }
                else { exprel(decay_in_step) / exprel(dt / tau_membrane) };
            I += dt * rise * if faster > 0.0 { grown * exprel_slope(-faster, slower - faster) }
                else { exprel_slope(decay_in_step, rise_in_step) / exprel(dt / tau_membrane) };
        }
    }
}
