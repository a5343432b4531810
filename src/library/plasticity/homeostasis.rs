use crate::behavior;

behavior! {
    /// Exhaustion that brings the activity of each neuron between two bounds.
    ///
    /// > exhaustion += rate (v − high) where v > high, exhaustion −= rate (low − v) where v < low; v −= exhaustion
    ///
    /// One target instead of a range is `low` and `high` of the same value.
    ///
    /// M. Vieth, T. M. Stöber and J. Triesch, *PymoNNto: a flexible modular toolbox for designing brain-inspired
    /// neural networks*, Frontiers in Neuroinformatics 15, 2021.
    pub Homeostasis(v, exhaustion) {
        param {
            /// Activity below which the exhaustion falls.
            low: 0.05 where low <= high,
            /// Activity above which it rises.
            high: 0.05,
            /// How fast it does.
            rate: 0.001 where rate >= 0.0,
        }
        state {
            /// What is taken from the activity in each iteration.
            exhaustion: 0.0
        }
        step {
            exhaustion += rate * (max(v - high, 0.0) - max(low - v, 0.0));
            v -= exhaustion;
        }
    }
}
