//! States of the neurons that send, as they arrive through a delay.
//!
//! What arrives in iteration t through a delay of d steps brings the states of its source as they were at the end of
//! iteration t - d, when it was sent.

use crate::clock::Clock;
use crate::delays::{Delays, steps};
use crate::error::Result;
use crate::math::Float;
use crate::state::State;
use crate::weights::Connection;

/// A state of the neurons that send, as it was in the last iterations.
#[derive(Debug)]
pub struct StateLine<F> {
    /// The values before each iteration, the oldest to be replaced next.
    ring: Vec<State<F>>,
    arrived: usize,
}

impl<F: Float> StateLine<F> {
    /// Nothing on its way.
    pub const EMPTY: Self = StateLine { ring: Vec::new(), arrived: 0 };

    /// A line of the given length.
    ///
    /// # Errors
    ///
    /// A delay that is no whole number of steps, and where the memory cannot be had.
    pub fn build(&mut self, delay: f64, connection: &Connection, clock: &Clock) -> Result<()> {
        self.make_room(steps(delay, clock.dt(), connection.name())?, connection)
    }

    /// A line as long as the longest of the delays.
    ///
    /// # Errors
    ///
    /// Where the memory cannot be had.
    pub fn build_longest(&mut self, delays: &Delays, connection: &Connection) -> Result<()> {
        self.make_room(delays.steps().iter().copied().max().unwrap_or(1), connection)
    }

    fn make_room(&mut self, steps: u16, connection: &Connection) -> Result<()> {
        self.ring = std::iter::repeat_with(|| State::EMPTY).take(usize::from(steps)).collect();
        let size = connection.extent().sources;
        self.ring.iter_mut().try_for_each(|state| state.make_room(size, connection.name()))
    }

    /// Takes in the state as it is before this iteration. What was sent before the first iteration is what
    /// the network begins with.
    pub fn advance(&mut self, clock: &Clock, state: &State<F>) {
        let now = self.place(clock, 0);
        if clock.iteration() == 0 {
            self.ring.iter_mut().for_each(|sent| sent.values_mut().copy_from_slice(state.values()));
        } else {
            self.ring[now].values_mut().copy_from_slice(state.values());
        }
        self.arrived = self.place(clock, 1);
    }

    /// Where the state stands that was taken in so many iterations after the oldest.
    fn place(&self, clock: &Clock, after_oldest: usize) -> usize {
        ((clock.iteration() + after_oldest as u64) % self.ring.len() as u64) as usize
    }

    /// The state that arrives in this iteration after the whole length of the line.
    #[inline]
    pub fn state(&self) -> &State<F> {
        &self.ring[self.arrived]
    }

    /// The states that arrive in this iteration at synapses with a delay each.
    #[inline]
    pub fn to_synapses<'a>(&'a self, delays: &'a Delays, clock: &Clock) -> Sent<'a, F> {
        Sent { ring: &self.ring, now: self.place(clock, 0), steps: delays.steps() }
    }
}

/// A state of the neurons that send, as it arrives at synapses with a delay each.
#[derive(Debug)]
pub struct Sent<'a, F> {
    ring: &'a [State<F>],
    now: usize,
    steps: &'a [u16],
}

impl<F> Clone for Sent<'_, F> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<F> Copy for Sent<'_, F> {}

impl<F: Float> Sent<'_, F> {
    /// At the synapses of this part, so many from a place on.
    #[inline(always)]
    pub fn row(self, start: usize, count: usize) -> Self {
        Sent { steps: &self.steps[start..][..count], ..self }
    }

    /// At the synapses below a place, and at the others.
    pub fn split_at(self, place: usize) -> (Self, Self) {
        let (own, others) = self.steps.split_at(place);
        (Sent { steps: own, ..self }, Sent { steps: others, ..self })
    }

    /// At a synapse, the state of its source.
    #[inline(always)]
    pub fn at(self, synapse: usize, source: usize) -> F {
        // Sent before this iteration by one less than the delay; both are at most the length of the ring.
        let before = usize::from(self.steps[synapse]) - 1;
        let place = if before > self.now { self.now + self.ring.len() - before } else { self.now - before };
        self.ring[place].values()[source]
    }
}
