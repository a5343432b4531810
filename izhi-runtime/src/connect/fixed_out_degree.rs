//! The same number of targets for every source.

use super::choice::Allowed;
use super::{Connector, Ends, Structure};
use crate::error::Result;

/// Connects each source with a fixed number of targets.
#[derive(Clone, Copy, Debug)]
pub struct FixedOutDegree {
    degree: usize,
    allowed: Allowed,
}

/// Connects each source with `degree` targets, each drawn uniformly and independent of the others, so that a
/// target can be drawn twice, and be the source itself.
pub fn fixed_out_degree(degree: usize) -> FixedOutDegree {
    FixedOutDegree { degree, allowed: Allowed::ALL }
}

impl FixedOutDegree {
    /// Leaves out the synapses of a neuron with itself; there are as many others.
    pub fn without_self(mut self) -> Self {
        self.allowed.self_connections = false;
        self
    }

    /// Draws no target twice.
    pub fn without_multiple(mut self) -> Self {
        self.allowed.multiple = false;
        self
    }
}

impl Connector for FixedOutDegree {
    fn connect(&self, ends: &Ends<'_>) -> Result<Structure> {
        let neurons = ends.source().size();
        let choice = |source| self.allowed.choice(ends.target(), ends.own_target(source));
        (0..neurons).try_for_each(|source| choice(source).check(self.degree, "targets", ends))?;
        ends.check_memory(self.degree, neurons)?;
        let (stretches, lengths) = (ends.stretches(self.degree as f64), vec![self.degree; neurons]);
        ends.rows_of(&lengths, |source, draws, row| {
            let choice = choice(source);
            let candidates = |targets| u64::from(choice.within(targets).size());
            let shares = stretches.shares(ends, source as u64, self.degree as u64, choice.is_distinct, &candidates);
            stretches.each(ends, source, draws, |at, targets, draws| {
                draws.choose(shares[at] as usize, &choice.within(targets), row);
            });
        })
    }
}
