use crate::behavior;

behavior! {
    /// A jump of the potential by the weight with each spike.
    ///
    /// > v += W with each spike
    ///
    /// A neuron that takes its step at a lower key sees the jump in its next step. With the name of another
    /// variable in the place of `v`, it is what jumps.
    ///
    /// R. B. Stein, *A theoretical analysis of neuronal variability*, Biophysical Journal 5, 1965.
    pub Delta(All, v) {
        param {
            /// What all weights begin with.
            weight: 1.0 in any
        }
        afferent(All) {
            /// By how much a spike raises `v`.
            W: weight
        }
        step {
            for s in afferent(All) { v += sum(s.W where s.src.fired); }
        }
    }
}
