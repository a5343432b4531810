//! The bar, on standard error where that is a terminal.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use crate::run::{Run, say};

pub(crate) struct Bar {
    bar: ProgressBar,
    iterations: u64,
    /// Of an iteration, in the model.
    seconds: f64,
}

impl Bar {
    /// A bar for so many iterations, each of which stands for so many seconds.
    pub(crate) fn new(iterations: u64, seconds: f64) -> Self {
        let style = ProgressStyle::with_template("{wide_bar} {msg}").expect("a template of known keys");
        Bar { bar: ProgressBar::new(iterations).with_style(style), iterations, seconds }
    }

    /// Shows what has run, and of that a last block that took so long.
    pub(crate) fn show(&self, run: Run, block: u64, took: Duration) {
        self.bar.set_message(message(self.iterations, self.seconds, run, block, took));
        self.bar.set_position(run.iterations());
    }

    /// Leaves the bar where it is.
    pub(crate) fn finish(&self) {
        if !self.bar.is_hidden() {
            self.bar.abandon();
            // The bar leaves the end of its line to the terminal's width.
            say("");
        }
    }
}

/// What stands behind the bar. The real-time factor is what people who compare simulators call so: the seconds that a second of
/// the model takes.
fn message(iterations: u64, seconds: f64, run: Run, block: u64, took: Duration) -> String {
    let done = run.iterations();
    let each = took.as_secs_f64() / block.max(1) as f64;
    let mean = run.time().as_secs_f64() / done.max(1) as f64;
    let left = duration((iterations - done) as f64 * mean);
    let factor = each / seconds;
    format!("{done}/{iterations} iterations, {:.3} ms each, real-time factor {factor:.2}, {left} left", each * 1e3)
}

/// Seconds as people say them.
fn duration(seconds: f64) -> String {
    let whole = seconds.round() as u64;
    match (whole / 3600, whole / 60 % 60, whole % 60) {
        (0, 0, seconds) => format!("{seconds} s"),
        (0, minutes, seconds) => format!("{minutes}:{seconds:02} min"),
        (hours, minutes, _) => format!("{hours}:{minutes:02} h"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_has_the_last_block_and_what_the_mean_says_of_the_rest() {
        let run = Run::of(2_500, Duration::from_secs(5));
        let message = message(10_000, 1e-4, run, 100, Duration::from_millis(50));
        assert_eq!(message, "2500/10000 iterations, 0.500 ms each, real-time factor 5.00, 15 s left");
    }

    #[test]
    fn a_run_that_has_nothing_done_has_a_message() {
        let message = message(10, 1e-3, Run::of(0, Duration::ZERO), 0, Duration::ZERO);
        assert_eq!(message, "0/10 iterations, 0.000 ms each, real-time factor 0.00, 0 s left");
    }

    #[test]
    fn times_are_those_of_people() {
        let cases = [(0.4, "0 s"), (59.4, "59 s"), (59.6, "1:00 min"), (3_599.0, "59:59 min"), (90_061.0, "25:01 h")];
        for (seconds, expected) in cases {
            assert_eq!(duration(seconds), expected);
        }
    }
}
