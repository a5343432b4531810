use crate::behavior;

behavior! {
    /// Spike-timing-dependent plasticity by pairs and triplets of spikes.
    ///
    /// > W += pre · (a2_plus + a3_plus · post_slow) at a postsynaptic spike,
    /// > W −= post · (a2_minus + a3_minus · pre_slow) at a presynaptic one; W stays between 0 and w_max
    ///
    /// It reads two [`Trace`](super::Trace)s of the sources, r1 and r2 of the paper, and two of the targets, o1 and
    /// o2; with [`NearestTrace`](super::NearestTrace)s it is the paper's nearest-spike model. The defaults are the
    /// paper's for the visual cortex, all spikes and w_max = 1; the time constants that belong to them are 16.8 ms
    /// (`pre`), 33.7 ms (`post`), 101 ms (`pre_slow`) and 125 ms (`post_slow`).
    ///
    /// J.-P. Pfister and W. Gerstner, *Triplets of spikes in a model of spike timing-dependent plasticity*, Journal
    /// of Neuroscience 26, 2006.
    pub TripletStdp(All, pre, post, pre_slow, post_slow) {
        param {
            /// Potentiation by a pair without distance.
            a2_plus: 5e-10 in any,
            /// Depression by a pair without distance.
            a2_minus: 7e-3 in any,
            /// Potentiation by two postsynaptic spikes and a presynaptic one without distance.
            a3_plus: 6.2e-3 in any,
            /// Depression by two presynaptic spikes and a postsynaptic one without distance.
            a3_minus: 2.3e-4 in any,
            /// The largest weight.
            w_max: 1.0 in any where w_max >= 0.0,
        }
        step {
            for s in afferent(All) {
                if s.dst.fired {
                    s.W = clip(s.W + s.src.pre * (a2_plus + a3_plus * s.dst.post_slow), 0.0, w_max);
                }
                if s.src.fired {
                    s.W = clip(s.W - s.dst.post * (a2_minus + a3_minus * s.src.pre_slow), 0.0, w_max);
                }
            }
        }
    }
}
