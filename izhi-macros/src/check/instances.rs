//! Behaviours in groups: keys, parameters, names.

use proc_macro2::Ident;
use quote::format_ident;

use super::each;
use super::structure::{constant, reserved};
use crate::collect::UsedBehavior;
use crate::diagnostics::{Diagnostics, Location};
use crate::resolved::{BehaviorId, Float, GROUP_MEMBERS, GroupId, Instance, ParameterValue, Resolved};
use crate::syntax;

/// Adds the instances of all groups in order of execution.
pub(super) fn check(
    network: &syntax::Network,
    used: &[UsedBehavior],
    model: &mut Resolved,
    diagnostics: &mut Diagnostics,
) {
    for (id, group) in network.groups().enumerate() {
        let names = field_names(group);
        for (index, instance) in group.instances.iter().enumerate() {
            let earlier = group.instances[..index].iter().find(|earlier| earlier.key == instance.key);
            if let Some(earlier) = earlier {
                let message = format!("duplicate key {}: `{}` has it already", instance.key, earlier.behavior);
                diagnostics.error_with_help(instance.key_span, &message, "give every behavior of a group its own key");
            }
            let Some(behavior) = used.iter().position(|behavior| behavior.name == instance.behavior) else {
                let known: Vec<String> = used.iter().map(|behavior| behavior.name.to_string()).collect();
                diagnostics.unknown("behavior", &instance.behavior, "in this network's `use`", &known);
                model.groups[id].is_incomplete = true;
                continue;
            };
            model.groups[id].is_incomplete |= used[behavior].is_broken;
            if let Some(name) = &instance.name {
                reserved(name, diagnostics);
            }
            if let Some(member) = GROUP_MEMBERS.into_iter().find(|member| names[index] == member) {
                let message = format!("the name `{member}` is taken: every group has it");
                diagnostics.error_with_help(&names[index], &message, "give the behavior another name with `as`");
            }
            model.instances.push(Instance {
                group: GroupId(id),
                key: instance.key,
                key_location: instance.key_span.into(),
                behavior: BehaviorId(behavior),
                name: names[index].clone(),
                is_named: instance.name.is_some(),
                parameters: parameters(instance, &used[behavior], model.float, diagnostics),
                written: (id, index),
                recorded: None,
            });
        }
        duplicate_names(group, &names, diagnostics);
    }
    // The sort is stable: equal keys stay in the order of their groups.
    model.instances.sort_by_key(|instance| instance.key);
}

/// The name of each instance's field: as given, or the behaviour's name in snake case, with the key where
/// the group has the behaviour more than once, and with `_` behind it where it is a keyword of Rust.
fn field_names(group: &syntax::Group) -> Vec<Ident> {
    let name = |instance: &syntax::Instance| {
        if let Some(name) = &instance.name {
            return name.clone();
        }
        let base = snake_case(&instance.behavior.to_string());
        let same = |other: &&syntax::Instance| other.name.is_none() && other.behavior == instance.behavior;
        if group.instances.iter().filter(same).count() == 1 {
            let is_name = syn::parse_str::<Ident>(&base).is_ok();
            format_ident!("{base}{}", if is_name { "" } else { "_" }, span = instance.behavior.span())
        } else {
            format_ident!("{base}_{}", instance.key.to_string().replace('-', "minus_"), span = instance.behavior.span())
        }
    };
    group.instances.iter().map(name).collect()
}

/// `IzhikevichMain` becomes `izhikevich_main`, `STDP` becomes `stdp`.
pub(crate) fn snake_case(name: &str) -> String {
    let characters: Vec<char> = name.chars().collect();
    let mut snake = String::new();
    for (i, &character) in characters.iter().enumerate() {
        let after_lower = i > 0 && (characters[i - 1].is_lowercase() || characters[i - 1].is_ascii_digit());
        let before_lower =
            i > 0 && characters[i - 1] != '_' && characters.get(i + 1).is_some_and(|next| next.is_lowercase());
        if character.is_uppercase() && (after_lower || before_lower) {
            snake.push('_');
        }
        snake.extend(character.to_lowercase());
    }
    snake
}

fn duplicate_names(group: &syntax::Group, names: &[Ident], diagnostics: &mut Diagnostics) {
    for (index, name) in names.iter().enumerate() {
        if names[..index].contains(name) {
            let span = group.instances[index].name.as_ref().map_or(group.instances[index].key_span, Ident::span);
            let help = "tell the two apart with `as another_name`";
            diagnostics.error_with_help(
                span,
                &format!("duplicate behavior name `{name}` in group `{}`", group.names[0]),
                help,
            );
        }
    }
}

/// The parameters' values in this group: what the group gives, or the behaviour's default.
fn parameters(
    instance: &syntax::Instance,
    used: &UsedBehavior,
    float: Float,
    diagnostics: &mut Diagnostics,
) -> Vec<Option<ParameterValue>> {
    let Some(behavior) = &used.declaration else { return Vec::new() };
    for (index, given) in instance.parameters.iter().enumerate() {
        if instance.parameters[..index].iter().any(|earlier| earlier.name == given.name) {
            let message = format!("duplicate parameter name `{}`", given.name);
            diagnostics.error_with_help(&given.name, &message, "keep one of the two values");
        }
        if !used.is_broken {
            unknown_parameter(&given.name, behavior, diagnostics);
        }
    }
    let value = |parameter: &syntax::Field, diagnostics: &mut Diagnostics| {
        let given = instance.parameters.iter().find(|given| given.name == parameter.name);
        let span = given.map_or(instance.behavior.span(), |given| given.name.span());
        match given.unwrap_or(parameter).value.as_ref() {
            Some(value) if each::inside(value, diagnostics).is_some() => Some(ParameterValue::Each),
            Some(value) => {
                let number = constant(value, diagnostics)?;
                finite(number, value.location, &parameter.name, float, diagnostics).map(ParameterValue::One)
            }
            None => {
                let message = format!("parameter `{}` has no value", parameter.name);
                let help = format!(
                    "write `{} {{ {}: 1.0 }}`: the behavior has no default for it",
                    behavior.name, parameter.name
                );
                diagnostics.error_with_help(span, &message, &help);
                None
            }
        }
    };
    behavior.parameters.iter().map(|parameter| value(parameter, diagnostics)).collect()
}

fn finite(value: f64, at: Location, name: &Ident, float: Float, diagnostics: &mut Diagnostics) -> Option<f64> {
    if float.holds(value) {
        return Some(value);
    }
    if value.is_finite() {
        let message = format!("parameter `{name}` is too large for `f32`");
        diagnostics.error_with_help(at, &message, "write `float: f64;`, or use another unit");
    } else {
        let help = "look for a division by zero";
        diagnostics.error_with_help(at, &format!("parameter `{name}` is not finite"), help);
    }
    None
}

fn unknown_parameter(name: &Ident, behavior: &syntax::Behavior, diagnostics: &mut Diagnostics) {
    if behavior.parameters.iter().any(|parameter| parameter.name == *name) {
        return;
    }
    let place = format!("of `{}`", behavior.name);
    if behavior.constants.iter().any(|constant| constant.name == *name) {
        let message = format!("unknown parameter `{name}` {place}");
        let help = "it is a constant, and follows what it is made of: set the parameters among that";
        diagnostics.error_with_help(name, &message, help);
    } else if behavior.variables.iter().any(|variable| variable.field.name == *name) {
        let message = format!("unknown parameter `{name}` {place}");
        let help = "it is a variable: its initial value stands in the behavior, and the builder takes another";
        diagnostics.error_with_help(name, &message, help);
    } else {
        let known: Vec<String> = behavior.parameters.iter().map(|parameter| parameter.name.to_string()).collect();
        diagnostics.unknown("parameter", name, &place, &known);
    }
}
