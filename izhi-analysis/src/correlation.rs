//! Which neurons fire together.

use ndarray::{Array2, Axis};

use crate::error::{Error, Result, at_least};
use crate::moments::{mean, variance};
use crate::rates::counts;
use crate::trains::SpikeTrains;

/// Pearson's correlation coefficient of the spike counts of each pair of neurons in bins of a width in ms:
/// \[neuron, neuron\], 1 on the diagonal.
///
/// As Elephant's `correlation_coefficient`; see M. R. Cohen and A. Kohn, *Measuring and interpreting neuronal correlations*,
/// Nature Neuroscience 14, 2011.
///
/// # Errors
///
/// Those of [`counts`], fewer than two bins, and a neuron with the same count in all bins, a silent one for
/// instance: nothing is known of it, and [`select`](SpikeTrains::select) leaves it out.
pub fn correlations(trains: &SpikeTrains, bin: f64) -> Result<Array2<f64>> {
    let standard = standard_counts(trains, bin)?;
    let mut correlations = standard.t().dot(&standard) / standard.nrows() as f64;
    correlations.diag_mut().fill(1.0);
    Ok(correlations)
}

/// The mean of [`correlations`] over all pairs of two neurons, without computing each of them.
///
/// # Errors
///
/// Those of [`correlations`], and fewer than two neurons.
pub fn mean_correlation(trains: &SpikeTrains, bin: f64) -> Result<f64> {
    at_least(2, trains.neurons(), "neurons")?;
    let standard = standard_counts(trains, bin)?;
    // The square of a sum is that of all pairs, in both orders, and of each neuron with itself, which is 1.
    let all = standard.sum_axis(Axis(1)).mapv(|sum| sum * sum).sum() / standard.nrows() as f64;
    let neurons = trains.neurons() as f64;
    Ok((all - neurons) / (neurons * (neurons - 1.0)))
}

/// Counts \[bin, neuron\] with a mean of 0 and a variance of 1 for each neuron.
fn standard_counts(trains: &SpikeTrains, bin: f64) -> Result<Array2<f64>> {
    let mut counts = counts(trains, bin)?.mapv(f64::from);
    at_least(2, counts.nrows(), "bins")?;
    for (neuron, mut column) in counts.columns_mut().into_iter().enumerate() {
        let values = column.to_vec();
        let (mean, deviation) = (mean(&values), variance(&values).sqrt());
        if deviation == 0.0 {
            return Err(Error::Constant { what: "spike counts", neuron: Some(neuron) });
        }
        column.mapv_inplace(|count| (count - mean) / deviation);
    }
    Ok(counts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neurons_correlate_with_what_they_do() {
        let times = [vec![0.5, 2.5], vec![0.7, 2.1], vec![1.5, 3.5], vec![0.5, 1.5]];
        let trains = SpikeTrains::from_times(&times, 0.0..4.0).unwrap();
        let found = correlations(&trains, 1.0).unwrap();
        let expected =
            ndarray::array![[1.0, 1.0, -1.0, 0.0], [1.0, 1.0, -1.0, 0.0], [-1.0, -1.0, 1.0, 0.0], [0.0, 0.0, 0.0, 1.0]];
        assert!((found - &expected).iter().all(|difference| difference.abs() < 1e-12));
        assert!((mean_correlation(&trains, 1.0).unwrap() + 1.0 / 6.0).abs() < 1e-12);
    }

    #[test]
    fn what_is_constant_is_named() {
        let trains = SpikeTrains::from_times([vec![0.5], vec![]], 0.0..4.0).unwrap();
        let expected = "the spike counts of neuron 1 are all the same, and vary with nothing: leave it out";
        assert_eq!(correlations(&trains, 1.0).unwrap_err().to_string(), expected);
        assert_eq!(mean_correlation(&trains, 1.0).unwrap_err().to_string(), expected);
        let one = trains.select([0]).unwrap();
        assert_eq!(
            mean_correlation(&one, 1.0).unwrap_err().to_string(),
            "neurons: expected at least 2, and there are 1"
        );
        assert!(matches!(correlations(&one, 4.0), Err(Error::TooFew { what: "bins", .. })));
    }
}
