//! The structure that a kernel's code runs in: what it captures, and how it is divided.
//!
//! ```text
//! struct Kernel<'a> { clock, site, size, first, length, parameters, registers, slots }
//! impl rt::Kernel for Kernel<'_> { fn run(self) { loops over `length` elements from `first` on } }
//! impl rt::Split for Kernel<'_> { fn split(self, at) { slices are cut at `at`, all else is copied } }
//! clock.run_divided(Kernel { first: 0, length: size, ... }, cost);
//! ```

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::kernel::KernelCode;
use super::names;
use super::program::ProgramCode;
use crate::model::Type;
use crate::schedule::{Kernel, NodeKind, SlotId, SlotKind};

/// What a kernel runs over, and whether it can be divided.
pub(super) enum Elements {
    /// The neurons, in parts.
    Neurons,
    /// The rows of synapses, in parts; the extent's slot.
    Rows(SlotId),
    /// The neurons, one after the other, into a result of the given type with a name.
    Result { output: TokenStream, name: Ident },
    /// The synapses, for the neurons at the near end in parts, into the given slot; the extent's slot.
    Sums { extent: SlotId, into: SlotId, far: TokenStream },
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
    /// The structure with the given code, its call, and what follows where it stored events.
    pub(super) fn run(&self, kernel: &Kernel<SlotId>, elements: Elements, code: TokenStream) -> TokenStream {
        let mut fields = self.scalar_fields(kernel);
        fields.extend(self.slot_fields(kernel, &elements));
        let (extent, into_result) = match &elements {
            Elements::Rows(extent) | Elements::Sums { extent, .. } => (Some(self.slot(*extent)), None),
            Elements::Result { output, name } => (None, Some((output, name))),
            Elements::Neurons => (None, None),
        };
        if let Some(name) = &extent {
            let (name, ty, value) = (name.clone(), quote!(rt::Extent), quote!(#name));
            fields.push(Field { name, ty, value, share: Share::Copy, is_written: false });
        }
        let output = into_result.map_or(quote!(()), |(output, _)| output.clone());
        let (names, types): (Vec<_>, Vec<_>) = fields.iter().map(|field| (&field.name, &field.ty)).unzip();
        let values = fields.iter().map(|field| &field.value);
        let length = match &elements {
            Elements::Rows(_) => quote!(#extent.sources),
            _ => quote!(size),
        };
        let new = quote!(Kernel { clock, site, size, first: 0, length: #length, #(#names: #values,)* });
        let cost = cost(kernel);
        let (split, call) = match &elements {
            Elements::Neurons => (split(&fields, extent.as_ref()), quote!(clock.run_divided(#new, #cost))),
            Elements::Rows(_) => {
                (split(&fields, extent.as_ref()), quote!(clock.start_divided(#new, #cost * #extent.targets)))
            }
            Elements::Sums { far, .. } => {
                (split(&fields, extent.as_ref()), quote!(clock.run_divided(#new, #cost * #extent.#far)))
            }
            Elements::Result { .. } => (TokenStream::new(), quote!(clock.run(#new))),
        };
        let binding = into_result.map(|(_, name)| quote!(let #name =));
        let stored = kernel.stores.iter().map(|(slot, _)| *slot);
        let events =
            stored.filter(|slot| self.program.slots[slot.0].kind == SlotKind::Events).map(|slot| self.slot(slot));
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
            #(#events.collect();)*
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
            NodeKind::Parameter(parameter) => {
                let field = names::user(&parameters[parameter].name);
                Some((format_ident!("parameter_{parameter}"), Type::Number, quote!(parameters.#field)))
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
        let code = KernelCode { program: self.program, kernel, float: self.model.float };
        let into = if let Elements::Sums { into, .. } = elements { Some(*into) } else { None };
        let mut slots = code.slots();
        slots.extend(into.filter(|into| !code.slots().contains(into)));
        let field = |id: SlotId| {
            let is_written = code.is_stored(id) || into == Some(id);
            let kind = self.program.slots[id.0].kind;
            let share = match (elements, kind) {
                (Elements::Neurons, _) => Share::Elements,
                (Elements::Sums { .. }, _) if into == Some(id) => Share::Elements,
                (Elements::Rows(_), SlotKind::Weights) => Share::Rows,
                _ => Share::Copy,
            };
            let (name, ty, value) = (self.slot(id), field_type(kind, is_written), self.field_value(id, is_written));
            Field { name, ty, value, share, is_written }
        };
        slots.into_iter().map(field).collect()
    }

    /// A slot as a slice.
    fn field_value(&self, id: SlotId, is_written: bool) -> TokenStream {
        let name = self.slot(id);
        match (self.program.slots[id.0].kind, is_written) {
            (SlotKind::Events, true) => quote!(#name.flags_mut()),
            (SlotKind::Events, false) => quote!(#name.flags()),
            (SlotKind::Weights, true) => quote!(#name.values_mut()),
            (SlotKind::Weights, false) => quote!(#name.values()),
            (SlotKind::Input(input), _) => {
                let input = names::user(&self.model.behavior(self.program.behavior).inputs[input].name);
                quote!(parameters.#input.row(clock.iteration()))
            }
            (SlotKind::Temporary(Type::Number), true) => quote!(#name.values_mut()),
            (SlotKind::Temporary(Type::Number), false) => quote!(#name.values()),
            (_, true) => quote!(&mut *#name),
            (_, false) => quote!(&*#name),
        }
    }
}

/// The division of a kernel at an element.
fn split(fields: &[Field], extent: Option<&Ident>) -> TokenStream {
    let names: Vec<&Ident> = fields.iter().map(|field| &field.name).collect();
    let cuts = fields.iter().map(|field| {
        let name = &field.name;
        let at = match field.share {
            Share::Copy => return quote!(let #name = (#name, #name);),
            Share::Elements => quote!(at),
            Share::Rows => quote!(at * #extent.targets),
        };
        let method = names::identifier(if field.is_written { "split_at_mut" } else { "split_at" });
        // The extent comes last among the fields, so that it is still whole here.
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

/// What an element of a kernel takes on one thread, in hundredths of a nanosecond: enough to tell whether
/// dividing it is worth while.
fn cost(kernel: &Kernel<SlotId>) -> usize {
    let cost = |kind: &NodeKind<SlotId>| match kind {
        NodeKind::Draw(..) => 50,
        NodeKind::Call("abs" | "min" | "max" | "clip" | "sign", _) => 5,
        NodeKind::Call("exp" | "tanh" | "sigmoid" | "sqrt" | "ln", _) => 60,
        NodeKind::Call(..) => 500,
        NodeKind::Load(_) => 10,
        _ => 2,
    };
    kernel.nodes.iter().map(|node| cost(&node.kind)).sum::<usize>() + 5 * kernel.stores.len()
}

/// The type of a slot inside a kernel.
fn field_type(kind: SlotKind, is_written: bool) -> TokenStream {
    let target = match kind {
        SlotKind::Events | SlotKind::Temporary(Type::Bool) => quote!([bool]),
        SlotKind::Temporary(Type::Integer) => quote!([i64]),
        _ => quote!([Float]),
    };
    if is_written { quote!(&'a mut #target) } else { quote!(&'a #target) }
}
