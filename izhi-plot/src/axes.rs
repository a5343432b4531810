//! The axes around an area, laid out and labelled by plotters.

use std::convert::Infallible;
use std::ops::Range;

use plotters::coord::Shift;
use plotters::drawing::DrawingAreaErrorKind;
use plotters::prelude::*;

use crate::canvas::{Area, Canvas};
use crate::error::{Error, Result};
use crate::look::*;
use crate::pen::{Pen, text_style};

/// The axes around an area.
pub(crate) struct Axes<'a> {
    pub(crate) area: Area,
    pub(crate) x: Range<f64>,
    /// The label of the x axis, which has tick labels only if it has a label.
    pub(crate) x_label: Option<&'a str>,
    pub(crate) y: Vertical<'a>,
}

/// A y axis.
pub(crate) enum Vertical<'a> {
    /// A range of values, upwards, with lines across the area, and the label.
    Values(Range<f64>, &'a str),
    /// So many neurons, downwards.
    Neurons { count: usize, more_below: bool },
}

impl Axes<'_> {
    pub(crate) fn draw(&self, canvas: &mut Canvas) -> Result<()> {
        self.lay_out(canvas).map_err(|error| Error::Axes(error.to_string()))
    }

    fn lay_out(&self, canvas: &mut Canvas) -> Result<(), DrawingAreaErrorKind<Infallible>> {
        let below = if self.x_label.is_some() { X_LABELS_HEIGHT } else { 1 };
        let y = self.y.range();
        let mut chart = ChartBuilder::on(&self.around(canvas, below))
            .set_label_area_size(LabelAreaPosition::Left, LEFT - MARGIN)
            .set_label_area_size(LabelAreaPosition::Bottom, below)
            .build_cartesian_2d(self.x.clone(), y.clone())?;
        let (x_format, y_format) = (tick_format(&self.x), tick_format(&y));
        let y_format =
            |value: &f64| if self.y.labels(*value, self.area.height) { y_format(value) } else { String::new() };
        let mut mesh = chart.configure_mesh();
        mesh.disable_x_mesh()
            .light_line_style(TRANSPARENT)
            .bold_line_style(Color::stroke_width(&GRID, 1))
            .axis_style(Color::stroke_width(&INK, 2))
            .set_tick_mark_size(LabelAreaPosition::Left, 8)
            .label_style(text_style(NOTE_SIZE, &INK))
            .axis_desc_style(text_style(LABEL_SIZE, &INK))
            .x_labels((self.area.width as usize / 65).min(11))
            .y_labels(self.y.most_ticks(self.area.height))
            .x_label_formatter(&x_format)
            .y_label_formatter(&y_format)
            .y_desc(self.y.label());
        match self.x_label {
            Some(label) => mesh.set_tick_mark_size(LabelAreaPosition::Bottom, 8).x_desc(label),
            None => mesh.disable_x_axis(),
        };
        mesh.draw()?;
        Ok(())
    }

    /// The area with room for the labels on its left and below it.
    fn around<'c>(&self, canvas: &'c mut Canvas, below: u32) -> DrawingArea<Pen<'c>, Shift> {
        let Area { left, top, width, height } = self.area;
        let labels = LEFT - MARGIN;
        Pen(canvas).into_drawing_area().shrink((left - labels, top), (labels + width, height + below))
    }
}

impl Vertical<'_> {
    /// From the lower edge to the upper one. A neuron's number is at the middle of its row.
    fn range(&self) -> Range<f64> {
        match self {
            Vertical::Values(range, _) => range.clone(),
            Vertical::Neurons { count, .. } => *count as f64 - 0.5..-0.5,
        }
    }

    fn label(&self) -> &str {
        match self {
            Vertical::Values(_, label) => label,
            Vertical::Neurons { .. } => "neuron",
        }
    }

    fn most_ticks(&self, height: u32) -> usize {
        let room = (height as usize / 50).clamp(2, 9);
        match self {
            Vertical::Values(..) => room,
            Vertical::Neurons { count, .. } => room.min(*count),
        }
    }

    /// Whether a tick has a label: not between neurons, and not where the next band's first label is.
    fn labels(&self, value: f64, height: u32) -> bool {
        match self {
            Vertical::Values(..) => true,
            Vertical::Neurons { count, more_below } => {
                let pixels_below = (*count as f64 - 0.5 - value) / *count as f64 * f64::from(height);
                value.fract() == 0.0 && !(*more_below && pixels_below < 18.0)
            }
        }
    }
}

/// As many decimals as the ticks of such a range can need, and no more than a tick does need.
fn tick_format(range: &Range<f64>) -> impl Fn(&f64) -> String + use<> {
    number_format(range, 0)
}

/// As many decimals as numbers in such a range can need, or as many as are wanted where that is more, and no more than a
/// number does need.
pub(crate) fn number_format(range: &Range<f64>, wanted: usize) -> impl Fn(&f64) -> String + use<> {
    let span = (range.end - range.start).abs();
    let largest = range.start.abs().max(range.end.abs());
    let scientific = !(1e-4..1e7).contains(&largest);
    let finest = 2.0 - span.log10().floor() + if scientific { largest.log10().floor() } else { 0.0 };
    let decimals = (finest.clamp(0.0, 15.0) as usize).max(wanted);
    move |&value| {
        let text = if scientific { format!("{value:.decimals$e}") } else { format!("{value:.decimals$}") };
        let (number, exponent) = text.find('e').map_or((text.as_str(), ""), |e| text.split_at(e));
        let number = match number.contains('.') {
            true => number.trim_end_matches('0').trim_end_matches('.'),
            false => number,
        };
        match number {
            "0" | "-0" => "0".to_owned(),
            _ => format!("{number}{exponent}").replace('-', "\u{2212}"),
        }
    }
}
