//! Reductions over a population.
//!
//! The population is reduced block by block, in ascending order; within a block the elements are added to
//! eight lanes in turn, which are added up last. The order is part of the result and the same on every
//! machine. Sums are kept in double precision.

use crate::math::Float;

const LANES: usize = 8;

/// The sum of the selected values.
#[derive(Default)]
pub struct Sum {
    total: f64,
}

impl Sum {
    /// Takes in the values of a block where the mask is set.
    #[inline(always)]
    pub fn block<F: Float>(&mut self, values: &[F], mask: &[bool]) {
        let mut lanes = [0.0; LANES];
        for (values, mask) in values.chunks(LANES).zip(mask.chunks(LANES)) {
            for ((lane, value), selected) in lanes.iter_mut().zip(values).zip(mask) {
                *lane += if *selected { value.to_f64() } else { 0.0 };
            }
        }
        self.total += lanes.iter().sum::<f64>();
    }

    /// The sum of all blocks; zero for none.
    pub fn finish<F: Float>(self) -> F {
        F::from_f64(self.total)
    }
}

/// The mean of the selected values.
#[derive(Default)]
pub struct Mean {
    sum: Sum,
    count: Count,
}

impl Mean {
    /// Takes in the values of a block where the mask is set.
    #[inline(always)]
    pub fn block<F: Float>(&mut self, values: &[F], mask: &[bool]) {
        self.sum.block(values, mask);
        self.count.block(values, mask);
    }

    /// The mean of all blocks; not a number where none is selected.
    pub fn finish<F: Float>(self) -> F {
        F::from_f64(self.sum.total / self.count.count as f64)
    }
}

/// How many values are selected.
#[derive(Default)]
pub struct Count {
    count: i64,
}

impl Count {
    /// Takes in a block.
    #[inline(always)]
    pub fn block<F: Float>(&mut self, _values: &[F], mask: &[bool]) {
        self.count += mask.iter().map(|selected| i64::from(*selected)).sum::<i64>();
    }

    /// The number over all blocks.
    pub fn finish(self) -> i64 {
        self.count
    }
}

/// The least of the selected values.
pub struct Min<F>(F);

impl<F: Float> Default for Min<F> {
    fn default() -> Self {
        Min(F::INFINITY)
    }
}

impl<F: Float> Min<F> {
    /// Takes in the values of a block where the mask is set.
    #[inline(always)]
    pub fn block(&mut self, values: &[F], mask: &[bool]) {
        for (value, selected) in values.iter().zip(mask) {
            self.0 = self.0.min(if *selected { *value } else { F::INFINITY });
        }
    }

    /// The least of all blocks; infinity where none is selected.
    pub fn finish(self) -> F {
        self.0
    }
}

/// The greatest of the selected values.
pub struct Max<F>(F);

impl<F: Float> Default for Max<F> {
    fn default() -> Self {
        Max(-F::INFINITY)
    }
}

impl<F: Float> Max<F> {
    /// Takes in the values of a block where the mask is set.
    #[inline(always)]
    pub fn block(&mut self, values: &[F], mask: &[bool]) {
        for (value, selected) in values.iter().zip(mask) {
            self.0 = self.0.max(if *selected { *value } else { -F::INFINITY });
        }
    }

    /// The greatest of all blocks; minus infinity where none is selected.
    pub fn finish(self) -> F {
        self.0
    }
}
