use crate::behavior;

behavior! {
    /// A rise and a decay with two time constants after each spike: a difference of exponentials.
    ///
    /// > g = W · (exp(−t/τ_decay) − exp(−t/τ_rise)) / peak, a time t after a spike; spikes add up
    ///
    /// The peak is the weight, at t = ln(τ_decay/τ_rise) / (1/τ_rise − 1/τ_decay). The solution is exact; in the
    /// iteration in which a spike arrives, t is zero. The time constants differ: [`Alpha`](super::Alpha) has one.
    ///
    /// A. Roth and M. C. W. van Rossum, *Modeling synapses*, in E. De Schutter (ed.), Computational Modeling
    /// Methods for Neuroscientists, MIT Press, 2009.
    pub DoubleExponential(All, g, rise) {
        param {
            /// Time constant of the rise, in ms.
            tau_rise: 2.0,
            /// Time constant of the decay, in ms.
            tau_decay: 100.0,
            /// What all weights begin with.
            weight: 1.0,
        }
        state {
            /// A conductance or a current, in the unit of the weights.
            g: 0.0,
            /// What `g` lacks of the exponential with the time constant of the decay.
            rise: 0.0,
        }
        afferent(All) {
            /// The peak of `g` after a spike.
            W: weight
        }
        step {
            let time_of_peak = ln(tau_decay / tau_rise) / (1.0 / tau_rise - 1.0 / tau_decay);
            let peak = exp(-time_of_peak / tau_decay) - exp(-time_of_peak / tau_rise);
            g = (g + rise) * exp(-dt / tau_decay) - rise * exp(-dt / tau_rise);
            rise *= exp(-dt / tau_rise);
            for s in afferent(All) { rise += sum(s.W where s.src.fired) / peak; }
        }
    }
}
