//! Statements of a behaviour's step.
//!
//! ```text
//! statement := 'let' name '=' expression ';'
//!            | name ('=' | '+=' | '-=' | '*=' | '/=') expression ';'
//!            | 'if' expression block ('else' (block | if-statement))?
//!            | 'for' name 'in' ('afferent' | 'efferent') '(' tag ')' block
//!            | integrate | event | call
//!            | 'stop' 'when' expression ';'
//! block     := '{' statement* '}'
//! ```

use proc_macro2::{Ident, Span};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::{Token, braced, parenthesized};

use super::call::Call;
use super::equation::Integrate;
use super::event::Event;
use super::expression::{BinaryOperator, Expression, ExpressionKind};
use super::{declared_name, habits, keyword};
use crate::diagnostics::Location;

/// Which synapse groups of a neuron group: those that arrive at it or those that leave it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum End {
    Afferent,
    Efferent,
}

impl End {
    /// What a path through a synapse group calls the neurons from whose side it is seen.
    pub(crate) fn own(self) -> &'static str {
        match self {
            End::Afferent => "dst",
            End::Efferent => "src",
        }
    }

    pub(crate) fn word(self) -> &'static str {
        match self {
            End::Afferent => "afferent",
            End::Efferent => "efferent",
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum AssignOperator {
    Set,
    Compound(BinaryOperator),
}

#[derive(Clone)]
pub(crate) enum Statement {
    Let { name: Ident, value: Expression },
    Assign { target: Expression, operator: AssignOperator, value: Expression },
    If { condition: Expression, then: Vec<Statement>, otherwise: Vec<Statement> },
    For { variable: Ident, end: End, tag: Ident, body: Vec<Statement> },
    Integrate(Integrate),
    Event(Event),
    Call(Call),
    Stop { keyword: Span, condition: Expression },
}

impl Statement {
    /// The statements inside it.
    pub(crate) fn inner(&self) -> Vec<&Statement> {
        match self {
            Statement::If { then, otherwise, .. } => then.iter().chain(otherwise).collect(),
            Statement::For { body, .. } | Statement::Event(Event { body, .. }) => body.iter().collect(),
            _ => Vec::new(),
        }
    }
}

/// The statements up to the end of a block.
pub(crate) fn statements(input: ParseStream) -> syn::Result<Vec<Statement>> {
    let mut statements = Vec::new();
    while !input.is_empty() {
        statements.push(input.parse()?);
    }
    Ok(statements)
}

pub(super) fn block(input: ParseStream) -> syn::Result<Vec<Statement>> {
    let content;
    braced!(content in input);
    statements(&content)
}

impl Parse for Statement {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        if input.parse::<Option<Token![let]>>()?.is_some() {
            if input.peek(Token![mut]) {
                return Err(input.error("every local can be assigned to; write `let` without `mut`"));
            }
            let name = declared_name(input, "the name of a local")?;
            input.parse::<Token![=]>()?;
            let value = input.parse()?;
            end(&value, input)?;
            return Ok(Statement::Let { name, value });
        }
        if input.peek(Token![if]) {
            return conditional(input);
        }
        if input.peek(Token![for]) {
            return synapse_loop(input);
        }
        if Integrate::peek(input) {
            return Ok(Statement::Integrate(input.parse()?));
        }
        if Event::peek(input) {
            return Ok(Statement::Event(input.parse()?));
        }
        if Call::peek(input) {
            return Ok(Statement::Call(input.parse()?));
        }
        if input.peek(keyword::stop) && (input.peek2(Ident::peek_any) || input.peek2(Token![;])) {
            return stop(input);
        }
        match habits::in_place_of_statement(input) {
            Some(error) => Err(error),
            None => assignment(input),
        }
    }
}

fn conditional(input: ParseStream) -> syn::Result<Statement> {
    input.parse::<Token![if]>()?;
    let condition = input.parse()?;
    if let Some(error) = habits::behind(&condition, input).or_else(|| habits::in_place_of_braces(input)) {
        return Err(error);
    }
    let then = block(input)?;
    let otherwise = if input.parse::<Option<Token![else]>>()?.is_none() {
        Vec::new()
    } else if input.peek(Token![if]) {
        vec![conditional(input)?]
    } else {
        block(input)?
    };
    Ok(Statement::If { condition, then, otherwise })
}

fn stop(input: ParseStream) -> syn::Result<Statement> {
    let keyword = input.parse::<keyword::stop>()?.span;
    if input.parse::<Option<keyword::when>>()?.is_none() {
        return Err(input.error("expected `when` and a condition, as in `stop when count(fired) == 0;`"));
    }
    let condition = input.parse()?;
    end(&condition, input)?;
    Ok(Statement::Stop { keyword, condition })
}

fn synapse_loop(input: ParseStream) -> syn::Result<Statement> {
    input.parse::<Token![for]>()?;
    let variable = declared_name(input, "a name for the synapse group")?;
    input.parse::<Token![in]>()?;
    let end = if input.parse::<Option<keyword::afferent>>()?.is_some() {
        End::Afferent
    } else if input.parse::<Option<keyword::efferent>>()?.is_some() {
        End::Efferent
    } else {
        let message = "expected `afferent(TAG)` or `efferent(TAG)`: loops are over synapse groups, and statements for all neurons";
        return Err(input.error(message));
    };
    let tag = parse_tag(input)?;
    Ok(Statement::For { variable, end, tag, body: block(input)? })
}

/// `(TAG)`
pub(crate) fn parse_tag(input: ParseStream) -> syn::Result<Ident> {
    if !input.peek(syn::token::Paren) {
        return Err(input.error("expected a tag in parentheses; `(All)` selects every synapse group"));
    }
    let content;
    parenthesized!(content in input);
    let tag = content.parse()?;
    if content.is_empty() { Ok(tag) } else { Err(content.error("expected one tag")) }
}

/// The semicolon behind an expression, or what stands there instead of an operator.
pub(super) fn end(value: &Expression, input: ParseStream) -> syn::Result<()> {
    if input.parse::<Option<Token![;]>>()?.is_some() {
        return Ok(());
    }
    let error = habits::behind(value, input).or_else(|| habits::without_semicolon(value, input));
    Err(error.unwrap_or_else(|| input.error("expected `;` or an operator")))
}

fn assignment(input: ParseStream) -> syn::Result<Statement> {
    let target: Expression = input.parse()?;
    if !matches!(target.kind, ExpressionKind::Name(_) | ExpressionKind::Path(..)) {
        let Location { first, .. } = target.location;
        return Err(syn::Error::new(
            first,
            "expected a statement: `name = value;`, `let`, `if`, `for`, `integrate`, `event`, `call` or `stop`",
        ));
    }
    let operator = if input.parse::<Option<Token![=]>>()?.is_some() {
        AssignOperator::Set
    } else if input.parse::<Option<Token![+=]>>()?.is_some() {
        AssignOperator::Compound(BinaryOperator::Add)
    } else if input.parse::<Option<Token![-=]>>()?.is_some() {
        AssignOperator::Compound(BinaryOperator::Subtract)
    } else if input.parse::<Option<Token![*=]>>()?.is_some() {
        AssignOperator::Compound(BinaryOperator::Multiply)
    } else if input.parse::<Option<Token![/=]>>()?.is_some() {
        AssignOperator::Compound(BinaryOperator::Divide)
    } else {
        let error = habits::behind(&target, input);
        return Err(error.unwrap_or_else(|| input.error("expected `=`, `+=`, `-=`, `*=` or `/=`; there are no others")));
    };
    let value = input.parse()?;
    end(&value, input)?;
    Ok(Statement::Assign { target, operator, value })
}
