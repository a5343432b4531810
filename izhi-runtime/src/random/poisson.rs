//! The Poisson distribution without branches, so that loops over neurons stay vectors.

use crate::math::Float;

mod table;

pub use table::PoissonTable;

/// From this mean on the expansion is closer to the distribution than single precision to the inversion.
const LARGE: f64 = 10.0;

/// Terms of the distribution function: of a mean of 10 more than 32 come up once in 10^8 draws.
const TERMS: usize = 32;

/// The number of events of mean `mean`, from a uniform draw and a normal one; NaN for a negative mean.
///
/// Small means invert the distribution function at the uniform draw; the others are the asymptotic expansion of
/// the quantile in the normal draw, to the order 1/mean (Giles, *Algorithm 955: Approximation of the Inverse
/// Poisson Cumulative Distribution Function*, ACM TOMS 42, 2016, eq. 3), which is off by one in about one draw
/// in 1000.
#[inline(always)]
pub fn poisson<F: Float>(uniform: F, normal: F, mean: F) -> F {
    let mut small = F::ZERO;
    terms(mean, |_, below| small += if uniform >= below { F::ONE } else { F::ZERO });
    let large = expansion(normal, mean);
    if mean >= F::from_f64(LARGE) {
        large
    } else if mean >= F::ZERO {
        small
    } else {
        F::NAN
    }
}

/// The probabilities of none, of at most one, of at most two, and so on.
fn thresholds<F: Float>(mean: F) -> [F; TERMS] {
    let mut thresholds = [F::ZERO; TERMS];
    terms(mean, |number, below| thresholds[number] = below);
    thresholds
}

/// Gives out these probabilities, one after the other.
#[inline(always)]
fn terms<F: Float>(mean: F, mut term: impl FnMut(usize, F)) {
    let mut probability = (F::ZERO - mean).exp();
    let mut below = probability;
    // Written out: a loop within the loop over the neurons would keep that one from being vectors.
    macro_rules! terms {
        ($($number:literal)*) => { $(
            term($number - 1, below);
            probability = probability * mean * F::from_f64(1.0 / $number as f64);
            below += probability;
        )* };
    }
    terms!(1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16);
    terms!(17 18 19 20 21 22 23 24 25 26 27 28 29 30 31);
    term(TERMS - 1, below);
}

/// The number of events of a large mean.
#[inline(always)]
fn expansion<F: Float>(normal: F, mean: F) -> F {
    let number = F::from_f64;
    let (root, w) = (mean.sqrt(), normal);
    let square = w * w;
    let first = number(1.0 / 3.0) + square * number(1.0 / 6.0);
    let second = (F::ZERO - w) * (number(1.0 / 36.0) + square * number(1.0 / 72.0)) / root;
    let third = (number(-8.0 / 405.0) + square * (number(7.0 / 810.0) + square * number(1.0 / 270.0))) / mean;
    let large = (mean + root * w + first + second + third).floor();
    if large > F::ZERO { large } else { F::ZERO }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Stream;

    const DRAWS: usize = 1 << 18;

    fn draws(mean: f32) -> Vec<f32> {
        let (mut uniform, mut normal) = (vec![0.0; DRAWS], vec![0.0; DRAWS]);
        Stream::new(1, 2).uniform(0, 0, &mut uniform);
        Stream::new(1, 3).normal(0, 0, &mut normal);
        uniform.into_iter().zip(normal).map(|(uniform, normal)| poisson(uniform, normal, mean)).collect()
    }

    #[test]
    fn counts_have_the_probabilities_of_the_distribution() {
        for mean in [0.001, 0.3, 2.0, 7.3, 9.99, 10.0, 14.0, 60.0, 500.0] {
            let draws = draws(mean);
            let mean = f64::from(mean);
            let mut counts = vec![0.0; (mean + 12.0 * mean.sqrt() + 20.0) as usize];
            draws.iter().for_each(|&count| counts[count as usize] += 1.0);
            let mut logarithm = -mean;
            let (mut statistic, mut cells) = (0.0, 0.0_f64);
            for (count, found) in counts.iter().enumerate() {
                if count > 0 {
                    logarithm += (mean / count as f64).ln();
                }
                let expected = logarithm.exp() * DRAWS as f64;
                if expected > 10.0 {
                    statistic += (found - expected) * (found - expected) / expected;
                    cells += 1.0;
                }
            }
            // Five standard deviations of chi squared.
            let limit = cells + 5.0 * (2.0 * cells).sqrt();
            assert!(statistic < limit, "mean {mean}: chi squared {statistic} of {cells} cells");
        }
    }

    #[test]
    fn impossible_means_are_no_number_and_zero_is_no_event() {
        assert!(draws(0.0).iter().all(|&count| count == 0.0));
        assert!(poisson(0.5_f32, 0.0, -1.0).is_nan() && poisson(0.5_f64, 0.0, f64::NAN).is_nan());
    }
}
