//! Tables have what was recorded, value for value, as this library reads them, and pandas, and polars.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::Path;

use ::parquet::file::reader::{FileReader, SerializedFileReader};
use ::parquet::record::Field;
use izhi::library::input::PoissonInput;
use izhi::library::neurons::LeakyIntegrateAndFire;
use izhi::library::synapses::ExponentialCurrent;
use izhi::population::Grid;
use izhi::prelude::*;
use izhi::ranks::in_threads;
use izhi_files::{write_parquet, write_recordings};
use tempfile::TempDir;

mod python;

behavior! {
    pub Plain {
        state { v: uniform(), neuron: 1.0 }
        integer { count: 0 }
        event { fired: false }
        afferent { W: 0.1 }
        step {
            v += 0.2 * uniform();
            for s in afferent(CHANGES) { if s.src.fired { s.W *= 0.9; } }
            fired = v > 1.0;
            if fired { v = 0.0; count += 1; }
        }
    }
}

network! {
    /// Without units, in double precision.
    WithoutUnits {
        use Plain, izhi::Recorder, izhi::EventRecorder, izhi::RateRecorder;
        float: f64;
        dt: 0.5;
        group cells: 6 {
            1: Plain,
            8: Recorder [v, neuron, count, fired, mean(v) as mean_v, DENSE.W, SPARSE.W, SHARED.W] as all,
            9: EventRecorder [fired] as spikes,
            10: RateRecorder [fired] as rates,
            11: Recorder [DENSE.W, SPARSE.W] as every_synapse,
        }
        synapses DENSE, CHANGES: cells -> cells;
        synapses SPARSE, CHANGES: cells -> cells { connect: fixed_probability(0.4); }
        synapses SHARED: cells -> cells { connect: one_to_one(); shared: [W]; W: 0.3; }
    }
}

network! {
    WithUnits {
        use PoissonInput(I) as Noise, LeakyIntegrateAndFire, ExponentialCurrent(EXC, g), izhi::Recorder, izhi::EventRecorder;
        dt: 0.1 ms;
        group cells: 40 {
            1: Noise { weight: 1.5 nA },
            2: LeakyIntegrateAndFire,
            3: ExponentialCurrent,
            8: Recorder [v, EXC.W] as recorder,
            9: EventRecorder [fired] as spikes,
        }
        synapses EXC: cells -> cells { connect: fixed_probability(0.1); W: 2 pA; }
    }
}

fn without_units() -> WithoutUnits {
    let mut net = WithoutUnits::builder().seed(2).build().unwrap();
    net.cells.all.sample(Sampling::everything().neurons(vec![5, 0, 2]).sources(vec![4, 1]).every(1.0)).unwrap();
    net.cells.rates.sample(Sampling::everything().every(5.0)).unwrap();
    net.simulate(50).unwrap();
    net
}

fn with_units() -> WithUnits {
    let mut net = WithUnits::builder().seed(2).build().unwrap();
    net.simulate(2000).unwrap();
    net
}

/// Rows of a table, with their columns by name.
fn rows(folder: &Path, name: &str) -> Vec<BTreeMap<String, Field>> {
    let reader = SerializedFileReader::new(File::open(folder.join(name)).unwrap()).unwrap();
    let rows = reader.get_row_iter(None).unwrap().map(|row| row.unwrap());
    rows.map(|row| row.get_column_iter().map(|(name, field)| (name.clone(), field.clone())).collect()).collect()
}

/// What several ranks have recorded is one table where it is gathered, with the sources and targets of all synapses, and one in a
/// folder of each rank otherwise.
#[test]
fn tables_of_several_ranks_are_those_of_one() {
    let folder = TempDir::new().unwrap();
    let [of_one, of_all, of_each] = ["one", "all", "each"].map(|name| folder.path().join(name));
    let run = |mut builder: WithoutUnitsBuilder| {
        builder.cells.size = Grid::line(300);
        let mut net = builder.seed(2).build().unwrap();
        let some = Sampling::everything().sources(vec![4, 280, 1]).targets(240..280);
        net.cells.all.sample(some.clone().neurons(vec![290, 0, 2])).unwrap();
        net.cells.every_synapse.sample(some).unwrap();
        net.simulate(4).unwrap();
        net
    };
    write_parquet(&run(WithoutUnits::builder()), &of_one).unwrap();
    in_threads(2, |world| {
        let mut net = run(WithoutUnits::builder().ranks(world));
        net.gathered(1, |net| write_parquet(net, &of_all)).unwrap();
        write_parquet(&net, &of_each).unwrap();
    });
    assert!(of_each.join("ranks.txt").is_file());
    for entry in fs::read_dir(&of_one).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let table = rows(&of_one, &name);
        assert!(rows(&of_all, &name) == table, "{name}");
        // What is of the whole group is in both.
        if table[0].contains_key("neuron") || table[0].contains_key("target") {
            let parts = ["rank-0", "rank-1"].map(|rank| rows(&of_each.join(rank), &name));
            assert!(parts.iter().all(|part| !part.is_empty()), "{name}");
            assert!(parts.iter().flatten().all(|row| table.contains(row)), "{name}");
            assert_eq!(parts.iter().flatten().count(), table.len(), "{name}");
        }
    }
}

#[test]
fn tables_have_what_was_recorded() {
    let folder = TempDir::new().unwrap();
    let net = without_units();
    write_parquet(&net, folder.path()).unwrap();
    let mut names: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    let expected = [
        "cells.all.DENSE_W.parquet",
        "cells.all.SHARED_W.parquet",
        "cells.all.SPARSE_W.parquet",
        "cells.all.mean_v.parquet",
        "cells.all.parquet",
        "cells.every_synapse.DENSE_W.parquet",
        "cells.every_synapse.SPARSE_W.parquet",
        "cells.rates.fired.parquet",
        "cells.spikes.fired.parquet",
    ];
    assert_eq!(names, expected);
    let all = &net.cells.all;

    let table = rows(folder.path(), "cells.all.parquet");
    assert_eq!(table.len(), 25 * 3);
    for (number, row) in table.iter().enumerate() {
        let (iteration, neuron) = (number / 3, number % 3);
        assert_eq!(row["iteration"], Field::ULong(all.iterations()[iteration]));
        assert_eq!(row["time"], Field::Double(all.times()[iteration]));
        assert_eq!(row["neuron"], Field::UInt([5, 0, 2][neuron]));
        assert_eq!(row["v"], Field::Double(all.v()[[iteration, neuron]]));
        assert_eq!(row["count"], Field::Long(all.count()[[iteration, neuron]]));
        assert_eq!(row["fired"], Field::Bool(all.fired()[[iteration, neuron]]));
        // A state of that name.
        assert_eq!(row["cells.all.neuron"], Field::Double(1.0));
    }

    let table = rows(folder.path(), "cells.spikes.fired.parquet");
    let spikes = net.cells.spikes.fired();
    assert!(spikes.len() > 10);
    assert_eq!(table.len(), spikes.len());
    for (row, spike) in table.iter().zip(spikes) {
        assert_eq!(row["iteration"], Field::ULong(spike.iteration));
        assert_eq!(row["time"], Field::Double(spike.time(0.5)));
        assert_eq!(row["neuron"], Field::UInt(spike.neuron));
    }

    let one = |name: &str, column: &str| -> Vec<Field> {
        rows(folder.path(), name).into_iter().map(|mut row| row.remove(column).unwrap()).collect()
    };
    let mean: Vec<Field> = all.mean_v().iter().map(|&mean| Field::Double(mean)).collect();
    assert_eq!(one("cells.all.mean_v.parquet", "mean_v"), mean);
    let rates: Vec<Field> = net.cells.rates.fired().iter().map(|&rate| Field::Double(rate)).collect();
    assert_eq!(rates.len(), 5);
    assert_eq!(one("cells.rates.fired.parquet", "fired"), rates);
    let table = rows(folder.path(), "cells.all.SHARED_W.parquet");
    assert_eq!(table.len(), 25);
    assert!(table.iter().all(|row| row["SHARED_W"] == Field::Double(0.3) && row.len() == 3));
}

/// Iteration, source, target and value of each row.
fn synapses(folder: &Path, recorder: &str, variable: &str) -> Vec<(u64, usize, usize, f64)> {
    let table = rows(folder, &format!("cells.{recorder}.{variable}.parquet"));
    let row = |row: BTreeMap<String, Field>| match (&row["iteration"], &row["source"], &row["target"], &row[variable]) {
        (&Field::ULong(iteration), &Field::UInt(source), &Field::UInt(target), &Field::Double(value)) => {
            (iteration, source as usize, target as usize, value)
        }
        other => panic!("{other:?}"),
    };
    table.into_iter().map(row).collect()
}

#[test]
fn synapses_have_their_neurons() {
    let folder = TempDir::new().unwrap();
    let net = without_units();
    write_parquet(&net, folder.path()).unwrap();
    let (all, some) = (&net.cells.every_synapse, &net.cells.all);
    let pairs: Vec<(usize, usize)> = net.SPARSE_cells_to_cells.W().iter().map(|(from, to, _)| (from, to)).collect();

    let expected = all.DENSE_W();
    let expected = (0..50).flat_map(|row| {
        (0..36).map(move |place| (row as u64, place / 6, place % 6, expected[[row, place % 6, place / 6]]))
    });
    assert_eq!(synapses(folder.path(), "every_synapse", "DENSE_W"), expected.collect::<Vec<_>>());
    let expected = all.SPARSE_W();
    let expected =
        expected.indexed_iter().map(|((row, place), value)| (row as u64, pairs[place].0, pairs[place].1, *value));
    assert_eq!(synapses(folder.path(), "every_synapse", "SPARSE_W"), expected.collect::<Vec<_>>());

    // From two of the neurons, in every second iteration.
    let expected = some.DENSE_W();
    let sources = [4, 1];
    let expected = (0..25).flat_map(|row| {
        (0..12).map(move |place| (2 * row as u64, sources[place / 6], place % 6, expected[[row, place % 6, place / 6]]))
    });
    assert_eq!(synapses(folder.path(), "all", "DENSE_W"), expected.collect::<Vec<_>>());
    let (places, expected) = (some.synapses("SPARSE_W").unwrap(), some.SPARSE_W());
    let expected = expected.indexed_iter().map(|((row, column), value)| {
        let (source, target) = pairs[places[column]];
        assert!(sources.contains(&source));
        (2 * row as u64, source, target, *value)
    });
    assert_eq!(synapses(folder.path(), "all", "SPARSE_W"), expected.collect::<Vec<_>>());
}

#[test]
fn metadata_says_what_a_table_is_of() {
    let folder = TempDir::new().unwrap();
    let net = with_units();
    write_parquet(&net, folder.path()).unwrap();
    let reader = SerializedFileReader::new(File::open(folder.path().join("cells.recorder.parquet")).unwrap()).unwrap();
    let said = reader.metadata().file_metadata().key_value_metadata().unwrap();
    let said: BTreeMap<&str, &str> = said.iter().map(|said| (&said.key[..], said.value.as_deref().unwrap())).collect();
    let expected = [
        ("network", "WithUnits"),
        ("group", "cells"),
        ("recorder", "recorder"),
        ("unit.time_ms", "ms"),
        ("unit.v", "mV"),
    ];
    expected.iter().for_each(|(key, value)| assert_eq!(said[key], *value));
    assert!(said["izhi"].contains("\nseed 2\ndt 0.1 ms\niteration 2000\n"));
    let weights = File::open(folder.path().join("cells.recorder.EXC_W.parquet")).unwrap();
    let reader = SerializedFileReader::new(weights).unwrap();
    let said = reader.metadata().file_metadata().key_value_metadata().unwrap();
    assert!(said.iter().any(|said| said.key == "unit.EXC_W" && said.value.as_deref() == Some("pA")));
}

#[test]
fn a_folder_that_cannot_be_made_is_an_error() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    let error = write_parquet(&without_units(), &file).unwrap_err().to_string();
    assert!(error.contains("file"), "{error}");
}

/// Other libraries than this one, which compare tables with the arrays of the same recordings.
#[test]
fn pandas_and_polars_read_the_same() {
    for library in ["pandas", "polars"] {
        for is_measured in [false, true] {
            let folder = TempDir::new().unwrap();
            let arrays = folder.path().join("recordings.npz");
            if is_measured {
                let net = with_units();
                write_recordings(&net, &arrays).unwrap();
                write_parquet(&net, folder.path()).unwrap();
            } else {
                let net = without_units();
                write_recordings(&net, &arrays).unwrap();
                write_parquet(&net, folder.path()).unwrap();
            }
            python::run("tests/parquet.py", &["numpy", library], &[library.as_ref(), folder.path()]);
        }
    }
}
