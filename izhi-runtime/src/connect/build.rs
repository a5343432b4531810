//! How structures are made: by rows or by columns, with any number of threads and always the same.

use std::ops::Range;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, AtomicU64, AtomicUsize, Ordering::Relaxed};

use super::sort::sort;
use super::{Drawn, Draws, Ends, Side};
use crate::error::{Error, Result};
use crate::memory::available;
use crate::parallel::{divided, in_parallel, ranges};
use crate::structure::{Order, Structure};

impl Ends<'_> {
    /// The structure in which `row` lists the targets of each source, by their numbers at this end and in any
    /// order. It is asked twice for each source: first for the length of the row, then for its content.
    ///
    /// # Errors
    ///
    /// Targets that do not exist, and memory that cannot be had.
    pub fn rows(&self, row: impl Fn(usize, &mut Draws, &mut Vec<u32>) + Sync) -> Result<Structure> {
        if let Some(own) = self.own_numbers() {
            return self.own_rows(own, row);
        }
        let total = Total::default();
        let counted = divided(self.threads, self.source.size(), |range| {
            let mut lengths = Vec::with_capacity(range.len());
            self.each(range, &row, |_, targets| {
                lengths.push(targets.len());
                total.add(targets.len(), self.name)
            })?;
            Ok(lengths)
        });
        let lengths = counted.into_iter().collect::<Result<Vec<_>>>()?.concat();
        self.rows_of(&lengths, row)
    }

    /// The structure in which `row` lists the targets of each source, where the lengths of the rows are known.
    pub(super) fn rows_of(
        &self,
        lengths: &[usize],
        row: impl Fn(usize, &mut Draws, &mut Vec<u32>) + Sync,
    ) -> Result<Structure> {
        if let Some(own) = self.own_numbers() {
            return self.own_rows(own, row);
        }
        self.filled(lengths, |range, mut rest| {
            let mut memory = Vec::new();
            self.each(range, &row, |source, targets| {
                let own;
                (own, rest) = std::mem::take(&mut rest).split_at_mut(lengths[source]);
                if own.len() != targets.len() {
                    return Err(self.changed());
                }
                sort(targets, &mut memory);
                self.check(targets.last(), self.target, "target")?;
                for (place, &target) in own.iter_mut().zip(&*targets) {
                    // Members are ascending, so the row stays in order.
                    *place = self.target.neuron(target as usize) as u32;
                }
                Ok(())
            })
        })
    }

    /// The structure of a list of synapses that are grouped by source, in rows of known lengths. `target` says the number
    /// of the target of each entry. Lists of values are in the order of the entries.
    pub(super) fn listed(
        &self,
        lengths: &[usize],
        mut entries: Vec<usize>,
        target: impl Fn(usize) -> usize,
    ) -> Result<Structure> {
        let mut structure = self.allocate(lengths)?;
        let mut start = 0;
        for &length in lengths {
            // The sort is stable: several synapses of one pair stay in their order.
            entries[start..start + length].sort_by_key(|&entry| target(entry));
            start += length;
        }
        // Members are ascending, so rows are where their entries are.
        let targets = structure.targets_mut().iter_mut().zip(&entries);
        targets.for_each(|(place, &entry)| *place = self.target.neuron(target(entry)) as u32);
        if !entries.is_sorted() {
            structure.set_order(Order::Listed(entries));
        }
        Ok(structure)
    }

    /// The structure in which `column` lists the sources of each target, by their numbers at this end and in
    /// any order. It is asked twice for each target: first for the lengths of the rows, then for their content.
    ///
    /// # Errors
    ///
    /// Sources that do not exist, and memory that cannot be had.
    pub fn columns(&self, column: impl Fn(usize, &mut Draws, &mut Vec<u32>) + Sync) -> Result<Structure> {
        let targets = self.own_numbers().map_or(0..self.target.size(), |own| own.start as usize..own.end as usize);
        let lengths = self.counted(&column, targets.clone())?;
        let mut structure = self.allocate(&lengths)?;
        let row = |source| structure.row(self.source.neuron(source));
        let cursors: Vec<_> = (0..lengths.len()).map(|source| AtomicUsize::new(row(source).start)).collect();
        let ends: Vec<_> = (0..lengths.len()).map(|source| row(source).end).collect();
        let places = shared(structure.targets_mut());
        let placed = divided(self.threads, targets.len(), |range| {
            self.each(targets.start + range.start..targets.start + range.end, &column, |target, sources| {
                self.check(sources.iter().max(), self.source, "source")?;
                let target = self.target.neuron(target) as u32;
                for &source in &*sources {
                    // Which place it is depends on the threads; the rows are sorted afterwards.
                    let place = cursors[source as usize].fetch_add(1, Relaxed);
                    places.get(place).ok_or_else(|| self.changed())?.store(target, Relaxed);
                }
                Ok(())
            })
        });
        placed.into_iter().collect::<Result<()>>()?;
        if cursors.iter().zip(ends).any(|(cursor, end)| cursor.load(Relaxed) != end) {
            return Err(self.changed());
        }
        self.sort_rows(&lengths, &mut structure)?;
        Ok(structure)
    }

    /// How often `column` lists each source for some of the targets.
    fn counted(
        &self,
        column: &(impl Fn(usize, &mut Draws, &mut Vec<u32>) + Sync),
        targets: Range<usize>,
    ) -> Result<Vec<usize>> {
        let counts: Vec<_> = (0..self.source.size()).map(|_| AtomicUsize::new(0)).collect();
        let total = Total::default();
        let counted = divided(self.threads, targets.len(), |range| {
            self.each(targets.start + range.start..targets.start + range.end, column, |_, sources| {
                self.check(sources.iter().max(), self.source, "source")?;
                for &source in &*sources {
                    counts[source as usize].fetch_add(1, Relaxed);
                }
                total.add(sources.len(), self.name)
            })
        });
        counted.into_iter().collect::<Result<()>>()?;
        Ok(counts.into_iter().map(AtomicUsize::into_inner).collect())
    }

    /// The structure in which `fill` is given a range of sources and what they have side by side, to be
    /// filled in. Every source has one row, of the given length.
    pub(super) fn filled(
        &self,
        lengths: &[usize],
        fill: impl Fn(Range<usize>, &mut [u32]) -> Result<()> + Sync,
    ) -> Result<Structure> {
        let mut structure = self.allocate(lengths)?;
        self.fill(lengths, &mut structure, fill)?;
        Ok(structure)
    }

    fn fill(
        &self,
        lengths: &[usize],
        structure: &mut Structure,
        fill: impl Fn(Range<usize>, &mut [u32]) -> Result<()> + Sync,
    ) -> Result<()> {
        let mut rest = structure.targets_mut();
        let mut parts = Vec::new();
        for range in ranges(self.threads, lengths.len()) {
            // Members are ascending, so the rows of a part lie side by side.
            let part = rest.split_off_mut(..lengths[range.clone()].iter().sum()).unwrap_or_default();
            parts.push((range, part));
        }
        in_parallel(parts, |(range, part)| fill(range, part)).into_iter().collect()
    }

    /// Puts each row in order.
    pub(super) fn sort_rows(&self, lengths: &[usize], structure: &mut Structure) -> Result<()> {
        self.fill(lengths, structure, |range, mut rest| {
            let mut memory = Vec::new();
            for &length in &lengths[range] {
                let row;
                (row, rest) = rest.split_at_mut(length);
                sort(row, &mut memory);
            }
            Ok(())
        })
    }

    /// Rows of the given lengths, one for each source that can be connected.
    pub(super) fn allocate(&self, lengths: &[usize]) -> Result<Structure> {
        let mut of_all = vec![0; self.extent().sources];
        for (source, &length) in lengths.iter().enumerate() {
            of_all[self.source.neuron(source)] = length;
        }
        Structure::allocate(self.extent(), &of_all, self.name)
    }

    /// Lists row after row, or column after column, and hands each on.
    pub(super) fn each(
        &self,
        range: Range<usize>,
        list: &impl Fn(usize, &mut Draws, &mut Vec<u32>),
        mut take: impl FnMut(usize, &mut Vec<u32>) -> Result<()>,
    ) -> Result<()> {
        let (mut draws, mut numbers) = (self.draws(0), Vec::new());
        for number in range {
            draws.turn_to(self.generator(Drawn::Row, number as u64, 0));
            numbers.clear();
            list(number, &mut draws, &mut numbers);
            take(number, &mut numbers)?;
        }
        Ok(())
    }

    /// An error where the largest number of a row or a column is too large.
    pub(super) fn check(&self, largest: Option<&u32>, side: Side<'_>, what: &str) -> Result<()> {
        match largest {
            Some(&largest) if largest as usize >= side.size() => {
                let size = side.size();
                Err(self.error(format!("expected the number of a {what} below {size}, and {largest} was found")))
            }
            _ => Ok(()),
        }
    }

    pub(super) fn changed(&self) -> crate::Error {
        self.error("expected the same synapses when they are listed again, and others were found")
    }
}

/// The synapses that have been counted, by all threads together: counting goes on only while memory would hold them.
#[derive(Default)]
pub(super) struct Total {
    synapses: AtomicU64,
    available: OnceLock<u64>,
}

impl Total {
    /// Fewer bytes are not worth the question how many there are.
    const SMALL: u64 = 1 << 30;

    pub(super) fn add(&self, synapses: usize, name: &str) -> Result<()> {
        let synapses = self.synapses.fetch_add(synapses as u64, Relaxed) + synapses as u64;
        let needed = synapses.saturating_mul(size_of::<u32>() as u64);
        if needed <= Self::SMALL {
            return Ok(());
        }
        let available = *self.available.get_or_init(available);
        if needed <= available {
            return Ok(());
        }
        Err(Error::Memory { place: name.to_owned(), needed, available: Some(available) })
    }
}

/// The same numbers for many writers.
fn shared(numbers: &mut [u32]) -> &[AtomicU32] {
    let (first, count) = (numbers.as_mut_ptr().cast::<AtomicU32>(), numbers.len());
    const { assert!(align_of::<AtomicU32>() == align_of::<u32>()) };
    // SAFETY: an atomic number has the size and the values of a plain one, and its alignment as asserted. The
    // numbers are borrowed for writing for as long as the result lives, so that nobody else reads or writes.
    unsafe { std::slice::from_raw_parts(first, count) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::connect::{Connector, all_to_all};
    use crate::population::Grid;

    #[test]
    fn more_synapses_than_memory_holds_are_not_counted_to_the_end() {
        let total = Total::default();
        total.add(1000, "s").unwrap();
        let Err(Error::Memory { place, needed, .. }) = total.add(1 << 50, "s") else { panic!("so much memory") };
        assert_eq!((place.as_str(), needed), ("s", 4 * (1000 + (1 << 50))));
        // All to all are known before they are listed, which would take minutes.
        let many = Grid::line(1_000_000);
        let ends = Ends::new("s", many, many, 0);
        let Err(Error::Memory { needed, .. }) = all_to_all().connect(&ends) else { panic!("so much") };
        assert!(needed >= 4_000_000_000_000, "{needed}");
    }
}
