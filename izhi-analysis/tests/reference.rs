//! All that is measured is what Elephant and SciPy say: `tests/data/make_analysis_reference.py` made the file.

use std::fs::File;

use izhi_analysis::*;
use izhi_runtime::recording::Spike;
use ndarray::{Array, Array0, Array1, Array2, Dimension, Ix1, Ix2};
use ndarray_npy::{NpzReader, ReadableElement};

const BIN: f64 = 5.0;
const SAMPLE: f64 = 0.5;

fn read<T: ReadableElement, D: Dimension>(name: &str) -> Array<T, D> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/data/analysis.npz");
    NpzReader::new(File::open(path).unwrap()).unwrap().by_name(name).unwrap()
}

fn spikes() -> Vec<Spike> {
    let rows: Array2<i64> = read("spikes");
    rows.rows().into_iter().map(|row| Spike { iteration: row[0] as u64, neuron: row[1] as u32 }).collect()
}

fn trains() -> SpikeTrains {
    SpikeTrains::from_spikes(&spikes(), 8, 0.1, 0..30_000).unwrap()
}

/// To within a part of the value, or of one where the value is smaller.
fn assert_close<D: Dimension>(found: &Array<f64, D>, expected: &str, tolerance: f64) {
    let wanted: Array<f64, D> = read(expected);
    assert_eq!(found.shape(), wanted.shape(), "{expected}");
    for (found, wanted) in found.iter().zip(&wanted) {
        let difference = (found - wanted).abs();
        assert!(difference <= tolerance * wanted.abs().max(1.0), "{expected}: {found}, expected {wanted}");
    }
}

fn all(values: Vec<Option<f64>>) -> Array1<f64> {
    values.into_iter().map(Option::unwrap).collect()
}

fn one(value: f64) -> Array0<f64> {
    ndarray::arr0(value)
}

#[test]
fn flags_and_times_make_the_same_trains() {
    let mut fired = Array2::from_elem((30_000, 8), false);
    spikes().iter().for_each(|spike| fired[[spike.iteration as usize, spike.neuron as usize]] = true);
    assert_eq!(SpikeTrains::from_flags(fired.view(), 0.1).unwrap(), trains());
    let of_times = SpikeTrains::from_times(trains().iter(), 0.0..30_000.0 * 0.1).unwrap();
    assert!(of_times.iter().eq(trains().iter()) && of_times.stop() == trains().stop());
    assert_eq!((of_times.step(), trains().step()), (None, Some(0.1)));
}

#[test]
fn rates_and_counts() {
    let trains = trains();
    assert_close(&rates(&trains), "rates", 1e-13);
    assert_eq!(counts(&trains, BIN).unwrap().mapv(i64::from), read::<i64, Ix2>("counts"));
    assert_close(&population_rate(&trains, BIN).unwrap(), "population_rate", 1e-13);
    let mean = read::<f64, Ix1>("rates").mean().unwrap();
    assert!((mean_rate(&trains) - mean).abs() < 1e-12);
}

#[test]
fn intervals_and_counts_vary() {
    let trains = trains();
    assert_close(&all(cv(&trains)), "cv", 1e-12);
    assert_close(&all(cv2(&trains)), "cv2", 1e-12);
    assert_close(&all(lv(&trains)), "lv", 1e-12);
    assert_close(&all(fano_factors(&trains, BIN).unwrap()), "fano_factors", 1e-12);
}

#[test]
fn correlations_of_pairs() {
    let trains = trains();
    assert_close(&correlations(&trains, BIN).unwrap(), "correlations", 1e-12);
    assert_close(&one(mean_correlation(&trains, BIN).unwrap()), "mean_correlation", 1e-12);
}

#[test]
fn distances_of_pairs() {
    let trains = trains();
    assert_close(&van_rossum(&trains, 12.0).unwrap(), "van_rossum", 1e-12);
    assert_close(&victor_purpura(&trains, 0.08).unwrap(), "victor_purpura", 1e-11);
}

#[test]
fn synchrony() {
    let trains = trains();
    assert_close(&one(rate_cv(&trains, BIN).unwrap()), "rate_cv", 1e-12);
    assert_close(&one(coherence(&trains, BIN).unwrap()), "coherence", 1e-12);
    assert_close(&one(golomb_chi(read::<f64, Ix2>("potentials").view()).unwrap()), "chi", 1e-12);
}

/// A power to within 1e-12 of the largest one: rounding is as large for all of them.
fn assert_spectrum(found: Spectrum, expected: &str) {
    let wanted: Array2<f64> = read(expected);
    let scale = wanted.row(1).fold(0.0, |most: f64, &power| most.max(power));
    assert_eq!(found.frequencies.len(), wanted.ncols(), "{expected}");
    for (place, (frequency, power)) in found.frequencies.iter().zip(&found.powers).enumerate() {
        assert!((frequency - wanted[[0, place]]).abs() < 1e-10, "{expected}: {frequency} Hz");
        let difference = (power - wanted[[1, place]]).abs();
        assert!(difference < 1e-12 * scale, "{expected}: {power} at {frequency} Hz, expected {}", wanted[[1, place]]);
    }
}

#[test]
fn spectra() {
    let potentials: Array2<f64> = read("potentials");
    let samples = potentials.column(0);
    assert_spectrum(periodogram(samples, SAMPLE).unwrap(), "periodogram");
    assert_spectrum(periodogram(samples.slice(ndarray::s![..1500]), SAMPLE).unwrap(), "periodogram_even");
    assert_spectrum(welch(samples, SAMPLE, &Welch::new(256)).unwrap(), "welch");
    let odd = Welch { overlap: 100, window: Window::Hamming, ..Welch::new(301) };
    assert_spectrum(welch(samples, SAMPLE, &odd).unwrap(), "welch_odd");
    let power =
        Welch { overlap: 0, window: Window::Blackman, without_mean: false, scaling: Scaling::Power, ..Welch::new(200) };
    assert_spectrum(welch(samples, SAMPLE, &power).unwrap(), "welch_power");
}
