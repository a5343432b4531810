//! How synapses begin that the device itself has drawn: an entry for each group, with the delays and what variables begin with.
//!
//! Each source's row is worked on by one warp. A synapse's draws depend on its source and its number in the row, so that these are the
//! values of the processor, which it would compute row by row as well; the rows are sorted by their delays afterwards.

use super::operation::function;
use super::timeline::{Access, Domain, Key, Phase, Work, others, phases};
use super::words::{Begin, Memory, Structures, Word, Words};
use crate::resolved::{Delay, Resolved, Storage, SynapseId};
use crate::schedule::{Call, NodeKind, Operation, Schedule, Selection, Start};

/// How the synapses of a group begin.
pub(super) struct Beginning {
    pub(super) synapses: SynapseId,
    pub(super) phases: Vec<Phase>,
}

/// The groups whose synapses can begin on the device: those of sparse rows, unless what they begin with is more than a value for each
/// synapse.
pub(super) fn groups(network: &Resolved, schedule: &Schedule) -> Vec<SynapseId> {
    let can = |synapses: &SynapseId| {
        let group = network.synapse_group(*synapses);
        group.storage == Storage::Sparse
            && calls(network, schedule, *synapses)
                .all(|call| schedule.programs[call.program].operations.iter().all(is_simple))
    };
    (0..network.synapses.len()).map(SynapseId).filter(can).collect()
}

fn is_simple<P: Copy + PartialEq>(operation: &Operation<P>) -> bool {
    match operation {
        Operation::Scalar { .. } => true,
        Operation::MapPairs { selection, .. } => *selection == Selection::ALL,
        _ => false,
    }
}

/// The programs by which they begin; what all synapses of a group share begins on the processor.
pub(super) fn calls<'a>(
    network: &'a Resolved,
    schedule: &'a Schedule,
    of: SynapseId,
) -> impl Iterator<Item = &'a Call> {
    schedule.start.iter().filter_map(move |start| match start {
        Start::Delay { synapses, call } if *synapses == of => Some(call),
        Start::Synapse { synapses, variable, call } if *synapses == of => {
            let is_shared = network.synapse_group(of).variables[*variable].is_shared;
            (!is_shared).then_some(call)
        }
        _ => None,
    })
}

/// The columns of the variables that have a value for each synapse of a group.
pub(super) fn variables(network: &Resolved, of: SynapseId) -> impl Iterator<Item = String> {
    let group = network.synapse_group(of);
    let own = group.variables.iter().filter(|variable| !variable.is_shared);
    own.map(|variable| format!("{}.{}", group.name, variable.name))
}

/// Lays out the work.
pub(super) fn beginnings(words: &mut Words) -> Vec<Beginning> {
    let (network, schedule) = (words.network, words.schedule);
    let begin = |synapses: SynapseId| {
        let group = network.synapse_group(synapses);
        let mut works: Vec<Work> =
            calls(network, schedule, synapses).flat_map(|call| of_call(call, synapses, words)).collect();
        if group.delay == Delay::Each {
            works.push(round(synapses, words));
        }
        Beginning { synapses, phases: phases(works) }
    };
    groups(network, schedule).into_iter().map(begin).collect()
}

fn of_call(call: &Call, synapses: SynapseId, words: &mut Words) -> Vec<Work> {
    let (schedule, source) = (words.schedule, words.network.synapse_group(synapses).source);
    let at = words.call(call);
    let operations = schedule.programs[call.program].operations.iter().enumerate();
    let work = |(number, operation): (usize, &Operation<_>)| {
        let text = format!("{}(run, unit, run.words + {at})", function(call.program, number));
        let is_one = matches!(operation, Operation::Scalar { .. });
        let reads = operation
            .kernels()
            .iter()
            .any(|kernel| kernel.nodes.iter().any(|node| matches!(node.kind, NodeKind::Register(_))));
        let registers = Key::Registers(at);
        let accesses: Vec<Access> = (is_one || reads).then(|| others(registers, is_one)).into_iter().collect();
        let domain = if is_one { Domain::Once } else { Domain::Rows(source) };
        Work { domain, text, accesses, unless: None, list: None }
    };
    operations.map(work).collect()
}

/// Delays become whole steps, and synapses are numbered by their places.
fn round(synapses: SynapseId, words: &mut Words) -> Work {
    let source = words.network.synapse_group(synapses).source;
    let parts = [Structures::Starts, Structures::Delays, Structures::Numbers];
    let mut own: Vec<Word> = parts.map(|part| words.address(Memory::Structure { synapses, part })).into();
    own.extend(
        [Begin::Delays, Begin::Longest, Begin::Shortest].map(|part| words.address(Memory::Begin { synapses, part })),
    );
    let at = words.add(own);
    Work {
        domain: Domain::Rows(source),
        text: format!("izhi::round_row<Float>(run, unit, run.words + {at})"),
        accesses: Vec::new(),
        unless: None,
        list: None,
    }
}
