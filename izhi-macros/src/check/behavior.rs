//! What can be said of a behaviour without knowing the network that uses it.

use proc_macro2::Ident;

use super::constants::check_circles;
use super::each;
use super::functions::{self, Meaning, Problem};
use super::structure::{constant, reserved, unique};
use crate::diagnostics::{Diagnostics, Location};
use crate::syntax::{Behavior, EACH, Expression, ExpressionKind, Field, Statement};

/// Names that mean something in every behaviour.
const BUILT_IN: [&str; 4] = ["dt", "t", "iteration", "size"];

/// What every neuron has without its being declared.
const OF_NEURONS: [&str; 4] = ["index", "x", "y", "z"];

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
    constants(behavior, diagnostics);
    for input in behavior.inputs.iter().filter(|input| input.value.is_some()) {
        let help = "the builder is given its values, one row for each iteration";
        diagnostics.error_with_help(&input.name, &format!("input `{}` cannot have a default", input.name), help);
    }
    for variable in &behavior.variables {
        variable.field.value.iter().for_each(|value| expression(value, diagnostics));
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
    block(&behavior.step, behavior, diagnostics);
}

/// Constants have values, which are made of what is known before anything runs, and not of themselves.
fn constants(behavior: &Behavior, diagnostics: &mut Diagnostics) {
    for field in &behavior.constants {
        let name = &field.name;
        if OF_NEURONS.iter().any(|built_in| name == built_in) {
            diagnostics.error_with_help(name, &format!("the name `{name}` is built in"), "choose another name");
        }
        match &field.value {
            Some(value) => {
                expression(value, diagnostics);
                Fixed { behavior, is_constant: true }.check(value, diagnostics);
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
    check_circles(behavior, diagnostics);
}

/// Whether the value is made of what has a name, and nothing is drawn or added up in it: it could be a constant.
fn is_derived(value: &Expression) -> bool {
    fn has_name(value: &Expression) -> bool {
        matches!(value.kind, ExpressionKind::Name(_)) || value.children().into_iter().any(has_name)
    }
    fn is_fixed(value: &Expression) -> bool {
        let is_function = match &value.kind {
            ExpressionKind::Call { function, arguments, .. } => {
                matches!(functions::find(&function.to_string(), arguments.len()), Ok(Meaning::Elementwise(_)))
            }
            ExpressionKind::Path(..) => false,
            _ => true,
        };
        is_function && value.children().into_iter().all(is_fixed)
    }
    has_name(value) && is_fixed(value)
}

/// A parameter that can be set is not made of others.
fn derived(name: &Ident, value: &Expression, diagnostics: &mut Diagnostics) {
    let message = format!("parameter `{name}` is a number that can be set, and this is made of other values");
    let help = format!("write `constant {{ {name}: {value} }}`: it follows what it is made of, and nobody sets it");
    diagnostics.error_with_help(value.location, &message, &help);
}

fn built_in(name: &Ident, diagnostics: &mut Diagnostics) {
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
        }
    }
}

fn assigned(target: &Expression, behavior: &Behavior, diagnostics: &mut Diagnostics) {
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
        ExpressionKind::Number(_) | ExpressionKind::Integer(_) | ExpressionKind::Bool(_) => {}
        ExpressionKind::Name(_) | ExpressionKind::Path(..) => {}
    }
}

/// An expression of what is known before anything runs: parameters, constants and the time step.
struct Fixed<'a> {
    behavior: &'a Behavior,
    /// Whether it is the value of a constant, in which those of other behaviours can stand, or what has to hold of a
    /// parameter.
    is_constant: bool,
}

impl Fixed<'_> {
    fn check(&self, value: &Expression, diagnostics: &mut Diagnostics) {
        match &value.kind {
            ExpressionKind::Number(_) | ExpressionKind::Integer(_) | ExpressionKind::Bool(_) => {}
            ExpressionKind::Name(name) => self.name(name, diagnostics),
            ExpressionKind::Path(..) => self.refuse(value.location, &format!("`{value}`"), diagnostics),
            ExpressionKind::Call { function, arguments, .. } => {
                let what = match functions::find(&function.to_string(), arguments.len()) {
                    Ok(Meaning::Timing(_)) => Some("the time"),
                    Ok(Meaning::Reduction(_)) => Some("the neurons of a group"),
                    Ok(Meaning::Draw(_) | Meaning::Bernoulli | Meaning::Poisson) => Some("a draw"),
                    Ok(Meaning::Elementwise(_)) | Err(_) => None,
                };
                what.into_iter().for_each(|what| self.refuse(function.into(), what, diagnostics));
            }
            ExpressionKind::Unary(..) | ExpressionKind::Binary(..) | ExpressionKind::If(..) => {}
        }
        value.children().into_iter().for_each(|child| self.check(child, diagnostics));
    }

    fn name(&self, name: &Ident, diagnostics: &mut Diagnostics) {
        let behavior = self.behavior;
        let fields = behavior.variables.iter().map(|variable| &variable.field).chain(&behavior.inputs);
        let mut variables = fields.map(|field| &field.name);
        let is_built_in = ["t", "iteration", "size"].iter().chain(&OF_NEURONS).any(|built_in| name == built_in);
        if is_built_in || variables.any(|variable| variable == name) {
            self.refuse(name.into(), &format!("`{name}`"), diagnostics);
        } else if self.is_constant || self.is_parameter(name) {
            // Who else declares a constant of that name the network knows.
        } else if let Some(constant) = behavior.constants.iter().find(|constant| constant.name == *name) {
            // The parameters of a behaviour are checked together, and by themselves.
            let constants: Vec<&Field> = behavior.constants.iter().collect();
            let value = constant.value.as_ref().map(|value| value.in_terms_of(&constants));
            if value.is_some_and(|value| !self.is_of_parameters(&value)) {
                let what = format!("`{name}`, which is made of constants of other behaviors");
                self.refuse(name.into(), &what, diagnostics);
            }
        } else {
            let known = behavior.parameters.iter().chain(&behavior.constants).map(|field| field.name.to_string());
            let known: Vec<String> = known.chain(["dt".to_owned()]).collect();
            diagnostics.unknown("parameter", name, &format!("of `{}`", behavior.name), &known);
        }
    }

    fn is_parameter(&self, name: &Ident) -> bool {
        name == "dt" || self.behavior.parameters.iter().any(|parameter| parameter.name == *name)
    }

    fn is_of_parameters(&self, value: &Expression) -> bool {
        let is_own = if let ExpressionKind::Name(name) = &value.kind { self.is_parameter(name) } else { true };
        is_own && value.children().into_iter().all(|child| self.is_of_parameters(child))
    }

    fn refuse(&self, at: Location, what: &str, diagnostics: &mut Diagnostics) {
        let (subject, made_of) = match self.is_constant {
            true => ("a constant", "parameters, constants"),
            false => ("what has to hold of a parameter", "parameters"),
        };
        let message = format!("{subject} cannot depend on {what}");
        diagnostics.error_with_help(at, &message, &format!("write it with {made_of}, `dt` and numbers alone"));
    }
}

fn wrong_arguments(function: &Ident, given: usize, expected: &[usize], diagnostics: &mut Diagnostics) {
    let counts: Vec<String> = expected.iter().map(usize::to_string).collect();
    let plural = if expected == [1] { "" } else { "s" };
    let message = format!("`{function}` takes {} argument{plural}, and this has {given}", counts.join(" or "));
    let places = ["x", "y", "z"];
    let example = format!("write `{function}({})`", places[..expected[0].min(3)].join(", "));
    let help = match &*function.to_string() {
        "uniform" => "write `uniform()` for [0, 1) or `uniform(low, high)`",
        "normal" => "write `normal()`, `normal(mean, sd)` or `normal(mean, sd, low, high)`",
        "clip" => "write `clip(value, low, high)`",
        "min" | "max" => "one argument gives the extreme of the group, two that of each pair",
        _ => &example,
    };
    diagnostics.error_with_help(function, &message, help);
}
