//! When an event happens, and what it does to the neurons.
//!
//! ```text
//! event := 'event' name 'when' expression ('refractory' expression ('clamping' name (',' name)*)?)? (block | ';')
//! ```

use proc_macro2::{Ident, Span};
use syn::Token;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};

use super::expression::Expression;
use super::statement::{Statement, block};
use super::{declared_name, habits, keyword};

/// `event fired when v > threshold refractory t_ref clamping v { v = reset; }`
#[derive(Clone)]
pub(crate) struct Event {
    pub(crate) keyword: Span,
    pub(crate) name: Ident,
    pub(crate) condition: Expression,
    pub(crate) refractory: Option<Refractory>,
    /// For the neurons that have the event.
    pub(crate) body: Vec<Statement>,
}

/// How long a neuron has no other event.
#[derive(Clone)]
pub(crate) struct Refractory {
    pub(crate) period: Expression,
    /// The variables that stay as they are meanwhile.
    pub(crate) clamped: Vec<Ident>,
}

impl Event {
    /// Whether such a statement begins here, and not an assignment to something of that name.
    pub(super) fn peek(input: ParseStream) -> bool {
        input.peek(keyword::event) && input.peek2(Ident::peek_any)
    }
}

impl Parse for Event {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        const EXPECTED: &str = "expected `when` and a condition, as in `event fired when v > 1.0 { v = 0.0; }`";
        let keyword = input.parse::<keyword::event>()?.span;
        let name = declared_name(input, "the name of an event")?;
        if input.parse::<Option<keyword::when>>()?.is_none() {
            return Err(input.error(EXPECTED));
        }
        let condition: Expression = input.parse()?;
        let is_refractory = input.parse::<Option<keyword::refractory>>()?.is_some();
        let refractory: Option<Refractory> = if is_refractory { Some(input.parse()?) } else { None };
        if input.peek(keyword::clamping) {
            let message = "variables are clamped for a time: write `refractory 2.0 clamping v`";
            return Err(input.error(message));
        }
        let body = if input.parse::<Option<Token![;]>>()?.is_some() {
            Vec::new()
        } else if input.peek(syn::token::Brace) {
            block(input)?
        } else {
            let last = refractory.as_ref().map_or(&condition, |refractory| &refractory.period);
            let before = match &refractory {
                None => "`refractory` and a time, or ",
                Some(Refractory { clamped, .. }) if clamped.is_empty() => "`clamping` and variables, or ",
                Some(_) => "",
            };
            let message = format!("expected {before}what happens to the neurons with the event: `{{ v = 0.0; }}`");
            return Err(habits::behind(last, input).unwrap_or_else(|| input.error(message)));
        };
        Ok(Event { keyword, name, condition, refractory, body })
    }
}

impl Parse for Refractory {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let period = input.parse()?;
        let mut clamped = Vec::new();
        if input.parse::<Option<keyword::clamping>>()?.is_some() {
            if input.peek(syn::token::Bracket) {
                return Err(input.error("write the variables without brackets: `clamping v, u`"));
            }
            clamped.push(declared_name(input, "a variable")?);
            while input.parse::<Option<Token![,]>>()?.is_some() {
                clamped.push(declared_name(input, "a variable")?);
            }
        }
        Ok(Refractory { period, clamped })
    }
}
