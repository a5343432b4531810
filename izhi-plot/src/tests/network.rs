//! All pictures of a network that has run.

use izhi::analysis::{SpikeTrains, Welch, welch};
use izhi::prelude::*;
use plotters::style::colors::WHITE;

use super::{Seen, elements};
use crate::look::*;
use crate::*;

behavior! {
    /// A potential that rises to a limit, the faster the larger the index.
    pub Ramp {
        param { slope: each(1.0 + index), limit: 50.0 }
        afferent { W: uniform() }
        state { v: 0.0, u: 0.0 }
        event { fired: false }
        step {
            fired = v > limit;
            if fired { v = 0.0; u += 1.0; }
            v += slope - 0.1 * u;
            u -= 0.05 * u;
            for s in afferent(All) { v += 0.1 * sum(s.W where s.src.fired); }
        }
    }
}

network! {
    /// Two groups, of which one has synapses with both.
    pub(crate) Small {
        use Ramp, izhi::Recorder, izhi::EventRecorder;
        dt: 0.5;
        group cells: 4 { 1: Ramp, 8: Recorder [v, u, fired] as recorder, 9: EventRecorder [fired] as spikes }
        group others: 2 { 1: Ramp, 9: EventRecorder [fired] as spikes }
        synapses EXC: cells -> { cells, others };
        synapses INH: others -> cells;
    }
}

fn network() -> Small {
    let mut net = Small::builder().seed(1).build().unwrap();
    net.simulate(2000).unwrap();
    net
}

fn trains(net: &Small) -> [SpikeTrains; 2] {
    ["cells.spikes.fired", "others.spikes.fired"].map(|tag| SpikeTrains::recorded(net, tag).unwrap())
}

/// A bar for each part of an iteration, with its name, the longest of all at the top.
#[test]
fn a_profile_has_a_bar_for_each_part() {
    let measured = network().profile(50).unwrap();
    let picture = profile("An iteration", &measured).unwrap();
    let svg = picture.to_svg();
    for part in measured.parts() {
        assert!(svg.contains(&format!(">{}", part.name())), "{} is not in the picture", part.name());
        assert!(svg.contains(&format!(">{:.1} %", 100.0 * part.share())), "{}", part.name());
    }
    assert!(svg.contains(">50 iterations in "));
    let mut net = network();
    let nothing = profile("", &net.profile(0).unwrap()).unwrap_err().to_string();
    assert_eq!(nothing, "nothing to draw: a profile of no iteration");
}

/// Both files have the size that the picture says, and the axes the labels that they should.
#[test]
fn every_picture_is_a_file_of_its_size() {
    let net = network();
    let [cells, others] = trains(&net);
    let groups = [("cells", &cells), ("others", &others)];
    let recorder = &net.cells.recorder;
    let rate = izhi::analysis::population_rate(&cells, 1.0).unwrap();
    let power = welch(rate.view(), 1.0, &Welch::new(256)).unwrap();
    let weights = net.EXC_cells_to_cells.W();
    let listed: Vec<f32> = weights.iter().copied().collect();
    let single = |plot: Result<Plot>| plot.unwrap().picture().unwrap();
    let panel = (LEFT + 1700 + 18 + MARGIN, TITLE_HEIGHT + 52 + 800 + X_LABELS_HEIGHT + 18);
    let pictures = [
        (raster("Spikes", &groups).unwrap(), None, ["time (ms)", "rate (Hz)", "neuron"]),
        (
            spike_image("Spikes", &recorder.times(), &[("cells", recorder.fired())]).unwrap(),
            None,
            ["time (ms)", "neuron", "cells"],
        ),
        (
            traces("v", "v (mV)", &recorder.times(), &[("cells", recorder.v())]).unwrap(),
            Some((1920, 1060)),
            ["time (ms)", "v (mV)", "cells"],
        ),
        (single(population_rate(&groups, 5.0)), Some(panel), ["time (ms)", "rate (Hz)", "others"]),
        (single(interval_histogram(&groups, 2.0)), Some(panel), ["interval (ms)", "intervals", "others"]),
        (single(weight_matrix("pA", weights)), Some(panel), ["source", "target", "Weights"]),
        (single(weight_histogram("pA", &[("after", &listed)], 10)), Some(panel), ["weight (pA)", "synapses", "after"]),
        (
            single(phase_plane("v (mV)", "u (mV/ms)", recorder.v().column(0), recorder.u().column(0))),
            Some(panel),
            ["v (mV)", "u (mV/ms)", "Phase plane"],
        ),
        (
            single(spectrum("power (Hz²/Hz)", &[("cells", &power)])),
            Some(panel),
            ["frequency (Hz)", "power (Hz²/Hz)", "cells"],
        ),
        (connectivity("The network", &net).unwrap(), None, ["The network", "cells", "4 neurons"]),
    ];
    for (picture, size, labels) in pictures {
        let seen = Seen::new(&picture);
        assert!(size.is_none_or(|size| size == (seen.width, seen.height)), "{labels:?}: {picture:?}");
        let svg = picture.to_svg();
        assert!(elements(&svg)["text"] >= labels.len());
        for label in labels {
            assert!(svg.contains(&format!(">{label}</text>")), "{label} is not in {labels:?}");
        }
    }
}

/// Of two groups the first is on the left. Arrows leave the boxes and end at them, in the colours of their tags.
#[test]
fn a_graph_has_a_box_for_each_group_and_an_arrow_for_each_synapse_group() {
    let picture = connectivity("The network", &network()).unwrap();
    let svg = picture.to_svg();
    for label in ["cells", "4 neurons", "others", "2 neurons", "EXC 16", "EXC 8", "INH 8"] {
        assert_eq!(svg.matches(&format!(">{label}</text>")).count(), 1, "{label}");
    }
    assert_eq!(elements(&svg)["polyline"], 3);
    let place = |text: &str| {
        let (x, y) = places(&svg, &format!("{text}</text>"))[0];
        (x as u32, y as u32)
    };
    let ((left, y), (right, other_y)) = (place("cells"), place("others"));
    assert!(left < right && y == other_y, "{left} {right}");
    // Between the boxes, right of the line from the one to the other and of the line back.
    let seen = Seen::new(&picture);
    let middle = y + 15;
    let half = (left..right).take_while(|&x| seen.at(x, middle) != INK).count() as u32;
    let x = (left + right) / 2;
    assert!(half > 50 && left + half < x);
    assert_eq!([middle + 8, middle - 8].map(|y| seen.at(x, y)), [COLOURS[0], COLOURS[1]]);
    assert_eq!(seen.at(x, middle), WHITE);
    let head = seen.count(COLOURS[0], right - half - 12..right - half - 2, middle..middle + 17);
    assert!(head > 20, "{head} pixels of a head");
}

network! {
    /// A ring of groups, with two kinds of synapses from each to the next and one back.
    pub(crate) Ring {
        use Ramp;
        dt: 0.5;
        for i in 0..8 { group layer[i]: 2 { 1: Ramp } }
        for i in 0..7 {
            synapses EXC: layer[i] -> layer[i + 1];
            synapses SLOW: layer[i] -> layer[i + 1];
            synapses INH: layer[i + 1] -> layer[i];
        }
    }
}

/// Where text stands in an SVG, all of it that begins so.
fn places(svg: &str, text: &str) -> Vec<(f64, f64)> {
    let ends = svg.match_indices(&format!(">{text}")).map(|(end, _)| end).collect::<Vec<usize>>();
    let place = |end: usize| {
        let before = &svg[..end];
        let place = before[before.rfind("translate(").unwrap() + 10..].split(')').next().unwrap();
        let (x, y) = place.split_once(' ').unwrap();
        (x.parse().unwrap(), y.parse().unwrap())
    };
    ends.into_iter().map(place).collect()
}

/// However many groups there are, no two boxes and no two labels overlap, and all of them are in the picture.
#[test]
fn boxes_and_labels_are_apart() {
    let title = "A title that is longer than the network is wide, which has eight groups and is seen as a whole";
    let picture = connectivity(title, &Ring::builder().build().unwrap()).unwrap();
    let (width, height) = (f64::from(picture.width()), f64::from(picture.height()));
    let svg = picture.to_svg();
    let boxes = places(&svg, "2 neurons");
    let labels: Vec<(f64, f64)> = ["EXC 4", "SLOW 4", "INH 4"].iter().flat_map(|label| places(&svg, label)).collect();
    assert_eq!((boxes.len(), labels.len()), (8, 21));
    for (places, across, down) in [(boxes, 140.0, 80.0), (labels, 70.0, 26.0)] {
        for (number, (x, y)) in places.iter().enumerate() {
            assert!(*x >= across / 2.0 && x + across / 2.0 <= width, "{x} of {width}");
            assert!(*y >= TITLE_HEIGHT.into() && y + down / 2.0 <= height, "{y} of {height}");
            let overlaps = |(other_x, other_y): &(f64, f64)| (x - other_x).abs() < across && (y - other_y).abs() < down;
            assert!(!places[..number].iter().any(overlaps), "something else is at {x} {y}");
        }
    }
}
