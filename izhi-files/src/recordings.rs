//! All that has been recorded, in one archive of arrays.

use std::path::Path;

use izhi_runtime::snapshot::{Sink, Stored};
use izhi_runtime::{Network, Result};
use ndarray::ArrayView1;

use crate::about::{self, about};
use crate::npz;
use crate::ranks;

/// Writes all that the recorders of a network have, `numpy.load` opens it: `cells.recorder.v` [row, neuron] for what
/// `Recorder [v] as recorder` of the group `cells` has seen, `cells.recorder:iterations` for the iteration of each row; of events the
/// neurons, `cells.spikes.fired`, and the iterations, `cells.spikes.fired:iterations`; `cells.recorder:neurons` for the neurons of the
/// columns, empty where these are all of the group. `izhi` is text, of bytes, a line for
/// each thing:
///
/// ```text
/// version 0.1.0
/// network Net
/// fingerprint 8c1f...                the declaration, by `Network::fingerprint`
/// seed 42
/// dt 0.1 ms                          units where the declaration has some
/// iteration 1000
/// parameter cells.leaky.tau 20 ms    or `several`, where neurons have a number each
/// recorded cells.recorder.v mV
/// neurons cells 100
/// synapses EXC_cells_to_cells 1000
/// ```
///
/// The file is complete before it takes the place of an older one.
///
/// On several [ranks](izhi_runtime::ranks) each has the recordings of its own neurons. Then the path is a folder, into which each
/// writes such a file, of what it has; `cells.recorder:neurons` are their indices in the whole group. Rank 0 writes `ranks.txt`,
/// which says, line by line, what the file of each rank is called and which neurons of each group it has. All ranks call it. One
/// file of all is written where [all is gathered](Network::gathered): `net.gathered(0, |net| write_recordings(net, "all.npz"))?`.
///
/// # Errors
///
/// A file that cannot be written; then the old one is still there.
pub fn write_recordings<N: Network>(net: &N, path: impl AsRef<Path>) -> Result<()> {
    let write = |path: &Path| {
        npz::replace(path, |to| {
            to.put(about::NAME, true, u8::view(ArrayView1::from(about(net).as_bytes()).into_dyn()))?;
            recordings(net, to)
        })
    };
    match ranks::are_several(net) {
        true => ranks::write_files(net, path.as_ref(), write),
        false => write(path.as_ref()),
    }
}

/// Gives out all that has been recorded.
pub(crate) fn recordings<N: Network>(net: &N, to: &mut dyn Sink) -> Result<()> {
    net.groups().into_iter().flat_map(|group| group.recordings()).try_for_each(|recording| recording.write(to))
}
