use crate::behavior;

behavior! {
    /// Remembers who fired until the next iteration.
    ///
    /// It has a higher key than what reads it, such as [`OneStepStdp`](super::OneStepStdp).
    pub Previous(fired_before) {
        event {
            /// Whether the neuron fired in the iteration before.
            fired_before: false
        }
        step { fired_before = fired; }
    }
}
