//! Pictures of recordings and networks, as PNG and SVG.
//!
//! izhi has it as `izhi::plot` where the feature `plot` is on. A [`Picture`] is drawn from what recorders keep, from
//! [`SpikeTrains`](izhi_analysis::SpikeTrains) or from a network, and [saved](Picture::save) as the end of its file's name says.
//! [`Plot`]s are panels: a picture each, or several in a [`figure()`]. No system library is needed: the font is in the program.
//!
//! | picture | function |
//! | --- | --- |
//! | spikes as dots, groups in colours, the rate below | [`raster`], several in [`rasters`] |
//! | spikes as an image, a pixel or more for each neuron and iteration | [`spike_image`] |
//! | traces of all neurons over time | [`traces`] |
//! | population rate over time | [`population_rate`] |
//! | histogram of intervals between spikes | [`interval_histogram`] |
//! | weights as a matrix, and their histogram before and after | [`weight_matrix`], [`weight_histogram`] |
//! | phase plane | [`phase_plane`] |
//! | power spectrum | [`spectrum`] |
//! | groups of a network and the synapses between them | [`connectivity`] |
//! | where the time of a run went | [`profile()`] |
//! | lines, dots, histograms and maps of one's own | [`Plot`], [`figure()`] |
//!
//! Nothing is left out silently: every neuron is drawn or the picture says how many are, and where there are more samples than
//! pixels, a pixel shows all the samples that fall on it. What is not finite is counted in the picture, and empty recordings are
//! errors.
//!
//! Groups and lines have the hues of Okabe and Ito's palette (*Color Universal Design*, 2008), which people with any common colour
//! blindness tell apart; some are darker than theirs, so that they can be read as text on white. Maps have the colours of
//! viridis (van der Walt and Smith, 2015), whose lightness rises with the value, so that they are also right in grey.
//!
//! In the examples `net` is a network of 40 `cells` and 10 `others` that has run for 1000 ms, and `trains` and `other_trains`
//! are their spikes, `SpikeTrains::recorded(&net, "cells.spikes.fired")?`.
//!
//! # Raster
//!
//! ```no_run
#![doc = include_str!("setup.txt")]
//! plot::raster("Spikes", &[("cells", &trains), ("others", &other_trains)])?.save("raster.png")?;
//! # Ok(())
//! # }
//! ```
//!
//! Several, each of its own time:
//!
//! ```no_run
#![doc = include_str!("setup.txt")]
//! let (first, last) = (trains.between(0.0..100.0)?, trains.between(900.0..1000.0)?);
//! let rasters = [plot::Raster::new("At first", &[("cells", &first)]), plot::Raster::new("At last", &[("cells", &last)])];
//! plot::rasters("Spikes", &rasters)?.save("rasters.svg")?;
//! # Ok(())
//! # }
//! ```
//!
//! # Spikes as an image
//!
//! ```no_run
#![doc = include_str!("setup.txt")]
//! # let fired = ndarray::Array2::from_elem((2000, 40), false);
//! # let fired = fired.view();
//! // Of a `Recorder [fired] as recorder`: let fired = net.cells.recorder.fired();
//! plot::spike_image("Spikes", &net.cells.recorder.times(), &[("cells", fired)])?.save("image.png")?;
//! # Ok(())
//! # }
//! ```
//!
//! # Traces
//!
//! ```no_run
#![doc = include_str!("setup.txt")]
//! plot::traces("Membrane potential", "v (mV)", &net.cells.recorder.times(), &[("cells", net.cells.recorder.v())])?.save("v.png")?;
//! # Ok(())
//! # }
//! ```
//!
//! # Population rate
//!
//! ```no_run
#![doc = include_str!("setup.txt")]
//! plot::population_rate(&[("cells", &trains), ("others", &other_trains)], 5.0)?.picture()?.save("rate.png")?;
//! # Ok(())
//! # }
//! ```
//!
//! # Intervals between spikes
//!
//! ```no_run
#![doc = include_str!("setup.txt")]
//! plot::interval_histogram(&[("cells", &trains)], 2.0)?.picture()?.save("intervals.png")?;
//! # Ok(())
//! # }
//! ```
//!
//! # Weights
//!
//! ```no_run
#![doc = include_str!("setup.txt")]
//! let before = net.EXC_cells_to_cells.W().to_owned();
//! net.simulate(1000)?;
//! let after = net.EXC_cells_to_cells.W();
//! let lists = [before.iter().copied(), after.iter().copied()].map(|list| list.collect::<Vec<f32>>());
//! let histogram = plot::weight_histogram("pA", &[("before", &lists[0]), ("after", &lists[1])], 50)?;
//! plot::figure("Weights", 2, &[plot::weight_matrix("pA", after)?, histogram])?.save("weights.png")?;
//! # Ok(())
//! # }
//! ```
//!
//! # Phase plane
//!
//! ```no_run
#![doc = include_str!("setup.txt")]
//! let (v, u) = (net.cells.recorder.v(), net.cells.recorder.u());
//! let plane = plot::phase_plane("v (mV)", "u", v.column(0), u.column(0))?;
//! plane.line("u = 0.2 v", [(-80.0, -16.0), (30.0, 6.0)]).picture()?.save("plane.png")?;
//! # Ok(())
//! # }
//! ```
//!
//! # Spectrum
//!
//! ```no_run
#![doc = include_str!("setup.txt")]
//! use izhi::analysis::{Welch, population_rate, welch};
//! let spectrum = welch(population_rate(&trains, 1.0)?.view(), 1.0, &Welch::new(256))?;
//! plot::spectrum("power (Hz²/Hz)", &[("cells", &spectrum)])?.picture()?.save("spectrum.png")?;
//! # Ok(())
//! # }
//! ```
//!
//! # Connectivity
//!
//! ```no_run
#![doc = include_str!("setup.txt")]
//! plot::connectivity("The network", &net)?.save("network.svg")?;
//! # Ok(())
//! # }
//! ```
//!
//! # Where the time went
//!
//! ```no_run
#![doc = include_str!("setup.txt")]
//! plot::profile("An iteration", &net.profile(1000)?)?.save("profile.png")?;
//! # Ok(())
//! # }
//! ```
//!
//! # Panels of one's own
//!
//! ```no_run
#![doc = include_str!("setup.txt")]
//! let curve = (0..100).map(|step| f64::from(step) / 10.0).map(|x| (x, x.sin()));
//! let panel = plot::Plot::new("A curve and dots", "time (ms)", "v (mV)");
//! let panel = panel.line("sine", curve).dots("measured", [(2.0, 0.9), (5.0, -1.0)]).y(-2.0..2.0);
//! plot::figure("Two panels", 2, &[panel.clone(), panel.title("The same")])?.save("figure.png")?;
//! # Ok(())
//! # }
//! ```
//!
//! plotters lays out the axes, on a `Canvas` of ours that keeps what is drawn, and sets the text: plotters' own text without
//! system libraries ignores the bearings of the letters. From what the canvas keeps, `raster` makes pixels and `vector` makes SVG.

#![forbid(unsafe_code)]

mod axes;
mod bands;
mod canvas;
mod connectivity;
mod density;
mod error;
mod figure;
mod look;
mod panels;
mod pen;
mod picture;
mod plot;
mod profile;
mod raster;
mod rasters;
mod recording;
mod spike_image;
#[cfg(test)]
mod tests;
mod text;
mod trace_pen;
mod traces;
mod vector;

pub use connectivity::connectivity;
pub use error::{Error, Result};
pub use figure::figure;
pub use panels::{interval_histogram, phase_plane, population_rate, spectrum, weight_histogram, weight_matrix};
pub use picture::{Format, Picture};
pub use plot::Plot;
pub use profile::profile;
pub use rasters::{Raster, raster, rasters};
pub use spike_image::spike_image;
pub use traces::traces;
