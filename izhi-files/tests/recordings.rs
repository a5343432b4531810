//! Recordings in files are what the recorders have, value for value.

use std::fs::{self, File};
use std::path::Path;
use std::process::Command;

use izhi::library::neurons::LeakyIntegrateAndFire;
use izhi::library::synapses::ExponentialCurrent;
use izhi::prelude::*;
use izhi_files::{Checkpoint, Stream, write_recordings};
use ndarray::{ArrayD, IxDyn, OwnedRepr};
use ndarray_npy::{NpzReader, ReadableElement, read_npy};
use tempfile::TempDir;

behavior! {
    /// Whatever can be recorded.
    pub Cell {
        param { drive: 0.2 }
        state { v: uniform() }
        integer { spikes: 0 }
        event { fired: false }
        afferent { W: 0.1 * uniform() }
        step {
            v += drive * uniform();
            for s in afferent(All) { v += sum(s.W where s.src.fired); if s.dst.fired { s.W *= 0.99; } }
            fired = v > 1.0;
            if fired { v = 0.0; spikes += 1; }
        }
    }
}

network! {
    Recorded {
        use Cell, izhi::Recorder, izhi::EventRecorder;
        dt: 0.5;
        group cells: 7 {
            1: Cell,
            8: Recorder [v, spikes, fired, DENSE.W, SPARSE.W] as all,
            9: EventRecorder [fired] as events,
        }
        group others: 5 { 1: Cell, 8: Recorder [v] as some }
        synapses DENSE: cells -> { cells };
        synapses SPARSE: others -> cells { connect: fixed_probability(0.5); }
    }
}

behavior! {
    /// A parameter of whatever unit the network gives it.
    pub Given { param { scale: 1.0 in any } step { v += 0.0 * scale; } }
}

network! {
    /// With units.
    Measured {
        use LeakyIntegrateAndFire, ExponentialCurrent(EXC, g), Given, izhi::Recorder, izhi::EventRecorder, izhi::RateRecorder;
        dt: 0.1 ms;
        group cells: 3 {
            1: LeakyIntegrateAndFire { tau: each(uniform(10 ms, 20 ms)) },
            2: ExponentialCurrent,
            3: Given { scale: 3 mV },
            8: Recorder [v, EXC.W, mean(v) as mean_v, v > -60 mV as is_high, 2.0 * v / 1 ms as slope] as recorder,
            9: EventRecorder [fired] as spikes,
            10: RateRecorder [fired] as rates,
        }
        synapses EXC: cells -> cells { W: 2 pA; }
    }
}

network! {
    Stopped {
        use Cell, Ending, izhi::Recorder;
        group cells: 7 { 1: Cell, 2: Ending, 8: Recorder [v] as all }
        synapses ALL: cells -> cells;
    }
}

behavior! {
    pub Ending { step { stop when iteration == 12; } }
}

fn recorded() -> Recorded {
    let mut net = Recorded::builder().seed(3).build().unwrap();
    net.others.some.sample(Sampling::everything().neurons(vec![4, 1]).every(1.0)).unwrap();
    net
}

/// Compares all arrays, by their names, with what the recorders have.
fn compare(net: &Recorded, mut arrays: impl Arrays) {
    assert!(net.cells.events.fired().len() > 10);
    let all = &net.cells.all;
    assert_eq!(arrays.get::<f32>("cells.all.v"), all.v().into_dyn());
    assert_eq!(arrays.get::<i64>("cells.all.spikes"), all.spikes().into_dyn());
    assert_eq!(arrays.get::<bool>("cells.all.fired"), all.fired().into_dyn());
    assert_eq!(arrays.get::<f32>("cells.all.DENSE_W"), all.DENSE_W().into_dyn());
    assert_eq!(arrays.get::<f32>("cells.all.SPARSE_W"), all.SPARSE_W().into_dyn());
    assert_eq!(arrays.get::<u64>("cells.all:iterations"), all.iterations().into_dyn());
    assert_eq!(arrays.get::<u32>("cells.all:neurons").len(), 0);
    let events = net.cells.events.fired();
    let (neurons, iterations): (Vec<u32>, Vec<u64>) =
        events.iter().map(|spike| (spike.neuron, spike.iteration)).unzip();
    assert_eq!(arrays.get::<u32>("cells.events.fired").into_raw_vec_and_offset().0, neurons);
    assert_eq!(arrays.get::<u64>("cells.events.fired:iterations").into_raw_vec_and_offset().0, iterations);
    assert_eq!(arrays.get::<f32>("others.some.v"), net.others.some.v().into_dyn());
    assert_eq!(arrays.get::<u64>("others.some:iterations"), net.others.some.iterations().into_dyn());
    assert_eq!(arrays.get::<u32>("others.some:neurons").into_raw_vec_and_offset().0, [4, 1]);
}

trait Arrays {
    fn get<T: ReadableElement>(&mut self, name: &str) -> ArrayD<T>;
}

impl Arrays for NpzReader<File> {
    fn get<T: ReadableElement>(&mut self, name: &str) -> ArrayD<T> {
        self.by_name::<OwnedRepr<T>, IxDyn>(name).unwrap()
    }
}

impl Arrays for &Path {
    fn get<T: ReadableElement>(&mut self, name: &str) -> ArrayD<T> {
        read_npy(self.join(format!("{name}.npy"))).unwrap()
    }
}

#[test]
fn an_archive_has_all_that_was_recorded() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("recordings.npz");
    let mut net = recorded();
    for iterations in [0, 60] {
        net.simulate(iterations).unwrap();
        write_recordings(&net, &path).unwrap();
    }
    let mut npz = NpzReader::new(File::open(&path).unwrap()).unwrap();
    let text: Vec<u8> = npz.get("izhi").into_raw_vec_and_offset().0;
    let text = String::from_utf8(text).unwrap();
    assert!(text.starts_with("version 0."), "{text}");
    let fingerprint = format!("fingerprint {:016x}", net.fingerprint());
    for line in [
        "network Recorded",
        &fingerprint,
        "seed 3",
        "dt 0.5",
        "iteration 60",
        "neurons cells 7",
        "synapses DENSE_cells_to_cells 49",
        "parameter cells.cell.drive 0.2",
        "recorded cells.all.v",
    ] {
        assert!(text.lines().any(|found| found == line), "{line} in {text}");
    }
    assert_eq!(npz.len(), 15);
    compare(&net, npz);
    with_numpy(
        "import numpy, sys\na = numpy.load(sys.argv[1])\nassert a['cells.all.v'].shape == (60, 7), a['cells.all.v'].shape\nassert \
         a['cells.all.DENSE_W'].shape == (60, 7, 7)\nassert b'seed 3' in bytes(a['izhi'])",
        &path,
    );
}

#[test]
fn a_stream_has_all_that_was_recorded_and_memory_a_block() {
    for block in [1, 7, 1000] {
        let folder = TempDir::new().unwrap();
        let place = folder.path().join("run");
        let (mut net, mut full) = (recorded(), recorded());
        full.simulate(100).unwrap();
        let mut stream = Stream::create(&place, &net).unwrap();
        stream.simulate(&mut net, 60, block).unwrap();
        assert!(net.cells.all.is_empty());
        net.simulate(40).unwrap();
        stream.take(&mut net).unwrap();
        stream.finish().unwrap();
        compare(&full, place.as_path());
        assert!(fs::read_to_string(place.join("network.txt")).unwrap().contains("network Recorded\n"));
        with_numpy(
            "import numpy, sys\na = numpy.load(sys.argv[1] + '/cells.all.v.npy', mmap_mode='r')\nassert a.shape == (100, 7), a.shape",
            &place,
        );
    }
}

#[test]
fn a_text_has_the_units_of_the_declaration() {
    let folder = TempDir::new().unwrap();
    let net = Measured::builder().build().unwrap();
    let item = net.get("cells.v", 0).unwrap();
    assert_eq!((item.unit, item.doc), (Some("mV"), "Potential of the membrane."));
    Stream::create(folder.path(), &net).unwrap();
    let text = fs::read_to_string(folder.path().join("network.txt")).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    for line in [
        "dt 0.1 ms",
        "parameter cells.leaky_integrate_and_fire.tau several ms",
        "parameter cells.leaky_integrate_and_fire.resistance 0.1 GOhm",
        "parameter cells.given.scale 3 mV",
        "recorded cells.recorder.v mV",
        "recorded cells.recorder.EXC_W pA",
        "recorded cells.recorder.mean_v mV",
        "recorded cells.recorder.is_high",
        "recorded cells.recorder.slope mV/ms",
        "recorded cells.spikes.fired",
        "recorded cells.rates.fired Hz",
    ] {
        assert!(lines.contains(&line), "{line} in {text}");
    }
}

/// Another thread reads whole files while the run goes on.
#[test]
fn a_stream_can_be_read_while_it_is_written() {
    let folder = TempDir::new().unwrap();
    let place = folder.path().join("run");
    let (mut net, mut full) = (recorded(), recorded());
    full.simulate(200).unwrap();
    let mut stream = Stream::create(&place, &net).unwrap();
    let mut last = 0;
    for _ in 0..200 {
        stream.simulate(&mut net, 1, 1).unwrap();
        // The first file comes with the first block.
        let Ok(found) = read_npy::<_, ArrayD<u64>>(place.join("cells.all:iterations.npy")) else { continue };
        assert!(found.len() >= last);
        last = found.len();
        assert_eq!(found.as_slice().unwrap(), &full.cells.all.iterations().to_vec()[..last]);
    }
    stream.finish().unwrap();
    assert!(last > 0);
    compare(&full, place.as_path());
}

#[test]
fn a_run_that_is_stopped_ends_its_stream() {
    let folder = TempDir::new().unwrap();
    let mut net = Stopped::builder().build().unwrap();
    let mut stream = Stream::create(folder.path(), &net).unwrap();
    stream.simulate(&mut net, 100, 5).unwrap();
    stream.finish().unwrap();
    assert_eq!(net.iteration(), 13);
    assert_eq!(folder.path().get::<f32>("cells.all.v").shape(), [13, 7]);
}

#[test]
fn a_stream_goes_on_from_a_checkpoint() {
    let folder = TempDir::new().unwrap();
    let (path, place) = (folder.path().join("checkpoint.npz"), folder.path().join("rest"));
    let (mut net, mut full) = (recorded(), recorded());
    net.simulate(30).unwrap();
    net.clear_recordings();
    net.checkpoint(&path).unwrap();
    let mut other = recorded();
    other.restore_from(&path).unwrap();
    let mut stream = Stream::create(&place, &other).unwrap();
    stream.simulate(&mut other, 20, 6).unwrap();
    drop(stream);
    full.simulate(50).unwrap();
    assert_eq!(place.as_path().get::<f32>("cells.all.v"), full.cells.all.v().slice(ndarray::s![30.., ..]).into_dyn());
}

#[test]
fn what_cannot_be_written_is_an_error_and_stays_with_the_recorders() {
    let folder = TempDir::new().unwrap();
    let net = recorded();
    assert!(write_recordings(&net, folder.path().join("nowhere/recordings.npz")).is_err());
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    assert!(Stream::create(&file, &net).is_err());
    let error = Stream::create(folder.path(), &net).unwrap_err().to_string();
    assert!(error.ends_with("an empty folder was expected, and there is something in it"), "{error}");

    // A name that is taken is an error of the block that came before, or of the next.
    let place = folder.path().join("run");
    let mut net = recorded();
    let mut stream = Stream::create(&place, &net).unwrap();
    fs::write(place.join("cells.all.v.npy"), "").unwrap();
    let mut taken = 0;
    let error = loop {
        net.simulate(5).unwrap();
        match stream.take(&mut net) {
            Ok(()) => taken += 1,
            Err(error) => break error.to_string(),
        }
        assert!(taken < 10, "no error");
    };
    assert!(error.contains("cells.all.v.npy"), "{error}");
    assert_eq!(net.cells.all.len(), 5);
    let mut full = recorded();
    full.simulate(net.iteration()).unwrap();
    let last = full.cells.all.len() - 5;
    assert_eq!(net.cells.all.v(), full.cells.all.v().slice(ndarray::s![last.., ..]));
    assert_eq!(net.cells.all.spikes(), full.cells.all.spikes().slice(ndarray::s![last.., ..]));
    assert_eq!(net.cells.all.fired(), full.cells.all.fired().slice(ndarray::s![last.., ..]));
    assert_eq!(net.cells.all.DENSE_W(), full.cells.all.DENSE_W().slice(ndarray::s![last.., .., ..]));
    assert_eq!(net.cells.all.SPARSE_W(), full.cells.all.SPARSE_W().slice(ndarray::s![last.., ..]));
    let events = full.cells.events.fired();
    let first = events.partition_point(|spike| spike.iteration < last as u64);
    assert_eq!(net.cells.events.fired(), &events[first..]);
    assert!(stream.take(&mut net).is_err());
}

/// Lets NumPy look at a file, where it is there.
fn with_numpy(script: &str, path: &Path) {
    let has_numpy = Command::new("python3").args(["-c", "import numpy"]).output().is_ok_and(|run| run.status.success());
    if !has_numpy {
        eprintln!("SKIPPED: there is no python3 with numpy to open {}", path.display());
        return;
    }
    let run = Command::new("python3").args(["-c", script]).arg(path).output().unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
}
