//! The network itself, its builder, and one iteration as a list of calls.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::groups::{behavior_field, program_call};
use super::names::{self, Shapes};
use crate::model::{GridSize, Group, GroupId, Instance, Model, SynapseId};
use crate::schedule::Schedule;

pub(super) fn generate(model: &Model, schedule: &Schedule, shapes: &Shapes, plan: &str) -> TokenStream {
    let structure = structure(model, shapes);
    let builder = builder(model, shapes);
    let build = build(model, schedule, shapes);
    let network = implementation(model, schedule, plan);
    quote!(#structure #builder #build #network)
}

/// The fields of the groups, and those of the synapse groups.
fn fields(model: &Model) -> (Vec<Ident>, Vec<Ident>) {
    let groups = model.groups.iter().map(|group| names::user(&group.name)).collect();
    let synapses = model.synapses.iter().map(|synapses| names::user(&synapses.name)).collect();
    (groups, synapses)
}

fn structure(model: &Model, shapes: &Shapes) -> TokenStream {
    let (name, doc) = (&model.name, model.doc.tokens());
    let (groups, synapses) = fields(model);
    let group_docs = model.groups.iter().map(|group| group.doc.tokens());
    let synapse_docs = model.synapses.iter().map(|synapses| synapses.doc.tokens());
    let group_types = (0..groups.len()).map(|index| &shapes.group(GroupId(index)).name);
    let synapse_types = (0..synapses.len()).map(|index| &shapes.synapse_group(SynapseId(index)).name);
    quote! {
        #doc
        pub struct #name {
            #(#group_docs pub #groups: #group_types,)*
            #(#synapse_docs pub #synapses: #synapse_types,)*
            izhi_clock: rt::Clock,
        }
    }
}

/// The grid of a group as declared.
fn grid(group: &Group) -> TokenStream {
    match group.size {
        GridSize::Squared(neurons) => {
            let neurons = neurons as usize;
            quote!(rt::Grid::squared(#neurons))
        }
        GridSize::Grid(extents) => {
            let [width, height, depth] = extents.map(|extent| extent as usize);
            quote!(rt::Grid::new(#width, #height, #depth))
        }
    }
}

fn parameter_values(instance: &Instance) -> TokenStream {
    let values = instance.parameters.iter().map(|value| quote!(#value as Float));
    quote!([#(#values),*])
}

fn builder(model: &Model, shapes: &Shapes) -> TokenStream {
    let (name, builder) = (&model.name, names::builder(model));
    let doc =
        format!("What [`{name}`] is built from. Every field holds what the declaration says until it is changed.");
    let (groups, synapses) = fields(model);
    let group_settings: Vec<&Ident> = (0..groups.len()).map(|index| &shapes.group(GroupId(index)).settings).collect();
    let synapse_settings: Vec<&Ident> =
        (0..synapses.len()).map(|index| &shapes.synapse_group(SynapseId(index)).settings).collect();
    let grids = model.groups.iter().map(grid);
    let parameters = (0..groups.len()).map(|index| {
        let values = model.instances_of(GroupId(index)).map(|(_, instance)| parameter_values(instance));
        quote!(#(#values),*)
    });
    let (seed, dt) = (model.seed, model.dt);
    quote! {
        #[doc = #doc]
        #[derive(Clone, Debug)]
        pub struct #builder {
            #(pub #groups: #group_settings,)*
            #(pub #synapses: #synapse_settings,)*
            izhi_run: rt::RunSettings,
        }
        impl #name {
            /// Begins a network with what its declaration says.
            pub fn builder() -> #builder {
                #builder {
                    #(#groups: #group_settings::izhi_new(#grids, #parameters),)*
                    #(#synapses: #synapse_settings::default(),)*
                    izhi_run: rt::RunSettings::new(#seed, #dt),
                }
            }
        }
        impl #builder {
            /// The seed of all random draws.
            pub fn seed(mut self, seed: u64) -> Self {
                self.izhi_run.seed = seed;
                self
            }
            /// The time that one iteration stands for, in the unit of the model.
            pub fn dt(mut self, dt: f64) -> Self {
                self.izhi_run.dt = dt;
                self
            }
            /// The vector units to use, for comparisons: the results are the same with all.
            pub fn vector_level(mut self, level: rt::VectorLevel) -> Self {
                self.izhi_run.level = level;
                self
            }
        }
    }
}

fn build(model: &Model, schedule: &Schedule, shapes: &Shapes) -> TokenStream {
    let (name, builder) = (&model.name, names::builder(model));
    let (group_fields, synapse_fields) = fields(model);
    let group_locals: Vec<Ident> = model.groups.iter().map(|group| names::local(&group.name)).collect();
    let synapse_locals: Vec<Ident> = model.synapses.iter().map(|synapses| names::local(&synapses.name)).collect();
    let groups = model.groups.iter().enumerate().map(|(index, group)| {
        let (field, ty) = (&group_fields[index], &shapes.group(GroupId(index)).name);
        let (label, tags) = (group.name.to_string(), &group.tags);
        let initial = schedule.initial_variables.iter().filter(|initial| initial.group.0 == index);
        let sites = initial.map(|initial| initial.call.site);
        let local = &group_locals[index];
        quote!(let #local = #ty::izhi_build(self.#field, #label, &[#(#tags),*], &clock, &[#(#sites),*])?;)
    });
    let synapses = model.synapses.iter().enumerate().map(|(index, synapses)| {
        let (local, ty) = (&synapse_locals[index], &shapes.synapse_group(SynapseId(index)).name);
        let (source, target) = (&group_locals[synapses.source.0], &group_locals[synapses.target.0]);
        let (label, tags) = (synapses.name.to_string(), &synapses.tags);
        quote! {
            let #local = #ty::izhi_new(rt::Connection::new(
                #label, &[#(#tags),*], &#source.izhi_population, &#target.izhi_population,
            ))?;
        }
    });
    let initial = schedule.initial_synapses.iter().map(|initial| {
        let synapses = model.synapse_group(initial.synapses);
        let field = names::user(&synapses.name);
        let variable = &synapses.variables[initial.variable];
        let (place, setting, label) =
            (names::variable(&variable.name), names::user(&variable.name), variable.name.to_string());
        let site = initial.call.site;
        let call =
            program_call(model, schedule, &initial.call, quote!(&net.izhi_clock), quote!(#site), &group_of(model));
        quote!(if net.#field.#place.initialise(self.#field.#setting, &net.#field.izhi_connection, #label)? { #call })
    });
    quote! {
        impl #builder {
            /// Builds the network: allocates it and computes all initial values.
            ///
            /// # Errors
            ///
            /// A size of zero or one whose memory cannot be had, a parameter or initial value that is not
            /// finite, an array of the wrong shape, an input without values.
            pub fn build(self) -> rt::Result<#name> {
                let clock = self.izhi_run.clock()?;
                #(#groups)*
                #(#synapses)*
                let mut net = #name {
                    #(#group_fields: #group_locals,)* #(#synapse_fields: #synapse_locals,)* izhi_clock: clock,
                };
                #(#initial)*
                Ok(net)
            }
        }
    }
}

/// How a group is reached in the network.
fn group_of(model: &Model) -> impl Fn(GroupId) -> TokenStream {
    |id| {
        let field = names::user(&model.group(id).name);
        quote!(net.#field)
    }
}

fn implementation(model: &Model, schedule: &Schedule, plan: &str) -> TokenStream {
    let name = &model.name;
    let label = name.to_string();
    let (groups, synapses) = fields(model);
    let calls = schedule.calls.iter().map(|call| {
        let instance = model.instance(call.instance);
        let site = call.site;
        let group = group_of(model);
        let behavior = behavior_field(&group(instance.group), instance);
        let run = program_call(model, schedule, call, quote!(&net.izhi_clock), quote!(#site), &group);
        quote!(if #behavior.is_enabled() { #run })
    });
    quote! {
        impl rt::Network for #name {
            type Float = Float;
            fn name(&self) -> &'static str { #label }
            fn schedule(&self) -> &'static str { #plan }
            fn clock(&self) -> &rt::Clock { &self.izhi_clock }
            fn groups(&self) -> Vec<&dyn rt::Group<Float>> { vec![#(&self.#groups),*] }
            fn groups_mut(&mut self) -> Vec<&mut dyn rt::Group<Float>> { vec![#(&mut self.#groups),*] }
            fn synapse_groups(&self) -> Vec<&dyn rt::Synapses<Float>> { vec![#(&self.#synapses),*] }
            fn iterate(&mut self) {
                let net = self;
                #(#calls)*
                net.izhi_clock.advance();
            }
        }
        impl ::core::fmt::Display for #name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result { rt::describe(self, f) }
        }
        impl ::core::fmt::Debug for #name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result { rt::describe(self, f) }
        }
    }
}
