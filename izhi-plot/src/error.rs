//! What can be wrong with what is to be drawn, and with its file.

use std::path::PathBuf;

/// The result of everything that can fail.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What was expected, and what was found.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A picture of nothing.
    #[error("nothing to draw: {0}")]
    Nothing(String),
    /// Recordings of different lengths over one time axis.
    #[error(
        "the groups of a picture share their time axis, but `{first}` has {expected} recorded iterations and `{other}` has {found}"
    )]
    Lengths {
        /// The first group.
        first: String,
        /// Its iterations.
        expected: usize,
        /// A group that differs.
        other: String,
        /// The iterations of that one.
        found: usize,
    },
    /// Rows that are not equally far apart, over one time axis.
    #[error(
        "rows over time have to be equally far apart, and rows {row} and {} are at {time} ms and {next} ms, where {step} ms lie between the first two",
        .row + 1
    )]
    Times {
        /// The first row that has another distance to the next, from zero.
        row: usize,
        /// Its time in ms.
        time: f64,
        /// That of the next.
        next: f64,
        /// The time between the first two.
        step: f64,
    },
    /// Spike trains of different stretches of time over one time axis.
    #[error(
        "the groups of a raster share their time axis, but `{first}` lasts from {} ms to {} ms and `{other}` from {} ms to {} ms",
        .expected.0, .expected.1, .found.0, .found.1
    )]
    Windows {
        /// The first group.
        first: String,
        /// From when until when it lasts.
        expected: (f64, f64),
        /// A group that differs.
        other: String,
        /// From when until when that one lasts.
        found: (f64, f64),
    },
    /// Synapses of a group that is not of the network.
    #[error("synapses `{synapses}` have `{group}` at one end, which is no group of the network")]
    NoSuchGroup {
        /// The synapse group.
        synapses: String,
        /// The group that is not there.
        group: String,
    },
    /// Coordinates that do not belong together.
    #[error("`{what}` has {x} numbers along the horizontal axis and {y} along the vertical one")]
    Coordinates {
        /// What is drawn.
        what: String,
        /// How many horizontal ones there are.
        x: usize,
        /// How many vertical ones.
        y: usize,
    },
    /// A number that has to be positive and finite.
    #[error("{what} has to be positive and finite, and {value} was given")]
    NotPositive {
        /// What it is.
        what: &'static str,
        /// The number.
        value: f64,
    },
    /// Numbers further apart than an axis can say.
    #[error("numbers from {low:e} to {high:e} do not fit an axis")]
    Range {
        /// The least.
        low: f64,
        /// The largest.
        high: f64,
    },
    /// More than a picture can show.
    #[error("{what}: a picture shows {most} at the most, and {found} are there")]
    TooMany {
        /// What there is too much of.
        what: &'static str,
        /// How many there can be.
        most: usize,
        /// How many there are.
        found: usize,
    },
    /// A picture that is too large.
    #[error("a picture of {width} x {height} pixels is larger than {most} pixels: draw fewer groups")]
    Size {
        /// Pixels from left to right.
        width: u64,
        /// Pixels from top to bottom.
        height: u64,
        /// How many there can be.
        most: u64,
    },
    /// A file of a kind that cannot be written.
    #[error("cannot write {}: expected a name that ends in .png or .svg", .0.display())]
    Ending(PathBuf),
    /// A file that cannot be written.
    #[error("cannot write {}: {reason}", .path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// Axes that plotters cannot lay out.
    #[error("cannot lay out the axes: {0}")]
    Axes(String),
    /// What cannot be analysed.
    #[error(transparent)]
    Analysis(#[from] izhi_analysis::Error),
}

/// A number that has to be positive and finite.
pub(crate) fn positive(what: &'static str, value: f64) -> Result<f64> {
    if value > 0.0 && value.is_finite() { Ok(value) } else { Err(Error::NotPositive { what, value }) }
}
