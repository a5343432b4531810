//! The effect of events through a matrix of weights.

use crate::clock::Clock;
use crate::events::Events;
use crate::math::Float;
use crate::vector::{Kernel, Split};
use crate::weights::Dense;

/// Rows that are added in one pass over the targets. More of them need fewer passes; the additions to each
/// target keep their order.
const ROWS: usize = 8;

/// What adding one weight takes on one thread, in hundredths of a nanosecond.
const COST: usize = 10;

/// `into[target]` becomes the sum of the weights from all sources with an event, in ascending source.
pub fn propagate<F: Float>(clock: &Clock, into: &mut [F], weights: &Dense<F>, events: &Events) {
    let sources = events.indices();
    clock.run_divided(Propagate { into, first: 0, weights, sources }, COST * (1 + sources.len()));
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
        for block in blocks {
            let rows = block.map(|source| &weights.row(source)[first..][..into.len()]);
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
