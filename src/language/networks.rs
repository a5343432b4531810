//! Networks: groups, families and synapses.
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
//! A state, an integer and a flag keep what was assigned to them last. A state is a number, which counts exactly up to 2^24 in
//! `f32` and 2^53 in `f64`; what counts further, and iterations that are remembered (`last = iteration;`), are integers.
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
