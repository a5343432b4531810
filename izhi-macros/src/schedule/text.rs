//! The schedule as text, complete: from it alone a person, or the interpreter of the tests, can run the network.
//!
//! ```text
//! network Name (f32, dt 0.5, seed 0)
//!
//! what exists                                          every buffer: element, extent, layout, lifetime, role
//!   cells.v: number for each neuron of cells; state
//!   cells.leaky.tau: number; parameter, 20.0 as declared where tau > 0.0
//! who draws                                            every site, with the number of its first stream
//!   site 3: cells/noise/step from 17400366250467530621: uniform#0
//! before the first iteration                           the timelines: programs with what they are called on
//! in each iteration
//!   program 2: step of Leaky
//!     on cells.leaky at site 3: W = EXC.W
//!
//! program 2: step of Leaky                             each program once
//!   for each neuron
//!     v <- v + 1.0
//! ```
//!
//! A name of a program that its call does not bind is that of the behaviour's group, or where the group has none of that
//! name, of the behaviour itself. A draw `uniform#0()` in a step is one for each synapse: of the site and what the synapse group adds
//! to it, by the source and by the synapse's number among those of the source; in parentheses stands where that is kept, if it
//! is not its place in the row. What is computed for the delay of a synapse is rounded to a number of iterations. Steps are
//! passed over where their behaviour is switched off. A Rust function is called by the behaviour's name and its path, with what
//! it is given and may change (`mut`); of what it has changed no subnormal number is kept. At the end of an iteration the
//! neurons with an event are added to the number of all iterations. A network can be cut into parts, each with some neurons of each
//! group and the synapses to them; what parts learn of each other they have computed for their own neurons. Reductions are over the
//! neurons of all parts. Where there is one part, nothing is learnt.

use std::collections::BTreeSet;
use std::fmt::{self, Write};

use super::buffers::{Element, Extent, Layout, Lifetime, Role};
use super::{
    Argument, Buffer, BufferId, Call, Condition, Distribution, Entry, Kernel, NodeId, NodeKind, Operation, Place,
    Program, Rank, RecordedPlace, Reduction, Schedule, Selection, Side, SlotId, Start, UnaryOperator,
};
use crate::resolved::{BehaviorId, Delay, RecordKind, Resolved};

/// The whole schedule of a network.
pub(crate) fn text(schedule: &Schedule, network: &Resolved) -> String {
    let mut text = String::new();
    // Writing to a string cannot fail.
    let names = schedule.buffers.iter().map(|buffer| buffer.name.as_str()).collect();
    let _ = Writer { schedule, network, names }.write(&mut text);
    text
}

struct Writer<'a> {
    schedule: &'a Schedule,
    network: &'a Resolved,
    /// Of all buffers.
    names: BTreeSet<&'a str>,
}

impl Writer<'_> {
    fn write(&self, out: &mut String) -> fmt::Result {
        let Resolved { name, float, dt, seed, .. } = self.network;
        writeln!(out, "network {name} ({}, dt {dt}, seed {seed})", float.name())?;
        writeln!(out, "\nwhat exists")?;
        for buffer in &self.schedule.buffers {
            self.buffer(out, buffer)?;
        }
        writeln!(out, "\nwho draws")?;
        for (number, site) in self.schedule.sites.iter().enumerate().filter(|(_, site)| !site.streams.is_empty()) {
            let streams = site.streams.iter().map(|(number, drawn)| format!("{drawn}#{number}"));
            let streams = streams.collect::<Vec<_>>().join(", ");
            writeln!(out, "  site {number}: {} from {}: {streams}", site.name, site.number)?;
        }
        for (synapses, number) in &self.schedule.synapse_sites {
            let name = &self.network.synapse_group(*synapses).name;
            writeln!(out, "  synapses {name} add {number}")?;
        }
        writeln!(out, "\nbefore the first iteration")?;
        writeln!(out, "  all is zero, and no neuron has an event")?;
        let mut last = None;
        for start in &self.schedule.start {
            self.start(out, start, &mut last)?;
        }
        if !self.schedule.prepare.is_empty() {
            writeln!(out, "\nbefore the first iteration of each run")?;
            let mut last = None;
            self.schedule.prepare.iter().try_for_each(|call| self.call(out, call, &mut last))?;
        }
        writeln!(out, "\nin each iteration")?;
        self.iteration(out)?;
        if !self.schedule.settle.is_empty() {
            writeln!(out, "\nbefore synapses are looked at from outside")?;
            let mut last = None;
            self.schedule.settle.iter().try_for_each(|call| self.call(out, call, &mut last))?;
        }
        for (index, program) in self.schedule.programs.iter().enumerate() {
            writeln!(out, "\n{}", self.title(index))?;
            let printer = Printer { network: self.network, program };
            program.operations.iter().try_for_each(|operation| printer.operation(out, operation))?;
        }
        Ok(())
    }

    fn buffer(&self, out: &mut String, buffer: &Buffer) -> fmt::Result {
        let element = match buffer.element {
            Element::Number => "number",
            Element::Integer => "integer",
            Element::Bool => "flag",
            Element::Neuron => "neuron",
            Element::Iteration => "iteration",
            Element::Steps => "number of iterations",
            Element::Entry => "entries",
        };
        let extent = match buffer.extent {
            Extent::One => String::new(),
            Extent::Neurons(group) => format!(" for each neuron of {}", self.network.group(group).name),
            Extent::Rows(group) => format!(" for each iteration and neuron of {}", self.network.group(group).name),
            Extent::Synapses(synapses) => format!(" for each synapse of {}", self.network.synapse_group(synapses).name),
            Extent::Growing => ", as many as there are".to_owned(),
        };
        let layout = match buffer.layout {
            Layout::Dense => " in a matrix",
            Layout::Sparse => " in rows",
            Layout::Shared => "",
        };
        let lifetime = if buffer.lifetime == Lifetime::Step { "within a step" } else { buffer.role.word() };
        write!(out, "  {}: {element}{extent}{layout}; {lifetime}", buffer.name)?;
        match (buffer.place, buffer.role) {
            (Place::Parameter(instance, parameter), _) => {
                let instance = self.network.instance(instance);
                let declared = match instance.is_each(parameter) {
                    true => "one for each".to_owned(),
                    false => format!("{:?}", instance.number(parameter).unwrap_or(0.0)),
                };
                writeln!(out, ", {declared} as declared{}", self.condition(instance.behavior, parameter))
            }
            (Place::Structure(synapses), _) => {
                let synapses = self.network.synapse_group(synapses);
                let ends = [synapses.source, synapses.target].map(|group| &self.network.group(group).name);
                writeln!(out, ", from {} to {}", ends[0], ends[1])
            }
            (Place::Arrivals(synapses, side, variable), _) => {
                let group = self.network.group(self.network.synapse_group(synapses).at(side));
                writeln!(out, " of {}.{}", group.name, group.variables[variable.0].name)
            }
            (Place::Conduction(synapses, _), _) => {
                let synapses = self.network.synapse_group(synapses);
                let (target, delay) = (&self.network.group(synapses.target).name, synapses.dendritic_delay);
                writeln!(out, " to {target}, {:?} long as declared", delay.unwrap_or_default())
            }
            (_, Role::Event | Role::Flag) => writeln!(out, ", with the list of those that have it"),
            _ => writeln!(out),
        }
    }

    /// What has to hold of a parameter.
    fn condition(&self, behavior: BehaviorId, parameter: usize) -> String {
        let mut conditions = self.schedule.conditions.iter();
        let is_own =
            |condition: &&Condition| (condition.program.behavior, condition.parameter) == (behavior, parameter);
        let Some(Condition { program, kernel, value, .. }) = conditions.find(is_own) else { return String::new() };
        let are_named = vec![false; kernel.nodes.len()];
        format!(" where {}", Printer { network: self.network, program }.operand(kernel, *value, &are_named))
    }

    fn start(&self, out: &mut String, start: &Start, last: &mut Option<usize>) -> fmt::Result {
        match start {
            Start::Connect { synapses } => {
                *last = None;
                let synapses = self.network.synapse_group(*synapses);
                let how = if synapses.connect.is_some() { "its connector" } else { "all with all" };
                let sorted = match synapses.delay {
                    Delay::Each => "; when all has begun, its rows are put in order of delay, equal ones as they were",
                    Delay::One(_) | Delay::None => "",
                };
                writeln!(out, "  connect {} by {how}{sorted}", synapses.name)
            }
            Start::Parameter { call, .. }
            | Start::Variable { call, .. }
            | Start::Delay { call, .. }
            | Start::Decay { call, .. }
            | Start::Synapse { call, .. } => self.call(out, call, last),
        }
    }

    fn iteration(&self, out: &mut String) -> fmt::Result {
        let mut last = None;
        let mut key = None;
        for entry in &self.schedule.iteration {
            match entry {
                Entry::Advance { synapses, side, variable, delay } => {
                    let group = self.network.synapse_group(*synapses);
                    let name = &self.network.sent(*synapses, *side, *variable).name;
                    let dendritic = if *side == Side::Target { "dendritic " } else { "" };
                    let delay = match delay {
                        Delay::One(delay) => format!("a {dendritic}delay of {delay:?} as declared"),
                        Delay::Each | Delay::None => format!("the delays {}:delay", group.name),
                    };
                    let (channel, neurons) =
                        (format!("{}:{}_{name}", group.name, side.arriving()), self.network.group(group.at(*side)));
                    writeln!(out, "  {channel} is what arrives of {}.{name} after {delay}", neurons.name)?;
                }
                Entry::Step { call, begins } => {
                    let own = self.network.instance(call.instance).key;
                    if key != Some(own) {
                        writeln!(out, " key {own}")?;
                        (key, last) = (Some(own), None);
                    }
                    self.call(out, call, &mut last)?;
                    if !begins.is_empty() {
                        let instance = self.network.instance(call.instance);
                        let name = format!("{}.{}", self.network.group(instance.group).name, instance.name);
                        let events: Vec<&str> =
                            begins.iter().map(|event| self.schedule.buffers[event.0].name.as_str()).collect();
                        writeln!(
                            out,
                            "    where {name} is switched off, no neuron has {} but by hand",
                            events.join(", ")
                        )?;
                    }
                }
                Entry::Flush { synapses, updates, within, call } => {
                    let name = &self.network.synapse_group(*synapses).name;
                    write!(out, " where {name}:log has no room for {updates} more")?;
                    let within = within.map(|within| format!(", or its first update is {within} iterations old"));
                    writeln!(out, "{}", within.unwrap_or_default())?;
                    last = None;
                    self.call(out, call, &mut last)?;
                }
                Entry::Exchange { known, through } => {
                    let names = |buffers: &[BufferId]| {
                        let names = buffers.iter().map(|buffer| self.schedule.buffers[buffer.0].name.as_str());
                        names.collect::<Vec<_>>().join(", ")
                    };
                    write!(out, "  parts learn {} of each other", names(known))?;
                    if !through.is_empty() {
                        write!(out, ", at the latest once in the shortest delay of {}", names(through))?;
                    }
                    writeln!(out)?;
                    last = None;
                }
                Entry::Count => writeln!(out, "  the iteration is complete")?,
            }
        }
        Ok(())
    }

    /// A line for the program where it is not the last one, and one for what it is called on.
    fn call(&self, out: &mut String, call: &Call, last: &mut Option<usize>) -> fmt::Result {
        if *last != Some(call.program) {
            writeln!(out, "  {}", self.title(call.program))?;
            *last = Some(call.program);
        }
        let instance = self.network.instance(call.instance);
        write!(out, "    on {}.{}", self.network.group(instance.group).name, instance.name)?;
        if !self.schedule.sites[call.site.0].streams.is_empty() {
            write!(out, " at site {}", call.site.0)?;
        }
        let bindings = self.bindings(call);
        writeln!(out, "{}{}", if bindings.is_empty() { "" } else { ": " }, bindings.join(", "))
    }

    /// What the program's slots stand for, where that is not the group's or the behaviour's own.
    fn bindings(&self, call: &Call) -> Vec<String> {
        let instance = self.network.instance(call.instance);
        let group = &self.network.group(instance.group).name;
        let slots = &self.schedule.programs[call.program].slots;
        let binding = |(slot, buffer): (&super::Slot, &super::BufferId)| {
            let name = &self.schedule.buffers[buffer.0].name;
            let label = &slot.label;
            let of_group = ['.', ':'].map(|mark| format!("{group}{mark}{label}"));
            let of_behavior = ['.', ':'].map(|mark| format!("{group}.{}{mark}{label}", instance.name));
            let own = of_group.iter().chain(&of_behavior).find(|own| self.names.contains(own.as_str()));
            (own != Some(name)).then(|| format!("{label} = {name}"))
        };
        slots.iter().zip(&call.buffers).filter_map(binding).collect()
    }

    fn title(&self, index: usize) -> String {
        let program = &self.schedule.programs[index];
        format!("program {index}: {} of {}", program.purpose.word(), self.network.behavior(program.behavior).name)
    }
}

struct Printer<'a> {
    network: &'a Resolved,
    program: &'a Program,
}

impl Printer<'_> {
    fn label(&self, slot: SlotId) -> &str {
        &self.program.slots[slot.0].label
    }

    fn selection(&self, selection: &Selection<SlotId>) -> String {
        let from = selection.rows.map(|rows| format!(" from {}", self.label(rows)));
        let to = selection.columns.map(|columns| format!(" to {}", self.label(columns)));
        let guard = selection.guard.map(|register| format!(" if %{register}"));
        [from, to, guard].into_iter().flatten().collect()
    }

    fn operation(&self, out: &mut String, operation: &Operation<SlotId>) -> fmt::Result {
        match operation {
            Operation::Map(kernel) => {
                writeln!(out, "  for each neuron")?;
                self.kernel(out, kernel, &[])
            }
            Operation::MapPairs { structure, selection, kernel } => {
                writeln!(out, "  for each synapse of {}{}", self.label(*structure), self.selection(selection))?;
                self.kernel(out, kernel, &[])
            }
            Operation::Defer { log, update, columns, kernel, kept } => {
                let (log, columns) = (self.label(*log), self.label(*columns));
                writeln!(out, "  update {update} of each synapse to {columns} waits in {log} with")?;
                let scalars = kept.scalars.iter().enumerate().map(|(number, value)| (format!("kept#{number}"), *value));
                self.kernel(out, kernel, &scalars.collect::<Vec<_>>())?;
                for (end, slots) in [("source", &kept.sources), ("target", &kept.targets)] {
                    for (number, slot) in slots.iter().enumerate() {
                        writeln!(out, "    {end}#{number} <- {end}.{}", self.label(*slot))?;
                    }
                }
                Ok(())
            }
            Operation::CatchUp { structure, log, selection, updates } => {
                let (structure, log) = (self.label(*structure), self.label(*log));
                writeln!(out, "  each synapse of {structure}{} catches up with {log}", self.selection(selection))?;
                for (update, kernel) in updates.iter().enumerate() {
                    writeln!(out, "   update {update}")?;
                    self.kernel(out, kernel, &[])?;
                }
                Ok(())
            }
            Operation::Set { into, kernel, value } => {
                writeln!(out, "  once for all")?;
                self.kernel(out, kernel, &[(self.label(*into).to_owned(), *value)])
            }
            Operation::Scalar { kernel, value, register } => {
                writeln!(out, "  once")?;
                self.kernel(out, kernel, &[(format!("%{register}"), *value)])
            }
            Operation::Reduce { kernel, reduction, value, condition, register } => {
                writeln!(out, "  %{register} = {} over the neurons of", reduction.word())?;
                self.sum(out, kernel, *value, *condition)
            }
            Operation::Propagate { structure, into, weights, events } => {
                let [structure, into] = [structure, into].map(|slot| self.label(*slot));
                let [weights, events] = [weights, events].map(|slot| self.label(*slot));
                writeln!(out, "  {into} = sum of {weights} over the rows of {structure} with {events}")
            }
            Operation::SumPairs { at, structure, rows, into, kernel, value, condition } => {
                let over = if *at == Side::Target { "sources" } else { "targets" };
                let with = rows.map(|rows| format!(" with {}", self.label(rows))).unwrap_or_default();
                let (into, structure) = (self.label(*into), self.label(*structure));
                writeln!(out, "  {into} = sum over the {over} of {structure}{with} of")?;
                self.sum(out, kernel, *value, *condition)
            }
            Operation::Conduct { line, from, into } => {
                let [line, from, into] = [line, from, into].map(|slot| self.label(*slot));
                writeln!(out, "  {into} = what arrives of {from} along {line}")
            }
            Operation::Tabulate { into, means } => {
                writeln!(
                    out,
                    "  {} <- the Poisson distributions of the means {}",
                    self.label(*into),
                    self.label(*means)
                )
            }
            Operation::Stop { register, .. } => writeln!(out, "  stop behind this iteration if %{register}"),
            Operation::Call { function, arguments, guard } => {
                let given: Vec<String> = arguments.iter().map(|argument| self.given(*argument)).collect();
                let guard = guard.map(|register| format!(" if %{register}")).unwrap_or_default();
                writeln!(out, "  call {}({}){guard}", self.network.function_name(*function), given.join(", "))
            }
            Operation::List { events } => writeln!(out, "  list the neurons with {}", self.label(*events)),
            Operation::Exchange { place } => writeln!(out, "  parts learn {} of each other", self.label(*place)),
            Operation::Record { kind, variables, .. } => {
                let name = |variable: &RecordedPlace<SlotId>| match *variable {
                    RecordedPlace::Values(values) => self.label(values).to_owned(),
                    RecordedPlace::Decaying(places) => {
                        let [values, constant, times] = places.map(|place| self.label(place));
                        format!("{values} (decaying with {constant} from {times} on)")
                    }
                    RecordedPlace::Register(register, _) => format!("%{register}"),
                };
                let names: Vec<String> = variables.iter().map(name).collect();
                let what = match kind {
                    RecordKind::Values => "values",
                    RecordKind::Events => "events",
                    RecordKind::Rates => "rates",
                };
                writeln!(out, "  record the {what} of {}", names.join(", "))
            }
        }
    }

    /// An argument of a Rust function: its kind, and where it is.
    fn given(&self, argument: Argument<SlotId>) -> String {
        let kind = argument.kind();
        match argument {
            Argument::Register(register, _) => format!("{kind} %{register}"),
            Argument::Neurons { place, .. } => format!("{kind} {}", self.label(place)),
            Argument::Synapses { structure, values, .. } => {
                format!("{kind} {} of {}", self.label(values), self.label(structure))
            }
            Argument::Random(stream) => format!("{kind}#{stream}"),
        }
    }

    fn sum(&self, out: &mut String, kernel: &Kernel<SlotId>, value: NodeId, condition: Option<NodeId>) -> fmt::Result {
        let mut roots = vec![("value".to_owned(), value)];
        roots.extend(condition.map(|condition| ("where".to_owned(), condition)));
        self.kernel(out, kernel, &roots)
    }

    /// The stores and the roots, with a name for what is used more than once.
    fn kernel(&self, out: &mut String, kernel: &Kernel<SlotId>, roots: &[(String, NodeId)]) -> fmt::Result {
        let mut uses = vec![0; kernel.nodes.len()];
        for node in &kernel.nodes {
            node.kind.operands().into_iter().for_each(|operand| uses[operand] += 1);
        }
        let results = kernel.stores.iter().map(|(slot, value)| (self.label(*slot).to_owned(), *value));
        let results: Vec<(String, NodeId)> = results.chain(roots.iter().cloned()).collect();
        results.iter().for_each(|(_, value)| uses[*value] += 1);
        let is_named: Vec<bool> = (kernel.nodes.iter().zip(&uses))
            .map(|(node, uses)| {
                matches!(node.kind, NodeKind::Draw(..) | NodeKind::SynapseDraw { .. } | NodeKind::Tabulated { .. })
                    || (*uses > 1 && !node.kind.operands().is_empty())
            })
            .collect();
        for id in (0..kernel.nodes.len()).filter(|&id| is_named[id]) {
            writeln!(out, "    let ${id} = {}", self.node(kernel, id, &is_named))?;
        }
        for (name, value) in results {
            writeln!(out, "    {name} <- {}", self.operand(kernel, value, &is_named))?;
        }
        Ok(())
    }

    fn operand(&self, kernel: &Kernel<SlotId>, id: NodeId, is_named: &[bool]) -> String {
        if is_named[id] { format!("${id}") } else { self.node(kernel, id, is_named) }
    }

    fn node(&self, kernel: &Kernel<SlotId>, id: NodeId, is_named: &[bool]) -> String {
        let operand = |id: NodeId| self.operand(kernel, id, is_named);
        let inner = |id: NodeId| match kernel.nodes[id].kind {
            NodeKind::Binary(..) if !is_named[id] => format!("({})", operand(id)),
            _ => operand(id),
        };
        let called = |name: &str, arguments: &[NodeId]| {
            let arguments: Vec<String> = arguments.iter().map(|&argument| operand(argument)).collect();
            format!("{name}({})", arguments.join(", "))
        };
        match &kernel.nodes[id].kind {
            NodeKind::Number(value) => format!("{value:?}"),
            NodeKind::Integer(value) => value.to_string(),
            NodeKind::Bool(value) => value.to_string(),
            NodeKind::Load(slot) => format!("{}{}", end(kernel.nodes[id].rank), self.label(*slot)),
            NodeKind::Elapsed(slot) => format!("elapsed({})", self.label(*slot)),
            NodeKind::Index => format!("{}index", end(kernel.nodes[id].rank)),
            NodeKind::Draw(distribution, draw) => format!("{}#{draw}", distribution.word()),
            NodeKind::SynapseDraw { distribution, number, numbers } => {
                let numbers = numbers.map(|slot| self.label(slot)).unwrap_or_default();
                format!("{}#{number}({numbers})", distribution.word())
            }
            NodeKind::Tabulated { table, uniform, normal } => {
                format!("tabulated({}, uniform#{uniform}, normal#{normal})", self.label(*table))
            }
            NodeKind::Dt => "dt".to_owned(),
            NodeKind::Iteration => "iteration".to_owned(),
            NodeKind::Size => "size".to_owned(),
            NodeKind::Register(register) => format!("%{register}"),
            NodeKind::Kept(number) => match kernel.nodes[id].rank {
                Rank::Source => format!("source#{number}"),
                Rank::Target => format!("target#{number}"),
                Rank::One | Rank::Neuron | Rank::Synapse => format!("kept#{number}"),
            },
            NodeKind::ToNumber(operand_id) => format!("number({})", operand(*operand_id)),
            NodeKind::ToInteger(operand_id) => format!("integer({})", operand(*operand_id)),
            NodeKind::Unary(UnaryOperator::Negate, operand_id) => format!("-{}", inner(*operand_id)),
            NodeKind::Unary(UnaryOperator::Not, operand_id) => format!("!{}", inner(*operand_id)),
            NodeKind::Binary(operator, left, right) => {
                format!("{} {} {}", inner(*left), operator.symbol(), inner(*right))
            }
            NodeKind::Select(condition, then, otherwise) => {
                format!("select({}, {}, {})", operand(*condition), operand(*then), operand(*otherwise))
            }
            NodeKind::Call(function, arguments) => called(function.name(), arguments),
            NodeKind::Timing(timing, arguments) => called(timing.name(), arguments),
        }
    }
}

/// At which end of the synapses a value is.
fn end(rank: Rank) -> &'static str {
    match rank {
        Rank::Source => "source.",
        Rank::Target => "target.",
        Rank::One | Rank::Neuron | Rank::Synapse => "",
    }
}

impl Distribution {
    pub(super) fn word(self) -> &'static str {
        match self {
            Distribution::Uniform => "uniform",
            Distribution::Normal => "normal",
        }
    }
}

impl Reduction {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Reduction::Sum => "sum",
            Reduction::Mean => "mean",
            Reduction::Min => "min",
            Reduction::Max => "max",
            Reduction::Count => "count",
        }
    }
}
