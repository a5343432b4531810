use crate::behavior;

behavior! {
    /// Spike-timing-dependent plasticity by spikes of successive iterations.
    ///
    /// > W += rate if the source fired before the target, W −= rate if the target fired before the source,
    /// > W += rate if both fire now; then W is held between 0 and w_max where
    /// either end has fired
    ///
    /// Before is in the iteration before, as [`Previous`](super::Previous) says at both ends.
    ///
    /// M. Vieth, T. M. Stöber and J. Triesch, *PymoNNto: a flexible modular toolbox for designing brain-inspired
    /// neural networks*, Frontiers in Neuroinformatics 15, 2021; after A. Lazar, G. Pipa and J. Triesch, *SORN: a
    /// self-organizing recurrent neural network*, Frontiers in Computational Neuroscience 3, 2009.
    pub OneStepStdp(All, fired_before) {
        param {
            /// By how much a pair of spikes changes the weight.
            rate: 0.00015 in any,
            /// The largest weight.
            w_max: 10.0 in any where w_max >= 0.0,
        }
        step {
            for s in afferent(All) {
                if s.dst.fired && s.src.fired_before { s.W += rate; }
                if s.src.fired && s.dst.fired_before { s.W -= rate; }
                if s.src.fired && s.dst.fired { s.W += rate; }
                if s.src.fired { s.W = clip(s.W, 0.0, w_max); }
                if s.dst.fired { s.W = clip(s.W, 0.0, w_max); }
            }
        }
    }
}
