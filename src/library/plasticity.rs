//! Plasticity: how weights change with the spikes of both ends.
//!
//! The rules of spike-timing-dependent plasticity stand in the group of the targets, and read what spikes left behind
//! at both ends: [traces](Trace), which stand in the groups of the sources and of the targets.
//!
//! ```
//! use izhi::library::input::{PoissonNeurons, SpikeTimes};
//! use izhi::library::plasticity::{AdditiveStdp, Trace};
//! use izhi::library::synapses::Exponential;
//! use izhi::prelude::*;
//!
//! network! {
//!     pub Learning {
//!         use PoissonNeurons, SpikeTimes, Exponential(EXC, g), AdditiveStdp(EXC, pre, post),
//!             Trace(pre) as PreTrace, Trace(post) as PostTrace;
//!
//!         group sources: 100 {
//!             0: PreTrace { tau: 16.8 ms },
//!             1: PoissonNeurons { frequency: 20 Hz },
//!         }
//!         group targets: 10 {
//!             0: PostTrace { tau: 33.7 ms },
//!             1: SpikeTimes,
//!             2: Exponential,
//!             4: AdditiveStdp,
//!         }
//!         synapses EXC: sources -> targets { W: 0.5; }
//!     }
//! }
//!
//! fn main() -> izhi::Result<()> {
//!     let mut builder = Learning::builder();
//!     builder.targets.spike_times.spikes = izhi::ndarray::Array2::from_elem((100, 10), 1.0).into();
//!     let mut net = builder.build()?;
//!     net.simulate(100)?;
//!     println!("{:?}", net.EXC_sources_to_targets.W());
//!     Ok(())
//! }
//! ```
//!
//! # Simultaneous spikes
//!
//! Spikes of both ends in the same iteration make no pair: each of them makes its pairs with the earlier ones of the
//! other end. The potentiation by a postsynaptic spike comes before the depression by a presynaptic one, where both
//! happen to a synapse in the same iteration, and each of the two is followed by its clipping. This is so because a
//! trace holds the spikes before the present iteration: its key is below that of the neurons that fire.
//!
//! # Delays
//!
//! Pairs of spikes meet at the synapse. A presynaptic spike counts as it arrives there through the axon (`delay`), and the
//! presynaptic trace as it was when what arrives now was sent; a postsynaptic one as it arrives through the dendrite
//! (`dendritic_delay`), with its trace: potentiation and depression are both measured from the times of arrival. Spikes that
//! arrive in the same iteration make no pair.

mod additive_stdp;
mod dopamine_stdp;
mod homeostasis;
mod inhibitory_stdp;
mod multiplicative_stdp;
mod nearest_trace;
mod normalization;
mod one_step_stdp;
mod power_law_stdp;
mod previous;
mod short_term_plasticity;
mod trace;
mod triplet_stdp;

#[doc(inline)]
pub use additive_stdp::AdditiveStdp;
#[doc(inline)]
pub use dopamine_stdp::DopamineStdp;
#[doc(inline)]
pub use homeostasis::Homeostasis;
#[doc(inline)]
pub use inhibitory_stdp::InhibitoryStdp;
#[doc(inline)]
pub use multiplicative_stdp::MultiplicativeStdp;
#[doc(inline)]
pub use nearest_trace::NearestTrace;
#[doc(inline)]
pub use normalization::Normalization;
#[doc(inline)]
pub use one_step_stdp::OneStepStdp;
#[doc(inline)]
pub use power_law_stdp::PowerLawStdp;
#[doc(inline)]
pub use previous::Previous;
#[doc(inline)]
pub use short_term_plasticity::ShortTermPlasticity;
#[doc(inline)]
pub use trace::Trace;
#[doc(inline)]
pub use triplet_stdp::TripletStdp;
