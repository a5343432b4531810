//! The schedule as text for people: what runs in each iteration, then what each program does.

use std::fmt::{self, Write};

use super::{Call, Kernel, NodeId, NodeKind, Operation, Place, Program, Schedule, Selection, SlotId};
use crate::model::{Distribution, End, Rank, Reduction, UnaryOperator};
use crate::resolved::{Delay, RecordKind, Resolved};

/// Calls of one program shown before the rest is only counted.
const SHOWN_CALLS: usize = 8;

/// The whole plan of a network.
pub(crate) fn text(schedule: &Schedule, model: &Resolved) -> String {
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = write_schedule(&mut text, schedule, model);
    text
}

fn write_schedule(out: &mut String, schedule: &Schedule, model: &Resolved) -> fmt::Result {
    writeln!(out, "network {} ({}, dt {})", model.name, model.float.name(), model.dt)?;
    writeln!(out, "\nbefore the first iteration")?;
    let variables = schedule.initial_variables.iter().map(|initial| &initial.call);
    write_calls(out, &variables.collect::<Vec<_>>(), schedule, model)?;
    let delays = schedule.initial_delays.iter().map(|initial| &initial.call);
    let synapses = schedule.initial_synapses.iter().map(|initial| &initial.call);
    let decays = schedule.decays.iter().map(|decay| &decay.call);
    write_calls(out, &delays.chain(decays).chain(synapses).collect::<Vec<_>>(), schedule, model)?;
    write_arrivals(out, schedule, model)?;
    let calls: Vec<&Call> = schedule.calls.iter().collect();
    for same_key in
        calls.chunk_by(|left, right| model.instance(left.instance).key == model.instance(right.instance).key)
    {
        writeln!(out, "\nkey {}", model.instance(same_key[0].instance).key)?;
        write_calls(out, same_key, schedule, model)?;
    }
    if !schedule.settling.is_empty() {
        writeln!(out, "\nbefore synapses are looked at from outside, and when too much waits")?;
        let settling: Vec<&Call> = schedule.settling.iter().map(|settling| &settling.call).collect();
        write_calls(out, &settling, schedule, model)?;
    }
    for (index, program) in schedule.programs.iter().enumerate() {
        write_program(out, index, program, model)?;
    }
    Ok(())
}

/// What travels on at the beginning of each iteration.
fn write_arrivals(out: &mut String, schedule: &Schedule, model: &Resolved) -> fmt::Result {
    if !schedule.arrivals.is_empty() {
        writeln!(out, "\nat the beginning of each iteration")?;
    }
    for &(synapses, variable) in &schedule.arrivals {
        let synapses = model.synapse_group(synapses);
        let source = model.group(synapses.source);
        let delay = match synapses.delay {
            Delay::One(delay) => format!("after {delay}"),
            Delay::Each | Delay::None => "after the delay of each synapse".to_owned(),
        };
        let event = &source.variables[variable.0].name;
        writeln!(out, "  {}.{event} arrives through {} {delay}", source.name, synapses.name)?;
    }
    Ok(())
}

fn write_calls(out: &mut String, calls: &[&Call], schedule: &Schedule, model: &Resolved) -> fmt::Result {
    for same in calls.chunk_by(|left, right| left.program == right.program) {
        let program = &schedule.programs[same[0].program];
        writeln!(out, "  {}", title(same[0].program, program, model))?;
        for call in same.iter().take(SHOWN_CALLS) {
            write!(out, "    on {}", model.group(model.instance(call.instance).group).name)?;
            let bindings = bindings(call, program, model);
            writeln!(out, "{}{}", if bindings.is_empty() { "" } else { ": " }, bindings.join(", "))?;
        }
        if same.len() > SHOWN_CALLS {
            writeln!(out, "    and {} more", same.len() - SHOWN_CALLS)?;
        }
    }
    Ok(())
}

/// What the program's slots stand for, where that is not the group's own.
fn bindings(call: &Call, program: &Program, model: &Resolved) -> Vec<String> {
    let own = model.instance(call.instance).group;
    let binding = |(place, slot): (&Place, &super::Slot)| match *place {
        Place::Synapse(synapses, variable) => {
            let synapses = model.synapse_group(synapses);
            Some(format!("{} = {}.{}", slot.label, synapses.name, synapses.variables[variable].name))
        }
        Place::Delay(synapses) => Some(format!("{} = {}.delay", slot.label, model.synapse_group(synapses).name)),
        Place::Arrivals(synapses, variable) => {
            let synapses = model.synapse_group(synapses);
            let event = &model.group(synapses.source).variables[variable.0].name;
            Some(format!("{} = {event} through {}", slot.label, synapses.name))
        }
        Place::Variable(group, variable) if group != own || slot.label.starts_with("other_") => {
            let group = model.group(group);
            Some(format!("{} = {}.{}", slot.label, group.name, group.variables[variable.0].name))
        }
        _ => None,
    };
    call.places.iter().zip(&program.slots).filter_map(binding).collect()
}

fn title(index: usize, program: &Program, model: &Resolved) -> String {
    format!("program {index}: {} of {}", program.purpose.word(), model.behavior(program.behavior).name)
}

fn write_program(out: &mut String, index: usize, program: &Program, model: &Resolved) -> fmt::Result {
    writeln!(out, "\n{}", title(index, program, model))?;
    for operation in &program.operations {
        Printer { program, model }.operation(out, operation)?;
    }
    Ok(())
}

struct Printer<'a> {
    program: &'a Program,
    model: &'a Resolved,
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
            Operation::MapPairs { selection, kernel, .. } => {
                writeln!(out, "  for each synapse{}", self.selection(selection))?;
                self.kernel(out, kernel, &[])
            }
            Operation::Defer { update, columns, .. } => {
                writeln!(out, "  update {update} of each synapse to {} waits", self.label(*columns))
            }
            Operation::CatchUp { selection, updates, .. } => {
                writeln!(out, "  each synapse{} catches up with", self.selection(selection))?;
                for (update, kernel) in updates.iter().enumerate() {
                    writeln!(out, "   update {update}")?;
                    self.kernel(out, kernel, &[])?;
                }
                Ok(())
            }
            Operation::Set { into, kernel, value } => {
                writeln!(out, "  for all synapses")?;
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
            Operation::Propagate { into, weights, events, .. } => {
                let [into, weights, events] = [into, weights, events].map(|slot| self.label(*slot));
                writeln!(out, "  {into} = sum of the rows of {weights} with {events}")
            }
            Operation::SumPairs { end, rows, into, kernel, value, condition, .. } => {
                let over = if *end == End::Afferent { "sources" } else { "targets" };
                let with = rows.map(|rows| format!(" with {}", self.label(rows))).unwrap_or_default();
                writeln!(out, "  {} = sum over the {over}{with} of", self.label(*into))?;
                self.sum(out, kernel, *value, *condition)
            }
            Operation::Record { kind, variables, .. } => {
                let names: Vec<&str> = variables.iter().map(|slot| self.label(*slot)).collect();
                let what = if *kind == RecordKind::Values { "values" } else { "events" };
                writeln!(out, "  record the {what} of {}", names.join(", "))
            }
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
                matches!(node.kind, NodeKind::Draw(..)) || (*uses > 1 && !node.kind.operands().is_empty())
            })
            .collect();
        for id in (0..kernel.nodes.len()).filter(|&id| is_named[id]) {
            writeln!(out, "    let t{id} = {}", self.node(kernel, id, &is_named))?;
        }
        for (name, value) in results {
            writeln!(out, "    {name} <- {}", self.operand(kernel, value, &is_named))?;
        }
        Ok(())
    }

    fn operand(&self, kernel: &Kernel<SlotId>, id: NodeId, is_named: &[bool]) -> String {
        if is_named[id] { format!("t{id}") } else { self.node(kernel, id, is_named) }
    }

    fn node(&self, kernel: &Kernel<SlotId>, id: NodeId, is_named: &[bool]) -> String {
        let operand = |id: NodeId| self.operand(kernel, id, is_named);
        let inner = |id: NodeId| match kernel.nodes[id].kind {
            NodeKind::Binary(..) if !is_named[id] => format!("({})", operand(id)),
            _ => operand(id),
        };
        match &kernel.nodes[id].kind {
            NodeKind::Number(value) => format!("{value:?}"),
            NodeKind::Integer(value) => value.to_string(),
            NodeKind::Bool(value) => value.to_string(),
            // In synapses from a group to itself both ends have the same variables.
            NodeKind::Load(slot)
                if kernel.nodes[id].rank == Rank::Other && !self.label(*slot).starts_with("other_") =>
            {
                format!("other {}", self.label(*slot))
            }
            NodeKind::Load(slot) => self.label(*slot).to_owned(),
            NodeKind::Elapsed(slot) => format!("iterations since {}", self.label(*slot)),
            NodeKind::Index if kernel.nodes[id].rank == Rank::Other => "other index".to_owned(),
            NodeKind::Index => "index".to_owned(),
            NodeKind::Draw(Distribution::Uniform, draw) => format!("uniform#{draw}"),
            NodeKind::Draw(Distribution::Normal, draw) => format!("normal#{draw}"),
            NodeKind::Parameter(parameter) => {
                self.model.behavior(self.program.behavior).parameters[*parameter].name.to_string()
            }
            NodeKind::Dt => "dt".to_owned(),
            NodeKind::Iteration => "iteration".to_owned(),
            NodeKind::Size => "size".to_owned(),
            NodeKind::Register(register) => format!("%{register}"),
            NodeKind::Kept(number) => match kernel.nodes[id].rank {
                Rank::Own => format!("own#{number}"),
                Rank::Other => format!("other#{number}"),
                Rank::Scalar | Rank::Pair => format!("kept#{number}"),
            },
            NodeKind::ToNumber(operand_id) => format!("number({})", operand(*operand_id)),
            NodeKind::Unary(UnaryOperator::Negate, operand_id) => format!("-{}", inner(*operand_id)),
            NodeKind::Unary(UnaryOperator::Not, operand_id) => format!("!{}", inner(*operand_id)),
            NodeKind::Binary(operator, left, right) => {
                format!("{} {} {}", inner(*left), operator.symbol(), inner(*right))
            }
            NodeKind::Select(condition, then, otherwise) => {
                format!("select({}, {}, {})", operand(*condition), operand(*then), operand(*otherwise))
            }
            NodeKind::Call(function, arguments) => {
                let arguments: Vec<String> = arguments.iter().map(|&argument| operand(argument)).collect();
                format!("{function}({})", arguments.join(", "))
            }
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
