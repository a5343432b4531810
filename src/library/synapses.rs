//! Synapses: what a spike does to its targets, and what conductances do to the current.
//!
//! Every synapse has a weight `W`. It begins as the parameter `weight`, or as what the synapse group says:
//! `synapses EXC: a -> b { W: normal(0.5, 0.1); }`.
//!
//! The time courses [`Exponential`], [`Alpha`] and [`DoubleExponential`] make a variable `g` of spikes, and differ in
//! how it rises and falls after one. What `g` is decides the behaviour behind it: [`Current`] takes it as a current,
//! [`Conductance`] and [`NmdaConductance`] as a conductance with a reversal potential. [`Delta`] has no time course.
//! [`ExponentialCurrent`], [`AlphaCurrent`] and [`DoubleExponentialCurrent`] are synapse and current in one, with which the
//! potential of [`LeakyIntegrateAndFire`](super::neurons::LeakyIntegrateAndFire) is exact for every `dt`; with [`Current`],
//! and with conductances always, what flows is constant during each step, and `dt` has to be small beside the time
//! constants.
//!
//! Sources with [short-term plasticity](super::plasticity::ShortTermPlasticity) release a part of the weight: in
//! their place [`Decay`] and [`Released`] are what [`Exponential`] is to others.

mod alpha;
mod alpha_current;
mod conductance;
mod current;
mod decay;
mod delta;
mod double_exponential;
mod double_exponential_current;
mod exponential;
mod exponential_current;
mod graded;
mod nmda_conductance;
mod released;

#[doc(inline)]
pub use alpha::Alpha;
#[doc(inline)]
pub use alpha_current::AlphaCurrent;
#[doc(inline)]
pub use conductance::Conductance;
#[doc(inline)]
pub use current::Current;
#[doc(inline)]
pub use decay::Decay;
#[doc(inline)]
pub use delta::Delta;
#[doc(inline)]
pub use double_exponential::DoubleExponential;
#[doc(inline)]
pub use double_exponential_current::DoubleExponentialCurrent;
#[doc(inline)]
pub use exponential::Exponential;
#[doc(inline)]
pub use exponential_current::ExponentialCurrent;
#[doc(inline)]
pub use graded::Graded;
#[doc(inline)]
pub use nmda_conductance::NmdaConductance;
#[doc(inline)]
pub use released::Released;
