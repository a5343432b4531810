//! How regularly neurons fire.

use ndarray::Axis;

use crate::error::{Result, at_least};
use crate::moments::{mean, variance};
use crate::rates::counts;
use crate::trains::SpikeTrains;

/// The intervals between the spikes of each neuron, in ms.
pub fn intervals(trains: &SpikeTrains) -> Vec<Vec<f64>> {
    trains.iter().map(|train| train.windows(2).map(|pair| pair[1] - pair[0]).collect()).collect()
}

/// The coefficient of variation of each neuron's intervals, their standard deviation over their mean: 1 of a Poisson
/// process, 0 of a clock. Nothing for neurons with fewer than two intervals.
///
/// See C. Koch, *Biophysics of Computation*, 1999, section 15.1. The standard deviation is that of all intervals, divided by
/// their number, as in Elephant's and SciPy's `variation`.
pub fn cv(trains: &SpikeTrains) -> Vec<Option<f64>> {
    of_intervals(trains, |intervals| variance(intervals).sqrt() / mean(intervals))
}

/// The mean over neighbouring intervals of 2 |I' - I| / (I' + I), of each neuron: as [`cv`], and blind to slow changes of
/// the rate. Nothing for neurons with fewer than two intervals.
///
/// G. R. Holt, W. R. Softky, C. Koch and R. J. Douglas, *Comparison of discharge variability in vitro and in vivo in cat
/// visual cortex neurons*, Journal of Neurophysiology 75, 1996.
pub fn cv2(trains: &SpikeTrains) -> Vec<Option<f64>> {
    of_intervals(trains, |intervals| {
        let pairs = intervals.windows(2).map(|pair| 2.0 * (pair[1] - pair[0]).abs() / (pair[1] + pair[0]));
        pairs.sum::<f64>() / (intervals.len() - 1) as f64
    })
}

/// The local variation of each neuron's intervals, the mean over neighbours of 3 (I' - I)² / (I' + I)²: 1 of a Poisson
/// process, 0 of a clock, and blind to slow changes of the rate. Nothing for neurons with fewer than two intervals.
///
/// S. Shinomoto, K. Shima and J. Tanji, *Differences in spiking patterns among cortical neurons*, Neural Computation 15,
/// 2003.
pub fn lv(trains: &SpikeTrains) -> Vec<Option<f64>> {
    of_intervals(trains, |intervals| {
        let pairs = intervals.windows(2).map(|pair| 3.0 * ((pair[1] - pair[0]) / (pair[1] + pair[0])).powi(2));
        pairs.sum::<f64>() / (intervals.len() - 1) as f64
    })
}

/// The Fano factor of each neuron: the variance of its spike counts in bins of a width in ms over their mean, 1 of a Poisson
/// process. Nothing for silent neurons.
///
/// U. Fano, *Ionization yield of radiations II*, Physical Review 72, 1947. The variance is divided by the number of bins, as
/// in Elephant's `fanofactor`.
///
/// # Errors
///
/// Those of [`counts`], and fewer than two bins.
pub fn fano_factors(trains: &SpikeTrains, bin: f64) -> Result<Vec<Option<f64>>> {
    let counts = counts(trains, bin)?;
    at_least(2, counts.nrows(), "bins")?;
    let factors = counts.axis_iter(Axis(1)).map(|counts| {
        let counts = counts.mapv(f64::from).to_vec();
        let mean = mean(&counts);
        (mean > 0.0).then(|| variance(&counts) / mean)
    });
    Ok(factors.collect())
}

/// The mean over the neurons that have a value.
///
/// # Errors
///
/// No such neuron.
pub fn mean_of_known(values: &[Option<f64>]) -> Result<f64> {
    let known: Vec<f64> = values.iter().copied().flatten().collect();
    at_least(1, known.len(), "neurons with enough spikes to be measured")?;
    Ok(mean(&known))
}

/// What is measured of intervals, where there are two of them.
fn of_intervals(trains: &SpikeTrains, measure: impl Fn(&[f64]) -> f64) -> Vec<Option<f64>> {
    intervals(trains).iter().map(|intervals| (intervals.len() >= 2).then(|| measure(intervals))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clocks_do_not_vary() {
        let clock: Vec<f64> = (0..100).map(|spike| 10.0 * f64::from(spike)).collect();
        let trains = SpikeTrains::from_times([clock, vec![5.0, 7.0], vec![]], 0.0..1000.0).unwrap();
        for measured in [cv(&trains), cv2(&trains), lv(&trains)] {
            assert_eq!(measured, [Some(0.0), None, None]);
        }
        assert_eq!(fano_factors(&trains, 100.0).unwrap()[0], Some(0.0));
        assert_eq!(fano_factors(&trains, 100.0).unwrap()[2], None);
        assert_eq!(intervals(&trains)[1], [2.0]);
    }

    /// Intervals of 1 ms and 3 ms in turn.
    #[test]
    fn two_intervals_in_turn_have_closed_forms() {
        let times: Vec<f64> = (0..100).flat_map(|pair| [4.0 * f64::from(pair), 4.0 * f64::from(pair) + 1.0]).collect();
        let trains = SpikeTrains::from_times([&times[..199]], 0.0..400.0).unwrap();
        let close = |measured: Vec<Option<f64>>, expected: f64| (measured[0].unwrap() - expected).abs() < 1e-12;
        assert!(close(cv(&trains), 0.5) && close(cv2(&trains), 1.0) && close(lv(&trains), 0.75));
    }

    #[test]
    fn a_mean_is_that_of_the_neurons_with_a_value() {
        assert_eq!(mean_of_known(&[Some(1.0), None, Some(2.0)]), Ok(1.5));
        assert_eq!(
            mean_of_known(&[None, None]).unwrap_err().to_string(),
            "neurons with enough spikes to be measured: expected at least 1, and there are 0"
        );
        let trains = SpikeTrains::from_times([[1.0]], 0.0..4.0).unwrap();
        assert!(fano_factors(&trains, 4.0).is_err());
    }
}
