//! A network on a machine: its memory there, blocks of iterations, and what goes there and comes back.

mod by_target;
mod drawn;
mod lists;
mod pace;
mod sent;
pub(crate) mod together;

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::sync::Arc;

use izhi_runtime::connect::plan::Plan;
use izhi_runtime::device::{Begun, Connections, Host, Session};
use izhi_runtime::snapshot::{Column, Keeper};

use crate::columns::{Back, Bytes, Changes, Known, column, values};
use crate::layout::Layout;
use crate::loans::Loans;
use crate::machine::{Buffer, Machine, Make};
use crate::program::{Element, Kind, Memory, Part, Program, Word, is_of};
use crate::recorded::{Rows, Seen};
use lists::Listing;
use pace::Pace;

/// The bytes that recordings and inputs take while the host does not come.
const ROOM: u64 = 256 << 20;

/// The entry of every program.
const ENTRY: &str = "izhi_run";

/// The words before those of the groups, as `run.h` has them.
const SEED: usize = 0;
const TIME_STEP: usize = 1;
const BARRIER: usize = 2;
const STOPPED: usize = 3;
const IS_NEW: usize = 4;
const FIRST: usize = 5;
const COUNT: usize = 6;
const WORDS: usize = 7;

/// A network on a machine.
pub(crate) struct OnMachine {
    machine: Box<dyn Machine>,
    /// Makes another one of the device, for another program.
    make: Arc<Make>,
    program: Program,
    /// Networks of the same text can run in one launch.
    text: &'static str,
    changes: Changes,
    /// The memory of the program, by its numbers; of little there is more.
    buffers: Vec<Option<Arc<Buffer>>>,
    /// How much of it is used.
    used: Vec<usize>,
    words: Option<Buffer>,
    /// Where the words of each network are that runs in one launch with this one.
    list: Option<Buffer>,
    /// How often all threads have waited for each other, and the iteration of the end.
    control: Option<Buffer>,
    /// What has not come back yet.
    loans: Loans,
    /// What recorded events are listed by.
    listing: Listing,
    /// How many iterations go before the host comes.
    pace: Pace,
    layout: Layout,
    /// The longest delay of each source in steps, of the synapse groups of which each synapse has a delay.
    longest: HashMap<usize, Vec<u16>>,
    /// Whether connections or weights are other ones than in the last run.
    is_new: bool,
    /// The synapse groups whose connections are those by which their index was made.
    indexed: HashSet<usize>,
}

impl fmt::Debug for OnMachine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OnMachine").field("machine", &self.machine.name()).finish_non_exhaustive()
    }
}

/// What an error of a machine is for the runtime.
pub(crate) fn said(error: impl fmt::Display) -> String {
    error.to_string()
}

impl OnMachine {
    /// Compiles the program.
    pub(crate) fn new(make: &Arc<Make>, text: &'static str) -> Result<Self, String> {
        let mut machine = make().map_err(said)?;
        let program = Program::parse(text)?;
        if let Some(reason) = program.refused.first() {
            return Err(format!("{reason}, which is on the processor"));
        }
        machine.load(&format!("{}\n{}", crate::LIBRARY, program.text)).map_err(said)?;
        let (wanted, kept) = names(&program);
        let buffers: Vec<Option<Arc<Buffer>>> = program.memory.iter().map(|_| None).collect();
        let used = vec![0; buffers.len()];
        let changes = Changes::new(wanted, kept);
        Ok(OnMachine {
            machine,
            make: Arc::clone(make),
            program,
            text,
            changes,
            buffers,
            used,
            words: None,
            list: None,
            control: None,
            loans: Loans::default(),
            listing: Listing::default(),
            pace: Pace::BEGIN,
            layout: Layout::default(),
            longest: HashMap::new(),
            is_new: true,
            indexed: HashSet::new(),
        })
    }

    /// Memory of so many bytes under a number, which keeps what it had where it has had as many.
    fn allocate(&mut self, number: usize, bytes: usize) -> Result<&mut Buffer, String> {
        self.used[number] = bytes;
        let bytes = bytes.max(8);
        if self.buffers[number].as_ref().is_none_or(|buffer| buffer.bytes() != bytes) {
            // The old one goes first.
            self.buffers[number] = None;
            self.buffers[number] = Some(Arc::new(self.machine.allocate(bytes).map_err(said)?));
        }
        let own = self.buffers[number].as_mut().and_then(Arc::get_mut);
        own.ok_or_else(|| "memory to write to is read by somebody else".to_owned())
    }

    /// Memory of so many bytes at least, of which nothing is read that has not been written.
    fn make_room(&mut self, number: usize, bytes: usize) -> Result<(), String> {
        match &self.buffers[number] {
            Some(buffer) if buffer.bytes() >= bytes => self.used[number] = bytes,
            _ => drop(self.allocate(number, bytes)?),
        }
        Ok(())
    }

    fn write(&mut self, number: usize, bytes: &[u8]) -> Result<(), String> {
        self.allocate(number, bytes.len())?;
        let Some(buffer) = self.buffers[number].as_mut().and_then(Arc::get_mut) else { return Ok(()) };
        self.machine.write(buffer, 0, bytes).map_err(said)
    }

    fn read(&self, number: usize, bytes: usize) -> Result<Vec<u8>, String> {
        let mut read = vec![0; bytes];
        if let Some(buffer) = &self.buffers[number] {
            buffer.read(0, &mut read).map_err(said)?;
        }
        Ok(read)
    }

    /// Takes over what the network has and the device has not, or has no longer.
    fn take_over(&mut self, host: &mut dyn Host) -> Result<(), String> {
        self.take_columns(host)?;
        self.lay_out(host)?;
        self.index_by_target()?;
        for number in 0..self.program.memory.len() {
            let memory = self.program.memory[number].clone();
            if column_of(&self.program, &memory).is_none() {
                self.make(number, &memory, host)?;
            }
        }
        Ok(())
    }

    fn lay_out(&mut self, host: &dyn Host) -> Result<(), String> {
        self.layout = Layout::new(&self.program, host, &self.changes);
        self.layout.check(&self.program)
    }

    /// What steps change is changed from now on.
    fn begin_changes(&mut self) {
        self.loans.begin_run(|number| matches!(self.program.memory[number], Memory::Column { is_written: true, .. }));
    }

    /// Takes over the columns that are new.
    fn take_columns(&mut self, host: &mut dyn Host) -> Result<(), String> {
        self.changes.asked.clear();
        host.give(&mut self.changes).map_err(said)?;
        let new = std::mem::take(&mut self.changes.new);
        self.is_new |= new.iter().any(|(name, _)| self.is_of_synapses(name));
        let mut by_name: HashMap<String, Vec<u8>> = new.into_iter().collect();
        let numbers = 0..self.program.memory.len();
        let new = numbers.filter_map(|number| {
            let name = column_of(&self.program, &self.program.memory[number])?;
            Some((number, by_name.remove(&name)?))
        });
        let new: Vec<(usize, Vec<u8>)> = new.collect();
        // Before the first of them is written: where that fails, none of them is known to be there.
        new.iter().for_each(|(number, _)| self.loans.end(*number));
        for (number, bytes) in new {
            if let Memory::Structure { synapses, part } = self.program.memory[number] {
                self.indexed.remove(&synapses);
                if part == Part::Delays {
                    let starts = format!("{}:starts", self.program.synapses[synapses].name);
                    let starts: Vec<u64> = values(self.changes.copies.get(&starts));
                    self.note_longest(synapses, &starts, &bytes);
                }
            }
            self.write(number, &bytes)?;
        }
        Ok(())
    }

    /// Something has failed: what was taken over may not have come to the device, and what was changed there does not come
    /// back. What the network has been told of is there still.
    fn forget(&mut self) {
        let is_changed = |memory: &Memory| matches!(memory, Memory::Column { is_written: true, .. });
        let there = self
            .program
            .memory
            .iter()
            .enumerate()
            .filter(|(number, memory)| self.loans.has(*number) && !is_changed(memory));
        let there: HashSet<String> = there.filter_map(|(_, memory)| column_of(&self.program, memory)).collect();
        self.changes.forget(|name| there.contains(name));
        self.is_new = true;
    }

    /// Memory that is no column.
    fn make(&mut self, number: usize, memory: &Memory, host: &mut dyn Host) -> Result<(), String> {
        let iteration = host.clock().iteration();
        match memory {
            Memory::Position { group, axis } => {
                let mut position = Bytes::default();
                host.give_position(*group, *axis, &mut position).map_err(said)?;
                self.write(number, &position.0)
            }
            Memory::Sent { .. } => {
                self.check_sent(number, iteration)?;
                let bits = self.layout.sent_bits(number, &self.program, iteration, &self.changes.copies);
                self.write(number, &bits)
            }
            Memory::States { .. } => {
                let states = self.layout.states(number, &self.program, iteration, &self.changes.copies);
                self.write(number, &states)
            }
            // They are made when connections are new.
            Memory::Structure { part: Part::ColumnStarts | Part::ColumnPlaces | Part::ColumnSources, .. } => Ok(()),
            // It is there while synapses begin.
            Memory::Begin { .. } => Ok(()),
            // They have the size of a block.
            Memory::Input { .. } | Memory::Rows { .. } | Memory::Recorded { .. } => Ok(()),
            _ => {
                let bytes = self.layout.bytes(number, &self.program);
                self.allocate(number, bytes).map(drop)
            }
        }
    }

    /// As many iterations as inputs and recordings have room for, where so many networks share it.
    fn block(&self, iterations: u64, networks: usize) -> u64 {
        let of_recorders = self.program.recorders.iter().map(|recorder| self.layout.row(recorder, &self.program));
        let of_inputs = self.program.memory.iter().map(|memory| match memory {
            Memory::Input { group, .. } => (self.layout.sizes[*group] * 8) as u64,
            _ => 0,
        });
        let of_iteration = of_recorders.chain(of_inputs).sum::<u64>().max(1);
        let most = self.machine.most_iterations().max(1);
        iterations.min(most).min((ROOM / networks.max(1) as u64 / of_iteration).max(1))
    }

    /// Makes ready a block of iterations: which of them have a row, and the address of what the program is told.
    fn begin_block(
        &mut self,
        host: &mut dyn Host,
        first: u64,
        count: u64,
        is_first: bool,
    ) -> Result<(Rows, u64), String> {
        let rows = Rows::new(&self.program, host, first, count);
        for number in 0..self.program.memory.len() {
            match self.program.memory[number].clone() {
                Memory::Input { name, .. } => {
                    let mut rows = Bytes::default();
                    host.give_input(name, first..first + count, &mut rows).map_err(said)?;
                    self.write(number, &rows.0)?;
                }
                Memory::Rows { recorder } => self.write(number, bytemuck::cast_slice(rows.table(recorder)))?,
                Memory::Recorded { recorder, variable } => {
                    let bytes =
                        self.layout.recorded(&self.program.recorders[recorder].variables[variable], &self.program);
                    self.make_room(number, bytes * rows.count(recorder))?;
                }
                Memory::Stop { .. } => self.write(number, &[0; 8])?,
                _ => {}
            }
        }
        Ok((rows, self.tell(host, first, count, is_first)?))
    }

    /// The groups of threads that run at once, each for one network.
    fn groups(&self) -> Result<usize, String> {
        Ok(self.machine.shape(ENTRY).map_err(said)?.groups.max(1) as usize)
    }

    /// Runs a block of networks of this program, by the addresses of what it is told of each.
    ///
    /// # Safety
    ///
    /// Each of them has begun a block on a machine of this device, and what it holds there stays until this has
    /// returned.
    unsafe fn launch(&mut self, entry: &str, networks: &[u64]) -> Result<(), String> {
        let bytes = bytemuck::cast_slice(networks);
        let list = match &mut self.list {
            Some(list) if list.bytes() >= bytes.len() => list,
            list => list.insert(self.machine.allocate(bytes.len()).map_err(said)?),
        };
        self.machine.write(list, 0, bytes).map_err(said)?;
        // SAFETY: the program has been made from the schedule of the networks, by which it reads and writes the memory
        // of each of them alone, at places that the sizes of groups, rows and rings bound; the caller sees to it that
        // it is there.
        unsafe { self.machine.run(entry, list, networks.len() as u64) }.map_err(said)
    }

    /// Fetches what has come of a block of iterations; says how many have run, and whether a behaviour has ended them.
    fn end_block(&mut self, host: &mut dyn Host, first: u64, count: u64, rows: &Rows) -> Result<(u64, bool), String> {
        self.is_new = false;
        let mut control = [0_u64; 2];
        if let Some(buffer) = &self.control {
            buffer.read(0, bytemuck::cast_slice_mut(&mut control)).map_err(said)?;
        }
        let done = if control[1] == 0 { count } else { control[1] - first };
        self.send_due(first, done)?;
        self.give_rows(host, rows, first + done)?;
        Ok((done, control[1] != 0))
    }

    /// Tells the program all that it is told; says where that is.
    fn tell(&mut self, host: &mut dyn Host, first: u64, count: u64, is_first: bool) -> Result<u64, String> {
        let control = match &mut self.control {
            Some(control) => control,
            none => none.insert(self.machine.allocate(16).map_err(said)?),
        };
        self.machine.write(control, 0, &[0; 16]).map_err(said)?;
        let (barrier, stopped) = (control.address_of(0, 8), control.address_of(8, 8));
        let mut words: Vec<u64> = self.program.words.iter().map(|word| self.word(word, is_first)).collect();
        let clock = host.clock();
        words[SEED] = clock.seed();
        words[TIME_STEP] = clock.dt::<f64>().to_bits();
        words[BARRIER] = barrier;
        words[STOPPED] = stopped;
        words[IS_NEW] = u64::from(self.is_new);
        words[FIRST] = first;
        words[COUNT] = count;
        words[WORDS] = words.len() as u64;
        let bytes = bytemuck::cast_slice(&words);
        let buffer = match &mut self.words {
            Some(buffer) => buffer,
            none => none.insert(self.machine.allocate(bytes.len()).map_err(said)?),
        };
        self.machine.write(buffer, 0, bytes).map_err(said)?;
        Ok(buffer.address())
    }

    fn word(&self, word: &Word, is_first: bool) -> u64 {
        let is_true = |name: String| values::<bool>(self.changes.copies.get(&name)).first() == Some(&true);
        match word {
            Word::Number(number) => *number,
            Word::Size(group) => self.layout.sizes[*group] as u64,
            Word::Span(group) => self.layout.spans[*group],
            Word::Units(group) => self.layout.units(*group),
            Word::IsOn(behavior) => u64::from(is_true(format!("{behavior}:enabled"))),
            Word::IsGiven(event) => u64::from(is_first && is_true(format!("{event}:given"))),
            Word::Address(number) => self.buffers[*number].as_ref().map_or(0, |buffer| buffer.address()),
            Word::Stride(number) => self.layout.stride(*number, &self.program),
            Word::Mask(number) => self.layout.iterations(*number, &self.program) - 1,
            Word::Delay { synapses, is_of_targets } => self.layout.longest(*synapses, *is_of_targets),
            Word::Synapses(synapses) => self.layout.synapses[*synapses] as u64,
        }
    }

    /// Behind a block: when sums arrive that are on their way along dendrites.
    fn send_due(&mut self, first: u64, done: u64) -> Result<(), String> {
        for number in 0..self.program.memory.len() {
            let Memory::Due { synapses, name, behavior } = self.program.memory[number].clone() else { continue };
            let is_on = values::<bool>(self.changes.copies.get(&format!("{behavior}:enabled"))).first() == Some(&true);
            let name = format!("{name}:due");
            let mut due: Vec<u64> = values(self.changes.copies.get(&name));
            let length = self.layout.longest(synapses, true);
            if is_on && due.len() as u64 == length {
                (first..first + done).for_each(|sent| due[(sent % length) as usize] = sent + length);
                self.write(number, bytemuck::cast_slice(&due))?;
                self.changes.copies.insert(name, column(due));
            }
        }
        Ok(())
    }

    /// Lets recorders take what they have seen before an iteration.
    fn give_rows(&mut self, host: &mut dyn Host, rows: &Rows, end: u64) -> Result<(), String> {
        for number in 0..self.program.recorders.len() {
            let (kind, variables) =
                (self.program.recorders[number].kind, self.program.recorders[number].variables.clone());
            let mut columns = Vec::with_capacity(variables.len());
            for (variable, own) in variables.iter().enumerate() {
                let is_own = |memory: &Memory| matches!(memory, Memory::Recorded { recorder, variable: of } if (*recorder, *of) == (number, variable));
                let Some(place) = self.program.memory.iter().position(is_own) else { continue };
                let (width, count) = (self.layout.recorded(own, &self.program), rows.count(number));
                columns.push(match kind {
                    Kind::Events | Kind::Rates => Seen::Events(self.lists(place, count, width)?),
                    Kind::Values => Seen::Values(width, self.read(place, width * count)?),
                });
            }
            rows.give(number, &self.program.recorders[number], &columns, &self.layout, end, host);
        }
        Ok(())
    }

    /// Gives back what runs change.
    fn give_back(&mut self, host: &mut dyn Host, iteration: u64) -> Result<(), String> {
        let mut back: HashMap<String, Column> = HashMap::new();
        let mut keepers: HashMap<String, Arc<dyn Keeper>> = HashMap::new();
        for (number, memory) in self.program.memory.iter().enumerate() {
            let bytes = self.used[number];
            match memory {
                Memory::Column { name, is_written: true, .. } if self.is_of_synapses(name) => {
                    if let Some(buffer) = &self.buffers[number] {
                        keepers.insert((*name).to_owned(), self.loans.lend(number, buffer, bytes));
                    }
                }
                Memory::Column { name, element, is_written: true } => {
                    let read = self.read(number, bytes)?;
                    back.insert((*name).to_owned(), self.layout.column(name, *element, &read, &self.program));
                }
                Memory::Sent { .. } => {
                    let read = self.read(number, bytes)?;
                    self.layout.sent_columns(number, &self.program, &read, iteration, &mut back);
                }
                Memory::States { channel, .. } => {
                    let read = self.read(number, bytes)?;
                    let states = self.layout.states_back(number, &self.program, iteration, &read);
                    back.insert(channel.name.to_owned(), states);
                }
                Memory::Conducted { name, .. } => {
                    let read = self.read(number, bytes)?;
                    back.insert((*name).to_owned(), self.layout.column(name, Element::Number, &read, &self.program));
                    let due = format!("{name}:due");
                    if let Some(column) = self.changes.copies.get(&due) {
                        back.insert(due, column.clone());
                    }
                }
                _ => {}
            }
        }
        self.give_back_flags(&mut back);
        host.take(&mut Back { columns: back, keepers }, iteration).map_err(said)?;
        host.give(&mut Known(&mut self.changes)).map_err(said)
    }

    fn is_of_synapses(&self, column: &str) -> bool {
        self.program.synapses.iter().any(|own| is_of(column, own.name))
    }

    /// Events and flags come back with their number and whether somebody has given them; what no step changes, as it was.
    fn give_back_flags(&self, back: &mut HashMap<String, Column>) {
        for memory in &self.program.memory {
            let Memory::Column { name, element: Element::Flag, .. } = memory else { continue };
            // What is counted lasts one iteration, and nobody has given those of the last one.
            if back.contains_key(&format!("{name}:count")) {
                back.insert(format!("{name}:given"), column(vec![false]));
            }
            let own = of_flags(name);
            if own.iter().any(|own| back.contains_key(own)) {
                for own in own {
                    let copy = self.changes.copies.get(&own).cloned();
                    copy.map(|copy| back.entry(own).or_insert(copy));
                }
            }
        }
    }

    /// Says which behaviour has ended the run, if one has: of several the first.
    fn name_stop(&mut self, host: &mut dyn Host, end: u64) -> Result<(), String> {
        for (number, memory) in self.program.memory.iter().enumerate() {
            if let Memory::Stop { number: stop } = memory {
                let read = self.read(number, 8)?;
                if bytemuck::pod_read_unaligned::<u64>(&read) == end {
                    host.stop(self.program.stops[*stop]);
                    break;
                }
            }
        }
        Ok(())
    }
}

/// The columns of an event or a flag.
fn of_flags(name: &str) -> [String; 3] {
    [name.to_owned(), format!("{name}:count"), format!("{name}:given")]
}

impl Session for OnMachine {
    fn draw(&mut self, synapses: usize, plan: &Plan) -> Result<Option<Connections>, String> {
        self.draw_rows(synapses, plan)
    }

    fn begin(&mut self, network: &mut dyn Host, synapses: usize) -> Result<Begun, String> {
        self.begin_synapses(network, synapses)
    }

    fn built(&mut self, network: &mut dyn Host) -> Result<(), String> {
        self.note(network)
    }
}

/// The column that memory has, byte by byte.
pub(crate) fn column_of(program: &Program, memory: &Memory) -> Option<String> {
    Some(match memory {
        Memory::Column { name, .. } | Memory::Conducted { name, .. } => (*name).to_owned(),
        Memory::Due { name, .. } => format!("{name}:due"),
        Memory::Structure { synapses, part } => {
            let part = match part {
                Part::Starts => "starts",
                Part::Targets => "targets",
                Part::Delays => "delay",
                Part::Numbers => "number",
                _ => return None,
            };
            format!("{}:{part}", program.synapses[*synapses].name)
        }
        _ => return None,
    })
}

/// The columns that go to the device, and those of which the host keeps a copy.
fn names(program: &Program) -> (HashSet<String>, HashSet<String>) {
    let wanted: HashSet<String> = program.memory.iter().filter_map(|memory| column_of(program, memory)).collect();
    let mut kept = HashSet::new();
    let of_channel = |name: &str| [name.to_owned(), format!("{name}:counts"), format!("{name}:sent")];
    for memory in &program.memory {
        match memory {
            Memory::Sent { channels, .. } => kept.extend(channels.iter().flat_map(|channel| of_channel(channel.name))),
            Memory::States { channel, .. } => kept.extend([channel.name.to_owned()]),
            Memory::Due { name, .. } => kept.extend([format!("{name}:due")]),
            Memory::Column { name, element: Element::Flag, .. } => kept.extend(of_flags(name)),
            _ => {}
        }
    }
    for synapses in program.synapses.iter().filter(|synapses| synapses.is_sparse) {
        kept.extend([format!("{}:starts", synapses.name)]);
    }
    for word in &program.words {
        match word {
            Word::IsOn(behavior) => kept.extend([format!("{behavior}:enabled")]),
            Word::IsGiven(event) => kept.extend([format!("{event}:given")]),
            _ => {}
        }
    }
    (wanted, kept)
}
