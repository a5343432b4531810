//! Which neurons are connected: rows of targets, one for each source.

use std::ops::Range;

use crate::error::Result;
use crate::memory::Aligned;
use crate::weights::Extent;

/// The synapses of a sparse group in compressed rows: those of one source lie side by side, in ascending
/// target, so that a spike reads one stretch of memory. Four bytes for each synapse and eight for each source.
#[derive(Debug)]
pub struct Structure {
    extent: Extent,
    /// Where the row of each source begins, and where the last one ends.
    starts: Vec<usize>,
    targets: Aligned<u32>,
}

impl Structure {
    /// No neurons.
    #[doc(hidden)]
    pub const EMPTY: Self =
        Structure { extent: Extent { sources: 0, targets: 0 }, starts: Vec::new(), targets: Aligned::EMPTY };

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
        let targets = Aligned::allocate(end, place)?;
        Ok(Structure { extent, starts, targets })
    }

    /// The number of neurons at both ends.
    pub fn extent(&self) -> Extent {
        self.extent
    }

    /// The number of synapses.
    pub fn len(&self) -> usize {
        self.targets.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.targets.is_empty()
    }

    /// The places of a source's synapses.
    #[inline(always)]
    pub fn row(&self, source: usize) -> Range<usize> {
        self.starts[source]..self.starts[source + 1]
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

    /// The targets, row by row, for filling them in.
    pub(crate) fn targets_mut(&mut self) -> &mut [u32] {
        &mut self.targets
    }

    /// Source and target of each synapse, row by row.
    pub fn pairs(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        (0..self.extent.sources)
            .flat_map(|source| self.targets[self.row(source)].iter().map(move |&target| (source, target as usize)))
    }
}
