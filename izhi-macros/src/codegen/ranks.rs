//! What crosses ranks: the states of neurons that synapses of other ranks read, exchanged before they are read, and what cannot
//! cross. Events are exchanged where they are listed, and reductions where they end.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::names;
use super::network::group_of;
use crate::resolved::{GroupId, Resolved, Side, SynapseId, VariableId};
use crate::schedule::{Call, Entry, Operation, Place, Schedule};

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
    let field = names::variable(&model.group(group).variables[variable.0].name);
    let group = group_of(model)(group);
    quote!(#group.#field.exchange(&net.izhi_executor);)
}

fn is_written(schedule: &Schedule, place: Place) -> bool {
    let written = |call: &Call| {
        let slots = &schedule.programs[call.program].slots;
        schedule.places(call).zip(slots).any(|(own, slot)| own == place && slot.is_written)
    };
    schedule.iteration.iter().any(|entry| matches!(entry, Entry::Step { call, .. } if written(call)))
}

/// After a run every rank knows what all neurons have.
pub(super) fn exchange_neurons(model: &Resolved) -> TokenStream {
    let states = model.groups.iter().enumerate().flat_map(|(index, group)| {
        let states = (0..group.variables.len()).filter(|&variable| !group.variables[variable].kind.is_event());
        states.map(move |variable| exchange(model, GroupId(index), VariableId(variable)))
    });
    quote! {
        fn exchange_neurons(&mut self) {
            let net = self;
            #(#states)*
        }
    }
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
