//! The same number of targets for every source.

use super::choice::{Allowed, Choice};
use super::plan::{Degrees, Drawing, Plan};
use super::stretches::Stretches;
use super::{Connector, Ends, Structure};
use crate::error::Result;
use crate::parallel::divided;

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
        let stretches = self.checked(ends)?;
        ends.rows_of(&vec![self.degree; ends.source().size()], |source, draws, row| {
            let (choice, shares) = (self.choice(ends, source), self.shares(ends, &stretches, source));
            stretches.each(ends, source, draws, |at, targets, draws| {
                draws.choose(shares[at] as usize, &choice.within(targets), row);
            });
        })
    }

    fn plan(&self, ends: &Ends<'_>) -> Result<Option<Plan>> {
        let stretches = self.checked(ends)?;
        if self.degree > u32::MAX as usize {
            return Ok(None);
        }
        let neurons = ends.source().size();
        let shares = divided(ends.threads, neurons, |sources| {
            sources.map(|source| self.shares(ends, &stretches, source)).collect::<Vec<_>>()
        });
        let mut degrees = vec![0; neurons * stretches.here()];
        for (source, shares) in shares.iter().flatten().enumerate() {
            (0..).zip(shares).for_each(|(at, &share): (usize, _)| degrees[at * neurons + source] = share as u32);
        }
        let drawn = Drawing::Targets { degrees: Degrees::Given(degrees), is_distinct: !self.allowed.multiple };
        Ok(ends.plan(self.allowed.self_connections, stretches.bounds(), drawn))
    }
}

impl FixedOutDegree {
    /// The targets of a source.
    fn choice(&self, ends: &Ends<'_>, source: usize) -> Choice {
        self.allowed.choice(ends.target(), ends.own_target(source))
    }

    fn checked(&self, ends: &Ends<'_>) -> Result<Stretches> {
        let neurons = ends.source().size();
        (0..neurons).try_for_each(|source| self.choice(ends, source).check(self.degree, "targets", ends))?;
        ends.check_memory(self.degree, neurons)?;
        Ok(ends.stretches(self.degree as f64))
    }

    /// How many targets a source has in each stretch.
    fn shares(&self, ends: &Ends<'_>, stretches: &Stretches, source: usize) -> Vec<u64> {
        let choice = self.choice(ends, source);
        let candidates = |targets| u64::from(choice.within(targets).size());
        stretches.shares(ends, source as u64, self.degree as u64, choice.is_distinct, &candidates)
    }
}
