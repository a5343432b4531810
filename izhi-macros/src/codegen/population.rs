//! Kernels over the neurons of a group: each for itself, or all into one value.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::capture::Elements;
use super::kernel::{KernelCode, Level, node};
use super::program_code::ProgramCode;
use crate::schedule::{Kernel, NodeId, Purpose, Reduction, SlotId, SlotKind};

impl ProgramCode<'_> {
    pub(super) fn map(&self, kernel: &Kernel<SlotId>) -> TokenStream {
        let stores = kernel.stores.iter().map(|(to, value)| {
            let (to, value) = (self.slot(*to), node(*value));
            quote!(#to[i] = #value;)
        });
        let code = self.population(&self.kernel(kernel), TokenStream::new(), quote!(#(#stores)*), TokenStream::new());
        self.run(kernel, Elements::Neurons, code)
    }

    pub(super) fn reduce(
        &self,
        kernel: &Kernel<SlotId>,
        reduction: Reduction,
        value: NodeId,
        condition: Option<NodeId>,
        register: usize,
    ) -> TokenStream {
        let (reducer, output) = match reduction {
            Reduction::Sum => (quote!(rt::Sum), quote!(Float)),
            Reduction::Mean => (quote!(rt::Mean), quote!(Float)),
            Reduction::Min => (quote!(rt::Min<Float>), quote!(Float)),
            Reduction::Max => (quote!(rt::Max<Float>), quote!(Float)),
            Reduction::Count => (quote!(rt::Count), quote!(i64)),
        };
        // A count adds up where its value holds; everything else adds up its value where the condition holds.
        let is_count = reduction == Reduction::Count;
        let masks: Vec<_> = condition.into_iter().chain(is_count.then_some(value)).map(node).collect();
        let store_value = (!is_count).then(|| {
            let value = node(value);
            quote!(values[i] = #value;)
        });
        let before = quote! {
            let mut reducer = <#reducer>::over(length, size);
            let mut values = [0.0 as Float; rt::BLOCK];
            let mut mask = [true; rt::BLOCK];
        };
        let each = quote!(#store_value mask[i] = true #(& #masks)*;);
        let after = quote!(reducer.block(&values[..count], &mask[..count]););
        let population = self.population(&self.kernel(kernel), before, each, after);
        let (register, partial) = (format_ident!("register_{register}"), format_ident!("partial_{register}"));
        let elements = Elements::Result { output: reducer, name: partial.clone() };
        let run = self.run(kernel, elements, quote!(#population reducer));
        // What neurons begin with is computed by every rank for all of them.
        let executor = match self.program.purpose {
            Purpose::Step => quote!(executor),
            _ => quote!(&rt::Executor::IDLE),
        };
        quote!(#run let #register: #output = #partial.finish(#executor);)
    }

    fn is_input(&self, slot: SlotId) -> bool {
        matches!(self.program.slots[slot.0].kind, SlotKind::Input(_))
    }

    /// A loop over the neurons, in blocks where there are draws or block results, or inputs that have no value of their
    /// own for each neuron.
    fn population(&self, code: &KernelCode, before: TokenStream, each: TokenStream, after: TokenStream) -> TokenStream {
        let (outside, inner) = (code.nodes(Level::Outside), code.nodes(Level::Inner));
        let (streams, fill) = (code.streams(), code.fill(&quote!((first + done) as u64)));
        let (inputs, others): (Vec<SlotId>, Vec<SlotId>) = code.slots().into_iter().partition(|id| self.is_input(*id));
        let block = if streams.is_empty() && before.is_empty() { quote!(length) } else { quote!(rt::BLOCK) };
        let rows: Vec<Ident> = inputs.iter().map(|id| self.slot(*id)).collect();
        let blocks: Vec<Ident> = rows.iter().map(|row| format_ident!("blocks_of_{row}")).collect();
        let is_cut = |id: &SlotId| !matches!(self.program.slots[id.0].kind, SlotKind::Table | SlotKind::Weights(_));
        let cuts = others.into_iter().filter(is_cut).map(|id| {
            let name = self.slot(id);
            if code.is_stored(id) {
                quote!(let #name = &mut #name[done..done + count];)
            } else {
                quote!(let #name = &#name[done..done + count];)
            }
        });
        quote! {
            #outside
            #streams
            #before
            #(let mut #blocks = #rows.blocks();)*
            let mut done = 0;
            while done < length {
                let count = #block #(.min(#rows.longest_block()))* .min(length - done);
                #fill
                #(#cuts)*
                #(let #rows = #blocks.block(first + done, count);)*
                for i in 0..count {
                    #inner
                    #each
                }
                #after
                done += count;
            }
        }
    }
}
