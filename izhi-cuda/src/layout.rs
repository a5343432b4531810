//! How much there is of everything, and how what is on its way lies on the device and in the network.

use std::collections::HashMap;

use izhi_runtime::device::Host;
use izhi_runtime::ndarray::{ArrayD, IxDyn};
use izhi_runtime::snapshot::{Column, Stored};

use crate::columns::{Changes, bytes_of, column, values};
use crate::program::{Begin, Channel, Element, Memory, Part, Program, Recorder, Width, is_of};

/// Neurons that are worked on together at least: those of a warp.
const WARP: u64 = 32;

/// Bytes of tables of where rows are cut that are always there.
const TABLES: u64 = 64 << 20;

/// How many targets of a unit times iterations of what arrives at them can be numbered, as `delivery.h` does.
const ARRIVALS: u64 = 1 << 31;

/// Neurons in a block of a sum over a population.
const BLOCK: usize = 256;

/// Numbers of one mean of a Poisson distribution, as `distributions.h` has them.
const TABLE: usize = 2;

/// The sizes of a network.
#[derive(Debug, Default)]
pub(crate) struct Layout {
    /// The number of neurons of each group, and how many of them are a unit of work.
    pub(crate) sizes: Vec<usize>,
    pub(crate) spans: Vec<u64>,
    /// The number of synapses of each group.
    pub(crate) synapses: Vec<usize>,
    /// The delays of each from its sources and from its targets, the longest where there are several.
    delays: Vec<[u64; 2]>,
    /// The iterations of each ring of states, in the network.
    rings: HashMap<String, usize>,
}

impl Layout {
    pub(crate) fn new(program: &Program, host: &dyn Host, changes: &Changes) -> Self {
        let sizes = host.sizes();
        let starts = |name: &str| values::<u64>(changes.copies.get(&format!("{name}:starts"))).last().copied();
        let synapses = program.synapses.iter().map(|own| match own.is_sparse {
            true => starts(own.name).unwrap_or_default() as usize,
            false => own.ends.iter().map(|group| sizes[*group]).product(),
        });
        let synapses: Vec<usize> = synapses.collect();
        let delays = program.synapses.iter().zip(host.delays()).map(|(own, [from_sources, from_targets])| {
            let longest = changes.longest.get(&format!("{}:delay", own.name)).copied().unwrap_or_default();
            [if own.has_delays { longest } else { from_sources.unwrap_or_default() }, from_targets.unwrap_or_default()]
        });
        let delays = delays.collect();
        let mut layout = Layout { sizes, spans: Vec::new(), synapses, delays, rings: HashMap::new() };
        layout.spans = (0..program.groups.len()).map(|group| layout.span(group, program)).collect();
        for memory in &program.memory {
            if let Memory::States { channel, element } = memory {
                let neurons = layout.neurons(channel, program).max(1);
                let values = changes.copies.get(channel.name).map_or(0, |column| bytes_of(&column.view()).len());
                layout.rings.insert(channel.name.to_owned(), values / program.bytes(*element) / neurons);
            }
        }
        layout
    }

    /// An error for a group of which not each neuron has a number beside those that say of a lane that it has none, as `warp.h`
    /// has them.
    pub(crate) fn check(&self, program: &Program) -> Result<(), String> {
        let most = (1 << 32) - WARP;
        match self.sizes.iter().position(|size| *size as u64 > most) {
            Some(group) => Err(format!(
                "`{}` has {} neurons: expected at most {most} on a device",
                program.groups[group], self.sizes[group]
            )),
            None => Ok(()),
        }
    }

    /// The units of work of a group.
    pub(crate) fn units(&self, group: usize) -> u64 {
        (self.sizes[group] as u64).div_ceil(self.spans[group])
    }

    /// As few neurons as there are lanes, unless the tables of where the rows to them are cut would be larger than the synapses;
    /// a power of two, and no more than can be numbered with the iterations in which something arrives at them.
    fn span(&self, group: usize, program: &Program) -> u64 {
        let afferent = || program.synapses.iter().enumerate().filter(|(_, own)| own.is_sparse && own.ends[1] == group);
        let room = TABLES.max(afferent().map(|(synapses, _)| 4 * self.synapses[synapses] as u64).sum());
        let tables = |span: u64| {
            let units = (self.sizes[group] as u64).div_ceil(span) + 1;
            afferent().map(|(_, own)| 4 * self.sizes[own.ends[0]] as u64 * units).sum::<u64>()
        };
        let longest = afferent().map(|(synapses, _)| self.longest(synapses, false)).max().unwrap_or_default();
        let most = ARRIVALS / (longest + 1).next_power_of_two();
        let mut span = WARP;
        while tables(span) > room && span < self.sizes[group] as u64 && 2 * span <= most {
            span *= 2;
        }
        span
    }

    /// The neurons at the end from which a channel comes.
    fn neurons(&self, channel: &Channel, program: &Program) -> usize {
        self.sizes[program.synapses[channel.synapses].ends[usize::from(channel.is_of_targets)]]
    }

    /// The delay of synapses in steps, the longest where there are several.
    pub(crate) fn longest(&self, synapses: usize, is_of_targets: bool) -> u64 {
        self.delays[synapses][usize::from(is_of_targets)]
    }

    /// How many iterations a ring has, a power of two.
    pub(crate) fn iterations(&self, number: usize, program: &Program) -> u64 {
        match &program.memory[number] {
            Memory::Sent { channels, .. } => {
                let longest =
                    channels.iter().map(|channel| self.longest(channel.synapses, channel.is_of_targets)).max();
                (longest.unwrap_or_default() + 2).next_power_of_two()
            }
            // Twice as many as the network has, so that what is sent ahead takes the place of nothing.
            Memory::States { channel, .. } => 2 * self.rings[channel.name].max(1) as u64,
            Memory::Pending { synapses } => (self.longest(*synapses, false) + 1).next_power_of_two(),
            _ => 1,
        }
    }

    /// How many values there are of one iteration.
    pub(crate) fn stride(&self, number: usize, program: &Program) -> u64 {
        match &program.memory[number] {
            Memory::Sent { group, .. } => self.words(*group) as u64,
            Memory::States { channel, .. } => self.neurons(channel, program) as u64,
            _ => 0,
        }
    }

    /// How many words of 32 bits the events of a group take.
    fn words(&self, group: usize) -> usize {
        self.sizes[group].div_ceil(32)
    }

    /// The bytes of memory that is no column.
    pub(crate) fn bytes(&self, number: usize, program: &Program) -> usize {
        let of_number = program.bytes(Element::Number);
        let ends = |synapses: usize| program.synapses[synapses].ends.map(|group| self.sizes[group]);
        match &program.memory[number] {
            Memory::Neurons { group, element } => self.sizes[*group] * program.bytes(*element),
            Memory::One => of_number,
            Memory::Tables { group } => self.sizes[*group] * TABLE * of_number,
            Memory::Registers { count } => 8 * count,
            Memory::Partials { group, count } => 16 * count * self.sizes[*group].div_ceil(BLOCK),
            Memory::Bits { group } => 4 * self.words(*group),
            Memory::Structure { synapses, part } => match part {
                Part::Cuts => {
                    let [source, target] = program.synapses[*synapses].ends;
                    4 * self.sizes[source] * (self.units(target) as usize + 1)
                }
                _ => 0,
            },
            Memory::Begin { synapses, part: Begin::Delays } => of_number * self.synapses[*synapses],
            Memory::Begin { synapses, .. } => 2 * ends(*synapses)[0],
            // With each weight stands when it arrives, and where.
            Memory::Delivered { synapses } => 2 * of_number * self.synapses[*synapses],
            Memory::Pending { synapses } => {
                let target = program.synapses[*synapses].ends[1];
                let targets = (self.units(target) * self.spans[target]) as usize;
                of_number * targets * self.iterations(number, program) as usize
            }
            Memory::Conducted { synapses, .. } => {
                of_number * ends(*synapses)[1] * self.longest(*synapses, true) as usize
            }
            _ => 8,
        }
    }

    /// The bytes of one row of a recorded variable: flags of neurons are bits.
    pub(crate) fn recorded(&self, (element, width): &(Element, Width), program: &Program) -> usize {
        match (width, element) {
            (Width::One, element) => program.bytes(*element),
            (Width::Neurons(group), Element::Flag) => 4 * self.words(*group),
            (Width::Neurons(group), element) => self.sizes[*group] * program.bytes(*element),
            (Width::Synapses(synapses), element) => self.synapses[*synapses] * program.bytes(*element),
        }
    }

    /// The bytes of a row of a recorder.
    pub(crate) fn row(&self, recorder: &Recorder, program: &Program) -> u64 {
        recorder.variables.iter().map(|variable| self.recorded(variable, program) as u64).sum()
    }

    /// The bits of the events that are on their way before an iteration.
    pub(crate) fn sent_bits(
        &self,
        number: usize,
        program: &Program,
        iteration: u64,
        copies: &HashMap<String, Column>,
    ) -> Vec<u8> {
        let Memory::Sent { group, channels } = &program.memory[number] else { return Vec::new() };
        let (words, length) = (self.words(*group), self.iterations(number, program));
        let mut bits = vec![0_u32; words * length as usize];
        for channel in channels {
            for (sent, neuron) in self.sent(channel, program, iteration, copies) {
                bits[(sent % length) as usize * words + neuron as usize / 32] |= 1 << (neuron % 32);
            }
        }
        bytemuck::cast_slice(&bits).to_vec()
    }

    /// The events that are on their way in a channel, with the iteration before which each set out.
    pub(crate) fn sent(
        &self,
        channel: &Channel,
        program: &Program,
        iteration: u64,
        copies: &HashMap<String, Column>,
    ) -> Vec<(u64, u32)> {
        let neurons: Vec<u32> = values(copies.get(channel.name));
        if program.synapses[channel.synapses].has_delays && !channel.is_of_targets {
            let sent: Vec<u64> = values(copies.get(&format!("{}:sent", channel.name)));
            let longest = self.longest(channel.synapses, false);
            return sent.into_iter().zip(neurons).filter(|(sent, _)| sent + longest >= iteration).collect();
        }
        let counts: Vec<u64> = values(copies.get(&format!("{}:counts", channel.name)));
        let length = counts.len() as u64;
        let mut neurons = neurons.into_iter();
        let mut sent = Vec::new();
        for (place, count) in counts.into_iter().enumerate() {
            let set_out = (iteration.saturating_sub(length)..iteration).find(|sent| sent % length == place as u64);
            let own = neurons.by_ref().take(count as usize);
            sent.extend(own.filter_map(|neuron| Some((set_out?, neuron))));
        }
        sent
    }

    /// The columns of the channels of an event, before an iteration.
    pub(crate) fn sent_columns(
        &self,
        number: usize,
        program: &Program,
        bits: &[u8],
        iteration: u64,
        back: &mut HashMap<String, Column>,
    ) {
        let Memory::Sent { group, channels } = &program.memory[number] else { return };
        let (words, length) = (self.words(*group), self.iterations(number, program));
        let events = |sent: u64| {
            let from = (sent % length) as usize * words * 4;
            indices(&bits[from..from + words * 4])
        };
        for channel in channels {
            let longest = self.longest(channel.synapses, channel.is_of_targets);
            let set_out = iteration.saturating_sub(longest)..iteration;
            if program.synapses[channel.synapses].has_delays && !channel.is_of_targets {
                let all: Vec<(u64, u32)> =
                    set_out.flat_map(|sent| events(sent).into_iter().map(move |neuron| (sent, neuron))).collect();
                let (sent, neurons): (Vec<u64>, Vec<u32>) = all.into_iter().unzip();
                back.insert(channel.name.to_owned(), column(neurons));
                back.insert(format!("{}:sent", channel.name), column(sent));
                continue;
            }
            let mut of_place = vec![Vec::new(); longest as usize];
            set_out.for_each(|sent| of_place[(sent % longest) as usize] = events(sent));
            let counts: Vec<u64> = of_place.iter().map(|events| events.len() as u64).collect();
            back.insert(format!("{}:counts", channel.name), column(counts));
            back.insert(channel.name.to_owned(), column(of_place.concat()));
        }
    }

    /// States on their way, from where the network has them to where the device has them.
    pub(crate) fn states(
        &self,
        number: usize,
        program: &Program,
        iteration: u64,
        copies: &HashMap<String, Column>,
    ) -> Vec<u8> {
        let Memory::States { channel, element } = &program.memory[number] else { return Vec::new() };
        let own = copies.get(channel.name).map(|column| bytes_of(&column.view())).unwrap_or_default();
        let row = self.neurons(channel, program) * program.bytes(*element);
        let (here, there) = (self.rings[channel.name] as u64, self.iterations(number, program));
        let mut states = vec![0; row * there as usize];
        for sent in (1..=here).map(|before| iteration.wrapping_sub(before)) {
            let (from, to) = ((sent % here) as usize * row, (sent % there) as usize * row);
            states[to..to + row].copy_from_slice(&own[from..from + row]);
        }
        states
    }

    /// The same back.
    pub(crate) fn states_back(&self, number: usize, program: &Program, iteration: u64, states: &[u8]) -> Column {
        let Memory::States { channel, element } = &program.memory[number] else { return column::<u8>(Vec::new()) };
        let row = self.neurons(channel, program) * program.bytes(*element);
        let (here, there) = (self.rings[channel.name] as u64, self.iterations(number, program));
        let mut own = vec![0; row * here as usize];
        for sent in (1..=here).map(|before| iteration.wrapping_sub(before)) {
            let (to, from) = ((sent % here) as usize * row, (sent % there) as usize * row);
            own[to..to + row].copy_from_slice(&states[from..from + row]);
        }
        column_of_bytes(*element, &own, program, None)
    }

    /// A column as the network has it: of all to all synapses a matrix [target, source].
    pub(crate) fn column(&self, name: &str, element: Element, bytes: &[u8], program: &Program) -> Column {
        let matrix = program.synapses.iter().find(|own| !own.is_sparse && is_of(name, own.name)).and_then(|own| {
            let [sources, targets] = own.ends.map(|group| self.sizes[group]);
            (bytes.len() == sources * targets * program.bytes(element) && !name.contains(':'))
                .then_some([sources, targets])
        });
        column_of_bytes(element, bytes, program, matrix)
    }
}

fn column_of_bytes(element: Element, bytes: &[u8], program: &Program, matrix: Option<[usize; 2]>) -> Column {
    match element {
        Element::Number if program.is_double => shaped::<f64>(bytemuck::pod_collect_to_vec(bytes), matrix),
        Element::Number => shaped::<f32>(bytemuck::pod_collect_to_vec(bytes), matrix),
        Element::Integer => shaped::<i64>(bytemuck::pod_collect_to_vec(bytes), matrix),
        Element::Flag => shaped::<bool>(bytes.iter().map(|flag| *flag != 0).collect(), matrix),
        Element::Index => shaped::<u32>(bytemuck::pod_collect_to_vec(bytes), matrix),
        Element::Count => shaped::<u64>(bytemuck::pod_collect_to_vec(bytes), matrix),
    }
}

/// Values in a row, or source by source as a matrix [target, source].
fn shaped<T: Stored>(values: Vec<T>, matrix: Option<[usize; 2]>) -> Column {
    match matrix {
        Some(shape) => {
            let of_sources = ArrayD::from_shape_vec(IxDyn(&shape), values);
            T::column(of_sources.expect("one value for each synapse").reversed_axes())
        }
        None => column(values),
    }
}

/// The numbers of the bits that are set.
pub(crate) fn indices(bits: &[u8]) -> Vec<u32> {
    let mut found = Vec::new();
    for (word, bytes) in bits.as_chunks::<4>().0.iter().enumerate() {
        let mut bits = u32::from_le_bytes(*bytes);
        while bits != 0 {
            found.push(32 * word as u32 + bits.trailing_zeros());
            bits &= bits - 1;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_that_is_too_large_is_an_error() {
        let program = Program { groups: vec!["few", "many"], ..Program::default() };
        let of = |many: u64| Layout { sizes: vec![3, many as usize], ..Layout::default() }.check(&program);
        assert_eq!(of((1 << 32) - 32), Ok(()));
        let expected = "`many` has 4294967265 neurons: expected at most 4294967264 on a device";
        assert_eq!(of((1 << 32) - 31), Err(expected.to_owned()));
    }

    #[test]
    fn what_arrives_at_a_unit_can_be_numbered() {
        let program = Program::parse(
            "//! network Net f32\n//! group cells\n//! synapses ALL 0 0 sparse each\n//! synapses SAME 0 0 sparse one\n",
        );
        let span = |longest: u64, size: usize| {
            let (synapses, delays) = (vec![0, 0], vec![[longest, 0], [1, 0]]);
            let layout = Layout { sizes: vec![size], synapses, delays, ..Layout::default() };
            layout.span(0, program.as_ref().unwrap())
        };
        // Tables of where rows are cut would take more than there is room for.
        assert_eq!(span(0, 1000), 32);
        assert_eq!(span(0, 40_000_000), 1 << 26);
        for longest in [80, 65_535] {
            assert_eq!(span(longest, 40_000_000) * (longest + 1).next_power_of_two(), 1 << 31);
        }
    }
}
