//! The network with its names known: what there is, under which ids, tags and names, without any body.
//!
//! It is what bodies are typed against, and the table of names and docs from which a target makes its types. Whoever
//! holds a [`Resolved`] has no name left to look up.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream};
use quote::format_ident;
use syn::Visibility;

use crate::diagnostics::Location;
pub(crate) use crate::syntax::{Doc, End, RecordKind, Storage, VariableKind};
use crate::unit::Dimension;

/// Types that generated code names without a path, and that a network can therefore not be called.
pub(crate) const TYPES: [&str; 2] = ["Float", "Vec"];

/// The beginning of the names that belong to generated code.
pub(crate) const RESERVED_PREFIX: &str = "izhi_";

/// What every neuron group has beside its variables and behaviours.
pub(crate) const GROUP_MEMBERS: [&str; 2] = ["size", "population"];

/// What every synapse group has beside its variables, and what the two ends are called.
pub(crate) const SYNAPSE_MEMBERS: [&str; 10] = [
    "connection",
    "src",
    "dst",
    "connect",
    "delay",
    "dendritic_delay",
    "structure",
    "pairs",
    "synapses",
    "set_synapses",
];

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
    /// A constant of a neuron group, group by group in no order that matters.
    ConstantId,
    /// A synapse group, in order of declaration.
    SynapseId,
    /// A behaviour as the network's `use` names it.
    BehaviorId,
    /// A behaviour at a key of a group, in order of execution.
    InstanceId,
    /// A Rust function that a behaviour calls.
    FunctionId
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

    /// The nearest value of this type.
    pub(crate) fn rounded(self, value: f64) -> f64 {
        match self {
            Float::F32 => f64::from(value as f32),
            Float::F64 => value,
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
pub(crate) struct Resolved {
    pub(crate) doc: Doc,
    pub(crate) visibility: Visibility,
    pub(crate) name: Ident,
    pub(crate) float: Float,
    pub(crate) dt: f64,
    /// The same where the declaration gives it, and not only the builder may.
    pub(crate) declared_dt: Option<f64>,
    pub(crate) seed: u64,
    pub(crate) behaviors: Vec<BehaviorInfo>,
    pub(crate) groups: Vec<Group>,
    pub(crate) synapses: Vec<SynapseGroup>,
    /// Whether synapse groups are missing because their declaration was wrong.
    pub(crate) lacks_synapses: bool,
    /// In ascending key; equal keys in the order of their groups.
    pub(crate) instances: Vec<Instance>,
    /// What the behaviours of the groups make of their parameters.
    pub(crate) constants: Vec<Constant>,
    /// The Rust functions that the behaviours call.
    pub(crate) functions: Vec<RustFunction>,
    /// What has a unit, once units have been checked.
    pub(crate) measured: Measured,
}

/// What the numbers measure that a builder takes, where that is known and they are no plain numbers.
#[derive(Default)]
pub(crate) struct Measured {
    /// Of the parameters of each behaviour.
    pub(crate) parameters: Vec<Vec<Option<Dimension>>>,
    /// Of the parameters of each instance, where it is the network that says their unit.
    pub(crate) given: Vec<Vec<Option<Dimension>>>,
    /// Of the variables of each group.
    pub(crate) variables: Vec<Vec<Option<Dimension>>>,
    /// Of the variables of each synapse group.
    pub(crate) synapses: Vec<Vec<Option<Dimension>>>,
    /// Of the expressions that each instance records.
    pub(crate) recorded: Vec<Vec<Option<Dimension>>>,
}

impl Measured {
    /// Whether anything has a unit; then `dt` and delays are in ms.
    pub(crate) fn has_units(&self) -> bool {
        let Measured { parameters, given, variables, synapses, recorded: _ } = self;
        [parameters, given, variables, synapses].into_iter().flatten().flatten().any(Option::is_some)
    }
}

/// A Rust function that a behaviour calls: the same path may be another function elsewhere.
pub(crate) struct RustFunction {
    pub(crate) behavior: BehaviorId,
    pub(crate) path: syn::Path,
    /// The path as written.
    pub(crate) name: String,
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
    /// What has to hold of it, as written.
    pub(crate) condition: Option<String>,
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

/// A number that follows the parameters of which it is made, and that all behaviours of its group can read.
pub(crate) struct Constant {
    pub(crate) name: Ident,
    pub(crate) declared_by: InstanceId,
    /// Whether it has a value for each neuron, as a parameter of which it is made.
    pub(crate) is_each: bool,
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
    pub(crate) kind: VariableKind,
    /// Whether its declaration says what it begins with.
    pub(crate) has_initial: bool,
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
    /// From the sources to the synapses.
    pub(crate) delay: Delay,
    /// Between the synapses and the targets, where that takes time.
    pub(crate) dendritic_delay: Option<f64>,
    /// The variables of which the network says what they begin with.
    pub(crate) given: Vec<String>,
    pub(crate) variables: Vec<SynapseVariable>,
}

/// An end of synapses.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Side {
    Source,
    Target,
}

impl Side {
    /// What is said of what comes from there.
    pub(crate) fn arriving(self) -> &'static str {
        match self {
            Side::Source => "arriving",
            Side::Target => "returning",
        }
    }
}

/// How long an event takes.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Delay {
    /// What is read is what the source has.
    None,
    /// The same for all synapses.
    One(f64),
    /// One for each synapse.
    Each,
}

impl SynapseGroup {
    /// The neuron group from whose side the synapse group is seen, and the one at its other end.
    pub(crate) fn ends(&self, end: End) -> (GroupId, GroupId) {
        match end {
            End::Afferent => (self.target, self.source),
            End::Efferent => (self.source, self.target),
        }
    }

    /// The neuron group at an end.
    pub(crate) fn at(&self, side: Side) -> GroupId {
        match side {
            Side::Source => self.source,
            Side::Target => self.target,
        }
    }

    /// How long what the neurons at an end have takes to the synapses.
    pub(crate) fn delay_from(&self, side: Side) -> Delay {
        match side {
            Side::Source => self.delay,
            Side::Target => self.dendritic_delay.map_or(Delay::None, Delay::One),
        }
    }
}

pub(crate) struct SynapseVariable {
    pub(crate) doc: Doc,
    pub(crate) name: Ident,
    /// One value for all synapses.
    pub(crate) is_shared: bool,
    /// Whether it decays from the last assignment on.
    pub(crate) decays: bool,
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
    /// The declared values of the behaviour's parameters, in their order; none where it was wrong.
    pub(crate) parameters: Vec<Option<ParameterValue>>,
    /// The group as written and the place of the behaviour in it.
    pub(crate) written: (usize, usize),
    pub(crate) recorded: Option<Recorded>,
}

/// What a parameter is in a group.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum ParameterValue {
    /// One number for all neurons.
    One(f64),
    /// One for each neuron.
    Each,
}

impl Instance {
    /// The parameters that have a number for each neuron.
    pub(crate) fn each(&self) -> Vec<usize> {
        let parameters = self.parameters.iter().enumerate();
        parameters.filter(|(_, value)| **value == Some(ParameterValue::Each)).map(|(number, _)| number).collect()
    }

    /// Whether a parameter has a number for each neuron.
    pub(crate) fn is_each(&self, parameter: usize) -> bool {
        self.parameters.get(parameter) == Some(&Some(ParameterValue::Each))
    }

    /// The number that a parameter is by the declaration, where it is one for all neurons and not wrong.
    pub(crate) fn number(&self, parameter: usize) -> Option<f64> {
        match self.parameters.get(parameter)? {
            Some(ParameterValue::One(value)) => Some(*value),
            _ => None,
        }
    }
}

pub(crate) struct Recorded {
    pub(crate) kind: RecordKind,
    pub(crate) variables: Vec<RecordedVariable>,
}

pub(crate) struct RecordedVariable {
    /// What the recorder calls it.
    pub(crate) name: String,
    pub(crate) source: RecordedSource,
    pub(crate) location: Location,
}

/// Whose variable is recorded.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum RecordedSource {
    /// The recorder's own group's.
    Neurons(VariableId),
    /// That of a synapse group at the recorder's group.
    Synapses(SynapseId, usize),
    /// What an expression gives, by its number among those of the recorder.
    /// It is like a variable of some kind, for each neuron or one for all.
    Expression { number: usize, kind: VariableKind, is_one: bool },
}

impl Resolved {
    /// Renames what has the name of something else; that has been reported.
    pub(crate) fn make_names_unique(&mut self) {
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

    /// The synapse groups that arrive at a neuron group or leave it.
    pub(crate) fn synapses_at(&self, group: GroupId) -> impl Iterator<Item = (SynapseId, &SynapseGroup)> {
        let all = self.synapses.iter().enumerate().map(|(index, synapses)| (SynapseId(index), synapses));
        all.filter(move |(_, synapses)| synapses.source == group || synapses.target == group)
    }

    /// The behaviour on whose behalf the synapses' own values are computed, and the end at which it is.
    pub(crate) fn receiver(&self, id: SynapseId) -> Option<(InstanceId, End)> {
        let synapses = self.synapse_group(id);
        let at = |group: GroupId| self.instances_of(group).next().map(|(id, _)| id);
        let afferent = at(synapses.target).map(|instance| (instance, End::Afferent));
        afferent.or_else(|| at(synapses.source).map(|instance| (instance, End::Efferent)))
    }

    pub(crate) fn group(&self, id: GroupId) -> &Group {
        &self.groups[id.0]
    }

    pub(crate) fn synapse_group(&self, id: SynapseId) -> &SynapseGroup {
        &self.synapses[id.0]
    }

    /// A variable of the neurons at an end of the synapses of a group.
    pub(crate) fn sent(&self, synapses: SynapseId, side: Side, variable: VariableId) -> &Variable {
        &self.group(self.synapse_group(synapses).at(side)).variables[variable.0]
    }

    pub(crate) fn instance(&self, id: InstanceId) -> &Instance {
        &self.instances[id.0]
    }

    pub(crate) fn constant(&self, id: ConstantId) -> &Constant {
        &self.constants[id.0]
    }

    /// The constants of a group, with the instances that declare them.
    pub(crate) fn constants_of(&self, group: GroupId) -> impl Iterator<Item = (ConstantId, &Constant)> {
        let all = self.constants.iter().enumerate().map(|(index, constant)| (ConstantId(index), constant));
        all.filter(move |(_, constant)| self.instance(constant.declared_by).group == group)
    }

    /// The constant of that name in a group.
    pub(crate) fn find_constant(&self, group: GroupId, name: &Ident) -> Option<ConstantId> {
        self.constants_of(group).find(|(_, constant)| constant.name == *name).map(|(id, _)| id)
    }

    pub(crate) fn function(&self, id: FunctionId) -> &RustFunction {
        &self.functions[id.0]
    }

    /// What a function is called: the path alone may be another one elsewhere.
    pub(crate) fn function_name(&self, id: FunctionId) -> String {
        let RustFunction { behavior, name, .. } = self.function(id);
        // The crate of a behaviour has no name within a macro.
        format!("{}/{}", self.behavior(*behavior).name, name.trim_start_matches('$'))
    }

    /// The function of that path that a behaviour calls.
    pub(crate) fn find_function(&self, behavior: BehaviorId, name: &str) -> Option<FunctionId> {
        let is_it = |function: &RustFunction| function.behavior == behavior && function.name == name;
        self.functions.iter().position(is_it).map(FunctionId)
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
