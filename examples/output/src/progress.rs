//! The simulation in blocks, with a bar on the terminal that shows what a block takes.

use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};
use izhi_runtime::{Network, Result};

/// Iterations from one drawing of the bar to the next, at least.
const BLOCK: u64 = 100;

/// Simulates so many iterations and says how long that took, without the drawing. Where standard error is
/// not a terminal there is no bar.
///
/// # Errors
///
/// As [`Network::simulate`].
pub fn simulate(net: &mut impl Network, iterations: u64) -> Result<Duration> {
    let bar = ProgressBar::new(iterations).with_style(style());
    let (mut total, mut begin) = (Duration::ZERO, Instant::now());
    let mut done = net.iteration();
    let _ = net.simulate_with(iterations, BLOCK.max(iterations / 100), |net| {
        let (time, block) = (begin.elapsed(), net.iteration() - done);
        total += time;
        done = net.iteration();
        bar.set_message(format!("{:.2} ms for {block} iterations", time.as_secs_f64() * 1e3));
        bar.inc(block);
        begin = Instant::now();
        ControlFlow::<()>::Continue(())
    })?;
    bar.finish();
    if !bar.is_hidden() {
        // The bar leaves the end of its line to the terminal's width.
        eprintln!();
    }
    Ok(total)
}

fn style() -> ProgressStyle {
    ProgressStyle::with_template("{wide_bar} {pos}/{len} iterations, {msg}").expect("a template of known keys")
}
