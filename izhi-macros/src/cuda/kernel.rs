//! Values of kernels as CUDA C: a constant for each node.

use std::fmt::Write;

use super::words::place_of_slot;
use crate::function::Timing;
use crate::resolved::{Float, Storage};
use crate::schedule::{
    BinaryOperator, Distribution, Kernel, Layout, NodeId, NodeKind, Program, Rank, SlotId, SlotKind, Type,
    UnaryOperator,
};

/// A kernel of a program, over neurons or synapses.
pub(super) struct KernelText<'a> {
    pub(super) program: &'a Program,
    pub(super) kernel: &'a Kernel<SlotId>,
    pub(super) float: Float,
    /// The synapses that it runs over.
    pub(super) structure: Option<SlotId>,
}

/// What a slot is called.
pub(super) fn slot(slot: SlotId) -> String {
    format!("s{}", slot.0)
}

/// The type of values.
pub(super) fn element(ty: Type) -> &'static str {
    match ty {
        Type::Number => "Float",
        Type::Integer => "i64",
        Type::Bool => "bool",
    }
}

/// How a slot is opened: a pointer, a number, or a structure of the library.
pub(super) fn open(program: &Program, id: SlotId) -> String {
    let (name, words) = (slot(id), format!("call + {}", place_of_slot(program, id)));
    let word = format!("call[{}]", place_of_slot(program, id));
    let pointer = |ty: &str| format!("{ty} *const {name} = ({ty} *){word};");
    match program.slots[id.0].kind {
        SlotKind::Numbers => format!("Float *const {name} = izhi::values_at<Float>({words}, run.iteration);"),
        SlotKind::Integers => format!("i64 *const {name} = izhi::values_at<i64>({words}, run.iteration);"),
        SlotKind::Events => format!("const izhi::Events {name} = izhi::events_at({words}, run.iteration);"),
        SlotKind::Parameter(_) | SlotKind::OthersParameter | SlotKind::Weights(Layout::Shared) => pointer("Float"),
        SlotKind::Positions(_) | SlotKind::EachParameter(_) | SlotKind::OthersEachParameter => pointer("Float"),
        SlotKind::Weights(Layout::Dense | Layout::Sparse) => pointer("Float"),
        SlotKind::Input(_) => {
            format!(
                "const Float *const {name} = (const Float *){word} + (run.iteration - run.first) * call[izhi::SIZE];"
            )
        }
        SlotKind::Structure(_) => format!("const izhi::Structure {name} = izhi::structure_of({words});"),
        SlotKind::SynapseNumbers | SlotKind::Touched(_) => pointer("u32"),
        SlotKind::Table => pointer("izhi::PoissonTable<Float>"),
        SlotKind::Temporary(Type::Bool) => pointer("u8"),
        SlotKind::Temporary(ty) => pointer(element(ty)),
        SlotKind::Stop => pointer("u64"),
        SlotKind::Arrivals | SlotKind::Sent(_) | SlotKind::Conduction => format!("const u64 *const {name} = {words};"),
        SlotKind::Log | SlotKind::Recording => String::new(),
    }
}

/// The value of a register.
pub(super) fn register(number: usize, ty: Type) -> String {
    let ty = if ty == Type::Bool { "u8" } else { element(ty) };
    format!("*({ty} *)((u64 *)call[izhi::REGISTERS] + {number})")
}

impl KernelText<'_> {
    /// The slots that it loads and stores, each once.
    pub(super) fn slots(&self) -> Vec<SlotId> {
        let mut slots: Vec<SlotId> =
            self.kernel.loads().chain(self.kernel.stores.iter().map(|(slot, _)| *slot)).chain(self.structure).collect();
        slots.sort();
        slots.dedup();
        slots
    }

    /// The streams that it draws from, before any loop.
    pub(super) fn streams(&self) -> String {
        let mut text = String::new();
        for node in &self.kernel.nodes {
            let own: &[(usize, bool)] = match node.kind {
                NodeKind::Draw(_, number) => &[(number, false)],
                NodeKind::SynapseDraw { number, .. } => &[(number, true)],
                NodeKind::Tabulated { uniform, normal, .. } => &[(uniform, false), (normal, false)],
                _ => &[],
            };
            for &(number, is_of_synapses) in own {
                let site = match self.structure.filter(|_| is_of_synapses) {
                    Some(structure) => format!(" + {}.site", slot(structure)),
                    None => String::new(),
                };
                let line = format!(
                    "const izhi::Stream stream{number} = izhi::stream(run.seed, call[izhi::SITE]{site} + {number});\n"
                );
                if !text.contains(&line) {
                    text.push_str(&line);
                }
            }
        }
        text
    }

    /// The values that are one for all, or all others.
    pub(super) fn nodes(&self, are_one: bool) -> String {
        let mut text = String::new();
        for (id, node) in self.kernel.nodes.iter().enumerate() {
            if (node.rank == Rank::One) == are_one {
                let _ = writeln!(text, "const {} t{id} = {};", element(node.ty), self.value(id));
            }
        }
        text
    }

    /// What is stored, element by element.
    pub(super) fn stores(&self) -> String {
        let store = |(to, value): &(SlotId, NodeId)| {
            let name = slot(*to);
            match self.program.slots[to.0].kind {
                SlotKind::Events => format!("{name}.flags[i] = t{value};\n"),
                SlotKind::Weights(_) => format!("{name}[place] = t{value};\n"),
                SlotKind::Touched(_) => format!("{name}[place] = (u32)t{value};\n"),
                _ => format!("{name}[i] = t{value};\n"),
            }
        };
        self.kernel.stores.iter().map(store).collect()
    }

    fn value(&self, id: NodeId) -> String {
        let node = &self.kernel.nodes[id];
        let list = |arguments: &[NodeId]| arguments.iter().map(|id| format!("t{id}")).collect::<Vec<_>>().join(", ");
        match &node.kind {
            NodeKind::Number(value) => self.number(*value),
            NodeKind::Integer(value) => integer(*value),
            NodeKind::Bool(value) => value.to_string(),
            NodeKind::Load(from) => self.load(*from, node.rank, node.ty),
            NodeKind::Elapsed(from) => format!("(i64)((u32)run.iteration - {}[place])", slot(*from)),
            NodeKind::Index => format!("(i64){}", index(node.rank)),
            NodeKind::Draw(distribution, number) => {
                // What synapses begin with is drawn while their rows are those of the connector.
                let element = match self.structure {
                    Some(_) => format!("izhi::row_element(source) + {}", self.synapse_number(None)),
                    None => "i".to_owned(),
                };
                format!("izhi::{}<Float>(stream{number}, run.iteration, {element})", word(*distribution))
            }
            NodeKind::SynapseDraw { distribution, number, numbers } => {
                let element = format!("izhi::row_element(source) + {}", self.synapse_number(*numbers));
                format!("izhi::{}<Float>(stream{number}, run.iteration, {element})", word(*distribution))
            }
            NodeKind::Tabulated { table, uniform, normal } => {
                format!("izhi::tabulated({}[i], stream{uniform}, stream{normal}, run.iteration, i)", slot(*table))
            }
            NodeKind::Dt => "(Float)run.dt".to_owned(),
            NodeKind::Iteration => "(i64)run.iteration".to_owned(),
            NodeKind::Size => "(i64)call[izhi::SIZE]".to_owned(),
            NodeKind::Register(number) => register(*number, node.ty),
            // Updates do not wait here.
            NodeKind::Kept(_) => unreachable!("nothing is kept for later"),
            NodeKind::ToNumber(operand) => format!("izhi::number<Float>(t{operand})"),
            NodeKind::ToInteger(operand) => format!("izhi::integer(t{operand})"),
            NodeKind::Unary(UnaryOperator::Negate, operand) if node.ty == Type::Integer => {
                format!("izhi::negate(t{operand})")
            }
            NodeKind::Unary(UnaryOperator::Negate, operand) => format!("-t{operand}"),
            NodeKind::Unary(UnaryOperator::Not, operand) => format!("!t{operand}"),
            NodeKind::Binary(operator, left, right) => binary(*operator, *left, *right, self.kernel.nodes[*left].ty),
            NodeKind::Select(condition, then, otherwise) => format!("t{condition} ? t{then} : t{otherwise}"),
            NodeKind::Timing(Timing::Steps, arguments) => format!("izhi::steps(run.dt, {})", list(arguments)),
            NodeKind::Timing(Timing::Time, _) => "izhi::time<Float>(run.dt, run.iteration)".to_owned(),
            NodeKind::Timing(timing, arguments) => {
                format!("izhi::{}(run.dt, run.iteration, {})", timing.name(), list(arguments))
            }
            NodeKind::Call(function, arguments) => format!("izhi::{}({})", function.name(), list(arguments)),
        }
    }

    /// The number of a synapse among those of its source.
    fn synapse_number(&self, numbers: Option<SlotId>) -> String {
        let structure = self.structure.map(slot).unwrap_or_default();
        let is_dense =
            self.structure.is_some_and(|id| self.program.slots[id.0].kind == SlotKind::Structure(Storage::Dense));
        match numbers {
            Some(numbers) => format!("{}[place]", slot(numbers)),
            None if is_dense => "target".to_owned(),
            None => format!("(place - {structure}.starts[source])"),
        }
    }

    fn load(&self, from: SlotId, rank: Rank, ty: Type) -> String {
        let name = slot(from);
        match self.program.slots[from.0].kind {
            SlotKind::Parameter(_) | SlotKind::OthersParameter | SlotKind::Weights(Layout::Shared) => {
                format!("*{name}")
            }
            SlotKind::Sent(_) => {
                format!("izhi::value_sent<{}>({name}, run.iteration, place, source)", element(ty))
            }
            SlotKind::Arrivals => format!("izhi::event_sent({name}, run.iteration, place, source)"),
            SlotKind::Touched(_) => format!("(i64){name}[place]"),
            _ => format!("{name}[{}]", index(rank)),
        }
    }

    fn number(&self, value: f64) -> String {
        let bits = match self.float {
            Float::F32 => format!("izhi::from_bits(0x{:08x}u)", (value as f32).to_bits()),
            Float::F64 => format!("izhi::from_bits((u64)0x{:016x}ull)", value.to_bits()),
        };
        match self.float {
            // For people.
            Float::F32 if value.is_finite() => format!("{bits} /* {:?} */", value as f32),
            _ => format!("{bits} /* {value:?} */"),
        }
    }
}

/// The index of an element in values of a rank.
fn index(rank: Rank) -> &'static str {
    match rank {
        Rank::One | Rank::Neuron => "i",
        Rank::Source => "source",
        Rank::Target => "target",
        Rank::Synapse => "place",
    }
}

fn word(distribution: Distribution) -> &'static str {
    if distribution == Distribution::Uniform { "uniform" } else { "normal" }
}

fn integer(value: i64) -> String {
    // The least one is no number with a minus before it.
    if value == i64::MIN { "(-9223372036854775807ll - 1)".to_owned() } else { format!("{value}ll") }
}

/// Logic is evaluated on both sides, as it is elsewhere.
fn binary(operator: BinaryOperator, left: NodeId, right: NodeId, ty: Type) -> String {
    use BinaryOperator as B;
    let called = |function: &str| format!("izhi::{function}(t{left}, t{right})");
    let infix = |operator: &str| format!("t{left} {operator} t{right}");
    match (operator, ty) {
        (B::Or, _) => infix("|"),
        (B::And, _) => infix("&"),
        (B::Add, Type::Integer) => called("add"),
        (B::Subtract, Type::Integer) => called("subtract"),
        (B::Multiply, Type::Integer) => called("multiply"),
        (B::Remainder, Type::Integer) => called("integer_modulo"),
        (B::Remainder, _) => called("modulo"),
        (B::Equal, _) => infix("=="),
        (B::NotEqual, _) => infix("!="),
        (B::Less, _) => infix("<"),
        (B::LessEqual, _) => infix("<="),
        (B::Greater, _) => infix(">"),
        (B::GreaterEqual, _) => infix(">="),
        (B::Add, _) => infix("+"),
        (B::Subtract, _) => infix("-"),
        (B::Multiply, _) => infix("*"),
        (B::Divide, _) => infix("/"),
    }
}
