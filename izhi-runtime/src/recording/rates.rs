//! Rates: how often neurons have events, in bins of time.

use ndarray::ArrayView1;

use crate::error::Result;
use crate::events::Events;
use crate::math::Float;
use crate::snapshot::{Loading, Saving};

use super::{Recording, Row, Series};

/// Milliseconds in a second.
const MILLISECONDS: f64 = 1000.0;

/// A bin that is not yet complete, if there is one: how many events there were of each variable.
#[derive(Debug)]
pub(super) struct Bin {
    first: u64,
    /// The iteration that comes next in it; one that is passed over breaks it off.
    next: u64,
    counts: Vec<u64>,
}

impl<F: Float> Recording<F> {
    /// Goes on to an iteration. False where its events are in no bin.
    #[doc(hidden)]
    pub fn begin_rates(&mut self, iteration: u64) -> bool {
        if !self.is_on || !self.plan.is_in_window(iteration) {
            self.bin = None;
        } else if self.plan.has(iteration) {
            self.bin = Some(Bin { first: iteration, next: iteration, counts: vec![0; self.variables.len()] });
        }
        self.bin = self.bin.take().filter(|bin| bin.next == iteration);
        let Some(bin) = &mut self.bin else { return false };
        bin.next += 1;
        true
    }

    /// Counts the events of an iteration. A bin is complete with those of its last variable.
    #[doc(hidden)]
    pub fn count_events(&mut self, variable: usize, events: &Events) {
        self.count_indices(variable, events.indices());
    }

    pub(super) fn count_indices(&mut self, variable: usize, indices: &[u32]) {
        let Some(bin) = &mut self.bin else { return };
        let chosen = |neuron: &&u32| self.chosen.get(**neuron as usize).is_none_or(|is_chosen| *is_chosen);
        bin.counts[variable] += indices.iter().filter(chosen).count() as u64;
        if variable + 1 == bin.counts.len() && bin.next - bin.first == self.plan.every() {
            self.complete_bin();
        }
    }

    /// The iteration with which a bin began that is not yet complete, if there is one: its row is still to come.
    pub fn open_bin(&self) -> Option<u64> {
        self.bin.as_ref().map(|bin| bin.first)
    }

    fn complete_bin(&mut self) {
        let Some(bin) = self.bin.take() else { return };
        self.begin(bin.first);
        let neurons = self.plan.neurons().map_or(self.size, <[u32]>::len);
        let seconds = self.plan.every() as f64 * self.dt / MILLISECONDS;
        for (variable, count) in self.variables.iter_mut().zip(bin.counts) {
            if let Series::Values(rates) = &mut variable.series {
                rates.push(F::from_f64(count as f64 / neurons as f64 / seconds));
            }
        }
    }

    /// Whether it has rates and not values.
    pub(super) fn is_of_rates(&self) -> bool {
        self.variables.first().is_some_and(|variable| variable.row == Row::Rate)
    }

    /// Gives out the bin that is not yet complete.
    pub(super) fn save_bin(&self, name: &str, to: &mut Saving<'_>) -> Result<()> {
        if !self.is_of_rates() {
            return Ok(());
        }
        let bin = self.bin.iter().flat_map(|bin| [bin.first, bin.next].into_iter().chain(bin.counts.iter().copied()));
        let bin: Vec<u64> = bin.collect();
        to.growing(&format!("{name}:bin"), ArrayView1::from(&bin))
    }

    /// Goes on with that bin.
    pub(super) fn load_bin(&mut self, name: &str, from: &mut Loading<'_>) -> Result<()> {
        self.bin = None;
        if !self.is_of_rates() {
            return Ok(());
        }
        let name = format!("{name}:bin");
        let bin: Vec<u64> = from.values(&name)?;
        self.bin = match bin[..] {
            [] => None,
            [first, next, ref counts @ ..] if counts.len() == self.variables.len() && first < next => {
                Some(Bin { first, next, counts: counts.to_vec() })
            }
            _ => {
                let expected = format!("two iterations and {} numbers of events were expected", self.variables.len());
                return Err(from.wrong(&name, &expected));
            }
        };
        Ok(())
    }
}
