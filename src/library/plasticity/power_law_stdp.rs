use crate::behavior;

behavior! {
    /// Spike-timing-dependent plasticity by pairs of spikes, whose effect is a power of the weight.
    ///
    /// > W += w_max (1 − W/w_max)^mu_plus a_plus · pre at a postsynaptic spike,
    /// > W −= w_max (W/w_max)^mu_minus a_minus · post at a presynaptic one; W stays between 0 and w_max
    ///
    /// It reads a [`Trace`](super::Trace) of the sources, whose τ is the window of potentiation, and one of the
    /// targets, whose τ is that of depression. With `mu_plus: 0.0, mu_minus: 1.0` it is the rule of M. C. W. van
    /// Rossum, G. Q. Bi and G. G. Turrigiano, *Stable Hebbian learning from spike timing-dependent plasticity*,
    /// Journal of Neuroscience 20, 2000. [`AdditiveStdp`](super::AdditiveStdp) and
    /// [`MultiplicativeStdp`](super::MultiplicativeStdp) are what both exponents 0 and both exponents 1 give,
    /// without the time that powers take.
    ///
    /// R. Gütig, R. Aharonov, S. Rotter and H. Sompolinsky, *Learning input correlations through nonlinear temporally
    /// asymmetric Hebbian plasticity*, Journal of Neuroscience 23, 2003.
    pub PowerLawStdp(All, pre, post) {
        param {
            /// Potentiation of a weight of zero by a pair without distance, as a part of `w_max`.
            a_plus: 0.005,
            /// Depression of the largest weight by a pair without distance, as a part of `w_max`.
            a_minus: 0.00525,
            /// Exponent of the potentiation.
            mu_plus: 0.02 where mu_plus >= 0.0,
            /// Exponent of the depression.
            mu_minus: 0.02 where mu_minus >= 0.0,
            /// The largest weight.
            w_max: 1.0 in any where w_max > 0.0,
        }
        step {
            for s in afferent(All) {
                if s.dst.fired {
                    s.W = clip(s.W + w_max * a_plus * pow(1.0 - s.W / w_max, mu_plus) * s.src.pre, 0.0, w_max);
                }
                if s.src.fired {
                    s.W = clip(s.W - w_max * a_minus * pow(s.W / w_max, mu_minus) * s.dst.post, 0.0, w_max);
                }
            }
        }
    }
}
