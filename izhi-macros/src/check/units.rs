//! Units: both sides of an operator measure the same, and what is assigned measures what its variable does.
//!
//! A behaviour in which some number has a unit is checked; there a number without one is a plain number, and fits nothing
//! that has a unit, but for zero. A behaviour without any unit is not checked, and its variables fit everything. Where a
//! behaviour declares `numbers { mV, ms }` its statements and equations are those of plain numbers in these units, and
//! only what it declares is checked.
//!
//! What a behaviour declares `in any` unit measures in a network what this gives to it or assigns to it; where nothing does, it
//! fits everything.
//!
//! All units that izhi keeps go together without a factor (see [`unit`](crate::unit)), so nothing is left of them behind
//! this check.

mod behavior;
mod declared;
mod expression;
mod learnt;
mod network;

use learnt::Reason;

pub(super) use behavior::check as check_behavior;
pub(super) use network::check as check_network;

use std::collections::BTreeMap;

use crate::syntax::Behavior;
use crate::unit::Dimension;

/// What something measures, where that is known.
type Known = Option<Dimension>;

/// What is known of names that a behaviour does not declare itself.
trait Others {
    /// A variable or constant of the neurons of its group; of a name that it declares in any unit, what the network makes of it.
    fn of_neurons(&self, name: &str) -> Known;
    /// The synapse groups at an end that have a tag.
    fn synapses(&self, end: crate::model::End, tag: &str) -> Vec<usize>;
    /// A variable of such a synapse group.
    fn of_synapses(&self, synapses: usize, name: &str) -> Known;
    /// A variable of the neurons at its `src` or `dst`; where none is named, of those at the synapses that begin here.
    fn at_end(&self, synapses: Option<usize>, end: &str, name: &str) -> Known;
    /// What makes a name in any unit, of the neurons or of a synapse group, measure what it does.
    fn reason(&self, synapses: Option<usize>, name: &str) -> Option<Reason>;
}

/// What the names of a behaviour measure, by name: of those of the neurons, and of those of synapses.
pub(crate) fn measured(behavior: &Behavior) -> [BTreeMap<String, Dimension>; 2] {
    declared::Declared::of(behavior).known()
}

/// Where nothing is known of the network.
struct Nobody;

impl Others for Nobody {
    fn of_neurons(&self, _: &str) -> Known {
        None
    }

    fn synapses(&self, _: crate::model::End, _: &str) -> Vec<usize> {
        vec![0]
    }

    fn of_synapses(&self, _: usize, _: &str) -> Known {
        None
    }

    fn at_end(&self, _: Option<usize>, _: &str, _: &str) -> Known {
        None
    }

    fn reason(&self, _: Option<usize>, _: &str) -> Option<Reason> {
        None
    }
}

/// In words: `in mV`, or `a plain number`.
fn in_words(dimension: Dimension) -> String {
    if dimension == Dimension::NONE { "a plain number".to_owned() } else { format!("in {dimension}") }
}
