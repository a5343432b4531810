use crate::behavior;

behavior! {
    /// A jump by what a source with short-term plasticity releases.
    ///
    /// > g += W · release with each spike
    ///
    /// The sources have [`ShortTermPlasticity`](crate::library::plasticity::ShortTermPlasticity), at a lower key;
    /// `g` belongs to a time course such as [`Decay`](super::Decay).
    ///
    /// M. Tsodyks, K. Pawelzik and H. Markram, *Neural networks with dynamic synapses*, Neural Computation 10, 1998.
    pub Released(All, g, release) {
        param {
            /// What all weights begin with.
            weight: 1.0 in any
        }
        afferent(All) {
            /// By how much a spike would raise `g` that released everything.
            W: weight
        }
        step {
            for s in afferent(All) { g += sum(s.W * s.src.release where s.src.fired); }
        }
    }
}
