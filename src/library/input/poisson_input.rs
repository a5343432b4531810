use crate::behavior;

behavior! {
    /// The spikes of many sources that fire at random, for each neuron its own, folded into one draw.
    ///
    /// > g += weight · n, with n of the Poisson distribution of mean sources · frequency · dt
    ///
    /// What is raised is a current, a conductance or the membrane potential, which another behaviour declares and
    /// lets decay.
    ///
    /// N. Brunel, *Dynamics of sparsely connected networks of excitatory and inhibitory spiking neurons*, Journal
    /// of Computational Neuroscience 8, 2000.
    pub PoissonInput(g) {
        param {
            /// How many sources each neuron has.
            sources: 1000.0 where sources >= 0.0,
            /// Mean rate of each source.
            frequency: 10 Hz where frequency >= 0.0,
            /// By how much a spike raises `g`.
            weight: 1.0 in any,
        }
        step { g += weight * poisson(sources * frequency * dt); }
    }
}
