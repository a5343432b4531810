//! A list of synapses.

use super::{Connector, Ends, Structure};
use crate::error::Result;

/// Connects the pairs of a list.
#[derive(Clone, Debug)]
pub struct Pairs {
    pairs: Vec<(usize, usize)>,
}

/// Connects the given pairs of a source and a target; a pair that is there twice is connected twice. The
/// neurons are numbered from zero: within the group, or among those of the group that can be connected.
pub fn pairs(pairs: Vec<(usize, usize)>) -> Pairs {
    Pairs { pairs }
}

impl Connector for Pairs {
    fn connect(&self, ends: &Ends<'_>) -> Result<Structure> {
        let (sources, targets) = (ends.source().size(), ends.target().size());
        for (entry, &(source, target)) in self.pairs.iter().enumerate() {
            if source >= sources || target >= targets {
                return Err(ends.error(format!(
                    "expected a source below {sources} and a target below {targets}, and ({source}, {target}) was \
                     found in entry {entry}, counting from 0"
                )));
            }
        }
        let mut lengths = vec![0; sources];
        self.pairs.iter().for_each(|&(source, _)| lengths[source] += 1);
        let mut structure = ends.allocate(&lengths)?;
        let first = |source| structure.row(ends.source().neuron(source)).start;
        let mut places: Vec<usize> = (0..sources).map(first).collect();
        for &(source, target) in &self.pairs {
            structure.targets_mut()[places[source]] = ends.target().neuron(target) as u32;
            places[source] += 1;
        }
        ends.sort_rows(&lengths, &mut structure)?;
        Ok(structure)
    }
}
