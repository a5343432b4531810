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
/// a behaviour of the network [stops](Network::stopped_by) it, and with Ctrl-C. Of several [ranks](izhi_runtime::ranks), which all call it, the
/// first shows the bar, and a Ctrl-C at one ends the run of all.
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
    let prepared = net.prepare(iterations);
    net.executor().agree(prepared)?;
    let attention = Attention::pay();
    // One rank alone says how far all are.
    let bar = (net.rank() == 0).then(|| Bar::new(iterations, net.dt() * unit));
    let mut run = Run::of(0, Duration::ZERO);
    let mut block = blocks::FIRST;
    while run.iterations < iterations {
        let is_wanted;
        (block, is_wanted) = agreed(net, block, attention.is_wanted());
        if is_wanted {
            break;
        }
        let (first, start) = (net.iteration(), Instant::now());
        net.simulate(block.min(iterations - run.iterations))?;
        let (done, time) = (net.iteration() - first, start.elapsed());
        run.iterations += done;
        run.time += time;
        bar.iter().for_each(|bar| bar.show(run, done, time));
        if net.stopped_by().is_some() {
            break;
        }
        block = blocks::next(block, time);
    }
    (_, run.is_interrupted) = agreed(net, block, attention.is_wanted());
    bar.iter().for_each(Bar::finish);
    if run.is_interrupted && net.rank() == 0 {
        say(&format!("interrupted after {} of {iterations} iterations", run.iterations));
    }
    Ok(run)
}

/// How many iterations all ranks run next, as the first of them says, and whether any of them is to end.
fn agreed<N: Network>(net: &N, block: u64, is_wanted: bool) -> (u64, bool) {
    let of_ranks = net.executor().collect(vec![block, is_wanted.into()]);
    (of_ranks[0], of_ranks.chunks(2).any(|rank| rank[1] != 0))
}

/// A line for who sits there, if anybody does.
pub(crate) fn say(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}
