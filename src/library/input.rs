//! Input: neurons that fire by themselves, and spikes from outside.

mod poisson_input;
mod poisson_neurons;
mod regular_neurons;
mod spike_times;

pub use poisson_input::PoissonInput;
pub use poisson_neurons::PoissonNeurons;
pub use regular_neurons::RegularNeurons;
pub use spike_times::SpikeTimes;
