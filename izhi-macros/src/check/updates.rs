//! Assignments to the variables of synapses, each synapse for itself.

use proc_macro2::Ident;

use super::expressions::{Inside, SynapseScope};
use super::functions::is_reduction;
use super::statements::Checker;
use crate::diagnostics::Location;
use crate::model::{Expression, Kind, Rank, Statement, SynapseStatement, Target, Type};
use crate::syntax::{self, AssignOperator, ExpressionKind};

impl Checker<'_, '_> {
    /// Whether a statement assigns to a variable of the synapses that the loop around it names, or has a condition
    /// of theirs.
    pub(super) fn updates_synapses(&self, statement: &syntax::Statement) -> bool {
        let Some(scope) = self.scope.loops.last() else { return false };
        if let syntax::Statement::If { condition, .. } = statement
            && self.is_of_synapses(condition)
        {
            return true;
        }
        match statement {
            syntax::Statement::Assign { target, .. } => matches!(
                &target.kind,
                ExpressionKind::Path(root, path) if scope.name.as_ref() == Some(root) && path.len() == 1
            ),
            syntax::Statement::If { then, otherwise, .. } => {
                then.iter().chain(otherwise).any(|statement| self.updates_synapses(statement))
            }
            _ => false,
        }
    }

    /// Whether an expression, apart from the sums in it, differs between the synapses of a neuron.
    fn is_of_synapses(&self, expression: &syntax::Expression) -> bool {
        let Some(scope) = self.scope.loops.last() else { return false };
        match &expression.kind {
            ExpressionKind::Path(root, path) => {
                scope.name.as_ref() == Some(root) && path.first().is_some_and(|first| first != scope.end.own())
            }
            ExpressionKind::Unary(_, operand) => self.is_of_synapses(operand),
            ExpressionKind::Binary(_, left, right) => self.is_of_synapses(left) || self.is_of_synapses(right),
            ExpressionKind::If(condition, then, otherwise) => {
                [condition, then, otherwise].into_iter().any(|part| self.is_of_synapses(part))
            }
            ExpressionKind::Call { function, arguments, .. } => {
                !is_reduction(&function.to_string(), arguments.len())
                    && arguments.iter().any(|argument| self.is_of_synapses(argument))
            }
            _ => false,
        }
    }

    /// One statement with all that is inside it.
    pub(super) fn update(&mut self, statement: &syntax::Statement) -> Option<Statement> {
        let SynapseScope { synapses, end, .. } = self.scope.loops.last()?.clone();
        let outer = self.scope.inside_synapses.replace(Inside::Update);
        let update = self.synapse_statement(statement, true);
        self.scope.inside_synapses = outer;
        Some(Statement::Synapses { synapses, end, update: update? })
    }

    fn synapse_statement(&mut self, statement: &syntax::Statement, is_outermost: bool) -> Option<SynapseStatement> {
        match statement {
            syntax::Statement::Assign { target, operator, value } => self.synapse_assignment(target, *operator, value),
            syntax::Statement::If { condition, then, otherwise } => {
                let condition = self.scope.condition(condition);
                let can_select = is_outermost && otherwise.is_empty();
                let condition = condition.filter(|condition| self.selects(condition, can_select));
                let mut block = |statements: &[syntax::Statement]| -> Vec<SynapseStatement> {
                    let outer_locals = self.scope.locals.len();
                    let checked =
                        statements.iter().filter_map(|statement| self.synapse_statement(statement, false)).collect();
                    self.scope.locals.truncate(outer_locals);
                    checked
                };
                let (then, otherwise) = (block(then), block(otherwise));
                Some(SynapseStatement::If { condition: condition?, then, otherwise })
            }
            syntax::Statement::Let { name, value } => {
                let Some(Statement::Assign { target: Target::Local(local), value }) = self.local(name, value) else {
                    return None;
                };
                let end = self.scope.loops.last()?.end;
                self.scope.at_synapses(end, &[&value], None)?;
                Some(SynapseStatement::Let { local, value })
            }
            syntax::Statement::For { variable, .. } => {
                let message = "loops over synapse groups do not nest";
                self.scope.diagnostics.error_with_help(variable, message, "write one behind the other");
                None
            }
            syntax::Statement::Call(syntax::Call { keyword, .. }) => {
                let message = "a function is called for all synapses at once, and this condition differs between them";
                let help = "give the condition's values to the function";
                self.scope.diagnostics.error_with_help(*keyword, message, help);
                None
            }
            syntax::Statement::Stop { keyword, .. } => {
                let message = "a run ends for all synapses at once, and this condition differs between them";
                let help = "let a state of the neurons tell that it is to end, and stop behind the loop";
                self.scope.diagnostics.error_with_help(*keyword, message, help);
                None
            }
            // Reported where the behaviour is declared.
            syntax::Statement::Integrate(_) | syntax::Statement::Event(_) => None,
        }
    }

    /// Whether the condition of synapses with a delay each can be found by their events; reports where not.
    fn selects(&mut self, condition: &Expression, can_select: bool) -> bool {
        let Some(scope) = self.scope.loops.last().cloned() else { return true };
        if can_select {
            return self.scope.at_synapses(scope.end, &[], Some(condition)).is_some();
        }
        self.scope.at_synapses(scope.end, &[condition], None).is_some()
    }

    fn synapse_assignment(
        &mut self,
        target: &syntax::Expression,
        operator: AssignOperator,
        value: &syntax::Expression,
    ) -> Option<SynapseStatement> {
        let location = target.location.to(value.location);
        let value = self.scope.expression(value);
        let variable = self.synapse_target(target)?;
        let end = self.scope.loops.last()?.end;
        let value = match operator {
            AssignOperator::Set => value?,
            AssignOperator::Compound(operator) => {
                let synapses = self.scope.loops.last()?.synapses;
                let kind = Kind::SynapseVariable(synapses, variable);
                let old = Expression { location: target.location, kind, ty: Type::Number, rank: Rank::Pair };
                self.scope.combine(operator, old, value?, location)?
            }
        };
        let value = self.scope.convert(value, Type::Number, "the assigned value")?;
        self.scope.at_synapses(end, &[&value], None)?;
        Some(SynapseStatement::Assign { variable, value })
    }

    /// The variable of the synapses that stands on the left.
    fn synapse_target(&mut self, target: &syntax::Expression) -> Option<usize> {
        let scope = self.scope.loops.last()?.clone();
        let (root, name) = match &target.kind {
            ExpressionKind::Path(root, path) if scope.name.as_ref() == Some(root) && path.len() == 1 => {
                (root, &path[0])
            }
            ExpressionKind::Path(root, _) => return self.not_of_synapses(root, target.location),
            ExpressionKind::Name(name) => return self.not_of_synapses(name, target.location),
            _ => return None,
        };
        let model = self.scope.model;
        let group = model.synapse_group(scope.synapses);
        let Some(found) = group.variables.iter().position(|variable| variable.name == *name) else {
            // Reports an unknown name.
            self.scope.expression(target)?;
            return None;
        };
        if group.variables[found].is_shared {
            let message = format!("`{root}.{name}` is one value for all synapses of `{}`", group.name);
            let help = format!("take `{name}` out of `shared` where each synapse is to change by itself");
            self.scope.diagnostics.error_with_help(target.location, &message, &help);
            return None;
        }
        Some(found)
    }

    fn not_of_synapses(&mut self, name: &Ident, at: Location) -> Option<usize> {
        let message = format!("`{name}` is no variable of the synapses, and this condition is one of synapses");
        let help = "assign to it outside; what synapses do to a neuron is a sum: `g += sum(s.W where s.src.fired);`";
        let (message, help) = match self.scope.of_synapses(name) {
            Some(path) => (format!("`{name}` is a variable of the synapses"), format!("write `{path}`")),
            None => (message, help.to_owned()),
        };
        self.scope.diagnostics.error_with_help(at, &message, &help);
        None
    }
}
