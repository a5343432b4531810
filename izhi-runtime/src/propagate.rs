//! The effect of events through a matrix of weights.

use crate::clock::Clock;
use crate::error::Result;
use crate::events::Events;
use crate::math::Float;
use crate::memory::Aligned;
use crate::vector::{Kernel, Split};
use crate::weights::Dense;

/// Rows that are added in one pass over the targets. More of them need fewer passes; the additions to each
/// target keep their order.
const ROWS: usize = 8;

/// What adding one weight takes on one thread, in hundredths of a nanosecond.
const COST: usize = 10;

/// The bytes of a matrix that a core keeps in its cache. Smaller ones are divided only on demand: a volley now
/// and then would wake threads that have gone to sleep since the last.
const CACHED: usize = 8 << 20;

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

    /// The numbers, for writing.
    #[inline]
    pub fn values_mut(&mut self) -> &mut [F] {
        self.are_zero = false;
        &mut self.values
    }
}

/// `into[target]` becomes the sum of the weights from all sources with an event, in ascending source.
pub fn propagate<F: Float>(clock: &Clock, into: &mut Sums<F>, weights: &Dense<F>, events: &Events) {
    let sources = events.indices();
    if sources.is_empty() && into.are_zero {
        return;
    }
    into.are_zero = sources.is_empty();
    let propagate = Propagate { into: &mut into.values, first: 0, weights, sources };
    if clock.threads_are_given() || size_of_val(weights.values()) > CACHED {
        clock.run_divided(propagate, COST * (1 + sources.len()));
    } else {
        clock.run(propagate);
    }
}

/// The sums of the targets from `first` on.
struct Propagate<'a, F> {
    into: &'a mut [F],
    first: usize,
    weights: &'a Dense<F>,
    sources: &'a [u32],
}

impl<F: Float> Kernel for Propagate<'_, F> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        let Propagate { into, first, weights, sources } = self;
        // The first rows, of which there may be fewer, begin the sums; all others come in full blocks.
        let (few, blocks) = sources.as_rchunks::<ROWS>();
        begin(into, first, weights, few);
        let length = into.len();
        let row = |source| &weights.row(source)[first..][..length];
        // Written out: a call of `map` is not always inlined.
        for &[a, b, c, d, e, f, g, h] in blocks {
            let rows: [&[F]; ROWS] = [row(a), row(b), row(c), row(d), row(e), row(f), row(g), row(h)];
            for target in 0..into.len() {
                into[target] = rows.iter().fold(into[target], |sum, row| sum + row[target]);
            }
        }
    }
}

/// The sums of less than a block of rows, in one pass.
#[inline(always)]
fn begin<F: Float>(into: &mut [F], first: usize, weights: &Dense<F>, sources: &[u32]) {
    match *sources {
        [a] => sum(into, first, weights, [a]),
        [a, b] => sum(into, first, weights, [a, b]),
        [a, b, c] => sum(into, first, weights, [a, b, c]),
        [a, b, c, d] => sum(into, first, weights, [a, b, c, d]),
        [a, b, c, d, e] => sum(into, first, weights, [a, b, c, d, e]),
        [a, b, c, d, e, f] => sum(into, first, weights, [a, b, c, d, e, f]),
        [a, b, c, d, e, f, g] => sum(into, first, weights, [a, b, c, d, e, f, g]),
        _ => into.fill(F::ZERO),
    }
}

#[inline(always)]
fn sum<F: Float, const N: usize>(into: &mut [F], first: usize, weights: &Dense<F>, sources: [u32; N]) {
    let rows = sources.map(|source| &weights.row(source)[first..][..into.len()]);
    for target in 0..into.len() {
        into[target] = rows.iter().fold(F::ZERO, |sum, row| sum + row[target]);
    }
}

impl<F: Float> Split for Propagate<'_, F> {
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
