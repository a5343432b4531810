//! Neurons: `v` and `I` to `fired`.

mod leaky_integrate_and_fire;

pub use leaky_integrate_and_fire::LeakyIntegrateAndFire;
