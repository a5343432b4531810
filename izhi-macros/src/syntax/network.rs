//! The declaration of a network.
//!
//! ```text
//! network  := doc* visibility name '{' item* '}'
//! item     := 'use' path ('as' name)? (',' path ('as' name)?)* ','? ';'
//!           | 'dt' ':' number ';' | 'seed' ':' integer ';' | 'float' ':' ('f32' | 'f64') ';'
//!           | doc* 'group' names ':' size '{' instance,* '}'
//!           | doc* 'synapses' names ':' name '->' (name | '{' name,* '}') ';'
//! names    := name (',' tag)*
//! size     := integer | 'squared' '(' integer ')' | 'grid' '(' width ',' height (',' depth)? ')'
//! instance := key ':' behavior ('[' variable,* ']')? ('{' (parameter ':' expression),* '}')? ('as' name)?
//! ```
//!
//! The first of the `names` is the group's own; it and the further ones are its tags.

use proc_macro2::{Ident, Span};
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{LitInt, Path, Token, Visibility, braced, bracketed, parenthesized};

use super::{Doc, Expression, Field, fields, keyword};

/// A network as written.
pub(crate) struct Network {
    pub(crate) doc: Doc,
    pub(crate) visibility: Visibility,
    pub(crate) name: Ident,
    pub(crate) items: Vec<NetworkItem>,
}

pub(crate) enum NetworkItem {
    Use(Vec<UsedBehavior>),
    Setting(Setting),
    Group(Group),
    Synapses(SynapseDeclaration),
}

/// One behaviour brought into the network, under its own name or another.
#[derive(Clone)]
pub(crate) struct UsedBehavior {
    pub(crate) path: Path,
    pub(crate) name: Ident,
}

pub(crate) enum Setting {
    Dt(Expression),
    Seed(LitInt),
    Float(Ident),
}

/// A neuron group and the behaviours it has.
pub(crate) struct Group {
    pub(crate) doc: Doc,
    pub(crate) names: Vec<Ident>,
    pub(crate) size: Size,
    pub(crate) instances: Vec<Instance>,
}

/// The grid on which the neurons stand.
pub(crate) enum Size {
    Line(LitInt),
    Squared(LitInt),
    Grid(Vec<LitInt>),
}

/// A behaviour at a key of a group.
pub(crate) struct Instance {
    pub(crate) key: i64,
    pub(crate) key_span: Span,
    pub(crate) behavior: Ident,
    /// The variables in brackets, where there are any.
    pub(crate) variables: Option<Vec<Ident>>,
    pub(crate) parameters: Vec<Field>,
    pub(crate) name: Option<Ident>,
}

/// One or more synapse groups with the same source and the same tags.
pub(crate) struct SynapseDeclaration {
    pub(crate) doc: Doc,
    pub(crate) names: Vec<Ident>,
    pub(crate) source: Ident,
    pub(crate) targets: Vec<Ident>,
}

impl Parse for Network {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let (doc, visibility, name) = (input.parse()?, input.parse()?, input.parse()?);
        let content;
        braced!(content in input);
        let mut items = Vec::new();
        while !content.is_empty() {
            items.push(content.parse()?);
        }
        Ok(Network { doc, visibility, name, items })
    }
}

impl Parse for NetworkItem {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let doc: Doc = input.parse()?;
        let item = if input.parse::<Option<keyword::group>>()?.is_some() {
            return group(input, doc).map(NetworkItem::Group);
        } else if input.parse::<Option<keyword::synapses>>()?.is_some() {
            NetworkItem::Synapses(synapses(input, doc)?)
        } else if input.parse::<Option<Token![use]>>()?.is_some() {
            NetworkItem::Use(uses(input)?)
        } else if input.parse::<Option<keyword::dt>>()?.is_some() {
            input.parse::<Token![:]>()?;
            NetworkItem::Setting(Setting::Dt(input.parse()?))
        } else if input.parse::<Option<keyword::seed>>()?.is_some() {
            input.parse::<Token![:]>()?;
            NetworkItem::Setting(Setting::Seed(input.parse()?))
        } else if input.parse::<Option<keyword::float>>()?.is_some() {
            input.parse::<Token![:]>()?;
            NetworkItem::Setting(Setting::Float(input.parse()?))
        } else {
            return Err(input.error("expected `use`, `dt`, `seed`, `float`, `group` or `synapses`"));
        };
        input.parse::<Token![;]>()?;
        Ok(item)
    }
}

/// Separated by commas, up to the semicolon.
fn uses(input: ParseStream) -> syn::Result<Vec<UsedBehavior>> {
    let mut used = vec![input.parse()?];
    while input.parse::<Option<Token![,]>>()?.is_some() && !input.peek(Token![;]) {
        used.push(input.parse()?);
    }
    Ok(used)
}

impl Parse for UsedBehavior {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let path = Path::parse_mod_style(input)?;
        let name = if input.parse::<Option<Token![as]>>()?.is_some() {
            input.parse()?
        } else {
            // A path in module style ends in an identifier: `parse_mod_style` takes nothing else.
            path.segments.last().map(|segment| segment.ident.clone()).ok_or_else(|| input.error("expected a path"))?
        };
        Ok(UsedBehavior { path, name })
    }
}

/// `name, TAG, TAG`, up to the colon.
fn names(input: ParseStream) -> syn::Result<Vec<Ident>> {
    let names = Punctuated::<Ident, Token![,]>::parse_separated_nonempty(input)?;
    Ok(names.into_iter().collect())
}

fn group(input: ParseStream, doc: Doc) -> syn::Result<Group> {
    let names = names(input)?;
    input.parse::<Token![:]>()?;
    let size = input.parse()?;
    let content;
    braced!(content in input);
    let instances = Punctuated::<Instance, Token![,]>::parse_terminated(&content)?;
    Ok(Group { doc, names, size, instances: instances.into_iter().collect() })
}

impl Parse for Size {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let extents = |input: ParseStream| -> syn::Result<Vec<LitInt>> {
            let content;
            parenthesized!(content in input);
            Ok(Punctuated::<LitInt, Token![,]>::parse_terminated(&content)?.into_iter().collect())
        };
        if input.peek(LitInt) {
            return Ok(Size::Line(input.parse()?));
        }
        let span = input.span();
        if input.parse::<Option<keyword::squared>>()?.is_some() {
            let mut extents = extents(input)?;
            match (extents.pop(), extents.is_empty()) {
                (Some(size), true) => Ok(Size::Squared(size)),
                _ => Err(syn::Error::new(span, "`squared` takes one number of neurons: `squared(800)`")),
            }
        } else if input.parse::<Option<keyword::grid>>()?.is_some() {
            let extents = extents(input)?;
            match extents.len() {
                2 | 3 => Ok(Size::Grid(extents)),
                _ => Err(syn::Error::new(span, "`grid` takes a width, a height and perhaps a depth: `grid(25, 32)`")),
            }
        } else {
            Err(input.error("expected a size: `800`, `squared(800)` or `grid(25, 32)`"))
        }
    }
}

impl Parse for Instance {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let key_span = input.span();
        let negative = input.parse::<Option<Token![-]>>()?.is_some();
        let key: LitInt = input.parse().map_err(|error| {
            syn::Error::new(error.span(), "expected the integer key of a behaviour: `1: Behavior { ... }`")
        })?;
        let key: i64 = key.base10_parse()?;
        input.parse::<Token![:]>()?;
        let behavior = input.parse()?;
        let variables = if input.peek(syn::token::Bracket) {
            let content;
            bracketed!(content in input);
            Some(Punctuated::<Ident, Token![,]>::parse_terminated(&content)?.into_iter().collect())
        } else {
            None
        };
        let parameters = if input.peek(syn::token::Brace) { fields(input)? } else { Vec::new() };
        let name = if input.parse::<Option<Token![as]>>()?.is_some() { Some(input.parse()?) } else { None };
        let key = if negative { -key } else { key };
        Ok(Instance { key, key_span, behavior, variables, parameters, name })
    }
}

fn synapses(input: ParseStream, doc: Doc) -> syn::Result<SynapseDeclaration> {
    let names = names(input)?;
    input.parse::<Token![:]>()?;
    let source = input.parse()?;
    input.parse::<Token![->]>()?;
    let targets = if input.peek(syn::token::Brace) {
        let content;
        braced!(content in input);
        Punctuated::<Ident, Token![,]>::parse_terminated(&content)?.into_iter().collect()
    } else {
        vec![input.parse()?]
    };
    Ok(SynapseDeclaration { doc, names, source, targets })
}
