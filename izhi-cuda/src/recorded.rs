//! What recorders keep of a block of iterations.

use izhi_runtime::device::{Host, Recorded};

use crate::layout::{Layout, indices};
use crate::program::{Element, Kind, Program, Recorder, Width};

/// An iteration of which nothing is kept.
const NOTHING: u32 = u32::MAX;

/// Which iterations of a block have a row, for each recorder.
pub(crate) struct Rows {
    first: u64,
    tables: Vec<Vec<u32>>,
}

impl Rows {
    pub(crate) fn new(program: &Program, host: &dyn Host, first: u64, count: u64) -> Self {
        let table = |recorder: &Recorder| {
            let iterations = first..first + count;
            let is_kept = match recorder.kind {
                // A bin needs every iteration.
                Kind::Rates => vec![host.is_on(recorder.group, recorder.name); count as usize],
                Kind::Values | Kind::Events => host.is_recorded(recorder.group, recorder.name, iterations),
            };
            let mut next = 0;
            let mut row = |is_kept: bool| {
                next += u32::from(is_kept);
                if is_kept { next - 1 } else { NOTHING }
            };
            is_kept.into_iter().map(&mut row).collect()
        };
        Rows { first, tables: program.recorders.iter().map(table).collect() }
    }

    /// The row of each iteration of the block.
    pub(crate) fn table(&self, recorder: usize) -> &[u32] {
        &self.tables[recorder]
    }

    /// The number of rows.
    pub(crate) fn count(&self, recorder: usize) -> usize {
        self.tables[recorder].iter().filter(|row| **row != NOTHING).count()
    }

    /// Lets a recorder take the rows of the iterations before `end`, of which `columns` have what each variable had.
    pub(crate) fn give(
        &self,
        number: usize,
        recorder: &Recorder,
        columns: &[Seen],
        layout: &Layout,
        end: u64,
        host: &mut dyn Host,
    ) {
        let rows = (self.first..end).zip(&self.tables[number]).filter(|(_, row)| **row != NOTHING);
        let rows: Vec<(u64, Vec<Values<'_>>)> = rows
            .map(|(iteration, row)| {
                let values = recorder.variables.iter().zip(columns);
                let values = values.map(|(variable, seen)| seen.of(*row as usize, *variable, layout));
                (iteration, values.collect())
            })
            .collect();
        let rows: Vec<(u64, Vec<Recorded<'_>>)> = rows
            .iter()
            .map(|(iteration, values)| (*iteration, values.iter().map(|own| own.view(recorder.kind)).collect()))
            .collect();
        host.record(recorder.group, recorder.name, &rows);
    }
}

/// The neurons with an event in each row.
#[derive(Debug)]
pub(crate) struct Lists {
    /// Where the list of each row begins, and where the last one ends.
    pub(crate) starts: Vec<u64>,
    pub(crate) neurons: Vec<u32>,
}

impl Lists {
    /// Those of a row.
    fn of(&self, row: usize) -> &[u32] {
        &self.neurons[self.starts[row] as usize..self.starts[row + 1] as usize]
    }
}

/// What a variable had in all rows.
pub(crate) enum Seen {
    /// The bytes of a row, and those of all.
    Values(usize, Vec<u8>),
    Events(Lists),
}

impl Seen {
    fn of(&self, row: usize, variable: (Element, Width), layout: &Layout) -> Values<'_> {
        match self {
            Seen::Values(bytes, all) => Values::of(variable, &all[row * bytes..][..*bytes], layout),
            Seen::Events(lists) => Values::Events(lists.of(row)),
        }
    }
}

/// What a variable had in an iteration.
enum Values<'a> {
    Numbers(&'a [u8]),
    Integers(Vec<i64>),
    Flags(Vec<bool>),
    Events(&'a [u32]),
}

impl<'a> Values<'a> {
    fn of((element, width): (Element, Width), bytes: &'a [u8], layout: &Layout) -> Self {
        match (element, width) {
            (Element::Integer, _) => Values::Integers(bytemuck::pod_collect_to_vec(bytes)),
            (Element::Flag, Width::Neurons(group)) => {
                let mut flags = vec![false; layout.sizes[group]];
                indices(bytes).into_iter().for_each(|neuron| flags[neuron as usize] = true);
                Values::Flags(flags)
            }
            (Element::Flag, _) => Values::Flags(bytes.iter().map(|flag| *flag != 0).collect()),
            _ => Values::Numbers(bytes),
        }
    }

    fn view(&self, kind: Kind) -> Recorded<'_> {
        match self {
            Values::Numbers(bytes) => Recorded::Numbers(bytes),
            Values::Integers(integers) => Recorded::Integers(integers),
            Values::Flags(flags) => Recorded::Flags(flags),
            Values::Events(neurons) => kind.events(neurons),
        }
    }
}
