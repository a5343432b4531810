//! What recorders keep.

use ndarray::{ArrayView1, ArrayView2};

use crate::error::{Error, Result};
use crate::events::Events;
use crate::math::Float;
use crate::memory;

/// An event of one neuron in one iteration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spike {
    /// The iteration, from zero.
    pub iteration: u64,
    /// The index of the neuron in its group.
    pub neuron: u32,
}

/// What one recorder of a group has seen.
#[derive(Debug)]
pub struct Recording<F> {
    group: &'static str,
    name: &'static str,
    size: usize,
    is_on: bool,
    /// What kept it from recording all events.
    failure: Option<Error>,
    iterations: Vec<u64>,
    series: Vec<(&'static str, Series<F>)>,
}

/// One recorded variable.
#[derive(Debug)]
pub enum Series<F> {
    /// A number for each neuron in each iteration.
    Values(Vec<F>),
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
        is_on: true,
        failure: None,
        iterations: Vec::new(),
        series: Vec::new(),
    };

    #[doc(hidden)]
    pub fn build(
        &mut self,
        group: &'static str,
        name: &'static str,
        size: usize,
        series: Vec<(&'static str, Series<F>)>,
    ) {
        *self = Recording { group, name, size, is_on: true, failure: None, iterations: Vec::new(), series };
    }

    /// The iteration of each row, ascending. Where recording was off, rows are missing.
    pub fn iterations(&self) -> ArrayView1<'_, u64> {
        ArrayView1::from(&self.iterations)
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
        for (_, series) in &mut self.series {
            match series {
                Series::Values(values) => values.clear(),
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
        let elements = rows.saturating_mul(self.size);
        memory::reserve_at_hand(&mut self.iterations, rows, &place)?;
        for (_, series) in &mut self.series {
            match series {
                Series::Values(values) => memory::reserve_at_hand(values, elements, &place)?,
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
    pub fn append_values(&mut self, series: usize, row: &[F]) {
        if let Some((_, Series::Values(values))) = self.series.get_mut(series) {
            values.extend_from_slice(row);
        }
    }

    #[doc(hidden)]
    pub fn append_flags(&mut self, series: usize, events: &Events) {
        if let Some((_, Series::Flags(flags))) = self.series.get_mut(series) {
            flags.extend_from_slice(events.flags());
        }
    }

    #[doc(hidden)]
    pub fn append_events(&mut self, series: usize, events: &Events) {
        let Some(&iteration) = self.iterations.last() else { return };
        if let Some((_, Series::Events(spikes))) = self.series.get_mut(series) {
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

    #[doc(hidden)]
    pub fn series_values(&self, series: usize) -> ArrayView2<'_, F> {
        let Some((_, Series::Values(values))) = self.series.get(series) else { unreachable!("generated for values") };
        self.rows(values)
    }

    #[doc(hidden)]
    pub fn series_flags(&self, series: usize) -> ArrayView2<'_, bool> {
        let Some((_, Series::Flags(flags))) = self.series.get(series) else { unreachable!("generated for flags") };
        self.rows(flags)
    }

    #[doc(hidden)]
    pub fn series_events(&self, series: usize) -> &[Spike] {
        let Some((_, Series::Events(spikes))) = self.series.get(series) else { unreachable!("generated for events") };
        spikes
    }

    pub(crate) fn series(&self) -> impl Iterator<Item = (&'static str, &Series<F>)> {
        self.series.iter().map(|(name, series)| (*name, series))
    }

    /// One row for each iteration.
    pub(crate) fn rows<'a, T>(&self, values: &'a [T]) -> ArrayView2<'a, T> {
        ArrayView2::from_shape((self.iterations.len(), self.size), values).expect("one row for each iteration")
    }
}
