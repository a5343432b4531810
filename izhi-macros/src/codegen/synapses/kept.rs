//! What synapses keep from one iteration to the next, given out and taken back.
//!
//! ```text
//! fn save(&self, to) { self.izhi_variable_W.save(".W", to)?; ... }
//! fn load(&mut self, from) { self.izhi_variable_W.load(".W", from)?; ... }
//! ```

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::SynapseShape;
use crate::codegen::names;

impl SynapseShape<'_> {
    pub(super) fn kept(&self) -> TokenStream {
        let (is_sparse, _, has_delays) = self.parts();
        let (fields, names): (Vec<Ident>, Vec<String>) = self.kept_fields().into_iter().unzip();
        let (flights, flight_names): (Vec<Ident>, Vec<String>) = self.flights().into_iter().unzip();
        let (longest, longest_names): (Vec<Ident>, Vec<String>) = self.longest_lines().into_iter().unzip();
        let room = self.key.kept as usize;
        let connected = is_sparse.then(|| self.connected());
        let save_connected = is_sparse.then(|| quote!(#connected.save(to)?;));
        let list = self.list;
        let delay = has_delays.then(|| quote!(delay: others.times(from.clock()),));
        let columns = self.listed_variables().into_iter().map(|(variable, _)| names::user(&variable.name));
        let load_connected = is_sparse.then(|| {
            quote! {
                let others = if from.has(":targets") { #connected.others(from)? } else { None };
                if let Some(others) = others {
                    // What they have comes in a moment.
                    let list = #list {
                        pairs: others.pairs(),
                        #delay
                        #(#columns: vec![0.0; others.count()],)*
                    };
                    self.izhi_replace(from.clock(), &list, others.firsts())?;
                }
            }
        });
        let clear_log = self.key.has_log.then(|| quote!(self.izhi_log.clear();));
        quote! {
            fn save(&self, to: &mut rt::Saving<'_>) -> rt::Result<()> {
                #save_connected
                #(rt::Keep::save(&self.#fields, #names, to)?;)*
                #(rt::Keep::save(&self.#longest, #longest_names, to)?;)*
                #(self.#flights.save(#flight_names, to)?;)*
                Ok(())
            }
            fn load(&mut self, from: &mut rt::Loading<'_>) -> rt::Result<()> {
                // The room that others need for their delays.
                #(if from.has(#longest_names) { self.#longest.load_longest(#longest_names, from)?; })*
                #load_connected
                #(if from.has(#longest_names) { self.#longest.check_room(&self.izhi_delays, #room, #longest_names, from)?; })*
                #(from.take(&mut self.#fields, #names)?;)*
                #(if from.has(#flight_names) { self.#flights.load(#flight_names, from, &self.izhi_structure)?; })*
                #clear_log
                Ok(())
            }
        }
    }

    /// Which neurons are connected, and what synapses have beside their variables.
    fn connected(&self) -> TokenStream {
        let (_, _, has_delays) = self.parts();
        let delays = if has_delays { some(&quote!(self.izhi_delays.held())) } else { none() };
        let numbers = if self.key.has_numbers { some(&quote!(&self.izhi_numbers)) } else { none() };
        quote!(rt::Connected { structure: &self.izhi_structure, delays: #delays, numbers: #numbers })
    }

    /// Variables, what belongs to those that decay, and what is on its way through one delay for all.
    fn kept_fields(&self) -> Vec<(Ident, String)> {
        let variables = self.fields.iter().cloned().zip(self.labels.iter().map(|label| format!(".{label}")));
        let decays = self.decaying().flat_map(|variable| {
            let name = &variable.name;
            [(names::decay(name), format!(":{name}_decay")), (names::touched(name), format!(":{name}_time"))]
        });
        let lines = self.key.arrivals.iter().filter(|arriving| !self.has_delay_each(arriving));
        let lines =
            lines.map(|arriving| (arriving.field(), format!(":{}_{}", arriving.side.arriving(), arriving.name)));
        let conducted = self.conducted().enumerate().map(|(number, field)| (field, format!(":conducted{number}")));
        variables.chain(decays).chain(lines).chain(conducted).collect()
    }

    /// Events on their way through the delay of each synapse.
    fn flights(&self) -> Vec<(Ident, String)> {
        self.through_delays(true)
    }

    /// States on their way through the longest of these delays.
    fn longest_lines(&self) -> Vec<(Ident, String)> {
        self.through_delays(false)
    }

    fn through_delays(&self, are_events: bool) -> Vec<(Ident, String)> {
        let arriving = self.key.arrivals.iter();
        let arriving = arriving.filter(|own| self.has_delay_each(own) && own.kind.is_event() == are_events);
        arriving.map(|own| (own.field(), format!(":{}_{}", own.side.arriving(), own.name))).collect()
    }
}

fn some(value: &TokenStream) -> TokenStream {
    quote!(::core::option::Option::Some(#value))
}

fn none() -> TokenStream {
    quote!(::core::option::Option::None)
}
