//! Rust functions that behaviours call.
//!
//! ```text
//! fn called_0(arguments: &mut [rt::Argument<'_, Float>]) -> bool {          one for each function and kinds of arguments
//!     let [rt::Argument::Numbers(a0), rt::Argument::FlagsMut(a1)] = arguments else { return false };
//!     let () = crate::choose(rt::ArrayView1::from(&**a0), rt::ArrayViewMut1::from(&mut **a1));
//!     true
//! }
//! ```
//!
//! A step calls it on slots, and whoever interprets the schedule on arrays of its own.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};

use super::names;
use super::program_code::ProgramCode;
use crate::resolved::{FunctionId, Resolved, Storage};
use crate::schedule::{Argument, Operation, Schedule, SlotId, Type};

/// The functions of a network with the kinds of their arguments, each once.
pub(super) struct Functions {
    called: Vec<(FunctionId, Vec<&'static str>)>,
}

impl Functions {
    pub(super) fn of(schedule: &Schedule) -> Self {
        let mut called = Vec::new();
        for operation in schedule.programs.iter().flat_map(|program| &program.operations) {
            if let Operation::Call { function, arguments, .. } = operation {
                let this = (*function, kinds(arguments));
                if !called.contains(&this) {
                    called.push(this);
                }
            }
        }
        Functions { called }
    }

    fn name(&self, function: FunctionId, arguments: &[Argument<SlotId>]) -> Ident {
        let kinds = kinds(arguments);
        // Each call has been gathered.
        let number = self.called.iter().position(|called| *called == (function, kinds.clone())).unwrap_or_default();
        name(number)
    }

    /// The functions that take arguments apart.
    pub(super) fn generate(&self, model: &Resolved) -> TokenStream {
        let function = |(number, (id, kinds)): (usize, &(FunctionId, Vec<&'static str>))| {
            let (name, path) = (name(number), &model.function(*id).path);
            let bound: Vec<Ident> = (0..kinds.len()).map(|number| format_ident!("argument_{number}")).collect();
            let patterns = kinds.iter().zip(&bound).map(|(kind, bound)| {
                let variant = variant(kind);
                quote!(rt::Argument::#variant(#bound))
            });
            // What is wrong with the arguments is said at the function's name.
            let place = path.segments.last().map_or_else(Span::call_site, |last| last.ident.span());
            let span = Span::call_site().located_at(place);
            let given = kinds.iter().zip(&bound).map(|(kind, bound)| match *kind {
                "number" | "integer" | "flag" | "synapses" => quote_spanned!(span=> *#bound),
                "numbers" | "integers" | "flags" => quote_spanned!(span=> rt::ArrayView1::from(&**#bound)),
                "mut numbers" | "mut integers" | "mut flags" => {
                    quote_spanned!(span=> rt::ArrayViewMut1::from(&mut **#bound))
                }
                "mut synapses" => quote_spanned!(span=> #bound.reborrow()),
                _ => quote_spanned!(span=> &mut **#bound),
            });
            let call = quote_spanned!(span=> let () = #path(#(#given),*););
            quote! {
                fn #name(arguments: &mut [rt::Argument<'_, Float>]) -> bool {
                    let [#(#patterns),*] = arguments else { return false };
                    #call
                    true
                }
            }
        };
        self.called.iter().enumerate().map(function).collect()
    }

    /// The method of the network that lists them, where there are any.
    pub(super) fn table(&self, model: &Resolved) -> TokenStream {
        if self.called.is_empty() {
            return TokenStream::new();
        }
        let entries = self.called.iter().enumerate().map(|(number, (id, kinds))| {
            let (label, name) = (format!("{}({})", model.function_name(*id), kinds.join(", ")), name(number));
            quote!((#label, #name))
        });
        quote! {
            fn functions(&self) -> &'static [(&'static str, rt::Called<Float>)] { &[#(#entries),*] }
        }
    }
}

fn kinds(arguments: &[Argument<SlotId>]) -> Vec<&'static str> {
    arguments.iter().map(|argument| argument.kind()).collect()
}

fn name(number: usize) -> Ident {
    format_ident!("called_{number}")
}

/// What an argument of a kind is on its way.
fn variant(kind: &str) -> Ident {
    names::identifier(match kind {
        "number" => "Number",
        "integer" => "Integer",
        "flag" => "Flag",
        "numbers" => "Numbers",
        "integers" => "Integers",
        "flags" => "Flags",
        "mut numbers" => "NumbersMut",
        "mut integers" => "IntegersMut",
        "mut flags" => "FlagsMut",
        "synapses" => "Synapses",
        "mut synapses" => "SynapsesMut",
        _ => "Random",
    })
}

impl ProgramCode<'_> {
    pub(super) fn call(
        &self,
        function: FunctionId,
        arguments: &[Argument<SlotId>],
        guard: Option<usize>,
    ) -> TokenStream {
        let name = self.functions.name(function, arguments);
        let arguments = arguments.iter().map(|argument| self.given(*argument));
        let call = quote!(rt::call(#name, &mut [#(#arguments),*]););
        match guard.map(|register| format_ident!("register_{register}")) {
            Some(register) => quote!(if #register { #call }),
            None => call,
        }
    }

    fn given(&self, argument: Argument<SlotId>) -> TokenStream {
        match argument {
            Argument::Register(register, ty) => {
                let register = format_ident!("register_{register}");
                let kind = names::identifier(match ty {
                    Type::Number => "Number",
                    Type::Integer => "Integer",
                    Type::Bool => "Flag",
                });
                quote!(rt::Argument::#kind(#register))
            }
            Argument::Neurons { place, is_changed, .. } => {
                let (kind, value) = (variant(argument.kind()), self.field_value(place, is_changed));
                quote!(rt::Argument::#kind(#value))
            }
            Argument::Synapses { structure, values, is_changed } => {
                let (rows, values) = (self.slot(structure), self.field_value(values, is_changed));
                let (dense, sparse) = if is_changed { ("dense_mut", "sparse_mut") } else { ("dense", "sparse") };
                match self.storage(structure) {
                    Storage::Dense => {
                        let dense = names::identifier(dense);
                        quote!(rt::Argument::#dense(#rows.extent(), #values))
                    }
                    Storage::Sparse => {
                        let sparse = names::identifier(sparse);
                        quote!(rt::Argument::#sparse(&*#rows, #values))
                    }
                }
            }
            Argument::Random(stream) => {
                let stream = stream as u64;
                quote! {
                    rt::Argument::Random(
                        &mut rt::Stream::new(clock.seed(), site.wrapping_add(#stream)).generator(clock.iteration()),
                    )
                }
            }
        }
    }
}
