//! What can go wrong before a network is built.

use std::path::PathBuf;

/// The result of what can fail here.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What was wrong, where, and what was expected.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A value that cannot be given.
    #[error("{name} = {value}: {reason}")]
    Value {
        /// What it was to be given to, as written.
        name: String,
        /// The value, as written.
        value: String,
        /// What was expected and what was found.
        reason: String,
    },
    /// A value of a file that cannot be given.
    #[error("file `{}`: {error}", path.display())]
    InFile {
        /// The file.
        path: PathBuf,
        /// What is wrong with the value.
        error: Box<Error>,
    },
    /// A file that cannot be read.
    #[error("file `{}`: {reason}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said, or what was expected and what was found.
        reason: String,
    },
    /// A network that cannot be built.
    #[error(transparent)]
    Network(#[from] izhi_runtime::Error),
}
