//! Synapse groups: their ends, how they are connected and kept, and how long an event takes.

use proc_macro2::{Ident, Span};
use quote::format_ident;

use super::behavior;
use super::expressions::{Scope, Surroundings, SynapseScope};
use super::structure::{constant, find_group, reserved, tags};
use crate::diagnostics::Diagnostics;
use crate::model::{End, Expression, InitialDelay, InitialSynapse, Kind, Rank, Type};
use crate::resolved::{Delay, InstanceId, Resolved, Storage, SynapseGroup, SynapseId};
use crate::syntax::{self, ExpressionKind, PropertyValue, SynapseDeclaration};

/// Adds the synapse groups of all declarations.
pub(super) fn check(network: &syntax::Network, model: &mut Resolved, diagnostics: &mut Diagnostics) {
    for item in &network.items {
        if let syntax::NetworkItem::Synapses(declaration) = item {
            add(declaration, model, diagnostics);
        }
    }
}

/// Adds a synapse group for each target. What needs the variables of the groups comes later.
fn add(declaration: &SynapseDeclaration, model: &mut Resolved, diagnostics: &mut Diagnostics) {
    let source = find_group(&declaration.source, model, diagnostics);
    let properties = Properties::check(declaration, diagnostics);
    for (place, target_name) in declaration.targets.iter().enumerate() {
        let target = find_group(target_name, model, diagnostics);
        let (Some(source), Some(target)) = (source, target) else {
            model.lacks_synapses = true;
            continue;
        };
        let between = format!("{}_to_{target_name}", declaration.source);
        let name = format_ident!("{}_{between}", declaration.names[0], span = Span::call_site());
        if place == 0 {
            reserved(&declaration.names[0], diagnostics);
        }
        let taken = model.synapses.iter().any(|other| other.name == name)
            || model.groups.iter().any(|group| group.name == name);
        if taken {
            let message = format!(
                "duplicate name: a second `{}` from `{}` to `{target_name}`",
                declaration.names[0], declaration.source
            );
            let help = "give the two different first tags; further tags can be the same";
            diagnostics.error_with_help(target_name, &message, help);
            continue;
        }
        model.synapses.push(SynapseGroup {
            doc: declaration.doc.clone(),
            name,
            tags: tags(&declaration.names, &[between], diagnostics),
            source,
            target,
            storage: properties.storage,
            connect: properties.connect.clone(),
            delay: properties.delay,
            dendritic_delay: properties.dendritic_delay,
            given: given(declaration),
            variables: Vec::new(),
        });
    }
}

fn given(declaration: &SynapseDeclaration) -> Vec<String> {
    let variables =
        declaration.properties.iter().filter(|property| matches!(property.value, PropertyValue::Variable(_)));
    variables.map(|property| property.name.to_string()).collect()
}

/// What the braces of a declaration say, as far as it can be known without the variables.
struct Properties {
    storage: Storage,
    connect: Option<proc_macro2::TokenStream>,
    delay: Delay,
    dendritic_delay: Option<f64>,
}

impl Properties {
    fn check(declaration: &SynapseDeclaration, diagnostics: &mut Diagnostics) -> Self {
        let mut properties =
            Properties { storage: Storage::Dense, connect: None, delay: Delay::None, dendritic_delay: None };
        let mut storage = None;
        let mut each = None;
        for (place, property) in declaration.properties.iter().enumerate() {
            let name = &property.name;
            if declaration.properties[..place].iter().any(|earlier| earlier.name == *name) {
                diagnostics.error_with_help(name, &format!("duplicate property `{name}`"), "keep one of the two");
            }
            match &property.value {
                PropertyValue::Connect(connector) => properties.connect = Some(connector.clone()),
                PropertyValue::Storage(value) => storage = Some((*value, name)),
                PropertyValue::Delay(value) if varies(value) => {
                    each = Some(name);
                    properties.delay = Delay::Each;
                }
                PropertyValue::Delay(value) => {
                    properties.delay = delay(value, diagnostics).map_or(Delay::None, Delay::One);
                }
                PropertyValue::DendriticDelay(value) if varies(value) => {
                    let message = "a dendritic delay is one number for all synapses of a group";
                    let help = "write a number, and let what differs be part of `delay`, which lies in the axon";
                    diagnostics.error_with_help(value.location, message, help);
                }
                PropertyValue::DendriticDelay(value) => properties.dendritic_delay = delay(value, diagnostics),
                PropertyValue::Shared(_) | PropertyValue::Variable(_) => {}
            }
        }
        if let Some((Storage::Dense, name)) = storage {
            if properties.connect.take().is_some() {
                let help = "write `storage: sparse;`, or leave out the connector";
                diagnostics.error_with_help(name, "dense synapses connect all to all", help);
            } else if each.is_some() {
                let help = "write `storage: sparse;`, or one delay for all";
                diagnostics.error_with_help(name, "dense synapses have one delay", help);
            }
        }
        let is_sparse = properties.connect.is_some() || each.is_some();
        properties.storage = match storage {
            Some((Storage::Dense, _)) if each.is_none() => Storage::Dense,
            None if !is_sparse => Storage::Dense,
            _ => Storage::Sparse,
        };
        properties
    }
}

/// Whether a delay differs from synapse to synapse: it does unless it is made of numbers alone.
fn varies(delay: &syntax::Expression) -> bool {
    match &delay.kind {
        ExpressionKind::Number(..) | ExpressionKind::Integer(_) | ExpressionKind::Bool(_) => false,
        ExpressionKind::Unary(_, operand) => varies(operand),
        ExpressionKind::Binary(_, left, right) => varies(left) || varies(right),
        _ => true,
    }
}

fn delay(value: &syntax::Expression, diagnostics: &mut Diagnostics) -> Option<f64> {
    let delay = constant(value, diagnostics)?;
    if delay > 0.0 && delay.is_finite() {
        return Some(delay);
    }
    let help = "write at least one `dt`; without a delay leave the property out";
    diagnostics.error_with_help(value.location, "a delay has to be a positive number", help);
    None
}

/// The declarations of synapse groups with each group that they make.
fn declared<'a>(network: &'a syntax::Network, model: &Resolved) -> Vec<(SynapseId, &'a SynapseDeclaration)> {
    let declarations = network.items.iter().filter_map(|item| match item {
        syntax::NetworkItem::Synapses(declaration) => Some(declaration),
        _ => None,
    });
    let groups =
        declarations.flat_map(|declaration| declaration.targets.iter().map(move |target| (declaration, target)));
    let found = groups.filter_map(|(declaration, target)| {
        let name = format!("{}_{}_to_{target}", declaration.names[0], declaration.source);
        let index = model.synapses.iter().position(|synapses| synapses.name == name)?;
        Some((SynapseId(index), declaration))
    });
    found.collect()
}

/// Marks the variables that all synapses of a group share, once they are all known.
pub(super) fn shared_variables(network: &syntax::Network, model: &mut Resolved, diagnostics: &mut Diagnostics) {
    for (id, declaration) in declared(network, model) {
        for property in &declaration.properties {
            if let PropertyValue::Shared(names) = &property.value {
                shared(id, names, model, diagnostics);
            }
        }
    }
}

/// What the braces say that the synapses' variables and delays begin with.
pub(super) fn initial_values(
    network: &syntax::Network,
    model: &Resolved,
    initial: &mut [Vec<InitialSynapse>],
    diagnostics: &mut Diagnostics,
) -> Vec<InitialDelay> {
    let mut delays = Vec::new();
    for (id, declaration) in declared(network, model) {
        for property in &declaration.properties {
            match &property.value {
                PropertyValue::Delay(value) if varies(value) => {
                    delays.extend(each_delay(id, &property.name, value, model, diagnostics));
                }
                PropertyValue::Variable(field) => {
                    if let Some((variable, value)) = given_value(id, field, model, diagnostics) {
                        initial[id.0][variable].value = value;
                    }
                }
                _ => {}
            }
        }
        shared_values(id, model, &initial[id.0], diagnostics);
    }
    delays
}

fn each_delay(
    id: SynapseId,
    name: &Ident,
    value: &syntax::Expression,
    model: &Resolved,
    diagnostics: &mut Diagnostics,
) -> Option<InitialDelay> {
    let Some((instance, end)) = model.receiver(id) else {
        let help = "give one of the two groups a behavior";
        diagnostics.error_with_help(name, "no behavior is there to receive what is delayed", help);
        return None;
    };
    let value = in_network(id, instance, end, value, 0, model, diagnostics)?;
    Some(InitialDelay { synapses: id, value, instance })
}

/// An expression of the network's own text, in which no parameter of a behaviour has a meaning and only the first
/// so many variables of the synapses are known.
fn in_network(
    synapses: SynapseId,
    instance: InstanceId,
    end: End,
    value: &syntax::Expression,
    known: usize,
    model: &Resolved,
    diagnostics: &mut Diagnostics,
) -> Option<Expression> {
    let before = diagnostics.len();
    behavior::expression(value, diagnostics);
    if diagnostics.len() > before {
        return None;
    }
    let scope = SynapseScope { name: None, synapses, end };
    let mut scope = Scope::new(model, instance, Surroundings::Network(scope, known), diagnostics);
    let value = scope.expression(value)?;
    scope.convert(value, Type::Number, "what synapses begin with")
}

fn find(id: SynapseId, name: &Ident, model: &Resolved, diagnostics: &mut Diagnostics) -> Option<usize> {
    let synapses = model.synapse_group(id);
    let found = synapses.variables.iter().position(|variable| variable.name == *name);
    let is_incomplete = model.group(synapses.source).is_incomplete || model.group(synapses.target).is_incomplete;
    if found.is_none() && !is_incomplete {
        let mut known: Vec<String> = synapses.variables.iter().map(|variable| variable.name.to_string()).collect();
        known.extend(["connect", "delay", "dendritic_delay", "storage", "shared"].map(str::to_owned));
        diagnostics.unknown("property or variable", name, &format!("of synapse group `{}`", synapses.name), &known);
    }
    found
}

fn shared(id: SynapseId, names: &[Ident], model: &mut Resolved, diagnostics: &mut Diagnostics) {
    for name in names {
        if let Some(variable) = find(id, name, model, diagnostics) {
            if model.synapses[id.0].variables[variable].decays {
                let help = "let it be a state of the neurons, or take it out of `shared`";
                diagnostics.error_with_help(name, &format!("`{name}` decays, and each synapse by itself"), help);
                continue;
            }
            model.synapses[id.0].variables[variable].is_shared = true;
        }
    }
}

fn given_value(
    id: SynapseId,
    field: &syntax::Field,
    model: &Resolved,
    diagnostics: &mut Diagnostics,
) -> Option<(usize, Expression)> {
    let variable = find(id, &field.name, model, diagnostics)?;
    let declared = &model.synapse_group(id).variables[variable];
    let value = field.value.as_ref()?;
    let value = in_network(id, declared.declared_by, declared.end, value, variable, model, diagnostics)?;
    Some((variable, value))
}

/// A value for all synapses cannot differ between them.
fn shared_values(id: SynapseId, model: &Resolved, initial: &[InitialSynapse], diagnostics: &mut Diagnostics) {
    let variables = &model.synapse_group(id).variables;
    for (variable, initial) in variables.iter().zip(initial).filter(|(variable, _)| variable.is_shared) {
        let depends =
            |value: &Expression| matches!(value.kind, Kind::SynapseVariable(_, of) if variables[of].is_shared);
        if initial.value.rank != Rank::Scalar && !depends(&initial.value) {
            let message = format!("`{}` is shared by all synapses, and this differs between them", variable.name);
            let help = "begin it with a number, or take it out of `shared`";
            diagnostics.error_with_help(initial.value.location, &message, help);
        }
    }
}
