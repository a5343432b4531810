//! What a device program is told, as a constant of generated code.

use proc_macro2::TokenStream;
use quote::quote;

use super::words::{Element, Memory, RecordedVariable, Recorder, StructurePart, Width, Word, Words};
use crate::resolved::{Delay, RecordKind, Side, Storage};

/// `rt::DeviceProgram { ... }`.
pub(super) fn generate(words: &Words, text: &str, refused: &[String]) -> TokenStream {
    let groups = words.network.groups.iter().map(|group| group.name.to_string());
    let synapses = words.network.synapses.iter().map(|synapses| {
        let (name, source, target) = (synapses.name.to_string(), synapses.source.0, synapses.target.0);
        let (is_sparse, has_delays) = (synapses.storage == Storage::Sparse, synapses.delay == Delay::Each);
        quote!(rt::DeviceSynapses { name: #name, ends: [#source, #target], is_sparse: #is_sparse, has_delays: #has_delays })
    });
    let memory = words.memory.iter().map(memory);
    let told = words.words.iter().map(word);
    let recorders = words.recorders.iter().map(recorder);
    let stops = &words.stops;
    quote! {
        rt::DeviceProgram {
            text: #text,
            groups: &[#(#groups),*],
            synapses: &[#(#synapses),*],
            memory: &[#(#memory),*],
            words: &[#(#told),*],
            recorders: &[#(#recorders),*],
            stops: &[#(#stops),*],
            refused: &[#(#refused),*],
        }
    }
}

fn element(element: Element) -> TokenStream {
    match element {
        Element::Number => quote!(rt::Element::Number),
        Element::Integer => quote!(rt::Element::Integer),
        Element::Flag => quote!(rt::Element::Flag),
        Element::Index => quote!(rt::Element::Index),
        Element::Count => quote!(rt::Element::Count),
    }
}

fn memory(memory: &Memory) -> TokenStream {
    match memory {
        Memory::Column { name, element: own, is_written } => {
            let own = element(*own);
            quote!(rt::Memory::Column { name: #name, element: #own, is_written: #is_written })
        }
        Memory::Position { group, axis } => {
            let group = group.0;
            quote!(rt::Memory::Position { group: #group, axis: #axis })
        }
        Memory::Input { name, group } => {
            let group = group.0;
            quote!(rt::Memory::Input { name: #name, group: #group })
        }
        Memory::Scratch { group, element: own, .. } => {
            let own = element(*own);
            match group {
                Some(group) => {
                    let group = group.0;
                    quote!(rt::Memory::Neurons { group: #group, element: #own })
                }
                None => quote!(rt::Memory::One),
            }
        }
        Memory::Tables { group, .. } => {
            let group = group.0;
            quote!(rt::Memory::Tables { group: #group })
        }
        Memory::Registers { count, .. } => quote!(rt::Memory::Registers { count: #count }),
        Memory::Partials { group, count, .. } => {
            let group = group.0;
            quote!(rt::Memory::Partials { group: #group, count: #count })
        }
        Memory::Bits { group, .. } => {
            let group = group.0;
            quote!(rt::Memory::Bits { group: #group })
        }
        Memory::Sent { group, event, channels } => {
            let group = group.0;
            let channels = channels.iter().map(|(synapses, side, name)| {
                let (synapses, at_target) = (synapses.0, *side == Side::Target);
                quote!(rt::Channel { synapses: #synapses, at_target: #at_target, name: #name })
            });
            quote!(rt::Memory::Sent { group: #group, event: #event, channels: &[#(#channels),*] })
        }
        Memory::States { synapses, side, name, element: own } => {
            let (synapses, at_target, own) = (synapses.0, *side == Side::Target, element(*own));
            let channel = quote!(rt::Channel { synapses: #synapses, at_target: #at_target, name: #name });
            quote!(rt::Memory::States { channel: #channel, element: #own })
        }
        Memory::Conducted { synapses, name } => {
            let synapses = synapses.0;
            quote!(rt::Memory::Conducted { synapses: #synapses, name: #name })
        }
        Memory::Due { synapses, name, behavior } => {
            let synapses = synapses.0;
            quote!(rt::Memory::Due { synapses: #synapses, name: #name, behavior: #behavior })
        }
        Memory::Structure { synapses, part } => {
            let (synapses, part) = (synapses.0, structure_part(*part));
            quote!(rt::Memory::Structure { synapses: #synapses, part: rt::StructurePart::#part })
        }
        Memory::Delivered { synapses, .. } => {
            let synapses = synapses.0;
            quote!(rt::Memory::Delivered { synapses: #synapses })
        }
        Memory::Pending { synapses, .. } => {
            let synapses = synapses.0;
            quote!(rt::Memory::Pending { synapses: #synapses })
        }
        Memory::Rows { recording } => quote!(rt::Memory::Rows { recorder: #recording }),
        Memory::Recorded { recording, variable } => {
            quote!(rt::Memory::Recorded { recorder: #recording, variable: #variable })
        }
        Memory::Stop { number } => quote!(rt::Memory::Stop { number: #number }),
    }
}

fn structure_part(part: StructurePart) -> TokenStream {
    match part {
        StructurePart::Starts => quote!(Starts),
        StructurePart::Targets => quote!(Targets),
        StructurePart::Delays => quote!(Delays),
        StructurePart::Numbers => quote!(Numbers),
        StructurePart::Cuts => quote!(Cuts),
        StructurePart::ColumnStarts => quote!(ColumnStarts),
        StructurePart::ColumnPlaces => quote!(ColumnPlaces),
        StructurePart::ColumnSources => quote!(ColumnSources),
        StructurePart::DeliveryTargets => quote!(DeliveryTargets),
        StructurePart::DeliveryDelays => quote!(DeliveryDelays),
    }
}

fn word(word: &Word) -> TokenStream {
    match word {
        Word::Number(number) => quote!(rt::Word::Number(#number)),
        Word::Size(group) => {
            let group = group.0;
            quote!(rt::Word::Size(#group))
        }
        Word::Span(group) => {
            let group = group.0;
            quote!(rt::Word::Span(#group))
        }
        Word::IsOn(behavior) => quote!(rt::Word::IsOn(#behavior)),
        Word::IsGiven(event) => quote!(rt::Word::IsGiven(#event)),
        Word::Address(memory) => quote!(rt::Word::Address(#memory)),
        Word::Stride(memory) => quote!(rt::Word::Stride(#memory)),
        Word::Mask(memory) => quote!(rt::Word::Mask(#memory)),
        Word::Delay(synapses, side) => {
            let (synapses, at_target) = (synapses.0, *side == Side::Target);
            quote!(rt::Word::Delay { synapses: #synapses, at_target: #at_target })
        }
        Word::Synapses(synapses) => {
            let synapses = synapses.0;
            quote!(rt::Word::Synapses(#synapses))
        }
    }
}

fn recorder(recorder: &Recorder) -> TokenStream {
    let Recorder { group, name, kind, variables } = recorder;
    let group = group.0;
    let kind = match kind {
        RecordKind::Values => quote!(Values),
        RecordKind::Events => quote!(Events),
        RecordKind::Rates => quote!(Rates),
    };
    let variables = variables.iter().map(|RecordedVariable { element: own, width }| {
        let own = element(*own);
        let width = match width {
            Width::One => quote!(rt::Width::One),
            Width::Neurons(group) => {
                let group = group.0;
                quote!(rt::Width::Neurons(#group))
            }
            Width::Synapses(synapses) => {
                let synapses = synapses.0;
                quote!(rt::Width::Synapses(#synapses))
            }
        };
        quote!((#own, #width))
    });
    quote!(rt::DeviceRecorder { group: #group, name: #name, kind: rt::DeviceRecords::#kind, variables: &[#(#variables),*] })
}
