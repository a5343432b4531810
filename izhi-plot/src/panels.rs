//! Panels of what recordings and weights say.

use izhi_analysis::{Error as AnalysisError, Spectrum, SpikeTrains, intervals};
use ndarray::{ArrayView1, ArrayView2};

use crate::error::{Error, Result, positive};
use crate::plot::Plot;

/// How many bins a histogram has at the most.
const MOST_BINS: usize = 100_000;

/// The mean rate of each group's neurons over time, in bins of a width in ms.
///
/// # Errors
///
/// No groups, and bins that do not fill the time.
pub fn population_rate(groups: &[(&str, &SpikeTrains)], bin: f64) -> Result<Plot> {
    some("groups", groups)?;
    let mut plot = Plot::new("Population rate", "time (ms)", "rate (Hz)");
    for (name, trains) in groups {
        let rates = izhi_analysis::population_rate(trains, bin)?.to_vec();
        let edges: Vec<f64> = (0..=rates.len()).map(|number| trains.start() + number as f64 * bin).collect();
        plot = plot.steps(name, &edges, &rates);
    }
    Ok(plot)
}

/// How many intervals between two spikes of one neuron each group has, in bins of a width in ms.
///
/// # Errors
///
/// No groups, one in which no neuron has two spikes, and a width that is not positive or leads to too many bins.
pub fn interval_histogram(groups: &[(&str, &SpikeTrains)], bin: f64) -> Result<Plot> {
    some("groups", groups)?;
    positive("the width of bins", bin)?;
    let mut plot = Plot::new("Intervals between spikes", "interval (ms)", "intervals");
    for (name, trains) in groups {
        let intervals: Vec<f64> = intervals(trains).concat();
        let longest = intervals.iter().copied().reduce(f64::max);
        let longest = longest.ok_or_else(|| Error::Nothing(format!("no neuron of `{name}` has two spikes")))?;
        let bins = at_most_bins((longest / bin).floor() + 1.0)?;
        let edges: Vec<f64> = (0..=bins).map(|edge| edge as f64 * bin).collect();
        // An interval of so many steps must not miss its bin by rounding.
        let slack = 8.0 * f64::EPSILON * trains.start().abs().max(trains.stop().abs());
        plot = plot.steps(name, &edges, &histogram(intervals.iter().map(|interval| (interval + slack) / bin), bins));
    }
    Ok(plot)
}

/// The synapses of each pair of neurons, \[target, source\], in the colours of viridis: `net.EXC.W()`, or its `to_matrix()` where
/// the synapses are sparse. `unit` stands beside the colours.
///
/// # Errors
///
/// No neurons.
pub fn weight_matrix<T: Copy + Into<f64>>(unit: &str, weights: ArrayView2<'_, T>) -> Result<Plot> {
    let (targets, sources) = weights.dim();
    if targets == 0 || sources == 0 {
        return Err(Error::Nothing(format!("a matrix of {targets} x {sources} weights")));
    }
    let plot = Plot::new("Weights", "source", "target");
    let values = weights.mapv(Into::into);
    // A neuron's number is at the middle of its row or column.
    Ok(plot.map(unit, values, -0.5..sources as f64 - 0.5, -0.5..targets as f64 - 0.5))
}

/// How many synapses have which weight, in so many bins from the least to the largest of all lists: `("before", ...)` and
/// `("after", ...)` for instance.
///
/// # Errors
///
/// No lists or an empty one, a weight that is not finite, and too few or too many bins.
pub fn weight_histogram<T: Copy + Into<f64>>(unit: &str, lists: &[(&str, &[T])], bins: usize) -> Result<Plot> {
    some("lists of weights", lists)?;
    let bins = at_most_bins(bins as f64)?;
    let mut all: Vec<Vec<f64>> = Vec::new();
    for (name, weights) in lists {
        let weights: Vec<f64> = weights.iter().map(|&weight| weight.into()).collect();
        if let Some((index, &value)) = weights.iter().enumerate().find(|(_, weight)| !weight.is_finite()) {
            return Err(AnalysisError::NotFinite { what: "weights", value, index: vec![index] }.into());
        }
        if weights.is_empty() {
            return Err(Error::Nothing(format!("no weights are `{name}`")));
        }
        all.push(weights);
    }
    let least = all.iter().flatten().copied().fold(f64::INFINITY, f64::min);
    let most = all.iter().flatten().copied().fold(f64::NEG_INFINITY, f64::max);
    let (start, width) = match most - least {
        span if span > 0.0 => (least, span / bins as f64),
        // All weights are the same: around them.
        _ => (least - 0.5 * least.abs().max(1.0), least.abs().max(1.0) / bins as f64),
    };
    if !width.is_finite() {
        return Err(Error::Range { low: least, high: most });
    }
    let edges: Vec<f64> = (0..=bins).map(|edge| start + edge as f64 * width).collect();
    let label = if unit.is_empty() { "weight".to_owned() } else { format!("weight ({unit})") };
    let plot = Plot::new("Weights", &label, "synapses");
    Ok(all.iter().zip(lists).fold(plot, |plot, (weights, (name, _))| {
        plot.steps(name, &edges, &histogram(weights.iter().map(|weight| (weight - start) / width), bins))
    }))
}

/// The course of one variable over that of another one: `v` and `u` of a neuron. Nullclines are further
/// [lines](Plot::line).
///
/// # Errors
///
/// No samples, or not as many of the one as of the other.
pub fn phase_plane<T: Copy + Into<f64>>(
    x_label: &str,
    y_label: &str,
    x: ArrayView1<'_, T>,
    y: ArrayView1<'_, T>,
) -> Result<Plot> {
    if x.len() != y.len() {
        return Err(Error::Coordinates { what: "phase plane".to_owned(), x: x.len(), y: y.len() });
    }
    if x.is_empty() {
        return Err(Error::Nothing("no samples".to_owned()));
    }
    let points = x.iter().zip(&y).map(|(&x, &y)| (x.into(), y.into()));
    Ok(Plot::new("Phase plane", x_label, y_label).line("", points))
}

/// Power spectra; `y_label` names the power and its unit, `"power (Hz²/Hz)"` for that of a rate.
///
/// # Errors
///
/// No spectra.
pub fn spectrum(y_label: &str, spectra: &[(&str, &Spectrum)]) -> Result<Plot> {
    some("spectra", spectra)?;
    let plot = Plot::new("Power spectrum", "frequency (Hz)", y_label);
    Ok(spectra.iter().fold(plot, |plot, (name, spectrum)| {
        plot.line(name, spectrum.frequencies.iter().copied().zip(spectrum.powers.iter().copied()))
    }))
}

/// How many of these places, counted in bins from the first edge on, are in each of so many bins.
fn histogram(places: impl Iterator<Item = f64>, bins: usize) -> Vec<f64> {
    let mut heights = vec![0.0; bins];
    places.for_each(|place| heights[(place as usize).min(bins - 1)] += 1.0);
    heights
}

fn at_most_bins(bins: f64) -> Result<usize> {
    positive("the number of bins", bins)?;
    if bins > MOST_BINS as f64 {
        return Err(Error::TooMany { what: "bins", most: MOST_BINS, found: bins as usize });
    }
    Ok(bins as usize)
}

/// An error where there is nothing.
fn some<T>(what: &str, things: &[T]) -> Result<()> {
    if things.is_empty() { Err(Error::Nothing(format!("no {what}"))) } else { Ok(()) }
}
