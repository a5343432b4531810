//! Neurons: `v` and `I` to `fired`.

mod adaptive_exponential;
mod izhikevich;
mod leaky_integrate_and_fire;

pub use adaptive_exponential::AdaptiveExponential;
pub use izhikevich::Izhikevich;
pub use leaky_integrate_and_fire::LeakyIntegrateAndFire;
