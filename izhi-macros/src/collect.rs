//! How behaviours reach `network!`: each is exported as a macro that hands its tokens to a callback.
//!
//! ```text
//! izhi::network! { pub Net { use A, other::B; ... } }
//!   -> $crate::__private::network! { {$crate} {declaration} }
//!   -> A! { {$crate::__private::network} { {$crate} {declaration} {collected so far} } }
//!   -> $crate::__private::network! { {$crate} {declaration} {collected so far} {A's tokens} }
//!   -> other::B! { ... } -> $crate::__private::network! { ... }       and so on, until nothing is missing
//! ```
//!
//! `$crate` is izhi by whatever name the user's crate knows it, and all that is generated goes by it.
//!
//! A behaviour in which an error has been reported exports its tokens in braces, or nothing where not even
//! its name could be read. The network that uses it takes over what it declares, is checked as far as it can
//! be, and stays silent about what is missing.

use std::collections::BTreeMap;

use proc_macro2::{Delimiter, Group, Ident, Punct, Spacing, Span, TokenStream, TokenTree};
use quote::{format_ident, quote};
use syn::parse::{Parse, ParseStream};

use crate::documentation;
use crate::syntax;

/// A behaviour of the network's `use`.
#[derive(Clone)]
pub(crate) struct UsedBehavior {
    pub(crate) name: Ident,
    /// Whether something in it has been reported; then it has its names and nothing else.
    pub(crate) is_broken: bool,
    /// Whether it goes by the network's names, which are not those that were checked with it.
    pub(crate) is_renamed: bool,
    /// Nothing where not even its name could be read.
    pub(crate) declaration: Option<syntax::Behavior>,
}

/// What `behavior!` leaves for `network!`: the macro that exports the tokens, under the behaviour's name.
pub(crate) fn export(behavior: &syntax::Behavior, tokens: &TokenStream, is_broken: bool) -> TokenStream {
    let name = &behavior.name;
    let visibility = &behavior.visibility;
    // Exported macros share one namespace in their crate: a hash tells equal names apart, of the tokens and of
    // where they stand, because the same behaviour may be declared in two modules.
    let hash = fnv1a(&format!("{}{tokens}", place()));
    let macro_name = format_ident!("__izhi_behavior_{}_{:016x}", name, hash, span = Span::call_site());
    let doc = documentation::page(behavior);
    let tokens = &of_this_crate(tokens.clone());
    let exported = if is_broken { quote!({ #tokens }) } else { tokens.clone() };
    let export_attribute = match visibility {
        syn::Visibility::Public(_) => quote!(#[macro_export]),
        _ => TokenStream::new(),
    };
    let reexport = match visibility {
        syn::Visibility::Inherited => quote!(),
        visibility => quote!(#visibility),
    };
    quote! {
        #doc
        #[doc(hidden)]
        #[allow(unused_macros, non_local_definitions)]
        #export_attribute
        macro_rules! #macro_name {
            ({ $($callback:tt)* } { $($state:tt)* }) => { $($callback)* ! { $($state)* { #exported } } };
        }
        #[doc(inline)]
        #[allow(unused_imports)]
        #reexport use #macro_name as #name;
    }
}

/// The tokens with functions of this crate found from every other: `call crate::f(...)` becomes `call $crate::f(...)`.
fn of_this_crate(tokens: TokenStream) -> TokenStream {
    let mut follows_call = false;
    let replace = |token: TokenTree| {
        let is_crate = follows_call && matches!(&token, TokenTree::Ident(name) if name == "crate");
        follows_call = matches!(&token, TokenTree::Ident(name) if name == "call");
        match token {
            TokenTree::Ident(name) if is_crate => {
                let mut dollar = Punct::new('$', Spacing::Alone);
                dollar.set_span(name.span());
                vec![TokenTree::Punct(dollar), TokenTree::Ident(name)]
            }
            TokenTree::Group(group) => {
                let mut inner = Group::new(group.delimiter(), of_this_crate(group.stream()));
                inner.set_span(group.span());
                vec![TokenTree::Group(inner)]
            }
            other => vec![other],
        }
    };
    tokens.into_iter().flat_map(replace).collect()
}

/// Where the macro is called in the sources; nowhere outside of the compiler.
fn place() -> String {
    if !proc_macro::is_available() {
        return String::new();
    }
    let span = proc_macro::Span::call_site();
    format!("{}:{}:{}:", span.file(), span.line(), span.column())
}

/// What a behaviour that could not be parsed leaves, under the name that it seems to have.
pub(crate) fn placeholder(tokens: &TokenStream) -> TokenStream {
    let mut identifiers = tokens.clone().into_iter().filter_map(|token| match token {
        TokenTree::Ident(name) if name != "pub" => Some(name),
        _ => None,
    });
    let Some(name) = identifiers.next() else { return TokenStream::new() };
    let macro_name = format_ident!("__izhi_behavior_{}_broken", name, span = Span::call_site());
    quote! {
        #[doc(hidden)]
        #[allow(unused_macros)]
        macro_rules! #macro_name {
            ({ $($callback:tt)* } { $($state:tt)* }) => { $($callback)* ! { $($state)* {} } };
        }
        #[doc(hidden)]
        #[allow(unused_imports)]
        pub(crate) use #macro_name as #name;
    }
}

/// A hash that is the same everywhere and always (Fowler, Noll and Vo).
pub(crate) fn fnv1a(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The crate `izhi` by its name, the network's declaration, and the behaviours collected so far.
pub(crate) struct Collection {
    pub(crate) runtime: TokenStream,
    pub(crate) declaration: TokenStream,
    pub(crate) collected: Vec<TokenStream>,
}

impl Collection {
    /// The next call on the way, or the whole when nothing is missing.
    pub(crate) fn next(self) -> syn::Result<Step> {
        let network: syntax::Network = syn::parse2(self.declaration.clone())?;
        let used: Vec<syntax::UsedBehavior> = network
            .items
            .iter()
            .filter_map(|item| if let syntax::NetworkItem::Use(used) = item { Some(used.clone()) } else { None })
            .flatten()
            .collect();
        if let Some(next) = used.get(self.collected.len()) {
            let (path, runtime) = (&next.path, &self.runtime);
            let state = [&self.runtime, &self.declaration].into_iter().chain(&self.collected);
            return Ok(Step::Ask(quote!(#path ! { { #runtime::__private::network } { #({ #state })* } })));
        }
        let declarations = used.into_iter().zip(self.collected).map(|(used, tokens)| {
            let mut tree = tokens.clone().into_iter();
            let (is_broken, declaration) = match tree.next() {
                None => (true, None),
                Some(TokenTree::Group(broken)) => {
                    (true, Some(syn::parse2::<syntax::Behavior>(broken.stream())?.without_bodies()))
                }
                Some(_) => (false, Some(renamed(tokens, used.arguments.as_deref(), &used.path)?)),
            };
            let is_renamed = used.arguments.is_some();
            Ok(UsedBehavior { name: used.name, is_broken, is_renamed, declaration })
        });
        let used = declarations.collect::<syn::Result<_>>()?;
        Ok(Step::Complete(Complete { runtime: self.runtime, network, used }))
    }
}

/// The behaviour with the network's names in the place of its own.
pub(crate) fn renamed(
    tokens: TokenStream,
    arguments: Option<&[Ident]>,
    path: &syn::Path,
) -> syn::Result<syntax::Behavior> {
    let behavior: syntax::Behavior = syn::parse2(tokens.clone())?;
    let Some(arguments) = arguments else { return Ok(behavior) };
    if arguments.len() != behavior.names.len() {
        let known: Vec<String> = behavior.names.iter().map(|name| format!("`{name}`")).collect();
        let (count, names) = (behavior.names.len(), known.join(", "));
        let message = match count {
            0 => format!("`{}` has no names to replace", behavior.name),
            _ => format!("`{}` has {count} names to replace: {names}; given are {}", behavior.name, arguments.len()),
        };
        return Err(syn::Error::new_spanned(path, message));
    }
    let names: BTreeMap<String, &Ident> = behavior.names.iter().map(Ident::to_string).zip(arguments).collect();
    syn::parse2(substitute(tokens, &names))
}

/// The tokens with other identifiers in the place of the named ones.
fn substitute(tokens: TokenStream, names: &BTreeMap<String, &Ident>) -> TokenStream {
    let mut previous = None;
    let replace = |token: TokenTree| {
        let is_equations = matches!(&previous, Some(TokenTree::Ident(name)) if name == "equations");
        let token = match token {
            TokenTree::Group(group) if is_equations && group.delimiter() == Delimiter::Brace => {
                let mut inner = Group::new(group.delimiter(), substitute(derivatives(group.stream(), names), names));
                inner.set_span(group.span());
                TokenTree::Group(inner)
            }
            token => substituted(token, names),
        };
        previous = Some(token.clone());
        token
    };
    tokens.into_iter().map(replace).collect()
}

/// The tokens of equations with `dg` renamed where `g` is, at the beginning of each.
fn derivatives(tokens: TokenStream, names: &BTreeMap<String, &Ident>) -> TokenStream {
    let mut begins = true;
    let replace = |token: TokenTree| {
        let renamed = match &token {
            TokenTree::Ident(derivative) if begins => syntax::derivative_of(derivative)
                .and_then(|variable| names.get(&variable.to_string()))
                .map(|other| TokenTree::Ident(format_ident!("d{}", other, span = other.span()))),
            _ => None,
        };
        begins = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == ';');
        renamed.unwrap_or(token)
    };
    tokens.into_iter().map(replace).collect()
}

fn substituted(token: TokenTree, names: &BTreeMap<String, &Ident>) -> TokenTree {
    match token {
        TokenTree::Ident(name) => match names.get(&name.to_string()) {
            Some(other) => TokenTree::Ident((*other).clone()),
            None => TokenTree::Ident(name),
        },
        TokenTree::Group(group) => {
            let mut inner = Group::new(group.delimiter(), substitute(group.stream(), names));
            inner.set_span(group.span());
            TokenTree::Group(inner)
        }
        other => other,
    }
}

pub(crate) enum Step {
    /// Ask the next behaviour for its tokens.
    Ask(TokenStream),
    /// Everything the network uses is here.
    Complete(Complete),
}

/// A network with all that it uses.
pub(crate) struct Complete {
    /// The crate `izhi` by the name that the user's crate has for it.
    pub(crate) runtime: TokenStream,
    pub(crate) network: syntax::Network,
    pub(crate) used: Vec<UsedBehavior>,
}

/// `{crate} {declaration} {behaviour}*`, as the behaviours hand it back.
impl Parse for Collection {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let not_by_hand = |span| syn::Error::new(span, "this macro is called by `network!` only");
        let mut parts = Vec::new();
        while !input.is_empty() {
            let tree: TokenTree = input.parse()?;
            match tree {
                TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => parts.push(group.stream()),
                other => return Err(not_by_hand(other.span())),
            }
        }
        let mut parts = parts.into_iter();
        let (Some(runtime), Some(declaration)) = (parts.next(), parts.next()) else {
            return Err(not_by_hand(input.span()));
        };
        Ok(Collection { runtime, declaration, collected: parts.collect() })
    }
}
