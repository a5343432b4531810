//! Kernels over the synapses of a group: each for itself, or summed for the neurons at one end. Sources are
//! in the outer loop, as they are in memory.

use proc_macro2::TokenStream;
use quote::quote;

use super::capture::Elements;
use super::kernel::{Indices, KernelCode, Level, node};
use super::names;
use super::program::ProgramCode;
use crate::model::{End, Rank};
use crate::schedule::{Kernel, NodeId, SlotId, SlotKind};

impl ProgramCode<'_> {
    /// The synapses row by row: sources outside, targets inside.
    pub(super) fn map_pairs(&self, end: End, extent: SlotId, kernel: &Kernel<SlotId>) -> TokenStream {
        let code = self.kernel(kernel);
        let extent_name = self.slot(extent);
        let needs_ends = kernel.nodes.iter().any(|node| matches!(node.rank, Rank::Own | Rank::Other));
        // Where nothing asks for the ends, the rows of this part are one long row.
        let rows = if needs_ends {
            quote!((length, first, #extent_name.targets))
        } else {
            quote!((1, 0, length * #extent_name.targets))
        };
        let offset = if needs_ends { quote!(0) } else { quote!(first * #extent_name.targets) };
        let (outer_rank, indices) = pair_indices(end, &quote!(first_source + row), &quote!(done + i));
        let outside = code.nodes(Level::Outside, Some(outer_rank), &indices);
        let outer = code.nodes(Level::Outer, Some(outer_rank), &indices);
        let inner = code.nodes(Level::Inner, Some(outer_rank), &indices);
        let (streams, fill) =
            (code.streams(), code.fill(&quote!((offset + (first_source + row) * targets + done) as u64)));
        let stores = kernel.stores.iter().map(|(to, value)| {
            let (to, value) = (self.slot(*to), node(*value));
            quote!(#to[i] = #value;)
        });
        let cuts = self.weights(&code).map(|(name, is_stored)| {
            let borrow = if is_stored { quote!(&mut) } else { quote!(&) };
            quote!(let #name = #borrow #name[row * targets + done..][..count];)
        });
        let body = quote! {
            let (rows, first_source, targets) = #rows;
            let offset = #offset;
            #outside
            #streams
            for row in 0..rows {
                #outer
                let mut done = 0;
                while done < targets {
                    let count = rt::BLOCK.min(targets - done);
                    #fill
                    #(#cuts)*
                    for i in 0..count {
                        #inner
                        #(#stores)*
                    }
                    done += count;
                }
            }
        };
        self.run(kernel, Elements::Rows(extent), body)
    }

    pub(super) fn sum_pairs(
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
        // A part of the near end: targets in every row, or whole rows.
        let (source, target, far) = match end {
            End::Afferent => (quote!(row), quote!(first + i), names::identifier("sources")),
            End::Efferent => (quote!(first + row), quote!(i), names::identifier("targets")),
        };
        let (outer_rank, indices) = pair_indices(end, &source, &target);
        let outside = code.nodes(Level::Outside, Some(outer_rank), &indices);
        let outer = code.nodes(Level::Outer, Some(outer_rank), &indices);
        let inner = code.nodes(Level::Inner, Some(outer_rank), &indices);
        let value = node(value);
        let sum = |place: TokenStream| match condition {
            Some(condition) => {
                let condition = node(condition);
                quote!(#place = if #condition { #place + #value } else { #place };)
            }
            None => quote!(#place = #place + #value;),
        };
        let (rows, row) = match end {
            End::Afferent => {
                // A condition on the source alone leaves out its whole row.
                let on_source =
                    |condition: &NodeId| matches!(kernel.nodes[*condition].rank, Rank::Scalar | Rank::Other);
                let skip = condition.filter(on_source).map(|condition| {
                    let condition = node(condition);
                    quote!(if !#condition { continue; })
                });
                let cuts = self
                    .weights(&code)
                    .map(|(name, _)| quote!(let #name = &#name[row * #extent_name.targets + first..][..length];));
                let sum = sum(quote!(#into_name[i]));
                (quote!(#extent_name.sources), quote!(#skip #(#cuts)* for i in 0..length { #inner #sum }))
            }
            End::Efferent => {
                let cuts = self.weights(&code).map(|(name, _)| {
                    quote!(let #name = &#name[(first + row) * #extent_name.targets..][..#extent_name.targets];)
                });
                let sum = sum(quote!(sum));
                let row = quote! {
                    #(#cuts)*
                    let mut sum = 0.0 as Float;
                    for i in 0..#extent_name.targets { #inner #sum }
                    #into_name[row] = sum;
                };
                (quote!(length), row)
            }
        };
        let body = quote! {
            let #into_name = &mut #into_name[..length];
            #into_name.fill(0.0);
            #outside
            for row in 0..#rows {
                #outer
                #row
            }
        };
        self.run(kernel, Elements::Sums { extent, into, far: quote!(#far) }, body)
    }

    /// The matrices of a kernel, and whether it stores into them.
    fn weights<'a>(&'a self, code: &'a KernelCode) -> impl Iterator<Item = (proc_macro2::Ident, bool)> + 'a {
        let is_matrix = |id: &SlotId| self.program.slots[id.0].kind == SlotKind::Weights;
        code.slots().into_iter().filter(is_matrix).map(|id| (self.slot(id), code.is_stored(id)))
    }
}

/// Which rank the outer loop, over the sources, has, and the indices in both loops.
fn pair_indices(end: End, source: &TokenStream, target: &TokenStream) -> (Rank, Indices) {
    let (source, target) = (source.clone(), target.clone());
    let pair = quote!(i);
    match end {
        End::Afferent => {
            let (own_index, other_index) = (target.clone(), source.clone());
            (Rank::Other, Indices { own: target, other: source, pair, own_index, other_index })
        }
        End::Efferent => {
            let (own_index, other_index) = (source.clone(), target.clone());
            (Rank::Own, Indices { own: source, other: target, pair, own_index, other_index })
        }
    }
}
