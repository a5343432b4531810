//! Equations of a behaviour, and the statement that takes them one step further.
//!
//! ```text
//! equations := '{' (term | equation)* '}'
//! term      := 'let' name '=' expression ';'
//! equation  := 'd'name '/' 'dt' '=' expression ';'
//! integrate := 'integrate' (name ',')* 'by' method ('repeat' number)? ';'
//! ```

use proc_macro2::{Ident, Span};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::{LitInt, Token, braced};

use super::expression::Expression;
use super::statement::end;
use super::{declared_name, keyword};

/// `let name = value;` among equations: what several of them have in common.
#[derive(Clone)]
pub(crate) struct Term {
    pub(crate) name: Ident,
    pub(crate) value: Expression,
}

/// `dv/dt = rate;`
#[derive(Clone)]
pub(crate) struct Equation {
    /// The variable, without the `d` before it.
    pub(crate) variable: Ident,
    pub(crate) rate: Expression,
}

/// All equations of a behaviour.
#[derive(Clone, Default)]
pub(crate) struct Equations {
    pub(crate) terms: Vec<Term>,
    pub(crate) equations: Vec<Equation>,
}

/// `integrate v, w by rk4 repeat 4;`
#[derive(Clone)]
pub(crate) struct Integrate {
    pub(crate) keyword: Span,
    /// What advances; all that has an equation where nothing is named.
    pub(crate) variables: Vec<Ident>,
    pub(crate) method: Ident,
    /// Into how many steps the time step is divided, and where that is said.
    pub(crate) repeat: Option<(u32, Span)>,
}

impl Parse for Equations {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let content;
        braced!(content in input);
        let mut equations = Equations::default();
        while !content.is_empty() {
            if content.parse::<Option<Token![let]>>()?.is_some() {
                let name = declared_name(&content, "the name of a term")?;
                content.parse::<Token![=]>()?;
                let value = content.parse()?;
                end(&value, &content)?;
                equations.terms.push(Term { name, value });
            } else {
                equations.equations.push(content.parse()?);
            }
        }
        Ok(equations)
    }
}

impl Parse for Equation {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        const EXPECTED: &str = "expected an equation, as in `dv/dt = -v / tau;`, or a term: `let name = ...;`; what stands before `dv/dt` in a paper divides the right side";
        if !input.peek(Ident::peek_any) {
            return Err(input.error(EXPECTED));
        }
        let derivative = Ident::parse_any(input)?;
        let at = derivative.span();
        if derivative == "d" && input.peek(Ident::peek_any) {
            let variable = Ident::parse_any(input)?;
            return Err(syn::Error::new(at, format!("write `d{variable}/dt`, without a space behind the `d`")));
        }
        let Some(variable) = derivative_of(&derivative) else { return Err(syn::Error::new(at, EXPECTED)) };
        if !input.peek(Token![/]) {
            return Err(input.error(format!("expected `/dt`: the equation of `{variable}` is `d{variable}/dt = ...;`")));
        }
        input.parse::<Token![/]>()?;
        if !input.peek(keyword::dt) {
            return Err(input.error(format!("equations are in time: `d{variable}/dt = ...;`")));
        }
        input.parse::<keyword::dt>()?;
        if !input.peek(Token![=]) || input.peek(Token![==]) {
            return Err(input.error(format!("expected `=`, and how fast `{variable}` changes")));
        }
        input.parse::<Token![=]>()?;
        let rate = input.parse()?;
        end(&rate, input)?;
        Ok(Equation { variable, rate })
    }
}

/// The variable whose derivative is written so: `v` of `dv`.
pub(crate) fn derivative_of(name: &Ident) -> Option<Ident> {
    let name_of_variable = name.to_string().strip_prefix('d')?.to_owned();
    let mut variable = syn::parse_str::<Ident>(&name_of_variable).ok()?;
    variable.set_span(name.span());
    Some(variable)
}

impl Integrate {
    /// Whether such a statement begins here, and not an assignment to something of that name.
    pub(super) fn peek(input: ParseStream) -> bool {
        input.peek(keyword::integrate) && (input.peek2(Ident::peek_any) || input.peek2(Token![;]))
    }
}

impl Parse for Integrate {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let keyword = input.parse::<keyword::integrate>()?.span;
        let mut variables = Vec::new();
        while !input.peek(keyword::by) && !input.peek(Token![;]) {
            variables.push(declared_name(input, "a variable or `by`")?);
            if input.parse::<Option<Token![,]>>()?.is_none() {
                break;
            }
        }
        if !input.peek(keyword::by) {
            return Err(input.error("expected `by` and a method, as in `integrate by euler;` or `integrate v by rk4;`"));
        }
        input.parse::<keyword::by>()?;
        if !input.peek(Ident::peek_any) {
            return Err(input.error("expected a method, as in `integrate by euler;`"));
        }
        let method = Ident::parse_any(input)?;
        let repeat = if input.parse::<Option<keyword::repeat>>()?.is_some() { Some(repeat(input)?) } else { None };
        if !input.peek(Token![;]) {
            return Err(input.error("expected `;` or `repeat` and a number"));
        }
        input.parse::<Token![;]>()?;
        Ok(Integrate { keyword, variables, method, repeat })
    }
}

fn repeat(input: ParseStream) -> syn::Result<(u32, Span)> {
    /// Each is written out.
    const LARGEST: u32 = 100;
    if !input.peek(LitInt) {
        return Err(input.error("expected into how many steps `dt` is divided: a whole number that is written out"));
    }
    let number: LitInt = input.parse()?;
    match number.base10_parse() {
        Ok(count) if (1..=LARGEST).contains(&count) && number.suffix().is_empty() => Ok((count, number.span())),
        _ => {
            let message = format!("`dt` is divided into 1 to {LARGEST} steps");
            Err(syn::Error::new(number.span(), message))
        }
    }
}
