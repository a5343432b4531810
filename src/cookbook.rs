//! Short programs for what one wants to do with a network, each complete and run by the tests of this crate. These modules
//! hold no code.
//!
//! | chapter | programs |
//! | --- | --- |
//! | [`experiments`] | [a sweep](experiments#a-sweep), [parameters from a file](experiments#parameters-from-a-file), [trials from a settled state](experiments#trials-from-a-settled-state), [learning switched off and on](experiments#learning-switched-off-and-on), [one network at two sizes](experiments#one-network-at-two-sizes), [two networks side by side](experiments#two-networks-side-by-side) |
//! | [`stimuli`] | [a current into some neurons, for a time](stimuli#a-current-into-some-neurons-for-a-time), [spike trains from outside](stimuli#spike-trains-from-outside) |
//! | [`looking`] | [one neuron in detail](looking#one-neuron-in-detail-the-others-now-and-then), [a figure and its numbers](looking#a-figure-and-its-numbers) |
//! | [`files`] | [weights, saved and loaded](files#weights-saved-and-loaded), [a run too long for memory](files#a-run-too-long-for-memory), [tables and SONATA](files#tables-for-pandas-and-polars-and-sonata), [checkpoints](files#a-checkpoint-every-so-often-and-on-after-a-crash) |
//!
//! # Good to know
//!
//! - A builder is `Clone`, and so are the parameters of a behaviour: change a copy for each run, `builder.clone()`.
//! - A network is `Send`: it can be built here and run in another thread. It is not `Clone`; a
//!   [snapshot](crate::Network::snapshot) is what a second one goes on from.
//! - Each key of a group has one behaviour, and groups run key by key: all groups at key 1, then all at key 2. At one key the
//!   groups run in order of declaration.
//! - Programs run twenty to fifty times faster with `--release` than without, and give the same bits.
//! - Names are those of the declaration: `net.cells.leaky` for a behaviour `Leaky`, `net.EXC_a_to_b` for synapses `EXC: a -> b`.
//!   `println!("{net}")` shows the network, [`net.schedule()`](crate::Network::schedule) says all that an iteration does, and
//!   [`net.profile(1000)`](crate::Network::profile) how long each part takes.

pub mod experiments;
pub mod files;
pub mod looking;
pub mod stimuli;
