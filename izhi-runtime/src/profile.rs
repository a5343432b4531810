//! Where the time of a run goes: behaviour by behaviour, delay by delay.

use std::fmt;
use std::time::{Duration, Instant};

use crate::ranks::Exchange;

/// Where the time of a run went, as [`Network::profile`](crate::Network::profile) has measured it.
///
/// Printed, it is a table in which what took longest is first; with `{:#}`, in the order in which an iteration runs:
///
/// ```text
/// Izhikevich: 1000 iterations in 11.18 ms, 11.18 µs each
///    share       time   each run     runs
///   58.5 %   6.547 ms   6.547 µs     1000  excitatory_neurons.izhikevich_input (key 2)
///   13.4 %   1.498 ms   1.498 µs     1000  excitatory_neurons.my_recorder (key 9)
///   11.5 %   1.287 ms   1.287 µs     1000  inhibitory_neurons.my_recorder (key 9)
///   ...
/// ```
///
/// All times are those of a clock on the wall, as the thread that called sees them: a behaviour that is divided among threads takes
/// until the last of them is done. Reading the clock takes 25 to 50 ns for each part in each iteration, which are in its time;
/// behaviours of a few neurons look slower than they are.
#[derive(Clone, Debug)]
pub struct Profile {
    network: &'static str,
    iterations: u64,
    time: Duration,
    parts: Vec<Part>,
    exchange: Option<Exchange>,
}

/// A part of an iteration, and the time that it took.
#[derive(Clone, Debug)]
pub struct Part {
    entry: Entry,
    runs: u64,
    time: Duration,
    share: f64,
}

/// What a part of an iteration does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Work {
    /// A behaviour at a key: its step, with the sums over synapses and the updates of them that stand in it, or what a
    /// recorder keeps.
    Behavior {
        /// The key.
        key: i64,
    },
    /// A variable moves on through the delay of synapses.
    Delay,
    /// Updates of synapses that have waited are made, where no more can wait. Those of a row that is read are part of the behaviour that
    /// reads it.
    Waiting,
    /// The events of the iteration are counted.
    Counting,
    /// What is done around the iterations of a run: checks before it, values that never change in it, updates that
    /// still wait at its end, and the search for values that are not finite where the builder has asked for it.
    Around,
}

/// An entry of the timeline of an iteration: what compiled networks say of themselves.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    pub name: &'static str,
    pub work: Work,
}

impl Profile {
    /// What a watch has measured, of which the whole run took so long.
    pub(crate) fn new(
        network: &'static str,
        iterations: u64,
        time: Duration,
        watch: &Stopwatch,
        exchange: Option<Exchange>,
    ) -> Self {
        let inside: Duration = watch.laps.iter().map(|lap| lap.time).sum();
        let around = Entry { name: "around the iterations", work: Work::Around };
        let laps = watch.entries.iter().zip(&watch.laps).map(|(entry, lap)| (*entry, lap.runs, lap.time));
        let laps = laps.chain([(around, 1, time.saturating_sub(inside))]);
        let share = |part: Duration| if time.is_zero() { 0.0 } else { part.as_secs_f64() / time.as_secs_f64() };
        let parts = laps.map(|(entry, runs, time)| Part { entry, runs, time, share: share(time) }).collect();
        Profile { network, iterations, time, parts, exchange }
    }

    /// The iterations that have run.
    pub fn iterations(&self) -> u64 {
        self.iterations
    }

    /// How long they took, with all that is done around them.
    pub fn time(&self) -> Duration {
        self.time
    }

    /// All parts in the order in which an iteration runs, and at the end what is done around the iterations. Their times add up to
    /// [`time`](Profile::time), and their shares to 1.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// What this rank has exchanged with others in that time, which the parts have in theirs; none without ranks.
    pub fn exchange(&self) -> Option<&Exchange> {
        self.exchange.as_ref()
    }

    /// All parts, the one that took longest first.
    pub fn longest_first(&self) -> Vec<&Part> {
        let mut parts: Vec<&Part> = self.parts.iter().collect();
        parts.sort_by_key(|part| std::cmp::Reverse(part.time));
        parts
    }

    /// The part of this name, `cells.leaky`; none where the network has no such part, or it has nothing to do.
    pub fn part(&self, name: &str) -> Option<&Part> {
        self.parts.iter().find(|part| part.name() == name)
    }
}

impl Part {
    /// The full name of a behaviour, `cells.leaky`; what is delayed, as the [schedule](crate::Network::schedule) calls it,
    /// `FAST_a_to_b:arriving_fired`; the synapse group of updates that wait.
    pub fn name(&self) -> &'static str {
        self.entry.name
    }

    /// What it does.
    pub fn work(&self) -> Work {
        self.entry.work
    }

    /// The iterations in which it ran: none of those in which a behaviour is switched off, or updates go on waiting.
    pub fn runs(&self) -> u64 {
        self.runs
    }

    /// How long it took in all iterations together.
    pub fn time(&self) -> Duration {
        self.time
    }

    /// Its part of the time of the whole run, from 0 to 1.
    pub fn share(&self) -> f64 {
        self.share
    }
}

impl fmt::Display for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let each = mean(self.time, self.iterations).map(|each| format!(", {} each", short(each)));
        let (iterations, time) = (self.iterations, short(self.time.as_secs_f64()));
        write!(f, "{}: {iterations} iterations in {time}{}", self.network, each.unwrap_or_default())?;
        write!(f, "\n{:>8} {:>10} {:>10} {:>8}", "share", "time", "each run", "runs")?;
        let parts = if f.alternate() { self.parts.iter().collect() } else { self.longest_first() };
        parts.into_iter().try_for_each(|part| write!(f, "\n{part}"))?;
        self.exchange.iter().try_for_each(|exchange| write!(f, "\n{exchange}"))
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let each = mean(self.time, self.runs).map_or_else(|| "-".to_owned(), short);
        write!(
            f,
            "{:6.1} % {:>10} {each:>10} {:>8}  {}",
            100.0 * self.share,
            short(self.time.as_secs_f64()),
            self.runs,
            self.name()
        )?;
        match self.entry.work {
            Work::Behavior { key } => write!(f, " (key {key})"),
            Work::Delay => write!(f, " (delay)"),
            Work::Waiting => write!(f, " (updates that waited)"),
            Work::Counting | Work::Around => Ok(()),
        }
    }
}

/// The seconds of one of so many; none where there is none.
fn mean(time: Duration, count: u64) -> Option<f64> {
    (count > 0).then(|| time.as_secs_f64() / count as f64)
}

/// Seconds with four digits.
#[doc(hidden)]
pub fn short(seconds: f64) -> String {
    let nanoseconds = seconds * 1e9;
    let units = [(1e9, "s"), (1e6, "ms"), (1e3, "µs"), (1.0, "ns")];
    let (of, unit) = units.into_iter().find(|(of, _)| nanoseconds >= *of).unwrap_or((1.0, "ns"));
    let value = nanoseconds / of;
    let digits = [1000.0, 100.0, 10.0].into_iter().take_while(|bound| value < *bound).count();
    format!("{value:.digits$} {unit}")
}

/// Somebody who is told how far an iteration is. Nobody, `()`, leaves nothing of it in the code.
#[doc(hidden)]
pub trait Watch {
    /// An iteration begins.
    fn begin(&mut self);
    /// The next entry of the timeline is done, or was passed over.
    fn lap(&mut self, has_run: bool);
}

impl Watch for () {
    #[inline(always)]
    fn begin(&mut self) {}
    #[inline(always)]
    fn lap(&mut self, _has_run: bool) {}
}

/// Measures each entry of the timeline, from the end of the one before it.
pub(crate) struct Stopwatch {
    entries: &'static [Entry],
    laps: Vec<Lap>,
    next: usize,
    last: Instant,
}

#[derive(Clone, Default)]
struct Lap {
    runs: u64,
    time: Duration,
}

impl Stopwatch {
    pub(crate) fn new(entries: &'static [Entry]) -> Self {
        Stopwatch { entries, laps: vec![Lap::default(); entries.len()], next: 0, last: Instant::now() }
    }
}

impl Watch for Stopwatch {
    fn begin(&mut self) {
        (self.next, self.last) = (0, Instant::now());
    }

    // A call for each entry: with its body in their place, the iteration of hundreds of groups would take long to compile.
    #[inline(never)]
    fn lap(&mut self, has_run: bool) {
        let now = Instant::now();
        let lap = &mut self.laps[self.next];
        lap.time += now - self.last;
        lap.runs += u64::from(has_run);
        self.next += 1;
        self.last = now;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_have_four_digits() {
        assert_eq!(
            [short(0.25e-9), short(902.7e-9), short(12.346), short(4000.0)],
            ["0.250 ns", "902.7 ns", "12.35 s", "4000 s"]
        );
        let cases = [
            (0_u32, "0.000 ns"),
            (7, "7.000 ns"),
            (999, "999.0 ns"),
            (1_234, "1.234 µs"),
            (98_765_432, "98.77 ms"),
            (2_345_678_000, "2.346 s"),
        ];
        for (nanoseconds, expected) in cases {
            assert_eq!(short(f64::from(nanoseconds) * 1e-9), expected);
        }
    }

    #[test]
    fn a_table_has_what_took_longest_first_and_all_of_the_time() {
        let entries: &[Entry] = &[
            Entry { name: "FAST:arriving_fired", work: Work::Delay },
            Entry { name: "cells.leaky", work: Work::Behavior { key: 1 } },
            Entry { name: "FAST", work: Work::Waiting },
        ];
        let mut watch = Stopwatch::new(entries);
        for (lap, (runs, time)) in watch.laps.iter_mut().zip([(10, 20), (10, 70), (0, 0)]) {
            *lap = Lap { runs, time: Duration::from_millis(time) };
        }
        let profile = Profile::new("Net", 10, Duration::from_millis(100), &watch, None);
        let table = "\
Net: 10 iterations in 100.0 ms, 10.00 ms each
   share       time   each run     runs
  70.0 %   70.00 ms   7.000 ms       10  cells.leaky (key 1)
  20.0 %   20.00 ms   2.000 ms       10  FAST:arriving_fired (delay)
  10.0 %   10.00 ms   10.00 ms        1  around the iterations
   0.0 %   0.000 ns          -        0  FAST (updates that waited)";
        assert_eq!(profile.to_string(), table);
        let lines: Vec<&str> = table.lines().collect();
        let in_order = [0, 1, 3, 2, 5, 4].map(|line| lines[line]).join("\n");
        assert_eq!(format!("{profile:#}"), in_order);
    }
}
