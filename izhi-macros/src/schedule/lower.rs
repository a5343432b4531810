//! From typed statements to operations, one statement at a time and in the order written.
//!
//! Control flow ends here: an assignment under a condition becomes a select between the new value and the
//! old. Locals are single assignments: each assignment makes a new temporary, or a new register where the
//! value is one for the whole group.

mod calls;
mod interpolation;
mod sums;
mod updates;

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Condition, Kernel, NodeId, NodeKind, Operation, Place, Program, Purpose, Rank, RecordedPlace, Selection, Slot,
    SlotId, SlotKind,
};
use crate::model;
use crate::model::{
    BinaryOperator, DrawId, End, Expression, Initial, InitialDelay, InitialParameter, InitialSynapse, Kind, LocalId,
    Model, NeuronConstant, Statement, Target, Type, UnaryOperator,
};
use crate::resolved::{
    ConstantId, Delay, GroupId, InstanceId, RecordedSource, RecordedVariable, Side, SynapseId, VariableId,
};

/// Operations of one behaviour on places of the network, before programs are found.
pub(super) struct Body {
    pub(super) instance: InstanceId,
    pub(super) purpose: Purpose,
    pub(super) operations: Vec<Operation<Place>>,
    /// The events of the group to which it is the first to assign in an iteration.
    pub(super) begins: Vec<VariableId>,
}

/// All bodies of a network.
pub(super) struct Bodies {
    pub(super) parameters: Vec<(InstanceId, usize, Body)>,
    pub(super) delays: Vec<(SynapseId, Body)>,
    pub(super) variables: Vec<(GroupId, VariableId, Body)>,
    pub(super) decays: Vec<(SynapseId, usize, Body)>,
    pub(super) synapses: Vec<(SynapseId, usize, Body)>,
    pub(super) steps: Vec<Body>,
}

impl Bodies {
    /// The same after a pass over the operations of each body.
    pub(super) fn map(self, pass: impl Fn(Vec<Operation<Place>>) -> Vec<Operation<Place>>) -> Bodies {
        let apply = |body: Body| Body { operations: pass(body.operations), ..body };
        Bodies {
            parameters: self.parameters.into_iter().map(|(id, number, body)| (id, number, apply(body))).collect(),
            delays: self.delays.into_iter().map(|(synapses, body)| (synapses, apply(body))).collect(),
            variables: self
                .variables
                .into_iter()
                .map(|(group, variable, body)| (group, variable, apply(body)))
                .collect(),
            decays: self.decays.into_iter().map(|(id, variable, body)| (id, variable, apply(body))).collect(),
            synapses: self.synapses.into_iter().map(|(id, variable, body)| (id, variable, apply(body))).collect(),
            steps: self.steps.into_iter().map(apply).collect(),
        }
    }
}

impl Bodies {
    pub(super) fn all(&self) -> impl Iterator<Item = &Body> {
        let of_groups =
            self.parameters.iter().map(|(.., body)| body).chain(self.variables.iter().map(|(.., body)| body));
        let of_groups = of_groups.chain(&self.steps);
        let of_synapses = self.decays.iter().chain(&self.synapses).map(|(.., body)| body);
        of_groups.chain(self.delays.iter().map(|(_, body)| body)).chain(of_synapses)
    }
}

pub(super) fn lower(model: &Model) -> Bodies {
    let mut bodies = Bodies {
        parameters: Vec::new(),
        delays: Vec::new(),
        variables: Vec::new(),
        decays: Vec::new(),
        synapses: Vec::new(),
        steps: Vec::new(),
    };
    for InitialParameter { instance, parameter, value } in &model.parameters {
        let mut lowerer = Lowerer::new(model, *instance);
        lowerer.parameter(*parameter, value);
        let behavior = model.network.behavior(model.network.instance(*instance).behavior);
        let purpose = Purpose::Initial(behavior.parameters[*parameter].name.to_string());
        bodies.parameters.push((*instance, *parameter, lowerer.finish(purpose)));
    }
    for Initial { group, variable, value } in &model.initial {
        let declared = &model.network.group(*group).variables[variable.0];
        let mut lowerer = Lowerer::new(model, declared.declared_by);
        lowerer.assign(Target::Variable(*variable), value, None);
        let body = lowerer.finish(Purpose::Initial(declared.name.to_string()));
        bodies.variables.push((*group, *variable, body));
    }
    for InitialDelay { synapses, value, instance } in &model.delays {
        let group = model.network.instance(*instance).group;
        let mut lowerer = Lowerer::new(model, *instance);
        let is_target = group == model.network.synapse_group(*synapses).target;
        let end = if is_target { End::Afferent } else { End::Efferent };
        lowerer.initial_synapse(Place::Delay(*synapses), *synapses, end, value);
        bodies.delays.push((*synapses, lowerer.finish(Purpose::Initial("delay".to_owned()))));
    }
    for (synapses, initial) in model.synapses.iter().enumerate().map(|(index, initial)| (SynapseId(index), initial)) {
        for (variable, initial) in initial.iter().enumerate() {
            initial_synapses(model, synapses, variable, initial, &mut bodies);
        }
    }
    let mut begun: BTreeSet<(GroupId, VariableId)> = BTreeSet::new();
    let mut conducted = BTreeMap::new();
    for (id, (instance, step)) in model.network.instances.iter().zip(&model.steps).enumerate() {
        let mut lowerer = Lowerer::new(model, InstanceId(id));
        lowerer.begun = begun.iter().filter(|(group, _)| *group == instance.group).map(|(_, event)| *event).collect();
        lowerer.conducted = std::mem::take(&mut conducted);
        lowerer.block(step, None);
        conducted = std::mem::take(&mut lowerer.conducted);
        begun.extend(lowerer.begins.iter().map(|event| (instance.group, *event)));
        if let Some(recorded) = &instance.recorded {
            let variables: Vec<_> = recorded.variables.iter().map(|variable| lowerer.recorded(variable)).collect();
            lowerer.operations.push(Operation::Record {
                kind: recorded.kind,
                recording: Place::Recording(InstanceId(id)),
                variables,
            });
        }
        bodies.steps.push(lowerer.finish(Purpose::Step));
    }
    bodies
}

/// What has to hold of parameters.
pub(super) fn conditions(model: &Model) -> Vec<Condition> {
    let lower =
        |condition: &model::Condition| {
            let mut kernel = Kernel::new();
            let value = Lowerer::new(model, condition.instance).expression(&condition.value, &mut kernel);
            // The checker lets nothing else in.
            let slot = |place| SlotId(if let Place::Parameter(_, parameter) = place { parameter } else { 0 });
            let kernel = kernel.map(&mut { slot });
            let slots =
                model.network.behavior(condition.behavior).parameters.iter().enumerate().map(|(number, parameter)| {
                    Slot { label: parameter.name.to_string(), kind: SlotKind::Parameter(number), is_written: false }
                });
            let (behavior, slots) = (condition.behavior, slots.collect());
            let program =
                Program { behavior, each: Vec::new(), purpose: Purpose::Condition, slots, operations: Vec::new() };
            Condition { parameter: condition.parameter, program, kernel, value }
        };
    model.conditions.iter().map(lower).collect()
}

/// What a variable of synapses begins with, and the time constant with which it decays.
fn initial_synapses(
    model: &Model,
    synapses: SynapseId,
    variable: usize,
    initial: &InitialSynapse,
    bodies: &mut Bodies,
) {
    let declared = &model.network.synapse_group(synapses).variables[variable];
    if let Some(decay) = &initial.decay {
        let mut lowerer = Lowerer::new(model, declared.declared_by);
        lowerer.shared(Place::Decay(synapses, variable), decay);
        let purpose = Purpose::Initial(format!("time constant of {}", declared.name));
        bodies.decays.push((synapses, variable, lowerer.finish(purpose)));
    }
    let mut lowerer = Lowerer::new(model, declared.declared_by);
    let place = Place::Synapse(synapses, variable);
    if declared.is_shared {
        lowerer.shared(place, &initial.value);
    } else {
        lowerer.initial_synapse(place, synapses, declared.end, &initial.value);
    }
    let body = lowerer.finish(Purpose::Initial(declared.name.to_string()));
    bodies.synapses.push((synapses, variable, body));
}

/// Where the present value of a local or a condition is.
#[derive(Clone, Copy)]
enum Storage {
    Temporary(Place),
    Register(usize),
}

/// A synapse variable to which the kernel at hand assigns.
#[derive(Clone, Copy)]
struct Updated {
    value: NodeId,
    /// Where it is assigned to; everywhere where nothing is said.
    mask: Option<NodeId>,
}

struct Lowerer<'a> {
    model: &'a Model,
    instance: InstanceId,
    group: GroupId,
    /// The synapses over which the kernel of a step at hand runs.
    synapses: Option<SynapseId>,
    /// From which end the synapses are seen over which the kernel at hand runs; none in one over neurons.
    end: Option<End>,
    /// Whether that kernel runs where an event of the source arrives.
    is_of_arrivals: bool,
    operations: Vec<Operation<Place>>,
    locals: BTreeMap<LocalId, (Storage, Type)>,
    temporaries: usize,
    registers: usize,
    /// The numbers of the draws of this body.
    draws: BTreeMap<DrawId, usize>,
    /// The events of the group that have been assigned to in this iteration, and those among them to which this
    /// behaviour was the first to assign.
    begun: BTreeSet<VariableId>,
    begins: Vec<VariableId>,
    /// How many sums travel along the dendrites of each synapse group.
    conducted: BTreeMap<SynapseId, usize>,
    /// The new values of synapse variables in the kernel at hand.
    updated: BTreeMap<(SynapseId, usize), Updated>,
    /// The locals of synapses in the kernel at hand.
    synapse_locals: BTreeMap<LocalId, NodeId>,
}

impl<'a> Lowerer<'a> {
    fn new(model: &'a Model, instance: InstanceId) -> Self {
        Lowerer {
            model,
            instance,
            group: model.network.instance(instance).group,
            synapses: None,
            end: None,
            is_of_arrivals: false,
            operations: Vec::new(),
            locals: BTreeMap::new(),
            temporaries: 0,
            registers: 0,
            draws: BTreeMap::new(),
            begun: BTreeSet::new(),
            begins: Vec::new(),
            conducted: BTreeMap::new(),
            updated: BTreeMap::new(),
            synapse_locals: BTreeMap::new(),
        }
    }

    fn finish(self, purpose: Purpose) -> Body {
        Body { instance: self.instance, purpose, operations: self.operations, begins: self.begins }
    }

    /// The rank of a value in the kernel at hand.
    fn rank(&self, rank: model::Rank) -> Rank {
        match (rank, self.end) {
            (model::Rank::Scalar, _) => Rank::One,
            (model::Rank::Own, None) => Rank::Neuron,
            (model::Rank::Own, Some(End::Afferent)) | (model::Rank::Other, Some(End::Efferent)) => Rank::Target,
            (model::Rank::Own, Some(End::Efferent)) | (model::Rank::Other, Some(End::Afferent)) => Rank::Source,
            (model::Rank::Other, None) | (model::Rank::Pair, _) => Rank::Synapse,
        }
    }

    fn temporary(&mut self, ty: Type) -> Place {
        self.temporaries += 1;
        Place::Temporary(self.group, ty, self.temporaries - 1)
    }

    fn register(&mut self) -> usize {
        self.registers += 1;
        self.registers - 1
    }

    /// `mask` is the condition under which the statements run.
    fn block(&mut self, statements: &[Statement], mask: Option<Storage>) {
        for statement in statements {
            match statement {
                Statement::Assign { target, value } => self.assign(*target, value, mask),
                Statement::Synapses { synapses, end, update } => self.update(*synapses, *end, update, mask),
                Statement::Stop { condition } => {
                    let (Storage::Register(register), _) = self.masks(condition, mask, false) else { continue };
                    self.operations.push(Operation::Stop { into: Place::Stop, register });
                }
                Statement::Call { function, arguments } => self.call(*function, arguments, mask),
                Statement::If { condition, then, otherwise } => {
                    let (then_mask, otherwise_mask) = self.masks(condition, mask, !otherwise.is_empty());
                    self.block(then, Some(then_mask));
                    if let Some(mask) = otherwise_mask {
                        self.block(otherwise, Some(mask));
                    }
                }
            }
        }
    }

    /// The conditions of the two branches, each evaluated before either runs.
    fn masks(
        &mut self,
        condition: &Expression,
        outer: Option<Storage>,
        has_otherwise: bool,
    ) -> (Storage, Option<Storage>) {
        let mut kernel = Kernel::new();
        let value = self.expression(condition, &mut kernel);
        let then = self.conjunction(value, outer, &mut kernel);
        let then_mask = self.keep(kernel.clone(), then, Type::Bool);
        if !has_otherwise {
            return (then_mask, None);
        }
        let rank = kernel.nodes[value].rank;
        let negated = kernel.node(NodeKind::Unary(UnaryOperator::Not, value), Type::Bool, rank);
        let otherwise = self.conjunction(negated, outer, &mut kernel);
        (then_mask, Some(self.keep(kernel, otherwise, Type::Bool)))
    }

    fn load(&self, storage: Storage, ty: Type, kernel: &mut Kernel<Place>) -> NodeId {
        match storage {
            Storage::Temporary(place) => kernel.node(NodeKind::Load(place), ty, self.rank(model::Rank::Own)),
            Storage::Register(register) => kernel.node(NodeKind::Register(register), ty, Rank::One),
        }
    }

    fn conjunction(&mut self, value: NodeId, outer: Option<Storage>, kernel: &mut Kernel<Place>) -> NodeId {
        let outer = outer.map(|outer| self.load(outer, Type::Bool, kernel));
        and(outer, value, kernel)
    }

    /// Keeps a value beyond its kernel.
    fn keep(&mut self, mut kernel: Kernel<Place>, value: NodeId, ty: Type) -> Storage {
        if kernel.nodes[value].rank == Rank::One {
            let register = self.register();
            self.operations.push(Operation::Scalar { kernel, value, register });
            Storage::Register(register)
        } else {
            let place = self.temporary(ty);
            kernel.stores.push((place, value));
            self.operations.push(Operation::Map(kernel));
            Storage::Temporary(place)
        }
    }

    /// Where what is recorded is; expressions are computed here.
    fn recorded(&mut self, variable: &RecordedVariable) -> RecordedPlace<Place> {
        match variable.source {
            RecordedSource::Neurons(variable) => RecordedPlace::Values(Place::Variable(self.group, variable)),
            RecordedSource::Synapses(id, variable) => {
                let values = Place::Synapse(id, variable);
                if self.model.network.synapse_group(id).variables[variable].decays {
                    RecordedPlace::Decaying([values, Place::Decay(id, variable), Place::Touched(id, variable)])
                } else {
                    RecordedPlace::Values(values)
                }
            }
            RecordedSource::Expression { number, .. } => {
                let model = self.model;
                let expression = &model.recorded[self.instance.0][number];
                let mut kernel = Kernel::new();
                let value = self.expression(expression, &mut kernel);
                match self.keep(kernel, value, expression.ty) {
                    Storage::Temporary(place) => RecordedPlace::Values(place),
                    Storage::Register(register) => RecordedPlace::Register(register, expression.ty),
                }
            }
        }
    }

    fn assign(&mut self, target: Target, value: &Expression, mask: Option<Storage>) {
        let mut kernel = Kernel::new();
        let mut node = self.expression(value, &mut kernel);
        let begins = self.begin(target);
        if let Some(mask) = mask {
            let old = match target {
                // An event lasts one iteration.
                Target::Variable(_) if begins => Some(kernel.node(NodeKind::Bool(false), Type::Bool, Rank::One)),
                Target::Variable(variable) => {
                    Some(kernel.node(NodeKind::Load(Place::Variable(self.group, variable)), value.ty, Rank::Neuron))
                }
                // A local that begins under a condition has no old value.
                Target::Local(local) => {
                    self.locals.get(&local).map(|(storage, ty)| self.load(*storage, *ty, &mut kernel))
                }
            };
            if let Some(old) = old {
                let mask = self.load(mask, Type::Bool, &mut kernel);
                let rank = [mask, node, old].iter().fold(Rank::One, |rank, &node| rank.join(kernel.nodes[node].rank));
                node = kernel.node(NodeKind::Select(mask, node, old), value.ty, rank);
            }
        }
        match target {
            Target::Variable(variable) => {
                kernel.stores.push((Place::Variable(self.group, variable), node));
                self.operations.push(Operation::Map(kernel));
            }
            Target::Local(local) => {
                let storage = self.keep(kernel, node, value.ty);
                self.locals.insert(local, (storage, value.ty));
            }
        }
    }

    /// Whether the target is an event that nothing has assigned to in this iteration.
    fn begin(&mut self, target: Target) -> bool {
        let Target::Variable(variable) = target else { return false };
        let lasts = self.model.network.group(self.group).variables[variable.0].kind.lasts();
        let begins = !lasts && self.begun.insert(variable);
        if begins {
            self.begins.push(variable);
        }
        begins
    }

    /// A number for each neuron.
    fn parameter(&mut self, parameter: usize, value: &Expression) {
        let mut kernel = Kernel::new();
        let value = self.expression(value, &mut kernel);
        kernel.stores.push((Place::Parameter(self.instance, parameter), value));
        self.operations.push(Operation::Map(kernel));
    }

    fn initial_synapse(&mut self, place: Place, synapses: SynapseId, end: End, initial: &Expression) {
        let mut kernel = Kernel::new();
        self.end = Some(end);
        let value = self.expression(initial, &mut kernel);
        self.end = None;
        kernel.stores.push((place, value));
        let structure = Place::Structure(synapses);
        self.operations.push(Operation::MapPairs { structure, selection: Selection::ALL, kernel });
    }

    fn shared(&mut self, into: Place, initial: &Expression) {
        let mut kernel = Kernel::new();
        let value = self.expression(initial, &mut kernel);
        self.operations.push(Operation::Set { into, kernel, value });
    }

    /// Whether what is kept of a variable of synapses is not its present value.
    fn decays(&self, synapses: SynapseId, variable: usize) -> bool {
        self.model.network.synapse_group(synapses).variables[variable].decays
    }

    /// Where the event is that an expression consists of.
    fn event(&self, expression: &Expression) -> Option<Place> {
        match expression.kind {
            Kind::Variable(group, variable) => Some(Place::Variable(group, variable)),
            Kind::Arrival(synapses, side, variable) => Some(Place::Arrivals(synapses, side, variable)),
            _ => None,
        }
    }

    /// The node of an expression. Reductions inside it become operations before the kernel.
    fn expression(&mut self, expression: &Expression, kernel: &mut Kernel<Place>) -> NodeId {
        let (ty, rank) = (expression.ty, self.rank(expression.rank));
        let kind = match &expression.kind {
            Kind::Number(value) => NodeKind::Number(*value),
            Kind::Integer(value) => NodeKind::Integer(*value),
            Kind::Bool(value) => NodeKind::Bool(*value),
            Kind::Variable(group, variable) => NodeKind::Load(Place::Variable(*group, *variable)),
            Kind::Constant(group, NeuronConstant::Position(axis)) => NodeKind::Load(Place::Position(*group, *axis)),
            Kind::Constant(_, NeuronConstant::Index) => NodeKind::Index,
            Kind::Size => NodeKind::Size,
            Kind::Parameter(parameter) => NodeKind::Load(Place::Parameter(self.instance, *parameter)),
            Kind::Declared(constant) => return self.constant(*constant, kernel),
            Kind::Input(input) => NodeKind::Load(Place::Input(self.instance, *input)),
            Kind::Dt => NodeKind::Dt,
            Kind::Iteration => NodeKind::Iteration,
            Kind::Local(local) => {
                if let Some(value) = self.synapse_locals.get(local) {
                    return *value;
                }
                // The checker lets no local be read before its `let`.
                let (storage, ty) = self.locals[local];
                return self.load(storage, ty, kernel);
            }
            Kind::SynapseVariable(synapses, variable) => {
                return self.synapse_value(*synapses, *variable, kernel);
            }
            Kind::Arrival(synapses, side, variable) => {
                let (place, rank) = self.arrival(*synapses, *side, *variable, expression);
                return kernel.node(NodeKind::Load(place), ty, rank);
            }
            Kind::Draw(distribution, DrawId::OfSynapse(number)) => {
                let synapses = self.synapses.expect("a kernel over synapses is one over a group");
                let has_delays = self.model.network.synapse_group(synapses).delay == Delay::Each;
                let numbers = has_delays.then_some(Place::Number(synapses));
                NodeKind::SynapseDraw { distribution: *distribution, number: *number, numbers }
            }
            Kind::Draw(distribution, id) => {
                let next = self.draws.len();
                NodeKind::Draw(*distribution, *self.draws.entry(*id).or_insert(next))
            }
            Kind::ToNumber(operand) => NodeKind::ToNumber(self.expression(operand, kernel)),
            Kind::ToInteger(operand) => NodeKind::ToInteger(self.expression(operand, kernel)),
            Kind::Unary(operator, operand) => NodeKind::Unary(*operator, self.expression(operand, kernel)),
            Kind::Binary(operator, left, right) => {
                let (left, right) = (self.expression(left, kernel), self.expression(right, kernel));
                NodeKind::Binary(*operator, left, right)
            }
            Kind::If(condition, then, otherwise) => {
                let condition = self.expression(condition, kernel);
                let (then, otherwise) = (self.expression(then, kernel), self.expression(otherwise, kernel));
                NodeKind::Select(condition, then, otherwise)
            }
            Kind::Interpolation(value, points) => return self.interpolation(value, points, kernel),
            Kind::Call(function, arguments) => {
                NodeKind::Call(*function, arguments.iter().map(|argument| self.expression(argument, kernel)).collect())
            }
            Kind::Timing(timing, arguments) => {
                NodeKind::Timing(*timing, arguments.iter().map(|argument| self.expression(argument, kernel)).collect())
            }
            Kind::Power(base, exponent) => {
                let base = self.expression(base, kernel);
                return power(base, *exponent, kernel);
            }
            Kind::Reduce { .. } => NodeKind::Register(self.reduce(&expression.kind)),
            Kind::Synaptic { .. } => NodeKind::Load(self.synaptic(&expression.kind)),
        };
        kernel.node(kind, ty, rank)
    }

    /// What a constant is made of: parameters of the instance that declares it.
    fn constant(&mut self, id: ConstantId, kernel: &mut Kernel<Place>) -> NodeId {
        let declared_by = self.model.network.constant(id).declared_by;
        let reading = std::mem::replace(&mut self.instance, declared_by);
        let value = self.expression(&self.model.constants[id.0], kernel);
        self.instance = reading;
        value
    }

    /// Where a variable of the neurons at an end is, as it arrives. A state that nothing changes is there already;
    /// with a delay each there is another value for each synapse, but one for those at which one event arrives.
    fn arrival(&self, synapses: SynapseId, side: Side, variable: VariableId, expression: &Expression) -> (Place, Rank) {
        let group = self.model.network.synapse_group(synapses).at(side);
        // Only sources can be at different distances.
        let of_neurons = if expression.rank == model::Rank::Pair { Rank::Source } else { self.rank(expression.rank) };
        if expression.ty != Type::Bool && !self.model.changes(group, variable) {
            return (Place::Variable(group, variable), of_neurons);
        }
        let rank = if self.is_of_arrivals { of_neurons } else { self.rank(expression.rank) };
        (Place::Arrivals(synapses, side, variable), rank)
    }
}

/// The conjunction of two conditions, the first of which may be missing.
fn and(outer: Option<NodeId>, condition: NodeId, kernel: &mut Kernel<Place>) -> NodeId {
    let Some(outer) = outer else { return condition };
    let rank = kernel.nodes[outer].rank.join(kernel.nodes[condition].rank);
    kernel.node(NodeKind::Binary(BinaryOperator::And, outer, condition), Type::Bool, rank)
}

/// An integer power by repeated squaring; a negative one is the reciprocal of the positive.
fn power(base: NodeId, exponent: i32, kernel: &mut Kernel<Place>) -> NodeId {
    let rank = kernel.nodes[base].rank;
    let one = kernel.node(NodeKind::Number(1.0), Type::Number, Rank::One);
    let (mut square, mut rest, mut product) = (base, exponent.unsigned_abs(), None);
    while rest > 0 {
        let multiply = |a, b, kernel: &mut Kernel<Place>| {
            kernel.node(NodeKind::Binary(BinaryOperator::Multiply, a, b), Type::Number, rank)
        };
        if rest % 2 == 1 {
            product = Some(product.map_or(square, |product| multiply(product, square, kernel)));
        }
        rest /= 2;
        if rest > 0 {
            square = multiply(square, square, kernel);
        }
    }
    let product = product.unwrap_or(one);
    if exponent < 0 {
        kernel.node(NodeKind::Binary(BinaryOperator::Divide, one, product), Type::Number, rank)
    } else {
        product
    }
}
