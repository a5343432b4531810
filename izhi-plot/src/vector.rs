//! A picture as SVG: what is drawn as lines, dots, rectangles and text stays that; what is drawn pixel by pixel, maps and the
//! density of many traces, is an image in it.

use std::fmt::Write;

use plotters::style::RGBColor;
use plotters_backend::FontTransform;

use crate::canvas::{Area, Canvas, Mark, Stroke, Text};
use crate::picture::encode;
use crate::text::text_width;

/// The text of the file.
pub(crate) fn svg(canvas: &Canvas) -> String {
    let (width, height) = (canvas.width, canvas.height);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
         font-family=\"DejaVu Sans, Verdana, sans-serif\">\n<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n"
    );
    for mark in &canvas.marks {
        match mark {
            Mark::Fills(areas, colour) => fills(&mut svg, areas, *colour),
            Mark::Pixels(places) => image(&mut svg, places),
            Mark::Strokes { area, strokes: own, colour } => strokes(&mut svg, *area, own, *colour),
            Mark::Text(text) => line_of_text(&mut svg, text),
        }
    }
    svg + "</svg>\n"
}

/// Adds to the text, which cannot fail.
macro_rules! add {
    ($svg:expr, $($what:tt)*) => { write!($svg, $($what)*).expect("text takes more text") };
}

fn colour_of(RGBColor(red, green, blue): RGBColor) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

/// One path for all rectangles.
fn fills(svg: &mut String, areas: &[Area], colour: RGBColor) {
    add!(svg, "<path fill=\"{}\" d=\"", colour_of(colour));
    for Area { left, top, width, height } in areas {
        add!(svg, "M{left} {top}h{width}v{height}h-{width}z");
    }
    svg.push_str("\"/>\n");
}

/// The strokes in an inner picture, beyond whose edges nothing is seen.
fn strokes(svg: &mut String, area: Area, strokes: &[Stroke], colour: RGBColor) {
    let (Area { left, top, width, height }, colour) = (area, colour_of(colour));
    add!(svg, "<svg x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\">\n");
    for stroke in strokes {
        match stroke {
            Stroke::Line(points, width) => {
                let is_finite = |(x, y): &(f64, f64)| x.is_finite() && y.is_finite();
                for points in points.split(|point| !is_finite(point)).filter(|points| points.len() > 1) {
                    add!(
                        svg,
                        "<polyline fill=\"none\" stroke=\"{colour}\" stroke-width=\"{width}\" stroke-linejoin=\"round\""
                    );
                    svg.push_str(" points=\"");
                    points.iter().for_each(|(x, y)| add!(svg, "{x:.2},{y:.2} "));
                    svg.push_str("\"/>\n");
                }
            }
            Stroke::Dot((x, y), radius) if x.is_finite() && y.is_finite() => {
                add!(svg, "<circle cx=\"{x:.2}\" cy=\"{y:.2}\" r=\"{radius}\" fill=\"{colour}\"/>\n");
            }
            Stroke::Dot(..) => {}
        }
    }
    svg.push_str("</svg>\n");
}

fn line_of_text(svg: &mut String, text: &Text) {
    let degrees = match text.turn {
        FontTransform::None => 0,
        FontTransform::Rotate90 => 90,
        FontTransform::Rotate180 => 180,
        FontTransform::Rotate270 => 270,
    };
    let ((x, y), (left, baseline)) = (text.place, text.start());
    add!(svg, "<text transform=\"translate({x} {y}) rotate({degrees})\" x=\"{left}\" y=\"{baseline}\"");
    // Another font takes the room of ours.
    add!(svg, " textLength=\"{:.1}\" lengthAdjust=\"spacingAndGlyphs\"", text_width(&text.text, text.size));
    add!(svg, " font-size=\"{}\" fill=\"{}\">", text.size, colour_of(text.colour));
    let escaped = text.text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    add!(svg, "{escaped}</text>\n");
}

/// The pixels as a PNG file inside the SVG, as large as all of them.
fn image(svg: &mut String, places: &[(u32, u32, RGBColor, f64)]) {
    let Some((left, right)) = ends(places.iter().map(|place| place.0)) else { return };
    let Some((top, bottom)) = ends(places.iter().map(|place| place.1)) else { return };
    let (width, height) = (right - left + 1, bottom - top + 1);
    let mut values = vec![0; 4 * width as usize * height as usize];
    for &(x, y, RGBColor(red, green, blue), part) in places {
        let start = 4 * ((y - top) as usize * width as usize + (x - left) as usize);
        values[start..start + 4].copy_from_slice(&[red, green, blue, (255.0 * part).round() as u8]);
    }
    let png = encode(width, height, png::ColorType::Rgba, &values);
    add!(svg, "<image x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\" ");
    add!(svg, "href=\"data:image/png;base64,{}\"/>\n", base64(&png));
}

/// The least and the largest.
fn ends(values: impl Iterator<Item = u32> + Clone) -> Option<(u32, u32)> {
    Some((values.clone().min()?, values.max()?))
}

/// Three bytes as four letters, as RFC 4648 has it.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let byte = |place: usize| u32::from(three.get(place).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for letter in 0..4 {
            let sextet = (bits >> (18 - 6 * letter)) as usize & 63;
            text.push(if letter <= three.len() { char::from(LETTERS[sextet]) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The examples of RFC 4648, section 10.
    #[test]
    fn bytes_become_letters() {
        for (bytes, text) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("foobar", "Zm9vYmFy")]
        {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }
}
