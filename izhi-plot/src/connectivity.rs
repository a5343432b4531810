//! The groups of a network and the synapses between them, as a graph.

use std::collections::BTreeMap;
use std::f64::consts::{FRAC_PI_2, PI, TAU};

use izhi_runtime::Network;
use izhi_runtime::weights::Connection;
use plotters::style::colors::WHITE;
use plotters::style::text_anchor::HPos;

use crate::canvas::{Area, Canvas, Stroke};
use crate::error::{Error, Result};
use crate::look::*;
use crate::picture::Picture;
use crate::recording::{count, grouped};
use crate::text::text_width;

/// From the middle of a box to its upper edge, in pixels.
const HALF_HEIGHT: f64 = 40.0;
/// From one label to the next, in height.
const LABEL_HEIGHT: f64 = 28.0;
const ARROW_WIDTH: f64 = 2.6;

type Point = (f64, f64);

/// Draws the groups of a network as boxes with their sizes, on a circle in the order in which they are declared, and each
/// synapse group as an arrow with its tag and the number of its synapses. Tags have colours, again from the first after the
/// sixth.
///
/// # Errors
///
/// A network without groups, with more than fit a picture, or with synapses of another network in place of its own.
pub fn connectivity(title: &str, net: &impl Network) -> Result<Picture> {
    let groups = net.groups();
    if groups.is_empty() {
        return Err(Error::Nothing(format!("`{}` has no groups", net.name())));
    }
    let names: Vec<(&str, usize)> =
        groups.iter().map(|group| (group.population().name(), group.population().size())).collect();
    let synapses = net.synapse_groups();
    let connections: Vec<&Connection> = synapses.iter().map(|synapses| synapses.connection()).collect();
    let graph = Graph::new(&names, &connections)?;
    let mut canvas = graph.canvas(title)?;
    graph.draw_arrows(&mut canvas);
    graph.draw_boxes(&mut canvas);
    graph.draw_labels(&mut canvas);
    Ok(Picture::new(canvas))
}

/// Where everything is.
struct Graph<'a> {
    groups: &'a [(&'a str, usize)],
    centres: Vec<Point>,
    /// From the middle of a box to its edges.
    half: Point,
    /// Of the longest label, with a little room.
    label_width: f64,
    arrows: Vec<Arrow>,
    size: (u32, u32),
}

/// A synapse group.
struct Arrow {
    label: String,
    /// The number of its tag among all.
    tag: usize,
    line: Vec<Point>,
    /// The middle of the label.
    label_at: Point,
}

impl<'a> Graph<'a> {
    fn new(groups: &'a [(&'a str, usize)], connections: &[&Connection]) -> Result<Self> {
        let labels: Vec<String> = connections.iter().map(|connection| label(connection)).collect();
        let texts = groups.iter().flat_map(|(name, neurons)| [(*name).to_owned(), count(*neurons, "neuron")]);
        let widest = texts.map(|text| text_width(&text, LABEL_SIZE)).fold(60.0, f64::max);
        let half = (widest / 2.0 + 20.0, HALF_HEIGHT);
        let label_width = labels.iter().map(|label| text_width(label, NOTE_SIZE)).fold(0.0, f64::max) + 10.0;
        let parallel = |own: &&Connection| {
            connections.iter().filter(|other| (other.source(), other.target()) == (own.source(), own.target())).count()
        };
        let most_parallel = connections.iter().map(parallel).max().unwrap_or(1);
        let beyond = loop_radius(most_parallel);
        // Between two boxes, for the labels of all arrows there and back.
        let room = 80.0 + 2.0 * most_parallel as f64 * (label_width + 30.0);
        let around = half.0 + beyond + label_width + 20.0;
        let radius = match groups.len() {
            1 => 0.0,
            number => (half.0 + room / 2.0) / (PI / number as f64).sin(),
        };
        // The first group is on the left of two, and above of more.
        let first = if groups.len() == 2 { TAU / 2.0 } else { -FRAC_PI_2 };
        let on_circle = |place: usize| {
            let angle = first + TAU * place as f64 / groups.len() as f64;
            (radius * angle.cos(), radius * angle.sin())
        };
        let ends = |axis: fn(Point) -> f64| {
            let places = (0..groups.len()).map(|place| axis(on_circle(place)));
            places.fold((0.0_f64, 0.0_f64), |(least, most), place| (least.min(place), most.max(place)))
        };
        let ((left, right), (top, bottom)) = (ends(|point| point.0), ends(|point| point.1));
        let above = HALF_HEIGHT + beyond + 30.0;
        let middle = (around - left, f64::from(TITLE_HEIGHT) + above - top);
        let size = ((right - left + 2.0 * around) as u32, (middle.1 + bottom + above) as u32);
        let centres = (0..groups.len()).map(on_circle).map(|(x, y)| (middle.0 + x, middle.1 + y)).collect();
        let mut graph = Graph { groups, centres, half, label_width, arrows: Vec::new(), size };
        graph.arrows = graph.arrows(connections, labels, middle)?;
        Ok(graph)
    }

    fn arrows(&self, connections: &[&Connection], labels: Vec<String>, middle: Point) -> Result<Vec<Arrow>> {
        let place = |own: &Connection, name: &str| {
            let place = self.groups.iter().position(|(group, _)| *group == name);
            let (synapses, group) = (own.name().to_owned(), name.to_owned());
            place.ok_or(Error::NoSuchGroup { synapses, group })
        };
        let mut tags: Vec<&str> = Vec::new();
        // How many arrows there are from one group to another, and how many of them have a place.
        let mut parallel: BTreeMap<(usize, usize), (usize, usize)> = BTreeMap::new();
        let ends = connections.iter().map(|own| Ok((place(own, own.source())?, place(own, own.target())?)));
        let ends = ends.collect::<Result<Vec<(usize, usize)>>>()?;
        ends.iter().for_each(|ends| parallel.entry(*ends).or_default().0 += 1);
        let mut arrows = Vec::new();
        for ((connection, label), (source, target)) in connections.iter().zip(labels).zip(ends) {
            let tag = connection.tags()[0];
            let number = tags.iter().position(|known| *known == tag).unwrap_or_else(|| {
                tags.push(tag);
                tags.len() - 1
            });
            let (all, drawn) = parallel.get_mut(&(source, target)).expect("counted above");
            let (line, label_at) = if source == target {
                self.circle(source, middle, *drawn, text_width(&label, NOTE_SIZE))
            } else {
                self.straight(source, target, *drawn, *all)
            };
            *drawn += 1;
            arrows.push(Arrow { label, tag: number, line, label_at });
        }
        Ok(arrows)
    }

    /// An arrow from one box to another, right of the line between their middles.
    fn straight(&self, source: usize, target: usize, number: usize, all: usize) -> (Vec<Point>, Point) {
        let (from, to) = (self.centres[source], self.centres[target]);
        let length = (to.0 - from.0).hypot(to.1 - from.1);
        let along = ((to.0 - from.0) / length, (to.1 - from.1) / length);
        let apart = (30.0 / all as f64).min(22.0);
        let aside = 8.0 + number as f64 * apart;
        let shift = (-along.1 * aside, along.0 * aside);
        let out = self.exit(shift, along);
        let back = self.exit(shift, (-along.0, -along.1));
        let on_line = |distance: f64| (from.0 + shift.0 + distance * along.0, from.1 + shift.1 + distance * along.1);
        let (start, end) = (on_line(out), on_line(length - back - 2.0));
        let mut line = vec![start, end];
        line.extend(head(end, along));
        // Labels begin near the source, so that those of opposite arrows are at both ends, and follow each other so far away that
        // two are beside or below each other, whatever the direction.
        let (across, down) = (along.0.abs(), along.1.abs());
        let step = ((self.label_width + apart * down) / across).min((LABEL_HEIGHT + apart * across) / down);
        (line, on_line(out + 30.0 + (number as f64 + 0.5) * step))
    }

    /// How far it is from the middle of a box, shifted, to its edge.
    fn exit(&self, shift: Point, along: Point) -> f64 {
        let axis = |half: f64, shift: f64, along: f64| match along {
            along if along > 1e-9 => (half - shift) / along,
            along if along < -1e-9 => (-half - shift) / along,
            _ => f64::INFINITY,
        };
        axis(self.half.0, shift.0, along.0).min(axis(self.half.1, shift.1, along.1)).max(0.0)
    }

    /// An arrow from a box to itself, on its outer side; each further one is larger.
    fn circle(&self, group: usize, middle: Point, number: usize, label: f64) -> (Vec<Point>, Point) {
        let centre = self.centres[group];
        let sign = |difference: f64| if difference < -1.0 { -1.0 } else { 1.0 };
        let (across, down) = (sign(centre.0 - middle.0), if centre.1 - middle.1 > 1.0 { 1.0 } else { -1.0 });
        let radius = loop_radius(number);
        let corner = (centre.0 + across * self.half.0, centre.1 + down * self.half.1);
        // Three quarters of a circle around the corner, from the upper or lower edge to the side.
        let point = |part: f64| {
            let angle = FRAC_PI_2 * (2.0 - 3.0 * part);
            (corner.0 + across * radius * angle.cos(), corner.1 + down * radius * angle.sin())
        };
        let mut line: Vec<Point> = (0..=48).map(|step| point(f64::from(step) / 48.0)).collect();
        line.extend(head(point(1.0), (-across, 0.0)));
        let beyond = radius + 10.0 + label / 2.0;
        (line, (corner.0 + across * beyond, corner.1 + down * (8.0 + 26.0 * number as f64)))
    }
}

impl Graph<'_> {
    fn canvas(&self, title: &str) -> Result<Canvas> {
        let width = f64::from(LEFT + MARGIN) + text_width(title, TITLE_SIZE);
        let mut canvas = Canvas::new(self.size.0.max(width.ceil() as u32), self.size.1)?;
        canvas.title(title);
        Ok(canvas)
    }

    /// All arrows of a colour at once.
    fn draw_arrows(&self, canvas: &mut Canvas) {
        let area = Area { left: 0, top: 0, width: canvas.width, height: canvas.height };
        for (number, colour) in COLOURS.into_iter().enumerate() {
            let own = self.arrows.iter().filter(|arrow| arrow.tag % COLOURS.len() == number);
            let strokes: Vec<Stroke> = own.map(|arrow| Stroke::Line(arrow.line.clone(), ARROW_WIDTH)).collect();
            if !strokes.is_empty() {
                canvas.strokes(area, strokes, colour);
            }
        }
    }

    fn draw_boxes(&self, canvas: &mut Canvas) {
        for ((name, neurons), (x, y)) in self.groups.iter().zip(&self.centres) {
            let (left, top) = ((x - self.half.0) as u32, (y - self.half.1) as u32);
            let (width, height) = ((2.0 * self.half.0) as u32, (2.0 * self.half.1) as u32);
            canvas.fill(Area { left, top, width, height }, INK);
            canvas.fill(Area { left: left + 2, top: top + 2, width: width - 4, height: height - 4 }, WHITE);
            let (x, y) = (*x as u32, *y as u32);
            canvas.text(name, x, y - 15, LABEL_SIZE, &INK, HPos::Center);
            canvas.text(&count(*neurons, "neuron"), x, y + 17, NOTE_SIZE, &FAINT_INK, HPos::Center);
        }
    }

    fn draw_labels(&self, canvas: &mut Canvas) {
        for Arrow { label, tag, label_at: (x, y), .. } in &self.arrows {
            let half = text_width(label, NOTE_SIZE) / 2.0 + 4.0;
            let (left, width) = ((x - half).max(0.0) as u32, (2.0 * half) as u32);
            canvas.fill(Area { left, top: (y - 13.0) as u32, width, height: 26 }, WHITE);
            canvas.text(label, *x as u32, *y as u32, NOTE_SIZE, &COLOURS[tag % COLOURS.len()], HPos::Center);
        }
    }
}

/// The tag and the number of synapses.
fn label(connection: &Connection) -> String {
    format!("{} {}", connection.tags()[0], grouped(connection.synapses() as usize))
}

/// Of the arrow from a group to itself with this number.
fn loop_radius(number: usize) -> f64 {
    34.0 * (1.0 + 0.35 * number as f64)
}

/// The head of an arrow that ends here: back on the one side, to the end and back on the other one.
fn head((x, y): Point, along: Point) -> [Point; 4] {
    let back = |side: f64| (x - 15.0 * along.0 + side * 7.0 * along.1, y - 15.0 * along.1 - side * 7.0 * along.0);
    [back(1.0), (x, y), back(-1.0), (x, y)]
}
