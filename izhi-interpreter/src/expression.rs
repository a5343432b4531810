//! Expressions of the schedule's text. Operands that are operations themselves stand in parentheses, so there is no
//! precedence.

use izhi::math::{Float, integer_modulo};
use izhi::random::{poisson, truncated_normal};

#[derive(Clone, Debug)]
pub(crate) enum Expression {
    Number(f64),
    Integer(i64),
    Bool(bool),
    Name(String),
    Negate(Box<Expression>),
    Not(Box<Expression>),
    Binary(String, Box<Expression>, Box<Expression>),
    Call(String, Vec<Expression>),
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Value<F> {
    Number(F),
    Integer(i64),
    Bool(bool),
}

impl<F: Float> Value<F> {
    pub(crate) fn number(self) -> Result<F, String> {
        if let Value::Number(value) = self { Ok(value) } else { Err(format!("{self:?} is no number")) }
    }

    pub(crate) fn bool(self) -> Result<bool, String> {
        if let Value::Bool(value) = self { Ok(value) } else { Err(format!("{self:?} is no condition")) }
    }
}

impl Expression {
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let (expression, rest) = expression(text)?;
        if rest.is_empty() { Ok(expression) } else { Err(format!("what is left of {text}: {rest}")) }
    }

    /// The value, given that of each name and of what is called and no function of numbers.
    pub(crate) fn value<F: Float>(
        &self,
        name: &mut impl FnMut(&str, &[Value<F>]) -> Result<Value<F>, String>,
    ) -> Result<Value<F>, String> {
        Ok(match self {
            Expression::Number(value) => Value::Number(F::from_f64(*value)),
            Expression::Integer(value) => Value::Integer(*value),
            Expression::Bool(value) => Value::Bool(*value),
            Expression::Name(own) => name(own, &[])?,
            Expression::Negate(operand) => match operand.value(name)? {
                Value::Number(value) => Value::Number(-value),
                Value::Integer(value) => Value::Integer(value.wrapping_neg()),
                Value::Bool(_) => return Err("a negative event".to_owned()),
            },
            Expression::Not(operand) => Value::Bool(!operand.value(name)?.bool()?),
            Expression::Binary(operator, left, right) => binary(operator, left.value(name)?, right.value(name)?)?,
            Expression::Call(function, arguments) => {
                let values = arguments.iter().map(|argument| argument.value(name)).collect::<Result<Vec<_>, _>>()?;
                if is_function(function) { call(function, &values)? } else { name(function, &values)? }
            }
        })
    }
}

/// Whether a name is called that is a function of numbers alone.
fn is_function(name: &str) -> bool {
    !name.contains('#') && !matches!(name, "time" | "every" | "between" | "phase" | "steps")
}

fn binary<F: Float>(operator: &str, left: Value<F>, right: Value<F>) -> Result<Value<F>, String> {
    use Value::{Bool, Integer, Number};
    Ok(match (operator, left, right) {
        ("&&", Bool(a), Bool(b)) => Bool(a && b),
        ("||", Bool(a), Bool(b)) => Bool(a || b),
        ("==", a, b) => Bool(a == b),
        ("!=", a, b) => Bool(a != b),
        ("<", Number(a), Number(b)) => Bool(a < b),
        ("<=", Number(a), Number(b)) => Bool(a <= b),
        (">", Number(a), Number(b)) => Bool(a > b),
        (">=", Number(a), Number(b)) => Bool(a >= b),
        ("+", Number(a), Number(b)) => Number(a + b),
        ("-", Number(a), Number(b)) => Number(a - b),
        ("*", Number(a), Number(b)) => Number(a * b),
        ("/", Number(a), Number(b)) => Number(a / b),
        ("%", Number(a), Number(b)) => Number(a.modulo(b)),
        ("<", Integer(a), Integer(b)) => Bool(a < b),
        ("<=", Integer(a), Integer(b)) => Bool(a <= b),
        (">", Integer(a), Integer(b)) => Bool(a > b),
        (">=", Integer(a), Integer(b)) => Bool(a >= b),
        ("+", Integer(a), Integer(b)) => Integer(a.wrapping_add(b)),
        ("-", Integer(a), Integer(b)) => Integer(a.wrapping_sub(b)),
        ("*", Integer(a), Integer(b)) => Integer(a.wrapping_mul(b)),
        ("%", Integer(a), Integer(b)) => Integer(integer_modulo(a, b)),
        _ => return Err(format!("{left:?} {operator} {right:?}")),
    })
}

fn call<F: Float>(function: &str, arguments: &[Value<F>]) -> Result<Value<F>, String> {
    match (function, arguments) {
        ("select", [condition, then, otherwise]) => return Ok(if condition.bool()? { *then } else { *otherwise }),
        ("number", [Value::Integer(value)]) => return Ok(Value::Number(F::from_i64(*value))),
        ("integer", [Value::Number(value)]) => return Ok(Value::Integer(value.to_i64())),
        _ => {}
    }
    let numbers = arguments.iter().map(|value| value.number()).collect::<Result<Vec<F>, _>>()?;
    let result = match (function, &numbers[..]) {
        ("abs", &[x]) => x.abs(),
        ("acos", &[x]) => x.acos(),
        ("asin", &[x]) => x.asin(),
        ("atan", &[x]) => x.atan(),
        ("atan2", &[y, x]) => y.atan2(x),
        ("ceil", &[x]) => x.ceil(),
        ("clip", &[x, low, high]) => x.clip(low, high),
        ("cos", &[x]) => x.cos(),
        ("cosh", &[x]) => x.cosh(),
        ("exp", &[x]) => x.exp(),
        ("floor", &[x]) => x.floor(),
        ("hypot", &[x, y]) => x.hypot(y),
        ("ln", &[x]) => x.ln(),
        ("log10", &[x]) => x.log10(),
        ("log2", &[x]) => x.log2(),
        ("max", &[x, y]) => Float::max(x, y),
        ("min", &[x, y]) => Float::min(x, y),
        ("poisson", &[uniform, normal, mean]) => poisson(uniform, normal, mean),
        ("pow", &[x, y]) => x.pow(y),
        ("round", &[x]) => x.round(),
        ("exprel", &[x]) => x.exprel(),
        ("exprel_slope", &[x, y]) => x.exprel_slope(y),
        ("sigmoid", &[x]) => x.sigmoid(),
        ("sign", &[x]) => x.sign(),
        ("sin", &[x]) => x.sin(),
        ("sinh", &[x]) => x.sinh(),
        ("sqrt", &[x]) => x.sqrt(),
        ("stored", &[x]) => x.stored(),
        ("tan", &[x]) => x.tan(),
        ("tanh", &[x]) => x.tanh(),
        ("truncated_normal", &[uniform, mean, sd, low, high]) => truncated_normal(uniform, mean, sd, low, high),
        _ => return Err(format!("an unknown function: {function} of {}", numbers.len())),
    };
    Ok(Value::Number(result))
}

type Parsed<'a> = Result<(Expression, &'a str), String>;

/// An operand, or two with an operator between them.
fn expression(text: &str) -> Parsed<'_> {
    let (left, rest) = operand(text)?;
    let Some(after) = rest.strip_prefix(' ') else { return Ok((left, rest)) };
    let (operator, right) = after.split_once(' ').ok_or_else(|| format!("no operand: {text}"))?;
    let (right, rest) = operand(right)?;
    Ok((Expression::Binary(operator.to_owned(), Box::new(left), Box::new(right)), rest))
}

fn operand(text: &str) -> Parsed<'_> {
    if let Some(rest) = text.strip_prefix('-') {
        let (inner, rest) = operand(rest)?;
        return Ok((Expression::Negate(Box::new(inner)), rest));
    }
    if let Some(rest) = text.strip_prefix('!') {
        let (inner, rest) = operand(rest)?;
        return Ok((Expression::Not(Box::new(inner)), rest));
    }
    if let Some(rest) = text.strip_prefix('(') {
        let (inner, rest) = expression(rest)?;
        let rest = rest.strip_prefix(')').ok_or_else(|| format!("no `)`: {text}"))?;
        return Ok((inner, rest));
    }
    let is_of_word = |character: char| character.is_alphanumeric() || "_.#%$".contains(character);
    let mut end = text.find(|character| !is_of_word(character)).unwrap_or(text.len());
    // An exponent has a sign.
    if text.starts_with(|first: char| first.is_ascii_digit()) && text[..end].ends_with('e') {
        end += 1 + text[end + 1..].find(|character| !is_of_word(character)).unwrap_or(text.len() - end - 1);
    }
    let (word, rest) = text.split_at(end);
    match rest.strip_prefix('(') {
        Some(rest) if !word.is_empty() => arguments(word, rest),
        _ => Ok((atom(word)?, rest)),
    }
}

fn atom(word: &str) -> Result<Expression, String> {
    if word.is_empty() {
        return Err("a name or a number is missing".to_owned());
    }
    if !word.starts_with(|first: char| first.is_ascii_digit()) {
        return Ok(match word {
            "true" | "false" => Expression::Bool(word == "true"),
            _ => Expression::Name(word.to_owned()),
        });
    }
    match word.parse::<i64>() {
        Ok(value) => Ok(Expression::Integer(value)),
        Err(_) => word.parse().map(Expression::Number).map_err(|_| format!("no number: {word}")),
    }
}

fn arguments<'a>(function: &str, text: &'a str) -> Parsed<'a> {
    // The time that a variable has decayed is a value of the synapse, and not of what the name stands for.
    if function == "elapsed" {
        let (name, rest) = text.split_once(')').ok_or_else(|| format!("no `)`: {text}"))?;
        return Ok((Expression::Name(format!("elapsed({name})")), rest));
    }
    if let Some(rest) = text.strip_prefix(')') {
        return Ok((Expression::Call(function.to_owned(), Vec::new()), rest));
    }
    let (mut values, mut rest) = (Vec::new(), text);
    loop {
        let (value, after) = expression(rest)?;
        values.push(value);
        match after.strip_prefix(", ") {
            Some(next) => rest = next,
            None => {
                let rest = after.strip_prefix(')').ok_or_else(|| format!("no `)`: {after}"))?;
                return Ok((Expression::Call(function.to_owned(), values), rest));
            }
        }
    }
}
