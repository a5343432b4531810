//! Calls of Rust functions: what they may be given, and what they change.

use super::expressions::{Inside, Scope};
use super::statements::Checker;
use crate::diagnostics::{Diagnostics, Location};
use crate::model::{Argument, DrawId, Expression, Kind, Rank, Statement, Target};
use crate::resolved::{BehaviorId, GroupId, Resolved, RustFunction, SynapseId, VariableId};
use crate::syntax::{self, Behavior, Call, ExpressionKind};

/// What can be said of a call without knowing the network.
pub(super) fn check_declared(call: &Call, behavior: &Behavior, diagnostics: &mut Diagnostics) {
    let is_absolute = call.path.leading_colon.is_some()
        || call.path.segments.first().is_some_and(|first| first.ident == "crate" || first.ident == "$crate");
    if !is_absolute {
        let message = format!("`{}` would be looked for in the module of each network", call.name());
        let help =
            format!("write the whole path, `call crate::...::{}(...)`, or `::name_of_a_crate::...`", call.name());
        diagnostics.error_with_help(&call.path.segments[0].ident, &message, &help);
    }
    if call.changed().next().is_none() {
        let help = "give it a variable to change, as in `call crate::choose(v, mut fired);`";
        diagnostics.error_with_help(call.keyword, "nothing is left of what this function computes", help);
    }
    for target in call.changed() {
        super::behavior::assigned(target, behavior, diagnostics);
    }
}

/// Gives each function that a statement calls a number.
pub(super) fn resolve(statement: &syntax::Statement, behavior: BehaviorId, model: &mut Resolved) {
    if let syntax::Statement::Call(call) = statement {
        let name = call.name();
        if model.find_function(behavior, &name).is_none() {
            model.functions.push(RustFunction { behavior, path: call.path.clone(), name });
        }
    }
    statement.inner().into_iter().for_each(|inner| resolve(inner, behavior, model));
}

/// A variable by the place where it is kept.
#[derive(Clone, Copy, PartialEq)]
enum Kept {
    Neurons(GroupId, VariableId),
    Synapses(SynapseId, usize),
}

impl Checker<'_, '_> {
    /// A call runs once for the whole population.
    pub(super) fn rust_call(&mut self, call: &Call, conditions: Rank) -> Option<Statement> {
        if conditions != Rank::Scalar {
            let message = "a function is called for all neurons at once, and this condition differs between them";
            let help = "give the condition to the function: it has one value for each neuron";
            self.scope.diagnostics.error_with_help(call.keyword, message, help);
            return None;
        }
        let behavior = self.scope.model.instance(self.scope.id).behavior;
        let function = self.scope.model.find_function(behavior, &call.name())?;
        let arguments: Vec<Option<Argument>> = call.arguments.iter().map(|argument| self.argument(argument)).collect();
        let arguments: Vec<Argument> = arguments.into_iter().collect::<Option<_>>()?;
        self.each_once(call, &arguments)?;
        Some(Statement::Call { function, arguments })
    }

    fn argument(&mut self, argument: &syntax::Argument) -> Option<Argument> {
        match argument {
            syntax::Argument::Value(value) => self.scope.given(value).map(Argument::Value),
            syntax::Argument::Changed(target) => self.changed(target),
            syntax::Argument::Random => {
                self.scope.draw_count += 1;
                Some(Argument::Random(DrawId::OfElement(self.scope.draw_count - 1)))
            }
        }
    }

    fn changed(&mut self, target: &syntax::Expression) -> Option<Argument> {
        if let ExpressionKind::Path(root, path) = &target.kind
            && let [_] = path[..]
            && self.scope.loops.last().is_some_and(|scope| scope.name.as_ref() == Some(root))
        {
            let value = self.scope.given(target)?;
            let Kind::SynapseVariable(synapses, variable) = value.kind else { return None };
            return Some(Argument::Synapses(synapses, variable));
        }
        match self.target(target)?.0 {
            Target::Variable(variable) => Some(Argument::Variable(variable)),
            Target::Local(_) => {
                let help = "declare a state for what the function computes";
                self.scope.diagnostics.error_with_help(
                    target.location,
                    "a function changes variables, and this is a local",
                    help,
                );
                None
            }
        }
    }

    /// Nothing that is changed is given a second time.
    fn each_once(&mut self, call: &Call, arguments: &[Argument]) -> Option<()> {
        let group = self.scope.group;
        let kept: Vec<Option<Kept>> = arguments.iter().map(|argument| kept(argument, group)).collect();
        for (place, argument) in arguments.iter().enumerate() {
            let is_changed = matches!(argument, Argument::Variable(_) | Argument::Synapses(..));
            let others = kept.iter().enumerate().filter(|(other, _)| *other != place);
            if is_changed
                && let Some((other, _)) = others.into_iter().find(|(_, other)| **other == kept[place])
                && let Some(location) = location(&call.arguments[other.max(place)])
            {
                let message = "this variable is changed by the function, and given to it twice";
                let help = "give it once, with `mut`: what is changed can be read as well";
                self.scope.diagnostics.error_with_help(location, message, help);
                return None;
            }
        }
        Some(())
    }
}

fn kept(argument: &Argument, group: GroupId) -> Option<Kept> {
    match argument {
        Argument::Variable(variable) => Some(Kept::Neurons(group, *variable)),
        Argument::Synapses(synapses, variable) => Some(Kept::Synapses(*synapses, *variable)),
        Argument::Value(Expression { kind: Kind::Variable(group, variable), .. }) => {
            Some(Kept::Neurons(*group, *variable))
        }
        Argument::Value(Expression { kind: Kind::SynapseVariable(synapses, variable), .. }) => {
            Some(Kept::Synapses(*synapses, *variable))
        }
        Argument::Value(_) | Argument::Random(_) => None,
    }
}

fn location(argument: &syntax::Argument) -> Option<Location> {
    match argument {
        syntax::Argument::Value(value) | syntax::Argument::Changed(value) => Some(value.location),
        syntax::Argument::Random => None,
    }
}

impl Scope<'_> {
    /// A value for a function: in a loop, also a variable of the synapses or of the neurons at their ends as it is.
    fn given(&mut self, value: &syntax::Expression) -> Option<Expression> {
        let Some(around) = self.loops.last().cloned() else { return self.expression(value) };
        let is_path = matches!(value.kind, ExpressionKind::Path(..));
        let outer = std::mem::replace(&mut self.inside_synapses, is_path.then_some(Inside::Sum));
        let given = self.expression(value);
        self.inside_synapses = outer;
        let given = given?;
        match given.kind {
            Kind::SynapseVariable(synapses, variable) => {
                let declared = &self.model.synapse_group(synapses).variables[variable];
                let name = &declared.name;
                let (message, help) = if declared.decays {
                    (
                        format!("`{name}` decays, and what is kept of it is not what it is now"),
                        "give the function a variable without `decays`",
                    )
                } else if declared.is_shared {
                    (
                        format!("`{name}` is one value for all synapses here, and a function is given one for each"),
                        "leave out `shared` where the network declares them",
                    )
                } else {
                    return Some(given);
                };
                self.diagnostics.error_with_help(value.location, &message, help);
                None
            }
            Kind::Arrival(..) if given.rank == Rank::Pair => {
                let message = "these synapses have a delay each, and what arrives differs between them";
                let help = "let a statement read it: `sum(...)`, or an update of the synapses";
                self.diagnostics.error_with_help(value.location, message, help);
                None
            }
            _ => {
                self.at_synapses(around.end, &[&given], None)?;
                Some(given)
            }
        }
    }
}
