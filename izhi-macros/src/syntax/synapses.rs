//! The declaration of synapse groups.
//!
//! ```text
//! synapses := names ':' member '->' (member | '{' member,* '}') (';' | '{' property* '}')
//! property := 'connect' ':' Rust-expression ';'
//!           | 'delay' ':' expression ';'
//!           | 'dendritic_delay' ':' number ';'
//!           | 'storage' ':' ('dense' | 'sparse') ';'
//!           | 'shared' ':' '[' variable,* ']' ';'
//!           | variable ':' expression ';'
//! ```
//!
//! A connector is any value of Rust that implements the runtime's trait, so what stands there is passed on to
//! Rust as it is; everything else is the language of behaviours.

use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Token, braced, bracketed};

use super::family::Member;
use super::{Doc, Expression, Field, declared_name, keyword, names, part, skip_item};

/// One or more synapse groups with the same source, the same tags and the same properties.
pub(crate) struct SynapseDeclaration {
    pub(crate) doc: Doc,
    pub(crate) names: Vec<Ident>,
    pub(crate) source: Ident,
    pub(crate) targets: Vec<Ident>,
    pub(crate) properties: Vec<Property>,
    /// What of it could not be parsed.
    pub(super) errors: Vec<syn::Error>,
}

/// One line of the braces behind the ends.
pub(crate) struct Property {
    pub(crate) name: Ident,
    pub(crate) value: PropertyValue,
}

pub(crate) enum PropertyValue {
    Connect(TokenStream),
    Delay(Expression),
    DendriticDelay(Expression),
    Storage(Storage),
    Shared(Vec<Ident>),
    /// What a synapse variable begins with, instead of what its behaviour declares.
    Variable(Field),
}

/// How the synapses of a group are kept.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Storage {
    /// A matrix: every source with every target.
    Dense,
    /// Compressed rows: the synapses that there are.
    Sparse,
}

pub(super) fn synapses(input: ParseStream, doc: Doc) -> syn::Result<SynapseDeclaration> {
    let names = names(input)?;
    input.parse::<Token![:]>()?;
    let (mut properties, mut errors) = (Vec::new(), Vec::new());
    let source = source(input, &mut errors)?;
    if input.peek(Token![=>]) {
        return Err(input.error("the arrow from the sources to the targets is `->`"));
    }
    input.parse::<Token![->]>()?;
    let targets = targets(input)?;
    if input.peek(syn::token::Brace) {
        let content;
        braced!(content in input);
        while !content.is_empty() {
            properties.extend(part(&content, &mut errors, skip_item)?);
        }
    } else if input.parse::<Option<Token![;]>>()?.is_none() {
        return Err(input.error("expected `;`, or `{ connect: ...; delay: ...; }`"));
    }
    Ok(SynapseDeclaration { doc, names, source, targets, properties, errors })
}

fn group(input: ParseStream) -> syn::Result<Ident> {
    input.parse().map(|member: Member| member.group)
}

/// One group; of several the first, and an error for later.
fn source(input: ParseStream, errors: &mut Vec<syn::Error>) -> syn::Result<Ident> {
    if !input.peek(syn::token::Brace) {
        return group(input);
    }
    let content;
    let braces = braced!(content in input);
    let message = "synapses leave from one group; write a line for each that sends";
    errors.push(syn::Error::new(braces.span.join(), message));
    let first = group(&content)?;
    content.parse::<TokenStream>()?;
    Ok(first)
}

fn targets(input: ParseStream) -> syn::Result<Vec<Ident>> {
    if !input.peek(syn::token::Brace) {
        return Ok(vec![group(input)?]);
    }
    let content;
    let braces = braced!(content in input);
    let targets: Vec<Ident> =
        Punctuated::<Member, Token![,]>::parse_terminated(&content)?.into_iter().map(|member| member.group).collect();
    if targets.is_empty() {
        let message = "these synapses arrive at no group; write `-> group` or `-> { group, group }`";
        return Err(syn::Error::new(braces.span.join(), message));
    }
    Ok(targets)
}

impl Parse for Property {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let doc = input.parse()?;
        let name =
            declared_name(input, "`connect`, `delay`, `dendritic_delay`, `storage`, `shared` or a synapse variable")?;
        input.parse::<Token![:]>()?;
        let value = match &*name.to_string() {
            "connect" => PropertyValue::Connect(rust_expression(input)?),
            "delay" => PropertyValue::Delay(input.parse()?),
            "dendritic_delay" => PropertyValue::DendriticDelay(input.parse()?),
            "storage" => PropertyValue::Storage(input.parse()?),
            "shared" => PropertyValue::Shared(list(input)?),
            _ => {
                let (name, value) = (name.clone(), Some(input.parse()?));
                let (dimension, fits_all, decay, condition) = (None, false, None, None);
                PropertyValue::Variable(Field { doc, name, value, dimension, fits_all, decay, condition })
            }
        };
        if input.parse::<Option<Token![;]>>()?.is_none() {
            return Err(input.error("expected `;` behind each property"));
        }
        Ok(Property { name, value })
    }
}

impl Parse for Storage {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        if input.parse::<Option<keyword::dense>>()?.is_some() {
            Ok(Storage::Dense)
        } else if input.parse::<Option<keyword::sparse>>()?.is_some() {
            Ok(Storage::Sparse)
        } else {
            Err(input.error("expected `dense` or `sparse`"))
        }
    }
}

/// Everything up to the semicolon.
fn rust_expression(input: ParseStream) -> syn::Result<TokenStream> {
    let mut tokens = TokenStream::new();
    while !input.is_empty() && !input.peek(Token![;]) {
        tokens.extend([input.parse::<TokenTree>()?]);
    }
    const EXPECTED: &str =
        "expected a connector: `fixed_probability(0.1)`, or a closure `|source, target| source != target`";
    if tokens.is_empty() {
        return Err(syn::Error::new(input.span(), EXPECTED));
    }
    match syn::parse2::<syn::Lit>(tokens.clone()) {
        Ok(literal) => Err(syn::Error::new(literal.span(), EXPECTED)),
        Err(_) => Ok(tokens),
    }
}

fn list(input: ParseStream) -> syn::Result<Vec<Ident>> {
    if !input.peek(syn::token::Bracket) {
        return Err(input.error("expected a list of synapse variables: `[W]`"));
    }
    let content;
    bracketed!(content in input);
    Ok(Punctuated::<Ident, Token![,]>::parse_terminated(&content)?.into_iter().collect())
}
