//! What comes from outside: currents and spikes.
//!
//! # A current into some neurons, for a time
//!
//! An input is a course of numbers, and says for which neurons it is, in which iteration it begins, and what there is after its end. It
//! is given to the builder, or to the network between two runs.
//!
//! ```
//! use izhi::Input;
//! use izhi::library::neurons::LeakyIntegrateAndFire;
//! use izhi::prelude::*;
//!
//! behavior! {
//!     /// A current from outside.
//!     pub Stimulus { input { current in pA } step { I += current; } }
//! }
//!
//! network! {
//!     pub Cells {
//!         use Stimulus, LeakyIntegrateAndFire, izhi::EventRecorder;
//!         dt: 0.1 ms;
//!         group cells: 20 { 1: Stimulus, 2: LeakyIntegrateAndFire, 9: EventRecorder [fired] as spikes }
//!     }
//! }
//!
//! fn main() -> izhi::Result<()> {
//!     let mut builder = Cells::builder();
//!     // 300 pA into the first five, from 20 ms (iteration 200) to 70 ms: one row, which stays for 50 ms.
//!     let pulse = Input::from(vec![300.0]).every(50.0).starting_at(200).then_at_rest().for_neurons(..5);
//!     builder.cells.stimulus.current = pulse;
//!     let mut net = builder.build()?;
//!     net.simulate(1000)?;
//!     let spikes = net.cells.spikes.fired();
//!     assert!(!spikes.is_empty() && spikes.iter().all(|spike| spike.neuron < 5 && (200..700).contains(&spike.iteration)));
//!
//!     // From now on: a current that grows every 10 ms, into three others.
//!     let ramp = Input::from((1..=10).map(|part| 50.0 * part as f32).collect::<Vec<_>>()).every(10.0);
//!     let ramp = ramp.starting_at(net.iteration()).then_at_rest().for_neurons([7, 11, 13]);
//!     net.cells.stimulus.update(|stimulus| stimulus.current = ramp)?;
//!     net.clear_recordings();
//!     net.simulate(1000)?;
//!     println!("{} spikes under the ramp", net.cells.spikes.fired().len());
//! #   assert!(net.cells.spikes.fired().iter().all(|spike| [7, 11, 13].contains(&spike.neuron)));
//!     Ok(())
//! }
//! ```
//!
//! # Spike trains from outside
//!
//! [`SpikeTimes`](crate::library::input::SpikeTimes) fires when a list says so, whose times are in ms. A time means the nearest
//! iteration, and two spikes of a neuron in one are an error. The list can have any order.
//!
//! ```
//! use izhi::Input;
//! use izhi::library::input::SpikeTimes;
//! use izhi::library::neurons::LeakyIntegrateAndFire;
//! use izhi::library::synapses::ExponentialCurrent;
//! use izhi::prelude::*;
//!
//! network! {
//!     pub Driven {
//!         use SpikeTimes, LeakyIntegrateAndFire, ExponentialCurrent(EXC, g), izhi::EventRecorder;
//!         dt: 0.1 ms;
//!         group sources: 3 { 1: SpikeTimes, 9: EventRecorder [fired] as spikes }
//!         group cells: 1 { 1: LeakyIntegrateAndFire, 2: ExponentialCurrent { weight: 600 pA } }
//!         synapses EXC: sources -> cells;
//!     }
//! }
//!
//! fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     // What std::fs::read_to_string("spikes.csv")? may give: times in ms and neurons.
//!     let text = "12.5,0\n13.0,2\n14.1,1\n40.0,0\n";
//!     let mut spikes = Vec::new();
//!     for line in text.lines() {
//!         let (time, neuron) = line.split_once(',').ok_or("a time and a neuron were expected")?;
//!         spikes.push((time.parse()?, neuron.parse()?));
//!     }
//!     let mut builder = Driven::builder();
//!     builder.sources.spike_times.spikes = Input::spikes(spikes).then_at_rest();
//!     let mut net = builder.build()?;
//!     net.simulate(1000)?;
//!     assert_eq!(net.sources.spikes.fired()[1].time(net.dt()), 13.0);
//!     println!("{} spikes of the cell", net.cells.fired_count());
//! #   assert_eq!(net.cells.fired_count(), 1);
//!     Ok(())
//! }
//! ```
