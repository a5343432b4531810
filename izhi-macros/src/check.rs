//! From declarations to the network with its names known, and from there to the checked network. Every error of the
//! language comes from here or from parsing.
//!
//! The families of rules run in this order; each relies on what the ones before it established:
//!
//! 1. [`structure`] and [`synapses`]: groups, sizes, tags, settings and synapse groups exist once and under
//!    known names;
//! 2. [`instances`]: every behaviour in a group is known, its key unique, its parameters have values;
//! 3. [`variables`] and [`constants`]: every variable and every constant is declared once, by one behaviour. From here on
//!    the network is [`Resolved`](crate::resolved::Resolved) and does not change;
//! 4. [`recorders`]: what they are given is there to be recorded, and expressions have types; [`conditions`]: what has to hold of parameters does,
//!    as far as that can be known before a network is built; [`each`]: what the neurons' own numbers are;
//!    [`units`]: what is put together measures the same;
//! 5. [`expressions`], [`statements`], [`equations`], [`events`], [`updates`] and [`rust_functions`]: names, types and ranks inside initial values and steps;
//! 6. [`order`]: nothing is read or recorded before it has a value. Then it is a [`Model`].
//!
//! Where something is missing because it was wrong, a group or the synapse groups are marked as incomplete,
//! and nothing is said about names that may have been there.

mod behavior;
mod calls;
mod conditions;
mod constants;
mod each;
mod equations;
mod events;
mod expressions;
mod fixed;
mod functions;
mod instances;
mod integers;
mod names;
mod order;
mod recorders;
mod rust_functions;
mod statements;
mod structure;
mod synapses;
mod units;
mod updates;
mod variables;

pub(crate) use behavior::{check_behavior, check_declaration};
pub(crate) use instances::snake_case;
pub(crate) use units::measured;

use crate::collect::UsedBehavior;
use crate::diagnostics::Diagnostics;
use crate::model::Model;
use crate::syntax;

/// The network in which every body is typed, as far as there is one. Where the diagnostics are not empty, what was
/// wrong is missing from it: its names still have the shape of the user's declaration, but it must not run.
pub(crate) fn check(network: &syntax::Network, used: &[UsedBehavior], diagnostics: &mut Diagnostics) -> Model {
    let used = &events::with_states(used);
    let mut resolved = structure::check(network, used, diagnostics);
    synapses::check(network, &mut resolved, diagnostics);
    instances::check(network, used, &mut resolved, diagnostics);
    let declarations = variables::check(used, &mut resolved, diagnostics);
    let constants = constants::check(used, &mut resolved, diagnostics);
    synapses::shared_variables(network, &mut resolved, diagnostics);
    let recorded = recorders::check(network, used, &mut resolved, diagnostics);
    resolved.measured = units::check_network(network, used, &resolved, diagnostics);

    let conditions = conditions::check(network, used, &resolved, diagnostics);
    let parameters = each::initial_values(network, used, &resolved, diagnostics);
    let initial = variables::initial_values(&declarations, &resolved, diagnostics);
    let mut synapses = variables::initial_synapses(&declarations, &resolved, diagnostics);
    let delays = synapses::initial_values(network, &resolved, &mut synapses, diagnostics);
    let steps = statements::check(used, &resolved, diagnostics);
    let model =
        Model { network: resolved, constants, parameters, initial, delays, synapses, steps, recorded, conditions };
    if used.iter().all(|behavior| !behavior.is_broken) {
        order::check(&model, diagnostics);
    }
    model
}
