//! One iteration, entry by entry, and what each entry is called where somebody measures how long it takes.
//!
//! ```text
//! fn iterate(&mut self) { self.iterate_watched(&mut ()); }            nobody watches: nothing of it is left
//! fn iterate_watched<W: rt::Watch>(&mut self, watch: &mut W) {
//!     watch.begin();
//!     program_0(...);
//!     watch.lap(true);                                                whether it has run
//!     ...
//! }
//! fn timeline(&self) -> &'static [rt::Entry] { &[rt::Entry { name: "cells.leaky", work: ... }, ...] }
//! ```

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::groups::behavior_field;
use super::names;
use super::network::group_of;
use super::ranks;
use crate::resolved::{Delay, Resolved, Side, SynapseId, VariableId};
use crate::schedule::{BufferId, Call, Entry, Place, Schedule};

/// The iteration, and its timeline; `run` calls a program.
pub(super) fn generate(
    model: &Resolved,
    schedule: &Schedule,
    run: &dyn Fn(&Call) -> TokenStream,
) -> (TokenStream, TokenStream) {
    let entries = schedule.iteration.iter().enumerate();
    let entries = entries.map(|(number, entry)| watched(model, schedule, number, entry, run));
    let iteration = quote! {
        fn iterate(&mut self) {
            self.iterate_watched(&mut ());
        }
        fn iterate_watched<W: rt::Watch>(&mut self, watch: &mut W) {
            let net = self;
            watch.begin();
            #(#entries)*
        }
    };
    let entries = schedule.iteration.iter().filter_map(|entry| {
        let (name, work) = named(model, entry)?;
        Some(quote!(rt::Entry { name: #name, work: rt::Work::#work }))
    });
    let timeline = quote! {
        fn timeline(&self) -> &'static [rt::Entry] {
            &[#(#entries),*]
        }
    };
    (iteration, timeline)
}

/// What an entry does, and that it is done.
fn watched(
    model: &Resolved,
    schedule: &Schedule,
    number: usize,
    entry: &Entry,
    run: &dyn Fn(&Call) -> TokenStream,
) -> TokenStream {
    match entry {
        // Who watches is told of them by the ranks.
        Entry::Exchange { known, through } => ranks::exchange(model, schedule, number, known, through),
        Entry::Advance { synapses, side, variable, delay } => {
            let advance = advance(model, *synapses, *side, *variable, *delay);
            quote!(#advance watch.lap(true);)
        }
        Entry::Step { call, begins } => {
            let (step, behavior) = (run(call), behavior_of(model, call));
            let off = begins.iter().map(|event| {
                let event = event_of(model, schedule, *event);
                quote!(#event.end();)
            });
            let off = (!begins.is_empty()).then(|| quote!(if !rt::Switch::is_enabled(&#behavior) { #(#off)* }));
            quote!(#off #step watch.lap(rt::Switch::is_enabled(&#behavior));)
        }
        Entry::Flush { synapses, updates, within, call } => {
            let within = within.unwrap_or(u64::MAX);
            let (log, call) = (names::user(&model.synapse_group(*synapses).name), run(call));
            quote! {
                let is_full = net.#log.izhi_log.is_full(&net.izhi_clock, &net.izhi_executor, #updates, #within);
                if is_full { #call }
                watch.lap(is_full);
            }
        }
        Entry::Count => {
            let events = model.groups.iter().flat_map(|group| {
                let field = names::user(&group.name);
                let events = group.variables.iter().filter(|variable| !variable.kind.lasts());
                events.map(move |event| (field.clone(), names::variable(&event.name)))
            });
            let (groups, events): (Vec<Ident>, Vec<Ident>) = events.unzip();
            quote!(#(net.#groups.#events.count_up(&net.izhi_executor);)* net.izhi_clock.advance(); watch.lap(true);)
        }
    }
}

/// What an entry is called, as in the schedule, and what kind of work it is.
fn named(model: &Resolved, entry: &Entry) -> Option<(String, TokenStream)> {
    Some(match entry {
        Entry::Exchange { .. } => return None,
        Entry::Advance { synapses, side, variable, .. } => {
            let sent = &model.sent(*synapses, *side, *variable).name;
            (format!("{}:{}_{sent}", model.synapse_group(*synapses).name, side.arriving()), quote!(Delay))
        }
        Entry::Step { call, .. } => {
            let instance = model.instance(call.instance);
            let key = instance.key;
            (format!("{}.{}", model.group(instance.group).name, instance.name), quote!(Behavior { key: #key }))
        }
        Entry::Flush { synapses, .. } => (model.synapse_group(*synapses).name.to_string(), quote!(Waiting)),
        Entry::Count => ("counting of events".to_owned(), quote!(Counting)),
    })
}

/// How an event of the neurons is reached.
fn event_of(model: &Resolved, schedule: &Schedule, event: BufferId) -> TokenStream {
    let Place::Variable(group, variable) = schedule.buffers[event.0].place else { unreachable!("an event is one") };
    let (group, field) = (group_of(model)(group), names::variable(&model.group(group).variables[variable.0].name));
    quote!(#group.#field)
}

/// How the behaviour of a call is reached.
pub(super) fn behavior_of(model: &Resolved, call: &Call) -> TokenStream {
    let instance = model.instance(call.instance);
    behavior_field(&group_of(model)(instance.group), instance)
}

/// A variable moves on through the delay of synapses.
fn advance(model: &Resolved, id: SynapseId, side: Side, variable: VariableId, delay: Delay) -> TokenStream {
    let synapses = model.synapse_group(id);
    let neurons = model.group(synapses.at(side));
    let (group, sent) = (names::user(&neurons.name), &neurons.variables[variable.0]);
    let field = names::variable(&sent.name);
    let (name, arrivals) = (names::user(&synapses.name), super::synapses::arrivals(model, id, side, variable));
    match sent.kind.is_event() {
        true if side == Side::Target => {
            quote!(net.#arrivals.advance_at_targets(&net.izhi_clock, &net.#group.#field);)
        }
        true if delay == Delay::Each => {
            quote!(net.#arrivals.advance(&net.izhi_executor, &net.izhi_clock, &net.#name.izhi_structure, &net.#group.#field);)
        }
        true => quote!(net.#arrivals.advance(&net.izhi_clock, &net.#group.#field);),
        false => quote!(net.#arrivals.advance(&net.izhi_clock, &net.#group.#field);),
    }
}
