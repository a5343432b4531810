//! A ring in which some synapses are led elsewhere.

use super::{Connector, Draws, Ends, Structure};
use crate::error::Result;

/// Connects each neuron with its nearest on a ring, and some of those elsewhere instead.
#[derive(Clone, Copy, Debug)]
pub struct SmallWorld {
    neighbors: usize,
    rewire: f64,
}

/// Connects each source with its `neighbors` nearest on a ring of all neurons, half of them on each side; each
/// of these synapses is then led, with the probability `rewire`, to another target, drawn uniformly among
/// those that the source does not yet have (Watts and Strogatz, *Collective Dynamics of "Small-World"
/// Networks*, 1998, with a direction for each synapse). A source is not connected with the target of the same
/// number. There are as many sources as targets.
pub fn small_world(neighbors: usize, rewire: f64) -> SmallWorld {
    SmallWorld { neighbors, rewire }
}

impl Connector for SmallWorld {
    fn connect(&self, ends: &Ends<'_>) -> Result<Structure> {
        self.check(ends)?;
        let neurons = ends.source().size();
        ends.rows(|source, draws, row| {
            for step in 1..=self.neighbors / 2 {
                row.push(((source + step) % neurons) as u32);
                row.push(((source + neurons - step) % neurons) as u32);
            }
            self.rewire(source as u32, neurons as u32, draws, row);
        })
    }
}

impl SmallWorld {
    fn check(&self, ends: &Ends<'_>) -> Result<()> {
        ends.check_equal_sizes()?;
        let (neurons, neighbors) = (ends.source().size(), self.neighbors);
        if neighbors % 2 == 1 {
            return Err(ends.error(format!("expected an even number of neighbors, and {neighbors} was found")));
        }
        if neighbors > 0 && neighbors >= neurons {
            return Err(ends.error(format!(
                "expected fewer neighbors than the {neurons} neurons of the ring, and {neighbors} was found"
            )));
        }
        if !(0.0..=1.0).contains(&self.rewire) {
            return Err(ends.error(format!("expected a probability between 0 and 1, and {} was found", self.rewire)));
        }
        match (0..neurons).find(|&source| ends.own_target(source).is_some_and(|own| own != source)) {
            Some(source) => Err(ends.error(format!(
                "expected the same neurons at both ends or different ones, and neuron {} was found at another \
                 place of the ring among the targets",
                ends.source().neuron(source)
            ))),
            None => Ok(()),
        }
    }

    /// Leads some of the synapses elsewhere.
    fn rewire(&self, source: u32, neurons: u32, draws: &mut Draws, row: &mut [u32]) {
        // The numbers that cannot be drawn, in order.
        let mut taken = row.to_vec();
        taken.push(source);
        taken.sort_unstable();
        let free = neurons - taken.len() as u32;
        for target in row {
            if free > 0 && draws.unit() < self.rewire {
                let other = number_of_free(draws.below(free), &taken);
                replace(&mut taken, *target, other);
                *target = other;
            }
        }
    }
}

/// The number that `rank` numbers precede, not counting those taken.
fn number_of_free(rank: u32, taken: &[u32]) -> u32 {
    let mut number = rank;
    for &taken in taken {
        if taken > number {
            break;
        }
        number += 1;
    }
    number
}

/// Puts `new` in place of `old` in a list that is in order, and keeps it so.
fn replace(list: &mut Vec<u32>, old: u32, new: u32) {
    list.remove(list.partition_point(|&number| number < old));
    list.insert(list.partition_point(|&number| number < new), new);
}
