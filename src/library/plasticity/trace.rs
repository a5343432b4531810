use crate::behavior;

behavior! {
    /// What all earlier spikes of a neuron left behind.
    ///
    /// > d trace/dt = −trace / τ; trace += 1 with each spike
    ///
    /// Its key is below that of the neurons that fire: it takes in the spikes of the last iteration, and holds those
    /// of all earlier iterations as they count now. One of n iterations ago counts exp(−n dt / τ). Without a delay of
    /// the synapses a key behind that of all its readers gives the same, as it then holds what the next iteration reads.
    ///
    /// Rules that read it pair each spike with all earlier spikes of the other end: A. Morrison, M. Diesmann and W.
    /// Gerstner, *Phenomenological models of synaptic plasticity based on spike timing*, Biological Cybernetics 98,
    /// 2008.
    pub Trace(trace) {
        param {
            /// τ: how long a spike is remembered.
            tau: 20 ms where tau > 0.0
        }
        state {
            /// The sum of what the earlier spikes count.
            trace: 0.0
        }
        step {
            if fired { trace += 1.0; }
            trace *= exp(-dt / tau);
        }
    }
}
