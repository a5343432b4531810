//! From a paper's neuron to a network that learns, in eight steps. This module holds no code; every program here is
//! compiled and run by the tests of this crate. What each word means is in [`language`](crate::language), what the compiler
//! says to a mistake in [`mistakes`](crate::mistakes).
//!
//! # 1. A neuron
//!
//! A paper gives an equation, a threshold and a reset. They stand in a behaviour as they do in the paper, with their units,
//! and the order in which they happen is the order in which they are written.
//!
//! ```
//! use izhi::prelude::*;
//!
//! behavior! {
//!     /// A leaky integrate-and-fire neuron.
//!     pub Cell {
//!         param { C: 200 pF, g_L: 10 nS, E_L: -70 mV, v_t: -50 mV, v_r: -60 mV, drive: 250 pA }
//!         state { v: E_L }
//!         event { fired: false }
//!         equations { dv/dt = (g_L * (E_L - v) + drive) / C; }
//!         step {
//!             integrate by exact;
//!             fired = v > v_t;
//!             if fired { v = v_r; }
//!         }
//!     }
//! }
//!
//! network! {
//!     pub One {
//!         use Cell, izhi::Recorder, izhi::EventRecorder;
//!         dt: 0.1 ms;
//!         group cells: 1 {
//!             1: Cell,
//!             2: Recorder [v] as potential,
//!             3: EventRecorder [fired] as spikes,
//!         }
//!     }
//! }
//!
//! fn main() -> izhi::Result<()> {
//!     let mut net = One::builder().build()?;
//!     net.simulate(1000)?;
//!     // From -70 mV to -50 mV: the time constant is 20 ms, and -45 mV is where it would come to rest.
//!     let first = net.cells.spikes.fired()[0].iteration as f64 * 0.1;
//!     assert!((first - 20.0 * 5.0_f64.ln()).abs() < 0.2, "the first spike came after {first} ms");
//!     println!("{net}\nhighest potential: {:?}", net.cells.potential.v().iter().fold(f32::MIN, |a, &b| a.max(b)));
//!     Ok(())
//! }
//! ```
//!
//! `integrate by exact` takes the linear equation to its solution; for others there are `euler`, `rk4`, `exponential_euler`
//! and more, and a method that does not fit the equation is a compile error that names those which do. What is recorded is
//! an array [iteration, neuron], a list of spikes, or both. Numbers in Rust are in ms, mV and pA.
//!
//! # 2. Many neurons that differ
//!
//! A group has a size, and a parameter a number for each neuron where the network says `each(...)`. What a neuron begins
//! with can be drawn as well. Draws are functions of the seed, the place in the model, the neuron and the iteration: the
//! same seed gives the same numbers, whatever else is changed.
//!
//! ```
//! # use izhi::prelude::*;
//! # behavior! {
//! #     pub Cell {
//! #         param { C: 200 pF, g_L: 10 nS, E_L: -70 mV, v_t: -50 mV, v_r: -60 mV, drive: 250 pA }
//! #         state { v: uniform(E_L, v_t) }
//! #         event { fired: false }
//! #         equations { dv/dt = (g_L * (E_L - v) + drive) / C; }
//! #         step {
//! #             integrate by exact;
//! #             fired = v > v_t;
//! #             if fired { v = v_r; }
//! #         }
//! #     }
//! # }
//! network! {
//!     pub Many {
//!         use Cell, izhi::EventRecorder;
//!         dt: 0.1 ms;
//!         group cells: 500 {
//!             1: Cell { drive: each(normal(250 pA, 50 pA)) },
//!             2: EventRecorder [fired] as spikes,
//!         }
//!     }
//! }
//!
//! fn main() -> izhi::Result<()> {
//!     let mut builder = Many::builder().seed(7);
//!     builder.cells.cell.v_t = -52.0; // mV: nobody compiles anew to change a number
//!     let mut net = builder.build()?;
//!     net.simulate(1000)?;
//!     println!("{:.1} Hz", net.cells.fired_count() as f64 / 500.0 / 0.1);
//!     Ok(())
//! }
//! ```
//!
//! # 3. Synapses
//!
//! A synapse group connects two groups, under a tag. The behaviour of the receiving neurons declares the variables of the
//! synapses that arrive, and says what a spike does: here a conductance grows by the weight, and decays.
//!
//! ```
//! use izhi::prelude::*;
//!
//! behavior! {
//!     /// An integrate-and-fire neuron with excitatory and inhibitory conductances.
//!     pub Cell {
//!         param {
//!             C: 200 pF, g_L: 10 nS, E_L: -60 mV, v_t: -50 mV, v_r: -60 mV, drive: 150 pA,
//!             tau_e: 5 ms, tau_i: 10 ms, E_e: 0 mV, E_i: -80 mV,
//!         }
//!         state { v: uniform(E_L, v_t), g_e: 0 nS, g_i: 0 nS }
//!         event { fired: false }
//!         afferent(EXCITATION) { W: 0.6 nS }
//!         afferent(INHIBITION) { W: 6.7 nS }
//!         equations {
//!             dv/dt = (g_L * (E_L - v) + g_e * (E_e - v) + g_i * (E_i - v) + drive) / C;
//!             dg_e/dt = -g_e / tau_e;
//!             dg_i/dt = -g_i / tau_i;
//!         }
//!         step {
//!             integrate by exponential_euler;
//!             for s in afferent(EXCITATION) { g_e += sum(s.W where s.src.fired); }
//!             for s in afferent(INHIBITION) { g_i += sum(s.W where s.src.fired); }
//!             fired = v > v_t;
//!             if fired { v = v_r; }
//!         }
//!     }
//! }
//!
//! network! {
//!     /// Excitation and inhibition in balance.
//!     pub Balanced {
//!         use Cell, izhi::EventRecorder;
//!         dt: 0.1 ms;
//!         group excitatory, cortex: 800 { 1: Cell, 2: EventRecorder [fired] as spikes }
//!         group inhibitory, cortex: 200 { 1: Cell, 2: EventRecorder [fired] as spikes }
//!         synapses EXCITATION: excitatory -> { excitatory, inhibitory } {
//!             connect: fixed_probability(0.02);
//!             delay: 1.5 ms;
//!         }
//!         synapses INHIBITION: inhibitory -> { excitatory, inhibitory } {
//!             connect: fixed_probability(0.02);
//!             W: normal(6.7 nS, 0.7 nS);
//!             delay: uniform(0.5 ms, 1.5 ms);
//!         }
//!     }
//! }
//!
//! fn main() -> izhi::Result<()> {
//!     let mut net = Balanced::builder().seed(7).build()?;
//!     net.simulate(500)?;
//!     let weights = net.INHIBITION_inhibitory_to_excitatory.W();
//!     println!("{} inhibitory synapses; {} spikes", weights.values().len(), net.excitatory.fired_count());
//!     Ok(())
//! }
//! ```
//!
//! Without `connect` all are connected with all, and weights are a matrix. A connector is any value of Rust that implements
//! [`Connector`](crate::connect::Connector): probability, degrees, distance, lists, files, and closures.
//!
//! # 4. Learning
//!
//! A step assigns to synapses as it does to neurons, by events of either end. Whether that happens at once or waits until
//! the synapse is read is the compiler's business, and changes no bit.
//!
//! ```
//! use izhi::library::input::PoissonNeurons;
//! use izhi::library::neurons::LeakyIntegrateAndFire;
//! use izhi::library::plasticity::Trace;
//! use izhi::library::synapses::{Current, Exponential};
//! use izhi::prelude::*;
//!
//! behavior! {
//!     /// Weights grow where the source fires before the target, and shrink where it fires after.
//!     pub Stdp {
//!         param { growth: 0.01, shrinkage: 0.012, largest: 1 nA }
//!         step {
//!             for s in afferent(PLASTIC) {
//!                 if s.dst.fired { s.W += growth * s.src.trace * (largest - s.W); }
//!                 if s.src.fired { s.W -= shrinkage * s.dst.trace * s.W; }
//!             }
//!         }
//!     }
//! }
//!
//! network! {
//!     pub Learning {
//!         use PoissonNeurons, LeakyIntegrateAndFire, Trace(trace), Exponential(PLASTIC, g), Current(g), Stdp, izhi::Recorder;
//!         dt: 1 ms;
//!         group sources: 100 { 0: Trace, 1: PoissonNeurons { frequency: 20 Hz } }
//!         group cells: 10 {
//!             0: Trace,
//!             1: LeakyIntegrateAndFire,
//!             2: Exponential { tau: 5 ms },
//!             3: Current,
//!             4: Stdp,
//!             9: Recorder [PLASTIC.W] as weights,
//!         }
//!         synapses PLASTIC: sources -> cells { W: uniform(300 pA, 600 pA); }
//!     }
//! }
//!
//! fn main() -> izhi::Result<()> {
//!     let mut net = Learning::builder().build()?;
//!     net.simulate(200)?;
//!     let weights = net.cells.weights.PLASTIC_W(); // [iteration, target, source]
//!     println!("{:?}", weights.shape());
//!     Ok(())
//! }
//! ```
//!
//! # 5. Trials
//!
//! `reset` brings a network to where it began, keeps what it is told to keep, and draws with another seed. Behaviours are
//! switched off and on by tag or name, and inputs are arrays that the builder is given, a row for each iteration or fewer.
//!
//! ```
//! use izhi::prelude::*;
//!
//! behavior! {
//!     /// Neurons that learn to answer to a pattern by its correlation with them.
//!     pub Answer {
//!         input { pattern }
//!         state { v: 0.0, gain: 0.1 }
//!         step { v = gain * pattern; }
//!     }
//! }
//!
//! behavior! {
//!     pub Learning {
//!         param { rate: 0.05 }
//!         step { gain += rate * v * (1.0 - gain); }
//!     }
//! }
//!
//! network! {
//!     pub Trials {
//!         use Answer, Learning;
//!         group cells: 4 { 1: Answer, 2: Learning as learning }
//!     }
//! }
//!
//! fn main() -> izhi::Result<()> {
//!     let mut builder = Trials::builder();
//!     builder.cells.answer.pattern = izhi::ndarray::arr2(&[[1.0, 0.0, 1.0, 0.5]]).into();
//!     let mut net = builder.build()?;
//!     for trial in 0..20 {
//!         net.reset(Reset::keeping("gain").seed(trial))?;
//!         net.simulate(1)?;
//!     }
//!     net.set_enabled("learning", false)?;
//!     net.reset(Reset::keeping("gain"))?;
//!     net.simulate(1)?;
//!     println!("{}", net.cells.v());
//!     Ok(())
//! }
//! ```
//!
//! # 6. Behaviours for others
//!
//! A behaviour that is `pub` can be used from any crate by its path, and is compiled into the network of whoever uses it: fused
//! with the behaviours around, at the width of their machine. Names in parentheses are those that a network may
//! replace: `use mycrate::Exponential(GABA, g) as Inhibition`. [`library`](crate::library) is such a crate.
//!
//! # 7. Whether it is right
//!
//! `Network::schedule` prints all that happens, and in which order. An interpreter of that text which knows nothing
//! of the compiler has to give the same bits, from random states as well; for a network of your own that is one line of a test,
//! with the crate `izhi-interpreter`: `izhi_interpreter::self_test(|| Balanced::builder().build(), 200);`
//!
//! # 8. What it did
//!
//! With the features `analysis` and `plot`, `izhi::analysis` has the numbers by which recordings are judged, and `izhi::plot` their
//! pictures: `SpikeTrains` are what a recorder has seen, and each measure is a function of them.
//!
//! ```
//! use izhi::analysis::{SpikeTrains, cv, fano_factors, mean_of_known, mean_rate};
//! use izhi::library::input::PoissonNeurons;
//! use izhi::plot;
//! use izhi::prelude::*;
//!
//! network! {
//!     pub Noise {
//!         use PoissonNeurons, izhi::EventRecorder;
//!         dt: 0.1 ms;
//!         group cells: 100 { 1: PoissonNeurons { frequency: 20 Hz }, 2: EventRecorder [fired] as spikes }
//!     }
//! }
//!
//! fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     let mut net = Noise::builder().seed(1).build()?;
//!     net.simulate(20_000)?;
//!     let trains = SpikeTrains::recorded(&net, "cells.spikes.fired")?;
//!     let (rate, irregularity) = (mean_rate(&trains), mean_of_known(&cv(&trains))?);
//!     let variability = mean_of_known(&fano_factors(&trains, 50.0)?)?;
//!     println!("{rate:.1} Hz, CV {irregularity:.2}, Fano factor {variability:.2}");
//!     let picture = plot::raster("Poisson neurons", &[("cells", &trains)])?;
//! #   if false {
//!     picture.save("raster.png")?; // or raster.svg
//! #   }
//!     Ok(())
//! }
//! ```
