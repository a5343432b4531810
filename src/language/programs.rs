//! What a program does with a network: builders, inputs, trials.
//!
//! `network! { pub Net { ... } }` makes the types `Net` and `NetBuilder`, and a module `izhi_net` with the types of
//! their fields.
//!
//! | in the declaration | in `NetBuilder` | in `Net` |
//! | --- | --- | --- |
//! | `dt`, `seed` | `.dt(0.1)`, `.seed(7)` | [`net.dt()`](crate::Network::dt), `net.clock().seed()` |
//! | | `.threads(2)`: as many as there are cores unless given; `.vector_level(level)`, `.deferred_updates(false)` for comparisons; `.device(&gpu)`, with the feature `cuda`, runs it on a GPU; the results are the same | |
//! | | `.check_finite(100)`: see [values that are not finite](#values-that-are-not-finite) | [`net.check_finite()`](crate::Network::check_finite) |
//! | `group cells: 100` | `builder.cells.size = Grid::squared(400)` | `net.cells.size()`, `net.cells.population()` |
//! | `param { tau: 20.0 }` of `Leaky` | `builder.cells.leaky.tau = 10.0` | `net.cells.leaky.parameters().tau`, `net.cells.leaky.update(\|parameters\| parameters.tau = 12.0)?` |
//! | `tau: each(20.0)` | `builder.cells.leaky.tau = array.into()`, or one number for all | `net.cells.leaky.parameters().tau.view()` |
//! | `input { drive }` | `builder.cells.leaky.drive = array.into()`, [iteration, neuron], or any other [input](#inputs) | `net.cells.leaky.parameters().drive`, `update` |
//! | `state { v }` | `builder.cells.v = array.into()`, or one number for all | `net.cells.v()`, `net.cells.v_mut()` |
//! | `integer { count }` | `builder.cells.count = array.into()`, of `i64`, or one for all | `net.cells.count()`, `net.cells.count_mut()` |
//! | `flag { is_up }` | `builder.cells.is_up = true.into()` | `net.cells.is_up()`, `net.cells.is_up_mut()` |
//! | `event { fired }` | `builder.cells.fired = vec.into()` | `net.cells.fired()`, `net.cells.fired_mut()`, `net.cells.fired_count()` in all iterations |
//! | `synapses FAST: a -> b`, `W` | `builder.FAST_a_to_b.W = array.into()`, [target, source]; of sparse ones also a list in the connector's order, or what another network's `W()` gives; draws by [`InitialMatrix::drawn`](crate::initial::InitialMatrix::drawn) | `net.FAST_a_to_b.W()`, `W_mut()`; of sparse ones a [view](crate::sparse::SparseView) and a slice |
//! | `connect`, `delay` | `builder.FAST_a_to_b.connect = fixed_probability(0.2).into()`, `.delay = 2.0` (`2.0.into()` where each has its own) | `net.FAST_a_to_b.structure()`; `.delay()` in steps where each has its own, else `.connection().delay()` |
//! | `dendritic_delay` | `builder.FAST_a_to_b.dendritic_delay = 1.0` | `net.FAST_a_to_b.connection().dendritic_delay()` |
//! | `9: Recorder [v, fired] as rec` | | `net.cells.rec.v()`, `rec.fired()`: [iteration, neuron] |
//! | `9: Recorder [FAST.W] as rec` | | `net.cells.rec.FAST_W()`: [iteration, target, source]; of sparse ones [iteration, synapse] |
//! | `9: Recorder [mean(v) as mean_v, v - u as gap] as rec` | | `net.cells.rec.mean_v()`: \[iteration\]; `rec.gap()`: [iteration, neuron] |
//! | `9: EventRecorder [fired] as spikes` | | `net.cells.spikes.fired()`: a list of [`Spike`](crate::recording::Spike)s |
//! | `9: RateRecorder [fired] as rates` | | `net.cells.rates.fired()`: the mean rate in Hz \[bin\] |
//!
//! What has a name that is known at run time only, from a file or a command line, is set by it, with the trait
//! [`Builder`](crate::Builder) of the prelude:
//!
//! | `builder.set(name, number)?` | gives this number to |
//! | --- | --- |
//! | `seed`, `dt`, `threads` | the whole network |
//! | `cells.leaky.tau` | a parameter, for all neurons |
//! | `cells.size` | a group that stands in a line or as nearly in a square as it divides, and goes on doing so |
//! | `cells.v`, `cells.count`, `cells.is_up`, `cells.fired` | what all neurons begin with; 1 is `true` |
//! | `FAST_a_to_b.W` | what all synapses begin with |
//! | `FAST_a_to_b.delay`, `FAST_a_to_b.dendritic_delay` | the delay of all synapses |
//! | `layer.leaky.tau`, `FAST.W` | all groups with the tag |
//! | `tau`, `W` | all parameters of the name, or else all other settings of it |
//!
//! `builder.settings()` lists them, each with its full name, doc comment, unit, kind and present value.
//!
//! ```
//! use izhi::library::neurons::LeakyIntegrateAndFire;
//! use izhi::prelude::*;
//!
//! network! {
//!     Net { use LeakyIntegrateAndFire as Leaky; dt: 0.1 ms; group cells: 100 { 1: Leaky { tau: 20 ms, refractory: 2 ms } } }
//! }
//!
//! let mut builder = Net::builder();
//! builder.set("cells.leaky.tau", 10.0)?;
//! let error = builder.set("cells.tau", 10.0).unwrap_err();
//! assert!(error.to_string().starts_with("no setting is called `cells.tau`; there is seed, dt, threads, cells.leaky."));
//! let tau = builder.settings().into_iter().find(|setting| setting.name == "cells.leaky.tau").unwrap();
//! assert_eq!((tau.unit, tau.value.to_string().as_str()), (Some("ms"), "10"));
//! let net = builder.build()?;
//! # assert_eq!(net.cells.leaky.parameters().tau, 10.0);
//! # Ok::<(), izhi::Error>(())
//! ```
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
//! ## Recordings
//!
//! A recorder keeps everything that it sees, unless it is told to keep some of it, from the next iteration on:
//!
//! ```
//! # use izhi::prelude::*;
//! # behavior! { pub Cell { state { v: uniform() } event { fired: false } step { v *= 0.9; fired = v < 0.5; } } }
//! # network! { Net { use Cell, izhi::Recorder; dt: 0.1 ms; group cells: 100 { 1: Cell, 9: Recorder [v] as recorder } } }
//! let mut net = Net::builder().build()?;
//! // Ten neurons, every millisecond of the second half of a second, and of that the last hundred rows.
//! net.cells.recorder.sample(Sampling::everything().neurons(..10).every(1.0).between(500.0, 1000.0).newest(100))?;
//! net.simulate(10_000)?;
//! assert_eq!(net.cells.recorder.v().dim(), (100, 10));
//! assert_eq!(net.cells.recorder.times()[0], 900.0);
//! # Ok::<(), izhi::Error>(())
//! ```
//!
//! With the feature `files`, `write_recordings(&net, "run.npz")?` of `izhi::files` writes all that was recorded to one file, which
//! NumPy opens; a `Stream` of it takes what is recorded while the network runs, so that memory has some iterations alone.
//!
//! ## Snapshots and checkpoints
//!
//! [`net.snapshot()`](crate::Network::snapshot) takes all that a network is between two iterations, and
//! [`net.restore(&snapshot)`](crate::Network::restore) goes back to it, in that network or in another of the same declaration, whatever
//! has happened to it since and however it was built: other connections, weights, parameters and threads. From there it gives
//! the bits of a run that was never interrupted. So a network settles once, and each trial begins from there:
//!
//! ```
//! # use izhi::prelude::*;
//! # behavior! { pub Cell { param { drive: 0.1 } state { v: uniform() } event { fired: false }
//! #     step { v += drive * uniform(); fired = v > 1.0; if fired { v = 0.0; } } } }
//! # network! { Net { use Cell; group cells: 100 { 1: Cell } } }
//! let mut net = Net::builder().build()?;
//! net.simulate(1000)?;
//! let settled = net.snapshot()?;
//! for drive in [0.1, 0.2, 0.4] {
//!     net.restore(&settled)?;
//!     net.cells.cell.update(|cell| cell.drive = drive)?;
//!     net.simulate(200)?;
//! }
//! # Ok::<(), izhi::Error>(())
//! ```
//!
//! A snapshot has states, events, variables of synapses and which neurons they connect, what is on its way, parameters, what
//! is switched off, recordings, the seed and the iteration. It has no inputs: those are what the network that goes on was given,
//! so that what has settled can be continued with any, and rows are counted by the iteration. A snapshot of another
//! declaration, of groups of other sizes, of another delay or time step is an [error](crate::Error::Snapshot) that says which.
//!
//! With the feature `files` of the crate, `use izhi::files::Checkpoint;` lets a network be written to a file,
//! `net.checkpoint("run.npz")?`, and go on from there in another process, `net.restore_from("run.npz")?`. The file is an archive of
//! arrays that NumPy opens, written beside the old one and then put in its place; one that is cut off, altered or of another network
//! is refused.
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
//! ## Where the time goes
//!
//! [`net.profile(1000)`](crate::Network::profile) runs a number of iterations as `simulate` does, with the same results, and measures
//! how long each behaviour takes, each delay of synapses and the updates that have waited:
//!
//! ```
//! # use izhi::prelude::*;
//! # behavior! { pub Leaky { state { v: uniform() } event { fired: false } step { v *= 0.9; fired = v < 0.5; } } }
//! # network! { Net { use Leaky, izhi::Recorder; group cells: 100 { 1: Leaky, 9: Recorder [v] as recorder } } }
//! let mut net = Net::builder().build()?;
//! net.simulate(100)?; // What a network does in its first iterations alone is left behind.
//! let profile = net.profile(1000)?;
//! println!("{profile}");
//! let leaky = profile.part("cells.leaky").unwrap();
//! println!("{:?} in {} iterations, {:.0} % of all", leaky.time(), leaky.runs(), 100.0 * leaky.share());
//! # Ok::<(), izhi::Error>(())
//! ```
//!
//! The [profile](crate::Profile) prints what took longest first; `{profile:#}` has the order in which an iteration runs. The statements of a
//! behaviour are not told apart, because the compiler makes one loop of them; the sums over synapses are part of the behaviour in which they
//! stand. Reading the clock takes 25 to 50 ns for each part in each iteration, which nobody takes off; a network that is not
//! measured does not pay for it.
//!
//! With the feature `tracing`, `build`, `simulate` and `write` are spans for whatever subscriber of `tracing` a program has, beside the
//! spans of its own.
//!
//! ## Progress
//!
//! With the feature `progress`, `izhi::progress::simulate(&mut net, 100_000)?` runs a network with a bar on the terminal: the
//! iterations, how long each takes, the real-time factor (seconds that a second of the model takes, where `dt` is in ms;
//! `simulate_in` takes another unit) and the time that is left. Where standard error is no terminal it is quiet. Ctrl-C ends the run and
//! not the program, which can write what there is; a second one ends the program. What it returns says how many iterations have run,
//! how long they took and whether they were interrupted. The results are those of `simulate`.
