//! How many iterations go before the host comes.

use std::time::Duration;

/// A launch that takes much longer may be ended by the system, where the card has a display.
const TIME: Duration = Duration::from_millis(500);

/// How many times as many iterations as in the launch before at most, unless as many have been known to be right: the first
/// ones tell little.
const GROWTH: f64 = 8.0;

/// As many iterations as take about half a second, as far as is known.
#[derive(Debug)]
pub(crate) struct Pace(u64);

impl Pace {
    /// Nothing is known.
    pub(crate) const BEGIN: Self = Pace(64);

    pub(crate) fn iterations(&self) -> u64 {
        self.0
    }

    /// So many have taken so long.
    pub(crate) fn took(&mut self, iterations: u64, time: Duration) {
        let times = TIME.as_secs_f64() / time.as_secs_f64().max(f64::MIN_POSITIVE);
        let (right, most) = (iterations as f64 * times, (iterations as f64 * GROWTH).max(self.0 as f64));
        // What is too large for a number is the largest.
        self.0 = (right.min(most) as u64).max(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn launches_take_about_as_long() {
        let mut pace = Pace::BEGIN;
        pace.took(64, Duration::from_micros(640));
        assert_eq!(pace.iterations(), 512);
        pace.took(512, Duration::ZERO);
        assert_eq!(pace.iterations(), 4096);
        pace.took(4096, Duration::from_millis(250));
        assert_eq!(pace.iterations(), 8192);
        pace.took(8192, Duration::from_secs(5));
        assert_eq!(pace.iterations(), 819);
        pace.took(1, Duration::from_secs(50));
        assert_eq!(pace.iterations(), 1);
        pace.took(u64::MAX, Duration::from_millis(1));
        assert_eq!(pace.iterations(), u64::MAX);
    }

    #[test]
    fn the_few_iterations_at_the_end_of_a_run_slow_nothing_down() {
        let mut pace = Pace(8192);
        pace.took(1, Duration::from_micros(50));
        assert_eq!(pace.iterations(), 8192);
        pace.took(1, Duration::from_millis(5));
        assert_eq!(pace.iterations(), 100);
    }
}
