//! Pixels in memory, and the file that they become.

use std::error::Error;
use std::fs::File;
use std::io::BufWriter;
use std::path::Path;

use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::Outcome;
use super::pen::{Pen, text_style};

/// A rectangle of pixels.
#[derive(Clone, Copy)]
pub(super) struct Area {
    pub(super) left: u32,
    pub(super) top: u32,
    pub(super) width: u32,
    pub(super) height: u32,
}

/// A picture in memory, white at first.
pub(super) struct Canvas {
    pub(super) width: u32,
    pub(super) height: u32,
    /// Red, green and blue, row after row.
    pixels: Vec<u8>,
}

impl Canvas {
    pub(super) fn new(width: u32, height: u32) -> Self {
        Self { width, height, pixels: vec![255; 3 * width as usize * height as usize] }
    }

    pub(super) fn save(&self, path: &Path) -> Outcome<()> {
        let failed = |error: &dyn Error| format!("cannot write {}: {error}", path.display());
        let file = File::create(path).map_err(|error| failed(&error))?;
        let mut encoder = png::Encoder::new(BufWriter::new(file), self.width, self.height);
        encoder.set_color(png::ColorType::Rgb);
        let mut writer = encoder.write_header().map_err(|error| failed(&error))?;
        writer.write_image_data(&self.pixels).map_err(|error| failed(&error))?;
        writer.finish().map_err(|error| failed(&error))?;
        Ok(())
    }

    /// Nothing outside the picture.
    pub(super) fn blend(&mut self, x: u32, y: u32, colour: RGBColor, opacity: f64) {
        if x >= self.width || y >= self.height {
            return;
        }
        let start = 3 * (y as usize * self.width as usize + x as usize);
        for (old, new) in self.pixels[start..start + 3].iter_mut().zip([colour.0, colour.1, colour.2]) {
            let mixed = f64::from(*old) + opacity * (f64::from(new) - f64::from(*old));
            *old = (mixed + 0.5) as u8;
        }
    }

    /// An area inside the picture.
    pub(super) fn fill(&mut self, area: Area, colour: RGBColor) {
        for y in area.top..area.top + area.height {
            let start = 3 * (y as usize * self.width as usize + area.left as usize);
            for pixel in self.pixels[start..start + 3 * area.width as usize].chunks_exact_mut(3) {
                pixel.copy_from_slice(&[colour.0, colour.1, colour.2]);
            }
        }
    }

    /// Draws a line of text, centred on `y` in height.
    pub(super) fn text(
        &mut self,
        text: &str,
        x: u32,
        y: u32,
        size: f64,
        colour: &RGBColor,
        align: HPos,
    ) -> Outcome<()> {
        let style = text_style(size, colour).pos(Pos::new(align, VPos::Center));
        Pen(self).draw_text(text, &style, (x as i32, y as i32))?;
        Ok(())
    }
}
