//! Functions that give integers: the integer in a number, and those of integers that are as exact as operators are. All other
//! functions take integers as numbers.

use super::expressions::Scope;
use crate::diagnostics::Location;
use crate::function::Function;
use crate::model::{BinaryOperator, Expression, Kind, Rank, Type, UnaryOperator};
use crate::syntax;

impl Scope<'_> {
    /// `integer(x)`; an integer is one already.
    pub(super) fn integer(&mut self, argument: &syntax::Expression, location: Location) -> Option<Expression> {
        let value = self.expression(argument)?;
        if value.ty == Type::Integer {
            return Some(value);
        }
        let value = self.convert(value, Type::Number, "an argument of `integer`")?;
        let rank = value.rank;
        Some(integer(Kind::ToInteger(Box::new(value)), rank, location))
    }
}

/// A function of integers that is an integer itself: a choice among its arguments.
pub(super) fn of_integers(function: Function, values: &[Expression], location: Location) -> Option<Expression> {
    if values.iter().any(|value| value.ty != Type::Integer) {
        return None;
    }
    let extreme = |operator: BinaryOperator, one: &Expression, other: &Expression| {
        choice([one, other], operator, [one, other], location)
    };
    Some(match (function, values) {
        (Function::Max, [x, y]) => extreme(BinaryOperator::Greater, x, y),
        (Function::Min, [x, y]) => extreme(BinaryOperator::Less, x, y),
        (Function::Clip, [x, low, high]) => {
            extreme(BinaryOperator::Less, &extreme(BinaryOperator::Greater, x, low), high)
        }
        (Function::Abs, [x]) => {
            let zero = integer(Kind::Integer(0), Rank::Scalar, location);
            let negative = integer(Kind::Unary(UnaryOperator::Negate, Box::new(x.clone())), x.rank, location);
            choice([x, &zero], BinaryOperator::Less, [&negative, x], location)
        }
        _ => return None,
    })
}

/// `if left operator right { then } else { otherwise }`
fn choice(
    [left, right]: [&Expression; 2],
    operator: BinaryOperator,
    [then, otherwise]: [&Expression; 2],
    location: Location,
) -> Expression {
    let [left, right, then, otherwise] = [left, right, then, otherwise].map(|value| Box::new(value.clone()));
    let rank = left.rank.join(right.rank);
    let condition = Expression { location, kind: Kind::Binary(operator, left, right), ty: Type::Bool, rank };
    integer(Kind::If(Box::new(condition), then, otherwise), rank, location)
}

fn integer(kind: Kind, rank: Rank, location: Location) -> Expression {
    Expression { location, kind, ty: Type::Integer, rank }
}
