//! Events on their way from neuron to neuron.
//!
//! An event of iteration t arrives through a delay of d steps in iteration t + d: whatever reads it there sees
//! the event as it was at the end of iteration t. So a delay is at least one step, and nothing depends on which
//! of the two behaviours has the lower key.

use std::ops::Range;
use std::sync::Arc;

use ndarray::ArrayView1;

use crate::clock::{Clock, whole_steps};
use crate::connect::Structure;
use crate::device::Begun;
use crate::error::{Error, Part, Result};
use crate::events::Events;
use crate::executor::Executor;
use crate::held::Held;
use crate::initial::InitialMatrix;
use crate::math::Float;
use crate::memory::Aligned;
use crate::recording::Spike;
use crate::snapshot::{Keep, Loading, Saving};
use crate::sparse::Sparse;
use crate::vector::{Kernel, Split};
use crate::weights::Connection;

/// The longest delay, in steps.
const LONGEST: f64 = u16::MAX as f64;

/// How far beyond the shortest and the longest a delay can be by rounding alone, in steps.
const ROUNDING: f64 = 1e-5;

/// The number of steps of a delay of synapses.
pub(crate) fn steps(delay: f64, dt: f64, synapses: &str) -> Result<u16> {
    whole(Part::Axon, delay, dt, synapses)
}

fn whole(part: Part, delay: f64, dt: f64, synapses: &str) -> Result<u16> {
    let synapses = synapses.to_owned();
    if !(1.0 - ROUNDING..=LONGEST + ROUNDING).contains(&(delay / dt)) {
        return Err(Error::DelayRange { synapses, part, delay, shortest: dt, longest: LONGEST * dt });
    }
    match whole_steps(delay, dt) {
        Ok(steps) => Ok(steps as u16),
        Err([below, above]) => Err(Error::DelayStep { synapses, part, delay, dt, below, above }),
    }
}

/// Delays in the unit of `dt`.
pub(crate) fn times<F: Float>(steps: &[u16], clock: &Clock) -> Vec<F> {
    let dt: f64 = clock.dt();
    steps.iter().map(|&steps| F::from_f64(f64::from(steps) * dt)).collect()
}

/// One way to synapses, which takes equally long to all of them.
#[derive(Clone, Copy, Debug)]
pub struct Line {
    pub(crate) steps: u16,
    /// How many there are at its beginning.
    pub(crate) neurons: usize,
}

impl Line {
    /// From the sources.
    ///
    /// # Errors
    ///
    /// A delay that is no whole number of steps: names the nearest that are.
    pub fn from_sources(delay: f64, connection: &mut Connection, clock: &Clock) -> Result<Self> {
        let steps = whole(Part::Axon, delay, clock.dt(), connection.name())?;
        connection.delay_by(delay);
        Ok(Line { steps, neurons: connection.extent().sources })
    }

    /// From the targets, and back to them.
    ///
    /// # Errors
    ///
    /// The same.
    pub fn from_targets(delay: f64, connection: &mut Connection, clock: &Clock) -> Result<Self> {
        let steps = whole(Part::Dendrite, delay, clock.dt(), connection.name())?;
        connection.delay_by_dendrites(delay);
        Ok(Line { steps, neurons: connection.extent().targets })
    }
}

/// The events of a group, delayed by the same time for all synapses.
#[derive(Debug)]
pub struct DelayLine {
    /// The events of the last steps, the oldest to be replaced next.
    ring: Vec<Vec<u32>>,
    arrived: Events,
}

impl DelayLine {
    /// Nothing on its way.
    pub const EMPTY: Self = DelayLine { ring: Vec::new(), arrived: Events::EMPTY };

    /// A line of the given length.
    ///
    /// # Errors
    ///
    /// Where the memory cannot be had.
    pub fn build(&mut self, line: Line, synapses: &str) -> Result<()> {
        self.ring = vec![Vec::new(); usize::from(line.steps)];
        self.arrived.make_room(line.neurons, synapses)
    }

    /// Nothing is on its way any more.
    pub fn clear(&mut self) {
        self.ring.iter_mut().for_each(Vec::clear);
        self.arrived.replace(&[]);
    }

    /// Takes in the events as they are before this iteration, and gives out those that arrive in it.
    pub fn advance(&mut self, clock: &Clock, events: &Events) {
        // What is known late is taken when it is known.
        if let Some(now) = events.set_out() {
            self.send(clock, now);
        }
        self.arrive(clock);
    }

    /// The same of the neurons that receive, whose events no other rank reads.
    pub fn advance_at_targets(&mut self, clock: &Clock, events: &Events) {
        self.send(clock, events.indices());
        self.arrive(clock);
    }

    fn send(&mut self, clock: &Clock, indices: &[u32]) {
        let length = self.ring.len() as u64;
        let sent = &mut self.ring[(clock.iteration() % length) as usize];
        sent.clear();
        sent.extend_from_slice(indices);
    }

    fn arrive(&mut self, clock: &Clock) {
        let length = self.ring.len() as u64;
        self.arrived.replace(&self.ring[((clock.iteration() + 1) % length) as usize]);
    }

    /// Takes in what has become known of other ranks and of this one.
    pub fn take_late(&mut self, events: &Events) {
        self.take(events.new_ones());
    }

    fn take(&mut self, (known, of): (&[Spike], Range<u64>)) {
        let length = self.ring.len() as u64;
        of.for_each(|iteration| self.ring[(iteration % length) as usize].clear());
        known.iter().for_each(|spike| self.ring[(spike.iteration % length) as usize].push(spike.neuron));
    }

    /// The shortest delay, in iterations.
    pub fn shortest(&self) -> u64 {
        self.ring.len() as u64
    }

    /// The events that are on their way before an iteration.
    pub(crate) fn sent(&self, clock: &Clock) -> Vec<Spike> {
        let (next, length) = (clock.iteration(), self.ring.len() as u64);
        let set_out = (next + 1).saturating_sub(length)..next;
        let of = |iteration: u64| {
            let neurons = self.ring[(iteration % length) as usize].iter();
            neurons.map(move |&neuron| Spike { iteration, neuron })
        };
        set_out.flat_map(of).collect()
    }

    /// The events that arrive in this iteration.
    #[inline]
    pub fn events(&self) -> &Events {
        &self.arrived
    }
}

impl Keep for DelayLine {
    fn save(&self, name: &str, to: &mut Saving<'_>) -> Result<()> {
        let counts: Vec<u64> = self.ring.iter().map(|events| events.len() as u64).collect();
        to.fixed(&format!("{name}:counts"), ArrayView1::from(&counts))?;
        to.growing(name, ArrayView1::from(&self.ring.concat()))
    }

    fn load(&mut self, name: &str, from: &mut Loading<'_>) -> Result<()> {
        let mut counts = vec![0; self.ring.len()];
        from.fill::<u64>(&format!("{name}:counts"), &mut counts)?;
        let events: Vec<u32> = from.values(name)?;
        let neurons = self.arrived.flags().len();
        let total = counts.iter().try_fold(0, |total: u64, &count| total.checked_add(count));
        if total != Some(events.len() as u64) || events.iter().any(|&neuron| neuron as usize >= neurons) {
            return Err(from.wrong(name, &format!("{total:?} of {neurons} neurons were expected")));
        }
        let mut events = events.into_iter();
        for (sent, count) in self.ring.iter_mut().zip(counts) {
            *sent = events.by_ref().take(count as usize).collect();
        }
        Ok(())
    }
}

/// The delay of each synapse in steps, two bytes each. The rows of the structure are sorted by it.
#[derive(Debug)]
pub struct Delays {
    steps: Held<u16>,
    /// The shortest and the longest, where that is known and the steps may be elsewhere.
    bounds: Option<[u16; 2]>,
}

impl Delays {
    /// No synapses.
    pub const EMPTY: Self = Delays { steps: Held::EMPTY, bounds: None };

    /// Delays in steps, in the order of the structure's rows.
    pub(crate) fn of(steps: Aligned<u16>) -> Self {
        Delays { steps: steps.into(), bounds: None }
    }

    /// Takes over those of drawn rows, which a device has sorted by them; `numbers` become those that the synapses had before.
    ///
    /// # Errors
    ///
    /// A delay that is not at least one step after rounding.
    pub fn draw(
        &mut self,
        begun: &Begun,
        structure: &mut Structure,
        numbers: Option<&mut Held<u32>>,
        connection: &Connection,
        clock: &Clock,
        executor: &Executor,
    ) -> Result<()> {
        if let Some(delay) = begun.wrong_delay {
            return Err(out_of_range(delay, connection, clock));
        }
        let Some(rows) = &begun.rows else { return Ok(()) };
        self.steps.leave_to(Arc::clone(&rows.delays));
        self.bounds = Some([rows.shortest, rows.longest.iter().copied().max().unwrap_or_default()]);
        structure.sorted_elsewhere(rows, executor);
        if let Some(numbers) = numbers {
            numbers.leave_to(Arc::clone(&rows.numbers));
        }
        Ok(())
    }

    /// Takes over delays in time units, rounded to the nearest step.
    ///
    /// # Errors
    ///
    /// A delay that is not at least one step after rounding.
    pub fn build<F: Float>(
        &mut self,
        delays: Sparse<F>,
        structure: &Structure,
        connection: &Connection,
        clock: &Clock,
        executor: &Executor,
    ) -> Result<()> {
        let dt: f64 = clock.dt();
        self.bounds = None;
        self.steps.renew(structure.len(), connection.name())?;
        executor.start_divided(Round { steps: &mut self.steps, delays: delays.values(), dt }, ROUND_COST);
        let wrong = self.steps.iter().zip(delays.values()).find(|(steps, _)| **steps == 0);
        if let Some((_, delay)) = wrong {
            return Err(out_of_range(delay.to_f64(), connection, clock));
        }
        Ok(())
    }

    /// Sorts each row by delay and target, with all that its synapses have, unless it is sorted. `numbers` become those that
    /// the synapses had in their rows before.
    ///
    /// # Errors
    ///
    /// Where the memory for the numbers cannot be had.
    pub fn sort<F: Float>(
        &mut self,
        structure: &mut Structure,
        mut numbers: Option<&mut Held<u32>>,
        variables: Vec<&mut [F]>,
        connection: &Connection,
        executor: &Executor,
    ) -> Result<()> {
        if structure.is_by_delay() {
            return Ok(());
        }
        if let Some(numbers) = &mut numbers {
            structure.number(numbers, connection.name())?;
        }
        let numbers = numbers.map(|numbers| &mut numbers[..]);
        structure.sort_by_delay(&mut self.steps, numbers, variables, executor);
        Ok(())
    }

    /// Puts each row in the order in which the connector gave it, with all that its synapses have.
    pub fn sort_back<F: Float>(&mut self, structure: &mut Structure, variables: Vec<&mut [F]>, executor: &Executor) {
        if structure.is_by_delay() {
            structure.sort_by_connector(&mut self.steps, variables, executor.threads());
        }
    }

    /// Room for given values of the delays. True where the declared ones are wanted.
    ///
    /// # Errors
    ///
    /// An array of the wrong shape, values that are not finite, and values that are not drawn and no whole number of
    /// steps.
    pub fn given<F: Float>(
        given: InitialMatrix<F>,
        structure: &Structure,
        connection: &Connection,
        clock: &Clock,
    ) -> Result<(Sparse<F>, bool)> {
        // What is drawn may be rounded, but not what somebody has written down.
        let is_drawn = matches!(given, InitialMatrix::Declared | InitialMatrix::Drawn(_));
        let mut delays = Sparse::EMPTY;
        delays.give(given);
        let is_declared = delays.begin(connection, clock, structure, "delay")?;
        if !is_drawn {
            let values = delays.values().iter();
            values
                .map(|delay| delay.to_f64())
                .try_for_each(|delay| steps(delay, clock.dt(), connection.name()).map(drop))?;
        }
        Ok((delays, is_declared))
    }

    /// The shortest delay, in iterations.
    pub fn shortest(&self) -> u64 {
        match self.bounds {
            Some([0, _]) => u64::MAX,
            Some([shortest, _]) => shortest.into(),
            None => self.steps.iter().copied().min().map_or(u64::MAX, u64::from),
        }
    }

    /// The longest delay in steps, 1 where there is no synapse.
    pub(crate) fn longest(&self) -> u16 {
        let longest = self.bounds.map(|[_, longest]| longest);
        longest.unwrap_or_else(|| self.steps.iter().copied().max().unwrap_or_default()).max(1)
    }

    /// The delay of each synapse, in the unit of `dt`.
    pub fn times<F: Float>(&self, clock: &Clock) -> Vec<F> {
        times(&self.steps, clock)
    }

    /// The delay of each synapse in steps.
    pub fn steps(&self) -> &[u16] {
        &self.steps
    }

    /// The same, which may be elsewhere.
    #[doc(hidden)]
    pub fn held(&self) -> &Held<u16> {
        &self.steps
    }
}

fn out_of_range(delay: f64, connection: &Connection, clock: &Clock) -> Error {
    let (dt, synapses): (f64, _) = (clock.dt(), connection.name().to_owned());
    Error::DelayRange { synapses, part: Part::Axon, delay, shortest: dt, longest: LONGEST * dt }
}

/// What rounding a delay takes on one thread, in hundredths of a nanosecond.
const ROUND_COST: usize = 100;

/// Delays as numbers of steps, rounded to the nearest; zero where it is none that can be kept.
struct Round<'a, F> {
    steps: &'a mut [u16],
    delays: &'a [F],
    dt: f64,
}

impl<F: Float> Kernel for Round<'_, F> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        for (steps, delay) in self.steps.iter_mut().zip(self.delays) {
            let rounded = (delay.to_f64() / self.dt).round();
            *steps = if (1.0..=LONGEST).contains(&rounded) { rounded as u16 } else { 0 };
        }
    }
}

impl<F: Float> Split for Round<'_, F> {
    fn elements(&self) -> usize {
        self.steps.len()
    }

    fn split(self, at: usize) -> (Self, Self) {
        let ((own, others), (delays, further)) = (self.steps.split_at_mut(at), self.delays.split_at(at));
        (Round { steps: own, delays, dt: self.dt }, Round { steps: others, delays: further, dt: self.dt })
    }
}
