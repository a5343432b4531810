//! Events on their way to synapses with a delay each.

use std::ops::Range;

use crate::clock::Clock;
use crate::events::Events;
use crate::recording::Spike;
use crate::structure::Structure;

/// Synapses of one source at which an event arrives.
#[derive(Clone, Copy, Debug)]
pub struct Segment {
    /// The source.
    pub source: u32,
    start: usize,
    end: usize,
}

impl Segment {
    /// The places of the synapses.
    #[inline(always)]
    pub fn range(&self) -> Range<usize> {
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
#[derive(Debug)]
pub struct Arrivals {
    flights: Vec<Flight>,
    segments: Vec<Segment>,
    /// The number of parts.
    parts: usize,
    /// For each segment where its synapses to each part begin, and where the last ones end.
    bounds: Vec<usize>,
}

impl Arrivals {
    /// Nothing on its way.
    pub const EMPTY: Self = Arrivals { flights: Vec::new(), segments: Vec::new(), parts: 0, bounds: Vec::new() };

    /// Nothing is on its way any more.
    pub fn clear(&mut self) {
        self.flights.clear();
        self.segments.clear();
        self.bounds.clear();
    }

    /// Sends the events as they are before this iteration, and finds the synapses at which some arrive in it.
    pub fn advance(&mut self, clock: &Clock, structure: &Structure, events: &Events) {
        let (now, runs) = (clock.iteration(), structure.runs());
        for &source in events.indices() {
            let Range { start: next, end } = runs.of_source(source as usize);
            if next < end {
                // Sent in the last iteration, so that a delay of one step ends in this one.
                let due = now + u64::from(runs.delay(next)) - 1;
                self.flights.push(Flight { due, sent: now, next, end, source });
            }
        }
        // Each is somewhere else in memory: asked for together they come together.
        self.flights.iter().filter(|flight| flight.due == now).for_each(|flight| runs.prefetch(flight.next));
        self.segments.clear();
        self.bounds.clear();
        self.parts = runs.parts();
        let (segments, bounds) = (&mut self.segments, &mut self.bounds);
        self.flights.retain_mut(|flight| {
            if flight.due != now {
                return true;
            }
            let of_parts = runs.bounds(flight.next);
            let (start, end) = (of_parts[0], of_parts[of_parts.len() - 1]);
            segments.push(Segment { source: flight.source, start, end });
            bounds.extend_from_slice(of_parts);
            flight.next += 1;
            if flight.next < flight.end {
                flight.due = flight.sent + u64::from(runs.delay(flight.next)) - 1;
            }
            flight.next < flight.end
        });
    }

    /// Lets what is on its way arrive at the synapses that there are now, instead of those that there were.
    pub fn follow(&mut self, clock: &Clock, structure: &Structure) {
        let (now, runs) = (clock.iteration(), structure.runs());
        self.segments.clear();
        self.bounds.clear();
        self.flights.retain_mut(|flight| {
            let due = |run: usize| flight.sent + u64::from(runs.delay(run)) - 1;
            let Range { start, end } = runs.of_source(flight.source as usize);
            let Some(next) = (start..end).find(|&run| due(run) >= now) else { return false };
            (flight.due, flight.next, flight.end) = (due(next), next, end);
            true
        });
    }

    /// The events that are on their way.
    pub(crate) fn sent(&self) -> Vec<Spike> {
        let sent = |flight: &Flight| Spike { iteration: flight.sent, neuron: flight.source };
        self.flights.iter().map(sent).collect()
    }

    /// The synapses at which an event arrives in this iteration.
    #[inline]
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// Those of a segment to a part of the targets.
    #[inline(always)]
    pub(crate) fn part(&self, segment: usize, part: usize) -> Range<usize> {
        let of_parts = &self.bounds[segment * (self.parts + 1)..][..=self.parts];
        of_parts[part]..of_parts[part + 1]
    }
}
