//! What crosses ranks: the states of neurons that synapses of other ranks read, exchanged before they are read, and what cannot
//! cross. Events are exchanged where they are listed, or, where others read them through delays alone, once in the shortest of
//! these; reductions are where they end.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::names;
use super::network::group_of;
use crate::resolved::{Delay, GroupId, Resolved, Side, SynapseId, VariableId};
use crate::schedule::{Call, Entry, Operation, Place, Schedule, SlotId};

/// Before a program that reads states of neurons of other ranks, and does not write them itself.
pub(super) fn before_call(model: &Resolved, schedule: &Schedule, call: &Call) -> TokenStream {
    let program = &schedule.programs[call.program];
    let read = program.operations.iter().flat_map(|operation| operation.read_of_sources(program));
    let read: BTreeSet<_> = read.filter(|slot| !program.slots[slot.0].is_written).collect();
    let read = read.into_iter().filter_map(|slot| match schedule.buffers[call.buffers[slot.0].0].place {
        Place::Variable(group, variable) => Some((group, variable)),
        // What arrives through a delay was exchanged when it was sent, and what never changes every rank has computed.
        _ => None,
    });
    // What no step writes all ranks have known since they were built.
    let changing = read.filter(|&(group, variable)| is_written(schedule, Place::Variable(group, variable)));
    changing.map(|(group, variable)| exchange(model, group, variable)).collect()
}

/// Before states of neurons are sent to synapses, some of which are on other ranks.
pub(super) fn before_advance(model: &Resolved, id: SynapseId, side: Side, variable: VariableId) -> TokenStream {
    let group = model.synapse_group(id).at(side);
    let is_known = side == Side::Target || model.group(group).variables[variable.0].kind.is_event();
    if is_known { TokenStream::new() } else { exchange(model, group, variable) }
}

fn exchange(model: &Resolved, group: GroupId, variable: VariableId) -> TokenStream {
    let states = variable_of(model, group, variable);
    quote!(#states.exchange(&net.izhi_executor);)
}

fn variable_of(model: &Resolved, group: GroupId, variable: VariableId) -> TokenStream {
    let field = names::variable(&model.group(group).variables[variable.0].name);
    let group = group_of(model)(group);
    quote!(#group.#field)
}

fn is_written(schedule: &Schedule, place: Place) -> bool {
    let written = |call: &Call| {
        let slots = &schedule.programs[call.program].slots;
        schedule.places(call).zip(slots).any(|(own, slot)| own == place && slot.is_written)
    };
    schedule.iteration.iter().any(|entry| matches!(entry, Entry::Step { call, .. } if written(call)))
}

/// After a run every rank knows what all neurons have, and nothing waits to be sent.
pub(super) fn exchange_neurons(model: &Resolved, schedule: &Schedule) -> TokenStream {
    let states = model.groups.iter().enumerate().flat_map(|(index, group)| {
        let states = (0..group.variables.len()).filter(|&variable| !group.variables[variable].kind.is_event());
        states.map(move |variable| exchange(model, GroupId(index), VariableId(variable)))
    });
    let late = late(model, schedule);
    let events: Vec<TokenStream> =
        late.iter().map(|(group, variable, _)| variable_of(model, *group, *variable)).collect();
    let taken = late.iter().zip(&events).flat_map(|((_, variable, readers), events)| {
        readers.iter().map(move |&(synapses, delay)| {
            let arrivals = super::synapses::arrivals(model, synapses, Side::Source, *variable);
            let name = names::user(&model.synapse_group(synapses).name);
            let structure = (delay == Delay::Each).then(|| quote!(&net.#name.izhi_structure,));
            quote!(net.#arrivals.take_late(#structure &#events);)
        })
    });
    quote! {
        fn exchange_neurons(&mut self) {
            let net = self;
            #(#states)*
            #(#events.send_rest(&net.izhi_executor);)*
        }
        fn late_events(&mut self) -> ::std::vec::Vec<&mut rt::Events> {
            let net = self;
            ::std::vec![#(&mut #events),*]
        }
        fn take_late(&mut self) {
            let net = self;
            #(#taken)*
            #(#events.are_taken();)*
        }
    }
}

/// Before a run the shortest delay is known through which others read an event.
pub(super) fn send_late(model: &Resolved, schedule: &Schedule) -> TokenStream {
    let late = late(model, schedule).into_iter().map(|(group, variable, readers)| {
        let events = variable_of(model, group, variable);
        let shortest = readers.into_iter().map(|(synapses, delay)| {
            let arrivals = super::synapses::arrivals(model, synapses, Side::Source, variable);
            let name = names::user(&model.synapse_group(synapses).name);
            if delay == Delay::Each {
                quote!(net.#name.izhi_delays.shortest())
            } else {
                quote!(net.#arrivals.shortest())
            }
        });
        quote!(#events.send_late(&net.izhi_executor, &net.izhi_clock, &[#(#shortest),*]);)
    });
    late.collect()
}

/// The synapses through whose delay an event is read.
type Readers = Vec<(SynapseId, Delay)>;

/// The events that neurons of other ranks read through delays alone.
fn late(model: &Resolved, schedule: &Schedule) -> Vec<(GroupId, VariableId, Readers)> {
    let mut late: Vec<(GroupId, VariableId, Readers)> = Vec::new();
    for entry in &schedule.iteration {
        let &Entry::Advance { synapses, side: Side::Source, variable, delay } = entry else { continue };
        let group = model.synapse_group(synapses).source;
        let is_event = model.group(group).variables[variable.0].kind.is_event();
        if !is_event || is_read_at_once(schedule, Place::Variable(group, variable)) {
            continue;
        }
        match late.iter_mut().find(|(own, event, _)| (*own, *event) == (group, variable)) {
            Some((.., readers)) => readers.push((synapses, delay)),
            None => late.push((group, variable, vec![(synapses, delay)])),
        }
    }
    late
}

/// Whether something in an iteration reads the events of neurons of other ranks as they are.
fn is_read_at_once(schedule: &Schedule, event: Place) -> bool {
    let reads = |call: &Call| {
        let program = &schedule.programs[call.program];
        let is_event = |slot: SlotId| schedule.buffers[call.buffers[slot.0].0].place == event;
        program.operations.iter().any(|operation| operation.events_of_others().into_iter().any(is_event))
    };
    schedule.iteration.iter().any(|entry| match entry {
        Entry::Step { call, .. } | Entry::Flush { call, .. } => reads(call),
        Entry::Advance { .. } | Entry::Count => false,
    })
}

/// What ranks cannot do together, in words.
pub(super) fn undivided(model: &Resolved, schedule: &Schedule) -> Vec<String> {
    let steps = schedule.iteration.iter().filter_map(|entry| match entry {
        Entry::Step { call, .. } => Some(call),
        _ => None,
    });
    let reasons: BTreeSet<String> = steps
        .flat_map(|call| {
            let instance = model.instance(call.instance);
            let name = format!("{}.{}", model.group(instance.group).name, instance.name);
            let operations = schedule.programs[call.program].operations.iter();
            operations.filter_map(move |operation| undivided_operation(&name, operation))
        })
        .collect();
    reasons.into_iter().collect()
}

fn undivided_operation<P>(name: &str, operation: &Operation<P>) -> Option<String> {
    match operation {
        Operation::SumPairs { at: Side::Source, .. } => Some(format!(
            "`{name}` sums over the synapses that its neurons send to, of which each rank has only those to its own neurons"
        )),
        Operation::Call { .. } => Some(format!("`{name}` calls a Rust function, which is given all neurons at once")),
        _ => None,
    }
}
