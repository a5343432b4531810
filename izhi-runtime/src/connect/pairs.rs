//! A list of synapses.

use super::{Connector, Ends, Structure};
use crate::error::Result;

/// Connects the pairs of a list.
#[derive(Clone, Debug)]
pub struct Pairs {
    pairs: Vec<(usize, usize)>,
}

/// Connects the given pairs of a source and a target; a pair that is there twice is connected twice. The
/// neurons are numbered from zero: within the group, or among those of the group that can be connected. Lists of weights,
/// delays and other variables are in the order of the pairs.
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
        let mut end = 0;
        let mut places = Vec::with_capacity(sources);
        for length in &lengths {
            places.push(end);
            end += length;
        }
        let mut entries = vec![0; self.pairs.len()];
        for (entry, &(source, _)) in self.pairs.iter().enumerate() {
            entries[places[source]] = entry;
            places[source] += 1;
        }
        ends.listed(&lengths, entries, |entry| self.pairs[entry].1)
    }
}
