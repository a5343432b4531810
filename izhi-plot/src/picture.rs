//! A picture, and the file that it becomes.

use std::fs;
use std::path::Path;

use crate::canvas::Canvas;
use crate::error::{Error, Result};
use crate::raster::pixels;
use crate::vector::svg;

/// The kind of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Pixels.
    Png,
    /// Lines, dots and text.
    Svg,
}

impl Format {
    /// The kind that the end of a file's name says, in capitals or not.
    ///
    /// # Errors
    ///
    /// Another end.
    pub fn of(path: &Path) -> Result<Self> {
        let ending = path.extension().and_then(|ending| ending.to_str()).map(str::to_ascii_lowercase);
        match ending.as_deref() {
            Some("png") => Ok(Format::Png),
            Some("svg") => Ok(Format::Svg),
            _ => Err(Error::Ending(path.to_owned())),
        }
    }
}

/// A picture that has been drawn.
pub struct Picture(Canvas);

impl Picture {
    pub(crate) fn new(canvas: Canvas) -> Self {
        Picture(canvas)
    }

    /// Pixels from left to right.
    pub fn width(&self) -> u32 {
        self.0.width
    }

    /// Pixels from top to bottom.
    pub fn height(&self) -> u32 {
        self.0.height
    }

    /// As a PNG file.
    pub fn to_png(&self) -> Vec<u8> {
        encode(self.0.width, self.0.height, png::ColorType::Rgb, &pixels(&self.0))
    }

    /// As an SVG file: lines, dots and text as such, and as an image what is computed pixel by pixel.
    pub fn to_svg(&self) -> String {
        svg(&self.0)
    }

    /// Writes the picture in place of what the file holds: as PNG or as SVG, by the end of its name.
    ///
    /// # Errors
    ///
    /// A name with another end, and a file that cannot be written.
    pub fn save(&self, path: impl AsRef<Path>) -> Result<()> {
        let path = path.as_ref();
        let _span = izhi_runtime::spans::writing(path);
        let bytes = match Format::of(path)? {
            Format::Png => self.to_png(),
            Format::Svg => self.to_svg().into_bytes(),
        };
        fs::write(path, bytes).map_err(|error| Error::File { path: path.to_owned(), reason: error.to_string() })
    }
}

impl std::fmt::Debug for Picture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Picture of {} x {} pixels", self.width(), self.height())
    }
}

/// A PNG file of pixels.
pub(crate) fn encode(width: u32, height: u32, colours: png::ColorType, values: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(colours);
    let written = encoder.write_header().and_then(|mut writer| {
        writer.write_image_data(values)?;
        writer.finish()
    });
    written.expect("a value for each pixel, and memory takes all that is written");
    bytes
}
