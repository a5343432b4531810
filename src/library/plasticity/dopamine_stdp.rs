use crate::behavior;

behavior! {
    /// Spike-timing-dependent plasticity that waits for dopamine.
    ///
    /// > dc/dt = −c/τ, dW/dt = c · dopamine; c += a_plus · pre at a postsynaptic spike, c −= a_minus · post at a
    /// > presynaptic one; W stays between 0 and w_max
    ///
    /// c is the `eligibility` of each synapse. W becomes what it is when the next iteration begins: the solution is
    /// exact for a dopamine that decays with `tau_dopamine` from what it is now. This takes time for every synapse in
    /// every iteration. It reads a [`Trace`](super::Trace) of the sources, whose τ is the window of potentiation, and
    /// one of the targets, whose τ is that of depression.
    ///
    /// `dopamine` is a variable of the targets, at a lower key: [`Decay`](crate::library::synapses::Decay) where a
    /// program adds to it, or [`Exponential`](crate::library::synapses::Exponential) where dopaminergic neurons do;
    /// their `tau` is `tau_dopamine`.
    ///
    /// `stdp_dopamine_synapse` of NEST computes the same where the shortest delay of its network is one time step (with
    /// longer ones it counts some spikes twice) and b and Wmin are 0. Its tau_c, A_plus, A_minus, Wmax and tau_n are
    /// `tau`, `a_plus`, `a_minus`, `w_max` and `tau_dopamine`; its tau_plus is τ of the sources' trace, tau_minus of the
    /// target that of the targets'. A dopaminergic spike adds 1/tau_n to dopamine, per ms.
    ///
    /// E. M. Izhikevich, *Solving the distal reward problem through linkage of STDP and dopamine signaling*, Cerebral
    /// Cortex 17, 2007; W. Potjans, A. Morrison and M. Diesmann, *Enabling functional neural circuit simulations with
    /// distributed computing of neuromodulated plasticity*, Frontiers in Computational Neuroscience 4, 2010.
    pub DopamineStdp(All, pre, post, dopamine) {
        param {
            /// τ: how long a synapse stays eligible.
            tau: 1000 ms where tau > 0.0,
            /// How long dopamine takes to decay to 1/e; a very large number where it does not.
            tau_dopamine: 200 ms where tau_dopamine > 0.0,
            /// Eligibility by a pair without distance that would potentiate, in the unit of the weights per ms.
            a_plus: 0.001 in any,
            /// Eligibility by a pair without distance that would depress, likewise.
            a_minus: 0.0015 in any,
            /// The largest weight.
            w_max: 1.0 in any where w_max >= 0.0,
        }
        afferent(All) {
            /// c: what dopamine would change per ms.
            eligibility: 0.0 in any
        }
        step {
            let tau_both = tau * tau_dopamine / (tau + tau_dopamine);
            // The integral of the decay over dt: tau_both (1 - exp(-dt / tau_both)), without the difference of two numbers
            // that are nearly equal.
            let half = tanh(0.5 * dt / tau_both);
            let duration = 2.0 * tau_both * half / (1.0 + half);
            for s in afferent(All) {
                s.eligibility *= exp(-dt / tau);
                if s.dst.fired { s.eligibility += a_plus * s.src.pre; }
                if s.src.fired { s.eligibility -= a_minus * s.dst.post; }
                s.W = clip(s.W + duration * s.eligibility * s.dst.dopamine, 0.0, w_max);
            }
        }
    }
}
