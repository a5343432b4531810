//! How many iterations go before the host comes.

use std::time::Duration;

/// A launch that takes much longer may be ended by the system, where the card has a display.
const TIME: Duration = Duration::from_millis(500);

/// How many times as many iterations as in the launch before at most: the first ones tell little.
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
        // What is too large for a number is the largest.
        self.0 = ((iterations as f64 * times.min(GROWTH)) as u64).max(1);
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
}
