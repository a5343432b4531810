//! How different spike trains are.

use ndarray::Array2;

use crate::error::{Result, positive};
use crate::trains::SpikeTrains;

/// Van Rossum's distance of the spike trains of each pair of neurons, \[neuron, neuron\], with a time constant in ms.
///
/// Each spike becomes an exponential that begins at it and decays with the time constant; the distance is the root of the
/// integral of the squared difference of both sums: M. C. W. van Rossum, *A novel spike distance*, Neural Computation 13, 2001.
/// It has the scale of Elephant's `van_rossum_distance`: a spike more is a distance of 1, and that of the paper is this
/// one over √2. Computed as in C. Houghton and T. Kreuz, *On the efficient calculation of van Rossum distances*, Network 23,
/// 2012, in a time that grows with the number of spikes.
///
/// # Errors
///
/// A time constant that is not positive.
pub fn van_rossum(trains: &SpikeTrains, tau: f64) -> Result<Array2<f64>> {
    positive("the time constant of van Rossum's distance", tau)?;
    let trains: Vec<Markage<'_>> = trains.iter().map(|times| Markage::new(times, tau)).collect();
    let own: Vec<f64> = trains.iter().map(Markage::own).collect();
    Ok(symmetric(trains.len(), |first, second| {
        let between = trains[first].earlier(&trains[second], true) + trains[second].earlier(&trains[first], false);
        // Of equal trains rounding can leave less than nothing.
        (own[first] + own[second] - 2.0 * between).max(0.0).sqrt()
    }))
}

/// Spikes with what is left, at each, of the exponentials of those before it.
struct Markage<'a> {
    times: &'a [f64],
    left: Vec<f64>,
    tau: f64,
}

impl<'a> Markage<'a> {
    fn new(times: &'a [f64], tau: f64) -> Self {
        let mut left = vec![0.0; times.len()];
        for spike in 1..times.len() {
            left[spike] = (left[spike - 1] + 1.0) * ((times[spike - 1] - times[spike]) / tau).exp();
        }
        Markage { times, left, tau }
    }

    /// The sum of exp(-|t - t'| / tau) over all pairs of its own spikes.
    fn own(&self) -> f64 {
        self.times.len() as f64 + 2.0 * self.left.iter().sum::<f64>()
    }

    /// The sum of exp(-|t - t'| / tau) over all spikes t of the other train and those t' of this one before them, or at the same
    /// time where those are wanted.
    fn earlier(&self, other: &Markage<'_>, with_equal: bool) -> f64 {
        let (mut before, mut sum) = (0, 0.0);
        for &time in other.times {
            let is_earlier = |own: &f64| *own < time || (with_equal && *own == time);
            before += self.times[before..].iter().take_while(|own| is_earlier(own)).count();
            if before > 0 {
                sum += (self.left[before - 1] + 1.0) * ((self.times[before - 1] - time) / self.tau).exp();
            }
        }
        sum
    }
}

/// Victor and Purpura's distance of the spike trains of each pair of neurons, \[neuron, neuron\]: what it costs to make one of
/// the other, where a spike that goes or comes costs 1, and one that is moved `cost` for each ms.
///
/// J. D. Victor and K. P. Purpura, *Nature and precision of temporal coding in visual cortex: a metric-space analysis*, Journal of
/// Neurophysiology 76, 1996. With a cost of 0 it is the difference of the numbers of spikes. The time that it takes grows with
/// the product of these.
///
/// # Errors
///
/// A cost that is negative or not finite.
pub fn victor_purpura(trains: &SpikeTrains, cost: f64) -> Result<Array2<f64>> {
    if cost != 0.0 {
        positive("the cost of moving a spike for a millisecond", cost)?;
    }
    let trains: Vec<&[f64]> = trains.iter().collect();
    Ok(symmetric(trains.len(), |first, second| cheapest(trains[first], trains[second], cost)))
}

/// What it costs to make the second train of the first.
fn cheapest(first: &[f64], second: &[f64], cost: f64) -> f64 {
    // What the spikes so far of the first cost to become none, one, two and more of the second.
    let mut costs: Vec<f64> = (0..=second.len()).map(|spikes| spikes as f64).collect();
    for (spikes, from) in first.iter().enumerate() {
        let mut diagonal = costs[0];
        costs[0] = (spikes + 1) as f64;
        for (place, to) in second.iter().enumerate() {
            let moved = diagonal + cost * (from - to).abs();
            diagonal = costs[place + 1];
            costs[place + 1] = moved.min(diagonal + 1.0).min(costs[place] + 1.0);
        }
    }
    costs[second.len()]
}

/// A symmetric matrix with zeros on its diagonal.
fn symmetric(size: usize, value: impl Fn(usize, usize) -> f64) -> Array2<f64> {
    let mut matrix = Array2::zeros((size, size));
    for first in 0..size {
        for second in 0..first {
            matrix[[first, second]] = value(first, second);
            matrix[[second, first]] = matrix[[first, second]];
        }
    }
    matrix
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Error;

    fn trains() -> SpikeTrains {
        SpikeTrains::from_times([vec![], vec![10.0], vec![13.0], vec![10.0, 90.0]], 0.0..100.0).unwrap()
    }

    #[test]
    fn closed_forms_of_single_spikes() {
        let found = van_rossum(&trains(), 2.0).unwrap();
        assert!((found[[0, 1]] - 1.0).abs() < 1e-12 && (found[[1, 3]] - 1.0).abs() < 1e-12);
        assert!((found[[1, 2]] - (2.0 - 2.0 * (-1.5_f64).exp()).sqrt()).abs() < 1e-12);
        let found = victor_purpura(&trains(), 0.25).unwrap();
        assert_eq!(found.row(1).to_vec(), [1.0, 0.0, 0.75, 1.0]);
        // To move a spike for so long costs more than to take one and to give one.
        assert_eq!(victor_purpura(&trains(), 1.0).unwrap()[[1, 2]], 2.0);
        assert_eq!(victor_purpura(&trains(), 0.0).unwrap().row(3).to_vec(), [2.0, 1.0, 1.0, 0.0]);
    }

    #[test]
    fn constants_have_to_make_sense() {
        assert!(matches!(van_rossum(&trains(), 0.0), Err(Error::NotPositive { value: 0.0, .. })));
        assert!(matches!(victor_purpura(&trains(), -1.0), Err(Error::NotPositive { value: -1.0, .. })));
        assert!(matches!(victor_purpura(&trains(), f64::NAN), Err(Error::NotPositive { .. })));
    }
}
