//! Two neurons that begin apart, and how far apart they are.

use super::model::{Pair, PairBuilder};

impl Pair {
    /// What a network is built from whose neurons begin in other places.
    pub(crate) fn apart(strength: f64, start: f64) -> PairBuilder {
        let mut builder = Pair::builder();
        builder.cells.v = vec![-1.0, -1.3].into();
        builder.cells.adaptation = vec![3.0, 3.3].into();
        builder.cells.junction.strength = strength;
        builder.cells.junction.start = start;
        builder
    }

    /// How far apart the two neurons are in each iteration.
    pub(crate) fn distances(&self) -> Vec<f64> {
        self.cells.recorded.v().rows().into_iter().map(|v| (v[0] - v[1]).abs()).collect()
    }
}
