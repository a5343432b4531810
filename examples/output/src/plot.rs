//! What a panel of a figure shows.

use std::ops::Range;

use ndarray::{Array2, ArrayView1};

/// A panel of a [`figure`](super::figure()): lines, dots and maps over the same two axes, which are as long as all
/// that is on them.
#[derive(Clone, Debug)]
pub struct Plot {
    pub(super) title: String,
    pub(super) x_label: String,
    pub(super) y_label: String,
    /// What the axes show at least.
    bounds: [Vec<f64>; 2],
    pub(super) layers: Vec<Layer>,
}

/// One thing in a panel, under a name that stands above it; an empty one does not.
#[derive(Clone, Debug)]
pub(super) struct Layer {
    pub(super) name: String,
    pub(super) shape: Shape,
}

/// What a layer draws, in the units of the axes.
#[derive(Clone, Debug)]
pub(super) enum Shape {
    /// From each point to the next; a point that is not finite interrupts the line.
    Line(Vec<(f64, f64)>),
    Dots(Vec<(f64, f64)>),
    /// Rows of cells of equal size, the first at the lower edge.
    Map {
        values: Array2<f64>,
        x: Range<f64>,
        y: Range<f64>,
    },
}

impl Plot {
    /// An empty panel; labels are those of the axes, with their units: `"time (ms)"`.
    pub fn new(title: &str, x_label: &str, y_label: &str) -> Self {
        let [title, x_label, y_label] = [title, x_label, y_label].map(str::to_owned);
        Plot { title, x_label, y_label, bounds: [Vec::new(), Vec::new()], layers: Vec::new() }
    }

    /// With a line through these points, in their order.
    pub fn line(self, name: &str, points: impl IntoIterator<Item = (f64, f64)>) -> Self {
        self.with(name, Shape::Line(points.into_iter().collect()))
    }

    /// With a potential over time, a sample for each time step in ms, and a stroke up to `peak` where the neuron fires, which
    /// a model that resets its potential does not compute.
    pub fn potential(
        self,
        name: &str,
        dt: f64,
        potential: ArrayView1<'_, f64>,
        fired: ArrayView1<'_, bool>,
        peak: f64,
    ) -> Self {
        let samples = potential.iter().zip(fired).zip(1..);
        let points = samples.flat_map(|((&potential, &fired), place): (_, u32)| {
            let time = f64::from(place) * dt;
            let stroke = fired.then_some((time, peak));
            stroke.into_iter().chain([(time, potential)])
        });
        self.line(name, points)
    }

    /// With a dot at each of these points.
    pub fn dots(self, name: &str, points: impl IntoIterator<Item = (f64, f64)>) -> Self {
        self.with(name, Shape::Dots(points.into_iter().collect()))
    }

    /// With a colour for each value, \[row, column\], the first row at the lower edge; above it stands what the colours of
    /// the least and of the largest value mean, in a unit.
    pub fn map(self, unit: &str, values: Array2<f64>, x: Range<f64>, y: Range<f64>) -> Self {
        self.with(unit, Shape::Map { values, x, y })
    }

    /// With a horizontal axis that shows this range at least.
    pub fn x(mut self, range: Range<f64>) -> Self {
        self.bounds[0].extend([range.start, range.end]);
        self
    }

    /// With a vertical axis that shows this range at least.
    pub fn y(mut self, range: Range<f64>) -> Self {
        self.bounds[1].extend([range.start, range.end]);
        self
    }

    fn with(mut self, name: &str, shape: Shape) -> Self {
        self.layers.push(Layer { name: name.to_owned(), shape });
        self
    }

    /// What the axes show: all finite points, and a little air above and below lines and dots; nothing where there is no
    /// such point.
    pub(super) fn ranges(&self) -> Option<(Range<f64>, Range<f64>)> {
        let [mut x, mut y] = self.bounds.clone();
        let is_map = |layer: &Layer| matches!(layer.shape, Shape::Map { .. });
        let air = if !y.is_empty() || self.layers.iter().any(is_map) { 0.0 } else { 0.05 };
        for layer in &self.layers {
            match &layer.shape {
                Shape::Line(points) | Shape::Dots(points) => {
                    let finite = points.iter().filter(|(x, y)| x.is_finite() && y.is_finite());
                    finite.for_each(|&(at_x, at_y)| {
                        x.push(at_x);
                        y.push(at_y);
                    });
                }
                Shape::Map { x: across, y: up, .. } => {
                    x.extend([across.start, across.end]);
                    y.extend([up.start, up.end]);
                }
            }
        }
        Some((range(&x, 0.0)?, range(&y, air)?))
    }
}

/// From the least to the largest, with air as a part of that; around it where all are the same.
pub(super) fn range(values: &[f64], air: f64) -> Option<Range<f64>> {
    let low = values.iter().copied().filter(|value| value.is_finite()).reduce(f64::min)?;
    let high = values.iter().copied().filter(|value| value.is_finite()).reduce(f64::max)?;
    let span = high - low;
    let air = if span <= 1e-9 * low.abs().max(high.abs()) { low.abs().max(1.0) } else { air * span };
    Some(low - air..high + air)
}
