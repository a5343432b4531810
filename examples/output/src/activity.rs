//! Who fired when, as numbers.

use std::ops::Range;

use izhi_runtime::Network;
use izhi_runtime::recording::Spike;

use super::recording::grouped;

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
pub struct Activity<'a> {
    pub(super) title: String,
    pub(super) spikes: &'a [Spike],
    pub(super) dt: f64,
    pub(super) iterations: Range<u64>,
    pub(super) populations: Vec<Population>,
}

impl<'a> Activity<'a> {
    /// All that an event recorder has seen since the first iteration of the network, whose time step is in ms.
    pub fn new(net: &impl Network, title: &str, spikes: &'a [Spike], populations: Vec<Population>) -> Self {
        Activity { title: title.to_owned(), spikes, dt: net.dt(), iterations: 0..net.iteration(), populations }
    }

    /// Without the first milliseconds.
    pub fn after(&self, milliseconds: f64) -> Self {
        let start = self.iterations.start + (milliseconds / self.dt).round() as u64;
        self.within(start.min(self.iterations.end)..self.iterations.end)
    }

    /// The first milliseconds alone.
    pub fn first(&self, milliseconds: f64) -> Self {
        let end = self.iterations.start + (milliseconds / self.dt).round() as u64;
        self.within(self.iterations.start..end.min(self.iterations.end))
    }

    /// The last milliseconds alone.
    pub fn last(&self, milliseconds: f64) -> Self {
        let start = self.iterations.end.saturating_sub((milliseconds / self.dt).round() as u64);
        self.within(start.max(self.iterations.start)..self.iterations.end)
    }

    fn within(&self, iterations: Range<u64>) -> Self {
        let place = |iteration| self.spikes.partition_point(|spike| spike.iteration < iteration);
        let spikes = &self.spikes[place(iterations.start)..place(iterations.end)];
        Activity { spikes, iterations, ..self.clone() }
    }

    /// How long it is, in ms.
    pub fn duration(&self) -> f64 {
        (self.iterations.end - self.iterations.start) as f64 * self.dt
    }

    /// The mean rate of each population, in Hz.
    pub fn rates(&self) -> Vec<f64> {
        let mut spikes = vec![0_u64; self.populations.len()];
        for spike in self.spikes {
            let neuron = spike.neuron as usize;
            if let Some(place) = self.populations.iter().position(|population| population.neurons.contains(&neuron)) {
                spikes[place] += 1;
            }
        }
        let rate = |(count, population): (u64, &Population)| {
            count as f64 / population.neurons.len() as f64 / (self.duration() / 1e3)
        };
        spikes.into_iter().zip(&self.populations).map(rate).collect()
    }

    /// The mean rate of all neurons in bins of a width in ms, in Hz.
    pub fn histogram(&self, bin: f64) -> Vec<f64> {
        let neurons: usize = self.populations.iter().map(|population| population.neurons.len()).sum();
        let mut rates = vec![0.0; (self.duration() / bin).ceil() as usize];
        for spike in self.spikes {
            let time = (spike.iteration - self.iterations.start) as f64 * self.dt;
            // A time step that belongs to a bin must not miss it by rounding.
            rates[((time + self.dt / 2.0) / bin) as usize] += 1e3 / (bin * neurons as f64);
        }
        rates
    }

    /// How strongly the mean rate of all neurons oscillates at each frequency in Hz: the mean power of stretches of a length in
    /// ms, one after the other; nothing where there is none. The spikes are counted in bins of 0.5 ms.
    pub fn spectrum(&self, stretch: f64) -> Vec<(f64, f64)> {
        const BIN: f64 = 0.5;
        let rates = self.histogram(BIN);
        let bins = (stretch / BIN).round() as usize;
        let stretches: Vec<&[f64]> = rates.chunks_exact(bins.max(1)).collect();
        if stretches.is_empty() {
            return Vec::new();
        }
        let power = |cycles: usize| {
            let powers = stretches.iter().map(|rates| power(rates, cycles));
            powers.sum::<f64>() / stretches.len() as f64
        };
        (1..bins / 2).map(|cycles| (1e3 * cycles as f64 / stretch, power(cycles))).collect()
    }

    /// The frequency in Hz at which the mean rate of all neurons oscillates most, to the nearest multiple of one over the
    /// stretch in ms; nothing where there is no such stretch.
    pub fn frequency(&self, stretch: f64) -> Option<f64> {
        let strongest = self.spectrum(stretch).into_iter().max_by(|a, b| a.1.total_cmp(&b.1));
        strongest.map(|(frequency, _)| frequency)
    }

    /// Prints the mean rate of each population, beside the expected one where there is one.
    pub fn report(&self) {
        let is_expected = self.populations.iter().any(|population| population.expected.is_some());
        println!("{}", self.title);
        println!("{:<14} {:>9} {:>10}{}", "", "neurons", "rate", if is_expected { "   expected" } else { "" });
        for (population, rate) in self.populations.iter().zip(self.rates()) {
            let expected = population.expected.map_or(String::new(), |rate| format!(" {rate:>7.2} Hz"));
            let neurons = grouped(population.neurons.len());
            println!("  {:<12} {neurons:>9} {rate:>7.2} Hz{expected}", population.name);
        }
    }
}

/// The square of the amplitude of what goes through so many cycles in these samples.
fn power(samples: &[f64], cycles: usize) -> f64 {
    let angle = std::f64::consts::TAU * cycles as f64 / samples.len() as f64;
    let (mut cosine, mut sine) = (0.0, 0.0);
    for (place, sample) in samples.iter().enumerate() {
        cosine += sample * (angle * place as f64).cos();
        sine += sample * (angle * place as f64).sin();
    }
    4.0 * (cosine * cosine + sine * sine) / (samples.len() * samples.len()) as f64
}
