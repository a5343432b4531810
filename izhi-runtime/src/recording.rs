//! What recorders keep.

mod gather;
mod hand_over;
mod keep;
mod rates;
mod sampling;
mod series;
mod synapses;

use std::ops::Range;

use ndarray::{Array1, ArrayView1, ArrayView2, ArrayView3};

use crate::connect::Structure;
use crate::device::Recorded;
use crate::error::{Error, Result};
use crate::events::Events;
use crate::math::Float;
use crate::memory;
use crate::weights::{Connection, Extent};

use rates::Bin;
use sampling::Plan;
pub use sampling::Sampling;
pub(crate) use series::Variable;
pub use series::{Row, Series};
use synapses::Synapses;

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
    /// The neurons of this rank, which it keeps.
    own: Range<usize>,
    dt: f64,
    is_on: bool,
    /// What kept it from recording all events.
    failure: Option<Error>,
    /// What is to be kept of all neurons, those of other ranks too.
    plan: Plan,
    /// The neurons of the columns, in their order; all where nothing is said.
    columns: Option<Vec<u32>>,
    /// Whether the events of each neuron are kept; empty where all are.
    chosen: Vec<bool>,
    /// Of all rows that there are, of which the newest are shown.
    iterations: Vec<u64>,
    variables: Vec<Variable<F>>,
    /// Of one that has rates.
    bin: Option<Bin>,
}

impl<F: Float> Recording<F> {
    /// A recording of no group.
    #[doc(hidden)]
    pub const EMPTY: Self = Recording {
        group: "",
        name: "",
        size: 0,
        own: 0..0,
        dt: 0.0,
        is_on: true,
        failure: None,
        plan: Plan::EVERYTHING,
        columns: None,
        chosen: Vec::new(),
        iterations: Vec::new(),
        variables: Vec::new(),
        bin: None,
    };

    #[doc(hidden)]
    pub fn build(
        &mut self,
        group: &'static str,
        name: &'static str,
        size: usize,
        own: Range<usize>,
        dt: f64,
        series: Vec<(&'static str, Row, Series<F>)>,
    ) {
        let variable = |(name, row, series)| Variable { name, row, synapses: None, series };
        let variables = series.into_iter().map(variable).collect();
        *self = Recording { group, name, size, own, dt, variables, ..Self::EMPTY };
        self.follow(Plan::EVERYTHING);
    }

    /// Says of which synapses a variable is, before anything has been recorded.
    #[doc(hidden)]
    pub fn set_row(&mut self, variable: usize, connection: &Connection, row: Row) {
        let Variable { row: own, synapses, .. } = &mut self.variables[variable];
        match (synapses, Synapses::of(connection, row)) {
            (Some(synapses), Some(all)) => synapses.are_of(all),
            (synapses, all) => *synapses = all,
        }
        // Which of them are kept is found when it runs.
        *own = row;
    }

    /// Finds the synapses of a variable that are kept. A structure is there where not all neurons are connected.
    ///
    /// # Errors
    ///
    /// Other synapses than those that it was built for, or than those of which rows are kept.
    #[doc(hidden)]
    pub fn find_synapses(&mut self, variable: usize, row: Row, structure: Option<&Structure>) -> Result<()> {
        let is_empty = self.iterations.is_empty();
        let Variable { name, row: own, synapses, .. } = &mut self.variables[variable];
        let place = format!("{}.{}.{name}", self.group, self.name);
        let found = match synapses {
            Some(synapses) => synapses.find(row, structure, &place)?,
            None => row,
        };
        if found.width() != own.width() && !is_empty {
            return Err(Error::Exchanged { place, expected: own.width(), found: found.width() });
        }
        *own = found;
        Ok(())
    }

    /// The synapse group of a variable, by the name of the variable in the recorder; none of one of the neurons.
    pub fn synapse_group(&self, variable: &str) -> Option<&'static str> {
        self.variables.iter().find(|own| own.name == variable)?.synapses.as_ref().map(Synapses::group)
    }

    /// Where the recorded synapses stand in the rows of their group's structure, by the name of the variable in the recorder:
    /// none where all are recorded, and before the first run. On several ranks, of all to all synapses, they are those to the own
    /// targets.
    pub fn synapses(&self, variable: &str) -> Option<&[usize]> {
        let found = self.variables.iter().find(|own| own.name == variable)?;
        found.synapses.as_ref()?.places()
    }

    /// Source and target of each recorded synapse, by the name of the variable in the recorder, where the recording is
    /// [that of several ranks](crate::Network::gathered): the structure has the synapses of one of them. None otherwise.
    pub fn pairs(&self, variable: &str) -> Option<&[[u32; 2]]> {
        self.variables.iter().find(|own| own.name == variable)?.synapses.as_ref()?.pairs()
    }

    /// Keeps some of what it sees, from the next iteration on; what has been recorded is forgotten.
    ///
    /// # Errors
    ///
    /// Neurons that there are not, or none; a time that is no whole number of steps; an empty window, or no rows; events that
    /// are to be seen in some iterations alone. Then nothing has changed.
    pub fn sample(&mut self, sampling: Sampling) -> Result<()> {
        let place = self.place();
        let plan = Plan::new(&sampling, self.size, self.dt, &place)?;
        if plan.skips() && self.variables.iter().any(|variable| matches!(variable.series, Series::Events(_))) {
            let reason = "events are recorded in every iteration; `every` would lose those between".to_owned();
            return Err(Error::Sampling { place, reason });
        }
        let mut synapses = Vec::with_capacity(self.variables.len());
        for Variable { name, synapses: own, .. } in &self.variables {
            let of = format!("{place}.{name}");
            synapses.push(own.as_ref().map(|own| own.sampled(&sampling, &of)).transpose()?);
        }
        if sampling.ends().iter().any(Option::is_some) && synapses.iter().all(Option::is_none) {
            let reason = "`sources` and `targets` choose synapses, and no variable of synapses is recorded".to_owned();
            return Err(Error::Sampling { place, reason });
        }
        self.follow(plan);
        self.variables.iter_mut().zip(synapses).for_each(|(variable, synapses)| variable.synapses = synapses);
        Ok(())
    }

    /// The neurons of the columns, where they are some of the group's: because they were chosen, or because others are those of
    /// other ranks.
    pub fn neurons(&self) -> Option<&[u32]> {
        self.columns.as_deref()
    }

    /// Begins anew with a plan, for the own neurons. Rates are those of the whole group.
    fn follow(&mut self, plan: Plan) {
        self.clear();
        let own = if self.is_of_rates() { 0..self.size } else { self.own.clone() };
        self.columns = plan.columns(&own, self.size);
        let neurons = self.neurons().map_or(self.size, <[u32]>::len);
        for variable in &mut self.variables {
            if let Row::Neurons(width) = &mut variable.row {
                *width = neurons;
            }
        }
        self.chosen.clear();
        if let Some(neurons) = &self.columns {
            self.chosen.resize(self.size, false);
            neurons.iter().for_each(|&neuron| self.chosen[neuron as usize] = true);
        }
        self.plan = plan;
        self.bin = None;
    }

    fn place(&self) -> String {
        format!("{}.{}", self.group, self.name)
    }

    /// The number of rows that are no longer shown.
    fn hidden(&self) -> usize {
        self.iterations.len().saturating_sub(self.plan.newest())
    }

    /// The iteration of each row, ascending. Where recording was off, rows are missing.
    pub fn iterations(&self) -> ArrayView1<'_, u64> {
        ArrayView1::from(&self.iterations[self.hidden()..])
    }

    /// The time of each row: the beginning of its iteration, in the unit of the time step.
    pub fn times(&self) -> Array1<f64> {
        self.iterations().mapv(|iteration| iteration as f64 * self.dt)
    }

    /// The number of iterations recorded.
    pub fn len(&self) -> usize {
        self.iterations.len() - self.hidden()
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
        self.bin = None;
        self.variables.iter_mut().for_each(|variable| variable.series.clear());
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
        let place = self.place();
        let rows = self.plan.rows(iterations);
        // Where the older half goes in time, there is never more.
        let rows = rows.min(self.plan.most().saturating_sub(self.iterations.len()));
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
        Err(Error::Exchanged { place: self.place(), expected: size, found: self.size })
    }

    /// Whether something of an iteration is to be recorded.
    #[doc(hidden)]
    pub fn is_due(&self, iteration: u64) -> bool {
        self.is_on && self.plan.has(iteration)
    }

    /// Begins the row of an iteration. False where nothing is to be recorded.
    #[doc(hidden)]
    pub fn begin(&mut self, iteration: u64) -> bool {
        if !self.is_due(iteration) {
            return false;
        }
        if self.iterations.len() >= self.plan.most() {
            self.forget();
        }
        self.iterations.push(iteration);
        true
    }

    /// Forgets the rows that are no longer shown.
    fn forget(&mut self) {
        let hidden = self.hidden();
        self.iterations.drain(..hidden);
        let first = self.iterations.first().copied().unwrap_or_default();
        for variable in &mut self.variables {
            variable.series.forget(hidden, variable.row.width(), first);
        }
    }

    #[doc(hidden)]
    pub fn append_values(&mut self, variable: usize, row: &[F]) {
        let Variable { series, row: kind, synapses, .. } = &mut self.variables[variable];
        let neurons = self.columns.as_deref().filter(|_| matches!(kind, Row::Neurons(_)));
        let Series::Values(values) = series else { return };
        match synapses.as_ref().and_then(Synapses::places) {
            Some(places) => values.extend(places.iter().map(|&place| row[place])),
            None => append(values, row, neurons),
        }
    }

    #[doc(hidden)]
    pub fn append_integers(&mut self, variable: usize, row: &[i64]) {
        let Variable { series, row: kind, .. } = &mut self.variables[variable];
        let neurons = self.columns.as_deref().filter(|_| matches!(kind, Row::Neurons(_)));
        if let Series::Integers(values) = series {
            append(values, row, neurons);
        }
    }

    #[doc(hidden)]
    pub fn append_flags(&mut self, variable: usize, row: &[bool]) {
        let Variable { series, row: kind, .. } = &mut self.variables[variable];
        let neurons = self.columns.as_deref().filter(|_| matches!(kind, Row::Neurons(_)));
        if let Series::Flags(flags) = series {
            append(flags, row, neurons);
        }
    }

    #[doc(hidden)]
    pub fn append_events(&mut self, variable: usize, events: &Events) {
        self.append_indices(variable, events.indices());
    }

    fn append_indices(&mut self, variable: usize, indices: &[u32]) {
        let Some(&iteration) = self.iterations.last() else { return };
        if let Series::Events(spikes) = &mut self.variables[variable].series {
            let place = || format!("{}.{} from iteration {iteration} on", self.group, self.name);
            let count = indices.len();
            let (indices, spike) = (indices.iter(), |&neuron: &u32| Spike { iteration, neuron });
            match memory::reserve_growing(spikes, count, &place) {
                // How many come is known, which is faster.
                Ok(()) if self.chosen.is_empty() => spikes.extend(indices.map(spike)),
                Ok(()) => {
                    spikes.extend(indices.filter(|&&neuron| self.chosen.get(neuron as usize) == Some(&true)).map(spike))
                }
                Err(error) => {
                    self.is_on = false;
                    self.failure = Some(error);
                }
            }
        }
    }

    /// Takes what each variable had in an iteration.
    pub(crate) fn take_row(&mut self, iteration: u64, row: &[Recorded<'_>]) {
        let is_there = if self.is_of_rates() { self.begin_rates(iteration) } else { self.begin(iteration) };
        if !is_there {
            return;
        }
        for (variable, values) in row.iter().enumerate() {
            match *values {
                Recorded::Numbers(bytes) => self.append_values(variable, &bytemuck::pod_collect_to_vec::<u8, F>(bytes)),
                Recorded::Integers(integers) => self.append_integers(variable, integers),
                Recorded::Flags(flags) => self.append_flags(variable, flags),
                Recorded::Events(neurons) => self.append_indices(variable, neurons),
                Recorded::Rates(neurons) => self.count_indices(variable, neurons),
            }
        }
    }

    /// An error where not all has been recorded; then it records no more until it is switched on again.
    pub(crate) fn complete(&mut self) -> Result<()> {
        self.failure.take().map_or(Ok(()), Err)
    }

    /// What a row of a variable is of, by the variable's name in the recorder.
    pub fn row(&self, name: &str) -> Option<Row> {
        self.variables.iter().find(|variable| variable.name == name).map(|variable| variable.row)
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
    pub fn value_of(&self, variable: usize) -> ArrayView1<'_, F> {
        self.column(self.numbers(variable))
    }

    /// [iteration].
    #[doc(hidden)]
    pub fn integer_of(&self, variable: usize) -> ArrayView1<'_, i64> {
        let Series::Integers(values) = &self.variables[variable].series else { unreachable!("generated for integers") };
        self.column(values)
    }

    /// [iteration].
    #[doc(hidden)]
    pub fn flag_of(&self, variable: usize) -> ArrayView1<'_, bool> {
        let Series::Flags(flags) = &self.variables[variable].series else { unreachable!("generated for flags") };
        self.column(flags)
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
        let first = self.iterations.get(self.hidden()).copied().unwrap_or_default();
        &spikes[series::first_from(spikes, first)..]
    }

    /// The recorded variables, in the order in which they were named.
    pub(crate) fn variables(&self) -> &[Variable<F>] {
        &self.variables
    }

    /// One value for each iteration.
    fn column<'a, T>(&self, values: &'a [T]) -> ArrayView1<'a, T> {
        ArrayView1::from(&values[self.hidden()..])
    }

    /// One row for each iteration.
    pub(crate) fn rows<'a, T>(&self, variable: usize, values: &'a [T]) -> ArrayView2<'a, T> {
        let width = self.variables[variable].row.width();
        let shown = &values[self.hidden() * width..];
        ArrayView2::from_shape((self.len(), width), shown).expect("one row for each iteration")
    }

    /// One matrix for each iteration.
    pub(crate) fn matrices<'a>(&self, Extent { sources, targets }: Extent, values: &'a [F]) -> ArrayView3<'a, F> {
        let shown = &values[self.hidden() * sources * targets..];
        let shape = (self.len(), sources, targets);
        let of_sources = ArrayView3::from_shape(shape, shown).expect("one matrix for each iteration");
        of_sources.permuted_axes([0, 2, 1])
    }
}

/// Adds the values of some neurons, or of all.
fn append<T: Copy>(values: &mut Vec<T>, row: &[T], neurons: Option<&[u32]>) {
    match neurons {
        Some(neurons) => values.extend(neurons.iter().map(|&neuron| row[neuron as usize])),
        None => values.extend_from_slice(row),
    }
}
