//! Streams refuse what is no continuation, and go on after a crash as if there had been none.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use izhi::Error;
use izhi::prelude::*;
use izhi_files::{Checkpoint, Stream};
use ndarray::{Array2, ArrayD};
use ndarray_npy::read_npy;
use tempfile::TempDir;

behavior! {
    pub Cell {
        param { rise: 0.2 }
        state { v: uniform() }
        event { fired: false }
        afferent { W: 0.1 * uniform() }
        step {
            v += rise * uniform();
            for s in afferent(All) { v += sum(s.W where s.src.fired); if s.src.fired { s.W *= 0.99; } }
            fired = v > 1.0;
            if fired { v = 0.0; }
        }
    }
}

behavior! {
    /// Fed from outside.
    pub Fed {
        input { current }
        state { v: 0.0 }
        step { v += current; }
    }
}

network! {
    Streamed {
        use Cell, izhi::Recorder, izhi::EventRecorder, izhi::RateRecorder;
        dt: 0.5;
        group cells: 7 { 1: Cell, 8: Recorder [v, fired] as all, 9: EventRecorder [fired] as spikes }
        group others: 5 {
            1: Cell,
            7: Recorder [v, mean(v) as mean_v, DENSE.W, SPARSE.W] as some,
            8: RateRecorder [fired] as rates,
        }
        synapses DENSE: cells -> others;
        synapses SPARSE: cells -> others { connect: fixed_probability(0.5); }
    }
}

network! {
    WithInput {
        use Fed, izhi::Recorder;
        group cells: 3 { 1: Fed, 8: Recorder [v] as all }
    }
}

fn streamed(seed: u64) -> Streamed {
    let mut net = Streamed::builder().seed(seed).build().unwrap();
    let some = Sampling::everything().neurons(vec![4, 1]).sources(vec![1, 3]).every(1.0);
    net.others.some.sample(some).unwrap();
    // Bins that end elsewhere than blocks.
    net.others.rates.sample(Sampling::everything().every(5.5)).unwrap();
    net
}

/// All files of a folder.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    entries.map(|entry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap())).collect()
}

/// Two folders have the same files.
fn assert_same(one: &Path, other: &Path) {
    let (one, other) = (files(one), files(other));
    assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
    for (name, bytes) in &one {
        assert!(bytes == &other[name], "{name} differs");
    }
}

/// The files of a run of so many iterations.
fn run(place: &Path, iterations: u64) {
    let mut net = streamed(3);
    let mut stream = Stream::create(place, &net).unwrap();
    stream.simulate(&mut net, iterations, 7).unwrap();
    stream.finish().unwrap();
}

#[test]
fn a_recorder_that_keeps_something_else_is_an_error() {
    let folder = TempDir::new().unwrap();
    let place = folder.path().join("run");
    let mut net = streamed(3);
    let mut stream = Stream::create(&place, &net).unwrap();
    // Before the first block everything may change.
    net.cells.all.sample(Sampling::everything().neurons(..4)).unwrap();
    stream.simulate(&mut net, 20, 10).unwrap();
    stream.flush().unwrap();
    let before = files(&place);
    for (sampling, kept) in [
        (Sampling::everything().neurons(3..), "neurons [3, 4, 5, 6]"),
        (Sampling::everything().neurons(..2), "neurons [0, 1]"),
        (Sampling::everything(), "all neurons"),
    ] {
        net.cells.all.sample(sampling).unwrap();
        let error = stream.simulate(&mut net, 10, 5).unwrap_err().to_string();
        assert!(
            error.ends_with(&format!(
                "recorder `cells.all` now keeps {kept}, and the columns of its files are neurons [0, 1, 2, 3]: after `sample` begin a \
                 new stream"
            )),
            "{error}"
        );
        assert_eq!(net.cells.all.len(), 5);
        stream.flush().unwrap();
        assert!(files(&place) == before);
    }
    // The rest has not been lost, and goes on with the columns that there were.
    net.cells.all.sample(Sampling::everything().neurons(..4).every(1.0)).unwrap();
    stream.simulate(&mut net, 4, 0).unwrap();
    stream.finish().unwrap();
    let v: Array2<f32> = read_npy(place.join("cells.all.v.npy")).unwrap();
    assert_eq!(v.dim(), (22, 4));
    let mut full = streamed(3);
    full.simulate(39).unwrap();
    let events: ArrayD<u32> = read_npy(place.join("cells.spikes.fired.npy")).unwrap();
    let expected: Vec<u32> = full.cells.spikes.fired().iter().map(|spike| spike.neuron).collect();
    assert_eq!(events.into_raw_vec_and_offset().0, expected);
}

/// The newest rows of each block, of which the recorder may have more in memory than it shows.
#[test]
fn a_recorder_of_the_newest_rows_gives_those_of_each_block() {
    let folder = TempDir::new().unwrap();
    let mut net = streamed(3);
    net.cells.all.sample(Sampling::everything().newest(3)).unwrap();
    let mut stream = Stream::create(folder.path(), &net).unwrap();
    stream.simulate(&mut net, 40, 8).unwrap();
    stream.finish().unwrap();
    let iterations: ArrayD<u64> = read_npy(folder.path().join("cells.all:iterations.npy")).unwrap();
    let expected: Vec<u64> = (0..40).filter(|iteration| iteration % 8 >= 5).collect();
    assert_eq!(iterations.into_raw_vec_and_offset().0, expected);
    let v: Array2<f32> = read_npy(folder.path().join("cells.all.v.npy")).unwrap();
    let mut full = streamed(3);
    full.simulate(40).unwrap();
    for (row, iteration) in v.rows().into_iter().zip(expected) {
        assert_eq!(row, full.cells.all.v().row(iteration as usize));
    }
}

#[test]
fn a_stream_has_the_synapses_that_are_kept_and_their_places() {
    let folder = TempDir::new().unwrap();
    run(folder.path(), 20);
    let mut full = streamed(3);
    full.simulate(20).unwrap();
    let some = &full.others.some;
    let read = |name: &str| read_npy::<_, ArrayD<f32>>(folder.path().join(format!("others.some.{name}.npy"))).unwrap();
    assert_eq!(read("DENSE_W"), some.DENSE_W().into_dyn());
    assert_eq!(read("SPARSE_W"), some.SPARSE_W().into_dyn());
    assert_eq!(read("mean_v"), some.mean_v().into_dyn());
    let places: ArrayD<u64> = read_npy(folder.path().join("others.some.SPARSE_W:synapses.npy")).unwrap();
    let expected: Vec<u64> = some.synapses("SPARSE_W").unwrap().iter().map(|&place| place as u64).collect();
    assert!(!expected.is_empty());
    assert_eq!(places.into_raw_vec_and_offset().0, expected);
    let rates: ArrayD<f32> = read_npy(folder.path().join("others.rates.fired.npy")).unwrap();
    assert_eq!((rates.len(), rates.into_raw_vec_and_offset().0), (1, full.others.rates.fired().to_vec()));
}

#[test]
fn a_network_that_goes_back_and_another_are_errors() {
    let folder = TempDir::new().unwrap();
    let mut net = streamed(3);
    let mut stream = Stream::create(folder.path(), &net).unwrap();
    stream.simulate(&mut net, 10, 4).unwrap();
    net.reset(Reset::anew()).unwrap();
    let error = stream.simulate(&mut net, 10, 4).unwrap_err().to_string();
    assert!(
        error.contains("recorder `cells.all` has a row of iteration 0, and its files have iteration 9 already"),
        "{error}"
    );
    let mut other = WithInput::builder();
    other.cells.fed.current = vec![1.0; 5].into();
    let mut other = other.build().unwrap();
    let error = stream.take(&mut other).unwrap_err().to_string();
    assert!(error.ends_with("the stream is of network `Streamed`, and was given `WithInput`"), "{error}");
}

#[test]
fn without_a_number_of_iterations_all_is_taken_after_the_last() {
    let folder = TempDir::new().unwrap();
    let (places, mut net) = (["at_once", "bit_by_bit"].map(|name| folder.path().join(name)), streamed(3));
    run(&places[1], 40);
    let mut stream = Stream::create(&places[0], &net).unwrap();
    stream.simulate(&mut net, 40, 0).unwrap();
    stream.finish().unwrap();
    assert_same(&places[0], &places[1]);
}

#[test]
fn an_input_that_is_too_short_is_found_before_the_first_iteration() {
    let folder = TempDir::new().unwrap();
    let mut builder = WithInput::builder();
    builder.cells.fed.current = vec![1.0; 25].into();
    let mut net = builder.build().unwrap();
    let mut stream = Stream::create(folder.path(), &net).unwrap();
    let error = stream.simulate(&mut net, 26, 10).unwrap_err();
    let Error::InputTooShort { rows: 25, iteration: 25, .. } = error else { panic!("{error}") };
    assert_eq!(net.iteration(), 0);
    stream.simulate(&mut net, 25, 10).unwrap();
    assert_eq!(net.iteration(), 25);
}

/// A run of 40 iterations that has been broken off behind a checkpoint after 20.
fn broken_off(folder: &TempDir) -> (PathBuf, Streamed) {
    let (place, checkpoint) = (folder.path().join("run"), folder.path().join("checkpoint.npz"));
    let mut net = streamed(3);
    let mut stream = Stream::create(&place, &net).unwrap();
    stream.simulate(&mut net, 20, 7).unwrap();
    stream.flush().unwrap();
    net.checkpoint(&checkpoint).unwrap();
    stream.simulate(&mut net, 20, 7).unwrap();
    stream.finish().unwrap();
    let mut restored = Streamed::builder().seed(3).build().unwrap();
    restored.restore_from(&checkpoint).unwrap();
    (place, restored)
}

fn append(path: &Path, bytes: &[u8]) {
    File::options().append(true).open(path).unwrap().write_all(bytes).unwrap();
}

#[test]
fn a_stream_goes_on_in_the_folder_that_there_is() {
    let folder = TempDir::new().unwrap();
    let whole = folder.path().join("whole");
    run(&whole, 60);
    // Broken off between two blocks, in the middle of one, and in the middle of a row.
    for tail in [&[][..], &[1; 28], &[2; 13]] {
        let folder = TempDir::new().unwrap();
        let (place, mut net) = broken_off(&folder);
        ["cells.all.v", "cells.spikes.fired"].iter().for_each(|name| append(&place.join(format!("{name}.npy")), tail));
        let mut stream = Stream::open(&place, &mut net).unwrap();
        stream.simulate(&mut net, 40, 9).unwrap();
        stream.finish().unwrap();
        assert_same(&place, &whole);
    }
}

#[test]
fn rows_that_a_checkpoint_has_are_written_once() {
    let folder = TempDir::new().unwrap();
    let [whole, place] = ["whole", "run"].map(|name| folder.path().join(name));
    run(&whole, 60);
    let mut net = streamed(3);
    let mut stream = Stream::create(&place, &net).unwrap();
    stream.simulate(&mut net, 20, 7).unwrap();
    // Ten rows with the recorders, and then in the files as well.
    net.simulate(10).unwrap();
    let at = net.snapshot().unwrap();
    stream.simulate(&mut net, 10, 3).unwrap();
    stream.finish().unwrap();
    let mut other = Streamed::builder().seed(3).build().unwrap();
    other.restore(&at).unwrap();
    let mut stream = Stream::open(&place, &mut other).unwrap();
    stream.simulate(&mut other, 30, 8).unwrap();
    stream.finish().unwrap();
    assert_same(&place, &whole);
}

#[test]
fn a_folder_is_begun_where_there_is_none_and_not_emptied() {
    let folder = TempDir::new().unwrap();
    let [whole, place] = ["whole", "run"].map(|name| folder.path().join(name));
    run(&whole, 30);
    let mut net = streamed(3);
    let mut stream = Stream::open(&place, &mut net).unwrap();
    stream.simulate(&mut net, 30, 5).unwrap();
    stream.finish().unwrap();
    let error = Stream::open(&place, &mut streamed(3)).unwrap_err().to_string();
    assert!(error.contains("the files end with iteration 30, and the network is at its first"), "{error}");
    assert_same(&place, &whole);
}

#[test]
fn a_folder_of_something_else_is_refused() {
    let folder = TempDir::new().unwrap();
    let (place, mut net) = broken_off(&folder);
    let before = files(&place);
    let refused = |place: &Path, error: izhi::Result<Stream>, expected: &str| {
        let error = error.unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
        assert!(error.contains(place.file_name().unwrap().to_str().unwrap()), "{error}");
    };
    let mut builder = WithInput::builder();
    builder.cells.fed.current = vec![1.0; 5].into();
    let mut other = builder.build().unwrap();
    refused(&place, Stream::open(&place, &mut other), "it is of network `Streamed`, and this is `WithInput`");
    refused(
        &place,
        Stream::open(&place, &mut streamed(4)),
        "seed 4 was expected, that of the network, and seed 3 was found",
    );
    let mut slower = Streamed::builder().seed(3).dt(0.25).build().unwrap();
    refused(
        &place,
        Stream::open(&place, &mut slower),
        "dt 0.25 was expected, that of the network, and dt 0.5 was found",
    );
    let mut larger = Streamed::builder().seed(3);
    larger.set("cells.size", 8.0).unwrap();
    let mut larger = larger.build().unwrap();
    larger.simulate(20).unwrap();
    larger.clear_recordings();
    refused(&place, Stream::open(&place, &mut larger), "rows of `<f4` of shape [8] were expected");

    let mut other = Streamed::builder().seed(3).build().unwrap();
    other.restore(&net.snapshot().unwrap()).unwrap();
    other.set_parameter("cells.cell.rise", 0.25).unwrap();
    let expected = "`parameter cells.cell.rise 0.25` was expected, as the network has it, and `parameter cells.cell.rise 0.2` was found";
    refused(&place, Stream::open(&place, &mut other), expected);

    // Other neurons.
    let mut sampled = Streamed::builder().seed(3).build().unwrap();
    sampled.restore(&net.snapshot().unwrap()).unwrap();
    sampled.others.some.sample(Sampling::everything().neurons(vec![1, 4])).unwrap();
    refused(
        &place,
        Stream::open(&place, &mut sampled),
        "the columns are neurons [4, 1], and the recorder keeps neurons [1, 4]",
    );

    let mut sampled = Streamed::builder().seed(3).build().unwrap();
    sampled.restore(&net.snapshot().unwrap()).unwrap();
    sampled.others.some.sample(Sampling::everything().neurons(vec![4, 1]).sources(vec![3, 4])).unwrap();
    refused(&place, Stream::open(&place, &mut sampled), "and the recorder keeps 10 synapses [15, 16, ");

    // Files that end before the network goes on.
    let mut later = Streamed::builder().seed(3).build().unwrap();
    later.restore(&net.snapshot().unwrap()).unwrap();
    later.simulate(30).unwrap();
    later.clear_recordings();
    let expected = "the files end with iteration 40, and recorder `cells.all` goes on with iteration 50: what lies between is lost";
    refused(&place, Stream::open(&place, &mut later), expected);
    assert!(files(&place) == before);

    // Files that are not what they were.
    let file = place.join("cells.all.v.npy");
    fs::write(&file, &before["cells.all.v.npy"][..600]).unwrap();
    refused(&place, Stream::open(&place, &mut net), "it has been cut off: it is to have 40 rows, and ends before");
    fs::write(&file, "something else").unwrap();
    refused(&place, Stream::open(&place, &mut net), "it is no array that a stream has written");
    fs::remove_file(&file).unwrap();
    refused(&place, Stream::open(&place, &mut net), "it is missing, and other files of its recorder are there");
    fs::remove_file(place.join("network.txt")).unwrap();
    refused(
        &place,
        Stream::open(&place, &mut net),
        "an empty folder or that of a stream was expected, and there is no `network.txt` in it",
    );
}

/// Where a process that is to be killed writes to.
const CHILD: &str = "IZHI_STREAM_CHILD";

/// A run in a folder that goes on where the last one was broken off.
fn go_on(folder: &Path, total: u64, mut done: impl FnMut(u64)) {
    let (place, checkpoint) = (folder.join("run"), folder.join("checkpoint.npz"));
    let mut net = streamed(3);
    if checkpoint.exists() {
        net.restore_from(&checkpoint).unwrap();
    }
    let mut stream = Stream::open(&place, &mut net).unwrap();
    while net.iteration() < total {
        let left = total - net.iteration();
        stream.simulate(&mut net, left.min(100), 3).unwrap();
        stream.flush().unwrap();
        net.checkpoint(&checkpoint).unwrap();
        done(net.iteration());
    }
    stream.finish().unwrap();
}

/// No test, but what the next one starts and kills.
#[test]
fn process_that_is_killed() {
    let Some(folder) = std::env::var_os(CHILD) else { return };
    go_on(Path::new(&folder), u64::MAX, |iteration| println!("{iteration}"));
}

#[test]
fn a_process_that_was_killed_leaves_the_files_of_one_that_was_not() {
    let folder = TempDir::new().unwrap();
    for checkpoints in [1, 3, 2] {
        let arguments = ["process_that_is_killed", "--exact", "--nocapture"];
        let mut child = Command::new(std::env::current_exe().unwrap());
        let mut child = child.args(arguments).env(CHILD, folder.path()).stdout(Stdio::piped()).spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let done = lines.map(|line| line.unwrap()).filter(|line| line.parse::<u64>().is_ok()).take(checkpoints).count();
        assert_eq!(done, checkpoints);
        // Wherever it is.
        child.kill().unwrap();
        child.wait().unwrap();
        let v: Array2<f32> = read_npy(folder.path().join("run/cells.all.v.npy")).unwrap();
        let iterations: ArrayD<u64> = read_npy(folder.path().join("run/cells.all:iterations.npy")).unwrap();
        assert!(iterations.len() >= 100 && v.nrows() >= iterations.len());
    }
    let mut net = streamed(3);
    net.restore_from(folder.path().join("checkpoint.npz")).unwrap();
    let total = net.iteration() + 250;
    assert!(total >= 850);
    go_on(folder.path(), total, |_| {});
    let whole = folder.path().join("whole");
    run(&whole, total);
    assert_same(&folder.path().join("run"), &whole);
}
