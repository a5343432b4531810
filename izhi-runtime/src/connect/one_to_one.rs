//! Each source with the target of the same number.

use super::plan::{Drawing, Plan};
use super::{Connector, Ends, Structure};
use crate::error::Result;

/// Connects the first source with the first target, the second with the second and so on.
#[derive(Clone, Copy, Debug)]
pub struct OneToOne;

/// Connects the first source with the first target, the second with the second and so on. There are as many
/// sources as targets.
pub fn one_to_one() -> OneToOne {
    OneToOne
}

impl Connector for OneToOne {
    fn connect(&self, ends: &Ends<'_>) -> Result<Structure> {
        ends.check_equal_sizes()?;
        ends.rows(|source, _, row| row.push(source as u32))
    }

    fn plan(&self, ends: &Ends<'_>) -> Result<Option<Plan>> {
        ends.check_equal_sizes()?;
        Ok(ends.plan(true, ends.one_stretch(), Drawing::Same))
    }
}

impl Ends<'_> {
    /// An error where there are more neurons at one end than at the other.
    pub(super) fn check_equal_sizes(&self) -> Result<()> {
        let (sources, targets) = (self.source.size(), self.target.size());
        if sources != targets {
            return Err(self.error(format!(
                "expected as many sources as targets, and {sources} sources and {targets} targets were found"
            )));
        }
        Ok(())
    }
}
