//! What has to hold of parameters: typed once for each behaviour, and found to hold in each group as far as the numbers of
//! the declaration say so.

use super::expressions::{Scope, Surroundings};
use crate::collect::UsedBehavior;
use crate::diagnostics::{Diagnostics, Location};
use crate::function::Function;
use crate::model::{BinaryOperator, Condition, Expression, Kind, UnaryOperator};
use crate::resolved::{BehaviorId, Float, Instance, InstanceId, Resolved};
use crate::syntax;

pub(super) fn check(
    network: &syntax::Network,
    used: &[UsedBehavior],
    model: &Resolved,
    diagnostics: &mut Diagnostics,
) -> Vec<Condition> {
    let mut conditions = Vec::new();
    for (index, used) in used.iter().enumerate() {
        let id = BehaviorId(index);
        let first = model.instances.iter().position(|instance| instance.behavior == id).map(InstanceId);
        if let (Some(behavior), Some(instance)) = (&used.declaration, first) {
            conditions.extend(typed(behavior, id, instance, model, diagnostics));
        }
    }
    let groups: Vec<&syntax::Group> = network.groups().collect();
    for instance in &model.instances {
        let Some(behavior) = &used[instance.behavior.0].declaration else { continue };
        let (group, place) = instance.written;
        let declared = Declared { instance, behavior, given: &groups[group].instances[place].parameters };
        for condition in conditions.iter().filter(|condition| condition.behavior == instance.behavior) {
            declared.check(condition, model.float, diagnostics);
        }
    }
    conditions
}

fn typed(
    behavior: &syntax::Behavior,
    id: BehaviorId,
    instance: InstanceId,
    model: &Resolved,
    diagnostics: &mut Diagnostics,
) -> Vec<Condition> {
    // Constants of the behaviour stand for what they are made of, which is all its own.
    let constants: Vec<&syntax::Field> = behavior.constants.iter().collect();
    let typed = |(parameter, field): (usize, &syntax::Field)| {
        let mut scope = Scope::new(model, instance, Surroundings::Condition, diagnostics);
        let value = scope.condition(&field.condition.as_ref()?.in_terms_of(&constants))?;
        Some(Condition { behavior: id, parameter, value, instance })
    };
    behavior.parameters.iter().enumerate().filter_map(typed).collect()
}

/// The parameters of a behaviour in one group, as declared.
struct Declared<'a> {
    instance: &'a Instance,
    behavior: &'a syntax::Behavior,
    given: &'a [syntax::Field],
}

impl Declared<'_> {
    /// Reports numbers for which the condition does not hold, at one that the network gives, or else at the default.
    fn check(&self, condition: &Condition, float: Float, diagnostics: &mut Diagnostics) {
        if value(&condition.value, self.instance, float) != Some(Value::Bool(false)) {
            return;
        }
        let mut parameters = vec![condition.parameter];
        parameters_of(&condition.value, &mut parameters);
        let given = parameters.iter().find_map(|&parameter| self.given(parameter));
        let Some(at) = given.or_else(|| self.location(condition.parameter)) else { return };
        let field = &self.behavior.parameters[condition.parameter];
        let Some(written) = &field.condition else { return };
        let number = |&parameter: &usize| {
            let name = &self.behavior.parameters[parameter].name;
            Some(format!("`{name}` is {}", self.instance.number(parameter)?))
        };
        let numbers: Vec<String> = parameters.iter().filter_map(number).collect();
        let message = format!("`{written}` has to hold, and {}", numbers.join(" and "));
        let help = format!("`{}` says so of its parameter `{}`", self.behavior.name, field.name);
        diagnostics.error_with_help(at, &message, &help);
    }

    /// Where the network gives a value.
    fn given(&self, parameter: usize) -> Option<Location> {
        let name = &self.behavior.parameters[parameter].name;
        let given = self.given.iter().find(|given| given.name == *name)?;
        Some(given.value.as_ref()?.location)
    }

    /// Where the value stands.
    fn location(&self, parameter: usize) -> Option<Location> {
        Some(self.behavior.parameters[parameter].value.as_ref()?.location)
    }
}

/// The parameters that an expression reads, each once.
fn parameters_of(expression: &Expression, found: &mut Vec<usize>) {
    if let Kind::Parameter(parameter) = expression.kind
        && !found.contains(&parameter)
    {
        found.push(parameter);
    }
    expression.kind.children().into_iter().for_each(|child| parameters_of(child, found));
}

#[derive(Clone, Copy, PartialEq)]
enum Value {
    /// As the network's float type has it.
    Number(f64),
    Integer(i64),
    Bool(bool),
}

/// The value of an expression for the parameters of an instance, with the bits that the network would compute; none
/// where the time step, which the builder may change, a number for each neuron or a function of the runtime's has a say in
/// it.
fn value(expression: &Expression, instance: &Instance, float: Float) -> Option<Value> {
    let of = |expression: &Expression| value(expression, instance, float);
    let rounded = |value: f64| Value::Number(float.rounded(value));
    match &expression.kind {
        Kind::Number(number) => Some(rounded(*number)),
        Kind::Integer(integer) => Some(Value::Integer(*integer)),
        Kind::Bool(value) => Some(Value::Bool(*value)),
        Kind::Parameter(parameter) => instance.number(*parameter).map(rounded),
        Kind::ToNumber(operand) => match of(operand)? {
            Value::Integer(integer) => Some(rounded(integer as f64)),
            _ => None,
        },
        Kind::ToInteger(operand) => match of(operand)? {
            Value::Number(number) => Some(Value::Integer(number as i64)),
            _ => None,
        },
        Kind::Unary(operator, operand) => match (operator, of(operand)?) {
            (UnaryOperator::Negate, Value::Number(value)) => Some(Value::Number(-value)),
            (UnaryOperator::Negate, Value::Integer(value)) => Some(Value::Integer(value.wrapping_neg())),
            (UnaryOperator::Not, Value::Bool(value)) => Some(Value::Bool(!value)),
            _ => None,
        },
        Kind::Binary(operator, left, right) => binary(*operator, of(left), of(right), float),
        Kind::If(condition, then, otherwise) => match of(condition)? {
            Value::Bool(holds) => of(if holds { then } else { otherwise }),
            _ => None,
        },
        Kind::Call(function, arguments) => {
            let number = |argument| if let Value::Number(value) = of(argument)? { Some(value) } else { None };
            let arguments: Option<Vec<f64>> = arguments.iter().map(number).collect();
            call(*function, &arguments?).map(rounded)
        }
        _ => None,
    }
}

fn binary(operator: BinaryOperator, left: Option<Value>, right: Option<Value>, float: Float) -> Option<Value> {
    use BinaryOperator as B;
    use Value::{Bool, Integer, Number};
    match (operator, left, right) {
        // One of the two is enough.
        (B::And, Some(Bool(false)), _) | (B::And, _, Some(Bool(false))) => return Some(Bool(false)),
        (B::Or, Some(Bool(true)), _) | (B::Or, _, Some(Bool(true))) => return Some(Bool(true)),
        _ => {}
    }
    // The nearest number to the exact result is that of the network's own type: a double has more than twice its digits.
    let rounded = |value: f64| Some(Number(float.rounded(value)));
    match (operator, left?, right?) {
        (B::And, Bool(a), Bool(b)) => Some(Bool(a && b)),
        (B::Or, Bool(a), Bool(b)) => Some(Bool(a || b)),
        (B::Equal, a, b) => Some(Bool(a == b)),
        (B::NotEqual, a, b) => Some(Bool(a != b)),
        (B::Less, Number(a), Number(b)) => Some(Bool(a < b)),
        (B::LessEqual, Number(a), Number(b)) => Some(Bool(a <= b)),
        (B::Greater, Number(a), Number(b)) => Some(Bool(a > b)),
        (B::GreaterEqual, Number(a), Number(b)) => Some(Bool(a >= b)),
        (B::Add, Number(a), Number(b)) => rounded(a + b),
        (B::Subtract, Number(a), Number(b)) => rounded(a - b),
        (B::Multiply, Number(a), Number(b)) => rounded(a * b),
        (B::Divide, Number(a), Number(b)) => rounded(a / b),
        (B::Less, Integer(a), Integer(b)) => Some(Bool(a < b)),
        (B::LessEqual, Integer(a), Integer(b)) => Some(Bool(a <= b)),
        (B::Greater, Integer(a), Integer(b)) => Some(Bool(a > b)),
        (B::GreaterEqual, Integer(a), Integer(b)) => Some(Bool(a >= b)),
        (B::Add, Integer(a), Integer(b)) => Some(Integer(a.wrapping_add(b))),
        (B::Subtract, Integer(a), Integer(b)) => Some(Integer(a.wrapping_sub(b))),
        (B::Multiply, Integer(a), Integer(b)) => Some(Integer(a.wrapping_mul(b))),
        _ => None,
    }
}

/// The functions that have one right result.
fn call(function: Function, arguments: &[f64]) -> Option<f64> {
    match (function, arguments) {
        (Function::Abs, [x]) => Some(x.abs()),
        (Function::Ceil, [x]) => Some(x.ceil()),
        (Function::Floor, [x]) => Some(x.floor()),
        (Function::Round, [x]) => Some(x.round()),
        (Function::Sqrt, [x]) => Some(x.sqrt()),
        (Function::Min, [x, y]) => Some(x.min(*y)),
        (Function::Max, [x, y]) => Some(x.max(*y)),
        _ => None,
    }
}
