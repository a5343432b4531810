//! Parameters with a number for each neuron: where `each(...)` stands, and what may stand in it.

use super::behavior;
use super::expressions::{Scope, Surroundings};
use crate::collect::UsedBehavior;
use crate::diagnostics::Diagnostics;
use crate::model::{InitialParameter, Type};
use crate::resolved::{InstanceId, Resolved};
use crate::syntax::{self, EACH, Expression, ExpressionKind};

/// What stands in `each(...)`, where a value is that; reports where it is not one value.
pub(super) fn inside<'a>(value: &'a Expression, diagnostics: &mut Diagnostics) -> Option<&'a Expression> {
    let ExpressionKind::Call { function, arguments, condition } = &value.kind else { return None };
    match (&arguments[..], condition) {
        _ if function != EACH => None,
        ([inner], None) => Some(inner),
        (arguments, _) => {
            let help = "write `each(normal(20.0, 2.0))`, or `each(20.0)` where the builder gives an array";
            diagnostics.error_with_help(function, "`each` takes one expression", help);
            Some(arguments.first().unwrap_or(value))
        }
    }
}

/// What the neurons' own numbers are by the declaration: by the group's, or else by the behaviour's.
pub(super) fn initial_values(
    network: &syntax::Network,
    used: &[UsedBehavior],
    model: &Resolved,
    diagnostics: &mut Diagnostics,
) -> Vec<InitialParameter> {
    let groups: Vec<&syntax::Group> = network.groups().collect();
    let mut initial = Vec::new();
    for (index, instance) in model.instances.iter().enumerate() {
        let Some(behavior) = &used[instance.behavior.0].declaration else { continue };
        let (group, place) = instance.written;
        for parameter in instance.each() {
            let field = &behavior.parameters[parameter];
            let mut given = groups[group].instances[place].parameters.iter();
            let given = given.find(|given| given.name == field.name);
            let Some(value) = given.unwrap_or(field).value.as_ref() else { continue };
            let Some(value) = inside(value, diagnostics) else { continue };
            if given.is_some() {
                let before = diagnostics.len();
                behavior::expression(value, diagnostics);
                if diagnostics.len() > before {
                    continue;
                }
            }
            let mut scope = Scope::new(model, InstanceId(index), Surroundings::Parameter, diagnostics);
            let Some(value) = scope.expression(value) else { continue };
            let Some(value) = scope.convert(value, Type::Number, "the value of a parameter") else { continue };
            initial.push(InitialParameter { instance: InstanceId(index), parameter, value });
        }
    }
    initial
}
