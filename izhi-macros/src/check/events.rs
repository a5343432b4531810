//! Statements that say when an event happens: what is said of them, and what they become.
//!
//! ```text
//! event fired when v > threshold refractory t_ref clamping v { v = reset; }
//! ```
//!
//! is, before anything is typed,
//!
//! ```text
//! if izhi_refractory_fired > 0.0 { v = izhi_clamped_v; }
//! fired = !(izhi_refractory_fired > 0.0) && v > threshold;
//! izhi_refractory_fired = max(izhi_refractory_fired - 1.0, 0.0);
//! if fired { v = reset; izhi_clamped_v = v; izhi_refractory_fired = min(steps(t_ref), 16777216.0); }
//! ```
//!
//! with two states of the group, of names that nobody else can declare, and the condition `t_ref >= 0.0` of the parameter. After
//! this nothing in the compiler knows of such statements.

use proc_macro2::Ident;
use quote::format_ident;
use syn::parse_quote;

use super::equations::algebra::{binary, call, name, number, subtract};
use super::equations::what_is_no_state;
use super::fixed::is_derived;
use super::statements::Checker;
use crate::collect::UsedBehavior;
use crate::diagnostics::{Diagnostics, Location};
use crate::model::{self, Rank};
use crate::resolved::RESERVED_PREFIX;
use crate::syntax::{
    AssignOperator, Behavior, BinaryOperator, Doc, Event, Expression, ExpressionKind, Field, Refractory, Statement,
    UnaryOperator, Variable, VariableKind,
};

/// What an `f32` counts without a gap. A longer period ends after so many time steps.
const MOST_STEPS: f64 = 16_777_216.0;

/// What can be said of the event statements of a behaviour without knowing the network.
pub(super) fn check(behavior: &Behavior, diagnostics: &mut Diagnostics) {
    nested(&behavior.step, false, diagnostics);
    let events = events(&behavior.step);
    let mut clamped: Vec<&Ident> = Vec::new();
    for (place, event) in events.iter().enumerate() {
        let name = &event.name;
        if events[..place].iter().any(|earlier| earlier.name == *name) {
            let message = format!("there are two `event` statements for `{name}`");
            diagnostics.error_with_help(name, &message, "join their conditions by `||`");
        } else if let Some(what) = what_is_no_event(name, behavior) {
            let message = format!("`{name}` is {what}, and `event` says when an event happens");
            diagnostics.error_with_help(name, &message, "declare an event: `event { fired: false }`");
        } else {
            assigned(name, &behavior.step, diagnostics);
        }
        let Some(Refractory { period, clamped: names }) = &event.refractory else { continue };
        if matches!(period.kind, ExpressionKind::Number(value, _) if value < 0.0)
            || matches!(period.kind, ExpressionKind::Integer(..0))
        {
            let help = "it is a time, in the unit of `dt`";
            diagnostics.error_with_help(period.location, "a refractory period cannot be negative", help);
        }
        for name in names {
            if clamped.contains(&name) {
                diagnostics.error_with_help(name, &format!("`{name}` is clamped twice"), "name it once");
            } else if let Some(what) = what_is_no_state(name, behavior) {
                let message = format!("`{name}` is {what}, and states are clamped");
                diagnostics.error_with_help(name, &message, "name what the statements above change");
            } else if is_local(name, &behavior.step) {
                let help = "every iteration makes it anew: leave it out";
                diagnostics.error_with_help(name, &format!("`{name}` is a local, and states are clamped"), help);
            }
            clamped.push(name);
        }
    }
}

fn what_is_no_event(name: &Ident, behavior: &Behavior) -> Option<&'static str> {
    let is_state = |variable: &Variable| variable.kind == VariableKind::State && variable.field.name == *name;
    match what_is_no_state(name, behavior) {
        Some("an event") => None,
        None => behavior.variables.iter().any(is_state).then_some("a state"),
        what => what,
    }
}

/// The event statements of a step; none stands inside another statement.
fn events(step: &[Statement]) -> Vec<&Event> {
    let mut events = Vec::new();
    for statement in step {
        if let Statement::Event(event) = statement {
            events.push(event);
        }
    }
    events
}

/// Under a condition an event would not end, nor its refractory period.
fn nested(block: &[Statement], is_inside: bool, diagnostics: &mut Diagnostics) {
    for statement in block {
        match statement {
            Statement::Event(event) => {
                if is_inside {
                    let message = "`event` stands in the step itself, and in no `if`, loop or other `event`";
                    let help = format!("join the conditions: `event {} when a && b {{ ... }}`", event.name);
                    diagnostics.error_with_help(event.keyword, message, &help);
                }
                nested(&event.body, true, diagnostics);
            }
            Statement::If { then, otherwise, .. } => {
                nested(then, true, diagnostics);
                nested(otherwise, true, diagnostics);
            }
            Statement::For { body, .. } => nested(body, true, diagnostics),
            _ => {}
        }
    }
}

/// Reports assignments to an event that has a statement of its own.
fn assigned(event: &Ident, block: &[Statement], diagnostics: &mut Diagnostics) {
    for statement in block {
        match statement {
            Statement::Call(call) => {
                let is_it = |target: &&Expression| matches!(&target.kind, ExpressionKind::Name(name) if name == event);
                if let Some(target) = call.changed().find(is_it) {
                    let message =
                        format!("`{event}` is given to a function to be changed, and has an `event` statement");
                    let help = "give the function a state, and let the condition of the event read it";
                    diagnostics.error_with_help(target.location, &message, help);
                }
            }
            Statement::Assign { target, .. } => {
                if matches!(&target.kind, ExpressionKind::Name(name) if name == event) {
                    let message = format!("`{event}` is assigned to, and has an `event` statement");
                    let help = format!("say all in one condition: `event {event} when ... {{ ... }}`");
                    diagnostics.error_with_help(target.location, &message, &help);
                }
            }
            Statement::Event(Event { body, .. }) | Statement::For { body, .. } => assigned(event, body, diagnostics),
            Statement::If { then, otherwise, .. } => {
                assigned(event, then, diagnostics);
                assigned(event, otherwise, diagnostics);
            }
            _ => {}
        }
    }
}

fn is_local(name: &Ident, step: &[Statement]) -> bool {
    step.iter().any(|statement| matches!(statement, Statement::Let { name: local, .. } if local == name))
}

/// The behaviours with the states that their event statements need, and what has to hold of refractory periods.
pub(super) fn with_states(used: &[UsedBehavior]) -> Vec<UsedBehavior> {
    let mut used = used.to_vec();
    for behavior in used.iter_mut().filter_map(|used| used.declaration.as_mut()) {
        let step = behavior.step.clone();
        for event in events(&step) {
            let Some(refractory) = &event.refractory else { continue };
            let left = format!("What is left of the refractory period of `{}`, in iterations.", event.name);
            behavior.variables.push(state(steps_left(&event.name), &left));
            for name in &refractory.clamped {
                let kept = format!("What `{name}` is as long as it is clamped.");
                behavior.variables.push(state(value_clamped(name), &kept));
            }
            demand(&refractory.period, behavior);
        }
    }
    used
}

fn steps_left(event: &Ident) -> Ident {
    format_ident!("{RESERVED_PREFIX}refractory_{event}", span = event.span())
}

fn value_clamped(variable: &Ident) -> Ident {
    format_ident!("{RESERVED_PREFIX}clamped_{variable}", span = variable.span())
}

fn state(name: Ident, doc: &str) -> Variable {
    let value = Some(number(0.0, (&name).into()));
    let doc = Doc(vec![parse_quote!(#[doc = #doc])]);
    let (dimension, fits_all, decay, condition) = (None, false, None, None);
    Variable { field: Field { doc, name, value, dimension, fits_all, decay, condition }, kind: VariableKind::State }
}

/// A period that is made of the behaviour's parameters is not negative, which one of them answers for.
fn demand(period: &Expression, behavior: &mut Behavior) {
    let constants: Vec<&Field> = behavior.constants.iter().collect();
    let value = period.in_terms_of(&constants);
    let mut named = Vec::new();
    value.names(&mut |name| named.extend((name != "dt").then_some(name)));
    let place = |name: &Ident| behavior.parameters.iter().position(|parameter| parameter.name == *name);
    let places: Option<Vec<usize>> = named.into_iter().map(place).collect();
    let Some(&[first, ..]) = places.as_deref().filter(|_| is_derived(&value)) else { return };
    let demanded = binary(BinaryOperator::GreaterEqual, period.clone(), number(0.0, period.location));
    let condition = &mut behavior.parameters[first].condition;
    *condition = Some(match condition.take() {
        Some(declared) if declared.to_string() == demanded.to_string() => declared,
        Some(declared) => binary(BinaryOperator::And, declared, demanded),
        None => demanded,
    });
}

fn assign(target: &Ident, value: Expression) -> Statement {
    let target = name(target, target.into());
    Statement::Assign { target, operator: AssignOperator::Set, value }
}

fn when(condition: Expression, then: Vec<Statement>) -> Statement {
    Statement::If { condition, then, otherwise: Vec::new() }
}

impl Event {
    /// The statements that it stands for.
    fn statements(&self) -> Vec<Statement> {
        let at = Location::from(&self.name);
        let fired = || name(&self.name, at);
        let Some(Refractory { period, clamped }) = &self.refractory else {
            return vec![assign(&self.name, self.condition.clone()), when(fired(), self.body.clone())];
        };
        let left = steps_left(&self.name);
        let is_refractory = || binary(BinaryOperator::Greater, name(&left, at), number(0.0, at));
        let restored = clamped.iter().map(|variable| assign(variable, name(&value_clamped(variable), variable.into())));
        let kept = clamped.iter().map(|variable| assign(&value_clamped(variable), name(variable, variable.into())));
        let can_fire =
            Expression { location: at, kind: ExpressionKind::Unary(UnaryOperator::Not, Box::new(is_refractory())) };
        let fires = binary(BinaryOperator::And, can_fire, self.condition.clone());
        let next = call("max", [subtract(name(&left, at), number(1.0, at)), number(0.0, at)], at);
        let steps = call("steps", [period.clone()], period.location);
        let most = call("min", [steps, number(MOST_STEPS, at)], period.location);
        let body = self.body.iter().cloned().chain(kept).chain([assign(&left, most)]);
        vec![
            when(is_refractory(), restored.collect()),
            assign(&self.name, fires),
            assign(&left, next),
            when(fired(), body.collect()),
        ]
    }
}

impl Checker<'_, '_> {
    pub(super) fn event(&mut self, event: &Event, conditions: Rank) -> Vec<model::Statement> {
        self.block(&event.statements(), conditions)
    }
}
