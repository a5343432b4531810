//! The units of one behaviour: its fields, equations and statements.

use proc_macro2::Ident;

use super::declared::{Declared, of_synapses, own};
use super::expression::{Loop, Measuring};
use super::{Known, Nobody, Others};
use crate::diagnostics::Diagnostics;
use crate::model::BinaryOperator;
use crate::syntax::{AssignOperator, Behavior, Equations, Expression, ExpressionKind, Statement};
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
    let mut checker = Checker { measuring: Measuring::new(declared, others, diagnostics), declared, others };
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

struct Checker<'a> {
    measuring: Measuring<'a>,
    declared: &'a Declared,
    others: &'a dyn Others,
}

impl Checker<'_> {
    fn fields(&mut self, behavior: &Behavior) {
        for field in own(behavior).chain(of_synapses(behavior)) {
            if let Some(value) = &field.value {
                let is_plain = matches!(value.kind, ExpressionKind::Number(_, None) | ExpressionKind::Integer(_));
                match field.dimension {
                    // `v: -65.0 in mV` says of which unit it is a number.
                    Some(dimension) if !is_plain => {
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
        for term in &equations.terms {
            let known = self.measuring.expression(&term.value);
            self.measuring.locals.push((term.name.to_string(), known));
        }
        for equation in &equations.equations {
            let variable = &equation.variable;
            match self.variable(variable) {
                Some(own) => {
                    let what = format!("`d{variable}/dt`");
                    self.measuring.expect(&equation.rate, own.per(Dimension::TIME), &what);
                }
                None => {
                    self.measuring.expression(&equation.rate);
                }
            }
        }
        self.measuring.locals.clear();
    }

    fn variable(&self, name: &Ident) -> Known {
        let name = name.to_string();
        self.declared.of_neurons(&name).unwrap_or_else(|| self.others.of_neurons(&name))
    }

    fn block(&mut self, statements: &[Statement]) {
        let outer = self.measuring.locals.len();
        for statement in statements {
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

    fn assign(&mut self, target: &Expression, operator: AssignOperator, value: &Expression) {
        let is_scaled = matches!(operator, AssignOperator::Compound(BinaryOperator::Multiply | BinaryOperator::Divide));
        match self.measuring.expression(target) {
            Some(_) if is_scaled => {
                self.measuring.expect(value, Dimension::NONE, &format!("what `{target}` is scaled by"))
            }
            Some(own) => self.measuring.expect(value, own, &format!("`{target}`")),
            None => {
                self.measuring.expression(value);
            }
        }
    }
}
