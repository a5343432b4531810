//! The ink of many traces on each pixel.

use plotters::style::RGBColor;

use crate::canvas::{Area, Canvas, Mark};

/// How much ink lies on the pixels of an area: a trace that covers a pixel adds 1 to it.
///
/// Traces are drawn column by column, and a run of pixels in a column is stored as its two ends, so that a
/// spike from the bottom to the top costs no more than a flat line. The order of the traces does not matter.
pub(crate) struct Density {
    area: Area,
    /// Column after column from top to bottom, the difference to the pixel above. Two below the last pixel.
    differences: Vec<f64>,
}

impl Density {
    pub(crate) fn new(area: Area) -> Self {
        let differences = vec![0.0; area.width as usize * (area.height as usize + 2)];
        Self { area, differences }
    }

    /// Adds `ink` to the pixels of `column` between two heights, and its share to a pixel covered in part.
    pub(crate) fn add(&mut self, column: usize, top: f64, bottom: f64, ink: f64) {
        let stride = self.area.height as usize + 2;
        let Some(pixels) = self.differences.chunks_exact_mut(stride).nth(column) else {
            return;
        };
        for (end, ink) in [(top, ink), (bottom, -ink)] {
            let end = end.clamp(0.0, f64::from(self.area.height));
            let pixel = end as usize;
            let above = end - pixel as f64;
            pixels[pixel] += ink * (1.0 - above);
            pixels[pixel + 1] += ink * above;
        }
    }

    /// Calls `visit` with column, row and ink of the pixels that have some.
    fn visit(&self, mut visit: impl FnMut(u32, u32, f64)) {
        let stride = self.area.height as usize + 2;
        for (x, column) in (0..).zip(self.differences.chunks_exact(stride)) {
            let mut ink = 0.0;
            for (y, difference) in (0..self.area.height).zip(column) {
                ink += difference;
                if ink > 1e-3 {
                    visit(x, y, ink);
                }
            }
        }
    }

    pub(crate) fn most(&self) -> f64 {
        let mut most = 0.0_f64;
        self.visit(|_, _, ink| most = most.max(ink));
        most
    }

    /// Paints the pixels in the colour that `shade` gives to their ink; ink below 1 is as transparent.
    pub(crate) fn paint(&self, canvas: &mut Canvas, shade: impl Fn(f64) -> RGBColor) {
        let mut pixels = Vec::new();
        self.visit(|x, y, ink| pixels.push((self.area.left + x, self.area.top + y, shade(ink), ink.min(1.0))));
        canvas.marks.push(Mark::Pixels(pixels));
    }
}
