//! What the examples share beside what izhi gives to all: the [`arguments`] of the command line, [`simulate`] with a bar, the rates
//! and the picture of an [`Activity`], and arrays for NumPy, [`write_npz`]. Other pictures are those of `izhi::plot`.
//!
//! A crate of its own, so that an example is built in a second or two after an edit of its model.

mod activity;
mod arguments;
mod arrays;
mod progress;

pub use activity::{Activity, Population, rasters};
pub use arguments::{Arguments, arguments, check_output, exit, positive};
pub use arrays::{Recorded, write_npz};
pub use progress::simulate;

/// An error of any kind ends an example.
pub type Outcome<T> = Result<T, Box<dyn std::error::Error>>;
