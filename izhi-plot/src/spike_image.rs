//! Spikes as an image: a rectangle of pixels for each neuron and iteration.

use ndarray::{Array1, ArrayView2};
use plotters::style::colors::{BLACK, WHITE};

use crate::axes::{Axes, Vertical};
use crate::bands::{SEPARATOR, band_heights, draw_band_label, whole_cells, widest};
use crate::canvas::{Area, Canvas};
use crate::error::Result;
use crate::look::*;
use crate::picture::Picture;
use crate::recording::{count, recorded_iterations, stretch};

/// Draws the spikes of every neuron, white on black: as Matplotlib's
/// `imshow(fired.transpose(), cmap='gray', aspect='auto')`, the groups one below the other. It takes what a `Recorder` keeps of an
/// event, \[iteration, neuron\], and the `times()` in ms at which its rows begin.
///
/// A cell, one neuron in one iteration, is a rectangle of whole pixels. Where there are more neurons or
/// iterations than pixels, a pixel is white if any of its cells fired.
///
/// # Errors
///
/// No groups, no iterations or no neurons; groups of different length; times that are not equally far apart; more groups than fit a
/// picture.
pub fn spike_image(title: &str, times: &Array1<f64>, groups: &[(&str, ArrayView2<'_, bool>)]) -> Result<Picture> {
    let iterations = recorded_iterations(groups)?;
    let time = stretch(groups[0].0, iterations, times)?;
    let duration = time.end - time.start;
    let labels: Vec<[String; 3]> = groups.iter().map(|(name, fired)| describe_spikes(name, fired, duration)).collect();

    let width = whole_cells(iterations, 2000);
    let neurons: Vec<usize> = groups.iter().map(|(_, fired)| fired.ncols()).collect();
    let heights = band_heights(&neurons, 1000);
    let bands_height = heights.iter().sum::<u32>() + SEPARATOR * (groups.len() as u32 - 1);
    let mut canvas = Canvas::new(
        LEFT + width + 24 + widest(labels.iter().flatten()) + MARGIN,
        TITLE_HEIGHT + bands_height + X_LABELS_HEIGHT + MARGIN / 2,
    )?;
    canvas.title(title);

    let mut top = TITLE_HEIGHT;
    for (index, ((_, fired), height)) in groups.iter().zip(heights).enumerate() {
        let area = Area { left: LEFT, top, width, height };
        let axes = Axes {
            area,
            x: time.clone(),
            x_label: (index + 1 == groups.len()).then_some("time (ms)"),
            y: Vertical::Neurons { count: fired.ncols(), more_below: index + 1 < groups.len() },
        };
        axes.draw(&mut canvas)?;
        canvas.fill(area, BLACK);
        paint_spikes(&mut canvas, area, *fired);
        let colour = COLOURS[index % COLOURS.len()];
        draw_band_label(&mut canvas, area, &labels[index], colour);
        top += height + SEPARATOR;
    }
    Ok(Picture::new(canvas))
}

/// What stands beside a raster's band: name, size, mean rate.
fn describe_spikes(name: &str, fired: &ArrayView2<'_, bool>, duration: f64) -> [String; 3] {
    let spikes = fired.iter().filter(|&&fired| fired).count();
    let rate = spikes as f64 / fired.ncols() as f64 / (duration / 1000.0);
    [name.to_owned(), count(fired.ncols(), "neuron"), format!("mean rate {rate:.1} Hz")]
}

/// Paints the cells that fired white. A cell is at least one pixel; it may share it with others.
fn paint_spikes(canvas: &mut Canvas, area: Area, fired: ArrayView2<'_, bool>) {
    let (iterations, neurons) = fired.dim();
    let pixels = |cell: usize, cells: usize, pixels: u32| {
        let start = (cell as u64 * u64::from(pixels) / cells as u64) as u32;
        let end = ((cell as u64 + 1) * u64::from(pixels) / cells as u64) as u32;
        (start, (end - start).max(1))
    };
    for ((iteration, neuron), _) in fired.indexed_iter().filter(|(_, fired)| **fired) {
        let (x, width) = pixels(iteration, iterations, area.width);
        let (y, height) = pixels(neuron, neurons, area.height);
        let cell = Area { left: area.left + x, top: area.top + y, width, height };
        canvas.fill(cell, WHITE);
    }
}
