//! What recordings say: rates, intervals, correlations, synchrony, spectra, and distances of spike trains.
//!
//! izhi has it as `izhi::analysis` where the feature `analysis` is on. Everything here takes [`SpikeTrains`], which are made of
//! what recorders keep, or arrays, and is a plain function. Times are in ms, and rates and frequencies in Hz.
//!
//! | what | function |
//! | --- | --- |
//! | mean rates; counts and the population's rate in bins | [`rates`], [`mean_rate`]; [`counts`], [`population_counts`], [`population_rate`] |
//! | intervals between spikes, and how they vary | [`intervals`], [`cv`], [`cv2`], [`lv`] |
//! | how counts vary | [`fano_factors`] |
//! | correlations of pairs | [`correlations`], [`mean_correlation`] |
//! | synchrony | [`golomb_chi`], [`rate_cv`], [`coherence`] |
//! | power spectra | [`periodogram`], [`welch`] |
//! | distances of spike trains | [`van_rossum`], [`victor_purpura`] |
//!
//! What is not known is not a number: a neuron with too few spikes for a [`cv`] has `None`, [`mean_of_known`] is the mean of the
//! others, and what cannot be computed at all is an [`Error`] that says why.
//!
//! ```
//! use izhi::analysis::{SpikeTrains, Welch, cv, mean_of_known, mean_rate, population_rate, welch};
//! use izhi::prelude::*;
//!
//! behavior! {
//!     /// Fires in every fiftieth iteration.
//!     pub Clock { event { fired: false } step { fired = iteration % 50 == 49; } }
//! }
//!
//! network! {
//!     pub Clocks {
//!         use Clock, izhi::EventRecorder;
//!         dt: 0.5 ms;
//!         group cells: 3 { 1: Clock, 2: EventRecorder [fired] as spikes }
//!     }
//! }
//!
//! fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     let mut net = Clocks::builder().build()?;
//!     net.simulate(4000)?;
//!     let trains = SpikeTrains::recorded(&net, "cells.spikes.fired")?.after(200.0)?;
//!     assert_eq!(mean_rate(&trains), 40.0);
//!     assert!(mean_of_known(&cv(&trains))? < 1e-12);
//!     let rate = population_rate(&trains, 5.0)?;
//!     let (frequency, _) = welch(rate.view(), 5.0, &Welch::new(100))?.peak();
//!     assert_eq!(frequency % 40.0, 0.0); // The rate of a clock, or a multiple of it.
//!     Ok(())
//! }
//! ```
//!
//! `tests/` of this crate compares all of it with Elephant and SciPy, value for value.

#![forbid(unsafe_code)]

mod correlation;
mod distance;
mod error;
mod moments;
mod rates;
mod spectrum;
mod synchrony;
mod trains;
mod variability;

pub use correlation::{correlations, mean_correlation};
pub use distance::{van_rossum, victor_purpura};
pub use error::{Error, Result};
pub use rates::{counts, mean_rate, population_counts, population_rate, rates};
pub use spectrum::{Scaling, Spectrum, Welch, Window, periodogram, welch};
pub use synchrony::{coherence, golomb_chi, rate_cv};
pub use trains::SpikeTrains;
pub use variability::{cv, cv2, fano_factors, intervals, lv, mean_of_known};
