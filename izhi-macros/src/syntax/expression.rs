//! Expressions of the body language.
//!
//! ```text
//! expression := 'if' expression '{' expression '}' 'else' ('{' expression '}' | if-expression)
//!             | expression operator expression | ('-' | '!') expression
//!             | number unit? | 'true' | 'false' | name | name '.' name ('.' name)*
//!             | name '(' (expression (',' expression)* ('where' expression)?)? ')'
//!             | '(' expression ')'
//! operator   := '||' | '&&' | '==' '!=' '<' '<=' '>' '>=' | '+' '-' | '*' '/' '%'
//! ```
//!
//! Operators bind as in Rust, and comparisons do not chain.

use std::cell::Cell;
use std::fmt;

use proc_macro2::{Ident, Span};
use syn::parse::{Parse, ParseStream};
use syn::{Lit, Token, braced, parenthesized};

use super::{Field, habits, unit};
use crate::diagnostics::Location;
use crate::unit::{Dimension, Unit};

/// An expression and where it stands.
#[derive(Clone)]
pub(crate) struct Expression {
    pub(crate) location: Location,
    pub(crate) kind: ExpressionKind,
}

#[derive(Clone)]
pub(crate) enum ExpressionKind {
    /// Of a number with a unit, how many of the unit that izhi keeps.
    Number(f64, Option<Measure>),
    Integer(i64),
    Bool(bool),
    /// A variable, parameter, local or built-in.
    Name(Ident),
    /// `s.W` or `s.src.v`: a variable of a synapse group or of the neurons at one of its ends.
    Path(Ident, Vec<Ident>),
    Unary(UnaryOperator, Box<Expression>),
    Binary(BinaryOperator, Box<Expression>, Box<Expression>),
    /// `f(arguments where condition)`
    Call {
        function: Ident,
        arguments: Vec<Expression>,
        condition: Option<Box<Expression>>,
    },
    If(Box<Expression>, Box<Expression>, Box<Expression>),
}

/// What a number with a unit measures.
#[derive(Clone)]
pub(crate) struct Measure {
    pub(crate) dimension: Dimension,
    /// The number and its unit, as a person would write it.
    written: String,
}

impl Measure {
    fn negated(self) -> Measure {
        let written = match self.written.strip_prefix('-') {
            Some(positive) => positive.to_owned(),
            None => format!("-{}", self.written),
        };
        Measure { written, ..self }
    }
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written)
    }
}

impl Expression {
    /// Calls `visit` with every name that stands for a value by itself.
    pub(crate) fn names<'a>(&'a self, visit: &mut impl FnMut(&'a Ident)) {
        if let ExpressionKind::Name(name) = &self.kind {
            visit(name);
        }
        self.children().into_iter().for_each(|child| child.names(visit));
    }

    /// The expressions directly inside.
    pub(crate) fn children(&self) -> Vec<&Expression> {
        match &self.kind {
            ExpressionKind::Unary(_, operand) => vec![operand],
            ExpressionKind::Binary(_, left, right) => vec![left, right],
            ExpressionKind::Call { arguments, condition, .. } => arguments.iter().chain(condition.as_deref()).collect(),
            ExpressionKind::If(condition, then, otherwise) => vec![condition, then, otherwise],
            _ => Vec::new(),
        }
    }

    /// The same with the values of these fields in the place of their names, and of the names in these values.
    pub(crate) fn in_terms_of(&self, fields: &[&Field]) -> Expression {
        self.replaced(&|name| {
            // Where a value contains its own name, that stays.
            let (own, others): (Vec<&Field>, Vec<&Field>) = fields.iter().partition(|field| field.name == *name);
            let value = own.first().and_then(|field| field.value.as_ref());
            value.map(|value| value.in_terms_of(&others))
        })
    }

    /// The same with other expressions in the place of some names.
    pub(crate) fn replaced(&self, replacement: &dyn Fn(&Ident) -> Option<Expression>) -> Expression {
        let of = |part: &Expression| part.replaced(replacement);
        let boxed = |part: &Expression| Box::new(of(part));
        let kind = match &self.kind {
            ExpressionKind::Name(name) => replacement(name).unwrap_or_else(|| self.clone()).kind,
            ExpressionKind::Unary(operator, operand) => ExpressionKind::Unary(*operator, boxed(operand)),
            ExpressionKind::Binary(operator, left, right) => {
                ExpressionKind::Binary(*operator, boxed(left), boxed(right))
            }
            ExpressionKind::Call { function, arguments, condition } => ExpressionKind::Call {
                function: function.clone(),
                arguments: arguments.iter().map(of).collect(),
                condition: condition.as_deref().map(boxed),
            },
            ExpressionKind::If(condition, then, otherwise) => {
                ExpressionKind::If(boxed(condition), boxed(then), boxed(otherwise))
            }
            leaf => leaf.clone(),
        };
        Expression { location: self.location, kind }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum UnaryOperator {
    Negate,
    Not,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum BinaryOperator {
    Or,
    And,
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
}

impl BinaryOperator {
    pub(crate) fn symbol(self) -> &'static str {
        match self {
            BinaryOperator::Or => "||",
            BinaryOperator::And => "&&",
            BinaryOperator::Equal => "==",
            BinaryOperator::NotEqual => "!=",
            BinaryOperator::Less => "<",
            BinaryOperator::LessEqual => "<=",
            BinaryOperator::Greater => ">",
            BinaryOperator::GreaterEqual => ">=",
            BinaryOperator::Add => "+",
            BinaryOperator::Subtract => "-",
            BinaryOperator::Multiply => "*",
            BinaryOperator::Divide => "/",
            BinaryOperator::Remainder => "%",
        }
    }

    pub(crate) fn is_logical(self) -> bool {
        matches!(self, BinaryOperator::Or | BinaryOperator::And)
    }

    pub(crate) fn is_comparison(self) -> bool {
        self.precedence() == 3
    }

    /// How tightly it binds.
    pub(super) fn precedence(self) -> u8 {
        match self {
            BinaryOperator::Or => 1,
            BinaryOperator::And => 2,
            BinaryOperator::Add | BinaryOperator::Subtract => 4,
            BinaryOperator::Multiply | BinaryOperator::Divide | BinaryOperator::Remainder => 5,
            _ => 3,
        }
    }

    /// The operator that comes next, without taking it. An assignment operator is not one.
    fn peek(input: ParseStream) -> Option<BinaryOperator> {
        let operators: [(bool, BinaryOperator); 13] = [
            (input.peek(Token![||]), BinaryOperator::Or),
            (input.peek(Token![&&]), BinaryOperator::And),
            (input.peek(Token![==]), BinaryOperator::Equal),
            (input.peek(Token![!=]), BinaryOperator::NotEqual),
            (input.peek(Token![<=]), BinaryOperator::LessEqual),
            (input.peek(Token![>=]), BinaryOperator::GreaterEqual),
            (input.peek(Token![<]), BinaryOperator::Less),
            (input.peek(Token![>]), BinaryOperator::Greater),
            (input.peek(Token![+]) && !input.peek(Token![+=]), BinaryOperator::Add),
            (input.peek(Token![-]) && !input.peek(Token![-=]), BinaryOperator::Subtract),
            (input.peek(Token![*]) && !input.peek(Token![*=]), BinaryOperator::Multiply),
            (input.peek(Token![/]) && !input.peek(Token![/=]), BinaryOperator::Divide),
            (input.peek(Token![%]) && !input.peek(Token![%=]), BinaryOperator::Remainder),
        ];
        operators.into_iter().find_map(|(found, operator)| found.then_some(operator))
    }

    fn parse(self, input: ParseStream) -> syn::Result<()> {
        match self {
            BinaryOperator::Or => input.parse::<Token![||]>().map(drop),
            BinaryOperator::And => input.parse::<Token![&&]>().map(drop),
            BinaryOperator::Equal => input.parse::<Token![==]>().map(drop),
            BinaryOperator::NotEqual => input.parse::<Token![!=]>().map(drop),
            BinaryOperator::Less => input.parse::<Token![<]>().map(drop),
            BinaryOperator::LessEqual => input.parse::<Token![<=]>().map(drop),
            BinaryOperator::Greater => input.parse::<Token![>]>().map(drop),
            BinaryOperator::GreaterEqual => input.parse::<Token![>=]>().map(drop),
            BinaryOperator::Add => input.parse::<Token![+]>().map(drop),
            BinaryOperator::Subtract => input.parse::<Token![-]>().map(drop),
            BinaryOperator::Multiply => input.parse::<Token![*]>().map(drop),
            BinaryOperator::Divide => input.parse::<Token![/]>().map(drop),
            BinaryOperator::Remainder => input.parse::<Token![%]>().map(drop),
        }
    }
}

impl Parse for Expression {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        binary(input, 1)
    }
}

/// Expressions inside one another that are parsed; more would overflow the compiler's stack.
const DEEPEST: usize = 200;

thread_local! {
    static DEPTH: Cell<usize> = const { Cell::new(0) };
}

/// Parses with one more expression around, unless there are too many.
fn deeper<T>(input: ParseStream, parse: impl FnOnce(ParseStream) -> syn::Result<T>) -> syn::Result<T> {
    let depth = DEPTH.get();
    if depth >= DEEPEST {
        return Err(input.error(format!("more than {DEEPEST} expressions inside one another; use locals")));
    }
    DEPTH.set(depth + 1);
    let result = parse(input);
    DEPTH.set(depth);
    result
}

/// Operators that bind at least as tightly as `minimum`, by precedence climbing.
fn binary(input: ParseStream, minimum: u8) -> syn::Result<Expression> {
    let mut left = unary(input)?;
    while let Some(operator) = BinaryOperator::peek(input).filter(|operator| operator.precedence() >= minimum) {
        operator.parse(input)?;
        if operator == BinaryOperator::Multiply && input.peek(Token![*]) {
            return Err(input.error("there is no operator for powers; write `pow(v, 2)`"));
        }
        let right = binary(input, operator.precedence() + 1)?;
        if operator.is_comparison() && BinaryOperator::peek(input).is_some_and(BinaryOperator::is_comparison) {
            return Err(input.error("comparisons do not chain; write `a < b && b < c`"));
        }
        let location = left.location.to(right.location);
        left = Expression { location, kind: ExpressionKind::Binary(operator, Box::new(left), Box::new(right)) };
    }
    Ok(left)
}

fn unary(input: ParseStream) -> syn::Result<Expression> {
    let start = input.span();
    let operator = if input.parse::<Option<Token![-]>>()?.is_some() {
        UnaryOperator::Negate
    } else if input.parse::<Option<Token![!]>>()?.is_some() {
        UnaryOperator::Not
    } else {
        return deeper(input, primary);
    };
    let operand = deeper(input, unary)?;
    let location = Location::from(start).to(operand.location);
    let kind = match (operator, operand.kind) {
        (UnaryOperator::Negate, ExpressionKind::Number(value, measure)) => {
            ExpressionKind::Number(-value, measure.map(Measure::negated))
        }
        (UnaryOperator::Negate, ExpressionKind::Integer(value)) => ExpressionKind::Integer(-value),
        (operator, kind) => ExpressionKind::Unary(operator, Box::new(Expression { location: operand.location, kind })),
    };
    Ok(Expression { location, kind })
}

fn primary(input: ParseStream) -> syn::Result<Expression> {
    let start = input.span();
    if input.peek(syn::token::Paren) {
        let content;
        let parentheses = parenthesized!(content in input);
        let inner: Expression = content.parse()?;
        if !content.is_empty() {
            return Err(
                habits::behind(&inner, &content).unwrap_or_else(|| content.error("expected an operator or `)`"))
            );
        }
        let location = Location { first: parentheses.span.open(), last: parentheses.span.close() };
        return Ok(Expression { location, kind: inner.kind });
    }
    if let Some(error) = habits::in_place_of_value(input) {
        return Err(error);
    }
    if input.peek(Lit) {
        let (kind, last) = literal(input)?;
        return Ok(Expression { location: Location { first: start, last }, kind });
    }
    if input.peek(Token![if]) {
        return conditional(input);
    }
    if input.peek(syn::Ident) {
        return name(input);
    }
    Err(input.error("expected an expression: a number, a name, a call, `(` or `if`"))
}

/// A literal and its unit, and the last token of it.
fn literal(input: ParseStream) -> syn::Result<(ExpressionKind, Span)> {
    let literal: Lit = input.parse()?;
    let at = literal.span();
    let (digits, suffix) = match &literal {
        Lit::Int(integer) => (integer.base10_digits(), integer.suffix()),
        Lit::Float(number) => (number.base10_digits(), number.suffix()),
        Lit::Bool(value) => return Ok((ExpressionKind::Bool(value.value), at)),
        other => return Err(syn::Error::new(other.span(), "expected a number, `true` or `false`")),
    };
    let found = match suffix {
        "" => unit::behind_number(input)?,
        "f32" | "f64" => return Err(syn::Error::new(at, "numbers take no suffix: the network's float type decides")),
        _ => match Unit::find(suffix) {
            Some(unit) => Some(unit::product(unit::Written { unit, text: suffix.to_owned(), last: at }, input)?),
            None => return Err(syn::Error::new(at, crate::unit::unknown(suffix))),
        },
    };
    let too_large = "no float is that large: the largest is 1.8e308";
    match (&literal, found) {
        (_, Some(unit::Written { unit, text, last })) => {
            let value = unit.kept(digits).ok_or_else(|| syn::Error::new(at, too_large))?;
            let measure = Measure { dimension: unit.dimension, written: format!("{digits} {text}") };
            Ok((ExpressionKind::Number(value, Some(measure)), last))
        }
        (Lit::Int(integer), None) => match integer.base10_parse() {
            Ok(value) => Ok((ExpressionKind::Integer(value), at)),
            Err(_) => {
                let message = format!("integers are below 2^63; write it with a decimal point: `{integer}.0`");
                Err(syn::Error::new(at, message))
            }
        },
        (_, None) => {
            let value: f64 = digits.parse().map_err(|_| syn::Error::new(at, "expected a number"))?;
            if value.is_finite() {
                Ok((ExpressionKind::Number(value, None), at))
            } else {
                Err(syn::Error::new(at, too_large))
            }
        }
    }
}

/// `if c { a } else { b }`, where each branch is one expression.
fn conditional(input: ParseStream) -> syn::Result<Expression> {
    let start = input.parse::<Token![if]>()?.span;
    let condition = input.parse()?;
    if let Some(error) = habits::behind(&condition, input).or_else(|| habits::in_place_of_braces(input)) {
        return Err(error);
    }
    let (then, _) = branch(input)?;
    if !input.peek(Token![else]) {
        return Err(input.error("an `if` that is a value needs an `else`"));
    }
    input.parse::<Token![else]>()?;
    let (otherwise, end) = if input.peek(Token![if]) {
        let nested = conditional(input)?;
        let end = nested.location.last;
        (nested, end)
    } else {
        branch(input)?
    };
    let location = Location { first: start, last: end };
    Ok(Expression { location, kind: ExpressionKind::If(Box::new(condition), Box::new(then), Box::new(otherwise)) })
}

fn branch(input: ParseStream) -> syn::Result<(Expression, Span)> {
    let content;
    let braces = braced!(content in input);
    let value = content.parse()?;
    if !content.is_empty() {
        return Err(content.error("each branch of an `if` that is a value is one expression"));
    }
    Ok((value, braces.span.close()))
}

/// A name, a path through a synapse group, or a call.
fn name(input: ParseStream) -> syn::Result<Expression> {
    let name: Ident = input.parse()?;
    let mut location = Location::from(&name);
    if input.peek(syn::token::Paren) {
        let content;
        let parentheses = parenthesized!(content in input);
        let (arguments, condition) = arguments(&content)?;
        location.last = parentheses.span.close();
        return Ok(Expression { location, kind: ExpressionKind::Call { function: name, arguments, condition } });
    }
    let mut path = Vec::new();
    while input.parse::<Option<Token![.]>>()?.is_some() {
        let part: Ident = input.parse()?;
        if input.peek(syn::token::Paren) {
            return Err(habits::method(&part));
        }
        location.last = part.span();
        path.push(part);
    }
    let kind = if path.is_empty() { ExpressionKind::Name(name) } else { ExpressionKind::Path(name, path) };
    Ok(Expression { location, kind })
}

fn arguments(content: ParseStream) -> syn::Result<(Vec<Expression>, Option<Box<Expression>>)> {
    let mut arguments = Vec::new();
    while !content.is_empty() && !content.peek(Token![where]) {
        arguments.push(content.parse()?);
        if content.is_empty() || content.peek(Token![where]) {
            break;
        }
        if !content.peek(Token![,]) {
            let last = arguments.last();
            let error = last.and_then(|value| habits::behind(value, content));
            return Err(error.unwrap_or_else(|| content.error("expected an operator, `,`, `where` or `)`")));
        }
        content.parse::<Token![,]>()?;
    }
    let condition =
        if content.parse::<Option<Token![where]>>()?.is_some() { Some(Box::new(content.parse()?)) } else { None };
    if !content.is_empty() {
        return Err(content.error("expected `)` after the condition"));
    }
    Ok((arguments, condition))
}
