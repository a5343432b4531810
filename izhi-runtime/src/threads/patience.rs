//! When to do without workers for a while.
//!
//! A worker that the system takes off its core in the middle of its part keeps the owner waiting for the rest of another
//! program's time slice, some milliseconds, where the whole operation would have taken microseconds. It happens again
//! as long as the machine is busy. So the owner works alone for as long as it has lost, and each time for twice as long
//! as the last, up to a limit at which asking again costs next to nothing, and so does a machine that has become free
//! meanwhile; and for less again once the workers have kept up for as long.

use std::time::{Duration, Instant};

/// How often the time alone doubles: what is lost by asking the workers again is then a sixty-fourth.
const MOST_DOUBLINGS: u32 = 6;

/// What the owner of a pool has learnt about its workers.
#[derive(Debug, Default)]
pub(super) struct Patience {
    doublings: u32,
    /// When to ask the workers again, where that is not now.
    alone_until: Option<Instant>,
    /// For how long the owner was alone the last time.
    alone_for: Duration,
    /// For how long the workers have kept up since.
    kept_up: Duration,
}

impl Patience {
    /// Whether the operation that begins now is for the workers too.
    pub(super) fn asks_workers(&mut self, now: Instant) -> bool {
        self.alone_until = self.alone_until.filter(|&end| now < end);
        self.alone_until.is_none()
    }

    /// Takes in how long the owner had to wait for a worker after an operation, where that was longer than its own part.
    pub(super) fn learn(&mut self, begin: Instant, end: Instant, lost: Option<Duration>) {
        if let Some(lost) = lost {
            self.alone_for = lost * (1 << self.doublings);
            self.alone_until = Some(end + self.alone_for);
            self.doublings = (self.doublings + 1).min(MOST_DOUBLINGS);
            self.kept_up = Duration::ZERO;
        } else if self.doublings > 0 {
            self.kept_up += end - begin;
            if self.kept_up >= self.alone_for {
                self.doublings -= 1;
                self.kept_up = Duration::ZERO;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SLICE: Duration = Duration::from_millis(4);
    const OPERATION: Duration = Duration::from_micros(50);

    /// An operation for which the workers are asked, and when it is over.
    fn operation(patience: &mut Patience, begin: Instant, lost: Option<Duration>) -> Instant {
        assert!(patience.asks_workers(begin));
        let end = begin + OPERATION + lost.unwrap_or_default();
        patience.learn(begin, end, lost);
        end
    }

    /// For how long the owner works alone.
    fn alone(patience: &mut Patience, from: Instant) -> Duration {
        let mut now = from;
        while !patience.asks_workers(now) {
            now += OPERATION;
        }
        now - from
    }

    #[test]
    fn workers_that_keep_up_are_always_asked() {
        let (mut patience, mut now) = (Patience::default(), Instant::now());
        for _ in 0..1000 {
            now = operation(&mut patience, now, None);
        }
    }

    #[test]
    fn each_time_lost_doubles_what_is_done_alone() {
        let (mut patience, mut now) = (Patience::default(), Instant::now());
        for times in 0..10 {
            now = operation(&mut patience, now, Some(SLICE));
            let pause = alone(&mut patience, now);
            assert_eq!(pause, SLICE * (1 << times.min(MOST_DOUBLINGS)));
            now += pause;
        }
    }

    #[test]
    fn workers_that_keep_up_again_are_trusted_again() {
        let (mut patience, mut now) = (Patience::default(), Instant::now());
        for _ in 0..3 {
            now = operation(&mut patience, now, Some(SLICE));
            now += alone(&mut patience, now);
        }
        // For less long than it takes to halve it once.
        for _ in 0..10 {
            now = operation(&mut patience, now, None);
        }
        now = operation(&mut patience, now, Some(SLICE));
        assert_eq!(alone(&mut patience, now), SLICE * 8);
        now += SLICE * 8;
        for _ in 0..(SLICE * 40).div_duration_f64(OPERATION) as usize {
            now = operation(&mut patience, now, None);
        }
        now = operation(&mut patience, now, Some(SLICE));
        assert_eq!(alone(&mut patience, now), SLICE);
    }

    #[test]
    fn being_kept_waiting_every_time_costs_next_to_nothing() {
        let (mut patience, begin) = (Patience::default(), Instant::now());
        let (mut now, mut lost) = (begin, Duration::ZERO);
        for _ in 0..100 {
            now = operation(&mut patience, now, Some(SLICE));
            lost += SLICE;
            now += alone(&mut patience, now);
        }
        assert!(lost < (now - begin) / 50, "{lost:?}");
    }
}
