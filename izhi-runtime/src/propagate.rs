//! The effect of events through synapses, dense and sparse.

use std::ops::Range;

use crate::arrivals::{Arrivals, Segment};
use crate::connect::Structure;
use crate::error::Result;
use crate::events::Events;
use crate::executor::{CACHED, Executor};
use crate::math::Float;
use crate::memory::{Aligned, prefetch};
use crate::sparse::{Shared, Sparse};
use crate::vector::{Kernel, Split};
use crate::weights::{self, Dense};

/// Rows that are added in one pass over the targets: as many as there are registers for. Where the rows come
/// from memory it is twice as many, as the processor reads ahead from so many places, and fewer passes read
/// and write the sums. The additions to each target keep their order.
const ROWS: usize = 8;

/// What adding one weight takes on one thread, in hundredths of a nanosecond.
const COST: usize = 10;

/// The same where each target is looked up.
const SPARSE_COST: usize = 100;

/// Numbers that live from one operation of an iteration to a later one, such as sums over synapses.
#[derive(Debug)]
pub struct Sums<F> {
    values: Aligned<F>,
    /// Known to be all zero: most propagations have no events and nothing to change.
    are_zero: bool,
}

impl<F: Float> Sums<F> {
    /// No numbers.
    pub const EMPTY: Self = Sums { values: Aligned::EMPTY, are_zero: true };

    /// `size` zeros.
    ///
    /// # Errors
    ///
    /// Where the memory cannot be had.
    pub fn allocate(size: usize, place: &str) -> Result<Self> {
        Ok(Sums { values: Aligned::allocate(size, place)?, are_zero: true })
    }

    /// The numbers.
    #[inline]
    pub fn values(&self) -> &[F] {
        &self.values
    }

    pub(crate) fn set_zero(&mut self) {
        if !self.are_zero {
            self.values.fill(F::ZERO);
            self.are_zero = true;
        }
    }

    /// Becomes the same numbers as others, as many.
    pub(crate) fn copy(&mut self, from: &Self) {
        if from.are_zero {
            self.set_zero();
        } else {
            self.values_mut().copy_from_slice(&from.values);
        }
    }

    /// The numbers, for writing.
    #[inline]
    pub fn values_mut(&mut self) -> &mut [F] {
        self.are_zero = false;
        &mut self.values
    }
}

/// `into[target]` becomes the sum of the weights from all sources with an event, in ascending source.
pub fn propagate<F: Float>(executor: &Executor, into: &mut Sums<F>, weights: &Dense<F>, events: &Events) {
    let sources = events.indices();
    if sources.is_empty() && into.are_zero {
        return;
    }
    into.are_zero = sources.is_empty();
    let cost = COST * (1 + sources.len());
    let into = &mut into.values[..];
    let (bytes, weights) = (size_of_val(weights.values()), weights.rows());
    if bytes > CACHED {
        executor.run_own_on_bytes(Propagate::<F, true> { into, first: 0, weights, sources }, cost, bytes);
    } else {
        executor.run_own_on_bytes(Propagate::<F, false> { into, first: 0, weights, sources }, cost, bytes);
    }
}

/// The same where all to all synapses share one weight: every target has the same sum.
pub fn propagate_shared<F: Float>(_: &Executor, into: &mut Sums<F>, weight: &Shared<F>, events: &Events) {
    let sources = events.indices();
    if sources.is_empty() && into.are_zero {
        return;
    }
    into.are_zero = sources.is_empty();
    let sum = sources.iter().fold(F::ZERO, |sum, _| sum + weight.value());
    into.values.fill(sum);
}

/// `into[target]` becomes the sum of the weights of the synapses at which an event arrives, source by source.
pub fn propagate_sparse<F: Float, W: Weight<F>, R: Rows>(
    executor: &Executor,
    into: &mut Sums<F>,
    structure: &Structure,
    weights: &W,
    rows: &R,
) {
    let synapses = rows.synapses(structure);
    if synapses == 0 && into.are_zero {
        return;
    }
    let begins_with_zero = std::mem::replace(&mut into.are_zero, synapses == 0);
    let into = &mut into.values[..];
    let cost = SPARSE_COST * synapses / into.len().max(1);
    let kernel = PropagateSparse { into, first: 0, begins_with_zero, structure, weights, rows };
    executor.run_own_on_sparse(kernel, cost, structure.len());
}

/// The weight of each synapse, or of all.
pub trait Weight<F>: Sync {
    /// Those of a row, of which a single one stands for all.
    fn row(&self, range: Range<usize>) -> WeightRow<'_, F>;
}

/// The weights of a row.
pub enum WeightRow<'a, F> {
    /// One for each synapse.
    Each(&'a [F]),
    /// The same for all.
    Same(F),
}

impl<F: Float> Weight<F> for Sparse<F> {
    #[inline(always)]
    fn row(&self, range: Range<usize>) -> WeightRow<'_, F> {
        WeightRow::Each(&self.values()[range])
    }
}

impl<F: Float> Weight<F> for Shared<F> {
    #[inline(always)]
    fn row(&self, _: Range<usize>) -> WeightRow<'_, F> {
        WeightRow::Same(self.value())
    }
}

/// The synapses at which events arrive.
pub trait Rows: Sync {
    /// Stretches of synapses with their source, in the order in which sums add: those to a part of the targets, or
    /// more, or all.
    fn stretches<'a>(
        &'a self,
        structure: &'a Structure,
        part: Option<usize>,
    ) -> impl Iterator<Item = (usize, Range<usize>)> + Clone + 'a;
    /// How many stretches before its turn one is asked for from memory.
    const AHEAD: usize;
    /// The number of all synapses, roughly; zero where there are none.
    fn synapses(&self, structure: &Structure) -> usize;
}

impl Rows for Events {
    #[inline(always)]
    fn stretches<'a>(
        &'a self,
        structure: &'a Structure,
        part: Option<usize>,
    ) -> impl Iterator<Item = (usize, Range<usize>)> + Clone + 'a {
        let stretch = move |&source: &u32| {
            let source = source as usize;
            let part = part.filter(|_| structure.stretches(source, part) == 1);
            (source, structure.stretch(source, part, 0))
        };
        self.indices().iter().map(stretch).filter(|(_, range)| !range.is_empty())
    }

    // The processor reads ahead in a row by itself.
    const AHEAD: usize = 0;

    fn synapses(&self, structure: &Structure) -> usize {
        self.indices().len() * structure.len().div_ceil(structure.extent().sources.max(1))
    }
}

impl Rows for Arrivals {
    #[inline(always)]
    fn stretches<'a>(
        &'a self,
        _: &'a Structure,
        part: Option<usize>,
    ) -> impl Iterator<Item = (usize, Range<usize>)> + Clone + 'a {
        let stretch = |segment: &Segment| (segment.source as usize, segment.range());
        let (of_part, of_all) = match part {
            Some(part) => (Some(self.segments_to(part)), None),
            None => (None, Some(self.segments())),
        };
        of_part.into_iter().flatten().chain(of_all.into_iter().flatten()).map(stretch)
    }

    // Short stretches here and there.
    const AHEAD: usize = 4;

    fn synapses(&self, _: &Structure) -> usize {
        self.segments().map(|segment| segment.range().len()).sum()
    }
}

/// The sums of the targets from `first` on.
struct PropagateSparse<'a, F, W, R> {
    into: &'a mut [F],
    first: usize,
    begins_with_zero: bool,
    structure: &'a Structure,
    weights: &'a W,
    rows: &'a R,
}

impl<F: Float, W: Weight<F>, R: Rows> Kernel for PropagateSparse<'_, F, W, R> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        let PropagateSparse { into, first, begins_with_zero, structure, weights, rows } = self;
        if !begins_with_zero {
            into.fill(F::ZERO);
        }
        let part = structure.part_of(first, into.len());
        let stretches = rows.stretches(structure, part);
        let mut later = stretches.clone().skip(R::AHEAD);
        for (_, range) in stretches {
            if R::AHEAD > 0
                && let Some((_, next)) = later.next()
            {
                prefetch(&structure.targets()[next.clone()]);
                if let WeightRow::Each(weights) = weights.row(next) {
                    prefetch(weights);
                }
            }
            let targets = &structure.targets()[range.clone()];
            match weights.row(range) {
                WeightRow::Each(weights) => {
                    for (&target, &weight) in targets.iter().zip(weights) {
                        // Another thread has the other targets.
                        if let Some(sum) = into.get_mut((target as usize).wrapping_sub(first)) {
                            *sum += weight;
                        }
                    }
                }
                WeightRow::Same(weight) => {
                    for &target in targets {
                        if let Some(sum) = into.get_mut((target as usize).wrapping_sub(first)) {
                            *sum += weight;
                        }
                    }
                }
            }
        }
    }
}

impl<F: Float, W: Weight<F>, R: Rows> Split for PropagateSparse<'_, F, W, R> {
    fn elements(&self) -> usize {
        self.into.len()
    }

    fn split(self, at: usize) -> (Self, Self) {
        let PropagateSparse { into, first, begins_with_zero, structure, weights, rows } = self;
        let (own, others) = into.split_at_mut(at);
        (
            PropagateSparse { into: own, first, begins_with_zero, structure, weights, rows },
            PropagateSparse { into: others, first: first + at, begins_with_zero, structure, weights, rows },
        )
    }
}

/// The sums of the targets from `first` on.
struct Propagate<'a, F, const FROM_MEMORY: bool> {
    into: &'a mut [F],
    first: usize,
    weights: weights::Rows<'a, F>,
    sources: &'a [u32],
}

impl<F: Float, const FROM_MEMORY: bool> Kernel for Propagate<'_, F, FROM_MEMORY> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        let Propagate { into, first, weights, sources } = self;
        // The first rows, of which there may be any number, begin the sums; the others come in full blocks.
        let length = into.len();
        let row = |source| &weights.of(source)[first..][..length];
        if FROM_MEMORY {
            let (few, blocks) = sources.as_rchunks::<{ 2 * ROWS }>();
            let (fewest, half_blocks) = few.as_rchunks::<ROWS>();
            begin(into, first, weights, fewest);
            for &[a, b, c, d, e, f, g, h] in half_blocks {
                add(into, [row(a), row(b), row(c), row(d), row(e), row(f), row(g), row(h)]);
            }
            for &[a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p] in blocks {
                let upper = [row(i), row(j), row(k), row(l), row(m), row(n), row(o), row(p)];
                add_twice(into, [row(a), row(b), row(c), row(d), row(e), row(f), row(g), row(h)], upper);
            }
        } else {
            let (fewest, blocks) = sources.as_rchunks::<ROWS>();
            begin(into, first, weights, fewest);
            // Written out: a call of `map` is not always inlined.
            for &[a, b, c, d, e, f, g, h] in blocks {
                add(into, [row(a), row(b), row(c), row(d), row(e), row(f), row(g), row(h)]);
            }
        }
    }
}

/// Adds a block of rows, each as long as the sums, in one pass.
#[inline(always)]
fn add<F: Float>(into: &mut [F], rows: [&[F]; ROWS]) {
    for target in 0..into.len() {
        into[target] = rows.iter().fold(into[target], |sum, row| sum + row[target]);
    }
}

/// Adds two blocks of rows, one after the other, in one pass.
#[inline(always)]
fn add_twice<F: Float>(into: &mut [F], lower: [&[F]; ROWS], upper: [&[F]; ROWS]) {
    for target in 0..into.len() {
        into[target] = lower.iter().chain(&upper).fold(into[target], |sum, row| sum + row[target]);
    }
}

/// The sums of less than a block of rows, in one pass.
#[inline(always)]
fn begin<F: Float>(into: &mut [F], first: usize, weights: weights::Rows<'_, F>, sources: &[u32]) {
    let length = into.len();
    let row = |source| &weights.of(source)[first..][..length];
    // Written out, as above.
    match *sources {
        [a] => sum([row(a)], into),
        [a, b] => sum([row(a), row(b)], into),
        [a, b, c] => sum([row(a), row(b), row(c)], into),
        [a, b, c, d] => sum([row(a), row(b), row(c), row(d)], into),
        [a, b, c, d, e] => sum([row(a), row(b), row(c), row(d), row(e)], into),
        [a, b, c, d, e, f] => sum([row(a), row(b), row(c), row(d), row(e), row(f)], into),
        [a, b, c, d, e, f, g] => sum([row(a), row(b), row(c), row(d), row(e), row(f), row(g)], into),
        _ => into.fill(F::ZERO),
    }
}

#[inline(always)]
fn sum<F: Float, const N: usize>(rows: [&[F]; N], into: &mut [F]) {
    for target in 0..into.len() {
        into[target] = rows.iter().fold(F::ZERO, |sum, row| sum + row[target]);
    }
}

impl<F: Float, const FROM_MEMORY: bool> Split for Propagate<'_, F, FROM_MEMORY> {
    fn elements(&self) -> usize {
        self.into.len()
    }

    fn split(self, at: usize) -> (Self, Self) {
        let Propagate { into, first, weights, sources } = self;
        let (own, others) = into.split_at_mut(at);
        (
            Propagate { into: own, first, weights, sources },
            Propagate { into: others, first: first + at, weights, sources },
        )
    }
}
