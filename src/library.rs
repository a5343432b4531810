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
//!         dt: 0.1 ms;
//!
//!         group excitatory: 80 {
//!             1: LeakyIntegrateAndFire { rest: -49 mV, threshold: -50 mV, refractory: 5 ms },
//!             2: Excitation { tau: 5 ms },
//!             3: Inhibition { tau: 10 ms },
//!             4: ExcitatoryCurrent { reversal: 0 mV },
//!             5: InhibitoryCurrent { reversal: -80 mV },
//!             9: EventRecorder [fired] as spikes,
//!         }
//!         group inhibitory: 20 {
//!             1: LeakyIntegrateAndFire { rest: -49 mV, threshold: -50 mV, refractory: 5 ms },
//!             2: Excitation { tau: 5 ms },
//!             3: Inhibition { tau: 10 ms },
//!             4: ExcitatoryCurrent { reversal: 0 mV },
//!             5: InhibitoryCurrent { reversal: -80 mV },
//!         }
//!
//!         synapses EXC: excitatory -> { excitatory, inhibitory } { connect: fixed_probability(0.1); W: 6 nS; }
//!         synapses INH: inhibitory -> { excitatory, inhibitory } { connect: fixed_probability(0.1); W: 67 nS; }
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
//! What has a unit has it in the declaration: `tau: 20 ms`, `resistance: 100 MOhm`, `W: 6 nS`; a number without one is an
//! error there. The page of each behaviour says which. What a program gives to a builder, and reads of parameters, states, weights and
//! recordings, are numbers in the units that are [kept](crate::language::units): ms, mV, pA, nS, pF, GOhm, and kHz (1/ms) for rates.
//!
//! | written | is for a program |
//! | --- | --- |
//! | `tau: 20 ms`, `rest: -65 mV` | 20, −65 |
//! | `I`, `W: 0.3 nA` | 300, in pA |
//! | `g`, `W: 6 nS`, `g_Na: 20 uS` | 6 and 20,000, in nS |
//! | `C: 0.2 nF` | 200, in pF |
//! | `resistance: 100 MOhm` | 0.1, in GOhm: 1 pA through 1 GOhm is 1 mV |
//! | `frequency: 10 Hz` | 0.01, a rate for each ms |
//!
//! Weights of synapses that can be conductances or currents are in any unit, and with them what they add to and what rules of
//! plasticity say of them, `w_max: 600 pA`. What the network gives decides, and is checked against what comes behind; a parameter
//! of a rule that it does not give is the plain number on the rule's page, which is an error beside weights with a unit: `W: 6 nS` in front of [`Conductance`](synapses::Conductance) and `W: 300 pA` in
//! front of [`Current`](synapses::Current). An array from a program is in what is kept. A behaviour of yours that has no units adds numbers in pA to `I`. Some neurons have no
//! units, or those of their paper, as [their table](neurons) says.
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
//! be one number for a group, or one for each neuron: `tau: each(normal(20 ms, 2 ms, 10 ms, 30 ms))`.
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
