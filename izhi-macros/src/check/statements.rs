//! The steps of all instances: loops over synapse groups unrolled, assignments typed.

use proc_macro2::{Ident, Span};

use super::expressions::{Local, Scope, Surroundings, SynapseScope};
use super::variables::select;
use crate::collect::UsedBehavior;
use crate::diagnostics::{Diagnostics, Location};
use crate::model::{Expression, Kind, LocalId, Rank, Statement, Target, Type};
use crate::resolved::{Instance, InstanceId, Resolved, VariableId};
use crate::syntax::{self, AssignOperator, Behavior, ExpressionKind};

/// The step of every instance.
pub(super) fn check(used: &[UsedBehavior], model: &Resolved, diagnostics: &mut Diagnostics) -> Vec<Vec<Statement>> {
    let step = |(index, instance): (usize, &Instance)| {
        let Some(behavior) = &used[instance.behavior.0].declaration else { return Vec::new() };
        let scope = Scope::new(model, InstanceId(index), Surroundings::Step, diagnostics);
        Checker { scope, behavior }.block(&behavior.step, Rank::Scalar)
    };
    model.instances.iter().enumerate().map(step).collect()
}

pub(super) struct Checker<'a, 'b> {
    pub(super) scope: Scope<'a>,
    pub(super) behavior: &'b Behavior,
}

impl Checker<'_, '_> {
    /// The statements of a block that runs under conditions of the given rank.
    pub(super) fn block(&mut self, statements: &[syntax::Statement], conditions: Rank) -> Vec<Statement> {
        let outer_locals = self.scope.locals.len();
        let mut checked = Vec::new();
        for statement in statements {
            if self.updates_synapses(statement) {
                checked.extend(self.update(statement));
                continue;
            }
            match statement {
                syntax::Statement::Let { name, value } => checked.extend(self.local(name, value)),
                syntax::Statement::Assign { target, operator, value } => {
                    checked.extend(self.assign(target, *operator, value, conditions));
                }
                syntax::Statement::If { condition, then, otherwise } => {
                    checked.extend(self.conditional(condition, then, otherwise, conditions));
                }
                syntax::Statement::For { variable, end, tag, body } => {
                    checked.extend(self.synapse_loop(variable, *end, tag, body, conditions));
                }
                syntax::Statement::Integrate(integrate) => checked.extend(self.integrate(integrate, conditions)),
                syntax::Statement::Event(event) => checked.extend(self.event(event, conditions)),
                syntax::Statement::Stop { keyword, condition } => {
                    checked.extend(self.stop(*keyword, condition, conditions));
                }
                syntax::Statement::Call(call) => checked.extend(self.rust_call(call, conditions)),
            }
        }
        self.scope.locals.truncate(outer_locals);
        checked
    }

    pub(super) fn local(&mut self, name: &Ident, value: &syntax::Expression) -> Option<Statement> {
        let value = self.scope.expression(value);
        let group = self.scope.model.group(self.scope.group);
        // A library's behaviour knows nothing of the variables that others declare: its locals hide them.
        if self.behavior.variables.iter().any(|variable| variable.field.name == *name) {
            let message = format!("duplicate name: `{name}` is a variable of group `{}`", group.name);
            self.scope.diagnostics.error_with_help(
                name,
                &message,
                "give the local another name, or assign without `let`",
            );
        }
        let id = LocalId(self.scope.local_count);
        self.scope.local_count += 1;
        // One whose value is wrong is there all the same, so that its uses are not wrong as well.
        let (ty, rank) = value.as_ref().map_or((Type::Number, Rank::Own), |value| (value.ty, value.rank));
        self.scope.locals.push(Local { name: name.clone(), id, ty, rank });
        Some(Statement::Assign { target: Target::Local(id), value: value? })
    }

    fn conditional(
        &mut self,
        condition: &syntax::Expression,
        then: &[syntax::Statement],
        otherwise: &[syntax::Statement],
        conditions: Rank,
    ) -> Option<Statement> {
        let condition = self.scope.expression(condition);
        let condition = condition.and_then(|condition| self.scope.convert(condition, Type::Bool, "a condition"));
        let conditions = condition.as_ref().map_or(conditions, |condition| conditions.join(condition.rank));
        let (then, otherwise) = (self.block(then, conditions), self.block(otherwise, conditions));
        Some(Statement::If { condition: condition?, then, otherwise })
    }

    /// A run ends for all neurons at once.
    fn stop(&mut self, keyword: Span, condition: &syntax::Expression, conditions: Rank) -> Option<Statement> {
        let condition = self.scope.condition(condition)?;
        if conditions.join(condition.rank) != Rank::Scalar {
            let message = "a run ends for all neurons at once, and this condition differs between them";
            let help = "make one of all neurons: `stop when count(fired) > 0;`";
            let location = if condition.rank == Rank::Scalar { keyword.into() } else { condition.location };
            self.scope.diagnostics.error_with_help(location, message, help);
            return None;
        }
        Some(Statement::Stop { condition })
    }

    /// The body once for every synapse group that has the tag.
    fn synapse_loop(
        &mut self,
        variable: &Ident,
        end: syntax::End,
        tag: &Ident,
        body: &[syntax::Statement],
        conditions: Rank,
    ) -> Vec<Statement> {
        let Scope { model, id, .. } = self.scope;
        if !self.scope.loops.is_empty() {
            let help = "sum over the outer group first, into a local";
            self.scope.diagnostics.error_with_help(variable, "loops over synapse groups do not nest", help);
            return Vec::new();
        }
        let selected = select(end, Some(tag), id, self.behavior, model, self.scope.diagnostics);
        let mut checked = Vec::new();
        // A draw for each synapse has the number of its place in the text, in whichever group.
        let first_draw = self.scope.synapse_draw_count;
        for synapses in selected {
            self.scope.synapse_draw_count = first_draw;
            self.scope.loops.push(SynapseScope { name: Some(variable.clone()), synapses, end });
            checked.extend(self.block(body, conditions));
            self.scope.loops.pop();
        }
        checked
    }

    fn assign(
        &mut self,
        target: &syntax::Expression,
        operator: AssignOperator,
        value: &syntax::Expression,
        conditions: Rank,
    ) -> Option<Statement> {
        let location = target.location.to(value.location);
        let value = self.scope.expression(value);
        let (target, ty, rank) = self.target(target)?;
        let value = match operator {
            AssignOperator::Set => value?,
            AssignOperator::Compound(operator) => {
                let kind = match target {
                    Target::Variable(variable) => Kind::Variable(self.scope.group, variable),
                    Target::Local(local) => Kind::Local(local),
                };
                self.scope.combine(operator, Expression { location, kind, ty, rank }, value?, location)?
            }
        };
        if let (Target::Local(_), Type::Integer, Type::Number) = (target, ty, value.ty) {
            let message = "type mismatch: this local is an integer, and is given a number";
            let help = "begin it with a number with a decimal point, as in `0.0`";
            self.scope.diagnostics.error_with_help(value.location, message, help);
            return None;
        }
        let value = self.scope.convert(value, ty, "the assigned value")?;
        if rank == Rank::Scalar && conditions.join(value.rank) != Rank::Scalar {
            let message = "this local has one value for the whole group, and is given one for each neuron";
            self.scope.diagnostics.error_with_help(
                location,
                message,
                "begin it with a value for each neuron, as in `0.0 * v`",
            );
            return None;
        }
        Some(Statement::Assign { target, value })
    }

    /// What stands on the left: a local or a variable of the own group, with its type and rank.
    pub(super) fn target(&mut self, target: &syntax::Expression) -> Option<(Target, Type, Rank)> {
        let name = match &target.kind {
            ExpressionKind::Name(name) => name,
            ExpressionKind::Path(root, path) => return self.foreign_target(root, path, target.location),
            _ => return None,
        };
        if let Some(local) = self.scope.locals.iter().rev().find(|local| local.name == *name) {
            return Some((Target::Local(local.id), local.ty, local.rank));
        }
        if self.behavior.parameters.iter().any(|field| field.name == *name) {
            // `behavior!` has reported the assignment to a parameter.
            return None;
        }
        let group = self.scope.model.group(self.scope.group);
        if let Some(found) = group.variables.iter().position(|variable| variable.name == *name) {
            let ty = Type::of(group.variables[found].kind);
            return Some((Target::Variable(VariableId(found)), ty, Rank::Own));
        }
        if let Some(constant) = self.scope.model.find_constant(self.scope.group, name) {
            let declared_by = self.scope.model.instance(self.scope.model.constant(constant).declared_by);
            let behavior = &self.scope.model.behavior(declared_by.behavior).name;
            let message = format!("`{name}` is a constant of `{behavior}` and cannot be assigned to");
            let help = "assign to a state, or to a local: `let name = ...;`";
            self.scope.diagnostics.error_with_help(name, &message, help);
            return None;
        }
        // Reports an unknown name; what is known but no variable is built in.
        let help = "assign to a variable that a behavior of the group declares, or to a local: `let name = ...;`";
        self.scope.expression(target)?;
        self.scope.diagnostics.error_with_help(name, &format!("`{name}` is built in and cannot be assigned to"), help);
        None
    }

    fn foreign_target(&mut self, root: &Ident, path: &[Ident], location: Location) -> Option<(Target, Type, Rank)> {
        let scope = self.scope.synapse_scope(root)?;
        let (message, help) = match path {
            [end, variable] if *end == scope.end.own() => (
                format!("`{root}.{end}` are the neurons of this group, which are assigned to by name"),
                format!("write `{variable} = ...;`"),
            ),
            [.., variable] => (
                format!("`{root}.{}` belongs to another group and cannot be assigned to", names(path)),
                format!("let a behavior of that group assign to `{variable}`"),
            ),
            [] => return None,
        };
        self.scope.diagnostics.error_with_help(location, &message, &help);
        None
    }
}

fn names(path: &[Ident]) -> String {
    path.iter().map(Ident::to_string).collect::<Vec<_>>().join(".")
}
