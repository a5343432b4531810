//! The GPU backend: the schedule as CUDA C, and what a program is told.
//!
//! ```text
//! typedef float Float;
//! IZHI_FUNCTION void program_9_0(run, unit, call) { ... }            one for each operation of a program
//! IZHI_FUNCTION void phase_0(run) {                                  what can be done without waiting
//!     for each unit of this warp: program_9_0(run, unit, run.words + 120); program_10_2(...);
//! }
//! IZHI_ENTRY izhi_run(networks, count) { for each iteration: phase_0(run); wait_for_all(run); ... }
//! ```
//!
//! One kernel goes through all iterations of a run; its warps wait for each other between phases. Several networks that
//! differ in what they are told, seeds and parameters, run in it side by side, each with some of the warps. What is the
//! same for all networks stands in the library of device programs, in the crate `izhi-cuda`; the text is also C++,
//! which tests run on the processor. It takes the schedule in which no update waits, as there is nobody to whom
//! synapses would be shown in between.
//!
//! What synapses begin with that the device has drawn is an entry of its own for each group (`begin`).
//!
//! Sums over synapses are added up in the order in which one thread would add them: a warp has some of the targets, and all that
//! arrives at them. So the bits are those of the processor.

mod begin;
mod kernel;
mod operation;
mod pairs;
mod program;
mod timeline;
mod words;

use std::collections::BTreeSet;
use std::fmt::Write;

use crate::resolved::{Float, Resolved};
use crate::schedule::{Call, Entry, Operation, Schedule};
use begin::Beginning;
use operation::ProgramText;
use timeline::{Domain, Phase, Timeline};
use words::Words;

/// The device program of a network: what it is told, in lines of their own, and what it does. Where something cannot run there, the
/// lines alone, which say so.
pub(crate) fn text(network: &Resolved, schedule: &Schedule) -> String {
    let refused = refused(network, schedule);
    let mut words = Words::new(network, schedule);
    let program = if refused.is_empty() { program(network, schedule, &mut words) } else { String::new() };
    let told = program::lines(&words, &refused, &begin::groups(network, schedule));
    told.lines().map(|line| format!("//! {line}\n")).collect::<String>() + &program
}

/// What a device cannot do: the calls of Rust functions.
fn refused(network: &Resolved, schedule: &Schedule) -> Vec<String> {
    let calls = schedule.iteration.iter().filter_map(|entry| match entry {
        Entry::Step { call, .. } => Some(call),
        _ => None,
    });
    let of_call = |call: &Call| {
        let instance = network.instance(call.instance);
        let name = format!("{}.{}", network.group(instance.group).name, instance.name);
        let operations = &schedule.programs[call.program].operations;
        let functions = operations.iter().filter_map(move |operation| match operation {
            Operation::Call { function, .. } => Some(*function),
            _ => None,
        });
        functions
            .map(|function| {
                format!(
                    "`{name}` calls the Rust function `{}`",
                    network.functions[function.0].name.trim_start_matches('$')
                )
            })
            .collect::<Vec<_>>()
    };
    let refused: BTreeSet<String> = calls.flat_map(of_call).collect();
    refused.into_iter().collect()
}

fn program(network: &Resolved, schedule: &Schedule, words: &mut Words) -> String {
    let Timeline { begin, iteration } = timeline::timeline(words);
    let (begin, iteration) = (timeline::phases(begin), timeline::phases(iteration));
    let beginnings = begin::beginnings(words);
    let float = if network.float == Float::F32 { "float" } else { "double" };
    let mut text = format!("typedef {float} Float;\nusing izhi::Lane;\n\n");
    for index in called(schedule) {
        text.push_str(&ProgramText { schedule, index, float: network.float, is_by_rows: false }.text());
    }
    let begun: BTreeSet<usize> = beginnings
        .iter()
        .flat_map(|beginning| begin::calls(network, schedule, beginning.synapses).map(|call| call.program))
        .collect();
    for index in begun {
        text.push_str(&ProgramText { schedule, index, float: network.float, is_by_rows: true }.text());
    }
    text.push_str(&functions("begin", &begin, words));
    text.push_str(&functions("phase", &iteration, words));
    text.push_str(&entry(&begin, &iteration, !words.stops.is_empty()));
    for Beginning { synapses, phases } in &beginnings {
        let name = format!("begin_{}", synapses.0);
        text.push_str(&functions(&name, phases, words));
        text.push_str(&entry_of_beginning(&name, phases));
    }
    text
}

/// A function for each phase.
fn functions(name: &str, phases: &[Phase], words: &Words) -> String {
    let function = |(number, phase)| {
        let units = units(phase, words);
        format!("IZHI_FUNCTION void {name}_{number}(const izhi::Run &run) {{\n{units}}}\n")
    };
    phases.iter().enumerate().map(function).collect()
}

/// The programs that run on the device, each once.
fn called(schedule: &Schedule) -> BTreeSet<usize> {
    let steps = schedule.iteration.iter().filter_map(|entry| match entry {
        Entry::Step { call, .. } => Some(call),
        _ => None,
    });
    schedule.prepare.iter().chain(steps).map(|call| call.program).collect()
}

/// The units of all chains of a phase, one after the other, of which each warp takes one and passes over those of the others.
fn units(phase: &Phase, words: &Words) -> String {
    let mut text: String = phase.lists.iter().map(|list| format!("{list};\n")).collect();
    text.push_str("u64 unit = run.warp;\n");
    for (domain, works) in &phase.chains {
        let of_group = |group| format!("run.words[{}]", words.group(group));
        let count = match *domain {
            Domain::Neurons(group) => format!("run.words[{}]", words.group(group) + 1),
            Domain::Blocks(group) => format!("({} + izhi::BLOCK - 1) / izhi::BLOCK", of_group(group)),
            Domain::Rows(group) => of_group(group),
            Domain::Once => "1".to_owned(),
        };
        let works: String = works.iter().map(|work| format!("{work};\n")).collect();
        let _ = write!(
            text,
            "{{\nconst u64 units = {count};\nfor (; unit < units; unit += run.warps) {{\n{works}}}\nunit -= units;\n}}\n"
        );
    }
    text
}

fn entry(begin: &[Phase], iteration: &[Phase], can_stop: bool) -> String {
    let stop = if can_stop { "if (izhi::is_stopped(run)) break;\n" } else { "" };
    format!(
        "IZHI_ENTRY izhi_run(const u64 *const *networks, u64 count) {{\nizhi::Run run = izhi::begin_run(networks, count);\n{}for \
         (; run.iteration < run.end; run.iteration++) {{\n{}{stop}}}\n}}\n",
        waits("begin", begin),
        waits("phase", iteration)
    )
}

/// What synapses begin with that the device has drawn.
fn entry_of_beginning(name: &str, phases: &[Phase]) -> String {
    format!(
        "IZHI_ENTRY izhi_{name}(const u64 *const *networks, u64 count) {{\nizhi::Run run = izhi::begin_run(networks, \
         count);\n{}}}\n",
        waits(name, phases)
    )
}

/// Phases, one after the other; all know alike whether there is something to do in one.
fn waits(name: &str, phases: &[Phase]) -> String {
    let mut text = String::new();
    for (number, phase) in phases.iter().enumerate() {
        let is_needed = phase.unless.iter().map(|words| {
            let words: Vec<String> = words.iter().map(|word| format!("run.words[{word}]")).collect();
            format!("if (!({})) ", words.join(" && "))
        });
        let is_needed: String = is_needed.collect();
        let _ = write!(text, "{is_needed}{{\n{name}_{number}(run);\nizhi::wait_for_all(run);\n}}\n");
    }
    text
}
