//! From declarations to the checked network. Every error of the language comes from here or from parsing.
//!
//! The families of rules run in this order; each relies on what the ones before it established:
//!
//! 1. [`structure`] and [`synapses`]: groups, sizes, tags, settings and synapse groups exist once and under
//!    known names;
//! 2. [`instances`]: every behaviour in a group is known, its key unique, its parameters have values;
//! 3. [`variables`]: every variable is declared once, by one behaviour;
//! 4. [`expressions`], [`statements`] and [`updates`]: names, types and ranks inside initial values and steps;
//! 5. [`order`]: nothing is read or recorded before it has a value.
//!
//! Where something is missing because it was wrong, a group or the synapse groups are marked as incomplete,
//! and nothing is said about names that may have been there.

mod behavior;
mod calls;
mod expressions;
mod functions;
mod instances;
mod names;
mod order;
mod statements;
mod structure;
mod synapses;
mod updates;
mod variables;

pub(crate) use behavior::check_behavior;
pub(crate) use instances::snake_case;

use crate::collect::UsedBehavior;
use crate::diagnostics::Diagnostics;
use crate::model::Model;
use crate::syntax;

/// The network in which every name is known, as far as there is one. Where the diagnostics are not empty,
/// what was wrong is missing from it: it still has the shape of the user's declaration, but must not run.
pub(crate) fn check(network: &syntax::Network, used: &[UsedBehavior], diagnostics: &mut Diagnostics) -> Model {
    let mut model = structure::check(network, used, diagnostics);
    instances::check(network, used, &mut model, diagnostics);
    let declarations = variables::check(used, &mut model, diagnostics);
    statements::recorded_variables(network, used, &mut model, diagnostics);
    variables::initial_values(declarations, &mut model, diagnostics);
    synapses::properties(network, &mut model, diagnostics);
    statements::check(used, &mut model, diagnostics);
    if used.iter().all(|behavior| !behavior.is_broken) {
        order::check(&model, diagnostics);
    }
    model
}
