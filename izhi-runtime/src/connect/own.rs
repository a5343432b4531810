//! Rows of which a rank has a part: the synapses to its own targets. What is drawn with them, as it is of one row or one stretch
//! of it, is let go at once.

use std::ops::Range;

use super::build::Total;
use super::sort::sort;
use super::{Draws, Ends};
use crate::error::Result;
use crate::parallel::{divided, in_parallel};
use crate::structure::Structure;

/// The rows of some of the sources.
#[derive(Default)]
struct Part {
    lengths: Vec<usize>,
    targets: Vec<u32>,
}

impl Ends<'_> {
    /// The own targets, by their numbers among those that can be connected; nothing where all targets are own ones.
    pub(super) fn own_numbers(&self) -> Option<Range<u32>> {
        let own = self.own.as_ref()?;
        let number = |neuron: usize| match self.target.members {
            Some(members) => members.partition_point(|&member| (member as usize) < neuron),
            None => neuron,
        };
        let own = number(own.start)..number(own.end);
        (own.len() < self.target.size()).then_some(own.start as u32..own.end as u32)
    }

    /// The structure in which `row` lists the targets of each source, as far as they are own ones.
    pub(super) fn own_rows(
        &self,
        own: Range<u32>,
        row: impl Fn(usize, &mut Draws, &mut Vec<u32>) + Sync,
    ) -> Result<Structure> {
        if own.is_empty() {
            return self.allocate(&vec![0; self.source.size()]);
        }
        let total = Total::default();
        let parts = divided(self.threads, self.source.size(), |sources| {
            let (mut part, mut memory) = (Part::default(), Vec::new());
            self.each(sources, &row, |_, targets| {
                self.check(targets.iter().max(), self.target, "target")?;
                targets.retain(|target| own.contains(target));
                sort(targets, &mut memory);
                part.lengths.push(targets.len());
                // Members are ascending, so the row stays in order.
                part.targets.extend(targets.iter().map(|&target| self.target.neuron(target as usize) as u32));
                total.add(targets.len(), self.name)
            })?;
            Ok(part)
        });
        self.joined(&parts.into_iter().collect::<Result<Vec<_>>>()?)
    }

    fn joined(&self, parts: &[Part]) -> Result<Structure> {
        let lengths: Vec<usize> = parts.iter().flat_map(|part| &part.lengths).copied().collect();
        let mut structure = self.allocate(&lengths)?;
        let mut rest = structure.targets_mut();
        let places = parts.iter().map(|part| {
            let own;
            (own, rest) = std::mem::take(&mut rest).split_at_mut(part.targets.len());
            (own, part)
        });
        in_parallel(places.collect::<Vec<_>>(), |(own, part)| own.copy_from_slice(&part.targets));
        Ok(structure)
    }
}
