use crate::behavior;

behavior! {
    /// A rate neuron: a population by its activity, without spikes.
    ///
    #[doc = include_str!("rate.svg")]
    ///
    /// > τ dr/dt = −r + f(I), f(I) = 1 / (1 + exp(−gain (I − threshold)))
    ///
    /// The solution is exact for a current that is constant during each step. The activity is a share of the highest one. Neurons
    /// that feel the activity of others have [`Graded`](crate::library::synapses::Graded) synapses. Currents have no unit. The defaults are
    /// those of an excitatory population.
    ///
    /// H. R. Wilson and J. D. Cowan, *Excitatory and inhibitory interactions in localized populations of model neurons*,
    /// Biophysical Journal 12, 1972, without the refractory period, and without 1 / (1 + exp(gain · threshold)), which is taken
    /// from f there so that nothing comes of no current; gain and threshold are those of its figure 4.
    pub Rate {
        param {
            /// τ: how long the activity takes, the paper measures time in it.
            tau in ms where tau > 0.0,
            /// How steeply the activity rises with the current: 4 times the slope at the threshold.
            gain: 1.2,
            /// Current at which the activity goes to a half.
            threshold: 2.8,
        }
        state {
            /// Activity, between 0 and 1.
            r: 0.0,
            /// Current into the neuron; zero after each step.
            I: 0.0,
        }
        equations {
            dr/dt = (sigmoid(gain * (I - threshold)) - r) / tau;
        }
        step {
            integrate by exact;
            I = 0.0;
        }
    }
}
