//! Expressions made of expressions, each where its first part stands. What changes no bit is left out: factors of one.

use proc_macro2::Ident;

use crate::diagnostics::Location;
use crate::syntax::{BinaryOperator, Expression, ExpressionKind, UnaryOperator};

pub(in crate::check) fn number(value: f64, location: Location) -> Expression {
    Expression { location, kind: ExpressionKind::Number(value, None) }
}

pub(in crate::check) fn name(name: &Ident, location: Location) -> Expression {
    Expression { location, kind: ExpressionKind::Name(name.clone()) }
}

/// The time step, or one of so many parts of it.
pub(super) fn step(parts: u32, location: Location) -> Expression {
    let dt = name(&Ident::new("dt", location.first), location);
    divide(dt, number(f64::from(parts), location))
}

pub(super) fn add(left: Expression, right: Expression) -> Expression {
    binary(BinaryOperator::Add, left, right)
}

pub(in crate::check) fn subtract(left: Expression, right: Expression) -> Expression {
    binary(BinaryOperator::Subtract, left, right)
}

pub(super) fn multiply(left: Expression, right: Expression) -> Expression {
    match (&left.kind, &right.kind) {
        (ExpressionKind::Number(1.0, _), _) => right,
        (_, ExpressionKind::Number(1.0, _)) => left,
        (ExpressionKind::Number(-1.0, _), _) => negate(right),
        (_, ExpressionKind::Number(-1.0, _)) => negate(left),
        _ => binary(BinaryOperator::Multiply, left, right),
    }
}

pub(super) fn divide(left: Expression, right: Expression) -> Expression {
    match right.kind {
        ExpressionKind::Number(1.0, _) => left,
        _ => binary(BinaryOperator::Divide, left, right),
    }
}

pub(super) fn negate(operand: Expression) -> Expression {
    let location = operand.location;
    let kind = match operand.kind {
        ExpressionKind::Number(value, _) => ExpressionKind::Number(-value, None),
        ExpressionKind::Unary(UnaryOperator::Negate, inner) => inner.kind,
        kind => ExpressionKind::Unary(UnaryOperator::Negate, Box::new(Expression { location, kind })),
    };
    Expression { location, kind }
}

pub(in crate::check) fn call<const N: usize>(
    function: &str,
    arguments: [Expression; N],
    location: Location,
) -> Expression {
    let function = Ident::new(function, location.first);
    let kind = ExpressionKind::Call { function, arguments: arguments.into(), condition: None };
    Expression { location, kind }
}

/// The sum of what there is.
pub(super) fn sum(parts: impl IntoIterator<Item = Expression>) -> Option<Expression> {
    parts.into_iter().reduce(add)
}

pub(in crate::check) fn binary(operator: BinaryOperator, left: Expression, right: Expression) -> Expression {
    let location = left.location;
    Expression { location, kind: ExpressionKind::Binary(operator, Box::new(left), Box::new(right)) }
}
