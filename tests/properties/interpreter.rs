//! The body language read plainly: one statement after the other, each on the whole population.
//!
//! Nothing is shared with the compiler but the mathematical functions of [`Float`], which define themselves.

use std::collections::VecDeque;

use izhi::math::{Float, integer_modulo};
use izhi::ndarray::Array1;
use izhi::population::Grid;

use crate::functions;
use crate::network_of_bodies::DT;

/// The variables of a group and what its behaviour reads.
#[derive(Clone, Debug)]
pub(crate) struct Population<F> {
    pub(crate) grid: Grid,
    /// p, q and r.
    pub(crate) numbers: [Vec<F>; 3],
    /// e and f.
    pub(crate) events: [Vec<bool>; 2],
    /// u and w.
    pub(crate) flags: [Vec<bool>; 2],
    pub(crate) drive: Vec<F>,
    /// a and b.
    pub(crate) parameters: [F; 2],
    pub(crate) dt: F,
    pub(crate) iteration: i64,
}

const NUMBERS: [&str; 3] = ["p", "q", "r"];
const EVENTS: [&str; 2] = ["e", "f"];
const FLAGS: [&str; 2] = ["u", "w"];

impl<F: Float> Population<F> {
    fn size(&self) -> usize {
        self.numbers[0].len()
    }

    /// What a network keeps of these variables.
    pub(crate) fn stored(mut self) -> Self {
        self.numbers.iter_mut().flatten().for_each(|value| *value = value.stored());
        self
    }

    /// The first variable that is subnormal or has other bits than in `expected`. All NaNs are the same.
    pub(crate) fn difference(&self, expected: &Self) -> Option<String> {
        for (name, (found, expected)) in NUMBERS.iter().zip(self.numbers.iter().zip(&expected.numbers)) {
            for (index, (found, expected)) in found.iter().zip(expected).enumerate() {
                let bits = |value: &F| value.to_f64().to_bits();
                if found.stored() != *found && !found.is_nan() {
                    return Some(format!("{name}[{index}] is subnormal: {found:e}"));
                }
                if bits(found) != bits(expected) && !(found.is_nan() && expected.is_nan()) {
                    return Some(format!("{name}[{index}] is {found:e} and should be {expected:e}"));
                }
            }
        }
        let events = EVENTS.iter().zip(self.events.iter().zip(&expected.events));
        for (name, (found, expected)) in events.chain(FLAGS.iter().zip(self.flags.iter().zip(&expected.flags))) {
            if let Some(index) = (0..found.len()).find(|&index| found[index] != expected[index]) {
                return Some(format!("{name}[{index}] should be {}", expected[index]));
            }
        }
        None
    }
}

/// The statements of a step.
#[derive(Debug)]
pub(crate) struct Program(Vec<Statement>);

#[derive(Debug)]
enum Statement {
    Let(String, Expression),
    Assign(String, Option<String>, Expression),
    If(Expression, Vec<Statement>, Vec<Statement>),
    /// A function, what it is given, and the names of what it changes.
    Call(String, Vec<Expression>, Vec<String>),
    Stop(Expression),
}

#[derive(Debug)]
enum Expression {
    Number(f64),
    Integer(i64),
    Bool(bool),
    Name(String),
    Unary(String, Box<Expression>),
    Binary(String, Box<Expression>, Box<Expression>),
    If(Box<Expression>, Box<Expression>, Box<Expression>),
    Call(String, Vec<Expression>, Option<Box<Expression>>),
}

/// A value for each neuron.
#[derive(Clone, Debug)]
enum Value<F> {
    Number(Vec<F>),
    Integer(Vec<i64>),
    Bool(Vec<bool>),
}

impl<F: Float> Value<F> {
    fn numbers(self) -> Vec<F> {
        match self {
            Value::Number(values) => values,
            Value::Integer(values) => values.into_iter().map(F::from_i64).collect(),
            Value::Bool(_) => panic!("an event is no number"),
        }
    }

    fn bools(self) -> Vec<bool> {
        match self {
            Value::Bool(values) => values,
            _ => panic!("a number is no event"),
        }
    }

    /// `new` where `mask` is set.
    fn select(self, mask: &[bool], new: Value<F>) -> Value<F> {
        fn select<T>(mask: &[bool], old: Vec<T>, new: Vec<T>) -> Vec<T> {
            mask.iter().zip(old.into_iter().zip(new)).map(|(&mask, (old, new))| if mask { new } else { old }).collect()
        }
        match (self, new) {
            (Value::Integer(old), Value::Integer(new)) => Value::Integer(select(mask, old, new)),
            (Value::Bool(old), Value::Bool(new)) => Value::Bool(select(mask, old, new)),
            (old, new) => Value::Number(select(mask, old.numbers(), new.numbers())),
        }
    }
}

impl Program {
    /// One iteration, and whether it ends the run.
    pub(crate) fn run<F: Float>(&self, population: &mut Population<F>) -> bool {
        let everyone = vec![true; population.size()];
        let mut last = [None; 3];
        find_last(&self.0, &mut last);
        let mut run = Run { population, locals: Vec::new(), last, begun: [false; 2], has_stopped: false };
        run.block(&self.0, &everyone);
        let has_stopped = run.has_stopped;
        population.iteration += 1;
        has_stopped
    }
}

/// The statement that assigns last to each of p, q and r. A function keeps of itself what it changes, and may not be called.
fn find_last<'a>(statements: &'a [Statement], last: &mut [Option<&'a Statement>; 3]) {
    for statement in statements {
        match statement {
            Statement::Assign(name, ..) => {
                if let Some(index) = NUMBERS.iter().position(|known| known == name) {
                    last[index] = Some(statement);
                }
            }
            Statement::If(_, then, otherwise) => {
                find_last(then, last);
                find_last(otherwise, last);
            }
            Statement::Let(..) | Statement::Call(..) | Statement::Stop(_) => {}
        }
    }
}

struct Run<'a, F> {
    population: &'a mut Population<F>,
    locals: Vec<(String, Value<F>)>,
    /// Where p, q and r get the value that is kept.
    last: [Option<&'a Statement>; 3],
    /// Whether e and f have been assigned to.
    begun: [bool; 2],
    has_stopped: bool,
}

impl<F: Float> Run<'_, F> {
    fn block(&mut self, statements: &[Statement], mask: &[bool]) {
        let outer = self.locals.len();
        for statement in statements {
            match statement {
                Statement::Let(name, value) => {
                    let value = self.value(value);
                    self.locals.push((name.clone(), value));
                }
                Statement::Assign(name, operator, value) => {
                    let value = self.value(value);
                    let old = self.name(name);
                    let new = match operator {
                        Some(operator) => binary(operator, old.clone(), value),
                        None => value,
                    };
                    self.set(name, self.kept(name, old).select(mask, new));
                    let event = EVENTS.iter().position(|known| known == name);
                    event.into_iter().for_each(|event| self.begun[event] = true);
                    let is_last = |last: &Option<&Statement>| last.is_some_and(|last| std::ptr::eq(last, statement));
                    if let Some(index) = self.last.iter().position(is_last) {
                        self.population.numbers[index].iter_mut().for_each(|value| *value = value.stored());
                    }
                }
                Statement::If(condition, then, otherwise) => {
                    let condition = self.value(condition).bools();
                    let both = |wanted: bool| -> Vec<bool> {
                        mask.iter().zip(&condition).map(|(&mask, &condition)| mask && condition == wanted).collect()
                    };
                    self.block(then, &both(true));
                    self.block(otherwise, &both(false));
                }
                Statement::Call(function, given, changed) => self.change(function, given, changed, mask[0]),
                Statement::Stop(condition) => self.has_stopped |= mask[0] && self.value(condition).bools()[0],
            }
        }
        self.locals.truncate(outer);
    }

    /// Calls a function, under a condition that is the same for all neurons.
    fn change(&mut self, function: &str, given: &[Expression], changed: &[String], is_called: bool) {
        let mut given = given.iter().map(|given| self.value(given)).collect::<Vec<_>>().into_iter();
        for (event, name) in EVENTS.iter().enumerate().filter(|(_, name)| changed.iter().any(|known| known == *name)) {
            self.population.events[event] = self.kept(name, self.name(name)).bools();
            self.begun[event] = true;
        }
        if !is_called {
            return;
        }
        let mut numbers = || Array1::from(given.next().expect("another argument").numbers());
        let of = |name: &String| self.name(name);
        match (function, changed) {
            ("accumulate", [totals]) => {
                let (given, factor) = (numbers(), numbers()[0]);
                let mut new = Array1::from(of(totals).numbers());
                functions::accumulate(given.view(), factor, new.view_mut());
                self.store(totals, new);
            }
            ("rotate", [values]) => {
                let Some(Value::Integer(by)) = given.next() else { panic!("no integers") };
                let mut new = Array1::from(of(values).numbers());
                functions::rotate(by[0], new.view_mut());
                self.store(values, new);
            }
            ("exchange", [first, second, done]) => {
                let Some(Value::Integer(by)) = given.next() else { panic!("no integers") };
                let mut new = [first, second].map(|name| Array1::from(of(name).numbers()));
                let mut is_done = Array1::from(of(done).bools());
                let [one, other] = &mut new;
                functions::exchange(Array1::from(by).view(), one.view_mut(), other.view_mut(), is_done.view_mut());
                let [one, other] = new;
                self.store(first, one);
                self.store(second, other);
                self.set(done, Value::Bool(is_done.to_vec()));
            }
            ("mark", [marks]) => {
                let given_numbers = numbers();
                let mut bools = || given.next().expect("another argument").bools();
                let (among, turn) = (Array1::from(bools()), bools()[0]);
                let mut new = Array1::from(of(marks).bools());
                functions::mark(given_numbers.view(), among.view(), turn, new.view_mut());
                self.set(marks, Value::Bool(new.to_vec()));
            }
            _ => panic!("unknown function `{function}` that changes {changed:?}"),
        }
    }

    /// What is kept of numbers that a function has changed.
    fn store(&mut self, name: &str, values: Array1<F>) {
        self.set(name, Value::Number(values.iter().map(|value| value.stored()).collect()));
    }

    /// What neurons keep that are not assigned to: the old value, but no event of the last iteration.
    fn kept(&self, name: &str, old: Value<F>) -> Value<F> {
        let is_local = self.locals.iter().any(|(local, _)| local == name);
        match EVENTS.iter().position(|known| *known == name) {
            Some(event) if !is_local && !self.begun[event] => Value::Bool(vec![false; self.population.size()]),
            _ => old,
        }
    }

    fn set(&mut self, name: &str, value: Value<F>) {
        if let Some((_, local)) = self.locals.iter_mut().rev().find(|(local, _)| local == name) {
            *local = value;
        } else if let Some(index) = NUMBERS.iter().position(|known| *known == name) {
            self.population.numbers[index] = value.numbers();
        } else if let Some(index) = EVENTS.iter().position(|known| *known == name) {
            self.population.events[index] = value.bools();
        } else if let Some(index) = FLAGS.iter().position(|known| *known == name) {
            self.population.flags[index] = value.bools();
        } else {
            panic!("`{name}` cannot be assigned to");
        }
    }

    fn name(&self, name: &str) -> Value<F> {
        if let Some((_, local)) = self.locals.iter().rev().find(|(local, _)| local == name) {
            return local.clone();
        }
        let population = &*self.population;
        if let Some(index) = NUMBERS.iter().position(|known| *known == name) {
            return Value::Number(population.numbers[index].clone());
        }
        if let Some(index) = EVENTS.iter().position(|known| *known == name) {
            return Value::Bool(population.events[index].clone());
        }
        if let Some(index) = FLAGS.iter().position(|known| *known == name) {
            return Value::Bool(population.flags[index].clone());
        }
        let size = population.size();
        let each = |value: &dyn Fn(usize) -> usize| {
            Value::Number((0..size).map(|index| F::from_i64(value(index) as i64)).collect())
        };
        let Grid { width, height, .. } = population.grid;
        match name {
            "a" => Value::Number(vec![population.parameters[0]; size]),
            "b" => Value::Number(vec![population.parameters[1]; size]),
            "drive" => Value::Number(population.drive.clone()),
            "dt" => Value::Number(vec![population.dt; size]),
            "iteration" => Value::Integer(vec![population.iteration; size]),
            "size" => Value::Integer(vec![size as i64; size]),
            "index" => Value::Integer((0..size as i64).collect()),
            "x" => each(&|index| index % width),
            "y" => each(&|index| index / width % height),
            "z" => each(&|_| 0),
            _ => panic!("unknown name `{name}`"),
        }
    }

    fn value(&self, expression: &Expression) -> Value<F> {
        let size = self.population.size();
        match expression {
            Expression::Number(value) => Value::Number(vec![F::from_f64(*value); size]),
            Expression::Integer(value) => Value::Integer(vec![*value; size]),
            Expression::Bool(value) => Value::Bool(vec![*value; size]),
            Expression::Name(name) => self.name(name),
            Expression::Unary(operator, operand) => match (&**operator, self.value(operand)) {
                ("!", operand) => Value::Bool(operand.bools().into_iter().map(|value| !value).collect()),
                (_, Value::Integer(values)) => Value::Integer(values.into_iter().map(i64::wrapping_neg).collect()),
                (_, operand) => Value::Number(operand.numbers().into_iter().map(|value| -value).collect()),
            },
            Expression::Binary(operator, left, right) => binary(operator, self.value(left), self.value(right)),
            Expression::If(condition, then, otherwise) => {
                let condition = self.value(condition).bools();
                self.value(otherwise).select(&condition, self.value(then))
            }
            Expression::Call(function, arguments, condition) => {
                self.call(function, arguments, condition.as_deref(), size)
            }
        }
    }

    fn call(&self, function: &str, arguments: &[Expression], condition: Option<&Expression>, size: usize) -> Value<F> {
        let mask = condition.map_or(vec![true; size], |condition| self.value(condition).bools());
        let numbers = |index: usize| self.value(&arguments[index]).numbers();
        match (function, arguments) {
            ("count", [events]) => {
                let events = self.value(events).bools();
                let count = events.iter().zip(&mask).filter(|(event, mask)| **event && **mask).count();
                Value::Integer(vec![count as i64; size])
            }
            ("sum", _) => Value::Number(vec![F::from_f64(sum(&numbers(0), &mask)); size]),
            ("mean", _) => {
                let count = mask.iter().filter(|mask| **mask).count();
                Value::Number(vec![F::from_f64(sum(&numbers(0), &mask) / count as f64); size])
            }
            ("min" | "max", [_]) => {
                let (least, none): (fn(F, F) -> F, F) =
                    if function == "min" { (F::min, F::INFINITY) } else { (F::max, -F::INFINITY) };
                let selected = numbers(0).into_iter().zip(mask).map(|(value, mask)| if mask { value } else { none });
                Value::Number(vec![selected.fold(none, least); size])
            }
            ("steps", [_]) => Value::Number(numbers(0).into_iter().map(steps).collect()),
            ("interpolate", _) => {
                let points: Vec<Vec<F>> = (1..arguments.len()).map(numbers).collect();
                let of = |(neuron, value)| {
                    interpolate(value, points.chunks(2).map(|p| [p[0][neuron], p[1][neuron]]).collect())
                };
                Value::Number(numbers(0).into_iter().enumerate().map(of).collect())
            }
            ("pow", [_, exponent]) if integer(exponent).is_some() => {
                let exponent = integer(exponent).unwrap();
                Value::Number(numbers(0).into_iter().map(|base| power(base, exponent)).collect())
            }
            (_, [_]) => {
                let function: fn(F) -> F = match function {
                    "abs" => F::abs,
                    "acos" => F::acos,
                    "asin" => F::asin,
                    "atan" => F::atan,
                    "ceil" => F::ceil,
                    "cos" => F::cos,
                    "cosh" => F::cosh,
                    "exp" => F::exp,
                    "floor" => F::floor,
                    "ln" => F::ln,
                    "log10" => F::log10,
                    "log2" => F::log2,
                    "round" => F::round,
                    "sigmoid" => F::sigmoid,
                    "sign" => F::sign,
                    "sin" => F::sin,
                    "sinh" => F::sinh,
                    "sqrt" => F::sqrt,
                    "tan" => F::tan,
                    "tanh" => F::tanh,
                    _ => panic!("unknown function `{function}`"),
                };
                Value::Number(numbers(0).into_iter().map(function).collect())
            }
            (_, [_, _]) => {
                let function: fn(F, F) -> F = match function {
                    "atan2" => F::atan2,
                    "hypot" => F::hypot,
                    "max" => F::max,
                    "min" => F::min,
                    "pow" => F::pow,
                    _ => panic!("unknown function `{function}`"),
                };
                Value::Number(numbers(0).into_iter().zip(numbers(1)).map(|(x, y)| function(x, y)).collect())
            }
            ("clip", [_, _, _]) => {
                let bounds = numbers(1).into_iter().zip(numbers(2));
                Value::Number(numbers(0).into_iter().zip(bounds).map(|(x, (low, high))| x.clip(low, high)).collect())
            }
            _ => panic!("unknown function `{function}`"),
        }
    }
}

/// What comes before the first point, on the line to the first point that comes behind, or behind the last; else no number.
fn interpolate<F: Float>(value: F, points: Vec<[F; 2]>) -> F {
    let [first, last] = [points[0], points[points.len() - 1]];
    if value < first[0] {
        return first[1];
    }
    match points.windows(2).find(|line| value < line[1][0]) {
        Some([[begin, from], [end, to]]) => *from + (*to - *from) * ((value - *begin) / (*end - *begin)),
        _ if value >= last[0] => last[1],
        _ => value,
    }
}

/// How often the time step goes into the decimal that a number stands for, to the nearest whole number, and up from halves.
fn steps<F: Float>(time: F) -> F {
    let shortest: f64 = format!("{time:e}").parse().expect("a number");
    let quotient = if time.to_f64().fract() == 0.0 { time.to_f64() } else { shortest } / DT;
    let halves = (2.0 * quotient).round() / 2.0;
    let is_one = (quotient - halves).abs() <= 1e-12 * halves.abs();
    F::from_f64((if is_one { halves } else { quotient } + 0.5).floor())
}

/// The exponent of a power that is a product.
fn integer(expression: &Expression) -> Option<i64> {
    match expression {
        Expression::Integer(value) => Some(*value),
        Expression::Unary(operator, operand) if operator == "-" => Some(-integer(operand)?),
        _ => None,
    }
}

/// By repeated squaring, the lowest bit of the exponent first; a negative power is the reciprocal.
fn power<F: Float>(base: F, exponent: i64) -> F {
    let (mut square, mut product) = (base, None);
    for bit in 0..64 - exponent.unsigned_abs().leading_zeros() {
        if bit > 0 {
            square = square * square;
        }
        if exponent.unsigned_abs() >> bit & 1 == 1 {
            product = Some(product.map_or(square, |product| product * square));
        }
    }
    let product = product.unwrap_or(F::ONE);
    if exponent < 0 { F::ONE / product } else { product }
}

/// Blocks of 256 in double precision, each in eight lanes.
fn sum<F: Float>(values: &[F], mask: &[bool]) -> f64 {
    let mut total = 0.0;
    for (values, mask) in values.chunks(256).zip(mask.chunks(256)) {
        let mut lanes = [0.0; 8];
        for (index, (value, mask)) in values.iter().zip(mask).enumerate() {
            lanes[index % 8] += if *mask { value.to_f64() } else { 0.0 };
        }
        total += lanes.into_iter().fold(0.0, |sum, lane| sum + lane);
    }
    total
}

fn binary<F: Float>(operator: &str, left: Value<F>, right: Value<F>) -> Value<F> {
    fn zip<A, B>(left: Vec<A>, right: Vec<A>, function: impl Fn(A, A) -> B) -> Vec<B> {
        left.into_iter().zip(right).map(|(left, right)| function(left, right)).collect()
    }
    fn compare<A: PartialOrd>(operator: &str, left: Vec<A>, right: Vec<A>) -> Vec<bool> {
        zip(left, right, |left, right| match operator {
            "==" => left == right,
            "!=" => left != right,
            "<" => left < right,
            "<=" => left <= right,
            ">" => left > right,
            _ => left >= right,
        })
    }
    match (operator, left, right) {
        ("&&", left, right) => Value::Bool(zip(left.bools(), right.bools(), |left, right| left && right)),
        ("||", left, right) => Value::Bool(zip(left.bools(), right.bools(), |left, right| left || right)),
        ("==" | "!=" | "<" | "<=" | ">" | ">=", left, right) => Value::Bool(match (left, right) {
            (Value::Bool(left), Value::Bool(right)) => compare(operator, left, right),
            (Value::Integer(left), Value::Integer(right)) => compare(operator, left, right),
            (left, right) => compare(operator, left.numbers(), right.numbers()),
        }),
        ("+", Value::Integer(left), Value::Integer(right)) => Value::Integer(zip(left, right, i64::wrapping_add)),
        ("-", Value::Integer(left), Value::Integer(right)) => Value::Integer(zip(left, right, i64::wrapping_sub)),
        ("*", Value::Integer(left), Value::Integer(right)) => Value::Integer(zip(left, right, i64::wrapping_mul)),
        ("%", Value::Integer(left), Value::Integer(right)) => Value::Integer(zip(left, right, integer_modulo)),
        (operator, left, right) => {
            let function: fn(F, F) -> F = match operator {
                "+" => |left, right| left + right,
                "-" => |left, right| left - right,
                "*" => |left, right| left * right,
                "/" => |left, right| left / right,
                "%" => F::modulo,
                _ => panic!("unknown operator `{operator}`"),
            };
            Value::Number(zip(left.numbers(), right.numbers(), function))
        }
    }
}

/// Two-character operators first.
const OPERATORS: [&str; 27] = [
    "+=", "-=", "*=", "/=", "==", "!=", "<=", ">=", "&&", "||", "+", "-", "*", "/", "%", "<", ">", "!", "=", "(", ")",
    "{", "}", ",", ";", ".", ":",
];

/// How tightly a binary operator binds.
fn precedence(operator: &str) -> Option<u8> {
    match operator {
        "||" => Some(1),
        "&&" => Some(2),
        "==" | "!=" | "<" | "<=" | ">" | ">=" => Some(3),
        "+" | "-" => Some(4),
        "*" | "/" | "%" => Some(5),
        _ => None,
    }
}

struct Parser(VecDeque<String>);

impl Program {
    pub(crate) fn parse(text: &str) -> Program {
        let mut tokens = VecDeque::new();
        let mut rest = text.trim_start();
        while !rest.is_empty() {
            let word = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
            let length = if rest.starts_with(|c: char| c.is_ascii_digit()) {
                number_length(rest)
            } else if word > 0 {
                word
            } else {
                OPERATORS.iter().find(|operator| rest.starts_with(**operator)).expect("a known token").len()
            };
            tokens.push_back(rest[..length].to_owned());
            rest = rest[length..].trim_start();
        }
        let mut parser = Parser(tokens);
        Program(parser.statements())
    }
}

/// Digits, a fraction, an exponent.
fn number_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let digits = |mut at: usize| {
        while bytes.get(at).is_some_and(u8::is_ascii_digit) {
            at += 1;
        }
        at
    };
    let mut end = digits(0);
    if bytes.get(end) == Some(&b'.') {
        end = digits(end + 1);
    }
    if bytes.get(end) == Some(&b'e') {
        end += 1 + usize::from(bytes.get(end + 1) == Some(&b'-'));
        end = digits(end);
    }
    end
}

impl Parser {
    fn next(&mut self) -> String {
        self.0.pop_front().expect("more tokens")
    }

    fn take(&mut self, token: &str) -> bool {
        let found = self.0.front().is_some_and(|next| next == token);
        if found {
            self.0.pop_front();
        }
        found
    }

    fn expect(&mut self, token: &str) {
        assert!(self.take(token), "expected `{token}` before {:?}", self.0.iter().take(5).collect::<Vec<_>>());
    }

    fn statements(&mut self) -> Vec<Statement> {
        let mut statements = Vec::new();
        while self.0.front().is_some_and(|next| next != "}") {
            statements.push(self.statement());
        }
        statements
    }

    fn block(&mut self) -> Vec<Statement> {
        self.expect("{");
        let statements = self.statements();
        self.expect("}");
        statements
    }

    fn statement(&mut self) -> Statement {
        if self.take("if") {
            let (condition, then) = (self.expression(1), self.block());
            let otherwise = match self.take("else") {
                true if self.0[0] == "if" => vec![self.statement()],
                true => self.block(),
                false => Vec::new(),
            };
            return Statement::If(condition, then, otherwise);
        }
        if self.take("call") {
            return self.called();
        }
        if self.take("stop") {
            self.expect("when");
            let condition = self.expression(1);
            self.expect(";");
            return Statement::Stop(condition);
        }
        let is_local = self.take("let");
        let name = self.next();
        let operator = self.next();
        let value = self.expression(1);
        self.expect(";");
        match (is_local, operator.strip_suffix('=')) {
            (true, _) => Statement::Let(name, value),
            (false, Some("")) => Statement::Assign(name, None, value),
            (false, operator) => Statement::Assign(name, operator.map(str::to_owned), value),
        }
    }

    /// `crate::functions::name(given, mut changed);`
    fn called(&mut self) -> Statement {
        for token in ["crate", ":", ":", "functions", ":", ":"] {
            self.expect(token);
        }
        let (function, mut given, mut changed) = (self.next(), Vec::new(), Vec::new());
        self.expect("(");
        while !self.take(")") {
            if self.take("mut") {
                changed.push(self.next());
            } else {
                given.push(self.expression(1));
            }
            self.take(",");
        }
        self.expect(";");
        Statement::Call(function, given, changed)
    }

    fn expression(&mut self, minimum: u8) -> Expression {
        let mut left = self.operand();
        while let Some(binds) = precedence(&self.0[0]).filter(|binds| *binds >= minimum) {
            let operator = self.next();
            left = Expression::Binary(operator, Box::new(left), Box::new(self.expression(binds + 1)));
        }
        left
    }

    fn operand(&mut self) -> Expression {
        let token = self.next();
        match &*token {
            "-" | "!" => Expression::Unary(token, Box::new(self.operand())),
            "(" => {
                let inner = self.expression(1);
                self.expect(")");
                inner
            }
            "if" => self.conditional(),
            "true" | "false" => Expression::Bool(token == "true"),
            number if number.starts_with(|c: char| c.is_ascii_digit()) => match number.parse() {
                Ok(integer) => Expression::Integer(integer),
                Err(_) => Expression::Number(number.parse().expect("a number")),
            },
            _ if self.take("(") => {
                let (mut arguments, mut condition) = (Vec::new(), None);
                while !self.take(")") {
                    if self.take("where") {
                        condition = Some(Box::new(self.expression(1)));
                    } else {
                        arguments.push(self.expression(1));
                        self.take(",");
                    }
                }
                Expression::Call(token, arguments, condition)
            }
            _ => Expression::Name(token),
        }
    }

    fn conditional(&mut self) -> Expression {
        let condition = self.expression(1);
        self.expect("{");
        let then = self.expression(1);
        self.expect("}");
        self.expect("else");
        if self.take("if") {
            let otherwise = self.conditional();
            return Expression::If(Box::new(condition), Box::new(then), Box::new(otherwise));
        }
        self.expect("{");
        let otherwise = self.expression(1);
        self.expect("}");
        Expression::If(Box::new(condition), Box::new(then), Box::new(otherwise))
    }
}
