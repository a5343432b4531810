//! Errors and warnings at the user's own tokens, collected rather than stopped at the first.
//!
//! One token carries at most one error: the first one found there. That keeps one mistake from being
//! reported once for every group or synapse group that shares the behaviour.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::quote;

use crate::resolved::RESERVED_PREFIX;

/// The first and the last token of a piece of source text.
#[derive(Clone, Copy)]
pub(crate) struct Location {
    pub(crate) first: Span,
    pub(crate) last: Span,
}

impl Location {
    /// From the beginning of `self` to the end of `end`.
    pub(crate) fn to(self, end: Location) -> Location {
        Location { first: self.first, last: end.last }
    }
}

impl From<Span> for Location {
    fn from(span: Span) -> Self {
        Location { first: span, last: span }
    }
}

impl From<&Ident> for Location {
    fn from(name: &Ident) -> Self {
        name.span().into()
    }
}

/// The errors found so far.
pub(crate) struct Diagnostics {
    /// A token of the declaration that is being compiled.
    declaration: Span,
    /// The behaviour that is being checked: its name, and where the network names it.
    behavior: Option<(String, Span)>,
    errors: Vec<syn::Error>,
    warnings: Vec<TokenStream>,
    seen: BTreeSet<String>,
}

impl Diagnostics {
    /// No errors in the declaration that has the given token.
    pub(crate) fn new(declaration: Span) -> Self {
        Diagnostics { declaration, behavior: None, errors: Vec::new(), warnings: Vec::new(), seen: BTreeSet::new() }
    }

    /// From now on the tokens of a behaviour are checked, which the network names at the given place.
    pub(crate) fn within(&mut self, behavior: &Ident, named_at: Span) {
        self.behavior = Some((behavior.to_string(), named_at));
    }

    /// Records what is wrong at a place of the source, or of a behaviour from another crate, whose source is not the
    /// user's, where the network names it.
    pub(crate) fn error(&mut self, at: impl Into<Location>, message: impl Into<String>) {
        if let Some((at, message)) = self.placed("error", at.into(), message.into()) {
            let [first, last] = [at.first, at.last].map(|span| TokenTree::from(Ident::new("x", span)));
            let tokens = TokenStream::from_iter([first, last]);
            self.errors.push(syn::Error::new_spanned(tokens, message));
        }
    }

    /// What is wrong in the behaviour at hand, at a place of the network that makes it so.
    pub(crate) fn error_of_behavior(&mut self, at: Location, message: &str) {
        match &self.behavior {
            Some((behavior, _)) => self.error(at, format!("behavior `{behavior}`: {message}")),
            None => self.error(at, message),
        }
    }

    /// What is said at a place, and the place that the user sees; nothing where something of the
    /// kind has been said there.
    fn placed(&mut self, kind: &str, mut at: Location, mut message: String) -> Option<(Location, String)> {
        // What a network calls otherwise begins or ends with tokens of its own.
        let is_elsewhere =
            |at: Location| [at.first, at.last].iter().any(|span| is_of_another_crate(*span, self.declaration));
        if let Some((behavior, named_at)) = &self.behavior
            && is_elsewhere(at)
        {
            at = (*named_at).into();
            message = format!("behavior `{behavior}`: {message}");
        }
        // Spans have no order and no equality on stable Rust, but their debug form is exact.
        let is_new = self.seen.insert(format!("{kind} {:?}", at.first));
        let [first, last] = [at.first, at.last].map(|span| direct(span, self.declaration));
        is_new.then_some((Location { first, last }, message))
    }

    /// Says at a place of the source what is right and does not do what it seems to; `name` says in a word what that is. On
    /// stable Rust a macro has no warnings of its own: it is one of the compiler's, of a constant that nobody should use,
    /// which is used at that place.
    pub(crate) fn warning(&mut self, at: impl Into<Location>, name: &str, message: &str, help: &str) {
        if let Some((at, message)) = self.placed("warning", at.into(), format!("{message}\n  help: {help}")) {
            let name = Ident::new(name, at.first);
            self.warnings.push(quote! {
                const _: () = {
                    #[deprecated(note = #message)]
                    #[allow(non_upper_case_globals)]
                    const #name: () = ();
                    #name
                };
            });
        }
    }

    /// The same, with a line that says what to write instead.
    pub(crate) fn error_with_help(&mut self, at: impl Into<Location>, message: &str, help: &str) {
        self.error(at, format!("{message}\n  help: {help}"));
    }

    /// An unknown name: suggests the nearest known one, or lists what there is.
    pub(crate) fn unknown(&mut self, kind: &str, name: &Ident, place: &str, known: &[String]) {
        let message =
            format!("unknown {kind} `{name}`{}", if place.is_empty() { String::new() } else { format!(" {place}") });
        let known: Vec<String> = known.iter().filter(|name| !name.starts_with(RESERVED_PREFIX)).cloned().collect();
        match suggestion(&name.to_string(), &known) {
            Some(help) => self.error_with_help(name, &message, &help),
            None => self.error(name, message),
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.errors.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.errors.is_empty()
    }

    /// The warnings, as items.
    pub(crate) fn warnings(&self) -> TokenStream {
        self.warnings.iter().cloned().collect()
    }

    pub(crate) fn into_compile_errors(self) -> TokenStream {
        self.errors.into_iter().map(|error| error.into_compile_error()).collect()
    }
}

/// The tokens of a behaviour come by way of its macro, and the compiler would show the whole way. In the file
/// of the network the place says it all; for a behaviour from elsewhere the network has to be seen as well.
fn direct(span: Span, declaration: Span) -> Span {
    if proc_macro::is_available() && span.unwrap().file() == declaration.unwrap().file() {
        span.resolved_at(declaration)
    } else {
        span
    }
}

/// Whether a token stands in no file of the package that is being compiled, of which the declaration is.
fn is_of_another_crate(span: Span, declaration: Span) -> bool {
    let Some(package) = std::env::var_os("CARGO_MANIFEST_DIR").filter(|_| proc_macro::is_available()) else {
        return false;
    };
    if span.unwrap().file() == declaration.unwrap().file() {
        return false;
    }
    let Some(file) = span.unwrap().local_file() else { return true };
    let file = std::path::absolute(&file).unwrap_or(file);
    !file.starts_with(package)
}

/// What the user may have meant by `name`.
fn suggestion(name: &str, known: &[String]) -> Option<String> {
    let begins = |candidate: &&String| name.len() > 2 && candidate.to_lowercase().starts_with(&name.to_lowercase());
    if let Some(candidate) = known.iter().find(begins) {
        return Some(format!("did you mean `{candidate}`?"));
    }
    let nearest = known
        .iter()
        .map(|candidate| (strsim::damerau_levenshtein(&name.to_lowercase(), &candidate.to_lowercase()), candidate))
        .min_by_key(|(distance, _)| *distance)
        .filter(|(distance, candidate)| {
            // Of one letter, every other is one change away.
            let length = candidate.chars().count().max(name.chars().count());
            *distance <= if length == 1 { 0 } else { 1.max(length / 3) }
        });
    match nearest {
        Some((_, candidate)) => Some(format!("did you mean `{candidate}`?")),
        None if known.is_empty() => None,
        None => Some(format!("there is {}", list(known))),
    }
}

/// `a`, `b` and `c`, shortened where there are many.
pub(crate) fn list(names: &[String]) -> String {
    const SHOWN: usize = 12;
    let mut quoted: Vec<String> = names.iter().take(SHOWN).map(|name| format!("`{name}`")).collect();
    if names.len() > SHOWN {
        quoted.push(format!("{} more", names.len() - SHOWN));
    }
    match quoted.split_last() {
        None => "nothing".to_owned(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    }
}
