//! Families of groups: what a network says once for many indices.
//!
//! ```text
//! family := 'for' name 'in' number '..' number '{' item* '}'
//! member := name '[' number ']'
//! ```
//!
//! The items stand there once for each index, which is a whole number wherever its name stands, in Rust's expressions too.
//! A number is made of whole numbers and `+ - * / %`. The member `layer[3]` of a family is the group `layer_3`, and has the
//! tag `layer` as all the others.

use proc_macro2::{Group, Ident, Literal, TokenStream, TokenTree};
use quote::format_ident;
use syn::parse::{Parse, ParseStream, Parser};
use syn::{Token, braced, bracketed};

use super::expression::{BinaryOperator, Expression, ExpressionKind};
use super::network::NetworkItem;
use super::{declared_name, part, skip_item};

/// Items of a network that stand together, and what could not be parsed.
#[derive(Default)]
pub(super) struct Items {
    pub(super) items: Vec<NetworkItem>,
    pub(super) errors: Vec<syn::Error>,
}

/// More are a mistake, and would take the compiler very long.
const MOST: i64 = 1000;

impl Parse for Items {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        if input.peek(Token![for]) {
            family(input)
        } else {
            Ok(Items { items: vec![input.parse()?], ..Items::default() })
        }
    }
}

/// All items up to the end.
pub(super) fn all(input: ParseStream) -> syn::Result<Items> {
    let mut all = Items::default();
    while !input.is_empty() {
        if let Some(items) = part::<Items>(input, &mut all.errors, skip_item)? {
            all.items.extend(items.items);
            all.errors.extend(items.errors);
        }
    }
    Ok(all)
}

fn family(input: ParseStream) -> syn::Result<Items> {
    input.parse::<Token![for]>()?;
    let index = declared_name(input, "a name for the index")?;
    input.parse::<Token![in]>()?;
    let at = input.span();
    let first = number(input)?;
    if !input.peek(Token![..]) || input.peek(Token![..=]) {
        return Err(input.error(format!("expected a range without its end: `for {index} in 0..10 {{ ... }}`")));
    }
    input.parse::<Token![..]>()?;
    let end = number(input)?;
    if first < 0 {
        return Err(syn::Error::new(at, "indices are whole numbers from zero on"));
    }
    if !(1..=MOST).contains(&(end - first)) {
        let message =
            format!("from {first} to below {end} there are {} indices, and 1 to {MOST} can be", (end - first).max(0));
        return Err(syn::Error::new(at, message));
    }
    let content;
    braced!(content in input);
    let tokens: TokenStream = content.parse()?;
    let mut family = Items::default();
    for value in first..end {
        let Items { items, errors } = all.parse2(with_index(tokens.clone(), &index, value))?;
        family.items.extend(items);
        if !errors.is_empty() {
            // The same in all others.
            family.errors = errors;
            break;
        }
    }
    Ok(family)
}

/// The tokens with a number in the place of a name, wherever that stands by itself.
fn with_index(tokens: TokenStream, index: &Ident, value: i64) -> TokenStream {
    let mut follows_dot = false;
    let mut replace = |token| {
        let is_member =
            std::mem::replace(&mut follows_dot, matches!(&token, TokenTree::Punct(dot) if dot.as_char() == '.'));
        match token {
            TokenTree::Ident(name) if name == *index && !is_member => {
                let mut number = Literal::i64_unsuffixed(value);
                number.set_span(name.span());
                TokenTree::Literal(number)
            }
            TokenTree::Group(group) => {
                let mut replaced = Group::new(group.delimiter(), with_index(group.stream(), index, value));
                replaced.set_span(group.span());
                TokenTree::Group(replaced)
            }
            other => other,
        }
    };
    tokens.into_iter().map(&mut replace).collect()
}

/// A group, and the family of which it is a member.
pub(super) struct Member {
    pub(super) group: Ident,
    pub(super) family: Option<Ident>,
}

impl Parse for Member {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let name = declared_name(input, "a group")?;
        if !input.peek(syn::token::Bracket) {
            return Ok(Member { group: name, family: None });
        }
        let content;
        let brackets = bracketed!(content in input);
        let index = number(&content)?;
        if index < 0 || !content.is_empty() {
            let message = format!("an index is a whole number from zero on: `{name}[0]`");
            return Err(syn::Error::new(brackets.span.join(), message));
        }
        Ok(Member { group: format_ident!("{name}_{index}", span = name.span()), family: Some(name) })
    }
}

/// A whole number, computed.
fn number(input: ParseStream) -> syn::Result<i64> {
    let expression: Expression = input.parse()?;
    value(&expression)
}

fn value(expression: &Expression) -> syn::Result<i64> {
    let wrong = |message: String| Err(syn::Error::new(expression.location.first, message));
    match &expression.kind {
        ExpressionKind::Integer(value) => Ok(*value),
        ExpressionKind::Binary(operator, left, right) => {
            let (left, right) = (value(left)?, value(right)?);
            let computed = match operator {
                BinaryOperator::Add => left.checked_add(right),
                BinaryOperator::Subtract => left.checked_sub(right),
                BinaryOperator::Multiply => left.checked_mul(right),
                BinaryOperator::Divide => left.checked_div(right),
                BinaryOperator::Remainder => left.checked_rem_euclid(right),
                _ => None,
            };
            computed.map_or_else(|| wrong(format!("`{expression}` is no whole number")), Ok)
        }
        ExpressionKind::Name(name) => {
            wrong(format!("`{name}` is no number here: an index has one inside `for {name} in 0..10 {{ ... }}`"))
        }
        _ => wrong(format!("expected a whole number, and this is `{expression}`")),
    }
}
