//! The same number of sources for every target.

use super::choice::{Allowed, Choice};
use super::plan::{Drawing, Plan};
use super::{Connector, Ends, Structure};
use crate::error::Result;

/// Connects each target with a fixed number of sources.
#[derive(Clone, Copy, Debug)]
pub struct FixedInDegree {
    degree: usize,
    allowed: Allowed,
}

/// Connects each target with `degree` sources, each drawn uniformly and independent of the others, so that a
/// source can be drawn twice, and be the target itself.
pub fn fixed_in_degree(degree: usize) -> FixedInDegree {
    FixedInDegree { degree, allowed: Allowed::ALL }
}

impl FixedInDegree {
    /// Leaves out the synapses of a neuron with itself; there are as many others.
    pub fn without_self(mut self) -> Self {
        self.allowed.self_connections = false;
        self
    }

    /// Draws no source twice.
    pub fn without_multiple(mut self) -> Self {
        self.allowed.multiple = false;
        self
    }
}

impl Connector for FixedInDegree {
    fn connect(&self, ends: &Ends<'_>) -> Result<Structure> {
        self.check(ends)?;
        ends.columns(|target, draws, sources| draws.choose(self.degree, &self.choice(ends, target), sources))
    }

    fn plan(&self, ends: &Ends<'_>) -> Result<Option<Plan>> {
        self.check(ends)?;
        if !ends.are_few(self.degree as u128 * ends.target().size() as u128) {
            return Ok(None);
        }
        let drawn = Drawing::Sources { degree: self.degree as u64, is_distinct: !self.allowed.multiple };
        Ok(ends.plan(self.allowed.self_connections, ends.one_stretch(), drawn))
    }
}

impl FixedInDegree {
    /// The sources of a target.
    fn choice(&self, ends: &Ends<'_>, target: usize) -> Choice {
        self.allowed.choice(ends.source(), ends.own_source(target))
    }

    fn check(&self, ends: &Ends<'_>) -> Result<()> {
        let neurons = ends.target().size();
        (0..neurons).try_for_each(|target| self.choice(ends, target).check(self.degree, "sources", ends))?;
        ends.check_memory(self.degree, neurons)
    }
}
