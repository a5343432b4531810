//! The units of one behaviour: its fields, equations and statements.

use proc_macro2::Ident;

use super::declared::{Declared, of_synapses, own};
use super::expression::{Loop, Measuring};
use super::learnt::Reason;
use super::{Known, Nobody, Others};
use crate::diagnostics::Diagnostics;
use crate::model::BinaryOperator;
use crate::syntax::{AssignOperator, Behavior, Equations, Expression, ExpressionKind, Field, Statement};
use crate::unit::Dimension;

/// Checks what can be known without the network.
pub(in crate::check) fn check(behavior: &Behavior, diagnostics: &mut Diagnostics) {
    within(behavior, &Declared::of(behavior), &Nobody, diagnostics);
}

/// The same where more is known of the names that it does not declare.
pub(super) fn within(behavior: &Behavior, declared: &Declared, others: &dyn Others, diagnostics: &mut Diagnostics) {
    if !declared.has_units {
        return;
    }
    let mut checker =
        Checker { measuring: Measuring::new(declared, others, diagnostics), declared, others, assigned: Vec::new() };
    checker.fields(behavior);
    match &behavior.numbers {
        Some(numbers) => checker.covered(behavior, numbers),
        None => {
            checker.equations(&behavior.equations);
            checker.block(&behavior.step);
        }
    }
}

/// All expressions of statements.
pub(super) fn expressions<'a>(statements: &'a [Statement], found: &mut Vec<&'a Expression>) {
    for statement in statements {
        match statement {
            Statement::Let { value, .. } => found.push(value),
            Statement::Assign { target, value, .. } => found.extend([target, value]),
            Statement::If { condition, then, otherwise } => {
                found.push(condition);
                expressions(then, found);
                expressions(otherwise, found);
            }
            Statement::For { body, .. } => expressions(body, found),
            Statement::Event(event) => {
                found.push(&event.condition);
                found.extend(event.refractory.as_ref().map(|refractory| &refractory.period));
                expressions(&event.body, found);
            }
            Statement::Stop { condition, .. } => found.push(condition),
            Statement::Call(call) => found.extend(call.values().chain(call.changed())),
            Statement::Integrate(_) => {}
        }
    }
}

/// A name in any unit, what is assigned to it, and what makes that measure what it does.
pub(super) struct Assigned {
    pub(super) name: String,
    /// The synapse group, of a variable of synapses.
    pub(super) synapses: Option<usize>,
    pub(super) dimension: Dimension,
    pub(super) reason: Reason,
}

/// What the statements of a behaviour, and the values that names begin with, assign to names in any unit.
pub(super) fn assigned(behavior: &Behavior, declared: &Declared, others: &dyn Others) -> Vec<Assigned> {
    // What is wrong is said when everything is known.
    let mut silent = Diagnostics::new(behavior.name.span());
    let measuring = Measuring::new(declared, others, &mut silent);
    let mut checker = Checker { measuring, declared, others, assigned: Vec::new() };
    if declared.has_units {
        checker.values(behavior);
    }
    if declared.has_units && behavior.numbers.is_none() {
        checker.equations(&behavior.equations);
        checker.block(&behavior.step);
    }
    checker.assigned
}

/// A number without a unit, and nothing else.
fn is_plain(value: &Expression) -> bool {
    matches!(value.kind, ExpressionKind::Number(_, None) | ExpressionKind::Integer(_))
}

struct Checker<'a> {
    measuring: Measuring<'a>,
    assigned: Vec<Assigned>,
    declared: &'a Declared,
    others: &'a dyn Others,
}

impl Checker<'_> {
    /// What variables in any unit begin with.
    fn values(&mut self, behavior: &Behavior) {
        for variable in &behavior.variables {
            self.value(&variable.field, None);
        }
        for variables in &behavior.synapse_variables {
            let tag = variables.tag.as_ref().map_or(super::super::structure::ALL.to_owned(), ToString::to_string);
            for synapses in self.others.synapses(variables.end, &tag) {
                variables.fields.iter().for_each(|field| self.value(field, Some(synapses)));
            }
        }
    }

    /// A number alone is one of any unit.
    fn value(&mut self, field: &Field, synapses: Option<usize>) {
        let Some(value) = field.value.as_ref().filter(|value| !is_plain(value)) else { return };
        self.measuring.reason = None;
        let known = self.measuring.expression(value);
        self.note(&field.name.to_string(), synapses, known);
    }

    /// Takes down what a name in any unit is found to measure.
    fn note(&mut self, name: &str, synapses: Option<usize>, known: Known) {
        // Whether one of another behaviour is in any unit, the network knows.
        let is_open = self.declared.is_open(name) || !self.declared.declares(name);
        let (Some(dimension), true) = (known, is_open) else { return };
        let reason = self.measuring.reason.clone().unwrap_or_else(|| {
            let words = format!("`{name}` is assigned what is {}", super::in_words(dimension));
            Reason { words, at: None }
        });
        self.assigned.push(Assigned { name: name.to_owned(), synapses, dimension, reason });
    }

    fn fields(&mut self, behavior: &Behavior) {
        for field in own(behavior).chain(of_synapses(behavior)) {
            if let Some(value) = &field.value {
                match field.dimension {
                    // `v: -65.0 in mV` says of which unit it is a number.
                    Some(dimension) if !is_plain(value) => {
                        self.measuring.expect(value, dimension, &format!("`{}`", field.name));
                    }
                    _ => {
                        self.measuring.expression(value);
                    }
                }
            }
            if let Some(decay) = &field.decay {
                self.measuring.expect(decay, Dimension::TIME, "a time constant");
            }
            if let Some(condition) = &field.condition {
                self.measuring.expression(condition);
            }
        }
    }

    /// Plain numbers are right where all that is declared is in the units that are named, and in products of them.
    fn covered(&mut self, behavior: &Behavior, numbers: &[Dimension]) {
        for field in own(behavior).chain(of_synapses(behavior)) {
            let name = field.name.to_string();
            let Some(Some(own)) = self.declared.of_neurons(&name).or_else(|| self.declared.of_synapses(&name)) else {
                continue;
            };
            if !own.is_made_of(numbers) {
                let units: Vec<String> = numbers.iter().map(Dimension::to_string).collect();
                let message =
                    format!("`{name}` is in {own}, and the plain numbers of this behavior are in {}", units.join(", "));
                let help = format!("write `numbers {{ {}, {own} }}`", units.join(", "));
                self.measuring.diagnostics.error_with_help(&field.name, &message, &help);
            }
        }
    }

    fn equations(&mut self, equations: &Equations) {
        self.measuring.is_step = true;
        for term in &equations.terms {
            let known = self.measuring.expression(&term.value);
            self.measuring.locals.push((term.name.to_string(), known));
        }
        for equation in &equations.equations {
            self.measuring.reason = None;
            let variable = &equation.variable;
            match self.variable(variable) {
                Some(own) => {
                    let what = format!("`d{variable}/dt`");
                    self.measuring.expect(&equation.rate, own.per(Dimension::TIME), &what);
                }
                None => {
                    let rate = self.measuring.expression(&equation.rate);
                    self.note(&variable.to_string(), None, rate.map(|rate| rate.times(Dimension::TIME)));
                }
            }
        }
        self.measuring.locals.clear();
    }

    fn variable(&self, name: &Ident) -> Known {
        let name = name.to_string();
        self.declared.of_neurons(&name).flatten().or_else(|| self.others.of_neurons(&name))
    }

    fn block(&mut self, statements: &[Statement]) {
        self.measuring.is_step = true;
        let outer = self.measuring.locals.len();
        for statement in statements {
            self.measuring.reason = None;
            match statement {
                Statement::Let { name, value } => {
                    let known = self.measuring.expression(value);
                    self.measuring.locals.push((name.to_string(), known));
                }
                Statement::Assign { target, operator, value } => self.assign(target, *operator, value),
                Statement::If { condition, then, otherwise } => {
                    self.measuring.expression(condition);
                    self.block(then);
                    self.block(otherwise);
                }
                Statement::For { variable, end, tag, body } => {
                    for synapses in self.others.synapses(*end, &tag.to_string()) {
                        self.measuring.around = Some(Loop { name: variable.to_string(), end: *end, synapses });
                        self.block(body);
                    }
                    self.measuring.around = None;
                }
                Statement::Event(event) => {
                    self.measuring.expression(&event.condition);
                    if let Some(refractory) = &event.refractory {
                        self.measuring.expect(&refractory.period, Dimension::TIME, "a refractory period");
                    }
                    self.block(&event.body);
                }
                Statement::Stop { condition, .. } => {
                    self.measuring.expression(condition);
                }
                Statement::Call(call) => {
                    for value in call.values().chain(call.changed()) {
                        self.measuring.expression(value);
                    }
                }
                Statement::Integrate(_) => {}
            }
        }
        self.measuring.locals.truncate(outer);
    }

    fn note_target(&mut self, target: &Expression, known: Known) {
        match &target.kind {
            ExpressionKind::Name(name) => self.note(&name.to_string(), None, known),
            ExpressionKind::Path(_, path) => {
                let synapses = self.measuring.around.as_ref().map(|around| around.synapses);
                if let ([name], Some(synapses)) = (&path[..], synapses) {
                    self.note(&name.to_string(), Some(synapses), known);
                }
            }
            _ => {}
        }
    }

    fn assign(&mut self, target: &Expression, operator: AssignOperator, value: &Expression) {
        let is_scaled = matches!(operator, AssignOperator::Compound(BinaryOperator::Multiply | BinaryOperator::Divide));
        match self.measuring.expression(target) {
            Some(_) if is_scaled => {
                self.measuring.expect(value, Dimension::NONE, &format!("what `{target}` is scaled by"))
            }
            Some(own) => self.measuring.expect(value, own, &format!("`{target}`")),
            None => {
                let known = self.measuring.expression(value);
                // Scaling tells nothing of what is scaled.
                if !is_scaled {
                    self.note_target(target, known);
                }
            }
        }
    }
}
