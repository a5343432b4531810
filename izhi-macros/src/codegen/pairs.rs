//! Kernels over the synapses of a group: each for itself, or summed for the neurons at one end. Sources are
//! in the outer loop, as they are in memory.
//!
//! ```text
//! for source in rows {                         all of a part, or those with an event
//!     let (ids, place) = ...;                  sparse: the targets of the row, and where its synapses begin
//!     for i in 0..count { let target = ...; }
//! }
//! ```

use proc_macro2::TokenStream;
use quote::quote;

use super::capture::{Elements, column_events, row_events};
use super::kernel::{KernelCode, Level, node, register};
use super::names;
use super::program_code::ProgramCode;
use crate::resolved::Storage;
use crate::schedule::{Kernel, Layout, NodeId, Rank, Selection, Side, SlotId, SlotKind};

/// The sum of a value over the synapses of each neuron at one end.
pub(super) struct Sum<'a> {
    pub(super) at: Side,
    pub(super) structure: SlotId,
    pub(super) rows: Option<SlotId>,
    pub(super) into: SlotId,
    pub(super) kernel: &'a Kernel<SlotId>,
    pub(super) value: NodeId,
    pub(super) condition: Option<NodeId>,
}

impl ProgramCode<'_> {
    /// The synapses row by row: sources outside, targets inside.
    pub(super) fn map_pairs(
        &self,
        structure: SlotId,
        selection: Selection<SlotId>,
        kernel: &Kernel<SlotId>,
    ) -> TokenStream {
        let storage = self.storage(structure);
        let mut code = self.kernel(kernel);
        if storage == Storage::Dense && selection.columns.is_some() {
            code.draw_index = quote!(0);
        }
        let (outside, outer, inner) = (code.nodes(Level::Outside), code.nodes(Level::Outer), code.nodes(Level::Inner));
        let stores = self.synapse_stores(kernel);
        let each = quote!(#inner #stores);
        let row = match (storage, selection.columns) {
            (Storage::Dense, Some(_)) => {
                let cuts = self.cuts(&code, &quote!(place), &quote!(synapses));
                let whole_row = self.whole_row(structure);
                let columns = column_events();
                let stored = code.slots().into_iter().filter(|id| code.is_stored(*id)).map(|id| self.slot(id));
                // The draw of each target by itself.
                let fill = code.fill(&quote!(element + target as u64));
                let one = code.has_draws().then(|| quote!(let count = 1; #fill));
                quote! {
                    #whole_row
                    #cuts
                    #(rt::prefetch_places(#stored, #columns);)*
                    for &target in #columns {
                        let target = target as usize;
                        let i = target;
                        #one
                        #each
                    }
                }
            }
            _ => self.blocks(&code, storage, selection.columns.is_some(), each),
        };
        let (begin, streams) = (self.begin(structure), code.streams());
        // A draw is that of a source and of the synapse's number in its row.
        let needs_ends = code.has_draws()
            || selection.columns.is_some()
            || code.slots().iter().any(|id| matches!(self.program.slots[id.0].kind, SlotKind::Sent(_)))
            || kernel.nodes.iter().any(|node| matches!(node.rank, Rank::Source | Rank::Target));
        let rows = self.rows(structure, selection.rows, needs_ends, quote!(#outer #row));
        let body = quote!(#outside #streams #begin #rows);
        let run = self.run(kernel, Elements::Synapses { structure, selection }, body);
        match selection.guard.map(register) {
            Some(guard) => quote!(if #guard { #run }),
            None => run,
        }
    }

    /// What a kernel stores for the synapse at hand.
    pub(super) fn synapse_stores(&self, kernel: &Kernel<SlotId>) -> TokenStream {
        let store = |(to, value): &(SlotId, NodeId)| {
            let cast = matches!(self.program.slots[to.0].kind, SlotKind::Touched(_)).then(|| quote!(as u32));
            let (to, value) = (self.slot(*to), node(*value));
            quote!(#to[i] = #value #cast;)
        };
        kernel.stores.iter().map(store).collect()
    }

    /// A row of synapses in blocks, for each of which the draws are made at once.
    fn blocks(&self, code: &KernelCode, storage: Storage, has_columns: bool, each: TokenStream) -> TokenStream {
        let fill = code.fill(&quote!(element + done as u64));
        let block = if !code.has_draws() { quote!(synapses) } else { quote!(rt::BLOCK) };
        let cuts = self.cuts(code, &quote!(place + done), &quote!(count));
        let (ids, target) = match storage {
            Storage::Dense => (TokenStream::new(), quote!(let target = first_target + done + i;)),
            Storage::Sparse => (quote!(let ids = &ids[done..][..count];), quote!(let target = ids[i] as usize;)),
        };
        let columns = column_events();
        let select = has_columns.then(|| quote!(if !#columns[target] { continue; }));
        quote! {
            let mut done = 0;
            while done < synapses {
                let count = #block.min(synapses - done);
                #cuts
                #fill
                #ids
                for i in 0..count {
                    #target
                    #select
                    #each
                }
                done += count;
            }
        }
    }

    /// Where the synapses of this part begin.
    pub(super) fn begin(&self, structure: SlotId) -> TokenStream {
        let name = self.slot(structure);
        match self.storage(structure) {
            Storage::Dense => quote!(let begin = first * #name.targets;),
            Storage::Sparse => quote!(let begin = #name.starts()[first];),
        }
    }

    /// The loop over the rows: `source`, the `place` of its synapses in the slices at hand, the `element` by which draws
    /// know the first of them, and the number of its `synapses` are known inside, and `ids` of sparse ones.
    pub(super) fn rows(
        &self,
        structure: SlotId,
        rows: Option<SlotId>,
        needs_ends: bool,
        inside: TokenStream,
    ) -> TokenStream {
        let name = self.slot(structure);
        let events = row_events();
        match (self.storage(structure), rows) {
            // Where nothing asks for the ends, the rows of this part are one long row.
            (Storage::Dense, None) if !needs_ends => quote! {
                let (rows, synapses) = #name.stretches(length);
                for row in 0..rows {
                    let (source, place, first_target) = (first + row, row * #name.targets + #name.first, #name.first);
                    #inside
                }
            },
            (Storage::Dense, None) => quote! {
                for row in 0..length {
                    let (source, first_target, synapses) = (first + row, #name.first, #name.columns);
                    let place = row * #name.targets + first_target;
                    let element = rt::row_element(source) + first_target as u64;
                    #inside
                }
            },
            (Storage::Dense, Some(_)) => quote! {
                for &source in #events {
                    let (source, first_target, synapses) = (source as usize, #name.first, #name.columns);
                    let place = source * #name.targets + first_target;
                    let element = rt::row_element(source) + first_target as u64;
                    #inside
                }
            },
            (Storage::Sparse, None) if !needs_ends => quote! {
                let (source, place) = (first, 0);
                let ids = &#name.targets()[begin..#name.starts()[first + length]];
                let synapses = ids.len();
                #inside
            },
            (Storage::Sparse, None) => quote! {
                for row in 0..length {
                    let source = first + row;
                    let range = #name.row(source);
                    let (place, element, synapses) = (range.start - begin, #name.element(source), range.len());
                    let ids = &#name.targets()[range];
                    #inside
                }
            },
            (Storage::Sparse, Some(_)) => quote! {
                for (source, range) in rt::Rows::stretches(#events, #name, None) {
                    let (place, element, synapses) = (range.start, #name.element(source), range.len());
                    let ids = &#name.targets()[range];
                    #inside
                }
            },
        }
    }

    /// The places of all targets of a dense row, of which only own ones are asked for.
    pub(super) fn whole_row(&self, structure: SlotId) -> TokenStream {
        let name = self.slot(structure);
        quote! {
            let (place, synapses) = (place - first_target, #name.targets);
            let element = rt::row_element(source);
        }
    }

    pub(super) fn sum_pairs(&self, sum: &Sum) -> TokenStream {
        let code = self.kernel(sum.kernel);
        let into = self.slot(sum.into);
        let (outside, streams) = (code.nodes(Level::Outside), code.streams());
        let rows = match sum.at {
            Side::Target => self.sum_of_sources(sum, &code),
            Side::Source => self.sum_of_targets(sum, &code),
        };
        let body = quote! {
            let #into = &mut #into[..length];
            #into.fill(0.0);
            #outside
            #streams
            #rows
        };
        let Sum { structure, rows, into, .. } = *sum;
        let far = names::identifier(if sum.at == Side::Target { "sources" } else { "targets" });
        self.run(sum.kernel, Elements::Sums { structure, rows, into, far }, body)
    }

    /// Each source adds to its targets, of which this part has `length` from `first` on.
    fn sum_of_sources(&self, sum: &Sum, code: &KernelCode) -> TokenStream {
        let (name, into, events) = (self.slot(sum.structure), self.slot(sum.into), row_events());
        let outer = code.nodes(Level::Outer);
        let inner = code.nodes(Level::Inner);
        // A condition on the source alone leaves out its whole row.
        let on_source = |id: &NodeId| matches!(sum.kernel.nodes[*id].rank, Rank::One | Rank::Source);
        let skip = sum.condition.filter(on_source).map(|condition| {
            let condition = node(condition);
            quote!(if !#condition { continue; })
        });
        let at = element(code);
        match self.storage(sum.structure) {
            Storage::Dense => {
                let add = add(sum, &quote!(#into[#at]));
                let each = quote!(let target = first + #at; #inner #add);
                let start = quote!(source * #name.targets + first);
                let element = quote!(rt::row_element(source) + first as u64);
                let synapses = self.synapses(code, &start, &quote!(length), &element, each);
                let row = quote!(#outer #skip #synapses);
                match sum.rows {
                    Some(_) => quote!(for &source in #events { let source = source as usize; #row }),
                    None => quote!(for source in 0..#name.sources { #row }),
                }
            }
            Storage::Sparse => {
                let add = add(sum, &quote!(*sum));
                let each = quote! {
                    let target = ids[#at] as usize;
                    // Another thread has the other targets.
                    let Some(sum) = #into.get_mut(target.wrapping_sub(first)) else { continue };
                    #inner
                    #add
                };
                let element = quote!(#name.element(source) + (range.start - #name.row(source).start) as u64);
                let synapses = self.synapses(code, &quote!(range.start), &quote!(ids.len()), &element, each);
                let stretch = quote! {
                    let ids = &#name.targets()[range.clone()];
                    #synapses
                };
                let rows = match sum.rows {
                    Some(_) => quote! {
                        for (source, range) in rt::Rows::stretches(#events, #name, part) {
                            let place = range.start;
                            #outer #skip
                            #stretch
                        }
                    },
                    None => quote! {
                        for source in 0..#name.extent().sources {
                            #outer #skip
                            for number in 0..#name.stretches(source, part) {
                                let range = #name.stretch(source, part, number);
                                #stretch
                            }
                        }
                    },
                };
                quote!(let part = #name.part_of(first, length); #rows)
            }
        }
    }

    /// Each of the sources of this part adds up its row.
    fn sum_of_targets(&self, sum: &Sum, code: &KernelCode) -> TokenStream {
        let (name, into) = (self.slot(sum.structure), self.slot(sum.into));
        let outer = code.nodes(Level::Outer);
        let inner = code.nodes(Level::Inner);
        let add = add(sum, &quote!(sum));
        let at = element(code);
        let (row, start, target) = match self.storage(sum.structure) {
            Storage::Dense => {
                (quote!(let count = #name.targets;), quote!(source * #name.targets), quote!(let target = #at;))
            }
            Storage::Sparse => (
                quote! {
                    let range = #name.row(source);
                    let ids = &#name.targets()[range.clone()];
                    let count = ids.len();
                },
                quote!(range.start),
                quote!(let target = ids[#at] as usize;),
            ),
        };
        let each = quote!(#target #inner #add);
        let synapses = self.synapses(code, &start, &quote!(count), &quote!(rt::row_element(source)), each);
        quote! {
            for row in 0..length {
                let source = first + row;
                #row
                #outer
                let mut sum = 0.0 as Float;
                #synapses
                #into[row] = sum;
            }
        }
    }

    /// The synapses of a stretch of a row, of which the first is at `start` and is drawn by the given element; in blocks where
    /// there are draws.
    fn synapses(
        &self,
        code: &KernelCode,
        start: &TokenStream,
        count: &TokenStream,
        element: &TokenStream,
        each: TokenStream,
    ) -> TokenStream {
        if !code.has_draws() {
            let cuts = self.cuts(code, start, count);
            return quote!(#cuts for i in 0..#count { #each });
        }
        let cuts = self.cuts(code, &quote!(#start + done), &quote!(count));
        let fill = code.fill(&quote!(#element + done as u64));
        quote! {
            let mut done = 0;
            while done < #count {
                let count = rt::BLOCK.min(#count - done);
                #cuts
                #fill
                for i in 0..count { #each }
                done += count;
            }
        }
    }

    /// The parts of the kernel's synapse variables that belong to the row at hand.
    pub(super) fn cuts(&self, code: &KernelCode, start: &TokenStream, count: &TokenStream) -> TokenStream {
        let is_row = |id: &SlotId| {
            let kind = self.program.slots[id.0].kind;
            let is_kept = matches!(kind, SlotKind::Weights(Layout::Dense | Layout::Sparse) | SlotKind::Touched(_));
            is_kept || matches!(kind, SlotKind::Sent(_) | SlotKind::SynapseNumbers)
        };
        let cut = |id: SlotId| {
            if matches!(self.program.slots[id.0].kind, SlotKind::Sent(_)) {
                let name = self.slot(id);
                return quote!(let #name = #name.row(#start, #count););
            }
            let (name, borrow) = (self.slot(id), if code.is_stored(id) { quote!(&mut) } else { quote!(&) });
            quote!(let #name = #borrow #name[#start..][..#count];)
        };
        code.slots().into_iter().filter(is_row).map(cut).collect()
    }

    /// How the synapses of a structure's slot are kept.
    pub(super) fn storage(&self, structure: SlotId) -> Storage {
        match self.program.slots[structure.0].kind {
            SlotKind::Structure(storage) => storage,
            _ => Storage::Dense,
        }
    }

    pub(super) fn propagate(&self, structure: SlotId, into: SlotId, weights: SlotId, events: SlotId) -> TokenStream {
        let layout = self.program.slots[weights.0].kind;
        let storage = self.storage(structure);
        let [structure, into, weights, events] = [structure, into, weights, events].map(|id| self.slot(id));
        match (storage, layout) {
            (Storage::Sparse, _) => quote!(rt::propagate_sparse(executor, #into, #structure, #weights, #events);),
            (_, SlotKind::Weights(Layout::Shared)) => {
                quote!(rt::propagate_shared(executor, #into, #weights, #events);)
            }
            _ => quote!(rt::propagate(executor, #into, #weights, #events);),
        }
    }

    /// What all synapses share.
    pub(super) fn set(&self, into: SlotId, kernel: &Kernel<SlotId>, value: NodeId) -> TokenStream {
        let (into, value) = (self.slot(into), self.once(kernel, value));
        quote!(*#into.value_mut() = #value;)
    }
}

/// The number of the synapse at hand in the stretch that is run over.
fn element(code: &KernelCode) -> TokenStream {
    if code.has_draws() { quote!(done + i) } else { quote!(i) }
}

/// Adds the value to a place, where the condition holds.
fn add(sum: &Sum, place: &TokenStream) -> TokenStream {
    let value = node(sum.value);
    match sum.condition.map(node) {
        Some(condition) => quote!(#place = if #condition { #place + #value } else { #place };),
        None => quote!(#place = #place + #value;),
    }
}
