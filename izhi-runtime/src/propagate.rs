//! The effect of events through a matrix of weights.

use crate::clock::Clock;
use crate::events::Events;
use crate::math::Float;
use crate::vector::Kernel;
use crate::weights::Dense;

/// Rows that are added in one pass over the targets. More of them need fewer passes; the additions to each
/// target keep their order.
const ROWS: usize = 8;

/// `into[target]` becomes the sum of the weights from all sources with an event, in ascending source.
pub fn propagate<F: Float>(clock: &Clock, into: &mut [F], weights: &Dense<F>, events: &Events) {
    clock.run(Propagate { into, weights, sources: events.indices() });
}

struct Propagate<'a, F> {
    into: &'a mut [F],
    weights: &'a Dense<F>,
    sources: &'a [u32],
}

impl<F: Float> Kernel for Propagate<'_, F> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        let Propagate { into, weights, sources } = self;
        into.fill(F::ZERO);
        let targets = into.len();
        let (blocks, rest) = sources.as_chunks::<ROWS>();
        for block in blocks {
            let rows = block.map(|source| &weights.row(source)[..targets]);
            for target in 0..targets {
                into[target] = rows.iter().fold(into[target], |sum, row| sum + row[target]);
            }
        }
        for &source in rest {
            let row = &weights.row(source)[..targets];
            for target in 0..targets {
                into[target] += row[target];
            }
        }
    }
}
