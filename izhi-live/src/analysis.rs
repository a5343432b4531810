//! Spectra and intervals of the events that are known of, worked out by the thread that serves.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use izhi_analysis::{SpikeTrains, Welch, cv, intervals, mean_of_known, welch};
use izhi_runtime::ndarray::ArrayView1;
use izhi_runtime::recording::Spike;

use crate::frame::Frame;
use crate::protocol::{Curve, Intervals, Reply};
use crate::shared::Shared;
use crate::window::Window;

/// From one analysis to the next.
const PERIOD: Duration = Duration::from_millis(500);

/// How long events without a gap are better than newer ones that are fewer.
const YOUNG: Duration = Duration::from_secs(3);

/// The most iterations that are looked back to.
const MOST: usize = 1 << 16;

/// The most events that are looked back to.
const MOST_EVENTS: usize = 1 << 18;

/// The longest segment of a spectrum, in samples of a millisecond or of an iteration where that is longer, and the shortest.
const LONGEST: usize = 1024;
const SHORTEST: usize = 32;

/// The bins of a histogram.
const BINS: usize = 40;

/// Events without a gap, as windows bring them.
struct Past {
    /// When there was something new.
    last: Instant,
    first: u64,
    counts: Vec<u32>,
    spikes: Vec<Spike>,
}

impl Default for Past {
    fn default() -> Self {
        Past { last: Instant::now(), first: 0, counts: Vec::new(), spikes: Vec::new() }
    }
}

impl Past {
    fn add(&mut self, window: &Window, all: &[u32], shown: &[u32], neurons: &[u32]) {
        if self.first + self.counts.len() as u64 != window.first {
            // Behind a gap less says less, as long as the other is not old, or of before the network has begun anew.
            let is_good = self.last.elapsed() < YOUNG && window.first > self.first;
            if is_good && window.iterations < self.counts.len() {
                return;
            }
            *self = Past { first: window.first, ..Past::default() };
        }
        self.last = Instant::now();
        self.counts.extend(all);
        let mut neurons = neurons.iter();
        for (iteration, &count) in (window.first..).zip(shown) {
            let own = neurons.by_ref().take(count as usize);
            self.spikes.extend(own.map(|&neuron| Spike { iteration, neuron }));
        }
        if self.counts.len() > MOST || self.spikes.len() > MOST_EVENTS {
            let gone = self.counts.len() / 2;
            self.counts.drain(..gone);
            self.first += gone as u64;
            let first = self.spikes.partition_point(|spike| spike.iteration < self.first);
            self.spikes.drain(..first);
        }
    }

    /// The spectrum of the rate of `size` neurons.
    fn spectrum(&self, size: usize, dt: f64) -> Option<Curve> {
        let each = (1.0 / dt).round().max(1.0) as usize;
        let bin = each as f64 * dt;
        let hertz = 1e3 / (bin * size as f64);
        let rate: Vec<f64> =
            self.counts.chunks_exact(each).map(|counts| f64::from(counts.iter().sum::<u32>()) * hertz).collect();
        let segment = LONGEST.min(rate.len() / 2);
        if segment < SHORTEST {
            return None;
        }
        let spectrum = welch(ArrayView1::from(&rate), bin, &Welch::new(segment)).ok()?;
        // At zero there is the mean, which has been taken away.
        let (x, y) = (spectrum.frequencies.to_vec(), spectrum.powers.to_vec());
        Some(Curve { x: x[1..].to_vec(), y: y[1..].to_vec() })
    }

    fn intervals(&self, size: usize, dt: f64) -> Option<Intervals> {
        let range = self.first..self.first + self.counts.len() as u64;
        let trains = SpikeTrains::from_spikes(&self.spikes, size, dt, range).ok()?;
        let mut all: Vec<f64> = intervals(&trains).into_iter().flatten().collect();
        if all.is_empty() {
            return None;
        }
        all.sort_by(f64::total_cmp);
        // The longest of all say little, and would take all of the room.
        let longest = all[(all.len() - 1) * 98 / 100];
        // Intervals are whole iterations, and so are bins.
        let width = ((longest / dt / BINS as f64).ceil().max(1.0)) * dt;
        let mut y = vec![0.0; BINS];
        for interval in &all {
            // Bin 0 begins at half an iteration.
            let bin = ((interval - 0.5 * dt) / width) as usize;
            if let Some(count) = y.get_mut(bin) {
                *count += 1.0;
            }
        }
        let x = (0..BINS).map(|bin| (bin as f64 + 0.5) * width + 0.5 * dt).collect();
        Some(Intervals { x, y, cv: mean_of_known(&cv(&trains)).ok() })
    }
}

/// Collects what frames bring, and now and then works out what it says.
pub(crate) async fn analyse(shared: Arc<Shared>) {
    let mut frames = shared.frames.subscribe();
    let mut clock = tokio::time::interval(PERIOD);
    let mut pasts: BTreeMap<usize, Past> = BTreeMap::new();
    let (mut version, mut wanted) = (0, Vec::new());
    let mut is_new = false;
    loop {
        tokio::select! {
            changed = frames.changed() => {
                if changed.is_err() {
                    return;
                }
                if let Some(look) = shared.look_since(&mut version) {
                    wanted = look.analysis;
                    pasts.retain(|variable, _| wanted.contains(variable));
                }
                let frame = frames.borrow_and_update().clone();
                if let Some(frame) = frame {
                    is_new |= collect(&mut pasts, &wanted, &frame);
                }
            }
            _ = clock.tick() => {
                if is_new {
                    is_new = false;
                    let replies: Vec<Reply> = pasts.iter().map(|(variable, past)| reply(&shared, *variable, past)).collect();
                    shared.analyses.send_replace(replies.into());
                }
            }
        }
    }
}

/// Whether there was something new.
fn collect(pasts: &mut BTreeMap<usize, Past>, wanted: &[usize], frame: &Frame) -> bool {
    let window = &frame.window;
    let events = window.events.iter().filter(|events| wanted.contains(&events.variable) && window.iterations > 0);
    events
        .map(|events| {
            let past = pasts.entry(events.variable).or_default();
            past.add(window, &events.all, &events.shown, &events.neurons);
        })
        .count()
        > 0
}

fn reply(shared: &Shared, variable: usize, past: &Past) -> Reply {
    let size = shared.layout.variables[variable].size;
    let milliseconds = past.counts.len() as f64 * shared.dt;
    let (spectrum, intervals) = (past.spectrum(size, shared.dt), past.intervals(size, shared.dt));
    Reply::Analysis { variable, milliseconds, spectrum, intervals }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two of four neurons fire together in every fiftieth iteration.
    fn past(windows: &[(u64, usize)]) -> Past {
        let mut past = Past::default();
        for &(first, iterations) in windows {
            let shown: Vec<u32> =
                (first..first + iterations as u64).map(|iteration| if iteration % 50 == 0 { 2 } else { 0 }).collect();
            let neurons = [1, 3].repeat(shown.iter().sum::<u32>() as usize / 2);
            past.add(&Window { first, iterations, ..Window::default() }, &shown, &shown, &neurons);
        }
        past
    }

    #[test]
    fn a_clock_has_its_frequency_and_one_interval() {
        let past = past(&[(10, 500), (510, 1500)]);
        assert_eq!((past.first, past.counts.len(), past.spikes.len()), (10, 2000, 80));
        let Curve { x, y } = past.spectrum(4, 0.5).unwrap();
        let peak = x[(0..y.len()).max_by(|&a, &b| y[a].total_cmp(&y[b])).unwrap()];
        assert_eq!(peak % 40.0, 0.0, "40 Hz or a multiple of it, and it is {peak}");
        let intervals = past.intervals(4, 0.5).unwrap();
        let filled: Vec<f64> = (0..BINS).filter(|&bin| intervals.y[bin] > 0.0).map(|bin| intervals.x[bin]).collect();
        assert_eq!(filled.len(), 1);
        assert!((filled[0] - 25.0).abs() <= 0.5, "{filled:?}");
        assert!(intervals.cv.unwrap() < 1e-12);
    }

    #[test]
    fn a_gap_begins_anew_and_what_is_old_is_forgotten() {
        assert_eq!(past(&[(0, 500), (501, 700)]).first, 501);
        // Less is not better, but it is where a network has begun anew.
        assert_eq!(past(&[(0, 500), (501, 100)]).first, 0);
        assert_eq!(past(&[(1000, 500), (0, 100)]).first, 0);
        let past = past(&(0..150).map(|window| (1000 * window, 1000)).collect::<Vec<_>>());
        assert!(past.counts.len() <= MOST);
        assert_eq!(past.first + past.counts.len() as u64, 150_000);
        assert!(past.spikes.iter().all(|spike| spike.iteration >= past.first));
    }

    #[test]
    fn little_says_nothing() {
        let past = past(&[(1, 20)]);
        assert!(past.spectrum(4, 0.5).is_none());
        assert!(past.intervals(4, 0.5).is_none());
    }
}
