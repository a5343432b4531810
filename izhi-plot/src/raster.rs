//! A picture as pixels.

use ab_glyph::Font;
use plotters::style::RGBColor;

use crate::canvas::{Area, Canvas, Mark, Stroke, Text};
use crate::text::{FONT, glyphs};

/// Red, green and blue of each pixel, row after row.
pub(crate) fn pixels(canvas: &Canvas) -> Vec<u8> {
    let (width, height) = (canvas.width, canvas.height);
    let mut pixels = Pixels { width, height, values: vec![255; 3 * width as usize * height as usize] };
    for mark in &canvas.marks {
        match mark {
            Mark::Fills(areas, colour) => areas.iter().for_each(|area| pixels.fill(*area, *colour)),
            Mark::Pixels(places) => places.iter().for_each(|&(x, y, colour, part)| pixels.blend(x, y, colour, part)),
            Mark::Strokes { area, strokes, colour } => pixels.strokes(*area, strokes, *colour),
            Mark::Text(text) => pixels.text(text),
        }
    }
    pixels.values
}

struct Pixels {
    width: u32,
    height: u32,
    values: Vec<u8>,
}

impl Pixels {
    /// Nothing outside the picture.
    fn blend(&mut self, x: u32, y: u32, colour: RGBColor, opacity: f64) {
        if x >= self.width || y >= self.height {
            return;
        }
        let start = 3 * (y as usize * self.width as usize + x as usize);
        for (old, new) in self.values[start..start + 3].iter_mut().zip([colour.0, colour.1, colour.2]) {
            let mixed = f64::from(*old) + opacity * (f64::from(new) - f64::from(*old));
            *old = (mixed + 0.5) as u8;
        }
    }

    /// What of the area is inside the picture.
    fn fill(&mut self, area: Area, colour: RGBColor) {
        let (left, right) = (area.left.min(self.width), (area.left + area.width).min(self.width));
        for y in area.top..(area.top + area.height).min(self.height) {
            let row = 3 * y as usize * self.width as usize;
            for pixel in self.values[row + 3 * left as usize..row + 3 * right as usize].chunks_exact_mut(3) {
                pixel.copy_from_slice(&[colour.0, colour.1, colour.2]);
            }
        }
    }

    fn strokes(&mut self, area: Area, strokes: &[Stroke], colour: RGBColor) {
        let mut coverage = Coverage::new(area);
        for stroke in strokes {
            match stroke {
                Stroke::Line(points, width) => coverage.line(points, *width),
                Stroke::Dot(point, radius) => coverage.segment(*point, *point, *radius),
            }
        }
        for (y, row) in (0..).zip(coverage.covered.chunks_exact(area.width as usize)) {
            for (x, &covered) in (0..).zip(row).filter(|(_, covered)| **covered > 0.0) {
                self.blend(area.left + x, area.top + y, colour, covered);
            }
        }
    }

    fn text(&mut self, text: &Text) {
        let (left, baseline) = text.start();
        for glyph in glyphs(&text.text, text.size) {
            let Some(outline) = FONT.outline_glyph(glyph) else {
                continue;
            };
            let origin = outline.px_bounds().min;
            outline.draw(|x, y, covered| {
                let place = (left + origin.x as i32 + x as i32, baseline + origin.y as i32 + y as i32);
                let (dx, dy) = text.turn.transform(place.0, place.1);
                if let (Ok(x), Ok(y)) = (u32::try_from(text.place.0 + dx), u32::try_from(text.place.1 + dy)) {
                    self.blend(x, y, text.colour, f64::from(covered.min(1.0)));
                }
            });
        }
    }
}

/// How much of each pixel of an area something covers that has one colour.
struct Coverage {
    area: Area,
    covered: Vec<f64>,
}

impl Coverage {
    fn new(area: Area) -> Self {
        Coverage { area, covered: vec![0.0; area.width as usize * area.height as usize] }
    }

    fn line(&mut self, points: &[(f64, f64)], width: f64) {
        for pair in points.windows(2) {
            self.segment(pair[0], pair[1], width / 2.0);
        }
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
}
