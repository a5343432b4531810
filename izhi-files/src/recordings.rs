//! All that has been recorded, in one archive of arrays.

use std::path::Path;

use izhi_runtime::snapshot::{Sink, Stored};
use izhi_runtime::{Network, Result};
use ndarray::ArrayView1;

use crate::about::{self, about};
use crate::npz;

/// Writes all that the recorders of a network have, `numpy.load` opens it: `cells.recorder.v` [row, neuron] for what
/// `Recorder [v] as recorder` of the group `cells` has seen, `cells.recorder:iterations` for the iteration of each row; of events the
/// neurons, `cells.spikes.fired`, and the iterations, `cells.spikes.fired:iterations`; `cells.recorder:neurons` for the neurons of the
/// columns, empty where these are all of the group. `izhi` is text, of bytes: the network, its seed, time step and parameters, and
/// the version.
///
/// The file is complete before it takes the place of an older one.
///
/// # Errors
///
/// A file that cannot be written; then the old one is still there.
pub fn write_recordings<N: Network>(net: &N, path: impl AsRef<Path>) -> Result<()> {
    npz::replace(path.as_ref(), |to| {
        to.put(about::NAME, true, u8::view(ArrayView1::from(about(net).as_bytes()).into_dyn()))?;
        recordings(net, to)
    })
}

/// Gives out all that has been recorded.
pub(crate) fn recordings<N: Network>(net: &N, to: &mut dyn Sink) -> Result<()> {
    net.groups().into_iter().flat_map(|group| group.recordings()).try_for_each(|recording| recording.write(to))
}
