//! A number of synapses in total.

use super::choice::Allowed;
use super::{Connector, Draws, Ends, Structure};
use crate::error::Result;
use crate::parallel::divided;

/// Sources that are drawn from one generator.
const CHUNK: usize = 1 << 16;

/// The first number of the generators that draw sources; those of the rows are smaller.
const CHUNKS: u64 = 1 << 32;

/// Connects pairs until there is a fixed number of synapses.
#[derive(Clone, Copy, Debug)]
pub struct FixedTotal {
    synapses: usize,
    allowed: Allowed,
}

/// Connects as many pairs as there shall be `synapses`, each drawn uniformly and independent of the others, so
/// that a pair can be drawn twice, and be a neuron with itself.
pub fn fixed_total(synapses: usize) -> FixedTotal {
    FixedTotal { synapses, allowed: Allowed::ALL }
}

impl FixedTotal {
    /// Leaves out the synapses of a neuron with itself; there are as many others.
    pub fn without_self(mut self) -> Self {
        self.allowed.self_connections = false;
        self
    }

    /// Draws no pair twice.
    pub fn without_multiple(mut self) -> Self {
        self.allowed.multiple = false;
        self
    }
}

impl Connector for FixedTotal {
    fn connect(&self, ends: &Ends<'_>) -> Result<Structure> {
        let pairs = Pairs::new(ends, self.allowed);
        let expected = if self.allowed.multiple { self.synapses.min(1) } else { self.synapses };
        if pairs.count < expected as u64 {
            let found = pairs.count;
            return Err(
                ends.error(format!("expected at least {expected} pairs to choose from, and {found} were found"))
            );
        }
        ends.check_memory(self.synapses, 1)?;
        let degrees =
            if self.allowed.multiple { pairs.degrees(self.synapses) } else { pairs.distinct_degrees(self.synapses) };
        ends.rows_of(&degrees, |source, draws, row| {
            let choice = self.allowed.choice(ends.target(), ends.own_target(source));
            draws.choose(degrees[source], &choice, row);
        })
    }
}

/// The pairs that can be drawn. To draw one, a source and then a target are drawn among all; where the pair
/// cannot be connected, both are drawn again. Which target it was is forgotten: only the number of targets
/// of each source is kept, and they are drawn later, when all the synapses of the source are.
struct Pairs<'a> {
    ends: &'a Ends<'a>,
    sources: u32,
    targets: u32,
    /// For each source, whether one of the targets is left out; empty where none is for any source.
    left_out: Vec<bool>,
    count: u64,
}

impl<'a> Pairs<'a> {
    fn new(ends: &'a Ends<'a>, allowed: Allowed) -> Self {
        let (sources, targets) = (ends.source().size(), ends.target().size());
        let mut left_out = Vec::new();
        if ends.is_recurrent && !allowed.self_connections {
            left_out.extend((0..sources).map(|source| ends.own_target(source).is_some()));
        }
        let count = sources as u64 * targets as u64 - left_out.iter().filter(|&&left_out| left_out).count() as u64;
        Pairs { ends, sources: sources as u32, targets: targets as u32, left_out, count }
    }

    /// The number of targets of a source that are left out.
    fn left_out(&self, source: u32) -> u32 {
        u32::from(self.left_out.get(source as usize).is_some_and(|&left_out| left_out))
    }

    /// How often each source is drawn, in `synapses` draws of which none depends on the others: a chunk of
    /// them after the other from generators of their own.
    fn degrees(&self, synapses: usize) -> Vec<usize> {
        let counted = divided(self.ends.threads, synapses.div_ceil(CHUNK), |chunks| {
            let mut degrees = vec![0; self.sources as usize];
            for chunk in chunks {
                let mut draws = Draws::new(self.ends.generator(CHUNKS + chunk as u64));
                for _ in 0..CHUNK.min(synapses - chunk * CHUNK) {
                    let mut source = draws.below(self.sources);
                    while self.left_out(source) > 0 && draws.below(self.targets) == 0 {
                        source = draws.below(self.sources);
                    }
                    degrees[source as usize] += 1;
                }
            }
            degrees
        });
        let mut degrees = vec![0; self.sources as usize];
        for part in counted {
            degrees.iter_mut().zip(part).for_each(|(sum, count)| *sum += count);
        }
        degrees
    }

    /// The number of targets of each source where no pair is drawn twice. Each draw depends on those before,
    /// so that one thread makes them all. Where more than half of the pairs are drawn, those that are not
    /// drawn are, which are fewer.
    fn distinct_degrees(&self, synapses: usize) -> Vec<usize> {
        let synapses = synapses as u64;
        let is_rest = synapses > self.count / 2;
        let marks = if is_rest { self.count - synapses } else { synapses };
        let mut taken: Vec<u32> = (0..self.sources).map(|source| self.left_out(source)).collect();
        let mut draws = Draws::new(self.ends.generator(CHUNKS));
        for _ in 0..marks {
            loop {
                let source = draws.below(self.sources);
                // Which of its targets are taken does not matter, for each is as likely to be drawn.
                if draws.below(self.targets) >= taken[source as usize] {
                    taken[source as usize] += 1;
                    break;
                }
            }
        }
        let degree = |(source, taken)| {
            let left_out = self.left_out(source);
            if is_rest { self.targets - taken } else { taken - left_out }
        };
        (0..self.sources).zip(taken).map(|pair| degree(pair) as usize).collect()
    }
}
