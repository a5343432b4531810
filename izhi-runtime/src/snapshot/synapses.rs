//! Which neurons are connected, in a snapshot: that can be others than those that a network was built with.

use bytemuck::Pod;
use ndarray::ArrayView1;

use crate::clock::Clock;
use crate::delays::times;
use crate::error::Result;
use crate::held::Held;
use crate::math::Float;
use crate::structure::Structure;
use crate::weights::Extent;

use super::column::Stored;
use super::keep::{Loading, Saving};

const STARTS: &str = ":starts";
const TARGETS: &str = ":targets";
const DELAY: &str = ":delay";
const NUMBER: &str = ":number";
/// On several ranks.
const FIRST: &str = ":first";

/// What sparse synapses have beside their variables.
#[derive(Debug)]
pub struct Connected<'a> {
    /// The rows.
    pub structure: &'a Structure,
    /// The delay of each synapse, in steps, where they have one each.
    pub delays: Option<&'a Held<u16>>,
    /// The number of each synapse in the connector's row, where somebody needs it.
    pub numbers: Option<&'a Held<u32>>,
}

/// Gives out what each synapse has; nothing where there is nothing.
fn grow<T: Stored + Pod>(values: Option<&Held<T>>, name: &str, to: &mut Saving<'_>) -> Result<()> {
    if to.measure::<T>(name, true, &[values.map_or(0, Held::count)]) {
        return Ok(());
    }
    let values = values.map_or(Ok(&[][..]), |values| values.try_values(&to.place(name)))?;
    to.growing(name, ArrayView1::from(values))
}

/// What each synapse has; nothing where there is nothing.
fn values_of<T: Pod>(values: Option<&Held<T>>) -> Result<&[T]> {
    values.map_or(Ok(&[]), |values| values.try_values(""))
}

impl Connected<'_> {
    /// Whether these are the same, all of which can be had here.
    fn are(&self, other: &Others) -> Result<bool> {
        self.structure.try_here("")?;
        Ok(self.structure.starts() == other.starts
            && self.structure.targets() == other.targets
            && self.structure.firsts() == other.firsts
            && values_of(self.delays)? == other.delays
            && values_of(self.numbers)? == other.numbers)
    }

    /// Gives it out.
    pub fn save(&self, to: &mut Saving<'_>) -> Result<()> {
        if !to.wants(TARGETS, self.structure.stamp()) {
            return Ok(());
        }
        let starts: Vec<u64> = self.structure.starts().iter().map(|&start| start as u64).collect();
        to.fixed(STARTS, ArrayView1::from(&starts))?;
        let count = [self.structure.len()];
        if !to.measure::<u32>(TARGETS, true, &count) {
            to.growing(TARGETS, ArrayView1::from(self.structure.try_targets(&to.place(TARGETS))?))?;
        }
        grow(self.delays, DELAY, to)?;
        grow(self.numbers, NUMBER, to)?;
        match self.structure.firsts() {
            [] => Ok(()),
            firsts => to.fixed(FIRST, ArrayView1::from(firsts)),
        }
    }

    /// The synapses of a snapshot, where they are others than these.
    ///
    /// # Errors
    ///
    /// Rows that are none.
    pub fn others(&self, from: &mut Loading<'_>) -> Result<Option<Others>> {
        let starts: Vec<u64> = from.values(STARTS)?;
        let mut firsts = self.structure.firsts().to_vec();
        if !firsts.is_empty() {
            from.fill(FIRST, &mut firsts)?;
        }
        let other = Others {
            starts: starts.into_iter().map(|start| usize::try_from(start).unwrap_or(usize::MAX)).collect(),
            targets: from.values(TARGETS)?,
            delays: from.values(DELAY)?,
            numbers: from.values(NUMBER)?,
            firsts,
        };
        // What is lost is replaced, whatever it was.
        if self.are(&other).is_ok_and(|are_same| are_same) {
            return Ok(None);
        }
        other.check(self.structure.extent(), [self.delays.is_some(), self.numbers.is_some()], from)?;
        Ok(Some(other))
    }
}

/// Other synapses.
#[derive(Debug)]
pub struct Others {
    starts: Vec<usize>,
    targets: Vec<u32>,
    delays: Vec<u16>,
    numbers: Vec<u32>,
    firsts: Vec<u32>,
}

impl Others {
    /// An error where these are no rows between so many neurons.
    fn check(&self, extent: Extent, [have_delays, have_numbers]: [bool; 2], from: &Loading<'_>) -> Result<()> {
        let count = self.targets.len();
        let ascend = self.starts.is_sorted() && self.starts.first() == Some(&0) && self.starts.last() == Some(&count);
        if self.starts.len() != extent.sources + 1 || !ascend {
            let reason = format!("the beginnings of {} rows of {count} synapses were expected", extent.sources);
            return Err(from.wrong(STARTS, &reason));
        }
        if let Some(target) = self.targets.iter().find(|&&target| target as usize >= extent.targets) {
            let reason = format!("targets below {} were expected, and {target} was found", extent.targets);
            return Err(from.wrong(TARGETS, &reason));
        }
        for (name, length, are_there) in
            [(DELAY, self.delays.len(), have_delays), (NUMBER, self.numbers.len(), have_numbers)]
        {
            if length != if are_there { count } else { 0 } {
                return Err(from.wrong(name, &format!("a value for each of {count} synapses was expected")));
            }
        }
        Ok(())
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.targets.len()
    }

    /// How many synapses each source has to targets of other ranks before those that are here; nothing on one rank.
    pub fn firsts(&self) -> &[u32] {
        &self.firsts
    }

    /// The places of all synapses, in the order in which a connector would give them.
    fn order(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.targets.len()).collect();
        for row in self.starts.windows(2) {
            order[row[0]..row[1]].sort_by_key(|&place| (self.numbers.get(place), self.targets[place]));
        }
        order
    }

    /// Source and target of each, in that order.
    pub fn pairs(&self) -> Vec<(usize, usize)> {
        let source = |place: usize| self.starts.partition_point(|&start| start <= place) - 1;
        self.order().into_iter().map(|place| (source(place), self.targets[place] as usize)).collect()
    }

    /// The delay of each, in that order and the unit of `dt`.
    pub fn times<F: Float>(&self, clock: &Clock) -> Vec<F> {
        let ordered = self.order().into_iter().map(|place| self.delays[place]).collect::<Vec<u16>>();
        times(&ordered, clock)
    }
}
