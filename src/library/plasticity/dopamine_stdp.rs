use crate::behavior;

behavior! {
    /// Spike-timing-dependent plasticity that waits for dopamine.
    ///
    /// > dc/dt = −c/τ, dW/dt = c · dopamine; c += a_plus · pre at a postsynaptic spike, c −= a_minus · post at a
    /// > presynaptic one; W stays between 0 and w_max
    ///
    /// c is the `eligibility` of each synapse, and decays exactly; W goes a step of Euler's method with the c and
    /// the dopamine of the iteration. This takes time for every synapse in every iteration. It reads a
    /// [`Trace`](super::Trace) of the sources, whose τ is the window of potentiation, and one of the targets, whose
    /// τ is that of depression.
    ///
    /// `dopamine` is a variable of the targets, at a lower key: [`Decay`](crate::library::synapses::Decay) where a
    /// program adds to it, or [`Exponential`](crate::library::synapses::Exponential) where dopaminergic neurons do.
    ///
    /// E. M. Izhikevich, *Solving the distal reward problem through linkage of STDP and dopamine signaling*, Cerebral
    /// Cortex 17, 2007.
    pub DopamineStdp(All, pre, post, dopamine) {
        param {
            /// τ: how long a synapse stays eligible, in ms.
            tau: 1000.0,
            /// Eligibility by a pair without distance that would potentiate, per ms.
            a_plus: 0.001,
            /// Eligibility by a pair without distance that would depress, per ms.
            a_minus: 0.0015,
            /// The largest weight.
            w_max: 1.0,
        }
        afferent(All) {
            /// c: what dopamine would change per ms.
            eligibility: 0.0
        }
        step {
            for s in afferent(All) {
                s.eligibility *= exp(-dt / tau);
                if s.dst.fired { s.eligibility += a_plus * s.src.pre; }
                if s.src.fired { s.eligibility -= a_minus * s.dst.post; }
                s.W = clip(s.W + dt * s.eligibility * dopamine, 0.0, w_max);
            }
        }
    }
}
