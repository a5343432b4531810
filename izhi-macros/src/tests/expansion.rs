//! The schedule and the code of each fixture.

use std::time::Instant;

use syn::visit_mut::{self, VisitMut};

use super::source::compile;

/// The fixtures, in the order of what they need.
const FIXTURES: [(&str, &str); 8] = [
    ("seed", include_str!("../../../tests/networks/seed.rs")),
    ("leaky", include_str!("../../../tests/networks/leaky.rs")),
    ("reductions", include_str!("../../../tests/networks/reductions.rs")),
    ("efferent", include_str!("../../../tests/networks/efferent.rs")),
    ("twice", include_str!("../../../tests/networks/twice.rs")),
    ("plastic", include_str!("../../../tests/networks/plastic.rs")),
    ("ring", include_str!("../../../tests/networks/ring.rs")),
    ("replay", include_str!("../../../tests/networks/replay.rs")),
];

/// The fixture of which the snapshot has the whole code. Of the others it has what runs in an iteration and
/// how they begin: in the rest only names differ.
const WHOLE: &str = "seed";

#[test]
fn seed() {
    check("seed");
}

#[test]
fn leaky() {
    check("leaky");
}

#[test]
fn reductions() {
    check("reductions");
}

#[test]
fn efferent() {
    check("efferent");
}

#[test]
fn twice() {
    check("twice");
}

#[test]
fn plastic() {
    check("plastic");
}

#[test]
fn ring() {
    check("ring");
}

#[test]
fn replay() {
    check("replay");
}

fn fixture(name: &str) -> &'static str {
    FIXTURES.iter().find(|(known, _)| *known == name).expect("a fixture").1
}

/// Two snapshots: the source with its schedule, and the code.
fn check(name: &str) {
    let source = fixture(name);
    let compiled = compile(source);
    let mut file: syn::File = syn::parse2(compiled.code).expect("the code is Rust");
    if name != WHOLE {
        keep_what_runs(&mut file);
    }
    let input = format!("tests/networks/{name}.rs");
    insta::with_settings!({
        snapshot_path => "../snapshots", prepend_module_to_snapshot => false,
        description => input, omit_expression => true,
    }, {
        let beside = format!("{}\n{}\n{}", source.trim_end(), "-".repeat(100), compiled.plan);
        insta::assert_snapshot!(format!("{name}_schedule"), beside);
        insta::assert_snapshot!(format!("{name}_code"), prettyplease::unparse(&file));
    });
}

/// Leaves the programs and the iteration that calls them.
fn keep_what_runs(file: &mut syn::File) {
    let module = file.items.iter_mut().find_map(|item| match item {
        syn::Item::Mod(module) => module.content.as_mut(),
        _ => None,
    });
    let (_, items) = module.expect("the network's module");
    let mut kept = std::mem::take(items);
    for item in &mut kept {
        if let syn::Item::Impl(block) = item {
            block
                .items
                .retain(|item| matches!(item, syn::ImplItem::Fn(method) if method.sig.ident == "iterate_watched"));
        }
    }
    kept.retain(|item| match item {
        syn::Item::Fn(_) => true,
        syn::Item::Impl(block) => !block.items.is_empty(),
        _ => false,
    });
    file.items = kept;
    WithoutDivision.visit_file_mut(file);
}

/// Takes away how a kernel is divided among threads, which says nothing that its fields do not.
struct WithoutDivision;

impl VisitMut for WithoutDivision {
    fn visit_block_mut(&mut self, block: &mut syn::Block) {
        block.stmts.retain(|statement| match statement {
            syn::Stmt::Item(syn::Item::Impl(block)) => !is_division(block),
            _ => true,
        });
        visit_mut::visit_block_mut(self, block);
    }
}

fn is_division(block: &syn::ItemImpl) -> bool {
    let implemented = block.trait_.as_ref().and_then(|implemented| implemented.0.segments.last());
    implemented.is_some_and(|name| name.ident == "Split")
}

#[test]
fn every_fixture_is_compiled() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/networks");
    for file in std::fs::read_dir(folder).unwrap() {
        let name = file.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned();
        assert!(FIXTURES.iter().any(|(known, _)| *known == name), "{name} is no fixture of the compiler's tests");
    }
}

#[test]
fn the_same_source_gives_the_same_code() {
    for (name, source) in FIXTURES {
        let (first, second) = (compile(source), compile(source));
        assert_eq!(first.plan, second.plan, "{name}");
        assert_eq!(first.code.to_string(), second.code.to_string(), "{name}");
    }
}

/// Shown with `--nocapture`; how long is too long depends on the machine.
#[test]
fn expansion_takes_time() {
    for (name, source) in FIXTURES {
        let begin = Instant::now();
        let code = compile(source).code.to_string();
        println!("{name}: {} bytes of code in {:?}", code.len(), begin.elapsed());
    }
}
