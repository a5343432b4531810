//! The language of [`behavior!`](crate::behavior!) and [`network!`](crate::network!), chapter by chapter. These modules hold
//! no code.
//!
//! | chapter | what it describes |
//! | --- | --- |
//! | this page | what a behaviour declares |
//! | [`statements`] | the statements of a step: events, synapses, Rust functions, the end of a run |
//! | [`equations`] | differential equations, and the methods that take them further |
//! | [`units`] | units of numbers |
//! | [`expressions`] | names, functions and draws |
//! | [`networks`] | groups, families and synapses |
//! | [`programs`] | what a program does with a network: builders, inputs, trials |
//!
//! # Behaviours
//!
//! A behaviour declares what it adds to a neuron group and what it does in every iteration. All sections can
//! be left out, and repeated.
//!
//! ```
//! use izhi::prelude::*;
//!
//! behavior! {
//!     /// A leaky integrate-and-fire neuron that is driven by noise and by its afferent synapses.
//!     pub Leaky {
//!         param { tau: 20.0 where tau > 0.0, threshold: 1.0, noise: 0.1, t_ref }
//!         state { v: uniform() }
//!         event { fired: false }
//!         afferent(FAST) { W: normal(0.1, 0.02) }
//!         step {
//!             let decay = exp(-dt / tau);
//!             v = v * decay + noise * normal();
//!             for s in afferent(FAST) { v += sum(s.W where s.src.fired); }
//!             event fired when v > threshold refractory t_ref clamping v { v = 0.0; }
//!         }
//!     }
//! }
//!
//! network! {
//!     pub Net {
//!         use Leaky, izhi::EventRecorder;
//!         dt: 0.1;
//!         group cells, cortex: grid(10, 10) {
//!             1: Leaky { t_ref: 2.0 },
//!             2: EventRecorder [fired] as spikes,
//!         }
//!         synapses FAST: cells -> cells;
//!     }
//! }
//!
//! fn main() -> izhi::Result<()> {
//!     let mut builder = Net::builder().seed(7);
//!     builder.cells.leaky.noise = 0.3;
//!     let mut net = builder.build()?;
//!     net.simulate(100)?;
//!     for spike in net.cells.spikes.fired() {
//!         println!("{} {}", spike.iteration, spike.neuron);
//!     }
//!     Ok(())
//! }
//! ```
//!
//! | section | what it declares |
//! | --- | --- |
//! | `param { a: 0.02, b }` | numbers of the behaviour; one without a default gets its value in each group |
//! | `param { tau: 20.0 where tau > 0.0 }` | the same with what has to hold of it |
//! | `param { tau: 20 ms }`, `param { g_L in nS }`, `param { weight: 1.0 in any }` | the same in a [unit](units), or in any |
//! | `param { tau: each(normal(20.0, 2.0)) }` | a number for each neuron, which no step changes |
//! | `constant { tau: C / g_L }` | numbers that follow the parameters of which they are made |
//! | `input { drive }` | numbers that the builder is given, one for each neuron and iteration or fewer: see [inputs](programs#inputs); `drive` is what the neurons read in the present iteration |
//! | `state { v: -65.0, w }` | a number for each neuron; one without an initial value has to be assigned to before it is read |
//! | `integer { count: 0, last: -1 }` | a whole number of 64 bits for each neuron, exact whatever the number type of the network; it has an initial value |
//! | `flag { is_up: false }` | `true` or `false` for each neuron, which stays as it is until something is assigned to it |
//! | `event { fired }` | `true` or `false` for each neuron, and [in one iteration alone](networks) |
//! | `afferent { W: uniform() }`, `efferent(TAG) { ... }` | a number for each synapse of the synapse groups that arrive at the group or leave it, with a tag of only those that have it |
//! | `record values;`, `record events;`, `record rates;` | the behaviour is a recorder and is given a list: `Name [v, TAG.W, mean(v) as mean_v]`, of events `Name [fired]` |
//! | `equations { dv/dt = -v / tau; }` | how states change in time; the step says when, and by which method: see [equations] |
//! | `step { ... }` | the statements of an iteration |
//!
//! A variable belongs to the group: every behaviour of the group can use it by its name, whichever declares
//! it; so does a constant. Parameters and inputs belong to the behaviour.
//!
//! A parameter is a number that is set. A constant is one that is made: of numbers, of the parameters of its behaviour, of
//! `dt` and of other constants of the group, in whatever order these are declared. Nobody sets it, and it always follows
//! what it is made of, also where that is set between two runs; it has a value for each neuron where one of its
//! parameters has. Every behaviour of the group reads it by its name, in steps, initial values and `each(...)`, as if
//! its expression stood there: it takes no memory, and functions of it are [computed once for a
//! run](programs). So a behaviour shows others what they have to know of it: `constant { tau_membrane: tau }`.
//! Two behaviours of a group that show the same name are an error, as two that declare the same state are.
//!
//! What has to hold of a parameter is a condition of the behaviour's parameters and `dt`, and of constants that are
//! made of these: `low: 1.0 where low <= high`, `rate: 5.0 where rate >= 0.0 && rate * dt <= 1000.0`. A declaration
//! that breaks it is an error at the network's number, as far as it can be known without `dt`; else the builder
//! finds out, and who sets parameters later, with an [error](crate::Error::Condition) that names the parameter, its
//! value and the condition. The numbers of a behaviour in a group are checked together, and where one condition
//! does not hold, nothing changes. Nobody checks states.
//!
//! A parameter is one number for all neurons of a group, or one for each of them: `tau: each(normal(20.0, 2.0,
//! 10.0, 30.0))` in the behaviour or in the network, whichever says what the parameter is in a group. In
//! `each(...)` stands an expression of draws, `index`, `x`, `y`, `z`, `size`, `dt`, sums over these and those
//! parameters and constants that are one number; `each(20.0)` is for a builder that is given an array. A step reads
//! it by its name as always, and finds a value for each neuron: the same behaviour can have one number in one group
//! and many in another. Only what is one value for all synapses cannot depend on it: a time constant in
//! `decays(tau)`, a variable that is `shared`. A condition has to hold for each neuron.
//!
//! A behaviour can leave names of tags, variables and constants to the network that uses it: `pub Exponential(TAG, g)
//! { ... afferent(TAG) ... g ... }` is used as `use Exponential(GABA, g_inhibitory) as Inhibition;`. Without
//! parentheses the names stay as they are.
//!
//! # What it does not do yet
//!
//! The time step is fixed when the network is built. Families have one index for a name and no `if`; their ranges and the
//! sizes of groups are written out, and tags have no index. Dendritic delays are one for a synapse group.
//!
//! Random numbers are functions of the seed, the place in the model (group, behaviour or variable, position
//! in the text of the step), the neuron or synapse, and the iteration. Adding a group or a recorder changes
//! no other draw.

pub mod equations;
pub mod expressions;
pub mod networks;
pub mod programs;
pub mod statements;
pub mod units;
