//! What names in any unit measure in one network: what it gives them, and what is assigned to them there.

use std::collections::BTreeMap;

use crate::diagnostics::Location;
use crate::resolved::{GroupId, InstanceId, SynapseId};
use crate::unit::Dimension;

/// Whose name it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Owner {
    /// A parameter.
    Instance(InstanceId),
    /// A variable of neurons, or a constant.
    Group(GroupId),
    /// A variable of synapses.
    Synapses(SynapseId),
}

/// What has been learnt, and from what.
#[derive(Default)]
pub(super) struct Learnt(BTreeMap<(Owner, String), (Dimension, Reason)>);

/// What makes a name measure what it does.
#[derive(Clone)]
pub(super) struct Reason {
    pub(super) words: String,
    /// Where the network says it.
    pub(super) at: Option<Location>,
}

impl Learnt {
    /// Takes in what a name measures; what is learnt first stays. Says whether that is new.
    pub(super) fn learn(&mut self, owner: Owner, name: &str, dimension: Dimension, reason: &Reason) -> bool {
        let key = (owner, name.to_owned());
        let is_new = !self.0.contains_key(&key);
        if is_new {
            self.0.insert(key, (dimension, reason.clone()));
        }
        is_new
    }

    pub(super) fn dimension(&self, owner: Owner, name: &str) -> Option<Dimension> {
        self.get(owner, name).map(|(dimension, _)| *dimension)
    }

    /// What it comes from.
    pub(super) fn reason(&self, owner: Owner, name: &str) -> Option<&Reason> {
        self.get(owner, name).map(|(_, reason)| reason)
    }

    fn get(&self, owner: Owner, name: &str) -> Option<&(Dimension, Reason)> {
        self.0.get(&(owner, name.to_owned()))
    }
}
