//! What connectors draw.

use super::choice::Choice;
use crate::random::Generator;

/// The draws of one row or one column.
#[derive(Debug)]
pub struct Draws {
    generator: Generator,
    /// A bit for each number that has been chosen; none is set between two choices.
    chosen: Vec<u64>,
}

impl Draws {
    pub(super) fn new(generator: Generator) -> Self {
        Draws { generator, chosen: Vec::new() }
    }

    /// Goes on with the draws of another row or column, and keeps the memory.
    pub(super) fn turn_to(&mut self, generator: Generator) {
        self.generator = generator;
    }

    /// Uniform in [0, 1), a multiple of 2^-53.
    #[inline]
    pub fn unit(&mut self) -> f64 {
        self.generator.unit()
    }

    /// Uniform among the whole numbers below `bound`; zero where there is none.
    #[inline]
    pub fn below(&mut self, bound: u32) -> u32 {
        self.generator.below(bound)
    }

    /// Adds `count` of the numbers that can be chosen, all equally likely, in no order. Where they are
    /// distinct there are at least `count` of them, and at least one where not.
    pub(super) fn choose(&mut self, count: usize, choice: &Choice, numbers: &mut Vec<u32>) {
        let size = choice.size();
        let first = numbers.len();
        numbers.reserve(count);
        if choice.is_distinct {
            self.distinct(count as u32, size, numbers);
        } else {
            numbers.extend((0..count).map(|_| self.below(size)));
        }
        let left_out = choice.left_out.unwrap_or(u32::MAX);
        for number in &mut numbers[first..] {
            *number += choice.first;
            *number += u32::from(*number >= left_out);
        }
    }

    /// Adds `count` distinct numbers below `bound`, of which there are as many, with a draw for each (Floyd,
    /// in Bentley and Floyd, *A Sample of Brilliance*, 1987).
    fn distinct(&mut self, count: u32, bound: u32, numbers: &mut Vec<u32>) {
        let first = numbers.len();
        let words = (bound as usize).div_ceil(64);
        if self.chosen.len() < words {
            self.chosen.resize(words, 0);
        }
        for last in bound - count..bound {
            let drawn = self.below(last + 1);
            let number = if self.is_chosen(drawn) { last } else { drawn };
            self.chosen[number as usize / 64] |= 1 << (number % 64);
            numbers.push(number);
        }
        for number in &numbers[first..] {
            self.chosen[*number as usize / 64] = 0;
        }
    }

    fn is_chosen(&self, number: u32) -> bool {
        self.chosen[number as usize / 64] >> (number % 64) & 1 == 1
    }
}
