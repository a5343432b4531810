//! What plotters draws with: level and upright lines, and text.

use std::convert::Infallible;

use ab_glyph::Font;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, VPos};
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingErrorKind};

use super::canvas::Canvas;
use super::text::{FONT, glyphs, text_box};

/// What plotters draws with.
pub(super) struct Pen<'a>(pub(super) &'a mut Canvas);

type PenResult<T> = Result<T, DrawingErrorKind<Infallible>>;

impl DrawingBackend for Pen<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        (self.0.width, self.0.height)
    }

    fn ensure_prepared(&mut self) -> PenResult<()> {
        Ok(())
    }

    fn present(&mut self) -> PenResult<()> {
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, colour: BackendColor) -> PenResult<()> {
        let (red, green, blue) = colour.rgb;
        if let (Ok(x), Ok(y)) = (u32::try_from(x), u32::try_from(y)) {
            self.0.blend(x, y, RGBColor(red, green, blue), colour.alpha);
        }
        Ok(())
    }

    /// The axes' lines, which are all upright or level: pixels without soft edges, around the given line.
    fn draw_line<S: BackendStyle>(
        &mut self,
        (x0, y0): BackendCoord,
        (x1, y1): BackendCoord,
        style: &S,
    ) -> PenResult<()> {
        let grow = style.stroke_width().saturating_sub(1) as i32;
        let (across, down) = if y0 == y1 { (0, grow) } else { (grow, 0) };
        for y in y0.min(y1)..=y0.max(y1) + down {
            for x in x0.min(x1)..=x0.max(x1) + across {
                self.draw_pixel((x, y), style.color())?;
            }
        }
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, (x, y): BackendCoord) -> PenResult<()> {
        let (width, height) = text_box(text, style.size());
        let left = match style.anchor().h_pos {
            HPos::Left => 0,
            HPos::Center => -width / 2,
            HPos::Right => -width,
        };
        let top = match style.anchor().v_pos {
            VPos::Top => 0,
            VPos::Center => -height / 2,
            VPos::Bottom => -height,
        };
        let BackendColor { alpha, rgb } = style.color();
        for glyph in glyphs(text, style.size()) {
            let Some(outline) = FONT.outline_glyph(glyph) else {
                continue;
            };
            let origin = outline.px_bounds().min;
            let mut pixels = Vec::new();
            outline.draw(|x, y, covered| pixels.push((x as i32, y as i32, covered)));
            for (dx, dy, covered) in pixels {
                let (dx, dy) = (left + origin.x as i32 + dx, top + height + origin.y as i32 + dy);
                let (dx, dy) = style.transform().transform(dx, dy);
                let alpha = alpha * f64::from(covered.min(1.0));
                self.draw_pixel((x + dx, y + dy), BackendColor { alpha, rgb })?;
            }
        }
        Ok(())
    }

    fn estimate_text_size<S: BackendTextStyle>(&self, text: &str, style: &S) -> PenResult<(u32, u32)> {
        let (width, height) = text_box(text, style.size());
        Ok((width as u32, height as u32))
    }
}

/// plotters wants a font family; [`Pen`] has but one font.
pub(super) fn text_style(size: f64, colour: &RGBColor) -> TextStyle<'_> {
    TextStyle::from(("sans-serif", size).into_font()).color(colour)
}
