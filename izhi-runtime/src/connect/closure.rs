//! Any function of a source and a target.

use super::{Connector, Ends, Structure};
use crate::error::Result;

/// Connects the pairs for which the function is true, by the indices of the neurons in their groups.
impl<F: Fn(usize, usize) -> bool + Send + Sync> Connector for F {
    fn connect(&self, ends: &Ends<'_>) -> Result<Structure> {
        let (sources, targets) = (ends.source(), ends.target());
        let here = ends.own_numbers().unwrap_or(0..targets.size() as u32);
        ends.rows(|source, _, row| {
            let source = sources.neuron(source);
            row.extend(here.clone().filter(|&target| self(source, targets.neuron(target as usize))));
        })
    }
}
