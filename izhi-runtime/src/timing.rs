//! Time, and what comes in intervals: right after any number of iterations, in `f32` as in `f64`.
//!
//! The time of an iteration is a whole number times a time step, so nothing here adds up. Times become numbers of time steps
//! in `f64`, and a number of the network's type stands for the decimal that somebody has written: the `f32` 0.1 is a tenth,
//! and a hundred milliseconds are a thousand steps of it for ever.

use crate::clock::Clock;
use crate::math::Float;

impl Clock {
    /// The time at which an iteration begins.
    #[inline]
    pub fn time<F: Float>(&self, iteration: u64) -> F {
        F::from_f64(iteration as f64 * self.dt::<f64>())
    }

    /// Whether the iteration is the nearest to one of the times `first`, `first + period`, `first + 2 period` and so on; with
    /// a period that is not positive none is.
    #[inline]
    pub fn every<F: Float>(&self, iteration: u64, period: F, first: F) -> bool {
        let (now, period, first) = (iteration as f64, self.in_steps(period), self.in_steps(first));
        if period <= 0.0 {
            return false;
        }
        let nearest = ((now - first) / period).round();
        [nearest - 1.0, nearest, nearest + 1.0]
            .iter()
            .any(|&count| count >= 0.0 && round(first + count * period) == now)
    }

    /// Whether the iteration is from the one that is nearest to `start` on, and before the one that is nearest to `end`.
    #[inline]
    pub fn between<F: Float>(&self, iteration: u64, start: F, end: F) -> bool {
        let now = iteration as f64;
        round(self.in_steps(start)) <= now && now < round(self.in_steps(end))
    }

    /// How much of the period has passed, from 0 to less than 1, where one begins at `first`; before that as if there had
    /// been others. Of a period that is not positive it is no number.
    #[inline]
    pub fn phase<F: Float>(&self, iteration: u64, period: F, first: F) -> F {
        let (period, passed) = (self.in_steps(period), iteration as f64 - self.in_steps(first));
        if period <= 0.0 {
            return F::from_f64(f64::NAN);
        }
        // The remainder of whole numbers is exact.
        let is_exact = period == period.round() && passed == passed.round();
        let count = passed / period;
        let is_begin = !is_exact && (count - count.round()).abs() <= TOLERANCE + count.abs() * 4.0 * f64::EPSILON;
        let phase = if is_begin { 0.0 } else { passed.rem_euclid(period) / period };
        // What is nearly a whole period must not become one by rounding.
        Float::min(F::from_f64(phase), F::from_f64(1.0 - F::EPSILON.to_f64() / 2.0))
    }

    /// The number of time steps that is nearest to a time; of halves the greater.
    #[inline]
    pub fn steps<F: Float>(&self, time: F) -> F {
        let steps = self.in_steps(time);
        let halves = (2.0 * steps).round();
        let is_half = (2.0 * steps - halves).abs() <= TOLERANCE * halves.abs();
        F::from_f64(round(if is_half { halves / 2.0 } else { steps }))
    }

    /// A time in time steps, whole where it is a multiple of the time step.
    #[inline]
    fn in_steps<F: Float>(&self, time: F) -> f64 {
        let steps = decimal(time) / self.dt::<f64>();
        let whole = steps.round();
        if (steps - whole).abs() <= TOLERANCE * whole.abs() { whole } else { steps }
    }
}

/// By how much the quotient of two decimals differs from a whole number at most where it is one.
const TOLERANCE: f64 = 1e-12;

/// The nearest whole number; halves are rounded up, before zero as well.
fn round(steps: f64) -> f64 {
    (steps + 0.5).floor()
}

/// The shortest decimal that the number stands for, where that has at most nine digits behind the point.
#[inline]
fn decimal<F: Float>(value: F) -> f64 {
    let exact = value.to_f64();
    let shorter = (0..=9).map(|digits| {
        let scale = 10.0_f64.powi(digits);
        (exact * scale).round() / scale
    });
    shorter.into_iter().find(|&decimal| F::from_f64(decimal).to_f64() == exact).unwrap_or(exact)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn iterations(clock: &Clock, range: std::ops::Range<u64>, is_one: impl Fn(&Clock, u64) -> bool) -> Vec<u64> {
        range.filter(|&iteration| is_one(clock, iteration)).collect()
    }

    /// Where pulses are that are computed with whole numbers: `numerator / denominator` steps apart.
    fn nearest(count: u64, numerator: u64, denominator: u64) -> u64 {
        (2 * count * numerator + denominator) / (2 * denominator)
    }

    #[test]
    fn pulses_are_as_many_as_they_should_be_after_a_thousand_million_iterations() {
        let clock = Clock::at_start(0, 0.1);
        for begin in [0, 17_999_000, 1_000_000_000, 1 << 40] {
            let begin = begin / 1000 * 1000;
            let found = iterations(&clock, begin..begin + 5000, |clock, now| clock.every(now, 100.0_f32, 0.0));
            assert_eq!(found, [0, 1000, 2000, 3000, 4000].map(|later| begin + later));
            let found = iterations(&clock, begin..begin + 5000, |clock, now| clock.every(now, 0.7_f32, 0.0));
            assert_eq!(found, (begin..begin + 5000).filter(|now| now % 7 == 0).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_period_that_is_no_multiple_of_the_time_step_loses_nothing() {
        // A third of a hertz over a tenth of a millisecond, and 2.5 steps, whose halves are rounded up.
        for (dt, period, numerator, denominator) in [(0.1, 0.25, 5, 2), (0.3, 1.0, 10, 3), (0.7, 10.0, 100, 7)] {
            let clock = Clock::at_start(0, dt);
            for begin in [0, 999_999_999_000_u64 / 30 * 30] {
                let count = begin * denominator / numerator;
                let expected: Vec<u64> =
                    (count..count + 1000).map(|count| nearest(count, numerator, denominator)).collect();
                let range = expected[1]..expected[999];
                let found = iterations(&clock, range, |clock, now| clock.every(now, period, 0.0_f64));
                assert_eq!(found, expected[1..999], "{period} in steps of {dt}");
            }
        }
    }

    #[test]
    fn pulses_begin_at_the_first_one() {
        let clock = Clock::at_start(0, 0.5);
        assert_eq!(iterations(&clock, 0..40, |clock, now| clock.every(now, 5.0_f32, 7.25)), [15, 25, 35]);
        assert_eq!(iterations(&clock, 0..20, |clock, now| clock.every(now, 5.0_f32, -3.0)), [4, 14]);
        // More than one in an iteration is one.
        assert_eq!(iterations(&clock, 0..5, |clock, now| clock.every(now, 0.2_f64, 1.0)), [2, 3, 4]);
        for period in [0.0, -1.0, f32::NAN] {
            assert!(iterations(&clock, 0..100, |clock, now| clock.every(now, period, 0.0)).is_empty());
        }
    }

    #[test]
    fn windows_are_half_open() {
        let clock = Clock::at_start(0, 0.1);
        let found = iterations(&clock, 0..20_000_000, |clock, now| clock.between(now, 1_799_999.9_f64, 1_800_000.2));
        assert_eq!(found, [17_999_999, 18_000_000, 18_000_001]);
        assert_eq!(iterations(&clock, 0..10, |clock, now| clock.between(now, 0.2_f32, 0.5)), [2, 3, 4]);
        assert!(iterations(&clock, 0..100, |clock, now| clock.between(now, 5.0_f32, 5.0)).is_empty());
    }

    #[test]
    fn phases_stay_in_step() {
        let clock = Clock::at_start(0, 0.1);
        for begin in [0, 1_000_000_000, 1 << 40] {
            let begin = begin / 1000 * 1000;
            for step in 0..1000 {
                let phase: f32 = clock.phase(begin + step, 100.0, 0.0);
                assert_eq!(phase, (step as f64 / 1000.0) as f32);
            }
        }
        // A third is no multiple of the time step: phase zero comes back all the same, and one never comes.
        let clock = Clock::at_start(0, 0.3);
        for iteration in (0..1_000_000).step_by(10) {
            assert_eq!(clock.phase(iteration, 1.0_f64, 0.0), 0.0, "{iteration}");
            let before = clock.phase(iteration + 9, 1.0_f32, 0.0);
            assert!((before - 0.7).abs() < 1e-5, "{before}");
        }
        let long: f32 = Clock::at_start(0, 1.0).phase(999_999_999, 1e9, 0.0);
        assert!(long < 1.0);
        assert_eq!(Clock::at_start(0, 1.0).phase(2, 10.0_f32, 5.0), 0.7);
        assert!(clock.phase(3, 0.0_f32, 0.0).is_nan());
    }

    #[test]
    fn a_time_is_the_nearest_number_of_time_steps() {
        for (dt, time, steps) in
            [(0.1, 2.0, 20.0), (0.1, 0.35, 4.0), (0.05, 2.0, 40.0), (0.3, 2.0, 7.0), (0.3, 0.0, 0.0)]
        {
            let clock = Clock::at_start(0, dt);
            assert_eq!(clock.steps(time), steps, "{time} in steps of {dt}");
            assert_eq!(f64::from(clock.steps(time as f32)), steps, "{time} in steps of {dt} as an f32");
        }
        // As many as an `f32` tells apart in tenths, and halves whose quotient is none.
        let clock = Clock::at_start(0, 0.1);
        for steps in (0..1 << 23).step_by(9973) {
            assert_eq!(clock.steps((f64::from(steps) / 10.0) as f32), steps as f32);
            assert_eq!(clock.steps((f64::from(steps) + 0.5) / 10.0), f64::from(steps) + 1.0);
        }
    }

    #[test]
    fn time_is_rounded_once() {
        let clock = Clock::at_start(0, 0.1);
        assert_eq!(clock.time::<f32>(18_000_000), 1_800_000.0);
        assert_eq!(clock.time::<f32>(18_000_006), 1_800_000.6);
        assert_eq!(clock.time::<f64>(3), 0.1 * 3.0);
    }

    #[test]
    fn decimals_are_what_was_written() {
        for (number, written) in
            [(0.1_f32, 0.1), (1e-9, 1e-9), (123.456, 123.456), (-0.3, -0.3), (1e30, 1e30_f32 as f64)]
        {
            assert_eq!(decimal(number), written);
        }
        assert_eq!(decimal(0.1_f64 + 0.2), 0.1 + 0.2);
    }
}
