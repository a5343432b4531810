//! What can go wrong in a sweep.

use std::path::PathBuf;

/// The result of what can fail here.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What was wrong, and with which parameters.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A parameter without a value, or one that is swept twice.
    #[error("{name}: {reason}")]
    Parameter {
        /// The parameter, as it was named.
        name: String,
        /// What was expected and what was found.
        reason: String,
    },
    /// A network that cannot be built, or fails to run.
    #[error("{}: {error}", at(.parameters))]
    Run {
        /// The parameters of that network, by name.
        parameters: Vec<(String, f64)>,
        /// What it said.
        error: izhi_runtime::Error,
    },
    /// A file that cannot be written.
    #[error("file `{}`: {reason}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        reason: String,
    },
    /// What was done beside the sweep.
    #[error(transparent)]
    Izhi(#[from] izhi_runtime::Error),
}

fn at(parameters: &[(String, f64)]) -> String {
    let named: Vec<String> = parameters.iter().map(|(name, value)| format!("{name} = {value}")).collect();
    named.join(", ")
}
