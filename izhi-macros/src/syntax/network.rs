//! The declaration of a network.
//!
//! ```text
//! network  := doc* visibility name '{' item* '}'
//! item     := 'use' used (',' used)* ','? ';'
//!           | 'dt' ':' number ';' | 'seed' ':' integer ';' | 'float' ':' ('f32' | 'f64') ';'
//!           | family
//!           | doc* 'group' names ':' size '{' instance,* '}'
//!           | doc* 'synapses' synapses
//! used     := path ('(' name,* ')')? ('as' name)?
//! names    := member (',' tag)*
//! size     := integer | 'squared' '(' integer ')' | 'grid' '(' width ',' height (',' depth)? ')'
//! instance := key ':' behavior ('[' recorded,* ']')? ('{' (parameter ':' expression),* '}')? ('as' name)?
//! recorded := variable | synapses '.' variable | expression 'as' name
//! ```
//!
//! The first of the `names` is the group's own; it and the further ones are its tags.

use proc_macro2::{Ident, Span, TokenTree};
use syn::parse::discouraged::Speculative;
use syn::parse::{Parse, ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{LitInt, Path, Token, Visibility, braced, bracketed, parenthesized};

use super::family::{self, Items, Member};
use super::synapses::{SynapseDeclaration, synapses};
use super::{Doc, Expression, Field, declared_name, fields, habits, keyword, parenthesized_names, part};

/// A network as written.
pub(crate) struct Network {
    pub(crate) doc: Doc,
    pub(crate) visibility: Visibility,
    pub(crate) name: Ident,
    pub(crate) items: Vec<NetworkItem>,
    /// What could not be parsed; the network has the rest.
    pub(crate) errors: Vec<syn::Error>,
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
    /// What takes the place of the behaviour's own names for tags and variables.
    pub(crate) arguments: Option<Vec<Ident>>,
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
    /// What of it could not be parsed.
    errors: Vec<syn::Error>,
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
    pub(crate) variables: Option<Vec<Recorded>>,
    pub(crate) parameters: Vec<Field>,
    pub(crate) name: Option<Ident>,
    /// What of its parameters could not be parsed.
    error: Option<syn::Error>,
}

/// What stands in brackets.
pub(crate) enum Recorded {
    /// `v`.
    Variable(Ident),
    /// `TAG.W` of synapses, by the name or a tag of their group.
    Synapses { tag: Ident, name: Ident },
    /// `mean(v) as mean_v`.
    Expression { value: Expression, name: Ident },
}

impl Network {
    /// The groups as written, in order.
    pub(crate) fn groups(&self) -> impl Iterator<Item = &Group> {
        self.items.iter().filter_map(|item| if let NetworkItem::Group(group) = item { Some(group) } else { None })
    }
}

impl Parse for Network {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let (doc, visibility) = (input.parse()?, input.parse()?);
        let name = declared_name(input, "the name of the network")?;
        let content;
        braced!(content in input);
        let Items { mut items, mut errors } = family::all(&content)?;
        for item in &mut items {
            match item {
                NetworkItem::Group(group) => errors.append(&mut group.errors),
                NetworkItem::Synapses(synapses) => errors.append(&mut synapses.errors),
                NetworkItem::Use(_) | NetworkItem::Setting(_) => {}
            }
        }
        Ok(Network { doc, visibility, name, items, errors })
    }
}

impl Parse for NetworkItem {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let doc: Doc = input.parse()?;
        let item = if input.parse::<Option<keyword::group>>()?.is_some() {
            return group(input, doc).map(NetworkItem::Group);
        } else if input.parse::<Option<keyword::synapses>>()?.is_some() {
            return synapses(input, doc).map(NetworkItem::Synapses);
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
            return Err(input.error("expected `use`, `dt`, `seed`, `float`, `group`, `synapses` or `for`"));
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
        let arguments = parenthesized_names(input)?;
        let name = if input.parse::<Option<Token![as]>>()?.is_some() {
            declared_name(input, "another name")?
        } else {
            // A path in module style ends in an identifier: `parse_mod_style` takes nothing else.
            path.segments.last().map(|segment| segment.ident.clone()).ok_or_else(|| input.error("expected a path"))?
        };
        Ok(UsedBehavior { path, arguments, name })
    }
}

fn group(input: ParseStream, doc: Doc) -> syn::Result<Group> {
    let names = members(input)?;
    input.parse::<Token![:]>()?;
    let mut errors = Vec::new();
    let size = part(input, &mut errors, skip_size)?;
    let content;
    braced!(content in input);
    let mut instances = Vec::new();
    while !content.is_empty() {
        instances.extend(part(&content, &mut errors, skip_instance)?);
    }
    errors.extend(instances.iter_mut().filter_map(|instance: &mut Instance| instance.error.take()));
    // A size that could not be parsed has been reported: any will do.
    let size = size.unwrap_or_else(|| Size::Line(LitInt::new("1", Span::call_site())));
    Ok(Group { doc, names, size, instances, errors })
}

/// `name, TAG, TAG`, up to the colon; of a member of a family its own name, that of the family and further tags.
fn members(input: ParseStream) -> syn::Result<Vec<Ident>> {
    let Member { group, family } = input.parse()?;
    let mut names: Vec<Ident> = std::iter::once(group).chain(family).collect();
    while input.parse::<Option<Token![,]>>()?.is_some() {
        names.push(declared_name(input, "a tag")?);
    }
    Ok(names)
}

fn skip_size(input: ParseStream) -> syn::Result<()> {
    while !input.is_empty() && !input.peek(syn::token::Brace) {
        input.parse::<TokenTree>()?;
    }
    Ok(())
}

fn skip_instance(input: ParseStream) -> syn::Result<()> {
    while !input.is_empty() && input.parse::<Option<Token![,]>>()?.is_none() {
        input.parse::<TokenTree>()?;
    }
    Ok(())
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

impl Parse for Recorded {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let ahead = input.fork();
        if let Ok(first) = ahead.parse::<Ident>() {
            let is_of_synapses = ahead.parse::<Option<Token![.]>>()?.is_some();
            let second = if is_of_synapses { ahead.parse::<Ident>().ok() } else { None };
            if (second.is_some() || !is_of_synapses) && (ahead.is_empty() || ahead.peek(Token![,])) {
                input.advance_to(&ahead);
                return Ok(second.map_or_else(
                    || Recorded::Variable(first.clone()),
                    |name| Recorded::Synapses { tag: first.clone(), name },
                ));
            }
        }
        let value: Expression = input.parse()?;
        if input.parse::<Option<Token![as]>>()?.is_none() {
            let example = format!("a recorded expression has a name: `{value} as mean_v`, say");
            return Err(syn::Error::new(value.location.first, example));
        }
        Ok(Recorded::Expression { value, name: declared_name(input, "a name for what is recorded")? })
    }
}

impl Parse for Instance {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let key_span = input.span();
        let negative = input.parse::<Option<Token![-]>>()?.is_some();
        let key: LitInt = input.parse().map_err(|error| {
            syn::Error::new(error.span(), "expected the integer key of a behavior: `1: Behavior { ... }`")
        })?;
        let key: i64 = key
            .base10_parse()
            .map_err(|error| syn::Error::new(error.span(), "a key is an integer between -2^63 and 2^63 - 1"))?;
        input.parse::<Token![:]>()?;
        let behavior: Ident = input.parse()?;
        let mut error = None;
        if input.peek(syn::token::Paren) {
            error = Some(habits::given_in_parentheses(&behavior, input.span()));
            input.parse::<TokenTree>()?;
        }
        let variables = if input.peek(syn::token::Bracket) {
            let content;
            bracketed!(content in input);
            Some(Punctuated::<Recorded, Token![,]>::parse_terminated(&content)?.into_iter().collect())
        } else {
            None
        };
        let mut parameters: Vec<Field> = Vec::new();
        if input.peek(syn::token::Brace) {
            let tokens: TokenTree = input.parse()?;
            match fields.parse2(tokens.into()) {
                Ok(fields) => parameters = fields,
                Err(wrong) => error = Some(wrong),
            }
        }
        if let Some(decay) = parameters.iter().find_map(|field| field.decay.as_ref()) {
            return Err(syn::Error::new(decay.location.first, "a parameter does not decay"));
        }
        if let Some(condition) = parameters.iter().find_map(|field| field.condition.as_ref()) {
            let message =
                "what has to hold of a parameter stands in its behavior: `param { tau: 20.0 where tau > 0.0 }`";
            return Err(syn::Error::new(condition.location.first, message));
        }
        let name = if input.parse::<Option<Token![as]>>()?.is_some() {
            Some(declared_name(input, "a name for this behavior of the group")?)
        } else {
            None
        };
        if !input.is_empty() && input.parse::<Option<Token![,]>>()?.is_none() {
            return Err(input.error("expected `,` between the behaviors of a group"));
        }
        let key = if negative { -key } else { key };
        Ok(Instance { key, key_span, behavior, variables, parameters, name, error })
    }
}
