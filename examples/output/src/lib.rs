//! What the examples share beside what izhi gives to all: the [`arguments`] of the command line, and the rates and the picture of
//! an [`Activity`]. Bars are those of `izhi::progress`, other pictures those of `izhi::plot`, and files those of `izhi::files`.
//!
//! A crate of its own, so that an example is built in a second or two after an edit of its model.

mod activity;
mod arguments;

pub use activity::{Activity, Population, rasters};
pub use arguments::{Arguments, arguments, check_output, exit, positive};

/// An error of any kind ends an example.
pub type Outcome<T> = Result<T, Box<dyn std::error::Error>>;
