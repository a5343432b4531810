//! What can be said of a behaviour without knowing the network that uses it.

use proc_macro2::Ident;

use super::equations::{self, XI};
use super::fixed::{Fixed, is_derived};
use super::functions::{self, Problem};
use super::structure::{constant, reserved, unique};
use super::{constants, each, events, rust_functions, units};
use crate::diagnostics::Diagnostics;
use crate::syntax::{Behavior, EACH, Expression, ExpressionKind, Field, Statement, VariableKind};

/// Names that mean something in every behaviour.
const BUILT_IN: [&str; 5] = ["dt", "t", "iteration", "size", XI];

/// Checks a behaviour where it is declared. A behaviour that passes exports its tokens.
pub(crate) fn check_declaration(behavior: &Behavior, diagnostics: &mut Diagnostics) {
    // A network may have one name for two of them.
    unique(behavior.names.iter(), "replaceable", diagnostics);
    check_behavior(behavior, diagnostics);
}

/// The same where a network calls it by other names.
pub(crate) fn check_behavior(behavior: &Behavior, diagnostics: &mut Diagnostics) {
    let variables = behavior.variables.iter().map(|variable| &variable.field);
    let own = behavior.parameters.iter().chain(&behavior.constants).chain(&behavior.inputs);
    let fields: Vec<&Field> = own.chain(variables).collect();
    let names = || fields.iter().map(|field| &field.name);
    unique(names(), "variable", diagnostics);
    for name in &behavior.names {
        built_in(name, diagnostics);
        if behavior.parameters.iter().chain(&behavior.inputs).any(|field| field.name == *name) {
            let help = "what stands in parentheses is a tag or a variable, which a network may call otherwise";
            diagnostics.error_with_help(name, &format!("`{name}` is a parameter or input of the behavior"), help);
        }
    }
    for name in names() {
        built_in(name, diagnostics);
    }
    for parameter in &behavior.parameters {
        if let Some(value) = &parameter.value {
            match each::inside(value, diagnostics) {
                Some(inside) => expression(inside, diagnostics),
                None if is_derived(value) => derived(&parameter.name, value, diagnostics),
                None => drop(constant(value, diagnostics)),
            }
        }
        if let Some(condition) = &parameter.condition {
            expression(condition, diagnostics);
            Fixed { behavior, is_constant: false }.check(condition, diagnostics);
        }
    }
    constants::check_declared(behavior, diagnostics);
    for input in behavior.inputs.iter().filter(|input| input.value.is_some()) {
        let help = "the builder is given its values, one row for each iteration";
        diagnostics.error_with_help(&input.name, &format!("input `{}` cannot have a default", input.name), help);
    }
    for variable in &behavior.variables {
        variable.field.value.iter().for_each(|value| expression(value, diagnostics));
        if variable.kind == VariableKind::Integer {
            integer(&variable.field, diagnostics);
        }
    }
    for field in &fields {
        if let Some(decay) = &field.decay {
            let is_constant = behavior.constants.iter().any(|constant| constant.name == field.name);
            let help = match is_constant {
                true => "leave it out: a constant never changes by itself".to_owned(),
                false => format!("write `{0} *= exp(-dt / tau);` in the step", field.name),
            };
            diagnostics.error_with_help(decay.location, "only variables of synapses decay by themselves", &help);
        }
    }
    let of_synapses = behavior.synapse_variables.iter().flat_map(|variables| &variables.fields);
    let variables = behavior.variables.iter().map(|variable| &variable.field);
    for condition in
        behavior.inputs.iter().chain(variables).chain(of_synapses).filter_map(|field| field.condition.as_ref())
    {
        let help = "keep a variable in bounds where it is assigned to, as in `v = clip(v, low, high);`";
        diagnostics.error_with_help(condition.location, "only parameters have a condition", help);
    }
    for variables in &behavior.synapse_variables {
        unique(variables.fields.iter().map(|field| &field.name), "synapse variable", diagnostics);
    }
    for field in behavior.synapse_variables.iter().flat_map(|variables| &variables.fields) {
        field.value.iter().chain(&field.decay).for_each(|value| expression(value, diagnostics));
    }
    if let Some((_, span)) = behavior.record.filter(|_| !behavior.step.is_empty()) {
        diagnostics.error_with_help(span, "a behavior that records has no `step`", "make two behaviors of it");
    }
    equations::check(behavior, diagnostics);
    events::check(behavior, diagnostics);
    units::check_behavior(behavior, diagnostics);
    block(&behavior.step, behavior, diagnostics);
}

/// Integers count, and so they begin somewhere and have no unit.
fn integer(field: &Field, diagnostics: &mut Diagnostics) {
    let name = &field.name;
    if field.dimension.is_some() || field.fits_all {
        let help = format!("declare it as `state {{ {name}: ... }}` where it measures something");
        diagnostics.error_with_help(name, &format!("`{name}` is an integer, and integers have no unit"), &help);
    } else if field.value.is_none() {
        let help = format!("write `integer {{ {name}: 0 }}`, or what it begins with");
        diagnostics.error_with_help(name, &format!("integer `{name}` has no initial value"), &help);
    }
}

/// A parameter that can be set is not made of others.
fn derived(name: &Ident, value: &Expression, diagnostics: &mut Diagnostics) {
    let message = format!("parameter `{name}` is a number that can be set, and this is made of other values");
    let help = format!("write `constant {{ {name}: {value} }}`: it follows what it is made of, and nobody sets it");
    diagnostics.error_with_help(value.location, &message, &help);
}

pub(super) fn built_in(name: &Ident, diagnostics: &mut Diagnostics) {
    if BUILT_IN.iter().any(|built_in| name == built_in) {
        diagnostics.error_with_help(name, &format!("the name `{name}` is built in"), "choose another name");
    }
}

fn block(statements: &[Statement], behavior: &Behavior, diagnostics: &mut Diagnostics) {
    for statement in statements {
        match statement {
            Statement::Let { name, value } => {
                reserved(name, diagnostics);
                built_in(name, diagnostics);
                let mut own = behavior.parameters.iter().chain(&behavior.constants).chain(&behavior.inputs);
                if own.any(|field| field.name == *name) {
                    let message = format!("duplicate name: `{name}` is a parameter, constant or input of the behavior");
                    diagnostics.error_with_help(name, &message, "give the local another name");
                }
                expression(value, diagnostics);
            }
            Statement::Assign { target, value, .. } => {
                assigned(target, behavior, diagnostics);
                expression(value, diagnostics);
            }
            Statement::If { condition, then, otherwise } => {
                expression(condition, diagnostics);
                block(then, behavior, diagnostics);
                block(otherwise, behavior, diagnostics);
            }
            Statement::For { body, .. } => block(body, behavior, diagnostics),
            // Belongs to the equations.
            Statement::Integrate(_) => {}
            Statement::Event(event) => {
                let period = event.refractory.as_ref().map(|refractory| &refractory.period);
                [&event.condition].into_iter().chain(period).for_each(|part| expression(part, diagnostics));
                block(&event.body, behavior, diagnostics);
            }
            Statement::Stop { condition, .. } => expression(condition, diagnostics),
            Statement::Call(call) => {
                call.values().for_each(|value| expression(value, diagnostics));
                rust_functions::check_declared(call, behavior, diagnostics);
            }
        }
    }
}

pub(super) fn assigned(target: &Expression, behavior: &Behavior, diagnostics: &mut Diagnostics) {
    let ExpressionKind::Name(name) = &target.kind else { return };
    if behavior.parameters.iter().any(|parameter| parameter.name == *name) {
        let help = format!("declare it as `state {{ {name}: ... }}` where it has to change");
        diagnostics.error_with_help(name, &format!("parameter `{name}` cannot be assigned to"), &help);
    } else if behavior.constants.iter().any(|constant| constant.name == *name) {
        let help = format!("declare it as `state {{ {name}: ... }}` where it has to change");
        diagnostics.error_with_help(name, &format!("constant `{name}` cannot be assigned to"), &help);
    } else if behavior.inputs.iter().any(|input| input.name == *name) {
        let help = "assign to a state or a local instead";
        diagnostics.error_with_help(name, &format!("input `{name}` cannot be assigned to"), help);
    }
}

/// Every function is known and has the right number of arguments.
pub(super) fn expression(value: &Expression, diagnostics: &mut Diagnostics) {
    match &value.kind {
        ExpressionKind::Unary(_, operand) => expression(operand, diagnostics),
        ExpressionKind::Binary(_, left, right) => {
            expression(left, diagnostics);
            expression(right, diagnostics);
        }
        ExpressionKind::If(condition, then, otherwise) => {
            for part in [condition, then, otherwise] {
                expression(part, diagnostics);
            }
        }
        ExpressionKind::Call { function, arguments, condition } => {
            match functions::find(&function.to_string(), arguments.len()) {
                Ok(_) => {}
                Err(_) if function == EACH => {
                    let help =
                        "write `param { tau: each(20.0) }`; in an expression the name of the parameter is enough";
                    diagnostics.error_with_help(function, "`each` is the whole value of a parameter", help);
                }
                Err(Problem::Unknown) => diagnostics.unknown("function", function, "", &functions::names()),
                Err(Problem::Arguments(expected)) => wrong_arguments(function, arguments.len(), &expected, diagnostics),
            }
            for part in arguments.iter().chain(condition.as_deref()) {
                expression(part, diagnostics);
            }
        }
        ExpressionKind::Number(..) | ExpressionKind::Integer(_) | ExpressionKind::Bool(_) => {}
        ExpressionKind::Name(name) if name == XI => {
            let help = "in a step, `normal()` is a draw for each neuron and iteration";
            diagnostics.error_with_help(name, &format!("`{XI}` is white noise, and stands in equations alone"), help);
        }
        ExpressionKind::Name(_) | ExpressionKind::Path(..) => {}
    }
}

fn wrong_arguments(function: &Ident, given: usize, expected: &[usize], diagnostics: &mut Diagnostics) {
    let counts: Vec<String> = expected.iter().map(usize::to_string).collect();
    let plural = if expected == [1] { "" } else { "s" };
    let takes = match &*function.to_string() {
        "interpolate" => "a value and two numbers for each point".to_owned(),
        _ => format!("{} argument{plural}", counts.join(" or ")),
    };
    let message = format!("`{function}` takes {takes}, and this has {given}");
    let places = ["x", "y", "z"];
    let example = format!("write `{function}({})`", places[..expected[0].min(3)].join(", "));
    let help = match &*function.to_string() {
        "interpolate" => "write `interpolate(v, x0, y0, x1, y1)`: a value, and two points or more",
        "uniform" => "write `uniform()` for [0, 1) or `uniform(low, high)`",
        "normal" => "write `normal()`, `normal(mean, sd)` or `normal(mean, sd, low, high)`",
        "clip" => "write `clip(value, low, high)`",
        "min" | "max" => "one argument gives the extreme of the group, two that of each pair",
        _ => &example,
    };
    diagnostics.error_with_help(function, &message, help);
}
