//! What a device program is told, in lines before it: `izhi-cuda` reads them.
//!
//! ```text
//! //! group cells                                            in order; others are known by their numbers
//! //! synapses FAST_a_to_b 0 1 sparse each
//! //! memory column cells.v number written                   where memory comes from, and whether it is written
//! //! words number:0 size:0 span:0 on:cells.leaky address:3  what the program is told, in order
//! //! drawn 0 FAST_a_to_b.W                                  what begins on the device where it draws the synapses
//! //! recorder 0 recorder values number:neurons:0
//! ```

use std::fmt::{self, Write};

use super::begin;
use super::words::{Begin, Element, Memory, RecordedVariable, Recorder, Structures, Width, Word, Words};
use crate::resolved::{Delay, RecordKind, Side, Storage, SynapseId};

/// The lines, without what marks them as such.
pub(super) fn lines(words: &Words, refused: &[String], drawn: &[SynapseId]) -> String {
    let mut text = String::new();
    // Writing to a string does not fail.
    let _ = write_lines(&mut text, words, refused, drawn);
    text
}

fn write_lines(out: &mut String, words: &Words, refused: &[String], drawn: &[SynapseId]) -> fmt::Result {
    writeln!(out, "network {} {}", words.network.name, words.network.float.name())?;
    for reason in refused {
        writeln!(out, "refused {reason}")?;
    }
    for group in &words.network.groups {
        writeln!(out, "group {}", group.name)?;
    }
    for synapses in &words.network.synapses {
        let storage = if synapses.storage == Storage::Sparse { "sparse" } else { "dense" };
        let delay = if synapses.delay == Delay::Each { "each" } else { "one" };
        writeln!(out, "synapses {} {} {} {storage} {delay}", synapses.name, synapses.source.0, synapses.target.0)?;
    }
    for memory in &words.memory {
        writeln!(out, "memory {}", line_of(memory))?;
    }
    for words in words.words.chunks(16) {
        let words: Vec<String> = words.iter().map(word).collect();
        writeln!(out, "words {}", words.join(" "))?;
    }
    for Recorder { group, name, kind, variables } in &words.recorders {
        let variables: Vec<String> = variables.iter().map(recorded).collect();
        let kind = match kind {
            RecordKind::Values => "values",
            RecordKind::Events => "events",
            RecordKind::Rates => "rates",
        };
        writeln!(out, "recorder {} {name} {kind} {}", group.0, variables.join(" "))?;
    }
    for synapses in drawn {
        let variables = begin::variables(words.network, *synapses).map(|name| format!(" {name}"));
        writeln!(out, "drawn {}{}", synapses.0, variables.collect::<String>())?;
    }
    words.stops.iter().try_for_each(|stop| writeln!(out, "stop {stop}"))
}

fn element(element: Element) -> &'static str {
    match element {
        Element::Number => "number",
        Element::Integer => "integer",
        Element::Flag => "flag",
        Element::Index => "index",
        Element::Count => "count",
    }
}

fn end(side: Side) -> &'static str {
    if side == Side::Target { "target" } else { "source" }
}

fn line_of(memory: &Memory) -> String {
    match memory {
        Memory::Column { name, element: own, is_written } => {
            format!("column {name} {}{}", element(*own), if *is_written { " written" } else { "" })
        }
        Memory::Position { group, axis } => format!("position {} {axis}", group.0),
        Memory::Input { name, group } => format!("input {name} {}", group.0),
        Memory::Scratch { group: Some(group), element: own, .. } => format!("neurons {} {}", group.0, element(*own)),
        Memory::Scratch { group: None, .. } => "one".to_owned(),
        Memory::Tables { group, .. } => format!("tables {}", group.0),
        Memory::Registers { count, .. } => format!("registers {count}"),
        Memory::Partials { group, count, .. } => format!("partials {} {count}", group.0),
        Memory::Bits { group, .. } => format!("bits {}", group.0),
        Memory::Sent { group, channels, .. } => {
            let channels =
                channels.iter().map(|(synapses, side, name)| format!(" {}:{}:{name}", synapses.0, end(*side)));
            format!("sent {}{}", group.0, channels.collect::<String>())
        }
        Memory::States { synapses, side, name, element: own } => {
            format!("states {} {} {name} {}", synapses.0, end(*side), element(*own))
        }
        Memory::Conducted { synapses, name } => format!("conducted {} {name}", synapses.0),
        Memory::Due { synapses, name, behavior } => format!("due {} {name} {behavior}", synapses.0),
        Memory::Structure { synapses, part } => format!("structure {} {}", synapses.0, structure(*part)),
        Memory::Begin { synapses, part } => format!("begin {} {}", synapses.0, of_begin(*part)),
        Memory::Delivered { synapses, .. } => format!("delivered {}", synapses.0),
        Memory::Pending { synapses, .. } => format!("pending {}", synapses.0),
        Memory::Rows { recording } => format!("rows {recording}"),
        Memory::Recorded { recording, variable } => format!("recorded {recording} {variable}"),
        Memory::Stop { number } => format!("stop {number}"),
    }
}

fn of_begin(part: Begin) -> &'static str {
    match part {
        Begin::Delays => "delays",
        Begin::Longest => "longest",
        Begin::Shortest => "shortest",
    }
}

fn structure(part: Structures) -> &'static str {
    match part {
        Structures::Starts => "starts",
        Structures::Targets => "targets",
        Structures::Delays => "delays",
        Structures::Numbers => "numbers",
        Structures::Cuts => "cuts",
        Structures::ColumnStarts => "column_starts",
        Structures::ColumnPlaces => "column_places",
        Structures::ColumnSources => "column_sources",
    }
}

fn word(word: &Word) -> String {
    match word {
        Word::Number(number) => format!("number:{number}"),
        Word::Size(group) => format!("size:{}", group.0),
        Word::Span(group) => format!("span:{}", group.0),
        Word::Units(group) => format!("units:{}", group.0),
        Word::IsOn(behavior) => format!("on:{behavior}"),
        Word::IsGiven(event) => format!("given:{event}"),
        Word::Address(memory) => format!("address:{memory}"),
        Word::Stride(memory) => format!("stride:{memory}"),
        Word::Mask(memory) => format!("mask:{memory}"),
        Word::Delay(synapses, side) => format!("delay:{}:{}", synapses.0, end(*side)),
        Word::Synapses(synapses) => format!("synapses:{}", synapses.0),
    }
}

fn recorded(variable: &RecordedVariable) -> String {
    let width = match variable.width {
        Width::One => "one".to_owned(),
        Width::Neurons(group) => format!("neurons:{}", group.0),
        Width::Synapses(synapses) => format!("synapses:{}", synapses.0),
    };
    format!("{}:{width}", element(variable.element))
}
