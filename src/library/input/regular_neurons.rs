use crate::behavior;

behavior! {
    /// Neurons that fire in regular intervals.
    ///
    /// A spike falls into the iteration that is nearest to its time, and intervals need not be multiples of `dt`. The
    /// first spike of each neuron can be set by the builder: `builder.sources.steps_left = array.into();`.
    pub RegularNeurons {
        param {
            /// From one spike to the next.
            interval: 10 ms where interval >= dt,
            /// When the first one is.
            first: 0 ms where first >= 0.0,
        }
        state {
            /// Steps from the iteration before to the next spike.
            steps_left: first / dt + 1.0
        }
        event {
            /// Whether the neuron has fired in this iteration.
            fired: false
        }
        step {
            steps_left -= 1.0;
            fired = steps_left < 0.5;
            if fired { steps_left += interval / dt; }
        }
    }
}
