//! The compiler behind [`network!`] and [`behavior!`], re-exported by the crate `izhi`.
//!
//! ```text
//! tokens -> declarations -> resolved -> model -> schedule -> code -> tokens
//!           (syntax)        (check)     (check)  (schedule)  (codegen)
//! ```
//!
//! Each arrow is one function and goes one way; each stage has its own types. Errors come from parsing and from
//! `check` only, all at once, at the user's tokens. How behaviours reach the network across modules and
//! crates is described in `collect`.

#![forbid(unsafe_code)]

mod check;
mod codegen;
mod collect;
mod cuda;
mod diagnostics;
mod documentation;
mod function;
mod model;
mod resolved;
mod schedule;
mod syntax;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod timing;

use proc_macro2::TokenStream;
use quote::quote;

use izhi_units as unit;

use collect::{Collection, Complete, Step};
use diagnostics::Diagnostics;

/// Declares a behaviour: what it adds to a group and what it does in every iteration.
///
/// See the documentation of the crate `izhi` for the language.
#[proc_macro]
pub fn behavior(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    compile_behavior(input.into()).into()
}

/// What `izhi::network!` calls with the path of its crate, and the behaviours with their tokens. Not to be called by
/// hand.
#[doc(hidden)]
#[proc_macro]
pub fn network(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    match syn::parse(input) {
        Ok(collection) => collect_behaviors(collection).into(),
        Err(error) => error.into_compile_error().into(),
    }
}

fn collect_behaviors(collection: Collection) -> TokenStream {
    match collection.next() {
        Ok(Step::Ask(call)) => call,
        Ok(Step::Complete(complete)) => compile_network(&complete),
        Err(error) => error.into_compile_error(),
    }
}

/// The pipeline.
fn compile_network(complete: &Complete) -> TokenStream {
    let Complete { runtime, network, used } = complete;
    let mut diagnostics = Diagnostics::new(network.name.span());
    for behavior in used.iter().filter(|behavior| behavior.is_renamed && !behavior.is_broken) {
        behavior.declaration.iter().for_each(|behavior| check::check_behavior(behavior, &mut diagnostics));
    }
    let model = check::check(network, used, &mut diagnostics);
    let is_whole = network.errors.is_empty() && used.iter().all(|behavior| !behavior.is_broken);
    let model = match diagnostics.is_empty() && is_whole {
        true => model,
        // The types and names are still there, so that what uses the network is not wrong as well.
        false => model::Model::placeholder(model.network),
    };
    let schedule = schedule::schedule(&model);
    let text = |schedule| schedule::text(schedule, &model.network);
    let device = cfg!(feature = "cuda").then(|| cuda::text(&model.network, &schedule::undeferred(&model)));
    let texts = codegen::Texts { schedule: text(&schedule), plain: text(&schedule::plain(&model)), device };
    let code = codegen::generate(&model.network, &schedule, &texts, runtime);
    let warnings = if diagnostics.is_empty() && is_whole { diagnostics.warnings() } else { TokenStream::new() };
    // What is missing may be why something else seems to be wrong.
    let errors = match &*network.errors {
        [] => diagnostics.into_compile_errors(),
        errors => errors.iter().map(syn::Error::to_compile_error).collect(),
    };
    quote!(#errors #warnings #code)
}

fn compile_behavior(input: TokenStream) -> TokenStream {
    let behavior: syntax::Behavior = match syn::parse2(input.clone()) {
        Ok(behavior) => behavior,
        Err(error) => {
            let placeholder = collect::placeholder(&input);
            let error = error.into_compile_error();
            return quote!(#error #placeholder);
        }
    };
    let mut diagnostics = Diagnostics::new(behavior.name.span());
    check::check_declaration(&behavior, &mut diagnostics);
    let is_broken = !behavior.errors.is_empty() || !diagnostics.is_empty();
    let export = collect::export(&behavior, &input, is_broken);
    let errors = match &*behavior.errors {
        [] => diagnostics.into_compile_errors(),
        errors => errors.iter().map(syn::Error::to_compile_error).collect(),
    };
    quote!(#errors #export)
}
