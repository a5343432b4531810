//! Synapse groups: one structure for each set of synapse variables.

use proc_macro2::TokenStream;
use quote::quote;

use super::names::{self, Shape, Shapes};
use crate::model::{Model, SynapseVariable};

pub(super) fn generate(model: &Model, shapes: &Shapes) -> TokenStream {
    shapes.synapses.iter().map(|shape| synapse_group(model, shape)).collect()
}

fn synapse_group(model: &Model, shape: &Shape<Vec<String>>) -> TokenStream {
    let (name, settings) = (&shape.name, &shape.settings);
    let first = &model.synapses[shape.first];
    let doc = first.doc.tokens();
    let fields: Vec<_> = first.variables.iter().map(|variable| names::variable(&variable.name)).collect();
    let setting_fields: Vec<_> = first.variables.iter().map(|variable| names::user(&variable.name)).collect();
    let labels: Vec<_> = first.variables.iter().map(|variable| variable.name.to_string()).collect();
    let count = fields.len();
    let accessors = first.variables.iter().map(accessors);
    quote! {
        #[doc = "A group of synapses."]
        #[doc = ""]
        #doc
        pub struct #name {
            izhi_connection: rt::Connection,
            #(#fields: rt::Dense<Float>,)*
        }
        /// What a synapse group is built from.
        #[derive(Clone, Debug)]
        pub struct #settings {
            #(#[doc = "Initial values [target, source], as declared unless given."] pub #setting_fields: rt::InitialMatrix<Float>,)*
        }
        impl #settings {
            const IZHI_DECLARED: Self = Self { #(#setting_fields: rt::InitialMatrix::Declared,)* };
        }
        impl #name {
            const IZHI_BYTES: usize = #count * size_of::<Float>();
            const IZHI_EMPTY: Self = Self {
                izhi_connection: rt::Connection::EMPTY,
                #(#fields: rt::Dense::EMPTY,)*
            };
            /// Says of each variable whether it is to begin as declared.
            #[inline(never)]
            fn izhi_build(
                &mut self,
                settings: &mut #settings,
                name: &'static str,
                tags: &'static [&'static str],
                source: &rt::Population<Float>,
                target: &rt::Population<Float>,
            ) -> rt::Result<[bool; #count]> {
                self.izhi_connection.build(name, tags, source, target);
                Ok([#(self.#fields.initialise(
                    ::core::mem::take(&mut settings.#setting_fields), &self.izhi_connection, #labels,
                )?),*])
            }
            /// The name, the tags and the two ends.
            pub fn connection(&self) -> &rt::Connection { &self.izhi_connection }
            #(#accessors)*
        }
        impl rt::Synapses<Float> for #name {
            fn connection(&self) -> &rt::Connection { &self.izhi_connection }
            fn items<'a>(&'a self, items: &mut Vec<rt::Item<'a, Float>>) {
                #(items.push(self.#fields.item(&self.izhi_connection, #labels));)*
            }
        }
    }
}

fn accessors(variable: &SynapseVariable) -> TokenStream {
    let (field, read, write) =
        (names::variable(&variable.name), names::user(&variable.name), names::variable_mut(&variable.name));
    let doc = variable.doc.tokens();
    quote! {
        #doc
        #[doc = "\n\nOne value for each synapse: [target, source]."]
        pub fn #read(&self) -> rt::ArrayView2<'_, Float> { self.#field.view() }
        /// The same for writing.
        pub fn #write(&mut self) -> rt::ArrayViewMut2<'_, Float> { self.#field.view_mut() }
    }
}
