//! Expressions as a person would write them: for messages and documentation.

use std::fmt;

use super::expression::{Expression, ExpressionKind, UnaryOperator};

impl fmt::Display for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            ExpressionKind::Number(_, Some(measure)) => write!(f, "{measure}"),
            ExpressionKind::Number(value, None) => write!(f, "{value:?}"),
            ExpressionKind::Integer(value) => write!(f, "{value}"),
            ExpressionKind::Bool(value) => write!(f, "{value}"),
            ExpressionKind::Name(name) => write!(f, "{name}"),
            ExpressionKind::Path(root, path) => {
                write!(f, "{root}")?;
                path.iter().try_for_each(|part| write!(f, ".{part}"))
            }
            ExpressionKind::Unary(operator, operand) => {
                f.write_str(if *operator == UnaryOperator::Negate { "-" } else { "!" })?;
                operand.within(f, TIGHTEST)
            }
            ExpressionKind::Binary(operator, left, right) => {
                // Equal operators group to the left, and comparisons do not chain.
                let least = operator.precedence() + u8::from(operator.is_comparison());
                left.within(f, least)?;
                write!(f, " {} ", operator.symbol())?;
                right.within(f, operator.precedence() + 1)
            }
            ExpressionKind::Call { function, arguments, condition } => {
                write!(f, "{function}(")?;
                for (place, argument) in arguments.iter().enumerate() {
                    write!(f, "{}{argument}", if place == 0 { "" } else { ", " })?;
                }
                condition.iter().try_for_each(|condition| write!(f, " where {condition}"))?;
                f.write_str(")")
            }
            ExpressionKind::If(condition, then, otherwise) => {
                write!(f, "if {condition} {{ {then} }} else {{ {otherwise} }}")
            }
        }
    }
}

/// How tightly what follows a unary operator binds.
const TIGHTEST: u8 = 6;

impl Expression {
    /// In parentheses where its operator binds less tightly than that.
    fn within(&self, f: &mut fmt::Formatter<'_>, least: u8) -> fmt::Result {
        let own = match &self.kind {
            ExpressionKind::Binary(operator, ..) => operator.precedence(),
            ExpressionKind::If(..) => 0,
            _ => TIGHTEST,
        };
        if own < least { write!(f, "({self})") } else { write!(f, "{self}") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> String {
        syn::parse_str::<Expression>(text).expect("an expression").to_string()
    }

    #[test]
    fn what_was_written_is_written_again() {
        let same = [
            "tau > 0.0",
            "rate >= 0.0 && rate * dt <= 1000.0",
            "a - (b - c) / -(d + 1)",
            "(a - b - c) * d",
            "!(a < b || c == 2) && true",
            "(a < b) == (c < d)",
            "min(a, b) > exp(-dt / tau)",
            "(if a > 0.0 { b } else { -c }) < 1.0",
        ];
        same.iter().for_each(|text| assert_eq!(written(text), *text));
    }

    #[test]
    fn parentheses_that_say_nothing_go() {
        assert_eq!(written("((a * b) + (c)) < 1e3"), "a * b + c < 1000.0");
    }
}
