//! Updates of synapses that wait, and the rows that catch up with them.
//!
//! ```text
//! for source in rows {
//!     for entry in log.missed(source) {                            dense: the targets of one update after the other
//!         match entry.update { 0 => for target in log.columns(entry) { ... } }
//!     }
//!     for i in 0..synapses {                                       sparse: the updates of one synapse after the other
//!         for entry in missed(source) & mask(target) { match entry.update { 0 => ... } }
//!     }
//! }
//! ```

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::capture::Elements;
use super::kernel::{Level, kept, node, register};
use super::names;
use super::program_code::ProgramCode;
use crate::resolved::Storage;
use crate::schedule::{Kept, Kernel, NodeId, NodeKind, Rank, Selection, SlotId, Type};

impl ProgramCode<'_> {
    pub(super) fn defer(
        &self,
        [log, columns]: [SlotId; 2],
        update: usize,
        kernel: &Kernel<SlotId>,
        kept: &Kept<NodeId, SlotId>,
    ) -> TokenStream {
        let [log, columns] = [log, columns].map(|slot| self.slot(slot));
        let nodes = self.scalar_nodes(kernel);
        let scalars = kept.scalars.iter().map(|&value| node(value));
        let slices = |slots: &[SlotId]| -> Vec<TokenStream> {
            slots.iter().map(|&slot| self.field_value(slot, false)).collect()
        };
        let (sources, targets) = (slices(&kept.sources), slices(&kept.targets));
        quote! {
            {
                #nodes
                #log.record(clock, #update, #columns.own_indices(executor), &[#(#scalars),*], &[#(#sources),*], &[#(#targets),*]);
            }
        }
    }

    pub(super) fn catch_up(
        &self,
        structure: SlotId,
        log: SlotId,
        selection: Selection<SlotId>,
        updates: &[Kernel<SlotId>],
    ) -> TokenStream {
        let rows = selection.rows;
        let guard = selection.guard.map(register).map(|guard| quote!(&& #guard));
        let all = union(updates);
        let cuts = self.cuts(&self.kernel(&all), &quote!(place), &quote!(synapses));
        let arms = updates.iter().enumerate().map(|(number, update)| {
            let update = self.update(self.storage(structure), update);
            quote!(#number => { #update })
        });
        let apply = quote!(match entry.update { #(#arms)* _ => {} });
        let name = self.slot(structure);
        let whole_dense_row = self.whole_row(structure);
        // Of synapses with a delay each only some are read, but their source has one mark.
        let whole_row = rows.map(|_| {
            quote! {
                let range = #name.row(source);
                let (place, synapses) = (range.start, range.len());
                let ids = &#name.targets()[range];
            }
        });
        let stored = self.kernel(&all).slots().into_iter().filter(|id| self.kernel(&all).is_stored(*id));
        let stored = stored.map(|id| self.slot(id));
        let mark = rows.map(|_| quote!(log.mark(source);));
        let row = match self.storage(structure) {
            Storage::Dense => quote! {
                let missed = log.missed(source);
                if missed.is_empty() {
                    continue;
                }
                #whole_dense_row
                #cuts
                #(rt::prefetch(#stored);)*
                for entry in missed { #apply }
                #mark
            },
            Storage::Sparse => quote! {
                let missed = log.missed_bits(source);
                if missed == 0 {
                    continue;
                }
                #whole_row
                #cuts
                for i in 0..synapses {
                    let target = ids[i] as usize;
                    let mut bits = log.mask(target) & missed;
                    while bits != 0 {
                        let entry = log.entry(bits.trailing_zeros());
                        bits &= bits - 1;
                        #apply
                    }
                }
                #mark
            },
        };
        let (begin, rows_loop) = (self.begin(structure), self.rows(structure, rows, true, row));
        let log = self.slot(log);
        let further = match rows {
            Some(_) => (quote!(&'a mut rt::Log<Float>), quote!(&mut *#log)),
            None => (quote!(&'a rt::Log<Float>), quote!(&*#log)),
        };
        let further = vec![(names::identifier("log"), further.0, further.1)];
        let run = self.run_with(&all, Elements::Synapses { structure, selection }, quote!(#begin #rows_loop), further);
        let seen = rows.is_none().then(|| quote!(#log.clear();));
        quote! {
            if !#log.is_empty() #guard {
                #run
                #seen
            }
        }
    }

    /// One update: of its targets where the synapses are dense, of one synapse where they are sparse.
    fn update(&self, storage: Storage, kernel: &Kernel<SlotId>) -> TokenStream {
        let mut code = self.kernel(kernel);
        code.iteration = quote!(entry.iteration);
        let (outside, outer, inner) = (code.nodes(Level::Outside), code.nodes(Level::Outer), code.nodes(Level::Inner));
        let kept = kept_values(kernel);
        let stores = self.synapse_stores(kernel);
        let each = quote!(#inner #stores);
        let synapses = match storage {
            Storage::Dense => quote! {
                for &target in log.columns(entry) {
                    let target = target as usize;
                    let i = target;
                    #each
                }
            },
            Storage::Sparse => each,
        };
        quote!(#kept #outside #outer #synapses)
    }
}

/// Brings what has been kept into scope.
fn kept_values(kernel: &Kernel<SlotId>) -> TokenStream {
    let mut seen: Vec<Ident> = Vec::new();
    let mut values = TokenStream::new();
    for node in &kernel.nodes {
        let NodeKind::Kept(number) = node.kind else { continue };
        let name = kept(node.rank, number);
        if seen.contains(&name) {
            continue;
        }
        values.extend(match node.rank {
            Rank::Source => quote!(let #name = log.source(entry, #number);),
            Rank::Target => quote!(let #name = log.target(entry, #number);),
            Rank::One | Rank::Neuron | Rank::Synapse => quote!(let #name = log.scalar(entry, #number);),
        });
        seen.push(name);
    }
    values
}

/// A kernel that has the loads and the stores of all.
fn union(kernels: &[Kernel<SlotId>]) -> Kernel<SlotId> {
    let mut all = Kernel::new();
    for kernel in kernels {
        let loads = kernel.nodes.iter().filter(|node| matches!(node.kind, NodeKind::Load(_) | NodeKind::Elapsed(_)));
        for load in loads {
            all.node(load.kind.clone(), load.ty, load.rank);
        }
        let zero = all.node(NodeKind::Number(0.0), Type::Number, Rank::One);
        all.stores.extend(kernel.stores.iter().map(|(to, _)| (*to, zero)));
    }
    all
}
