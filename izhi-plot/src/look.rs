//! Colours and sizes.

use plotters::style::RGBColor;

pub(crate) const INK: RGBColor = RGBColor(38, 38, 44);
pub(crate) const FAINT_INK: RGBColor = RGBColor(120, 120, 128);
pub(crate) const GRID: RGBColor = RGBColor(232, 232, 236);
pub(crate) const BAR: RGBColor = RGBColor(110, 118, 130);
pub(crate) const WARNING: RGBColor = RGBColor(190, 30, 45);
/// One for each group, again from the start after the last: the hues of Okabe and Ito, safe for the colour-blind, some of them darker
/// so that text on white can be read.
pub(crate) const COLOURS: [RGBColor; 6] = [
    RGBColor(0, 114, 178),
    RGBColor(213, 94, 0),
    RGBColor(0, 140, 105),
    RGBColor(170, 70, 140),
    RGBColor(150, 110, 0),
    RGBColor(70, 80, 95),
];
/// From the least value of a map to the largest: the stops of viridis.
pub(crate) const MAP: [RGBColor; 5] =
    [RGBColor(68, 1, 84), RGBColor(59, 82, 139), RGBColor(33, 145, 140), RGBColor(94, 201, 98), RGBColor(253, 231, 37)];

pub(crate) const TITLE_SIZE: f64 = 32.0;
pub(crate) const LABEL_SIZE: f64 = 23.0;
pub(crate) const NOTE_SIZE: f64 = 20.0;
pub(crate) const MARGIN: u32 = 36;
/// From the edge of the picture to the y axis: tick labels and the axis' own label.
pub(crate) const LEFT: u32 = 148;
pub(crate) const TITLE_HEIGHT: u32 = 84;
pub(crate) const X_LABELS_HEIGHT: u32 = 78;

/// `from` at 0, `to` at 1.
pub(crate) fn mix(from: RGBColor, to: RGBColor, t: f64) -> RGBColor {
    let channel = |from: u8, to: u8| (f64::from(from) + t * (f64::from(to) - f64::from(from))).round() as u8;
    RGBColor(channel(from.0, to.0), channel(from.1, to.1), channel(from.2, to.2))
}
