use crate::behavior;

behavior! {
    /// A rise and a decay with two time constants after each spike: a difference of exponentials.
    ///
    /// > g = W · (exp(−t/τ_decay) − exp(−t/τ_rise)) / peak, a time t after a spike; spikes add up
    ///
    /// The peak is the weight, at t = ln(τ_decay/τ_rise) / (1/τ_rise − 1/τ_decay). The solution is exact; in the
    /// iteration in which a spike arrives, t is zero. Where the time constants are equal it is [`Alpha`](super::Alpha), and
    /// where they nearly are, no digits are lost: all is computed from τ_decay − τ_rise, not from a difference of
    /// exponentials. Which of the two is the longer one does not matter.
    ///
    /// A. Roth and M. C. W. van Rossum, *Modeling synapses*, in E. De Schutter (ed.), Computational Modeling
    /// Methods for Neuroscientists, MIT Press, 2009.
    pub DoubleExponential(All, g, rise) {
        param {
            /// Time constant of the rise.
            tau_rise: 2 ms where tau_rise > 0.0,
            /// Time constant of the decay.
            tau_decay: 100 ms where tau_decay > 0.0,
            /// What all weights begin with.
            weight: 1.0 in any,
        }
        state {
            /// A conductance or a current, in the unit of the weights.
            g: 0.0 in any,
            /// What drives `g`: dg/dt = rise − g/τ_decay, d rise/dt = −rise/τ_rise, in the unit of the weights per ms.
            rise: 0.0 in any,
        }
        afferent(All) {
            /// The peak of `g` after a spike.
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
            // (exp(-t/longer) - exp(-t/shorter)) / rate = t exp(-t/longer) exprel(-rate t).
            let peak = time_of_peak * exp(-time_of_peak / longer) * exprel(-rate * time_of_peak);
            g = g * exp(-dt / tau_decay) + rise * dt * exp(-dt / longer) * exprel(-rate * dt);
            rise *= exp(-dt / tau_rise);
            for s in afferent(All) { rise += sum(s.W where s.src.fired) / peak; }
        }
    }
}
