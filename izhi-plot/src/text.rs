//! Lines of text as glyphs of the one font there is.

use std::sync::LazyLock;

use ab_glyph::{Font, FontRef, Glyph, PxScale, ScaleFont, point};
use plotters::style::text_anchor::{HPos, VPos};

use crate::canvas::Text;

/// DejaVu Sans 2.35 as Matplotlib ships it, reduced by fontTools to Latin, Greek and some mathematics.
pub(crate) static FONT: LazyLock<FontRef<'static>> = LazyLock::new(|| {
    FontRef::try_from_slice(include_bytes!("DejaVuSans-subset.ttf")).expect("the file beside this one is a font")
});

impl Text {
    /// Where its baseline begins, from its place and before it is turned.
    pub(crate) fn start(&self) -> (i32, i32) {
        let (width, height) = text_box(&self.text, self.size);
        let left = match self.anchor.0 {
            HPos::Left => 0,
            HPos::Center => -width / 2,
            HPos::Right => -width,
        };
        let top = match self.anchor.1 {
            VPos::Top => 0,
            VPos::Center => -height / 2,
            VPos::Bottom => -height,
        };
        (left, top + height)
    }
}

/// The glyphs of a line of text on a baseline that begins at (0, 0), `size` pixels to the em.
pub(crate) fn glyphs(text: &str, size: f64) -> Vec<Glyph> {
    let scale = em_scale(size);
    let font = FONT.as_scaled(scale);
    let (mut x, mut last, mut glyphs) = (0.0, None, Vec::new());
    for id in text.chars().map(|character| font.glyph_id(character)) {
        x += last.map_or(0.0, |last| font.kern(last, id));
        glyphs.push(id.with_scale_and_position(scale, point(x, 0.0)));
        x += font.h_advance(id);
        last = Some(id);
    }
    glyphs
}

pub(crate) fn text_width(text: &str, size: f64) -> f64 {
    let font = FONT.as_scaled(em_scale(size));
    let last = glyphs(text, size).pop();
    last.map_or(0.0, |glyph| f64::from(glyph.position.x + font.h_advance(glyph.id)))
}

/// Width, and height from the baseline to the top of a capital: what is centred on a tick.
pub(crate) fn text_box(text: &str, size: f64) -> (i32, i32) {
    (text_width(text, size).round() as i32, (0.729 * size).round() as i32)
}

fn em_scale(size: f64) -> PxScale {
    let units_per_em = FONT.units_per_em().unwrap_or(2048.0);
    PxScale::from(size as f32 * FONT.height_unscaled() / units_per_em)
}
