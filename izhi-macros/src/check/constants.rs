//! Constants: numbers that behaviours make of their parameters, and show to the other behaviours of the group.
//!
//! They are made of parameters of the behaviour that declares them, of the time step and of constants of the group, in
//! whatever order these are declared.

use proc_macro2::Ident;

use super::behavior;
use super::expressions::{Scope, Surroundings};
use super::fixed::{Fixed, OF_NEURONS};
use crate::collect::UsedBehavior;
use crate::diagnostics::{Diagnostics, list};
use crate::model::{Expression, Kind, Rank, Type};
use crate::resolved::{Constant, ConstantId, InstanceId, Resolved};
use crate::syntax::{Behavior, Field};

/// Declares the constants of all groups and types them. Variables are known; each constant is marked that has a value for
/// each neuron.
pub(super) fn check(used: &[UsedBehavior], model: &mut Resolved, diagnostics: &mut Diagnostics) -> Vec<Expression> {
    let mut fields: Vec<&Field> = Vec::new();
    for index in 0..model.instances.len() {
        let Some(behavior) = &used[model.instances[index].behavior.0].declaration else { continue };
        for field in &behavior.constants {
            if declare(&field.name, InstanceId(index), model, diagnostics) {
                fields.push(field);
            }
        }
    }
    // What is wrong has been reported; a number in its place keeps the constants in order.
    let number = |at: &Field| Expression {
        location: (&at.name).into(),
        kind: Kind::Number(0.0),
        ty: Type::Number,
        rank: Rank::Scalar,
    };
    let mut values: Vec<Expression> = fields.iter().map(|field| number(field)).collect();
    match order(&made_of(&fields, model)) {
        Ok(order) => {
            for place in order {
                if let Some(value) = typed(fields[place], model.constants[place].declared_by, model, diagnostics) {
                    model.constants[place].is_each = value.rank != Rank::Scalar;
                    values[place] = value;
                }
            }
        }
        Err(circle) => {
            let declared_by = model.instance(model.constants[circle[0]].declared_by);
            diagnostics.within(&model.behavior(declared_by.behavior).name, declared_by.name.span());
            made_of_itself(&circle.iter().map(|&place| &fields[place].name).collect::<Vec<_>>(), diagnostics);
        }
    }
    values
}

/// Checks the constants of a behaviour where it is declared: they have values, which are made of what is known before
/// anything runs, and not of themselves.
pub(super) fn check_declared(declared: &Behavior, diagnostics: &mut Diagnostics) {
    for field in &declared.constants {
        let name = &field.name;
        if OF_NEURONS.iter().any(|built_in| name == built_in) {
            diagnostics.error_with_help(name, &format!("the name `{name}` is built in"), "choose another name");
        }
        match &field.value {
            Some(value) => {
                behavior::expression(value, diagnostics);
                Fixed { behavior: declared, is_constant: true }.check(value, diagnostics);
            }
            None => {
                let help = format!("write what it is made of, as in `constant {{ {name}: C / g_L }}`");
                diagnostics.error_with_help(name, &format!("constant `{name}` has no value"), &help);
            }
        }
        if let Some(condition) = &field.condition {
            let help = format!("write `where {condition}` behind a parameter: constants can stand there too");
            diagnostics.error_with_help(condition.location, "only parameters have a condition", &help);
        }
    }
    check_circles(declared, diagnostics);
}

/// Reports constants of one behaviour that are made of each other.
fn check_circles(behavior: &Behavior, diagnostics: &mut Diagnostics) {
    let place = |name: &Ident| behavior.constants.iter().position(|field| field.name == *name);
    let of = |field: &Field| names(field).into_iter().filter_map(place).collect();
    if let Err(circle) = order(&behavior.constants.iter().map(of).collect::<Vec<_>>()) {
        let names: Vec<&Ident> = circle.iter().map(|&place| &behavior.constants[place].name).collect();
        made_of_itself(&names, diagnostics);
    }
}

/// Declares a constant of the group; says whether it is new.
fn declare(name: &Ident, id: InstanceId, model: &mut Resolved, diagnostics: &mut Diagnostics) -> bool {
    let instance = model.instance(id);
    let group = model.group(instance.group);
    diagnostics.within(&model.behavior(instance.behavior).name, instance.name.span());
    let variable = group.variables.iter().find(|variable| variable.name == *name).map(|variable| variable.declared_by);
    let constant = model.find_constant(instance.group, name).map(|earlier| model.constant(earlier).declared_by);
    if let Some(earlier) = variable.or(constant) {
        let other = model.instance(earlier);
        let (behavior, key) = (&model.behavior(other.behavior).name, other.key);
        let what = if variable.is_some() { "a variable of that name" } else { "it too" };
        let group = &group.name;
        let message = format!(
            "constant `{name}` of group `{group}` is declared twice: `{behavior}` at key {key} declares {what}"
        );
        diagnostics.error_with_help(name, &message, "one behavior declares it; the others use it without declaring it");
        return false;
    }
    model.constants.push(Constant { name: name.clone(), declared_by: id, is_each: false });
    true
}

fn typed(field: &Field, id: InstanceId, model: &Resolved, diagnostics: &mut Diagnostics) -> Option<Expression> {
    let mut scope = Scope::new(model, id, Surroundings::Constant, diagnostics);
    let value = scope.expression(field.value.as_ref()?)?;
    scope.convert(value, Type::Number, "the value of a constant")
}

/// The constants that each is made of.
fn made_of(fields: &[&Field], model: &Resolved) -> Vec<Vec<usize>> {
    let of = |(field, constant): (&&Field, &Constant)| {
        let instance = model.instance(constant.declared_by);
        let parameters = &model.behavior(instance.behavior).parameters;
        // A parameter hides a constant of another behaviour.
        let others = names(field).into_iter().filter(|name| !parameters.iter().any(|own| own.name == **name));
        others.filter_map(|name| model.find_constant(instance.group, name)).map(|ConstantId(place)| place).collect()
    };
    fields.iter().zip(&model.constants).map(of).collect()
}

/// The names that the value of a field consists of.
fn names(field: &Field) -> Vec<&Ident> {
    let mut found = Vec::new();
    field.value.iter().for_each(|value| value.names(&mut |name| found.push(name)));
    found
}

/// An order in which each comes after all that it is made of; or some that are made of each other in a circle.
fn order(made_of: &[Vec<usize>]) -> Result<Vec<usize>, Vec<usize>> {
    let mut ordered: Vec<usize> = Vec::new();
    let mut waiting: Vec<usize> = (0..made_of.len()).collect();
    while let Some(&first) = waiting.first() {
        let is_ready = |place: &usize| made_of[*place].iter().all(|of| ordered.contains(of));
        let (ready, rest): (Vec<usize>, Vec<usize>) = waiting.into_iter().partition(is_ready);
        if ready.is_empty() {
            return Err(circle(first, |place| made_of[place].iter().copied().find(|of| rest.contains(of))));
        }
        ordered.extend(ready);
        waiting = rest;
    }
    Ok(ordered)
}

/// What comes again on the way from one to the next.
fn circle(first: usize, next: impl Fn(usize) -> Option<usize>) -> Vec<usize> {
    let mut way = vec![first];
    while let Some(place) = way.last().copied().and_then(&next) {
        if let Some(begin) = way.iter().position(|known| *known == place) {
            return way.split_off(begin);
        }
        way.push(place);
    }
    way
}

fn made_of_itself(circle: &[&Ident], diagnostics: &mut Diagnostics) {
    let [name, others @ ..] = circle else { return };
    let others: Vec<String> = others.iter().map(|other| other.to_string()).collect();
    let way = if others.is_empty() { String::new() } else { format!(" by way of {}", list(&others)) };
    let help = "a constant is made of parameters, `dt`, numbers and other constants";
    diagnostics.error_with_help(*name, &format!("constant `{name}` is made of itself{way}"), help);
}

#[cfg(test)]
mod tests {
    use super::order;

    #[test]
    fn what_others_are_made_of_comes_first() {
        assert_eq!(order(&[vec![2, 1], vec![], vec![1]]), Ok(vec![1, 2, 0]));
        assert_eq!(order(&[]), Ok(vec![]));
    }

    #[test]
    fn a_circle_is_what_comes_again() {
        assert_eq!(order(&[vec![0]]), Err(vec![0]));
        assert_eq!(order(&[vec![1], vec![2], vec![3], vec![1], vec![]]), Err(vec![1, 2, 3]));
    }
}
