//! The simulation in blocks, with a bar on the terminal that shows what a block takes.

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
    let blocks = BLOCK.max(iterations / 100);
    let mut total = Duration::ZERO;
    for start in (0..iterations).step_by(blocks as usize) {
        let block = blocks.min(iterations - start);
        let begin = Instant::now();
        net.simulate(block)?;
        let time = begin.elapsed();
        total += time;
        bar.set_message(format!("{:.2} ms for {block} iterations", time.as_secs_f64() * 1e3));
        bar.inc(block);
    }
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
