//! What of all that a recorder sees it keeps.

use std::ops::Range;

use ndarray::ArrayView1;

use crate::clock::whole_steps;
use crate::connect::Selection;
use crate::error::{Error, Result};
use crate::snapshot::{Keep, Loading, Saving};

use crate::ranks::digest;

/// The longest time between two rows, in steps: beyond it numbers no longer tell one step from the next.
const MOST_STEPS: f64 = (1_u64 << 53) as f64;

/// What a recorder keeps: everything, unless told otherwise. Times are in the unit of the time step.
///
/// ```text
/// // Ten neurons, every millisecond of the second half second, and of that the last hundred rows.
/// net.cells.recorder.sample(Sampling::everything().neurons(..10).every(1.0).between(500.0, 1000.0).newest(100))?;
/// ```
#[derive(Clone, Debug, Default)]
pub struct Sampling {
    neurons: Option<Selection>,
    sources: Option<Selection>,
    targets: Option<Selection>,
    every: Option<f64>,
    between: Option<Range<f64>>,
    newest: Option<usize>,
}

impl Sampling {
    /// Every neuron in every iteration.
    pub fn everything() -> Self {
        Self::default()
    }

    /// Some of the neurons: a range, a mask or a list of indices, whose order is that of the columns. It leaves out no synapses.
    pub fn neurons(mut self, neurons: impl Into<Selection>) -> Self {
        self.neurons = Some(neurons.into());
        self
    }

    /// Of variables of synapses, those from some of the sources. Where all neurons are connected with all, their order is that
    /// of the columns; of others, synapses stay in the order of the structure's rows, and
    /// [`synapses`](super::Recording::synapses) says which they are.
    pub fn sources(mut self, sources: impl Into<Selection>) -> Self {
        self.sources = Some(sources.into());
        self
    }

    /// Of variables of synapses, those to some of the targets.
    pub fn targets(mut self, targets: impl Into<Selection>) -> Self {
        self.targets = Some(targets.into());
        self
    }

    /// The neurons at the ends of synapses.
    pub(super) fn ends(&self) -> [Option<&Selection>; 2] {
        [self.sources.as_ref(), self.targets.as_ref()]
    }

    /// One iteration in each such time, which is a multiple of the time step: the first, at the beginning of the run or of the
    /// [window](Sampling::between), and those that come a multiple of it later. Of a `RateRecorder` it is the width of the bins,
    /// of which those are kept that are in the window as a whole.
    pub fn every(mut self, time: f64) -> Self {
        self.every = Some(time);
        self
    }

    /// The iterations that begin at `start` or later, and before `end`.
    pub fn between(mut self, start: f64, end: f64) -> Self {
        self.between = Some(start..end);
        self
    }

    /// The last so many of the iterations that are recorded, so that a recording needs no more memory, however long the run is.
    /// Events of iterations before them are forgotten.
    pub fn newest(mut self, iterations: usize) -> Self {
        self.newest = Some(iterations);
        self
    }
}

/// The same in iterations and indices.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Plan {
    neurons: Option<Vec<u32>>,
    every: u64,
    between: Range<u64>,
    newest: usize,
}

impl Plan {
    pub(super) const EVERYTHING: Self = Plan { neurons: None, every: 1, between: 0..u64::MAX, newest: usize::MAX };

    /// Of so many neurons.
    ///
    /// # Errors
    ///
    /// Neurons that there are not, or none; a time that is no whole number of steps, or none; an empty window or number.
    pub(super) fn new(sampling: &Sampling, size: usize, dt: f64, place: &str) -> Result<Self> {
        let error = |reason: String| Error::Sampling { place: place.to_owned(), reason };
        let mut plan = Plan::EVERYTHING;
        if let Some(neurons) = &sampling.neurons {
            plan.neurons = neurons.listed(size, "neurons", &error)?;
        }
        if plan.neurons.as_ref().is_some_and(Vec::is_empty) {
            return Err(error("expected some neurons, and an empty selection was found".to_owned()));
        }
        if let Some(every) = sampling.every {
            plan.every = match whole_steps(every, dt) {
                Ok(steps) if (1.0..=MOST_STEPS).contains(&steps) => steps as u64,
                Err([below, above]) if every > 0.0 && every.is_finite() => {
                    return Err(error(format!(
                        "expected a multiple of dt = {dt} between rows, and {every} was found; the nearest are {below} and {above}"
                    )));
                }
                _ => {
                    return Err(error(format!(
                        "expected a positive time between rows that can be counted, and {every} was found"
                    )));
                }
            };
        }
        if let Some(Range { start, end }) = sampling.between {
            plan.between = first_at(start, dt)..first_at(end, dt);
            if !(start >= 0.0 && start < end) || plan.between.is_empty() {
                return Err(error(format!(
                    "expected a window of time from 0 on with an iteration in it, and {start} to {end} was found"
                )));
            }
        }
        if let Some(newest) = sampling.newest {
            if newest == 0 {
                return Err(error("expected a number of rows above 0 to keep, and 0 was found".to_owned()));
            }
            plan.newest = newest;
        }
        Ok(plan)
    }

    pub(super) fn neurons(&self) -> Option<&[u32]> {
        self.neurons.as_deref()
    }

    /// Those that are among the own neurons of so many; none where they are all.
    pub(super) fn columns(&self, own: &Range<usize>, size: usize) -> Option<Vec<u32>> {
        if own.len() == size {
            return self.neurons.clone();
        }
        let is_own = |neuron: &u32| own.contains(&(*neuron as usize));
        Some(match &self.neurons {
            Some(neurons) => neurons.iter().copied().filter(is_own).collect(),
            None => own.clone().map(|neuron| neuron as u32).collect(),
        })
    }

    /// What tells it from others.
    pub(super) fn digests(&self) -> [u64; 5] {
        let Plan { neurons, every, between, newest } = self;
        let neurons = neurons.as_ref().map_or(0, |neurons| digest(neurons.iter().map(|&neuron| neuron.into())));
        [neurons, *every, between.start, between.end, *newest as u64]
    }

    /// Whether iterations between those that are recorded are not.
    pub(super) fn skips(&self) -> bool {
        self.every > 1
    }

    /// The iterations from one row to the next.
    pub(super) fn every(&self) -> u64 {
        self.every
    }

    pub(super) fn is_in_window(&self, iteration: u64) -> bool {
        self.between.contains(&iteration)
    }

    /// Whether an iteration is recorded.
    pub(super) fn has(&self, iteration: u64) -> bool {
        self.is_in_window(iteration) && (iteration - self.between.start).is_multiple_of(self.every)
    }

    /// The most rows that so many iterations add to those that are kept.
    pub(super) fn rows(&self, iterations: u64) -> usize {
        let window = self.between.end - self.between.start;
        let rows = iterations.min(window).div_ceil(self.every);
        usize::try_from(rows).unwrap_or(usize::MAX).min(self.most())
    }

    /// How many rows there are at any time: when twice as many as are kept have come, the older half goes.
    pub(super) fn most(&self) -> usize {
        self.newest.saturating_mul(2)
    }

    pub(super) fn newest(&self) -> usize {
        self.newest
    }
}

/// The first iteration that begins at a time or later.
fn first_at(time: f64, dt: f64) -> u64 {
    match whole_steps(time, dt) {
        Ok(steps) => steps as u64,
        Err(_) => (time / dt).ceil() as u64,
    }
}

impl Keep for Plan {
    fn save(&self, name: &str, to: &mut Saving<'_>) -> Result<()> {
        let Plan { neurons, every, between, newest } = self;
        to.growing(&format!("{name}:neurons"), ArrayView1::from(neurons.as_deref().unwrap_or_default()))?;
        let rows = [*every, between.start, between.end, *newest as u64];
        to.fixed(&format!("{name}:rows"), ArrayView1::from(&rows))
    }

    fn load(&mut self, name: &str, from: &mut Loading<'_>) -> Result<()> {
        let neurons: Vec<u32> = from.values(&format!("{name}:neurons"))?;
        let rows = format!("{name}:rows");
        let mut found = [0; 4];
        from.fill(&rows, &mut found)?;
        let [every, start, end, newest] = found;
        if every == 0 || newest == 0 || start >= end {
            return Err(from.wrong(&rows, "a stride, a window and a number of rows were expected"));
        }
        let newest = usize::try_from(newest).unwrap_or(usize::MAX);
        let neurons = (!neurons.is_empty()).then_some(neurons);
        *self = Plan { neurons, every, between: start..end, newest };
        Ok(())
    }
}
