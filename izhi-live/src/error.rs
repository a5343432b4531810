//! What can be wrong before a network is shown, and while it is.

use std::io;

/// Why a network cannot be shown.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// An address at which nothing can be heard.
    #[error("cannot listen at {address}: {source}")]
    Listen {
        /// The address that was asked for.
        address: String,
        /// What the system says.
        source: io::Error,
    },
    /// The system gives no random numbers for the token.
    #[error("cannot draw a token for the address of the page: {0}")]
    Token(getrandom::Error),
    /// The thread that serves the page cannot be begun.
    #[error("cannot serve the page: {0}")]
    Server(io::Error),
    /// A network of which each of several ranks has a part.
    #[error("`{network}` runs on {ranks} ranks: a page runs a network that one process has")]
    Ranks {
        /// The network.
        network: String,
        /// How many there are.
        ranks: usize,
    },
    /// A name that no browser sends as the host of an address.
    #[error(
        "`{0}` is no name of a host: expected one such as `workstation.example.org`, without port and without path"
    )]
    Host(String),
    /// A speed at which nothing runs.
    #[error("a speed of {0} iterations in each second: expected a positive number")]
    Speed(f64),
}

/// What comes of showing a network.
pub type Result<T> = std::result::Result<T, Error>;
