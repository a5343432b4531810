//! The exact solution of linear equations with constant coefficients in which variables drive each other along chains.
//!
//! With `z' = M z + B`, `z` after a step is `exp(M dt) z + dt exprel(M dt) B`. Where no variable drives itself by way of
//! others, M is a triangle, and an element of a function of it is a sum over the ways from one variable to another: the product
//! of the couplings on the way, and the function's divided difference over the rates on the way. Those are differences
//! without loss of digits of the exponential, in terms of `exprel` and `exprel_slope`, up to those of two rates and zero
//! or of three rates; longer ways have none.

use proc_macro2::Ident;

use super::algebra::{call, multiply, name, negate, number, step, subtract, sum};
use super::linear::{Linear, LinearIn, Part};
use super::methods::{Misfit, local};
use crate::check::functions::{self, Meaning};
use crate::diagnostics::{Location, list};
use crate::syntax::{AssignOperator, Expression, ExpressionKind, Statement};

/// The equations, each as a linear form of all variables.
pub(super) struct System<'a> {
    system: &'a super::System<'a>,
    forms: Vec<Linear>,
    /// The ways that end at each variable.
    ways: Vec<Vec<Vec<usize>>>,
}

impl<'a> System<'a> {
    /// # Errors
    ///
    /// Why there is no exact solution of the equations here.
    pub(super) fn new(system: &'a super::System, is_constant: &dyn Fn(&Ident) -> bool) -> Result<Self, Misfit> {
        let variables = system.variables();
        let linear_in = LinearIn::new(system, &variables);
        let mut forms = Vec::new();
        for equation in &system.equations {
            let mut form = linear_in.form(&equation.rate)?;
            for coefficient in form.coefficients.iter_mut().flatten() {
                *coefficient = system.without_terms(coefficient);
                if let Some(reason) = not_constant(coefficient, is_constant) {
                    return Err(Misfit { at: coefficient.location, reason });
                }
            }
            if form.rest.as_ref().is_some_and(|rest| reads_time(&system.without_terms(rest))) {
                let reason = format!("the equation of `{}` depends on `t`", equation.variable);
                return Err(Misfit { at: equation.rate.location, reason });
            }
            forms.push(form);
        }
        let mut system = System { system, forms, ways: Vec::new() };
        for end in 0..variables.len() {
            let mut ways = Vec::new();
            system.ways_to(&mut vec![end], &mut ways)?;
            system.ways.push(ways);
        }
        Ok(system)
    }

    /// All ways that end with the one at hand, which is written backwards.
    fn ways_to(&self, way: &mut Vec<usize>, ways: &mut Vec<Vec<usize>>) -> Result<(), Misfit> {
        let Some(&first) = way.last() else { return Ok(()) };
        self.is_short(way)?;
        ways.push(way.iter().rev().copied().collect());
        for (from, coupling) in self.forms[first].coefficients.iter().enumerate() {
            if from == first || coupling.is_none() {
                continue;
            }
            if let Some(begin) = way.iter().position(|known| *known == from) {
                let names: Vec<String> = way[begin..].iter().map(|&place| self.variable(place).to_string()).collect();
                return Err(Misfit {
                    at: self.variable(from).into(),
                    reason: format!("{} drive each other", list(&names)),
                });
            }
            way.push(from);
            self.ways_to(way, ways)?;
            way.pop();
        }
        Ok(())
    }

    /// Refuses a way, written backwards, for which there is no divided difference.
    fn is_short(&self, way: &[usize]) -> Result<(), Misfit> {
        let [last, .., first] = *way else { return Ok(()) };
        let names: Vec<String> = way.iter().rev().map(|&place| format!("`{}`", self.variable(place))).collect();
        let chain = names.join(" to ");
        let reason = match way.len() {
            3 if self.forms[first].rest.is_some() => {
                format!("`{}` has a drive of its own, and begins the chain from {chain}", self.variable(first))
            }
            0..=3 => return Ok(()),
            _ => format!("the chain from {chain} has more than three variables"),
        };
        Err(Misfit { at: self.variable(last).into(), reason })
    }

    fn variable(&self, place: usize) -> &Ident {
        &self.system.equations[place].variable
    }

    /// What a variable is after the step.
    fn next(&self, place: usize) -> Option<Expression> {
        let equation = self.system.equations[place];
        let at = equation.rate.location;
        let dt = || step(1, at);
        let mut parts = Vec::new();
        for way in &self.ways[place] {
            let rates: Vec<Part> = way.iter().map(|&on| self.forms[on].coefficients[on].clone()).collect();
            let couplings = way.windows(2).filter_map(|link| self.forms[link[1]].coefficients[link[0]].clone());
            let coupling =
                couplings.fold(number(1.0, at), |product, coupling| multiply(product, multiply(dt(), coupling)));
            let begin = name(self.variable(way[0]), at);
            parts.push(multiply(multiply(coupling.clone(), exponential(&rates, at)), begin));
            if let Some(rest) = &self.forms[way[0]].rest {
                parts.push(multiply(multiply(multiply(dt(), coupling), with_zero(&rates, at)), rest.clone()));
            }
        }
        sum(parts)
    }
}

/// A step.
pub(super) fn statements(system: &super::System) -> Vec<Statement> {
    // It fits, which has been found out with what is known of the network.
    let Ok(exact) = System::new(system, &|_| true) else { return Vec::new() };
    let mut statements = system.at(&[], 0.0).terms();
    let mut assignments = Vec::new();
    for (place, equation) in system.equations.iter().enumerate() {
        let Some(value) = exact.next(place) else { continue };
        let next = system.fresh("next", place);
        let location = equation.rate.location;
        statements.push(local(&next, value));
        let target = name(&equation.variable, (&equation.variable).into());
        assignments.push(Statement::Assign { target, operator: AssignOperator::Set, value: name(&next, location) });
    }
    statements.extend(assignments);
    statements
}

/// The divided difference of the exponential of rates times the step. The largest of them is taken out, so that nothing
/// overflows that stays finite.
fn exponential(rates: &[Part], at: Location) -> Expression {
    if let Some(zero) = rates.iter().position(Option::is_none) {
        return with_zero(&[&rates[..zero], &rates[zero + 1..]].concat(), at);
    }
    let in_step = |rate: Expression| multiply(step(1, at), rate);
    let of = |function, left: &Expression, right: &Expression| call(function, [left.clone(), right.clone()], at);
    match rates {
        [Some(a), Some(b)] => {
            let distance = call("abs", [subtract(a.clone(), b.clone())], at);
            let below = call("exprel", [negate(in_step(distance))], at);
            multiply(call("exp", [in_step(of("max", a, b))], at), below)
        }
        [Some(a), Some(b), Some(c)] => {
            let (lower, upper) = (of("min", a, b), of("max", a, b));
            let (low, high) = (of("min", &lower, c), of("max", &upper, c));
            let middle = of("max", &lower, &of("min", &upper, c));
            let below = |rate: Expression| in_step(subtract(rate, high.clone()));
            let slope = call("exprel_slope", [below(middle), below(low)], at);
            multiply(call("exp", [in_step(high.clone())], at), slope)
        }
        // Of one; there are no more than three.
        _ => call("exp", [in_step(sum(rates.iter().flatten().cloned()).unwrap_or_else(|| number(0.0, at)))], at),
    }
}

/// The same of rates and zero, which is that of `exprel` of the rates.
fn with_zero(rates: &[Part], at: Location) -> Expression {
    let in_step = |rate: &Part| match rate {
        Some(rate) => multiply(step(1, at), rate.clone()),
        None => number(0.0, at),
    };
    match rates {
        [] | [None] => number(1.0, at),
        [rate] => call("exprel", [in_step(rate)], at),
        [first, second, ..] => call("exprel_slope", [in_step(first), in_step(second)], at),
    }
}

/// Why an expression may change during a run.
fn not_constant(expression: &Expression, is_constant: &dyn Fn(&Ident) -> bool) -> Option<String> {
    let what = match &expression.kind {
        ExpressionKind::Name(name) => (!is_constant(name)).then(|| format!("`{name}`")),
        ExpressionKind::Path(..) => Some(format!("`{expression}`")),
        ExpressionKind::Call { function, arguments, .. } => {
            let meaning = functions::find(&function.to_string(), arguments.len());
            (!matches!(meaning, Ok(Meaning::Elementwise(_) | Meaning::Interpolation | Meaning::ToInteger)))
                .then(|| format!("`{expression}`"))
        }
        _ => None,
    };
    let what = what.map(|what| format!("{what} multiplies a variable, and is no number that stays the same"));
    what.or_else(|| expression.children().into_iter().find_map(|child| not_constant(child, is_constant)))
}

fn reads_time(expression: &Expression) -> bool {
    let mut found = false;
    expression.names(&mut |name| found |= name == "t");
    found
}
