//! The language of [`behavior!`](crate::behavior!) and [`network!`](crate::network!). This module holds no
//! code.
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
//! | `param { tau: 20 ms }`, `param { g_L in nS }`, `param { weight: 1.0 in any }` | the same in a [unit](#units), or in any |
//! | `param { tau: each(normal(20.0, 2.0)) }` | a number for each neuron, which no step changes |
//! | `constant { tau: C / g_L }` | numbers that follow the parameters of which they are made |
//! | `input { drive }` | numbers that the builder is given, one for each neuron and iteration or fewer: see [inputs](#inputs); `drive` is what the neurons read in the present iteration |
//! | `state { v: -65.0, w }` | a number for each neuron; one without an initial value has to be assigned to before it is read |
//! | `flag { is_up: false }` | `true` or `false` for each neuron, which stays as it is until something is assigned to it |
//! | `event { fired }` | `true` or `false` for each neuron, and [in one iteration alone](#networks) |
//! | `afferent { W: uniform() }`, `efferent(TAG) { ... }` | a number for each synapse of the synapse groups that arrive at the group or leave it, with a tag of only those that have it |
//! | `record values;`, `record events;` | the behaviour is a recorder and is given a list of variables: `Name [v, TAG.W]` |
//! | `equations { dv/dt = -v / tau; }` | how states change in time; the step says when, and by which method: see [equations](#equations) |
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
//! run](#what-a-network-becomes). So a behaviour shows others what they have to know of it: `constant { tau_membrane: tau }`.
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
//! ## Statements
//!
//! Statements run one after the other, each on the whole population, as in NumPy. `let name = value;` makes
//! a local; `=`, `+=`, `-=`, `*=` and `/=` assign to a local or to a variable of the group; `if` and `else`
//! take the neurons apart for which a condition holds. `for s in afferent(TAG) { ... }` repeats its body for
//! each synapse group with the tag that arrives at the group, `efferent` for each that leaves, in order of
//! declaration; `All` selects every one. A loop over none does nothing, but a tag that selects nothing in any
//! group with the behaviour is an error.
//!
//! ### When an event happens
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
//! `refractory` says for how long a neuron has no other event: for [`steps(t_ref)`](#expressions) iterations, the
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
//! ### When a run ends
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
//! ### Statements on synapses
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
//! from the next [trial](#trials) on. Its present
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
//! ### Rust functions
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
//! | a variable of the group behind `mut` | [`ArrayViewMut1`](crate::ndarray::ArrayViewMut1) of numbers or of `bool` |
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
//! `fn choose<F: izhi::math::Float>(v: ArrayView1<'_, F>, ...)`. With [units](#units) it has numbers of the kept ones.
//!
//! ## Equations
//!
//! Differential equations are written as a paper writes them, and a statement of the step takes them one time step further
//! by a method that it names:
//!
//! ```
//! use izhi::prelude::*;
//!
//! behavior! {
//!     /// Morris and Lecar's neuron.
//!     pub MorrisLecar {
//!         param { C: 20.0, g_Ca: 4.4, g_K: 8.0, g_L: 2.0, V_Ca: 120.0, V_K: -84.0, V_L: -60.0, phi: 0.04 }
//!         state { v: -60.0, w: 0.015, I: 90.0 }
//!         event { fired: false }
//!         equations {
//!             let open = 0.5 * (1.0 + tanh((v + 1.2) / 18.0));
//!             let w_end = 0.5 * (1.0 + tanh((v - 2.0) / 30.0));
//!             dv/dt = (I - g_L * (v - V_L) - g_Ca * open * (v - V_Ca) - g_K * w * (v - V_K)) / C;
//!             dw/dt = phi * (w_end - w) * cosh((v - 2.0) / 60.0);
//!         }
//!         step {
//!             let before = v;
//!             integrate by rk4 repeat 2;
//!             fired = before <= 0.0 && v > 0.0;
//!         }
//!     }
//! }
//!
//! network! { pub Net { use MorrisLecar; dt: 0.5; group cells: 10 { 1: MorrisLecar } } }
//!
//! fn main() -> izhi::Result<()> {
//!     let mut net = Net::builder().build()?;
//!     net.simulate(1000)?;
//!     println!("{} spikes", net.cells.fired_count());
//!     Ok(())
//! }
//! ```
//!
//! `integrate by rk4;` advances all that has an equation in the behaviour, `integrate v, w by rk4;` what it names. These
//! variables advance together, by `dt` from the values that they have before the statement. Everything else is held at
//! its present value, variables with an equation among it; only `t` is the time at which a method evaluates the
//! equation. `repeat k` divides `dt` into k steps, 100 at most, and each has all that is said here of one. Nothing else
//! happens: where a threshold is, a reset or an input, is where the step has it, before or behind `integrate`, and under an
//! `if` neurons advance for which the condition holds.
//!
//! An equation is one for a state, of this behaviour or of another one of the group, and a behaviour has one for each. A `let` among them names a term, which all equations can read, and later terms; it is computed anew wherever a method
//! evaluates them. Equations know parameters, constants, inputs and variables, and no locals of the step; what synapses
//! send is added up into a state before. There are no draws in them: `xi` is the noise.
//!
//! | method | one step of `dx/dt = f(x, t)` | order | fits | source |
//! | --- | --- | --- | --- | --- |
//! | `euler` | x + dt f | 1 | all without noise | L. Euler, *Institutionum calculi integralis* I, 1768 |
//! | `midpoint` | x + dt f(x + dt/2 f, t + dt/2) | 2 | all without noise | C. Runge, Mathematische Annalen 46, 1895 |
//! | `heun` | x + dt/2 (f + f(x + dt f, t + dt)) | 2 | all, noise in the sense of Stratonovich | K. Heun, Zeitschrift für Mathematik und Physik 45, 1900; W. Rümelin, SIAM Journal on Numerical Analysis 19, 1982 |
//! | `rk4` | the classical one of four stages | 4 | all without noise | W. Kutta, Zeitschrift für Mathematik und Physik 46, 1901 |
//! | `exponential_euler` | x + dt f exprel(a dt), where f = a x + b | 1 | where each equation is linear in its own variable | S. Rush and H. Larsen, IEEE Transactions on Biomedical Engineering 25, 1978; M. Hochbruck and A. Ostermann, Acta Numerica 19, 2010 |
//! | `exact` | the solution | none needed | linear equations with constant coefficients, chains of up to three | S. Rotter and M. Diesmann, Biological Cybernetics 81, 1999 |
//! | `euler_maruyama` | x + dt f, with noise | 1/2, of means 1 | all, noise in the sense of Ito | G. Maruyama, Rendiconti del Circolo Matematico di Palermo 4, 1955; P. Kloeden and E. Platen, *Numerical Solution of Stochastic Differential Equations*, 1992 |
//!
//! Whether a right side is linear is decided from how it is written: sums, differences, products and quotients are looked
//! through, and terms; a function or an `if` that depends on the variable is not linear. A method that does not fit is an error
//! that says why, and which methods do.
//!
//! `exponential_euler` holds what multiplies the variable, and all other variables, at the value from before the step. It
//! is stable for gating variables and membranes where `euler` is not, and exact where nothing else changes.
//!
//! `exact` takes equations whose variables are multiplied by numbers, parameters, constants and `dt` alone: `dv/dt = (rest - v +
//! R * (g + I)) / tau_membrane; dg/dt = -g / tau;`. Variables can drive others, in chains and trees, as long as none
//! drives itself by way of others. What is held can be added, as `I` here, and is taken to be constant during the step. The propagator is computed
//! once for a run, from `dt` and the parameters as they are then, without loss of digits for any rates, equal ones
//! among them. Chains have up to three variables; where three stand in a row, the first has nothing added to it.
//!
//! `xi` is Gaussian white noise of unit intensity: `dv/dt = (rest - v) / tau + sigma * xi` has the stationary variance
//! sigma² tau / 2. Each `xi` that is written is a noise of its own, with a draw for each neuron and step (of `repeat`
//! as well); in a term it is one for all equations that read the term and advance in the same statement. It can be multiplied, by variables too, and added,
//! and nothing else. It stands in equations alone, for `euler_maruyama` and `heun`.
//!
//! Explicit methods make of what should decay what grows where the step is too long: `euler`, `midpoint` and `heun`
//! from two time constants on, `rk4` from 2.785. Where an equation multiplies its own variable by a number that the
//! declaration knows, from its parameters and a `dt` that it gives, and the variable drives nothing that drives it, the
//! compiler warns of such a step at the name of the method, and says what would be stable. On stable Rust that is a
//! warning of the lint `deprecated`, which `#![allow(deprecated)]` silences where it is not wanted.
//!
//! Equations become the statements that one would write in their place before anything else is done with them, and that is what
//! the printed schedule shows. What a method computes on the way is not kept, and runs in one go with the statements around.
//!
//! ## Units
//!
//! A unit stands right behind a number, with a space or without: `-65 mV`, `0.5ms`, `1 uF/cm^2`. There are `s`, `V`, `A`, `S`,
//! `F`, `Ohm`, `C`, `Hz`, `m` and `M` (molar), with the prefixes `f`, `p`, `n`, `u`, `m`, `k`, `M` and `G`, and `cm`; products,
//! quotients, squares and cubes of them. Behind the first, one letter other than `s` is a name: `10 nS / C` divides by `C`.
//!
//! ```
//! # use izhi::prelude::*;
//! behavior! {
//!     /// An integrate-and-fire neuron with a conductance.
//!     pub Cell {
//!         param { C: 200 pF, g_L: 10 nS, E_L: -60 mV, v_t: -50 mV, v_r: -60 mV, tau_e: 5 ms }
//!         state { v: E_L, g_e: 0 nS }
//!         event { fired: false }
//!         afferent { W: 0.6 nS }
//!         equations {
//!             dv/dt = (g_L * (E_L - v) + g_e * (0 mV - v)) / C;
//!             dg_e/dt = -g_e / tau_e;
//!         }
//!         step {
//!             integrate by exponential_euler;
//!             for s in afferent(All) { g_e += sum(s.W where s.src.fired); }
//!             fired = v > v_t;
//!             if fired { v = v_r; }
//!         }
//!     }
//! }
//!
//! network! {
//!     pub Net {
//!         use Cell;
//!         dt: 0.1 ms;
//!         group cells: 100 { 1: Cell { tau_e: 2 ms } }
//!         synapses S: cells -> cells { connect: fixed_probability(0.1); delay: 1.5 ms; W: normal(0.6 nS, 60 pS); }
//!     }
//! }
//! ```
//!
//! Where anything in a behaviour has a unit, all of it is checked when it is compiled: both sides of `+`, `-` and of a
//! comparison, branches, arguments, what is assigned, both sides of an equation, time constants, the parameters that a
//! group gives, and what the behaviour reads of others and of synapses. What a name measures is what its value measures;
//! where there is no value, `in` says it: `state { I in pA }`. There, a number without a unit is a plain number, and zero in
//! an expression fits everything. `dt` and `t` are times, and `xi` is in
//! one over the square root of ms: noise of a standard deviation `sigma: 1.5 mV` is `sigma * sqrt(2.0 / tau) * xi`.
//!
//! A unit is a symbol with a prefix, or products, quotients, squares and cubes of such, written without blanks around the operators or
//! with them: `uF/cm^2`, `pA*ms`, `mV/ms`. Rates are in `Hz` or `kHz`; one over anything else is a quotient, `1 / 5 ms`.
//!
//! Kept are ms, mV and pA, and with them nS, pF, GOhm and fC, which go together without a factor; um and mM. `30 Hz` is
//! therefore 0.03, a rate for each ms, and what builders, states and recordings give and take are numbers in these units.
//! They are known when the network is compiled and leave nothing behind: the code with units is the code without.
//!
//! What is now a conductance and now a current, as the network has it, is said to be `in any`: a synapse of
//! `param { tau: 5 ms, weight: 1.0 in any } state { g: 0.0 in any }` is checked, and `weight` and `g` are in the
//! unit that the network gives, `weight: 0.5 nS` or `W: 0.5 nS`. From there it goes on to what is assigned, and is checked against
//! what reads it; an error stands at the value that the network gives. Where it gives none, variables fit everything, and a
//! parameter is in a step the plain number that it begins with. All this is known in a network only: that is where such errors come.
//!
//! A behaviour without any unit is not checked, and fits everything; its author says in words what its numbers are. (One that declares
//! nothing and has no number, `step { I += g; }`, has the units of those names.) One
//! whose equations are those of numbers says it once, and has units for the others alone:
//!
//! ```
//! # use izhi::prelude::*;
//! behavior! {
//!     /// E. Izhikevich, IEEE Transactions on Neural Networks 14, 2003: numbers in mV and ms.
//!     pub Izhikevich2003 {
//!         numbers { mV, ms }
//!         param { a: 0.02, b: 0.2, c: -65 mV, d: 8 mV, drive: 10 mV }
//!         state { v: -65 mV, u: b * v }
//!         event { fired: false }
//!         step {
//!             v += dt * (0.04 * v * v + 5.0 * v + 140.0 - u + drive);
//!             u += dt * a * (b * v - u);
//!             fired = v > 30.0;
//!             if fired { v = c; u += d; }
//!         }
//!     }
//! }
//! ```
//!
//! ## Expressions
//!
//! Numbers, `true`, `false`, names, `+ - * / %`, comparisons, `&& || !`, `if c { a } else { b }` and calls.
//! Whole numbers are integers until they meet a number; `/` always gives a number; `%` has the sign of the
//! divisor, as in Python. Events are no numbers: choose with `if`, or `count`. Integers have 64 bits and wrap;
//! the remainder of an integer by 0 is 0. What is no number (`0.0 / 0.0`, `ln(-1.0)`, a truncated normal
//! distribution with the low bound above the high one) is NaN, as in NumPy, and stays in the state.
//!
//! What is kept is never subnormal: where the magnitude is below the smallest normal number (1.2e-38 of `f32`),
//! zero of the same sign is kept. That holds for initial values, for what a step assigns last to a state, and for all that
//! it assigns to variables of synapses; what it does not keep, locals and earlier assignments, is computed as IEEE 754
//! says. What is written through `v_mut()` is the writer's own, and stays until a step assigns to `v`.
//!
//! | name | value |
//! | --- | --- |
//! | `dt`, `iteration`, `size` | the time step; the number of the iteration, from zero; the number of neurons |
//! | `t` | the time at the beginning of the iteration, `iteration * dt` rounded once |
//! | `index`, `x`, `y`, `z` | the neuron's index from zero and its position on the grid; hidden by a variable of the group of that name, which is an error where synapses begin |
//! | `s.W` | in a loop, a variable of the synapse group, inside a sum |
//! | `s.src.v`, `s.dst.v` | a variable of the neurons that send or receive; those at the other end only inside a sum |
//! | `src.x`, `dst.v` | the same in the initial value of a synapse variable |
//!
//! | function | result |
//! | --- | --- |
//! | `abs ceil floor round sign sqrt exp ln log2 log10 sigmoid` | of one number; `round` takes halves away from zero |
//! | `exprel(x)` | (e^x - 1) / x without loss of digits, 1 at zero: what exact solutions of linear equations are made of |
//! | `exprel_slope(x, y)` | (exprel(x) - exprel(y)) / (x - y) without loss of digits, its derivative where they are equal: the same where one such equation drives another |
//! | `sin cos tan asin acos atan sinh cosh tanh` | of one number, angles in radians |
//! | `pow(x, n)` | products for a whole number `n` that is written out, else the power |
//! | `min(a, b) max(a, b) atan2(y, x) hypot(x, y) clip(x, low, high)` | of several numbers |
//! | `interpolate(x, x0, y0, x1, y1, ...)` | along the lines between two points or more, which ascend: `y0` before the first and the last `y` behind the last |
//! | `uniform()`, `uniform(low, high)` | a draw from [0, 1) or from low to high (high itself comes up by rounding only), for each neuron (or synapse, in its initial value, in updates and in sums over synapses) |
//! | `normal()`, `normal(mean, sd)`, `normal(mean, sd, low, high)` | a normal draw; with bounds the truncated distribution |
//! | `bernoulli(p)` | true with probability p |
//! | `poisson(mean)` | a number of events |
//! | `every(period)`, `every(period, first)` | true in the iterations that are nearest to the times 0 (or `first`), one period later, two and so on |
//! | `between(start, end)` | true from the iteration nearest to `start` on and before that nearest to `end` |
//! | `phase(period)`, `phase(period, first)` | how much of the period has passed, from 0 to less than 1 |
//! | `steps(time)` | the number of iterations that is nearest to a time, of halves the greater |
//! | `sum(x)`, `mean(x)`, `min(x)`, `max(x)`, `count(c)` | one value of the whole group; `where c` selects neurons. Of no neurons the mean is no number, the minimum infinite |
//! | `sum(x where c)`, `count(c)` | in a loop, with a variable of the synapses or of their other end: for each neuron, over its synapses, in ascending index |
//!
//! Of the result's last place `exp` is within 1.1 units, `ln` within 1, `sigmoid` and `tanh` within 3, `exprel` within 4: see
//! [`Float`](crate::math::Float), which says so of each, and which of them are computed for many neurons at once.
//!
//! Times are in the unit of `dt`. `every`, `between`, `phase` and `steps` count in whole iterations and are as right after 10^9 of them
//! as at the beginning, with periods that are no multiple of `dt` as well; an `f32` stands for the decimal that was
//! written, so that 100 in steps of 0.1 are a thousand iterations. `t` has the digits of its type: in `f32` and steps of 0.1 it
//! stands still after half an hour of milliseconds, and what is compared with it is missed. A period that is not positive
//! never comes, and its phase is no number.
//!
//! A sum is not nested in another, and a draw not in a sum over the group: put it into a local first.
//!
//! # Networks
//!
//! | item | meaning |
//! | --- | --- |
//! | `use Leaky, izhi::Recorder, other::Noise as Drive;` | the behaviours of this network, by path |
//! | `dt: 0.5;` `seed: 42;` `float: f64;` | the time step (1 unless given), the seed (0), the number type (`f32`) |
//! | `group name, TAG, TAG: squared(800) { ... }` | a group with its further tags; the size is a number, `squared(n)` or `grid(width, height, depth)` |
//! | `1: Leaky { tau: 10.0 } as name,` | a behaviour at key 1 |
//! | `synapses NAME, TAG: from -> { to, to };` | all to all synapse groups with one source |
//! | `synapses NAME: from -> to { connect: fixed_probability(0.02); delay: 1.5; }` | sparse ones, with what follows |
//!
//! An iteration runs the behaviours of the whole network in ascending key; equal keys of different groups in the order of their
//! groups. So where groups `a` and `b` both assign to `fired` and read each other's in the same key, `b` sees
//! what `a` has just assigned, and `a` what `b` did in the last iteration; two keys, one for the events and a
//! later one for the input, let both see the events of the same iteration. Whatever is read before any key has given it
//! a value is an error, and so is a recorder that runs before what it records.
//!
//! A state and a flag keep what was assigned to them last. A state is a number, and counts exactly up to 2^24 in `f32` and 2^53
//! in `f64`.
//!
//! An event lasts one iteration. A behaviour can read that of the last one until the first behaviour of the group assigns
//! to it; where that one assigns under a condition, neurons for which it does not hold have no event, and where it is
//! switched off, none has but those that `fired_mut()` has given it since the last iteration. Behaviours at higher keys change what the first one has said. `net.cells.fired_count()` adds up
//! what is left at the end of each iteration. Only an event to which no behaviour assigns stays as it was given.
//!
//! ## Families
//!
//! What a network has many times, with an index, is said once: the items in a `for` stand there for each index, and its
//! name is a whole number wherever an expression stands, in Rust's too, but not in sizes. `layer[3]` is the group `layer_3`, with the tag
//! `layer` beside its others.
//!
//! ```
//! # use izhi::prelude::*;
//! # behavior! {
//! #     pub Cell {
//! #         param { tau: 10.0 }
//! #         state { v: uniform() }
//! #         event { fired: false }
//! #         afferent(All) { W: 0.1 }
//! #         step {
//! #             v += dt / tau;
//! #             for s in afferent(All) { v += sum(s.W where s.src.fired); }
//! #             fired = v > 1.0;
//! #             if fired { v = 0.0; }
//! #         }
//! #     }
//! # }
//! /// The probability of a synapse from the source in a row to the target in a column.
//! const PROBABILITY: [[f64; 3]; 3] = [[0.1, 0.2, 0.0], [0.0, 0.1, 0.2], [0.2, 0.0, 0.1]];
//!
//! network! {
//!     /// Ten layers, each of which drives the next, and areas with all connections between them.
//!     pub Chain {
//!         use Cell;
//!         for i in 0..10 { group layer[i]: 100 { 1: Cell { tau: 10.0 + 0.5 * i } } }
//!         for i in 0..9 { synapses FORWARD: layer[i] -> layer[i + 1] { delay: 1.0; } }
//!
//!         for i in 0..3 { group area[i]: 200 { 1: Cell } }
//!         for i in 0..3 { for j in 0..3 {
//!             synapses ALL: area[i] -> area[j] { connect: fixed_probability(PROBABILITY[i][j]); }
//!         } }
//!     }
//! }
//! # fn main() -> izhi::Result<()> {
//! let mut net = Chain::builder().build()?;
//! net.set_parameter("layer.cell.tau", 8.0)?; // of all ten
//! net.simulate(10)?;
//! assert_eq!(net.find("layer.v").len(), 10);
//! assert_eq!(net.layer_9.v().len(), 100);
//! # Ok(())
//! # }
//! ```
//!
//! ## Synapses
//!
//! | property | meaning |
//! | --- | --- |
//! | `connect: fixed_probability(0.1);` | which neurons are connected: any [connector](crate::connect) of Rust, or a closure `\|source, target\| source != target` of two indices; what has to be read from a file first, such as `matrix_market`, is given to the builder. All with all where nothing is said |
//! | `storage: sparse;`, `storage: dense;` | compressed rows of the synapses that there are, or a matrix of all with all, which takes no connector and one delay. Sparse where there is a connector or a delay for each synapse, else dense. Nothing else changes with it |
//! | `delay: 1.5;` | how long an event takes, in the unit of `dt`: a multiple of it, at least one and at most 65535 |
//! | `delay: normal(1.5, 0.5, 0.1, 3.0);` | a delay for each synapse, rounded to the nearest step, which has to be one at least; any expression of draws, of `dt` and of the ends (`src.x`, `dst.x`). Whatever is not a plain number makes a delay for each synapse |
//! | `dendritic_delay: 1.0;` | how long what synapses do takes to their targets, and what the targets do to the synapses: one multiple of `dt` for all synapses of the group |
//! | `shared: [W];` | one value of `W` for all synapses of the group |
//! | `W: normal(0.5, 0.1);` | what a variable of the synapses begins with, instead of what its behaviour says; then several behaviours can declare it |
//!
//! `delay` lies in the axon: what is read of the source, events and states, is what arrives at the synapse. In
//! iteration t `s.src.fired` and `s.src.x` are what they were at the end of iteration t - d, and states that are
//! older than the network are what it began with; `s.dst.x` is what it is now. (A state that no step assigns to
//! is not sent.)
//!
//! `dendritic_delay` lies in the dendrite, of d' steps, beside a `delay` or alone: `s.dst.fired` and `s.dst.x` are what they
//! were at the end of iteration t - d', and a `sum` in a loop over afferents is the one that the synapses made in iteration
//! t - d', zero before there was one. So a spike takes both delays to the target, and pairs of spikes meet at the synapse, as A.
//! Morrison, M. Diesmann and W. Gerstner describe it (Biological Cybernetics 98, 2008); the delay of a synapse in NEST is
//! all dendritic. What a neuron has now is not yet at such synapses: inside their sums and updates `v` is an error, and so are locals and
//! inputs; `s.dst.v` is what they know of it. (So weights cannot be normalised by a sum of them.) A condition around a loop
//! decides whether what arrives is taken. Sums over efferents are not delayed, as they do not pass a dendrite. A behaviour that is
//! switched off sends nothing, and what arrives at it meanwhile is lost.
//!
//! Where each synapse has a delay of its own an event can only select synapses
//! (`sum(s.W where s.src.fired)`, `if s.src.fired { ... }`, with further conditions behind `&&`), and sums add in
//! order of sending, then of source. What travels takes a value for each source and step of the longest delay.
//!
//! A sparse synapse takes 4 bytes, and 4 for each of its variables (8 in `f64`) that is not shared, and 2 for a
//! delay of its own. Several synapses of one pair take 4 more each where their delays turn their order round.
//!
//! # What a network becomes
//!
//! `network! { pub Net { ... } }` makes the types `Net` and `NetBuilder`, and a module `izhi_net` with the types of
//! their fields.
//!
//! | in the declaration | in `NetBuilder` | in `Net` |
//! | --- | --- | --- |
//! | `dt`, `seed` | `.dt(0.1)`, `.seed(7)` | [`net.dt()`](crate::Network::dt), `net.clock().seed()` |
//! | | `.threads(2)`: as many as there are cores unless given; `.vector_level(level)`, `.deferred_updates(false)` for comparisons; the results are the same | |
//! | | `.check_finite(100)`: see [values that are not finite](#values-that-are-not-finite) | [`net.check_finite()`](crate::Network::check_finite) |
//! | `group cells: 100` | `builder.cells.size = Grid::squared(400)` | `net.cells.size()`, `net.cells.population()` |
//! | `param { tau: 20.0 }` of `Leaky` | `builder.cells.leaky.tau = 10.0` | `net.cells.leaky.parameters().tau`, `net.cells.leaky.update(\|parameters\| parameters.tau = 12.0)?` |
//! | `tau: each(20.0)` | `builder.cells.leaky.tau = array.into()`, or one number for all | `net.cells.leaky.parameters().tau.view()` |
//! | `input { drive }` | `builder.cells.leaky.drive = array.into()`, [iteration, neuron], or any other [input](#inputs) | `net.cells.leaky.parameters().drive`, `update` |
//! | `state { v }` | `builder.cells.v = array.into()`, or one number for all | `net.cells.v()`, `net.cells.v_mut()` |
//! | `flag { is_up }` | `builder.cells.is_up = true.into()` | `net.cells.is_up()`, `net.cells.is_up_mut()` |
//! | `event { fired }` | `builder.cells.fired = vec.into()` | `net.cells.fired()`, `net.cells.fired_mut()`, `net.cells.fired_count()` in all iterations |
//! | `synapses FAST: a -> b`, `W` | `builder.FAST_a_to_b.W = array.into()`, [target, source]; of sparse ones also a list in the connector's order, or what another network's `W()` gives; draws by [`InitialMatrix::drawn`](crate::initial::InitialMatrix::drawn) | `net.FAST_a_to_b.W()`, `W_mut()`; of sparse ones a [view](crate::sparse::SparseView) and a slice |
//! | `connect`, `delay` | `builder.FAST_a_to_b.connect = fixed_probability(0.2).into()`, `.delay = 2.0` (`2.0.into()` where each has its own) | `net.FAST_a_to_b.structure()`; `.delay()` in steps where each has its own, else `.connection().delay()` |
//! | `dendritic_delay` | `builder.FAST_a_to_b.dendritic_delay = 1.0` | `net.FAST_a_to_b.connection().dendritic_delay()` |
//! | `9: Recorder [v, fired] as rec` | | `net.cells.rec.v()`, `rec.fired()`: [iteration, neuron] |
//! | `9: Recorder [FAST.W] as rec` | | `net.cells.rec.FAST_W()`: [iteration, target, source]; of sparse ones [iteration, synapse] |
//!
//! The synapses of a sparse group change between two runs as a list: what is pruned goes, and what grows is added.
//!
//! ```text
//! let clock = *net.clock();
//! let mut list = net.FAST_a_to_b.synapses(&clock);             // pairs, delay, and each variable of the synapses
//! list.retain(|list, number| list.W[number] > 0.01);
//! list.pairs.push((3, 5));
//! list.W.push(0.1);
//! net.FAST_a_to_b.set_synapses(&clock, &list)?;
//! ```
//!
//! Spikes that are on their way arrive at the synapses that there are then, but not behind the last one that there was when they
//! were sent. What decays is taken as it is at that time, and a [trial](#trials) begins with what was given.
//!
//! Everything that a network keeps is in its [catalogue](crate::Network::catalogue), under the names of its
//! [schedule](crate::Network::schedule): `cells.v`, `cells.leaky.tau`, `FAST_a_to_b.W`. `net.find("tau")` finds by such
//! names, by own names and by tags; `net.set_parameter("cells.leaky.tau", 12.0)` sets what has a name that is known at
//! run time only, and `set_parameter_of_each` takes an array. What says only how a network begins is the builder's to give.
//!
//! What never changes during a run (functions of parameters, of `dt` and of states that no step assigns to, the
//! distribution of a `poisson` whose mean is one of these) is computed once, and anew at the beginning of a call of
//! [`simulate`](crate::Network::simulate) where a parameter or such a state has been set since.
//!
//! A behaviour's field is its name in snake case, with its key behind where the group has it more than once or
//! has a variable of that name, or what `as` says. The trait [`Network`](crate::Network) runs the network, finds things by tag, and
//! switches behaviours and recorders.
//!
//! The row of a recording is the iteration as long as recording is never switched off; `rec.iterations()`
//! holds the iteration of each row, and `rec.times()` its time; `spike.time(net.dt())` is that of a spike.
//!
//! ## Inputs
//!
//! An [`Input`](crate::Input) is made of an array [iteration, neuron], of a value for all neurons in each iteration, or of
//! spikes; nothing is stored for each neuron that is not given for each neuron. Methods say the rest:
//!
//! | input | what the neurons read |
//! | --- | --- |
//! | `array.into()` | a row in each iteration, a value for each neuron |
//! | `vec.into()` | one value in each iteration, all neurons the same |
//! | `Input::spikes(list)` | 1 in the iteration that is nearest to the time of a spike, else 0; from pairs of time and neuron |
//! | `Input::spikes_in_iterations(list)` | the same, from pairs of iteration and neuron |
//! | `.for_neurons(100..200)`, `.for_neurons([3, 7, 5])` | only these; columns and the neurons of spikes are counted among them |
//! | `.every(10.0)` | each row stays for 10 ms, a multiple of `dt` |
//! | `.repeated()`, `.repeated_every(400.0)` | begins anew at its end, or after that time |
//! | `.starting_at(net.iteration())` | begins with that iteration of the network and not with its first |
//! | `.then_at_rest()` | goes on after its last row, where an input otherwise ends, and with it what can be simulated |
//! | `.resting_at(-1.0)` | what neurons read that nothing is said about: the others, before the beginning, after the end; 0 unless given |
//!
//! ```
//! use izhi::Input;
//! use izhi::library::input::SpikeTimes;
//! use izhi::prelude::*;
//!
//! network! {
//!     Net {
//!         use SpikeTimes, izhi::EventRecorder;
//!         dt: 0.5;
//!         group sources: 100 { 1: SpikeTimes, 2: EventRecorder [fired] as spikes }
//!     }
//! }
//!
//! let mut builder = Net::builder();
//! // Neuron 7 fires at 1.3 ms and neuron 2 at 30 ms of each of many trials of 100 ms.
//! builder.sources.spike_times.spikes = Input::spikes([(1.3, 7), (30.0, 2)]).repeated_every(100.0);
//! let mut net = builder.build()?;
//! net.simulate(400)?;
//! let spikes: Vec<_> = net.sources.spikes.fired().iter().map(|spike| (spike.iteration, spike.neuron)).collect();
//! assert_eq!(spikes, [(3, 7), (60, 2), (203, 7), (260, 2)]);
//! # Ok::<(), izhi::Error>(())
//! ```
//!
//! ## Trials
//!
//! [`net.reset(...)`](crate::Network::reset) brings a network to where it was built, and does not build it again: the next run
//! gives the same bits. A [`Reset`](crate::Reset) says what stays and with which draws it goes on.
//!
//! | reset | the next iteration is the first, and |
//! | --- | --- |
//! | `Reset::anew()` | states, events and variables of synapses begin as they did; nothing is on its way, counted or recorded |
//! | `Reset::keeping("W")`, `.and_keeping("cells.v")` | variables of this name, full name, group or tag stay as they are: what was learned, for the next trial |
//! | `.seed(7)` | what is drawn from then on, by initial values and by steps, is that of another seed |
//!
//! Which neurons are connected, their delays and parameters that are `each(...)` are not drawn again. Parameters, inputs
//! and what is switched off stay as they are; initial values and time constants of `decays` follow the parameters, initial values
//! that read a variable that is kept follow that, and inputs begin with their first row. After `set_synapses` what was given there
//! is what synapses begin with.
//! Arrays that the builder was given are what their variables begin with each time, so the network keeps them.
//!
//! ```
//! use izhi::prelude::*;
//!
//! behavior! {
//!     pub Learner {
//!         state { v: uniform() }
//!         event { fired: false }
//!         afferent { W: 0.1 }
//!         step {
//!             v += 0.1 * uniform();
//!             for s in afferent(All) {
//!                 v += sum(s.W where s.src.fired);
//!                 if s.dst.fired { s.W *= 1.01; }
//!             }
//!             fired = v > 1.0;
//!             if fired { v = 0.0; }
//!         }
//!     }
//! }
//!
//! network! {
//!     Net {
//!         use Learner;
//!         group cells: 100 { 1: Learner }
//!         synapses ALL: cells -> cells { connect: fixed_probability(0.1); delay: 2.0; }
//!     }
//! }
//!
//! let mut net = Net::builder().build()?;
//! for trial in 1..=5 {
//!     net.simulate(100)?;
//!     println!("{} spikes", net.cells.fired_count());
//!     net.reset(Reset::keeping("W").seed(trial))?;
//! }
//! # Ok::<(), izhi::Error>(())
//! ```
//!
//! ## Values that are not finite
//!
//! A division by zero or a method that is not stable makes infinities, and these make values that are no number, which
//! stay and spread. `Net::builder().check_finite(100)` looks for them after every hundredth iteration and after the
//! last one of each call of `simulate`; with 1 after each iteration, with 0, or where nothing is said, never, which
//! then costs nothing.
//!
//! Every state of the neurons and every variable of the synapses is looked at, and any value that is infinite or no
//! number is an error: a state that is to be infinite, as that of a neuron which has never fired, cannot be had
//! together with the check, and is better a large number. The run ends behind the iteration after which the value is
//! found, and the [error](crate::Error::Diverged) names the variable, the neuron or synapse and the iteration:
//! "`cells.v` of neuron 5 is inf after iteration 17". All that has run stays as it is, to be looked at;
//! `net.check_finite()` looks for such values at any time. The check changes no result.
//!
//! # What it does not do yet
//!
//! The time step is fixed when the network is built. Families have one index for a name and no `if`; their ranges and the
//! sizes of groups are written out, and tags have no index. There are no states of whole numbers, and dendritic delays are one
//! for a synapse group.
//!
//! Random numbers are functions of the seed, the place in the model (group, behaviour or variable, position
//! in the text of the step), the neuron or synapse, and the iteration. Adding a group or a recorder changes
//! no other draw.
