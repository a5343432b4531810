use crate::behavior;

behavior! {
    /// The current through a conductance.
    ///
    /// > I += g (E − v)
    ///
    /// During the next step it is constant, with the `v` and `g` of its beginning.
    pub Conductance(g) {
        param {
            /// E: the potential at which the current is zero, in mV; −80 for inhibition, say.
            reversal: 0.0
        }
        step { I += g * (reversal - v); }
    }
}
