//! Neurons: `v` and `I` to `fired`.

mod adaptive_exponential;
mod hodgkin_huxley;
mod izhikevich;
mod leaky_integrate_and_fire;

#[doc(inline)]
pub use adaptive_exponential::AdaptiveExponential;
#[doc(inline)]
pub use hodgkin_huxley::HodgkinHuxley;
#[doc(inline)]
pub use izhikevich::Izhikevich;
#[doc(inline)]
pub use leaky_integrate_and_fire::LeakyIntegrateAndFire;
