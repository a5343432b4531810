//! What a panel of a figure shows.

use std::ops::Range;

use ndarray::{Array2, ArrayView1};

use crate::error::{Error, Result};
use crate::figure::figure;
use crate::picture::Picture;

/// A panel of a [`figure`](crate::figure()): lines, dots and maps over the same two axes, which are as long as all
/// that is on them.
#[derive(Clone, Debug)]
pub struct Plot {
    pub(crate) title: String,
    pub(crate) x_label: String,
    pub(crate) y_label: String,
    /// What the axes show at least.
    bounds: [Vec<f64>; 2],
    pub(crate) layers: Vec<Layer>,
}

/// One thing in a panel, under a name that stands above it; an empty one does not.
#[derive(Clone, Debug)]
pub(crate) struct Layer {
    pub(crate) name: String,
    pub(crate) shape: Shape,
}

/// What a layer draws, in the units of the axes.
#[derive(Clone, Debug)]
pub(crate) enum Shape {
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

    /// With another title.
    pub fn title(mut self, title: &str) -> Self {
        title.clone_into(&mut self.title);
        self
    }

    /// A picture of this panel alone.
    ///
    /// # Errors
    ///
    /// As [`figure`](crate::figure()).
    pub fn picture(&self) -> Result<Picture> {
        self.ranges()?;
        // Its title is that of the picture.
        figure(&self.title, 1, &[self.clone().title("")])
    }

    /// With a line through these points, in their order.
    pub fn line(self, name: &str, points: impl IntoIterator<Item = (f64, f64)>) -> Self {
        self.with(name, Shape::Line(points.into_iter().collect()))
    }

    /// With a potential over time, a sample for each time step in ms, and a stroke up to `peak` where the neuron fires, which
    /// a model that resets its potential does not compute.
    pub fn potential<T: Copy + Into<f64>>(
        self,
        name: &str,
        dt: f64,
        potential: ArrayView1<'_, T>,
        fired: ArrayView1<'_, bool>,
        peak: f64,
    ) -> Self {
        let samples = potential.iter().zip(fired).zip(1..);
        let points = samples.flat_map(|((&potential, &fired), place): (_, u32)| {
            let time = f64::from(place) * dt;
            let stroke = fired.then_some((time, peak));
            stroke.into_iter().chain([(time, potential.into())])
        });
        self.line(name, points)
    }

    /// With a dot at each of these points.
    pub fn dots(self, name: &str, points: impl IntoIterator<Item = (f64, f64)>) -> Self {
        self.with(name, Shape::Dots(points.into_iter().collect()))
    }

    /// With a histogram as the outline of its bars, of so many things from each edge to the next.
    pub fn steps(self, name: &str, edges: &[f64], heights: &[f64]) -> Self {
        let tops = edges.windows(2).zip(heights).flat_map(|(ends, &height)| [(ends[0], height), (ends[1], height)]);
        let ends = [edges.first(), edges.last()].map(|edge| edge.map(|&edge| (edge, 0.0)));
        let points: Vec<_> = ends[0].into_iter().chain(tops).chain(ends[1]).collect();
        self.line(name, points)
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

    /// How many points are not finite.
    pub(crate) fn not_finite(&self) -> usize {
        let is_not = |(x, y): &&(f64, f64)| !(x.is_finite() && y.is_finite());
        let count = |layer: &Layer| match &layer.shape {
            Shape::Line(points) | Shape::Dots(points) => points.iter().filter(is_not).count(),
            Shape::Map { values, .. } => values.iter().filter(|value| !value.is_finite()).count(),
        };
        self.layers.iter().map(count).sum()
    }

    /// What the axes show: all finite points, and a little air above and below lines and dots.
    pub(crate) fn ranges(&self) -> Result<(Range<f64>, Range<f64>)> {
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
        let nothing = || Error::Nothing(format!("no point of `{}` is finite", self.title));
        let (x, y) = (range(&x, 0.0).ok_or_else(nothing)?, range(&y, air).ok_or_else(nothing)?);
        for Range { start, end } in [&x, &y] {
            if !(end - start).is_finite() {
                return Err(Error::Range { low: *start, high: *end });
            }
        }
        Ok((x, y))
    }
}

/// From the least to the largest, with air as a part of that; around it where all are the same.
pub(crate) fn range(values: &[f64], air: f64) -> Option<Range<f64>> {
    let low = values.iter().copied().filter(|value| value.is_finite()).reduce(f64::min)?;
    let high = values.iter().copied().filter(|value| value.is_finite()).reduce(f64::max)?;
    let span = high - low;
    let air = if span <= 1e-9 * low.abs().max(high.abs()) { low.abs().max(1.0) } else { air * span };
    Some(low - air..high + air)
}
