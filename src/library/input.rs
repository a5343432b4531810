//! Input: neurons that fire by themselves, and spikes from outside.

mod gamma_neurons;
mod ornstein_uhlenbeck_current;
mod poisson_input;
mod poisson_neurons;
mod regular_neurons;
mod spike_times;

#[doc(inline)]
pub use gamma_neurons::GammaNeurons;
#[doc(inline)]
pub use ornstein_uhlenbeck_current::OrnsteinUhlenbeckCurrent;
#[doc(inline)]
pub use poisson_input::PoissonInput;
#[doc(inline)]
pub use poisson_neurons::PoissonNeurons;
#[doc(inline)]
pub use regular_neurons::RegularNeurons;
#[doc(inline)]
pub use spike_times::SpikeTimes;
