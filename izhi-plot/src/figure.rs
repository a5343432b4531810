//! Panels in rows and columns.

use std::ops::Range;

use ndarray::Array2;
use plotters::style::RGBColor;
use plotters::style::colors::WHITE;
use plotters::style::text_anchor::HPos;

use crate::axes::{Axes, Vertical, number_format};
use crate::canvas::{Area, Canvas, Mark, Stroke};
use crate::error::{Error, Result};
use crate::look::*;
use crate::picture::Picture;
use crate::plot::{Plot, Shape, range};
use crate::recording::count;
use crate::text::text_width;

/// Above each panel, for its title and what its colours are.
const HEADER: u32 = 52;

/// Draws the panels row after row, in so many columns.
///
/// # Errors
///
/// No panel, or one in which no point is finite; more panels than fit a picture.
pub fn figure(title: &str, columns: usize, plots: &[Plot]) -> Result<Picture> {
    if plots.is_empty() {
        return Err(Error::Nothing("no panels".to_owned()));
    }
    if columns == 0 {
        return Err(Error::Nothing("no columns, and one at least was expected".to_owned()));
    }
    let columns = columns.min(plots.len()) as u32;
    let rows = (plots.len() as u32).div_ceil(columns);
    let (width, height) = match columns {
        1 => (1700, (1000 / rows).clamp(240, 800)),
        2 => (800, 380),
        3 => (540, 300),
        _ => (430, 210),
    };
    let (across, down) = (LEFT + width + MARGIN / 2, HEADER + height + X_LABELS_HEIGHT);
    let mut canvas = Canvas::new(columns * across + MARGIN, TITLE_HEIGHT + rows * down + MARGIN / 2)?;
    canvas.title(title);
    for (place, plot) in (0..).zip(plots) {
        let left = place % columns * across + LEFT;
        let top = TITLE_HEIGHT + place / columns * down + HEADER;
        draw(&mut canvas, Area { left, top, width, height }, plot)?;
    }
    Ok(Picture::new(canvas))
}

fn draw(canvas: &mut Canvas, area: Area, plot: &Plot) -> Result<()> {
    let (x, y) = plot.ranges()?;
    let vertical = Vertical::Values(y.clone(), &plot.y_label);
    Axes { area, x: x.clone(), x_label: Some(&plot.x_label), y: vertical }.draw(canvas)?;
    let pixel = |&(at_x, at_y): &(f64, f64)| {
        let across = (at_x - x.start) / (x.end - x.start) * f64::from(area.width);
        let down = (y.end - at_y) / (y.end - y.start) * f64::from(area.height);
        (across, down)
    };
    for (place, layer) in plot.layers.iter().enumerate() {
        let strokes = match &layer.shape {
            Shape::Line(points) => vec![Stroke::Line(points.iter().map(pixel).collect(), 2.2)],
            Shape::Dots(points) => points.iter().map(|point| Stroke::Dot(pixel(point), 5.0)).collect(),
            Shape::Map { values, x: across, y: up } => {
                let (left, top) = pixel(&(across.start, up.end));
                let (right, bottom) = pixel(&(across.end, up.start));
                paint_map(canvas, area, values, [left, top, right, bottom]);
                continue;
            }
        };
        canvas.strokes(area, strokes, COLOURS[place % COLOURS.len()]);
    }
    draw_header(canvas, area, plot);
    Ok(())
}

/// The line above a panel: its title, and on the right what its colours are.
fn draw_header(canvas: &mut Canvas, area: Area, plot: &Plot) {
    let (mut right, y) = (area.left + area.width, area.top - 24);
    canvas.text(&plot.title, area.left, y, LABEL_SIZE, &INK, HPos::Left);
    if plot.not_finite() > 0 {
        let note = format!("{} not finite, not drawn", count(plot.not_finite(), "point"));
        let gap = if plot.title.is_empty() { 0 } else { 18 };
        let x = area.left + text_width(&plot.title, LABEL_SIZE) as u32 + gap;
        canvas.text(&note, x, y, NOTE_SIZE, &WARNING, HPos::Left);
    }
    for (place, layer) in plot.layers.iter().enumerate().rev() {
        if let Shape::Map { values, .. } = &layer.shape {
            right = draw_scale(canvas, right, y, &shown(values), &layer.name);
        } else if !layer.name.is_empty() {
            canvas.text(&layer.name, right, y, NOTE_SIZE, &COLOURS[place % COLOURS.len()], HPos::Right);
            right = right.saturating_sub(text_width(&layer.name, NOTE_SIZE).ceil() as u32 + 24);
        }
    }
}

/// From the least value of a map to the largest.
fn shown(values: &Array2<f64>) -> Range<f64> {
    range(&values.iter().copied().collect::<Vec<_>>(), 0.0).unwrap_or(0.0..1.0)
}

/// Paints the pixels between left, top, right and bottom, which are those of the area or inside.
fn paint_map(canvas: &mut Canvas, area: Area, values: &Array2<f64>, [left, top, right, bottom]: [f64; 4]) {
    let ((rows, columns), shown) = (values.dim(), shown(values));
    let cell = |pixel: u32, from: f64, to: f64, cells: usize| {
        let place = (f64::from(pixel) + 0.5 - from) / (to - from) * cells as f64;
        (0.0..cells as f64).contains(&place).then_some(place as usize)
    };
    let mut pixels = Vec::new();
    for y in 0..area.height {
        let Some(row) = cell(y, bottom, top, rows) else { continue };
        for x in 0..area.width {
            let Some(column) = cell(x, left, right, columns) else { continue };
            let value = values[[row, column]];
            let colour = if value.is_finite() { shade(value, &shown) } else { WHITE };
            pixels.push((area.left + x, area.top + y, colour, 1.0));
        }
    }
    canvas.marks.push(Mark::Pixels(pixels));
}

/// What the colours of a map mean, as far to the right as there is room; returns where that begins.
fn draw_scale(canvas: &mut Canvas, right: u32, y: u32, shown: &Range<f64>, unit: &str) -> u32 {
    const WIDTH: u32 = 140;
    let number = number_format(shown, 1);
    let most = format!("{} {unit}", number(&shown.end));
    let bar = right - text_width(&most, NOTE_SIZE).ceil() as u32 - 10 - WIDTH;
    for x in 0..WIDTH {
        let value = shown.start + (shown.end - shown.start) * f64::from(x) / f64::from(WIDTH - 1);
        canvas.fill(Area { left: bar + x, top: y - 7, width: 1, height: 14 }, shade(value, shown));
    }
    canvas.text(&most, right, y, NOTE_SIZE, &FAINT_INK, HPos::Right);
    let least = number(&shown.start);
    canvas.text(&least, bar - 10, y, NOTE_SIZE, &FAINT_INK, HPos::Right);
    bar - 34 - text_width(&least, NOTE_SIZE).ceil() as u32
}

/// The colour of a value: from dark to light, for the colour-blind too.
fn shade(value: f64, shown: &Range<f64>) -> RGBColor {
    let place = (value - shown.start) / (shown.end - shown.start) * (MAP.len() - 1) as f64;
    let first = (place.max(0.0) as usize).min(MAP.len() - 2);
    mix(MAP[first], MAP[first + 1], (place - first as f64).clamp(0.0, 1.0))
}
