//! Every name that generated code makes, and which groups share a type.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};

use crate::resolved::{
    BehaviorId, Delay, Float, GroupId, Instance, InstanceId, RecordKind, RecordedSource, Resolved, Side, Storage,
    SynapseId, VariableId, VariableKind,
};
use crate::schedule::{Layout, Place, Prepared, Schedule, Type};

/// An identifier of generated code. It is resolved where the macro is called, whatever the user's hygiene.
pub(super) fn identifier(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

/// The user's identifier, found by an editor at the user's own token.
pub(super) fn user(name: &Ident) -> Ident {
    Ident::new(&name.to_string(), Span::call_site().located_at(name.span()))
}

pub(super) fn float(float: Float) -> Ident {
    identifier(float.name())
}

pub(super) fn builder(model: &Resolved) -> Ident {
    format_ident!("{}Builder", model.name, span = Span::call_site())
}

pub(super) fn module(model: &Resolved) -> Ident {
    // The plain name could be that of the module in which the user declares the network.
    format_ident!("izhi_{}", crate::check::snake_case(&model.name.to_string()), span = Span::call_site())
}

/// The type of a behaviour's parameters, all of which are one number.
fn parameters(behavior: &Ident) -> Ident {
    format_ident!("{}Parameters", behavior, span = Span::call_site())
}

/// The parameters of a behaviour, some of which have a number for each neuron.
pub(super) struct ParameterForm {
    pub(super) behavior: BehaviorId,
    pub(super) each: Vec<usize>,
    pub(super) name: Ident,
}

impl ParameterForm {
    /// Whether it is that of an instance.
    pub(super) fn is_of(&self, instance: &Instance) -> bool {
        (self.behavior, &self.each) == (instance.behavior, &instance.each())
    }
}

/// What the instances of the behaviours have.
fn parameter_forms(model: &Resolved, names: &mut Names) -> Vec<ParameterForm> {
    let mut forms: Vec<ParameterForm> = Vec::new();
    for (index, behavior) in model.behaviors.iter().enumerate() {
        let id = BehaviorId(index);
        let own = model.instances.iter().filter(|instance| instance.behavior == id);
        let mut kinds: Vec<Vec<usize>> = own.map(Instance::each).collect();
        if kinds.is_empty() {
            kinds.push(Vec::new());
        }
        for each in kinds {
            if forms.iter().any(|form| form.behavior == id && form.each == each) {
                continue;
            }
            let name = match &each[..] {
                [] => parameters(&behavior.name),
                _ => names.unique(&format!("{}EachParameters", behavior.name)),
            };
            forms.push(ParameterForm { behavior: id, each, name });
        }
    }
    forms
}

pub(super) fn program(index: usize) -> Ident {
    format_ident!("program_{index}")
}

/// The private field of a variable: its name is a method.
pub(super) fn variable(name: &Ident) -> Ident {
    format_ident!("izhi_variable_{}", name, span = Span::call_site())
}

pub(super) fn variable_mut(name: &Ident) -> Ident {
    format_ident!("{}_mut", name, span = Span::call_site().located_at(name.span()))
}

/// A local for what the user calls `name`: a plain `let None` would be a pattern, `let clock` hide another local.
pub(super) fn local(name: &Ident) -> Ident {
    format_ident!("izhi_local_{}", name, span = Span::call_site())
}

pub(super) fn event_count(name: &Ident) -> Ident {
    format_ident!("{}_count", name, span = Span::call_site().located_at(name.span()))
}

/// The field of a synapse variable's time constant.
pub(super) fn decay(variable: &Ident) -> Ident {
    format_ident!("izhi_decay_{}", variable, span = Span::call_site())
}

/// The field of the iterations in which a synapse variable was last assigned to.
pub(super) fn touched(variable: &Ident) -> Ident {
    format_ident!("izhi_touched_{}", variable, span = Span::call_site())
}

/// The field of a variable on its way.
pub(super) fn arrivals(side: Side, variable: &str) -> Ident {
    format_ident!("izhi_{}_{variable}", side.arriving())
}

/// The field of sums on their way along the dendrites.
pub(super) fn conduction(number: usize) -> Ident {
    format_ident!("izhi_conducted{number}")
}

/// The trait that hands a network's connectors into its module.
pub(super) fn connectors() -> Ident {
    identifier("IzhiConnectors")
}

/// The field of what an instance computes once for a run.
pub(super) fn prepared(instance: &Ident, number: usize) -> Ident {
    format_ident!("izhi_prepared_{instance}_{number}", span = Span::call_site())
}

/// What the prepared values of an instance were computed from.
pub(super) fn seen(instance: &Ident) -> Ident {
    format_ident!("izhi_seen_{instance}", span = Span::call_site())
}

pub(super) fn prepared_type(kind: Prepared) -> TokenStream {
    match kind {
        Prepared::One => quote!(rt::Shared<Float>),
        Prepared::Neurons => quote!(rt::State<Float>),
        Prepared::Table => quote!(rt::PoissonTable<Float>),
    }
}

/// The field of a temporary.
pub(super) fn temporary(ty: Type, number: usize) -> Ident {
    let word = match ty {
        Type::Number => "number",
        Type::Integer => "integer",
        Type::Bool => "bool",
    };
    format_ident!("izhi_{word}_{number}")
}

/// The type of that field.
pub(super) fn temporary_type(ty: Type) -> TokenStream {
    let element = element(ty);
    if ty == Type::Number { quote!(rt::Sums<#element>) } else { quote!(rt::Aligned<#element>) }
}

pub(super) fn element(ty: Type) -> TokenStream {
    match ty {
        Type::Number => quote!(Float),
        Type::Integer => quote!(i64),
        Type::Bool => quote!(bool),
    }
}

/// `excitatory_neurons` becomes `ExcitatoryNeurons`.
fn pascal_case(name: &str) -> String {
    let capitalise = |word: &str| {
        let mut characters = word.chars();
        characters.next().map(|first| first.to_uppercase().chain(characters).collect::<String>()).unwrap_or_default()
    };
    name.split('_').map(capitalise).collect()
}

/// A type that several groups may share.
pub(super) struct Shape<K> {
    pub(super) key: K,
    pub(super) name: Ident,
    pub(super) settings: Ident,
    /// The first group that has it.
    pub(super) first: usize,
}

/// What a neuron group's type depends on.
#[derive(PartialEq)]
pub(super) struct GroupKey {
    variables: Vec<(String, VariableKind)>,
    instances: Vec<InstanceKey>,
    pub(super) temporaries: BTreeSet<(Type, usize)>,
    /// What is computed once for a run: by the name of the instance, and its number there.
    pub(super) prepared: Vec<(Ident, Prepared, usize)>,
}

/// What a behaviour contributes to the type of its group.
#[derive(PartialEq)]
struct InstanceKey {
    key: i64,
    name: String,
    behavior: usize,
    /// The parameters with a number for each neuron, and the programs that compute them.
    each: Vec<(usize, Option<usize>)>,
    recorded: Option<RecordedKey>,
}

/// What a synapse group's type depends on.
#[derive(PartialEq)]
pub(super) struct SynapseKey {
    pub(super) variables: Vec<(String, Layout)>,
    /// Which of them decay.
    pub(super) decaying: Vec<bool>,
    pub(super) storage: Storage,
    pub(super) delay: DelayKind,
    pub(super) has_dendritic_delay: bool,
    /// How many sums travel along the dendrites.
    pub(super) conducted: usize,
    /// What it delays.
    pub(super) arrivals: Vec<Arriving>,
    /// Whether the number of each synapse is kept.
    pub(super) has_numbers: bool,
    /// Whether updates wait.
    pub(super) has_log: bool,
    /// For how many iterations what was sent is kept beyond the delay.
    pub(super) kept: u64,
}

/// A variable of the neurons at an end, which the synapses delay.
#[derive(PartialEq)]
pub(super) struct Arriving {
    pub(super) side: Side,
    pub(super) name: String,
    pub(super) kind: VariableKind,
}

impl Arriving {
    /// The type of its values, where they are kept until they arrive: of all but events.
    pub(super) fn element(&self) -> TokenStream {
        element(Type::of(self.kind))
    }

    /// The field of what is on its way.
    pub(super) fn field(&self) -> Ident {
        arrivals(self.side, &self.name)
    }
}

/// How many delays there are.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum DelayKind {
    None,
    One,
    Each,
}

fn synapse_key(model: &Resolved, schedule: &Schedule, id: SynapseId) -> SynapseKey {
    let synapses = model.synapse_group(id);
    let arriving = |side: Side, variable: VariableId| {
        let sent = model.sent(id, side, variable);
        Arriving { side, name: sent.name.to_string(), kind: sent.kind }
    };
    let arrivals = schedule.arrivals().filter(|(of, ..)| *of == id);
    let is_conduction = |place: Place| matches!(place, Place::Conduction(of, _) if of == id);
    SynapseKey {
        variables: (synapses.variables.iter().enumerate())
            .map(|(number, variable)| (variable.name.to_string(), Layout::of(synapses, number)))
            .collect(),
        decaying: synapses.variables.iter().map(|variable| variable.decays).collect(),
        storage: synapses.storage,
        delay: match synapses.delay {
            Delay::None => DelayKind::None,
            Delay::One(_) => DelayKind::One,
            Delay::Each => DelayKind::Each,
        },
        has_dendritic_delay: synapses.dendritic_delay.is_some(),
        conducted: schedule.buffers.iter().filter(|buffer| is_conduction(buffer.place)).count(),
        has_numbers: schedule.buffers.iter().any(|buffer| buffer.place == Place::Number(id)),
        has_log: schedule.waiting().any(|(of, _)| of == id),
        kept: schedule.waiting().find(|(of, _)| *of == id).and_then(|(_, within)| within).unwrap_or(0),
        arrivals: arrivals.map(|(_, side, variable)| arriving(side, variable)).collect(),
    }
}

/// The recorded variables by name, and what is kept of each.
pub(super) type RecordedKey = Vec<(String, RecordedForm)>;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum RecordedForm {
    /// A number for each neuron.
    Values,
    /// An integer for each neuron.
    Integers,
    /// Whether each neuron has the event.
    Flags,
    /// The neurons that have the event.
    Events,
    /// How many of the neurons have the event.
    Rates,
    /// One value.
    One(Type),
    /// Numbers of synapses.
    Synapses(Layout),
}

/// The types of a network's groups and synapse groups.
pub(super) struct Shapes {
    pub(super) groups: Vec<Shape<GroupKey>>,
    pub(super) recordings: Vec<Shape<RecordedKey>>,
    pub(super) synapses: Vec<Shape<SynapseKey>>,
    /// What the lists of their synapses are called.
    pub(super) synapse_lists: Vec<Ident>,
    pub(super) parameters: Vec<ParameterForm>,
    group_shapes: Vec<usize>,
    synapse_shapes: Vec<usize>,
}

impl GroupKey {
    /// The fields that say what prepared values were computed from.
    pub(super) fn seen(&self) -> BTreeSet<Ident> {
        self.prepared.iter().map(|(instance, ..)| seen(instance)).collect()
    }
}

impl Shapes {
    pub(super) fn new(model: &Resolved, schedule: &Schedule) -> Self {
        let mut names = Names::default();
        names.taken.insert(model.name.to_string());
        names.taken.insert(builder(model).to_string());
        names.taken.extend(model.behaviors.iter().map(|behavior| parameters(&behavior.name).to_string()));
        let mut shapes = Shapes {
            parameters: parameter_forms(model, &mut names),
            groups: Vec::new(),
            recordings: Vec::new(),
            synapses: Vec::new(),
            synapse_lists: Vec::new(),
            group_shapes: Vec::new(),
            synapse_shapes: Vec::new(),
        };
        for (index, group) in model.groups.iter().enumerate() {
            let key = group_key(model, schedule, GroupId(index));
            let base = format!("{}Group", pascal_case(&group.name.to_string()));
            let settings = format!("{}Settings", pascal_case(&group.name.to_string()));
            shapes.group_shapes.push(find(&mut shapes.groups, key, &base, &settings, index, &mut names));
        }
        for (index, instance) in model.instances.iter().enumerate() {
            if let Some(key) = recorded_key(model, instance) {
                let variables: String = key.iter().map(|(name, _)| pascal_case(name)).collect();
                let what = match key.first() {
                    Some((_, RecordedForm::Events)) => "Events",
                    Some((_, RecordedForm::Rates)) => "Rates",
                    _ => "",
                };
                let base = format!("Recorded{what}{variables}");
                find(&mut shapes.recordings, key, &base, &base, index, &mut names);
            }
        }
        for (index, synapses) in model.synapses.iter().enumerate() {
            let key = synapse_key(model, schedule, SynapseId(index));
            let words = synapses.variables.iter().map(|variable| pascal_case(&variable.name.to_string()));
            let base = format!("Synapses{}", words.collect::<String>());
            shapes.synapse_shapes.push(find(
                &mut shapes.synapses,
                key,
                &base,
                &format!("{base}Settings"),
                index,
                &mut names,
            ));
        }
        let list = |shape: &Shape<SynapseKey>| names.unique(&format!("{}List", shape.name));
        shapes.synapse_lists = shapes.synapses.iter().map(list).collect();
        shapes
    }

    /// The type of the parameters of a behaviour, of which these have a number for each neuron.
    pub(super) fn parameters(&self, behavior: BehaviorId, each: &[usize]) -> &Ident {
        let form = self.parameters.iter().find(|form| form.behavior == behavior && form.each == each);
        &form.expect("each instance has a form").name
    }

    pub(super) fn group(&self, group: GroupId) -> &Shape<GroupKey> {
        &self.groups[self.group_shapes[group.0]]
    }

    pub(super) fn synapse_group(&self, synapses: SynapseId) -> &Shape<SynapseKey> {
        &self.synapses[self.synapse_shapes[synapses.0]]
    }

    pub(super) fn recording(&self, model: &Resolved, instance: &Instance) -> Option<&Shape<RecordedKey>> {
        let key = recorded_key(model, instance)?;
        self.recordings.iter().find(|shape| shape.key == key)
    }
}

/// Type names that are taken.
#[derive(Default)]
struct Names {
    taken: BTreeSet<String>,
}

impl Names {
    fn unique(&mut self, base: &str) -> Ident {
        let free = (1..).map(|copy| if copy == 1 { base.to_owned() } else { format!("{base}{copy}") });
        let name = free.into_iter().find(|name| !self.taken.contains(name)).unwrap_or_else(|| base.to_owned());
        self.taken.insert(name.clone());
        identifier(&name)
    }
}

/// The number of the shape with this key; a new one where there is none.
fn find<K: PartialEq>(
    shapes: &mut Vec<Shape<K>>,
    key: K,
    base: &str,
    settings: &str,
    first: usize,
    names: &mut Names,
) -> usize {
    if let Some(found) = shapes.iter().position(|shape| shape.key == key) {
        return found;
    }
    let name = names.unique(base);
    let settings = if settings == base { name.clone() } else { names.unique(settings) };
    shapes.push(Shape { key, name, settings, first });
    shapes.len() - 1
}

fn group_key(model: &Resolved, schedule: &Schedule, id: GroupId) -> GroupKey {
    let program = |instance: InstanceId, parameter: usize| {
        let mut initial = schedule.initial_parameters(id);
        initial.find(|(of, number, _)| (*of, *number) == (instance, parameter)).map(|(.., call)| call.program)
    };
    let instance_key = |(id, instance): (InstanceId, &Instance)| InstanceKey {
        key: instance.key,
        name: instance.name.to_string(),
        behavior: instance.behavior.0,
        each: instance.each().into_iter().map(|parameter| (parameter, program(id, parameter))).collect(),
        recorded: recorded_key(model, instance),
    };
    let temporaries = schedule.buffers.iter().filter_map(|buffer| match buffer.place {
        Place::Temporary(group, ty, number) if group == id => Some((ty, number)),
        _ => None,
    });
    let prepared = schedule.buffers.iter().filter_map(|buffer| match buffer.place {
        Place::Prepared(instance, kind, number) if model.instance(instance).group == id => {
            Some((model.instance(instance).name.clone(), kind, number))
        }
        _ => None,
    });
    GroupKey {
        prepared: prepared.collect(),
        variables: model
            .group(id)
            .variables
            .iter()
            .map(|variable| (variable.name.to_string(), variable.kind))
            .collect(),
        instances: model.instances_of(id).map(instance_key).collect(),
        temporaries: temporaries.collect(),
    }
}

fn recorded_key(model: &Resolved, instance: &Instance) -> Option<RecordedKey> {
    let recorded = instance.recorded.as_ref()?;
    let variables = &model.group(instance.group).variables;
    let of_neurons = |kind: VariableKind| match kind {
        VariableKind::State => RecordedForm::Values,
        VariableKind::Integer => RecordedForm::Integers,
        VariableKind::Flag | VariableKind::Event => RecordedForm::Flags,
    };
    let form = |source: RecordedSource| match (recorded.kind, source) {
        (RecordKind::Events, _) => RecordedForm::Events,
        (RecordKind::Rates, _) => RecordedForm::Rates,
        (RecordKind::Values, RecordedSource::Neurons(id)) => of_neurons(variables[id.0].kind),
        (RecordKind::Values, RecordedSource::Expression { kind, is_one: true, .. }) => {
            RecordedForm::One(Type::of(kind))
        }
        (RecordKind::Values, RecordedSource::Expression { kind, is_one: false, .. }) => of_neurons(kind),
        (RecordKind::Values, RecordedSource::Synapses(id, variable)) => {
            RecordedForm::Synapses(Layout::of(model.synapse_group(id), variable))
        }
    };
    Some(recorded.variables.iter().map(|variable| (variable.name.clone(), form(variable.source))).collect())
}
