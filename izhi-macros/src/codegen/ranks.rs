//! What crosses ranks: what the schedule says that parts exchange, all at the end of a run, and what cannot cross. Reductions are
//! where they end.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::names;
use super::network::group_of;
use crate::resolved::{Delay, GroupId, Resolved, Side, SynapseId, VariableId};
use crate::schedule::{BufferId, Entry, Operation, Place, Schedule};

/// What parts exchange at a place of the timeline. What goes at the latest in the shortest of some
/// delays is up to the run.
pub(super) fn exchange(
    model: &Resolved,
    schedule: &Schedule,
    number: usize,
    known: &[BufferId],
    through: &[BufferId],
) -> TokenStream {
    if !through.is_empty() {
        return TokenStream::new();
    }
    let known = known.iter().map(|buffer| variable_at(model, schedule, *buffer));
    quote! {
        if net.izhi_executor.ranks() > 1 {
            net.izhi_executor.exchange_all(net.izhi_run.mail(#number), &mut [#(&mut #known),*]);
        }
    }
}

fn variable_at(model: &Resolved, schedule: &Schedule, buffer: BufferId) -> TokenStream {
    let Place::Variable(group, variable) = schedule.buffers[buffer.0].place else {
        unreachable!("what parts exchange are variables of neurons")
    };
    variable_of(model, group, variable)
}

fn variable_of(model: &Resolved, group: GroupId, variable: VariableId) -> TokenStream {
    let field = names::variable(&model.group(group).variables[variable.0].name);
    let group = group_of(model)(group);
    quote!(#group.#field)
}

/// What a run does for ranks around its iterations: afterwards every rank knows what all neurons have.
pub(super) fn around(model: &Resolved, schedule: &Schedule) -> TokenStream {
    let variables = model.groups.iter().enumerate().flat_map(|(index, group)| {
        let ids = (0..group.variables.len()).map(VariableId);
        ids.map(move |variable| variable_of(model, GroupId(index), variable))
    });
    let last = schedule.iteration.len();
    let late = late(model, schedule);
    quote! {
        fn exchange_neurons(&mut self) {
            let net = self;
            net.izhi_executor.exchange_all(net.izhi_run.mail(#last), &mut [#(&mut #variables),*]);
        }
        #late
    }
}

/// The events that others read through delays alone.
fn late(model: &Resolved, schedule: &Schedule) -> TokenStream {
    let late = schedule.iteration.iter().find_map(|entry| match entry {
        Entry::Exchange { known, through } if !through.is_empty() => Some((known, through)),
        _ => None,
    });
    let Some((known, through)) = late else { return TokenStream::new() };
    let events: Vec<TokenStream> = known.iter().map(|buffer| variable_at(model, schedule, *buffer)).collect();
    let channels = through.iter().filter_map(|buffer| match schedule.buffers[buffer.0].place {
        Place::Arrivals(synapses, _, variable) => Some(Channel::of(model, synapses, variable)),
        _ => None,
    });
    let (shortest, taken): (Vec<_>, Vec<_>) = channels.map(|channel| (channel.shortest, channel.taken)).unzip();
    quote! {
        fn late_events(&mut self) -> ::std::vec::Vec<&mut rt::Events> {
            let net = self;
            ::std::vec![#(&mut #events),*]
        }
        fn shortest_delay(&self) -> u64 {
            let net = self;
            [#(#shortest),*].into_iter().fold(u64::MAX, u64::min)
        }
        fn take_late(&mut self) {
            let net = self;
            #(#taken)*
            #(#events.are_taken();)*
        }
    }
}

/// An event on its way to synapses.
struct Channel {
    /// The shortest delay.
    shortest: TokenStream,
    /// Takes in what has become known.
    taken: TokenStream,
}

impl Channel {
    fn of(model: &Resolved, synapses: SynapseId, variable: VariableId) -> Self {
        let group = model.synapse_group(synapses);
        let events = variable_of(model, group.source, variable);
        let arrivals = super::synapses::arrivals(model, synapses, Side::Source, variable);
        let name = names::user(&group.name);
        if group.delay == Delay::Each {
            return Channel {
                shortest: quote!(net.#name.izhi_delays.shortest()),
                taken: quote!(net.#arrivals.take_late(&net.#name.izhi_structure, &#events);),
            };
        }
        Channel { shortest: quote!(net.#arrivals.shortest()), taken: quote!(net.#arrivals.take_late(&#events);) }
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
