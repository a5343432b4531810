//! What is drawn where.

use izhi_analysis::SpikeTrains;
use ndarray::{Array1, Array2, array};
use plotters::style::RGBColor;
use plotters::style::colors::{BLACK, WHITE};

use super::{Seen, elements};
use crate::look::*;
use crate::{Plot, figure, interval_histogram, population_rate, raster, spike_image, traces, weight_histogram};

/// Each spike is two pixels wide and up to sixteen high, at its time and in the middle of its row, and nothing else has its
/// colour.
#[test]
fn a_raster_has_a_dot_for_each_spike() {
    let times = [vec![0.0, 100.0, 999.0], vec![250.0], vec![]];
    let first = SpikeTrains::from_times(&times, 0.0..1000.0).unwrap();
    let second = SpikeTrains::from_times([[500.0]], 0.0..1000.0).unwrap();
    let seen = Seen::new(&raster("Spikes", &[("first", &first), ("second", &second)]).unwrap());
    // Three neurons and one share 900 pixels, and 1600 are 1000 ms.
    let band = TITLE_HEIGHT..TITLE_HEIGHT + 675;
    assert_eq!(seen.count(COLOURS[0], LEFT..LEFT + 1600, band.clone()), 4 * 2 * 16);
    for (time, neuron) in [(0, 0), (100, 0), (250, 1)] {
        let (x, y) = (LEFT + time * 8 / 5, band.start + neuron * 225 + 104);
        assert_eq!(seen.count(COLOURS[0], x..x + 2, y..y + 16), 32, "{time} ms");
    }
    let below = band.end + 6;
    assert_eq!(seen.count(COLOURS[1], LEFT..LEFT + 1600, below..below + 225), 32);
    assert_eq!(seen.at(LEFT + 800, below + 112), COLOURS[1]);
    // Bars of 1 ms, the highest with 250 Hz in the histogram of 150 pixels; there are five of them.
    let floor = below + 225 + 24 + 149;
    assert_eq!(seen.at(LEFT + 160, floor), BAR);
    assert_eq!(seen.at(LEFT + 170, floor), WHITE);
    assert_eq!(seen.height, below + 225 + 24 + 150 + X_LABELS_HEIGHT + MARGIN / 2);
}

/// The part of a bin at the end has its own length.
#[test]
fn a_histogram_ends_with_the_recording() {
    let trains = SpikeTrains::from_times([[10.0, 1000.5]], 0.0..1001.0).unwrap();
    let seen = Seen::new(&raster("Spikes", &[("one", &trains)]).unwrap());
    let floor = seen.height - MARGIN / 2 - X_LABELS_HEIGHT - 1;
    assert_eq!(seen.at(LEFT + 1599, floor), BAR);
    let bars = seen.count(BAR, LEFT..LEFT + 1600, floor..floor + 1);
    assert!((3..=4).contains(&bars), "{bars} pixels of two bars");
}

#[test]
fn many_spikes_are_shown_in_part_and_that_is_said() {
    let train: Vec<f64> = (0..1000).map(f64::from).collect();
    let trains = SpikeTrains::from_times(vec![train; 100], 0.0..1000.0).unwrap();
    let svg = raster("Spikes", &[("all", &trains)]).unwrap().to_svg();
    assert!(svg.contains(">100 neurons, 1 in 4 shown</text>") && svg.contains(">mean rate 1000.0 Hz</text>"));
}

#[test]
fn an_image_has_a_rectangle_for_each_cell() {
    let fired = Array2::from_shape_fn((50, 4), |(iteration, neuron)| iteration % 4 == neuron);
    let seen = Seen::new(&spike_image("Spikes", &Array1::range(0.0, 50.0, 1.0), &[("cells", fired.view())]).unwrap());
    for ((iteration, neuron), &fired) in fired.indexed_iter() {
        let (x, y) = (LEFT + 40 * iteration as u32, TITLE_HEIGHT + 250 * neuron as u32);
        let colour = if fired { WHITE } else { BLACK };
        assert_eq!(seen.count(colour, x..x + 40, y..y + 250), 40 * 250, "{iteration} {neuron}");
    }
}

/// From 0 to 1 in the middle of the time.
#[test]
fn a_trace_is_where_its_values_are() {
    let v = Array2::from_shape_fn((100, 1), |(iteration, _)| if iteration < 50 { 0.0_f32 } else { 1.0 });
    let seen =
        Seen::new(&traces("Potential", "v (mV)", &Array1::range(20.0, 120.0, 1.0), &[("cells", v.view())]).unwrap());
    let (top, height) = (TITLE_HEIGHT + 46, 880 - 46 - 16);
    let width = 1920 - LEFT - MARGIN;
    // 4 % of air above 1 and below 0.
    let row = |value: f64| top + ((1.04 - value) / 1.08 * f64::from(height)) as u32;
    for (part, value) in [(0.25, 0.0), (0.75, 1.0)] {
        let x = LEFT + (part * f64::from(width)) as u32;
        assert_eq!(seen.at(x, row(value)), COLOURS[0], "{part}");
        assert_ne!(seen.at(x, row(1.0 - value)), COLOURS[0], "{part}");
    }
}

#[test]
fn dots_lines_and_maps_are_where_their_values_are() {
    let plot = Plot::new("A panel", "x (mV)", "y").dots("dots", [(0.0, 0.0), (10.0, 4.0), (f64::NAN, 1.0)]);
    let picture = plot.x(0.0..20.0).y(0.0..8.0).picture().unwrap();
    let seen = Seen::new(&picture);
    let (top, width, height) = (TITLE_HEIGHT + 52, 1700, 800);
    assert_eq!(seen.at(LEFT + width / 2, top + height / 2), COLOURS[0]);
    assert_eq!(seen.at(LEFT + width / 2, top + height / 2 + 20), WHITE);
    let svg = picture.to_svg();
    assert_eq!(elements(&svg)["circle"], 2);
    assert!(svg.contains(">1 point not finite, not drawn</text>") && svg.contains(">x (mV)</text>"));

    let map = Plot::new("Map", "x", "y").map("mV", array![[0.0, 1.0], [2.0, f64::NAN]], 0.0..2.0, 0.0..2.0);
    let picture = map.picture().unwrap();
    let seen = Seen::new(&picture);
    let at =
        |column: u32, row: u32| seen.at(LEFT + (2 * column + 1) * width / 4, top + height - (2 * row + 1) * height / 4);
    assert_eq!([at(0, 0), at(1, 0), at(0, 1), at(1, 1)], [MAP[0], MAP[2], MAP[4], WHITE]);
    assert_eq!(elements(&picture.to_svg())["image"], 1);
}

/// The corners of a histogram's outline, of a list of edges and heights.
fn outline(plot: Plot) -> Vec<(f64, f64)> {
    match &plot.layers[0].shape {
        crate::plot::Shape::Line(points) => points.clone(),
        other => panic!("{other:?} is no outline"),
    }
}

#[test]
fn histograms_count() {
    let trains = SpikeTrains::from_times([vec![0.0, 1.0, 4.0], vec![1.0, 2.5]], 0.0..6.0).unwrap();
    let rate = outline(population_rate(&[("cells", &trains)], 3.0).unwrap());
    assert_eq!(
        rate,
        [(0.0, 0.0), (0.0, 4000.0 / 6.0), (3.0, 4000.0 / 6.0), (3.0, 1000.0 / 6.0), (6.0, 1000.0 / 6.0), (6.0, 0.0)]
    );
    let intervals = outline(interval_histogram(&[("cells", &trains)], 2.0).unwrap());
    assert_eq!(intervals, [(0.0, 0.0), (0.0, 2.0), (2.0, 2.0), (2.0, 1.0), (4.0, 1.0), (4.0, 0.0)]);
    let weights = outline(weight_histogram("pA", &[("", &[0.0_f32, 0.1, 1.0])], 2).unwrap());
    assert_eq!(weights, [(0.0, 0.0), (0.0, 2.0), (0.5, 2.0), (0.5, 1.0), (1.0, 1.0), (1.0, 0.0)]);
    let same = outline(weight_histogram("pA", &[("", &[4.0_f32; 3])], 1).unwrap());
    assert_eq!(same, [(2.0, 0.0), (2.0, 3.0), (6.0, 3.0), (6.0, 0.0)]);
}

/// SVG has the marks of PNG: the rectangles of spikes, and text that needs to be escaped.
#[test]
fn svg_has_what_png_has() {
    let trains = SpikeTrains::from_times([[100.0, 200.0]], 0.0..1000.0).unwrap();
    let svg = raster("<Spikes> & more", &[("cells", &trains)]).unwrap().to_svg();
    assert!(svg.contains(">&lt;Spikes&gt; &amp; more</text>"));
    let RGBColor(red, green, blue) = COLOURS[0];
    let path = format!("<path fill=\"#{red:02x}{green:02x}{blue:02x}\" d=\"");
    let spikes = svg.split(&path).nth(1).unwrap().split('"').next().unwrap();
    let left = |time: u32| LEFT + time * 8 / 5;
    // In the middle of 900 pixels.
    let top = TITLE_HEIGHT + 450 - 8;
    assert_eq!(spikes, format!("M{} {top}h2v16h-2zM{} {top}h2v16h-2z", left(100), left(200)));
    assert!(elements(&svg)["text"] > 10);
}

#[test]
fn panels_stand_in_rows() {
    let panel = |title: &str| Plot::new(title, "x", "y").line("", [(0.0, 0.0), (1.0, 1.0)]);
    let plots = ["a", "b", "c"].map(panel);
    let picture = figure("Three", 2, &plots).unwrap();
    let (across, down) = (LEFT + 800 + MARGIN / 2, 52 + 380 + X_LABELS_HEIGHT);
    assert_eq!((picture.width(), picture.height()), (2 * across + MARGIN, TITLE_HEIGHT + 2 * down + MARGIN / 2));
    let seen = Seen::new(&picture);
    let middle = |column: u32, row: u32| (LEFT + 400 + column * across, TITLE_HEIGHT + 52 + 190 + row * down);
    let is_blue = |(x, y): (u32, u32)| seen.count(COLOURS[0], x - 2..x + 2, y - 2..y + 2) > 0;
    assert!(is_blue(middle(0, 0)) && is_blue(middle(1, 0)) && is_blue(middle(0, 1)) && !is_blue(middle(1, 1)));
}
