use crate::behavior;

behavior! {
    /// What the last spike of a neuron left behind.
    ///
    /// > d trace/dt = −trace / τ; trace = 1 with each spike
    ///
    /// In the place of [`Trace`](super::Trace) at both ends it makes the rules pair each spike with the last one of
    /// the other end only: the symmetric nearest-neighbour pairing of A. Morrison, M. Diesmann and W. Gerstner,
    /// *Phenomenological models of synaptic plasticity based on spike timing*, Biological Cybernetics 98, 2008. Its
    /// key is as that of `Trace`.
    pub NearestTrace(trace) {
        param {
            /// τ: how long a spike is remembered.
            tau: 20 ms where tau > 0.0
        }
        state {
            /// What the last spike counts.
            trace: 0.0
        }
        step {
            if fired { trace = 1.0; }
            trace *= exp(-dt / tau);
        }
    }
}
