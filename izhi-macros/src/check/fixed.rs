//! Expressions of what is known before anything runs: of parameters, constants, the time step and numbers.

use proc_macro2::Ident;

use super::functions::{self, Meaning};
use crate::diagnostics::{Diagnostics, Location};
use crate::function::Timing;
use crate::syntax::{Behavior, Expression, ExpressionKind, Field};

/// What every neuron has without its being declared.
pub(super) const OF_NEURONS: [&str; 4] = ["index", "x", "y", "z"];

/// An expression of what is known before anything runs: parameters, constants and the time step.
pub(super) struct Fixed<'a> {
    pub(super) behavior: &'a Behavior,
    /// Whether it is the value of a constant, in which those of other behaviours can stand, or what has to hold of a
    /// parameter.
    pub(super) is_constant: bool,
}

impl Fixed<'_> {
    pub(super) fn check(&self, value: &Expression, diagnostics: &mut Diagnostics) {
        match &value.kind {
            ExpressionKind::Number(..) | ExpressionKind::Integer(_) | ExpressionKind::Bool(_) => {}
            ExpressionKind::Name(name) => self.name(name, diagnostics),
            ExpressionKind::Path(..) => self.refuse(value.location, &format!("`{value}`"), diagnostics),
            ExpressionKind::Call { function, arguments, .. } => {
                let what = match functions::find(&function.to_string(), arguments.len()) {
                    Ok(Meaning::Timing(Timing::Steps)) => Some("`steps`"),
                    Ok(Meaning::Timing(_)) => Some("the time"),
                    Ok(Meaning::Reduction(_)) => Some("the neurons of a group"),
                    Ok(Meaning::Draw(_) | Meaning::Bernoulli | Meaning::Poisson) => Some("a draw"),
                    Ok(Meaning::Elementwise(_) | Meaning::Interpolation | Meaning::ToInteger) | Err(_) => None,
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

/// Whether the value is made of what has a name, and nothing is drawn or added up in it: it could be a constant.
pub(super) fn is_derived(value: &Expression) -> bool {
    fn has_name(value: &Expression) -> bool {
        matches!(value.kind, ExpressionKind::Name(_)) || value.children().into_iter().any(has_name)
    }
    fn is_fixed(value: &Expression) -> bool {
        let is_function = match &value.kind {
            ExpressionKind::Call { function, arguments, .. } => {
                matches!(
                    functions::find(&function.to_string(), arguments.len()),
                    Ok(Meaning::Elementwise(_) | Meaning::Interpolation | Meaning::ToInteger)
                )
            }
            ExpressionKind::Path(..) => false,
            _ => true,
        };
        is_function && value.children().into_iter().all(is_fixed)
    }
    has_name(value) && is_fixed(value)
}
