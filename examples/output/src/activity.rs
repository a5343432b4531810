//! Who fired when, as numbers and as a picture.

use std::ops::Range;
use std::path::Path;

use izhi_analysis::{SpikeTrains, mean_rate};
use izhi_plot::Raster;
use izhi_runtime::Network;
use izhi_runtime::recording::Spike;

use super::Outcome;

/// Some neurons of a group, in the order of their indices.
#[derive(Clone, Debug)]
pub struct Population {
    /// What they are called.
    pub name: &'static str,
    /// Their indices, which are not none.
    pub neurons: Range<usize>,
    /// What their mean rate is elsewhere, in Hz: in the paper, or in another simulator.
    pub expected: Option<f64>,
}

impl Population {
    /// The neurons with these indices.
    pub fn new(name: &'static str, neurons: Range<usize>) -> Self {
        Population { name, neurons, expected: None }
    }

    /// With the mean rate that they have elsewhere.
    pub fn expected(mut self, rate: f64) -> Self {
        self.expected = Some(rate);
        self
    }
}

/// The spikes of a group with its populations over a stretch of time.
#[derive(Clone, Debug)]
pub struct Activity {
    title: String,
    populations: Vec<(Population, SpikeTrains)>,
}

impl Activity {
    /// All that an event recorder has seen since the first iteration of the network, whose time step is in ms.
    ///
    /// # Errors
    ///
    /// A network that has not run, and a population without neurons.
    pub fn new(net: &impl Network, title: &str, spikes: &[Spike], populations: Vec<Population>) -> Outcome<Self> {
        let with_trains = |population: Population| {
            let Range { start, end } = population.neurons;
            let own = spikes.iter().filter(|spike| population.neurons.contains(&(spike.neuron as usize)));
            let own: Vec<Spike> = own.map(|spike| Spike { neuron: spike.neuron - start as u32, ..*spike }).collect();
            let trains = SpikeTrains::from_spikes(&own, end - start, net.dt(), 0..net.iteration())?;
            Ok((population, trains))
        };
        let populations = populations.into_iter().map(with_trains).collect::<Outcome<Vec<_>>>()?;
        Ok(Activity { title: title.to_owned(), populations })
    }

    /// Without the first milliseconds.
    ///
    /// # Errors
    ///
    /// Where no time is left.
    pub fn after(&self, milliseconds: f64) -> Outcome<Self> {
        self.part(|trains| trains.start() + milliseconds..trains.stop())
    }

    /// The first milliseconds alone, or all where there are fewer.
    ///
    /// # Errors
    ///
    /// A time that is not positive.
    pub fn first(&self, milliseconds: f64) -> Outcome<Self> {
        self.part(|trains| trains.start()..trains.stop().min(trains.start() + milliseconds))
    }

    /// The last milliseconds alone, or all where there are fewer.
    ///
    /// # Errors
    ///
    /// A time that is not positive.
    pub fn last(&self, milliseconds: f64) -> Outcome<Self> {
        self.part(|trains| trains.start().max(trains.stop() - milliseconds)..trains.stop())
    }

    fn part(&self, window: impl Fn(&SpikeTrains) -> Range<f64>) -> Outcome<Self> {
        let part = |(population, trains): &(Population, SpikeTrains)| {
            Ok((population.clone(), trains.between(window(trains))?))
        };
        let populations = self.populations.iter().map(part).collect::<Outcome<Vec<_>>>()?;
        Ok(Activity { title: self.title.clone(), populations })
    }

    /// The mean rate of each population, in Hz.
    pub fn rates(&self) -> Vec<f64> {
        self.populations.iter().map(|(_, trains)| mean_rate(trains)).collect()
    }

    /// Prints the mean rate of each population, beside the expected one where there is one.
    pub fn report(&self) {
        let is_expected = self.populations.iter().any(|(population, _)| population.expected.is_some());
        println!("{}", self.title);
        println!("{:<14} {:>9} {:>10}{}", "", "neurons", "rate", if is_expected { "   expected" } else { "" });
        for ((population, trains), rate) in self.populations.iter().zip(self.rates()) {
            let expected = population.expected.map_or(String::new(), |rate| format!(" {rate:>7.2} Hz"));
            println!("  {:<12} {:>9} {rate:>7.2} Hz{expected}", population.name, trains.neurons());
        }
    }
}

/// Draws the last `shown` milliseconds of each: the spikes of the populations one below the other in their order, and below
/// them the mean rate of all neurons over time.
///
/// # Errors
///
/// As [`izhi_plot::rasters`]; a file that cannot be written.
pub fn rasters(path: &Path, title: &str, activities: &[Activity], shown: f64) -> Outcome<()> {
    let shown = activities.iter().map(|activity| activity.last(shown)).collect::<Outcome<Vec<_>>>()?;
    let rasters = shown.iter().map(|Activity { title, populations }| {
        let groups: Vec<_> = populations.iter().map(|(population, trains)| (population.name, trains)).collect();
        Raster::new(title, &groups)
    });
    let rasters: Vec<Raster<'_>> = rasters.collect();
    Ok(izhi_plot::rasters(title, &rasters)?.save(path)?)
}
