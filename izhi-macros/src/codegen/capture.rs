//! The structure that a kernel's code runs in: what it captures, and how it is divided.
//!
//! ```text
//! struct Kernel<'a> { clock, site, size, first, length, parameters, registers, slots }
//! impl rt::Kernel for Kernel<'_> { fn run(self) { loops over `length` elements from `first` on } }
//! impl rt::Split for Kernel<'_> { fn split(self, at) { slices are cut at `at`, all else is copied } }
//! executor.run_divided(Kernel { first: 0, length: size, ... }, cost);
//! ```

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote};

use super::kernel::parameter;
use super::names;
use super::program_code::ProgramCode;
use crate::function::Function;
use crate::resolved::Storage;
use crate::schedule::{Kernel, Layout, Node, NodeKind, Purpose, Rank, Selection, SlotId, SlotKind, Type};

/// What a kernel runs over, and whether it can be divided.
pub(super) enum Elements {
    /// The neurons, in parts.
    Neurons,
    /// The synapses: all of them in parts of rows, or those that are selected.
    Synapses { structure: SlotId, selection: Selection<SlotId> },
    /// The neurons, one after the other, into a result of the given type with a name.
    Result { output: TokenStream, name: Ident },
    /// The synapses, for the neurons at the near end in parts, into the given slot.
    Sums { structure: SlotId, rows: Option<SlotId>, into: SlotId, far: Ident },
}

/// How a part of the kernel gets its share of a field.
enum Share {
    Copy,
    Elements,
    Rows,
}

/// One captured thing.
struct Field {
    name: Ident,
    ty: TokenStream,
    value: TokenStream,
    share: Share,
    is_written: bool,
}

impl ProgramCode<'_> {
    /// The structure with the given code, and its call.
    pub(super) fn run(&self, kernel: &Kernel<SlotId>, elements: Elements, code: TokenStream) -> TokenStream {
        self.run_with(kernel, elements, code, Vec::new())
    }

    /// The same with further fields that every part has.
    pub(super) fn run_with(
        &self,
        kernel: &Kernel<SlotId>,
        elements: Elements,
        code: TokenStream,
        further: Vec<(Ident, TokenStream, TokenStream)>,
    ) -> TokenStream {
        let mut fields = self.scalar_fields(kernel);
        let further = further.into_iter();
        fields.extend(further.map(|(name, ty, value)| Field {
            name,
            ty,
            value,
            share: Share::Copy,
            is_written: false,
        }));
        fields.extend(self.slot_fields(kernel, &elements));
        fields.extend(self.selection_fields(&elements));
        let into_result = match &elements {
            Elements::Result { output, name } => Some((output, name)),
            _ => None,
        };
        if let Some(field) = self.structure_field(&elements) {
            fields.push(field);
        }
        let output = into_result.map_or(quote!(()), |(output, _)| output.clone());
        let (names, types): (Vec<_>, Vec<_>) = fields.iter().map(|field| (&field.name, &field.ty)).unzip();
        let values = fields.iter().map(|field| &field.value);
        let length = match &elements {
            Elements::Synapses { structure, .. } => self.sources(*structure),
            _ => quote!(size),
        };
        let synapse_site = match &elements {
            Elements::Synapses { structure, .. } | Elements::Sums { structure, .. } if kernel.draws_for_synapses() => {
                let of_synapses = self.synapse_site(*structure);
                quote!(: site.wrapping_add(#of_synapses))
            }
            _ => TokenStream::new(),
        };
        let new = quote!(Kernel { clock, site #synapse_site, size, first: 0, length: #length, #(#names: #values,)* });
        let cost = self.cost(kernel, &elements);
        // What neurons begin with and what never changes every rank computes for all of them.
        let is_step = self.program.purpose == Purpose::Step;
        let (split, call) = match &elements {
            // Rows here and there are no part of anything that could be divided.
            Elements::Synapses { selection: Selection { rows: Some(_), .. }, .. } => {
                (TokenStream::new(), quote!(executor.run(#new)))
            }
            Elements::Result { .. } if is_step => (self.split(&fields, None), quote!(executor.run_own(#new))),
            Elements::Result { .. } => (TokenStream::new(), quote!(executor.run(#new))),
            Elements::Synapses { structure, .. } => {
                let call = match self.program.purpose {
                    Purpose::Initial(_) => quote!(executor.start_divided(#new, #cost)),
                    _ => match self.storage(*structure) {
                        Storage::Dense => quote!(executor.run_divided(#new, #cost)),
                        Storage::Sparse => {
                            let name = self.slot(*structure);
                            quote!(executor.run_on_sparse(#new, #cost, #name.len()))
                        }
                    },
                };
                (self.split(&fields, Some(*structure)), call)
            }
            Elements::Sums { structure, .. } => {
                let call = match self.storage(*structure) {
                    Storage::Dense => quote!(executor.run_own_divided(#new, #cost)),
                    Storage::Sparse => {
                        let name = self.slot(*structure);
                        quote!(executor.run_own_on_sparse(#new, #cost, #name.len()))
                    }
                };
                (self.split(&fields, None), call)
            }
            Elements::Neurons if is_step => (self.split(&fields, None), quote!(executor.run_own_divided(#new, #cost))),
            Elements::Neurons => (self.split(&fields, None), quote!(executor.run_divided(#new, #cost))),
        };
        let binding = into_result.map(|(_, name)| quote!(let #name =));
        quote! {
            #binding {
                struct Kernel<'a> {
                    clock: &'a rt::Clock,
                    site: u64,
                    size: usize,
                    first: usize,
                    length: usize,
                    #(#names: #types,)*
                }
                impl rt::Kernel for Kernel<'_> {
                    type Output = #output;
                    #[inline(always)]
                    fn run(self) -> #output {
                        let Kernel { clock, site, size, first, length, #(#names,)* } = self;
                        #code
                    }
                }
                #split
                #call
            };
        }
    }

    /// The parameters and registers of a kernel.
    fn scalar_fields(&self, kernel: &Kernel<SlotId>) -> Vec<Field> {
        let scalars = self.scalars(kernel).into_iter();
        scalars
            .map(|(name, ty, value)| Field {
                name,
                ty: names::element(ty),
                value,
                share: Share::Copy,
                is_written: false,
            })
            .collect()
    }

    /// The names, types and values of the parameters and registers that a kernel uses.
    pub(super) fn scalars(&self, kernel: &Kernel<SlotId>) -> Vec<(Ident, Type, TokenStream)> {
        let parameters = &self.model.behavior(self.program.behavior).parameters;
        let scalar = |kind: &NodeKind<SlotId>| match *kind {
            NodeKind::Load(from) => {
                let (name, value) = match self.program.slots[from.0].kind {
                    SlotKind::Parameter(number) => {
                        let field = names::user(&parameters[number].name);
                        (parameter(number), quote!(parameters.#field))
                    }
                    SlotKind::OthersParameter => (self.slot(from), self.slot(from).into_token_stream()),
                    _ => return None,
                };
                Some((name, Type::Number, value))
            }
            NodeKind::Register(register) => {
                let name = format_ident!("register_{register}");
                Some((name.clone(), self.types[register], quote!(#name)))
            }
            _ => None,
        };
        kernel.nodes.iter().filter_map(|node| scalar(&node.kind)).collect()
    }

    fn slot_fields(&self, kernel: &Kernel<SlotId>, elements: &Elements) -> Vec<Field> {
        let code = self.kernel(kernel);
        let into = if let Elements::Sums { into, .. } = elements { Some(*into) } else { None };
        let mut slots = code.slots();
        slots.extend(into.filter(|into| !code.slots().contains(into)));
        let field = |id: SlotId| {
            let is_written = code.is_stored(id) || into == Some(id);
            let kind = self.program.slots[id.0].kind;
            let share = match (elements, kind) {
                (
                    Elements::Neurons | Elements::Result { .. },
                    SlotKind::Table | SlotKind::Weights(_) | SlotKind::Input(_),
                ) => Share::Copy,
                (Elements::Neurons | Elements::Result { .. }, _) => Share::Elements,
                (Elements::Sums { .. }, _) if into == Some(id) => Share::Elements,
                (
                    Elements::Synapses { .. },
                    SlotKind::Weights(Layout::Dense | Layout::Sparse)
                    | SlotKind::Touched(_)
                    | SlotKind::SynapseNumbers
                    | SlotKind::Sent(_),
                ) => Share::Rows,
                _ => Share::Copy,
            };
            let (ty, value) = match (elements, kind) {
                (Elements::Neurons | Elements::Result { .. }, SlotKind::Input(input)) => {
                    (quote!(rt::InputRow<'a, Float>), self.input_row(input))
                }
                _ => (field_type(kind, is_written), self.field_value(id, is_written)),
            };
            Field { name: self.slot(id), ty, value, share, is_written }
        };
        slots.into_iter().map(field).collect()
    }

    /// The events that select synapses.
    fn selection_fields(&self, elements: &Elements) -> Vec<Field> {
        let (rows, columns, structure) = match elements {
            Elements::Synapses { structure, selection } => (selection.rows, selection.columns, *structure),
            Elements::Sums { structure, rows, .. } => (*rows, None, *structure),
            Elements::Neurons | Elements::Result { .. } => return Vec::new(),
        };
        let storage = self.storage(structure);
        let field = |name: Ident, ty: TokenStream, value: TokenStream| Field {
            name,
            ty,
            value,
            share: Share::Copy,
            is_written: false,
        };
        let rows = rows.map(|id| {
            let slot = self.slot(id);
            match (storage, self.program.slots[id.0].kind) {
                (Storage::Dense, _) => field(row_events(), quote!(&'a [u32]), quote!(#slot.indices())),
                (Storage::Sparse, SlotKind::Arrivals) => field(row_events(), quote!(&'a rt::Arrivals), quote!(&*#slot)),
                (Storage::Sparse, _) => field(row_events(), quote!(&'a rt::Events), quote!(&*#slot)),
            }
        });
        let columns = columns.map(|id| {
            let slot = self.slot(id);
            match storage {
                Storage::Dense => field(column_events(), quote!(&'a [u32]), quote!(#slot.own_indices(executor))),
                Storage::Sparse => field(column_events(), quote!(&'a [bool]), quote!(#slot.flags())),
            }
        });
        rows.into_iter().chain(columns).collect()
    }

    /// Which neurons are connected.
    fn structure_field(&self, elements: &Elements) -> Option<Field> {
        let (Elements::Synapses { structure, .. } | Elements::Sums { structure, .. }) = elements else { return None };
        let name = self.slot(*structure);
        let (ty, value) = match self.storage(*structure) {
            Storage::Dense => (quote!(rt::Matrix), quote!(#name)),
            Storage::Sparse => (quote!(&'a rt::Structure), quote!(&*#name)),
        };
        Some(Field { name, ty, value, share: Share::Copy, is_written: false })
    }

    /// The number of rows.
    fn sources(&self, structure: SlotId) -> TokenStream {
        let name = self.slot(structure);
        match self.storage(structure) {
            Storage::Dense => quote!(#name.sources),
            Storage::Sparse => quote!(#name.extent().sources),
        }
    }

    /// The shared variables of synapses that a kernel uses, where it runs without a structure.
    pub(super) fn shared(&self, kernel: &Kernel<SlotId>) -> TokenStream {
        let code = self.kernel(kernel);
        let shared = |id: &SlotId| self.program.slots[id.0].kind == SlotKind::Weights(Layout::Shared);
        let bind = |id: SlotId| {
            let name = self.slot(id);
            quote!(let #name = #name.value();)
        };
        code.slots().into_iter().filter(shared).map(bind).collect()
    }

    /// What the neurons read of an input in this iteration.
    fn input_row(&self, input: usize) -> TokenStream {
        let input = names::user(&self.model.behavior(self.program.behavior).inputs[input].name);
        quote!(parameters.#input.row(clock.iteration()))
    }

    /// A slot as a slice.
    pub(super) fn field_value(&self, id: SlotId, is_written: bool) -> TokenStream {
        let name = self.slot(id);
        match (self.program.slots[id.0].kind, is_written) {
            (SlotKind::Events, true) => quote!(#name.flags_mut()),
            (SlotKind::Events, false) => quote!(#name.flags()),
            (SlotKind::Weights(Layout::Shared), _) => quote!(#name.value()),
            (SlotKind::Sent(_), _) => quote!(#name),
            (SlotKind::Weights(_), true) => quote!(#name.values_mut()),
            (SlotKind::Weights(_), false) => quote!(#name.values()),
            (SlotKind::EachParameter(number), _) => {
                let field = names::user(&self.model.behavior(self.program.behavior).parameters[number].name);
                quote!(parameters.#field.values())
            }
            (SlotKind::Input(input), _) => {
                let row = self.input_row(input);
                quote!(&*#row.whole(size))
            }
            (SlotKind::Temporary(Type::Number), true) => quote!(#name.values_mut()),
            (SlotKind::Temporary(Type::Number), false) => quote!(#name.values()),
            (_, true) => quote!(&mut *#name),
            (_, false) => quote!(&*#name),
        }
    }
}

impl ProgramCode<'_> {
    /// The division of a kernel at an element, or at a row of the structure.
    fn split(&self, fields: &[Field], structure: Option<SlotId>) -> TokenStream {
        let names: Vec<&Ident> = fields.iter().map(|field| &field.name).collect();
        let rows = structure.map(|structure| {
            let name = self.slot(structure);
            match self.storage(structure) {
                Storage::Dense => quote!(at * #name.targets),
                Storage::Sparse => quote!(#name.starts()[first + at] - #name.starts()[first]),
            }
        });
        let cuts = fields.iter().map(|field| {
            let name = &field.name;
            let at = match field.share {
                Share::Copy => return quote!(let #name = (#name, #name);),
                Share::Elements => quote!(at),
                Share::Rows => quote!(#rows),
            };
            let method = names::identifier(if field.is_written { "split_at_mut" } else { "split_at" });
            // The structure comes last among the fields, so that it is still whole here.
            quote!(let #name = #name.#method(#at);)
        });
        quote! {
            impl rt::Split for Kernel<'_> {
                fn elements(&self) -> usize { self.length }
                fn split(self, at: usize) -> (Self, Self) {
                    let Kernel { clock, site, size, first, length, #(#names,)* } = self;
                    #(#cuts)*
                    (
                        Kernel { clock, site, size, first, length: at, #(#names: #names.0,)* },
                        Kernel { clock, site, size, first: first + at, length: length - at, #(#names: #names.1,)* },
                    )
                }
            }
        }
    }

    /// What an element of a kernel takes on one thread, in hundredths of a nanosecond.
    fn cost(&self, kernel: &Kernel<SlotId>, elements: &Elements) -> TokenStream {
        let cost = cost(kernel);
        match elements {
            Elements::Neurons | Elements::Result { .. } => quote!(#cost),
            Elements::Synapses { structure, .. } => {
                let name = self.slot(*structure);
                match self.storage(*structure) {
                    Storage::Dense => quote!(#cost * #name.targets),
                    Storage::Sparse => quote!(#cost * #name.len() / #name.extent().sources.max(1)),
                }
            }
            Elements::Sums { structure, rows, far, .. } => {
                let (name, sources) = (self.slot(*structure), self.sources(*structure));
                let events = rows.map(|id| self.slot(id));
                match (self.storage(*structure), events) {
                    (Storage::Dense, None) => quote!(#cost * #name.#far),
                    (Storage::Dense, Some(events)) => {
                        quote!(#cost * #name.#far * #events.indices().len() / #sources.max(1))
                    }
                    (Storage::Sparse, None) => quote!(#cost * #name.len() / size.max(1)),
                    (Storage::Sparse, Some(events)) => {
                        quote!(#cost * rt::Rows::synapses(#events, #name) / size.max(1))
                    }
                }
            }
        }
    }
}

/// The field of the sources whose events select synapses.
pub(super) fn row_events() -> Ident {
    names::identifier("row_events")
}

/// The field of the targets whose events select synapses.
pub(super) fn column_events() -> Ident {
    names::identifier("column_events")
}

/// What an element of a kernel takes on one thread, in hundredths of a nanosecond: enough to tell whether
/// dividing it is worth while.
fn cost(kernel: &Kernel<SlotId>) -> usize {
    use Function::{Abs, Clip, Exp, Exprel, Ln, Max, Min, Sigmoid, Sign, Sqrt, Stored, Tanh};
    let cost = |node: &Node<SlotId>| match &node.kind {
        // Once for all elements.
        _ if node.rank == Rank::One => 0,
        // One by one they take a whole tile each.
        NodeKind::SynapseDraw { numbers: Some(_), .. } => 5000,
        NodeKind::Draw(..) | NodeKind::SynapseDraw { .. } => 50,
        NodeKind::Tabulated { .. } => 100,
        NodeKind::Call(Abs | Min | Max | Clip | Sign | Stored, _) => 5,
        NodeKind::Call(Exp | Exprel | Tanh | Sigmoid | Sqrt | Ln, _) => 60,
        NodeKind::Call(..) => 500,
        NodeKind::Load(_) => 10,
        _ => 2,
    };
    kernel.nodes.iter().map(cost).sum::<usize>() + 5 * kernel.stores.len()
}

/// The type of a slot inside a kernel.
fn field_type(kind: SlotKind, is_written: bool) -> TokenStream {
    let target = match kind {
        SlotKind::Weights(Layout::Shared) => return quote!(Float),
        SlotKind::Sent(ty) => {
            let element = names::element(ty);
            return quote!(rt::Sent<'a, #element>);
        }
        SlotKind::Events | SlotKind::Temporary(Type::Bool) => quote!([bool]),
        SlotKind::Integers | SlotKind::Temporary(Type::Integer) => quote!([i64]),
        SlotKind::Touched(_) | SlotKind::SynapseNumbers => quote!([u32]),
        SlotKind::Table => quote!(rt::PoissonTable<Float>),
        _ => quote!([Float]),
    };
    if is_written { quote!(&'a mut #target) } else { quote!(&'a #target) }
}
