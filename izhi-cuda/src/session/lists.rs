//! Events that have been recorded, as lists: of the bits of all neurons few are set, and fewer bytes come to the host.

use super::{OnMachine, said};
use crate::machine::Buffer;
use crate::recorded::Lists;

/// The entry that counts the bits of rows, and lists them.
const ENTRY: &str = "izhi_list";

/// Memory for it, as large as was needed so far.
#[derive(Debug, Default)]
pub(super) struct Listing {
    told: Option<Buffer>,
    counts: Option<Buffer>,
    starts: Option<Buffer>,
    neurons: Option<Buffer>,
}

impl OnMachine {
    /// The events of so many rows, of so many bytes each, in memory of this number.
    pub(super) fn lists(&mut self, number: usize, rows: usize, bytes: usize) -> Result<Lists, String> {
        let mut starts = vec![0_u64; rows + 1];
        let bits = self.buffers[number].as_ref().map_or(0, |buffer| buffer.address());
        if rows == 0 || bits == 0 {
            return Ok(Lists { starts, neurons: Vec::new() });
        }
        let mut listing = std::mem::take(&mut self.listing);
        let mut words = [rows as u64, bytes as u64 / 4, bits, 0, 0, 0, 0];
        words[3] = self.room(&mut listing.counts, 4 * rows)?.address();
        self.run_listing(&mut listing.told, &words)?;
        let mut counts = vec![0_u32; rows];
        if let Some(buffer) = &listing.counts {
            buffer.read(0, bytemuck::cast_slice_mut(&mut counts)).map_err(said)?;
        }
        counts.iter().enumerate().for_each(|(row, count)| starts[row + 1] = starts[row] + u64::from(*count));
        let mut neurons = vec![0_u32; starts[rows] as usize];
        if !neurons.is_empty() {
            let buffer = self.room(&mut listing.starts, 8 * rows)?;
            words[4] = buffer.address();
            self.machine.write(buffer, 0, bytemuck::cast_slice(&starts[..rows])).map_err(said)?;
            words[5] = self.room(&mut listing.neurons, 4 * neurons.len())?.address();
            words[6] = 1;
            self.run_listing(&mut listing.told, &words)?;
            if let Some(buffer) = &listing.neurons {
                buffer.read(0, bytemuck::cast_slice_mut(&mut neurons)).map_err(said)?;
            }
        }
        self.listing = listing;
        Ok(Lists { starts, neurons })
    }

    /// Memory of so many bytes at least.
    fn room<'b>(&mut self, buffer: &'b mut Option<Buffer>, bytes: usize) -> Result<&'b mut Buffer, String> {
        // The old one goes first.
        let room = buffer.take().filter(|room| room.bytes() >= bytes);
        let room = match room {
            Some(room) => room,
            None => self.machine.allocate(bytes.next_power_of_two()).map_err(said)?,
        };
        Ok(buffer.insert(room))
    }

    fn run_listing(&mut self, told: &mut Option<Buffer>, words: &[u64; 7]) -> Result<(), String> {
        let told = self.room(told, size_of_val(words))?;
        self.machine.write(told, 0, bytemuck::cast_slice(words)).map_err(said)?;
        let address = told.address();
        // SAFETY: the words are those of rows and lists that are held here, as long as they say.
        unsafe { self.launch(ENTRY, &[address]) }
    }
}
