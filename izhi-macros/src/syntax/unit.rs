//! Numbers with a unit: `-65 mV`, `0.5ms`, `1 uF/cm^2`.
//!
//! ```text
//! unit   := symbol power? (('*' | '/') symbol power?)*
//! power  := '^' ('2' | '3')
//! ```
//!
//! Behind the first symbol, a single letter other than `s` is no unit but a name, as in `10 nS / C`.

use proc_macro2::{Ident, Span};
use syn::parse::ParseStream;
use syn::parse::discouraged::Speculative;
use syn::{LitInt, Token, braced};

use super::habits;
use crate::unit::{Dimension, Unit};

/// A unit, how it is written, and the last token of it.
pub(super) struct Written {
    pub(super) unit: Unit,
    pub(super) text: String,
    pub(super) last: Span,
}

/// The unit that stands behind a number, if one does.
pub(super) fn behind_number(input: ParseStream) -> syn::Result<Option<Written>> {
    if habits::is_assigned(input) {
        // The next statement, behind a semicolon that is missing.
        return Ok(None);
    }
    symbol(input, false)?.map(|first| product(first, input)).transpose()
}

/// `in mV`: the unit in which a number is that has none itself.
pub(super) fn kept_in(input: ParseStream) -> syn::Result<Dimension> {
    input.parse::<Token![in]>()?;
    kept_unit(input)
}

/// `in any`, if that comes next: what a name measures is left to those who use it.
pub(super) fn any(input: ParseStream) -> bool {
    let ahead = input.fork();
    let is_any = ahead.parse::<Token![in]>().is_ok() && ahead.parse::<Ident>().is_ok_and(|name| name == "any");
    if is_any {
        input.advance_to(&ahead);
    }
    is_any
}

/// `{ mV, ms }`
pub(super) fn kept_units(input: ParseStream) -> syn::Result<Vec<Dimension>> {
    let content;
    braced!(content in input);
    let mut units = vec![kept_unit(&content)?];
    while content.parse::<Option<Token![,]>>()?.is_some() && !content.is_empty() {
        units.push(kept_unit(&content)?);
    }
    if content.is_empty() { Ok(units) } else { Err(content.error("expected `,` between the units")) }
}

/// A unit that stands alone, and is one that izhi keeps: the numbers are there as they are.
fn kept_unit(input: ParseStream) -> syn::Result<Dimension> {
    let Some(first) = symbol(input, false)? else {
        let name = input.fork().parse::<Ident>();
        return Err(input.error(match name {
            Ok(name) => crate::unit::unknown(&name.to_string()),
            Err(_) => "expected a unit, as in `mV` or `pA*ms`; rates are in `kHz`".to_owned(),
        }));
    };
    let Written { unit, text, last } = product(first, input)?;
    if unit.power == 0 {
        return Ok(unit.dimension);
    }
    let kept = unit.dimension;
    Err(syn::Error::new(last, format!("numbers without a unit are in {kept} and not in {text}: write `{kept}`")))
}

/// With what follows the first symbol.
pub(super) fn product(first: Written, input: ParseStream) -> syn::Result<Written> {
    let Written { mut unit, mut text, mut last } = first;
    loop {
        let ahead = input.fork();
        let is_divided = if ahead.peek(Token![*]) && !ahead.peek(Token![*=]) {
            ahead.parse::<Token![*]>()?;
            false
        } else if ahead.peek(Token![/]) && !ahead.peek(Token![/=]) {
            ahead.parse::<Token![/]>()?;
            true
        } else {
            return Ok(Written { unit, text, last });
        };
        let Some(factor) = symbol(&ahead, true)? else { return Ok(Written { unit, text, last }) };
        input.advance_to(&ahead);
        unit = if is_divided { unit.per(factor.unit) } else { unit.times(factor.unit) };
        text = format!("{text}{}{}", if is_divided { '/' } else { '*' }, factor.text);
        last = factor.last;
    }
}

/// A symbol and its power, if one comes next.
fn symbol(input: ParseStream, is_further: bool) -> syn::Result<Option<Written>> {
    let ahead = input.fork();
    let Ok(name) = ahead.parse::<Ident>() else { return Ok(None) };
    let (text, last) = (name.to_string(), name.span());
    let is_letter = is_further && text.len() == 1 && text != "s";
    let is_name = is_letter || ahead.peek(Token![.]) || ahead.peek(syn::token::Paren);
    let Some(unit) = Unit::find(&text).filter(|_| !is_name) else { return Ok(None) };
    input.advance_to(&ahead);
    if !input.peek(Token![^]) {
        return Ok(Some(Written { unit, text, last }));
    }
    input.parse::<Token![^]>()?;
    let power: LitInt = input.parse()?;
    match power.base10_parse() {
        Ok(count @ 2..=3) if power.suffix().is_empty() => {
            Ok(Some(Written { unit: unit.to(count), text: format!("{text}^{count}"), last: power.span() }))
        }
        _ => Err(syn::Error::new(power.span(), "units are squared or cubed: `cm^2`")),
    }
}

#[cfg(test)]
mod tests {
    use super::super::expression::{Expression, ExpressionKind};

    fn number(text: &str) -> (f64, Option<String>) {
        let expression: Expression = syn::parse_str(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        match &expression.kind {
            ExpressionKind::Number(value, measure) => {
                (*value, measure.as_ref().map(|measure| measure.dimension.to_string()))
            }
            _ => panic!("{text} is no number"),
        }
    }

    #[test]
    fn numbers_are_kept_in_the_units_of_izhi() {
        let kept = [
            ("10 ms", 10.0, "ms"),
            ("0.5ms", 0.5, "ms"),
            ("500 us", 0.5, "ms"),
            ("0.3 us", 0.0003, "ms"),
            ("-65 mV", -65.0, "mV"),
            ("-0.065 V", -65.0, "mV"),
            ("1.5e-3 nA", 1.5, "pA"),
            ("30 Hz", 0.03, "kHz"),
            ("200 MOhm", 0.2, "GOhm"),
            ("1 uF/cm^2", 0.01, "pF/um^2"),
            ("120 mS / cm^2", 1.2, "nS/um^2"),
            ("1 mV*ms", 1.0, "ms mV"),
            ("1_000 pA", 1000.0, "pA"),
        ];
        for (text, value, unit) in kept {
            assert_eq!(number(text), (value, Some(unit.to_owned())), "{text}");
        }
    }

    #[test]
    fn names_are_no_units() {
        for text in ["10 nS / C", "2 mV * m", "1 ms * s.W", "5 mV / exp(x)"] {
            let expression: Expression = syn::parse_str(text).unwrap();
            assert!(matches!(expression.kind, ExpressionKind::Binary(..)), "{text}");
        }
    }
}
