//! Files of a network that several ranks run.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use izhi::prelude::*;
use izhi::ranks::{Local, World, in_threads};
use izhi_files::{Checkpoint, Stream, write_recordings};
use ndarray::{Array1, Array2, Axis, OwnedRepr};
use ndarray_npy::{NpzReader, read_npy};
use tempfile::TempDir;

behavior! {
    /// A leaky neuron that learns what arrives.
    pub Cell {
        state { v: uniform(), trace: 0.0 }
        event { fired: false }
        afferent { W: uniform(0.0, 0.05) }
        step {
            v = 0.9 * v + 0.2 * uniform();
            for s in afferent(All) {
                v += sum(s.W where s.src.fired);
                if s.src.fired { s.W = max(s.W - 0.01 * s.dst.trace, 0.0); }
                if s.dst.fired { s.W += 0.01 * s.src.trace; }
            }
            fired = v > 1.2;
            trace *= 0.9;
            if fired { v = 0.0; trace += 1.0; }
        }
    }
}

network! {
    pub Net {
        use Cell, izhi::Recorder, izhi::EventRecorder;
        group few: 20 { 1: Cell }
        group cells: 700 {
            1: Cell,
            8: Recorder [v] as recorder,
            9: EventRecorder [fired] as spikes,
        }
        synapses NEAR: cells -> cells { connect: fixed_probability(0.02); delay: 1.0 + floor(6.0 * uniform()); }
        synapses DENSE: few -> cells { delay: 3.0; }
        synapses DENSE: cells -> few;
    }
}

fn build(world: &Local, seed: u64) -> Net {
    Net::builder().seed(seed).threads(1).ranks(world).build().unwrap()
}

fn alone() -> Net {
    Net::builder().seed(1).threads(1).build().unwrap()
}

fn names(folder: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

#[test]
fn a_run_from_a_folder_is_the_run_without_it() {
    for ranks in [2, 3] {
        let folder = TempDir::new().unwrap();
        // One that is still to be made.
        let path = folder.path().join("run");
        in_threads(ranks, |world| {
            let mut net = build(world, 1);
            net.simulate(100).unwrap();
            net.checkpoint(&path).unwrap();
            let at = net.snapshot().unwrap();
            net.simulate(100).unwrap();
            let end = net.snapshot().unwrap();
            let mut other = build(world, 2);
            other.simulate(30).unwrap();
            other.restore_from(&path).unwrap();
            assert!(other.snapshot().unwrap() == at);
            other.simulate(100).unwrap();
            assert!(other.snapshot().unwrap() == end, "it has not gone on as it would have");
            assert!(other.cells.fired_count() > 1000);
            // A later one takes the place of the first.
            other.checkpoint(&path).unwrap();
            let mut last = build(world, 3);
            last.restore_from(&path).unwrap();
            assert!(last.snapshot().unwrap() == end);
        });
        let mut expected: BTreeSet<String> = (0..ranks).map(|rank| format!("rank-{rank}.2.npz")).collect();
        expected.insert("ranks.txt".to_owned());
        assert_eq!(names(&path), expected);
    }
}

#[test]
fn what_is_no_checkpoint_of_these_ranks_is_an_error_on_all() {
    let folder = TempDir::new().unwrap();
    let [of_two, file, empty] = ["two", "one.npz", "empty"].map(|name| folder.path().join(name));
    in_threads(2, |world| build(world, 1).checkpoint(&of_two).unwrap());
    alone().checkpoint(&file).unwrap();
    fs::create_dir(&empty).unwrap();
    let refused = |ranks: usize, path: &Path| {
        let messages = in_threads(ranks, |world| {
            let mut net = build(world, 1);
            net.simulate(3).unwrap();
            let before = net.snapshot().unwrap();
            let message = net.restore_from(path).unwrap_err().to_string();
            assert!(net.snapshot().unwrap() == before, "something has changed");
            message
        });
        // Whose it is stands before it.
        let reason = |message: &String| message.rsplit(": ").next().map(str::to_owned);
        assert!(messages.iter().all(|message| reason(message) == reason(&messages[0])), "{messages:?}");
        messages[0].clone()
    };
    let says = |message: String, expected: &str| assert!(message.ends_with(expected), "{message}");
    says(refused(3, &of_two), "this is a checkpoint of 2 ranks, and the network is of 3 ranks");
    says(refused(2, &file), "2 ranks go on from a folder with a file for each, and this is no folder");
    says(refused(2, &empty), "a checkpoint was expected, and this is a folder without `ranks.txt`");
    let message = alone().restore_from(&of_two).unwrap_err().to_string();
    says(message, "this is a checkpoint of 2 ranks, and the network is of one process");
    // The file of one rank, called by its name.
    let mut net = alone();
    let message = net.restore_from(of_two.join("rank-1.1.npz")).unwrap_err().to_string();
    says(message, "it is of rank 1 of 2, and the network here is of one process");
    // Those of two ranks, exchanged.
    let index = of_two.join("ranks.txt");
    let text = fs::read_to_string(&index).unwrap();
    fs::write(&index, text.replace("file 0 rank-0", "file 0 rank-1")).unwrap();
    says(refused(2, &of_two), "it is of rank 1 of 2, and the network here is of rank 0 of 2");
    fs::write(&index, text.replace("file 1", "file 7")).unwrap();
    says(refused(2, &of_two), "an index of ranks was expected, which names a file for each, and this is none");
}

#[test]
fn a_file_that_one_rank_cannot_write_is_an_error_on_all() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("run");
    fs::write(&path, "a file").unwrap();
    let failed = in_threads(2, |world| build(world, 1).checkpoint(&path).unwrap_err().to_string());
    assert!(failed.iter().all(|message| message.ends_with("several ranks write into a folder, and this is a file")));
    assert_eq!(fs::read_to_string(&path).unwrap(), "a file");
}

#[test]
fn a_checkpoint_that_one_rank_cannot_write_leaves_the_old_one() {
    let folder = TempDir::new().unwrap();
    let path = folder.path();
    let end = in_threads(2, |world| {
        let mut net = build(world, 1);
        net.simulate(20).unwrap();
        net.checkpoint(path).unwrap();
        let at = net.snapshot().unwrap();
        net.step().unwrap();
        if world.rank() == 1 {
            // Nothing takes its place.
            fs::create_dir_all(path.join("rank-1.2.npz/full")).unwrap();
        }
        let message = net.checkpoint(path).unwrap_err().to_string();
        net.restore_from(path).unwrap();
        assert!(net.snapshot().unwrap() == at);
        message
    });
    assert!(end[0].starts_with("rank 1: file") && end[1].starts_with("file"), "{end:?}");
}

/// The recorded potentials [row, neuron] of an archive, and the neurons.
fn potentials(path: &Path) -> (Array2<f32>, Array1<u32>) {
    let mut archive = NpzReader::new(fs::File::open(path).unwrap()).unwrap();
    let values = archive.by_name::<OwnedRepr<f32>, _>("cells.recorder.v").unwrap();
    (values, archive.by_name("cells.recorder:neurons").unwrap())
}

#[test]
fn each_rank_writes_what_it_has_recorded() {
    let folder = TempDir::new().unwrap();
    let [of_each, of_all, of_one] = ["each", "all.npz", "one.npz"].map(|name| folder.path().join(name));
    let mut net = alone();
    net.simulate(20).unwrap();
    write_recordings(&net, &of_one).unwrap();
    in_threads(3, |world| {
        let mut net = build(world, 1);
        net.simulate(20).unwrap();
        write_recordings(&net, &of_each).unwrap();
        net.gathered(0, |net| write_recordings(net, &of_all)).unwrap();
    });
    let (expected, neurons) = potentials(&of_one);
    assert_eq!((expected.dim(), neurons.len()), ((20, 700), 0));
    assert_eq!(potentials(&of_all), (expected.clone(), neurons));
    let index = fs::read_to_string(of_each.join("ranks.txt")).unwrap();
    let mut next = 0;
    for rank in 0..3 {
        let said = |line: &str| index.lines().find_map(|own| own.strip_prefix(line).map(str::to_owned));
        let (values, neurons) = potentials(&of_each.join(said(&format!("file {rank} ")).unwrap()));
        let own = next..next + neurons.len();
        assert!(neurons.iter().map(|&neuron| neuron as usize).eq(own.clone()));
        assert_eq!(said(&format!("neurons {rank} cells ")).unwrap(), format!("{} {}", own.start, own.end));
        assert_eq!(values, expected.select(Axis(1), &own.clone().collect::<Vec<_>>()));
        next = own.end;
    }
    assert_eq!(next, 700);
}

#[test]
fn each_rank_has_a_stream_of_its_own() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("stream");
    let mut net = alone();
    net.simulate(60).unwrap();
    let expected = net.cells.recorder.v().to_owned();
    in_threads(2, |world| {
        let mut net = build(world, 1);
        let mut stream = Stream::create(&path, &net).unwrap();
        stream.simulate(&mut net, 40, 10).unwrap();
        stream.flush().unwrap();
        net.checkpoint(folder.path().join("run")).unwrap();
        // What is lost in a crash.
        stream.simulate(&mut net, 10, 10).unwrap();
        stream.finish().unwrap();
        let mut net = build(world, 1);
        net.restore_from(folder.path().join("run")).unwrap();
        let mut stream = Stream::open(&path, &mut net).unwrap();
        stream.simulate(&mut net, 20, 10).unwrap();
        stream.finish().unwrap();
        let own = path.join(format!("rank-{}", world.rank()));
        let values: Array2<f32> = read_npy(own.join("cells.recorder.v.npy")).unwrap();
        let neurons: Array1<u32> = read_npy(own.join("cells.recorder:neurons.npy")).unwrap();
        let columns: Vec<usize> = neurons.iter().map(|&neuron| neuron as usize).collect();
        assert_eq!(values, expected.select(Axis(1), &columns));
        assert!(columns.len() > 100);
    });
    assert_eq!(names(&path), BTreeSet::from(["rank-0", "rank-1", "ranks.txt"].map(str::to_owned)));
    // The folder of other ranks is none to go on in.
    let says = in_threads(2, |world| {
        let mut net = build(world, 1);
        if world.rank() == 0 {
            fs::rename(path.join("rank-0"), path.join("kept")).unwrap();
            fs::rename(path.join("rank-1"), path.join("rank-0")).unwrap();
            fs::rename(path.join("kept"), path.join("rank-1")).unwrap();
        }
        net.restore_from(folder.path().join("run")).unwrap();
        Stream::open(&path, &mut net).unwrap_err().to_string()
    });
    assert!(says[0].ends_with("rank 0 was expected, as the network runs, and rank 1 was found"), "{says:?}");
}
