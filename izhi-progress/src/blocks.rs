//! How many iterations run from one look at the bar to the next.

use std::time::Duration;

/// The first block says how long the others may be.
pub(crate) const FIRST: u64 = 1;

/// What a block should take: short enough for a bar that moves and for Ctrl-C, and long enough that nobody notices
/// what is done between two.
const TIME: Duration = Duration::from_millis(100);

/// The block behind one that took so long. How a run is divided changes none of its results.
pub(crate) fn next(block: u64, took: Duration) -> u64 {
    if took < TIME / 2 {
        block.saturating_mul(2)
    } else if took > TIME * 2 {
        (block / 2).max(1)
    } else {
        block
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The block in which iterations of this time end.
    fn settled(iteration: Duration) -> u64 {
        (0..100).fold(FIRST, |block, _| next(block, iteration.saturating_mul(u32::try_from(block).unwrap_or(u32::MAX))))
    }

    #[test]
    fn take_about_a_tenth_of_a_second() {
        for nanoseconds in [1_000, 77_000, 3_000_000, 90_000_000] {
            let iteration = Duration::from_nanos(nanoseconds);
            let took = iteration * settled(iteration) as u32;
            assert!((TIME / 2..=TIME * 2).contains(&took), "{took:?}");
        }
    }

    #[test]
    fn have_one_iteration_at_least() {
        assert_eq!(settled(Duration::from_secs(10)), 1);
        assert_eq!(next(64, Duration::from_secs(10)), 32);
        assert_eq!(next(u64::MAX, Duration::ZERO), u64::MAX);
    }
}
