//! Currents that last for one iteration.

brain::behavior! {
    /// Adds the weights of what has fired to `v`.
    pub Delta {
        param {
            /// What all weights begin with.
            weight: 1.0
        }
        afferent { W: weight }
        step {
            for s in afferent(All) { v += sum(s.W where s.src.fired); }
        }
    }
}
