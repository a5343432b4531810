//! Explicit methods whose steps are too long for what an equation says about its own variable: what should decay grows.
//!
//! That is known where the variable is multiplied by a number that the declaration knows, negative, and drives nothing that
//! drives it. The growth in a step is that of the method for `dx/dt = a x`.

use proc_macro2::Ident;

use super::linear::LinearIn;
use super::methods::Method;
use super::{Checker, System};
use crate::resolved::Instance;
use crate::syntax::{Behavior, BinaryOperator, Expression, ExpressionKind, Integrate, UnaryOperator};

/// The most steps into which `repeat` divides one.
const MOST_STEPS: f64 = 100.0;

impl Checker<'_, '_> {
    /// Warns of variables for which a step of the declared length is too long.
    pub(super) fn warn_of_long_steps(&mut self, method: Method, system: &System, integrate: &Integrate) {
        let (model, id) = (self.scope.model, self.scope.id);
        let Some(dt) = model.declared_dt else { return };
        let Some(longest) = method.longest_stable_step() else { return };
        let known = Known { behavior: self.behavior, instance: model.instance(id), dt };
        let steps = integrate.repeat.map_or(1, |(count, _)| count);
        for variable in system.variables() {
            let Some(rate) = known.rate(system, variable).filter(|rate| *rate < 0.0) else { continue };
            let limit = longest * f64::from(steps) / -rate;
            // By more than rounding.
            if dt < limit * (1.0 - 1e-9) {
                continue;
            }
            let (network, group) = (&model.name, &model.group(self.scope.group).name);
            let method = &integrate.method;
            let limit = rounded(limit);
            let message = format!(
                "`{method}` is not stable for `{variable}` of group `{group}` in `{network}`: `dt` is {dt}, and has to be below {limit}"
            );
            let divided = (dt * -rate / longest + 1e-9).floor() + 1.0;
            let repeat = (divided <= MOST_STEPS).then(|| format!("`repeat {divided}`"));
            let exponential = Method::ExponentialEuler.misfit(system, &|_| false).is_none();
            let exponential = exponential.then(|| "`by exponential_euler`, which is stable for any `dt`".to_owned());
            let ways: Vec<String> =
                repeat.into_iter().chain(exponential).chain(["a smaller `dt`".to_owned()]).collect();
            let help = format!("write {}", ways.join(", or "));
            self.scope.diagnostics.warning(method, "the_method_is_not_stable", &message, &help);
        }
    }
}

/// Four digits of a number.
fn rounded(value: f64) -> f64 {
    format!("{value:.3e}").parse().unwrap_or(value)
}

/// What a declaration says about numbers.
struct Known<'a> {
    behavior: &'a Behavior,
    instance: &'a Instance,
    dt: f64,
}

impl Known<'_> {
    /// What a variable is multiplied by in its own equation, where that is a number and nobody else gives it back.
    fn rate(&self, system: &System, variable: &Ident) -> Option<f64> {
        let equation = system.equations.iter().find(|equation| equation.variable == *variable)?;
        let own = [variable];
        let form = LinearIn::new(system, &own).form(&equation.rate).ok()?;
        if self.drives_itself(variable) {
            return None;
        }
        let constants: Vec<_> = self.behavior.constants.iter().collect();
        let coefficient = form.coefficients.into_iter().next()??;
        self.number(&system.without_terms(&coefficient).in_terms_of(&constants))
    }

    /// Whether a variable drives others of the behaviour's equations which drive it.
    fn drives_itself(&self, variable: &Ident) -> bool {
        let all = System::new(self.behavior, &[]);
        let mut reached = vec![variable];
        let mut next = 0;
        while next < reached.len() {
            let of = reached[next];
            for equation in all.equations.iter().filter(|equation| equation.variable != *of) {
                let mut reads = false;
                all.without_terms(&equation.rate).names(&mut |name| reads |= name == of);
                if reads && equation.variable == *variable {
                    return true;
                }
                if reads && !reached.contains(&&equation.variable) {
                    reached.push(&equation.variable);
                }
            }
            next += 1;
        }
        false
    }

    /// The value of an expression of numbers, `dt` and parameters that are one number.
    fn number(&self, expression: &Expression) -> Option<f64> {
        use BinaryOperator::{Add, Divide, Multiply, Subtract};
        match &expression.kind {
            ExpressionKind::Number(value, _) => Some(*value),
            ExpressionKind::Integer(value) => Some(*value as f64),
            ExpressionKind::Name(name) if name == "dt" => Some(self.dt),
            ExpressionKind::Name(name) => {
                let place = self.behavior.parameters.iter().position(|parameter| parameter.name == *name)?;
                self.instance.number(place)
            }
            ExpressionKind::Unary(UnaryOperator::Negate, operand) => Some(-self.number(operand)?),
            ExpressionKind::Binary(operator, left, right) => {
                let (left, right) = (self.number(left)?, self.number(right)?);
                match operator {
                    Add => Some(left + right),
                    Subtract => Some(left - right),
                    Multiply => Some(left * right),
                    Divide => Some(left / right),
                    _ => None,
                }
            }
            _ => None,
        }
    }
}
