//! The loop of the thread that owns the network: it runs a stretch of iterations, and does what pages have asked for.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

use izhi_runtime::Network;
use tokio::sync::mpsc;

use crate::execute;
use crate::pace::Pace;
use crate::protocol::{Message, Reply, Status};
use crate::shared::{Request, Shared};
use crate::view::View;

/// What a profile measures.
const PROFILED: Duration = Duration::from_millis(200);

/// The most iterations of a step.
const LONGEST_STEP: u64 = 1_000_000;

pub(crate) struct Simulation<'a, N> {
    net: &'a mut N,
    shared: &'a Shared,
    requests: Receiver<Request>,
    is_stopped: &'a AtomicBool,
    is_ended: bool,
    status: Status,
    view: View<'a>,
    /// The most iterations of a stretch: fewer than could be, where inputs end or memory does.
    most: u64,
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
        stretch: Duration,
    ) -> Self {
        let view = View::new(shared, is_stopped, status.iterations_per_second, stretch);
        Simulation { net, shared, requests, is_stopped, is_ended: false, status, view, most: u64::MAX }
    }

    /// Runs until somebody ends it.
    pub(crate) fn run(mut self) {
        while !self.is_ended && !self.is_stopped.load(Ordering::Acquire) {
            self.listen();
            self.view.turn(self.net.iteration());
            if self.status.is_running {
                self.run_stretch();
            }
            self.view.show(self.net, self.status.is_running, true);
        }
    }

    /// Waits until there is something to do, and does what has been asked for.
    fn listen(&mut self) {
        let mut next = match self.patience() {
            Some(time) if time.is_zero() => self.requests.try_recv().ok(),
            Some(time) => self.requests.recv_timeout(time).ok(),
            None => self.requests.recv().ok(),
        };
        // What comes from here on sets it again.
        self.shared.is_asked.store(false, Ordering::Release);
        loop {
            match next {
                Some(Request::Do(message, replies)) => self.answer(message, &replies),
                Some(Request::Wake) => {}
                None => break,
            }
            next = self.requests.try_recv().ok();
        }
    }

    /// How long nothing is to be done; for ever, until somebody asks for something, where it is none.
    fn patience(&mut self) -> Option<Duration> {
        let until_iteration = self.status.is_running.then(|| match self.view.left {
            Some(_) => Duration::ZERO,
            None => self.view.pace.wait(Instant::now()),
        });
        match (self.view.patience(), until_iteration) {
            (Some(frame), Some(iteration)) => Some(frame.min(iteration)),
            (frame, iteration) => frame.or(iteration),
        }
    }

    /// Runs until the time of a stretch is over, somebody asks for something, or the network is ahead of its pace.
    fn run_stretch(&mut self) {
        let before = self.net.iteration();
        let Some(count) = self.view.begin(before) else { return };
        let count = count.min(self.most);
        let view = &mut self.view;
        let outcome = self.net.observe(count, |net| view.after(net));
        view.end_stretch();
        let has_run = self.net.iteration() > before;
        self.most = if has_run { self.most.saturating_mul(2) } else { count / 2 };
        match (outcome, self.net.stopped_by()) {
            // Perhaps fewer iterations can run.
            (Err(_), _) if !has_run && count > 1 => {}
            (Err(error), _) => {
                self.most = u64::MAX;
                self.pause(Some(error.to_string()));
            }
            (Ok(()), Some(behavior)) => {
                let reason = format!("`{behavior}` has stopped the run");
                self.pause(Some(reason));
            }
            (Ok(()), None) if self.view.left == Some(0) => self.pause(None),
            (Ok(()), None) => {}
        }
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
        self.view.is_fresh = true;
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
                self.view.pace = Pace::new(iterations_per_second);
            }
            Message::SetParameter { name, value } => execute::set_parameter(self.net, &name, value)?,
            Message::SetEnabled { name, is_enabled } => execute::set_enabled(self.net, &name, is_enabled)?,
            Message::Pulse { state, neurons, amount } => execute::pulse(self.net, &state, &neurons, amount)?,
            Message::Reset { seed } => {
                execute::reset(self.net, seed)?;
                self.view.forget(self.net.iteration());
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
        self.status.is_running = true;
        self.status.reason = None;
        self.view.play(left);
    }

    fn pause(&mut self, reason: Option<String>) {
        self.status.is_running = false;
        self.status.reason = reason;
        self.view.left = None;
        self.view.refresh();
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
