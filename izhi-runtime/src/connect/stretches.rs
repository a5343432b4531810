//! Rows that are drawn in stretches of their targets: a rank draws those in which it has targets, and no others.
//!
//! Into how many stretches rows are cut follows from the connector and the number of neurons alone, so that all ranks cut them alike.
//! Each stretch of a row has a generator of its own, by its number; the first has that of the row.

use std::ops::Range;

use super::{Drawn, Draws, Ends};
use crate::random::{binomial, hypergeometric};

/// Fewer targets are one stretch.
const LEAST_TARGETS: usize = 2048;

/// So are those to which a row has fewer synapses, on average: another generator would take longer than drawing them.
const LEAST_SYNAPSES: f64 = 64.0;

/// How the targets of each row are cut.
#[derive(Clone, Debug)]
pub(super) struct Stretches {
    targets: u32,
    count: u32,
    /// The numbers of those that are drawn here.
    here: Range<u32>,
}

impl Ends<'_> {
    /// The stretches of rows with so many synapses on average.
    pub(super) fn stretches(&self, synapses: f64) -> Stretches {
        let targets = self.target.size();
        let count = (targets / LEAST_TARGETS).min((synapses / LEAST_SYNAPSES) as usize).max(1) as u32;
        let all = Stretches { targets: targets as u32, count, here: 0..count };
        let Some(own) = self.own_numbers() else { return all };
        let end =
            (0..count).position(|number| all.targets_of(number).end >= own.end).map_or(count, |last| last as u32 + 1);
        let start = (0..end).rposition(|number| all.targets_of(number).start <= own.start).unwrap_or_default() as u32;
        Stretches { here: if own.is_empty() { 0..0 } else { start..end }, ..all }
    }
}

impl Stretches {
    /// How many are drawn here.
    pub(super) fn here(&self) -> usize {
        self.here.len()
    }

    /// The number of one of those that are drawn here.
    pub(super) fn number(&self, at: usize) -> u32 {
        self.here.start + at as u32
    }

    /// The targets with which the stretches begin, and the number of all.
    pub(super) fn bounds(&self) -> Vec<u32> {
        (0..=self.count).map(|number| self.targets_of_several(0..number).end).collect()
    }

    /// The targets of a stretch.
    pub(super) fn targets_of(&self, number: u32) -> Range<u32> {
        self.targets_of_several(number..number + 1)
    }

    fn targets_of_several(&self, numbers: Range<u32>) -> Range<u32> {
        let bound = |number: u32| (u64::from(self.targets) * u64::from(number) / u64::from(self.count)) as u32;
        bound(numbers.start)..bound(numbers.end)
    }

    /// Draws the row of a source: `draw` is given the place of each stretch among those that are drawn here, its targets and its
    /// draws.
    pub(super) fn each(
        &self,
        ends: &Ends<'_>,
        source: usize,
        draws: &mut Draws,
        mut draw: impl FnMut(usize, Range<u32>, &mut Draws),
    ) {
        for (at, number) in self.here.clone().enumerate() {
            draws.turn_to(ends.generator(Drawn::Row, source as u64, number));
            draw(at, self.targets_of(number), draws);
        }
    }

    /// How many of some synapses are to the targets of each stretch that is drawn here. `candidates` says how many pairs with a
    /// target in some range can be drawn, none twice where they are distinct; `number` tells the draws from others.
    pub(super) fn shares(
        &self,
        ends: &Ends<'_>,
        number: u64,
        synapses: u64,
        is_distinct: bool,
        candidates: &dyn Fn(Range<u32>) -> u64,
    ) -> Vec<u64> {
        let mut shares = Vec::with_capacity(self.here());
        let divide = |left: Range<u32>, all: Range<u32>, synapses: u64| {
            let uniform = ends.generator(Drawn::Share, number, left.end).unit();
            let [left, all] = [left, all].map(|numbers| candidates(self.targets_of_several(numbers)));
            match is_distinct {
                true => hypergeometric(all, left, synapses, uniform),
                false => binomial(synapses, left as f64 / all as f64, uniform),
            }
        };
        self.share(0..self.count, synapses, &divide, &mut shares);
        shares
    }

    /// Halves stretches until each is by itself, but not where none is drawn here.
    fn share(
        &self,
        of: Range<u32>,
        synapses: u64,
        divide: &dyn Fn(Range<u32>, Range<u32>, u64) -> u64,
        shares: &mut Vec<u64>,
    ) {
        if of.end <= self.here.start || of.start >= self.here.end {
            return;
        }
        if of.len() == 1 {
            return shares.push(synapses);
        }
        let middle = of.start + of.len() as u32 / 2;
        let left = divide(of.start..middle, of.clone(), synapses);
        self.share(of.start..middle, left, divide, shares);
        self.share(middle..of.end, synapses - left, divide, shares);
    }
}
