//! A number of synapses in total.

use std::ops::Range;

use super::choice::Allowed;
use super::plan::{Degrees, Drawing, Plan};
use super::stretches::Stretches;
use super::{Connector, Drawn, Draws, Ends, Structure};
use crate::error::Result;
use crate::parallel::divided;

/// Sources that are drawn from one generator.
const CHUNK: usize = 1 << 16;

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
        let (pairs, stretches) = self.checked(ends)?;
        let (degrees, sources) = (pairs.degrees(self.synapses, &stretches), ends.source().size());
        let lengths: Vec<usize> =
            (0..sources).map(|source| degrees.iter().map(|degrees| degrees[source] as usize).sum()).collect();
        ends.rows_of(&lengths, |source, draws, row| {
            let choice = self.allowed.choice(ends.target(), ends.own_target(source));
            stretches.each(ends, source, draws, |at, targets, draws| {
                draws.choose(degrees[at][source] as usize, &choice.within(targets), row);
            });
        })
    }

    fn plan(&self, ends: &Ends<'_>) -> Result<Option<Plan>> {
        let (pairs, stretches) = self.checked(ends)?;
        if !ends.are_few(self.synapses as u128) {
            return Ok(None);
        }
        let degrees = match pairs.is_distinct {
            true => Degrees::Given(pairs.degrees(self.synapses, &stretches).concat()),
            false => Degrees::Drawn { shares: pairs.shares(self.synapses, &stretches), chunk: CHUNK },
        };
        let drawn = Drawing::Targets { degrees, is_distinct: pairs.is_distinct };
        Ok(ends.plan(self.allowed.self_connections, stretches.bounds(), drawn))
    }
}

impl FixedTotal {
    fn checked<'a>(&self, ends: &'a Ends<'a>) -> Result<(Pairs<'a>, Stretches)> {
        let pairs = Pairs::new(ends, self.allowed);
        let expected = if self.allowed.multiple { self.synapses.min(1) } else { self.synapses };
        if pairs.count < expected as u64 {
            let found = pairs.count;
            return Err(
                ends.error(format!("expected at least {expected} pairs to choose from, and {found} were found"))
            );
        }
        ends.check_memory(self.synapses, 1)?;
        Ok((pairs, ends.stretches(self.synapses as f64 / ends.source().size().max(1) as f64)))
    }
}

/// The pairs that can be drawn. To draw one, a source and then a target of a stretch are drawn among all; where the pair
/// cannot be connected, both are drawn again. Which target it was is forgotten: only the number of targets
/// of each source is kept, and they are drawn later, when all the synapses of the source are.
struct Pairs<'a> {
    ends: &'a Ends<'a>,
    sources: u32,
    is_distinct: bool,
    /// The target that is left out, of each source; empty where none is for any source.
    left_out: Vec<Option<u32>>,
    count: u64,
}

impl<'a> Pairs<'a> {
    fn new(ends: &'a Ends<'a>, allowed: Allowed) -> Self {
        let sources = ends.source().size();
        let mut left_out = Vec::new();
        if ends.is_recurrent && !allowed.self_connections {
            left_out.extend((0..sources).map(|source| ends.own_target(source).map(|target| target as u32)));
        }
        let mut pairs = Pairs { ends, sources: sources as u32, is_distinct: !allowed.multiple, left_out, count: 0 };
        pairs.count = pairs.with(0..ends.target().size() as u32);
        pairs
    }

    /// The number of pairs with some of the targets.
    fn with(&self, targets: Range<u32>) -> u64 {
        let left_out = self.left_out.iter().flatten().filter(|left_out| targets.contains(left_out)).count();
        u64::from(self.sources) * targets.len() as u64 - left_out as u64
    }

    /// The number of some targets of a source that are left out.
    fn left_out(&self, source: u32, targets: &Range<u32>) -> u32 {
        let left_out = self.left_out.get(source as usize).copied().flatten();
        u32::from(left_out.is_some_and(|left_out| targets.contains(&left_out)))
    }

    /// How many synapses each stretch has that is drawn here.
    fn shares(&self, synapses: usize, stretches: &Stretches) -> Vec<u64> {
        stretches.shares(self.ends, 0, synapses as u64, self.is_distinct, &|targets| self.with(targets))
    }

    /// How many targets each source has in each stretch that is drawn here.
    fn degrees(&self, synapses: usize, stretches: &Stretches) -> Vec<Vec<u32>> {
        let degrees = |(at, synapses): (usize, u64)| {
            let stretch = stretches.number(at);
            let targets = stretches.targets_of(stretch);
            match self.is_distinct {
                true => self.distinct_degrees(synapses, stretch, &targets),
                false => self.multiple_degrees(synapses as usize, stretch, &targets),
            }
        };
        self.shares(synapses, stretches).into_iter().enumerate().map(degrees).collect()
    }

    /// How often each source is drawn, in `synapses` draws of which none depends on the others: a chunk of
    /// them after the other from generators of their own.
    fn multiple_degrees(&self, synapses: usize, stretch: u32, targets: &Range<u32>) -> Vec<u32> {
        let counted = divided(self.ends.threads, synapses.div_ceil(CHUNK), |chunks| {
            let mut degrees = vec![0; self.sources as usize];
            for chunk in chunks {
                let mut draws = Draws::new(self.ends.generator(Drawn::Sources, chunk as u64, stretch));
                for _ in 0..CHUNK.min(synapses - chunk * CHUNK) {
                    let mut source = draws.below(self.sources);
                    while self.left_out(source, targets) > 0 && draws.below(targets.len() as u32) == 0 {
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
    fn distinct_degrees(&self, synapses: u64, stretch: u32, targets: &Range<u32>) -> Vec<u32> {
        let (count, width) = (self.with(targets.clone()), targets.len() as u32);
        let is_rest = synapses > count / 2;
        let marks = if is_rest { count - synapses } else { synapses };
        let mut taken: Vec<u32> = (0..self.sources).map(|source| self.left_out(source, targets)).collect();
        let mut draws = Draws::new(self.ends.generator(Drawn::Sources, 0, stretch));
        for _ in 0..marks {
            loop {
                let source = draws.below(self.sources);
                // Which of its targets are taken does not matter, for each is as likely to be drawn.
                if draws.below(width) >= taken[source as usize] {
                    taken[source as usize] += 1;
                    break;
                }
            }
        }
        let degree = |(source, taken)| {
            let left_out = self.left_out(source, targets);
            if is_rest { width - taken } else { taken - left_out }
        };
        (0..self.sources).zip(taken).map(degree).collect()
    }
}
