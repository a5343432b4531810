//! Programs as functions: one for each, whatever the number of groups that call it.
//!
//! ```text
//! fn program_2(clock: &rt::Clock, site: u64, population: &rt::Population<Float>,
//!              behavior: &rt::Behavior<Float, IzhikevichMainParameters>,
//!              slot_v: &mut rt::State<Float>, slot_fired: &mut rt::Events, ...) {
//!     if !behavior.is_enabled() { return; }
//!     struct Kernel<'a> { ... }                        what the kernel captures
//!     impl rt::Kernel for Kernel<'_> { fn run(self) { loops } }
//!     clock.run(Kernel { ... });                       compiled once for each vector width
//!     slot_fired.collect();
//! }
//! ```

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::kernel::{Indices, KernelCode, Level, node, slot};
use super::names;
use crate::model::{End, Model, Rank, RecordKind, Reduction, Type};
use crate::schedule::{Kernel, NodeId, NodeKind, Operation, Program, Purpose, Schedule, Slot, SlotId, SlotKind};

pub(super) fn generate(model: &Model, schedule: &Schedule) -> TokenStream {
    let function = |(index, program): (usize, &Program)| {
        ProgramCode { model, program, types: register_types(program) }.function(index)
    };
    schedule.programs.iter().enumerate().map(function).collect()
}

/// The type of each register of a program.
fn register_types(program: &Program) -> Vec<Type> {
    let mut types = Vec::new();
    for operation in &program.operations {
        let (register, ty) = match operation {
            Operation::Scalar { kernel, value, register } => (*register, kernel.nodes[*value].ty),
            Operation::Reduce { reduction: Reduction::Count, register, .. } => (*register, Type::Integer),
            Operation::Reduce { register, .. } => (*register, Type::Number),
            _ => continue,
        };
        types.resize(types.len().max(register + 1), Type::Number);
        types[register] = ty;
    }
    types
}

/// Whether a slot is an argument of its program's function; inputs are reached through the parameters.
pub(super) fn is_argument(kind: SlotKind) -> bool {
    kind != SlotKind::Input
}

struct ProgramCode<'a> {
    model: &'a Model,
    program: &'a Program,
    types: Vec<Type>,
}

/// The body of a kernel and what it returns.
struct Body {
    code: TokenStream,
    output: TokenStream,
}

impl ProgramCode<'_> {
    fn function(&self, index: usize) -> TokenStream {
        let name = names::program(index);
        let behavior = self.model.behavior(self.program.behavior);
        let parameters = names::parameters(&behavior.name);
        let doc = format!("The {} of `{}`.", self.program.purpose.word(), behavior.name);
        let slots = self.program.slots.iter().enumerate().filter(|(_, slot)| is_argument(slot.kind)).map(
            |(index, slot_info)| {
                let (name, ty) =
                    (slot(self.program, SlotId(index)), argument_type(slot_info.kind, slot_info.is_written));
                quote!(#name: #ty)
            },
        );
        let operations = self.program.operations.iter().map(|operation| self.operation(operation));
        let open =
            self.program.slots.iter().enumerate().map(|(index, info)| open(&slot(self.program, SlotId(index)), info));
        let guard = match self.program.purpose {
            Purpose::Step => quote!(if !behavior.is_enabled() {
                return;
            }),
            // Being switched off later does not change how a network begins.
            Purpose::Initial(_) => TokenStream::new(),
        };
        quote! {
            #[doc = #doc]
            // Inlined into every call, a program would be compiled once for each group.
            #[inline(never)]
            fn #name(
                clock: &rt::Clock,
                site: u64,
                population: &rt::Population<Float>,
                behavior: &rt::Behavior<Float, #parameters>,
                #(#slots),*
            ) {
                #guard
                let (size, parameters) = (population.size(), behavior.parameters());
                #(#open)*
                #(#operations)*
            }
        }
    }

    fn slot(&self, id: SlotId) -> Ident {
        slot(self.program, id)
    }

    fn kernel<'b>(&'b self, kernel: &'b Kernel<SlotId>) -> KernelCode<'b> {
        KernelCode { program: self.program, kernel, float: self.model.float }
    }

    fn operation(&self, operation: &Operation<SlotId>) -> TokenStream {
        match operation {
            Operation::Map(kernel) => self.map(kernel),
            Operation::MapPairs { end, extent, kernel } => self.map_pairs(*end, *extent, kernel),
            Operation::Scalar { kernel, value, register } => self.scalar(kernel, *value, *register),
            Operation::Reduce { kernel, reduction, value, condition, register } => {
                self.reduce(kernel, *reduction, *value, *condition, *register)
            }
            Operation::Propagate { into, weights, events } => {
                let [into, weights, events] = [into, weights, events].map(|&id| self.slot(id));
                quote!(rt::propagate(clock, #into, #weights, #events);)
            }
            Operation::SumPairs { end, extent, into, kernel, value, condition } => {
                self.sum_pairs(*end, *extent, *into, kernel, *value, *condition)
            }
            Operation::Record { kind, recording, variables } => self.record(*kind, *recording, variables),
        }
    }

    /// A kernel's structure, the call, and what follows where it stored events.
    fn run(
        &self,
        kernel: &Kernel<SlotId>,
        also: &[SlotId],
        extent: Option<SlotId>,
        result: Option<Ident>,
        body: Body,
    ) -> TokenStream {
        let code = self.kernel(kernel);
        let mut slots = code.slots();
        slots.extend(also.iter().filter(|id| !code.slots().contains(id)));
        let fields: Vec<Ident> = slots.iter().map(|&id| self.slot(id)).collect();
        let is_written = |id: SlotId| code.is_stored(id) || also.first() == Some(&id);
        let types: Vec<TokenStream> =
            slots.iter().map(|&id| field_type(self.program.slots[id.0].kind, is_written(id))).collect();
        let values: Vec<TokenStream> = slots.iter().map(|&id| self.field_value(id, is_written(id))).collect();
        let (scalars, scalar_types, scalar_values) = self.captured(kernel);
        let extent_value = extent.map(|id| self.slot(id)).into_iter().collect::<Vec<_>>();
        let Body { code: run, output } = body;
        let binding = result.map(|name| quote!(let #name =)).unwrap_or_default();
        let collect = slots
            .iter()
            .filter(|&&id| code.is_stored(id) && self.program.slots[id.0].kind == SlotKind::Events)
            .map(|&id| self.slot(id));
        quote! {
            #binding {
                struct Kernel<'a> {
                    clock: &'a rt::Clock,
                    site: u64,
                    size: usize,
                    #(#extent_value: rt::Extent,)*
                    #(#scalars: #scalar_types,)*
                    #(#fields: #types,)*
                }
                impl rt::Kernel for Kernel<'_> {
                    type Output = #output;
                    #[inline(always)]
                    fn run(self) -> #output {
                        let Kernel { clock, site, size, #(#extent_value,)* #(#scalars,)* #(#fields,)* } = self;
                        #run
                    }
                }
                clock.run(Kernel {
                    clock, site, size, #(#extent_value,)* #(#scalars: #scalar_values,)* #(#fields: #values,)*
                })
            };
            #(#collect.collect();)*
        }
    }

    /// The parameters and registers of a kernel, with their types and where they come from.
    fn captured(&self, kernel: &Kernel<SlotId>) -> (Vec<Ident>, Vec<TokenStream>, Vec<TokenStream>) {
        let parameters = &self.model.behavior(self.program.behavior).parameters;
        let mut captured = (Vec::new(), Vec::new(), Vec::new());
        for known in &kernel.nodes {
            let (name, ty, value) = match known.kind {
                NodeKind::Parameter(parameter) => {
                    let field = names::user(&parameters[parameter].name);
                    (format_ident!("parameter_{parameter}"), Type::Number, quote!(parameters.#field))
                }
                NodeKind::Register(register) => {
                    let name = format_ident!("register_{register}");
                    (name.clone(), self.types[register], quote!(#name))
                }
                _ => continue,
            };
            captured.0.push(name);
            captured.1.push(names::element(ty));
            captured.2.push(value);
        }
        captured
    }

    fn field_value(&self, id: SlotId, is_written: bool) -> TokenStream {
        let name = self.slot(id);
        match (self.program.slots[id.0].kind, is_written) {
            (SlotKind::Events, true) => quote!(#name.flags_mut()),
            (SlotKind::Events, false) => quote!(&*#name),
            (SlotKind::Weights, true) => quote!(#name.values_mut()),
            (SlotKind::Weights, false) => quote!(#name.values()),
            (SlotKind::Input, _) => {
                let label = names::identifier(&self.program.slots[id.0].label);
                quote!(parameters.#label.row(clock.iteration()))
            }
            (_, true) => quote!(&mut *#name),
            (_, false) => quote!(&*#name),
        }
    }

    /// Slices of the `count` neurons from `first` on, for the slots of a kernel over the population.
    fn cut(&self, kernel: &KernelCode) -> TokenStream {
        let cut = |id: SlotId| {
            let name = self.slot(id);
            match (kernel.is_stored(id), self.program.slots[id.0].kind) {
                (true, _) => quote!(let #name = &mut #name[first..first + count];),
                (false, SlotKind::Events) => quote!(let #name = &#name.flags()[first..first + count];),
                (false, _) => quote!(let #name = &#name[first..first + count];),
            }
        };
        kernel.slots().into_iter().map(cut).collect()
    }

    /// A loop over the population, in blocks of draws.
    fn population(
        &self,
        kernel: &KernelCode,
        before: TokenStream,
        each: TokenStream,
        after: TokenStream,
    ) -> TokenStream {
        let indices = Indices {
            own: quote!(i),
            other: quote!(i),
            pair: quote!(i),
            own_index: quote!(first + i),
            other_index: quote!(first + i),
        };
        let (outside, inner) =
            (kernel.nodes(Level::Outside, None, &indices), kernel.nodes(Level::Inner, None, &indices));
        let (streams, fill, cut) = (kernel.streams(), kernel.fill(&quote!(first as u64)), self.cut(kernel));
        // Without draws and block results one block holds everything.
        let block = if streams.is_empty() && before.is_empty() { quote!(size) } else { quote!(rt::BLOCK) };
        quote! {
            #outside
            #streams
            #before
            let mut first = 0;
            while first < size {
                let count = #block.min(size - first);
                #fill
                #cut
                for i in 0..count {
                    #inner
                    #each
                }
                #after
                first += count;
            }
        }
    }

    fn map(&self, kernel: &Kernel<SlotId>) -> TokenStream {
        let code = self.kernel(kernel);
        let stores = kernel.stores.iter().map(|(to, value)| {
            let (to, value) = (self.slot(*to), node(*value));
            quote!(#to[i] = #value;)
        });
        let each = quote!(#(#stores)*);
        let code = self.population(&code, TokenStream::new(), each, TokenStream::new());
        self.run(kernel, &[], None, None, Body { code, output: quote!(()) })
    }

    fn scalar(&self, kernel: &Kernel<SlotId>, value: NodeId, register: usize) -> TokenStream {
        let none = quote!(0);
        let indices = Indices {
            own: none.clone(),
            other: none.clone(),
            pair: none.clone(),
            own_index: none.clone(),
            other_index: none,
        };
        let nodes = self.kernel(kernel).nodes(Level::Outside, None, &indices);
        let (register, result) = (format_ident!("register_{register}"), node(value));
        let (names, _, values) = self.captured(kernel);
        let parameters = names.iter().zip(&values).filter(|(name, _)| name.to_string().starts_with("parameter_"));
        let bind = parameters.map(|(name, value)| quote!(let #name = #value;));
        quote! {
            let #register = {
                #(#bind)*
                #nodes
                #result
            };
        }
    }

    fn reduce(
        &self,
        kernel: &Kernel<SlotId>,
        reduction: Reduction,
        value: NodeId,
        condition: Option<NodeId>,
        register: usize,
    ) -> TokenStream {
        let code = self.kernel(kernel);
        let (reducer, output) = match reduction {
            Reduction::Sum => (quote!(rt::Sum::default()), quote!(Float)),
            Reduction::Mean => (quote!(rt::Mean::default()), quote!(Float)),
            Reduction::Min => (quote!(rt::Min::<Float>::default()), quote!(Float)),
            Reduction::Max => (quote!(rt::Max::<Float>::default()), quote!(Float)),
            Reduction::Count => (quote!(rt::Count::default()), quote!(i64)),
        };
        // A count looks at its condition only, which is its value.
        let mask = if reduction == Reduction::Count { Some(value) } else { condition };
        let mask_and_condition = match (reduction, condition) {
            (Reduction::Count, Some(condition)) => {
                let (value, condition) = (node(value), node(condition));
                quote!(#value & #condition)
            }
            _ => mask
                .map(|mask| {
                    let mask = node(mask);
                    quote!(#mask)
                })
                .unwrap_or_else(|| quote!(true)),
        };
        let store_value = if reduction == Reduction::Count {
            quote!()
        } else {
            let value = node(value);
            quote!(values[i] = #value;)
        };
        let before = quote! {
            let mut reducer = #reducer;
            let mut values = [0.0 as Float; rt::BLOCK];
            let mut mask = [true; rt::BLOCK];
        };
        let each = quote!(#store_value mask[i] = #mask_and_condition;);
        let after = quote!(reducer.block(&values[..count], &mask[..count]););
        let population = self.population(&code, before, each, after);
        let body = Body { code: quote!(#population reducer.finish()), output };
        self.run(kernel, &[], None, Some(format_ident!("register_{register}")), body)
    }

    /// The synapses row by row: sources outside, targets inside.
    fn map_pairs(&self, end: End, extent: SlotId, kernel: &Kernel<SlotId>) -> TokenStream {
        let code = self.kernel(kernel);
        let extent_name = self.slot(extent);
        let needs_ends = kernel.nodes.iter().any(|node| matches!(node.rank, Rank::Own | Rank::Other));
        let rows = if needs_ends {
            quote!((#extent_name.sources, #extent_name.targets))
        } else {
            // Nothing asks for the ends: one long row.
            quote!((1, #extent_name.sources * #extent_name.targets))
        };
        let (outer_rank, indices) = pair_indices(end, &quote!(first + i));
        let outside = code.nodes(Level::Outside, Some(outer_rank), &indices);
        let outer = code.nodes(Level::Outer, Some(outer_rank), &indices);
        let inner = code.nodes(Level::Inner, Some(outer_rank), &indices);
        let (streams, fill) = (code.streams(), code.fill(&quote!((source * targets + first) as u64)));
        let flags = self.flags(&code);
        let stores = kernel.stores.iter().map(|(to, value)| {
            let (to, value) = (self.slot(*to), node(*value));
            quote!(#to[i] = #value;)
        });
        let cut = code.slots().into_iter().filter(|&id| self.program.slots[id.0].kind == SlotKind::Weights).map(|id| {
            let name = self.slot(id);
            let borrow = if code.is_stored(id) { quote!(&mut) } else { quote!(&) };
            quote!(let #name = #borrow #name[source * targets + first..][..count];)
        });
        let body = quote! {
            #flags
            let (sources, targets) = #rows;
            #outside
            #streams
            for source in 0..sources {
                #outer
                let mut first = 0;
                while first < targets {
                    let count = rt::BLOCK.min(targets - first);
                    #fill
                    #(#cut)*
                    for i in 0..count {
                        #inner
                        #(#stores)*
                    }
                    first += count;
                }
            }
        };
        self.run(kernel, &[], Some(extent), None, Body { code: body, output: quote!(()) })
    }

    fn sum_pairs(
        &self,
        end: End,
        extent: SlotId,
        into: SlotId,
        kernel: &Kernel<SlotId>,
        value: NodeId,
        condition: Option<NodeId>,
    ) -> TokenStream {
        let code = self.kernel(kernel);
        let (extent_name, into_name) = (self.slot(extent), self.slot(into));
        let (outer_rank, indices) = pair_indices(end, &quote!(i));
        let outside = code.nodes(Level::Outside, Some(outer_rank), &indices);
        let outer = code.nodes(Level::Outer, Some(outer_rank), &indices);
        let inner = code.nodes(Level::Inner, Some(outer_rank), &indices);
        let flags = self.flags(&code);
        let cut = code.slots().into_iter().filter(|&id| self.program.slots[id.0].kind == SlotKind::Weights).map(|id| {
            let name = self.slot(id);
            quote!(let #name = &#name[source * targets..][..targets];)
        });
        let value = node(value);
        let sum = |place: TokenStream| match condition {
            Some(condition) => {
                let condition = node(condition);
                quote!(#place = if #condition { #place + #value } else { #place };)
            }
            None => quote!(#place = #place + #value;),
        };
        let body = match end {
            End::Afferent => {
                // A condition on the source alone leaves out its whole row.
                let skip =
                    condition.filter(|&condition| matches!(kernel.nodes[condition].rank, Rank::Scalar | Rank::Other));
                let skip = skip.map(|condition| {
                    let condition = node(condition);
                    quote!(if !#condition { continue; })
                });
                let sum = sum(quote!(#into_name[i]));
                quote! {
                    #into_name.fill(0.0);
                    for source in 0..sources {
                        #outer
                        #skip
                        #(#cut)*
                        for i in 0..targets { #inner #sum }
                    }
                }
            }
            End::Efferent => {
                let sum = sum(quote!(sum));
                quote! {
                    for source in 0..sources {
                        #outer
                        #(#cut)*
                        let mut sum = 0.0 as Float;
                        for i in 0..targets { #inner #sum }
                        #into_name[source] = sum;
                    }
                }
            }
        };
        let body = quote! {
            let (sources, targets) = (#extent_name.sources, #extent_name.targets);
            #flags
            let #into_name = &mut #into_name[..];
            #outside
            #body
        };
        self.run(kernel, &[into], Some(extent), None, Body { code: body, output: quote!(()) })
    }

    /// The flags of the events that a kernel over synapses reads.
    fn flags(&self, kernel: &KernelCode) -> TokenStream {
        let events = kernel.slots().into_iter().filter(|&id| self.program.slots[id.0].kind == SlotKind::Events);
        events
            .map(|id| {
                let name = self.slot(id);
                quote!(let #name = #name.flags();)
            })
            .collect()
    }

    fn record(&self, kind: RecordKind, recording: SlotId, variables: &[SlotId]) -> TokenStream {
        let recording = self.slot(recording);
        let appended = variables.iter().enumerate().map(|(index, &id)| {
            let name = self.slot(id);
            let method = match (kind, self.program.slots[id.0].kind) {
                (RecordKind::Events, _) => names::identifier("append_events"),
                (RecordKind::Values, SlotKind::Events) => names::identifier("append_flags"),
                (RecordKind::Values, _) => names::identifier("append_values"),
            };
            quote!(#recording.#method(#index, #name);)
        });
        let mut seen = BTreeSet::new();
        debug_assert!(variables.iter().all(|id| seen.insert(*id)), "each variable is recorded once");
        quote! {
            if #recording.begin(clock.iteration()) {
                #(#appended)*
            }
        }
    }
}

/// Which rank the loop over the sources has, and the indices in loops over `source` and the given target.
fn pair_indices(end: End, target: &TokenStream) -> (Rank, Indices) {
    let (source, target) = (quote!(source), target.clone());
    let pair = quote!(i);
    match end {
        End::Afferent => {
            let indices =
                Indices { own: target.clone(), other: source.clone(), pair, own_index: target, other_index: source };
            (Rank::Other, indices)
        }
        End::Efferent => {
            let indices =
                Indices { own: source.clone(), other: target.clone(), pair, own_index: source, other_index: target };
            (Rank::Own, indices)
        }
    }
}

/// Makes slices of what the caller passes as a whole; the calls, of which there is one for each group, stay short.
fn open(name: &Ident, slot: &Slot) -> TokenStream {
    match (slot.kind, slot.is_written) {
        (SlotKind::Numbers, true) => quote!(let #name = #name.values_mut();),
        (SlotKind::Numbers, false) => quote!(let #name = #name.values();),
        (SlotKind::Positions(axis), _) => quote!(let #name = #name.positions(#axis);),
        (SlotKind::Extent, _) => quote!(let #name = #name.extent();),
        _ => TokenStream::new(),
    }
}

/// The type of a slot as an argument of its program's function.
fn argument_type(kind: SlotKind, is_written: bool) -> TokenStream {
    let target = match kind {
        SlotKind::Numbers => quote!(rt::State<Float>),
        SlotKind::Positions(_) => quote!(rt::Population<Float>),
        SlotKind::Input => quote!(rt::Input<Float>),
        SlotKind::Temporary(ty) => {
            let element = names::element(ty);
            quote!(rt::Aligned<#element>)
        }
        SlotKind::Events => quote!(rt::Events),
        SlotKind::Weights => quote!(rt::Dense<Float>),
        SlotKind::Recording => quote!(rt::Recording<Float>),
        SlotKind::Extent => quote!(rt::Connection),
    };
    if is_written { quote!(&mut #target) } else { quote!(&#target) }
}

/// The type of a slot inside a kernel.
fn field_type(kind: SlotKind, is_written: bool) -> TokenStream {
    let target = match (kind, is_written) {
        (SlotKind::Events, true) | (SlotKind::Temporary(Type::Bool), _) => quote!([bool]),
        (SlotKind::Events, false) => quote!(rt::Events),
        (SlotKind::Temporary(Type::Integer), _) => quote!([i64]),
        _ => quote!([Float]),
    };
    if is_written { quote!(&'a mut #target) } else { quote!(&'a #target) }
}
