//! Behaviours of the field, from published models: neurons, synapses, plasticity and input.
//!
//! They are written in the [language](crate::language) that everybody writes behaviours in, and can be copied and
//! changed. Each file holds one, with its equations and where they come from.
//!
//! ```
//! use izhi::library::neurons::LeakyIntegrateAndFire;
//! use izhi::library::synapses::{Conductance, Exponential};
//! use izhi::prelude::*;
//!
//! network! {
//!     pub Balanced {
//!         use LeakyIntegrateAndFire,
//!             Exponential(EXC, g_excitatory) as Excitation,
//!             Exponential(INH, g_inhibitory) as Inhibition,
//!             Conductance(g_excitatory) as ExcitatoryCurrent,
//!             Conductance(g_inhibitory) as InhibitoryCurrent,
//!             izhi::EventRecorder;
//!         dt: 0.1;
//!
//!         group excitatory: 80 {
//!             1: LeakyIntegrateAndFire { rest: -49.0, threshold: -50.0, refractory: 5.0 },
//!             2: Excitation { tau: 5.0 },
//!             3: Inhibition { tau: 10.0 },
//!             4: ExcitatoryCurrent { reversal: 0.0 },
//!             5: InhibitoryCurrent { reversal: -80.0 },
//!             9: EventRecorder [fired] as spikes,
//!         }
//!         group inhibitory: 20 {
//!             1: LeakyIntegrateAndFire { rest: -49.0, threshold: -50.0, refractory: 5.0 },
//!             2: Excitation { tau: 5.0 },
//!             3: Inhibition { tau: 10.0 },
//!             4: ExcitatoryCurrent { reversal: 0.0 },
//!             5: InhibitoryCurrent { reversal: -80.0 },
//!         }
//!
//!         synapses EXC: excitatory -> { excitatory, inhibitory } { connect: fixed_probability(0.1); W: 0.006; }
//!         synapses INH: inhibitory -> { excitatory, inhibitory } { connect: fixed_probability(0.1); W: 0.067; }
//!     }
//! }
//!
//! fn main() -> izhi::Result<()> {
//!     let mut net = Balanced::builder().build()?;
//!     net.simulate(100)?;
//!     println!("{} spikes", net.excitatory.fired_count());
//!     Ok(())
//! }
//! ```
//!
//! # What they agree on
//!
//! Times are in ms, as is `dt`, potentials in mV, currents in nA, conductances in µS, resistances in MΩ and rates in
//! Hz; 1 nA through 1 MΩ is 1 mV. Any other units that fit together do as well, and some neurons have the units of their paper, as
//! [their table](neurons) says.
//!
//! | name | what it is | who declares it |
//! | --- | --- | --- |
//! | `fired` | the event of a neuron | [neurons] and [input] |
//! | `v` | the membrane potential | [neurons] |
//! | `I` | the current into a neuron in its next step | [neurons] |
//! | `tau_membrane` | a constant: the time constant of a leaky membrane | neurons whose membrane is exact: [`LeakyIntegrateAndFire`](neurons::LeakyIntegrateAndFire), [`MultiTimescaleAdaptiveThreshold`](neurons::MultiTimescaleAdaptiveThreshold), [`GeneralizedIntegrateAndFire`](neurons::GeneralizedIntegrateAndFire), [`SpikeResponse`](neurons::SpikeResponse) |
//! | `W` | the weight of a synapse | [synapses] |
//!
//! Parameters that the equations cannot take, such as a time constant of zero, are errors wherever they are set; each can
//! be one number for a group, or one for each neuron: `tau: each(normal(20.0, 2.0, 10.0, 30.0))`.
//!
//! A neuron takes its step with the `I` that it finds, and sets `I` to zero behind it; what has a higher key adds to
//! `I` for the next step. So an iteration has this order of keys:
//!
//! 1. the [traces](plasticity::Trace) that rules of plasticity read: they take in the spikes of the last iteration;
//! 2. neurons and spike sources: `v` after the step, and whether it `fired`;
//! 3. [short-term plasticity](plasticity::ShortTermPlasticity): how much of a spike is sent;
//! 4. synapses: what fired arrives at its targets, in this iteration or after the delay of the synapses;
//! 5. currents, from conductances and potentials;
//! 6. rules of plasticity, which change `W` for what arrives later.
//!
//! The names in parentheses behind a behaviour are those that a network may replace, all of them or none. Where the
//! first one is `All`, the behaviour is for all synapses that arrive, or for those of a tag that is put in its place.

pub mod input;
pub mod neurons;
pub mod plasticity;
pub mod synapses;
