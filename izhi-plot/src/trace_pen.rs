//! Where the line through the samples of one neuron leaves how much ink.

use std::ops::Range;

use ndarray::ArrayView1;

use crate::canvas::Area;
use crate::density::Density;

/// Where the samples of a trace lie in a panel.
pub(crate) struct TracePen {
    pieces: Vec<Piece>,
    /// Pixels from one sample to the next.
    step: f64,
    top_value: f64,
    pixels_per_unit: f64,
    line_width: f64,
}

/// The part of a segment, which joins two neighbouring samples, that lies in one column of pixels.
struct Piece {
    column: usize,
    /// The segment's first sample.
    sample: usize,
    /// Where the piece begins and ends on the segment, from 0 to 1.
    from: f64,
    to: f64,
}

impl TracePen {
    /// For a recording of so many samples of so many neurons.
    pub(crate) fn new((samples, neurons): (usize, usize), area: Area, values: &Range<f64>) -> Self {
        let step = f64::from(area.width) / samples as f64;
        let line_width = match neurons {
            0..=6 => 2.4,
            7..=50 => 1.5,
            _ => 1.0,
        };
        Self {
            pieces: pieces(samples, step),
            step,
            top_value: values.end,
            pixels_per_unit: f64::from(area.height) / (values.end - values.start),
            line_width,
        }
    }

    /// Adds a trace to the density; says how many of its samples are not finite.
    pub(crate) fn draw<T: Copy + Into<f64>>(&self, trace: ArrayView1<'_, T>, density: &mut Density) -> usize {
        let heights: Vec<f64> =
            trace.iter().map(|&value| (self.top_value - value.into()) * self.pixels_per_unit).collect();
        for pieces in self.pieces.chunk_by(|a, b| a.column == b.column) {
            self.draw_in_column(pieces, &heights, density);
        }
        self.draw_lone_samples(&heights, density);
        heights.iter().filter(|height| !height.is_finite()).count()
    }

    /// Draws the pieces of one column: from their highest to their lowest point, with the ink of a line of this
    /// width and their length. What is more than the column takes goes to the columns beside it.
    fn draw_in_column(&self, pieces: &[Piece], heights: &[f64], density: &mut Density) {
        let (mut top, mut bottom, mut length) = (f64::INFINITY, f64::NEG_INFINITY, 0.0);
        for piece in pieces {
            let start = heights[piece.sample];
            let rise = heights[piece.sample + 1] - start;
            if rise.is_finite() {
                let (from, to) = (start + piece.from * rise, start + piece.to * rise);
                top = top.min(from.min(to));
                bottom = bottom.max(from.max(to));
                length += (piece.to - piece.from) * (self.step * self.step + rise * rise).sqrt();
            }
        }
        if length > 0.0 {
            let column = pieces[0].column;
            let (top, bottom) = (top - self.line_width / 2.0, bottom + self.line_width / 2.0);
            let ink = self.line_width * (length / (bottom - top)).min(1.0);
            density.add(column, top, bottom, ink.min(1.0));
            if ink > 1.0 {
                density.add(column.wrapping_sub(1), top, bottom, (ink - 1.0) / 2.0);
                density.add(column + 1, top, bottom, (ink - 1.0) / 2.0);
            }
        }
    }

    /// Draws samples without a finite neighbour, which are on no segment, as squares.
    fn draw_lone_samples(&self, heights: &[f64], density: &mut Density) {
        let finite = |index: usize| heights.get(index).is_some_and(|height| height.is_finite());
        for (index, height) in heights.iter().enumerate() {
            if finite(index) && !finite(index.wrapping_sub(1)) && !finite(index + 1) {
                let first = ((index as f64 * self.step) as usize).saturating_sub(4);
                for column in first..first + 9 {
                    density.add(column, height - 4.5, height + 4.5, 1.0);
                }
            }
        }
    }
}

/// Cuts the segments between so many samples at the borders of the pixel columns.
fn pieces(samples: usize, step: f64) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for sample in 0..samples - 1 {
        let (left, right) = (sample as f64 * step, (sample + 1) as f64 * step);
        for column in left as usize..right.ceil() as usize {
            let from = ((column as f64 - left) / step).max(0.0);
            let to = ((column as f64 + 1.0 - left) / step).min(1.0);
            if from < to {
                pieces.push(Piece { column, sample, from, to });
            }
        }
    }
    pieces
}
