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
        // The first rows, of which there may be fewer, begin the sums; all others come in full blocks.
        let (first, blocks) = sources.as_rchunks::<ROWS>();
        begin(into, weights, first);
        for block in blocks {
            let rows = block.map(|source| &weights.row(source)[..into.len()]);
            for target in 0..into.len() {
                into[target] = rows.iter().fold(into[target], |sum, row| sum + row[target]);
            }
        }
    }
}

/// The sums of less than a block of rows, in one pass.
#[inline(always)]
fn begin<F: Float>(into: &mut [F], weights: &Dense<F>, sources: &[u32]) {
    match *sources {
        [a] => sum(into, weights, [a]),
        [a, b] => sum(into, weights, [a, b]),
        [a, b, c] => sum(into, weights, [a, b, c]),
        [a, b, c, d] => sum(into, weights, [a, b, c, d]),
        [a, b, c, d, e] => sum(into, weights, [a, b, c, d, e]),
        [a, b, c, d, e, f] => sum(into, weights, [a, b, c, d, e, f]),
        [a, b, c, d, e, f, g] => sum(into, weights, [a, b, c, d, e, f, g]),
        _ => into.fill(F::ZERO),
    }
}

#[inline(always)]
fn sum<F: Float, const N: usize>(into: &mut [F], weights: &Dense<F>, sources: [u32; N]) {
    let rows = sources.map(|source| &weights.row(source)[..into.len()]);
    for target in 0..into.len() {
        into[target] = rows.iter().fold(F::ZERO, |sum, row| sum + row[target]);
    }
}
