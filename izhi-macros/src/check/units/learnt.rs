//! What names in any unit measure in one network: what it gives them, and what is assigned to them there.

use std::collections::BTreeMap;

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
pub(super) struct Learnt(BTreeMap<(Owner, String), (Dimension, String)>);

impl Learnt {
    /// Takes in what a name measures; what is learnt first stays. Says whether that is new.
    pub(super) fn learn(&mut self, owner: Owner, name: &str, dimension: Dimension, reason: &str) -> bool {
        let key = (owner, name.to_owned());
        let is_new = !self.0.contains_key(&key);
        if is_new {
            self.0.insert(key, (dimension, reason.to_owned()));
        }
        is_new
    }

    pub(super) fn dimension(&self, owner: Owner, name: &str) -> Option<Dimension> {
        self.get(owner, name).map(|(dimension, _)| *dimension)
    }

    /// What the network gives that it comes from, in words.
    pub(super) fn reason(&self, owner: Owner, name: &str) -> Option<&str> {
        self.get(owner, name).map(|(_, reason)| &**reason)
    }

    fn get(&self, owner: Owner, name: &str) -> Option<&(Dimension, String)> {
        self.0.get(&(owner, name.to_owned()))
    }
}
