use crate::behavior;

behavior! {
    /// Remembers who fired until the next iteration.
    ///
    /// Its key is below that of the neurons that fire, as that of [`Trace`](super::Trace); [`OneStepStdp`](super::OneStepStdp)
    /// reads it.
    pub Previous(fired_before) {
        event {
            /// Whether the neuron fired in the iteration before.
            fired_before: false
        }
        step { fired_before = fired; }
    }
}
