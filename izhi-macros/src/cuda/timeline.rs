//! When what runs: operations become pieces of work, and those that need not wait for each other a phase.
//!
//! A piece of work has a domain, which is divided into units, and a unit is worked on by one warp: the neurons of a group, by stretches
//! that are the same in all pieces over it, or the blocks of a reduction, or everything at once. What a warp has written for its own
//! unit it can read in the next piece over the same neurons; what others have written it can read after all have waited for each
//! other, which is the most expensive thing that a GPU does in an iteration. So a phase is as many pieces as there are before one that
//! reads, or writes over, what other warps have to do with.

use super::kernel::element;
use super::operation::{function, list_function, rows_of, whole};
use super::words::{Element, Memory, Structures, Word, Words, is_constant, is_delivered};
use crate::resolved::{GroupId, Resolved, Side, SynapseId};
use crate::schedule::{
    Buffer, BufferId, Call, Entry, Kernel, NodeKind, Operation, Place, Program, Rank, RecordedPlace, Resource,
    Schedule, SlotId, Type,
};

/// What units a piece of work has.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Domain {
    /// Stretches of the neurons of a group; of its afferent synapses, those to these neurons.
    Neurons(GroupId),
    /// Blocks of the neurons of a group.
    Blocks(GroupId),
    /// The sources of a synapse group, one by one.
    Rows(GroupId),
    /// One.
    Once,
}

/// Something that is read or written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Key {
    Buffer(BufferId),
    /// The bits of an event.
    Bits(BufferId),
    /// What is sent through a delay, by the number of its memory.
    Memory(usize),
    /// Of a call.
    Registers(usize),
    Partials(usize, usize),
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Access {
    key: Key,
    is_write: bool,
    /// Whether what is read or written for a unit belongs to it.
    is_own: bool,
}

/// A piece of work.
pub(super) struct Work {
    pub(super) domain: Domain,
    /// The call of its function, for a `unit` of a `run`.
    pub(super) text: String,
    pub(super) accesses: Vec<Access>,
    /// The number of a word without which alone there is something to do.
    pub(super) unless: Option<usize>,
    /// The call of the function that lists the events by which it finds synapses.
    pub(super) list: Option<String>,
}

/// Pieces of work between which nobody waits: those of a domain run one after the other.
pub(super) struct Phase {
    pub(super) chains: Vec<(Domain, Vec<String>)>,
    accesses: Vec<(Domain, Access)>,
    /// The words without one of which there is something to do; none where there always is.
    pub(super) unless: Option<Vec<usize>>,
    /// Lists that the warps of a group make together before.
    pub(super) lists: Vec<String>,
}

/// Puts work into phases.
pub(super) fn phases(works: Vec<Work>) -> Vec<Phase> {
    let mut phases: Vec<Phase> = Vec::new();
    for work in works {
        let last = match phases.pop() {
            Some(last) if last.takes(&work) => last,
            other => {
                phases.extend(other);
                Phase { chains: Vec::new(), accesses: Vec::new(), unless: Some(Vec::new()), lists: Vec::new() }
            }
        };
        phases.push(last.with(work));
    }
    phases
}

impl Phase {
    fn takes(&self, work: &Work) -> bool {
        work.accesses.iter().all(|access| {
            self.accesses.iter().filter(|(_, known)| known.key == access.key).all(|(domain, known)| {
                // What there is once is all done by one warp, whomever it belongs to.
                let is_of_unit = *domain == work.domain && (known.is_own && access.is_own || *domain == Domain::Once);
                is_of_unit || !(known.is_write || access.is_write)
            })
        })
    }

    fn with(mut self, work: Work) -> Self {
        let Work { domain, text, accesses, unless, list } = work;
        self.lists.extend(list);
        self.unless = self.unless.zip(unless).map(|(mut all, word)| {
            all.push(word);
            all
        });
        self.accesses.extend(accesses.into_iter().map(|access| (domain, access)));
        match self.chains.iter_mut().find(|(own, _)| *own == domain) {
            Some((_, chain)) => chain.push(text),
            None => self.chains.push((domain, vec![text])),
        }
        self
    }
}

/// The work of a network: once for a program, before each run, in each iteration.
pub(super) struct Timeline {
    pub(super) begin: Vec<Work>,
    pub(super) iteration: Vec<Work>,
}

/// Lays out the work, and tells the program of it.
pub(super) fn timeline(words: &mut Words) -> Timeline {
    let schedule = words.schedule;
    let mut made = Maker { words, begin: Vec::new(), iteration: Vec::new() };
    made.begin_events();
    for call in &schedule.prepare {
        let works = made.call(call);
        made.begin.extend(works.into_iter().map(|(_, work)| work));
    }
    let mut again = Vec::new();
    for entry in &schedule.iteration {
        match entry {
            Entry::Step { call, begins } => {
                begins.iter().for_each(|event| made.end(call, *event));
                for (kind, work) in made.call(call) {
                    match kind {
                        When::Always => made.iteration.push(work),
                        When::OfNew => made.begin.push(work),
                        When::Begin => again.push(work),
                    }
                }
            }
            // What is sent is sent when the iteration is complete.
            Entry::Advance { .. } | Entry::Count => {}
            // One device has all parts, and nothing waits.
            Entry::Exchange { .. } | Entry::Flush { .. } => {}
        }
    }
    made.count();
    made.send();
    made.begin.extend(again);
    let Maker { begin, iteration, .. } = made;
    Timeline { begin, iteration }
}

/// When a piece of work of a step is done.
enum When {
    Always,
    /// Before a run, where connections or weights are new.
    OfNew,
    /// Before each run: what is on its way, and values that no iteration changes.
    Begin,
}

struct Maker<'w, 'a> {
    words: &'w mut Words<'a>,
    begin: Vec<Work>,
    iteration: Vec<Work>,
}

fn own(key: Key, is_write: bool) -> Access {
    Access { key, is_write, is_own: true }
}

pub(super) fn others(key: Key, is_write: bool) -> Access {
    Access { key, is_write, is_own: false }
}

impl Maker<'_, '_> {
    /// The events of all groups.
    fn events(&self) -> Vec<(GroupId, BufferId)> {
        let network = self.words.network;
        let event = |(number, buffer): (usize, &Buffer)| match buffer.place {
            Place::Variable(group, variable) => {
                let kind = network.group(group).variables[variable.0].kind;
                kind.is_event().then_some((group, BufferId(number)))
            }
            _ => None,
        };
        self.words.schedule.buffers.iter().enumerate().filter_map(event).collect()
    }

    /// Whether it is a flag, which does not go by itself.
    fn lasts(&self, event: BufferId) -> bool {
        let Place::Variable(group, variable) = self.words.schedule.buffers[event.0].place else { return false };
        self.words.network.group(group).variables[variable.0].kind.lasts()
    }

    fn event_words(&mut self, group: GroupId, event: BufferId) -> Vec<Word> {
        let place = self.words.schedule.buffers[event.0].place;
        let name = self.words.schedule.buffers[event.0].name.clone();
        let flags = self.words.flags(event);
        let bits = self.words.bits(place, event);
        // Flags, which last, are not counted.
        let count = match self.lasts(event) {
            true => Word::Number(0),
            false => self.words.address(Memory::Column {
                name: format!("{name}:count"),
                element: Element::Count,
                is_written: true,
            }),
        };
        vec![Word::Size(group), Word::Span(group), flags, bits, count]
    }

    /// Before a run, the bits of all events are made from their flags.
    fn begin_events(&mut self) {
        for (group, event) in self.events() {
            let words = self.event_words(group, event);
            let at = self.words.add(words);
            self.begin.push(Work {
                domain: Domain::Neurons(group),
                text: format!("izhi::begin_event(run, unit, run.words + {at})"),
                accesses: vec![own(Key::Buffer(event), false), own(Key::Bits(event), true)],
                unless: None,
                list: None,
            });
        }
        for (domain, at, function, accesses) in self.sent() {
            let text = format!("izhi::{function}(run, unit, run.words + {at}, run.first)");
            self.begin.push(Work { domain, text, accesses, unless: None, list: None });
        }
        self.cut();
    }

    /// Where rows are cut into those of units, which is found once for what is connected.
    fn cut(&mut self) {
        let structures: Vec<(SynapseId, usize)> = self.words.cut_structures();
        for (synapses, at) in structures {
            let source = self.words.network.synapse_group(synapses).source;
            self.begin.push(Work {
                domain: Domain::Rows(source),
                text: format!("izhi::cut_new_row(run, unit, run.words + {at})"),
                accesses: Vec::new(),
                unless: None,
                list: None,
            });
        }
    }

    /// What delays take in when an iteration is complete: events and states of neurons.
    fn sent(&mut self) -> Vec<(Domain, usize, String, Vec<Access>)> {
        let schedule = self.words.schedule;
        let mut sent: Vec<(Domain, usize, String, Vec<Access>)> = Vec::new();
        let mut seen = Vec::new();
        for (synapses, side, variable) in schedule.arrivals() {
            let group = self.words.network.synapse_group(synapses).at(side);
            let place = Place::Arrivals(synapses, side, variable);
            let Some(values) = schedule.buffer_of(Place::Variable(group, variable)) else { continue };
            let kind = self.words.network.sent(synapses, side, variable).kind;
            let (ring, function) = match kind.is_event() {
                true => (self.words.sent(place), "send_events".to_owned()),
                false => {
                    let ty = Type::of(kind);
                    (self.words.states(place, ty), format!("send_values<{}>", element(ty)))
                }
            };
            if seen.contains(&ring) {
                continue;
            }
            seen.push(ring);
            let from =
                if kind.is_event() { self.words.flags(values) } else { self.words.state(values, Type::of(kind)) };
            let at = self.words.add([
                Word::Size(group),
                Word::Span(group),
                from,
                Word::Address(ring),
                Word::Stride(ring),
                Word::Mask(ring),
            ]);
            let accesses = vec![own(Key::Buffer(values), false), own(Key::Memory(ring), true)];
            sent.push((Domain::Neurons(group), at, function, accesses));
        }
        sent
    }

    /// It goes to places of the next iteration, which nobody reads in this one: rings have room for one iteration more than the
    /// longest delay.
    fn send(&mut self) {
        for (domain, at, function, mut accesses) in self.sent() {
            accesses.retain(|access| !access.is_write);
            let text = format!("izhi::{function}(run, unit, run.words + {at}, run.iteration + 1)");
            self.iteration.push(Work { domain, text, accesses, unless: None, list: None });
        }
    }

    /// Where a behaviour is switched off, no neuron has the events that it would have been the first to assign to.
    fn end(&mut self, call: &Call, event: BufferId) {
        let network = self.words.network;
        let instance = network.instance(call.instance);
        let group = instance.group;
        let mut words = self.event_words(group, event);
        words.push(Word::IsOn(format!("{}.{}", network.group(group).name, instance.name)));
        words.push(Word::IsGiven(self.words.schedule.buffers[event.0].name.clone()));
        let is_on = self.words.words.len() + words.len() - 2;
        let at = self.words.add(words);
        self.iteration.push(Work {
            domain: Domain::Neurons(group),
            text: format!("izhi::end_event(run, unit, run.words + {at})"),
            accesses: vec![own(Key::Buffer(event), true), own(Key::Bits(event), true)],
            unless: Some(is_on),
            list: None,
        });
    }

    /// The iteration is complete: its events are added to those of all.
    fn count(&mut self) {
        for (group, event) in self.events() {
            if self.lasts(event) {
                continue;
            }
            let words = self.event_words(group, event);
            let at = self.words.add(words);
            self.iteration.push(Work {
                domain: Domain::Neurons(group),
                text: format!("izhi::count_event(run, unit, run.words + {at})"),
                accesses: vec![own(Key::Buffer(event), false)],
                unless: None,
                list: None,
            });
        }
    }

    /// The work of a program on the buffers of a call.
    fn call(&mut self, call: &Call) -> Vec<(When, Work)> {
        let at = self.words.call(call);
        let schedule = self.words.schedule;
        let program = &schedule.programs[call.program];
        let operations = program.operations.iter().enumerate();
        let (mut works, mut constant) = (Vec::new(), Vec::new());
        for (number, operation) in operations {
            let name = function(call.program, number);
            let run = |name: &str| format!("{name}(run, unit, run.words + {at})");
            let touched = Touched { network: self.words.network, schedule, call, at };
            let (domain, accesses) = touched.of(operation, self.words);
            let list = rows_of(schedule, call.program, operation)
                .map(|_| format!("{}(run, run.words + {at})", list_function(call.program, number)));
            match operation {
                Operation::Reduce { register, .. } => {
                    let partials = Key::Partials(at, *register);
                    let mut accesses: Vec<Access> = accesses
                        .into_iter()
                        .filter(|access| access.key != Key::Registers(at) || !access.is_write)
                        .collect();
                    accesses.push(others(partials, true));
                    works.push((When::Always, Work { domain, text: run(&name), accesses, unless: None, list: None }));
                    let accesses = vec![others(partials, false), others(Key::Registers(at), true)];
                    let text = run(&whole(call.program, number));
                    works.push((When::Always, Work { domain: Domain::Once, text, accesses, unless: None, list: None }));
                }
                Operation::Scalar { kernel, register, .. }
                    if is_constant(schedule, call, kernel, &constant) && is_assigned_once(program, *register) =>
                {
                    constant.push(*register);
                    works.push((When::Begin, Work { domain, text: run(&name), accesses, unless: None, list: None }));
                }
                Operation::Propagate { structure, events, .. } if is_delivered(schedule, call.program, operation) => {
                    let Place::Structure(synapses) = self.words.place(call, *structure) else { continue };
                    let source = self.words.network.synapse_group(synapses).source;
                    let pending = Key::Memory(self.words.pending(synapses, number));
                    let text = format!("if (run.words[izhi::IS_NEW]) {}", run(&format!("{name}_sort")));
                    let cuts = Key::Memory(self.words.memory(Memory::Structure { synapses, part: Structures::Cuts }));
                    let accesses_of_sort = vec![others(pending, true), others(cuts, true)];
                    let sort = Work {
                        domain: Domain::Rows(source),
                        text,
                        accesses: accesses_of_sort,
                        unless: None,
                        list: None,
                    };
                    let sent = self.words.sent(self.words.place(call, *events));
                    let again = [pending, cuts, Key::Memory(sent)].map(|key| others(key, false)).to_vec();
                    works.push((When::OfNew, sort));
                    works.push((
                        When::Begin,
                        Work { domain, text: run(&format!("{name}_again")), accesses: again, unless: None, list: None },
                    ));
                    works.push((When::Always, Work { domain, text: run(&name), accesses, unless: None, list }));
                }
                _ => works.push((When::Always, Work { domain, text: run(&name), accesses, unless: None, list })),
            }
        }
        works
    }
}

fn is_assigned_once(program: &Program, register: usize) -> bool {
    let writes = program.operations.iter().flat_map(Operation::writes);
    writes.filter(|resource| *resource == Resource::Register(register)).count() == 1
}

/// What the operations of a call read and write.
struct Touched<'a> {
    network: &'a Resolved,
    schedule: &'a Schedule,
    call: &'a Call,
    at: usize,
}

impl Touched<'_> {
    fn place(&self, slot: SlotId) -> Place {
        self.schedule.buffers[self.call.buffers[slot.0].0].place
    }

    fn group(&self) -> GroupId {
        self.network.instance(self.call.instance).group
    }

    /// What of a slot is touched: values, or what is sent through a delay.
    fn key(&self, slot: SlotId, words: &mut Words) -> Key {
        match self.place(slot) {
            place @ Place::Arrivals(synapses, side, variable) => {
                let kind = self.network.sent(synapses, side, variable).kind;
                Key::Memory(if kind.is_event() { words.sent(place) } else { words.states(place, Type::of(kind)) })
            }
            _ => Key::Buffer(self.call.buffers[slot.0]),
        }
    }

    /// What selects rows, or is looked at by others than its own neurons: the bits of an event.
    fn bits(&self, slot: SlotId, words: &mut Words) -> Key {
        match self.place(slot) {
            Place::Arrivals(..) => self.key(slot, words),
            _ => Key::Bits(self.call.buffers[slot.0]),
        }
    }

    /// The targets of synapses.
    fn targets(&self, structure: SlotId) -> GroupId {
        let Place::Structure(synapses) = self.place(structure) else { unreachable!("a structure is one") };
        self.network.synapse_group(synapses).target
    }

    /// Whether values of a rank belong to the unit, in a piece of work over synapses at one end, or over neurons.
    fn kernel(&self, kernel: &Kernel<SlotId>, end: Option<Side>, words: &mut Words) -> Vec<Access> {
        let mut accesses = Vec::new();
        for node in &kernel.nodes {
            let (NodeKind::Load(slot) | NodeKind::Elapsed(slot)) = node.kind else { continue };
            let is_own = match end {
                Some(Side::Target) => matches!(node.rank, Rank::Neuron | Rank::Target | Rank::Synapse),
                Some(Side::Source) => matches!(node.rank, Rank::Neuron | Rank::Source),
                None => node.rank == Rank::Neuron,
            };
            // What arrives is of the source, whatever else it depends on.
            let is_own =
                is_own && !matches!((self.place(slot), node.rank), (Place::Arrivals(..), Rank::Synapse | Rank::Source));
            accesses.push(Access { key: self.key(slot, words), is_write: false, is_own });
        }
        let registers = kernel.nodes.iter().any(|node| matches!(node.kind, NodeKind::Register(_)));
        accesses.extend(registers.then(|| others(Key::Registers(self.at), false)));
        let stores = kernel.stores.iter().map(|(slot, _)| own(Key::Buffer(self.call.buffers[slot.0]), true));
        accesses.into_iter().chain(stores).collect()
    }

    fn of(&self, operation: &Operation<SlotId>, words: &mut Words) -> (Domain, Vec<Access>) {
        let neurons = Domain::Neurons(self.group());
        match operation {
            Operation::Map(kernel) => (neurons, self.kernel(kernel, None, words)),
            Operation::MapPairs { structure, selection, kernel } => {
                let mut accesses = self.kernel(kernel, Some(Side::Target), words);
                accesses.extend(selection.rows.map(|rows| others(self.bits(rows, words), false)));
                if let Some(columns) = selection.columns {
                    accesses.push(own(self.key(columns, words), false));
                }
                accesses.extend(selection.guard.map(|_| others(Key::Registers(self.at), false)));
                (Domain::Neurons(self.targets(*structure)), accesses)
            }
            Operation::Scalar { kernel, .. } => {
                let mut accesses = self.kernel(kernel, None, words);
                accesses.push(others(Key::Registers(self.at), true));
                (Domain::Once, accesses)
            }
            Operation::Set { into, kernel, .. } => {
                let mut accesses = self.kernel(kernel, None, words);
                accesses.push(others(Key::Buffer(self.call.buffers[into.0]), true));
                (Domain::Once, accesses)
            }
            Operation::Reduce { kernel, .. } => {
                let accesses =
                    self.kernel(kernel, None, words).into_iter().map(|access| Access { is_own: false, ..access });
                (Domain::Blocks(self.group()), accesses.collect())
            }
            Operation::Propagate { structure, into, weights, events } => {
                let accesses = vec![
                    others(self.bits(*events, words), false),
                    own(self.key(*weights, words), false),
                    own(self.key(*into, words), true),
                ];
                (Domain::Neurons(self.targets(*structure)), accesses)
            }
            Operation::SumPairs { at, structure, rows, into, kernel, .. } => {
                let mut accesses = self.kernel(kernel, Some(*at), words);
                accesses.extend(rows.map(|rows| others(self.bits(rows, words), false)));
                accesses.push(own(self.key(*into, words), true));
                let group = if *at == Side::Target { self.targets(*structure) } else { self.group() };
                (Domain::Neurons(group), accesses)
            }
            Operation::Conduct { line, from, into } => {
                let accesses = [(line, true), (from, false), (into, true)]
                    .map(|(slot, is_write)| own(self.key(*slot, words), is_write))
                    .to_vec();
                (neurons, accesses)
            }
            Operation::Record { variables, .. } => {
                let accesses = variables.iter().flat_map(|variable| match variable {
                    RecordedPlace::Register(..) => vec![others(Key::Registers(self.at), false)],
                    RecordedPlace::Values(slot) => {
                        let is_own = !matches!(self.place(*slot), Place::Synapse(..));
                        vec![Access { key: self.key(*slot, words), is_write: false, is_own }]
                    }
                    RecordedPlace::Decaying(slots) => slots.map(|slot| others(self.key(slot, words), false)).to_vec(),
                });
                (neurons, accesses.collect())
            }
            Operation::List { events } => {
                let event = self.call.buffers[events.0];
                (neurons, vec![own(Key::Buffer(event), false), own(Key::Bits(event), true)])
            }
            Operation::Tabulate { into, means } => {
                (neurons, vec![own(self.key(*means, words), false), own(self.key(*into, words), true)])
            }
            Operation::Stop { .. } => (Domain::Once, vec![others(Key::Registers(self.at), false)]),
            Operation::Call { .. }
            | Operation::Exchange { .. }
            | Operation::Defer { .. }
            | Operation::CatchUp { .. } => (Domain::Once, Vec::new()),
        }
    }
}
