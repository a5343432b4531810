use crate::behavior;

behavior! {
    /// A rise and a decay with one time constant after each spike: the alpha function.
    ///
    /// > g = W · t/τ · exp(1 − t/τ), a time t after a spike; spikes add up
    ///
    /// The peak is the weight, at t = τ. The solution is exact; in the iteration in which a spike arrives, t is zero.
    ///
    /// W. Rall, *Distinguishing theoretical synaptic potentials computed for different soma-dendritic distributions
    /// of synaptic input*, Journal of Neurophysiology 30, 1967.
    pub Alpha(All, g, rise) {
        param {
            /// τ: from a spike to the peak of `g`.
            tau: 5 ms where tau > 0.0,
            /// What all weights begin with.
            weight: 1.0 in any,
        }
        state {
            /// A conductance or a current, in the unit of the weights.
            g: 0.0 in any,
            /// What makes `g` rise: it jumps with each spike, and decays with the same time constant.
            rise: 0.0 in any,
        }
        afferent(All) {
            /// The peak of `g` after a spike.
            W: weight
        }
        step {
            g = (g + exp(1.0) * dt / tau * rise) * exp(-dt / tau);
            rise *= exp(-dt / tau);
            for s in afferent(All) { rise += sum(s.W where s.src.fired); }
        }
    }
}
