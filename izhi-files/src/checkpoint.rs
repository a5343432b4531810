//! Checkpoints: what a snapshot has, in a file.

use std::path::Path;

use izhi_runtime::{Network, Result};

use crate::npz::{self, Reading};

/// A network that can be put into a file and brought back.
pub trait Checkpoint: Network {
    /// Writes all by which the next iterations depend on the last, as [`snapshot`](Network::snapshot) takes it, to a file, array
    /// by array. It is a new file beside the old one until it is complete, and then takes its place, so that there is a whole one at
    /// any time.
    ///
    /// # Errors
    ///
    /// A file that cannot be written; then the old one is still there.
    fn checkpoint(&self, path: impl AsRef<Path>) -> Result<()> {
        npz::replace(path.as_ref(), |to| self.save(to))
    }

    /// Goes back, or on, to what a file holds of this network or of another of the same declaration, as
    /// [`restore`](Network::restore) does.
    ///
    /// # Errors
    ///
    /// A file that cannot be read, that is something else than a checkpoint, or has been cut off or altered: the error says what it is.
    /// And those of `restore`. Then nothing has changed.
    fn restore_from(&mut self, path: impl AsRef<Path>) -> Result<()> {
        let path = path.as_ref();
        let mut from = Reading::from(path)?;
        self.load(&mut from).map_err(|error| from.place(error))
    }
}

impl<N: Network> Checkpoint for N {}
