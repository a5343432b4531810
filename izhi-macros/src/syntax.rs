//! Declarations as written: one file per construct, spans kept, nothing looked up across them.

mod behavior;
mod call;
mod equation;
mod event;
mod expression;
mod family;
mod habits;
mod network;
mod statement;
mod synapses;
mod unit;
mod written;

pub(crate) use behavior::{Behavior, EACH, EndVariables, RecordKind, Variable, VariableKind};
pub(crate) use call::{Argument, Call};
pub(crate) use equation::{Equation, Equations, Integrate, Term, derivative_of};
pub(crate) use event::{Event, Refractory};
pub(crate) use expression::{BinaryOperator, Expression, ExpressionKind, UnaryOperator};
pub(crate) use habits::undeclared;
pub(crate) use network::{Group, Instance, Network, NetworkItem, Recorded, Setting, Size, UsedBehavior};
pub(crate) use statement::{AssignOperator, End, Statement};
pub(crate) use synapses::{PropertyValue, Storage, SynapseDeclaration};

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::quote;
use syn::ext::IdentExt;
use syn::parse::discouraged::Speculative;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Attribute, Token, braced, parenthesized};

use crate::unit::Dimension;

/// Keywords of the two declarations that Rust does not reserve.
pub(crate) mod keyword {
    syn::custom_keyword!(param);
    syn::custom_keyword!(constant);
    syn::custom_keyword!(input);
    syn::custom_keyword!(state);
    syn::custom_keyword!(integer);
    syn::custom_keyword!(flag);
    syn::custom_keyword!(event);
    syn::custom_keyword!(afferent);
    syn::custom_keyword!(efferent);
    syn::custom_keyword!(record);
    syn::custom_keyword!(values);
    syn::custom_keyword!(events);
    syn::custom_keyword!(rates);
    syn::custom_keyword!(numbers);
    syn::custom_keyword!(equations);
    syn::custom_keyword!(step);
    syn::custom_keyword!(integrate);
    syn::custom_keyword!(by);
    syn::custom_keyword!(repeat);
    syn::custom_keyword!(when);
    syn::custom_keyword!(refractory);
    syn::custom_keyword!(clamping);
    syn::custom_keyword!(call);
    syn::custom_keyword!(stop);
    syn::custom_keyword!(group);
    syn::custom_keyword!(synapses);
    syn::custom_keyword!(dt);
    syn::custom_keyword!(seed);
    syn::custom_keyword!(float);
    syn::custom_keyword!(squared);
    syn::custom_keyword!(grid);
    syn::custom_keyword!(connect);
    syn::custom_keyword!(delay);
    syn::custom_keyword!(storage);
    syn::custom_keyword!(shared);
    syn::custom_keyword!(dense);
    syn::custom_keyword!(sparse);
    syn::custom_keyword!(decays);
}

/// The doc comments in front of a declaration.
#[derive(Clone, Default)]
pub(crate) struct Doc(pub(crate) Vec<Attribute>);

impl Doc {
    pub(crate) fn tokens(&self) -> TokenStream {
        let attributes = &self.0;
        quote!(#(#attributes)*)
    }

    /// What they say, in one line.
    pub(crate) fn words(&self) -> String {
        let text = |attribute: &Attribute| match &attribute.meta {
            syn::Meta::NameValue(syn::MetaNameValue {
                value: syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }),
                ..
            }) => Some(text.value().trim().to_owned()),
            _ => None,
        };
        self.0.iter().filter_map(text).collect::<Vec<_>>().join(" ")
    }
}

impl Parse for Doc {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let attributes = Attribute::parse_outer(input)?;
        for attribute in &attributes {
            if !attribute.path().is_ident("doc") {
                return Err(syn::Error::new_spanned(attribute, "only doc comments can stand here"));
            }
        }
        Ok(Doc(attributes))
    }
}

/// A name that is declared here. Rust's keywords are none: generated code uses the names as they are.
fn declared_name(input: ParseStream, what: &str) -> syn::Result<Ident> {
    if !input.peek(Ident::peek_any) {
        return Err(input.error(format!("expected {what}")));
    }
    let name = Ident::parse_any(input)?;
    let plain = name.unraw();
    if name != plain || syn::parse2::<Ident>(quote!(#plain)).is_err() {
        return Err(syn::Error::new(name.span(), format!("`{plain}` is a keyword of Rust; choose another name")));
    }
    Ok(name)
}

/// `name, TAG, TAG`, up to the colon.
fn names(input: ParseStream) -> syn::Result<Vec<Ident>> {
    let mut names = vec![declared_name(input, "a name")?];
    while input.parse::<Option<Token![,]>>()?.is_some() {
        names.push(declared_name(input, "a tag")?);
    }
    Ok(names)
}

/// `(TAG, v)`, where there are parentheses.
fn parenthesized_names(input: ParseStream) -> syn::Result<Option<Vec<Ident>>> {
    if !input.peek(syn::token::Paren) {
        return Ok(None);
    }
    let content;
    parenthesized!(content in input);
    let mut names = Vec::new();
    while !content.is_empty() {
        names.push(declared_name(&content, "the name of a tag or of a variable")?);
        if !content.is_empty() {
            content.parse::<Token![,]>()?;
        }
    }
    Ok(Some(names))
}

/// Parses one of several parts. What is wrong is kept for later, and `skip` goes on to the next part: one
/// mistake leaves the other parts known.
fn part<T: Parse>(
    input: ParseStream,
    errors: &mut Vec<syn::Error>,
    skip: fn(ParseStream) -> syn::Result<()>,
) -> syn::Result<Option<T>> {
    let ahead = input.fork();
    match ahead.parse() {
        Ok(part) => {
            input.advance_to(&ahead);
            Ok(Some(part))
        }
        Err(error) => {
            errors.push(error);
            skip(input)?;
            Ok(None)
        }
    }
}

/// Goes on behind the next braces or semicolon, whichever ends this part.
fn skip_item(input: ParseStream) -> syn::Result<()> {
    while !input.is_empty() {
        let is_end = input.peek(syn::token::Brace) || input.peek(Token![;]);
        input.parse::<TokenTree>()?;
        if is_end {
            input.parse::<Option<Token![;]>>()?;
            break;
        }
    }
    Ok(())
}

/// `name: expression`, `name in unit`, `name in any`, or `name` alone; of a variable of synapses `name: expression decays(expression)`, of a parameter
/// `name: expression where condition`.
#[derive(Clone)]
pub(crate) struct Field {
    pub(crate) doc: Doc,
    pub(crate) name: Ident,
    pub(crate) value: Option<Expression>,
    /// What it measures, where that is said and not what its value measures.
    pub(crate) dimension: Option<Dimension>,
    /// Whether it is said to be in any unit.
    pub(crate) fits_all: bool,
    /// The time constant with which it decays.
    pub(crate) decay: Option<Expression>,
    /// What has to hold of it.
    pub(crate) condition: Option<Expression>,
}

impl Parse for Field {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let doc = input.parse()?;
        let name = declared_name(input, "a name")?;
        if let Some(error) = habits::given_by_equals(&name, input) {
            return Err(error);
        }
        let value = if input.parse::<Option<Token![:]>>()?.is_some() { Some(input.parse()?) } else { None };
        let error =
            value.as_ref().filter(|_| !input.peek(keyword::decays)).and_then(|value| habits::behind(value, input));
        if let Some(error) = error {
            return Err(error);
        }
        let fits_all = unit::any(input);
        let dimension = if input.peek(Token![in]) { Some(unit::kept_in(input)?) } else { None };
        let decay = if input.parse::<Option<keyword::decays>>()?.is_some() {
            let content;
            parenthesized!(content in input);
            Some(content.parse()?)
        } else {
            None
        };
        let condition = if input.parse::<Option<Token![where]>>()?.is_some() { Some(input.parse()?) } else { None };
        Ok(Field { doc, name, value, dimension, fits_all, decay, condition })
    }
}

/// `{ a: 1.0, b, c: uniform() }`
fn fields(input: ParseStream) -> syn::Result<Vec<Field>> {
    let content;
    braced!(content in input);
    Ok(Punctuated::<Field, Token![,]>::parse_terminated(&content)?.into_iter().collect())
}
