//! Types and ranks inside expressions. What a name means is in [`names`](super::names), what a call means in
//! [`calls`](super::calls).
//!
//! Integers become numbers where a number is needed; nothing else converts.

use proc_macro2::Ident;

use crate::diagnostics::{Diagnostics, Location};
use crate::model::{BinaryOperator, End, Expression, Kind, LocalId, Rank, Type, UnaryOperator};
use crate::resolved::{GroupId, InstanceId, Resolved, SynapseId, VariableId};
use crate::syntax::{self, ExpressionKind};

/// What an expression stands in.
#[derive(Clone)]
pub(super) enum Surroundings {
    Step,
    /// The initial value of a group's variable: only the variables before it have a value.
    Initial(VariableId),
    /// The initial value of a synapse variable: `src` and `dst` are the ends, and so many of the synapses' variables
    /// are in reach.
    SynapseInitial(SynapseScope, usize),
    /// The same where the network says it: no behaviour's parameters are in reach.
    Network(SynapseScope, usize),
    /// What has to hold of a parameter.
    Condition,
    /// A parameter's number for each neuron: no variable has a value yet.
    Parameter,
    /// What a constant is made of.
    Constant,
    /// What is recorded: it draws nothing, so that recorders change no run.
    Recorder,
}

impl Surroundings {
    /// The synapse group whose variable begins here.
    pub(super) fn synapses(&self) -> Option<SynapseScope> {
        match self {
            Surroundings::SynapseInitial(scope, _) | Surroundings::Network(scope, _) => Some(scope.clone()),
            _ => None,
        }
    }
}

/// The synapse group in reach, under the loop's name.
#[derive(Clone)]
pub(super) struct SynapseScope {
    pub(super) name: Option<Ident>,
    pub(super) synapses: SynapseId,
    pub(super) end: End,
}

/// Where a value for each synapse has a meaning.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Inside {
    Sum,
    Update,
}

#[derive(Clone)]
pub(super) struct Local {
    pub(super) name: Ident,
    pub(super) id: LocalId,
    pub(super) ty: Type,
    pub(super) rank: Rank,
}

/// Everything a name can mean at one place of a behaviour.
pub(super) struct Scope<'a> {
    pub(super) model: &'a Resolved,
    pub(super) id: InstanceId,
    pub(super) group: GroupId,
    pub(super) surroundings: Surroundings,
    pub(super) loops: Vec<SynapseScope>,
    pub(super) locals: Vec<Local>,
    pub(super) local_count: usize,
    /// The number of the next draw, and of the next one for each synapse.
    pub(super) draw_count: usize,
    pub(super) synapse_draw_count: usize,
    /// Whether a sum over synapses, or what happens to each of them, is being read.
    pub(super) inside_synapses: Option<Inside>,
    pub(super) diagnostics: &'a mut Diagnostics,
}

impl<'a> Scope<'a> {
    pub(super) fn new(
        model: &'a Resolved,
        id: InstanceId,
        surroundings: Surroundings,
        diagnostics: &'a mut Diagnostics,
    ) -> Self {
        let instance = model.instance(id);
        let group = instance.group;
        diagnostics.within(&model.behavior(instance.behavior).name, instance.name.span());
        Scope {
            model,
            id,
            group,
            surroundings,
            loops: Vec::new(),
            locals: Vec::new(),
            local_count: 0,
            draw_count: 0,
            synapse_draw_count: 0,
            inside_synapses: None,
            diagnostics,
        }
    }

    /// The typed expression, or nothing where an error has been reported.
    pub(super) fn expression(&mut self, expression: &syntax::Expression) -> Option<Expression> {
        let location = expression.location;
        let leaf = |kind, ty, rank| Some(Expression { location, kind, ty, rank });
        match &expression.kind {
            ExpressionKind::Number(value, _) if !self.model.float.holds(*value) => {
                let help = "the largest is 3.4e38; write `float: f64;` in the network, or use another unit";
                self.diagnostics.error_with_help(location, "this number is too large for `f32`", help);
                None
            }
            ExpressionKind::Number(value, _) => leaf(Kind::Number(*value), Type::Number, Rank::Scalar),
            ExpressionKind::Integer(value) => leaf(Kind::Integer(*value), Type::Integer, Rank::Scalar),
            ExpressionKind::Bool(value) => leaf(Kind::Bool(*value), Type::Bool, Rank::Scalar),
            ExpressionKind::Name(name) => self.name(name),
            ExpressionKind::Path(root, path) => self.path(root, path, location),
            ExpressionKind::Unary(operator, operand) => self.unary(*operator, operand, location),
            ExpressionKind::Binary(operator, left, right) => self.binary(*operator, left, right, location),
            ExpressionKind::If(condition, then, otherwise) => self.conditional(condition, then, otherwise, location),
            ExpressionKind::Call { function, arguments, condition } => {
                self.call(function, arguments, condition.as_deref(), location)
            }
        }
    }

    /// The expression as one of the wanted type.
    pub(super) fn convert(&mut self, value: Expression, wanted: Type, what: &str) -> Option<Expression> {
        if value.ty == wanted {
            return Some(value);
        }
        let (location, rank) = (value.location, value.rank);
        let help = match (value.ty, wanted) {
            (Type::Integer, Type::Number) => {
                let kind = match value.kind {
                    Kind::Integer(value) => Kind::Number(value as f64),
                    _ => Kind::ToNumber(Box::new(value)),
                };
                return Some(Expression { location, kind, ty: Type::Number, rank });
            }
            (Type::Number, Type::Integer) => match value.literal() {
                Some(whole) if whole.fract() == 0.0 => &format!("write `{whole}`"),
                _ => "`integer(x)` is the integer in a number: what stands before its point",
            },
            (Type::Bool, Type::Integer) => {
                "choose the integers with `if ... { 1 } else { 0 }`, or count with `count(...)`"
            }
            (Type::Bool, _) => "choose the numbers with `if ... { 1.0 } else { 0.0 }`, or count with `count(...)`",
            (_, Type::Bool) => "compare it with something, as in `v > 30.0`",
            _ => "",
        };
        let message =
            format!("type mismatch: {what} has to be {}, and this is {}", type_name(wanted), type_name(value.ty));
        self.diagnostics.error_with_help(location, &message, help);
        None
    }

    pub(super) fn number(&mut self, expression: &syntax::Expression, what: &str) -> Option<Expression> {
        let value = self.expression(expression)?;
        self.convert(value, Type::Number, what)
    }

    pub(super) fn condition(&mut self, expression: &syntax::Expression) -> Option<Expression> {
        let value = self.expression(expression)?;
        self.convert(value, Type::Bool, "a condition")
    }

    fn unary(
        &mut self,
        operator: UnaryOperator,
        operand: &syntax::Expression,
        location: Location,
    ) -> Option<Expression> {
        let operand = match operator {
            UnaryOperator::Not => self.condition(operand)?,
            UnaryOperator::Negate => {
                let value = self.expression(operand)?;
                if value.ty == Type::Integer { value } else { self.convert(value, Type::Number, "what follows `-`")? }
            }
        };
        let (ty, rank) = (operand.ty, operand.rank);
        Some(Expression { location, kind: Kind::Unary(operator, Box::new(operand)), ty, rank })
    }

    fn binary(
        &mut self,
        operator: BinaryOperator,
        left: &syntax::Expression,
        right: &syntax::Expression,
        location: Location,
    ) -> Option<Expression> {
        let (left, right) = (self.expression(left), self.expression(right));
        self.combine(operator, left?, right?, location)
    }

    /// `left operator right`, of typed operands.
    pub(super) fn combine(
        &mut self,
        operator: BinaryOperator,
        left: Expression,
        right: Expression,
        location: Location,
    ) -> Option<Expression> {
        let what = format!("an operand of `{}`", operator.symbol());
        let is_order =
            operator.is_comparison() && !matches!(operator, BinaryOperator::Equal | BinaryOperator::NotEqual);
        if is_order && (left.ty, right.ty) == (Type::Bool, Type::Bool) {
            let message = format!("type mismatch: `{}` compares numbers, and these are events", operator.symbol());
            self.diagnostics.error_with_help(location, &message, "compare events with `==` or `!=`");
            return None;
        }
        let wanted = match (left.ty, right.ty) {
            _ if operator.is_logical() => Type::Bool,
            // Events can be compared with events, as in `fired != s.dst.fired`.
            (Type::Bool, Type::Bool) if matches!(operator, BinaryOperator::Equal | BinaryOperator::NotEqual) => {
                Type::Bool
            }
            // An event beside an integer is wrong, and has to become one.
            (Type::Integer, Type::Integer | Type::Bool) | (Type::Bool, Type::Integer)
                if operator != BinaryOperator::Divide =>
            {
                Type::Integer
            }
            _ => Type::Number,
        };
        if left.ty != right.ty
            && matches!(operator, BinaryOperator::Equal | BinaryOperator::NotEqual)
            && let Some(event) = [&left, &right].into_iter().find(|side| side.ty == Type::Bool)
        {
            let message = format!("type mismatch: `{}` compares an event with a number", operator.symbol());
            let help = "an event is a condition already: write it alone, or `!` before it";
            self.diagnostics.error_with_help(event.location, &message, help);
            return None;
        }
        // Two operands of the same wrong type are one mistake.
        let left = self.convert(left, wanted, &what)?;
        let right = self.convert(right, wanted, &what)?;
        let ty = if operator.is_comparison() { Type::Bool } else { wanted };
        let rank = left.rank.join(right.rank);
        Some(Expression { location, kind: Kind::Binary(operator, Box::new(left), Box::new(right)), ty, rank })
    }

    fn conditional(
        &mut self,
        condition: &syntax::Expression,
        then: &syntax::Expression,
        otherwise: &syntax::Expression,
        location: Location,
    ) -> Option<Expression> {
        let (condition, then, otherwise) =
            (self.condition(condition), self.expression(then), self.expression(otherwise));
        let (condition, then, otherwise) = (condition?, then?, otherwise?);
        let wanted = if then.ty == otherwise.ty { then.ty } else { Type::Number };
        let what = "each branch of an `if`";
        let (then, otherwise) = (self.convert(then, wanted, what), self.convert(otherwise, wanted, what));
        let (then, otherwise) = (then?, otherwise?);
        let rank = condition.rank.join(then.rank).join(otherwise.rank);
        let kind = Kind::If(Box::new(condition), Box::new(then), Box::new(otherwise));
        Some(Expression { location, kind, ty: wanted, rank })
    }
}

fn type_name(ty: Type) -> &'static str {
    match ty {
        Type::Number => "a number",
        Type::Integer => "an integer",
        Type::Bool => "an event or a comparison",
    }
}
