use crate::behavior;

behavior! {
    /// A jump by the weight with each spike, and an exponential decay.
    ///
    /// > τ dg/dt = −g; g += W with each spike
    ///
    /// The decay is exact, and a spike counts fully in the iteration in which it arrives.
    ///
    /// A. Roth and M. C. W. van Rossum, *Modeling synapses*, in E. De Schutter (ed.), Computational Modeling
    /// Methods for Neuroscientists, MIT Press, 2009.
    pub Exponential(All, g) {
        param {
            /// τ: how long `g` takes to decay to 1/e.
            tau: 5 ms where tau > 0.0,
            /// What all weights begin with.
            weight: 1.0 in any,
        }
        state {
            /// A conductance or a current, in the unit of the weights.
            g: 0.0 in any
        }
        afferent(All) {
            /// By how much a spike raises `g`.
            W: weight
        }
        step {
            g *= exp(-dt / tau);
            for s in afferent(All) { g += sum(s.W where s.src.fired); }
        }
    }
}
