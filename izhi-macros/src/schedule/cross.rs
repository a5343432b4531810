//! Lets the parts of a network know of each other's neurons. After this pass nothing reads what other parts have computed before it
//! has been exchanged.
//!
//! Within a step, [`within`] puts an exchange before what reads neurons that send as the step has changed them. Between steps,
//! [`between`] puts entries into the timeline: each before the first entry that reads something, and with it goes all that has
//! changed until then and is read before it changes again, so that it is one message. Events that others read through delays
//! alone have an entry of their own in front, for they need not be known before the shortest of them is over.
//!
//! Steps may be switched off. What a step exchanges within is therefore known behind it only where it was known before.

use std::collections::BTreeSet;

use super::{BufferId, Call, Entry, Operation, Place, Resource, Schedule};
use crate::resolved::{Resolved, Side};

/// Puts exchanges between the operations of a step.
pub(super) fn within(operations: Vec<Operation<Place>>) -> Vec<Operation<Place>> {
    let mut changed = BTreeSet::new();
    let mut crossing = Vec::new();
    for operation in operations {
        let read = operation.reads_of_others().into_iter().filter(|place| changed.remove(place));
        crossing.extend(read.map(|place| Operation::Exchange { place }));
        let of_neurons = |place: &Place| matches!(place, Place::Variable(..) | Place::Temporary(..));
        changed.extend(written(&operation).filter(of_neurons));
        crossing.push(operation);
    }
    crossing
}

/// Puts exchanges between the entries of an iteration.
pub(super) fn between(network: &Resolved, schedule: &mut Schedule) {
    let mut accesses: Vec<Access> = schedule.iteration.iter().map(|entry| access(network, schedule, entry)).collect();
    let late = late(network, schedule, &accesses);
    for (event, _) in &late {
        accesses.iter_mut().for_each(|access| access.forget(*event));
    }
    let unknown = unknown_at_first(&accesses);
    let (events, through): (Vec<BufferId>, Vec<Vec<BufferId>>) = late.into_iter().unzip();
    let mut iteration = Vec::new();
    if !events.is_empty() {
        iteration.push(Entry::Exchange { known: events, through: through.concat() });
    }
    let mut unknown = unknown;
    for (number, entry) in std::mem::take(&mut schedule.iteration).into_iter().enumerate() {
        if accesses[number].reads.iter().any(|place| unknown.contains(place)) {
            let next = || accesses[number..].iter().chain(&accesses[..number]);
            let goes = |place: &BufferId| next().find_map(|access| access.of(*place)) == Some(Kind::Reads);
            let known: Vec<BufferId> = unknown.iter().copied().filter(goes).collect();
            unknown.retain(|place| !known.contains(place));
            iteration.push(Entry::Exchange { known, through: Vec::new() });
        }
        unknown.extend(&accesses[number].changes);
        iteration.push(entry);
    }
    schedule.iteration = iteration;
}

/// What an entry does with what neurons have.
#[derive(Default)]
struct Access {
    /// What it reads of other parts as it was before.
    reads: BTreeSet<BufferId>,
    /// What it changes, and does not exchange itself.
    changes: BTreeSet<BufferId>,
    /// What it changes and exchanges.
    exchanges: BTreeSet<BufferId>,
}

#[derive(PartialEq)]
enum Kind {
    Reads,
    Changes,
}

impl Access {
    /// What it does first with something.
    fn of(&self, place: BufferId) -> Option<Kind> {
        if self.reads.contains(&place) {
            return Some(Kind::Reads);
        }
        (self.changes.contains(&place) || self.exchanges.contains(&place)).then_some(Kind::Changes)
    }

    fn forget(&mut self, place: BufferId) {
        [&mut self.reads, &mut self.changes, &mut self.exchanges].into_iter().for_each(|places| {
            places.remove(&place);
        });
    }
}

fn access(network: &Resolved, schedule: &Schedule, entry: &Entry) -> Access {
    match entry {
        Entry::Step { call, .. } | Entry::Flush { call, .. } => access_of_call(schedule, call),
        &Entry::Advance { synapses, side: Side::Source, variable, .. } => {
            let place = Place::Variable(network.synapse_group(synapses).source, variable);
            let reads = schedule.buffer_of(place).into_iter().collect();
            Access { reads, ..Access::default() }
        }
        Entry::Advance { .. } | Entry::Exchange { .. } | Entry::Count => Access::default(),
    }
}

fn access_of_call(schedule: &Schedule, call: &Call) -> Access {
    let mut access = Access::default();
    for operation in &schedule.programs[call.program].operations {
        let buffer = |slot: super::SlotId| call.buffers[slot.0];
        let is_variable = |buffer: &BufferId| matches!(schedule.buffers[buffer.0].place, Place::Variable(..));
        let read = operation.reads_of_others().into_iter().map(buffer).filter(is_variable);
        let is_own = |place: &BufferId| access.changes.contains(place) || access.exchanges.contains(place);
        let read: Vec<BufferId> = read.filter(|place| !is_own(place)).collect();
        access.reads.extend(read);
        for place in written(operation).map(buffer).filter(is_variable) {
            let (from, to) = match operation {
                Operation::Exchange { .. } => (&mut access.changes, &mut access.exchanges),
                _ => (&mut access.exchanges, &mut access.changes),
            };
            from.remove(&place);
            to.insert(place);
        }
    }
    access
}

/// What is not known to all at the beginning of some iteration.
fn unknown_at_first(accesses: &[Access]) -> BTreeSet<BufferId> {
    let mut at_first = BTreeSet::new();
    loop {
        let mut unknown: BTreeSet<BufferId> = at_first.clone();
        for access in accesses {
            unknown.retain(|place| !access.reads.contains(place));
            unknown.extend(&access.changes);
        }
        if unknown.is_subset(&at_first) {
            return at_first;
        }
        at_first.extend(unknown);
    }
}

/// The events that others read through delays alone, with what goes through these.
fn late(network: &Resolved, schedule: &Schedule, accesses: &[Access]) -> Vec<(BufferId, Vec<BufferId>)> {
    let mut late: Vec<(BufferId, Vec<BufferId>)> = Vec::new();
    for entry in &schedule.iteration {
        let &Entry::Advance { synapses, side: Side::Source, variable, .. } = entry else { continue };
        let group = network.synapse_group(synapses).source;
        let event = schedule.buffer_of(Place::Variable(group, variable));
        let channel = schedule.buffer_of(Place::Arrivals(synapses, Side::Source, variable));
        let (Some(event), Some(channel)) = (event, channel) else { continue };
        let calls = schedule.iteration.iter().zip(accesses);
        let mut calls = calls.filter(|(entry, _)| !matches!(entry, Entry::Advance { .. }));
        let is_read = |access: &Access| access.reads.contains(&event) || access.exchanges.contains(&event);
        if !network.group(group).variables[variable.0].kind.is_event() || calls.any(|(_, access)| is_read(access)) {
            continue;
        }
        match late.iter_mut().find(|(own, _)| *own == event) {
            Some((_, channels)) => channels.push(channel),
            None => late.push((event, vec![channel])),
        }
    }
    late
}

fn written<P: Copy + PartialEq>(operation: &Operation<P>) -> impl Iterator<Item = P> {
    operation.writes().into_iter().filter_map(|resource| match resource {
        Resource::Place(place) => Some(place),
        Resource::Register(_) => None,
    })
}
