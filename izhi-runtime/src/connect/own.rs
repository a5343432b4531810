//! Rows of which a rank has a part: the synapses to its own targets. All of a row is drawn, as its draws are those of the
//! source, and what is to others is let go at once.

use std::ops::Range;

use super::build::Total;
use super::sort::sort;
use super::{Draws, Ends};
use crate::error::Result;
use crate::parallel::{divided, in_parallel};
use crate::structure::{Order, Structure};

/// The rows of some of the sources.
#[derive(Default)]
struct Part {
    /// For each source how many of its targets come before the own ones, how many own ones it has, and how many in all.
    counts: Vec<(u32, usize, usize)>,
    targets: Vec<u32>,
}

impl Ends<'_> {
    /// The own targets, by their numbers among those that can be connected; nothing where all targets are own ones.
    pub(super) fn own_numbers(&self) -> Option<Range<u32>> {
        let own = self.own.as_ref().filter(|own| own.len() < self.extent().targets)?;
        let number = |neuron: usize| match self.target.members {
            Some(members) => members.partition_point(|&member| (member as usize) < neuron),
            None => neuron,
        };
        Some(number(own.start) as u32..number(own.end) as u32)
    }

    /// The structure in which `row` lists the targets of each source, as far as they are own ones. Where the lengths of the
    /// whole rows are known, they are as they were said to be.
    pub(super) fn own_rows(
        &self,
        own: Range<u32>,
        lengths: Option<&[usize]>,
        row: impl Fn(usize, &mut Draws, &mut Vec<u32>) + Sync,
    ) -> Result<Structure> {
        let total = Total::default();
        let parts = divided(self.threads, self.source.size(), |sources| {
            let (mut part, mut memory) = (Part::default(), Vec::new());
            self.each(sources, &row, |source, targets| {
                if lengths.is_some_and(|lengths| lengths[source] != targets.len()) {
                    return Err(self.changed());
                }
                self.check(targets.iter().max(), self.target, "target")?;
                let all = targets.len();
                let before = targets.iter().filter(|&&target| target < own.start).count() as u32;
                targets.retain(|target| own.contains(target));
                sort(targets, &mut memory);
                part.counts.push((before, targets.len(), all));
                // Members are ascending, so the row stays in order.
                part.targets.extend(targets.iter().map(|&target| self.target.neuron(target as usize) as u32));
                total.add(targets.len(), self.name)
            })?;
            Ok(part)
        });
        self.joined(&parts.into_iter().collect::<Result<Vec<_>>>()?)
    }

    fn joined(&self, parts: &[Part]) -> Result<Structure> {
        let counts = || parts.iter().flat_map(|part| &part.counts);
        let mut structure = self.allocate(&counts().map(|&(_, length, _)| length).collect::<Vec<_>>())?;
        self.set_firsts(&mut structure, counts().map(|&(before, ..)| before));
        self.set_starts(&mut structure, counts().map(|&(before, _, all)| (before as usize, all)));
        let mut rest = structure.targets_mut();
        let places = parts.iter().map(|part| {
            let own;
            (own, rest) = std::mem::take(&mut rest).split_at_mut(part.targets.len());
            (own, part)
        });
        in_parallel(places.collect::<Vec<_>>(), |(own, part)| own.copy_from_slice(&part.targets));
        Ok(structure)
    }

    /// Says where the own synapses of each source that can be connected begin in a list of those of all ranks.
    fn set_starts(&self, structure: &mut Structure, rows: impl Iterator<Item = (usize, usize)>) {
        let (mut starts, mut end) = (vec![0; self.extent().sources], 0);
        for (source, (before, all)) in rows.enumerate() {
            starts[self.source.neuron(source)] = end + before;
            end += all;
        }
        structure.set_listed(end);
        structure.set_order(Order::Part(starts));
    }

    /// Says how many synapses each source that can be connected has to targets before the own ones.
    pub(super) fn set_firsts(&self, structure: &mut Structure, before: impl Iterator<Item = u32>) {
        let mut of_all = vec![0; self.extent().sources];
        before.enumerate().for_each(|(source, before)| of_all[self.source.neuron(source)] = before);
        structure.set_firsts(of_all);
    }
}
