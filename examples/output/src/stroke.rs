//! Lines and dots with soft edges.

use plotters::style::RGBColor;

use super::canvas::{Area, Canvas};

/// How much of each pixel of an area something covers that has one colour.
pub(super) struct Stroke {
    area: Area,
    covered: Vec<f64>,
}

impl Stroke {
    pub(super) fn new(area: Area) -> Self {
        Stroke { area, covered: vec![0.0; area.width as usize * area.height as usize] }
    }

    /// From each point to the next, in pixels from the left and upper edge of the area; a point that is not finite
    /// interrupts the line.
    pub(super) fn line(&mut self, points: &[(f64, f64)], width: f64) {
        for pair in points.windows(2) {
            self.segment(pair[0], pair[1], width / 2.0);
        }
    }

    pub(super) fn dot(&mut self, point: (f64, f64), radius: f64) {
        self.segment(point, point, radius);
    }

    /// All pixels within a distance of the segment; nothing where an end is not finite.
    fn segment(&mut self, from: (f64, f64), to: (f64, f64), radius: f64) {
        let (across, down) = (to.0 - from.0, to.1 - from.1);
        if !(across + down + from.0 + from.1).is_finite() {
            return;
        }
        let square = across * across + down * down;
        let reach = radius + 1.0;
        let pixels = |a: f64, b: f64, end: u32| {
            (a.min(b) - reach).max(0.0) as u32..((a.max(b) + reach).max(0.0) as u32).min(end)
        };
        for y in pixels(from.1, to.1, self.area.height) {
            for x in pixels(from.0, to.0, self.area.width) {
                let (right, below) = (f64::from(x) + 0.5 - from.0, f64::from(y) + 0.5 - from.1);
                let along = if square > 0.0 { ((right * across + below * down) / square).clamp(0.0, 1.0) } else { 0.0 };
                let distance = (right - along * across).hypot(below - along * down);
                let covered = (radius + 0.5 - distance).clamp(0.0, 1.0);
                let pixel = &mut self.covered[y as usize * self.area.width as usize + x as usize];
                *pixel = pixel.max(covered);
            }
        }
    }

    pub(super) fn paint(&self, canvas: &mut Canvas, colour: RGBColor) {
        for (y, row) in (0..).zip(self.covered.chunks_exact(self.area.width as usize)) {
            for (x, &covered) in (0..).zip(row).filter(|(_, covered)| **covered > 0.0) {
                canvas.blend(self.area.left + x, self.area.top + y, colour, covered);
            }
        }
    }
}
