//! Right sides of equations as linear forms: `(rest - v + R * I) / tau` is `-1.0 / tau` times `v`, and
//! `(rest + R * I) / tau`.

use proc_macro2::Ident;

use super::System;
use super::algebra::{add, divide, multiply, negate, number, subtract};
use super::methods::Misfit;
use crate::diagnostics::list;
use crate::syntax::{BinaryOperator, Expression, ExpressionKind, UnaryOperator};

/// A part of a linear form; nothing stands for zero.
pub(super) type Part = Option<Expression>;

/// A sum of variables, each times something that is free of all of them, and of something that is free of them.
pub(super) struct Linear {
    /// Of each variable.
    pub(super) coefficients: Vec<Part>,
    pub(super) rest: Part,
}

/// What linear forms are linear in.
pub(super) struct LinearIn<'a> {
    system: &'a System<'a>,
    variables: &'a [&'a Ident],
    /// Whether each term of the system depends on one of the variables.
    dependent: Vec<bool>,
}

impl<'a> LinearIn<'a> {
    pub(super) fn new(system: &'a System<'a>, variables: &'a [&'a Ident]) -> Self {
        let mut linear_in = LinearIn { system, variables, dependent: vec![false; system.terms.len()] };
        for (place, term) in system.terms.iter().enumerate() {
            linear_in.dependent[place] = linear_in.is_in(&term.value);
        }
        linear_in
    }

    /// Whether one of the variables has a say in the expression.
    fn is_in(&self, expression: &Expression) -> bool {
        let mut found = false;
        expression.names(&mut |name| found |= self.variable(name).is_some() || self.term(name).is_some());
        found
    }

    fn variable(&self, name: &Ident) -> Option<usize> {
        self.variables.iter().position(|variable| *variable == name)
    }

    /// The value of a term that depends on the variables.
    fn term(&self, name: &Ident) -> Option<&Expression> {
        let mut terms = self.system.terms.iter().zip(&self.dependent);
        terms.find(|(term, dependent)| **dependent && term.name == *name).map(|(term, _)| &term.value)
    }

    /// The linear form of an expression.
    ///
    /// # Errors
    ///
    /// What is not linear in it.
    pub(super) fn form(&self, expression: &Expression) -> Result<Linear, Misfit> {
        use BinaryOperator::{Add, Divide, Multiply, Subtract};
        let none = || vec![None; self.variables.len()];
        if !self.is_in(expression) {
            return Ok(Linear { coefficients: none(), rest: Some(expression.clone()) });
        }
        match &expression.kind {
            ExpressionKind::Name(name) => match (self.variable(name), self.term(name)) {
                (Some(variable), _) => {
                    let mut coefficients = none();
                    coefficients[variable] = Some(number(1.0, expression.location));
                    Ok(Linear { coefficients, rest: None })
                }
                (None, Some(term)) => self.form(term),
                (None, None) => Err(self.not_linear(expression)),
            },
            ExpressionKind::Unary(UnaryOperator::Negate, operand) => Ok(self.form(operand)?.map(negate)),
            ExpressionKind::Binary(Add, left, right) => Ok(self.form(left)?.with(self.form(right)?, plus)),
            ExpressionKind::Binary(Subtract, left, right) => Ok(self.form(left)?.with(self.form(right)?, minus)),
            ExpressionKind::Binary(Multiply, left, right) if !self.is_in(left) => {
                Ok(self.form(right)?.map(|part| multiply((**left).clone(), part)))
            }
            ExpressionKind::Binary(Multiply, left, right) if !self.is_in(right) => {
                Ok(self.form(left)?.map(|part| multiply(part, (**right).clone())))
            }
            ExpressionKind::Binary(Divide, left, right) if !self.is_in(right) => {
                Ok(self.form(left)?.map(|part| divide(part, (**right).clone())))
            }
            _ => Err(self.not_linear(expression)),
        }
    }

    fn not_linear(&self, expression: &Expression) -> Misfit {
        let mut found = Vec::new();
        for (place, variable) in self.variables.iter().enumerate() {
            if LinearIn::new(self.system, &self.variables[place..=place]).is_in(expression) {
                found.push(variable.to_string());
            }
        }
        Misfit { at: expression.location, reason: format!("`{expression}` is not linear in {}", list(&found)) }
    }
}

impl Linear {
    fn map(self, change: impl Fn(Expression) -> Expression) -> Linear {
        let coefficients = self.coefficients.into_iter().map(|coefficient| coefficient.map(&change)).collect();
        Linear { coefficients, rest: self.rest.map(&change) }
    }

    /// Together with another one, part by part.
    fn with(self, other: Linear, join: impl Fn(Part, Part) -> Part) -> Linear {
        let pairs = self.coefficients.into_iter().zip(other.coefficients);
        let coefficients = pairs.map(|(left, right)| join(left, right)).collect();
        Linear { coefficients, rest: join(self.rest, other.rest) }
    }
}

fn plus(left: Part, right: Part) -> Part {
    match (left, right) {
        (Some(left), Some(right)) => Some(add(left, right)),
        (left, right) => left.or(right),
    }
}

fn minus(left: Part, right: Part) -> Part {
    match (left, right) {
        (Some(left), Some(right)) => Some(subtract(left, right)),
        (left, right) => left.or(right.map(negate)),
    }
}
