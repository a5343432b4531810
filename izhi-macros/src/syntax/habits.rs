//! What those write who come from other languages, and how it is said here.

use proc_macro2::{Ident, Span};
use syn::Token;
use syn::parse::{ParseBuffer, ParseStream};

use super::expression::{Expression, ExpressionKind};
use super::keyword;
use crate::unit::{self, Unit};

const POWER: &str = "there is no operator for powers; write `pow(v, 2)`";
const JOINED: &str = "conditions are joined by `&&` and `||`";
const INDEXED: &str =
    "neurons are not indexed: a statement is for all of them, and `if fired { v = 0.0; }` for those with an event";
const CALLED: &str = "a Rust function has no value here: a statement calls it, `call crate::compute(v, mut w);`, and gives it what to change";
const COMMENT: &str = "comments begin with `//`";
const BRACES: &str = "what an `if` decides stands in braces: `if fired { v = 0.0; }`";
const ONCE: &str = "a step has no loops and no jumps: each statement runs once in an iteration, for all neurons";

/// Where a unit stands.
const UNIT: &str = "a unit stands right behind a number, without an operator: `10 ms`";

/// What a name is for that nobody has declared and that means something elsewhere.
pub(crate) fn undeclared(name: &Ident) -> Option<&'static str> {
    match name.to_string().as_str() {
        "True" | "False" => Some("`true` and `false` are written in small letters"),
        "None" => Some("every variable has a value: there is no `None`"),
        symbol => (symbol.len() > 1 && Unit::find(symbol).is_some()).then_some(UNIT),
    }
}

/// What stands behind an expression where an operator or its end was expected.
pub(super) fn behind(value: &Expression, input: ParseStream) -> Option<syn::Error> {
    let sentence = if input.peek(Token![as]) {
        "there are no casts: integers become numbers where a number is needed"
    } else if input.peek(Token![&]) || input.peek(Token![|]) {
        JOINED
    } else if input.peek(Token![^]) {
        POWER
    } else if input.peek(Token![?]) {
        "a choice between two values is `if fired { 0.0 } else { v }`"
    } else if input.peek(syn::token::Bracket) {
        INDEXED
    } else if input.peek(Token![#]) {
        COMMENT
    } else if input.peek(Token![crate]) {
        CALLED
    } else {
        match next_name(input)?.to_string().as_str() {
            "and" | "or" => JOINED,
            "is" => "values are compared by `==` and `!=`",
            unit if is_number(value) && !is_assigned(input) && unit.len() > 1 && Unit::find(unit).is_some() => UNIT,
            // A number, and behind it what begins nothing else.
            unknown if is_number(value) && !is_assigned(input) && !is_statement(input) => {
                return Some(input.error(unit::unknown(unknown)));
            }
            _ => return None,
        }
    };
    Some(input.error(sentence))
}

/// A statement that lacks its semicolon, where that is what is wrong: the next one begins, or nothing follows.
pub(super) fn without_semicolon(value: &Expression, input: ParseStream) -> Option<syn::Error> {
    let begins = input.is_empty()
        || input.peek(syn::Ident)
        || input.peek(Token![let])
        || input.peek(Token![if])
        || input.peek(Token![for]);
    begins.then(|| syn::Error::new(value.location.last, "expected `;` behind this"))
}

/// What stands where an expression was expected to begin.
pub(super) fn in_place_of_value(input: ParseStream) -> Option<syn::Error> {
    if input.peek(Token![self]) {
        return Some(input.error("a behavior has the variables of its neurons without `self`: write `v`"));
    }
    let sentence = if input.peek(syn::token::Bracket) {
        "there are no lists: a statement is for all neurons, and values that differ are those of a state or an `input`"
    } else if input.peek(Token![where]) {
        "`where` selects inside a sum; a choice between two values is `if fired { 0.0 } else { v }`"
    } else if input.peek(Token![#]) {
        COMMENT
    } else if input.peek(Token![crate]) {
        CALLED
    } else {
        match next_name(input)?.to_string().as_str() {
            "not" if input.peek2(syn::Ident) || input.peek2(syn::token::Paren) => "`not` is written `!`: `!fired`",
            _ => return None,
        }
    };
    Some(input.error(sentence))
}

/// A call of a method, or of a function by its module.
pub(super) fn method(name: &Ident) -> syn::Error {
    let sentence = match name.to_string().as_str() {
        "any" => "there are no methods; whether any neuron has an event is `count(fired) > 0`".to_owned(),
        "all" => "there are no methods; whether all neurons have an event is `count(fired) == size`".to_owned(),
        _ => format!("there are no methods; write `{name}(...)`"),
    };
    syn::Error::new(name.span(), sentence)
}

/// What stands where a statement was expected to begin.
pub(super) fn in_place_of_statement(input: ParseStream) -> Option<syn::Error> {
    let sentence = if input.peek(Token![while]) || input.peek(Token![loop]) || input.peek(Token![return]) {
        ONCE
    } else if input.peek(Token![match]) {
        "there is no `match`; write `if`, `else if` and `else`"
    } else if input.peek(Token![#]) {
        COMMENT
    } else if is_assigned(input) {
        return None;
    } else {
        match next_name(input)?.to_string().as_str() {
            "when" => "a condition is written `if fired { v = 0.0; }`",
            "elif" | "elseif" => "write `else if`",
            "print" | "println" => {
                "a step computes and does not print: record what is to be seen, as in `9: Recorder [v]`"
            }
            "pass" => "a block may be empty: `{}`",
            _ => return None,
        }
    };
    Some(input.error(sentence))
}

/// What stands between a condition and its statements instead of their braces.
pub(super) fn in_place_of_braces(input: ParseStream) -> Option<syn::Error> {
    (!input.peek(syn::token::Brace)).then(|| input.error(BRACES))
}

/// A value that is given by `=`.
pub(super) fn given_by_equals(name: &Ident, input: ParseStream) -> Option<syn::Error> {
    let is_given = input.peek(Token![=]) && !input.peek(Token![==]);
    is_given.then(|| input.error(format!("a value stands behind a colon: `{name}: 10.0`")))
}

/// Parameters in parentheses.
pub(super) fn given_in_parentheses(name: &Ident, at: Span) -> syn::Error {
    syn::Error::new(at, format!("parameters stand in braces, with colons: `{name} {{ tau: 10.0 }}`"))
}

/// Whether the name that comes next is assigned to.
pub(super) fn is_assigned(input: ParseStream) -> bool {
    let ahead = input.fork();
    let is_name = ahead.parse::<Ident>().is_ok();
    let operators: [fn(&ParseBuffer) -> bool; 5] = [
        |input| input.peek(Token![=]),
        |input| input.peek(Token![+=]),
        |input| input.peek(Token![-=]),
        |input| input.peek(Token![*=]),
        |input| input.peek(Token![/=]),
    ];
    is_name && operators.iter().any(|peek| peek(&ahead))
}

/// Whether a statement or a property begins with the name that comes next.
fn is_statement(input: ParseStream) -> bool {
    input.peek(keyword::integrate) || input.peek2(Token![:]) || input.peek2(Token![.])
}

fn is_number(value: &Expression) -> bool {
    match &value.kind {
        ExpressionKind::Number(_, None) | ExpressionKind::Integer(_) => true,
        ExpressionKind::Unary(_, operand) => is_number(operand),
        ExpressionKind::Binary(_, _, right) => is_number(right),
        _ => false,
    }
}

fn next_name(input: ParseStream) -> Option<Ident> {
    input.fork().parse().ok()
}
