//! The pipeline on source text: behaviours are looked up in it rather than asked for their tokens.

use proc_macro2::{TokenStream, TokenTree};

use quote::quote;

use crate::collect::{UsedBehavior, renamed};
use crate::diagnostics::Diagnostics;
use crate::model::Model;
use crate::schedule::Schedule;
use crate::{check, codegen, schedule, syntax};

/// Where `izhi::Recorder` comes from.
const RECORDERS: &str = include_str!("../../../src/recorders.rs");

/// Each stage of a network.
pub(super) struct Compiled {
    pub(super) model: Model,
    pub(super) schedule: Schedule,
    pub(super) plan: String,
    pub(super) code: TokenStream,
}

/// Compiles the one network of a source text, in which there is no error.
pub(super) fn compile(text: &str) -> Compiled {
    let behaviors = [text, RECORDERS].into_iter().flat_map(|text| invocations(text, "behavior"));
    let behaviors: Vec<(TokenStream, syntax::Behavior)> =
        behaviors.map(|tokens| (tokens.clone(), syn::parse2(tokens).unwrap())).collect();
    let [network] = <[TokenStream; 1]>::try_from(invocations(text, "network")).expect("one network");
    let network: syntax::Network = syn::parse2(network).unwrap();
    let used = network.items.iter().filter_map(|item| match item {
        syntax::NetworkItem::Use(used) => Some(used),
        _ => None,
    });
    let find = |used: &syntax::UsedBehavior| {
        let wanted = &used.path.segments.last().unwrap().ident;
        let (tokens, _) = behaviors.iter().find(|(_, behavior)| behavior.name == *wanted).expect("a known behavior");
        let declaration = renamed(tokens.clone(), used.arguments.as_deref(), &used.path).unwrap();
        UsedBehavior { name: used.name.clone(), is_broken: false, is_renamed: false, declaration: Some(declaration) }
    };
    let used: Vec<UsedBehavior> = used.flatten().map(find).collect();

    let mut diagnostics = Diagnostics::new(network.name.span());
    behaviors.iter().for_each(|(_, behavior)| check::check_behavior(behavior, &mut diagnostics));
    let model = check::check(&network, &used, &mut diagnostics);
    assert!(diagnostics.is_empty(), "{}", diagnostics.into_compile_errors());
    let errors = behaviors.iter().flat_map(|(_, behavior)| &behavior.errors).chain(&network.errors);
    assert_eq!(errors.map(syn::Error::to_string).collect::<Vec<_>>(), [""; 0]);
    let schedule = schedule::schedule(&model);
    let plan = schedule::text(&schedule, &model.network);
    // The code would show the plan as one long line.
    let texts = codegen::Texts { schedule: String::new(), plain: String::new(), device: None };
    let code = codegen::generate(&model.network, &schedule, &texts, &quote!(::izhi));
    Compiled { model, schedule, plan, code }
}

/// The tokens in the braces of each `name! { ... }`.
fn invocations(text: &str, name: &str) -> Vec<TokenStream> {
    let tokens: Vec<TokenTree> = text.parse::<TokenStream>().unwrap().into_iter().collect();
    let invocation = |window: &[TokenTree]| match window {
        [TokenTree::Ident(macro_name), TokenTree::Punct(punct), TokenTree::Group(group)]
            if macro_name == name && punct.as_char() == '!' =>
        {
            Some(group.stream())
        }
        _ => None,
    };
    tokens.windows(3).filter_map(invocation).collect()
}
