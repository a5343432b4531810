//! A raster's bands: one for each group, a rectangle of pixels for each neuron and iteration.

use ndarray::ArrayView2;
use plotters::prelude::*;
use plotters::style::text_anchor::HPos;

use super::Outcome;
use super::canvas::{Area, Canvas};
use super::look::*;
use super::text::text_width;

/// About `pixels`, and a whole number of pixels a cell where that is not much smaller.
pub(super) fn whole_cells(cells: usize, pixels: u32) -> u32 {
    let whole = pixels - (u64::from(pixels) % cells as u64) as u32;
    if whole > 0 && 4 * whole >= 3 * pixels { whole } else { pixels }
}

/// The heights of a raster's bands: in proportion to the groups, and no band too low for its label.
pub(super) fn band_heights(neurons: &[usize], pixels: u32) -> Vec<u32> {
    const LOWEST: u32 = 96;
    let all = neurons.iter().sum();
    let pixels = f64::from(whole_cells(all, pixels));
    let height = |&neurons: &usize| (pixels * neurons as f64 / all as f64).round() as u32;
    neurons.iter().map(height).map(|height| height.max(LOWEST)).collect()
}

pub(super) fn widest<'a>(texts: impl Iterator<Item = &'a String>) -> u32 {
    texts.map(|text| text_width(text, LABEL_SIZE).ceil() as u32).max().unwrap_or(0)
}

pub(super) fn draw_band_label(canvas: &mut Canvas, band: Area, lines: &[String; 3], colour: RGBColor) -> Outcome<()> {
    let x = band.left + band.width + 24;
    let middle = band.top + band.height / 2;
    canvas.text(&lines[0], x, middle - 31, LABEL_SIZE, &colour, HPos::Left)?;
    canvas.text(&lines[1], x, middle, NOTE_SIZE, &FAINT_INK, HPos::Left)?;
    canvas.text(&lines[2], x, middle + 29, NOTE_SIZE, &FAINT_INK, HPos::Left)
}

/// Paints the cells that fired white. A cell is at least one pixel; it may share it with others.
pub(super) fn paint_spikes(canvas: &mut Canvas, area: Area, fired: ArrayView2<'_, bool>) {
    let (iterations, neurons) = fired.dim();
    let pixels = |cell: usize, cells: usize, pixels: u32| {
        let start = (cell as u64 * u64::from(pixels) / cells as u64) as u32;
        let end = ((cell as u64 + 1) * u64::from(pixels) / cells as u64) as u32;
        (start, (end - start).max(1))
    };
    for ((iteration, neuron), _) in fired.indexed_iter().filter(|(_, fired)| **fired) {
        let (x, width) = pixels(iteration, iterations, area.width);
        let (y, height) = pixels(neuron, neurons, area.height);
        let cell = Area { left: area.left + x, top: area.top + y, width, height };
        canvas.fill(cell, WHITE);
    }
}
