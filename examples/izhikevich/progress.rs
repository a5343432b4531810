//! The simulation in blocks, with a bar on the terminal that shows what a block takes.

use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};
use izhi::Network;

/// Iterations from one drawing of the bar to the next.
const BLOCK: u64 = 100;

/// Simulates so many iterations and says how long that took, without the drawing. Where standard error is
/// not a terminal there is no bar.
pub(crate) fn simulate(net: &mut impl Network, iterations: u64) -> izhi::Result<Duration> {
    let bar = ProgressBar::new(iterations).with_style(style());
    let mut total = Duration::ZERO;
    for start in (0..iterations).step_by(BLOCK as usize) {
        let block = BLOCK.min(iterations - start);
        let begin = Instant::now();
        net.simulate(block)?;
        let time = begin.elapsed();
        total += time;
        bar.set_message(format!("{:.2} ms for {block} iterations", milliseconds(time)));
        bar.inc(block);
    }
    bar.finish();
    if !bar.is_hidden() {
        // The bar leaves the end of its line to the terminal's width.
        eprintln!();
    }
    Ok(total)
}

pub(crate) fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

fn style() -> ProgressStyle {
    ProgressStyle::with_template("{wide_bar} {pos}/{len} iterations, {msg}").expect("a template of known keys")
}
