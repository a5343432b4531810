//! One group's traces: single lines, or how many of them cross each pixel.

use std::ops::Range;

use ndarray::ArrayView2;
use plotters::prelude::*;
use plotters::style::text_anchor::HPos;

use super::Outcome;
use super::canvas::{Area, Canvas};
use super::density::Density;
use super::look::*;
use super::recording::{count, grouped};
use super::text::text_width;
use super::trace_pen::TracePen;

/// One group's traces.
pub(super) struct Panel<'a> {
    canvas: &'a mut Canvas,
    area: Area,
    colour: RGBColor,
    /// How to read the colours, if traces share one.
    scale: Option<DensityScale>,
}

impl<'a> Panel<'a> {
    pub(super) fn new(canvas: &'a mut Canvas, area: Area, colour: RGBColor) -> Self {
        Self { canvas, area, colour, scale: None }
    }

    /// Draws one trace a column of `recording`; says how many samples were not finite.
    pub(super) fn draw_traces(&mut self, recording: ArrayView2<'_, f32>, values: &Range<f64>) -> usize {
        let pen = TracePen::new(recording.dim(), self.area, values);
        match recording.ncols() {
            1 => self.draw_lines(&pen, recording, &[self.colour]),
            neurons if neurons <= COLOURS.len() => self.draw_lines(&pen, recording, &COLOURS),
            _ => self.draw_density(&pen, recording),
        }
    }

    fn draw_lines(&mut self, pen: &TracePen, recording: ArrayView2<'_, f32>, colours: &[RGBColor]) -> usize {
        let mut skipped = 0;
        for (trace, &colour) in recording.columns().into_iter().zip(colours) {
            let mut line = Density::new(self.area);
            skipped += pen.draw(trace, &mut line);
            line.paint(self.canvas, |_| colour);
        }
        skipped
    }

    fn draw_density(&mut self, pen: &TracePen, recording: ArrayView2<'_, f32>) -> usize {
        let mut density = Density::new(self.area);
        let skipped = recording.columns().into_iter().map(|trace| pen.draw(trace, &mut density)).sum();
        let scale = DensityScale::new(self.colour, recording.ncols(), &density);
        density.paint(self.canvas, |traces| scale.shade(traces));
        self.scale = Some(scale);
        skipped
    }

    /// The line above a panel: whose traces they are, and how to read them.
    pub(super) fn draw_header(&mut self, name: &str, neurons: usize, skipped: usize) -> Outcome<()> {
        let y = self.area.top - 22;
        let mut x = self.area.left;
        self.canvas.text(name, x, y, LABEL_SIZE, &self.colour, HPos::Left)?;
        x += text_width(name, LABEL_SIZE) as u32 + 18;
        let size = count(neurons, "neuron");
        self.canvas.text(&size, x, y, NOTE_SIZE, &FAINT_INK, HPos::Left)?;
        x += text_width(&size, NOTE_SIZE) as u32 + 18;
        if skipped > 0 {
            let note = format!("{} not finite, not drawn", count(skipped, "sample"));
            self.canvas.text(&note, x, y, NOTE_SIZE, &WARNING, HPos::Left)?;
        }
        match self.scale {
            Some(scale) => self.draw_scale(y, scale),
            None => Ok(()),
        }
    }

    /// The colours of the scale, on the right above the panel.
    fn draw_scale(&mut self, y: u32, scale: DensityScale) -> Outcome<()> {
        const WIDTH: u32 = 160;
        let most = format!("{} traces per pixel", grouped(scale.most.round() as usize));
        let text_left = self.area.left + self.area.width - text_width(&most, NOTE_SIZE).ceil() as u32;
        let left = text_left - 10 - WIDTH;
        for x in 0..WIDTH {
            let traces = scale.most.powf(f64::from(x) / f64::from(WIDTH - 1));
            let bar = Area { left: left + x, top: y - 7, width: 1, height: 14 };
            self.canvas.fill(bar, scale.shade(traces));
        }
        self.canvas.text("1", left - 10, y, NOTE_SIZE, &FAINT_INK, HPos::Right)?;
        self.canvas.text(&most, text_left, y, NOTE_SIZE, &FAINT_INK, HPos::Left)
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
