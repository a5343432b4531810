//! The checked network: names are ids, loops over synapse groups are unrolled, every expression has a
//! type and a rank. Whoever holds a [`Model`] has nothing left to look up and nothing left to refuse.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream};
use quote::format_ident;
use syn::Visibility;

use crate::diagnostics::Location;
pub(crate) use crate::syntax::{BinaryOperator, Doc, End, RecordKind, Storage, UnaryOperator};

/// Types that generated code names without a path, and that a network can therefore not be called.
pub(crate) const TYPES: [&str; 2] = ["Float", "Vec"];

/// What every neuron group has beside its variables and behaviours.
pub(crate) const GROUP_MEMBERS: [&str; 2] = ["size", "population"];

/// What every synapse group has beside its variables, and what the two ends are called.
pub(crate) const SYNAPSE_MEMBERS: [&str; 6] = ["connection", "src", "dst", "connect", "delay", "structure"];

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),*) => {
        $($(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
        pub(crate) struct $name(pub(crate) usize);)*
    };
}

ids! {
    /// A neuron group, in order of declaration.
    GroupId,
    /// A variable of a neuron group, in order of initialisation.
    VariableId,
    /// A synapse group, in order of declaration.
    SynapseId,
    /// A behaviour as the network's `use` names it.
    BehaviorId,
    /// A behaviour at a key of a group, in order of execution.
    InstanceId,
    /// A local of a behaviour's step.
    LocalId
}

/// The float type of a network.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Float {
    F32,
    F64,
}

impl Float {
    /// Whether the value is finite in this type.
    pub(crate) fn holds(self, value: f64) -> bool {
        match self {
            Float::F32 => (value as f32).is_finite(),
            Float::F64 => value.is_finite(),
        }
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Float::F32 => "f32",
            Float::F64 => "f64",
        }
    }
}

/// A network in which every name is known.
pub(crate) struct Model {
    pub(crate) doc: Doc,
    pub(crate) visibility: Visibility,
    pub(crate) name: Ident,
    pub(crate) float: Float,
    pub(crate) dt: f64,
    pub(crate) seed: u64,
    pub(crate) behaviors: Vec<BehaviorInfo>,
    pub(crate) groups: Vec<Group>,
    pub(crate) synapses: Vec<SynapseGroup>,
    /// Whether synapse groups are missing because their declaration was wrong.
    pub(crate) lacks_synapses: bool,
    /// In ascending key; equal keys in the order of their groups.
    pub(crate) instances: Vec<Instance>,
}

/// What all uses of one behaviour have in common.
pub(crate) struct BehaviorInfo {
    pub(crate) name: Ident,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) inputs: Vec<NamedDoc>,
}

pub(crate) struct Parameter {
    pub(crate) name: Ident,
    pub(crate) doc: Doc,
}

pub(crate) struct NamedDoc {
    pub(crate) name: Ident,
    pub(crate) doc: Doc,
}

pub(crate) struct Group {
    pub(crate) doc: Doc,
    pub(crate) name: Ident,
    pub(crate) tags: Vec<String>,
    pub(crate) size: GridSize,
    /// Ordered so that an initial value uses only variables before it.
    pub(crate) variables: Vec<Variable>,
    /// Whether a behaviour is missing, or part of one, because it was wrong.
    pub(crate) is_incomplete: bool,
}

/// The number of neurons along each axis, or a total to be laid out as nearly square as it divides.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum GridSize {
    Squared(u64),
    Grid([u64; 3]),
}

pub(crate) struct Variable {
    pub(crate) doc: Doc,
    pub(crate) name: Ident,
    pub(crate) is_event: bool,
    pub(crate) initial: Option<Expression>,
    pub(crate) declared_by: InstanceId,
}

pub(crate) struct SynapseGroup {
    pub(crate) doc: Doc,
    /// `TAG_source_to_target`, the name of its field.
    pub(crate) name: Ident,
    pub(crate) tags: Vec<String>,
    pub(crate) source: GroupId,
    pub(crate) target: GroupId,
    pub(crate) storage: Storage,
    /// The Rust expression of the connector, where not all are connected with all.
    pub(crate) connect: Option<TokenStream>,
    pub(crate) delay: Delay,
    /// The variables of which the network says what they begin with.
    pub(crate) given: Vec<String>,
    pub(crate) variables: Vec<SynapseVariable>,
}

/// How long an event takes.
pub(crate) enum Delay {
    /// What is read is what the source has.
    None,
    /// The same for all synapses.
    One(f64),
    /// One for each synapse.
    Each {
        value: Expression,
        /// On whose behalf it is computed.
        instance: InstanceId,
    },
}

impl SynapseGroup {
    /// The neuron group from whose side the synapse group is seen, and the one at its other end.
    pub(crate) fn ends(&self, end: End) -> (GroupId, GroupId) {
        match end {
            End::Afferent => (self.target, self.source),
            End::Efferent => (self.source, self.target),
        }
    }
}

pub(crate) struct SynapseVariable {
    pub(crate) doc: Doc,
    pub(crate) name: Ident,
    pub(crate) initial: Expression,
    /// One value for all synapses.
    pub(crate) is_shared: bool,
    /// The time constant with which it decays from the last assignment on.
    pub(crate) decay: Option<Expression>,
    /// At which end of the synapses the declaring behaviour's group is.
    pub(crate) end: End,
    pub(crate) declared_by: InstanceId,
}

/// A behaviour at a key of a group.
pub(crate) struct Instance {
    pub(crate) group: GroupId,
    pub(crate) key: i64,
    pub(crate) key_location: Location,
    pub(crate) behavior: BehaviorId,
    /// The name of its field.
    pub(crate) name: Ident,
    /// Whether the name was given with `as`.
    pub(crate) is_named: bool,
    /// The declared values of the behaviour's parameters, in their order.
    pub(crate) parameters: Vec<f64>,
    /// The group as written and the place of the behaviour in it.
    pub(crate) written: (usize, usize),
    pub(crate) recorded: Option<Recorded>,
    pub(crate) step: Vec<Statement>,
}

pub(crate) struct Recorded {
    pub(crate) kind: RecordKind,
    pub(crate) variables: Vec<(VariableId, Location)>,
}

pub(crate) enum Statement {
    Assign {
        target: Target,
        value: Expression,
    },
    If {
        condition: Expression,
        then: Vec<Statement>,
        otherwise: Vec<Statement>,
    },
    /// Each synapse for itself.
    Synapses {
        synapses: SynapseId,
        end: End,
        update: SynapseStatement,
    },
}

/// What happens to the variables of each synapse.
pub(crate) enum SynapseStatement {
    Let { local: LocalId, value: Expression },
    Assign { variable: usize, value: Expression },
    If { condition: Expression, then: Vec<SynapseStatement>, otherwise: Vec<SynapseStatement> },
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Target {
    Variable(VariableId),
    Local(LocalId),
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Type {
    /// The network's float type.
    Number,
    Integer,
    Bool,
}

/// How many values an expression has.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Rank {
    /// One for the whole population.
    Scalar,
    /// One for each neuron of the group.
    Own,
    /// One for each neuron at the other end of a synapse group.
    Other,
    /// One for each synapse.
    Pair,
}

impl Rank {
    /// The rank of an expression made of both.
    pub(crate) fn join(self, other: Rank) -> Rank {
        match (self, other) {
            (Rank::Scalar, rank) | (rank, Rank::Scalar) => rank,
            (left, right) if left == right => left,
            _ => Rank::Pair,
        }
    }
}

/// A typed expression.
#[derive(Clone)]
pub(crate) struct Expression {
    pub(crate) location: Location,
    pub(crate) kind: Kind,
    pub(crate) ty: Type,
    pub(crate) rank: Rank,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Distribution {
    /// Uniform in [0, 1).
    Uniform,
    /// Normal with mean 0 and standard deviation 1.
    Normal,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Reduction {
    Sum,
    Mean,
    Min,
    Max,
    Count,
}

/// A value that every neuron has without its being declared.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum NeuronConstant {
    /// The position on the grid along axis 0 (x), 1 (y) or 2 (z).
    Position(usize),
    /// The index in the group, from zero.
    Index,
}

#[derive(Clone)]
pub(crate) enum Kind {
    Number(f64),
    Integer(i64),
    Bool(bool),
    /// A variable of a group; whether of its own neurons or those at the other end, the rank says.
    Variable(GroupId, VariableId),
    Constant(GroupId, NeuronConstant),
    /// The number of neurons in the own group.
    Size,
    Parameter(usize),
    Input(usize),
    Dt,
    Iteration,
    Local(LocalId),
    SynapseVariable(SynapseId, usize),
    /// An event of the neurons that send, as it arrives after the synapses' delay.
    Arrival(SynapseId, VariableId),
    Draw(Distribution),
    ToNumber(Box<Expression>),
    Unary(UnaryOperator, Box<Expression>),
    Binary(BinaryOperator, Box<Expression>, Box<Expression>),
    Power(Box<Expression>, i32),
    Call(&'static str, Vec<Expression>),
    If(Box<Expression>, Box<Expression>, Box<Expression>),
    /// Over the population.
    Reduce {
        reduction: Reduction,
        value: Box<Expression>,
        condition: Option<Box<Expression>>,
    },
    /// For each neuron, over its synapses in one group.
    Synaptic {
        synapses: SynapseId,
        end: End,
        value: Box<Expression>,
        condition: Option<Box<Expression>>,
    },
}

impl Kind {
    /// The expressions directly inside.
    pub(crate) fn children(&self) -> Vec<&Expression> {
        match self {
            Kind::ToNumber(a) | Kind::Unary(_, a) | Kind::Power(a, _) => vec![a],
            Kind::Binary(_, a, b) => vec![a, b],
            Kind::If(a, b, c) => vec![a, b, c],
            Kind::Call(_, arguments) => arguments.iter().collect(),
            Kind::Reduce { value, condition, .. } | Kind::Synaptic { value, condition, .. } => {
                std::iter::once(&**value).chain(condition.as_deref()).collect()
            }
            _ => Vec::new(),
        }
    }
}

impl Expression {
    /// The conditions that hold where this one does, one after the other.
    pub(crate) fn conjuncts(&self) -> Vec<&Expression> {
        match &self.kind {
            Kind::Binary(BinaryOperator::And, left, right) => [left.conjuncts(), right.conjuncts()].concat(),
            _ => vec![self],
        }
    }
}

impl Model {
    /// Whether the condition is an event of the neurons that send through synapses seen from this end.
    pub(crate) fn is_sent(&self, condition: &Expression, end: End) -> bool {
        let rank = if end == End::Afferent { Rank::Other } else { Rank::Own };
        matches!(condition.kind, Kind::Arrival(..)) || (condition.rank == rank && self.is_event(condition))
    }

    /// Whether the condition is an event of the neurons that receive through synapses seen from this end.
    pub(crate) fn is_received(&self, condition: &Expression, end: End) -> bool {
        let rank = if end == End::Afferent { Rank::Own } else { Rank::Other };
        condition.rank == rank && self.is_event(condition)
    }

    fn is_event(&self, condition: &Expression) -> bool {
        matches!(condition.kind, Kind::Variable(group, variable) if self.group(group).variables[variable.0].is_event)
    }

    /// Leaves the declarations, with names that can stand side by side, and takes away everything that would
    /// run.
    pub(crate) fn make_placeholder(&mut self) {
        self.make_names_unique();
        for variable in self.groups.iter_mut().flat_map(|group| &mut group.variables) {
            variable.initial = None;
        }
        for variable in self.synapses.iter_mut().flat_map(|synapses| &mut synapses.variables) {
            for value in variable.decay.iter_mut().chain([&mut variable.initial]) {
                let location = value.location;
                *value = Expression { location, kind: Kind::Number(1.0), ty: Type::Number, rank: Rank::Scalar };
            }
        }
        for synapses in &mut self.synapses {
            synapses.connect = None;
            if let Delay::Each { value, .. } = &mut synapses.delay {
                *value = Expression {
                    location: value.location,
                    kind: Kind::Number(1.0),
                    ty: Type::Number,
                    rank: Rank::Scalar,
                };
            }
        }
        for instance in &mut self.instances {
            instance.step.clear();
        }
    }

    /// Renames what has the name of something else; that has been reported.
    fn make_names_unique(&mut self) {
        let mut copies = 0;
        let mut unique = |name: &mut Ident, seen: &mut BTreeSet<String>| {
            if !seen.insert(name.to_string()) {
                copies += 1;
                *name = format_ident!("IzhiDuplicate{copies}", span = name.span());
            }
            seen.insert(format!("{name}_mut"));
        };
        let mut seen = BTreeSet::from(TYPES.map(str::to_owned));
        unique(&mut self.name, &mut seen);
        self.behaviors.iter_mut().for_each(|behavior| unique(&mut behavior.name, &mut seen));
        let mut seen = BTreeSet::new();
        self.groups.iter_mut().for_each(|group| unique(&mut group.name, &mut seen));
        self.synapses.iter_mut().for_each(|synapses| unique(&mut synapses.name, &mut seen));
        for (id, group) in self.groups.iter_mut().enumerate() {
            let mut seen = BTreeSet::from(GROUP_MEMBERS.map(str::to_owned));
            for variable in &mut group.variables {
                unique(&mut variable.name, &mut seen);
            }
            for instance in self.instances.iter_mut().filter(|instance| instance.group.0 == id) {
                unique(&mut instance.name, &mut seen);
            }
        }
        for synapses in &mut self.synapses {
            let mut seen = BTreeSet::from(SYNAPSE_MEMBERS.map(str::to_owned));
            synapses.variables.iter_mut().for_each(|variable| unique(&mut variable.name, &mut seen));
        }
    }

    pub(crate) fn group(&self, id: GroupId) -> &Group {
        &self.groups[id.0]
    }

    pub(crate) fn synapse_group(&self, id: SynapseId) -> &SynapseGroup {
        &self.synapses[id.0]
    }

    pub(crate) fn instance(&self, id: InstanceId) -> &Instance {
        &self.instances[id.0]
    }

    pub(crate) fn behavior(&self, id: BehaviorId) -> &BehaviorInfo {
        &self.behaviors[id.0]
    }

    /// The instances of a group, in order of execution.
    pub(crate) fn instances_of(&self, group: GroupId) -> impl Iterator<Item = (InstanceId, &Instance)> {
        self.instances
            .iter()
            .enumerate()
            .filter(move |(_, instance)| instance.group == group)
            .map(|(i, instance)| (InstanceId(i), instance))
    }
}
