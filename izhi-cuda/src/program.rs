//! The program of a network: what it is told, as `izhi-macros` says in the lines before it, and its text.

use std::str::FromStr;

use izhi_runtime::device::Recorded;

/// All that a program needs.
#[derive(Debug, Default)]
pub(crate) struct Program {
    /// Without the lines.
    pub(crate) text: &'static str,
    /// Whether numbers have 64 bits.
    pub(crate) is_double: bool,
    /// Why the network does not run on a device.
    pub(crate) refused: Vec<&'static str>,
    pub(crate) groups: Vec<&'static str>,
    pub(crate) synapses: Vec<Synapses>,
    pub(crate) memory: Vec<Memory>,
    pub(crate) words: Vec<Word>,
    pub(crate) recorders: Vec<Recorder>,
    /// The synapse groups that begin on the device where it has drawn them.
    pub(crate) drawn: Vec<Drawn>,
    /// The behaviours that can end a run.
    pub(crate) stops: Vec<&'static str>,
}

/// A synapse group.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Synapses {
    pub(crate) name: &'static str,
    /// The groups of sources and of targets.
    pub(crate) ends: [usize; 2],
    pub(crate) is_sparse: bool,
    pub(crate) has_delays: bool,
}

/// A synapse group that begins on the device where it has drawn it.
#[derive(Debug)]
pub(crate) struct Drawn {
    pub(crate) synapses: usize,
    /// The columns of its variables.
    pub(crate) variables: Vec<&'static str>,
}

/// Whether a column is one of a group.
pub(crate) fn is_of(column: &str, owner: &str) -> bool {
    column.strip_prefix(owner).is_some_and(|rest| rest.starts_with(['.', ':']))
}

/// What one value is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Element {
    Number,
    Integer,
    Flag,
    Index,
    Count,
}

/// What is on its way through the delay of a synapse group.
#[derive(Clone, Debug)]
pub(crate) struct Channel {
    pub(crate) synapses: usize,
    /// From the targets, or from the sources.
    pub(crate) is_of_targets: bool,
    /// The name of its column.
    pub(crate) name: &'static str,
}

/// Where memory comes from.
#[derive(Clone, Debug)]
pub(crate) enum Memory {
    Column { name: &'static str, element: Element, is_written: bool },
    Position { group: usize, axis: usize },
    Input { name: &'static str, group: usize },
    Neurons { group: usize, element: Element },
    One,
    Tables { group: usize },
    Registers { count: usize },
    Partials { group: usize, count: usize },
    Bits { group: usize },
    Sent { group: usize, channels: Vec<Channel> },
    States { channel: Channel, element: Element },
    Conducted { synapses: usize, name: &'static str },
    Due { synapses: usize, name: &'static str, behavior: &'static str },
    Structure { synapses: usize, part: Part },
    Begin { synapses: usize, part: Begin },
    Delivered { synapses: usize },
    Pending { synapses: usize },
    Rows { recorder: usize },
    Recorded { recorder: usize, variable: usize },
    Stop { number: usize },
}

/// What sparse synapses have beside their variables.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Part {
    Starts,
    Targets,
    Delays,
    Numbers,
    Cuts,
    ColumnStarts,
    ColumnPlaces,
    ColumnSources,
}

/// What there is of synapses that begin on the device.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Begin {
    /// The delay of each, before it is a whole number of steps.
    Delays,
    /// The longest and the shortest delay of each source, in steps.
    Longest,
    Shortest,
}

/// A number that a program is told.
#[derive(Clone, Debug)]
pub(crate) enum Word {
    Number(u64),
    Size(usize),
    Span(usize),
    Units(usize),
    IsOn(&'static str),
    IsGiven(&'static str),
    Address(usize),
    Stride(usize),
    Mask(usize),
    Delay { synapses: usize, is_of_targets: bool },
    Synapses(usize),
}

/// A recorder.
#[derive(Debug)]
pub(crate) struct Recorder {
    pub(crate) group: usize,
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    pub(crate) variables: Vec<(Element, Width)>,
}

/// What a recorder keeps.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    Values,
    Events,
    Rates,
}

/// How many values a recorded variable has.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Width {
    One,
    Neurons(usize),
    Synapses(usize),
}

impl Kind {
    /// Neurons with an event, for a recorder of this kind.
    pub(crate) fn events(self, neurons: &[u32]) -> Recorded<'_> {
        if self == Kind::Rates { Recorded::Rates(neurons) } else { Recorded::Events(neurons) }
    }
}

impl Program {
    /// Reads what `izhi-macros` has written.
    pub(crate) fn parse(text: &'static str) -> Result<Self, String> {
        let mut program = Program::default();
        let mut rest = text;
        while let Some(line) = rest.strip_prefix("//! ") {
            let (line, behind) = line.split_once('\n').unwrap_or((line, ""));
            program.line(line).ok_or_else(|| format!("izhi-cuda and izhi-macros are of different versions: {line}"))?;
            rest = behind;
        }
        program.text = rest;
        Ok(program)
    }

    fn line(&mut self, line: &'static str) -> Option<()> {
        let (kind, rest) = line.split_once(' ')?;
        let mut words = rest.split(' ').filter(|word| !word.is_empty());
        match kind {
            "network" => self.is_double = words.nth(1)? == "f64",
            "refused" => self.refused.push(rest),
            "group" => self.groups.push(rest),
            "synapses" => self.synapses.push(Synapses {
                name: words.next()?,
                ends: [number(&mut words)?, number(&mut words)?],
                is_sparse: words.next()? == "sparse",
                has_delays: words.next()? == "each",
            }),
            "memory" => self.memory.push(memory(&mut words)?),
            "words" => {
                for told in words {
                    self.words.push(word(told)?);
                }
            }
            "recorder" => self.recorders.push(Recorder {
                group: number(&mut words)?,
                name: words.next()?,
                kind: match words.next()? {
                    "values" => Kind::Values,
                    "events" => Kind::Events,
                    "rates" => Kind::Rates,
                    _ => return None,
                },
                variables: words.map(recorded).collect::<Option<_>>()?,
            }),
            "drawn" => self.drawn.push(Drawn { synapses: number(&mut words)?, variables: words.collect() }),
            "stop" => self.stops.push(rest),
            _ => return None,
        }
        Some(())
    }

    /// The bytes of a value.
    pub(crate) fn bytes(&self, element: Element) -> usize {
        match element {
            Element::Number if self.is_double => 8,
            Element::Number | Element::Index => 4,
            Element::Integer | Element::Count => 8,
            Element::Flag => 1,
        }
    }
}

fn number<T: FromStr>(words: &mut impl Iterator<Item = &'static str>) -> Option<T> {
    words.next()?.parse().ok()
}

fn element(word: &str) -> Option<Element> {
    Some(match word {
        "number" => Element::Number,
        "integer" => Element::Integer,
        "flag" => Element::Flag,
        "index" => Element::Index,
        "count" => Element::Count,
        _ => return None,
    })
}

fn memory(words: &mut impl Iterator<Item = &'static str>) -> Option<Memory> {
    Some(match words.next()? {
        "column" => Memory::Column {
            name: words.next()?,
            element: element(words.next()?)?,
            is_written: words.next() == Some("written"),
        },
        "position" => Memory::Position { group: number(words)?, axis: number(words)? },
        "input" => Memory::Input { name: words.next()?, group: number(words)? },
        "neurons" => Memory::Neurons { group: number(words)?, element: element(words.next()?)? },
        "one" => Memory::One,
        "tables" => Memory::Tables { group: number(words)? },
        "registers" => Memory::Registers { count: number(words)? },
        "partials" => Memory::Partials { group: number(words)?, count: number(words)? },
        "bits" => Memory::Bits { group: number(words)? },
        "sent" => {
            let group = number(words)?;
            let channel = |word: &'static str| {
                let (synapses, rest) = word.split_once(':')?;
                let (end, name) = rest.split_once(':')?;
                Some(Channel { synapses: synapses.parse().ok()?, is_of_targets: end == "target", name })
            };
            Memory::Sent { group, channels: words.map(channel).collect::<Option<_>>()? }
        }
        "states" => {
            let (synapses, is_of_targets) = (number(words)?, words.next()? == "target");
            let channel = Channel { synapses, is_of_targets, name: words.next()? };
            Memory::States { channel, element: element(words.next()?)? }
        }
        "conducted" => Memory::Conducted { synapses: number(words)?, name: words.next()? },
        "due" => Memory::Due { synapses: number(words)?, name: words.next()?, behavior: words.next()? },
        "structure" => Memory::Structure { synapses: number(words)?, part: part(words.next()?)? },
        "begin" => Memory::Begin { synapses: number(words)?, part: begin(words.next()?)? },
        "delivered" => Memory::Delivered { synapses: number(words)? },
        "pending" => Memory::Pending { synapses: number(words)? },
        "rows" => Memory::Rows { recorder: number(words)? },
        "recorded" => Memory::Recorded { recorder: number(words)?, variable: number(words)? },
        "stop" => Memory::Stop { number: number(words)? },
        _ => return None,
    })
}

fn begin(word: &str) -> Option<Begin> {
    Some(match word {
        "delays" => Begin::Delays,
        "longest" => Begin::Longest,
        "shortest" => Begin::Shortest,
        _ => return None,
    })
}

fn part(word: &str) -> Option<Part> {
    Some(match word {
        "starts" => Part::Starts,
        "targets" => Part::Targets,
        "delays" => Part::Delays,
        "numbers" => Part::Numbers,
        "cuts" => Part::Cuts,
        "column_starts" => Part::ColumnStarts,
        "column_places" => Part::ColumnPlaces,
        "column_sources" => Part::ColumnSources,
        _ => return None,
    })
}

fn word(text: &'static str) -> Option<Word> {
    let (kind, rest) = text.split_once(':')?;
    let number = || rest.parse::<usize>().ok();
    Some(match kind {
        "number" => Word::Number(rest.parse().ok()?),
        "size" => Word::Size(number()?),
        "span" => Word::Span(number()?),
        "units" => Word::Units(number()?),
        "on" => Word::IsOn(rest),
        "given" => Word::IsGiven(rest),
        "address" => Word::Address(number()?),
        "stride" => Word::Stride(number()?),
        "mask" => Word::Mask(number()?),
        "delay" => {
            let (synapses, end) = rest.split_once(':')?;
            Word::Delay { synapses: synapses.parse().ok()?, is_of_targets: end == "target" }
        }
        "synapses" => Word::Synapses(number()?),
        _ => return None,
    })
}

/// `number:neurons:0`
fn recorded(text: &'static str) -> Option<(Element, Width)> {
    let mut parts = text.split(':');
    let own = element(parts.next()?)?;
    let width = match (parts.next()?, parts.next()) {
        ("one", None) => Width::One,
        ("neurons", Some(group)) => Width::Neurons(group.parse().ok()?),
        ("synapses", Some(synapses)) => Width::Synapses(synapses.parse().ok()?),
        _ => return None,
    };
    Some((own, width))
}
