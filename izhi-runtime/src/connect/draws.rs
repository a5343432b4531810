//! What connectors draw.

use rand_core::Rng;

use crate::random::Generator;

/// The draws of one row or one column.
#[derive(Debug)]
pub struct Draws {
    generator: Generator,
}

impl Draws {
    pub(super) fn new(generator: Generator) -> Self {
        Draws { generator }
    }

    /// Uniform in [0, 1), a multiple of 2^-53.
    pub fn unit(&mut self) -> f64 {
        (self.generator.next_u64() >> 11) as f64 * (1.0 / (1_u64 << 53) as f64)
    }

    /// Uniform among the whole numbers below `bound`, which is not zero: a multiplication instead of a
    /// remainder, and words that would make some numbers likelier are drawn again (Lemire, *Fast Random
    /// Integer Generation in an Interval*, 2019).
    pub fn below(&mut self, bound: u32) -> u32 {
        let excess = bound.wrapping_neg() % bound.max(1);
        loop {
            let product = u64::from(self.generator.next_u32()) * u64::from(bound);
            if product as u32 >= excess {
                return (product >> 32) as u32;
            }
        }
    }
}
