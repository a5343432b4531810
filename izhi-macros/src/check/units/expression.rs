//! What expressions measure.

use proc_macro2::Ident;

use super::declared::{Declared, is_zero};
use super::learnt::Reason;
use super::{Known, Others, in_words};
use crate::check::functions::{self, Meaning};
use crate::diagnostics::{Diagnostics, Location};
use crate::function::{Function, Timing};
use crate::model::{BinaryOperator, Distribution, Reduction, UnaryOperator};
use crate::syntax::{EACH, Expression, ExpressionKind};
use crate::unit::Dimension;

/// The synapse group of a loop.
#[derive(Clone)]
pub(super) struct Loop {
    pub(super) name: String,
    pub(super) end: crate::model::End,
    pub(super) synapses: usize,
}

/// Measures expressions, and reports where what is put together does not measure the same.
pub(super) struct Measuring<'a> {
    declared: &'a Declared,
    others: &'a dyn Others,
    pub(super) locals: Vec<(String, Known)>,
    pub(super) around: Option<Loop>,
    /// What makes a name of the present statement measure what it does, where it is declared in any unit.
    pub(super) reason: Option<Reason>,
    /// Whether it is what a step does.
    pub(super) is_step: bool,
    pub(super) diagnostics: &'a mut Diagnostics,
}

impl<'a> Measuring<'a> {
    pub(super) fn new(declared: &'a Declared, others: &'a dyn Others, diagnostics: &'a mut Diagnostics) -> Self {
        Measuring { declared, others, locals: Vec::new(), around: None, reason: None, is_step: false, diagnostics }
    }

    pub(super) fn expression(&mut self, expression: &Expression) -> Known {
        match &expression.kind {
            ExpressionKind::Number(_, Some(measure)) => Some(measure.dimension),
            ExpressionKind::Number(..) | ExpressionKind::Integer(_) if is_zero(expression) => None,
            ExpressionKind::Number(..) | ExpressionKind::Integer(_) => Some(Dimension::NONE),
            ExpressionKind::Bool(_) => None,
            ExpressionKind::Name(name) => self.name(name),
            ExpressionKind::Path(root, path) => self.path(root, path),
            ExpressionKind::Unary(UnaryOperator::Negate, operand) => self.expression(operand),
            ExpressionKind::Unary(UnaryOperator::Not, operand) => {
                self.expression(operand);
                None
            }
            ExpressionKind::Binary(operator, left, right) => self.binary(*operator, left, right, expression.location),
            ExpressionKind::If(condition, then, otherwise) => {
                self.expression(condition);
                self.same(&[then, otherwise], "the branches of an `if` measure the same", expression.location)
            }
            ExpressionKind::Call { function, arguments, condition } => {
                if let Some(condition) = condition {
                    self.expression(condition);
                }
                self.call(function, arguments, expression.location)
            }
        }
    }

    fn name(&mut self, name: &Ident) -> Known {
        let name = name.to_string();
        if let Some((_, known)) = self.locals.iter().rev().find(|(local, _)| *local == name) {
            return *known;
        }
        if let Some(known) = self.declared.of_neurons(&name) {
            return known.or_else(|| self.open(None, &name));
        }
        match name.as_str() {
            "dt" | "t" => Some(Dimension::TIME),
            "iteration" | "size" | "index" | "x" | "y" | "z" => self.others.of_neurons(&name).or(Some(Dimension::NONE)),
            // Of white noise, the integral over a time is the square root of it.
            crate::check::equations::XI => Dimension::NONE.per(Dimension::TIME).to_halves(1),
            _ => self.other(None, &name).or_else(|| self.declared.of_synapses(&name).flatten()),
        }
    }

    fn path(&mut self, root: &Ident, path: &[Ident]) -> Known {
        let around = self.around.clone();
        let (synapses, own) = match around.filter(|around| *root == around.name) {
            Some(around) => (around.synapses, around.end.own()),
            // `src.x` and `dst.x` where synapses begin.
            None => {
                let [name] = path else { return None };
                return self.others.at_end(None, &root.to_string(), &name.to_string());
            }
        };
        match path {
            [name] => {
                let name = name.to_string();
                match self.declared.of_synapses(&name) {
                    Some(known) => known.or_else(|| self.open(Some(synapses), &name)),
                    None => self.other(Some(synapses), &name),
                }
            }
            [end, name] => {
                let name = name.to_string();
                match self.declared.of_neurons(&name).filter(|_| end == own) {
                    Some(known) => known.or_else(|| self.open(None, &name)),
                    None => self.others.at_end(Some(synapses), &end.to_string(), &name),
                }
            }
            _ => None,
        }
    }

    /// What the network makes of a name that is declared in any unit.
    fn open(&mut self, synapses: Option<usize>, name: &str) -> Known {
        if !self.declared.is_open(name) {
            return None;
        }
        let known = self.other(synapses, name);
        if known.is_none() && self.is_step && synapses.is_none() && self.declared.is_plain(name) {
            // What the network does not give is what the behaviour says.
            let words = format!("`{name}` is a plain number unless the network gives it one with a unit");
            self.reason = Some(Reason { words, at: None });
            return Some(Dimension::NONE);
        }
        known
    }

    /// A name of another behaviour, or one of which the network says more than the own one.
    fn other(&mut self, synapses: Option<usize>, name: &str) -> Known {
        let known = match synapses {
            Some(synapses) => self.others.of_synapses(synapses, name),
            None => self.others.of_neurons(name),
        };
        self.reason = self.reason.take().or_else(|| self.others.reason(synapses, name));
        known
    }

    fn binary(&mut self, operator: BinaryOperator, left: &Expression, right: &Expression, at: Location) -> Known {
        match operator {
            BinaryOperator::Multiply | BinaryOperator::Divide => {
                let (one, other) = (self.expression(left), self.expression(right));
                // Zero times anything is zero of whatever it is.
                let (one, other) = (one?, other?);
                Some(if operator == BinaryOperator::Multiply { one.times(other) } else { one.per(other) })
            }
            _ if operator.is_logical() => {
                self.expression(left);
                self.expression(right);
                None
            }
            _ => {
                let rule = format!("`{}` needs one unit on both sides", operator.symbol());
                let known = self.same(&[left, right], &rule, at);
                known.filter(|_| !operator.is_comparison())
            }
        }
    }

    /// What all of them measure; reports where one measures something else.
    fn same(&mut self, values: &[&Expression], rule: &str, at: Location) -> Known {
        let measured: Vec<Known> = values.iter().map(|value| self.expression(value)).collect();
        let mut known: Option<(usize, Dimension)> = None;
        for (place, own) in measured.iter().enumerate().filter_map(|(place, own)| Some((place, (*own)?))) {
            match known {
                Some((first, earlier)) if earlier != own => {
                    let message = format!(
                        "units differ: {rule}, and {} is {} and {} {}",
                        named(values[first]),
                        in_words(earlier),
                        named(values[place]),
                        in_words(own)
                    );
                    let help = help([(values[first], earlier), (values[place], own)]);
                    self.report(at, &message, help);
                    return None;
                }
                Some(_) => {}
                None => known = Some((place, own)),
            }
        }
        known.map(|(_, own)| own)
    }

    /// Reports where a value measures something else than it has to.
    pub(super) fn expect(&mut self, value: &Expression, expected: Dimension, what: &str) {
        let Some(own) = self.expression(value).filter(|own| *own != expected) else { return };
        let message = format!("units differ: {what} is {}, and {} {}", in_words(expected), named(value), in_words(own));
        let help = with_unit(value, own, expected).or_else(|| factor(own, expected));
        self.report(value.location, &message, help);
    }

    fn report(&mut self, at: Location, message: &str, help: Option<String>) {
        match (&self.reason, help) {
            // What is missing is missing there, and not here.
            (Some(Reason { words, at: Some(given) }), _) => {
                self.diagnostics.error_of_behavior(*given, &format!("{message}; {words}"));
            }
            (Some(Reason { words, at: None }), _) => self.diagnostics.error(at, format!("{message}; {words}")),
            (None, Some(help)) => self.diagnostics.error_with_help(at, message, &help),
            (None, None) => self.diagnostics.error(at, message),
        }
    }

    fn call(&mut self, function: &Ident, arguments: &[Expression], at: Location) -> Known {
        if function == EACH {
            return self.expression(arguments.first()?);
        }
        let all: Vec<&Expression> = arguments.iter().collect();
        let rule = format!("the arguments of `{function}` measure the same");
        // Where there is no such function that has been reported.
        match functions::find(&function.to_string(), arguments.len()).ok()? {
            Meaning::Elementwise(own) => self.function(own, &all, &rule, at),
            Meaning::Draw(Distribution::Uniform | Distribution::Normal) => match &all[..] {
                [] => Some(Dimension::NONE),
                bounds => self.same(bounds, &rule, at),
            },
            Meaning::Bernoulli => {
                self.plain(&all, function);
                None
            }
            Meaning::Poisson => self.plain(&all, function),
            Meaning::Timing(timing) => {
                let what = format!("what `{function}` takes");
                all.iter().for_each(|time| self.expect(time, Dimension::TIME, &what));
                matches!(timing, Timing::Phase | Timing::Steps).then_some(Dimension::NONE)
            }
            Meaning::Interpolation => {
                let (places, heights): (Vec<_>, Vec<_>) =
                    all[1..].iter().copied().enumerate().partition(|(n, _)| n % 2 == 0);
                let of = |numbered: Vec<(usize, _)>| numbered.into_iter().map(|(_, value)| value);
                let places: Vec<&Expression> = std::iter::once(all[0]).chain(of(places)).collect();
                let heights: Vec<&Expression> = of(heights).collect();
                self.same(&places, "the value and the points of `interpolate` measure the same", at);
                self.same(&heights, "what `interpolate` has at its points measures the same", at)
            }
            Meaning::ToInteger => self.plain(&all, function),
            Meaning::Reduction(Reduction::Count) => {
                self.expression(all.first()?);
                Some(Dimension::NONE)
            }
            Meaning::Reduction(_) => self.expression(all.first()?),
        }
    }

    fn function(&mut self, function: Function, arguments: &[&Expression], rule: &str, at: Location) -> Known {
        match function {
            Function::Abs | Function::Min | Function::Max | Function::Clip | Function::Hypot => {
                self.same(arguments, rule, at)
            }
            Function::Atan2 => {
                self.same(arguments, rule, at);
                Some(Dimension::NONE)
            }
            Function::Sign => {
                self.expression(arguments[0]);
                Some(Dimension::NONE)
            }
            Function::Sqrt => self.power(arguments[0], Some(1), at),
            Function::Pow => {
                self.expect(arguments[1], Dimension::NONE, "an exponent");
                self.power(arguments[0], halves(arguments[1]), at)
            }
            _ => self.plain(arguments, &Ident::new(function.name(), at.first)),
        }
    }

    /// To a power of so many halves, which is known for what has a unit.
    fn power(&mut self, base: &Expression, halves: Option<i32>, at: Location) -> Known {
        let own = self.expression(base)?;
        if own == Dimension::NONE {
            return Some(own);
        }
        let power = halves.and_then(|halves| own.to_halves(halves));
        if power.is_none() {
            let message = format!(
                "a power of what has a unit is that of a whole or half number, and {} is in {own}",
                named(base)
            );
            self.report(at, &message, Some("divide by a value in that unit first".to_owned()));
        }
        power
    }

    /// Reports arguments that are not plain numbers.
    fn plain(&mut self, arguments: &[&Expression], function: &Ident) -> Known {
        let what = format!("an argument of `{function}`");
        for argument in arguments {
            let Some(own) = self.expression(argument).filter(|own| *own != Dimension::NONE) else { continue };
            let message = format!("units differ: {what} is a plain number, and {} is in {own}", named(argument));
            let help = Some(format!("divide it by a value in {own}"));
            self.report(argument.location, &message, help);
        }
        Some(Dimension::NONE)
    }
}

/// Twice the number that an exponent is, where it is written out.
fn halves(exponent: &Expression) -> Option<i32> {
    match exponent.kind {
        ExpressionKind::Integer(value) => i32::try_from(value).ok()?.checked_mul(2),
        ExpressionKind::Number(value, None) => {
            let halves = 2.0 * value;
            (halves.fract() == 0.0 && halves.abs() < 100.0).then_some(halves as i32)
        }
        _ => None,
    }
}

/// An expression in a sentence.
fn named(value: &Expression) -> String {
    let text = value.to_string();
    if text.chars().count() <= 40 { format!("`{text}`") } else { "the other".to_owned() }
}

/// What to write where one of two is a number without a unit.
fn help([one, other]: [(&Expression, Dimension); 2]) -> Option<String> {
    with_unit(one.0, one.1, other.1).or_else(|| with_unit(other.0, other.1, one.1))
}

/// By what a value would have to be divided or multiplied to be in the unit that is wanted, where that is a unit with a
/// name.
fn factor(own: Dimension, wanted: Dimension) -> Option<String> {
    let divided = |by: Dimension| by.is_named().then(|| format!("divide by a value in {by}"));
    let multiplied = |by: Dimension| by.is_named().then(|| format!("multiply by a value in {by}"));
    divided(own.per(wanted)).or_else(|| multiplied(wanted.per(own))).filter(|_| wanted != Dimension::NONE)
}

fn with_unit(value: &Expression, own: Dimension, wanted: Dimension) -> Option<String> {
    let is_number = matches!(value.kind, ExpressionKind::Number(_, None) | ExpressionKind::Integer(_));
    let is_rate = wanted == Dimension::NONE.per(Dimension::TIME);
    (is_number && own == Dimension::NONE).then(|| match is_rate {
        true => format!("write `{value} Hz` or `{value} kHz`"),
        false => format!("write `{value} {wanted}`"),
    })
}
