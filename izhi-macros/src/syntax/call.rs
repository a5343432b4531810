//! A statement that calls a Rust function.
//!
//! ```text
//! call     := 'call' path '(' argument,* ')' ';'
//! argument := 'mut' (name | path through a synapse group) | 'random' '(' ')' | expression
//! ```

use proc_macro2::Span;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::{Ident, Token, parenthesized};

use super::expression::{Expression, ExpressionKind};
use super::{habits, keyword};

/// `call crate::choose(v, 5.0, mut fired);`
#[derive(Clone)]
pub(crate) struct Call {
    pub(crate) keyword: Span,
    pub(crate) path: syn::Path,
    pub(crate) arguments: Vec<Argument>,
}

/// What a function is given.
#[derive(Clone)]
pub(crate) enum Argument {
    /// A value to read.
    Value(Expression),
    /// A variable that it may change.
    Changed(Expression),
    /// Random numbers.
    Random,
}

impl Call {
    /// Whether such a statement begins here, and not an assignment to something of that name.
    pub(super) fn peek(input: ParseStream) -> bool {
        input.peek(keyword::call) && (input.peek2(Ident::peek_any) || input.peek2(Token![::]))
    }

    /// The path without blanks.
    pub(crate) fn name(&self) -> String {
        let names: Vec<String> = self.path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        let leading = if self.path.leading_colon.is_some() { "::" } else { "" };
        format!("{leading}{}", names.join("::"))
    }

    /// The values that it is given.
    pub(crate) fn values(&self) -> impl Iterator<Item = &Expression> {
        self.arguments.iter().filter_map(|argument| match argument {
            Argument::Value(value) => Some(value),
            Argument::Changed(_) | Argument::Random => None,
        })
    }

    /// What it may change.
    pub(crate) fn changed(&self) -> impl Iterator<Item = &Expression> {
        self.arguments.iter().filter_map(|argument| match argument {
            Argument::Changed(target) => Some(target),
            Argument::Value(_) | Argument::Random => None,
        })
    }
}

impl Parse for Call {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let keyword = input.parse::<keyword::call>()?.span;
        let path = syn::Path::parse_mod_style(input)?;
        if !input.peek(syn::token::Paren) {
            return Err(
                input.error("expected what the function is given, in parentheses: `call crate::choose(v, mut fired);`")
            );
        }
        let content;
        parenthesized!(content in input);
        let arguments = content.parse_terminated(Argument::parse, Token![,])?.into_iter().collect();
        if input.parse::<Option<Token![;]>>()?.is_none() {
            return Err(input.error("expected `;` behind the call: what a function computes is in the variables that it is given with `mut`"));
        }
        Ok(Call { keyword, path, arguments })
    }
}

impl Parse for Argument {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        if input.peek(Token![&]) {
            return Err(
                input.error("arguments stand without `&`: write `v` for what is read and `mut v` for what is changed")
            );
        }
        if input.parse::<Option<Token![mut]>>()?.is_some() {
            let target: Expression = input.parse()?;
            return match target.kind {
                ExpressionKind::Name(_) | ExpressionKind::Path(..) => Ok(Argument::Changed(target)),
                _ => {
                    Err(syn::Error::new(target.location.first, "a function changes variables: write `mut` and a name"))
                }
            };
        }
        let value: Expression = input.parse()?;
        if !input.is_empty() && !input.peek(Token![,]) {
            let error = habits::behind(&value, input);
            return Err(error.unwrap_or_else(|| input.error("expected `,` or an operator")));
        }
        match &value.kind {
            ExpressionKind::Call { function, arguments, .. } if function == "random" && arguments.is_empty() => {
                Ok(Argument::Random)
            }
            _ => Ok(Argument::Value(value)),
        }
    }
}
