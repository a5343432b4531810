//! Neuron groups: one structure for each model of neurons, with a field or a method for all that the user named.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::names::{self, GroupKey, RecordedForm, RecordedKey, Shape, Shapes};
use super::program::is_argument;
use crate::resolved::{Group, GroupId, Instance, RecordedSource, Resolved, Storage, SynapseId, Variable, VariableKind};
use crate::schedule::{Call, Layout, Place, Prepared, Schedule, Slot, SlotId, SlotKind, Type};

pub(super) fn generate(model: &Resolved, schedule: &Schedule, shapes: &Shapes) -> TokenStream {
    let groups = shapes.groups.iter().map(|shape| group(model, schedule, shapes, shape));
    let recordings = shapes.recordings.iter().map(recording);
    quote!(#(#groups)* #(#recordings)*)
}

fn group(model: &Resolved, schedule: &Schedule, shapes: &Shapes, shape: &Shape<GroupKey>) -> TokenStream {
    let id = GroupId(shape.first);
    let structure = structure(model, shapes, shape, id);
    let settings = settings(model, shapes, shape, id);
    let build = build(model, schedule, shapes, shape, id);
    let access = access(model, shape, id);
    quote!(#structure #settings #build #access)
}

fn instances(model: &Resolved, id: GroupId) -> Vec<&Instance> {
    model.instances_of(id).map(|(_, instance)| instance).collect()
}

/// The type of an instance's field.
fn instance_type(model: &Resolved, shapes: &Shapes, instance: &Instance) -> TokenStream {
    let parameters = shapes.parameters(instance.behavior, &instance.each());
    match shapes.recording(model, instance) {
        Some(shape) => {
            let name = &shape.name;
            quote!(#name<#parameters>)
        }
        None => quote!(rt::Behavior<Float, #parameters>),
    }
}

fn variable_type(variable: &Variable) -> TokenStream {
    if variable.kind.is_event() {
        return quote!(rt::Events);
    }
    let element = names::element(Type::of(variable.kind));
    quote!(rt::State<#element>)
}

fn structure(model: &Resolved, shapes: &Shapes, shape: &Shape<GroupKey>, id: GroupId) -> TokenStream {
    let name = &shape.name;
    let group = model.group(id);
    let doc = format!("A group of neurons as `{}`.", group.name);
    let group_doc = group.doc.tokens();
    let variables = group.variables.iter().map(|variable| {
        let (field, ty) = (names::variable(&variable.name), variable_type(variable));
        quote!(#field: #ty)
    });
    let instances = instances(model, id).into_iter().map(|instance| {
        let (field, ty) = (names::user(&instance.name), instance_type(model, shapes, instance));
        let doc = format!("`{}` at key {}.", model.behavior(instance.behavior).name, instance.key);
        quote!(#[doc = #doc] pub #field: #ty)
    });
    let temporaries = shape.key.temporaries.iter().map(|&(ty, number)| {
        let (field, ty) = (names::temporary(ty, number), names::temporary_type(ty));
        quote!(#field: #ty)
    });
    let prepared = shape.key.prepared.iter().map(|(instance, kind, number)| {
        let (field, ty) = (names::prepared(instance, *number), names::prepared_type(*kind));
        quote!(#field: #ty)
    });
    let seen = shape.key.seen();
    quote! {
        #[doc = #doc]
        #[doc = ""]
        #group_doc
        pub struct #name {
            izhi_population: rt::Population<Float>,
            #(#variables,)*
            #(#instances,)*
            #(#temporaries,)*
            #(#prepared,)*
            #(#seen: rt::Seen,)*
        }
    }
}

/// What the builder holds for a group: its size, parameters and initial values.
fn settings(model: &Resolved, shapes: &Shapes, shape: &Shape<GroupKey>, id: GroupId) -> TokenStream {
    let name = &shape.settings;
    let group = model.group(id);
    let doc = format!("What a group as `{}` is built from.", group.name);
    let variables: Vec<Ident> = group.variables.iter().map(|variable| names::user(&variable.name)).collect();
    let types = group.variables.iter().map(|variable| names::element(Type::of(variable.kind)));
    let instances = instances(model, id);
    let fields: Vec<Ident> = instances.iter().map(|instance| names::user(&instance.name)).collect();
    let parameters: Vec<&Ident> =
        instances.iter().map(|instance| shapes.parameters(instance.behavior, &instance.each())).collect();
    let locals: Vec<Ident> = instances.iter().map(|instance| names::local(&instance.name)).collect();
    let counts: Vec<usize> =
        instances.iter().map(|instance| instance.parameters.len() - instance.each().len()).collect();
    quote! {
        #[doc = #doc]
        #[derive(Clone, Debug)]
        pub struct #name {
            /// The grid on which the neurons stand.
            pub size: rt::Grid,
            #(#[doc = "Parameters and inputs."] pub #fields: #parameters,)*
            #(#[doc = "Initial values, as declared unless given."] pub #variables: rt::Initial<#types>,)*
        }
        impl #name {
            const fn izhi_new(size: rt::Grid, #(#locals: [Float; #counts]),*) -> Self {
                Self {
                    size,
                    #(#fields: #parameters::izhi_new(#locals),)*
                    #(#variables: rt::Initial::Declared,)*
                }
            }
        }
    }
}

/// A group begins empty, as a constant inside the network, and is then built in place.
fn build(model: &Resolved, schedule: &Schedule, shapes: &Shapes, shape: &Shape<GroupKey>, id: GroupId) -> TokenStream {
    let (name, settings) = (&shape.name, &shape.settings);
    let group = model.group(id);
    let fields: Vec<Ident> = group.variables.iter().map(|variable| names::variable(&variable.name)).collect();
    let all = instances(model, id);
    let instance_fields = all.iter().map(|instance| names::user(&instance.name));
    let instance_types = all.iter().map(|instance| instance_type(model, shapes, instance));
    let types = group.variables.iter().map(variable_type);
    let own = quote!(self);
    let built_instances = all.iter().map(|instance| build_instance(model, shapes, instance, &own));
    let temporaries: Vec<Ident> =
        shape.key.temporaries.iter().map(|&(ty, number)| names::temporary(ty, number)).collect();
    let types_of_variables = group.variables.iter().map(variable_type);
    let temporary_sizes = shape.key.temporaries.iter().map(|&(ty, _)| {
        let element = names::element(ty);
        quote!(size_of::<#element>())
    });
    let temporary_types: Vec<TokenStream> =
        shape.key.temporaries.iter().map(|&(ty, _)| names::temporary_type(ty)).collect();
    let (prepared, prepared_types): (Vec<Ident>, Vec<TokenStream>) = (shape.key.prepared.iter())
        .map(|(instance, kind, number)| (names::prepared(instance, *number), names::prepared_type(*kind)))
        .unzip();
    let seen = shape.key.seen();
    let fixed = (shape.key.prepared.iter())
        .filter(|(_, kind, _)| *kind != Prepared::One)
        .map(|(instance, _, number)| names::prepared(instance, *number));
    let each_parameters = schedule.initial_parameters(id).enumerate().map(|(site, (instance, parameter, call))| {
        each_parameter(model, schedule, model.instance(instance), parameter, call, site)
    });
    let each_count: usize = all.iter().map(|instance| instance.each().len()).sum();
    let numbers = Literal::usize_unsuffixed(3 + each_count);
    let given = group.variables.iter().map(|variable| names::user(&variable.name));
    let initial = (0..fields.len()).map(|index| initial(model, schedule, id, index));
    let recordings = recordings(&all);
    quote! {
        impl #name {
            /// What a neuron takes: its position, its variables and what lives between operations.
            const IZHI_BYTES: usize = #numbers * size_of::<Float>() #(+ <#types_of_variables>::BYTES)* #(+ #temporary_sizes)*;
            const IZHI_EMPTY: Self = Self {
                izhi_population: rt::Population::EMPTY,
                #(#fields: <#types>::EMPTY,)*
                #(#instance_fields: <#instance_types>::IZHI_EMPTY,)*
                #(#temporaries: <#temporary_types>::EMPTY,)*
                #(#prepared: <#prepared_types>::EMPTY,)*
                #(#seen: rt::Seen::EMPTY,)*
            };
            #[inline(never)]
            fn izhi_build(
                &mut self,
                settings: &mut #settings,
                name: &'static str,
                tags: &'static [&'static str],
                sites: &[u64],
                clock: &rt::Clock,
                executor: &rt::Executor,
            ) -> rt::Result<()> {
                self.izhi_population.build(name, tags, settings.size)?;
                let size = self.izhi_population.size();
                #(#built_instances)*
                #(self.#temporaries = <#temporary_types>::allocate(size, name)?;)*
                #(self.#fixed.make_room(size, name)?;)*
                #(#each_parameters)*
                #(self.#fields.give(::core::mem::take(&mut settings.#given));)*
                Ok(())
            }
            /// Lets the neurons begin.
            #[inline(never)]
            fn izhi_begin(
                &mut self,
                sites: &[u64],
                clock: &rt::Clock,
                executor: &rt::Executor,
                kept: &rt::Kept,
            ) -> rt::Result<()> {
                let (name, size) = (self.izhi_population.name(), self.izhi_population.size());
                #(#initial)*
                #(self.#recordings.izhi_recording.clear();)*
                Ok(())
            }
        }
    }
}

fn build_instance(model: &Resolved, shapes: &Shapes, instance: &Instance, own: &TokenStream) -> TokenStream {
    let field = names::user(&instance.name);
    let (label, behavior) = (instance.name.to_string(), model.behavior(instance.behavior).name.to_string());
    let (key, state) = (instance.key, behavior_field(own, instance));
    let recording = shapes.recording(model, instance).map(|shape| {
        let series = series(&shape.key);
        quote!(self.#field.izhi_recording.build(name, #label, size, executor.own(size), clock.dt(), #series);)
    });
    quote! {
        #state.build(&self.izhi_population, #label, #behavior, #key, settings.#field.izhi_take(), clock)?;
        #recording
    }
}

/// The empty series of a recorder.
fn series(variables: &RecordedKey) -> TokenStream {
    let series = variables.iter().map(|(name, form)| {
        let constructor = match form {
            RecordedForm::Events => quote!(rt::Series::events()),
            RecordedForm::Flags | RecordedForm::One(Type::Bool) => quote!(rt::Series::flags()),
            RecordedForm::Integers | RecordedForm::One(Type::Integer) => quote!(rt::Series::integers()),
            RecordedForm::Values | RecordedForm::Synapses(_) => quote!(rt::Series::values()),
            RecordedForm::Rates | RecordedForm::One(Type::Number) => quote!(rt::Series::values()),
        };
        let row = match form {
            RecordedForm::Rates => quote!(rt::Row::Rate),
            RecordedForm::One(_) => quote!(rt::Row::One),
            // Of synapses the network says it when there are some.
            _ => quote!(rt::Row::Neurons(size)),
        };
        quote!((#name, #row, #constructor))
    });
    quote!(vec![#(#series),*])
}

/// The neurons' own numbers of a parameter: what the builder was given, or what is declared.
fn each_parameter(
    model: &Resolved,
    schedule: &Schedule,
    instance: &Instance,
    parameter: usize,
    call: &Call,
    site: usize,
) -> TokenStream {
    let behavior = behavior_field(&quote!(self), instance);
    let label = model.behavior(instance.behavior).parameters[parameter].name.to_string();
    let declared =
        program_call(model, schedule, call, quote!(clock, executor), quote!(sites[#site]), &|_| quote!(self));
    quote! {
        if let Some(mut izhi_each) = #behavior.room(#label)? {
            #declared
            #behavior.fill(#label, izhi_each)?;
        }
    }
}

/// What a variable begins with: what is kept of it, what the builder was given, or what is declared.
fn initial(model: &Resolved, schedule: &Schedule, id: GroupId, index: usize) -> TokenStream {
    let variable = &model.group(id).variables[index];
    let (field, label) = (names::variable(&variable.name), variable.name.to_string());
    let own = || schedule.initial_variables(id);
    // Every group of this type has the same variables with initial values, so they count alike.
    let site = own().filter(|(variable, _)| variable.0 < index).count();
    let declared = own().find(|(variable, _)| variable.0 == index).map(|(_, call)| {
        program_call(model, schedule, call, quote!(clock, executor), quote!(sites[#site]), &|_| quote!(self))
    });
    let keep = variable.kind.is_event().then(|| quote!(self.#field.keep();));
    quote! {
        if kept.has(name, #label) {
            #keep
        } else if self.#field.begin(size, name, #label)? {
            #declared
        }
    }
}

/// The recorders that see a variable of a synapse group: how each is reached, the number of the variable in it, its row, and
/// the structure of what is not connected with all.
pub(super) fn recorders_of(model: &Resolved, id: SynapseId) -> Vec<(TokenStream, usize, TokenStream, TokenStream)> {
    let synapses = model.synapse_group(id);
    let name = names::user(&synapses.name);
    let mut recorders = Vec::new();
    for instance in &model.instances {
        let (group, field) = (names::user(&model.group(instance.group).name), names::user(&instance.name));
        let variables = instance.recorded.iter().flat_map(|recorded| recorded.variables.iter().enumerate());
        for (number, variable) in variables {
            let RecordedSource::Synapses(of, own) = variable.source else { continue };
            if of != id {
                continue;
            }
            let extent = quote!(net.#name.izhi_connection.extent());
            let (row, structure) = match Layout::of(synapses, own) {
                Layout::Dense => (quote!(rt::Row::Dense(#extent)), quote!(None)),
                Layout::Sparse => {
                    let count = quote!(net.#name.izhi_connection.synapses() as usize);
                    (quote!(rt::Row::Sparse(#extent, #count)), quote!(Some(&net.#name.izhi_structure)))
                }
                Layout::Shared => (quote!(rt::Row::One), quote!(None)),
            };
            recorders.push((quote!(net.#group.#field.izhi_recording), number, row, structure));
        }
    }
    recorders
}

fn recordings(instances: &[&Instance]) -> Vec<Ident> {
    instances
        .iter()
        .filter(|instance| instance.recorded.is_some())
        .map(|instance| names::user(&instance.name))
        .collect()
}

/// A call of a program on the places of the network; `group` says how a neuron group is reached.
pub(super) fn program_call(
    model: &Resolved,
    schedule: &Schedule,
    call: &Call,
    run: TokenStream,
    site: TokenStream,
    group: &dyn Fn(GroupId) -> TokenStream,
) -> TokenStream {
    let program = names::program(call.program);
    let instance = model.instance(call.instance);
    let own = group(instance.group);
    let slots = &schedule.programs[call.program].slots;
    let arguments = (schedule.places(call).zip(slots).filter(|(_, slot)| is_argument(slot.kind)))
        .map(|(place, slot)| place_argument(model, place, slot, group));
    let behavior = behavior_field(&own, instance);
    let drawn: BTreeSet<SlotId> = schedule.programs[call.program].drawn_synapses().collect();
    let synapse_sites = drawn.into_iter().filter_map(|structure| {
        let Place::Structure(synapses) = schedule.buffers[call.buffers[structure.0].0].place else { return None };
        schedule.synapse_sites.iter().find(|(of, _)| *of == synapses).map(|(_, number)| number)
    });
    quote! {
        #program(#run, #site, &#own.izhi_population, &#behavior, #(#arguments,)* #(#synapse_sites,)*);
    }
}

/// A place of the network as an argument of a program.
fn place_argument(model: &Resolved, place: Place, slot: &Slot, group: &dyn Fn(GroupId) -> TokenStream) -> TokenStream {
    let reference = if slot.is_written { quote!(&mut) } else { quote!(&) };
    match place {
        Place::Variable(id, variable) => {
            let (group, field) = (group(id), names::variable(&model.group(id).variables[variable.0].name));
            quote!(#reference #group.#field)
        }
        Place::Position(id, _) => {
            let group = group(id);
            quote!(&#group.izhi_population)
        }
        Place::Synapse(id, variable) => {
            let synapses = model.synapse_group(id);
            let (name, field) = (names::user(&synapses.name), names::variable(&synapses.variables[variable].name));
            quote!(#reference net.#name.#field)
        }
        Place::Structure(id) => {
            let synapses = model.synapse_group(id);
            let name = names::user(&synapses.name);
            match synapses.storage {
                Storage::Dense => quote!(&net.#name.izhi_connection),
                Storage::Sparse => quote!(&net.#name.izhi_structure),
            }
        }
        Place::Conduction(id, number) => {
            let (name, field) = (names::user(&model.synapse_group(id).name), names::conduction(number));
            quote!(#reference net.#name.#field)
        }
        Place::Arrivals(id, side, variable) => {
            let arrivals = super::synapses::arrivals(model, id, side, variable);
            match slot.kind {
                SlotKind::Sent(_) => {
                    let name = names::user(&model.synapse_group(id).name);
                    quote!(net.#arrivals.to_synapses(&net.#name.izhi_delays))
                }
                SlotKind::Numbers | SlotKind::Integers => quote!(net.#arrivals.state()),
                SlotKind::Events => quote!(net.#arrivals.events()),
                _ => quote!(&net.#arrivals),
            }
        }
        Place::Decay(id, variable) | Place::Touched(id, variable) => {
            let synapses = model.synapse_group(id);
            let (name, variable) = (names::user(&synapses.name), &synapses.variables[variable].name);
            let field =
                if matches!(place, Place::Decay(..)) { names::decay(variable) } else { names::touched(variable) };
            quote!(#reference net.#name.#field)
        }
        Place::Log(id) => {
            let name = names::user(&model.synapse_group(id).name);
            quote!(#reference net.#name.izhi_log)
        }
        Place::Number(id) => {
            let name = names::user(&model.synapse_group(id).name);
            quote!(&net.#name.izhi_numbers)
        }
        // A local of the function that builds the synapses.
        Place::Delay(_) => quote!(&mut izhi_delays),
        Place::Temporary(id, ty, number) => {
            let (group, field) = (group(id), names::temporary(ty, number));
            quote!(#reference #group.#field)
        }
        Place::Recording(instance) => {
            let instance = model.instance(instance);
            let (group, field) = (group(instance.group), names::user(&instance.name));
            quote!(&mut #group.#field.izhi_recording)
        }
        Place::Prepared(instance, _, number) => {
            let instance = model.instance(instance);
            let (group, field) = (group(instance.group), names::prepared(&instance.name, number));
            quote!(#reference #group.#field)
        }
        // A local of the function that builds the group.
        Place::Parameter(..) if slot.is_written => quote!(&mut izhi_each),
        Place::Parameter(instance, parameter) => {
            let instance = model.instance(instance);
            let behavior = behavior_field(&group(instance.group), instance);
            let field = names::user(&model.behavior(instance.behavior).parameters[parameter].name);
            let values = (slot.kind == SlotKind::OthersEachParameter).then(|| quote!(.values()));
            quote!(#behavior.parameters().#field #values)
        }
        Place::Stop => quote!(&mut net.izhi_run),
        // Reached through the behaviour.
        Place::Input(..) => TokenStream::new(),
    }
}

/// The field with an instance's parameters and its switch.
pub(super) fn behavior_field(group: &TokenStream, instance: &Instance) -> TokenStream {
    let field = names::user(&instance.name);
    if instance.recorded.is_some() { quote!(#group.#field.izhi_behavior) } else { quote!(#group.#field) }
}

/// What users and tools reach a group's content by.
fn access(model: &Resolved, shape: &Shape<GroupKey>, id: GroupId) -> TokenStream {
    let name = &shape.name;
    let group = model.group(id);
    let accessors = group.variables.iter().map(|variable| {
        let (field, read, write) =
            (names::variable(&variable.name), names::user(&variable.name), names::variable_mut(&variable.name));
        let (doc, count) = (variable.doc.tokens(), names::event_count(&variable.name));
        if variable.kind == VariableKind::Flag {
            quote! {
                #doc
                #[doc = "\n\nOne value for each neuron."]
                pub fn #read(&self) -> rt::ArrayView1<'_, bool> { self.#field.view() }
                /// The same for writing; what has been written counts from the moment the guard goes.
                pub fn #write(&mut self) -> rt::EventsMut<'_> { self.#field.view_mut() }
            }
        } else if variable.kind == VariableKind::Event {
            quote! {
                #doc
                #[doc = "\n\nOne value for each neuron: whether it had the event when that was last computed."]
                pub fn #read(&self) -> rt::ArrayView1<'_, bool> { self.#field.view() }
                /// The events for writing; they count from the moment the guard goes.
                pub fn #write(&mut self) -> rt::EventsMut<'_> { self.#field.view_mut() }
                /// How many there have been in all iterations, of all neurons.
                pub fn #count(&self) -> u64 { self.#field.count() }
            }
        } else {
            let element = names::element(Type::of(variable.kind));
            quote! {
                #doc
                #[doc = "\n\nOne value for each neuron."]
                pub fn #read(&self) -> rt::ArrayView1<'_, #element> { self.#field.view() }
                /// The same for writing.
                pub fn #write(&mut self) -> rt::ArrayViewMut1<'_, #element> { self.#field.view_mut() }
            }
        }
    });
    let variables = |is_mut: bool| -> TokenStream {
        let listed = group.variables.iter().map(|variable| {
            let (field, label) = (names::variable(&variable.name), variable.name.to_string());
            let method = names::identifier(match variable.kind {
                VariableKind::State => "state",
                VariableKind::Integer => "integers",
                VariableKind::Flag | VariableKind::Event => "event",
            });
            let reference = if is_mut { quote!(&mut) } else { quote!(&) };
            quote!(catalogue.#method(&self.izhi_population, #label, #reference self.#field);)
        });
        listed.collect()
    };
    let (listed, listed_mut) = (variables(false), variables(true));
    let own = quote!(self);
    let instances = instances(model, id);
    let behaviors: Vec<TokenStream> = instances.iter().map(|instance| behavior_field(&own, instance)).collect();
    let recordings = recordings(&instances);
    let (kept, kept_names): (Vec<_>, Vec<_>) = kept(group, &instances).into_iter().unzip();
    quote! {
        impl #name {
            /// The name, the tags, the size and the positions.
            pub fn population(&self) -> &rt::Population<Float> { &self.izhi_population }
            /// The number of neurons.
            pub fn size(&self) -> usize { self.izhi_population.size() }
            #(#accessors)*
        }
        impl rt::Group<Float> for #name {
            fn population(&self) -> &rt::Population<Float> { &self.izhi_population }
            fn list<'a>(&'a self, catalogue: &mut rt::Catalogue<'a, Float>) {
                #listed
                catalogue.positions(&self.izhi_population);
                #(catalogue.behavior(&self.izhi_population, &#behaviors);)*
                #(catalogue.recording(&self.izhi_population, &self.#recordings.izhi_recording);)*
            }
            fn list_mut<'a>(&'a mut self, catalogue: &mut rt::CatalogueMut<'a, Float>) {
                #listed_mut
            }
            fn save(&self, to: &mut rt::Saving<'_>) -> rt::Result<()> {
                #(rt::Keep::save(&self.#kept, #kept_names, to)?;)*
                Ok(())
            }
            fn load(&mut self, from: &mut rt::Loading<'_>) -> rt::Result<()> {
                #(from.take(&mut self.#kept, #kept_names)?;)*
                Ok(())
            }
            fn behaviors(&self) -> Vec<&dyn rt::Switch> { vec![#(&#behaviors),*] }
            fn behaviors_mut(&mut self) -> Vec<&mut dyn rt::Switch> { vec![#(&mut #behaviors),*] }
            fn recordings(&self) -> Vec<&rt::Recording<Float>> { vec![#(&self.#recordings.izhi_recording),*] }
            fn recordings_mut(&mut self) -> Vec<&mut rt::Recording<Float>> { vec![#(&mut self.#recordings.izhi_recording),*] }
        }
    }
}

/// What a group keeps from one iteration to the next, and how that is called in it.
fn kept(group: &Group, instances: &[&Instance]) -> Vec<(TokenStream, String)> {
    let variables = group.variables.iter().map(|variable| {
        let field = names::variable(&variable.name);
        (quote!(#field), format!(".{}", variable.name))
    });
    let behaviors = instances.iter().flat_map(|instance| {
        let (field, name) = (names::user(&instance.name), format!(".{}", instance.name));
        match instance.recorded {
            Some(_) => {
                vec![(quote!(#field.izhi_behavior), name.clone()), (quote!(#field.izhi_recording), name)]
            }
            None => vec![(quote!(#field), name)],
        }
    });
    variables.chain(behaviors).collect()
}

/// A recorder's structure: one accessor for each variable.
fn recording(shape: &Shape<RecordedKey>) -> TokenStream {
    let name = &shape.name;
    let accessors = shape.key.iter().enumerate().map(|(index, (variable, form))| {
        let method = names::identifier(variable);
        let (shape, result, series) = match form {
            RecordedForm::Events => ("in order of time", quote!(&[rt::Spike]), "events_of"),
            RecordedForm::Flags => ("[iteration, neuron]", quote!(rt::ArrayView2<'_, bool>), "flags_of"),
            RecordedForm::Values => ("[iteration, neuron]", quote!(rt::ArrayView2<'_, Float>), "values_of"),
            RecordedForm::Integers => ("[iteration, neuron]", quote!(rt::ArrayView2<'_, i64>), "integers_of"),
            RecordedForm::Synapses(Layout::Dense) => {
                ("[iteration, target, source]", quote!(rt::ArrayView3<'_, Float>), "weights_of")
            }
            RecordedForm::Synapses(Layout::Sparse) => {
                ("[iteration, synapse]", quote!(rt::ArrayView2<'_, Float>), "values_of")
            }
            RecordedForm::Synapses(Layout::Shared) | RecordedForm::One(Type::Number) => {
                ("[iteration]", quote!(rt::ArrayView1<'_, Float>), "value_of")
            }
            RecordedForm::One(Type::Integer) => ("[iteration]", quote!(rt::ArrayView1<'_, i64>), "integer_of"),
            RecordedForm::One(Type::Bool) => ("[iteration]", quote!(rt::ArrayView1<'_, bool>), "flag_of"),
            RecordedForm::Rates => {
                ("the mean rate of the neurons in Hz [bin]", quote!(rt::ArrayView1<'_, Float>), "value_of")
            }
        };
        let (doc, series) = (format!("`{variable}` as recorded: {shape}."), names::identifier(series));
        quote!(#[doc = #doc] pub fn #method(&self) -> #result { self.izhi_recording.#series(#index) })
    });
    quote! {
        /// What a recorder has seen.
        pub struct #name<P> {
            izhi_behavior: rt::Behavior<Float, P>,
            izhi_recording: rt::Recording<Float>,
        }
        impl<P: rt::Parameters<Float>> #name<P> {
            const IZHI_EMPTY: Self = Self { izhi_behavior: rt::Behavior::IZHI_EMPTY, izhi_recording: rt::Recording::EMPTY };
            #(#accessors)*
        }
        impl<P> ::core::ops::Deref for #name<P> {
            type Target = rt::Recording<Float>;
            fn deref(&self) -> &Self::Target { &self.izhi_recording }
        }
        impl<P> ::core::ops::DerefMut for #name<P> {
            fn deref_mut(&mut self) -> &mut Self::Target { &mut self.izhi_recording }
        }
    }
}
