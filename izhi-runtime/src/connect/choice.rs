//! Which neurons the connectors with a fixed number of synapses may choose.

use std::ops::Range;

use super::{Ends, Side};
use crate::error::Result;
use crate::memory;

/// Whether a neuron may be connected with itself, and two neurons more than once.
#[derive(Clone, Copy, Debug)]
pub(super) struct Allowed {
    pub(super) self_connections: bool,
    pub(super) multiple: bool,
}

impl Allowed {
    pub(super) const ALL: Self = Allowed { self_connections: true, multiple: true };

    /// The neurons of a side, without the one that is the same as the neuron at the other end where that is
    /// not allowed.
    pub(super) fn choice(self, side: Side<'_>, own: Option<usize>) -> Choice {
        let left_out = own.filter(|_| !self.self_connections).map(|own| own as u32);
        Choice { first: 0, bound: side.size() as u32, left_out, is_distinct: !self.multiple }
    }
}

/// Which numbers can be chosen: those from `first` on and below `bound`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Choice {
    pub(super) first: u32,
    pub(super) bound: u32,
    /// All but this one.
    pub(super) left_out: Option<u32>,
    /// None of them twice.
    pub(super) is_distinct: bool,
}

impl Choice {
    /// How many there are.
    pub(super) fn size(&self) -> u32 {
        self.bound - self.first - u32::from(self.left_out.is_some())
    }

    /// Those of them that are in a range.
    pub(super) fn within(&self, range: Range<u32>) -> Self {
        let left_out = self.left_out.filter(|left_out| range.contains(left_out));
        Choice { first: range.start, bound: range.end, left_out, ..*self }
    }

    /// An error where `count` of them cannot be chosen.
    pub(super) fn check(&self, count: usize, what: &str, ends: &Ends<'_>) -> Result<()> {
        let expected = if self.is_distinct { count } else { count.min(1) };
        if self.size() as usize >= expected {
            return Ok(());
        }
        let found = self.size();
        Err(ends.error(format!("expected at least {expected} {what} to choose from, and {found} were found")))
    }
}

impl Ends<'_> {
    /// An error where there is no memory for `count` synapses of each of `neurons`, before any is drawn.
    pub(super) fn check_memory(&self, count: usize, neurons: usize) -> Result<()> {
        let all = self.target().size().max(1) as u128;
        let own = self.own_numbers().map_or(all, |own| own.len() as u128);
        // Of each rank as many as it has of the targets.
        let synapses = (count as u128 * neurons as u128 * own).div_ceil(all);
        memory::reserve(&mut Vec::<u32>::new(), usize::try_from(synapses).unwrap_or(usize::MAX), self.name)
    }
}
