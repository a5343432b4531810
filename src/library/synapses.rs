//! Synapses: what a spike does to its targets, and what conductances do to the current.
//!
//! Every synapse has a weight `W`. It begins as the parameter `weight`, or as what the synapse group says:
//! `synapses EXC: a -> b { W: normal(0.5, 0.1); }`.
//!
//! The time courses [`Exponential`], [`Alpha`] and [`DoubleExponential`] make a variable `g` of spikes, and differ in
//! how it rises and falls after one. What `g` is decides the behaviour behind it: [`Current`] takes it as a current,
//! [`Conductance`] and [`NmdaConductance`] as a conductance with a reversal potential. Further behaviours can add to
//! `g`.

mod conductance;
mod exponential;

pub use conductance::Conductance;
pub use exponential::Exponential;
