use crate::behavior;

behavior! {
    /// A current, as it is.
    ///
    /// > I += g
    ///
    /// Synapses that inhibit have negative weights then.
    pub Current(g) {
        step { I += g; }
    }
}
