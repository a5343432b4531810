//! Whether something has been changed from outside since one last looked.
//!
//! What never changes in an iteration is computed once and stays right until somebody sets a parameter or writes to a state.
//! Each such change gives its place a number that nothing else has ever had, so that neither another network's part in
//! the place of one's own nor the way back is taken for no change.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::clock::Clock;

/// The number of the last change of a place.
#[derive(Debug)]
pub(crate) struct Stamp(u64);

static LAST: AtomicU64 = AtomicU64::new(0);

impl Stamp {
    /// Of what nobody has touched.
    pub(crate) const NONE: Self = Stamp(0);

    pub(crate) fn renew(&mut self) {
        // Nothing else is read by it.
        self.0 = LAST.fetch_add(1, Ordering::Relaxed) + 1;
    }

    pub(crate) fn number(&self) -> u64 {
        self.0
    }
}

/// What something was computed from.
#[derive(Debug)]
pub struct Seen {
    dt: f64,
    stamps: Vec<u64>,
}

impl Seen {
    /// Nothing.
    pub const EMPTY: Self = Seen { dt: 0.0, stamps: Vec::new() };

    /// Whether any of the places, or the time step, is not what it was the last time; from now on this is the last time.
    pub fn is_other(&mut self, clock: &Clock, stamps: &[u64]) -> bool {
        let dt: f64 = clock.dt();
        let is_other = self.dt != dt || self.stamps != stamps;
        if is_other {
            self.dt = dt;
            self.stamps.clear();
            self.stamps.extend_from_slice(stamps);
        }
        is_other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_seen_once() {
        let (mut one, mut other, mut seen) = (Stamp::NONE, Stamp::NONE, Seen::EMPTY);
        let clock = Clock::at_start(0, 0.1);
        assert!(seen.is_other(&clock, &[one.number(), other.number()]));
        assert!(!seen.is_other(&clock, &[one.number(), other.number()]));
        one.renew();
        assert!(seen.is_other(&clock, &[one.number(), other.number()]));
        other.renew();
        assert_ne!(one.number(), other.number());
        assert!(seen.is_other(&clock, &[other.number(), one.number()]));
        assert!(seen.is_other(&Clock::at_start(0, 0.2), &[other.number(), one.number()]));
        assert!(!seen.is_other(&Clock::at_start(1, 0.2), &[other.number(), one.number()]));
    }
}
