//! Every form of an input beside the same written out in full, [iteration, neuron]: the same bits, wherever a step
//! reads it, for every number of threads, and in the interpreter. What a form means without a network is tested in
//! the runtime.

use izhi::library::input::{RegularNeurons, SpikeTimes};
use izhi::population::Grid;
use izhi::prelude::*;
use izhi::recording::Spike;
use izhi::{Error, EventRecorder, Input};
use izhi_interpreter::check;
use ndarray::Array2;

const NEURONS: usize = 700;
const ITERATIONS: usize = 60;

behavior! {
    /// Reads inputs wherever they can be read: beside draws and without, in sums over the group, in sums over synapses,
    /// and in updates of rows, of columns and of all synapses.
    Reader {
        input { drive, noise }
        state { v: 0.0, mean_drive: 0.0, heard: 0.0, drawn: 0.0 }
        event { fired: false }
        afferent { W: uniform(0.0, 0.1) }
        step {
            v = 0.9 * v + drive + 0.1 * noise;
            mean_drive = mean(drive) + max(noise where index > 3);
            drawn = drive * uniform() + noise;
            fired = v > 1.5;
            if fired { v -= 1.0; }
            for s in afferent(All) {
                heard = 0.5 * heard + sum(s.W * drive where s.src.fired);
                v += 0.01 * heard;
                if s.src.fired { s.W *= 1.0 - 0.01 * noise; }
                if fired { s.W += 0.001 * drive; }
            }
            for s in afferent(MATRIX) { s.W += 0.00001 * noise; }
        }
    }
}

network! {
    Net {
        use Reader, RegularNeurons;
        dt: 0.5;
        seed: 5;
        group cells: 700 { 1: Reader }
        group clocks: 3 { 1: RegularNeurons { interval: 2 ms, first: 1 ms } }
        synapses MATRIX: clocks -> cells;
        synapses SPARSE: cells -> cells { connect: fixed_probability(0.1); }
    }
}

/// An input and what it is in full.
type Form = (Input<f32>, fn(usize, usize) -> f32);

fn course(rows: usize) -> Vec<f32> {
    (0..rows).map(|row| 0.1 * (row % 7) as f32).collect()
}

fn value(row: usize, column: usize) -> f32 {
    0.01 * ((row * 31 + column * 7) % 50) as f32
}

fn matrix(rows: usize, columns: usize) -> Array2<f32> {
    Array2::from_shape_fn((rows, columns), |(row, column)| value(row, column))
}

fn forms() -> Vec<Form> {
    vec![
        (course(ITERATIONS).into(), |iteration, _| 0.1 * (iteration % 7) as f32),
        (Input::from(course(ITERATIONS)).for_neurons(200..500).resting_at(0.25), |iteration, neuron| {
            if (200..500).contains(&neuron) { 0.1 * (iteration % 7) as f32 } else { 0.25 }
        }),
        (Input::from(matrix(ITERATIONS, 4)).for_neurons([600, 2, 255, 256]), |iteration, neuron| {
            let column = [600, 2, 255, 256].into_iter().position(|listed| listed == neuron);
            column.map_or(0.0, |column| value(iteration, column))
        }),
        (Input::from(matrix(ITERATIONS, NEURONS - 100)).for_neurons(100..), |iteration, neuron| {
            neuron.checked_sub(100).map_or(0.0, |column| value(iteration, column))
        }),
        (Input::from(matrix(8, NEURONS)).every(1.5).repeated(), |iteration, neuron| value(iteration / 3 % 8, neuron)),
        (Input::from(course(10)).every(1.0).starting_at(7).then_at_rest(), |iteration, _| match iteration {
            7..27 => 0.1 * ((iteration - 7) / 2 % 7) as f32,
            _ => 0.0,
        }),
        (Input::spikes([(0.1, 3), (4.9, 699), (5.1, 256), (20.0, 3)]).resting_at(0.05), |iteration, neuron| {
            let spikes = [(0, 3), (10, 699), (10, 256), (40, 3)];
            if spikes.contains(&(iteration, neuron)) { 1.0 } else { 0.05 }
        }),
        (Input::spikes([(0.5, 0), (1.0, 1)]).for_neurons([9, 8]).repeated_every(4.0), |iteration, neuron| {
            f32::from(u8::from([(1, 9), (2, 8)].contains(&(iteration % 8, neuron))))
        }),
    ]
}

fn builder(drive: Input<f32>, noise: Input<f32>) -> NetBuilder {
    let mut builder = Net::builder();
    (builder.cells.reader.drive, builder.cells.reader.noise) = (drive, noise);
    builder
}

/// All that a network keeps besides its inputs.
fn bits(net: &Net) -> Vec<u32> {
    let cells = &net.cells;
    let states = [cells.v(), cells.mean_drive(), cells.heard(), cells.drawn()];
    let numbers = states.into_iter().flatten().copied();
    let weights = net.MATRIX_clocks_to_cells.W().iter().copied().collect::<Vec<_>>();
    let sparse = net.SPARSE_cells_to_cells.W().values().to_vec();
    numbers.chain(weights).chain(sparse).map(f32::to_bits).collect()
}

fn run(builder: NetBuilder) -> Vec<u32> {
    let mut net = builder.build().unwrap();
    net.simulate(ITERATIONS as u64).unwrap();
    bits(&net)
}

#[test]
fn each_form_is_the_same_in_full() {
    for (number, (drive, in_full)) in forms().into_iter().enumerate() {
        let (noise, noise_in_full) = forms().swap_remove((number + 1) % forms().len());
        let full = |value: fn(usize, usize) -> f32| {
            Input::from(Array2::from_shape_fn((ITERATIONS, NEURONS), |(row, neuron)| value(row, neuron)))
        };
        let expected = run(builder(full(in_full), full(noise_in_full)).threads(1));
        for threads in [1, 2, 5] {
            let found = run(builder(drive.clone(), noise.clone()).threads(threads));
            assert!(found == expected, "form {number}, {threads} threads");
        }
        let without = run(builder(full(in_full), Input::from(vec![0.0]).repeated()));
        assert!(expected[..NEURONS] != without[..NEURONS], "form {number}: a comparison of what is not read");
    }
}

#[test]
fn each_form_equals_the_interpreter() {
    for (number, (drive, _)) in forms().into_iter().enumerate() {
        let (noise, _) = forms().swap_remove((number + 3) % forms().len());
        let mut builder = builder(drive, noise);
        builder.SPARSE_cells_to_cells.connect = izhi::connect::fixed_probability(0.01).into();
        check(&mut builder.build().unwrap(), 45).unwrap_or_else(|difference| panic!("form {number}: {difference}"));
    }
}

#[test]
fn an_input_can_begin_in_a_network_that_runs() {
    let silent = || Input::from(vec![0.0]).then_at_rest();
    let mut net = builder(silent(), silent()).build().unwrap();
    net.simulate(13).unwrap();
    let mut parameters = net.cells.reader.parameters().clone();
    parameters.drive = Input::from(vec![0.5, 0.25]).starting_at(net.iteration());
    net.cells.reader.set_parameters(parameters.clone()).unwrap();
    for expected in [0.5, 0.25] {
        net.step().unwrap();
        assert_eq!(net.cells.mean_drive()[0], expected);
    }
    let expected = "input `cells.reader.drive` has 2 rows, and iteration 15 needs row 2";
    assert_eq!(net.step().unwrap_err().to_string(), expected);
    // What does not fit leaves the old one.
    parameters.drive = Input::from(vec![0.5]).every(0.75);
    let error = net.cells.reader.set_parameters(parameters).unwrap_err().to_string();
    assert!(error.contains("0.75") && error.contains("dt = 0.5"), "{error}");
    assert_eq!(net.cells.reader.parameters().drive.rows(), 2);
}

#[test]
fn an_input_with_times_belongs_to_its_time_step() {
    let timed = || Input::from(course(40)).every(1.0);
    let [mut net, mut other] = [0.5, 0.25].map(|dt| builder(timed(), Input::from(course(100))).dt(dt).build().unwrap());
    std::mem::swap(&mut net.cells.reader, &mut other.cells.reader);
    let Err(Error::Input { place, reason }) = net.simulate(1) else { panic!("rows of another length") };
    assert_eq!(place, "cells.reader.drive");
    assert_eq!(reason, "it was made for dt = 0.25, and the network has dt = 0.5");
    // Parameters alone are fitted to where they go.
    let parameters = net.cells.reader.parameters().clone();
    std::mem::swap(&mut net.cells.reader, &mut other.cells.reader);
    net.cells.reader.set_parameters(parameters).unwrap();
    net.simulate(80).unwrap();
    assert_eq!(net.step().unwrap_err(), Error::InputTooShort { place, rows: 40, iteration: 80 });
}

network! {
    Sources {
        use SpikeTimes, EventRecorder;
        dt: 0.1;
        group sources: 5 { 1: SpikeTimes, 9: EventRecorder [fired] as spikes }
    }
}

#[test]
fn a_recording_of_spikes_is_played_again() {
    let play = |spikes: Input<f32>, size: usize| {
        let mut builder = Sources::builder();
        builder.sources.size = Grid::line(size);
        builder.sources.spike_times.spikes = spikes;
        let mut net = builder.build()?;
        net.simulate(1000)?;
        Ok::<Vec<Spike>, Error>(net.sources.spikes.fired().to_vec())
    };
    let expected = [(0, 4), (3, 0), (3, 2), (999, 1)];
    let expected: Vec<Spike> = expected.map(|(iteration, neuron)| Spike { iteration, neuron }).to_vec();
    let times = [(99.9, 1), (0.3, 2), (0.0, 4), (0.26, 0)];
    let recorded = play(Input::spikes(times), 5).unwrap();
    assert_eq!(recorded, expected);
    let again = recorded.iter().map(|spike| (spike.iteration, spike.neuron as usize));
    assert_eq!(play(Input::spikes_in_iterations(again), 5).unwrap(), expected);
    // One spike would be lost.
    let error = play(Input::spikes(times.into_iter().chain([(0.29, 0)])), 5).unwrap_err().to_string();
    let expected =
        "input `sources.spike_times.spikes`: neuron 0 has two spikes in iteration 3, and can fire once (dt = 0.1)";
    assert_eq!(error, expected);
    let error = play(Input::spikes(times), 4).unwrap_err().to_string();
    assert_eq!(error, "input `sources.spike_times.spikes`: spike 2 is of neuron 4, and there are 4");
}
