use crate::behavior;

behavior! {
    /// Spike-timing-dependent plasticity by pairs of spikes, whose effect does not depend on the weight.
    ///
    /// > W += w_max a_plus · pre at a postsynaptic spike, W −= w_max a_minus · post at a presynaptic one;
    /// > W stays between 0 and w_max
    ///
    /// It reads a [`Trace`](super::Trace) of the sources, whose τ is the window of potentiation, and one of the
    /// targets, whose τ is that of depression.
    ///
    /// S. Song, K. D. Miller and L. F. Abbott, *Competitive Hebbian learning through spike-timing-dependent synaptic
    /// plasticity*, Nature Neuroscience 3, 2000.
    pub AdditiveStdp(All, pre, post) {
        param {
            /// Potentiation by a pair without distance, as a part of `w_max`.
            a_plus: 0.005,
            /// Depression by a pair without distance, as a part of `w_max`.
            a_minus: 0.00525,
            /// The largest weight.
            w_max: 1.0 in any where w_max >= 0.0,
        }
        step {
            for s in afferent(All) {
                if s.dst.fired { s.W = clip(s.W + w_max * a_plus * s.src.pre, 0.0, w_max); }
                if s.src.fired { s.W = clip(s.W - w_max * a_minus * s.dst.post, 0.0, w_max); }
            }
        }
    }
}
