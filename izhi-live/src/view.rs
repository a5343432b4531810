//! What pages look at, in the thread that simulates: when iterations are looked at one by one, and when frames are made.
//!
//! A stretch of iterations is one run of the network, so that updates of synapses wait as they do in any run. It is divided into
//! phases, in which all iterations are looked at or none. Between two phases a frame is made where a page waits for it, and
//! the stretch ends where somebody asks for something.

use std::mem::replace;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};

use izhi_runtime::Network;
use izhi_runtime::network::variables_of_group;

use crate::frame::Frame;
use crate::pace::{ANALYSED, Costs, FRAME, Pace};
use crate::protocol::Look;
use crate::shared::Shared;
use crate::weights::pictures;
use crate::window::{Plan, Window, numbers};

/// From one picture of weights to the next, at least.
const WEIGHTS: Duration = Duration::from_millis(250);

/// Pictures of weights, and what is done for them, take one part of so many of the time at most.
const WEIGHTS_PART: u32 = 100;

/// What is copied for a frame takes one part of so many: of very many neurons there are fewer frames.
const FRAME_PART: u32 = 64;

/// Of how many looks one is timed: reading the clock takes time, too.
const TIMED: u64 = 8;

/// The time over which the speed is measured.
const MEASURED: Duration = Duration::from_millis(300);

/// How long a network that is ahead of its pace sleeps without a look at what is asked.
const NAP: Duration = Duration::from_millis(2);

/// A longer wait for the next iteration ends a stretch.
const WAIT: Duration = Duration::from_millis(100);

pub(crate) struct View<'a> {
    shared: &'a Shared,
    is_stopped: &'a AtomicBool,
    pub(crate) pace: Pace,
    pub(crate) costs: Costs,
    /// The iterations of a step that have not run.
    pub(crate) left: Option<u64>,
    meter: Meter,
    look: Look,
    version: u64,
    plan: Plan,
    window: Window,
    /// Whether there is something to show that no frame has shown.
    pub(crate) is_fresh: bool,
    next_frame: Instant,
    next_weights: Instant,
    /// Whether the next window is long enough for an analysis, and when there is another one.
    is_long: bool,
    next_long: Instant,
    phase: Phase,
    /// The longest stretch.
    stretch: Duration,
    end: Instant,
    /// What was copied for the last frame took so long.
    copying: Duration,
    /// What the network did behind the last stretch, which had waited, took so long.
    settling: Duration,
}

/// Some iterations, which are looked at, or not.
struct Phase {
    count: u64,
    done: u64,
    is_seen: bool,
    since: Instant,
    /// What the looks have taken that were timed.
    looking: Duration,
}

/// How fast the network runs.
struct Meter {
    since: Instant,
    iterations: u64,
    speed: f64,
}

impl Meter {
    fn ran(&mut self, iterations: u64, now: Instant) {
        self.iterations += iterations;
        let time = now - self.since;
        if time >= MEASURED {
            self.speed = self.iterations as f64 / time.as_secs_f64();
            (self.since, self.iterations) = (now, 0);
        }
    }
}

impl<'a> View<'a> {
    /// A view of a network that runs for so long at a time at most.
    pub(crate) fn new(shared: &'a Shared, is_stopped: &'a AtomicBool, speed: Option<f64>, stretch: Duration) -> Self {
        let now = Instant::now();
        View {
            shared,
            is_stopped,
            pace: Pace::new(speed),
            costs: Costs::default(),
            left: None,
            meter: Meter { since: now, iterations: 0, speed: 0.0 },
            look: Look::default(),
            version: 0,
            plan: Plan::default(),
            window: Window::default(),
            is_fresh: true,
            next_frame: now,
            next_weights: now,
            is_long: false,
            next_long: now,
            phase: Phase { count: 0, done: 0, is_seen: false, since: now, looking: Duration::ZERO },
            stretch,
            end: now,
            copying: Duration::ZERO,
            settling: Duration::ZERO,
        }
    }

    /// The network runs from now on, as many iterations as are wanted, or until somebody pauses it.
    pub(crate) fn play(&mut self, left: Option<u64>) {
        self.left = left;
        self.pace.restart();
        self.meter = Meter { since: Instant::now(), iterations: 0, speed: 0.0 };
    }

    /// All is shown anew, also weights.
    pub(crate) fn refresh(&mut self) {
        self.is_fresh = true;
        self.next_weights = Instant::now();
    }

    /// Looks where pages look now.
    pub(crate) fn turn(&mut self, iteration: u64) {
        let Some(look) = self.shared.look_since(&mut self.version) else { return };
        if (&look.events, &look.traces) != (&self.look.events, &self.look.traces) {
            self.plan = Plan::new(&self.shared.layout, &look);
            self.window = self.plan.window(iteration);
        }
        // New weights are wanted at once.
        if look.weights != self.look.weights {
            self.next_weights = Instant::now();
        }
        self.look = look;
        self.is_fresh = true;
    }

    /// How long there is nothing to show.
    pub(crate) fn patience(&self) -> Option<Duration> {
        let until_frame = self.next_frame.saturating_duration_since(Instant::now());
        self.is_fresh.then(|| until_frame.max(Duration::from_millis(5)))
    }

    /// Begins a stretch with its first phase; none where no iteration is due.
    pub(crate) fn begin(&mut self, iteration: u64) -> Option<u64> {
        let now = Instant::now();
        self.end = now + self.stretch;
        let due = self.due(now)?;
        self.begin_phase(due, iteration, now);
        let at_pace = self.pace.speed.map_or(u64::MAX, |speed| (speed * self.stretch.as_secs_f64()).max(1.0) as u64);
        Some(self.left.unwrap_or(at_pace).min(self.costs.within(self.stretch)).max(self.phase.count))
    }

    fn due(&mut self, now: Instant) -> Option<u64> {
        Some(self.left.unwrap_or_else(|| self.pace.due(now)).min(self.costs.slice())).filter(|due| *due > 0)
    }

    fn begin_phase(&mut self, due: u64, iteration: u64, now: Instant) {
        let (count, is_seen) = self.choose(due, iteration, now);
        if is_seen && (self.window.is_full() || self.window.end() != iteration) {
            self.window = self.plan.window(iteration);
        }
        self.phase = Phase { count, done: 0, is_seen, since: now, looking: Duration::ZERO };
    }

    /// How many of the iterations that are due run, and whether they are looked at one by one.
    fn choose(&self, due: u64, iteration: u64, now: Instant) -> (u64, bool) {
        if self.plan.is_empty() {
            return (due, false);
        }
        if self.sees_all() {
            return (due, true);
        }
        let wanted = self.wanted();
        let begins = self.next_frame.checked_sub(self.costs.time(wanted)).unwrap_or(self.next_frame);
        if !self.shared.is_wanted.load(Ordering::Acquire) {
            (due, false)
        } else if now < begins {
            (due.min(self.costs.within(begins - now)), false)
        } else {
            let seen = if self.window.end() == iteration { self.window.iterations as u64 } else { 0 };
            (due.min(wanted.saturating_sub(seen).max(1)), true)
        }
    }

    /// How many iterations a frame shows, where not all are looked at.
    fn wanted(&self) -> u64 {
        if self.is_long { self.costs.long_window() } else { self.costs.window() }
    }

    fn sees_all(&self) -> bool {
        self.left.is_some() || self.costs.allows_all(self.pace.speed)
    }

    /// An iteration of a stretch has run.
    #[inline]
    pub(crate) fn after<N: Network>(&mut self, net: &N) -> ControlFlow<()> {
        if self.phase.is_seen {
            self.see(net);
        }
        self.phase.done += 1;
        if self.phase.done < self.phase.count { ControlFlow::Continue(()) } else { self.next_phase(net) }
    }

    fn see<N: Network>(&mut self, net: &N) {
        if !self.phase.done.is_multiple_of(TIMED) {
            return self.window.see(net, &self.plan);
        }
        let start = Instant::now();
        self.window.see(net, &self.plan);
        self.phase.looking += start.elapsed();
    }

    /// Between two phases: a frame, the end of the stretch, or the wait for the next iteration.
    #[inline(never)]
    fn next_phase<N: Network>(&mut self, net: &N) -> ControlFlow<()> {
        self.end_phase();
        loop {
            let now = Instant::now();
            if self.left == Some(0) || self.is_interrupted(now, net.iteration()) {
                return self.stop(now);
            }
            self.show(net, true, false);
            if let Some(due) = self.due(now) {
                self.begin_phase(due, net.iteration(), now);
                return ControlFlow::Continue(());
            }
            let wait = self.pace.wait(now);
            if wait > WAIT {
                return self.stop(now);
            }
            sleep(wait.min(NAP));
        }
    }

    /// Ends the stretch here.
    fn stop(&mut self, now: Instant) -> ControlFlow<()> {
        self.phase.since = now;
        ControlFlow::Break(())
    }

    /// Learns from the phase what iterations cost.
    fn end_phase(&mut self) {
        let Phase { done, is_seen, since, looking, .. } = self.phase;
        if done == 0 {
            return;
        }
        let now = Instant::now();
        let looking = looking.mul_f64(done as f64 / done.div_ceil(TIMED) as f64);
        self.costs.learn(done, now - since, is_seen.then_some(looking));
        self.pace.ran(done);
        self.meter.ran(done, now);
        self.left = self.left.map(|left| left.saturating_sub(done));
        self.is_fresh = true;
        self.phase = Phase { count: 0, done: 0, is_seen: false, since: now, looking: Duration::ZERO };
    }

    /// Whether a stretch ends: somebody asks for something, or for weights, which are as they should be between two runs alone.
    fn is_interrupted(&self, now: Instant, iteration: u64) -> bool {
        let wants_weights = !self.look.weights.is_empty()
            && now >= self.next_weights
            && self.is_due(now, iteration, true)
            && self.shared.is_wanted.load(Ordering::Acquire);
        now >= self.end
            || wants_weights
            || self.shared.is_asked.load(Ordering::Acquire)
            || self.is_stopped.load(Ordering::Acquire)
    }

    /// Ends a stretch, behind the last phase of which the network did what had waited.
    pub(crate) fn end_stretch(&mut self) {
        // A phase that is not over is one in which the stretch has ended.
        self.end_phase();
        self.settling = self.phase.since.elapsed();
    }

    /// Makes a frame where there is something new, somebody waits for it, and the last one is long enough ago. Weights are as they
    /// should be only where the network `has_settled`.
    pub(crate) fn show<N: Network>(&mut self, net: &N, is_running: bool, has_settled: bool) {
        let now = Instant::now();
        if !self.is_due(now, net.iteration(), is_running) || !self.shared.is_wanted.swap(false, Ordering::AcqRel) {
            return;
        }
        let has_weights = has_settled && now >= self.next_weights;
        let weights = if has_weights { pictures(net, &self.shared.layout, &self.look.weights) } else { Vec::new() };
        let took = now.elapsed();
        if has_weights {
            self.next_weights = now + WEIGHTS.max((took + self.settling) * WEIGHTS_PART);
        }
        let iteration = net.iteration();
        let start = Instant::now();
        let values = self.values(net);
        let copying = start.elapsed();
        let frame = Frame {
            iteration,
            speed: if is_running { self.meter.speed } else { 0.0 },
            is_running,
            values,
            window: replace(&mut self.window, self.plan.window(iteration)),
            weights,
            ..Frame::default()
        };
        self.shared.frames.send_replace(Some(Arc::new(frame)));
        // What happens once is the work of other programs.
        self.next_frame = now + FRAME.max(copying.min(self.copying) * FRAME_PART);
        self.copying = copying;
        self.is_long = !self.look.analysis.is_empty() && now >= self.next_long;
        if self.is_long {
            self.next_long = now + ANALYSED;
        }
        self.is_fresh = false;
    }

    /// Whether it is time for a frame, and there is something for it.
    fn is_due(&self, now: Instant, iteration: u64, is_running: bool) -> bool {
        self.is_fresh && now >= self.next_frame && self.has_seen(iteration, is_running)
    }

    /// Whether the window has what a frame needs.
    fn has_seen(&self, iteration: u64, is_running: bool) -> bool {
        let has_all = self.window.end() == iteration && self.window.iterations as u64 >= self.wanted();
        self.plan.is_empty() || !is_running || self.sees_all() || self.window.is_full() || has_all
    }

    fn values<N: Network>(&self, net: &N) -> Vec<(usize, Vec<f32>)> {
        let (clock, groups) = (*net.clock(), net.groups());
        let values = |&variable: &usize| {
            let place = self.shared.layout.variables[variable];
            (variable, numbers(&variables_of_group(clock, groups[place.owner])[place.item].value))
        };
        self.look.values.iter().map(values).collect()
    }

    /// What has been seen is not what comes next.
    pub(crate) fn forget(&mut self, iteration: u64) {
        self.window = self.plan.window(iteration);
        self.refresh();
    }
}
