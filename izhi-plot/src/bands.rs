//! A raster's bands: one for each group, and what stands beside it.

use plotters::style::RGBColor;
use plotters::style::text_anchor::HPos;

use crate::canvas::{Area, Canvas};
use crate::look::*;
use crate::text::text_width;

/// Pixels between two bands.
pub(crate) const SEPARATOR: u32 = 6;

/// About `pixels`, and a whole number of pixels a cell where that is not much smaller.
pub(crate) fn whole_cells(cells: usize, pixels: u32) -> u32 {
    let whole = pixels - (u64::from(pixels) % cells as u64) as u32;
    if whole > 0 && 4 * whole >= 3 * pixels { whole } else { pixels }
}

/// The heights of a raster's bands: in proportion to the groups, and no band too low for its label.
pub(crate) fn band_heights(neurons: &[usize], pixels: u32) -> Vec<u32> {
    const LOWEST: u32 = 96;
    let all = neurons.iter().sum();
    let pixels = f64::from(whole_cells(all, pixels));
    let height = |&neurons: &usize| (pixels * neurons as f64 / all as f64).round() as u32;
    neurons.iter().map(height).map(|height| height.max(LOWEST)).collect()
}

pub(crate) fn widest<'a>(texts: impl Iterator<Item = &'a String>) -> u32 {
    texts.map(|text| text_width(text, LABEL_SIZE).ceil() as u32).max().unwrap_or(0)
}

pub(crate) fn draw_band_label(canvas: &mut Canvas, band: Area, lines: &[String; 3], colour: RGBColor) {
    let x = band.left + band.width + 24;
    let middle = band.top + band.height / 2;
    canvas.text(&lines[0], x, middle - 31, LABEL_SIZE, &colour, HPos::Left);
    canvas.text(&lines[1], x, middle, NOTE_SIZE, &FAINT_INK, HPos::Left);
    canvas.text(&lines[2], x, middle + 29, NOTE_SIZE, &FAINT_INK, HPos::Left);
}
