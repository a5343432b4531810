//! Rows that are sorted by the delays of their synapses, on a machine.

use super::{PLACES, Room, Rows, Task, load, run};
use crate::error::{Error, Result};
use crate::machine::{Buffer, Machine};

/// What each synapse has one of.
#[derive(Debug)]
pub struct Column<'a> {
    /// The values, in the order of the synapses.
    pub values: &'a Buffer,
    /// The bytes of each: 2, 4 or 8.
    pub width: usize,
}

/// Sorts each row by the delays of its synapses, two bytes each, equal ones in the order in which they are; targets,
/// delays and the other columns move together. Afterwards the machine has loaded the program that does so, in place of
/// the one before.
///
/// # Errors
///
/// Columns of another width or with fewer values than synapses, memory that the machine has not, and what else fails
/// there.
pub fn sort_by_delay(machine: &mut dyn Machine, rows: &Rows, delays: &Buffer, others: &[Column<'_>]) -> Result<()> {
    let address = delays.address();
    check(&Column { values: delays, width: 2 }, rows.synapses())?;
    others.iter().try_for_each(|column| check(column, rows.synapses()))?;
    let mut words = vec![address, 2, rows.targets.address(), 4];
    words.extend(others.iter().flat_map(|column| [column.values.address(), column.width as u64]));
    let mut columns = machine.allocate(size_of_val(&words[..]))?;
    machine.write(&mut columns, 0, bytemuck::cast_slice(&words))?;
    let warps = load(machine)?;
    // The order of the synapses twice, and values of eight bytes, which begin at an even word.
    let room = Room::new(machine, PLACES + 4 * rows.longest().next_multiple_of(2), warps)?;
    let sources = rows.starts.len().saturating_sub(1);
    let words = [
        Task::SortByDelay as u64,
        sources as u64,
        rows.begins.address(),
        address,
        columns.address(),
        2 + others.len() as u64,
        room.memory.address(),
        room.words as u64,
        room.warps as u64,
    ];
    // SAFETY: all columns have a value for each synapse, and the room has place for the longest row; all are here.
    unsafe { run(machine, &words) }
}

fn check(column: &Column<'_>, synapses: usize) -> Result<()> {
    let refused = |reason| Err(Error::Refused { task: "sort synapses by delay", reason });
    if ![2, 4, 8].contains(&column.width) {
        return refused(format!("expected values of 2, 4 or 8 bytes, and {} was found", column.width));
    }
    let (expected, found) = (synapses.saturating_mul(column.width), column.values.bytes());
    if found < expected {
        return refused(format!("expected {expected} bytes for {synapses} synapses, and {found} were found"));
    }
    Ok(())
}
