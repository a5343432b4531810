//! The seed network computes what PymoNNto computes from the same state, weights and noise, spike by spike.
//! Where the numbers come from says `tests/data/README.md`.

#[path = "../examples/replay/arrays.rs"]
mod arrays;
#[path = "networks/replay.rs"]
mod network;
#[path = "../examples/replay/start.rs"]
mod start;

use std::io::{Cursor, Read, Seek};
use std::path::{Path, PathBuf};

use izhi::Network;
use ndarray::{Array1, Array2, ArrayView2, Ix2, OwnedRepr};
use ndarray_npy::{NpzReader, NpzWriter};

use arrays::Arrays;
use start::Start;

/// The largest difference of a state that rounding may make.
const TOLERANCE: f64 = 1e-6;

#[test]
fn replays_100_neurons() {
    check("seed_80_20_400.npz", 400);
}

#[test]
fn replays_groups_of_odd_sizes() {
    check("seed_37_13_150.npz", 150);
}

/// Replays the file and compares every spike and every number of every iteration.
fn check(name: &str, iterations: u64) {
    let path = data(name);
    let start = Start::read(&mut Arrays::open(&path).unwrap()).unwrap();
    assert_eq!(start.iterations(), iterations);
    let mut net = start.build().unwrap();
    net.simulate(iterations).unwrap();

    let mut reference = NpzReader::new(std::fs::File::open(&path).unwrap()).unwrap();
    for (letter, group) in [("E", &net.excitatory), ("I", &net.inhibitory)] {
        let fired: Array2<bool> = reference.by_name::<OwnedRepr<_>, Ix2>(&format!("fired_{letter}")).unwrap();
        assert_eq!(group.recorder.fired(), fired, "spikes of {letter}");
        assert!(fired.iter().any(|&fired| fired), "a comparison of silence");
        for (variable, found) in [("v", group.recorder.v()), ("u", group.recorder.u()), ("I", group.recorder.I())] {
            let name = format!("{variable}_{letter}");
            let expected: Array2<f64> = reference.by_name::<OwnedRepr<_>, Ix2>(&name).unwrap();
            let difference = largest_difference(found, &expected);
            assert!(difference < TOLERANCE, "{name} differs by {difference:e}");
        }
    }
}

fn largest_difference(found: ArrayView2<'_, f64>, expected: &Array2<f64>) -> f64 {
    assert_eq!(found.dim(), expected.dim());
    // Unlike `f64::max`, a NaN is not passed over.
    found
        .iter()
        .zip(expected)
        .map(|(a, b)| (a - b).abs())
        .fold(0.0, |most, next| if next <= most { most } else { next })
}

#[test]
fn wrong_files_are_explained() {
    check_error(|_| {}, None);
    check_error(
        |file| file.w_ie = None,
        Some(
            "array `W_IE` is missing; expected [3 targets, 2 sources]; there is v0_E, v0_I, u0_E, u0_I, noise_E, noise_I, W_EE, W_EI, W_II",
        ),
    );
    check_error(
        |file| file.w_ie = Some(Array2::zeros((2, 3))),
        Some("array `W_IE` has the shape [2, 3]; expected [3 targets, 2 sources]"),
    );
    check_error(
        |file| file.noise_i = Array2::zeros((4, 2)),
        Some("array `noise_I` has the shape [4, 2]; expected [5 iterations, 2 neurons]"),
    );
    check_error(|file| file.u0_e = vec![0, 0, 0], Some("array `u0_E` holds '<i8'; expected float64 or float32"));
    check_error(
        |file| file.v0_i = Array1::zeros(0),
        Some("array `v0_I` has the shape [0]; expected [neurons] with at least one"),
    );
}

/// What a test changes in a file of 3 + 2 neurons and 5 iterations.
struct File {
    v0_i: Array1<f32>,
    /// Integers where there are any.
    u0_e: Vec<i64>,
    noise_i: Array2<f64>,
    w_ie: Option<Array2<f64>>,
}

fn check_error(change: impl FnOnce(&mut File), expected: Option<&str>) {
    let mut file = File {
        v0_i: Array1::zeros(2),
        u0_e: Vec::new(),
        noise_i: Array2::zeros((5, 2)),
        w_ie: Some(Array2::zeros((3, 2))),
    };
    change(&mut file);
    let found = Start::read(&mut Arrays::new(written(&file)).unwrap());
    assert_eq!(found.err().as_deref(), expected);
}

fn written(file: &File) -> impl Read + Seek + use<> {
    let mut npz = NpzWriter::new(Cursor::new(Vec::new()));
    npz.add_array("v0_E", &Array1::<f64>::zeros(3)).unwrap();
    npz.add_array("v0_I", &file.v0_i).unwrap();
    match file.u0_e.is_empty() {
        true => npz.add_array("u0_E", &Array1::<f64>::zeros(3)).unwrap(),
        false => npz.add_array("u0_E", &Array1::from(file.u0_e.clone())).unwrap(),
    }
    npz.add_array("u0_I", &Array1::<f64>::zeros(2)).unwrap();
    npz.add_array("noise_E", &Array2::<f64>::zeros((5, 3))).unwrap();
    npz.add_array("noise_I", &file.noise_i).unwrap();
    npz.add_array("W_EE", &Array2::<f64>::zeros((3, 3))).unwrap();
    npz.add_array("W_EI", &Array2::<f64>::zeros((2, 3))).unwrap();
    npz.add_array("W_II", &Array2::<f64>::zeros((2, 2))).unwrap();
    if let Some(weights) = &file.w_ie {
        npz.add_array("W_IE", weights).unwrap();
    }
    npz.finish().unwrap()
}

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)
}
