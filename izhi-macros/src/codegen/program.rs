//! Programs as functions: one for each, whatever the number of groups that call it.
//!
//! ```text
//! fn program_2(clock: &rt::Clock, executor: &rt::Executor, site: u64, population: &rt::Population<Float>,
//!              behavior: &rt::Behavior<Float, IzhikevichMainParameters>,
//!              slot_v: &mut rt::State<Float>, slot_fired: &mut rt::Events, ...) {
//!     if !behavior.is_enabled() { return; }
//!     struct Kernel<'a> { ... }                        what the kernel captures
//!     impl rt::Kernel for Kernel<'_> { fn run(self) { loops } }
//!     executor.run(Kernel { ... });                       compiled once for each vector width
//!     slot_fired.collect();
//! }
//! ```

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::functions::Functions;
use super::kernel::{Level, node, slot};
use super::names::{self, Shapes};
use super::pairs::Sum;
use super::program_code::{ProgramCode, register_types};
use crate::resolved::{RecordKind, Resolved, Storage};
use crate::schedule::{
    Kernel, Layout, NodeId, Operation, Program, Purpose, RecordedPlace, Resource, Schedule, Slot, SlotId, SlotKind,
    Type,
};

pub(super) fn generate(model: &Resolved, schedule: &Schedule, shapes: &Shapes, functions: &Functions) -> TokenStream {
    let function = |(index, program): (usize, &Program)| {
        let parameters = shapes.parameters(program.behavior, &program.each);
        ProgramCode { model, program, parameters, types: register_types(program), functions }.function(index)
    };
    schedule.programs.iter().enumerate().map(function).collect()
}

/// Whether a slot is an argument of its program's function; the behaviour's own parameters and inputs are reached through
/// it.
pub(super) fn is_argument(kind: SlotKind) -> bool {
    !matches!(kind, SlotKind::Parameter(_) | SlotKind::EachParameter(_) | SlotKind::Input(_))
}

impl ProgramCode<'_> {
    fn function(&self, index: usize) -> TokenStream {
        let name = names::program(index);
        let behavior = self.model.behavior(self.program.behavior);
        let parameters = self.parameters;
        let doc = format!("The {} of `{}`.", self.program.purpose.word(), behavior.name);
        let slots = self.program.slots.iter().enumerate().filter(|(_, slot)| is_argument(slot.kind)).map(
            |(index, slot_info)| {
                let (name, ty) =
                    (slot(self.program, SlotId(index)), argument_type(slot_info.kind, slot_info.is_written));
                quote!(#name: #ty)
            },
        );
        let drawn: BTreeSet<SlotId> = self.program.drawn_synapses().collect();
        let synapse_sites = drawn.into_iter().map(|structure| {
            let name = self.synapse_site(structure);
            quote!(#name: u64)
        });
        let operations = self.program.operations.iter().map(|operation| self.operation(operation));
        let open =
            self.program.slots.iter().enumerate().map(|(index, info)| open(&slot(self.program, SlotId(index)), info));
        let unseen = self.unseen();
        let guard = match self.program.purpose {
            Purpose::Step => quote!(if !behavior.is_enabled() {
                return;
            }),
            // Being switched off later changes neither how a network begins nor what has happened.
            Purpose::Initial(_) | Purpose::Settle | Purpose::Prepare | Purpose::Condition => TokenStream::new(),
        };
        quote! {
            #[doc = #doc]
            // Inlined into every call, a program would be compiled once for each group.
            #[inline(never)]
            fn #name(
                clock: &rt::Clock,
                executor: &rt::Executor,
                site: u64,
                population: &rt::Population<Float>,
                behavior: &rt::Behavior<Float, #parameters>,
                #(#slots,)*
                #(#synapse_sites,)*
            ) {
                #guard
                let (size, parameters) = (population.size(), behavior.parameters());
                #(#open)*
                #unseen
                #(#operations)*
            }
        }
    }

    /// Passes over what a recorder computes for itself alone, where it keeps nothing of this iteration.
    fn unseen(&self) -> TokenStream {
        let is_own = |resource: Resource<SlotId>| match resource {
            Resource::Register(_) => true,
            Resource::Place(slot) => {
                matches!(self.program.slots[slot.0].kind, SlotKind::Temporary(_) | SlotKind::Recording)
            }
        };
        let operations = &self.program.operations;
        let recording = operations.iter().find_map(|operation| match operation {
            Operation::Record { kind: RecordKind::Values, recording, .. } => Some(self.slot(*recording)),
            _ => None,
        });
        match recording {
            Some(recording) if operations.len() > 1 && operations.iter().flat_map(Operation::writes).all(is_own) => {
                quote!(if !#recording.is_due(clock.iteration()) { return; })
            }
            _ => TokenStream::new(),
        }
    }

    /// Lets all ranks know what this program has computed for its own neurons.
    fn exchange(&self, place: SlotId) -> TokenStream {
        let (slot, values) = (self.slot(place), self.field_value(place, true));
        match self.program.slots[place.0].kind {
            SlotKind::Events => quote!(#slot.exchange(executor);),
            SlotKind::Temporary(Type::Bool) => quote!(executor.exchange_flags(#values);),
            _ => quote!(executor.exchange(#values);),
        }
    }

    fn operation(&self, operation: &Operation<SlotId>) -> TokenStream {
        match operation {
            Operation::Map(kernel) => self.map(kernel),
            Operation::MapPairs { structure, selection, kernel } => self.map_pairs(*structure, *selection, kernel),
            Operation::Set { into, kernel, value } => self.set(*into, kernel, *value),
            Operation::Defer { log, update, columns, kernel, kept } => {
                self.defer([*log, *columns], *update, kernel, kept)
            }
            Operation::CatchUp { structure, log, selection, updates } => {
                self.catch_up(*structure, *log, *selection, updates)
            }
            Operation::Scalar { kernel, value, register } => self.scalar(kernel, *value, *register),
            Operation::Reduce { kernel, reduction, value, condition, register } => {
                self.reduce(kernel, *reduction, *value, *condition, *register)
            }
            Operation::Propagate { structure, into, weights, events } => {
                self.propagate(*structure, *into, *weights, *events)
            }
            Operation::SumPairs { at, structure, rows, into, kernel, value, condition } => {
                let (at, structure, rows, into) = (*at, *structure, *rows, *into);
                self.sum_pairs(&Sum { at, structure, rows, into, kernel, value: *value, condition: *condition })
            }
            Operation::Conduct { line, from, into } => {
                let [line, from, into] = [line, from, into].map(|slot| self.slot(*slot));
                quote!(#line.conduct(clock, #from, #into);)
            }
            Operation::Tabulate { into, means } => {
                let [into, means] = [into, means].map(|slot| self.slot(*slot));
                quote!(#into.tabulate(#means);)
            }
            Operation::Stop { into, register } => {
                let (stop, register) = (self.slot(*into), format_ident!("register_{register}"));
                quote!(if #register { #stop.stop(behavior.own_full_name()); })
            }
            Operation::Call { function, arguments, guard } => self.call(*function, arguments, *guard),
            Operation::Exchange { place } => self.exchange(*place),
            Operation::List { events } => {
                let events = self.slot(*events);
                match self.program.purpose {
                    Purpose::Step => quote!(#events.list_divided(executor);),
                    // What neurons begin with every rank has computed for all of them.
                    _ => quote!(#events.list();),
                }
            }
            Operation::Record { kind, recording, variables } => self.record(*kind, *recording, variables),
        }
    }

    fn scalar(&self, kernel: &Kernel<SlotId>, value: NodeId, register: usize) -> TokenStream {
        let (register, value) = (format_ident!("register_{register}"), self.once(kernel, value));
        quote!(let #register = #value;)
    }

    /// A value for the whole population.
    pub(super) fn once(&self, kernel: &Kernel<SlotId>, value: NodeId) -> TokenStream {
        let (scalars, result) = (self.scalar_nodes(kernel), node(value));
        quote!({ #scalars #result })
    }

    /// The nodes of a kernel that has one value of each.
    pub(super) fn scalar_nodes(&self, kernel: &Kernel<SlotId>) -> TokenStream {
        let nodes = self.kernel(kernel).nodes(Level::Outside);
        let bind = self.scalars(kernel).into_iter().map(|(name, _, value)| quote!(let #name = #value;));
        let shared = self.shared(kernel);
        quote!(#(#bind)* #shared #nodes)
    }

    fn record(&self, kind: RecordKind, recording: SlotId, variables: &[RecordedPlace<SlotId>]) -> TokenStream {
        let recording = self.slot(recording);
        let begin = names::identifier(if kind == RecordKind::Rates { "begin_rates" } else { "begin" });
        let appended = variables.iter().enumerate().map(|(index, variable)| {
            let (method, row) = self.recorded(kind, *variable);
            let method = names::identifier(method);
            quote!(#recording.#method(#index, #row);)
        });
        quote! {
            if #recording.#begin(clock.iteration()) {
                #(#appended)*
            }
        }
    }

    /// How a recording is given what it records, and what it is given.
    fn recorded(&self, kind: RecordKind, variable: RecordedPlace<SlotId>) -> (&'static str, TokenStream) {
        let values = match variable {
            RecordedPlace::Values(values) => values,
            RecordedPlace::Decaying(places) => {
                let [name, constant, times] = places.map(|slot| self.slot(slot));
                return ("append_values", quote!(&rt::decayed(clock, #name.values(), #times, #constant.value())));
            }
            RecordedPlace::Register(register, ty) => {
                let register = format_ident!("register_{register}");
                return (appending(ty), quote!(&[#register]));
            }
        };
        let name = self.slot(values);
        match (kind, self.program.slots[values.0].kind) {
            (RecordKind::Events, _) => ("append_events", quote!(#name)),
            (RecordKind::Rates, _) => ("count_events", quote!(#name)),
            (RecordKind::Values, SlotKind::Integers) => ("append_integers", quote!(#name)),
            (RecordKind::Values, SlotKind::Events) => ("append_flags", quote!(#name.flags())),
            (RecordKind::Values, SlotKind::Weights(Layout::Shared)) => ("append_values", quote!(&[#name.value()])),
            (RecordKind::Values, SlotKind::Weights(_)) => ("append_values", quote!(#name.values())),
            (RecordKind::Values, SlotKind::Temporary(Type::Number)) => ("append_values", quote!(#name.values())),
            (RecordKind::Values, SlotKind::Temporary(ty)) => (appending(ty), quote!(#name)),
            (RecordKind::Values, _) => ("append_values", quote!(#name)),
        }
    }
}

/// How a recording is given values of a type.
fn appending(ty: Type) -> &'static str {
    match ty {
        Type::Number => "append_values",
        Type::Integer => "append_integers",
        Type::Bool => "append_flags",
    }
}

/// Makes slices of what the caller passes as a whole; the calls, of which there is one for each group, stay short.
fn open(name: &Ident, slot: &Slot) -> TokenStream {
    match (slot.kind, slot.is_written) {
        (SlotKind::Numbers | SlotKind::Integers, true) => quote!(let #name = #name.values_mut();),
        (SlotKind::Numbers | SlotKind::Integers, false) => quote!(let #name = #name.values();),
        (SlotKind::Positions(axis), _) => {
            let method = names::identifier(["x", "y", "z"][axis]);
            quote!(let #name = #name.#method();)
        }
        (SlotKind::Structure(Storage::Dense), _) => quote!(let #name = #name.matrix();),
        _ => TokenStream::new(),
    }
}

/// The type of a slot as an argument of its program's function.
fn argument_type(kind: SlotKind, is_written: bool) -> TokenStream {
    let target = match kind {
        SlotKind::Numbers => quote!(rt::State<Float>),
        SlotKind::Integers => quote!(rt::State<i64>),
        // Reached through the behaviour.
        SlotKind::Parameter(_) | SlotKind::EachParameter(_) | SlotKind::Input(_) => return TokenStream::new(),
        SlotKind::OthersParameter => return quote!(Float),
        SlotKind::OthersEachParameter => return quote!(&[Float]),
        SlotKind::Positions(_) => quote!(rt::Population<Float>),
        SlotKind::Temporary(ty) => names::temporary_type(ty),
        SlotKind::Events => quote!(rt::Events),
        SlotKind::Weights(Layout::Dense) => quote!(rt::Dense<Float>),
        SlotKind::Weights(Layout::Sparse) => quote!(rt::Sparse<Float>),
        SlotKind::Weights(Layout::Shared) => quote!(rt::Shared<Float>),
        SlotKind::Recording => quote!(rt::Recording<Float>),
        SlotKind::Stop => quote!(rt::Run),
        SlotKind::Structure(Storage::Dense) => quote!(rt::Connection),
        SlotKind::Structure(Storage::Sparse) => quote!(rt::Structure),
        SlotKind::Arrivals => quote!(rt::Arrivals),
        SlotKind::Conduction => quote!(rt::Conduction<Float>),
        SlotKind::Sent(ty) => {
            let element = names::element(ty);
            return quote!(rt::Sent<'_, #element>);
        }
        SlotKind::Table => quote!(rt::PoissonTable<Float>),
        SlotKind::Log => quote!(rt::Log<Float>),
        SlotKind::Touched(_) | SlotKind::SynapseNumbers => quote!(rt::Held<u32>),
    };
    if is_written { quote!(&mut #target) } else { quote!(&#target) }
}
