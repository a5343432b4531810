//! The statements of a step.
//!
//! Statements run one after the other, each on the whole population, as in NumPy. `let name = value;` makes
//! a local; `=`, `+=`, `-=`, `*=` and `/=` assign to a local or to a variable of the group; `if` and `else`
//! take the neurons apart for which a condition holds. `for s in afferent(TAG) { ... }` repeats its body for
//! each synapse group with the tag that arrives at the group, `efferent` for each that leaves, in order of
//! declaration; `All` selects every one. A loop over none does nothing, but a tag that selects nothing in any
//! group with the behaviour is an error.
//!
//! ## When an event happens
//!
//! ```text
//! event fired when v > threshold { v = reset; u += d; }
//! event fired when v > threshold refractory t_ref { v = reset; }
//! event fired when v > threshold refractory t_ref clamping v, w { v = reset; }
//! ```
//!
//! An `event` statement sets an event for exactly the neurons for which its condition holds in this iteration, and for
//! no other, and runs its block for those; a `;` in place of the block is an empty one. Without more it is `fired = v >
//! threshold; if fired { v = reset; u += d; }`. It stands in the step itself, under no `if`; a behaviour has one for an
//! event, and assigns to that event nowhere else. Other behaviours at higher keys can change the event, as any other.
//!
//! `refractory` says for how long a neuron has no other event: for [`steps(t_ref)`](super::expressions) iterations, the
//! nearest number to `t_ref / dt`, of halves the greater. So under the strongest input two events of a neuron are that
//! many iterations and one more apart, after any number of iterations, for any time step and number type; a period of
//! zero allows an event in each. The period is an expression that the neurons with an event evaluate when they have it,
//! a draw as well; one that is set or changes counts from the next event on. Made of parameters it has to be zero at
//! least, wherever these are set, as `where t_ref >= 0.0` would have it; one that is made of states and negative is
//! none. A period of more than 2^24 iterations ends after so many.
//!
//! `clamping` names states that a refractory neuron keeps. As long as the period lasts, the `event` statement gives
//! each of them, before it looks at its condition, the value that it had at the end of the block. What has been written
//! to it since is undone, whoever wrote: the statements above in this step, `integrate` among them, other behaviours,
//! and Rust. These statements run all the same, and what else they do stays. The statements below the `event`
//! statement, and behaviours and recorders at higher keys, find the clamped value, and what they write is undone in the
//! next iteration. So input that arrives at a clamped potential is lost, and a variable that is not named goes on.
//!
//! What is left of the period, in iterations, and the values that are kept are states of the group,
//! `izhi_refractory_fired` and `izhi_clamped_v`: they are in the catalogue, begin anew with a reset, and can be kept by
//! one. A behaviour that is switched off counts nothing.
//!
//! ## When a run ends
//!
//! `stop when count(fired) == 0;` ends the run of [`simulate`](crate::Network::simulate) behind the iteration in which the
//! condition holds: the rest of that iteration runs, recorders see it, and the next call of `simulate` goes on from
//! there, for one iteration at least. The condition is one for the group. [`net.stopped_by()`](crate::Network::stopped_by)
//! names the behaviour, and `net.iteration()` says how far the run has come. A behaviour that is switched off stops nothing.
//!
//! What a behaviour does not know, the program does: [`simulate_with`](crate::Network::simulate_with) shows it the network after
//! every so many iterations, and runs on as long as it wants.
//!
//! ```
//! use std::ops::ControlFlow;
//!
//! use izhi::prelude::*;
//!
//! behavior! { pub Noise { state { v: 0.0 } step { v += normal(); } } }
//! network! { pub Net { use Noise; group cells: 10 { 1: Noise } } }
//!
//! fn main() -> izhi::Result<()> {
//!     let mut net = Net::builder().build()?;
//!     let end = net.simulate_with(1000, 100, |net| {
//!         println!("{} of 1000", net.iteration());
//!         if net.cells.v()[0] > 1e6 { ControlFlow::Break("too far") } else { ControlFlow::Continue(()) }
//!     })?;
//!     assert_eq!(end, ControlFlow::Continue(()));
//!     Ok(())
//! }
//! ```
//!
//! ## Statements on synapses
//!
//! In a loop, an assignment to `s.W` is one for each synapse. Under `if` it is one for the synapses for which the
//! condition holds: `s.src.fired` is the presynaptic event, `s.dst.fired` the postsynaptic one.
//!
//! ```text
//! for s in afferent(EXC) {
//!     g += sum(s.W where s.src.fired);                                              // on pre: what a spike does to its targets
//!     if s.src.fired { s.W = max(s.W - 0.012 * s.dst.x * s.W, 0.0); }               // on pre: the synapses of a source, a row
//!     if s.dst.fired { s.W += 0.01 * s.src.x * (1.0 - s.W); }                       // on post: the synapses of a target, a column
//!     if s.src.fired && s.dst.fired { s.W = clip(s.W + 0.001, 0.0, 1.0); }          // both at once
//!     s.W += 0.001 * s.dst.y * s.src.x;                                             // every synapse: an outer product
//!     let total = sum(s.W);
//!     s.W *= 10.0 / total;                                                          // normalised over each neuron's afferents
//! }
//! ```
//!
//! A variable of the synapses can decay by itself: `afferent { x: 0.0 decays(tau) }` is multiplied by
//! `exp(-dt / tau)` in each iteration since it was last assigned to, but only when it is looked at. The time
//! constant is a number or a parameter, or an expression of these, as it is when the network begins: what is set later counts
//! from the next [trial](super::programs#trials) on. Its present
//! values are `net.TAG_a_to_b.x(net.clock())`; nobody writes to it from outside.
//!
//! An update under `s.dst.fired` alone changes one synapse in each of many rows. Where everything else takes rows by
//! the events of the sources, or all synapses under a condition that is one for the group (`if iteration % 1000 ==
//! 999`), such an update waits until the row is read, with what it reads of the neurons: the schedule says so, and
//! the bits are the same. Every call of [`simulate`](crate::Network::simulate) ends with all synapses up to date, so
//! that one call of a thousand iterations takes less time than a thousand calls of one.
//!
//! All that stands under one `if` happens to each synapse before the next statement runs. Inside, only variables
//! of the synapses are assigned to, `let` makes a local of each synapse, and there are no sums: keep those in a local
//! before.
//!
//! A draw in such a statement, or in a sum over synapses, is one for each synapse, whose source, number among those of the
//! source and iteration it depends on: `sum(s.W where s.src.fired && bernoulli(0.3))` is transmission that fails, each
//! synapse for itself. Everywhere else a draw is one for each neuron.
//!
//! ## Rust functions
//!
//! What these statements cannot say, Rust can. `call` gives a function what it reads, and what it may change behind `mut`:
//!
//! ```
//! use izhi::ndarray::{ArrayView1, ArrayViewMut1};
//! use izhi::prelude::*;
//! use izhi::random::Generator;
//!
//! /// The `count` neurons with the highest potentials fire; where several have the same, chance decides.
//! pub fn choose(v: ArrayView1<'_, f32>, count: f32, random: &mut Generator, mut fired: ArrayViewMut1<'_, bool>) {
//!     let mut order: Vec<(f32, f64, usize)> = v.iter().enumerate().map(|(i, &v)| (-v, random.unit(), i)).collect();
//!     order.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
//!     order.iter().take(count as usize).for_each(|&(.., neuron)| fired[neuron] = true);
//! }
//!
//! behavior! {
//!     /// Few neurons fire, and always as many.
//!     pub Winners {
//!         param { count: 5.0 where count >= 1.0 }
//!         state { v: 0.0 }
//!         event { fired: false }
//!         step {
//!             v += normal();
//!             call crate::choose(v, count, random(), mut fired);
//!             if fired { v = 0.0; }
//!         }
//!     }
//! }
//!
//! network! {
//!     pub Net {
//!         use Winners;
//!         group cells: 100 { 1: Winners }
//!     }
//! }
//! # fn main() -> izhi::Result<()> {
//! # let mut net = Net::builder().build()?;
//! # net.simulate(10)?;
//! # assert_eq!(net.cells.fired().iter().filter(|fired| **fired).count(), 5);
//! # izhi_interpreter::self_test(|| Net::builder().build(), 20);
//! # Ok(())
//! # }
//! ```
//!
//! | given | the function has |
//! | --- | --- |
//! | one value for the group: a parameter, `dt`, `mean(v)` | a number of the network's float type, an `i64` or a `bool` |
//! | one for each neuron: a variable, any expression | [`ArrayView1`](crate::ndarray::ArrayView1) of numbers, of `i64` or of `bool` |
//! | a variable of the group behind `mut` | [`ArrayViewMut1`](crate::ndarray::ArrayViewMut1) of numbers, of `i64` or of `bool` |
//! | in a loop, `s.W` | [`SynapseView`](crate::call::SynapseView), a value for each synapse with its source and its target |
//! | in a loop, `mut s.W` | [`SynapseViewMut`](crate::call::SynapseViewMut) |
//! | in a loop, `s.src.v`, `s.dst.v` | the view of that group's neurons, as it arrives at the synapses |
//! | `random()` | [`&mut Generator`](crate::random::Generator): `unit`, `below`, and all of the `rand` crates |
//!
//! A `SynapseView` is walked by `iter()`, which gives the source, the target and the value of each synapse, or by `row(source)`, which gives
//! target and value; of a `SynapseViewMut`, `for_each` and `row_mut(source)` change the values.
//!
//! It is called once in each iteration for the whole group, by name and not through a pointer, and in a loop once for each
//! synapse group. It may stand under a condition that is one for the group (`if every(100.0)`), and under no other. An event
//! that nothing has assigned to before in the iteration is `false` for all neurons. A function gives nothing back but by what
//! it changes, and what it keeps from one iteration to the next are states of the behaviour: so that a trial begins anew, a
//! recorder sees it, and the schedule knows all that happens. With `random()` it draws the same numbers for any number of
//! threads; it runs on one thread itself. Behind a dendritic delay, what it does to the neurons is done at once. What it changes may be infinite or no number, as any state; a subnormal number
//! becomes zero. Variables that decay, that are one for all synapses, or that arrive after a delay for each synapse are not given.
//!
//! The path is a whole one, `crate::...` or `::name_of_a_crate::...`, and leads to a function that the networks can see: in a
//! behaviour of a library it is the library's own `crate`. A generic function serves networks of `f32` and `f64`:
//! `fn choose<F: izhi::math::Float>(v: ArrayView1<'_, F>, ...)`. With [units](super::units) it has numbers of the kept ones.
