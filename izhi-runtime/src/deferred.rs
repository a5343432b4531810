//! Updates of synapses that wait until the synapses are read.
//!
//! A postsynaptic event changes a column of a matrix that is stored by rows: one weight in each of thousands of
//! places. But a weight matters only when its source has an event, and then the whole row is read. So the event
//! is kept, with all that the update reads of the neurons, and each row takes the updates that it has missed,
//! in order, before it is read. Every weight sees the same operations on the same numbers as it would have at
//! once.

use std::ops::Range;

use crate::clock::Clock;
use crate::error::Result;
use crate::executor::Executor;
use crate::math::Float;
use crate::weights::Extent;

/// Updates of dense synapses that can wait: as many as a mark counts.
const MOST: usize = u8::MAX as usize;

/// Updates of sparse synapses that can wait: one for each bit of a target's mask.
const MOST_IN_MASKS: usize = u64::BITS as usize;

/// The updates of a synapse group that its synapses may have missed.
#[derive(Debug)]
pub struct Log<F> {
    extent: Extent,
    entries: Vec<Entry>,
    columns: Vec<u32>,
    scalars: Vec<F>,
    sources: Vec<F>,
    targets: Vec<F>,
    /// For each source, how many entries its synapses have seen.
    done: Vec<u8>,
    /// For each target of sparse synapses, the entries that concern it.
    masks: Vec<u64>,
}

/// One update of the synapses to some targets.
#[derive(Debug)]
pub struct Entry {
    /// Which of the group's updates.
    pub update: usize,
    /// When it was due.
    pub iteration: u64,
    columns: Range<usize>,
    scalars: usize,
    sources: usize,
    targets: usize,
}

impl<F: Float> Log<F> {
    /// No synapses.
    pub const EMPTY: Self = Log {
        extent: Extent { sources: 0, targets: 0 },
        entries: Vec::new(),
        columns: Vec::new(),
        scalars: Vec::new(),
        sources: Vec::new(),
        targets: Vec::new(),
        done: Vec::new(),
        masks: Vec::new(),
    };

    /// A log for synapses of this extent. A row of sparse synapses asks each target what it has missed.
    ///
    /// # Errors
    ///
    /// Where the memory cannot be had.
    pub fn build(&mut self, extent: Extent, are_sparse: bool, place: &str) -> Result<()> {
        self.extent = extent;
        let masks = if are_sparse { extent.targets } else { 0 };
        crate::memory::reserve(&mut self.done, extent.sources, place)?;
        crate::memory::reserve(&mut self.masks, masks, place)?;
        self.done.resize(extent.sources, 0);
        self.masks.resize(masks, 0);
        Ok(())
    }

    /// Keeps an update of the synapses to the targets with an event, and what it reads.
    pub fn record(
        &mut self,
        clock: &Clock,
        update: usize,
        columns: &[u32],
        scalars: &[F],
        sources: &[&[F]],
        targets: &[&[F]],
    ) {
        if columns.is_empty() {
            return;
        }
        if !self.masks.is_empty() {
            let bit = 1 << self.entries.len();
            columns.iter().for_each(|&target| self.masks[target as usize] |= bit);
        }
        self.entries.push(Entry {
            update,
            iteration: clock.iteration(),
            columns: self.columns.len()..self.columns.len() + columns.len(),
            scalars: self.scalars.len(),
            sources: self.sources.len(),
            targets: self.targets.len(),
        });
        self.columns.extend_from_slice(columns);
        self.scalars.extend_from_slice(scalars);
        sources.iter().for_each(|values| self.sources.extend_from_slice(values));
        targets.iter().for_each(|values| self.targets.extend_from_slice(values));
    }

    /// Whether an iteration with so many updates finds no more room, the first one has waited for so many
    /// iterations, or updates are not to wait.
    pub fn is_full(&self, clock: &Clock, executor: &Executor, updates: usize, within: u64) -> bool {
        let Some(first) = self.entries.first() else { return false };
        let most = if self.masks.is_empty() { MOST } else { MOST_IN_MASKS };
        self.entries.len() + updates > most || clock.iteration() - first.iteration >= within || !executor.defers()
    }

    /// Whether every synapse has seen every update.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The updates that the synapses of a source have missed, the earliest first.
    #[inline(always)]
    pub fn missed(&self, source: usize) -> &[Entry] {
        &self.entries[usize::from(self.done[source])..]
    }

    /// The same as bits of the targets' masks.
    #[inline(always)]
    pub fn missed_bits(&self, source: usize) -> u64 {
        let entries = u64::MAX.checked_shr(u64::BITS - self.entries.len() as u32).unwrap_or(0);
        entries & u64::MAX.checked_shl(u32::from(self.done[source])).unwrap_or(0)
    }

    /// The entries that concern a target, as bits.
    #[inline(always)]
    pub fn mask(&self, target: usize) -> u64 {
        self.masks[target]
    }

    /// The entry of a bit.
    #[inline(always)]
    pub fn entry(&self, bit: u32) -> &Entry {
        &self.entries[bit as usize]
    }

    /// The targets of an entry.
    #[inline(always)]
    pub fn columns(&self, entry: &Entry) -> &[u32] {
        &self.columns[entry.columns.clone()]
    }

    /// A kept number.
    #[inline(always)]
    pub fn scalar(&self, entry: &Entry, number: usize) -> F {
        self.scalars[entry.scalars + number]
    }

    /// A kept number of each source.
    #[inline(always)]
    pub fn source(&self, entry: &Entry, number: usize) -> &[F] {
        &self.sources[entry.sources + number * self.extent.sources..][..self.extent.sources]
    }

    /// A kept number of each target.
    #[inline(always)]
    pub fn target(&self, entry: &Entry, number: usize) -> &[F] {
        &self.targets[entry.targets + number * self.extent.targets..][..self.extent.targets]
    }

    /// The synapses of a source have seen everything.
    #[inline(always)]
    pub fn mark(&mut self, source: usize) {
        self.done[source] = self.entries.len() as u8;
    }

    /// All synapses have seen everything.
    pub fn clear(&mut self) {
        if !self.masks.is_empty() {
            self.columns.iter().for_each(|&target| self.masks[target as usize] = 0);
        }
        self.done.fill(0);
        self.entries.clear();
        self.columns.clear();
        self.scalars.clear();
        self.sources.clear();
        self.targets.clear();
    }
}
