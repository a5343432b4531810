//! A connector for some of the neurons.

use super::plan::Plan;
use super::{Connector, Ends, Selection, Side, Structure};
use crate::error::Result;

/// Connects some of the neurons of two groups as if there were no others; see [`Connector::between`].
#[derive(Clone, Debug)]
pub struct Between<C> {
    connector: C,
    sources: Selection,
    targets: Selection,
}

impl<C> Between<C> {
    pub(super) fn new(connector: C, sources: Selection, targets: Selection) -> Self {
        Between { connector, sources, targets }
    }
}

impl<C: Connector> Connector for Between<C> {
    fn connect(&self, ends: &Ends<'_>) -> Result<Structure> {
        self.selected(ends, |ends| self.connector.connect(ends))
    }

    fn plan(&self, ends: &Ends<'_>) -> Result<Option<Plan>> {
        self.selected(ends, |ends| self.connector.plan(ends))
    }
}

impl<C> Between<C> {
    /// What is made of the neurons that are selected.
    fn selected<T>(&self, ends: &Ends<'_>, make: impl FnOnce(&Ends<'_>) -> Result<T>) -> Result<T> {
        let sources = self.sources.members(ends.source(), "sources", ends)?;
        let targets = self.targets.members(ends.target(), "targets", ends)?;
        make(&Ends {
            source: Side { members: sources.as_deref(), ..ends.source() },
            target: Side { members: targets.as_deref(), ..ends.target() },
            ..ends.clone()
        })
    }
}
