//! How many of several draws are of one kind: the number is found from the likeliest one outward, one uniform draw each.

use std::ops::RangeInclusive;

use crate::math::Float;

/// What is less likely than this part of the likeliest number is left over by rounding.
const NEGLIGIBLE: f64 = 1e-20;

/// The number of successes in so many trials, of which each has the same probability.
pub(crate) fn binomial(trials: u64, probability: f64, uniform: f64) -> u64 {
    if trials == 0 || probability <= 0.0 {
        return 0;
    }
    if probability >= 1.0 {
        return trials;
    }
    let mode = (((trials + 1) as f64 * probability) as u64).min(trials);
    let failure = 1.0 - probability;
    let (successes, failures) = (mode as f64, (trials - mode) as f64);
    let logarithm = ln_ways(trials, mode) + successes * Float::ln(probability) + failures * Float::ln(failure);
    let ratio = |number: u64| (trials - number) as f64 / (number + 1) as f64 * (probability / failure);
    search(0..=trials, mode, Float::exp(logarithm), ratio, uniform)
}

/// The number of marked ones among those drawn of `all`, none of which is drawn twice.
pub(crate) fn hypergeometric(all: u64, marked: u64, drawn: u64, uniform: f64) -> u64 {
    let possible = (drawn + marked).saturating_sub(all)..=drawn.min(marked);
    let likeliest = (u128::from(drawn) + 1) * (u128::from(marked) + 1) / (u128::from(all) + 2);
    let mode = (likeliest as u64).clamp(*possible.start(), *possible.end());
    let logarithm = ln_ways(marked, mode) + ln_ways(all - marked, drawn - mode) - ln_ways(all, drawn);
    let ratio = |number: u64| {
        let (marked_left, left) = ((marked - number) as f64, (drawn - number) as f64);
        marked_left * left / ((number + 1) as f64 * (all - marked + number + 1 - drawn) as f64)
    };
    search(possible, mode, Float::exp(logarithm), ratio, uniform)
}

/// The number at which the probabilities, from that of the mode on and then of its neighbours on both sides by turns, have added up
/// to a uniform draw. `ratio` is the probability of the number after the given one by that of the given one.
fn search(possible: RangeInclusive<u64>, mode: u64, at_mode: f64, ratio: impl Fn(u64) -> f64, uniform: f64) -> u64 {
    let mut rest = uniform - at_mode;
    if rest < 0.0 {
        return mode;
    }
    let ((mut low, mut below), (mut high, mut above)) = ((mode, at_mode), (mode, at_mode));
    while below.max(above) > NEGLIGIBLE * at_mode {
        above = if high < *possible.end() { above * ratio(high) } else { 0.0 };
        high += u64::from(above > 0.0);
        rest -= above;
        if rest < 0.0 {
            return high;
        }
        below = if low > *possible.start() { below / ratio(low - 1) } else { 0.0 };
        low -= u64::from(below > 0.0);
        rest -= below;
        if rest < 0.0 {
            return low;
        }
    }
    mode
}

/// The logarithm of the number of ways to choose so many of `all`.
fn ln_ways(all: u64, chosen: u64) -> f64 {
    ln_factorial(all) - ln_factorial(chosen) - ln_factorial(all - chosen)
}

/// By Stirling's series, where its error is below 10^-12.
fn ln_factorial(number: u64) -> f64 {
    const LN_ROOT_2_PI: f64 = 0.918_938_533_204_672_8;
    if number < 16 {
        return Float::ln((1..=number).map(|factor| factor as f64).product::<f64>());
    }
    let x = number as f64;
    let inverse = 1.0 / x;
    let square = inverse * inverse;
    let series = inverse * (1.0 / 12.0 - square * (1.0 / 360.0 - square * (1.0 / 1260.0 - square / 1680.0)));
    (x + 0.5) * Float::ln(x) - x + LN_ROOT_2_PI + series
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Stream;

    const DRAWS: usize = 1 << 16;

    fn uniform(site: u64) -> impl Iterator<Item = f64> {
        let mut generator = Stream::new(3, site).generator(0);
        (0..DRAWS).map(move |_| generator.unit())
    }

    /// Pearson's test of the drawn numbers against probabilities that are computed one after the other from the first.
    #[track_caller]
    fn check(drawn: Vec<u64>, first: u64, probability_of_first: f64, ratio: impl Fn(u64) -> f64) {
        let largest = drawn.iter().copied().max().unwrap();
        let (mut probability, mut statistic, mut cells) = (probability_of_first, 0.0, 0.0_f64);
        for number in first..=largest {
            let expected = probability * DRAWS as f64;
            if expected > 10.0 {
                let found = drawn.iter().filter(|&&drawn| drawn == number).count() as f64;
                statistic += (found - expected) * (found - expected) / expected;
                cells += 1.0;
            }
            probability *= ratio(number);
        }
        assert!(cells > 1.0);
        // Five standard deviations of chi squared.
        assert!(statistic < cells + 5.0 * (2.0 * cells).sqrt(), "chi squared {statistic} of {cells} cells");
    }

    #[test]
    fn successes_have_the_probabilities_of_the_distribution() {
        for (site, (trials, probability)) in
            [(1, 0.5), (20, 0.03), (50, 0.5), (500, 0.3), (90, 0.97)].into_iter().enumerate()
        {
            let drawn = uniform(site as u64).map(|uniform| binomial(trials, probability, uniform)).collect();
            let odds = probability / (1.0 - probability);
            let ratio = |number: u64| (trials as f64 - number as f64) / (number as f64 + 1.0) * odds;
            check(drawn, 0, (1.0 - probability).powi(trials as i32), ratio);
        }
    }

    #[test]
    fn marked_ones_have_the_probabilities_of_the_distribution() {
        let cases: [(u64, u64, u64); 4] = [(10, 3, 4), (100, 50, 10), (60, 20, 50), (400, 100, 150)];
        for (site, (all, marked, drawn)) in cases.into_iter().enumerate() {
            let first = (drawn + marked).saturating_sub(all);
            // Of the first number as products of chances, one draw after the other.
            let ways = |of: u64, chosen: u64| (0..chosen).map(|k| (of - k) as f64 / (k + 1) as f64).product::<f64>();
            let of_first = ways(marked, first) * ways(all - marked, drawn - first) / ways(all, drawn);
            let [of, chosen, taken] = [all, marked, drawn].map(|number| number as f64);
            let ratio = |number: u64| {
                let number = number as f64;
                (chosen - number) * (taken - number) / ((number + 1.0) * (of - chosen - taken + number + 1.0))
            };
            let found = uniform(site as u64).map(|uniform| hypergeometric(all, marked, drawn, uniform)).collect();
            check(found, first, of_first, ratio);
        }
    }

    #[test]
    fn numbers_are_possible_ones_whatever_is_drawn() {
        let nearly_one = 1.0 - f64::EPSILON / 2.0;
        for uniform in [0.0, 0.5, nearly_one] {
            assert_eq!(binomial(0, 0.5, uniform), 0);
            assert_eq!(binomial(7, 0.0, uniform), 0);
            assert_eq!(binomial(7, 1.0, uniform), 7);
            assert!(binomial(300_000_000, 0.4, uniform).abs_diff(120_000_000) < 100_000);
            assert_eq!(hypergeometric(10, 10, 4, uniform), 4);
            assert_eq!(hypergeometric(10, 0, 4, uniform), 0);
            assert_eq!(hypergeometric(10, 4, 10, uniform), 4);
            let many = hypergeometric(6_000_000_000, 2_000_000_000, 300_000_000, uniform);
            assert!(many.abs_diff(100_000_000) < 100_000);
        }
    }

    #[test]
    fn factorials_are_those_of_products() {
        let (mut product, mut sum) = (1.0_f64, 0.0_f64);
        for number in 1..170 {
            product *= number as f64;
            sum += (number as f64).ln();
            let found = ln_factorial(number);
            assert!((found - product.ln()).abs() < 1e-12 * found.max(1.0), "{number} {found} {}", product.ln());
            assert!((found - sum).abs() < 1e-12 * sum.max(1.0));
        }
    }
}
