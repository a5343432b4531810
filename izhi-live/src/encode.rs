//! Frames as bytes, which `page/frame.js` reads.
//!
//! All numbers are little-endian and of four bytes, but for those that are said to be an `f64`. A frame begins with
//!
//! | | |
//! | --- | --- |
//! | [`VERSION`] | 1 |
//! | number of sections | |
//! | iterations that are complete | `f64` |
//! | iterations in each second | `f64` |
//! | whether the network runs | 0 or 1 |
//! | nothing | 0 |
//!
//! Behind it are sections: its kind, the number of the variable, and two counts `a` and `b`; then as many numbers as the kind says.
//!
//! | kind | variable | `a` | `b` | numbers |
//! | --- | --- | --- | --- | --- |
//! | 1, values | of neurons | neurons | | `f32` of each neuron |
//! | 2, window | | iterations | | the first iteration, an `f64` |
//! | 3, events | of neurons | iterations | events shown | of each iteration the events of all neurons, and of those that are shown; the neurons of these |
//! | 4, trace | of neurons | iterations | neuron | `f32` of each iteration |
//! | 5, weights | of synapses | rows | columns | the synapses looked at as an `f64`; `f32` of each cell of the matrix, row by row, not a number where there is no synapse |
//! | 6, histogram | of synapses | bins | | the lowest and highest as `f32`; the synapses in each bin |

use axum::body::Bytes;

use crate::frame::Frame;

/// Of this layout.
const VERSION: u32 = 1;

struct Writer {
    bytes: Vec<u8>,
}

impl Writer {
    fn section(&mut self, kind: u32, variable: usize, a: usize, b: usize) {
        // Variables and neurons are fewer than 2^32.
        self.integers([kind, variable as u32, a as u32, b as u32]);
    }

    fn integers(&mut self, numbers: impl IntoIterator<Item = u32>) {
        self.bytes.extend(numbers.into_iter().flat_map(u32::to_le_bytes));
    }

    fn numbers(&mut self, numbers: &[f32]) {
        self.bytes.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
    }

    fn wide(&mut self, number: f64) {
        self.bytes.extend(number.to_le_bytes());
    }
}

pub(crate) fn encode(frame: &Frame) -> Bytes {
    let window = &frame.window;
    let sections = frame.values.len() + 1 + window.events.len() + window.traces.len() + 2 * frame.weights.len();
    let mut to = Writer { bytes: Vec::new() };
    to.integers([VERSION, sections as u32]);
    to.wide(frame.iteration as f64);
    to.wide(frame.speed);
    to.integers([u32::from(frame.is_running), 0]);
    for (variable, values) in &frame.values {
        to.section(1, *variable, values.len(), 0);
        to.numbers(values);
    }
    to.section(2, 0, window.iterations, 0);
    to.wide(window.first as f64);
    for events in &window.events {
        to.section(3, events.variable, window.iterations, events.neurons.len());
        to.integers(events.all.iter().copied());
        to.integers(events.shown.iter().copied());
        to.integers(events.neurons.iter().copied());
    }
    for trace in &window.traces {
        to.section(4, trace.variable, window.iterations, trace.neuron);
        to.numbers(&trace.values);
    }
    for picture in &frame.weights {
        to.section(5, picture.variable, picture.rows, picture.columns);
        to.wide(picture.synapses as f64);
        to.numbers(&picture.cells);
        to.section(6, picture.variable, picture.histogram.len(), 0);
        to.numbers(&[picture.lowest, picture.highest]);
        to.integers(picture.histogram.iter().copied());
    }
    to.bytes.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::window::{Events, Trace, Window};

    #[test]
    fn a_frame_has_all_of_its_numbers() {
        let window = Window {
            first: 7,
            iterations: 2,
            events: vec![Events { variable: 3, all: vec![5, 1], shown: vec![2, 1], neurons: vec![0, 4, 2] }],
            traces: vec![Trace { variable: 1, neuron: 9, values: vec![0.5, -0.5] }],
        };
        let frame = Frame {
            iteration: 9,
            speed: 2.0,
            is_running: true,
            values: vec![(1, vec![1.5])],
            window,
            ..Frame::default()
        };
        let mut expected: Vec<u8> = Vec::new();
        let integers = |numbers: &[u32]| numbers.iter().flat_map(|number| number.to_le_bytes()).collect::<Vec<u8>>();
        expected.extend(integers(&[1, 4]));
        expected.extend(9.0_f64.to_le_bytes());
        expected.extend(2.0_f64.to_le_bytes());
        expected.extend(integers(&[1, 0, 1, 1, 1, 0]));
        expected.extend(1.5_f32.to_le_bytes());
        expected.extend(integers(&[2, 0, 2, 0]));
        expected.extend(7.0_f64.to_le_bytes());
        expected.extend(integers(&[3, 3, 2, 3, 5, 1, 2, 1, 0, 4, 2, 4, 1, 2, 9]));
        expected.extend(0.5_f32.to_le_bytes());
        expected.extend((-0.5_f32).to_le_bytes());
        assert_eq!(frame.bytes(), expected);
    }
}
