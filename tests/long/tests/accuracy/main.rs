//! How near the neurons and sources of `izhi::library` are to what their equations say: beside closed forms, beside what SciPy
//! and NEST computed, and, where they are random, beside the distributions that theory gives them.

mod closed_forms;
mod courses;
mod orders;
mod random;
mod single;
mod units;

use std::fs::File;
use std::path::Path;

use izhi::prelude::*;
use ndarray_npy::NpzReader;

behavior! {
    /// A current that does not change, for each neuron its own.
    Constant {
        param { current: each(0.0) }
        step { I += current; }
    }
}

/// What `tests/data/make_neurons_reference.py` has written.
fn reference() -> NpzReader<File> {
    NpzReader::new(File::open(Path::new(env!("CARGO_MANIFEST_DIR")).join("../data/neurons.npz")).unwrap()).unwrap()
}
