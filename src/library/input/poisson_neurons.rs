use crate::behavior;

behavior! {
    /// Neurons that fire at random, each at its rate and independently of everything else.
    ///
    /// > P(fired) = rate · dt
    ///
    /// The rate of each neuron can be set before and during a simulation: `net.sources.rate_mut()`, 0.01 for 10 Hz. Nobody checks that it
    /// stays between zero and one spike in each iteration, as `frequency` has to: what is below is zero, and what is above
    /// is one spike in each.
    ///
    /// P. Dayan and L. F. Abbott, *Theoretical Neuroscience*, MIT Press, 2001, section 1.4.
    pub PoissonNeurons {
        param {
            /// What all rates begin with.
            frequency: 10 Hz where frequency >= 0.0 && frequency * dt <= 1.0
        }
        state {
            /// Mean rate of spikes.
            rate: frequency
        }
        event {
            /// Whether the neuron has fired in this iteration.
            fired: false
        }
        step { fired = bernoulli(rate * dt); }
    }
}
