//! The checked network: every body typed, loops over synapse groups unrolled, every expression with a type and a rank.
//! It is made once and never changed, and nothing in it leads back to the syntax. Whoever holds a [`Model`] has nothing
//! left to refuse.

use crate::diagnostics::Location;
use crate::function::{Function, Timing};
use crate::resolved::{
    BehaviorId, ConstantId, Delay, FunctionId, GroupId, InstanceId, RecordedSource, RecordedVariable, Resolved, Side,
    SynapseId, VariableId, VariableKind,
};
pub(crate) use crate::syntax::{BinaryOperator, End, UnaryOperator};

/// A local of a behaviour's step.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct LocalId(pub(crate) usize);

/// Which draw of a body it is: wherever an expression comes to stand twice, it is the same.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum DrawId {
    /// Of each element that its kernel runs over, by number.
    OfElement(usize),
    /// Of each synapse in each iteration: its number among those in the text of the body, in every synapse group alike.
    OfSynapse(usize),
}

/// A network in which every body is typed.
pub(crate) struct Model {
    pub(crate) network: Resolved,
    /// What each constant is: made of parameters of the instance that declares it, of `dt` and of other constants.
    pub(crate) constants: Vec<Expression>,
    /// What the parameters with a number for each neuron begin with.
    pub(crate) parameters: Vec<InitialParameter>,
    /// What the groups' variables begin with, in order of initialisation.
    pub(crate) initial: Vec<Initial>,
    /// The delays of synapses that have one each.
    pub(crate) delays: Vec<InitialDelay>,
    /// What each variable of each synapse group begins with, in order of declaration.
    pub(crate) synapses: Vec<Vec<InitialSynapse>>,
    /// What each instance does in an iteration, in order of execution.
    pub(crate) steps: Vec<Vec<Statement>>,
    /// The expressions that each instance records behind its step; one for each neuron, or one for all.
    pub(crate) recorded: Vec<Vec<Expression>>,
    /// What has to hold of the behaviours' parameters.
    pub(crate) conditions: Vec<Condition>,
}

/// What has to hold of a parameter wherever it is set.
pub(crate) struct Condition {
    pub(crate) behavior: BehaviorId,
    pub(crate) parameter: usize,
    /// Of parameters, numbers and the time step alone; each parameter stands for one number.
    pub(crate) value: Expression,
    /// A behaviour of that kind.
    pub(crate) instance: InstanceId,
}

/// A parameter's number for each neuron.
pub(crate) struct InitialParameter {
    pub(crate) instance: InstanceId,
    pub(crate) parameter: usize,
    pub(crate) value: Expression,
}

/// What the neurons of a group begin with.
pub(crate) struct Initial {
    pub(crate) group: GroupId,
    pub(crate) variable: VariableId,
    pub(crate) value: Expression,
}

/// How long events take through each synapse.
pub(crate) struct InitialDelay {
    pub(crate) synapses: SynapseId,
    pub(crate) value: Expression,
    /// On whose behalf it is computed.
    pub(crate) instance: InstanceId,
}

/// What synapses begin with.
pub(crate) struct InitialSynapse {
    pub(crate) value: Expression,
    /// The time constant with which it decays from the last assignment on.
    pub(crate) decay: Option<Expression>,
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
    /// The run ends behind this iteration, where a condition holds that is one for the population.
    Stop {
        condition: Expression,
    },
    /// A Rust function, once for the whole population.
    Call {
        function: FunctionId,
        arguments: Vec<Argument>,
    },
}

/// What a Rust function is given.
pub(crate) enum Argument {
    /// One value, or one for each neuron of the own group. One for each neuron at the other end of synapses is a
    /// variable of theirs, and one for each synapse a variable of the synapses.
    Value(Expression),
    /// A variable of the own group, to be changed.
    Variable(VariableId),
    /// A variable of synapses, to be changed.
    Synapses(SynapseId, usize),
    /// Random numbers.
    Random(DrawId),
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

impl Type {
    /// Of the values of a variable.
    pub(crate) fn of(kind: VariableKind) -> Type {
        match kind {
            VariableKind::State => Type::Number,
            VariableKind::Integer => Type::Integer,
            VariableKind::Flag | VariableKind::Event => Type::Bool,
        }
    }
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
    /// A constant of the own group, whichever instance declares it.
    Declared(ConstantId),
    Input(usize),
    Dt,
    Iteration,
    Local(LocalId),
    SynapseVariable(SynapseId, usize),
    /// A variable of the neurons at an end, as it arrives at the synapses after their delay from there.
    Arrival(SynapseId, Side, VariableId),
    Draw(Distribution, DrawId),
    ToNumber(Box<Expression>),
    /// Towards zero, and to the nearest integer that there is; zero for what is no number.
    ToInteger(Box<Expression>),
    Unary(UnaryOperator, Box<Expression>),
    Binary(BinaryOperator, Box<Expression>, Box<Expression>),
    Power(Box<Expression>, i32),
    Call(Function, Vec<Expression>),
    Timing(Timing, Vec<Expression>),
    If(Box<Expression>, Box<Expression>, Box<Expression>),
    /// At a value, along the lines between points; before the first and behind the last it is what these are.
    Interpolation(Box<Expression>, Vec<[Expression; 2]>),
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
            Kind::ToNumber(a) | Kind::ToInteger(a) | Kind::Unary(_, a) | Kind::Power(a, _) => vec![a],
            Kind::Binary(_, a, b) => vec![a, b],
            Kind::If(a, b, c) => vec![a, b, c],
            Kind::Interpolation(value, points) => std::iter::once(&**value).chain(points.iter().flatten()).collect(),
            Kind::Call(_, arguments) | Kind::Timing(_, arguments) => arguments.iter().collect(),
            Kind::Reduce { value, condition, .. } | Kind::Synaptic { value, condition, .. } => {
                std::iter::once(&**value).chain(condition.as_deref()).collect()
            }
            _ => Vec::new(),
        }
    }
}

impl Expression {
    /// The number that is written out.
    pub(crate) fn literal(&self) -> Option<f64> {
        match &self.kind {
            Kind::Number(value) => Some(*value),
            Kind::Unary(UnaryOperator::Negate, operand) => operand.literal().map(|value| -value),
            _ => None,
        }
    }

    /// The conditions that hold where this one does, one after the other.
    pub(crate) fn conjuncts(&self) -> Vec<&Expression> {
        match &self.kind {
            Kind::Binary(BinaryOperator::And, left, right) => [left.conjuncts(), right.conjuncts()].concat(),
            _ => vec![self],
        }
    }
}

impl Resolved {
    /// Whether the condition is an event of the neurons that send through synapses seen from this end.
    pub(crate) fn is_sent(&self, condition: &Expression, end: End) -> bool {
        let rank = if end == End::Afferent { Rank::Other } else { Rank::Own };
        self.is_arriving(condition, Side::Source) || (condition.rank == rank && self.is_event(condition))
    }

    /// Whether the condition is an event of the neurons that receive through synapses seen from this end.
    pub(crate) fn is_received(&self, condition: &Expression, end: End) -> bool {
        let rank = if end == End::Afferent { Rank::Own } else { Rank::Other };
        self.is_arriving(condition, Side::Target) || (condition.rank == rank && self.is_event(condition))
    }

    /// Whether the condition is an event that arrives from an end.
    fn is_arriving(&self, condition: &Expression, side: Side) -> bool {
        matches!(condition.kind, Kind::Arrival(_, from, _) if from == side) && condition.ty == Type::Bool
    }

    fn is_event(&self, condition: &Expression) -> bool {
        matches!(condition.kind, Kind::Variable(group, variable) if self.group(group).variables[variable.0].kind.is_event())
    }
}

impl Statement {
    /// Whether it assigns to a variable of the neurons.
    fn assigns(&self, variable: VariableId) -> bool {
        match self {
            Statement::Assign { target, .. } => *target == Target::Variable(variable),
            Statement::If { then, otherwise, .. } => {
                then.iter().chain(otherwise).any(|statement| statement.assigns(variable))
            }
            Statement::Synapses { .. } | Statement::Stop { .. } => false,
            Statement::Call { arguments, .. } => {
                arguments.iter().any(|argument| matches!(argument, Argument::Variable(own) if *own == variable))
            }
        }
    }
}

impl Model {
    /// Whether any step assigns to a variable of a group.
    pub(crate) fn changes(&self, group: GroupId, variable: VariableId) -> bool {
        let mut steps = self.network.instances.iter().zip(&self.steps).filter(|(instance, _)| instance.group == group);
        steps.any(|(_, step)| step.iter().any(|statement| statement.assigns(variable)))
    }

    /// The declarations alone, with names that can stand side by side: nothing of it would run.
    pub(crate) fn placeholder(mut network: Resolved) -> Model {
        network.make_names_unique();
        let number = |location| Expression { location, kind: Kind::Number(1.0), ty: Type::Number, rank: Rank::Scalar };
        for synapses in &mut network.synapses {
            synapses.connect = None;
        }
        let synapses = network.synapses.iter().map(|synapses| {
            let initial = |variable: &crate::resolved::SynapseVariable| {
                let location = Location::from(&variable.name);
                InitialSynapse { value: number(location), decay: variable.decays.then(|| number(location)) }
            };
            synapses.variables.iter().map(initial).collect()
        });
        let delays = network.synapses.iter().enumerate().filter(|(_, synapses)| synapses.delay == Delay::Each);
        let delays = delays.filter_map(|(index, synapses)| {
            let (instance, _) = network.receiver(SynapseId(index))?;
            Some(InitialDelay { synapses: SynapseId(index), value: number((&synapses.name).into()), instance })
        });
        let (synapses, delays) = (synapses.collect(), delays.collect());
        let steps = network.instances.iter().map(|_| Vec::new()).collect();
        let recorded = network.instances.iter().map(|instance| {
            let variables = instance.recorded.iter().flat_map(|recorded| &recorded.variables);
            variables.filter_map(placeholder_of_recorded).collect()
        });
        let recorded = recorded.collect();
        let (constants, parameters, initial, conditions) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Model { network, constants, parameters, initial, delays, synapses, steps, recorded, conditions }
    }
}

/// In the place of what an expression gives to a recorder.
fn placeholder_of_recorded(variable: &RecordedVariable) -> Option<Expression> {
    let RecordedSource::Expression { kind, is_one, .. } = variable.source else { return None };
    let ty = Type::of(kind);
    let kind = match ty {
        Type::Number => Kind::Number(0.0),
        Type::Integer => Kind::Integer(0),
        Type::Bool => Kind::Bool(false),
    };
    let rank = if is_one { Rank::Scalar } else { Rank::Own };
    Some(Expression { location: variable.location, kind, ty, rank })
}
