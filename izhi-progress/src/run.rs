//! A run in blocks.

use std::io::{self, Write};
use std::time::{Duration, Instant};

use izhi_runtime::{Network, Result};

use crate::bar::Bar;
use crate::blocks;
use crate::interrupt::Attention;

/// What has run.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Run {
    iterations: u64,
    time: Duration,
    is_interrupted: bool,
}

impl Run {
    /// So many iterations that took so long.
    pub(crate) fn of(iterations: u64, time: Duration) -> Self {
        Run { iterations, time, is_interrupted: false }
    }

    /// The iterations that are complete.
    pub fn iterations(&self) -> u64 {
        self.iterations
    }

    /// How long they took, without the drawing of the bar.
    pub fn time(&self) -> Duration {
        self.time
    }

    /// Whether there was a Ctrl-C while it ran. Behind its last iterations it comes too late to end anything, but who runs one trial
    /// after the other wants to know of it.
    pub fn is_interrupted(&self) -> bool {
        self.is_interrupted
    }
}

/// Runs a number of iterations of a network whose time step is in milliseconds, with a bar on the terminal. The run ends earlier where
/// a behaviour of the network [stops](Network::stopped_by) it, and with Ctrl-C.
///
/// # Errors
///
/// As [`Network::simulate`].
pub fn simulate<N: Network>(net: &mut N, iterations: u64) -> Result<Run> {
    simulate_in(net, iterations, 1e-3)
}

/// The same for a network whose time step is in a unit of so many seconds, for the real-time factor.
///
/// # Errors
///
/// As [`Network::simulate`].
pub fn simulate_in<N: Network>(net: &mut N, iterations: u64, unit: f64) -> Result<Run> {
    // What is wrong is found before anything has run.
    net.prepare(iterations)?;
    let attention = Attention::pay();
    let bar = Bar::new(iterations, net.dt() * unit);
    let mut run = Run::of(0, Duration::ZERO);
    let mut block = blocks::FIRST;
    while run.iterations < iterations && !attention.is_wanted() {
        let (first, start) = (net.iteration(), Instant::now());
        net.simulate(block.min(iterations - run.iterations))?;
        let (done, time) = (net.iteration() - first, start.elapsed());
        run.iterations += done;
        run.time += time;
        bar.show(run, done, time);
        if net.stopped_by().is_some() {
            break;
        }
        block = blocks::next(block, time);
    }
    run.is_interrupted = attention.is_wanted();
    bar.finish();
    if run.is_interrupted {
        say(&format!("interrupted after {} of {iterations} iterations", run.iterations));
    }
    Ok(run)
}

/// A line for who sits there, if anybody does.
pub(crate) fn say(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}
