//! The loop of the thread that owns the network: it runs some iterations, does what pages have asked for in the meantime, and
//! shows what they look at where one of them waits for it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

use izhi_runtime::Network;
use izhi_runtime::network::variables_of_group;
use tokio::sync::mpsc;

use crate::execute;
use crate::frame::Frame;
use crate::pace::{Costs, FRAME, Pace};
use crate::protocol::{Look, Message, Reply, Status};
use crate::shared::{Request, Shared};
use crate::weights::pictures;
use crate::window::{MOST_ITERATIONS, Plan, Window, numbers};

/// From one picture of weights to the next.
const WEIGHTS: Duration = Duration::from_millis(250);

/// Of how many looks one is timed: reading the clock takes time, too.
const TIMED: u64 = 8;

/// What a profile measures.
const PROFILED: Duration = Duration::from_millis(200);

/// The time over which the speed is measured.
const MEASURED: Duration = Duration::from_millis(300);

/// The most iterations of a step.
const LONGEST_STEP: u64 = 1_000_000;

pub(crate) struct Simulation<'a, N> {
    net: &'a mut N,
    shared: &'a Shared,
    requests: Receiver<Request>,
    is_stopped: &'a AtomicBool,
    is_ended: bool,
    status: Status,
    /// The iterations of a step that have not run.
    left: Option<u64>,
    pace: Pace,
    costs: Costs,
    meter: Meter,
    look: Look,
    version: u64,
    plan: Plan,
    window: Window,
    /// Whether there is something to show that no frame has shown.
    is_fresh: bool,
    next_frame: Instant,
    next_weights: Instant,
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

    fn restart(&mut self) {
        *self = Meter { since: Instant::now(), iterations: 0, speed: 0.0 };
    }
}

/// The status of a network before anybody has looked at it.
pub(crate) fn first_status<N: Network>(net: &N, is_running: bool, speed: Option<f64>) -> Status {
    let mut status = Status {
        kind: "status",
        is_running,
        iterations_per_second: speed,
        parameters: Vec::new(),
        are_enabled: Vec::new(),
        reason: None,
    };
    execute::describe(net, &mut status);
    status
}

impl<'a, N: Network> Simulation<'a, N> {
    pub(crate) fn new(
        net: &'a mut N,
        shared: &'a Shared,
        requests: Receiver<Request>,
        is_stopped: &'a AtomicBool,
        status: Status,
    ) -> Self {
        let now = Instant::now();
        Simulation {
            net,
            shared,
            requests,
            is_stopped,
            is_ended: false,
            pace: Pace::new(status.iterations_per_second),
            status,
            left: None,
            costs: Costs::default(),
            meter: Meter { since: now, iterations: 0, speed: 0.0 },
            look: Look::default(),
            version: 0,
            plan: Plan::default(),
            window: Window::default(),
            is_fresh: true,
            next_frame: now,
            next_weights: now,
        }
    }

    /// Runs until somebody ends it.
    pub(crate) fn run(mut self) {
        while !self.is_ended && !self.is_stopped.load(Ordering::Acquire) {
            self.listen();
            self.turn();
            if self.status.is_running {
                self.run_slice();
            }
            self.show();
        }
    }

    /// Waits until there is something to do, and does what has been asked for.
    fn listen(&mut self) {
        let first = match self.patience() {
            Some(time) if time.is_zero() => self.requests.try_recv().ok(),
            Some(time) => self.requests.recv_timeout(time).ok(),
            None => self.requests.recv().ok(),
        };
        let mut next = first;
        while let Some(request) = next {
            if let Request::Do(message, replies) = request {
                self.answer(message, &replies);
            }
            next = self.requests.try_recv().ok();
        }
    }

    /// How long nothing is to be done; for ever, until somebody asks for something, where it is none.
    fn patience(&mut self) -> Option<Duration> {
        let now = Instant::now();
        let until_frame = self.is_fresh.then(|| (self.next_frame - now).max(Duration::from_millis(5)));
        let until_iteration = self.status.is_running.then(|| match self.left {
            Some(_) => Duration::ZERO,
            None => self.pace.wait(now),
        });
        match (until_frame, until_iteration) {
            (Some(frame), Some(iteration)) => Some(frame.min(iteration)),
            (frame, iteration) => frame.or(iteration),
        }
    }

    /// Looks where pages look now.
    fn turn(&mut self) {
        if let Some(look) = self.shared.look_since(&mut self.version) {
            if (&look.events, &look.traces) != (&self.look.events, &self.look.traces) {
                self.plan = Plan::new(&self.shared.layout, &look);
                self.window = self.plan.window(self.net.iteration());
            }
            // New weights are wanted at once.
            if look.weights != self.look.weights {
                self.next_weights = Instant::now();
            }
            self.look = look;
            self.is_fresh = true;
        }
    }

    /// Runs as many iterations as are due, or a slice of them.
    fn run_slice(&mut self) {
        let now = Instant::now();
        let due = self.left.unwrap_or_else(|| self.pace.due(now)).min(self.costs.slice());
        if due == 0 {
            return;
        }
        let (count, is_seen) = self.choose(due, now);
        let before = self.net.iteration();
        let (mut number, mut looking) = (0_u64, Duration::ZERO);
        let outcome = if is_seen {
            if self.window.is_full() || self.window.end() != before {
                self.window = self.plan.window(before);
            }
            let (window, plan) = (&mut self.window, &self.plan);
            self.net.observe(count, |net| {
                if number.is_multiple_of(TIMED) {
                    let start = Instant::now();
                    window.see(net, plan);
                    looking += start.elapsed();
                } else {
                    window.see(net, plan);
                }
                number += 1;
            })
        } else {
            self.net.simulate(count)
        };
        let (ran, end) = (self.net.iteration() - before, Instant::now());
        let looking = looking.mul_f64(ran as f64 / number.div_ceil(TIMED).max(1) as f64);
        self.costs.learn(ran, end - now, is_seen.then_some(looking));
        self.pace.ran(ran);
        self.meter.ran(ran, end);
        self.is_fresh |= ran > 0;
        self.left = self.left.map(|left| left - ran.min(left));
        match (outcome, self.net.stopped_by()) {
            (Err(error), _) => self.pause(Some(error.to_string())),
            (Ok(()), Some(behavior)) => {
                let reason = format!("`{behavior}` has stopped the run");
                self.pause(Some(reason));
            }
            (Ok(()), None) if self.left == Some(0) => self.pause(None),
            (Ok(()), None) => {}
        }
    }

    /// How many of the iterations that are due run, and whether they are looked at one by one.
    fn choose(&self, due: u64, now: Instant) -> (u64, bool) {
        if self.plan.is_empty() {
            return (due, false);
        }
        if self.sees_all() {
            return (due, true);
        }
        let window = self.costs.window(MOST_ITERATIONS as u64);
        let begins = self.next_frame.checked_sub(self.costs.time(window)).unwrap_or(self.next_frame);
        if !self.shared.is_wanted.load(Ordering::Acquire) {
            (due, false)
        } else if now < begins {
            (due.min(self.costs.within(begins - now)), false)
        } else {
            let seen = if self.window.end() == self.net.iteration() { self.window.iterations as u64 } else { 0 };
            (due.min(window.saturating_sub(seen).max(1)), true)
        }
    }

    fn sees_all(&self) -> bool {
        self.left.is_some() || self.costs.allows_all(self.pace.speed)
    }

    /// Whether the window has what a frame needs.
    fn has_seen(&self) -> bool {
        self.plan.is_empty()
            || !self.status.is_running
            || self.sees_all()
            || self.window.is_full()
            || (self.window.end() == self.net.iteration()
                && self.window.iterations as u64 >= self.costs.window(MOST_ITERATIONS as u64))
    }

    /// Makes a frame where there is something new, somebody waits for it, and the last one is long enough ago.
    fn show(&mut self) {
        let now = Instant::now();
        if !self.is_fresh || now < self.next_frame || !self.has_seen() {
            return;
        }
        if !self.shared.is_wanted.swap(false, Ordering::AcqRel) {
            return;
        }
        let weights = if now >= self.next_weights {
            self.next_weights = now + WEIGHTS;
            pictures(self.net, &self.shared.layout, &self.look.weights)
        } else {
            Vec::new()
        };
        let iteration = self.net.iteration();
        let frame = Frame {
            iteration,
            speed: if self.status.is_running { self.meter.speed } else { 0.0 },
            is_running: self.status.is_running,
            values: self.values(),
            window: std::mem::replace(&mut self.window, self.plan.window(iteration)),
            weights,
            ..Frame::default()
        };
        self.shared.frames.send_replace(Some(Arc::new(frame)));
        self.next_frame = now + FRAME;
        self.is_fresh = false;
    }

    fn values(&self) -> Vec<(usize, Vec<f32>)> {
        let (clock, groups) = (*self.net.clock(), self.net.groups());
        let values = |&variable: &usize| {
            let place = self.shared.layout.variables[variable];
            (variable, numbers(&variables_of_group(clock, groups[place.owner])[place.item].value))
        };
        self.look.values.iter().map(values).collect()
    }

    /// Does what a page says, and tells it where that cannot be done.
    fn answer(&mut self, message: Message, replies: &mpsc::Sender<Reply>) {
        let outcome = self.execute(message);
        self.publish();
        let reply = match outcome {
            Ok(None) => return,
            Ok(Some(reply)) => reply,
            Err(message) => Reply::Error { message },
        };
        // A page that does not read its replies has lost this one.
        let _ = replies.try_send(reply);
    }

    fn execute(&mut self, message: Message) -> Result<Option<Reply>, String> {
        self.is_fresh = true;
        match message {
            // What the serving thread sees to.
            Message::Next {} | Message::Look(_) => {}
            Message::Play {} => self.play(None),
            Message::Pause {} => self.pause(None),
            Message::Step { iterations } if (1..=LONGEST_STEP).contains(&iterations) => self.play(Some(iterations)),
            Message::Step { iterations } => {
                return Err(format!("a step of {iterations} iterations: expected 1 to {LONGEST_STEP}"));
            }
            Message::Speed { iterations_per_second: Some(speed) } if !(speed.is_finite() && speed > 0.0) => {
                return Err(format!("a speed of {speed} iterations in each second: expected a positive number"));
            }
            Message::Speed { iterations_per_second } => {
                self.status.iterations_per_second = iterations_per_second;
                self.pace = Pace::new(iterations_per_second);
            }
            Message::SetParameter { name, value } => execute::set_parameter(self.net, &name, value)?,
            Message::SetEnabled { name, is_enabled } => execute::set_enabled(self.net, &name, is_enabled)?,
            Message::Pulse { state, neurons, amount } => execute::pulse(self.net, &state, &neurons, amount)?,
            Message::Reset { seed } => {
                execute::reset(self.net, seed)?;
                self.window = self.plan.window(self.net.iteration());
                self.next_weights = Instant::now();
            }
            Message::Profile {} => {
                // The first iterations say how many can be measured.
                execute::profile(self.net, 1)?;
                let start = Instant::now();
                execute::profile(self.net, 1)?;
                let count = PROFILED.as_secs_f64() / start.elapsed().as_secs_f64().max(1e-9);
                return execute::profile(self.net, (count as u64).clamp(1, 100_000)).map(Some);
            }
            Message::End {} => self.is_ended = true,
        }
        Ok(None)
    }

    fn play(&mut self, left: Option<u64>) {
        self.left = left;
        self.status.is_running = true;
        self.status.reason = None;
        self.pace.restart();
        self.meter.restart();
    }

    fn pause(&mut self, reason: Option<String>) {
        self.left = None;
        self.status.is_running = false;
        self.status.reason = reason;
        self.is_fresh = true;
        self.next_weights = Instant::now();
        self.publish();
    }

    /// Tells all pages what has changed, if anything has.
    fn publish(&mut self) {
        execute::describe(self.net, &mut self.status);
        let text = serde_json::to_string(&self.status).expect("numbers and texts are JSON");
        self.shared.status.send_if_modified(|last| {
            let is_new = **last != *text;
            if is_new {
                *last = text.as_str().into();
            }
            is_new
        });
    }
}
