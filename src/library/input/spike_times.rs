use crate::behavior;

behavior! {
    /// Neurons that fire when a list or an array says so.
    ///
    /// `builder.sources.spike_times.spikes = Input::spikes([(1.5, 0), (2.0, 3)]);` with the time and the neuron of each
    /// spike: see [`Input::spikes`](crate::Input::spikes). An array has a row for each iteration and a column for each
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
