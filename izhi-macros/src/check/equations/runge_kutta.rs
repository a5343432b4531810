//! Methods that evaluate the right sides at several points of a step, and go on by their weighted mean.
//!
//! With noise, which is one number for the whole step, that of Euler is the method of Euler and Maruyama, and that of Heun
//! the stochastic one.

use proc_macro2::Ident;

use super::System;
use super::algebra::{add, divide, multiply, name, number, step, sum};
use super::methods::local;
use crate::syntax::{AssignOperator, BinaryOperator, Expression, Statement};

/// What a method is made of, after J. C. Butcher.
pub(super) struct Tableau {
    stages: &'static [Stage],
    /// Of the slope of each stage, to be divided by what follows.
    weights: &'static [f64],
    divisor: f64,
}

/// A point at which the right sides are evaluated.
struct Stage {
    /// How much of the step has passed.
    time: f64,
    /// How much of the slope of each stage before it led here.
    slopes: &'static [f64],
}

const BEGIN: Stage = Stage { time: 0.0, slopes: &[] };
const HALF: Stage = Stage { time: 0.5, slopes: &[0.5] };

pub(super) const EULER: Tableau = Tableau { stages: &[BEGIN], weights: &[1.0], divisor: 1.0 };

pub(super) const MIDPOINT: Tableau = Tableau { stages: &[BEGIN, HALF], weights: &[0.0, 1.0], divisor: 1.0 };

pub(super) const HEUN: Tableau =
    Tableau { stages: &[BEGIN, Stage { time: 1.0, slopes: &[1.0] }], weights: &[1.0, 1.0], divisor: 2.0 };

pub(super) const RK4: Tableau = Tableau {
    stages: &[BEGIN, HALF, Stage { time: 0.5, slopes: &[0.0, 0.5] }, Stage { time: 1.0, slopes: &[0.0, 0.0, 1.0] }],
    weights: &[1.0, 2.0, 2.0, 1.0],
    divisor: 6.0,
};

/// One of so many steps, by their number.
pub(super) fn statements(tableau: &Tableau, system: &System, number_of_step: u32, steps: u32) -> Vec<Statement> {
    let mut statements = system.draws(steps);
    let mut slopes: Vec<Vec<Ident>> = Vec::new();
    for (number_of_stage, stage) in tableau.stages.iter().enumerate() {
        let reached: Vec<Option<Ident>> = system
            .equations
            .iter()
            .enumerate()
            .map(|(place, equation)| {
                let slopes: Vec<&Ident> = slopes.iter().map(|slopes| &slopes[place]).collect();
                let change = mean(stage.slopes, 1.0, &slopes, steps, &equation.rate)?;
                let reached = system.fresh(&format!("point_{number_of_stage}"), place);
                let old = name(&equation.variable, equation.rate.location);
                statements.push(local(&reached, add(old, change)));
                Some(reached)
            })
            .collect();
        let at = system.at(&reached, (f64::from(number_of_step) + stage.time) / f64::from(steps));
        statements.extend(at.terms());
        slopes.push(
            system
                .equations
                .iter()
                .enumerate()
                .map(|(place, equation)| {
                    let slope = system.fresh(&format!("slope_{number_of_stage}"), place);
                    statements.push(local(&slope, at.value(&equation.rate)));
                    slope
                })
                .collect(),
        );
    }
    for (place, equation) in system.equations.iter().enumerate() {
        let slopes: Vec<&Ident> = slopes.iter().map(|slopes| &slopes[place]).collect();
        statements.extend(mean(tableau.weights, tableau.divisor, &slopes, steps, &equation.rate).map(|value| {
            let target = name(&equation.variable, (&equation.variable).into());
            Statement::Assign { target, operator: AssignOperator::Compound(BinaryOperator::Add), value }
        }));
    }
    statements
}

/// The step times the weighted mean of slopes; nothing where all weights are zero.
fn mean(weights: &[f64], divisor: f64, slopes: &[&Ident], steps: u32, rate: &Expression) -> Option<Expression> {
    let at = rate.location;
    let weighted: Vec<(f64, &Ident)> =
        weights.iter().copied().zip(slopes.iter().copied()).filter(|(weight, _)| *weight != 0.0).collect();
    let step = divide(step(steps, at), number(divisor, at));
    match weighted[..] {
        [(weight, slope)] => Some(multiply(multiply(number(weight, at), step), name(slope, at))),
        _ => {
            let parts = weighted.iter().map(|(weight, slope)| multiply(number(*weight, at), name(slope, at)));
            Some(multiply(step, sum(parts)?))
        }
    }
}
