use crate::behavior;

behavior! {
    /// Spike-timing-dependent plasticity by pairs of spikes, weaker the nearer the weight is to its bound.
    ///
    /// > W += (w_max − W) a_plus · pre at a postsynaptic spike, W −= W a_minus · post at a presynaptic one
    ///
    /// It reads a [`Trace`](super::Trace) of the sources, whose τ is the window of potentiation, and one of the
    /// targets, whose τ is that of depression. Where many spikes are near, W is held between 0 and w_max. The rule
    /// of van Rossum and others, in which only depression depends on the weight, is
    /// [`PowerLawStdp`](super::PowerLawStdp) with other exponents.
    ///
    /// J. Rubin, D. D. Lee and H. Sompolinsky, *Equilibrium properties of temporally asymmetric Hebbian plasticity*,
    /// Physical Review Letters 86, 2001.
    pub MultiplicativeStdp(All, pre, post) {
        param {
            /// Potentiation by a pair without distance, as a part of what is missing to `w_max`.
            a_plus: 0.005,
            /// Depression by a pair without distance, as a part of the weight.
            a_minus: 0.00525,
            /// The largest weight.
            w_max: 1.0 in any where w_max >= 0.0,
        }
        step {
            for s in afferent(All) {
                if s.dst.fired { s.W = clip(s.W + (w_max - s.W) * a_plus * s.src.pre, 0.0, w_max); }
                if s.src.fired { s.W = clip(s.W - s.W * a_minus * s.dst.post, 0.0, w_max); }
            }
        }
    }
}
