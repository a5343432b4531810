//! SONATA's files have what was recorded, value for value, as this library reads them, and h5py, libsonata and bmtk.

use std::fs;
use std::path::Path;

use hdf5_pure::{AttrValue, File};
use izhi::library::input::PoissonInput;
use izhi::library::neurons::LeakyIntegrateAndFire;
use izhi::prelude::*;
use izhi_files::{write_recordings, write_sonata};
use tempfile::TempDir;

mod python;

network! {
    Cells {
        use PoissonInput(I) as Noise, LeakyIntegrateAndFire, izhi::Recorder, izhi::EventRecorder;
        dt: 0.1 ms;
        group excitatory: 40 {
            1: Noise { weight: 1.5 nA },
            2: LeakyIntegrateAndFire,
            8: Recorder [v, fired] as recorder,
            9: EventRecorder [fired] as spikes,
        }
        group inhibitory: 10 {
            1: Noise { weight: 1.5 nA },
            2: LeakyIntegrateAndFire,
            8: Recorder [v] as recorder,
            9: EventRecorder [fired] as spikes,
        }
    }
}

behavior! {
    pub Plain {
        state { v: uniform() }
        integer { count: 0 }
        event { fired: false }
        step {
            v += 0.2 * uniform();
            fired = v > 1.0;
            if fired { v = 0.0; count += 1; }
        }
    }
}

network! {
    /// Without units, in double precision.
    WithoutUnits {
        use Plain, izhi::Recorder, izhi::EventRecorder;
        float: f64;
        dt: 0.5;
        group cells: 6 { 1: Plain, 8: Recorder [v, count] as all, 9: EventRecorder [fired] as spikes }
    }
}

fn cells() -> Cells {
    let mut net = Cells::builder().seed(2).build().unwrap();
    net.inhibitory.recorder.sample(Sampling::everything().every(0.5).between(10.0, 100.0)).unwrap();
    net.simulate(2000).unwrap();
    net
}

fn without_units() -> WithoutUnits {
    let mut net = WithoutUnits::builder().seed(2).build().unwrap();
    net.cells.all.sample(Sampling::everything().neurons(vec![5, 0, 2])).unwrap();
    net.simulate(400).unwrap();
    net
}

fn unit(file: &File, path: &str) -> Option<String> {
    match file.dataset(path).unwrap().attrs().unwrap().get("units") {
        Some(AttrValue::AsciiString(unit)) => Some(unit.clone()),
        _ => None,
    }
}

#[test]
fn files_have_what_was_recorded() {
    let folder = TempDir::new().unwrap();
    let net = cells();
    write_sonata(&net, folder.path()).unwrap();
    let mut names: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["recorder.fired.h5", "recorder.v.h5", "spikes.fired.h5"]);

    let file = File::open(folder.path().join("spikes.fired.h5")).unwrap();
    for (population, spikes) in
        [("excitatory", net.excitatory.spikes.fired()), ("inhibitory", net.inhibitory.spikes.fired())]
    {
        assert!(spikes.len() > 10);
        let path = |name| format!("spikes/{population}/{name}");
        let times: Vec<f64> = spikes.iter().map(|spike| spike.time(0.1)).collect();
        let nodes: Vec<u64> = spikes.iter().map(|spike| spike.neuron.into()).collect();
        assert_eq!(file.dataset(&path("timestamps")).unwrap().read::<f64>().unwrap(), times);
        assert_eq!(file.dataset(&path("node_ids")).unwrap().read::<u64>().unwrap(), nodes);
        assert_eq!(unit(&file, &path("timestamps")).as_deref(), Some("ms"));
    }

    let file = File::open(folder.path().join("recorder.v.h5")).unwrap();
    let recorders = [
        ("excitatory", net.excitatory.recorder.v(), [0.0, 200.0, 0.1]),
        ("inhibitory", net.inhibitory.recorder.v(), [10.0, 100.0, 0.5]),
    ];
    for (population, v, time) in recorders {
        let path = |name| format!("report/{population}/{name}");
        let data = file.dataset(&path("data")).unwrap();
        assert_eq!(data.shape().unwrap(), [v.nrows() as u64, v.ncols() as u64]);
        assert_eq!(data.read::<f32>().unwrap(), v.as_slice().unwrap());
        assert_eq!(unit(&file, &path("data")).as_deref(), Some("mV"));
        assert_eq!(file.dataset(&path("mapping/time")).unwrap().read::<f64>().unwrap(), time);
    }
    let text = file.dataset("izhi").unwrap().read::<u8>().unwrap();
    assert!(String::from_utf8(text).unwrap().contains("\nseed 2\ndt 0.1 ms\niteration 2000\n"));
    let file = File::open(folder.path().join("recorder.fired.h5")).unwrap();
    let fired: Vec<f32> = net.excitatory.recorder.fired().iter().map(|&fired| u8::from(fired).into()).collect();
    assert_eq!(file.dataset("report/excitatory/data").unwrap().read::<f32>().unwrap(), fired);
}

#[test]
fn rows_with_gaps_are_refused() {
    let folder = TempDir::new().unwrap();
    let mut net = without_units();
    net.cells.all.clear();
    for is_on in [true, false, true] {
        net.cells.all.set_on(is_on);
        net.simulate(10).unwrap();
    }
    let error = write_sonata(&net, folder.path()).unwrap_err().to_string();
    let expected = "rows that are equally far apart were expected for a report, and after iteration 409 comes 420, where the others are 1 apart";
    assert_eq!(error, format!("recorder `cells.all`: {expected}"));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    // Nothing, and one row, have none.
    for iterations in [0, 1] {
        net.clear_recordings();
        net.simulate(iterations).unwrap();
        write_sonata(&net, folder.path()).unwrap();
        let file = File::open(folder.path().join("all.v.h5")).unwrap();
        assert_eq!(file.dataset("report/cells/data").unwrap().shape().unwrap(), [iterations, 3]);
    }
}

/// Others than this library, which compare the files with the arrays of the same recordings.
#[test]
fn h5py_libsonata_and_bmtk_read_the_same() {
    for library in ["h5py", "libsonata", "bmtk"] {
        let compare = |folder: &TempDir| {
            python::run("tests/sonata.py", &["numpy", library], &[library.as_ref(), folder.path()]);
        };
        let folder = TempDir::new().unwrap();
        write(&cells(), folder.path());
        compare(&folder);
        let folder = TempDir::new().unwrap();
        write(&without_units(), folder.path());
        compare(&folder);
    }
}

fn write<N: Network>(net: &N, folder: &Path) {
    write_recordings(net, folder.join("recordings.npz")).unwrap();
    write_sonata(net, folder).unwrap();
}

/// A network of double precision, in whose reports readers want single precision.
mod large {
    use izhi::files::write_sonata;
    use izhi::prelude::*;
    use tempfile::TempDir;

    behavior! {
        pub Cell { state { v: 1e38 } step { v *= 2.0; } }
    }

    network! {
        Large {
            use Cell, izhi::Recorder;
            float: f64;
            group cells: 2 { 1: Cell, 9: Recorder [v] as report }
        }
    }

    #[test]
    fn numbers_beyond_single_precision_are_refused() {
        let folder = TempDir::new().unwrap();
        let mut net = Large::builder().build().unwrap();
        net.simulate(1).unwrap();
        write_sonata(&net, folder.path().join("within")).unwrap();
        net.simulate(1).unwrap();
        let beyond = folder.path().join("beyond");
        let error = write_sonata(&net, &beyond).unwrap_err().to_string();
        assert!(error.contains("`cells.report`") && error.contains("4e38 was found"), "{error}");
        assert!(!beyond.join("report.v.h5").exists());
    }
}
