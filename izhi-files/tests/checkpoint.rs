//! Networks in files: a run that went on from one is the run that was never interrupted.

use std::fs;
use std::path::PathBuf;

use izhi::Error;
use izhi::library::input::PoissonInput;
use izhi::library::neurons::LeakyIntegrateAndFire;
use izhi::library::synapses::ExponentialCurrent;
use izhi::prelude::*;
use izhi_files::{Checkpoint, write_recordings};
use tempfile::TempDir;

network! {
    /// Neurons on a sheet that excite their neighbours, the nearer the sooner.
    pub Sheet {
        use LeakyIntegrateAndFire, ExponentialCurrent(EXC, g) as Excitation, PoissonInput(I) as Noise, izhi::Recorder,
            izhi::EventRecorder;
        dt: 0.1 ms;
        group cells: grid(12, 12) {
            1: LeakyIntegrateAndFire { tau: 20 ms, refractory: 2 ms },
            2: Excitation { tau: 5 ms },
            3: Noise { sources: 200.0, frequency: 5 Hz, weight: 1.4 nA },
            8: Recorder [v] as trace,
            9: EventRecorder [fired] as spikes,
        }
        synapses EXC: cells -> cells {
            connect: gaussian(0.8, 3.0).without_self();
            W: uniform(0 pA, 20 pA);
            delay: 0.5 ms + 0.1 ms * round(hypot(src.x - dst.x, src.y - dst.y));
        }
    }
}

network! {
    pub Other {
        use LeakyIntegrateAndFire;
        dt: 0.1 ms;
        group cells: grid(12, 12) { 1: LeakyIntegrateAndFire }
    }
}

/// A folder, and a file in it that is not there yet.
fn place() -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("sheet.npz");
    (folder, path)
}

fn sheet(seed: u64, threads: usize) -> Sheet {
    Sheet::builder().seed(seed).threads(threads).build().unwrap()
}

#[test]
fn a_run_from_a_file_is_the_run_without_it() {
    let (folder, path) = place();
    let mut net = sheet(1, 2);
    net.simulate(300).unwrap();
    net.checkpoint(&path).unwrap();
    let at = net.snapshot().unwrap();
    net.simulate(300).unwrap();
    let end = net.snapshot().unwrap();
    assert!(net.cells.fired_count() > 100);
    for threads in [1, 2, 3] {
        // Other connections, and other bits without the file.
        let mut other = sheet(2, threads);
        other.simulate(50).unwrap();
        other.restore_from(&path).unwrap();
        assert_eq!(other.snapshot().unwrap(), at);
        other.simulate(300).unwrap();
        assert_eq!(other.snapshot().unwrap(), end);
    }
    // A later one takes the place of the first, and nothing else is left.
    net.checkpoint(&path).unwrap();
    let mut other = sheet(2, 1);
    other.restore_from(&path).unwrap();
    assert_eq!(other.snapshot().unwrap(), end);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

/// What an error says of a file, after which the network is as it was.
fn refused<N: Network>(net: &mut N, path: &PathBuf) -> String {
    let before = net.snapshot().unwrap();
    let error = net.restore_from(path).unwrap_err();
    assert_eq!(net.snapshot().unwrap(), before);
    match error {
        Error::File { path: found, reason } if found == path.display().to_string() => reason,
        other => panic!("{other}"),
    }
}

#[test]
fn a_file_that_is_cut_off_or_altered_is_refused() {
    let (_folder, path) = place();
    let mut net = sheet(1, 1);
    net.simulate(20).unwrap();
    net.checkpoint(&path).unwrap();
    let whole = fs::read(&path).unwrap();
    let mut other = sheet(2, 1);
    for (length, found) in [
        (0, "this file is empty: it has been cut off, or never written"),
        (1, "this file has been cut off in its first bytes"),
        (100, "this archive has been cut off or altered: its end is missing"),
        (whole.len() / 2, "this archive has been cut off or altered: its end is missing"),
        (whole.len() - 1, "this archive has been cut off or altered: its end is missing"),
    ] {
        fs::write(&path, &whole[..length]).unwrap();
        assert_eq!(
            refused(&mut other, &path),
            format!("a checkpoint was expected, as `checkpoint` writes it, and {found}")
        );
    }
    // A number of a state: it stands in the file as it does in memory.
    let state: Vec<u8> = net.cells.v().iter().flat_map(|v| v.to_ne_bytes()).collect();
    let place = whole.windows(state.len()).position(|bytes| bytes == state).unwrap();
    let mut altered = whole.clone();
    altered[place] ^= 1;
    fs::write(&path, &altered).unwrap();
    let reason = refused(&mut other, &path);
    assert!(
        reason.ends_with("this archive has been cut off or altered: the sum of its `cells.v.npy` is another"),
        "{reason}"
    );
    // Any byte: what an archive has beside its arrays may be altered without harm, and no array.
    let step = whole.len() / 200;
    let before = other.snapshot().unwrap();
    let (mut refused, mut right) = (0, 0);
    for place in (0..whole.len()).step_by(step) {
        let mut altered = whole.clone();
        altered[place] ^= 0x10;
        fs::write(&path, &altered).unwrap();
        match other.restore_from(&path) {
            Ok(()) => {
                right += 1;
                assert_eq!(other.snapshot().unwrap(), net.snapshot().unwrap(), "byte {place}");
                other.restore(&before).unwrap();
            }
            Err(_) => {
                refused += 1;
                assert_eq!(other.snapshot().unwrap(), before, "byte {place}");
            }
        }
    }
    assert!(refused > 9 * right, "{refused} refused, {right} right");
}

#[test]
fn a_file_of_something_else_is_refused() {
    let (folder, path) = place();
    sheet(1, 1).checkpoint(&path).unwrap();
    let mut other = Other::builder().build().unwrap();
    assert_eq!(refused(&mut other, &path), "it is of network `Sheet`, and this is `Other`");

    let missing = folder.path().join("missing.npz");
    assert!(refused(&mut other, &missing).contains("No such file"));
    let no_array = ndarray::arr1(&[1.0_f32]);
    ndarray_npy::write_npy(folder.path().join("one.npy"), &no_array).unwrap();
    let one = fs::read(folder.path().join("one.npy")).unwrap();
    for (bytes, found) in [
        (&b"not an archive"[..], "this is no archive of arrays: it begins with `not an archive`"),
        (&one, "this is one array of NumPy's"),
        (b"\x89HDF\r\n\x1a\n", "this is an HDF5 file"),
    ] {
        fs::write(&path, bytes).unwrap();
        assert_eq!(
            refused(&mut other, &path),
            format!("a checkpoint was expected, as `checkpoint` writes it, and {found}")
        );
    }

    // An archive of arrays, and of no network.
    let mut npz = ndarray_npy::NpzWriter::new(fs::File::create(&path).unwrap());
    npz.add_array("v", &no_array).unwrap();
    npz.finish().unwrap();
    let reason = refused(&mut other, &path);
    assert!(reason.ends_with("this archive is of no network: it has no array `izhi` of text, and `v`"), "{reason}");

    // One that cannot be read, by the number of a method of compression that there is not.
    let mut compressed = fs::read(&path).unwrap();
    let directory = compressed.windows(4).position(|bytes| bytes == b"PK\x01\x02").unwrap();
    (compressed[8], compressed[directory + 10]) = (200, 200);
    fs::write(&path, compressed).unwrap();
    let reason = refused(&mut other, &path);
    assert!(reason.ends_with("this archive is compressed, or locked: its `v.npy` cannot be read"), "{reason}");
}

#[test]
fn recordings_are_no_checkpoint() {
    let (_folder, path) = place();
    let mut net = sheet(1, 1);
    net.simulate(20).unwrap();
    write_recordings(&net, &path).unwrap();
    assert_eq!(
        refused(&mut net, &path),
        "a checkpoint was expected, as `checkpoint` writes it, and these are recordings of network `Sheet`, as `write_recordings` \
         writes them, from which no network goes on"
    );
}

#[test]
fn a_file_that_cannot_be_written_leaves_the_old_one() {
    let (folder, path) = place();
    let net = sheet(1, 1);
    let nowhere = folder.path().join("nowhere").join("sheet.npz");
    let Error::File { path: found, .. } = net.checkpoint(&nowhere).unwrap_err() else { panic!("no file error") };
    assert_eq!(found, nowhere.display().to_string());
    net.checkpoint(&path).unwrap();
    let before = fs::read(&path).unwrap();
    fs::create_dir(folder.path().join("taken")).unwrap();
    assert!(net.checkpoint(folder.path().join("taken")).is_err());
    assert_eq!(fs::read(&path).unwrap(), before);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
}
