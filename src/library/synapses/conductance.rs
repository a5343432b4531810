use crate::behavior;

behavior! {
    /// The current through a conductance.
    ///
    /// > I += g (E − v)
    ///
    /// It is constant during the next step, with the `g` and the `v` of its beginning.
    pub Conductance(g) {
        param {
            /// E: the potential at which the current is zero.
            reversal: 0 mV
        }
        step { I += g * (reversal - v); }
    }
}
