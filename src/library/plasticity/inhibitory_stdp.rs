use crate::behavior;

behavior! {
    /// Plasticity of inhibitory synapses that brings their targets to a rate.
    ///
    /// > W += eta · pre at a postsynaptic spike, W += eta (post − alpha) at a presynaptic one; W stays between 0
    /// > and w_max
    ///
    /// Weights are not negative: inhibition is a matter of the reversal potential, or of a sign behind the synapse.
    /// It reads a [`Trace`](super::Trace) of the sources and one of the targets, both with the same τ; the targets
    /// come to a rate of alpha / 2τ. In an iteration with spikes of both ends, each term is followed by its
    /// clipping: that of the postsynaptic spike, that of `post`, and that of `alpha`.
    ///
    /// T. P. Vogels, H. Sprekeler, F. Zenke, C. Clopath and W. Gerstner, *Inhibitory plasticity balances excitation
    /// and inhibition in sensory pathways and memory networks*, Science 334, 2011.
    pub InhibitoryStdp(All, pre, post) {
        param {
            /// Change by a pair without distance.
            eta: 0.001 in any,
            /// 2 τ times the rate of the targets, here 5 Hz with τ = 20 ms.
            alpha: 0.2 where alpha >= 0.0,
            /// The largest weight.
            w_max: 1.0 in any where w_max >= 0.0,
        }
        step {
            for s in afferent(All) {
                if s.dst.fired { s.W = clip(s.W + eta * s.src.pre, 0.0, w_max); }
                if s.src.fired { s.W = max(min(s.W + eta * s.dst.post, w_max) - eta * alpha, 0.0); }
            }
        }
    }
}
