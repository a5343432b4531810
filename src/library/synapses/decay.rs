use crate::behavior;

behavior! {
    /// An exponential decay of what others add to, at higher keys.
    ///
    /// > τ dg/dt = −g
    ///
    /// The decay is exact. What spikes add may come from [`Delta`](super::Delta) and [`Released`](super::Released).
    pub Decay(g) {
        param {
            /// τ: how long `g` takes to decay to 1/e.
            tau: 5 ms where tau > 0.0
        }
        state {
            /// A conductance, a current, a concentration.
            g: 0.0 in any
        }
        step { g *= exp(-dt / tau); }
    }
}
