use crate::behavior;

behavior! {
    /// Neurons that fire at random, each at its rate and independently of everything else.
    ///
    /// > P(fired) = rate · dt
    ///
    /// The rate of each neuron can be set before and during a simulation: `net.sources.rate_mut()`. Nobody checks that it
    /// stays between zero and one spike in each iteration, as `frequency` has to: what is below is zero, and what is above
    /// is one spike in each.
    ///
    /// P. Dayan and L. F. Abbott, *Theoretical Neuroscience*, MIT Press, 2001, section 1.4.
    pub PoissonNeurons {
        param {
            /// What all rates begin with, in Hz.
            frequency: 10.0 where frequency >= 0.0 && frequency * dt <= 1000.0
        }
        state {
            /// Mean rate of spikes, in Hz.
            rate: frequency
        }
        event {
            /// Whether the neuron has fired in this iteration.
            fired: false
        }
        step { fired = bernoulli(rate * dt / 1000.0); }
    }
}
