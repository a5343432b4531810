//! What a network will take.

use crate::error::{Error, Result};
use crate::memory::{SMALL, available};
use crate::population::Grid;
use crate::settings::RunSettings;

/// What a network will take, worked out before any of it is allocated: a network that does not fit is refused
/// at once, and not when the memory of the machine is full.
#[derive(Debug, Default)]
pub struct Needs {
    total: u128,
    largest: u128,
    /// What needs the most.
    place: &'static str,
}

impl Needs {
    /// A group with so many bytes for each neuron.
    pub fn group(&mut self, name: &'static str, grid: Grid, bytes: usize) {
        self.add(name, neurons(grid) * bytes as u128);
    }

    /// A synapse group with so many bytes for each synapse.
    pub fn synapses(&mut self, name: &'static str, source: Grid, target: Grid, bytes: usize) {
        self.add(name, neurons(source) * neurons(target) * bytes as u128);
    }

    fn add(&mut self, place: &'static str, needed: u128) {
        self.total += needed;
        if needed > self.largest {
            (self.largest, self.place) = (needed, place);
        }
    }

    /// An error where the part of each rank cannot be had.
    ///
    /// # Errors
    ///
    /// Names the largest part where that alone is too large, and the network where all of it is.
    pub fn check(&self, network: &str, settings: &RunSettings) -> Result<()> {
        let ranks = settings.world.as_ref().map_or(1, |world| world.ranks()) as u128;
        let (total, largest) = (self.total.div_ceil(ranks), self.largest.div_ceil(ranks));
        if total <= u128::from(SMALL) {
            return Ok(());
        }
        let available = available();
        let (place, needed) = match u128::from(available) {
            available if largest > available => (self.place, largest),
            available if total > available => (network, total),
            _ => return Ok(()),
        };
        let needed = u64::try_from(needed).unwrap_or(u64::MAX);
        Err(Error::Memory { place: place.to_owned(), needed, available: Some(available) })
    }
}

/// The neurons of a group; none where there are too many to be numbered, which building the group reports.
fn neurons(grid: Grid) -> u128 {
    let size = grid.width.checked_mul(grid.height).and_then(|size| size.checked_mul(grid.depth));
    size.filter(|&size| size <= u32::MAX as usize).unwrap_or(0) as u128
}
