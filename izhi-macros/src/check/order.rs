//! Nothing is read or recorded before it has a value.
//!
//! The behaviours are followed once, in the order of the first iteration.

use std::collections::BTreeSet;

use crate::diagnostics::{Diagnostics, Location};
use crate::model::{Argument, Expression, Kind, Model, Rank, Statement, SynapseStatement, Target};
use crate::resolved::{GroupId, InstanceId, RecordedSource, RecordedVariable, SynapseId, VariableId};

type Assigned = BTreeSet<(GroupId, VariableId)>;

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    if !diagnostics.is_empty() {
        // A statement that was wrong may have been the one that assigns.
        return;
    }
    let mut assigned = Assigned::new();
    assigned.extend(model.initial.iter().map(|initial| (initial.group, initial.variable)));
    for (index, (instance, step)) in model.network.instances.iter().zip(&model.steps).enumerate() {
        let expressions = &model.recorded[index];
        diagnostics.within(&model.network.behavior(instance.behavior).name, instance.name.span());
        let mut reader = Reader { model, id: InstanceId(index), diagnostics: &mut *diagnostics };
        reader.block(step, &mut assigned);
        for variable in instance.recorded.iter().flat_map(|recorded| &recorded.variables) {
            reader.recorded(variable, expressions, &assigned);
        }
    }
}

struct Reader<'a> {
    model: &'a Model,
    id: InstanceId,
    diagnostics: &'a mut Diagnostics,
}

impl Reader<'_> {
    fn block(&mut self, statements: &[Statement], assigned: &mut Assigned) {
        let group = self.model.network.instance(self.id).group;
        for statement in statements {
            match statement {
                Statement::Assign { target, value } => {
                    self.expression(value, assigned);
                    if let Target::Variable(variable) = target {
                        assigned.insert((group, *variable));
                    }
                }
                Statement::Synapses { update, .. } => self.update(update, assigned),
                Statement::Stop { condition } => self.expression(condition, assigned),
                Statement::Call { arguments, .. } => self.call(group, arguments, assigned),
                Statement::If { condition, then, otherwise } => {
                    self.expression(condition, assigned);
                    let mut after_then = assigned.clone();
                    self.block(then, &mut after_then);
                    let mut after_otherwise = assigned.clone();
                    self.block(otherwise, &mut after_otherwise);
                    // What only one branch assigns still has no value where the other one ran.
                    *assigned = after_then.intersection(&after_otherwise).copied().collect();
                }
            }
        }
    }

    fn update(&mut self, update: &SynapseStatement, assigned: &Assigned) {
        match update {
            SynapseStatement::Let { value, .. } | SynapseStatement::Assign { value, .. } => {
                self.expression(value, assigned);
            }
            SynapseStatement::If { condition, then, otherwise } => {
                self.expression(condition, assigned);
                then.iter().chain(otherwise).for_each(|update| self.update(update, assigned));
            }
        }
    }

    /// What a function changes it can read as well; an event is one from there on.
    fn call(&mut self, group: GroupId, arguments: &[Argument], assigned: &mut Assigned) {
        for argument in arguments {
            match argument {
                Argument::Value(value) => self.expression(value, assigned),
                Argument::Variable(variable) => assigned.extend([(group, *variable)]),
                Argument::Synapses(..) | Argument::Random(_) => {}
            }
        }
    }

    fn expression(&mut self, expression: &Expression, assigned: &Assigned) {
        if let Kind::Variable(group, variable) = expression.kind
            && !assigned.contains(&(group, variable))
        {
            self.unassigned(group, variable, expression.location);
        }
        for child in expression.kind.children() {
            self.expression(child, assigned);
        }
    }

    fn unassigned(&mut self, group: GroupId, variable: VariableId, at: Location) {
        let declared = &self.model.network.group(group).variables[variable.0];
        let name = &declared.name;
        let key = self.model.network.instance(self.id).key;
        let [what, begin] = declared.kind.declared();
        if self.writers(group, variable).first() == Some(&key) && group == self.model.network.instance(self.id).group {
            let message = format!("`{name}` is read where not every way to this place has given it a value");
            let help =
                format!("assign to it on every way, or give it an initial value: `{what} {{ {name}: {begin} }}`");
            self.diagnostics.error_with_help(at, &message, &help);
            return;
        }
        let later = match self.writers(group, variable).first() {
            Some(writer) => format!("; key {writer} is the first to assign to it"),
            None => ", and none does".to_owned(),
        };
        let message = format!("`{name}` is read at key {key} before any key has given it a value{later}");
        let help =
            format!("let it be assigned at a lower key, or give it an initial value: `{what} {{ {name}: {begin} }}`");
        self.diagnostics.error_with_help(at, &message, &help);
    }

    /// A recorder sees the values of its own iteration.
    fn recorded(&mut self, variable: &RecordedVariable, expressions: &[Expression], assigned: &Assigned) {
        let group = self.model.network.instance(self.id).group;
        match variable.source {
            RecordedSource::Neurons(own) => {
                if self.writers(group, own).is_empty() && !assigned.contains(&(group, own)) {
                    self.unassigned(group, own, variable.location);
                }
                self.seen(own, variable.location);
            }
            RecordedSource::Synapses(synapses, own) => {
                let named = self.model.network.synapse_group(synapses);
                let name = format!("{}.{}", named.name, named.variables[own].name);
                self.comes_before(self.first_writer_of_synapses(synapses, own), &name);
            }
            RecordedSource::Expression { number, .. } => {
                let mut seen = BTreeSet::new();
                variables_of(&expressions[number], group, &mut seen);
                seen.into_iter().for_each(|own| self.seen(own, variable.location));
                self.expression(&expressions[number], assigned);
            }
        }
    }

    /// A recorder sees a variable of its neurons.
    fn seen(&mut self, own: VariableId, at: Location) {
        let group = self.model.network.instance(self.id).group;
        let name = self.model.network.group(group).variables[own.0].name.to_string();
        let first = self.writers(group, own).into_iter().next();
        if !self.comes_before(first, &name) {
            self.between(own, at);
        }
    }

    /// Whether a recorder runs before the first key that assigns to what it sees, which is an error.
    fn comes_before(&mut self, first: Option<i64>, name: &str) -> bool {
        let recorder = self.model.network.instance(self.id);
        let Some(first) = first.filter(|first| *first >= recorder.key) else { return false };
        let message =
            format!("the recorder at key {} runs before key {first}, which assigns to `{name}`", recorder.key);
        let help = format!("give the recorder a key above {first}");
        self.diagnostics.error_with_help(recorder.key_location, &message, &help);
        true
    }

    /// Warns where a recorder sees what is not yet what the iteration ends with, as a potential before its reset.
    fn between(&mut self, own: VariableId, at: Location) {
        let recorder = self.model.network.instance(self.id);
        let Some(last) = self.writers(recorder.group, own).into_iter().next_back().filter(|last| *last > recorder.key)
        else {
            return;
        };
        let (key, name) = (recorder.key, &self.model.network.group(recorder.group).variables[own.0].name);
        let message = format!("the recorder at key {key} sees `{name}` before key {last} assigns to it once more");
        let help = format!(
            "give the recorder a key above {last}; or, to record what it is between, let a behavior copy it to a state there"
        );
        self.diagnostics.warning(at, "the_recorder_sees_it_before_the_last_assignment", &message, &help);
    }

    /// The first key that assigns to a variable of synapses.
    fn first_writer_of_synapses(&self, synapses: SynapseId, variable: usize) -> Option<i64> {
        let mut instances = self.model.network.instances.iter().zip(&self.model.steps);
        instances.find(|(_, step)| assigns_to_synapses(step, synapses, variable)).map(|(instance, _)| instance.key)
    }

    /// The keys that assign to a variable, in order.
    fn writers(&self, group: GroupId, variable: VariableId) -> Vec<i64> {
        let instances = self.model.network.instances.iter().zip(&self.model.steps);
        instances
            .filter(|(instance, step)| instance.group == group && assigns(step, variable))
            .map(|(instance, _)| instance.key)
            .collect()
    }
}

/// The variables of a group's neurons in an expression.
fn variables_of(expression: &Expression, of: GroupId, found: &mut BTreeSet<VariableId>) {
    if let Kind::Variable(group, variable) = expression.kind
        && group == of
        && expression.rank == Rank::Own
    {
        found.insert(variable);
    }
    expression.kind.children().into_iter().for_each(|child| variables_of(child, of, found));
}

fn assigns(statements: &[Statement], variable: VariableId) -> bool {
    statements.iter().any(|statement| match statement {
        Statement::Assign { target, .. } => *target == Target::Variable(variable),
        Statement::Synapses { .. } | Statement::Stop { .. } => false,
        Statement::Call { arguments, .. } => {
            arguments.iter().any(|argument| matches!(argument, Argument::Variable(own) if *own == variable))
        }
        Statement::If { then, otherwise, .. } => assigns(then, variable) || assigns(otherwise, variable),
    })
}

fn assigns_to_synapses(statements: &[Statement], synapses: SynapseId, variable: usize) -> bool {
    statements.iter().any(|statement| match statement {
        Statement::Assign { .. } | Statement::Stop { .. } => false,
        Statement::Synapses { synapses: id, update, .. } => *id == synapses && updates(update, variable),
        Statement::Call { arguments, .. } => {
            let is_it = |argument: &Argument| matches!(argument, Argument::Synapses(id, own) if (*id, *own) == (synapses, variable));
            arguments.iter().any(is_it)
        }
        Statement::If { then, otherwise, .. } => {
            assigns_to_synapses(then, synapses, variable) || assigns_to_synapses(otherwise, synapses, variable)
        }
    })
}

fn updates(update: &SynapseStatement, variable: usize) -> bool {
    match update {
        SynapseStatement::Let { .. } => false,
        SynapseStatement::Assign { variable: assigned, .. } => *assigned == variable,
        SynapseStatement::If { then, otherwise, .. } => {
            then.iter().chain(otherwise).any(|part| updates(part, variable))
        }
    }
}
