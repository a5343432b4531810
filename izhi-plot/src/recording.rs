//! What is in a recording: its length, the range of its values, and numbers in words.

use std::ops::Range;

use ndarray::{Array1, ArrayView2};

use crate::error::{Error, Result, positive};

/// The number of iterations of every group.
pub(crate) fn recorded_iterations<T>(groups: &[(&str, ArrayView2<'_, T>)]) -> Result<usize> {
    let Some((first, recording)) = groups.first() else {
        return Err(Error::Nothing("no groups".to_owned()));
    };
    let iterations = recording.nrows();
    for (name, recording) in groups {
        let (length, neurons) = recording.dim();
        if length == 0 {
            return Err(Error::Nothing(format!("`{name}` has no recorded iterations")));
        }
        if neurons == 0 {
            return Err(Error::Nothing(format!("`{name}` has no recorded neurons")));
        }
        if length != iterations {
            let (first, other) = ((*first).to_owned(), (*name).to_owned());
            return Err(Error::Lengths { first, expected: iterations, other, found: length });
        }
    }
    Ok(iterations)
}

/// From when until when rows last that begin at these times in ms, each until the next, the last as long as the one before.
pub(crate) fn stretch(name: &str, rows: usize, times: &Array1<f64>) -> Result<Range<f64>> {
    if times.len() != rows {
        return Err(Error::Coordinates { what: name.to_owned(), x: times.len(), y: rows });
    }
    let step = if rows > 1 { positive("the time from one row to the next", times[1] - times[0])? } else { 1.0 };
    for (row, pair) in times.windows(2).into_iter().enumerate() {
        // Where recording was off or only now and then, lines would say what nobody knows.
        let is_as_far = (pair[1] - pair[0] - step).abs() <= 1e-6 * step;
        if !is_as_far {
            return Err(Error::Times { row, time: pair[0], next: pair[1], step });
        }
    }
    let end = times[0] + rows as f64 * step;
    positive("the time of all rows", end - times[0])?;
    Ok(times[0]..end)
}

/// What the y axis shows: all finite samples of all groups, and a little air.
pub(crate) fn range_of_values<T: Copy + Into<f64>>(groups: &[(&str, ArrayView2<'_, T>)]) -> Result<Range<f64>> {
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
        return Err(Error::Nothing("no sample of these recordings is finite".to_owned()));
    }
    let span = high - low;
    let least_span = (1e-6 * low.abs().max(high.abs())).max(1e-12);
    let air = if span < least_span { 1e6 * least_span * 0.05 } else { 0.04 * span };
    let range = low - air..high + air;
    if (range.end - range.start).is_finite() { Ok(range) } else { Err(Error::Range { low, high }) }
}

pub(crate) fn count(number: usize, thing: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{} {thing}{plural}", grouped(number))
}

/// 10000 as `10,000`.
pub(crate) fn grouped(number: usize) -> String {
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
