//! Values over time: single lines, or how many of them cross each pixel.

use std::ops::Range;

use ndarray::{Array1, ArrayView2};
use plotters::prelude::*;
use plotters::style::text_anchor::HPos;

use crate::axes::{Axes, Vertical};
use crate::canvas::{Area, Canvas};
use crate::density::Density;
use crate::error::Result;
use crate::look::*;
use crate::picture::Picture;
use crate::recording::{count, grouped, range_of_values, recorded_iterations, stretch};
use crate::text::text_width;
use crate::trace_pen::TracePen;

/// Draws every neuron's trace over time, one panel below the other for the groups, all on the same axes: `Recorder`'s
/// \[iteration, neuron\], and the `times()` in ms at which its rows begin.
///
/// Up to six traces of a group are lines of different colours. More share the group's colour, and the darker
/// a pixel the more traces cross it, on a logarithmic scale that the panel shows.
///
/// A sample that is not finite interrupts its trace, and the panel says how many there were.
///
/// `y_label` names the quantity and its unit: `"v (mV)"`.
///
/// # Errors
///
/// No groups, no iterations, no neurons or no finite sample; groups of different length; times that are not equally far apart;
/// more groups than fit a picture.
pub fn traces<T: Copy + Into<f64>>(
    title: &str,
    y_label: &str,
    times: &Array1<f64>,
    groups: &[(&str, ArrayView2<'_, T>)],
) -> Result<Picture> {
    let iterations = recorded_iterations(groups)?;
    let time = stretch(groups[0].0, iterations, times)?;
    let values = range_of_values(groups)?;
    let panel_height = (880 / groups.len() as u32).max(240);
    let mut canvas =
        Canvas::new(1920, TITLE_HEIGHT + panel_height * groups.len() as u32 + X_LABELS_HEIGHT + MARGIN / 2)?;
    canvas.title(title);
    for (index, (name, recording)) in groups.iter().enumerate() {
        let area = Area {
            left: LEFT,
            top: TITLE_HEIGHT + panel_height * index as u32 + 46,
            width: canvas.width - LEFT - MARGIN,
            height: panel_height - 46 - 16,
        };
        let axes = Axes {
            area,
            x: time.clone(),
            x_label: (index + 1 == groups.len()).then_some("time (ms)"),
            y: Vertical::Values(values.clone(), y_label),
        };
        axes.draw(&mut canvas)?;
        let mut panel = Panel::new(&mut canvas, area, COLOURS[index % COLOURS.len()]);
        let skipped = panel.draw_traces(*recording, &values);
        panel.draw_header(name, recording.ncols(), skipped);
    }
    Ok(Picture::new(canvas))
}

/// One group's traces.
struct Panel<'a> {
    canvas: &'a mut Canvas,
    area: Area,
    colour: RGBColor,
    /// How to read the colours, if traces share one.
    scale: Option<DensityScale>,
}

impl<'a> Panel<'a> {
    fn new(canvas: &'a mut Canvas, area: Area, colour: RGBColor) -> Self {
        Self { canvas, area, colour, scale: None }
    }

    /// Draws one trace a column of `recording`; says how many samples were not finite.
    fn draw_traces<T: Copy + Into<f64>>(&mut self, recording: ArrayView2<'_, T>, values: &Range<f64>) -> usize {
        let pen = TracePen::new(recording.dim(), self.area, values);
        match recording.ncols() {
            1 => self.draw_lines(&pen, recording, &[self.colour]),
            neurons if neurons <= COLOURS.len() => self.draw_lines(&pen, recording, &COLOURS),
            _ => self.draw_density(&pen, recording),
        }
    }

    fn draw_lines<T: Copy + Into<f64>>(
        &mut self,
        pen: &TracePen,
        recording: ArrayView2<'_, T>,
        colours: &[RGBColor],
    ) -> usize {
        let mut skipped = 0;
        for (trace, &colour) in recording.columns().into_iter().zip(colours) {
            let mut line = Density::new(self.area);
            skipped += pen.draw(trace, &mut line);
            line.paint(self.canvas, |_| colour);
        }
        skipped
    }

    fn draw_density<T: Copy + Into<f64>>(&mut self, pen: &TracePen, recording: ArrayView2<'_, T>) -> usize {
        let mut density = Density::new(self.area);
        let skipped = recording.columns().into_iter().map(|trace| pen.draw(trace, &mut density)).sum();
        let scale = DensityScale::new(self.colour, recording.ncols(), &density);
        density.paint(self.canvas, |traces| scale.shade(traces));
        self.scale = Some(scale);
        skipped
    }

    /// The line above a panel: whose traces they are, and how to read them.
    fn draw_header(&mut self, name: &str, neurons: usize, skipped: usize) {
        let y = self.area.top - 22;
        let mut x = self.area.left;
        self.canvas.text(name, x, y, LABEL_SIZE, &self.colour, HPos::Left);
        x += text_width(name, LABEL_SIZE) as u32 + 18;
        let size = count(neurons, "neuron");
        self.canvas.text(&size, x, y, NOTE_SIZE, &FAINT_INK, HPos::Left);
        x += text_width(&size, NOTE_SIZE) as u32 + 18;
        if skipped > 0 {
            let note = format!("{} not finite, not drawn", count(skipped, "sample"));
            self.canvas.text(&note, x, y, NOTE_SIZE, &WARNING, HPos::Left);
        }
        if let Some(scale) = self.scale {
            self.draw_scale(y, scale);
        }
    }

    /// The colours of the scale, on the right above the panel.
    fn draw_scale(&mut self, y: u32, scale: DensityScale) {
        const WIDTH: u32 = 160;
        let most = format!("{} traces per pixel", grouped(scale.most.round() as usize));
        let text_left = self.area.left + self.area.width - text_width(&most, NOTE_SIZE).ceil() as u32;
        let left = text_left - 10 - WIDTH;
        for x in 0..WIDTH {
            let traces = scale.most.powf(f64::from(x) / f64::from(WIDTH - 1));
            let bar = Area { left: left + x, top: y - 7, width: 1, height: 14 };
            self.canvas.fill(bar, scale.shade(traces));
        }
        self.canvas.text("1", left - 10, y, NOTE_SIZE, &FAINT_INK, HPos::Right);
        self.canvas.text(&most, text_left, y, NOTE_SIZE, &FAINT_INK, HPos::Left);
    }
}

/// The colour of a pixel by the number of traces on it: from a tint for one to nearly black for the most.
#[derive(Clone, Copy)]
struct DensityScale {
    lightest: RGBColor,
    colour: RGBColor,
    darkest: RGBColor,
    most: f64,
}

impl DensityScale {
    /// The fewer the neurons of a group, the stronger a single trace.
    fn new(colour: RGBColor, neurons: usize, density: &Density) -> Self {
        let strength = (2.0 * (neurons as f64).powf(-0.3)).clamp(0.28, 0.85);
        Self {
            lightest: mix(WHITE, colour, strength),
            colour,
            darkest: mix(BLACK, colour, 0.22), // Lines wider than a pixel can put more ink on it than there are lines.
            most: density.most().clamp(2.0, neurons as f64),
        }
    }

    fn shade(&self, traces: f64) -> RGBColor {
        let t = (traces.max(1.0).ln() / self.most.ln()).min(1.0);
        if t < 0.5 { mix(self.lightest, self.colour, 2.0 * t) } else { mix(self.colour, self.darkest, 2.0 * t - 1.0) }
    }
}
