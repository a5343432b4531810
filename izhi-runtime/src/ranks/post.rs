//! Events that nobody on other ranks reads before a delay: those of several iterations go in one message.

use std::ops::Range;

use super::World;
use super::message::{Crossing, first};
use crate::recording::Spike;

/// Events of the own neurons that other ranks do not know yet, and those of all ranks that have just become known.
#[derive(Debug)]
pub(crate) struct Post {
    is_used: bool,
    /// The first iteration of which events are not sent. What sets out in an iteration are the events before it.
    first: u64,
    /// For each iteration since then the number of events.
    counts: Vec<u32>,
    indices: Vec<u32>,
    /// What has become known, in order of time and then of the neuron, and of which iterations that is all.
    known: Vec<Spike>,
    of: Range<u64>,
}

impl Post {
    pub(crate) const EMPTY: Self =
        Post { is_used: false, first: 0, counts: Vec::new(), indices: Vec::new(), known: Vec::new(), of: 0..0 };

    pub(crate) fn is_used(&self) -> bool {
        self.is_used
    }

    /// Takes in what sets out from this iteration on.
    pub(crate) fn begin(&mut self, iteration: u64) {
        *self = Post { is_used: true, first: iteration, of: iteration..iteration, ..Post::EMPTY };
    }

    /// Takes in what sets out in the next iteration.
    pub(crate) fn take_in(&mut self, own: &[u32]) {
        self.counts.push(own.len() as u32);
        self.indices.extend_from_slice(own);
    }

    /// What has become known and no synapse has taken, and of which iterations that is all.
    pub(crate) fn known(&self) -> (&[Spike], Range<u64>) {
        (&self.known, self.of.clone())
    }

    /// All synapses have taken what has become known.
    pub(crate) fn is_taken(&mut self) {
        self.known.clear();
        self.of = self.first..self.first;
    }
}

/// For each iteration the number of events, and then their neurons.
impl Crossing for Post {
    fn tell(&mut self, _: &dyn World, message: &mut Vec<u32>) {
        message.extend_from_slice(&self.counts);
        message.extend_from_slice(&self.indices);
    }

    fn learn(&mut self, _: &dyn World, told: &mut [&[u32]]) {
        let iterations = self.counts.len();
        let of_ranks = told.iter_mut().map(|told| {
            let counts = first(told, iterations);
            (counts, first(told, counts.iter().map(|&count| count as usize).sum()))
        });
        let mut of_ranks: Vec<(&[u32], &[u32])> = of_ranks.collect();
        self.counts.clear();
        self.indices.clear();
        self.known.clear();
        self.of = self.first..self.first + iterations as u64;
        for (number, iteration) in self.of.clone().enumerate() {
            for (counts, indices) in &mut of_ranks {
                let neurons = first(indices, counts[number] as usize);
                self.known.extend(neurons.iter().map(|&neuron| Spike { iteration, neuron }));
            }
        }
        self.first = self.of.end;
    }
}

#[cfg(test)]
mod tests {
    use super::super::message::exchange;
    use super::super::{Mail, in_threads};
    use super::*;

    #[test]
    fn events_arrive_once_and_in_order() {
        let fired = |rank: usize, iteration: u64| {
            let neurons = (iteration * 7919 + rank as u64 * 31) % 5;
            (0..neurons as u32).map(move |neuron| rank as u32 * 100 + neuron).collect::<Vec<_>>()
        };
        for period in [1, 3, 8] {
            in_threads(3, |world| {
                let (mut post, mut mail, mut all) = (Post::EMPTY, Mail::EMPTY, Vec::new());
                post.begin(10);
                for iteration in 10..58 {
                    post.take_in(&fired(world.rank(), iteration));
                    if (iteration - 9) % period == 0 {
                        exchange(world, &mut mail, &mut [&mut post]);
                        let (known, of) = post.known();
                        assert!(of.eq(iteration + 1 - period..iteration + 1));
                        all.extend_from_slice(known);
                        post.is_taken();
                    }
                    assert!(post.known().0.is_empty());
                }
                let expected = (10..58).flat_map(|iteration| {
                    let neurons = (0..3).flat_map(move |rank| fired(rank, iteration));
                    neurons.map(move |neuron| Spike { iteration, neuron })
                });
                assert!(all.into_iter().eq(expected));
            });
        }
    }
}
