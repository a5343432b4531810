use crate::behavior;

behavior! {
    /// A current, as it is.
    ///
    /// > I += g
    ///
    /// Synapses that inhibit have negative weights then. The current stays what it is during the next step: with one that
    /// decays the potential has an error of the order of `dt` over its time constant, which
    /// [`ExponentialCurrent`](super::ExponentialCurrent) and those like it have not.
    pub Current(g) {
        step { I += g; }
    }
}
