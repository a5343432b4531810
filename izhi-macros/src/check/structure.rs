//! Groups, sizes, tags, settings and synapse groups.

use std::collections::BTreeMap;

use proc_macro2::Ident;
use syn::LitInt;

use super::rust_functions;
use crate::collect::UsedBehavior;
use crate::diagnostics::{Diagnostics, Location};
use crate::resolved::{
    BehaviorId, BehaviorInfo, Float, GridSize, Group, GroupId, Measured, NamedDoc, Parameter, RESERVED_PREFIX,
    Resolved, TYPES,
};
use crate::syntax::{self, Expression, ExpressionKind, NetworkItem, Setting, Size};

/// The tag that every group and synapse group has.
pub(crate) const ALL: &str = "All";

pub(super) fn check(network: &syntax::Network, used: &[UsedBehavior], diagnostics: &mut Diagnostics) -> Resolved {
    let mut model = Resolved {
        doc: network.doc.clone(),
        visibility: network.visibility.clone(),
        name: network.name.clone(),
        float: Float::F32,
        dt: 1.0,
        declared_dt: None,
        seed: 0,
        behaviors: used.iter().map(behavior_info).collect(),
        groups: Vec::new(),
        synapses: Vec::new(),
        lacks_synapses: false,
        instances: Vec::new(),
        constants: Vec::new(),
        functions: Vec::new(),
        measured: Measured::default(),
    };
    for (id, behavior) in used.iter().enumerate() {
        let step = behavior.declaration.iter().flat_map(|behavior| &behavior.step);
        step.for_each(|statement| rust_functions::resolve(statement, BehaviorId(id), &mut model));
    }
    reserved(&network.name, diagnostics);
    if TYPES.iter().any(|name| network.name == name) {
        let message = format!("a network cannot be called `{}`: generated code uses that name", network.name);
        diagnostics.error_with_help(&network.name, &message, "choose another name");
    }
    unique(used.iter().map(|behavior| &behavior.name), "behavior", diagnostics);
    settings(network, &mut model, diagnostics);
    for item in &network.items {
        if let NetworkItem::Group(group) = item {
            add_group(group, &mut model, diagnostics);
        }
    }
    model
}

fn behavior_info(used: &UsedBehavior) -> BehaviorInfo {
    let declaration = used.declaration.as_ref();
    let parameters = declaration.map_or(&[][..], |behavior| &behavior.parameters);
    let inputs = declaration.map_or(&[][..], |behavior| &behavior.inputs);
    BehaviorInfo {
        name: used.name.clone(),
        parameters: parameters
            .iter()
            .map(|field| Parameter {
                name: field.name.clone(),
                doc: field.doc.clone(),
                condition: field.condition.as_ref().map(syntax::Expression::to_string),
            })
            .collect(),
        inputs: inputs.iter().map(|field| NamedDoc { name: field.name.clone(), doc: field.doc.clone() }).collect(),
    }
}

/// Reports every name that has been there before, and the ones that generated code keeps for itself.
pub(super) fn unique<'a>(names: impl Iterator<Item = &'a Ident>, kind: &str, diagnostics: &mut Diagnostics) {
    let mut seen = BTreeMap::new();
    for name in names {
        reserved(name, diagnostics);
        if seen.insert(name.to_string(), ()).is_some() {
            diagnostics.error_with_help(
                name,
                &format!("duplicate {kind} name `{name}`"),
                "give one of them another name",
            );
        }
    }
}

pub(super) fn reserved(name: &Ident, diagnostics: &mut Diagnostics) {
    if name.to_string().starts_with(RESERVED_PREFIX) {
        let help = "choose a name with another beginning";
        diagnostics.error_with_help(name, &format!("names with `{RESERVED_PREFIX}` belong to generated code"), help);
    }
}

fn settings(network: &syntax::Network, model: &mut Resolved, diagnostics: &mut Diagnostics) {
    let (mut dt, mut seed, mut float) = (0, 0, 0);
    for item in &network.items {
        let NetworkItem::Setting(setting) = item else { continue };
        let (count, span, name) = match setting {
            Setting::Dt(value) => (&mut dt, value.location.first, "dt"),
            Setting::Seed(value) => (&mut seed, value.span(), "seed"),
            Setting::Float(value) => (&mut float, value.span(), "float"),
        };
        *count += 1;
        if *count > 1 {
            diagnostics.error_with_help(span, &format!("duplicate setting `{name}`"), "keep one of the two");
        }
        match setting {
            Setting::Dt(value) => match constant(value, diagnostics) {
                Some(dt) if dt > 0.0 && dt.is_finite() => (model.dt, model.declared_dt) = (dt, Some(dt)),
                Some(_) => diagnostics.error(value.location, "`dt` has to be a positive number, as in `dt: 0.5;`"),
                None => {}
            },
            Setting::Seed(value) => match value.base10_parse() {
                Ok(seed) => model.seed = seed,
                Err(_) => diagnostics.error(value.span(), "the seed is an integer from 0 to 2^64 - 1"),
            },
            Setting::Float(value) => match value.to_string().as_str() {
                "f32" => model.float = Float::F32,
                "f64" => model.float = Float::F64,
                _ => diagnostics.error_with_help(value, "unknown float type", "write `f32` or `f64`"),
            },
        }
    }
}

/// The value of an expression made of literals and operators only.
pub(super) fn constant(expression: &Expression, diagnostics: &mut Diagnostics) -> Option<f64> {
    use syntax::{BinaryOperator as B, UnaryOperator as U};
    match &expression.kind {
        ExpressionKind::Number(value, _) => Some(*value),
        ExpressionKind::Integer(value) => Some(*value as f64),
        ExpressionKind::Unary(U::Negate, operand) => Some(-constant(operand, diagnostics)?),
        ExpressionKind::Binary(operator, left, right) => {
            let (left, right) = (constant(left, diagnostics)?, constant(right, diagnostics)?);
            match operator {
                B::Add => Some(left + right),
                B::Subtract => Some(left - right),
                B::Multiply => Some(left * right),
                B::Divide => Some(left / right),
                _ => not_constant(expression, diagnostics),
            }
        }
        _ => not_constant(expression, diagnostics),
    }
}

fn not_constant(expression: &Expression, diagnostics: &mut Diagnostics) -> Option<f64> {
    let help = "a parameter that differs from neuron to neuron is `each(...)`, as in `tau: each(normal(20.0, 2.0))`";
    diagnostics.error_with_help(expression.location, "expected a number, or `+ - * /` of numbers", help);
    None
}

fn add_group(group: &syntax::Group, model: &mut Resolved, diagnostics: &mut Diagnostics) {
    let name = &group.names[0];
    if model.groups.iter().any(|other| other.name == *name) {
        diagnostics.error_with_help(name, &format!("duplicate group name `{name}`"), "give one of them another name");
    }
    reserved(name, diagnostics);
    model.groups.push(Group {
        doc: group.doc.clone(),
        name: name.clone(),
        tags: tags(&group.names, &[], diagnostics),
        size: size(&group.size, diagnostics),
        variables: Vec::new(),
        is_incomplete: false,
    });
}

/// The tags as written, the ones that come by themselves, and the one that everything has.
pub(super) fn tags(names: &[Ident], further: &[String], diagnostics: &mut Diagnostics) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    for name in names {
        if tags.contains(&name.to_string()) || *name == ALL {
            let help = format!("every tag stands once; `{ALL}` is there without being written");
            diagnostics.error_with_help(name, &format!("duplicate tag name `{name}`"), &help);
        } else {
            tags.push(name.to_string());
        }
    }
    tags.extend(further.iter().cloned());
    tags.push(ALL.to_owned());
    tags
}

fn size(size: &Size, diagnostics: &mut Diagnostics) -> GridSize {
    let mut extent = |literal: &LitInt| match literal.base10_parse() {
        Ok(extent @ 1..=0xffff_ffff_u64) => extent,
        _ => {
            let help = "write at least 1 and at most 4294967295";
            diagnostics.error_with_help(literal.span(), "a group needs at least one neuron and fewer than 2^32", help);
            1
        }
    };
    match size {
        Size::Line(neurons) => GridSize::Grid([extent(neurons), 1, 1]),
        Size::Squared(neurons) => GridSize::Squared(extent(neurons)),
        Size::Grid(literals) => {
            let mut extents = literals.iter().map(&mut extent);
            let extents = [(); 3].map(|()| extents.next().unwrap_or(1));
            let neurons: u128 = extents.iter().map(|&extent| u128::from(extent)).product();
            if neurons >= 1 << 32
                && let [first, .., last] = &**literals
            {
                let location = Location::from(first.span()).to(last.span().into());
                let message = format!("this is a grid of {neurons} neurons, and a group has fewer than 2^32");
                diagnostics.error_with_help(location, &message, "make several groups of it");
            }
            GridSize::Grid(extents)
        }
    }
}

pub(super) fn find_group(name: &Ident, model: &Resolved, diagnostics: &mut Diagnostics) -> Option<GroupId> {
    let found = model.groups.iter().position(|group| group.name == *name);
    if found.is_none() {
        let known: Vec<String> = model.groups.iter().map(|group| group.name.to_string()).collect();
        diagnostics.unknown("group", name, "", &known);
    }
    found.map(GroupId)
}
