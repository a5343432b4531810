//! What recorders have, on its way to the files.

use std::collections::BTreeMap;

use izhi_runtime::snapshot::{ColumnView, Sink};
use izhi_runtime::{Network, Result};

use crate::npy::{self, Layout};

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
    pub(super) columns: Vec<Rows>,
}

/// Rows of one file.
pub(super) struct Rows {
    pub(super) name: String,
    pub(super) layout: Layout,
    pub(super) count: u64,
    /// As they stand in memory.
    pub(super) bytes: Vec<u8>,
}

/// Memory that has been used before, so that the system has not to clear some for each block.
#[derive(Default)]
pub(super) struct Buffers(BTreeMap<String, Vec<u8>>);

impl Buffers {
    /// Takes the memory of a block that has been written.
    pub(super) fn take_back(&mut self, block: Block) {
        for rows in block.recorders.into_iter().flat_map(|recorder| recorder.columns) {
            self.0.insert(rows.name, rows.bytes);
        }
    }

    fn of(&mut self, name: &str) -> Vec<u8> {
        let mut bytes = self.0.remove(name).unwrap_or_default();
        bytes.clear();
        bytes
    }
}

impl Block {
    /// A copy of all that the recorders have.
    pub(super) fn of<N: Network>(net: &N, buffers: &mut Buffers) -> Result<Self> {
        let mut recorders = Vec::new();
        for group in net.groups() {
            for recording in group.recordings() {
                let place = format!("{}.{}", group.population().name(), recording.name());
                let mut copies = Copies { columns: Vec::new(), buffers };
                recording.write(&mut copies)?;
                recorders.push(Recorded { place, columns: copies.columns });
            }
        }
        Ok(Block { recorders, iteration: net.iteration() })
    }
}

impl Recorded {
    /// The neurons of the columns; none where these are all.
    pub(super) fn neurons(&self) -> Vec<u32> {
        let rows = self.columns.iter().find(|rows| rows.is_of_neurons(&self.place));
        rows.map(|rows| npy::neurons(&rows.bytes)).unwrap_or_default()
    }

    /// The iterations of the first row and the last, where there are rows.
    pub(super) fn ends(&self) -> Option<(u64, u64)> {
        let rows = self.columns.iter().find(|rows| rows.is_of_iterations(&self.place))?;
        let (first, last) = (rows.bytes.first_chunk()?, rows.bytes.last_chunk()?);
        Some((u64::from_ne_bytes(*first), u64::from_ne_bytes(*last)))
    }
}

impl Rows {
    /// Whether these are the neurons of the columns, which are the same in each block.
    pub(super) fn is_of_neurons(&self, place: &str) -> bool {
        self.name.strip_prefix(place) == Some(":neurons")
    }

    /// Whether these are the iterations of the rows.
    pub(super) fn is_of_iterations(&self, place: &str) -> bool {
        self.name.strip_prefix(place) == Some(":iterations")
    }
}

struct Copies<'a> {
    columns: Vec<Rows>,
    buffers: &'a mut Buffers,
}

impl Sink for Copies<'_> {
    fn put(&mut self, name: &str, _: bool, values: ColumnView<'_>) -> Result<()> {
        let mut bytes = self.buffers.of(name);
        npy::push_bytes(&mut bytes, &values);
        let (layout, count) = (Layout::of(&values), values.shape()[0] as u64);
        self.columns.push(Rows { name: name.to_owned(), layout, count, bytes });
        Ok(())
    }
}
