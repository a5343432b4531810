//! What Rust functions are given that a behaviour calls, as [the language](../../izhi/language/statements/index.html#rust-functions) says.

use crate::connect::Structure;
use crate::math::Float;
use crate::random::Generator;
use crate::weights::Extent;

/// A value for each synapse of a group, with the neurons that it connects.
#[derive(Clone, Copy, Debug)]
pub struct SynapseView<'a, F> {
    rows: Rows<'a>,
    values: &'a [F],
}

/// A value for each synapse of a group, to be changed, with the neurons that it connects.
#[derive(Debug)]
pub struct SynapseViewMut<'a, F> {
    rows: Rows<'a>,
    values: &'a mut [F],
}

/// Which synapses leave each source.
#[derive(Clone, Copy, Debug)]
enum Rows<'a> {
    All { sources: usize, targets: usize },
    Listed { starts: &'a [usize], targets: &'a [u32] },
}

impl Rows<'_> {
    fn sources(&self) -> usize {
        match self {
            Rows::All { sources, .. } => *sources,
            Rows::Listed { starts, .. } => starts.len().saturating_sub(1),
        }
    }

    /// The places of a source's synapses.
    ///
    /// # Panics
    ///
    /// If there is no such source.
    fn row(&self, source: usize) -> std::ops::Range<usize> {
        assert!(source < self.sources(), "source {source} of {}", self.sources());
        match self {
            Rows::All { targets, .. } => source * targets..(source + 1) * targets,
            Rows::Listed { starts, .. } => starts[source]..starts[source + 1],
        }
    }

    /// The target of a synapse of a source.
    fn target(&self, row: &std::ops::Range<usize>, number: usize) -> usize {
        match self {
            Rows::All { .. } => number,
            Rows::Listed { targets, .. } => targets[row.start + number] as usize,
        }
    }
}

impl<'a, F: Float> SynapseView<'a, F> {
    /// The number of neurons that synapses can leave.
    pub fn sources(&self) -> usize {
        self.rows.sources()
    }

    /// The value of each synapse: source by source.
    pub fn values(&self) -> &'a [F] {
        self.values
    }

    /// The targets and values of a source's synapses, in the order in which they are kept.
    ///
    /// # Panics
    ///
    /// If there is no such source.
    pub fn row(&self, source: usize) -> impl Iterator<Item = (usize, F)> + use<'a, F> {
        let (rows, row) = (self.rows, self.rows.row(source));
        let values = &self.values[row.clone()];
        values.iter().enumerate().map(move |(number, value)| (rows.target(&row, number), *value))
    }

    /// The source, the target and the value of each synapse, source by source.
    pub fn iter(&self) -> impl Iterator<Item = (usize, usize, F)> + use<'a, F> {
        let view = *self;
        (0..view.sources()).flat_map(move |source| view.row(source).map(move |(target, value)| (source, target, value)))
    }
}

impl<F: Float> SynapseViewMut<'_, F> {
    /// The same to read.
    pub fn view(&self) -> SynapseView<'_, F> {
        SynapseView { rows: self.rows, values: self.values }
    }

    /// The same for a shorter time.
    pub fn reborrow(&mut self) -> SynapseViewMut<'_, F> {
        SynapseViewMut { rows: self.rows, values: self.values }
    }

    /// The value of each synapse: source by source.
    pub fn values_mut(&mut self) -> &mut [F] {
        self.values
    }

    /// The targets and values of a source's synapses, in the order in which they are kept.
    ///
    /// # Panics
    ///
    /// If there is no such source.
    pub fn row_mut(&mut self, source: usize) -> impl Iterator<Item = (usize, &mut F)> {
        let (rows, row) = (self.rows, self.rows.row(source));
        let values = &mut self.values[row.clone()];
        values.iter_mut().enumerate().map(move |(number, value)| (rows.target(&row, number), value))
    }

    /// Does something to each synapse, source by source: to its value, by its source and its target.
    pub fn for_each(&mut self, mut change: impl FnMut(usize, usize, &mut F)) {
        for source in 0..self.rows.sources() {
            self.row_mut(source).for_each(|(target, value)| change(source, target, value));
        }
    }
}

/// An argument on its way to a function.
#[doc(hidden)]
#[derive(Debug)]
pub enum Argument<'a, F> {
    Number(F),
    Integer(i64),
    Flag(bool),
    Numbers(&'a [F]),
    Integers(&'a [i64]),
    Flags(&'a [bool]),
    NumbersMut(&'a mut [F]),
    IntegersMut(&'a mut [i64]),
    FlagsMut(&'a mut [bool]),
    Synapses(SynapseView<'a, F>),
    SynapsesMut(SynapseViewMut<'a, F>),
    Random(&'a mut Generator),
}

/// A function with its arguments taken apart; false where they are of other kinds.
#[doc(hidden)]
pub type Called<F> = fn(&mut [Argument<'_, F>]) -> bool;

impl<'a, F: Float> Argument<'a, F> {
    /// Synapses between all neurons of two groups.
    pub fn dense(extent: Extent, values: &'a [F]) -> Self {
        Argument::Synapses(SynapseView { rows: all(extent), values })
    }

    /// The same, to be changed.
    pub fn dense_mut(extent: Extent, values: &'a mut [F]) -> Self {
        Argument::SynapsesMut(SynapseViewMut { rows: all(extent), values })
    }

    /// Those synapses that there are.
    pub fn sparse(structure: &'a Structure, values: &'a [F]) -> Self {
        Argument::listed(structure.starts(), structure.targets(), values)
    }

    /// The same, to be changed.
    pub fn sparse_mut(structure: &'a Structure, values: &'a mut [F]) -> Self {
        Argument::listed_mut(structure.starts(), structure.targets(), values)
    }

    /// Synapses by the places at which the rows of the sources start, and one more at which the last one ends.
    pub fn listed(starts: &'a [usize], targets: &'a [u32], values: &'a [F]) -> Self {
        Argument::Synapses(SynapseView { rows: Rows::Listed { starts, targets }, values })
    }

    /// The same, to be changed.
    pub fn listed_mut(starts: &'a [usize], targets: &'a [u32], values: &'a mut [F]) -> Self {
        Argument::SynapsesMut(SynapseViewMut { rows: Rows::Listed { starts, targets }, values })
    }
}

fn all<'a>(extent: Extent) -> Rows<'a> {
    Rows::All { sources: extent.sources, targets: extent.targets }
}

/// Calls a function. Of what it has changed no subnormal number is kept.
#[doc(hidden)]
pub fn call<F: Float>(function: Called<F>, arguments: &mut [Argument<'_, F>]) {
    let fit = function(arguments);
    debug_assert!(fit, "the arguments of a function are of other kinds than its call says");
    for argument in arguments {
        let changed = match argument {
            Argument::NumbersMut(values) => &mut **values,
            Argument::SynapsesMut(view) => view.values_mut(),
            _ => continue,
        };
        changed.iter_mut().for_each(|value| *value = value.stored());
    }
}
