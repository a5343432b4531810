//! Events that nobody on other ranks reads before a delay: those of several iterations go in one message.

use std::ops::Range;

use super::World;
use super::exchange::Mail;
use crate::recording::Spike;

/// Events of the own neurons that other ranks do not know yet, and those of all ranks that have just become known.
#[derive(Debug)]
pub(crate) struct Post {
    /// In how many iterations at the most a message goes; zero where events are not sent this way.
    period: u64,
    /// The first iteration of which events are not sent. What sets out in an iteration are the events before it.
    first: u64,
    /// For each iteration since then the number of events.
    counts: Vec<u32>,
    indices: Vec<u32>,
    /// What has become known, in order of time and then of the neuron, and of which iterations that is all.
    known: Vec<Spike>,
    of: Range<u64>,
    /// Of own neurons, in iterations that are not counted.
    pub(crate) uncounted: u64,
}

impl Post {
    pub(crate) const EMPTY: Self = Post {
        period: 0,
        first: 0,
        counts: Vec::new(),
        indices: Vec::new(),
        known: Vec::new(),
        of: 0..0,
        uncounted: 0,
    };

    pub(crate) fn is_used(&self) -> bool {
        self.period > 0
    }

    /// Sends from now on, before this iteration, at the latest after so many.
    pub(crate) fn begin(&mut self, iteration: u64, period: u64) {
        *self = Post { period, first: iteration, of: iteration..iteration, ..Post::EMPTY };
    }

    /// Whether what sets out in an iteration has been taken in.
    pub(crate) fn has(&self, iteration: u64) -> bool {
        self.first + self.counts.len() as u64 > iteration
    }

    /// Takes in what sets out in the next iteration.
    pub(crate) fn take(&mut self, own: &[u32]) {
        self.counts.push(own.len() as u32);
        self.indices.extend_from_slice(own);
        self.known.clear();
        self.of = self.first..self.first;
    }

    /// Whether what has set out has to be known in this iteration.
    pub(crate) fn is_due(&self) -> bool {
        self.counts.len() as u64 >= self.period
    }

    /// Whether it has to be known in the next iteration, so that this one can be computed while it is on its way.
    pub(crate) fn is_due_next(&self) -> bool {
        self.period > 1 && self.counts.len() as u64 + 1 >= self.period
    }

    /// Sends what has not been sent.
    pub(crate) fn send(&mut self, world: &dyn World, mail: &mut Mail) {
        let (mut messages, message) = (Vec::new(), self.message());
        let lengths = mail.exchange(world, &message, &mut messages);
        let mut rest = &messages[..];
        let parts = lengths.into_iter().map(|length| {
            let own;
            (own, rest) = rest.split_at(length);
            own
        });
        self.learn(parts.collect());
    }

    /// What has not been sent: for each iteration the number of events, and then their neurons.
    pub(crate) fn message(&self) -> Vec<u32> {
        [&self.counts[..], &self.indices].concat()
    }

    /// Learns the messages of all ranks, in ascending rank.
    pub(crate) fn learn(&mut self, messages: Vec<&[u32]>) {
        let iterations = self.counts.len();
        let parts = messages.into_iter().map(|message| message.split_at(iterations));
        let mut parts: Vec<(&[u32], &[u32])> = parts.collect();
        self.counts.clear();
        self.indices.clear();
        self.known.clear();
        self.of = self.first..self.first + iterations as u64;
        for (number, iteration) in self.of.clone().enumerate() {
            for (counts, indices) in &mut parts {
                let neurons;
                (neurons, *indices) = indices.split_at(counts[number] as usize);
                self.known.extend(neurons.iter().map(|&neuron| Spike { iteration, neuron }));
            }
        }
        self.first = self.of.end;
    }

    /// What has become known last, and of which iterations that is all.
    pub(crate) fn known(&self) -> (&[Spike], Range<u64>) {
        (&self.known, self.of.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::super::in_threads;
    use super::*;

    #[test]
    fn events_arrive_once_and_in_order_before_they_are_due() {
        let fired = |rank: usize, iteration: u64| {
            let neurons = (iteration * 7919 + rank as u64 * 31) % 5;
            (0..neurons as u32).map(move |neuron| rank as u32 * 100 + neuron).collect::<Vec<_>>()
        };
        for period in [1, 3, 8] {
            in_threads(3, |world| {
                let (mut post, mut mail, mut all) = (Post::EMPTY, Mail::EMPTY, Vec::new());
                post.begin(10, period);
                for iteration in 10..60 {
                    post.take(&fired(world.rank(), iteration));
                    if post.is_due() {
                        post.send(world, &mut mail);
                    }
                    let (known, of) = post.known();
                    assert!(known.iter().all(|spike| of.contains(&spike.iteration)));
                    assert!(of.is_empty() || of.end == iteration + 1);
                    all.extend_from_slice(known);
                    assert!(post.first + period > iteration, "an event waits for longer than {period} iterations");
                }
                post.send(world, &mut mail);
                all.extend_from_slice(post.known().0);
                let expected = (10..60).flat_map(|iteration| {
                    let neurons = (0..3).flat_map(move |rank| fired(rank, iteration));
                    neurons.map(move |neuron| Spike { iteration, neuron })
                });
                assert!(all.into_iter().eq(expected));
            });
        }
    }
}
