//! Checkpoints: what a snapshot has, in a file.

use std::path::Path;

use izhi_runtime::{Network, Result};

use crate::npz::{self, Reading};
use crate::ranks;

/// A network that can be put into a file and brought back.
pub trait Checkpoint: Network + Sized {
    /// Writes all by which the next iterations depend on the last, as [`snapshot`](Network::snapshot) takes it, to a file, array
    /// by array. It is a new file beside the old one until it is complete, and then takes its place, so that there is a whole one at
    /// any time.
    ///
    /// On several [ranks](izhi_runtime::ranks) the path is a folder, which all of them see: each writes a file of its own, and
    /// `ranks.txt` says which they are. All ranks call it. Those of an older checkpoint in the folder stay until there is the whole
    /// of the new one.
    ///
    /// # Errors
    ///
    /// A file that cannot be written; then the old one is still there.
    fn checkpoint(&self, path: impl AsRef<Path>) -> Result<()> {
        let write = |path: &Path| npz::replace(path, |to| self.save(to));
        match ranks::are_several(self) {
            true => ranks::write_files(self, path.as_ref(), write),
            false => write(path.as_ref()),
        }
    }

    /// Goes back, or on, to what a file holds of this network or of another of the same declaration, as
    /// [`restore`](Network::restore) does. On several [ranks](izhi_runtime::ranks), as many as wrote it, it is the folder.
    ///
    /// # Errors
    ///
    /// A file that cannot be read, that is something else than a checkpoint, or has been cut off or altered: the error says what it is.
    /// And those of `restore`. Then nothing has changed.
    fn restore_from(&mut self, path: impl AsRef<Path>) -> Result<()> {
        let opened = ranks::own_file(self, path.as_ref()).and_then(|path| Reading::from(&path));
        let mut from = self.executor().agree(opened)?;
        self.load(&mut from).map_err(|error| from.place(error))
    }
}

impl<N: Network> Checkpoint for N {}
