//! Spikes from a list.

use super::neurons::Neurons;

/// Spikes as they were given: when, and of which neuron.
#[derive(Clone, Debug)]
pub(super) enum Spikes {
    /// In the unit of the time step.
    Times(Vec<(f64, usize)>),
    Iterations(Vec<(u64, usize)>),
}

/// Spikes in order of iteration, then of neuron.
#[derive(Clone, Debug)]
pub(super) struct Timeline {
    iterations: Vec<u64>,
    neurons: Vec<u32>,
}

impl Spikes {
    pub(super) fn len(&self) -> usize {
        match self {
            Spikes::Times(spikes) => spikes.len(),
            Spikes::Iterations(spikes) => spikes.len(),
        }
    }

    /// The spikes among so many neurons, of which those given are numbered.
    ///
    /// # Errors
    ///
    /// Says which spike is none, or which neuron has two of them in an iteration.
    pub(super) fn timeline(&self, neurons: &Neurons, size: usize, dt: f64) -> Result<Timeline, String> {
        let count = neurons.count(size);
        let given = neurons.in_order();
        let known = |number: usize, neuron: usize| {
            if neuron >= count {
                return Err(format!("spike {number} is of neuron {neuron}, and there are {count}"));
            }
            Ok(given.as_ref().map_or(neuron as u32, |given| given[neuron]))
        };
        let mut spikes = match self {
            Spikes::Iterations(spikes) => {
                let spikes = spikes.iter().enumerate();
                let spikes = spikes.map(|(number, &(iteration, neuron))| Ok((iteration, known(number, neuron)?)));
                spikes.collect::<Result<Vec<(u64, u32)>, String>>()?
            }
            Spikes::Times(spikes) => {
                let spikes = spikes.iter().enumerate();
                let spikes =
                    spikes.map(|(number, &(time, neuron))| Ok((nearest(number, time, dt)?, known(number, neuron)?)));
                spikes.collect::<Result<Vec<(u64, u32)>, String>>()?
            }
        };
        spikes.sort_unstable();
        match spikes.windows(2).find(|pair| pair[0] == pair[1]) {
            Some(&[(iteration, neuron), _]) => {
                Err(format!("neuron {neuron} has two spikes in iteration {iteration}, and can fire once (dt = {dt})"))
            }
            _ => {
                let (iterations, neurons) = spikes.into_iter().unzip();
                Ok(Timeline { iterations, neurons })
            }
        }
    }
}

/// The iteration that is nearest to a time.
fn nearest(number: usize, time: f64, dt: f64) -> Result<u64, String> {
    // Beyond this a number no longer tells one iteration from the next.
    const MOST: f64 = (1_u64 << 53) as f64;
    let iteration = (time / dt).round();
    if !(time >= 0.0 && iteration <= MOST) {
        return Err(format!("spike {number} is at {time}, and a spike is at a time from 0 on that can be counted"));
    }
    Ok(iteration as u64)
}

impl Timeline {
    /// The neurons that have a spike in an iteration, in ascending index.
    pub(super) fn neurons(&self, iteration: u64) -> &[u32] {
        let begin = self.iterations.partition_point(|&of_spike| of_spike < iteration);
        let count = self.iterations[begin..].partition_point(|&of_spike| of_spike == iteration);
        &self.neurons[begin..begin + count]
    }

    /// The iterations up to the last spike.
    pub(super) fn length(&self) -> u64 {
        self.iterations.last().map_or(0, |last| last.saturating_add(1))
    }
}
