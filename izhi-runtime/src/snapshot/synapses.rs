//! Which neurons are connected, in a snapshot: that can be others than those that a network was built with.

use ndarray::ArrayView1;

use crate::clock::Clock;
use crate::delays::times;
use crate::error::Result;
use crate::math::Float;
use crate::structure::Structure;
use crate::weights::Extent;

use super::keep::{Loading, Saving};

const STARTS: &str = ":starts";
const TARGETS: &str = ":targets";
const DELAY: &str = ":delay";
const NUMBER: &str = ":number";
/// On several ranks.
const FIRST: &str = ":first";

/// What sparse synapses have beside their variables; delays and numbers are empty where synapses have none of their own.
#[derive(Debug)]
pub struct Connected<'a> {
    /// The rows.
    pub structure: &'a Structure,
    /// The delay of each synapse, in steps.
    pub delays: &'a [u16],
    /// The number of each synapse in the connector's row.
    pub numbers: &'a [u32],
}

impl Connected<'_> {
    /// Gives it out.
    pub fn save(&self, to: &mut Saving<'_>) -> Result<()> {
        if !to.wants(TARGETS, self.structure.stamp()) {
            return Ok(());
        }
        let starts: Vec<u64> = self.structure.starts().iter().map(|&start| start as u64).collect();
        to.fixed(STARTS, ArrayView1::from(&starts))?;
        to.growing(TARGETS, ArrayView1::from(self.structure.targets()))?;
        to.growing(DELAY, ArrayView1::from(self.delays))?;
        to.growing(NUMBER, ArrayView1::from(self.numbers))?;
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
        let is_same = self.structure.starts() == other.starts
            && self.structure.targets() == other.targets
            && self.structure.firsts() == other.firsts
            && (self.delays, self.numbers) == (&other.delays[..], &other.numbers[..]);
        if is_same {
            return Ok(None);
        }
        other.check(self.structure.extent(), [!self.delays.is_empty(), !self.numbers.is_empty()], from)?;
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
