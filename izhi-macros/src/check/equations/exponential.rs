//! Exponential Euler: each equation is linear in its own variable, and what multiplies that stays during the step.

use super::System;
use super::algebra::{add, call, multiply, name, step};
use super::linear::{LinearIn, Part};
use super::methods::{Misfit, local};
use crate::syntax::{AssignOperator, Equation, Statement};

/// What multiplies the own variable in each equation.
///
/// # Errors
///
/// What is not linear in its own variable.
pub(super) fn parts(system: &System) -> Result<Vec<Part>, Misfit> {
    let own = |equation: &&Equation| {
        let mut form = LinearIn::new(system, &[&equation.variable]).form(&equation.rate)?;
        Ok(form.coefficients.remove(0))
    };
    system.equations.iter().map(own).collect()
}

/// One of so many steps, by their number.
pub(super) fn statements(system: &System, number_of_step: u32, steps: u32) -> Vec<Statement> {
    let Ok(parts) = parts(system) else { return Vec::new() };
    let at = system.at(&[], f64::from(number_of_step) / f64::from(steps));
    let mut statements = at.terms();
    let mut assignments = Vec::new();
    for (place, (equation, part)) in system.equations.iter().zip(parts).enumerate() {
        let location = equation.rate.location;
        let mut change = multiply(step(steps, location), at.value(&equation.rate));
        if let Some(part) = part {
            let exponent = multiply(step(steps, location), at.value(&part));
            change = multiply(change, call("exprel", [exponent], location));
        }
        let next = system.fresh("next", place);
        statements.push(local(&next, add(name(&equation.variable, location), change)));
        let target = name(&equation.variable, (&equation.variable).into());
        assignments.push(Statement::Assign { target, operator: AssignOperator::Set, value: name(&next, location) });
    }
    statements.extend(assignments);
    statements
}
