use crate::behavior;

behavior! {
    /// Neurons that fire when an array says so.
    ///
    /// `builder.sources.spike_times.spikes = array.into();` with a row for each iteration and a column for each
    /// neuron.
    pub SpikeTimes {
        input {
            /// 1 where a neuron fires in an iteration, and 0 where it does not.
            spikes
        }
        event {
            /// Whether the neuron has fired in this iteration.
            fired: false
        }
        step { fired = spikes > 0.0; }
    }
}
