//! How much of a network happens at once.

use ndarray::{ArrayView2, Axis};

use crate::error::{Error, Result, at_least};
use crate::moments::{mean, variance};
use crate::rates::population_counts;
use crate::trains::SpikeTrains;

/// Golomb's χ of membrane potentials, or of any other variable of the neurons, \[iteration, neuron\]: from about 1/√N of N
/// neurons that have nothing to do with each other to 1 of those that all do the same.
///
/// χ² is the variance over time of the mean of all neurons, over the mean of the variances of each: D. Golomb and J. Rinzel,
/// *Dynamics of globally coupled inhibitory neurons with heterogeneity*, Physical Review E 48, 1993, and D. Golomb and D. Hansel,
/// *The number of synaptic inputs and the synchrony of large, sparse neuronal networks*, Neural Computation 12, 2000.
///
/// # Errors
///
/// Fewer than two neurons or iterations, a value that is not finite, and values that never change.
pub fn golomb_chi<T: Copy + Into<f64>>(potentials: ArrayView2<'_, T>) -> Result<f64> {
    at_least(2, potentials.nrows(), "iterations")?;
    at_least(2, potentials.ncols(), "neurons")?;
    let what = "membrane potentials";
    for ((iteration, neuron), &value) in potentials.indexed_iter() {
        let value = value.into();
        if !value.is_finite() {
            return Err(Error::NotFinite { what, value, index: vec![iteration, neuron] });
        }
    }
    let numbers = |values: ndarray::ArrayView1<'_, T>| values.iter().map(|&value| value.into()).collect::<Vec<f64>>();
    let means: Vec<f64> = potentials.axis_iter(Axis(0)).map(|row| mean(&numbers(row))).collect();
    let variances: Vec<f64> = potentials.axis_iter(Axis(1)).map(|column| variance(&numbers(column))).collect();
    let each = mean(&variances);
    if each == 0.0 {
        return Err(Error::Constant { what, neuron: None });
    }
    Ok((variance(&means) / each).sqrt())
}

/// The coefficient of variation of the mean rate of all neurons in bins of a width in ms: about one over the root of the spikes
/// in a bin, of neurons that have nothing to do with each other, and more the more they fire together.
///
/// The measure by which N. Brunel, *Dynamics of sparsely connected networks of excitatory and inhibitory spiking neurons*,
/// Journal of Computational Neuroscience 8, 2000, tells synchronous states from asynchronous ones: the fluctuations of the
/// global activity beside its mean.
///
/// # Errors
///
/// Bins that do not fill the time, fewer than two of them, and no spikes.
pub fn rate_cv(trains: &SpikeTrains, bin: f64) -> Result<f64> {
    let counts = population_counts(trains, bin)?.mapv(|count| count as f64).to_vec();
    at_least(2, counts.len(), "bins")?;
    at_least(1, trains.spikes(), "spikes")?;
    Ok(variance(&counts).sqrt() / mean(&counts))
}

/// Wang and Buzsáki's coherence κ: the share of their spikes that two neurons have in the same bin of a width in ms, from 0 to 1,
/// of all pairs on average. A neuron without a spike has nothing in common with others.
///
/// κ of a pair is Σ X Y / √(Σ X Σ Y), where X and Y are 1 in the bins with a spike: X.-J. Wang and G. Buzsáki, *Gamma oscillation
/// by synaptic inhibition in a hippocampal interneuronal network model*, Journal of Neuroscience 16, 1996.
///
/// # Errors
///
/// Bins that do not fill the time, and fewer than two neurons.
pub fn coherence(trains: &SpikeTrains, bin: f64) -> Result<f64> {
    at_least(2, trains.neurons(), "neurons")?;
    let bins = trains.bins(bin)?;
    // The bins with a spike of each neuron, ascending: mostly few of all.
    let occupied: Vec<Vec<usize>> = trains
        .iter()
        .map(|train| {
            let mut places: Vec<usize> = trains.bins_of(train, bin, bins).collect();
            places.dedup();
            places
        })
        .collect();
    let mut total = 0.0;
    for (number, first) in occupied.iter().enumerate() {
        for second in &occupied[..number] {
            let both = common(first, second);
            if both > 0 {
                total += both as f64 / (first.len() as f64 * second.len() as f64).sqrt();
            }
        }
    }
    let neurons = trains.neurons() as f64;
    Ok(total / (neurons * (neurons - 1.0) / 2.0))
}

/// How many numbers are in both of two ascending lists.
fn common(first: &[usize], second: &[usize]) -> usize {
    let (mut left, mut both) = (second, 0);
    for place in first {
        left = &left[left.iter().take_while(|other| *other < place).count()..];
        both += usize::from(left.first() == Some(place));
    }
    both
}

#[cfg(test)]
mod tests {
    use ndarray::Array2;

    use super::*;

    /// One wave of all neurons, or each its own of another frequency.
    #[test]
    fn waves_are_one_or_many() {
        let wave =
            |iteration: usize, cycles: usize| (iteration as f64 * cycles as f64 / 1000.0 * std::f64::consts::TAU).sin();
        let one = Array2::from_shape_fn((1000, 25), |(iteration, neuron)| wave(iteration, 3) + neuron as f64);
        assert!((golomb_chi(one.view()).unwrap() - 1.0).abs() < 1e-12);
        let many = Array2::from_shape_fn((1000, 25), |(iteration, neuron)| wave(iteration, 1 + neuron));
        assert!((golomb_chi(many.view()).unwrap() - 0.2).abs() < 1e-12);
    }

    #[test]
    fn potentials_that_say_nothing_are_errors() {
        let mut v = Array2::<f32>::zeros((4, 3));
        assert_eq!(golomb_chi(v.view()), Err(Error::Constant { what: "membrane potentials", neuron: None }));
        v[[2, 1]] = f32::NAN;
        assert_eq!(
            golomb_chi(v.view()).unwrap_err().to_string(),
            "membrane potentials have to be finite, and NaN was found at [2, 1]"
        );
        assert!(golomb_chi(Array2::<f32>::zeros((4, 1)).view()).is_err());
        assert!(golomb_chi(Array2::<f32>::zeros((0, 2)).view()).is_err());
    }

    #[test]
    fn coherence_is_that_of_the_bins_in_common() {
        let times = [vec![0.1, 0.2, 2.5, 3.5], vec![0.9, 2.1], vec![]];
        let trains = SpikeTrains::from_times(&times, 0.0..4.0).unwrap();
        // Three bins and two, two in common, and a silent neuron in two of three pairs.
        assert!((coherence(&trains, 1.0).unwrap() - 2.0 / 6.0_f64.sqrt() / 3.0).abs() < 1e-12);
        assert!(coherence(&trains.select([0]).unwrap(), 1.0).is_err());
    }

    #[test]
    fn the_rate_varies_where_spikes_come_together() {
        let together = SpikeTrains::from_times([[0.5, 4.5]; 10], 0.0..8.0).unwrap();
        assert!((rate_cv(&together, 1.0).unwrap() - 3.0_f64.sqrt()).abs() < 1e-12);
        assert_eq!(rate_cv(&together, 4.0).unwrap(), 0.0);
        assert!(rate_cv(&together.between(1.0..4.0).unwrap(), 1.0).is_err());
    }
}
