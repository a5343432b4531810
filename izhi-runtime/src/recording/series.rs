//! The rows of one recorded variable.

use crate::weights::Extent;

use super::Spike;
use super::synapses::Synapses;

/// One recorded variable.
#[derive(Debug)]
pub(crate) struct Variable<F> {
    pub(crate) name: &'static str,
    pub(crate) row: Row,
    /// Of a variable of synapses.
    pub(super) synapses: Option<Synapses>,
    pub(crate) series: Series<F>,
}

/// What is recorded of a variable in one iteration, or in one bin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// A value for each neuron.
    Neurons(usize),
    /// A value for each synapse, source by source and target by target inside.
    Dense(Extent),
    /// A value for each of so many synapses, in the order of the structure's rows.
    Sparse(Extent, usize),
    /// One value.
    One,
    /// How often the neurons have an event, in a bin of time.
    Rate,
}

impl Row {
    pub(super) fn width(self) -> usize {
        match self {
            Row::Neurons(neurons) => neurons,
            Row::Dense(Extent { sources, targets }) => sources * targets,
            Row::Sparse(_, synapses) => synapses,
            Row::One | Row::Rate => 1,
        }
    }
}

/// The rows of a variable.
#[derive(Clone, Debug)]
pub enum Series<F> {
    /// Numbers, so many in each iteration.
    Values(Vec<F>),
    /// Integers, so many in each iteration.
    Integers(Vec<i64>),
    /// Whether each neuron had the event, in each iteration.
    Flags(Vec<bool>),
    /// The events alone.
    Events(Vec<Spike>),
}

impl<F> Series<F> {
    #[doc(hidden)]
    pub fn values() -> Self {
        Series::Values(Vec::new())
    }

    #[doc(hidden)]
    pub fn integers() -> Self {
        Series::Integers(Vec::new())
    }

    #[doc(hidden)]
    pub fn flags() -> Self {
        Series::Flags(Vec::new())
    }

    #[doc(hidden)]
    pub fn events() -> Self {
        Series::Events(Vec::new())
    }
}

impl<F> Series<F> {
    /// Forgets everything, and keeps the memory.
    pub(super) fn clear(&mut self) {
        match self {
            Series::Values(values) => values.clear(),
            Series::Integers(values) => values.clear(),
            Series::Flags(flags) => flags.clear(),
            Series::Events(events) => events.clear(),
        }
    }

    /// Forgets the first rows of that width, and the events before an iteration.
    pub(super) fn forget(&mut self, rows: usize, width: usize, before: u64) {
        match self {
            Series::Values(values) => drop(values.drain(..rows * width)),
            Series::Integers(values) => drop(values.drain(..rows * width)),
            Series::Flags(flags) => drop(flags.drain(..rows * width)),
            Series::Events(events) => drop(events.drain(..first_from(events, before))),
        }
    }
}

/// The number of events before an iteration.
pub(super) fn first_from(events: &[Spike], iteration: u64) -> usize {
    events.partition_point(|event| event.iteration < iteration)
}
