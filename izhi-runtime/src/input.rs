//! Inputs: numbers from outside that a behaviour reads iteration by iteration.

mod neurons;
mod row;
mod spikes;
#[cfg(test)]
mod tests;

use std::fmt;
use std::sync::Arc;

use ndarray::{ArcArray2, Array1, Array2};

use crate::clock::whole_steps;
use crate::connect::Selection;
use crate::error::{Error, Place, Result};
use crate::initial::{all_finite, finite};
use crate::math::Float;
use neurons::Neurons;
pub use row::{InputBlocks, InputRow};
use spikes::{Spikes, Timeline};

/// Numbers that a behaviour reads iteration by iteration.
///
/// | made of | what the neurons read |
/// | --- | --- |
/// | `Array2` [iteration, neuron] | a value each |
/// | `Array1` or `Vec`, by iteration | all the same |
/// | [`Input::spikes`], of times, or [`Input::spikes_in_iterations`] | 1 in the iteration of a spike |
///
/// Nothing is stored for each neuron unless it is given for each neuron. Unless told otherwise an input has a row for
/// each iteration, begins with the first iteration of the network, is for all neurons of the group, and ends with its
/// last row: whoever simulates beyond that gets an error before anything has run. What neurons read that no row is for
/// is 0, or what [`resting_at`](Input::resting_at) says.
///
/// ```
/// use izhi_runtime::input::Input;
/// use ndarray::Array2;
///
/// // Each trial of 400 ms begins with 100 ms of a current to neurons 0 to 79, which changes every 10 ms.
/// let course: Vec<f32> = (0..10).map(|part| part as f32).collect();
/// let current = Input::from(course).every(10.0).for_neurons(..80).repeated_every(400.0);
/// // Values for three neurons, and nothing after the last of them.
/// let pulse = Input::from(Array2::<f32>::ones((20, 3))).for_neurons([3, 7, 5]).then_at_rest();
/// // Neuron 2 fires at 1.5 and 80 ms, neuron 0 at 30 ms.
/// let spikes: Input<f32> = Input::spikes([(1.5, 2), (30.0, 0), (80.0, 2)]);
/// # let _ = (current, pulse, spikes);
/// ```
///
/// In a network that runs, an input that is to begin now says so:
///
/// ```text
/// let mut parameters = net.cells.leaky.parameters().clone();
/// parameters.drive = Input::from(values).starting_at(net.iteration());
/// net.cells.leaky.set_parameters(parameters)?;
/// ```
#[derive(Clone, Debug)]
pub struct Input<F> {
    course: Option<Course<F>>,
    rest: F,
    /// The time that each row stands for, where it is not one iteration.
    every: Option<f64>,
    repeated: Repeated,
    start: u64,
    rests_at_the_end: bool,
    neurons: Option<Selection>,
    /// Made of the above when the network is built.
    plan: Option<Plan>,
}

/// What was given. It is shared, because the parameters around it are cloned to change one of them.
#[derive(Clone, Debug)]
enum Course<F> {
    /// [row, neuron].
    Each(ArcArray2<F>),
    /// A value for all in each row.
    Same(Arc<[F]>),
    Spikes(Arc<Spikes>),
}

#[derive(Clone, Copy, Debug)]
enum Repeated {
    Never,
    AtTheEnd,
    /// After so long.
    Every(f64),
}

/// What an input is among so many neurons under a time step.
#[derive(Clone, Debug)]
struct Plan {
    size: usize,
    dt: f64,
    /// The iterations of a row.
    steps: u64,
    /// The iterations after which it begins anew.
    period: Option<u64>,
    neurons: Neurons,
    timeline: Option<Arc<Timeline>>,
}

impl<F: Float> Input<F> {
    #[doc(hidden)]
    pub const MISSING: Self = Input {
        course: None,
        rest: F::ZERO,
        every: None,
        repeated: Repeated::Never,
        start: 0,
        rests_at_the_end: false,
        neurons: None,
        plan: None,
    };

    fn of(course: Course<F>) -> Self {
        Input { course: Some(course), ..Input::MISSING }
    }

    /// 1 for a neuron in the iteration of one of its spikes, from a list of times and neurons in any order. A time is in
    /// the unit of `dt`, counted from the beginning of the input, and means the nearest iteration: with a time step of
    /// 0.5 ms a spike at 1.3 ms is in iteration 3, one just between two iterations in the later. After the last spike
    /// there are no more.
    ///
    /// Building the network fails where a time is negative or not finite, where there is no such neuron, and where a
    /// neuron has two spikes in one iteration.
    pub fn spikes(spikes: impl IntoIterator<Item = (f64, usize)>) -> Self {
        Input::of(Course::Spikes(Arc::new(Spikes::Times(spikes.into_iter().collect()))))
    }

    /// The same from a list of iterations and neurons, such as an event recorder has.
    ///
    /// ```
    /// use izhi_runtime::input::Input;
    /// use izhi_runtime::recording::Spike;
    ///
    /// let recorded = [Spike { iteration: 3, neuron: 0 }, Spike { iteration: 8, neuron: 2 }];
    /// let again: Input<f32> =
    ///     Input::spikes_in_iterations(recorded.iter().map(|spike| (spike.iteration, spike.neuron as usize)));
    /// # let _ = again;
    /// ```
    pub fn spikes_in_iterations(spikes: impl IntoIterator<Item = (u64, usize)>) -> Self {
        Input::of(Course::Spikes(Arc::new(Spikes::Iterations(spikes.into_iter().collect()))))
    }

    /// Only for some of the neurons: a range, a mask or a list of indices. Columns of an array, and neurons of spikes,
    /// are then counted among these, those of a list in its order. The other neurons rest.
    pub fn for_neurons(mut self, neurons: impl Into<Selection>) -> Self {
        (self.neurons, self.plan) = (Some(neurons.into()), None);
        self
    }

    /// What neurons read that no row and no spike is for: the others, before the beginning, and after the end where
    /// the input [goes on](Input::then_at_rest). 0 unless given.
    pub fn resting_at(mut self, value: F) -> Self {
        (self.rest, self.plan) = (value, None);
        self
    }

    /// The time for which each row stays, in the unit of `dt` and a multiple of it; one iteration unless given. Not for
    /// spikes, which have times of their own.
    pub fn every(mut self, time: f64) -> Self {
        (self.every, self.plan) = (Some(time), None);
        self
    }

    /// Begins anew after its last row. Not for spikes, whose last one is no end.
    pub fn repeated(mut self) -> Self {
        (self.repeated, self.plan) = (Repeated::AtTheEnd, None);
        self
    }

    /// Begins anew after a time, in the unit of `dt` and a multiple of it; it rests from its end until then.
    pub fn repeated_every(mut self, time: f64) -> Self {
        (self.repeated, self.plan) = (Repeated::Every(time), None);
        self
    }

    /// Begins with this iteration of the network, with the first one unless given. Until then it rests.
    pub fn starting_at(mut self, iteration: u64) -> Self {
        self.start = iteration;
        self
    }

    /// Rests after its last row, in place of ending.
    pub fn then_at_rest(mut self) -> Self {
        self.rests_at_the_end = true;
        self
    }

    /// The number of rows; of spikes, which have none, 0.
    pub fn rows(&self) -> usize {
        match &self.course {
            Some(Course::Each(values)) => values.nrows(),
            Some(Course::Same(values)) => values.len(),
            Some(Course::Spikes(_)) | None => 0,
        }
    }

    /// What the neurons read in an iteration. None of an input that is part of no network, and in iterations after its
    /// end.
    pub fn values(&self, iteration: u64) -> Option<Array1<F>> {
        let size = self.plan.as_ref()?.size;
        if self.end().is_some_and(|end| end <= iteration) {
            return None;
        }
        let row = self.row(iteration);
        Some((0..size).map(|neuron| row.at(neuron)).collect())
    }

    /// The row of an iteration. The driver has checked that there is one.
    #[doc(hidden)]
    pub fn row(&self, iteration: u64) -> InputRow<'_, F> {
        self.find(iteration).unwrap_or_else(|| InputRow::same(self.rest))
    }

    fn find(&self, iteration: u64) -> Option<InputRow<'_, F>> {
        let (course, plan) = (self.course.as_ref()?, self.plan.as_ref()?);
        let passed = iteration.checked_sub(self.start)?;
        let passed = plan.period.map_or(passed, |period| passed % period);
        if let Some(timeline) = &plan.timeline {
            return Some(InputRow::spikes(timeline.neurons(passed), self.rest));
        }
        let row = usize::try_from(passed / plan.steps).ok().filter(|row| *row < self.rows())?;
        match course {
            Course::Each(values) => {
                let width = values.ncols();
                Some(InputRow::each(&plan.neurons, &values.as_slice()?[row * width..][..width], self.rest))
            }
            Course::Same(values) => Some(InputRow::one(&plan.neurons, values[row], self.rest)),
            Course::Spikes(_) => None,
        }
    }

    /// The first iteration that it has nothing for, unless it goes on for ever.
    pub(crate) fn end(&self) -> Option<u64> {
        let is_list = matches!(self.course, Some(Course::Spikes(_)));
        if is_list || self.rests_at_the_end || !matches!(self.repeated, Repeated::Never) {
            return None;
        }
        let steps = self.plan.as_ref().map_or(1, |plan| plan.steps);
        Some(steps.saturating_mul(self.rows() as u64).saturating_add(self.start))
    }

    /// Fits it to so many neurons and a time step.
    ///
    /// # Errors
    ///
    /// No values, values that are not finite or for other neurons, and times that the steps cannot make.
    pub(crate) fn resolve(&mut self, size: usize, dt: f64, place: Place<'_>) -> Result<()> {
        if self.plan.as_ref().is_some_and(|plan| plan.size == size && plan.dt == dt) {
            return Ok(());
        }
        let error = |reason: String| Error::Input { place: place(), reason };
        let Some(course) = &self.course else { return Err(Error::MissingInput { place: place() }) };
        finite(self.rest, &|| format!("{}, at rest", place()))?;
        let neurons = Neurons::new(self.neurons.as_ref(), size, &error)?;
        let steps = self.every.map_or(Ok(1), |time| steps("a row", time, dt)).map_err(error)?;
        let timeline = match course {
            Course::Each(values) => {
                let (rows, found) = values.dim();
                if found != neurons.count(size) {
                    let expected = vec![rows, neurons.count(size)];
                    return Err(Error::Shape { place: place(), expected, found: vec![rows, found] });
                }
                let values = values.indexed_iter().map(|(at, value)| (at, *value));
                all_finite(values, |(row, column)| vec![row, column], place)?;
                None
            }
            Course::Same(values) => {
                all_finite(values.iter().copied().enumerate(), |row| vec![row], place)?;
                None
            }
            Course::Spikes(_) if self.every.is_some() => {
                return Err(error("spikes have times of their own; `every` is for values".to_owned()));
            }
            Course::Spikes(spikes) => Some(Arc::new(spikes.timeline(&neurons, size, dt).map_err(error)?)),
        };
        if timeline.is_none() && self.rows() == 0 {
            return Err(Error::MissingInput { place: place() });
        }
        let length = match &timeline {
            Some(timeline) => timeline.length(),
            None => steps.saturating_mul(self.rows() as u64),
        };
        let period = self.period(length, timeline.is_some(), dt).map_err(error)?;
        self.plan = Some(Plan { size, dt, steps, period, neurons, timeline });
        Ok(())
    }

    /// The iterations after which it begins anew, of which it takes so many itself.
    fn period(&self, length: u64, is_list: bool, dt: f64) -> Result<Option<u64>, String> {
        match self.repeated {
            Repeated::Never => Ok(None),
            Repeated::AtTheEnd if is_list => {
                Err("the last spike is no end; say with `repeated_every` after which time they begin anew".to_owned())
            }
            Repeated::AtTheEnd => Ok(Some(length)),
            Repeated::Every(time) => {
                let period = steps("a repetition", time, dt)?;
                if period < length {
                    return Err(format!("it takes {length} iterations, and is to begin anew after {period}"));
                }
                Ok(Some(period))
            }
        }
    }

    /// An error where it was made for another time step and depends on it.
    pub(crate) fn check_time_step(&self, dt: f64, place: Place<'_>) -> Result<()> {
        let has_times = match &self.course {
            Some(Course::Spikes(spikes)) => matches!(**spikes, Spikes::Times(_)),
            Some(Course::Each(_) | Course::Same(_)) | None => false,
        };
        let has_times = has_times || self.every.is_some() || matches!(self.repeated, Repeated::Every(_));
        match &self.plan {
            Some(plan) if has_times && plan.dt != dt => {
                let reason = format!("it was made for dt = {}, and the network has dt = {dt}", plan.dt);
                Err(Error::Input { place: place(), reason })
            }
            _ => Ok(()),
        }
    }
}

/// How many iterations a time is, one at least.
fn steps(what: &str, time: f64, dt: f64) -> Result<u64, String> {
    // Beyond this a number no longer tells one iteration from the next.
    const MOST: f64 = (1_u64 << 53) as f64;
    if !(time > 0.0 && time / dt <= MOST) {
        return Err(format!("{what} lasts for {time}, and has to last for a positive time that can be counted"));
    }
    match whole_steps(time, dt) {
        Ok(steps) if steps >= 1.0 => Ok(steps as u64),
        Err([below, above]) if time > dt => Err(format!(
            "{what} lasts for {time}, which is no multiple of dt = {dt}; the nearest are {below} and {above}"
        )),
        Ok(_) | Err(_) => Err(format!("{what} lasts for {time}, and one iteration lasts for dt = {dt}")),
    }
}

impl<F: Float> Default for Input<F> {
    fn default() -> Self {
        Input::MISSING
    }
}

impl<F: Float> From<Array2<F>> for Input<F> {
    fn from(values: Array2<F>) -> Self {
        // Rows are read as slices.
        Input::of(Course::Each(values.as_standard_layout().into_owned().into_shared()))
    }
}

impl<F: Float> From<Array1<F>> for Input<F> {
    fn from(values: Array1<F>) -> Self {
        Input::of(Course::Same(values.iter().copied().collect()))
    }
}

impl<F: Float> From<Vec<F>> for Input<F> {
    fn from(values: Vec<F>) -> Self {
        Input::of(Course::Same(values.into()))
    }
}

/// What it is made of, in a few words.
impl<F: Float> fmt::Display for Input<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.course {
            Some(Course::Each(values)) => write!(f, "input {:?}", values.shape()),
            Some(Course::Same(values)) => write!(f, "input [{}] for all", values.len()),
            Some(Course::Spikes(spikes)) => write!(f, "input of {} spikes", spikes.len()),
            None => write!(f, "input without values"),
        }
    }
}
