//! Neurons: `v` and `I` to `fired`.
//!
//! | behaviour | equations | currents in |
//! | --- | --- | --- |
//! | [`LeakyIntegrateAndFire`] | one, linear, exact | pA |
//! | [`QuadraticIntegrateAndFire`], [`ExponentialIntegrateAndFire`] | one, with a spike that begins by itself | pA |
//! | [`AdaptiveExponential`] | two: with adaptation | pA |
//! | [`Izhikevich`] and [its other orders](#izhikevichs-simple-model), [`Izhikevich2007`] | two: quadratic, with recovery | no unit, pA |
//! | [`MultiTimescaleAdaptiveThreshold`], [`GeneralizedIntegrateAndFire`] | linear, exact, with a threshold that moves | pA |
//! | [`SpikeResponse`] | linear, exact, with kernels | pA |
//! | [`HodgkinHuxley`], [`TraubMiles`] | sodium and potassium channels | pA |
//! | [`WangBuzsaki`], [`ConnorStevens`], [`MorrisLecar`] | channels | µA/cm² |
//! | [`FitzHughNagumo`], [`HindmarshRose`] | two and three, without units | no unit |
//! | [`Rate`], [`Hopfield`] | units without spikes, for [`Graded`](super::synapses::Graded) synapses | no unit |
//!
//! The page of each shows how it responds to a current with its default parameters: its potential, a mark for each spike, and the
//! current below.
//!
//! Neurons whose parameters are for each cm² take currents and conductances of synapses for each cm² as well: `W: 0.1 mS/cm^2`.
//! What is kept is for each µm², pA/um^2, nS/um^2 and pF/um^2, so that 1 µA/cm² is 0.01 for a program, and 1 mS/cm² and 1
//! µF/cm² are. Times of neurons without units are in the unit of `dt`.
//!
//! # Izhikevich's simple model
//!
//! Programs go its equations in different orders, and in steps as long as theirs these fire differently: the last columns are
//! the spikes of the regular spiking neuron (a = 0.02, b = 0.2, c = −65, d = 8) in one second with a constant current of
//! 10, in steps of 1 ms, 0.5 ms and 0.1 ms.
//!
//! | behaviour | program | a step, in its order | 1 ms | 0.5 ms | 0.1 ms |
//! | --- | --- | --- | --- | --- | --- |
//! | [`Izhikevich`] | NEST, `consistent_integration` false | `v` in two halves; `u` with the new `v`; spike at v ≥ 30 | 20 | 22 | 23 |
//! | [`Izhikevich2003`] | the paper's `net.m` | spike at v ≥ 30; `v` in two halves; `u` with the new `v` | 20 | 22 | 23 |
//! | [`IzhikevichEuler`] | NEST, `consistent_integration` true | `v` and `u` together; spike at v ≥ 30 | 22 | 23 | 23 |
//! | [`IzhikevichCarlsim`] | CARLsim | twice: half of `v`; spike at v > 30; v ≥ −90; half of `u` with the new `v` | 23 | 23 | 23 |
//! | `IzhikevichMain` of the front page | PymoNNto | spike at v > 30; `v`; `u` with the new `v` | 21 | 22 | 23 |

mod adaptive_exponential;
mod connor_stevens;
mod exponential_integrate_and_fire;
mod fitzhugh_nagumo;
mod generalized_integrate_and_fire;
mod hindmarsh_rose;
mod hodgkin_huxley;
mod hopfield;
mod izhikevich;
mod izhikevich_2003;
mod izhikevich_2007;
mod izhikevich_carlsim;
mod izhikevich_euler;
mod leaky_integrate_and_fire;
mod morris_lecar;
mod multi_timescale_adaptive_threshold;
mod quadratic_integrate_and_fire;
mod rate;
mod spike_response;
mod traub_miles;
mod wang_buzsaki;

#[doc(inline)]
pub use adaptive_exponential::AdaptiveExponential;
#[doc(inline)]
pub use connor_stevens::ConnorStevens;
#[doc(inline)]
pub use exponential_integrate_and_fire::ExponentialIntegrateAndFire;
#[doc(inline)]
pub use fitzhugh_nagumo::FitzHughNagumo;
#[doc(inline)]
pub use generalized_integrate_and_fire::GeneralizedIntegrateAndFire;
#[doc(inline)]
pub use hindmarsh_rose::HindmarshRose;
#[doc(inline)]
pub use hodgkin_huxley::HodgkinHuxley;
#[doc(inline)]
pub use hopfield::Hopfield;
#[doc(inline)]
pub use izhikevich::Izhikevich;
#[doc(inline)]
pub use izhikevich_2003::Izhikevich2003;
#[doc(inline)]
pub use izhikevich_2007::Izhikevich2007;
#[doc(inline)]
pub use izhikevich_carlsim::IzhikevichCarlsim;
#[doc(inline)]
pub use izhikevich_euler::IzhikevichEuler;
#[doc(inline)]
pub use leaky_integrate_and_fire::LeakyIntegrateAndFire;
#[doc(inline)]
pub use morris_lecar::MorrisLecar;
#[doc(inline)]
pub use multi_timescale_adaptive_threshold::MultiTimescaleAdaptiveThreshold;
#[doc(inline)]
pub use quadratic_integrate_and_fire::QuadraticIntegrateAndFire;
#[doc(inline)]
pub use rate::Rate;
#[doc(inline)]
pub use spike_response::SpikeResponse;
#[doc(inline)]
pub use traub_miles::TraubMiles;
#[doc(inline)]
pub use wang_buzsaki::WangBuzsaki;
