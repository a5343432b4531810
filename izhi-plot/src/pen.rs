//! What plotters draws with: level and upright lines, and text.

use std::convert::Infallible;

use plotters::prelude::*;
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingErrorKind};

use crate::canvas::{Area, Canvas, Mark, Text};
use crate::text::text_box;

/// What plotters draws with.
pub(crate) struct Pen<'a>(pub(crate) &'a mut Canvas);

type PenResult<T> = Result<T, DrawingErrorKind<Infallible>>;

impl Pen<'_> {
    /// What of the rectangle between two pixels is right of and below the edges of the picture.
    fn fill(&mut self, (left, top): BackendCoord, (right, bottom): BackendCoord, colour: BackendColor) {
        let (left, top) = (left.max(0), top.max(0));
        if colour.alpha > 0.0 && left <= right && top <= bottom {
            let (width, height) = ((right - left + 1) as u32, (bottom - top + 1) as u32);
            let (red, green, blue) = colour.rgb;
            let area = Area { left: left as u32, top: top as u32, width, height };
            self.0.fill(area, RGBColor(red, green, blue));
        }
    }
}

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

    fn draw_pixel(&mut self, place: BackendCoord, colour: BackendColor) -> PenResult<()> {
        self.fill(place, place, colour);
        Ok(())
    }

    /// The axes' lines, which are all upright or level: pixels without soft edges, around the given line. The axes know no colour
    /// that is transparent in part.
    fn draw_line<S: BackendStyle>(
        &mut self,
        (x0, y0): BackendCoord,
        (x1, y1): BackendCoord,
        style: &S,
    ) -> PenResult<()> {
        let grow = style.stroke_width().saturating_sub(1) as i32;
        let (across, down) = if y0 == y1 { (0, grow) } else { (grow, 0) };
        self.fill((x0.min(x1), y0.min(y1)), (x0.max(x1) + across, y0.max(y1) + down), style.color());
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, place: BackendCoord) -> PenResult<()> {
        let (red, green, blue) = style.color().rgb;
        self.0.marks.push(Mark::Text(Text {
            text: text.to_owned(),
            place,
            size: style.size(),
            colour: RGBColor(red, green, blue),
            anchor: (style.anchor().h_pos, style.anchor().v_pos),
            turn: style.transform(),
        }));
        Ok(())
    }

    fn estimate_text_size<S: BackendTextStyle>(&self, text: &str, style: &S) -> PenResult<(u32, u32)> {
        let (width, height) = text_box(text, style.size());
        Ok((width as u32, height as u32))
    }
}

/// plotters wants a font family; [`Pen`] has but one font.
pub(crate) fn text_style(size: f64, colour: &RGBColor) -> TextStyle<'_> {
    TextStyle::from(("sans-serif", size).into_font()).color(colour)
}
