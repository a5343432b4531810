//! Variables of groups and of synapse groups: who declares them, and their initial values.

use proc_macro2::Ident;
use quote::format_ident;

use super::expressions::{Scope, Surroundings, SynapseScope};
use super::structure::{ALL, reserved};
use crate::collect::UsedBehavior;
use crate::diagnostics::Diagnostics;
use crate::model::{End, Expression, Initial, InitialSynapse, Kind, Rank, Type};
use crate::resolved::{
    BehaviorInfo, GROUP_MEMBERS, GroupId, InstanceId, RESERVED_PREFIX, Resolved, SYNAPSE_MEMBERS, SynapseId,
    SynapseVariable, Variable, VariableId,
};
use crate::syntax::{self, Field};

/// The initial values that wait for all variables to be known.
#[derive(Default)]
pub(super) struct Declarations<'a> {
    variables: Vec<(GroupId, VariableId, &'a syntax::Expression)>,
    /// In the order of the variables of each synapse group.
    synapse_variables: Vec<(SynapseId, &'a Field)>,
}

/// Declares the variables of all groups; what they begin with is checked once all are known.
pub(super) fn check<'a>(
    used: &'a [UsedBehavior],
    model: &mut Resolved,
    diagnostics: &mut Diagnostics,
) -> Declarations<'a> {
    let mut declarations = Declarations::default();
    for index in 0..model.instances.len() {
        let id = InstanceId(index);
        let Some(behavior) = &used[model.instances[index].behavior.0].declaration else { continue };
        for variable in &behavior.variables {
            declare(variable, id, model, &mut declarations, diagnostics);
        }
    }
    for index in 0..model.instances.len() {
        let id = InstanceId(index);
        let Some(behavior) = &used[model.instances[index].behavior.0].declaration else { continue };
        for variables in &behavior.synapse_variables {
            declare_at_end(variables, id, behavior, model, &mut declarations, diagnostics);
        }
    }
    give_way(model);
    field_names(model, diagnostics);
    declarations
}

fn declare<'a>(
    declared: &'a syntax::Variable,
    id: InstanceId,
    model: &mut Resolved,
    declarations: &mut Declarations<'a>,
    diagnostics: &mut Diagnostics,
) {
    let group_id = model.instance(id).group;
    let name = &declared.field.name;
    if let Some(earlier) = model.group(group_id).variables.iter().find(|variable| variable.name == *name) {
        let other = model.instance(earlier.declared_by);
        let behavior = &model.behavior(other.behavior).name;
        if name.to_string().starts_with(RESERVED_PREFIX) {
            // States of `event` statements.
            let message = format!(
                "two behaviors of group `{}` give one event a refractory period, or clamp one variable: the other is `{behavior}` at key {}",
                model.group(group_id).name,
                other.key
            );
            diagnostics.error_with_help(name, &message, "let one of the two do it");
            return;
        }
        let message = format!(
            "variable `{name}` of group `{}` is declared twice: `{behavior}` at key {} declares it too",
            model.group(group_id).name,
            other.key
        );
        diagnostics.error_with_help(name, &message, "one behavior declares it; the others use it without declaring it");
        return;
    }
    let group = &mut model.groups[group_id.0];
    if let Some(initial) = &declared.field.value {
        declarations.variables.push((group_id, VariableId(group.variables.len()), initial));
    }
    group.variables.push(Variable {
        doc: declared.field.doc.clone(),
        name: name.clone(),
        kind: declared.kind,
        has_initial: declared.field.value.is_some(),
        declared_by: id,
    });
}

/// A behaviour that has no name of its own gives way to a variable: its key tells the two apart.
fn give_way(model: &mut Resolved) {
    let Resolved { groups, instances, .. } = model;
    for instance in instances.iter_mut().filter(|instance| !instance.is_named) {
        if groups[instance.group.0].variables.iter().any(|variable| variable.name == instance.name) {
            let key = instance.key.to_string().replace('-', "minus_");
            instance.name = format_ident!("{}_{key}", instance.name, span = instance.name.span());
        }
    }
}

/// The variables of a group, its behaviours and its size share the fields of one structure.
fn field_names(model: &Resolved, diagnostics: &mut Diagnostics) {
    for (id, group) in model.groups.iter().enumerate() {
        for variable in &group.variables {
            let name = variable.name.to_string();
            let is_accessor = group.variables.iter().any(|other| {
                name == format!("{}_mut", other.name)
                    || (!other.kind.lasts() && name == format!("{}_count", other.name))
            });
            let namesake = model.instances_of(GroupId(id)).find(|(_, instance)| instance.name == variable.name);
            if let Some((_, instance)) = namesake {
                let behavior = &model.behavior(instance.behavior).name;
                let message = format!(
                    "the name `{name}` is taken: `{behavior}` at key {} of group `{}` is called so",
                    instance.key, group.name
                );
                let help = format!("rename the variable, or the behavior: `{behavior} as another_name`");
                diagnostics.error_with_help(&variable.name, &message, &help);
            } else if is_accessor || GROUP_MEMBERS.contains(&&*name) {
                let message = format!("the name `{name}` is taken: every group, or another variable, has it");
                diagnostics.error_with_help(&variable.name, &message, "choose another name");
            }
        }
    }
}

fn declare_at_end<'a>(
    variables: &'a syntax::EndVariables,
    id: InstanceId,
    behavior: &syntax::Behavior,
    model: &mut Resolved,
    declarations: &mut Declarations<'a>,
    diagnostics: &mut Diagnostics,
) {
    let tag = variables.tag.as_ref();
    for synapses in select(variables.end, tag, id, behavior, model, diagnostics) {
        for field in &variables.fields {
            if declare_synapse_variable(synapses, id, variables.end, field, model, diagnostics) {
                declarations.synapse_variables.push((synapses, field));
            }
        }
    }
}

/// The synapse groups at one end of an instance's group that have the tag.
pub(super) fn select(
    end: End,
    tag: Option<&Ident>,
    id: InstanceId,
    behavior: &syntax::Behavior,
    model: &Resolved,
    diagnostics: &mut Diagnostics,
) -> Vec<SynapseId> {
    let instance = model.instance(id);
    let select = |group: GroupId| -> Vec<SynapseId> {
        let all = model.synapses.iter().enumerate();
        let at_group = all.filter(|(_, synapses)| synapses.ends(end).0 == group);
        at_group
            .filter(|(_, synapses)| tag.is_none_or(|tag| synapses.tags.iter().any(|own| tag == own)))
            .map(|(i, _)| SynapseId(i))
            .collect()
    };
    let selected = select(instance.group);
    let Some(tag) = tag.filter(|_| selected.is_empty()) else { return selected };
    if model.lacks_synapses {
        return selected;
    }
    let known = known_tags(model);
    if !known.iter().any(|known| tag == known) {
        diagnostics.unknown("tag", tag, "", &known);
    } else if !used_by(instance.behavior.0, model).any(|group| !select(group).is_empty()) {
        let message =
            format!("`{}({tag})` selects no synapse group in any group that has `{}`", end.word(), behavior.name);
        let there: Vec<String> = (model.synapses.iter())
            .filter(|synapses| synapses.ends(end).0 == instance.group)
            .map(|synapses| synapses.tags[0].clone())
            .collect();
        let group = &model.group(instance.group).name;
        let help = format!("the {} synapses of `{group}` are {}", end.word(), crate::diagnostics::list(&there));
        diagnostics.error_with_help(tag, &message, &help);
    }
    selected
}

fn used_by(behavior: usize, model: &Resolved) -> impl Iterator<Item = GroupId> {
    model.instances.iter().filter(move |instance| instance.behavior.0 == behavior).map(|instance| instance.group)
}

/// Every tag of a synapse group, once.
fn known_tags(model: &Resolved) -> Vec<String> {
    let mut tags: Vec<String> = model.synapses.iter().flat_map(|synapses| synapses.tags.clone()).collect();
    tags.push(ALL.to_owned());
    tags.sort();
    tags.dedup();
    tags
}

/// What the groups' variables begin with, group by group.
pub(super) fn initial_values(
    declarations: &Declarations,
    model: &Resolved,
    diagnostics: &mut Diagnostics,
) -> Vec<Initial> {
    let initial = |&(group, variable, initial): &(GroupId, VariableId, &syntax::Expression)| {
        let declared = &model.group(group).variables[variable.0];
        let mut scope = Scope::new(model, declared.declared_by, Surroundings::Initial(variable), diagnostics);
        let value = scope.expression(initial)?;
        let value = scope.convert(value, Type::of(declared.kind), "the initial value")?;
        Some(Initial { group, variable, value })
    };
    let mut initial: Vec<Initial> = declarations.variables.iter().filter_map(initial).collect();
    initial.sort_by_key(|initial| (initial.group, initial.variable));
    initial
}

/// What the synapses' variables begin with by their declarations, which may use those of the groups.
pub(super) fn initial_synapses(
    declarations: &Declarations,
    model: &Resolved,
    diagnostics: &mut Diagnostics,
) -> Vec<Vec<InitialSynapse>> {
    let mut initial: Vec<Vec<InitialSynapse>> = model.synapses.iter().map(|_| Vec::new()).collect();
    for &(synapses, field) in &declarations.synapse_variables {
        let known = initial[synapses.0].len();
        let value = initial_synapse(synapses, known, field, model, diagnostics);
        initial[synapses.0].push(value);
    }
    initial
}

fn initial_synapse(
    synapses: SynapseId,
    variable: usize,
    field: &Field,
    model: &Resolved,
    diagnostics: &mut Diagnostics,
) -> InitialSynapse {
    let SynapseVariable { end, declared_by, .. } = model.synapse_group(synapses).variables[variable];
    let surroundings = Surroundings::SynapseInitial(SynapseScope { name: None, synapses, end }, variable);
    let mut scope = Scope::new(model, declared_by, surroundings, diagnostics);
    let value = field.value.as_ref().and_then(|initial| scope.expression(initial));
    let value = value.and_then(|value| scope.convert(value, Type::Number, "the initial value"));
    let decay = field.decay.as_ref().map(|decay| (decay.location, time_constant(decay, &mut scope)));
    // What is wrong has been reported; a number in its place keeps the variables in order.
    let number =
        |location, value| Expression { location, kind: Kind::Number(value), ty: Type::Number, rank: Rank::Scalar };
    InitialSynapse {
        value: value.unwrap_or_else(|| number((&field.name).into(), 0.0)),
        decay: decay.map(|(location, decay)| decay.unwrap_or_else(|| number(location, 1.0))),
    }
}

/// Declares a variable of synapses; says whether it is new.
fn declare_synapse_variable(
    synapses: SynapseId,
    id: InstanceId,
    end: End,
    field: &Field,
    model: &mut Resolved,
    diagnostics: &mut Diagnostics,
) -> bool {
    let name = &field.name;
    reserved(name, diagnostics);
    let group = model.synapse_group(synapses);
    if let Some(earlier) = group.variables.iter().find(|variable| variable.name == *name) {
        if field.decay.is_none() && !earlier.decays && group.given.contains(&name.to_string()) {
            // Several behaviours share it, and the network says what it begins with.
            return false;
        }
        let other = model.instance(earlier.declared_by);
        let behavior: &BehaviorInfo = model.behavior(other.behavior);
        let message = format!(
            "variable `{name}` of synapse group `{}` is declared twice: `{}` of group `{}` declares it too",
            model.synapse_group(synapses).name,
            behavior.name,
            model.group(other.group).name
        );
        diagnostics.error_with_help(
            name,
            &message,
            "say in the braces of the synapses what it begins with, or declare it for other tags",
        );
        return false;
    }
    let is_accessor = model
        .synapse_group(synapses)
        .variables
        .iter()
        .any(|variable| *name == format!("{}_mut", variable.name) || variable.name == format!("{name}_mut"));
    if is_accessor || SYNAPSE_MEMBERS.iter().any(|member| name == member) {
        let message = format!("the name `{name}` is taken: synapse groups have something else of that name");
        diagnostics.error_with_help(name, &message, "choose another name");
    }
    if field.value.is_none() {
        let help = format!("write `{name}: 0.0`, or what it begins with");
        diagnostics.error_with_help(name, &format!("synapse variable `{name}` has no initial value"), &help);
        return false;
    }
    model.synapses[synapses.0].variables.push(SynapseVariable {
        doc: field.doc.clone(),
        name: name.clone(),
        is_shared: false,
        decays: field.decay.is_some(),
        end,
        declared_by: id,
    });
    true
}

/// One number for all synapses of a group.
fn time_constant(decay: &syntax::Expression, scope: &mut Scope) -> Option<Expression> {
    let decay = scope.expression(decay)?;
    let location = decay.location;
    if decay.rank != Rank::Scalar {
        let help =
            "write a number or a parameter that is one; what decays by neuron is a trace of the neurons, in the step";
        scope.diagnostics.error_with_help(location, "a time constant is one for all synapses", help);
        return None;
    }
    if matches!(decay.kind, Kind::Number(value) if value <= 0.0) || matches!(decay.kind, Kind::Integer(..=0)) {
        scope.diagnostics.error(location, "a time constant has to be a positive number");
        return None;
    }
    scope.convert(decay, Type::Number, "a time constant")
}
