//! Input: spike sources, and noise.

mod poisson_neurons;
mod spike_times;

pub use poisson_neurons::PoissonNeurons;
pub use spike_times::SpikeTimes;
