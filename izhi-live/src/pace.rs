//! How many iterations run at a time, and how many of them are looked at.

use std::time::{Duration, Instant};

/// From one frame to the next: thirty in each second.
pub(crate) const FRAME: Duration = Duration::from_millis(33);

/// What runs from one look at what pages want to the next.
const SLICE: f64 = 5e-3;

/// The part of the time that may be spent on looking at single iterations, where the network runs as fast as it can.
const SHARE: f64 = 0.01;

/// The same for what is analysed, for which many iterations without a gap are needed.
const ANALYSED_SHARE: f64 = 0.005;

/// From one long window to the next, and how long one may take.
pub(crate) const ANALYSED: Duration = Duration::from_secs(1);
const ANALYSED_TIME: Duration = Duration::from_millis(150);

/// The most iterations of a window that is drawn, and of a long one.
const DRAWN_MOST: u64 = 8192;
const ANALYSED_MOST: u64 = 30_000;

/// How far behind a wanted speed a network can be and still catch up.
const CATCH_UP: f64 = 0.1;

/// A wanted speed.
pub(crate) struct Pace {
    /// Iterations in each second; as many as can be where there is none.
    pub(crate) speed: Option<f64>,
    since: Instant,
    done: u64,
}

impl Pace {
    pub(crate) fn new(speed: Option<f64>) -> Self {
        Pace { speed, since: Instant::now(), done: 0 }
    }

    /// Begins to count anew.
    pub(crate) fn restart(&mut self) {
        (self.since, self.done) = (Instant::now(), 0);
    }

    /// How many iterations should have run and have not.
    pub(crate) fn due(&mut self, now: Instant) -> u64 {
        let Some(speed) = self.speed else { return u64::MAX };
        let wanted = (now - self.since).as_secs_f64() * speed;
        let behind = wanted - self.done as f64;
        // Who has fallen behind goes on from here.
        if behind > (CATCH_UP * speed).max(1.0) {
            (self.since, self.done) = (now, 0);
            return ((CATCH_UP * speed) as u64).max(1);
        }
        behind as u64
    }

    /// How long it takes until one is due.
    pub(crate) fn wait(&mut self, now: Instant) -> Duration {
        if self.due(now) > 0 {
            return Duration::ZERO;
        }
        let Some(speed) = self.speed else { return Duration::ZERO };
        let at = (self.done + 1) as f64 / speed;
        let left = at - (now - self.since).as_secs_f64();
        Duration::try_from_secs_f64(left.clamp(0.0, 3600.0)).unwrap_or_default()
    }

    pub(crate) fn ran(&mut self, iterations: u64) {
        self.done += iterations;
    }
}

/// What iterations cost, in seconds, as the last ones took.
#[derive(Default)]
pub(crate) struct Costs {
    iteration: Option<f64>,
    look: Option<f64>,
}

impl Costs {
    /// So many iterations have taken so long, and looking at them has taken a part of that.
    pub(crate) fn learn(&mut self, iterations: u64, time: Duration, looking: Option<Duration>) {
        let each = |time: Duration| time.as_secs_f64() / iterations as f64;
        let mix = |old: Option<f64>, new: f64| Some(old.map_or(new, |old| 0.8 * old + 0.2 * new));
        if iterations > 0 {
            self.iteration = mix(self.iteration, each(time.saturating_sub(looking.unwrap_or_default())));
            self.look = looking.map_or(self.look, |looking| mix(self.look, each(looking)));
        }
    }

    /// As many iterations as a slice has.
    pub(crate) fn slice(&self) -> u64 {
        self.within(Duration::from_secs_f64(SLICE))
    }

    /// As many iterations as run in a time, one at least.
    pub(crate) fn within(&self, time: Duration) -> u64 {
        let iteration = self.iteration.unwrap_or(SLICE) + self.look.unwrap_or_default();
        (time.as_secs_f64() / iteration.max(1e-9)).max(1.0) as u64
    }

    /// How long so many iterations take that are looked at.
    pub(crate) fn time(&self, iterations: u64) -> Duration {
        let iteration = self.iteration.unwrap_or_default() + self.look.unwrap_or_default();
        Duration::try_from_secs_f64(iteration * iterations as f64).unwrap_or(Duration::MAX)
    }

    /// Whether all iterations can be looked at: looking takes little beside them, or the wanted speed leaves the time for it.
    pub(crate) fn allows_all(&self, speed: Option<f64>) -> bool {
        let (Some(iteration), Some(look)) = (self.iteration, self.look) else { return false };
        look <= SHARE * iteration || speed.is_some_and(|speed| speed * (iteration + look) < 0.5)
    }

    /// How many iterations of a frame can be looked at, where not all can.
    pub(crate) fn window(&self) -> u64 {
        // As long as nobody knows, a few.
        let look = self.look.unwrap_or(SHARE * FRAME.as_secs_f64() / 16.0).max(1e-9);
        ((SHARE * FRAME.as_secs_f64() / look) as u64).clamp(8, DRAWN_MOST)
    }

    /// The same for what is analysed, now and then.
    pub(crate) fn long_window(&self) -> u64 {
        let Some(look) = self.look else { return self.window() };
        let affordable = (ANALYSED_SHARE * ANALYSED.as_secs_f64() / look.max(1e-9)) as u64;
        affordable.min(ANALYSED_MOST).min(self.within(ANALYSED_TIME)).max(self.window())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn costs(iteration: u64, look: u64) -> Costs {
        let mut costs = Costs::default();
        costs.learn(1, Duration::from_nanos(iteration + look), Some(Duration::from_nanos(look)));
        costs
    }

    #[test]
    fn a_pace_is_kept_and_what_is_long_missed_is_missed() {
        let mut pace = Pace::new(Some(100.0));
        let at = |milliseconds| pace.since + Duration::from_millis(milliseconds);
        let (soon, later, late) = (at(50), at(60), at(10_000));
        assert_eq!(pace.due(soon), 5);
        pace.ran(5);
        assert_eq!(pace.due(soon), 0);
        assert!(pace.wait(soon) <= Duration::from_millis(10));
        assert_eq!(pace.due(later), 1);
        assert_eq!(pace.due(late), 10);
        pace.ran(10);
        assert_eq!(pace.due(late), 0);
    }

    #[test]
    fn a_pace_of_less_than_one_waits_for_the_first() {
        let mut pace = Pace::new(Some(0.1));
        assert_eq!(pace.due(pace.since + Duration::from_secs(9)), 0);
        assert_eq!(pace.due(pace.since + Duration::from_secs(10)), 1);
    }

    #[test]
    fn all_iterations_are_looked_at_where_that_takes_little() {
        assert!(costs(100_000, 500).allows_all(None));
        assert!(!costs(2_000, 500).allows_all(None));
        assert!(costs(2_000, 500).allows_all(Some(1000.0)));
        assert!(!costs(2_000, 500).allows_all(Some(300_000.0)));
        assert!(!Costs::default().allows_all(Some(1.0)));
    }

    #[test]
    fn of_a_fast_network_a_window_takes_a_small_part_of_the_time() {
        assert_eq!(costs(2_000, 500).window(), (SHARE * FRAME.as_secs_f64() / 500e-9) as u64);
        assert_eq!(costs(2_000, 1).window(), DRAWN_MOST);
        assert_eq!(costs(2_000, 500).long_window(), (ANALYSED_SHARE * ANALYSED.as_secs_f64() / 500e-9) as u64);
        assert_eq!(costs(2_000, 1).long_window(), ANALYSED_MOST);
        // Nobody waits long for a picture.
        let slow = costs(20_000, 500);
        assert_eq!(slow.long_window(), slow.within(ANALYSED_TIME));
    }
}
