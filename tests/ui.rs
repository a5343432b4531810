//! Wrong declarations, and what the compiler says about them.
//!
//! Each file of `ui` breaks one rule and is named after it; the `.stderr` beside it is the whole message.
//! `TRYBUILD=overwrite cargo test --test ui` writes them anew: read what changed as a user would.

#[test]
fn every_broken_rule_has_its_message() {
    trybuild::TestCases::new().compile_fail("tests/ui/*.rs");
}
