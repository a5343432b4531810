//! How often neurons fire.

use ndarray::{Array1, Array2};

use crate::error::{Error, Result};
use crate::trains::SpikeTrains;

/// The mean rate of each neuron, in Hz: its spikes over the time.
pub fn rates(trains: &SpikeTrains) -> Array1<f64> {
    trains.iter().map(|train| 1e3 * train.len() as f64 / trains.duration()).collect()
}

/// The mean rate of all neurons, in Hz.
pub fn mean_rate(trains: &SpikeTrains) -> f64 {
    1e3 * trains.spikes() as f64 / (trains.neurons() as f64 * trains.duration())
}

/// How many spikes each neuron has in each bin of a width in ms: \[bin, neuron\].
///
/// # Errors
///
/// Bins that do not fill the time, and more of them than the memory holds.
pub fn counts(trains: &SpikeTrains, bin: f64) -> Result<Array2<u32>> {
    let bins = trains.bins(bin)?;
    let mut counts = zeros([bins, trains.neurons()])?;
    for (train, mut column) in trains.iter().zip(counts.columns_mut()) {
        trains.bins_of(train, bin, bins).for_each(|place| column[place] += 1);
    }
    Ok(counts)
}

/// How many spikes all neurons have together in each bin of a width in ms.
///
/// # Errors
///
/// As [`counts`].
pub fn population_counts(trains: &SpikeTrains, bin: f64) -> Result<Array1<u64>> {
    let bins = trains.bins(bin)?;
    let mut counts = zeros([bins, 1])?.remove_axis(ndarray::Axis(1));
    for train in trains.iter() {
        trains.bins_of(train, bin, bins).for_each(|place| counts[place] += 1);
    }
    Ok(counts)
}

/// The mean rate of all neurons in each bin of a width in ms, in Hz.
///
/// # Errors
///
/// As [`counts`].
pub fn population_rate(trains: &SpikeTrains, bin: f64) -> Result<Array1<f64>> {
    let scale = 1e3 / (trains.neurons() as f64 * bin);
    Ok(population_counts(trains, bin)?.mapv(|count| count as f64 * scale))
}

/// An array of zeros, if there is memory for it.
fn zeros<T: Clone + Default>(shape: [usize; 2]) -> Result<Array2<T>> {
    let refused = || Error::Memory { shape };
    let length = shape[0].checked_mul(shape[1]).ok_or_else(refused)?;
    let mut zeros = Vec::new();
    zeros.try_reserve_exact(length).map_err(|_| refused())?;
    zeros.resize(length, T::default());
    Ok(Array2::from_shape_vec(shape, zeros).expect("as many as the shape says"))
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;

    #[test]
    fn spikes_are_counted_in_their_bins() {
        let trains = SpikeTrains::from_times([vec![0.0, 0.9, 1.0, 3.9], vec![2.0]], 0.0..4.0).unwrap();
        assert_eq!(counts(&trains, 1.0).unwrap(), array![[2, 0], [1, 0], [0, 1], [1, 0]]);
        assert_eq!(population_counts(&trains, 2.0).unwrap(), array![3, 2]);
        assert_eq!(population_rate(&trains, 2.0).unwrap(), array![750.0, 500.0]);
        assert_eq!(rates(&trains), array![1000.0, 250.0]);
        assert_eq!(mean_rate(&trains), 625.0);
    }

    #[test]
    fn bins_have_to_fill_the_time() {
        let trains = SpikeTrains::from_times([[1.0]], 0.0..4.0).unwrap();
        let error = counts(&trains, 3.0).unwrap_err();
        assert_eq!(error, Error::Bins { bin: 3.0, duration: 4.0 });
        assert_eq!(
            error.to_string(),
            "bins of 3 ms do not fill 4 ms: take others, or shorten the recording with `whole_bins(3.0)`"
        );
        assert_eq!(counts(&trains.whole_bins(3.0).unwrap(), 3.0).unwrap(), array![[1]]);
        assert!(matches!(counts(&trains, -1.0), Err(Error::NotPositive { .. })));
        assert!(matches!(counts(&trains, f64::NAN), Err(Error::NotPositive { .. })));
        assert!(matches!(counts(&trains, 1e-300), Err(Error::Memory { .. })));
        assert!(matches!(counts(&trains, 8.0), Err(Error::Bins { .. })));
    }
}
