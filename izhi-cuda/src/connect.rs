//! Connections that are drawn on a machine, the same as the processor's: from plans of [`izhi_runtime::connect`].
//!
//! Synapses are counted, the rows of sources get their places, and are filled and sorted (`device/connect.h`). Only the
//! lengths of rows come to the host, and where they begin goes back.

mod by_delay;
mod pieces;

use std::sync::Arc;

use izhi_runtime::connect::plan::Plan;

use crate::error::{Error, Result};
use crate::machine::{Buffer, Machine};
use pieces::Pieces;

pub use by_delay::{Column, sort_by_delay};

/// What draws connections, behind the [`LIBRARY`](crate::LIBRARY): one program for all networks.
pub const CONNECT: &str = concat!(
    include_str!("../device/pieces.h"),
    include_str!("../device/choice.h"),
    include_str!("../device/distance.h"),
    include_str!("../device/sort.h"),
    include_str!("../device/by_delay.h"),
    include_str!("../device/connect.h"),
);

const ENTRY: &str = "izhi_run";

/// The lanes of a warp.
const LANES: usize = 32;

/// The bytes that all warps have together to work in; where one needs more, it is one that works.
const ROOM: usize = 256 << 20;

/// The words of a warp in which it counts places while it sorts, as `sort.h` has them.
const PLACES: usize = 1 << 10;

/// What the program does, as `connect.h` has it.
#[derive(Clone, Copy)]
enum Task {
    Count,
    Place,
    Fill,
    Sort,
    SortByDelay,
}

/// The synapses of each source, in ascending target.
#[derive(Debug)]
pub struct Rows {
    starts: Vec<u64>,
    begins: Arc<Buffer>,
    targets: Arc<Buffer>,
}

impl Rows {
    /// Rows that begin at these places, the last of which is the end, and which the machine has: the places, eight bytes each, and
    /// the targets, four bytes each.
    pub fn new(starts: Vec<u64>, begins: Arc<Buffer>, targets: Arc<Buffer>) -> Self {
        Rows { starts, begins, targets }
    }

    /// Where the row of each source begins, and where the last one ends.
    pub fn starts(&self) -> &[u64] {
        &self.starts
    }

    /// The same on the machine, eight bytes each.
    pub fn begins(&self) -> &Buffer {
        &self.begins
    }

    /// The targets on the machine, row by row, four bytes each.
    pub fn targets(&self) -> &Buffer {
        &self.targets
    }

    /// All of it: the starts, the same on the machine, and the targets.
    pub fn into_parts(self) -> (Vec<u64>, Arc<Buffer>, Arc<Buffer>) {
        (self.starts, self.begins, self.targets)
    }

    /// How many synapses there are.
    pub fn synapses(&self) -> usize {
        end_of(&self.starts)
    }

    /// How many the source has that has most.
    fn longest(&self) -> usize {
        self.starts.windows(2).map(|bounds| bounds[1] - bounds[0]).max().unwrap_or(0) as usize
    }
}

fn end_of(starts: &[u64]) -> usize {
    starts.last().map_or(0, |&end| end as usize)
}

/// Draws what a plan says. Afterwards the machine has loaded the program that does so, in place of the one before.
///
/// # Errors
///
/// Memory that the machine has not, a source with 2^32 synapses or more, and what else fails there.
pub fn draw(machine: &mut dyn Machine, plan: &Plan) -> Result<Rows> {
    let warps = load(machine)?;
    let pieces = Pieces::new(machine, plan)?;
    let sources = plan.extent().sources;
    let mut begins = machine.allocate(8 * (sources + 1))?;
    let mut drawing = Drawing { machine, pieces, warps, sources };
    let room = drawing.room(LANES * drawing.pieces.chosen)?;
    drawing.run(Task::Count, &room, &begins, 0)?;
    drawing.run(Task::Place, &room, &begins, 0)?;
    let starts = drawing.starts(&mut begins)?;
    let targets = drawing.machine.allocate(4 * end_of(&starts))?;
    let rows = Rows { starts, begins: Arc::new(begins), targets: Arc::new(targets) };
    drawing.run(Task::Fill, &room, &rows.begins, rows.targets.address())?;
    drop(room);
    let room = drawing.room(PLACES + rows.longest())?;
    drawing.run(Task::Sort, &room, &rows.begins, rows.targets.address())?;
    Ok(rows)
}

/// Loads the program; says how many warps run it.
fn load(machine: &mut dyn Machine) -> Result<usize> {
    machine.load(&format!("{}\n{CONNECT}", crate::LIBRARY))?;
    let shape = machine.shape(ENTRY)?;
    Ok(shape.groups as usize * shape.threads as usize / LANES)
}

/// Memory in which warps work, for as many of them as it has room for.
struct Room {
    memory: Buffer,
    words: usize,
    warps: usize,
}

impl Room {
    /// So many words for each warp, for as many as there are, or as have room.
    fn new(machine: &mut dyn Machine, words: usize, warps: usize) -> Result<Self> {
        let warps = warps.min(ROOM / (4 * words).max(1)).max(1);
        Ok(Room { memory: machine.allocate(4 * words * warps)?, words, warps })
    }
}

/// Connections while they are drawn.
struct Drawing<'a> {
    machine: &'a mut dyn Machine,
    pieces: Pieces,
    warps: usize,
    sources: usize,
}

impl Drawing<'_> {
    fn room(&mut self, words: usize) -> Result<Room> {
        Room::new(self.machine, words, self.warps)
    }

    fn run(&mut self, task: Task, room: &Room, begins: &Buffer, targets: u64) -> Result<()> {
        let pieces = &self.pieces;
        let (units, words) = match task {
            Task::Count => (pieces.counting.address(), pieces.chosen),
            Task::Fill => (pieces.filling.address(), pieces.chosen),
            _ => (0, room.words),
        };
        let words = [
            task as u64,
            pieces.words.address(),
            pieces.count as u64,
            units,
            self.sources as u64,
            begins.address(),
            targets,
            room.memory.address(),
            words as u64,
            room.warps as u64,
            u64::from(pieces.bits),
        ];
        // SAFETY: plans are of neurons that there are, and rows and room are as long as has been counted; all are here.
        unsafe { run(self.machine, &words) }
    }

    /// Where rows begin, from their lengths, which the machine has found: it is told so.
    fn starts(&mut self, begins: &mut Buffer) -> Result<Vec<u64>> {
        let mut starts = vec![0; self.sources + 1];
        begins.read(0, bytemuck::cast_slice_mut(&mut starts))?;
        let mut end = 0_u64;
        for start in &mut starts {
            let length = *start;
            if length > u64::from(u32::MAX) {
                let reason = format!("expected less than 2^32 synapses of a source, and {length} were found");
                return Err(Error::Refused { task: "draw connections", reason });
            }
            *start = end;
            end += length;
        }
        self.machine.write(begins, 0, bytemuck::cast_slice(&starts))?;
        Ok(starts)
    }
}

/// Runs the program with what it is told.
///
/// # Safety
///
/// What the words say is there, and as long as they say.
unsafe fn run(machine: &mut dyn Machine, words: &[u64]) -> Result<()> {
    let mut told = machine.allocate(size_of_val(words))?;
    machine.write(&mut told, 0, bytemuck::cast_slice(words))?;
    let mut list = machine.allocate(size_of::<u64>())?;
    machine.write(&mut list, 0, &told.address().to_ne_bytes())?;
    // SAFETY: the caller sees to it.
    unsafe { machine.run(ENTRY, &list, 1) }
}
