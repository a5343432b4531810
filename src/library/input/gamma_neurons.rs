use crate::behavior;

behavior! {
    /// Neurons that fire at random and more regularly than [`PoissonNeurons`](super::PoissonNeurons): gamma renewal processes.
    ///
    /// > intervals have the density (k f)^k t^(k − 1) exp(−k f t) / (k − 1)!, k the shape and f the rate; their mean is 1/f, their
    /// > coefficient of variation 1/√k
    ///
    /// A neuron fires with every k-th event of a Poisson process of rate k f, so that the shape is a whole number. It begins
    /// anywhere between two spikes. A spike falls into the iteration in which its time is; of several in one iteration, the
    /// later ones are in the next ones. With shape 1 it is a Poisson process. The rate of each neuron can be set before and
    /// during a simulation: `net.sources.rate_mut()`, 0.01 for 10 Hz; nobody checks it then.
    ///
    /// D. R. Cox, *Renewal Theory*, Methuen, 1962; S. N. Baker and R. N. Lemon, *Precise spatiotemporal repeating patterns in
    /// monkey primary and supplementary motor areas occur at chance levels*, Journal of Neurophysiology 84, 2000.
    pub GammaNeurons {
        param {
            /// What all rates begin with.
            frequency: 10 Hz where frequency >= 0.0 && frequency * dt <= 1.0,
            /// k: a whole number.
            shape where shape >= 1.0 && shape == round(shape),
        }
        state {
            /// Mean rate of spikes.
            rate: frequency,
            /// Events of the Poisson process since the last spike.
            events: floor(shape * uniform()),
        }
        event {
            /// Whether the neuron has fired in this iteration.
            fired: false
        }
        step {
            events += poisson(shape * rate * dt);
            fired = events >= shape;
            if fired { events -= shape; }
        }
    }
}
