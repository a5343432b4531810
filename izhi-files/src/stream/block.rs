//! What recorders have, on its way to the files.

use std::collections::BTreeMap;

use izhi_runtime::snapshot::{Column, ColumnView, Sink};
use izhi_runtime::{Network, Result};

use crate::npy::Layout;

/// What the recorders of a network had, and the iteration behind it.
pub(super) struct Block {
    pub(super) recorders: Vec<Recorded>,
    pub(super) iteration: u64,
}

/// What one recorder had.
pub(super) struct Recorded {
    /// Group and name.
    pub(super) place: String,
    /// Neurons first, and then the iterations of the rows.
    pub(super) columns: Vec<(String, Column)>,
}

/// Arrays that have been written, whose memory serves again, so that the system has not to clear some for each block.
#[derive(Default)]
pub(super) struct Spare(BTreeMap<String, Column>);

impl Spare {
    /// Keeps the memory of a block that has been written.
    pub(super) fn keep(&mut self, block: Block) {
        self.0.extend(block.recorders.into_iter().flat_map(|recorder| recorder.columns));
    }
}

impl Block {
    /// All that the recorders have, which forget it.
    pub(super) fn take<N: Network>(net: &mut N, spare: &mut Spare) -> Self {
        let (iteration, mut recorders) = (net.iteration(), Vec::new());
        for group in net.groups_mut() {
            let group_name = group.population().name();
            for recording in group.recordings_mut() {
                let columns = recording.hand_over(&mut |name| spare.0.remove(name));
                recorders.push(Recorded { place: format!("{group_name}.{}", recording.name()), columns });
            }
        }
        Block { recorders, iteration }
    }

    /// Gives it back to the recorders.
    pub(super) fn give_back<N: Network>(self, net: &mut N) {
        let recordings = net.groups_mut().into_iter().flat_map(|group| group.recordings_mut());
        recordings.zip(self.recorders).for_each(|(recording, recorded)| recording.hand_back(recorded.columns));
    }
}

/// What one recorder has, but for the values.
pub(super) struct Seen {
    /// Group and name.
    pub(super) place: String,
    /// The neurons or synapses of the columns, by the names of these arrays; none where they are all.
    pub(super) kept: BTreeMap<String, Vec<u64>>,
    /// The iterations of the first row and the last, where there are rows.
    pub(super) ends: Option<(u64, u64)>,
    /// The iteration of the first row that comes from now on: of those that there are, or of the next.
    pub(super) next: u64,
    /// In the order of a block.
    pub(super) columns: Vec<(String, Layout)>,
}

impl Seen {
    /// What each recorder of a network has.
    pub(super) fn of<N: Network>(net: &N) -> Result<Vec<Self>> {
        let mut all = Vec::new();
        for group in net.groups() {
            for recording in group.recordings() {
                let place = format!("{}.{}", group.population().name(), recording.name());
                let iterations = recording.iterations();
                let ends = iterations.first().copied().zip(iterations.last().copied());
                let next = ends.map(|(first, _)| first).or(recording.open_bin()).unwrap_or(net.iteration());
                let mut seen = Seen { place, kept: BTreeMap::new(), ends, next, columns: Vec::new() };
                recording.write(&mut seen)?;
                all.push(seen);
            }
        }
        Ok(all)
    }
}

impl Sink for Seen {
    fn put(&mut self, name: &str, _: bool, values: ColumnView<'_>) -> Result<()> {
        let kept: Option<Vec<u64>> = match &values {
            ColumnView::Index(neurons) if is_of_all(name) => Some(neurons.iter().copied().map(u64::from).collect()),
            ColumnView::Count(synapses) if is_of_all(name) => Some(synapses.iter().copied().collect()),
            _ => None,
        };
        self.kept.extend(kept.map(|kept| (name.to_owned(), kept)));
        self.columns.push((name.to_owned(), Layout::of(&values)));
        Ok(())
    }
}

/// Whether an array is the neurons or synapses of the columns of others, which are the same in each block.
pub(super) fn is_of_all(name: &str) -> bool {
    name.ends_with(":neurons") || name.ends_with(":synapses")
}

/// Whether a column is the iterations of the rows.
pub(super) fn is_of_iterations(name: &str, place: &str) -> bool {
    name.strip_prefix(place) == Some(":iterations")
}
