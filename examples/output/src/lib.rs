//! What the examples share: the [`arguments`] of the command line, [`simulate`] with a bar, the rates and
//! pictures of an [`Activity`], and what they end with: pictures for people, [`traces`] over time, the
//! [`raster`] of spikes, [`rasters`] with histograms and a [`figure()`] of panels with lines, dots and maps,
//! and arrays for NumPy, [`write_npz`]. The pictures are PNG files, made without a system library: the font lies beside
//! this file, and its licence beside the font.
//!
//! A crate of its own, so that an example is built in a second or two after an edit of its model.
//!
//! A recording is `[iteration, neuron]`, as the recorders hand it out; a picture shows one or more groups of
//! the same length. Nothing is left out silently: every neuron is drawn, and where there are more samples
//! than pixels, a pixel shows all the samples that fall on it. Empty recordings are errors.
//!
//! plotters lays out the charts and their axes, on a `Canvas` of ours that sets the text (plotters' own
//! text without system libraries ignores the bearings of the letters). What is inside an axis, up to millions
//! of samples, is rasterised here: see `density` and `bands`.

mod activity;
mod arguments;
mod arrays;
mod axes;
mod bands;
mod canvas;
mod density;
mod figure;
mod look;
mod panel;
mod pen;
mod plot;
mod progress;
mod rasters;
mod recording;
mod stroke;
mod text;
mod trace_pen;

pub use activity::{Activity, Population};
pub use arguments::{Arguments, arguments, check_output, exit, positive};
pub use arrays::{Recorded, write_npz};
pub use figure::figure;
pub use plot::Plot;
pub use progress::simulate;
pub use rasters::rasters;

use std::error::Error;
use std::path::Path;

use ndarray::ArrayView2;
use plotters::style::colors::BLACK;
use plotters::style::text_anchor::HPos;

use axes::{Axes, Vertical};
use bands::{band_heights, draw_band_label, paint_spikes, whole_cells, widest};
use canvas::{Area, Canvas};
use look::*;
use panel::Panel;
use recording::{describe_spikes, duration_ms, range_of_values, recorded_iterations};

/// An error of any kind ends an example.
pub type Outcome<T> = Result<T, Box<dyn Error>>;

/// Draws every neuron's trace over time, one panel below the other for the groups, all on the same axes.
///
/// Up to six traces of a group are lines of different colours. More share the group's colour, and the darker
/// a pixel the more traces cross it, on a logarithmic scale that the panel shows.
///
/// A sample that is not finite interrupts its trace, and the panel says how many there were.
///
/// `y_label` names the quantity and its unit: `"v (mV)"`.
///
/// # Errors
///
/// No groups, no iterations, no neurons or no finite sample; groups of different length; a time per iteration
/// that is not positive; a file that cannot be written.
pub fn traces(
    path: &Path,
    title: &str,
    y_label: &str,
    time_ms_per_iteration: f64,
    groups: &[(&str, ArrayView2<'_, f32>)],
) -> Outcome<()> {
    let end_ms = duration_ms(recorded_iterations(groups)?, time_ms_per_iteration)?;
    let values = range_of_values(groups)?;

    let panel_height = (880 / groups.len() as u32).max(240);
    let mut canvas =
        Canvas::new(1920, TITLE_HEIGHT + panel_height * groups.len() as u32 + X_LABELS_HEIGHT + MARGIN / 2);
    draw_title(&mut canvas, title)?;
    for (index, (name, recording)) in groups.iter().enumerate() {
        let area = Area {
            left: LEFT,
            top: TITLE_HEIGHT + panel_height * index as u32 + 46,
            width: canvas.width - LEFT - MARGIN,
            height: panel_height - 46 - 16,
        };
        let axes = Axes {
            area,
            x: 0.0..end_ms,
            x_label: (index + 1 == groups.len()).then_some("time (ms)"),
            y: Vertical::Values(values.clone(), y_label),
        };
        axes.draw(&mut canvas)?;
        let mut panel = Panel::new(&mut canvas, area, COLOURS[index % COLOURS.len()]);
        let skipped = panel.draw_traces(*recording, &values);
        panel.draw_header(name, recording.ncols(), skipped)?;
    }
    canvas.save(path)
}

/// Draws the spikes of every neuron, white on black: as Matplotlib's
/// `imshow(fired.transpose(), cmap='gray', aspect='auto')`, the groups one below the other.
///
/// A cell, one neuron in one iteration, is a rectangle of whole pixels. Where there are more neurons or
/// iterations than pixels, a pixel is white if any of its cells fired.
///
/// # Errors
///
/// No groups, no iterations or no neurons; groups of different length; a time per iteration that is not
/// positive; a file that cannot be written.
pub fn raster(
    path: &Path,
    title: &str,
    time_ms_per_iteration: f64,
    groups: &[(&str, ArrayView2<'_, bool>)],
) -> Outcome<()> {
    const SEPARATOR: u32 = 6;
    let iterations = recorded_iterations(groups)?;
    let end_ms = duration_ms(iterations, time_ms_per_iteration)?;
    let labels: Vec<[String; 3]> = groups.iter().map(|(name, fired)| describe_spikes(name, fired, end_ms)).collect();

    let width = whole_cells(iterations, 2000);
    let neurons: Vec<usize> = groups.iter().map(|(_, fired)| fired.ncols()).collect();
    let heights = band_heights(&neurons, 1000);
    let bands_height = heights.iter().sum::<u32>() + SEPARATOR * (groups.len() as u32 - 1);
    let labels_width = widest(labels.iter().flatten());
    let mut canvas = Canvas::new(
        LEFT + width + 24 + labels_width + MARGIN,
        TITLE_HEIGHT + bands_height + X_LABELS_HEIGHT + MARGIN / 2,
    );
    draw_title(&mut canvas, title)?;

    let mut top = TITLE_HEIGHT;
    for (index, ((_, fired), height)) in groups.iter().zip(heights).enumerate() {
        let area = Area { left: LEFT, top, width, height };
        let axes = Axes {
            area,
            x: 0.0..end_ms,
            x_label: (index + 1 == groups.len()).then_some("time (ms)"),
            y: Vertical::Neurons { count: fired.ncols(), more_below: index + 1 < groups.len() },
        };
        axes.draw(&mut canvas)?;
        canvas.fill(area, BLACK);
        paint_spikes(&mut canvas, area, *fired);
        let colour = COLOURS[index % COLOURS.len()];
        draw_band_label(&mut canvas, area, &labels[index], colour)?;
        top += height + SEPARATOR;
    }
    canvas.save(path)
}

fn draw_title(canvas: &mut Canvas, title: &str) -> Outcome<()> {
    canvas.text(title, LEFT, TITLE_HEIGHT / 2 - 4, TITLE_SIZE, &INK, HPos::Left)
}
