//! Spikes as dots, and below them how many there were at a time.

use std::ops::Range;

use izhi_analysis::{SpikeTrains, mean_rate, population_counts};
use plotters::style::RGBColor;
use plotters::style::colors::WHITE;
use plotters::style::text_anchor::HPos;

use crate::axes::{Axes, Vertical};
use crate::bands::{SEPARATOR, band_heights, draw_band_label, widest};
use crate::canvas::{Area, Canvas};
use crate::error::{Error, Result};
use crate::look::*;
use crate::picture::Picture;
use crate::recording::{count, grouped};

/// Above the panels of a picture with several, for the title of each.
const PANEL_TITLE: u32 = 52;
const HISTOGRAM_HEIGHT: u32 = 150;
/// From the bands to the histogram.
const GAP: u32 = 24;
/// At most this part of the pixels is covered by dots; else only every so many neurons are shown.
const INK_SHARE: f64 = 0.08;
/// What a bin of the histogram can last, in ms.
const BINS: [f64; 10] = [0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0];

/// One raster of a picture with several: groups of neurons over the same time, under a title.
#[derive(Clone, Debug)]
pub struct Raster<'a> {
    title: &'a str,
    groups: Vec<(&'a str, &'a SpikeTrains)>,
}

impl<'a> Raster<'a> {
    /// The groups, in the order in which they are drawn one below the other.
    pub fn new(title: &'a str, groups: &[(&'a str, &'a SpikeTrains)]) -> Self {
        Raster { title, groups: groups.to_vec() }
    }
}

/// Draws a dot for each spike, the groups in their colours one below the other, and below them the mean rate of all neurons
/// over time.
///
/// Where the dots would run together, only every so many neurons are shown, and the picture says so; the histogram counts all.
///
/// # Errors
///
/// No groups, groups over different times, and more groups than fit a picture.
pub fn raster(title: &str, groups: &[(&str, &SpikeTrains)]) -> Result<Picture> {
    rasters(title, &[Raster::new("", groups)])
}

/// Draws several [`raster`]s in two columns, each under its own title; one fills the picture.
///
/// # Errors
///
/// As [`raster`], and no rasters.
pub fn rasters(title: &str, rasters: &[Raster<'_>]) -> Result<Picture> {
    if rasters.is_empty() {
        return Err(Error::Nothing("no rasters".to_owned()));
    }
    let panels: Result<Vec<Panel<'_>>> = rasters.iter().map(|raster| Panel::new(raster, rasters.len() > 1)).collect();
    let panels = panels?;
    let columns = panels.len().min(2) as u32;
    let width = panels.iter().map(Panel::width).max().unwrap_or(0);
    let height = panels.iter().map(Panel::height).max().unwrap_or(0);
    let rows = (panels.len() as u32).div_ceil(columns);
    let mut canvas = Canvas::new(columns * width, TITLE_HEIGHT + rows * height + MARGIN / 2)?;
    canvas.title(title);
    for (place, panel) in (0..).zip(&panels) {
        panel.draw(&mut canvas, LEFT + place % columns * width, TITLE_HEIGHT + place / columns * height)?;
    }
    Ok(Picture::new(canvas))
}

/// One raster with its histogram.
struct Panel<'a> {
    raster: &'a Raster<'a>,
    has_title: bool,
    time: Range<f64>,
    width: u32,
    heights: Vec<u32>,
    /// Of so many neurons one is shown.
    stride: usize,
    labels: Vec<[String; 3]>,
}

impl<'a> Panel<'a> {
    fn new(raster: &'a Raster<'a>, is_one_of_several: bool) -> Result<Self> {
        let Some((first, trains)) = raster.groups.first() else {
            return Err(Error::Nothing("no groups".to_owned()));
        };
        let window = |trains: &SpikeTrains| (trains.start(), trains.stop());
        let expected = window(trains);
        if let Some((other, trains)) = raster.groups.iter().find(|(_, trains)| window(trains) != expected) {
            let (first, other) = ((*first).to_owned(), (*other).to_owned());
            return Err(Error::Windows { first, expected, other, found: window(trains) });
        }
        let (width, height) = if is_one_of_several { (760, 420) } else { (1600, 900) };
        let neurons: Vec<usize> = raster.groups.iter().map(|(_, trains)| trains.neurons()).collect();
        let spikes: usize = raster.groups.iter().map(|(_, trains)| trains.spikes()).sum();
        let dots = f64::from(width) * f64::from(height) * INK_SHARE / 4.0;
        let stride = (spikes as f64 / dots).ceil().max(1.0) as usize;
        let labels = raster.groups.iter().map(|(name, trains)| label(name, trains, stride)).collect();
        let heights = band_heights(&neurons, height);
        Ok(Panel { raster, has_title: is_one_of_several, time: expected.0..expected.1, width, heights, stride, labels })
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

    fn draw(&self, canvas: &mut Canvas, left: u32, mut top: u32) -> Result<()> {
        if self.has_title {
            canvas.text(self.raster.title, left, top + PANEL_TITLE / 2, LABEL_SIZE, &INK, HPos::Left);
            top += PANEL_TITLE;
        }
        for (place, ((_, trains), &height)) in self.raster.groups.iter().zip(&self.heights).enumerate() {
            let area = Area { left, top, width: self.width, height };
            let more_below = place + 1 < self.heights.len();
            let y = Vertical::Neurons { count: trains.neurons(), more_below };
            Axes { area, x: self.time.clone(), x_label: None, y }.draw(canvas)?;
            self.draw_spikes(canvas, area, trains, COLOURS[place % COLOURS.len()]);
            draw_band_label(canvas, area, &self.labels[place], COLOURS[place % COLOURS.len()]);
            top += height + SEPARATOR;
        }
        self.draw_histogram(canvas, Area { left, top: top + GAP, width: self.width, height: HISTOGRAM_HEIGHT })
    }

    /// A mark in the middle of its neuron's row for each spike: a dot of two pixels a side, a stroke where rows are high.
    fn draw_spikes(&self, canvas: &mut Canvas, area: Area, trains: &SpikeTrains, colour: RGBColor) {
        canvas.fill(area, WHITE);
        let row_height = f64::from(area.height) / trains.neurons() as f64;
        let height = ((0.6 * row_height) as u32).clamp(2, 16);
        for (neuron, train) in trains.iter().enumerate().step_by(self.stride) {
            let middle = (neuron as f64 + 0.5) * row_height;
            let y = ((middle - f64::from(height) / 2.0).max(0.0) as u32).min(area.height - height);
            for time in train {
                let x = (self.place(*time) * f64::from(area.width) + 1e-9) as u32;
                let x = x.min(area.width - 2);
                canvas.fill(Area { left: area.left + x, top: area.top + y, width: 2, height }, colour);
            }
        }
    }

    fn draw_histogram(&self, canvas: &mut Canvas, area: Area) -> Result<()> {
        let bars = self.bars()?;
        let most = bars.iter().map(|(_, rate)| *rate).fold(1.0, f64::max);
        let y = Vertical::Values(0.0..1.05 * most, "rate (Hz)");
        Axes { area, x: self.time.clone(), x_label: Some("time (ms)"), y }.draw(canvas)?;
        let column = |time: f64| (self.place(time).min(1.0) * f64::from(area.width)).round() as u32;
        for (time, rate) in bars {
            let height = (rate / (1.05 * most) * f64::from(area.height)).round() as u32;
            let (left, right) = (column(time.start), column(time.end));
            let top = area.top + area.height - height;
            canvas.fill(Area { left: area.left + left, top, width: right - left, height }, BAR);
        }
        Ok(())
    }

    /// The mean rate of all neurons in Hz in each bin, of which the last may be shorter than the others.
    fn bars(&self) -> Result<Vec<(Range<f64>, f64)>> {
        let bin = self.bin();
        let neurons: usize = self.raster.groups.iter().map(|(_, trains)| trains.neurons()).sum();
        let mut whole = Vec::new();
        let mut rest = (self.time.clone(), 0);
        for (_, trains) in &self.raster.groups {
            let filled = trains.whole_bins(bin)?;
            let counts = population_counts(&filled, bin)?;
            whole.resize(counts.len(), 0);
            whole.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
            rest.0.start = filled.stop();
            rest.1 += (trains.spikes() - filled.spikes()) as u64;
        }
        let start = |number: usize| self.time.start + number as f64 * bin;
        let mut bars: Vec<(Range<f64>, u64)> =
            whole.into_iter().enumerate().map(|(number, count)| (start(number)..start(number + 1), count)).collect();
        if rest.0.end - rest.0.start > 1e-9 * bin {
            bars.push(rest);
        }
        let rate = |time: &Range<f64>, count| 1e3 * count as f64 / ((time.end - time.start) * neurons as f64);
        Ok(bars.into_iter().map(|(time, count)| (time.clone(), rate(&time, count))).collect())
    }

    /// The shortest bin with a pixel and a half for it, and as long as a time step.
    fn bin(&self) -> f64 {
        let duration = self.time.end - self.time.start;
        let step = self.raster.groups.iter().filter_map(|(_, trains)| trains.step()).fold(0.0, f64::max);
        let least = (1.5 * duration / f64::from(self.width)).max(step).min(duration);
        BINS.into_iter().find(|&bin| bin >= least * (1.0 - 1e-9) && bin <= duration).unwrap_or(least)
    }

    /// Where a time is, from 0 to 1.
    fn place(&self, time: f64) -> f64 {
        (time - self.time.start) / (self.time.end - self.time.start)
    }
}

/// What stands beside a group: name, size, mean rate.
fn label(name: &str, trains: &SpikeTrains, stride: usize) -> [String; 3] {
    let mut neurons = count(trains.neurons(), "neuron");
    if stride > 1 {
        neurons = format!("{neurons}, 1 in {} shown", grouped(stride));
    }
    [name.to_owned(), neurons, format!("mean rate {:.1} Hz", mean_rate(trains))]
}
