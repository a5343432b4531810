use crate::behavior;

behavior! {
    /// Synapses without spikes: each source counts in each iteration with its weight times a variable.
    ///
    /// > I += Σ W r
    ///
    /// The sources are [`Rate`](crate::library::neurons::Rate) neurons, or others with a variable of that name; with
    /// `Graded(All, s)` they are [`Hopfield`](crate::library::neurons::Hopfield) units.
    ///
    /// H. R. Wilson and J. D. Cowan, *Excitatory and inhibitory interactions in localized populations of model neurons*,
    /// Biophysical Journal 12, 1972.
    pub Graded(All, r) {
        param {
            /// What all weights begin with.
            weight: 1.0 in any
        }
        afferent(All) {
            /// By how much a source that is at 1 raises `I`.
            W: weight
        }
        step {
            for s in afferent(All) { I += sum(s.W * s.src.r); }
        }
    }
}
