//! Every source with every target.

use super::plan::{Drawing, Passing, Plan};
use super::{Connector, Ends, Structure};
use crate::error::Result;

/// Connects every source with every target.
#[derive(Clone, Copy, Debug)]
pub struct AllToAll {
    self_connections: bool,
}

/// Connects every source with every target, and a neuron with itself where the groups are the same.
pub fn all_to_all() -> AllToAll {
    AllToAll { self_connections: true }
}

impl AllToAll {
    /// Leaves out the synapses of a neuron with itself.
    pub fn without_self(mut self) -> Self {
        self.self_connections = false;
        self
    }
}

impl Connector for AllToAll {
    fn connect(&self, ends: &Ends<'_>) -> Result<Structure> {
        let targets = ends.target().size() as u32;
        // Known before anything is listed, so that too many are refused at once.
        let own = |source| usize::from(!self.self_connections && ends.own_target(source).is_some());
        let lengths: Vec<usize> = (0..ends.source().size()).map(|source| targets as usize - own(source)).collect();
        let here = ends.own_numbers().unwrap_or(0..targets);
        ends.rows_of(&lengths, |source, _, row| {
            row.extend(here.clone().filter(|&target| self.self_connections || !ends.is_self(source, target as usize)));
        })
    }

    fn plan(&self, ends: &Ends<'_>) -> Result<Option<Plan>> {
        Ok(ends.plan(self.self_connections, ends.one_stretch(), Drawing::Passing(Passing::of(1.0))))
    }
}
