//! Who fired when.

#[cfg(test)]
mod tests;

use std::ops::Range;

use izhi_runtime::Network;
use izhi_runtime::catalogue::Value;
use izhi_runtime::recording::Spike;
use ndarray::{ArrayView1, ArrayView2};

use crate::error::{Error, Result, positive};

/// The spikes of some neurons over a stretch of time: what everything here is computed of.
///
/// It has at least one neuron and lasts longer than nothing. Times are in ms; they ascend for each neuron, and are not before
/// [`start`](SpikeTrains::start) and before [`stop`](SpikeTrains::stop). A time that differs from a border by rounding alone
/// counts as the border: the spike of iteration 3 with a step of 0.7 ms is at 2.0999999999999996 ms, and is one of what begins
/// at 2.1 ms.
#[derive(Clone, Debug, PartialEq)]
pub struct SpikeTrains {
    /// Neuron after neuron.
    times: Vec<f64>,
    /// Where the times of each neuron begin, and behind the last where they end.
    begins: Vec<usize>,
    window: Range<f64>,
    /// How long an iteration lasts, where times are those of iterations.
    step: Option<f64>,
}

impl SpikeTrains {
    /// What a recorder of a network has seen of an event, by its tag: `cells.spikes.fired`, or `spikes` where no other recorder has
    /// that name; over the iterations that it has recorded, of the neurons that it has recorded, in its order. Times are in ms if
    /// the network's time step is.
    ///
    /// # Errors
    ///
    /// A tag that nothing has, that of something else, or of several recorders; a recorder that has seen nothing, or not every
    /// iteration from its first to its last.
    pub fn recorded<N: Network>(net: &N, tag: &str) -> Result<Self> {
        let is_event =
            |value: &Value<'_, N::Float>| matches!(value, Value::RecordedEvents(_) | Value::RecordedFlags(_));
        let mut recorded = net.find(tag).into_iter().filter(|item| is_event(&item.value));
        let item = match recorded.next() {
            Some(item) => item,
            None => net.get(tag, 0).map_err(Error::Network)?,
        };
        if let Some(second) = recorded.next() {
            let found = format!("{} and {}", item.full_name(), second.full_name());
            return Err(Error::NotEvents { tag: tag.to_owned(), found });
        }
        let groups = net.groups();
        let group = groups.iter().find(|group| group.population().name() == item.owner);
        let size = group.map_or(0, |group| group.population().size());
        let recordings = group.map(|group| group.recordings()).unwrap_or_default();
        let recording = recordings.into_iter().find(|recording| item.behavior == Some(recording.name()));
        let Some(recording) = recording.filter(|_| is_event(&item.value)) else {
            return Err(Error::NotEvents { tag: tag.to_owned(), found: item.to_string() });
        };
        let iterations = all_between(tag, recording.iterations())?;
        match item.value {
            Value::RecordedFlags(fired) => {
                let spikes = flagged(fired, iterations.start);
                SpikeTrains::from_spikes(&spikes, fired.ncols(), net.dt(), iterations)
            }
            Value::RecordedEvents(spikes) => {
                let trains = SpikeTrains::from_spikes(spikes, size, net.dt(), iterations)?;
                match recording.neurons() {
                    Some(neurons) => trains.select(neurons.iter().map(|&neuron| neuron as usize)),
                    None => Ok(trains),
                }
            }
            _ => unreachable!("events are one of these"),
        }
    }

    /// What an `EventRecorder` of a group of so many neurons has seen, `net.cells.spikes.fired()`, in these iterations of `dt`
    /// ms each; a recorder that was never off has seen `0..net.iteration()`.
    ///
    /// # Errors
    ///
    /// No neurons or no iterations, a time step that is not positive, a spike of a neuron that is not there or of another
    /// iteration, and spikes that do not ascend in time.
    pub fn from_spikes(spikes: &[Spike], neurons: usize, dt: f64, iterations: Range<u64>) -> Result<Self> {
        let window = window(&iterations, dt)?;
        let mut counts = vec![0; neurons];
        for spike in spikes {
            let neuron = spike.neuron as usize;
            let time = spike.time(dt);
            if !iterations.contains(&spike.iteration) {
                return Err(Error::Outside { neuron, time, start: window.start, stop: window.end });
            }
            *counts.get_mut(neuron).ok_or(Error::NoSuchNeuron { neuron, neurons })? += 1;
        }
        let mut begins = vec![0; neurons + 1];
        for (neuron, count) in counts.into_iter().enumerate() {
            begins[neuron + 1] = begins[neuron] + count;
        }
        let mut times = vec![0.0; spikes.len()];
        let mut places = begins.clone();
        for spike in spikes {
            let place = &mut places[spike.neuron as usize];
            times[*place] = spike.time(dt);
            *place += 1;
        }
        SpikeTrains { times, begins, window, step: Some(dt) }.checked()
    }

    /// What a `Recorder` has seen of an event, `net.cells.recorder.fired()`: \[iteration, neuron\], from iteration 0 on and in
    /// steps of `dt` ms. Where the recorder was off, rows are missing; then `EventRecorder` is what knows the times.
    ///
    /// # Errors
    ///
    /// No neurons or no iterations, and a time step that is not positive.
    pub fn from_flags(fired: ArrayView2<'_, bool>, dt: f64) -> Result<Self> {
        let window = window(&(0..fired.nrows() as u64), dt)?;
        let (mut times, mut begins) = (Vec::new(), vec![0]);
        for train in fired.columns() {
            let spikes = (0_u64..).zip(train).filter(|(_, fired)| **fired);
            times.extend(spikes.map(|(iteration, _)| iteration as f64 * dt));
            begins.push(times.len());
        }
        SpikeTrains { times, begins, window, step: Some(dt) }.checked()
    }

    /// The spikes of each neuron in ms, recorded from the beginning of `window` to before its end.
    ///
    /// # Errors
    ///
    /// No neurons, a stretch of time that is empty or not finite, a spike outside of it, and times that do not ascend.
    pub fn from_times<T: AsRef<[f64]>>(trains: impl IntoIterator<Item = T>, window: Range<f64>) -> Result<Self> {
        let (mut times, mut begins) = (Vec::new(), vec![0]);
        for train in trains {
            times.extend_from_slice(train.as_ref());
            begins.push(times.len());
        }
        SpikeTrains { times, begins, window, step: None }.checked()
    }

    /// Itself, where all is true that the type says.
    fn checked(self) -> Result<Self> {
        let Range { start, end: stop } = self.window;
        if !(start.is_finite() && stop.is_finite() && start < stop) {
            return Err(Error::Window { start, stop, recorded: None });
        }
        if self.neurons() == 0 {
            return Err(Error::NoNeurons);
        }
        let slack = self.slack();
        for (neuron, train) in self.iter().enumerate() {
            // What is no number is in no range.
            if let Some(&time) = train.iter().find(|time| !(start - slack..stop - slack).contains(*time)) {
                return Err(Error::Outside { neuron, time, start, stop });
            }
            if let Some(pair) = train.windows(2).find(|pair| pair[0] >= pair[1]) {
                return Err(Error::Order { neuron, time: pair[1], before: pair[0] });
            }
        }
        Ok(self)
    }

    /// How many neurons there are.
    pub fn neurons(&self) -> usize {
        self.begins.len() - 1
    }

    /// How many spikes all of them have.
    pub fn spikes(&self) -> usize {
        self.times.len()
    }

    /// From when on spikes are known, in ms.
    pub fn start(&self) -> f64 {
        self.window.start
    }

    /// Until when, in ms.
    pub fn stop(&self) -> f64 {
        self.window.end
    }

    /// How long that is, in ms.
    pub fn duration(&self) -> f64 {
        self.window.end - self.window.start
    }

    /// How long an iteration of the network lasts, in ms; nothing where the times were given as such.
    pub fn step(&self) -> Option<f64> {
        self.step
    }

    /// The times of each neuron's spikes in ms, ascending.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &[f64]> {
        self.begins.windows(2).map(|ends| &self.times[ends[0]..ends[1]])
    }

    /// Some of the neurons, in the order in which they are named.
    ///
    /// # Errors
    ///
    /// No neurons, and one that is not there.
    pub fn select(&self, neurons: impl IntoIterator<Item = usize>) -> Result<Self> {
        let (mut times, mut begins) = (Vec::new(), vec![0]);
        for neuron in neurons {
            let ends = (self.begins.get(neuron), self.begins.get(neuron + 1));
            let (Some(&begin), Some(&end)) = ends else {
                return Err(Error::NoSuchNeuron { neuron, neurons: self.neurons() });
            };
            times.extend_from_slice(&self.times[begin..end]);
            begins.push(times.len());
        }
        SpikeTrains { times, begins, window: self.window.clone(), step: self.step }.checked()
    }

    /// The spikes from a time in ms to before another one.
    ///
    /// # Errors
    ///
    /// A stretch of time that is empty, or not within the recording.
    pub fn between(&self, window: Range<f64>) -> Result<Self> {
        let slack = self.slack();
        let Range { start, end: stop } = window;
        if !(start >= self.start() - slack && stop <= self.stop() + slack && start < stop) {
            return Err(Error::Window { start, stop, recorded: Some((self.start(), self.stop())) });
        }
        let (mut times, mut begins) = (Vec::new(), vec![0]);
        for train in self.iter() {
            let place = |border: f64| train.partition_point(|&time| time < border - slack);
            times.extend_from_slice(&train[place(start)..place(stop)]);
            begins.push(times.len());
        }
        Ok(SpikeTrains { times, begins, window, step: self.step })
    }

    /// The spikes from a time in ms on.
    ///
    /// # Errors
    ///
    /// A time that is not within the recording.
    pub fn after(&self, time: f64) -> Result<Self> {
        self.between(time..self.stop())
    }

    /// From the start on as long as bins of a width in ms fill.
    ///
    /// # Errors
    ///
    /// A width that is not positive, or longer than the recording.
    pub fn whole_bins(&self, bin: f64) -> Result<Self> {
        positive("the width of bins", bin)?;
        let bins = ((self.duration() + 2.0 * self.slack()) / bin).floor();
        if bins < 1.0 {
            return Err(Error::Bins { bin, duration: self.duration() });
        }
        let stop = self.start() + bins * bin;
        self.between(self.start()..if stop > self.stop() { self.stop() } else { stop })
    }

    /// How many bins of a width in ms there are; an error where they do not fill the time.
    pub(crate) fn bins(&self, bin: f64) -> Result<usize> {
        positive("the width of bins", bin)?;
        let bins = (self.duration() / bin).round();
        let missed = (bins * bin - self.duration()).abs();
        if bins < 1.0 || missed > 2.0 * self.slack() {
            return Err(Error::Bins { bin, duration: self.duration() });
        }
        Ok(bins as usize)
    }

    /// The bin of each of these times, of so many bins.
    pub(crate) fn bins_of(&self, times: &[f64], bin: f64, bins: usize) -> impl Iterator<Item = usize> {
        let start = self.start() - self.slack();
        times.iter().map(move |time| (((time - start) / bin) as usize).min(bins - 1))
    }

    /// By how much times can be wrong that are computed: by some units in the last place of the largest.
    fn slack(&self) -> f64 {
        8.0 * f64::EPSILON * self.start().abs().max(self.stop().abs())
    }
}

/// From when until when iterations last, in ms.
fn window(iterations: &Range<u64>, dt: f64) -> Result<Range<f64>> {
    positive("a time step", dt)?;
    Ok(iterations.start as f64 * dt..iterations.end as f64 * dt)
}

/// The iterations of a recording, where none between its first and its last is missing.
fn all_between(tag: &str, iterations: ArrayView1<'_, u64>) -> Result<Range<u64>> {
    let (first, last) = (iterations.first().copied(), iterations.last().copied());
    let Some((first, last)) = first.zip(last) else { return Err(Error::NothingRecorded { tag: tag.to_owned() }) };
    if last - first + 1 != iterations.len() as u64 {
        return Err(Error::Missing { tag: tag.to_owned(), recorded: iterations.len(), first, last });
    }
    Ok(first..last + 1)
}

/// The spikes of flags \[iteration, neuron\] from an iteration on.
fn flagged(fired: ArrayView2<'_, bool>, first: u64) -> Vec<Spike> {
    let spikes = fired.indexed_iter().filter(|(_, fired)| **fired);
    spikes.map(|((row, neuron), _)| Spike { iteration: first + row as u64, neuron: neuron as u32 }).collect()
}
