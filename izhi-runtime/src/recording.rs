//! What recorders keep.

use ndarray::{Array1, ArrayView1, ArrayView2, ArrayView3};

use crate::error::{Error, Result};
use crate::events::Events;
use crate::math::Float;
use crate::memory;
use crate::weights::Extent;

/// An event of one neuron in one iteration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spike {
    /// The iteration, from zero.
    pub iteration: u64,
    /// The index of the neuron in its group.
    pub neuron: u32,
}

impl Spike {
    /// When it was: the beginning of its iteration, in the unit of the time step.
    pub fn time(self, dt: f64) -> f64 {
        self.iteration as f64 * dt
    }
}

/// What one recorder of a group has seen.
#[derive(Debug)]
pub struct Recording<F> {
    group: &'static str,
    name: &'static str,
    size: usize,
    dt: f64,
    is_on: bool,
    /// What kept it from recording all events.
    failure: Option<Error>,
    iterations: Vec<u64>,
    variables: Vec<Variable<F>>,
}

/// One recorded variable.
#[derive(Debug)]
pub(crate) struct Variable<F> {
    pub(crate) name: &'static str,
    pub(crate) row: Row,
    pub(crate) series: Series<F>,
}

/// What is recorded of a variable in one iteration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// A value for each neuron.
    Neurons(usize),
    /// A value for each synapse, source by source and target by target inside.
    Dense(Extent),
    /// A value for each synapse, in the order of the structure's rows.
    Sparse(usize),
    /// One value for all synapses.
    Shared,
}

impl Row {
    fn width(self) -> usize {
        match self {
            Row::Neurons(neurons) => neurons,
            Row::Dense(Extent { sources, targets }) => sources * targets,
            Row::Sparse(synapses) => synapses,
            Row::Shared => 1,
        }
    }
}

/// The rows of a variable.
#[derive(Debug)]
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

impl<F: Float> Recording<F> {
    /// A recording of no group.
    #[doc(hidden)]
    pub const EMPTY: Self = Recording {
        group: "",
        name: "",
        size: 0,
        dt: 0.0,
        is_on: true,
        failure: None,
        iterations: Vec::new(),
        variables: Vec::new(),
    };

    #[doc(hidden)]
    pub fn build(
        &mut self,
        group: &'static str,
        name: &'static str,
        size: usize,
        dt: f64,
        series: Vec<(&'static str, Series<F>)>,
    ) {
        let variable = |(name, series)| Variable { name, row: Row::Neurons(size), series };
        let variables = series.into_iter().map(variable).collect();
        *self = Recording { group, name, size, dt, is_on: true, failure: None, iterations: Vec::new(), variables };
    }

    /// Says of which synapses a variable is, before anything has been recorded.
    #[doc(hidden)]
    pub fn set_row(&mut self, variable: usize, row: Row) {
        self.variables[variable].row = row;
    }

    /// An error where a variable is of other synapses than those that it was built for.
    #[doc(hidden)]
    pub fn check_row(&self, variable: usize, row: Row) -> Result<()> {
        let Variable { name, row: own, .. } = &self.variables[variable];
        if *own == row {
            return Ok(());
        }
        let place = format!("{}.{}.{name}", self.group, self.name);
        Err(Error::Exchanged { place, expected: own.width(), found: row.width() })
    }

    /// The iteration of each row, ascending. Where recording was off, rows are missing.
    pub fn iterations(&self) -> ArrayView1<'_, u64> {
        ArrayView1::from(&self.iterations)
    }

    /// The time of each row: the beginning of its iteration, in the unit of the time step.
    pub fn times(&self) -> Array1<f64> {
        self.iterations.iter().map(|&iteration| iteration as f64 * self.dt).collect()
    }

    /// The number of iterations recorded.
    pub fn len(&self) -> usize {
        self.iterations.len()
    }

    /// Whether nothing has been recorded.
    pub fn is_empty(&self) -> bool {
        self.iterations.is_empty()
    }

    /// Whether it records.
    pub fn is_on(&self) -> bool {
        self.is_on
    }

    /// Records, or lets the iterations pass, from the next one on.
    pub fn set_on(&mut self, is_on: bool) {
        self.is_on = is_on;
    }

    /// Forgets what has been recorded, and keeps the memory for what comes.
    pub fn clear(&mut self) {
        self.iterations.clear();
        for variable in &mut self.variables {
            match &mut variable.series {
                Series::Values(values) => values.clear(),
                Series::Integers(values) => values.clear(),
                Series::Flags(flags) => flags.clear(),
                Series::Events(events) => events.clear(),
            }
        }
    }

    /// Room for more iterations, so that recording them neither fails nor copies nor waits for memory.
    ///
    /// # Errors
    ///
    /// Where the memory cannot be had.
    pub fn reserve(&mut self, iterations: u64) -> Result<()> {
        if !self.is_on {
            return Ok(());
        }
        let place = format!("{}.{}", self.group, self.name);
        let rows = usize::try_from(iterations).unwrap_or(usize::MAX);
        memory::reserve_at_hand(&mut self.iterations, rows, &place)?;
        for variable in &mut self.variables {
            let elements = rows.saturating_mul(variable.row.width());
            match &mut variable.series {
                Series::Values(values) => memory::reserve_at_hand(values, elements, &place)?,
                Series::Integers(values) => memory::reserve_at_hand(values, elements, &place)?,
                Series::Flags(flags) => memory::reserve_at_hand(flags, elements, &place)?,
                // How many there will be nobody knows.
                Series::Events(_) => {}
            }
        }
        Ok(())
    }

    /// An error where it is a recording of another number of neurons.
    pub(crate) fn check_size(&self, size: usize) -> Result<()> {
        if self.size == size {
            return Ok(());
        }
        Err(Error::Exchanged { place: format!("{}.{}", self.group, self.name), expected: size, found: self.size })
    }

    /// Begins the row of an iteration. False where nothing is to be recorded.
    #[doc(hidden)]
    pub fn begin(&mut self, iteration: u64) -> bool {
        if self.is_on {
            self.iterations.push(iteration);
        }
        self.is_on
    }

    #[doc(hidden)]
    pub fn append_values(&mut self, variable: usize, row: &[F]) {
        if let Series::Values(values) = &mut self.variables[variable].series {
            values.extend_from_slice(row);
        }
    }

    #[doc(hidden)]
    pub fn append_integers(&mut self, variable: usize, row: &[i64]) {
        if let Series::Integers(values) = &mut self.variables[variable].series {
            values.extend_from_slice(row);
        }
    }

    #[doc(hidden)]
    pub fn append_flags(&mut self, variable: usize, events: &Events) {
        if let Series::Flags(flags) = &mut self.variables[variable].series {
            flags.extend_from_slice(events.flags());
        }
    }

    #[doc(hidden)]
    pub fn append_events(&mut self, variable: usize, events: &Events) {
        let Some(&iteration) = self.iterations.last() else { return };
        if let Series::Events(spikes) = &mut self.variables[variable].series {
            let place = || format!("{}.{} from iteration {iteration} on", self.group, self.name);
            match memory::reserve_growing(spikes, events.indices().len(), place) {
                Ok(()) => spikes.extend(events.indices().iter().map(|&neuron| Spike { iteration, neuron })),
                Err(error) => {
                    self.is_on = false;
                    self.failure = Some(error);
                }
            }
        }
    }

    /// An error where not all has been recorded; then it records no more until it is switched on again.
    pub(crate) fn complete(&mut self) -> Result<()> {
        self.failure.take().map_or(Ok(()), Err)
    }

    /// The name of the recorder's field.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// [iteration, neuron], or [iteration, synapse] of sparse ones.
    #[doc(hidden)]
    pub fn values_of(&self, variable: usize) -> ArrayView2<'_, F> {
        self.rows(variable, self.numbers(variable))
    }

    /// [iteration, target, source].
    #[doc(hidden)]
    pub fn weights_of(&self, variable: usize) -> ArrayView3<'_, F> {
        let Row::Dense(extent) = self.variables[variable].row else { unreachable!("generated for dense synapses") };
        self.matrices(extent, self.numbers(variable))
    }

    /// [iteration].
    #[doc(hidden)]
    pub fn shared_of(&self, variable: usize) -> ArrayView1<'_, F> {
        ArrayView1::from(self.numbers(variable))
    }

    fn numbers(&self, variable: usize) -> &[F] {
        let Series::Values(values) = &self.variables[variable].series else { unreachable!("generated for values") };
        values
    }

    /// [iteration, neuron].
    #[doc(hidden)]
    pub fn integers_of(&self, variable: usize) -> ArrayView2<'_, i64> {
        let Series::Integers(values) = &self.variables[variable].series else { unreachable!("generated for integers") };
        self.rows(variable, values)
    }

    /// [iteration, neuron].
    #[doc(hidden)]
    pub fn flags_of(&self, variable: usize) -> ArrayView2<'_, bool> {
        let Series::Flags(flags) = &self.variables[variable].series else { unreachable!("generated for flags") };
        self.rows(variable, flags)
    }

    #[doc(hidden)]
    pub fn events_of(&self, variable: usize) -> &[Spike] {
        let Series::Events(spikes) = &self.variables[variable].series else { unreachable!("generated for events") };
        spikes
    }

    /// The recorded variables, in the order in which they were named.
    pub(crate) fn variables(&self) -> &[Variable<F>] {
        &self.variables
    }

    /// One row for each iteration.
    pub(crate) fn rows<'a, T>(&self, variable: usize, values: &'a [T]) -> ArrayView2<'a, T> {
        let shape = (self.iterations.len(), self.variables[variable].row.width());
        ArrayView2::from_shape(shape, values).expect("one row for each iteration")
    }

    /// One matrix for each iteration.
    pub(crate) fn matrices<'a>(&self, Extent { sources, targets }: Extent, values: &'a [F]) -> ArrayView3<'a, F> {
        let shape = (self.iterations.len(), sources, targets);
        let of_sources = ArrayView3::from_shape(shape, values).expect("one matrix for each iteration");
        of_sources.permuted_axes([0, 2, 1])
    }
}
