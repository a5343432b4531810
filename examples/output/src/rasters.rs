//! Spikes as dots, and below them how many there were at a time.

use std::path::Path;

use plotters::style::colors::WHITE;
use plotters::style::text_anchor::HPos;

use super::activity::{Activity, Population};
use super::axes::{Axes, Vertical};
use super::bands::{band_heights, draw_band_label, widest};
use super::canvas::{Area, Canvas};
use super::look::*;
use super::recording::{count, grouped};
use super::{Outcome, draw_title};

/// Between two bands.
const SEPARATOR: u32 = 6;
/// Above the panels of a picture with several, for the title of each.
const PANEL_TITLE: u32 = 52;
const HISTOGRAM_HEIGHT: u32 = 150;
/// From the bands to the histogram.
const GAP: u32 = 24;
/// At most this part of the pixels is covered by dots; else only every so many neurons are shown.
const INK_SHARE: f64 = 0.08;
/// What a bin of the histogram can last, in ms.
const BINS: [f64; 10] = [0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0];

/// Draws the last `shown` milliseconds of each: a dot for each spike, the populations one below the other in
/// their order, and below them the mean rate of all neurons over time.
///
/// One fills the picture; several stand in two columns, each under its own title. Where the dots would run
/// together, only every so many neurons are shown, and the picture says so; the histogram counts all.
///
/// # Errors
///
/// No activity, or one that lasts no time; a file that cannot be written.
pub fn rasters(path: &Path, title: &str, activities: &[Activity<'_>], shown: f64) -> Outcome<()> {
    let activities: Vec<Activity<'_>> = activities.iter().map(|activity| activity.last(shown)).collect();
    if activities.iter().all(|activity| activity.duration() <= 0.0) {
        return Err("nothing to draw: no time has passed".into());
    }
    let panels = activities.iter().map(|activity| Panel::new(activity, activities.len() > 1));
    let panels: Vec<Panel<'_>> = panels.collect();
    let columns = panels.len().min(2) as u32;
    let width = panels.iter().map(Panel::width).max().unwrap_or(0);
    let height = panels.iter().map(Panel::height).max().unwrap_or(0);
    let rows = (panels.len() as u32).div_ceil(columns);
    let mut canvas = Canvas::new(columns * width, TITLE_HEIGHT + rows * height + MARGIN / 2);
    draw_title(&mut canvas, title)?;
    for (place, panel) in (0..).zip(&panels) {
        panel.draw(&mut canvas, LEFT + place % columns * width, TITLE_HEIGHT + place / columns * height)?;
    }
    canvas.save(path)
}

/// One raster with its histogram.
struct Panel<'a> {
    activity: &'a Activity<'a>,
    has_title: bool,
    width: u32,
    heights: Vec<u32>,
    /// Of so many neurons one is shown.
    stride: usize,
    labels: Vec<[String; 3]>,
}

impl<'a> Panel<'a> {
    fn new(activity: &'a Activity<'a>, is_one_of_several: bool) -> Self {
        let (width, height) = if is_one_of_several { (760, 420) } else { (1600, 900) };
        let neurons: Vec<usize> = activity.populations.iter().map(|population| population.neurons.len()).collect();
        let dots = f64::from(width) * f64::from(height) * INK_SHARE / 4.0;
        let stride = (activity.spikes.len() as f64 / dots).ceil().max(1.0) as usize;
        let labels = activity.populations.iter().zip(activity.rates());
        let labels = labels.map(|(population, rate)| label(population, rate, stride)).collect();
        let heights = band_heights(&neurons, height);
        Panel { activity, has_title: is_one_of_several, width, heights, stride, labels }
    }

    /// With the y axis on its left and the labels on its right.
    fn width(&self) -> u32 {
        LEFT + self.width + 24 + widest(self.labels.iter().flatten()) + MARGIN
    }

    fn height(&self) -> u32 {
        let bands = self.heights.iter().sum::<u32>() + SEPARATOR * (self.heights.len() as u32 - 1);
        let around = if self.has_title { PANEL_TITLE + GAP } else { 0 };
        around + bands + GAP + HISTOGRAM_HEIGHT + X_LABELS_HEIGHT
    }

    fn draw(&self, canvas: &mut Canvas, left: u32, mut top: u32) -> Outcome<()> {
        if self.has_title {
            canvas.text(&self.activity.title, left, top + PANEL_TITLE / 2, LABEL_SIZE, &INK, HPos::Left)?;
            top += PANEL_TITLE;
        }
        for (place, (population, &height)) in self.activity.populations.iter().zip(&self.heights).enumerate() {
            let area = Area { left, top, width: self.width, height };
            let more_below = place + 1 < self.heights.len();
            let y = Vertical::Neurons { count: population.neurons.len(), more_below };
            Axes { area, x: self.time(), x_label: None, y }.draw(canvas)?;
            self.draw_spikes(canvas, area, population, COLOURS[place % COLOURS.len()]);
            draw_band_label(canvas, area, &self.labels[place], COLOURS[place % COLOURS.len()])?;
            top += height + SEPARATOR;
        }
        self.draw_histogram(canvas, Area { left, top: top + GAP, width: self.width, height: HISTOGRAM_HEIGHT })
    }

    /// A dot of two pixels a side for each spike, more where there is room for more.
    fn draw_spikes(&self, canvas: &mut Canvas, area: Area, population: &Population, colour: plotters::style::RGBColor) {
        canvas.fill(area, WHITE);
        let iterations = &self.activity.iterations;
        let length = (iterations.end - iterations.start) as f64;
        let row_height = f64::from(area.height) / population.neurons.len() as f64;
        let height = (row_height as u32).clamp(2, 4);
        for spike in self.activity.spikes {
            let neuron = spike.neuron as usize;
            if !population.neurons.contains(&neuron) || !(neuron - population.neurons.start).is_multiple_of(self.stride)
            {
                continue;
            }
            let x = ((spike.iteration - iterations.start) as f64 / length * f64::from(area.width)) as u32;
            let y = ((neuron - population.neurons.start) as f64 * row_height) as u32;
            let (x, y) = (x.min(area.width - 2), y.min(area.height - height));
            canvas.fill(Area { left: area.left + x, top: area.top + y, width: 2, height }, colour);
        }
    }

    fn draw_histogram(&self, canvas: &mut Canvas, area: Area) -> Outcome<()> {
        let bin = self.bin();
        let rates = self.activity.histogram(bin);
        let most = rates.iter().copied().fold(1.0, f64::max);
        let y = Vertical::Values(0.0..1.05 * most, "rate (Hz)");
        Axes { area, x: self.time(), x_label: Some("time (ms)"), y }.draw(canvas)?;
        let column = |bin_number: usize| {
            ((bin_number as f64 * bin / self.activity.duration()).min(1.0) * f64::from(area.width)).round() as u32
        };
        for (number, rate) in rates.iter().enumerate() {
            let height = (rate / (1.05 * most) * f64::from(area.height)).round() as u32;
            let (left, right) = (column(number), column(number + 1));
            let top = area.top + area.height - height;
            canvas.fill(Area { left: area.left + left, top, width: right - left, height }, BAR);
        }
        Ok(())
    }

    /// The shortest bin with a pixel and a half for it, and as long as a time step.
    fn bin(&self) -> f64 {
        let least = (1.5 * self.activity.duration() / f64::from(self.width)).max(self.activity.dt);
        BINS.into_iter().find(|&bin| bin >= least * (1.0 - 1e-9)).unwrap_or(least)
    }

    fn time(&self) -> std::ops::Range<f64> {
        let iterations = &self.activity.iterations;
        iterations.start as f64 * self.activity.dt..iterations.end as f64 * self.activity.dt
    }
}

/// What stands beside a population: name, size, mean rate.
fn label(population: &Population, rate: f64, stride: usize) -> [String; 3] {
    let mut neurons = count(population.neurons.len(), "neuron");
    if stride > 1 {
        neurons = format!("{neurons}, 1 in {} shown", grouped(stride));
    }
    [population.name.to_owned(), neurons, format!("mean rate {rate:.1} Hz")]
}
