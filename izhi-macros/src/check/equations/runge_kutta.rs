//! Methods that evaluate the right sides at several points of a step, and go on by their weighted mean.
//!
//! With noise, which is one number for the whole step, that of Euler is the method of Euler and Maruyama, and that of Heun
//! the stochastic one.

use proc_macro2::Ident;

use super::System;
use super::algebra::{add, divide, multiply, name, number, step, sum};
use super::methods::local;
use crate::diagnostics::Location;
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

impl Tableau {
    /// By what a step of this length multiplies the solution of `dx/dt = -x`.
    fn growth(&self, step: f64) -> f64 {
        let mut slopes: Vec<f64> = Vec::new();
        let weighted = |weights: &[f64], slopes: &[f64]| -> f64 {
            weights.iter().zip(slopes).map(|(weight, slope)| weight * slope).sum()
        };
        for stage in self.stages {
            slopes.push(-(1.0 + step * weighted(stage.slopes, &slopes)));
        }
        1.0 + step * weighted(self.weights, &slopes) / self.divisor
    }

    /// The length from which on a step no longer makes it smaller, to nine digits.
    pub(super) fn longest_stable_step(&self) -> f64 {
        let (mut stable, mut unstable) = (1.0, 10.0);
        while unstable - stable > 1e-11 {
            let middle = f64::midpoint(stable, unstable);
            if self.growth(middle).abs() < 1.0 {
                stable = middle;
            } else {
                unstable = middle;
            }
        }
        (unstable * 1e9).round() / 1e9
    }
}

/// One of so many steps, by their number.
pub(super) fn statements(tableau: &Tableau, system: &System, number_of_step: u32, steps: u32) -> Vec<Statement> {
    let mut statements = system.draws(steps);
    // Of each equation, stage by stage.
    let mut slopes: Vec<Vec<Ident>> = system.equations.iter().map(|_| Vec::new()).collect();
    for (number_of_stage, stage) in tableau.stages.iter().enumerate() {
        let mut reached = Vec::new();
        for (place, (equation, slopes)) in system.equations.iter().zip(&slopes).enumerate() {
            let change = mean(stage.slopes, 1.0, slopes, steps, equation.rate.location);
            reached.push(change.map(|change| {
                let point = system.fresh(&format!("point_{number_of_stage}"), place);
                let old = name(&equation.variable, equation.rate.location);
                statements.push(local(&point, add(old, change)));
                point
            }));
        }
        let at = system.at(&reached, (f64::from(number_of_step) + stage.time) / f64::from(steps));
        statements.extend(at.terms());
        for (place, (equation, slopes)) in system.equations.iter().zip(&mut slopes).enumerate() {
            let slope = system.fresh(&format!("slope_{number_of_stage}"), place);
            statements.push(local(&slope, at.value(&equation.rate)));
            slopes.push(slope);
        }
    }
    for (equation, slopes) in system.equations.iter().zip(&slopes) {
        let change = mean(tableau.weights, tableau.divisor, slopes, steps, equation.rate.location);
        statements.extend(change.map(|value| {
            let target = name(&equation.variable, (&equation.variable).into());
            Statement::Assign { target, operator: AssignOperator::Compound(BinaryOperator::Add), value }
        }));
    }
    statements
}

/// The step times the weighted mean of slopes; nothing where all weights are zero.
fn mean(weights: &[f64], divisor: f64, slopes: &[Ident], steps: u32, at: Location) -> Option<Expression> {
    let weighted: Vec<(f64, &Ident)> =
        weights.iter().copied().zip(slopes).filter(|(weight, _)| *weight != 0.0).collect();
    let step = divide(step(steps, at), number(divisor, at));
    if let [(weight, slope)] = weighted[..] {
        return Some(multiply(multiply(number(weight, at), step), name(slope, at)));
    }
    let parts = weighted.iter().map(|(weight, slope)| multiply(number(*weight, at), name(slope, at)));
    Some(multiply(step, sum(parts)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn methods_are_stable_as_far_as_the_textbooks_say() {
        // E. Hairer and G. Wanner, Solving Ordinary Differential Equations II, table 2.1.
        for (tableau, longest) in [(&EULER, 2.0), (&MIDPOINT, 2.0), (&HEUN, 2.0), (&RK4, 2.785_293_563)] {
            assert_eq!(tableau.longest_stable_step(), longest);
            assert!(tableau.growth(longest - 1e-6).abs() < 1.0 && tableau.growth(longest + 1e-6).abs() > 1.0);
        }
    }
}
