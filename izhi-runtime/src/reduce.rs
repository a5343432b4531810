//! Reductions over a population.
//!
//! The population is reduced block by block, in ascending order; within a block the elements are added to
//! eight lanes in turn, which are added up last. The order is part of the result and the same on every
//! machine. Sums are kept in double precision.
//!
//! Where several ranks have the population, each reduces its own blocks, and all add up the sums of all blocks.

use crate::executor::Executor;
use crate::math::Float;

const LANES: usize = 8;

/// The sum of the selected values.
pub struct Sum {
    neurons: usize,
    total: f64,
    /// Those of the blocks, where they are not those of the whole population.
    blocks: Option<Vec<f64>>,
}

impl Sum {
    /// Of so many neurons of a population.
    #[inline(always)]
    pub fn over(length: usize, size: usize) -> Self {
        Sum { neurons: size, total: 0.0, blocks: (length < size).then(Vec::new) }
    }

    /// Takes in the values of a block where the mask is set.
    #[inline(always)]
    pub fn block<F: Float>(&mut self, values: &[F], mask: &[bool]) {
        let mut lanes = [0.0; LANES];
        for (values, mask) in values.chunks(LANES).zip(mask.chunks(LANES)) {
            for ((lane, value), selected) in lanes.iter_mut().zip(values).zip(mask) {
                *lane += if *selected { value.to_f64() } else { 0.0 };
            }
        }
        let sum = lanes.iter().sum::<f64>();
        match &mut self.blocks {
            Some(blocks) => blocks.push(sum),
            None => self.total += sum,
        }
    }

    /// The sum of all blocks; zero for none.
    pub fn finish<F: Float>(self, executor: &Executor) -> F {
        F::from_f64(self.total(executor, 0.0)[0])
    }

    /// The sum of all blocks, and that of another number of each rank.
    fn total(self, executor: &Executor, other: f64) -> [f64; 2] {
        if executor.ranks() == 1 {
            return [self.total, other];
        }
        let own = self.blocks.unwrap_or_else(|| vec![self.total]);
        executor.sum_of_blocks(self.neurons, own, other)
    }
}

/// The mean of the selected values.
pub struct Mean {
    sum: Sum,
    count: Count,
}

impl Mean {
    /// Of so many neurons of a population.
    #[inline(always)]
    pub fn over(length: usize, size: usize) -> Self {
        Mean { sum: Sum::over(length, size), count: Count::over(length, size) }
    }

    /// Takes in the values of a block where the mask is set.
    #[inline(always)]
    pub fn block<F: Float>(&mut self, values: &[F], mask: &[bool]) {
        self.sum.block(values, mask);
        self.count.block(values, mask);
    }

    /// The mean of all blocks; not a number where none is selected.
    pub fn finish<F: Float>(self, executor: &Executor) -> F {
        let [sum, count] = self.sum.total(executor, self.count.count as f64);
        F::from_f64(sum / count)
    }
}

/// How many values are selected.
pub struct Count {
    count: i64,
}

impl Count {
    /// Of so many neurons of a population.
    #[inline(always)]
    pub fn over(_length: usize, _size: usize) -> Self {
        Count { count: 0 }
    }

    /// Takes in a block.
    #[inline(always)]
    pub fn block<F: Float>(&mut self, _values: &[F], mask: &[bool]) {
        self.count += mask.iter().map(|selected| i64::from(*selected)).sum::<i64>();
    }

    /// The number over all blocks.
    pub fn finish(self, executor: &Executor) -> i64 {
        executor.combine(self.count, |one, other| one + other)
    }
}

/// The least of the selected values.
pub struct Min<F>(F);

impl<F: Float> Min<F> {
    /// Of so many neurons of a population.
    #[inline(always)]
    pub fn over(_length: usize, _size: usize) -> Self {
        Min(F::INFINITY)
    }

    /// Takes in the values of a block where the mask is set.
    #[inline(always)]
    pub fn block(&mut self, values: &[F], mask: &[bool]) {
        for (value, selected) in values.iter().zip(mask) {
            self.0 = self.0.min(if *selected { *value } else { F::INFINITY });
        }
    }

    /// The least of all blocks; infinity where none is selected.
    pub fn finish(self, executor: &Executor) -> F {
        executor.combine(self.0, F::min)
    }
}

/// The greatest of the selected values.
pub struct Max<F>(F);

impl<F: Float> Max<F> {
    /// Of so many neurons of a population.
    #[inline(always)]
    pub fn over(_length: usize, _size: usize) -> Self {
        Max(-F::INFINITY)
    }

    /// Takes in the values of a block where the mask is set.
    #[inline(always)]
    pub fn block(&mut self, values: &[F], mask: &[bool]) {
        for (value, selected) in values.iter().zip(mask) {
            self.0 = self.0.max(if *selected { *value } else { -F::INFINITY });
        }
    }

    /// The greatest of all blocks; minus infinity where none is selected.
    pub fn finish(self, executor: &Executor) -> F {
        executor.combine(self.0, F::max)
    }
}
