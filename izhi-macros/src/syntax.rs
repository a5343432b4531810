//! Declarations as written: one file per construct, spans kept, nothing looked up across them.

mod behavior;
mod expression;
mod network;
mod statement;

pub(crate) use behavior::{Behavior, EndVariables, RecordKind, Variable};
pub(crate) use expression::{BinaryOperator, Expression, ExpressionKind, UnaryOperator};
pub(crate) use network::{Group, Instance, Network, NetworkItem, Setting, Size, SynapseDeclaration, UsedBehavior};
pub(crate) use statement::{AssignOperator, End, Statement};

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Attribute, Token, braced};

/// Keywords of the two declarations that Rust does not reserve.
pub(crate) mod keyword {
    syn::custom_keyword!(param);
    syn::custom_keyword!(input);
    syn::custom_keyword!(state);
    syn::custom_keyword!(event);
    syn::custom_keyword!(afferent);
    syn::custom_keyword!(efferent);
    syn::custom_keyword!(record);
    syn::custom_keyword!(values);
    syn::custom_keyword!(events);
    syn::custom_keyword!(step);
    syn::custom_keyword!(group);
    syn::custom_keyword!(synapses);
    syn::custom_keyword!(dt);
    syn::custom_keyword!(seed);
    syn::custom_keyword!(float);
    syn::custom_keyword!(squared);
    syn::custom_keyword!(grid);
}

/// The doc comments in front of a declaration.
#[derive(Clone, Default)]
pub(crate) struct Doc(pub(crate) Vec<Attribute>);

impl Doc {
    pub(crate) fn tokens(&self) -> TokenStream {
        let attributes = &self.0;
        quote!(#(#attributes)*)
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

/// `name: expression`, or `name` alone.
#[derive(Clone)]
pub(crate) struct Field {
    pub(crate) doc: Doc,
    pub(crate) name: Ident,
    pub(crate) value: Option<Expression>,
}

impl Parse for Field {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let doc = input.parse()?;
        let name = input.parse()?;
        let value = if input.parse::<Option<Token![:]>>()?.is_some() { Some(input.parse()?) } else { None };
        Ok(Field { doc, name, value })
    }
}

/// `{ a: 1.0, b, c: uniform() }`
fn fields(input: ParseStream) -> syn::Result<Vec<Field>> {
    let content;
    braced!(content in input);
    Ok(Punctuated::<Field, Token![,]>::parse_terminated(&content)?.into_iter().collect())
}
