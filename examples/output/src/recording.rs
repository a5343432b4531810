//! What is in a recording: its length, the range of its values, its spikes in words.

use std::ops::Range;

use ndarray::ArrayView2;

use super::Outcome;

/// The number of iterations of every group.
pub(super) fn recorded_iterations<T>(groups: &[(&str, ArrayView2<'_, T>)]) -> Outcome<usize> {
    let Some((first, recording)) = groups.first() else {
        return Err("nothing to draw: no groups".into());
    };
    let iterations = recording.nrows();
    for (name, recording) in groups {
        let (length, neurons) = recording.dim();
        if length == 0 {
            return Err(format!("nothing to draw: `{name}` has no recorded iterations").into());
        }
        if neurons == 0 {
            return Err(format!("nothing to draw: `{name}` has no recorded neurons").into());
        }
        if length != iterations {
            return Err(format!(
                "the groups of a picture share their time axis, but `{first}` has {iterations} recorded \
                 iterations and `{name}` has {length}"
            )
            .into());
        }
    }
    Ok(iterations)
}

pub(super) fn duration_ms(iterations: usize, time_ms_per_iteration: f64) -> Outcome<f64> {
    let duration = iterations as f64 * time_ms_per_iteration;
    if duration.is_finite() && duration > 0.0 {
        Ok(duration)
    } else {
        Err(format!("an iteration cannot take {time_ms_per_iteration} ms: the time must be positive").into())
    }
}

/// What the y axis shows: all finite samples of all groups, and a little air.
pub(super) fn range_of_values(groups: &[(&str, ArrayView2<'_, f32>)]) -> Outcome<Range<f64>> {
    let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
    for (_, recording) in groups {
        for value in recording.iter().map(|&value| value.into()) {
            if f64::is_finite(value) {
                low = low.min(value);
                high = high.max(value);
            }
        }
    }
    if low > high {
        return Err("nothing to draw: no sample of these recordings is finite".into());
    }
    let span = high - low;
    let least_span = (1e-6 * low.abs().max(high.abs())).max(1e-12);
    let air = if span < least_span { 1e6 * least_span * 0.05 } else { 0.04 * span };
    let range = low - air..high + air;
    if (range.end - range.start).is_finite() {
        Ok(range)
    } else {
        Err(format!("samples from {low:e} to {high:e} do not fit an axis").into())
    }
}

/// What stands beside a raster's band: name, size, mean rate.
pub(super) fn describe_spikes(name: &str, fired: &ArrayView2<'_, bool>, duration_ms: f64) -> [String; 3] {
    let spikes = fired.iter().filter(|&&fired| fired).count();
    let rate = spikes as f64 / fired.ncols() as f64 / (duration_ms / 1000.0);
    [name.to_owned(), count(fired.ncols(), "neuron"), format!("mean rate {rate:.1} Hz")]
}

pub(super) fn count(number: usize, thing: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{} {thing}{plural}", grouped(number))
}

/// 10000 as `10,000`.
pub(super) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
