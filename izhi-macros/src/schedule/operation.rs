//! Operations: what runs, with all that each reads and writes.

use super::kernel::{Kernel, NodeId, NodeKind, Rank};
use crate::model::{Reduction, Type};
use crate::resolved::{FunctionId, RecordKind, Side};

/// One thing that runs.
#[derive(Clone, PartialEq)]
pub(crate) enum Operation<P> {
    /// Each neuron for itself.
    Map(Kernel<P>),
    /// Each synapse for itself.
    MapPairs { structure: P, selection: Selection<P>, kernel: Kernel<P> },
    /// A value for the whole population.
    Scalar { kernel: Kernel<P>, value: NodeId, register: usize },
    /// Over the population, into one value.
    Reduce { kernel: Kernel<P>, reduction: Reduction, value: NodeId, condition: Option<NodeId>, register: usize },
    /// `into` becomes, for each target, the sum of the weights from the sources that have the event, in
    /// ascending source.
    Propagate { structure: P, into: P, weights: P, events: P },
    /// `into` becomes, for each neuron at one end of the synapses, the sum of a value over them, in ascending order of
    /// the other end.
    SumPairs {
        /// The end that has the sums.
        at: Side,
        structure: P,
        rows: Option<P>,
        into: P,
        kernel: Kernel<P>,
        value: NodeId,
        condition: Option<NodeId>,
    },
    /// Sums over synapses set out along the dendrites; `into` become those that arrive at the neurons, zero where none was
    /// sent in time.
    Conduct { line: P, from: P, into: P },
    /// An update of the synapses to targets with an event waits, with what it reads of the neurons.
    Defer { log: P, update: usize, columns: P, kernel: Kernel<P>, kept: Kept<NodeId, P> },
    /// The synapses from sources with an event, or all, take the updates that they have missed.
    CatchUp { structure: P, log: P, selection: Selection<P>, updates: Vec<Kernel<P>> },
    /// What all synapses share.
    Set { into: P, kernel: Kernel<P>, value: NodeId },
    /// The present values are appended to a recording, or events to the list or the number of those that it has.
    Record { kind: RecordKind, recording: P, variables: Vec<RecordedPlace<P>> },
    /// The list of the neurons that have an event is made anew.
    List { events: P },
    /// What each part has computed of its own neurons becomes known to all others.
    Exchange { place: P },
    /// What belongs to the Poisson distributions with these means is computed.
    Tabulate { into: P, means: P },
    /// The run ends behind this iteration, where the register of a condition is not false.
    Stop { into: P, register: usize },
    /// A Rust function is called, where the register of a condition is not false; of what it has changed no subnormal
    /// number is kept.
    Call { function: FunctionId, arguments: Vec<Argument<P>>, guard: Option<usize> },
}

/// What a Rust function is given.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Argument<P> {
    /// One value.
    Register(usize, Type),
    /// One value for each neuron of a group, to be read or changed.
    Neurons { place: P, ty: Type, is_changed: bool },
    /// One value for each synapse, to be read or changed.
    Synapses { structure: P, values: P, is_changed: bool },
    /// The words of a stream, by its number.
    Random(usize),
}

impl<P: Copy> Argument<P> {
    fn reads(self) -> Vec<Resource<P>> {
        match self {
            Argument::Register(register, _) => vec![Resource::Register(register)],
            Argument::Neurons { place, .. } => vec![Resource::Place(place)],
            Argument::Synapses { structure, values, .. } => [structure, values].map(Resource::Place).to_vec(),
            Argument::Random(_) => Vec::new(),
        }
    }

    /// What it is, in words.
    pub(crate) fn kind(self) -> &'static str {
        match self {
            Argument::Register(_, Type::Number) => "number",
            Argument::Register(_, Type::Integer) => "integer",
            Argument::Register(_, Type::Bool) => "flag",
            Argument::Neurons { ty: Type::Number, is_changed: false, .. } => "numbers",
            Argument::Neurons { ty: Type::Number, is_changed: true, .. } => "mut numbers",
            Argument::Neurons { ty: Type::Bool, is_changed: false, .. } => "flags",
            Argument::Neurons { ty: Type::Bool, is_changed: true, .. } => "mut flags",
            Argument::Neurons { ty: Type::Integer, is_changed: false, .. } => "integers",
            Argument::Neurons { ty: Type::Integer, is_changed: true, .. } => "mut integers",
            Argument::Synapses { is_changed: false, .. } => "synapses",
            Argument::Synapses { is_changed: true, .. } => "mut synapses",
            Argument::Random(_) => "words",
        }
    }

    /// The place that it changes.
    pub(crate) fn changed(self) -> Option<P> {
        match self {
            Argument::Neurons { place, is_changed: true, .. } => Some(place),
            Argument::Synapses { values, is_changed: true, .. } => Some(values),
            _ => None,
        }
    }

    fn map<Q>(self, place: &mut impl FnMut(P) -> Q) -> Argument<Q> {
        match self {
            Argument::Register(register, ty) => Argument::Register(register, ty),
            Argument::Neurons { place: of, ty, is_changed } => Argument::Neurons { place: place(of), ty, is_changed },
            Argument::Synapses { structure, values, is_changed } => {
                Argument::Synapses { structure: place(structure), values: place(values), is_changed }
            }
            Argument::Random(stream) => Argument::Random(stream),
        }
    }
}

/// What is recorded.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum RecordedPlace<P> {
    /// A value for each neuron or synapse, or one that all synapses share.
    Values(P),
    /// Of synapses that decay: the values, the time constant, and when each was last assigned to.
    Decaying([P; 3]),
    /// One value.
    Register(usize, Type),
}

impl<P: Copy> RecordedPlace<P> {
    fn reads(self) -> Vec<Resource<P>> {
        match self {
            RecordedPlace::Values(values) => vec![Resource::Place(values)],
            RecordedPlace::Decaying(places) => places.map(Resource::Place).to_vec(),
            RecordedPlace::Register(register, _) => vec![Resource::Register(register)],
        }
    }

    fn map<Q>(self, place: &mut impl FnMut(P) -> Q) -> RecordedPlace<Q> {
        match self {
            RecordedPlace::Values(values) => RecordedPlace::Values(place(values)),
            RecordedPlace::Decaying(places) => RecordedPlace::Decaying(places.map(place)),
            RecordedPlace::Register(register, ty) => RecordedPlace::Register(register, ty),
        }
    }
}

/// The synapses that an operation is for: those from sources with an event, to targets with one, or all.
#[derive(Clone, Copy, PartialEq)]
pub(crate) struct Selection<P> {
    pub(crate) rows: Option<P>,
    pub(crate) columns: Option<P>,
    /// The register of a condition that is the same for all: without it nothing is done.
    pub(crate) guard: Option<usize>,
}

impl<P: Copy> Selection<P> {
    pub(crate) const ALL: Self = Selection { rows: None, columns: None, guard: None };

    fn reads(self) -> impl Iterator<Item = Resource<P>> {
        let guard = self.guard.map(Resource::Register);
        self.rows.into_iter().chain(self.columns).map(Resource::Place).chain(guard)
    }

    fn map<Q>(self, place: &mut impl FnMut(P) -> Q) -> Selection<Q> {
        Selection { rows: self.rows.map(&mut *place), columns: self.columns.map(place), guard: self.guard }
    }
}

/// What an update that waits reads besides the synapses, in the order of its `NodeKind::Kept` nodes.
#[derive(Clone, PartialEq)]
pub(crate) struct Kept<S, P> {
    pub(crate) scalars: Vec<S>,
    pub(crate) sources: Vec<P>,
    pub(crate) targets: Vec<P>,
}

/// Something that an operation reads or writes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Resource<P> {
    Place(P),
    Register(usize),
}

impl<P: Copy + PartialEq> Operation<P> {
    pub(crate) fn kernels(&self) -> Vec<&Kernel<P>> {
        match self {
            Operation::Map(kernel) | Operation::MapPairs { kernel, .. } | Operation::Scalar { kernel, .. } => {
                vec![kernel]
            }
            Operation::Reduce { kernel, .. } | Operation::SumPairs { kernel, .. } | Operation::Set { kernel, .. } => {
                vec![kernel]
            }
            Operation::Defer { kernel, .. } => vec![kernel],
            Operation::CatchUp { updates, .. } => updates.iter().collect(),
            Operation::Propagate { .. } | Operation::Conduct { .. } | Operation::Record { .. } => Vec::new(),
            Operation::List { .. } | Operation::Exchange { .. } | Operation::Tabulate { .. } => Vec::new(),
            Operation::Call { .. } | Operation::Stop { .. } => Vec::new(),
        }
    }

    /// The structure of the synapses that it runs over.
    pub(crate) fn structure(&self) -> Option<P> {
        match self {
            Operation::MapPairs { structure, .. }
            | Operation::SumPairs { structure, .. }
            | Operation::CatchUp { structure, .. }
            | Operation::Propagate { structure, .. } => Some(*structure),
            _ => None,
        }
    }

    /// Whether it draws for each synapse.
    pub(crate) fn draws_for_synapses(&self) -> bool {
        self.kernels().into_iter().any(Kernel::draws_for_synapses)
    }

    /// What it reads of other neurons than those that it is computed for: what kernels load of sources, whose rows are run over,
    /// what rates are made of.
    pub(crate) fn reads_of_others(&self) -> Vec<P> {
        let of = |kernel: &Kernel<P>| -> Vec<P> {
            let of_sources = kernel.nodes.iter().filter(|node| node.rank == Rank::Source);
            of_sources
                .filter_map(|node| if let NodeKind::Load(place) = node.kind { Some(place) } else { None })
                .collect()
        };
        let kept = if let Operation::Defer { kept, .. } = self { &kept.sources[..] } else { &[] };
        let selected = match self {
            Operation::MapPairs { selection, .. } | Operation::CatchUp { selection, .. } => selection.rows,
            Operation::SumPairs { rows, .. } => *rows,
            Operation::Propagate { events, .. } => Some(*events),
            _ => None,
        };
        let rates = match self {
            Operation::Record { kind: RecordKind::Rates, variables, .. } => &variables[..],
            _ => &[],
        };
        let rates = rates.iter().flat_map(|variable| variable.reads()).filter_map(|resource| match resource {
            Resource::Place(place) => Some(place),
            Resource::Register(_) => None,
        });
        self.kernels().into_iter().flat_map(of).chain(kept.iter().copied()).chain(selected).chain(rates).collect()
    }

    pub(crate) fn reads(&self) -> Vec<Resource<P>> {
        let of = |kernel: &Kernel<P>| -> Vec<Resource<P>> {
            kernel.loads().map(Resource::Place).chain(kernel.registers().map(Resource::Register)).collect()
        };
        match self {
            Operation::Map(kernel) | Operation::Scalar { kernel, .. } | Operation::Reduce { kernel, .. } => of(kernel),
            Operation::Set { kernel, .. } => of(kernel),
            Operation::Defer { columns, kernel, kept, .. } => {
                let places = [columns].into_iter().chain(&kept.sources).chain(&kept.targets);
                of(kernel).into_iter().chain(places.copied().map(Resource::Place)).collect()
            }
            Operation::CatchUp { structure, log, selection, updates, .. } => {
                let places = [*structure, *log].map(Resource::Place);
                updates.iter().flat_map(of).chain(places).chain(selection.reads()).collect()
            }
            Operation::MapPairs { structure, selection, kernel, .. } => {
                of(kernel).into_iter().chain([Resource::Place(*structure)]).chain(selection.reads()).collect()
            }
            Operation::SumPairs { structure, rows, kernel, .. } => {
                let places = [*structure].into_iter().chain(*rows);
                of(kernel).into_iter().chain(places.map(Resource::Place)).collect()
            }
            Operation::Propagate { structure, weights, events, .. } => {
                [*structure, *weights, *events].map(Resource::Place).to_vec()
            }
            Operation::Conduct { line, from, .. } => [*line, *from].map(Resource::Place).to_vec(),
            Operation::Record { variables, .. } => variables.iter().flat_map(|variable| variable.reads()).collect(),
            Operation::List { events: place } | Operation::Exchange { place } => vec![Resource::Place(*place)],
            Operation::Tabulate { means, .. } => vec![Resource::Place(*means)],
            Operation::Stop { register, .. } => vec![Resource::Register(*register)],
            Operation::Call { arguments, guard, .. } => {
                let guard = guard.map(Resource::Register);
                arguments.iter().flat_map(|argument| argument.reads()).chain(guard).collect()
            }
        }
    }

    pub(crate) fn writes(&self) -> Vec<Resource<P>> {
        match self {
            Operation::Map(kernel) | Operation::MapPairs { kernel, .. } => {
                kernel.stores.iter().map(|(place, _)| Resource::Place(*place)).collect()
            }
            Operation::Scalar { register, .. } | Operation::Reduce { register, .. } => {
                vec![Resource::Register(*register)]
            }
            Operation::Propagate { into, .. } | Operation::SumPairs { into, .. } | Operation::Set { into, .. } => {
                vec![Resource::Place(*into)]
            }
            Operation::Conduct { line, into, .. } => [*line, *into].map(Resource::Place).to_vec(),
            Operation::Defer { log, .. } => vec![Resource::Place(*log)],
            Operation::CatchUp { log, updates, .. } => {
                let stores = updates.iter().flat_map(|kernel| &kernel.stores).map(|(place, _)| *place);
                stores.chain([*log]).map(Resource::Place).collect()
            }
            Operation::Record { recording, .. } => vec![Resource::Place(*recording)],
            Operation::List { events: place } | Operation::Exchange { place } => vec![Resource::Place(*place)],
            Operation::Tabulate { into, .. } | Operation::Stop { into, .. } => vec![Resource::Place(*into)],
            Operation::Call { arguments, .. } => {
                arguments.iter().filter_map(|argument| argument.changed()).map(Resource::Place).collect()
            }
        }
    }

    /// The same on other places.
    pub(crate) fn map<Q>(self, place: &mut impl FnMut(P) -> Q) -> Operation<Q> {
        match self {
            Operation::Map(kernel) => Operation::Map(kernel.map(place)),
            Operation::MapPairs { structure, selection, kernel } => Operation::MapPairs {
                structure: place(structure),
                selection: selection.map(place),
                kernel: kernel.map(place),
            },
            Operation::Defer { log, update, columns, kernel, kept } => Operation::Defer {
                log: place(log),
                update,
                columns: place(columns),
                kernel: kernel.map(place),
                kept: Kept {
                    scalars: kept.scalars,
                    sources: kept.sources.into_iter().map(&mut *place).collect(),
                    targets: kept.targets.into_iter().map(&mut *place).collect(),
                },
            },
            Operation::CatchUp { structure, log, selection, updates } => Operation::CatchUp {
                structure: place(structure),
                log: place(log),
                selection: selection.map(place),
                updates: updates.into_iter().map(|kernel| kernel.map(place)).collect(),
            },
            Operation::Set { into, kernel, value } => {
                Operation::Set { into: place(into), kernel: kernel.map(place), value }
            }
            Operation::Scalar { kernel, value, register } => {
                Operation::Scalar { kernel: kernel.map(place), value, register }
            }
            Operation::Reduce { kernel, reduction, value, condition, register } => {
                Operation::Reduce { kernel: kernel.map(place), reduction, value, condition, register }
            }
            Operation::Propagate { structure, into, weights, events } => Operation::Propagate {
                structure: place(structure),
                into: place(into),
                weights: place(weights),
                events: place(events),
            },
            Operation::SumPairs { at, structure, rows, into, kernel, value, condition } => Operation::SumPairs {
                at,
                structure: place(structure),
                rows: rows.map(&mut *place),
                into: place(into),
                kernel: kernel.map(place),
                value,
                condition,
            },
            Operation::Conduct { line, from, into } => {
                Operation::Conduct { line: place(line), from: place(from), into: place(into) }
            }
            Operation::List { events } => Operation::List { events: place(events) },
            Operation::Exchange { place: known } => Operation::Exchange { place: place(known) },
            Operation::Tabulate { into, means } => Operation::Tabulate { into: place(into), means: place(means) },
            Operation::Stop { into, register } => Operation::Stop { into: place(into), register },
            Operation::Call { function, arguments, guard } => {
                let arguments = arguments.into_iter().map(|argument| argument.map(place)).collect();
                Operation::Call { function, arguments, guard }
            }
            Operation::Record { kind, recording, variables } => Operation::Record {
                kind,
                recording: place(recording),
                variables: variables.into_iter().map(|variable| variable.map(place)).collect(),
            },
        }
    }
}
