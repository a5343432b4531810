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
        into.fill(F::ZERO);
        let targets = into.len();
        let (blocks, rest) = sources.as_chunks::<ROWS>();
        for block in blocks {
            let rows = block.map(|source| &weights.row(source)[first..][..targets]);
            for target in 0..targets {
                into[target] = rows.iter().fold(into[target], |sum, row| sum + row[target]);
            }
        }
        for &source in rest {
            let row = &weights.row(source)[first..][..targets];
            for target in 0..targets {
                into[target] += row[target];
            }
        }
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
