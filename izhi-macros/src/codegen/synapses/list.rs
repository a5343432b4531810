//! The synapses of a sparse group as a list that users change: what is pruned and what grows between two runs.
//!
//! ```text
//! pub struct SynapsesWList { pub pairs, pub delay, pub W }
//! impl SynapsesW { fn synapses(&self, clock) -> SynapsesWList; fn set_synapses(&mut self, clock, list) }
//! ```

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::SynapseShape;
use crate::codegen::names::{self, Arriving};
use crate::resolved::{Side, SynapseVariable};
use crate::schedule::Layout;

impl SynapseShape<'_> {
    /// The variables that each synapse has by itself, with the fields that hold them.
    pub(super) fn listed_variables(&self) -> Vec<(&SynapseVariable, &Ident)> {
        let variables = self.first.variables.iter().zip(&self.fields).zip(self.layouts());
        variables.filter(|(_, layout)| *layout == Layout::Sparse).map(|(variable, _)| variable).collect()
    }

    pub(super) fn list(&self) -> TokenStream {
        let (is_sparse, _, has_delays) = self.parts();
        if !is_sparse {
            return TokenStream::new();
        }
        let (name, list) = (self.name, self.list);
        let columns: Vec<Ident> =
            self.listed_variables().into_iter().map(|(variable, _)| names::user(&variable.name)).collect();
        let docs = self.listed_variables().into_iter().map(|(variable, _)| variable.doc.tokens());
        let delay = has_delays.then(|| names::identifier("delay"));
        let delay: Vec<&Ident> = delay.iter().collect();
        let values = self.listed_variables().into_iter().map(|(variable, field)| {
            if variable.decays {
                let (decay, touched) = (names::decay(&variable.name), names::touched(&variable.name));
                quote!(rt::decayed(clock, self.#field.values(), &self.#touched, self.#decay.value()))
            } else {
                quote!(self.#field.values().to_vec())
            }
        });
        let set = self.set();
        quote! {
            /// Synapses one by one, in any order: where they are and what each of them has.
            #[derive(Clone, Debug, Default)]
            pub struct #list {
                /// Source and target, by their indices.
                pub pairs: Vec<(usize, usize)>,
                #(/// How long an event takes, in the unit of `dt`.
                pub #delay: Vec<Float>,)*
                #(#docs pub #columns: Vec<Float>,)*
            }
            impl #list {
                /// Keeps the synapses for which the condition on the list and the number of the synapse in it holds.
                pub fn retain(&mut self, mut is_kept: impl FnMut(&Self, usize) -> bool) {
                    let marks: Vec<bool> = (0..self.pairs.len()).map(|number| is_kept(self, number)).collect();
                    rt::keep(&mut self.pairs, &marks);
                    #(rt::keep(&mut self.#delay, &marks);)*
                    #(rt::keep(&mut self.#columns, &marks);)*
                }
            }
            impl #name {
                /// All synapses as they are before the next iteration, which is that of the network's
                /// [`clock`](rt::Network::clock): a list of one's own, to be changed and given back.
                pub fn synapses(&self, clock: &rt::Clock) -> #list {
                    #list {
                        pairs: self.izhi_structure.pairs().collect(),
                        #(#delay: self.izhi_delays.times(clock),)*
                        #(#columns: #values,)*
                    }
                }
                #set
            }
        }
    }

    fn set(&self) -> TokenStream {
        let (_, _, has_delays) = self.parts();
        let list = self.list;
        let kept = self.key.kept as usize;
        let sent = self.key.arrivals.iter().filter(|arriving| arriving.side == Side::Source);
        let (events, states): (Vec<_>, Vec<_>) = sent.partition(|arriving| arriving.kind.is_event());
        let [events, states] =
            [events, states].map(|arriving| arriving.into_iter().map(Arriving::field).collect::<Vec<Ident>>());
        let new = if has_delays {
            quote! {
                let room = [#(self.#states.room(#kept)),*].into_iter().min().unwrap_or(usize::MAX);
                let (structure, connection) = (&self.izhi_structure, &self.izhi_connection);
                let new = rt::Replacement::of_delayed(
                    &list.pairs, firsts, &list.delay, room, structure, connection, clock,
                )?;
            }
        } else {
            quote!(let new = rt::Replacement::of(&list.pairs, firsts, &self.izhi_structure, &self.izhi_connection)?;)
        };
        let variables = self.listed_variables();
        let fields: Vec<&Ident> = variables.iter().map(|(_, field)| *field).collect();
        let columns = variables.iter().map(|(variable, _)| names::user(&variable.name));
        let labels = variables.iter().map(|(variable, _)| variable.name.to_string());
        let touched: Vec<Ident> = variables
            .iter()
            .filter(|(variable, _)| variable.decays)
            .map(|(variable, _)| names::touched(&variable.name))
            .collect();
        let numbers = self.key.has_numbers.then(|| quote!(self.izhi_numbers = numbers;));
        let delays = has_delays.then(|| {
            quote! {
                self.izhi_delays = delays;
                #(self.#events.follow(clock, &self.izhi_structure);)*
            }
        });
        quote! {
            /// Lets these be the synapses from the next iteration on; `clock` is that of the network. What is on its way
            /// arrives at those that there are then. Steps draw for them by their numbers in the new rows.
            ///
            /// # Errors
            ///
            /// A neuron that there is not, columns of the list of different lengths, values that are not finite; a delay
            /// that is no multiple of `dt`, or longer than there is room for what is on its way. Then nothing has changed. The
            /// next run is an error where a recorder has seen another number of synapses.
            pub fn set_synapses(&mut self, clock: &rt::Clock, list: &#list) -> rt::Result<()> {
                self.izhi_connection.check_alone()?;
                self.izhi_replace(clock, list, &[])
            }
            /// The same with synapses of sources to targets of other ranks before these.
            fn izhi_replace(&mut self, clock: &rt::Clock, list: &#list, firsts: &[u32]) -> rt::Result<()> {
                #new
                #(let #fields = new.column(&list.#columns, #labels)?;)*
                #(let #touched = new.touched(clock)?;)*
                let (structure, numbers, delays) = new.into_parts();
                self.izhi_connection.count(structure.len() as u64);
                self.izhi_structure = structure;
                #(self.#fields.replace(#fields);)*
                #(self.#touched = #touched;)*
                #numbers
                #delays
                Ok(())
            }
        }
    }
}
