//! Events on their way to synapses with a delay each.

use std::ops::Range;

use ndarray::ArrayView1;

use crate::clock::Clock;
use crate::error::Result;
use crate::events::Events;
use crate::executor::Executor;
use crate::recording::Spike;
use crate::runs::Runs;
use crate::snapshot::{Loading, Saving};
use crate::structure::Structure;
use crate::vector::{Kernel, Split};

/// What moving an event on takes on one thread, in hundredths of a nanosecond.
const COST: usize = 2000;

/// Synapses of one source at which an event arrives.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Segment {
    /// The source.
    pub(crate) source: u32,
    start: usize,
    end: usize,
}

impl Segment {
    /// The places of the synapses.
    #[inline(always)]
    pub(crate) fn range(&self) -> Range<usize> {
        self.start..self.end
    }
}

/// An event on its way to the synapses of a row, in order of delay.
#[derive(Clone, Copy, Debug)]
struct Flight {
    /// The iteration in which it arrives next.
    due: u64,
    /// The iteration in which it set out, the first one after the event.
    sent: u64,
    /// The runs at which it has not arrived.
    next: usize,
    end: usize,
    source: u32,
}

/// Events that arrive at each synapse of a source after a delay of its own.
///
/// What arrives in one iteration is in order of sending, the earliest first; what was sent in one iteration is
/// in ascending source, and the synapses of a source are in ascending target. In this order sums add.
///
/// Each part of the targets has its own list of what is on its way to it, which only the thread that works on that part
/// reads and writes: where two threads share no cache, a list that one makes for all costs the others more than making
/// their own.
#[derive(Debug)]
pub struct Arrivals {
    lanes: Vec<Lane>,
    /// What is on its way through rows that a device has, while there are no lanes.
    elsewhere: Vec<Spike>,
}

/// What is on its way to a part of the targets. It has its cache lines for itself.
#[derive(Debug, Default)]
#[repr(align(128))]
struct Lane {
    /// The number of the part.
    part: usize,
    flights: Vec<Flight>,
    /// Those of this iteration.
    segments: Vec<Segment>,
}

impl Arrivals {
    /// Nothing on its way.
    pub const EMPTY: Self = Arrivals { lanes: Vec::new(), elsewhere: Vec::new() };

    /// Nothing is on its way any more.
    pub fn clear(&mut self) {
        self.lanes.clear();
        self.elsewhere.clear();
    }

    /// Sends the events as they are before this iteration, and finds the synapses at which some arrive in it.
    pub fn advance(&mut self, executor: &Executor, clock: &Clock, structure: &Structure, events: &Events) {
        let (runs, sources) = (structure.runs(), events.set_out().unwrap_or_default());
        if self.lanes.is_empty() {
            self.come_here(clock, structure);
        }
        let flights: usize = self.lanes.iter().map(|lane| lane.flights.len() + sources.len()).sum();
        if flights == 0 {
            return self.lanes.iter_mut().for_each(|lane| lane.segments.clear());
        }
        let targets = structure.extent().targets;
        let kernel = Advance { first: 0, targets, lanes: &mut self.lanes, now: clock.iteration(), runs, sources };
        executor.run_own_divided(kernel, COST * flights / targets.max(1));
    }

    /// Makes the lanes, with what is on its way.
    fn come_here(&mut self, clock: &Clock, structure: &Structure) {
        let flight = |spike: Spike| Flight { due: 0, sent: spike.iteration, next: 0, end: 0, source: spike.neuron };
        let flights: Vec<Flight> = self.elsewhere.drain(..).map(flight).collect();
        let lane = |part| Lane { part, flights: flights.clone(), ..Lane::default() };
        self.lanes = (0..structure.runs().parts()).map(lane).collect();
        self.find_due(clock, structure);
    }

    /// Takes in what has become known of other ranks and of this one.
    pub fn take_late(&mut self, structure: &Structure, events: &Events) {
        let runs = structure.runs();
        for lane in &mut self.lanes {
            events.new_ones().0.iter().for_each(|spike| lane.send(spike.iteration, runs, spike.neuron));
        }
    }

    /// Lets what is on its way arrive at the synapses that there are now, instead of those that there were.
    pub fn follow(&mut self, clock: &Clock, structure: &Structure) {
        if self.lanes.is_empty() {
            self.come_here(clock, structure);
        }
        self.find_due(clock, structure);
    }

    /// Finds where in its row each event arrives next.
    fn find_due(&mut self, clock: &Clock, structure: &Structure) {
        let (now, runs) = (clock.iteration(), structure.runs());
        for lane in &mut self.lanes {
            lane.segments.clear();
            lane.flights.retain_mut(|flight| {
                let due = |run: usize| flight.sent + u64::from(runs.delay(run, lane.part)) - 1;
                let Range { start, end } = runs.of_source(flight.source as usize);
                let Some(next) = (start..end).find(|&run| due(run) >= now) else { return false };
                (flight.due, flight.next, flight.end) = (due(next), next, end);
                true
            });
        }
    }

    /// The events that are on their way.
    pub(crate) fn sent(&self) -> Vec<Spike> {
        if !self.elsewhere.is_empty() {
            return self.elsewhere.clone();
        }
        // All parts wait for an event until it has passed the last synapse of its source.
        let flights = self.lanes.first().map_or(&[][..], |lane| &lane.flights);
        flights.iter().map(|flight| Spike { iteration: flight.sent, neuron: flight.source }).collect()
    }

    /// Gives out what is on its way, as [`Keep`](crate::snapshot::Keep) does for others.
    pub fn save(&self, name: &str, to: &mut Saving<'_>) -> Result<()> {
        let (sent, sources): (Vec<u64>, Vec<u32>) =
            self.sent().into_iter().map(|event| (event.iteration, event.neuron)).unzip();
        to.growing(name, ArrayView1::from(&sources))?;
        to.growing(&format!("{name}:sent"), ArrayView1::from(&sent))
    }

    /// Lets what was given out be on its way to the synapses that there are.
    pub fn load(&mut self, name: &str, from: &mut Loading<'_>, structure: &Structure) -> Result<()> {
        let (sources, sent) = (from.values::<u32>(name)?, from.values::<u64>(&format!("{name}:sent"))?);
        let (neurons, now) = (structure.extent().sources, from.clock().iteration());
        let exist = sources.iter().all(|&source| (source as usize) < neurons) && sent.iter().all(|&sent| sent <= now);
        if sources.len() != sent.len() || !exist {
            return Err(from.wrong(name, &format!("events of {neurons} neurons before iteration {now} were expected")));
        }
        self.clear();
        self.elsewhere = sources.into_iter().zip(sent).map(|(neuron, iteration)| Spike { iteration, neuron }).collect();
        match structure.longest_delays() {
            Some(longest) => self.elsewhere.retain(|spike| {
                let longest = u64::from(longest[spike.neuron as usize]);
                longest > 0 && spike.iteration + longest > now
            }),
            None => self.come_here(from.clock(), structure),
        }
        Ok(())
    }

    /// The synapses at which an event arrives in this iteration, those to one part of the targets after those to another.
    #[inline(always)]
    pub(crate) fn segments(&self) -> impl Iterator<Item = &Segment> + Clone {
        self.lanes.iter().flat_map(|lane| &lane.segments)
    }

    /// Those to a part of the targets.
    #[inline(always)]
    pub(crate) fn segments_to(&self, part: usize) -> &[Segment] {
        self.lanes.get(part).map_or(&[], |lane| &lane.segments)
    }
}

impl Lane {
    #[inline(always)]
    fn send(&mut self, now: u64, runs: &Runs, source: u32) {
        let Range { start: next, end } = runs.of_source(source as usize);
        if next < end {
            // Sent in the last iteration, so that a delay of one step ends in this one.
            let due = now + u64::from(runs.delay(next, self.part)) - 1;
            self.flights.push(Flight { due, sent: now, next, end, source });
        }
    }

    #[inline(always)]
    fn advance(&mut self, now: u64, runs: &Runs, sources: &[u32]) {
        sources.iter().for_each(|&source| self.send(now, runs, source));
        let Lane { part, flights, segments } = self;
        let part = *part;
        // Each is somewhere else in memory: asked for together they come together.
        flights.iter().filter(|flight| flight.due == now).for_each(|flight| runs.prefetch(flight.next, part));
        segments.clear();
        flights.retain_mut(|flight| {
            if flight.due != now {
                return true;
            }
            let Range { start, end } = runs.to_part(flight.next, part);
            if start < end {
                segments.push(Segment { source: flight.source, start, end });
            }
            flight.next += 1;
            if flight.next < flight.end {
                flight.due = flight.sent + u64::from(runs.delay(flight.next, part)) - 1;
            }
            flight.next < flight.end
        });
    }
}

/// Moves on what is on its way to some parts of the targets.
struct Advance<'a> {
    /// The first target of these parts.
    first: usize,
    /// The number of their targets.
    targets: usize,
    lanes: &'a mut [Lane],
    now: u64,
    runs: &'a Runs,
    sources: &'a [u32],
}

impl Kernel for Advance<'_> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        self.lanes.iter_mut().for_each(|lane| lane.advance(self.now, self.runs, self.sources));
    }
}

impl Split for Advance<'_> {
    fn elements(&self) -> usize {
        self.targets
    }

    fn split(self, at: usize) -> (Self, Self) {
        let Advance { first, targets, lanes, now, runs, sources } = self;
        let second = first + at;
        // A part that begins before is done with those before.
        let own = lanes.partition_point(|lane| runs.first_target(lane.part) < second);
        let (lanes, others) = lanes.split_at_mut(own);
        (
            Advance { first, targets: at, lanes, now, runs, sources },
            Advance { first: second, targets: targets - at, lanes: others, now, runs, sources },
        )
    }
}
