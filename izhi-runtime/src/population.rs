//! Neuron groups: their size, their grid and their tags.

use crate::error::{Error, Result};
use crate::math::Float;
use crate::memory;

/// The number of neurons along each axis of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grid {
    /// Neurons along x.
    pub width: usize,
    /// Neurons along y.
    pub height: usize,
    /// Neurons along z.
    pub depth: usize,
}

impl Grid {
    /// A grid of width x height x depth neurons.
    pub const fn new(width: usize, height: usize, depth: usize) -> Self {
        Grid { width, height, depth }
    }

    /// Neurons in a row along x.
    pub const fn line(neurons: usize) -> Self {
        Grid::new(neurons, 1, 1)
    }

    /// The grid of one layer that is as nearly square as the number of neurons divides, the shorter side
    /// along x, as PymoNNto's `get_squared_dim`: 800 neurons become 25 x 32.
    pub const fn squared(neurons: usize) -> Self {
        if neurons > u32::MAX as usize {
            // More than a group can have; building it says so.
            return Grid::line(neurons);
        }
        let mut width = neurons.isqrt();
        while width > 1 && !neurons.is_multiple_of(width) {
            width -= 1;
        }
        match width {
            0 => Grid::new(0, 0, 1),
            width => Grid::new(width, neurons / width, 1),
        }
    }

    /// The number of neurons.
    pub const fn neurons(self) -> usize {
        self.width * self.height * self.depth
    }

    /// Where the neuron of an index stands: along x, y and z, from zero.
    pub const fn position(self, index: usize) -> [usize; 3] {
        [index % self.width, index / self.width % self.height, index / (self.width * self.height) % self.depth]
    }
}

impl From<usize> for Grid {
    fn from(neurons: usize) -> Self {
        Grid::line(neurons)
    }
}

/// What a neuron group is, apart from the variables of its neurons.
#[derive(Debug)]
pub struct Population<F> {
    name: &'static str,
    tags: &'static [&'static str],
    grid: Grid,
    size: usize,
    positions: [Vec<F>; 3],
}

impl<F: Float> Population<F> {
    /// No neurons.
    #[doc(hidden)]
    pub const EMPTY: Self =
        Population { name: "", tags: &[], grid: Grid::new(0, 0, 0), size: 0, positions: [const { Vec::new() }; 3] };

    /// Puts the neurons on their grid.
    ///
    /// # Errors
    ///
    /// A grid without neurons or with 2^32 and more.
    #[doc(hidden)]
    pub fn build(&mut self, name: &'static str, tags: &'static [&'static str], grid: Grid) -> Result<()> {
        (self.name, self.tags) = (name, tags);
        let Grid { width, height, depth } = grid;
        let too_large = || Error::TooLarge { group: name.to_owned(), width, height, depth };
        let size = width.checked_mul(height).and_then(|size| size.checked_mul(depth)).ok_or_else(too_large)?;
        if size == 0 {
            return Err(Error::Empty { group: name.to_owned(), width, height, depth });
        }
        if size > u32::MAX as usize {
            return Err(too_large());
        }
        let strides = [(1, width), (width, height), (width * height, depth)];
        for (axis, (stride, extent)) in self.positions.iter_mut().zip(strides) {
            memory::reserve(axis, size, name)?;
            axis.extend((0..size).map(|index| F::from_i64((index / stride % extent) as i64)));
        }
        (self.grid, self.size) = (grid, size);
        Ok(())
    }

    /// The name in the declaration.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The tags, the name first and `All` last.
    pub fn tags(&self) -> &'static [&'static str] {
        self.tags
    }

    /// The grid on which the neurons stand.
    pub fn grid(&self) -> Grid {
        self.grid
    }

    /// The number of neurons.
    pub fn size(&self) -> usize {
        self.size
    }

    /// The position of each neuron along x, in steps of the grid from zero. The index of a neuron runs along
    /// x first, then y, then z.
    pub fn x(&self) -> &[F] {
        &self.positions[0]
    }

    /// The position of each neuron along y.
    pub fn y(&self) -> &[F] {
        &self.positions[1]
    }

    /// The position of each neuron along z.
    pub fn z(&self) -> &[F] {
        &self.positions[2]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn squared_is_pymonntos_get_squared_dim() {
        let cases = [(800, 25, 32), (200, 10, 20), (100, 10, 10), (7, 1, 7), (1, 1, 1), (0, 0, 0)];
        for (neurons, width, height) in cases {
            assert_eq!(Grid::squared(neurons), Grid::new(width, height, 1), "{neurons} neurons");
        }
    }

    #[test]
    fn positions_run_along_x_first() {
        let mut population = Population::<f32>::EMPTY;
        population.build("g", &["g"], Grid::new(2, 3, 2)).unwrap();
        assert_eq!(population.size(), 12);
        assert_eq!(population.x(), [0., 1., 0., 1., 0., 1., 0., 1., 0., 1., 0., 1.]);
        assert_eq!(population.y(), [0., 0., 1., 1., 2., 2., 0., 0., 1., 1., 2., 2.]);
        assert_eq!(population.z(), [0., 0., 0., 0., 0., 0., 1., 1., 1., 1., 1., 1.]);
    }

    #[test]
    fn impossible_sizes_are_errors() {
        let build = |grid| {
            let mut population = Population::<f32>::EMPTY;
            population.build("g", &["g"], grid)
        };
        assert!(matches!(build(Grid::new(3, 0, 1)), Err(Error::Empty { height: 0, .. })));
        assert!(matches!(build(Grid::new(1 << 20, 1 << 20, 1)), Err(Error::TooLarge { .. })));
        assert!(matches!(build(Grid::new(usize::MAX, 3, 1)), Err(Error::TooLarge { .. })));
    }
}
