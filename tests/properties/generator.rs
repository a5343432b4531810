//! Random bodies that are well typed. The same numbers make the same bodies everywhere.

/// How many bodies there are. Each is compiled twice, for three vector levels.
const COUNT: usize = 40;

/// The file `bodies.rs`.
pub(crate) fn file() -> String {
    let mut text = "//! Made by `generator.rs`; `BODIES=overwrite cargo test --test properties` makes it anew.\n\n\
                    bodies! {\n"
        .to_owned();
    for number in 0..COUNT {
        let mut generator = Generator {
            state: 0x9e37_79b9_7f4a_7c15 ^ (number as u64 + 1).wrapping_mul(0xd134_2543_de82_ef95),
            locals: Vec::new(),
            count: 0,
            functions: number,
            scalar_conditions: true,
        };
        text += &format!("    Body{number:02} g{number:02} {{\n");
        let statements = 3 + generator.below(4);
        generator.block(statements, 2, 8, &mut text);
        text += "    }\n";
    }
    text + "}\n"
}

const FUNCTIONS: [&str; 20] = [
    "abs", "acos", "asin", "atan", "ceil", "cos", "cosh", "exp", "floor", "ln", "log10", "log2", "round", "sigmoid",
    "sign", "sin", "sinh", "sqrt", "tan", "tanh",
];

#[derive(Clone, Copy, PartialEq)]
enum Type {
    Number,
    Integer,
    Bool,
}

struct Local {
    name: String,
    ty: Type,
    /// One value for all neurons.
    is_scalar: bool,
}

struct Generator {
    state: u64,
    locals: Vec<Local>,
    count: usize,
    /// Where in the list of functions the next is taken: all come up.
    functions: usize,
    /// Whether the conditions around the statement are the same for all neurons.
    scalar_conditions: bool,
}

/// Text, and whether it has one value for all neurons.
struct Made(String, bool);

impl Generator {
    fn below(&mut self, bound: usize) -> usize {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        (self.state >> 33) as usize % bound
    }

    fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    fn block(&mut self, statements: usize, depth: usize, indent: usize, text: &mut String) {
        let outer = self.locals.len();
        for _ in 0..statements {
            self.statement(depth, indent, text);
        }
        self.locals.truncate(outer);
    }

    fn statement(&mut self, depth: usize, indent: usize, text: &mut String) {
        let space = " ".repeat(indent);
        match self.below(13) {
            0 | 1 => {
                let ty = self.pick(&[Type::Number, Type::Number, Type::Integer, Type::Bool]);
                let Made(value, is_scalar) = self.expression(ty, 2);
                let name = format!("l{}", self.count);
                self.count += 1;
                *text += &format!("{space}let {name} = {value};\n");
                self.locals.push(Local { name, ty, is_scalar });
            }
            2 | 3 if depth > 0 => {
                let Made(condition, is_scalar) = self.expression(Type::Bool, 2);
                let outer = self.scalar_conditions;
                self.scalar_conditions &= is_scalar;
                *text += &format!("{space}if {condition} {{\n");
                let statements = 1 + self.below(2);
                self.block(statements, depth - 1, indent + 4, text);
                match self.below(3) {
                    0 => *text += &format!("{space}}}\n"),
                    1 => {
                        *text += &format!("{space}}} else {{\n");
                        self.block(1, depth - 1, indent + 4, text);
                        *text += &format!("{space}}}\n");
                    }
                    _ => {
                        let Made(condition, is_scalar) = self.expression(Type::Bool, 1);
                        self.scalar_conditions &= is_scalar;
                        *text += &format!("{space}}} else if {condition} {{\n");
                        self.block(1, depth - 1, indent + 4, text);
                        *text += &format!("{space}}}\n");
                    }
                }
                self.scalar_conditions = outer;
            }
            4 | 5 => {
                let name = self.pick(&["e", "f", "u", "w"]);
                let Made(value, _) = self.expression(Type::Bool, 3);
                *text += &format!("{space}{name} = {value};\n");
            }
            6 => self.assign_local(&space, text),
            7 | 8 if self.scalar_conditions => {
                let call = self.call();
                *text += &match self.below(2) {
                    0 => format!("{space}{call}\n"),
                    _ => format!("{space}if {} {{\n{space}    {call}\n{space}}}\n", self.scalar_condition()),
                };
            }
            9 if self.scalar_conditions => *text += &format!("{space}{}\n", self.stop()),
            _ => {
                let (name, operator) = (self.pick(&["p", "q", "r"]), self.pick(&["=", "=", "+=", "-=", "*=", "/="]));
                let Made(value, _) = self.expression(Type::Number, 3);
                *text += &format!("{space}{name} {operator} {value};\n");
            }
        }
    }

    /// A call of one of the functions in `functions.rs`. A variable that it changes is given nowhere else.
    fn call(&mut self) -> String {
        let (first, second) = self.pick(&[("p", "q"), ("q", "r"), ("r", "p")]);
        let mark = self.pick(&["e", "f", "u", "w"]);
        match self.below(4) {
            0 => {
                let by = self.scalar(Type::Integer);
                format!("call crate::functions::rotate(({by} + iteration), mut {first});")
            }
            1 => {
                let given = self.each_number(second);
                let factor = self.scalar(Type::Number);
                format!("call crate::functions::accumulate({given}, ({factor} * a), mut {first});")
            }
            2 => {
                let Made(numbers, _) = self.expression(Type::Integer, 1);
                format!("call crate::functions::exchange(({numbers} + index), mut {first}, mut {second}, mut {mark});")
            }
            _ => {
                let given = self.each_number(first);
                let among = self.pick(&[("e", "f"), ("f", "u"), ("u", "w"), ("w", "e")]);
                let among = if among.0 == mark { among.1 } else { among.0 };
                let among = match self.below(2) {
                    0 => among.to_owned(),
                    _ => format!("({} != {among})", self.expression(Type::Bool, 1).0),
                };
                let is_other_turn = self.scalar_condition();
                format!("call crate::functions::mark({given}, {among}, {is_other_turn}, mut {mark});")
            }
        }
    }

    /// Numbers of each neuron: a variable, or what is computed.
    fn each_number(&mut self, variable: &str) -> String {
        match self.below(2) {
            0 => variable.to_owned(),
            _ => format!("({} + drive)", self.expression(Type::Number, 1).0),
        }
    }

    /// What has one value for all neurons.
    fn scalar(&mut self, ty: Type) -> String {
        let made = (0..8).map(|_| self.expression(ty, 1)).find(|made| made.1);
        made.map_or(if ty == Type::Integer { "size" } else { "b" }.to_owned(), |made| made.0)
    }

    fn scalar_condition(&mut self) -> String {
        format!("({} > {})", self.scalar(Type::Number), self.scalar(Type::Integer))
    }

    /// Holds sometimes.
    fn stop(&mut self) -> String {
        let Made(chosen, _) = self.expression(Type::Bool, 1);
        match self.below(3) {
            0 => format!("stop when (count({chosen}) == {});", self.pick(&["2", "3", "5"])),
            1 => format!("stop when ((size - count({chosen})) == {});", self.pick(&["2", "3", "5"])),
            _ => {
                let left = self.leaf(Type::Number).0;
                format!("stop when (max({left} where {chosen}) > 1e20);")
            }
        }
    }

    /// A local with one value for all keeps that.
    fn assign_local(&mut self, space: &str, text: &mut String) {
        if self.locals.is_empty() {
            return;
        }
        let index = self.below(self.locals.len());
        let Local { name, ty, is_scalar: needs_scalar } = &self.locals[index];
        let (name, ty, needs_scalar) = (name.clone(), *ty, *needs_scalar);
        let Made(value, is_scalar) = self.expression(ty, 2);
        if needs_scalar && !(is_scalar && self.scalar_conditions) {
            return;
        }
        let operator = match ty {
            Type::Number => self.pick(&["=", "+=", "-=", "*=", "/="]),
            Type::Integer => self.pick(&["=", "+=", "-=", "*="]),
            Type::Bool => "=",
        };
        *text += &format!("{space}{name} {operator} {value};\n");
    }

    fn expression(&mut self, ty: Type, depth: usize) -> Made {
        if depth == 0 {
            return self.leaf(ty);
        }
        match ty {
            Type::Number => self.number(depth),
            Type::Integer => self.integer(depth),
            Type::Bool => self.condition(depth),
        }
    }

    fn leaf(&mut self, ty: Type) -> Made {
        let known: Vec<usize> = (0..self.locals.len()).filter(|&index| self.locals[index].ty == ty).collect();
        if !known.is_empty() && self.below(3) == 0 {
            let index = self.pick(&known);
            let local = &self.locals[index];
            return Made(local.name.clone(), local.is_scalar);
        }
        let (each, all): (&[&str], &[&str]) = match ty {
            Type::Number => (
                &["p", "q", "r", "p", "q", "r", "drive", "x", "y"],
                &["a", "b", "dt", "0.0", "-0.0", "1.0", "0.5", "-2.5", "0.1", "30.0", "1e-3", "3", "-2"],
            ),
            Type::Integer => (&["index"], &["iteration", "size", "0", "1", "2", "3", "-7", "16"]),
            Type::Bool => (&["e", "f", "u", "w"], &["true", "false"]),
        };
        match self.below(3) {
            0 if ty != Type::Bool || self.below(3) == 0 => Made(self.pick(all).to_owned(), true),
            _ => Made(self.pick(each).to_owned(), false),
        }
    }

    /// Sometimes in parentheses, sometimes as it binds.
    fn join(&mut self, left: Made, operator: &str, right: Made) -> Made {
        let is_scalar = left.1 && right.1;
        Made(format!("({} {operator} {})", left.0, right.0), is_scalar)
    }

    fn number(&mut self, depth: usize) -> Made {
        match self.below(18) {
            0..=5 => {
                let operator = self.pick(&["+", "-", "*", "/", "%", "+", "-", "*"]);
                let (left, right) =
                    (self.expression(Type::Number, depth - 1), self.expression(Type::Number, depth - 1));
                self.join(left, operator, right)
            }
            6 => {
                // Without parentheses: precedence decides.
                let (a, b, c) = (self.leaf(Type::Number), self.leaf(Type::Number), self.leaf(Type::Number));
                let (first, second) = (self.pick(&["+", "-", "*", "/", "%"]), self.pick(&["+", "-", "*", "/", "%"]));
                Made(format!("({} {first} {} {second} {})", a.0, b.0, c.0), a.1 && b.1 && c.1)
            }
            7 | 8 => {
                let function = FUNCTIONS[self.functions % FUNCTIONS.len()];
                self.functions += 1;
                let Made(argument, is_scalar) = self.expression(Type::Number, depth - 1);
                Made(format!("{function}({argument})"), is_scalar)
            }
            9 => {
                let function = self.pick(&["atan2", "hypot", "min", "max", "pow"]);
                let (left, right) = (self.expression(Type::Number, depth - 1), self.leaf(Type::Number));
                Made(format!("{function}({}, {})", left.0, right.0), left.1 && right.1)
            }
            10 => {
                let exponent = self.pick(&["0", "1", "2", "3", "4", "5", "7", "10", "-1", "-2", "-3", "(-4)"]);
                let Made(base, is_scalar) = self.expression(Type::Number, depth - 1);
                Made(format!("pow({base}, {exponent})"), is_scalar)
            }
            11 => {
                let (value, low, high) =
                    (self.expression(Type::Number, depth - 1), self.leaf(Type::Number), self.leaf(Type::Number));
                Made(format!("clip({}, {}, {})", value.0, low.0, high.0), value.1 && low.1 && high.1)
            }
            12 => self.conditional(Type::Number, depth),
            13 => {
                let Made(operand, is_scalar) = self.expression(Type::Number, depth - 1);
                Made(format!("-{operand}"), is_scalar)
            }
            14 => self.expression(Type::Integer, depth - 1),
            15 => self.interpolation(depth),
            16 => {
                let Made(time, is_scalar) = self.leaf(Type::Number);
                Made(format!("steps({time})"), is_scalar)
            }
            _ => self.reduction(depth),
        }
    }

    /// Between points that are written out and ascend, or of which every other one is a variable, that goes anywhere.
    fn interpolation(&mut self, depth: usize) -> Made {
        let Made(value, mut is_scalar) = self.expression(Type::Number, depth - 1);
        let (points, with_variables) = (2 + self.below(3), self.below(2) == 0);
        let mut text = format!("interpolate({value}");
        for number in 0..points {
            let place = match number % 2 == 0 && with_variables {
                true => {
                    let (name, is_scalar) =
                        self.pick(&[("a", true), ("b", true), ("p", false), ("drive", false), ("x", false)]);
                    Made(name.to_owned(), is_scalar)
                }
                false => Made(["-30.0", "-0.5", "2.0", "40.0"][number].to_owned(), true),
            };
            let height = self.leaf(Type::Number);
            text += &format!(", {}, {}", place.0, height.0);
            is_scalar &= place.1 && height.1;
        }
        Made(text + ")", is_scalar)
    }

    fn conditional(&mut self, ty: Type, depth: usize) -> Made {
        let condition = self.expression(Type::Bool, depth - 1);
        let (then, otherwise) = (self.expression(ty, depth - 1), self.expression(ty, depth - 1));
        let is_scalar = condition.1 && then.1 && otherwise.1;
        Made(format!("(if {} {{ {} }} else {{ {} }})", condition.0, then.0, otherwise.0), is_scalar)
    }

    /// Of leaves, which hold no other reduction.
    fn reduction(&mut self, depth: usize) -> Made {
        let function = self.pick(&["sum", "mean", "min", "max"]);
        let (left, right) = (self.leaf(Type::Number), self.leaf(Type::Number));
        let value = if depth > 1 { self.join(left, "*", right).0 } else { left.0 };
        let condition = self.small_condition();
        Made(format!("{function}({value}{condition})"), true)
    }

    fn small_condition(&mut self) -> String {
        match self.below(3) {
            0 => String::new(),
            1 => format!(" where {}", self.leaf(Type::Bool).0),
            _ => format!(" where {} > {}", self.leaf(Type::Number).0, self.leaf(Type::Number).0),
        }
    }

    fn integer(&mut self, depth: usize) -> Made {
        match self.below(7) {
            0 => self.leaf(Type::Integer),
            1 => {
                let Made(operand, is_scalar) = self.expression(Type::Integer, depth - 1);
                Made(format!("-{operand}"), is_scalar)
            }
            2 => self.conditional(Type::Integer, depth),
            3 => {
                let (events, condition) = (self.leaf(Type::Bool).0, self.small_condition());
                Made(format!("count({events}{condition})"), true)
            }
            _ => {
                let operator = self.pick(&["+", "-", "*", "%"]);
                let (left, right) =
                    (self.expression(Type::Integer, depth - 1), self.expression(Type::Integer, depth - 1));
                self.join(left, operator, right)
            }
        }
    }

    fn condition(&mut self, depth: usize) -> Made {
        match self.below(8) {
            0 => {
                let Made(operand, is_scalar) = self.expression(Type::Bool, depth - 1);
                Made(format!("!{operand}"), is_scalar)
            }
            1 => self.conditional(Type::Bool, depth),
            2 | 3 => {
                let operator = self.pick(&["&&", "||", "==", "!="]);
                let (left, right) = (self.expression(Type::Bool, depth - 1), self.expression(Type::Bool, depth - 1));
                self.join(left, operator, right)
            }
            4 => {
                let operator = self.pick(&["==", "!=", "<", ">="]);
                let (left, right) =
                    (self.expression(Type::Integer, depth - 1), self.expression(Type::Integer, depth - 1));
                self.join(left, operator, right)
            }
            _ => {
                let operator = self.pick(&["<", "<=", ">", ">=", "==", "!="]);
                let (left, right) =
                    (self.expression(Type::Number, depth - 1), self.expression(Type::Number, depth - 1));
                self.join(left, operator, right)
            }
        }
    }
}
