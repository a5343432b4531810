//! What a builder takes by name: tables of names, words and units, and for each type of group the fields they are of.
//!
//! ```text
//! impl PartSettings<Float> for CellsSettings { fn fields(&self) { vec![&self.size, &self.v] } ... }
//! impl Builder for NetBuilder { const PARTS = &[Part { name: "cells", fields: &[(Kind::State, About { name: "v", ... })], ... }]; }
//! ```

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::names::{self, DelayKind, Shapes};
use crate::resolved::{
    BehaviorId, Delay, Doc, GroupId, Instance, InstanceId, RESERVED_PREFIX, RecordKind, Recorded, RecordedSource,
    RecordedVariable, Resolved, SynapseId, Variable, VariableKind,
};
use crate::unit::Dimension;

/// The builder as every builder, and what it holds for its parts.
pub(super) fn generate(model: &Resolved, shapes: &Shapes) -> TokenStream {
    let groups = shapes.groups.iter().map(|shape| group(model, &shape.settings, GroupId(shape.first)));
    let synapses = shapes.synapses.iter().map(|shape| {
        let first = &model.synapses[shape.first];
        let has_delay = (shape.key.delay != DelayKind::None).then_some("delay");
        let has_dendritic = shape.key.has_dendritic_delay.then_some("dendritic_delay");
        let delays = [has_delay, has_dendritic].into_iter().flatten().map(names::identifier);
        let variables = first.variables.iter().map(|variable| names::user(&variable.name));
        part(&shape.settings, &delays.chain(variables).collect::<Vec<_>>(), &[])
    });
    let builder = builder(model);
    quote!(#(#groups)* #(#synapses)* #builder)
}

/// What the author says of the parameters of a behaviour.
pub(super) fn about_parameters(model: &Resolved, id: BehaviorId) -> TokenStream {
    let units = &model.measured.parameters[id.0];
    let parameters = model.behavior(id).parameters.iter().zip(units);
    let about = parameters.map(|(parameter, unit)| about(&parameter.name.to_string(), &parameter.doc, *unit));
    quote!([#(#about),*])
}

fn about(name: &str, doc: &Doc, unit: Option<Dimension>) -> TokenStream {
    let (doc, unit) = (doc.words(), unit.map(|unit| unit.to_string()).unwrap_or_default());
    quote!(rt::About { name: #name, doc: #doc, unit: #unit })
}

fn about_own(name: &str, doc: &str) -> TokenStream {
    quote!(rt::About { name: #name, doc: #doc, unit: "" })
}

/// The variables that the user declared, with their numbers.
fn variables(model: &Resolved, id: GroupId) -> impl Iterator<Item = (usize, &Variable)> {
    let variables = model.group(id).variables.iter().enumerate();
    variables.filter(|(_, variable)| !variable.name.to_string().starts_with(RESERVED_PREFIX))
}

fn group(model: &Resolved, settings: &Ident, id: GroupId) -> TokenStream {
    let size = names::identifier("size");
    let variables = variables(model, id).map(|(_, variable)| names::user(&variable.name));
    let behaviors: Vec<Ident> = model.instances_of(id).map(|(_, instance)| names::user(&instance.name)).collect();
    part(settings, &std::iter::once(size).chain(variables).collect::<Vec<_>>(), &behaviors)
}

fn part(settings: &Ident, fields: &[Ident], behaviors: &[Ident]) -> TokenStream {
    let behaviors = (!behaviors.is_empty()).then(|| {
        quote! {
            fn behaviors(&self) -> Vec<&dyn rt::AnyParameters<Float>> { vec![#(&self.#behaviors),*] }
            fn behaviors_mut(&mut self) -> Vec<&mut dyn rt::AnyParameters<Float>> { vec![#(&mut self.#behaviors),*] }
        }
    });
    quote! {
        impl rt::PartSettings<Float> for #settings {
            fn fields(&self) -> Vec<&dyn rt::Field> { vec![#(&self.#fields),*] }
            fn fields_mut(&mut self) -> Vec<&mut dyn rt::Field> { vec![#(&mut self.#fields),*] }
            #behaviors
        }
    }
}

fn builder(model: &Resolved) -> TokenStream {
    let (name, builder) = (&model.name, names::builder(model));
    let groups = (0..model.groups.len()).map(|index| part_of_group(model, GroupId(index)));
    let synapses = (0..model.synapses.len()).map(|index| part_of_synapses(model, SynapseId(index)));
    let fields = model.groups.iter().map(|group| &group.name).chain(model.synapses.iter().map(|group| &group.name));
    let fields: Vec<Ident> = fields.map(names::user).collect();
    let time = if model.measured.has_units() { Dimension::TIME.to_string() } else { String::new() };
    quote! {
        impl rt::Builder for #builder {
            type Network = #name;
            const PARTS: &'static [rt::Part] = &[#(#groups,)* #(#synapses,)*];
            const TIME: &'static str = #time;
            fn run(&self) -> &rt::RunSettings { &self.izhi_run }
            fn run_mut(&mut self) -> &mut rt::RunSettings { &mut self.izhi_run }
            fn parts(&self) -> Vec<&dyn rt::PartSettings<Float>> { vec![#(&self.#fields),*] }
            fn parts_mut(&mut self) -> Vec<&mut dyn rt::PartSettings<Float>> { vec![#(&mut self.#fields),*] }
            fn build(self) -> rt::Result<#name> { #builder::build(self) }
        }
    }
}

fn part_of_group(model: &Resolved, id: GroupId) -> TokenStream {
    let group = model.group(id);
    let (name, tags) = (group.name.to_string(), &group.tags);
    let behaviors = model.instances_of(id).map(|(id, instance)| {
        let (name, units) = (instance.name.to_string(), given_units(model, instance, &model.measured.given[id.0]));
        quote!((#name, &[#(#units),*]))
    });
    let size = about_own("size", "How many neurons there are.");
    let variables = variables(model, id).map(|(number, variable)| {
        let kind = names::identifier(match variable.kind {
            VariableKind::State => "State",
            VariableKind::Integer => "Integer",
            VariableKind::Flag => "Flag",
            VariableKind::Event => "Event",
        });
        let about = about(&variable.name.to_string(), &variable.doc, model.measured.variables[id.0][number]);
        quote!((rt::Kind::#kind, #about))
    });
    let recorders = model.instances_of(id).filter_map(|(id, instance)| {
        let Recorded { kind, variables, .. } = instance.recorded.as_ref()?;
        let about = variables.iter().map(|recorded| about_recorded(model, id, *kind, recorded));
        let name = instance.name.to_string();
        Some(quote!((#name, &[#(#about),*])))
    });
    quote! {
        rt::Part {
            name: #name,
            tags: &[#(#tags),*],
            behaviors: &[#(#behaviors),*],
            fields: &[(rt::Kind::Size, #size), #(#variables),*],
            recorded: &[#(#recorders),*],
        }
    }
}

/// What is said of what a recorder records: what is said of the variable, and in which unit the numbers are.
fn about_recorded(model: &Resolved, id: InstanceId, kind: RecordKind, recorded: &RecordedVariable) -> TokenStream {
    let group = model.instance(id).group;
    let (doc, unit) = match recorded.source {
        RecordedSource::Neurons(variable) => {
            let declared = &model.group(group).variables[variable.0];
            (declared.doc.words(), model.measured.variables[group.0][variable.0])
        }
        RecordedSource::Synapses(synapses, own) => {
            (model.synapse_group(synapses).variables[own].doc.words(), model.measured.synapses[synapses.0][own])
        }
        RecordedSource::Expression { number, .. } => {
            (String::new(), model.measured.recorded[id.0].get(number).copied().flatten())
        }
    };
    let unit = match kind {
        RecordKind::Rates => "Hz".to_owned(),
        RecordKind::Values | RecordKind::Events => unit.map(|unit| unit.to_string()).unwrap_or_default(),
    };
    let name = &recorded.name;
    quote!(rt::About { name: #name, doc: #doc, unit: #unit })
}

/// The parameters of which a group says the unit, with it.
fn given_units<'a>(
    model: &'a Resolved,
    instance: &Instance,
    units: &'a [Option<Dimension>],
) -> impl Iterator<Item = TokenStream> {
    let parameters = model.behavior(instance.behavior).parameters.iter().zip(units);
    parameters.filter_map(|(parameter, unit)| {
        let (name, unit) = (parameter.name.to_string(), (*unit)?.to_string());
        Some(quote!((#name, #unit)))
    })
}

fn part_of_synapses(model: &Resolved, id: SynapseId) -> TokenStream {
    let synapses = model.synapse_group(id);
    let (name, tags) = (synapses.name.to_string(), &synapses.tags);
    let delay = (synapses.delay != Delay::None).then(|| {
        let about = about_own("delay", "How long what neurons send takes to the synapses.");
        quote!((rt::Kind::Delay, #about),)
    });
    let dendritic_delay = synapses.dendritic_delay.map(|_| {
        let about = about_own("dendritic_delay", "How long sums over synapses take to the neurons.");
        quote!((rt::Kind::DendriticDelay, #about),)
    });
    let units = &model.measured.synapses[id.0];
    let variables = synapses.variables.iter().zip(units).map(|(variable, unit)| {
        let about = about(&variable.name.to_string(), &variable.doc, *unit);
        quote!((rt::Kind::Synapses, #about))
    });
    quote! {
        rt::Part {
            name: #name,
            tags: &[#(#tags),*],
            behaviors: &[],
            fields: &[#delay #dendritic_delay #(#variables),*],
            recorded: &[],
        }
    }
}
