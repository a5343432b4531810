//! Synapse groups: their ends, how they are connected and kept, and how long an event takes.

use proc_macro2::{Ident, Span};
use quote::format_ident;

use super::behavior;
use super::expressions::{Scope, Surroundings, SynapseScope};
use super::structure::{constant, find_group, reserved, tags};
use crate::diagnostics::Diagnostics;
use crate::model::{
    Delay, End, Expression, GroupId, InstanceId, Kind, Model, Rank, Storage, SynapseGroup, SynapseId, Type,
};
use crate::syntax::{self, ExpressionKind, PropertyValue, SynapseDeclaration};

/// Adds a synapse group for each target. What needs the variables of the groups comes later.
pub(super) fn add(declaration: &SynapseDeclaration, model: &mut Model, diagnostics: &mut Diagnostics) {
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
            delay: properties.delay.map_or(Delay::None, Delay::One),
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
    /// Where it is the same for all synapses.
    delay: Option<f64>,
}

impl Properties {
    fn check(declaration: &SynapseDeclaration, diagnostics: &mut Diagnostics) -> Self {
        let mut properties = Properties { storage: Storage::Dense, connect: None, delay: None };
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
                PropertyValue::Delay(value) if varies(value) => each = Some(name),
                PropertyValue::Delay(value) => properties.delay = delay(value, diagnostics),
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
        ExpressionKind::Number(_) | ExpressionKind::Integer(_) | ExpressionKind::Bool(_) => false,
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

/// What the braces say of the synapses' variables, once they are all known.
pub(super) fn properties(network: &syntax::Network, model: &mut Model, diagnostics: &mut Diagnostics) {
    for item in &network.items {
        let syntax::NetworkItem::Synapses(declaration) = item else { continue };
        for target in &declaration.targets {
            let name = format!("{}_{}_to_{target}", declaration.names[0], declaration.source);
            let Some(index) = model.synapses.iter().position(|synapses| synapses.name == name) else { continue };
            for property in &declaration.properties {
                match &property.value {
                    PropertyValue::Delay(value) if varies(value) => {
                        each_delay(SynapseId(index), &property.name, value, model, diagnostics);
                    }
                    PropertyValue::Shared(names) => shared(SynapseId(index), names, model, diagnostics),
                    PropertyValue::Variable(field) => initial(SynapseId(index), field, model, diagnostics),
                    _ => {}
                }
            }
            shared_initial(SynapseId(index), model, diagnostics);
        }
    }
}

fn each_delay(
    id: SynapseId,
    name: &Ident,
    value: &syntax::Expression,
    model: &mut Model,
    diagnostics: &mut Diagnostics,
) {
    let synapses = model.synapse_group(id);
    let at = |group: GroupId| model.instances_of(group).next().map(|(id, _)| id);
    let (instance, end) = match (at(synapses.target), at(synapses.source)) {
        (Some(instance), _) => (instance, End::Afferent),
        (None, Some(instance)) => (instance, End::Efferent),
        (None, None) => {
            let help = "give one of the two groups a behavior";
            diagnostics.error_with_help(name, "no behavior is there to receive what is delayed", help);
            return;
        }
    };
    if let Some(value) = in_network(id, instance, end, value, 0, model, diagnostics) {
        model.synapses[id.0].delay = Delay::Each { value, instance };
    }
}

/// An expression of the network's own text, in which no parameter of a behaviour has a meaning and only the first
/// so many variables of the synapses are known.
fn in_network(
    synapses: SynapseId,
    instance: InstanceId,
    end: End,
    value: &syntax::Expression,
    known: usize,
    model: &Model,
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

fn find(id: SynapseId, name: &Ident, model: &Model, diagnostics: &mut Diagnostics) -> Option<usize> {
    let synapses = model.synapse_group(id);
    let found = synapses.variables.iter().position(|variable| variable.name == *name);
    let is_incomplete = model.group(synapses.source).is_incomplete || model.group(synapses.target).is_incomplete;
    if found.is_none() && !is_incomplete {
        let mut known: Vec<String> = synapses.variables.iter().map(|variable| variable.name.to_string()).collect();
        known.extend(["connect", "delay", "storage", "shared"].map(str::to_owned));
        diagnostics.unknown("property or variable", name, &format!("of synapse group `{}`", synapses.name), &known);
    }
    found
}

fn shared(id: SynapseId, names: &[Ident], model: &mut Model, diagnostics: &mut Diagnostics) {
    for name in names {
        if let Some(variable) = find(id, name, model, diagnostics) {
            if model.synapses[id.0].variables[variable].decay.is_some() {
                let help = "let it be a state of the neurons, or take it out of `shared`";
                diagnostics.error_with_help(name, &format!("`{name}` decays, and each synapse by itself"), help);
                continue;
            }
            model.synapses[id.0].variables[variable].is_shared = true;
        }
    }
}

fn initial(id: SynapseId, field: &syntax::Field, model: &mut Model, diagnostics: &mut Diagnostics) {
    let Some(variable) = find(id, &field.name, model, diagnostics) else { return };
    let declared = &model.synapse_group(id).variables[variable];
    let (instance, end) = (declared.declared_by, declared.end);
    let Some(value) = &field.value else { return };
    if let Some(value) = in_network(id, instance, end, value, variable, model, diagnostics) {
        model.synapses[id.0].variables[variable].initial = value;
    }
}

/// A value for all synapses cannot differ between them.
fn shared_initial(id: SynapseId, model: &Model, diagnostics: &mut Diagnostics) {
    for variable in model.synapse_group(id).variables.iter().filter(|variable| variable.is_shared) {
        let depends = |value: &Expression| matches!(value.kind, Kind::SynapseVariable(id, of) if model.synapse_group(id).variables[of].is_shared);
        if variable.initial.rank != Rank::Scalar && !depends(&variable.initial) {
            let message = format!("`{}` is shared by all synapses, and this differs between them", variable.name);
            let help = "begin it with a number, or take it out of `shared`";
            diagnostics.error_with_help(variable.initial.location, &message, help);
        }
    }
}
