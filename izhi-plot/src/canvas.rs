//! What is on a picture, in the order in which it was drawn.

use plotters::style::RGBColor;
use plotters::style::text_anchor::{HPos, VPos};
use plotters_backend::FontTransform;

use crate::error::{Error, Result};
use crate::look::{INK, LEFT, TITLE_HEIGHT, TITLE_SIZE};

/// How many pixels a picture has at the most: 800 MB of them.
const MOST_PIXELS: u64 = 1 << 28;

/// A rectangle of pixels.
#[derive(Clone, Copy)]
pub(crate) struct Area {
    pub(crate) left: u32,
    pub(crate) top: u32,
    pub(crate) width: u32,
    pub(crate) height: u32,
}

/// A thing on a picture, which `raster` knows as pixels and `vector` as SVG.
pub(crate) enum Mark {
    /// Rectangles of one colour.
    Fills(Vec<Area>, RGBColor),
    /// Pixels, each with its place, its colour and how much of it the colour covers.
    Pixels(Vec<(u32, u32, RGBColor, f64)>),
    /// What is within an area of lines and dots with soft edges.
    Strokes { area: Area, strokes: Vec<Stroke>, colour: RGBColor },
    /// A line of text.
    Text(Text),
}

/// In pixels from the left and upper edge of the area.
pub(crate) enum Stroke {
    /// From each point to the next; a point that is not finite interrupts the line.
    Line(Vec<(f64, f64)>, f64),
    /// A dot and its radius.
    Dot((f64, f64), f64),
}

/// A line of text, at a place that is the `anchor` of its box.
pub(crate) struct Text {
    pub(crate) text: String,
    pub(crate) place: (i32, i32),
    pub(crate) size: f64,
    pub(crate) colour: RGBColor,
    pub(crate) anchor: (HPos, VPos),
    pub(crate) turn: FontTransform,
}

/// A picture to draw on, white at first.
pub(crate) struct Canvas {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) marks: Vec<Mark>,
}

impl Canvas {
    pub(crate) fn new(width: u32, height: u32) -> Result<Self> {
        let pixels = u64::from(width) * u64::from(height);
        if pixels > MOST_PIXELS {
            return Err(Error::Size { width: width.into(), height: height.into(), most: MOST_PIXELS });
        }
        Ok(Self { width, height, marks: Vec::new() })
    }

    /// An area inside the picture.
    pub(crate) fn fill(&mut self, area: Area, colour: RGBColor) {
        match self.marks.last_mut() {
            Some(Mark::Fills(areas, last)) if *last == colour => areas.push(area),
            _ => self.marks.push(Mark::Fills(vec![area], colour)),
        }
    }

    pub(crate) fn strokes(&mut self, area: Area, strokes: Vec<Stroke>, colour: RGBColor) {
        self.marks.push(Mark::Strokes { area, strokes, colour });
    }

    /// Draws the title of the whole picture.
    pub(crate) fn title(&mut self, title: &str) {
        self.text(title, LEFT, TITLE_HEIGHT / 2 - 4, TITLE_SIZE, &INK, HPos::Left);
    }

    /// Draws a line of text, centred on `y` in height.
    pub(crate) fn text(&mut self, text: &str, x: u32, y: u32, size: f64, colour: &RGBColor, align: HPos) {
        self.marks.push(Mark::Text(Text {
            text: text.to_owned(),
            place: (x as i32, y as i32),
            size,
            colour: *colour,
            anchor: (align, VPos::Center),
            turn: FontTransform::None,
        }));
    }
}
