//! What can be wrong with what is to be analysed.

use std::fmt;

/// The result of everything that can fail.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What was expected, and what was found.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Error {
    /// What a network says of a tag that nothing has.
    Network(izhi_runtime::Error),
    /// A tag of something other than the recorded events of one group.
    NotEvents {
        /// The tag.
        tag: String,
        /// What has it.
        found: String,
    },
    /// A recorder that has seen nothing yet.
    NothingRecorded {
        /// What it should have seen.
        tag: String,
    },
    /// A recorder that has not seen every iteration from its first to its last.
    Missing {
        /// What it has seen.
        tag: String,
        /// How many iterations were recorded.
        recorded: usize,
        /// The first of them.
        first: u64,
        /// The last.
        last: u64,
    },
    /// Spike trains of no neurons.
    NoNeurons,
    /// A neuron that is not there.
    NoSuchNeuron {
        /// Its number.
        neuron: usize,
        /// How many there are.
        neurons: usize,
    },
    /// A stretch of time that is empty, not finite or outside of the one that was recorded.
    Window {
        /// Its start in ms.
        start: f64,
        /// Its end in ms.
        stop: f64,
        /// What there is, where it has to lie within that.
        recorded: Option<(f64, f64)>,
    },
    /// A spike at another time than those of the recording.
    Outside {
        /// The neuron.
        neuron: usize,
        /// The time in ms.
        time: f64,
        /// From when the recording lasts.
        start: f64,
        /// Until when.
        stop: f64,
    },
    /// Spikes of one neuron that do not follow each other in time.
    Order {
        /// The neuron.
        neuron: usize,
        /// The time in ms.
        time: f64,
        /// That of the spike before it.
        before: f64,
    },
    /// A number that has to be positive and finite.
    NotPositive {
        /// What it is.
        what: &'static str,
        /// The number.
        value: f64,
    },
    /// A number that is infinite or none.
    NotFinite {
        /// What it is.
        what: &'static str,
        /// The number.
        value: f64,
        /// Its position in the array.
        index: Vec<usize>,
    },
    /// Bins of which no whole number fills the time.
    Bins {
        /// Their width in ms.
        bin: f64,
        /// How long all of them should be.
        duration: f64,
    },
    /// Less than what can be measured.
    TooFew {
        /// What there has to be.
        what: &'static str,
        /// How many at least.
        least: usize,
        /// How many there are.
        found: usize,
    },
    /// Values that are all the same, and vary with nothing.
    Constant {
        /// Whose values.
        what: &'static str,
        /// The first neuron, where it is one's.
        neuron: Option<usize>,
    },
    /// Segments that overlap by as much as they are long.
    Overlap {
        /// Their length in samples.
        segment: usize,
        /// By how many they overlap.
        overlap: usize,
    },
    /// An array too large for the memory.
    Memory {
        /// The numbers along each axis.
        shape: [usize; 2],
    },
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::Network(error) => Some(error),
            _ => None,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Network(error) => error.fmt(f),
            Error::NotEvents { tag, found } => {
                write!(f, "`{tag}`: expected the recorded events of one group, and found {found}")
            }
            Error::NothingRecorded { tag } => write!(f, "`{tag}`: nothing has been recorded"),
            Error::Missing { tag, recorded, first, last } => write!(
                f,
                "`{tag}`: expected all iterations from {first} to {last}, and {recorded} were recorded: between two of them the \
                 recorder was off, or kept every so many alone"
            ),
            Error::NoNeurons => f.write_str("spike trains expect at least one neuron, and there is none"),
            Error::NoSuchNeuron { neuron, neurons } => {
                write!(f, "neuron {neuron} is not among the {neurons}, which are numbered from 0")
            }
            Error::Window { start, stop, recorded: None } => {
                write!(f, "a recording expects to end after it starts, and was given {start} ms to {stop} ms")
            }
            Error::Window { start, stop, recorded: Some((first, last)) } => write!(
                f,
                "expected a stretch of time within {first} ms to {last} ms that ends after it starts, and was given \
                 {start} ms to {stop} ms"
            ),
            Error::Outside { neuron, time, start, stop } => write!(
                f,
                "neuron {neuron} has a spike at {time} ms, and the recording lasts from {start} ms until before {stop} ms"
            ),
            Error::Order { neuron, time, before } => write!(
                f,
                "the spikes of a neuron ascend in time, and neuron {neuron} has one at {time} ms behind one at {before} ms"
            ),
            Error::NotPositive { what, value } => {
                write!(f, "{what} has to be positive and finite, and {value} was given")
            }
            Error::NotFinite { what, value, index } => {
                write!(f, "{what} have to be finite, and {value} was found at {index:?}")
            }
            Error::Bins { bin, duration } => write!(
                f,
                "bins of {bin} ms do not fill {duration} ms: take others, or shorten the recording with \
                 `whole_bins({bin:?})`"
            ),
            Error::TooFew { what, least, found } => {
                write!(f, "{what}: expected at least {least}, and there are {found}")
            }
            Error::Constant { what, neuron: Some(neuron) } => {
                write!(f, "the {what} of neuron {neuron} are all the same, and vary with nothing: leave it out")
            }
            Error::Constant { what, neuron: None } => write!(f, "the {what} are all the same, and vary with nothing"),
            Error::Overlap { segment, overlap } => {
                write!(f, "segments of {segment} samples overlap by fewer than that, and {overlap} was given")
            }
            Error::Memory { shape: [rows, columns] } => {
                write!(f, "{rows} x {columns} numbers are more than the memory holds")
            }
        }
    }
}

/// A number that has to be positive and finite.
pub(crate) fn positive(what: &'static str, value: f64) -> Result<f64> {
    if value > 0.0 && value.is_finite() { Ok(value) } else { Err(Error::NotPositive { what, value }) }
}

/// An error where there is less than what can be measured.
pub(crate) fn at_least(least: usize, found: usize, what: &'static str) -> Result<()> {
    if found < least { Err(Error::TooFew { what, least, found }) } else { Ok(()) }
}
