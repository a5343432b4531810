//! Which neurons are connected: rows of targets, one for each source.

mod by_delay;
mod drawn;

use std::ops::Range;

use crate::error::Result;
use crate::executor::Executor;
use crate::held::Held;
use crate::memory::Aligned;
use crate::random::row_element;
use crate::runs::Runs;
use crate::stamp::Stamp;
use crate::weights::Extent;
use by_delay::Crossed;
use drawn::Drawn;
pub use drawn::DrawnRows;

/// The synapses of a sparse group in compressed rows: those of one source lie side by side, in ascending
/// target, so that a spike reads one stretch of memory. Four bytes for each synapse and eight for each source.
#[derive(Debug)]
pub struct Structure {
    extent: Extent,
    /// Where the row of each source begins, and where the last one ends.
    starts: Vec<usize>,
    targets: Held<u32>,
    /// For each source, how many synapses its row has to targets of other ranks before those that are here. Empty where all
    /// are here.
    firsts: Vec<u32>,
    /// How many synapses all ranks have together, where that is known.
    of_all: usize,
    /// In which order lists of values are given.
    order: Order,
    /// Where the synapses to the targets of each thread are, and those of each delay. Empty where nothing is divided.
    runs: Runs,
    /// What takes rows that are sorted by delay back to the order of the connector.
    crossed: Crossed,
    /// Where a device has drawn the synapses: what there is in the place of `runs` and `crossed`.
    drawn: Option<Box<Drawn>>,
    /// Of the last change.
    stamp: Stamp,
}

/// In which order a connector gives synapses, which is that of lists of their values.
#[derive(Debug)]
pub(crate) enum Order {
    /// Source by source and in ascending target, as they are kept.
    Rows,
    /// An order of the connector's own: the place there of each synapse that is kept.
    Listed(Vec<usize>),
    /// Several such orders, none of which stands for all.
    Several,
    /// Source by source and in ascending target, of which the synapses to the targets of a rank are kept: where those of each
    /// source begin in the whole list.
    Part(Vec<usize>),
}

impl Structure {
    /// No neurons.
    #[doc(hidden)]
    pub const EMPTY: Self = Structure {
        extent: Extent { sources: 0, targets: 0 },
        starts: Vec::new(),
        targets: Held::EMPTY,
        firsts: Vec::new(),
        of_all: 0,
        order: Order::Rows,
        runs: Runs::EMPTY,
        crossed: Crossed::EMPTY,
        drawn: None,
        stamp: Stamp::NONE,
    };

    /// Rows of the given lengths, to be filled with targets.
    ///
    /// # Errors
    ///
    /// Where the memory cannot be had.
    pub(crate) fn allocate(extent: Extent, lengths: &[usize], place: &str) -> Result<Self> {
        let mut starts = Vec::with_capacity(lengths.len() + 1);
        starts.push(0);
        let mut end = 0;
        for length in lengths {
            // A sum that cannot be had is an error of the allocation.
            end = usize::saturating_add(end, *length);
            starts.push(end);
        }
        let targets = Aligned::allocate(end, place)?.into();
        let mut stamp = Stamp::NONE;
        stamp.renew();
        Ok(Structure { extent, starts, targets, stamp, ..Structure::EMPTY })
    }

    /// Leaves out the synapses to targets that are not the own ones of a rank, from rows that ascend in target.
    ///
    /// # Errors
    ///
    /// Where the memory cannot be had.
    pub(crate) fn keep(self, own: &Range<usize>, place: &str) -> Result<Self> {
        let is_own = |target: Option<&u32>| target.is_none_or(|&target| own.contains(&(target as usize)));
        let rows = || (0..self.extent.sources).map(|source| &self.targets[self.row(source)]);
        if rows().all(|row| is_own(row.first()) && is_own(row.last())) {
            return Ok(self);
        }
        let kept: Vec<Range<usize>> = (0..self.extent.sources)
            .map(|source| {
                let row = self.row(source);
                let targets = &self.targets[row.clone()];
                let at = |neuron: usize| row.start + targets.partition_point(|&target| (target as usize) < neuron);
                at(own.start)..at(own.end)
            })
            .collect();
        let lengths: Vec<usize> = kept.iter().map(Range::len).collect();
        let mut here = Structure::allocate(self.extent, &lengths, place)?;
        for (source, kept) in kept.iter().enumerate() {
            let row = here.row(source);
            here.targets[row].copy_from_slice(&self.targets[kept.clone()]);
        }
        here.order = match self.order {
            Order::Listed(entries) => Order::Listed(kept.into_iter().flat_map(|kept| entries[kept].to_vec()).collect()),
            order => order,
        };
        Ok(here)
    }

    /// Learns from other ranks which numbers the synapses have among those of their sources, where each rank has those to its
    /// own targets.
    #[doc(hidden)]
    pub fn join(&mut self, executor: &Executor) {
        let lengths: Vec<u32> = (0..self.extent.sources).map(|source| self.row(source).len() as u32).collect();
        let Some((before, all)) = executor.before_and_all(&lengths) else { return };
        let mut end = 0;
        let begin = |(&before, all): (&u32, u32)| {
            let start = end + before as usize;
            end += all as usize;
            start
        };
        let starts = before.iter().zip(all).map(begin).collect();
        (self.of_all, self.firsts) = (end, before);
        if matches!(self.order, Order::Rows) {
            self.order = Order::Part(starts);
        }
    }

    /// The number of synapses for which a list has values: those of all ranks.
    pub(crate) fn listed(&self) -> usize {
        if self.firsts.is_empty() { self.len() } else { self.of_all }
    }

    /// How many synapses a source has to targets of other ranks before those that are here.
    pub(crate) fn first(&self, source: usize) -> usize {
        self.firsts.get(source).map_or(0, |&first| first as usize)
    }

    /// The same, of each source; nothing where all synapses are here.
    pub(crate) fn firsts(&self) -> &[u32] {
        &self.firsts
    }

    pub(crate) fn set_firsts(&mut self, firsts: Vec<u32>) {
        self.firsts = firsts;
    }

    /// The element by which the first synapse of a source that is here is drawn.
    #[doc(hidden)]
    #[inline(always)]
    pub fn element(&self, source: usize) -> u64 {
        row_element(source) + self.first(source) as u64
    }

    /// The number of neurons at both ends.
    pub fn extent(&self) -> Extent {
        self.extent
    }

    /// The number of synapses.
    pub fn len(&self) -> usize {
        self.starts.last().copied().unwrap_or_default()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The places of a source's synapses.
    #[inline(always)]
    pub fn row(&self, source: usize) -> Range<usize> {
        self.starts[source]..self.starts[source + 1]
    }

    /// Whether each row is in the order of its delays.
    #[doc(hidden)]
    pub fn is_sorted(&self) -> bool {
        self.is_by_delay()
    }

    /// The order of lists of values, until the synapses have what they begin with.
    pub(crate) fn order(&self) -> &Order {
        &self.order
    }

    pub(crate) fn set_order(&mut self, order: Order) {
        self.order = order;
    }

    /// The first pair of neurons with several synapses, while the rows ascend in target.
    pub(crate) fn several(&self) -> Option<(usize, usize)> {
        (0..self.extent.sources).find_map(|source| {
            let twice = self.targets[self.row(source)].windows(2).find(|pair| pair[0] == pair[1])?;
            Some((source, twice[0] as usize))
        })
    }

    /// Finds the part of each row to the targets of each thread, when all synapses have what they begin with.
    #[doc(hidden)]
    pub fn divide(&mut self, executor: &Executor) {
        self.order = Order::Rows;
        match &mut self.drawn {
            Some(drawn) => drawn.divide(self.extent, executor),
            None if executor.threads() > 1 && self.runs.parts() == 0 => self.runs = Runs::of(self, None, executor),
            None => {}
        }
    }

    /// Finds the same parts as there are of other synapses between these neurons; `steps` are the delays in whose order rows
    /// are.
    pub(crate) fn divide_as(&mut self, other: &Structure, steps: Option<&[u16]>) {
        self.runs = other.runs_like(self, steps);
    }

    /// The number of the part that has the `length` targets from `first` on, where that is less than all of them and
    /// the synapses to them can be told.
    #[doc(hidden)]
    #[inline]
    pub fn part_of(&self, first: usize, length: usize) -> Option<usize> {
        if length == self.extent.targets { None } else { self.runs().part_of(first, length) }
    }

    /// The number of stretches in which the synapses of a source to a part lie; without a part, the row is one.
    #[doc(hidden)]
    #[inline(always)]
    pub fn stretches(&self, source: usize, part: Option<usize>) -> usize {
        part.map_or(1, |_| self.runs().of_source(source).len())
    }

    /// The synapses of a source to a part, in the stretch of the given number.
    #[doc(hidden)]
    #[inline(always)]
    pub fn stretch(&self, source: usize, part: Option<usize>, number: usize) -> Range<usize> {
        let Some(part) = part else { return self.row(source) };
        let runs = self.runs();
        runs.to_part(runs.of_source(source).start + number, part)
    }

    /// The stretches of synapses with one source and one delay.
    #[inline(always)]
    pub(crate) fn runs(&self) -> &Runs {
        match &self.drawn {
            None => &self.runs,
            Some(drawn) => drawn.runs(self),
        }
    }

    /// Where the row of each source begins, and where the last one ends.
    pub fn starts(&self) -> &[usize] {
        &self.starts
    }

    /// The target of each synapse.
    #[inline(always)]
    pub fn targets(&self) -> &[u32] {
        &self.targets
    }

    /// The same.
    ///
    /// # Errors
    ///
    /// Where a device had them and has lost them.
    pub(crate) fn try_targets(&self, place: &str) -> Result<&[u32]> {
        self.targets.try_values(place)
    }

    /// The number of the last change.
    pub(crate) fn stamp(&self) -> u64 {
        self.stamp.number()
    }

    /// The targets, row by row, for filling them in.
    pub(crate) fn targets_mut(&mut self) -> &mut [u32] {
        self.stamp.renew();
        &mut self.targets
    }

    /// Numbers the synapses of each source.
    ///
    /// # Errors
    ///
    /// Where the memory cannot be had.
    pub(crate) fn number(&self, numbers: &mut Held<u32>, place: &str) -> Result<()> {
        numbers.renew(self.len(), place)?;
        for source in 0..self.extent.sources {
            let first = self.first(source) as u32;
            numbers[self.row(source)].iter_mut().zip(first..).for_each(|(own, number)| *own = number);
        }
        Ok(())
    }

    /// Source, target and delay in steps of each synapse, row by row; zero where they have no delay each.
    pub(crate) fn synapses(&self) -> Vec<[u32; 3]> {
        let runs = self.runs();
        if !runs.have_delays() {
            return self.pairs().map(|(source, target)| [source as u32, target as u32, 0]).collect();
        }
        let parts = |run| (0..runs.parts()).map(move |part| (run, part));
        let of_source = |source: usize| runs.of_source(source).flat_map(parts).map(move |of| (source, of));
        let of_part = |(source, (run, part))| {
            let delay = runs.delay(run, part).into();
            self.targets[runs.to_part(run, part)].iter().map(move |&target| [source as u32, target, delay])
        };
        (0..self.extent.sources).flat_map(of_source).flat_map(of_part).collect()
    }

    /// Source and target of each synapse, row by row.
    pub fn pairs(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        (0..self.extent.sources)
            .flat_map(|source| self.targets[self.row(source)].iter().map(move |&target| (source, target as usize)))
    }
}
