//! States of the neurons at an end of synapses, as they arrive through a delay.
//!
//! What arrives in iteration t through a delay of d steps brings the states of the neuron as they were at the end of
//! iteration t - d, when it was sent.

use ndarray::ArrayView1;

use crate::clock::Clock;
use crate::delays::{Delays, Line};
use crate::error::Result;
use crate::math::Scalar;
use crate::snapshot::{Keep, Loading, Saving};
use crate::state::State;
use crate::weights::Connection;

/// A state of neurons, as it was before each of the last iterations.
#[derive(Debug)]
pub struct StateLine<T> {
    /// That of an iteration stands at its number modulo the length, a power of two.
    ring: Vec<State<T>>,
    /// The delay, where it is one for all.
    steps: u16,
    arrived: usize,
}

impl<T: Scalar> StateLine<T> {
    /// Nothing on its way.
    pub const EMPTY: Self = StateLine { ring: Vec::new(), steps: 1, arrived: 0 };

    /// A line of the given length.
    ///
    /// # Errors
    ///
    /// Where the memory cannot be had.
    pub fn build(&mut self, line: Line, synapses: &str) -> Result<()> {
        self.steps = line.steps;
        self.make_room(usize::from(line.steps), line.neurons, synapses)
    }

    /// A line as long as the longest of the delays and so many iterations more.
    ///
    /// # Errors
    ///
    /// Where the memory cannot be had.
    pub fn build_longest(&mut self, delays: &Delays, more: usize, connection: &Connection) -> Result<()> {
        let longest = delays.longest();
        self.make_room(usize::from(longest) + more, connection.extent().sources, connection.name())
    }

    fn make_room(&mut self, iterations: usize, neurons: usize, synapses: &str) -> Result<()> {
        self.ring = std::iter::repeat_with(|| State::EMPTY).take(iterations.next_power_of_two()).collect();
        self.ring.iter_mut().try_for_each(|state| state.make_room(neurons, synapses))
    }

    /// The longest delay for which states are kept, where they are kept for so many iterations more.
    pub fn room(&self, more: usize) -> usize {
        self.ring.len().saturating_sub(more)
    }

    /// Takes in the state as it is before this iteration. What was sent before the first iteration is what
    /// the network begins with.
    pub fn advance(&mut self, clock: &Clock, state: &State<T>) {
        let now = place(&self.ring, clock.iteration(), 1);
        let taken = if clock.iteration() == 0 { &mut self.ring[..] } else { &mut self.ring[now..=now] };
        taken.iter_mut().for_each(|sent| sent.values_mut().copy_from_slice(state.values()));
        self.arrived = place(&self.ring, clock.iteration(), self.steps);
    }

    /// The states that are on their way before an iteration, the latest last.
    pub(crate) fn sent(&self, clock: &Clock) -> Vec<ArrayView1<'_, T>> {
        let (next, length) = (clock.iteration(), self.ring.len() as u64);
        let set_out = next.saturating_sub(length)..next;
        set_out.map(|iteration| self.ring[place(&self.ring, iteration, 1)].view()).collect()
    }

    /// The state that arrives in this iteration after the one delay of all.
    #[inline]
    pub fn state(&self) -> &State<T> {
        &self.ring[self.arrived]
    }

    /// The states that arrive at synapses with a delay each.
    #[inline]
    pub fn to_synapses<'a>(&'a self, delays: &'a Delays) -> Sent<'a, T> {
        Sent { ring: &self.ring, steps: delays.steps() }
    }
}

/// Of delays of which each synapse has its own: a snapshot's can be others than those that there were.
impl<T: Scalar> StateLine<T> {
    /// Becomes what was given out, with as much room.
    pub fn load_longest(&mut self, name: &str, from: &mut Loading<'_>) -> Result<()> {
        let neurons = self.ring.first().map_or(0, |state| state.values().len());
        let found = from.array::<T>(name)?.len();
        let iterations = found.checked_div(neurons).unwrap_or(1);
        if iterations * neurons != found || !iterations.is_power_of_two() {
            let reason = format!("states of {neurons} neurons of 1, 2, 4, 8 or so iterations were expected");
            return Err(from.wrong(name, &reason));
        }
        self.make_room(iterations, neurons, name)?;
        self.load(name, from)
    }

    /// An error where what was given out has less room than the delays need, and so many iterations more.
    pub fn check_room(&self, delays: &Delays, more: usize, name: &str, from: &Loading<'_>) -> Result<()> {
        let longest = delays.longest();
        if usize::from(longest) <= self.room(more) {
            return Ok(());
        }
        Err(from.wrong(name, &format!("states of {} iterations were expected", usize::from(longest) + more)))
    }
}

impl<T: Scalar> Keep for StateLine<T> {
    fn save(&self, name: &str, to: &mut Saving<'_>) -> Result<()> {
        let states: Vec<T> = self.ring.iter().flat_map(|state| state.values()).copied().collect();
        // Other synapses can have other delays, and a longer or shorter line.
        to.growing(name, ArrayView1::from(&states))
    }

    fn load(&mut self, name: &str, from: &mut Loading<'_>) -> Result<()> {
        let neurons = self.ring.first().map_or(0, |state| state.values().len());
        let states = from.shaped::<T>(name, &[self.ring.len() * neurons])?;
        let mut states = states.into_iter();
        self.ring
            .iter_mut()
            .flat_map(|state| state.values_mut())
            .zip(&mut states)
            .for_each(|(own, state)| *own = state);
        Ok(())
    }
}

/// Where the state stands that arrives in an iteration after so many steps, one at least.
#[inline(always)]
fn place<T>(ring: &[State<T>], iteration: u64, steps: u16) -> usize {
    (iteration + 1).wrapping_sub(u64::from(steps)) as usize & (ring.len() - 1)
}

/// A state of the neurons that send, as it arrives at synapses with a delay each.
#[derive(Debug)]
pub struct Sent<'a, T> {
    ring: &'a [State<T>],
    steps: &'a [u16],
}

impl<T> Clone for Sent<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Sent<'_, T> {}

impl<T: Scalar> Sent<'_, T> {
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

    /// What arrives at a synapse in an iteration: the state of its source.
    #[inline(always)]
    pub fn at(self, iteration: u64, synapse: usize, source: usize) -> T {
        self.ring[place(self.ring, iteration, self.steps[synapse])].values()[source]
    }
}
