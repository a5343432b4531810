//! A response as a picture of a few kilobytes: the values, a mark for each spike, and the current below. Text and axes have
//! the colour of the page around it, in its light and its dark theme; no line is empty, as Markdown would end the picture there.

use std::fmt::Write;
use std::ops::Range;

use super::neurons::Response;

const WIDTH: f64 = 640.0;
const LEFT: f64 = 58.0;
const RIGHT: f64 = 620.0;
/// Of the marks, of the values, of the current, from above; then the axis of time.
const MARKS: Range<f64> = 4.0..12.0;
const VALUES: Range<f64> = 26.0..152.0;
const CURRENT: Range<f64> = 164.0..184.0;
const AXIS: f64 = 192.0;
const HEIGHT: f64 = 228.0;

/// Visible on light and on dark pages, and for the colour-blind.
const BLUE: &str = "#2a8ac8";
const ORANGE: &str = "#d55e00";

/// How far a line that is drawn may be from the one that was computed, in pixels.
const TOLERANCE: f64 = 0.2;

pub(crate) fn draw(response: &Response) -> String {
    let duration = response.values.len() as f64 * response.dt;
    let x = |time: f64| LEFT + (RIGHT - LEFT) * time / duration;
    let mut text = format!(
        "<svg viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-label=\"Response to a current\" \
         style=\"width:100%;max-width:{WIDTH}px\" font-size=\"13\" fill=\"currentColor\" stroke-linejoin=\"round\">\n"
    );
    draw_axes(&mut text, response, duration);
    let marks: String = response
        .spikes
        .iter()
        .map(|&step| x((step + 1) as f64 * response.dt))
        .fold(String::new(), |marks, at| marks + &format!("M{} {}V{}", short(at), MARKS.start, MARKS.end));
    if !marks.is_empty() {
        path(&mut text, &marks, ORANGE, 2.0);
    }
    let shown = shown(response);
    let points = values(response).into_iter().map(|(time, value)| (x(time), height(value, &shown, &VALUES)));
    path(&mut text, &line(&points.collect::<Vec<_>>()), BLUE, 1.5);
    let currents = range(response.current.iter().copied());
    let points = response.current.iter().enumerate().flat_map(|(step, &current)| {
        [step, step + 1].map(|end| (x(end as f64 * response.dt), height(current, &currents, &CURRENT)))
    });
    path(&mut text, &line(&points.collect::<Vec<_>>()), "currentColor", 1.5);
    text.push_str("</svg>\n");
    text
}

/// Time and value, with a stroke up to the peak at each spike of a neuron that computes none, and nothing above it.
fn values(response: &Response) -> Vec<(f64, f64)> {
    let mut points = Vec::new();
    for (step, &value) in response.values.iter().enumerate() {
        let time = (step + 1) as f64 * response.dt;
        if let Some(peak) = response.peak.filter(|_| response.spikes.contains(&step)) {
            points.push((time, peak));
        }
        points.push((time, response.peak.map_or(value, |peak| value.min(peak))));
    }
    points
}

fn shown(response: &Response) -> Range<f64> {
    range(values(response).into_iter().map(|(_, value)| value))
}

fn range(values: impl Iterator<Item = f64>) -> Range<f64> {
    let (low, high) =
        values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
    low..high
}

fn height(value: f64, shown: &Range<f64>, place: &Range<f64>) -> f64 {
    place.end - (place.end - place.start) * (value - shown.start) / (shown.end - shown.start)
}

fn draw_axes(text: &mut String, response: &Response, duration: f64) {
    let shown = shown(response);
    let mut lines = format!("M{LEFT} {}V{AXIS}H{RIGHT}", VALUES.start);
    let mut label = |x: f64, y: f64, anchor: &str, words: &str| {
        let (x, y) = (short(x), short(y));
        writeln!(text, "<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\">{words}</text>")
            .expect("a string takes all");
    };
    for value in ticks(&shown, 5) {
        let y = height(value, &shown, &VALUES);
        label(LEFT - 8.0, y + 4.0, "end", &number(value));
        write!(lines, "M{LEFT} {}h-4", short(y)).expect("a string takes all");
    }
    for time in ticks(&(0.0..duration), 6) {
        let x = LEFT + (RIGHT - LEFT) * time / duration;
        label(x, AXIS + 17.0, "middle", &number(time));
        write!(lines, "M{} {AXIS}v4", short(x)).expect("a string takes all");
    }
    let time = if response.time.is_empty() { "time".to_owned() } else { format!("time ({})", response.time.trim()) };
    label((LEFT + RIGHT) / 2.0, AXIS + 33.0, "middle", &time);
    label(LEFT - 8.0, MARKS.end, "end", response.quantity);
    let strongest = response.current.iter().copied().fold(0.0, |a: f64, b| if b.abs() >= a.abs() { b } else { a });
    label(LEFT - 8.0, CURRENT.end - 6.0, "end", "I");
    label(RIGHT, CURRENT.start + 6.0, "end", &format!("{}{}", number(strongest), response.unit));
    path(text, &lines, "currentColor", 1.0);
}

fn path(text: &mut String, line: &str, colour: &str, width: f64) {
    writeln!(text, "<path d=\"{line}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{width}\"/>")
        .expect("a string takes all");
}

/// Multiples of 1, 2 or 5 times a power of ten, at most so many.
fn ticks(range: &Range<f64>, most: usize) -> Vec<f64> {
    let least = (range.end - range.start) / most as f64;
    let power = 10_f64.powf(least.log10().floor());
    let step =
        [1.0, 2.0, 5.0, 10.0].map(|factor| factor * power).into_iter().find(|step| *step >= least).unwrap_or(least);
    let first = (range.start / step).ceil() as i64;
    (first..).map(|number| number as f64 * step).take_while(|value| *value <= range.end).collect()
}

/// With a true minus sign, and without the noise of the last digits.
fn number(value: f64) -> String {
    format!("{}", (value * 1e6).round() / 1e6).replace('-', "\u{2212}")
}

/// With one decimal at most.
fn short(pixels: f64) -> String {
    format!("{}", (pixels * 10.0).round() / 10.0)
}

/// The line through these points, relative to each other, without those that do not show.
fn line(points: &[(f64, f64)]) -> String {
    let tenths = |pixels: f64| (pixels * 10.0).round() as i64;
    let shown = |tenths: i64| format!("{}", tenths as f64 / 10.0);
    let (mut text, mut last) = (String::new(), None);
    for (x, y) in simplified(points).into_iter().map(|(x, y)| (tenths(x), tenths(y))) {
        match last.replace((x, y)) {
            None => text.push_str(&format!("M{} {}l", shown(x), shown(y))),
            Some((from_x, from_y)) => {
                let separator = if y < from_y { "" } else { " " };
                let before = if x >= from_x && !text.ends_with('l') { " " } else { "" };
                text.push_str(&format!("{before}{}{separator}{}", shown(x - from_x), shown(y - from_y)));
            }
        }
    }
    text
}

/// The points that the line needs: those from which it would else be too far away (D. Douglas and T. Peucker, Cartographica
/// 10, 1973).
fn simplified(points: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let mut is_needed = vec![false; points.len()];
    let mut pieces = Vec::new();
    if let Some(last) = points.len().checked_sub(1) {
        (is_needed[0], is_needed[last]) = (true, true);
        pieces.push((0, last));
    }
    while let Some((first, last)) = pieces.pop() {
        let farthest = (first + 1..last)
            .map(|place| (place, distance(points[place], points[first], points[last])))
            .max_by(|a, b| a.1.total_cmp(&b.1));
        if let Some((place, _)) = farthest.filter(|(_, distance)| *distance > TOLERANCE) {
            is_needed[place] = true;
            pieces.extend([(first, place), (place, last)]);
        }
    }
    points.iter().zip(is_needed).filter(|(_, is_needed)| *is_needed).map(|(point, _)| *point).collect()
}

/// From a point to the nearest one of a segment.
fn distance(point: (f64, f64), from: (f64, f64), to: (f64, f64)) -> f64 {
    let (across, down) = (to.0 - from.0, to.1 - from.1);
    let (right, below) = (point.0 - from.0, point.1 - from.1);
    let square = across * across + down * down;
    let along = if square > 0.0 { ((right * across + below * down) / square).clamp(0.0, 1.0) } else { 0.0 };
    (right - along * across).hypot(below - along * down)
}
