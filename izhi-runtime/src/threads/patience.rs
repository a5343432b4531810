//! When to do without workers for a while.
//!
//! A worker that the system takes off its core in the middle of its part keeps the owner waiting for the rest of another
//! program's time slice, some milliseconds, where the whole operation would have taken microseconds. It happens again
//! as long as the machine is busy. So each time the owner does twice as many operations alone as the last time, and
//! fewer again once the workers have kept up for as many.

/// The operations done alone after the first time: little beside the time that was lost.
const FEWEST: u32 = 16;

/// How often the number doubles: what is lost by asking the workers again is then less than a hundredth.
const MOST_DOUBLINGS: u32 = 12;

/// What the owner of a pool has learnt about its workers.
#[derive(Debug, Default)]
pub(super) struct Patience {
    doublings: u32,
    /// Operations that are still to be done alone.
    alone: u32,
    /// Operations in a row in which the workers have kept up.
    kept_up: u32,
}

impl Patience {
    /// Whether the next operation is for the workers too.
    pub(super) fn asks_workers(&mut self) -> bool {
        match self.alone.checked_sub(1) {
            Some(rest) => {
                self.alone = rest;
                false
            }
            None => true,
        }
    }

    /// Takes in whether the owner had to wait for a worker longer than for its own part.
    pub(super) fn learn(&mut self, was_kept_waiting: bool) {
        if was_kept_waiting {
            self.alone = FEWEST << self.doublings;
            self.doublings = (self.doublings + 1).min(MOST_DOUBLINGS);
            self.kept_up = 0;
        } else if self.doublings > 0 {
            self.kept_up += 1;
            if self.kept_up >= FEWEST << self.doublings {
                self.doublings -= 1;
                self.kept_up = 0;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The operations that are done alone before the workers are asked again.
    fn alone(patience: &mut Patience) -> u32 {
        let mut count = 0;
        while !patience.asks_workers() {
            count += 1;
        }
        count
    }

    #[test]
    fn workers_that_keep_up_are_always_asked() {
        let mut patience = Patience::default();
        for _ in 0..1000 {
            assert!(patience.asks_workers());
            patience.learn(false);
        }
    }

    #[test]
    fn each_time_lost_doubles_what_is_done_alone() {
        let mut patience = Patience::default();
        let mut counts = Vec::new();
        for _ in 0..16 {
            patience.learn(true);
            counts.push(alone(&mut patience));
        }
        let expected: Vec<u32> = (0..16).map(|times: u32| FEWEST << times.min(MOST_DOUBLINGS)).collect();
        assert_eq!(counts, expected);
    }

    #[test]
    fn workers_that_keep_up_again_are_trusted_again() {
        let mut patience = Patience::default();
        for _ in 0..3 {
            patience.learn(true);
            alone(&mut patience);
        }
        // Fewer than it takes to halve it once.
        (0..FEWEST).for_each(|_| patience.learn(false));
        patience.learn(true);
        assert_eq!(alone(&mut patience), FEWEST << 3);
        (0..FEWEST << 6).for_each(|_| patience.learn(false));
        patience.learn(true);
        assert_eq!(alone(&mut patience), FEWEST);
    }

    #[test]
    fn being_kept_waiting_every_time_costs_next_to_nothing() {
        // Of a million operations.
        let (mut patience, mut asked) = (Patience::default(), 0);
        for _ in 0..1_000_000 {
            if patience.asks_workers() {
                asked += 1;
                patience.learn(true);
            }
        }
        assert!(asked < 40, "{asked}");
    }
}
