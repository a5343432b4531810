//! How long the macros take for the seed: what a compiler that takes microseconds must not lose unnoticed.

use std::time::{Duration, Instant};

use proc_macro2::{TokenStream, TokenTree};
use quote::quote;

use crate::collect::Collection;
use crate::{collect_behaviors, compile_behavior};

const MODEL: &str = include_str!("../../examples/izhikevich/model.rs");
const RECORDERS: &str = include_str!("../../src/recorders.rs");
const RUNS: usize = 21;

/// The contents of the calls of a macro, in order.
fn calls(source: &str, name: &str) -> Vec<TokenStream> {
    let tokens: Vec<TokenTree> = source.parse::<TokenStream>().expect("Rust").into_iter().collect();
    let call = |tokens: &[TokenTree]| match tokens {
        [TokenTree::Ident(ident), TokenTree::Punct(_), TokenTree::Group(body)] if ident == name => Some(body.stream()),
        _ => None,
    };
    tokens.windows(3).filter_map(call).collect()
}

/// The whole way of `network!` through all behaviours that it asks, as in a compilation.
fn expand(network: &TokenStream, behaviors: &[TokenStream]) -> TokenStream {
    let mut code =
        collect_behaviors(Collection { runtime: quote!(::izhi), declaration: network.clone(), collected: Vec::new() });
    for count in 1..=behaviors.len() {
        let collected = &behaviors[..count];
        code = collect_behaviors(syn::parse2(quote!({ #network } #({ #collected })*)).expect("as they hand it back"));
    }
    code
}

fn median(mut run: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed()
        })
        .collect();
    times.sort();
    times[RUNS / 2]
}

#[test]
#[ignore = "a measurement: cargo test -p izhi-macros timing -- --ignored --nocapture"]
fn expansion_of_the_seed() {
    let own = calls(MODEL, "behavior");
    let network = calls(MODEL, "network").remove(0);
    // In the order of the network's `use`, which ends with the recorder.
    let all: Vec<TokenStream> = own.iter().cloned().chain(calls(RECORDERS, "behavior").into_iter().take(1)).collect();
    let code = expand(&network, &all).to_string();
    assert!(!code.contains("compile_error"), "{code}");
    let behaviors = median(|| own.iter().for_each(|tokens| drop(compile_behavior(tokens.clone()))));
    let whole = median(|| drop(expand(&network, &all)));
    println!("expansion of the seed: behavior! {} us, network! {} us", behaviors.as_micros(), whole.as_micros());
}
