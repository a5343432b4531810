//! What a device program is told: numbers of 64 bits, of which each call has a stretch, and the memory whose addresses are among
//! them.

use crate::resolved::{Delay, GroupId, InstanceId, RecordKind, Resolved, Side, Storage, SynapseId, VariableId};
use crate::schedule::{
    BufferId, Call, Entry, Kernel, Layout, NodeKind, Operation, Place, Program, RecordedPlace, Resource, Schedule,
    Selection, SlotId, SlotKind, Type,
};

/// The words before those of the groups, as the library of device programs has them.
const HEADER: usize = 8;

/// The words of a call before those of its slots.
const OF_CALL: usize = 6;

/// Memory of the device.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Memory {
    /// What the network keeps, by the name of its column.
    Column { name: String, element: Element, is_written: bool },
    /// Where neurons stand along an axis.
    Position { group: GroupId, axis: usize },
    /// The rows of an input for the iterations of a run.
    Input { name: String, group: GroupId },
    /// What is computed here alone: a value for each neuron, or one.
    Scratch { name: String, group: Option<GroupId>, element: Element },
    /// What belongs to the Poisson distribution of each neuron.
    Tables { group: GroupId, name: String },
    /// The registers of a call.
    Registers { call: usize, count: usize },
    /// The parts of so many reductions.
    Partials { call: usize, group: GroupId, count: usize },
    /// A bit for each neuron.
    Bits { group: GroupId, event: String },
    /// Bits before the last iterations, of an event that synapses delay, and the columns of what is on its way to them.
    Sent { group: GroupId, event: String, channels: Vec<(SynapseId, Side, String)> },
    /// States before the last iterations, by the name of their column.
    States { synapses: SynapseId, side: Side, name: String, element: Element },
    /// Sums on their way, by the name of their column.
    Conducted { synapses: SynapseId, name: String },
    /// When they arrive; a behaviour that is switched off sends none.
    Due { synapses: SynapseId, name: String, behavior: String },
    /// Something that sparse synapses have beside their variables.
    Structure { synapses: SynapseId, part: Structures },
    /// Something of synapses that begin on the device.
    Begin { synapses: SynapseId, part: Begin },
    /// Weights that are delivered when they are sent, by their column, and what is on its way.
    Delivered { synapses: SynapseId, name: String },
    /// By the sum for which it is: the number of its call, and its operation.
    Pending { synapses: SynapseId, call: usize, operation: usize },
    /// Which row of a recording an iteration has.
    Rows { recording: usize },
    /// The rows of a recorded variable.
    Recorded { recording: usize, variable: usize },
    /// Whether a behaviour has ended the run.
    Stop { number: usize },
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Structures {
    Starts,
    Targets,
    Delays,
    Numbers,
    Cuts,
    ColumnStarts,
    ColumnPlaces,
    ColumnSources,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Begin {
    /// The delay of each synapse, before it is a whole number of steps.
    Delays,
    /// The longest and the shortest delay of each source, in steps.
    Longest,
    Shortest,
}

/// What one value is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Element {
    Number,
    Integer,
    Flag,
    Index,
    Count,
}

/// A number that a program is told.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Word {
    Number(u64),
    /// The neurons of a group, how many of them are a unit of work, and the number of units.
    Size(GroupId),
    Span(GroupId),
    Units(GroupId),
    /// Whether a behaviour runs.
    IsOn(String),
    /// Whether somebody has said which neurons have an event, before the first iteration of a run.
    IsGiven(String),
    /// Where memory is, how many values it has of one iteration, the number of iterations less one.
    Address(usize),
    Stride(usize),
    Mask(usize),
    /// One delay for all, in steps; the longest where each synapse has one.
    Delay(SynapseId, Side),
    /// The number of synapses.
    Synapses(SynapseId),
}

/// What a recorder keeps of one variable.
#[derive(Clone, Debug)]
pub(super) struct RecordedVariable {
    pub(super) element: Element,
    pub(super) width: Width,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Width {
    One,
    Neurons(GroupId),
    Synapses(SynapseId),
}

/// A recorder.
#[derive(Clone, Debug)]
pub(super) struct Recorder {
    pub(super) group: GroupId,
    pub(super) name: String,
    pub(super) kind: RecordKind,
    pub(super) variables: Vec<RecordedVariable>,
}

/// All that a device program is told.
pub(super) struct Words<'a> {
    pub(super) network: &'a Resolved,
    pub(super) schedule: &'a Schedule,
    pub(super) memory: Vec<Memory>,
    pub(super) words: Vec<Word>,
    pub(super) recorders: Vec<Recorder>,
    /// The behaviours that can end a run.
    pub(super) stops: Vec<String>,
    calls: usize,
}

impl<'a> Words<'a> {
    pub(super) fn new(network: &'a Resolved, schedule: &'a Schedule) -> Self {
        let mut words = vec![Word::Number(0); HEADER];
        for group in (0..network.groups.len()).map(GroupId) {
            words.push(Word::Size(group));
            words.push(Word::Units(group));
        }
        let (memory, recorders, stops) = (Vec::new(), Vec::new(), Vec::new());
        Words { network, schedule, memory, words, recorders, stops, calls: 0 }
    }

    /// Where the size of a group is; behind it is how many units of work it has.
    pub(super) fn group(&self, group: GroupId) -> usize {
        HEADER + 2 * group.0
    }

    /// Adds a stretch of words; says where it begins.
    pub(super) fn add(&mut self, words: impl IntoIterator<Item = Word>) -> usize {
        let begin = self.words.len();
        self.words.extend(words);
        begin
    }

    /// The memory, of which each is there once.
    pub(super) fn memory(&mut self, memory: Memory) -> usize {
        self.memory.iter().position(|known| *known == memory).unwrap_or_else(|| {
            self.memory.push(memory);
            self.memory.len() - 1
        })
    }

    pub(super) fn address(&mut self, memory: Memory) -> Word {
        Word::Address(self.memory(memory))
    }

    /// The words of a call; says where they begin.
    pub(super) fn call(&mut self, call: &Call) -> usize {
        let schedule = self.schedule;
        let (network, program) = (self.network, &schedule.programs[call.program]);
        let instance = network.instance(call.instance);
        let group = instance.group;
        let number = self.calls;
        self.calls += 1;
        let count = registers(program);
        let registers = self.address(Memory::Registers { call: number, count });
        let partials = self.address(Memory::Partials { call: number, group, count });
        let is_on = Word::IsOn(format!("{}.{}", network.group(group).name, instance.name));
        let site = Word::Number(schedule.sites[call.site.0].number);
        let mut words = vec![Word::Size(group), Word::Span(group), site, is_on, registers, partials];
        for (slot, buffer) in call.buffers.iter().enumerate() {
            words.extend(self.slot(program.slots[slot].kind, *buffer, call.instance));
        }
        for (number, operation) in program.operations.iter().enumerate() {
            words.extend(self.operation(call, number, operation));
        }
        self.add(words)
    }

    fn column(&self, buffer: BufferId, element: Element) -> Memory {
        let is_written = is_written(self.schedule, buffer);
        Memory::Column { name: self.schedule.buffers[buffer.0].name.clone(), element, is_written }
    }

    fn slot(&mut self, kind: SlotKind, buffer: BufferId, instance: InstanceId) -> Vec<Word> {
        let place = self.schedule.buffers[buffer.0].place;
        let name = self.schedule.buffers[buffer.0].name.clone();
        let group = self.network.instance(instance).group;
        match kind {
            SlotKind::Numbers => self.values(place, buffer, Type::Number),
            SlotKind::Integers => self.values(place, buffer, Type::Integer),
            SlotKind::Events => self.events(place, buffer),
            SlotKind::Positions(axis) => {
                let Place::Position(group, _) = place else { unreachable!("a position is one") };
                vec![self.address(Memory::Position { group, axis })]
            }
            SlotKind::Parameter(_) | SlotKind::EachParameter(_) => self.one(buffer, Element::Number),
            SlotKind::OthersParameter | SlotKind::OthersEachParameter => self.one(buffer, Element::Number),
            SlotKind::Input(_) => vec![self.address(Memory::Input { name, group })],
            SlotKind::Weights(_) => match place {
                Place::Prepared(..) => {
                    vec![self.address(Memory::Scratch { name, group: None, element: Element::Number })]
                }
                Place::Delay(synapses) => vec![self.address(Memory::Begin { synapses, part: Begin::Delays })],
                _ => self.one(buffer, Element::Number),
            },
            SlotKind::Structure(storage) => {
                let Place::Structure(synapses) = place else { unreachable!("a structure is one") };
                self.structure(synapses, storage)
            }
            SlotKind::SynapseNumbers => {
                let Place::Number(synapses) = place else { unreachable!("numbers are those of synapses") };
                vec![self.address(Memory::Structure { synapses, part: Structures::Numbers })]
            }
            SlotKind::Touched(_) => self.one(buffer, Element::Index),
            SlotKind::Table => vec![self.address(Memory::Tables { group, name })],
            SlotKind::Arrivals => {
                let Place::Arrivals(synapses, side, _) = place else { unreachable!("arrivals are some") };
                let ring = self.sent(place);
                let delays = self.address(Memory::Structure { synapses, part: Structures::Delays });
                vec![Word::Address(ring), Word::Stride(ring), Word::Mask(ring), delays, Word::Delay(synapses, side)]
            }
            SlotKind::Sent(ty) => {
                let Place::Arrivals(synapses, ..) = place else { unreachable!("arrivals are some") };
                let ring = self.states(place, ty);
                let delays = self.address(Memory::Structure { synapses, part: Structures::Delays });
                vec![Word::Address(ring), Word::Stride(ring), Word::Mask(ring), delays]
            }
            SlotKind::Conduction => {
                let Place::Conduction(synapses, _) = place else { unreachable!("a line is one") };
                let sums = self.address(Memory::Conducted { synapses, name: name.clone() });
                let behavior = format!("{}.{}", self.network.group(group).name, self.network.instance(instance).name);
                let due = self.address(Memory::Due { synapses, name, behavior });
                vec![sums, due, Word::Delay(synapses, Side::Target)]
            }
            SlotKind::Temporary(ty) => {
                let Place::Temporary(group, ..) = place else { unreachable!("a temporary is one") };
                vec![self.address(Memory::Scratch { name, group: Some(group), element: Element::of(ty) })]
            }
            SlotKind::Stop => {
                let instance = self.network.instance(instance);
                let name = format!("{}.{}", self.network.group(group).name, instance.name);
                let number = self.stops.len();
                self.stops.push(name);
                vec![self.address(Memory::Stop { number })]
            }
            // Updates do not wait here, and rows of recordings have their own words.
            SlotKind::Log | SlotKind::Recording => vec![Word::Number(0)],
        }
    }

    fn one(&mut self, buffer: BufferId, element: Element) -> Vec<Word> {
        let column = self.column(buffer, element);
        vec![self.address(column)]
    }

    /// A value for each neuron: as it is, or as it arrives through one delay.
    fn values(&mut self, place: Place, buffer: BufferId, ty: Type) -> Vec<Word> {
        if let Place::Arrivals(synapses, side, _) = place {
            let ring = self.states(place, ty);
            return vec![Word::Address(ring), Word::Stride(ring), Word::Mask(ring), Word::Delay(synapses, side)];
        }
        let values = match place {
            Place::Prepared(instance, ..) => {
                let group = self.network.instance(instance).group;
                let name = self.schedule.buffers[buffer.0].name.clone();
                self.address(Memory::Scratch { name, group: Some(group), element: Element::of(ty) })
            }
            _ => self.state(buffer, ty),
        };
        vec![values, Word::Number(0), Word::Number(0), Word::Number(0)]
    }

    fn events(&mut self, place: Place, buffer: BufferId) -> Vec<Word> {
        if let Place::Arrivals(synapses, side, _) = place {
            let ring = self.sent(place);
            let delay = Word::Delay(synapses, side);
            return vec![Word::Number(0), Word::Address(ring), Word::Stride(ring), Word::Mask(ring), delay];
        }
        let (flags, bits) = (self.flags(buffer), self.bits(place, buffer));
        vec![flags, bits, Word::Number(0), Word::Number(0), Word::Number(0)]
    }

    /// The bits of an event as it is.
    pub(super) fn bits(&mut self, place: Place, buffer: BufferId) -> Word {
        let Place::Variable(group, _) = place else { return Word::Number(0) };
        let event = self.schedule.buffers[buffer.0].name.clone();
        self.address(Memory::Bits { group, event })
    }

    /// States that synapses delay, before the last iterations.
    pub(super) fn states(&mut self, place: Place, ty: Type) -> usize {
        let Place::Arrivals(synapses, side, _) = place else { unreachable!("arrivals are some") };
        let buffer = self.schedule.buffer_of(place).map(|buffer| self.schedule.buffers[buffer.0].name.clone());
        self.memory(Memory::States { synapses, side, name: buffer.unwrap_or_default(), element: Element::of(ty) })
    }

    /// The bits of an event that synapses delay, before the last iterations: the same for all that delay it.
    pub(super) fn sent(&mut self, place: Place) -> usize {
        let Place::Arrivals(synapses, side, variable) = place else { unreachable!("arrivals are some") };
        let group = self.network.synapse_group(synapses).at(side);
        let event =
            format!("{}.{}", self.network.group(group).name, self.network.group(group).variables[variable.0].name);
        let same = |(synapses_of, side_of, variable_of): &(SynapseId, Side, VariableId)| {
            self.network.synapse_group(*synapses_of).at(*side_of) == group && *variable_of == variable
        };
        let channel = |(synapses, side, variable): (SynapseId, Side, VariableId)| {
            let buffer = self.schedule.buffer_of(Place::Arrivals(synapses, side, variable))?;
            Some((synapses, side, self.schedule.buffers[buffer.0].name.clone()))
        };
        let channels = self.schedule.arrivals().filter(same).filter_map(channel).collect();
        self.memory(Memory::Sent { group, event, channels })
    }

    fn structure(&mut self, synapses: SynapseId, storage: Storage) -> Vec<Word> {
        let group = self.network.synapse_group(synapses);
        let (source, target, is_each) = (group.source, group.target, group.delay == Delay::Each);
        let site = self.schedule.synapse_sites.iter().find(|(of, _)| *of == synapses).map_or(0, |(_, site)| *site);
        let is_sparse = storage == Storage::Sparse;
        let by_target = is_sparse && needs_columns(self.schedule, synapses);
        let mut part = |part: Structures, is_there: bool| match is_there {
            true => self.address(Memory::Structure { synapses, part }),
            false => Word::Number(0),
        };
        let mut words = vec![Word::Size(source), Word::Size(target)];
        use Structures as P;
        let parts = [
            (P::Starts, is_sparse),
            (P::Targets, is_sparse),
            (P::Cuts, is_sparse && !is_each),
            (P::ColumnStarts, by_target),
            (P::ColumnPlaces, by_target),
            (P::ColumnSources, by_target),
        ];
        words.extend(parts.map(|(own, is_there)| part(own, is_there)));
        words.push(Word::Number(site));
        words.push(part(P::Delays, is_sparse && is_each));
        words.extend([Word::Span(target), Word::Units(target)]);
        words
    }

    /// What an operation is told beside its slots.
    fn operation(&mut self, call: &Call, number: usize, operation: &Operation<SlotId>) -> Vec<Word> {
        match operation {
            Operation::Propagate { structure, weights, .. } if is_delivered(self.schedule, call.program, operation) => {
                let Place::Structure(synapses) = self.place(call, *structure) else { return Vec::new() };
                let name = self.schedule.buffers[call.buffers[weights.0].0].name.clone();
                let pending = self.pending(synapses, number);
                let cuts = self.address(Memory::Structure { synapses, part: Structures::Cuts });
                let delivered = self.address(Memory::Delivered { synapses, name });
                vec![cuts, delivered, Word::Address(pending), Word::Mask(pending)]
            }
            Operation::Record { kind, variables, .. } => self.recorder(call, *kind, variables),
            _ => Vec::new(),
        }
    }

    /// The flags of an event.
    pub(super) fn flags(&mut self, event: BufferId) -> Word {
        let column = self.column(event, Element::Flag);
        self.address(column)
    }

    /// The values of a state.
    pub(super) fn state(&mut self, values: BufferId, ty: Type) -> Word {
        let column = self.column(values, Element::of(ty));
        self.address(column)
    }

    /// What is on its way to an operation, sent ahead, of the call whose words were the last.
    pub(super) fn pending(&mut self, synapses: SynapseId, operation: usize) -> usize {
        self.memory(Memory::Pending { synapses, call: self.calls, operation })
    }

    /// The words of all structures whose rows are cut into those of units.
    pub(super) fn cut_structures(&mut self) -> Vec<(SynapseId, usize)> {
        let places: Vec<SynapseId> = (self.schedule.buffers.iter())
            .filter_map(|buffer| if let Place::Structure(synapses) = buffer.place { Some(synapses) } else { None })
            .collect();
        let is_cut = |synapses: &SynapseId| {
            let group = self.network.synapse_group(*synapses);
            group.storage == Storage::Sparse && group.delay != Delay::Each
        };
        let cut: Vec<SynapseId> = places.into_iter().filter(is_cut).collect();
        cut.into_iter()
            .map(|synapses| {
                let words = self.structure(synapses, Storage::Sparse);
                (synapses, self.add(words))
            })
            .collect()
    }

    pub(super) fn place(&self, call: &Call, slot: SlotId) -> Place {
        self.schedule.buffers[call.buffers[slot.0].0].place
    }

    /// Where its rows are, and then for each variable where they go and how many synapses there are.
    fn recorder(&mut self, call: &Call, kind: RecordKind, variables: &[RecordedPlace<SlotId>]) -> Vec<Word> {
        let instance = self.network.instance(call.instance);
        let (group, name, recording) = (instance.group, instance.name.to_string(), self.recorders.len());
        let recorded: Vec<RecordedVariable> =
            variables.iter().map(|variable| self.recorded(call, group, *variable)).collect();
        let mut words = vec![self.address(Memory::Rows { recording })];
        for (number, variable) in recorded.iter().enumerate() {
            words.push(self.address(Memory::Recorded { recording, variable: number }));
            words.push(match variable.width {
                Width::Synapses(synapses) => Word::Synapses(synapses),
                Width::One | Width::Neurons(_) => Word::Number(0),
            });
        }
        self.recorders.push(Recorder { group, name, kind, variables: recorded });
        words
    }

    fn recorded(&self, call: &Call, group: GroupId, variable: RecordedPlace<SlotId>) -> RecordedVariable {
        let values = match variable {
            RecordedPlace::Register(_, ty) => {
                return RecordedVariable { element: Element::of(ty), width: Width::One };
            }
            RecordedPlace::Values(values) | RecordedPlace::Decaying([values, ..]) => values,
        };
        let program = &self.schedule.programs[call.program];
        let (element, width) = match (self.place(call, values), program.slots[values.0].kind) {
            (Place::Synapse(..), SlotKind::Weights(Layout::Shared)) => (Element::Number, Width::One),
            (Place::Synapse(synapses, _), _) => (Element::Number, Width::Synapses(synapses)),
            (_, SlotKind::Integers | SlotKind::Temporary(Type::Integer)) => (Element::Integer, Width::Neurons(group)),
            (_, SlotKind::Events | SlotKind::Temporary(Type::Bool)) => (Element::Flag, Width::Neurons(group)),
            _ => (Element::Number, Width::Neurons(group)),
        };
        RecordedVariable { element, width }
    }
}

impl Element {
    pub(super) fn of(ty: Type) -> Self {
        match ty {
            Type::Number => Element::Number,
            Type::Integer => Element::Integer,
            Type::Bool => Element::Flag,
        }
    }
}

/// How many words a slot has.
fn width(kind: SlotKind) -> usize {
    match kind {
        SlotKind::Numbers | SlotKind::Integers | SlotKind::Sent(_) => 4,
        SlotKind::Events | SlotKind::Arrivals => 5,
        SlotKind::Structure(_) => 12,
        SlotKind::Conduction => 3,
        _ => 1,
    }
}

/// Where the words of a slot are among those of its call.
pub(super) fn place_of_slot(program: &Program, slot: SlotId) -> usize {
    OF_CALL + program.slots[..slot.0].iter().map(|slot| width(slot.kind)).sum::<usize>()
}

/// The same for what an operation is told beside its slots.
pub(super) fn place_of_operation(schedule: &Schedule, index: usize, operation: usize) -> usize {
    let program = &schedule.programs[index];
    let own = |operation: &Operation<SlotId>| match operation {
        Operation::Propagate { .. } if is_delivered(schedule, index, operation) => 4,
        Operation::Record { variables, .. } => 1 + 2 * variables.len(),
        _ => 0,
    };
    place_of_slot(program, SlotId(program.slots.len())) + program.operations[..operation].iter().map(own).sum::<usize>()
}

/// The number of registers of a program.
fn registers(program: &Program) -> usize {
    let written = program.operations.iter().flat_map(Operation::writes);
    let registers = written.filter_map(|resource| match resource {
        Resource::Register(register) => Some(register + 1),
        Resource::Place(_) => None,
    });
    registers.max().unwrap_or(0)
}

/// The operations of all steps with the calls that they belong to.
fn operations(schedule: &Schedule) -> impl Iterator<Item = (&Call, &Operation<SlotId>)> {
    let calls = schedule.iteration.iter().filter_map(|entry| match entry {
        Entry::Step { call, .. } => Some(call),
        _ => None,
    });
    calls.flat_map(|call| schedule.programs[call.program].operations.iter().map(move |operation| (call, operation)))
}

/// Whether a value that is one for all is the same in all iterations of a run: made of parameters that no step changes, of the time step
/// and of registers that have such values.
pub(super) fn is_constant(schedule: &Schedule, call: &Call, kernel: &Kernel<SlotId>, constant: &[usize]) -> bool {
    let program = &schedule.programs[call.program];
    kernel.nodes.iter().all(|node| match node.kind {
        NodeKind::Load(slot) => {
            let kind = program.slots[slot.0].kind;
            let is_parameter = matches!(kind, SlotKind::Parameter(_) | SlotKind::OthersParameter);
            is_parameter && !is_written(schedule, call.buffers[slot.0])
        }
        NodeKind::Register(register) => constant.contains(&register),
        NodeKind::Number(_) | NodeKind::Integer(_) | NodeKind::Bool(_) | NodeKind::Dt | NodeKind::Size => true,
        NodeKind::ToNumber(_) | NodeKind::ToInteger(_) | NodeKind::Unary(..) | NodeKind::Binary(..) => true,
        NodeKind::Select(..) | NodeKind::Call(..) => true,
        _ => false,
    })
}

/// Whether some step writes to a buffer.
fn is_written(schedule: &Schedule, buffer: BufferId) -> bool {
    operations(schedule).any(|(call, operation)| {
        let writes =
            |resource: Resource<SlotId>| matches!(resource, Resource::Place(slot) if call.buffers[slot.0] == buffer);
        operation.writes().into_iter().any(writes)
    })
}

/// Whether some step selects synapses of a group by their targets alone.
fn needs_columns(schedule: &Schedule, synapses: SynapseId) -> bool {
    operations(schedule).any(|(call, operation)| match operation {
        Operation::MapPairs { structure, selection: Selection { rows: None, columns: Some(_), .. }, .. } => {
            schedule.buffers[call.buffers[structure.0].0].place == Place::Structure(synapses)
        }
        _ => false,
    })
}

/// Whether what an operation propagates is sent ahead: to synapses with a delay each, whose weights no step changes wherever the
/// program is called.
pub(super) fn is_delivered(schedule: &Schedule, index: usize, operation: &Operation<SlotId>) -> bool {
    let Operation::Propagate { weights, events, .. } = operation else { return false };
    let program = &schedule.programs[index];
    let mut calls = operations(schedule).map(|(call, _)| call).filter(|call| call.program == index);
    program.slots[events.0].kind == SlotKind::Arrivals
        && !calls.any(|call| is_written(schedule, call.buffers[weights.0]))
}
