//! Operations of programs as CUDA C: a function for each, of a unit of work and the words of a call.
//!
//! ```text
//! IZHI_FUNCTION void program_9_0(const izhi::Run &run, u64 unit, const u64 *call) {
//!     if (!call[izhi::IS_ON]) return;
//!     Float *const s0 = ...;                                  the slots
//!     const Float t2 = ...;                                   what is one for all
//!     for (...) IZHI_LANES(lane) { const Float t5 = ...; s0[i] = t5; }
//! }
//! ```

use super::kernel::{KernelText, element, open, register, slot};
use super::pairs::Pairs;
use super::words::{is_delivered, place_of_operation};
use crate::resolved::{Float, RecordKind, Side};
use crate::schedule::{
    Kernel, Layout, Node, NodeId, NodeKind, Operation, Program, Purpose, Rank, RecordedPlace, Reduction, Schedule,
    Selection, SlotId, SlotKind, Type,
};

/// A program that is printed.
pub(super) struct ProgramText<'a> {
    pub(super) schedule: &'a Schedule,
    pub(super) index: usize,
    pub(super) float: Float,
    /// Whether its units are rows of synapses, where it runs over synapses.
    pub(super) is_by_rows: bool,
}

/// What an operation of a program is called.
pub(super) fn function(program: usize, operation: usize) -> String {
    format!("program_{program}_{operation}")
}

/// The same for what is made of the parts of a reduction.
pub(super) fn whole(program: usize, operation: usize) -> String {
    format!("{}_whole", function(program, operation))
}

/// What lists the events by which an operation finds synapses.
pub(super) fn list_function(program: usize, operation: usize) -> String {
    format!("{}_list", function(program, operation))
}

/// The synapses of an operation that finds them by the events of one iteration, and the events.
pub(super) fn rows_of(schedule: &Schedule, index: usize, operation: &Operation<SlotId>) -> Option<[SlotId; 2]> {
    let [structure, rows] = match operation {
        Operation::Propagate { structure, events, .. } => [*structure, *events],
        Operation::SumPairs { at: Side::Target, structure, rows, .. } => [*structure, (*rows)?],
        Operation::MapPairs { structure, selection, .. } => [*structure, selection.rows?],
        _ => return None,
    };
    let is_each = schedule.programs[index].slots[rows.0].kind == SlotKind::Arrivals;
    (!is_each || is_delivered(schedule, index, operation)).then_some([structure, rows])
}

impl<'a> ProgramText<'a> {
    pub(super) fn program(&self) -> &'a Program {
        &self.schedule.programs[self.index]
    }

    /// All its operations.
    pub(super) fn text(&self) -> String {
        let operations = self.program().operations.iter().enumerate();
        operations
            .map(|(number, operation)| self.list(number, operation) + &self.operation(number, operation))
            .collect()
    }

    /// Lists the events by which synapses are found, by all warps of a group together.
    fn list(&self, number: usize, operation: &Operation<SlotId>) -> String {
        let rows = rows_of(self.schedule, self.index, operation).filter(|_| !self.is_by_rows);
        let Some([structure, rows]) = rows else { return String::new() };
        let (name, program) = (list_function(self.index, number), self.program());
        let opened: String = [structure, rows].map(|id| open(program, id) + "\n").concat();
        let bits = match program.slots[rows.0].kind {
            SlotKind::Arrivals => format!("izhi::sent_before({}, run.iteration)", slot(rows)),
            _ => format!("{}.bits", slot(rows)),
        };
        format!(
            "IZHI_FUNCTION void {name}(const izhi::Run &run, const u64 *call) {{\n{opened}izhi::list_events({bits}, \
             {}.sources);\n}}\n",
            slot(structure)
        )
    }

    fn operation(&self, number: usize, operation: &Operation<SlotId>) -> String {
        let name = function(self.index, number);
        match operation {
            Operation::Map(kernel) => self.define(&name, &kernel_slots(self, kernel, None, &[]), &self.map(kernel)),
            Operation::MapPairs { structure, selection, kernel } => {
                let more = [selection.rows, selection.columns].into_iter().flatten().collect::<Vec<_>>();
                let body = self.map_pairs(*structure, *selection, kernel);
                self.define(&name, &kernel_slots(self, kernel, Some(*structure), &more), &body)
            }
            Operation::Scalar { kernel, value, register: number } => {
                let ty = kernel.nodes[*value].ty;
                let body = self.once(kernel, &format!("{} = t{value};\n", register(*number, ty)));
                self.define(&name, &kernel_slots(self, kernel, None, &[]), &body)
            }
            Operation::Set { into, kernel, value } => {
                let body = self.once(kernel, &format!("*{} = t{value};\n", slot(*into)));
                self.define(&name, &kernel_slots(self, kernel, None, &[*into]), &body)
            }
            Operation::Reduce { kernel, reduction, value, condition, register } => {
                self.reduce(number, kernel, *reduction, *value, *condition, *register)
            }
            Operation::Propagate { structure, into, weights, events } => {
                if is_delivered(self.schedule, self.index, operation) {
                    return self.deliver(number, [*structure, *into, *weights, *events]);
                }
                let rank = if self.program().slots[weights.0].kind == SlotKind::Weights(Layout::Shared) {
                    Rank::One
                } else {
                    Rank::Synapse
                };
                let node = Node { kind: NodeKind::Load(*weights), ty: Type::Number, rank };
                let kernel = Kernel { nodes: vec![node], stores: Vec::new() };
                self.sum(&name, Side::Target, *structure, Some(*events), *into, &kernel, 0, None)
            }
            Operation::SumPairs { at, structure, rows, into, kernel, value, condition } => {
                self.sum(&name, *at, *structure, *rows, *into, kernel, *value, *condition)
            }
            Operation::Conduct { line, from, into } => self.conduct(&name, [*line, *from, *into]),
            Operation::Record { kind, variables, .. } => self.record(number, *kind, variables),
            Operation::List { events } => {
                let name_of = slot(*events);
                let body =
                    self.units("izhi::SIZE", &format!("izhi::pack({name_of}.flags, {name_of}.bits, begin, end);\n"));
                self.define(&name, &[*events], &body)
            }
            Operation::Tabulate { into, means } => {
                let (table, means_of) = (slot(*into), slot(*means));
                let body = self.neurons(&format!("izhi::tabulate({table}[i], {means_of}[i]);\n"));
                self.define(&name, &[*into, *means], &body)
            }
            Operation::Stop { into, register: number } => {
                let body = format!("if ({}) izhi::stop(run, {});\n", register(*number, Type::Bool), slot(*into));
                self.define(&name, &[*into], &body)
            }
            // No network with one comes here, and updates do not wait on a device.
            Operation::Call { .. }
            | Operation::Exchange { .. }
            | Operation::Defer { .. }
            | Operation::CatchUp { .. } => String::new(),
        }
    }

    /// A function with its slots opened.
    pub(super) fn define(&self, name: &str, slots: &[SlotId], body: &str) -> String {
        self.define_guarded(name, slots, body, self.program().purpose == Purpose::Step)
    }

    fn define_guarded(&self, name: &str, slots: &[SlotId], body: &str, is_guarded: bool) -> String {
        let mut text = format!("IZHI_FUNCTION void {name}(const izhi::Run &run, u64 unit, const u64 *call) {{\n");
        if is_guarded {
            text.push_str("if (!call[izhi::IS_ON]) return;\n");
        }
        for id in slots {
            text.push_str(&open(self.program(), *id));
            text.push('\n');
        }
        text + body + "}\n"
    }

    fn kernel<'k>(&'k self, kernel: &'k Kernel<SlotId>, structure: Option<SlotId>) -> KernelText<'k> {
        KernelText { program: self.program(), kernel, float: self.float, structure }
    }

    /// For the neurons of the unit.
    fn units(&self, size: &str, body: &str) -> String {
        format!(
            "const u64 begin = unit * call[izhi::SPAN], end = izhi::least(begin + call[izhi::SPAN], call[{size}]);\n{body}"
        )
    }

    /// For each neuron of the unit.
    fn neurons(&self, body: &str) -> String {
        let each = format!(
            "for (u64 base = begin; base < end; base += izhi::WARP) IZHI_LANES(lane) if (base + lane < end) {{\nconst u64 i = \
             base + lane;\n{body}}}\nizhi::lanes_see_memory();\n"
        );
        self.units("izhi::SIZE", &each)
    }

    fn map(&self, kernel: &Kernel<SlotId>) -> String {
        let text = self.kernel(kernel, None);
        let (outside, streams) = (text.nodes(true), text.streams());
        format!("{outside}{streams}{}", self.neurons(&(text.nodes(false) + &text.stores())))
    }

    /// By one lane of one warp; the others see it.
    fn once(&self, kernel: &Kernel<SlotId>, store: &str) -> String {
        let text = self.kernel(kernel, None);
        format!(
            "const u64 i = 0;\nIZHI_LANES(lane) if (lane == i) {{\n{}{store}}}\nizhi::lanes_see_memory();\n",
            text.nodes(true)
        )
    }

    fn map_pairs(&self, structure: SlotId, selection: Selection<SlotId>, kernel: &Kernel<SlotId>) -> String {
        let text = self.kernel(kernel, Some(structure));
        let guard = selection.guard.map(|number| format!("if (!{}) return;\n", register(number, Type::Bool)));
        let pairs = Pairs { program: self.program(), structure, rows: selection.rows, columns: selection.columns };
        let body = text.nodes(false) + &text.stores();
        let loops = if self.is_by_rows { pairs.each_of_row(&body) } else { pairs.each(&body) };
        format!("{}{}{}{loops}izhi::lanes_see_memory();\n", guard.unwrap_or_default(), text.nodes(true), text.streams())
    }

    #[expect(clippy::too_many_arguments)]
    fn sum(
        &self,
        name: &str,
        at: Side,
        structure: SlotId,
        rows: Option<SlotId>,
        into: SlotId,
        kernel: &Kernel<SlotId>,
        value: NodeId,
        condition: Option<NodeId>,
    ) -> String {
        let text = self.kernel(kernel, Some(structure));
        let pairs = Pairs { program: self.program(), structure, rows, columns: None };
        let (outside, inside) = (text.nodes(true) + &text.streams(), text.nodes(false));
        let body = outside + &pairs.sum(at, &slot(into), &inside, value, condition);
        self.define(
            name,
            &kernel_slots(self, kernel, Some(structure), &rows.into_iter().chain([into]).collect::<Vec<_>>()),
            &body,
        )
    }

    /// What is sent ahead is taken, and what is sent in this iteration is sent; both also where the behaviour is switched off.
    fn deliver(&self, number: usize, [structure, into, weights, events]: [SlotId; 4]) -> String {
        let name = function(self.index, number);
        let words = format!("call + {}", place_of_operation(self.schedule, self.index, number));
        let is_shared = self.program().slots[weights.0].kind == SlotKind::Weights(Layout::Shared);
        let (s, into_of, weights_of, events_of) = (slot(structure), slot(into), slot(weights), slot(events));
        let delivery = format!("const izhi::Delivery delivery = izhi::delivery_of({words});\n");
        let each = format!(
            "{delivery}izhi::send<Float>({s}, delivery, unit, izhi::sent_before({events_of}, run.iteration), run.iteration, \
             run.iteration);\nizhi::take<Float>({s}, delivery, unit, run.iteration, {into_of}, call[izhi::IS_ON] != 0);\n"
        );
        let sort = format!("{delivery}izhi::sort_row<Float>({s}, delivery, {weights_of}, {is_shared}, unit);\n");
        let again = format!("{delivery}izhi::send_again<Float>({s}, delivery, unit, {events_of}, run.first);\n");
        self.define_guarded(&name, &[structure, into, events], &each, false)
            + &self.define_guarded(&format!("{name}_sort"), &[structure, weights], &sort, false)
            + &self.define_guarded(&format!("{name}_again"), &[structure, events], &again, false)
    }

    fn conduct(&self, name: &str, [line, from, into]: [SlotId; 3]) -> String {
        let (line_of, from_of, into_of) = (slot(line), slot(from), slot(into));
        let body = format!(
            "Float *const sums = (Float *){line_of}[0] + run.iteration % {line_of}[2] * call[izhi::SIZE];\n\
             const u64 due = ((const u64 *){line_of}[1])[run.iteration % {line_of}[2]];\n\
             const bool is_sent = run.iteration >= run.first + {line_of}[2] || due == run.iteration;\n{}",
            self.neurons(&format!("{into_of}[i] = is_sent ? sums[i] : (Float)0;\nsums[i] = {from_of}[i];\n"))
        );
        self.define(name, &[line, from, into], &body)
    }

    fn reduce(
        &self,
        number: usize,
        kernel: &Kernel<SlotId>,
        reduction: Reduction,
        value: NodeId,
        condition: Option<NodeId>,
        register_number: usize,
    ) -> String {
        let text = self.kernel(kernel, None);
        let (outside, inside) = (text.nodes(true) + &text.streams(), text.nodes(false));
        let selected = condition.map_or("true".to_owned(), |condition| format!("t{condition}"));
        let parts = format!(
            "const u64 blocks = (call[izhi::SIZE] + izhi::BLOCK - 1) / izhi::BLOCK;\n\
             u64 *const parts = (u64 *)call[izhi::PARTIALS] + 2 * {register_number} * blocks;\n"
        );
        let value_of = |result: &str, ty: &str| format!("[&](u64 i) -> {ty} {{\n{inside}return {result};\n}}");
        let one = |function: &str, result: &str, ty: &str| {
            format!("izhi::{function}(unit, call[izhi::SIZE], {})", value_of(result, ty))
        };
        let store = |place: &str, value: &str| format!("IZHI_LANES(lane) if (lane == 0) parts[{place}] = {value};\n");
        let sum = || {
            let sum = one("sum_of_block", &format!("{selected} ? (double)t{value} : 0.0"), "double");
            format!("const double sum = {sum};\n{}", store("unit", "izhi::to_bits(sum)"))
        };
        let count = |result: &str, place: &str| {
            format!("const u64 count = {};\n{}", one("count_of_block", result, "bool"), store(place, "count"))
        };
        let extreme = |function: &str, none: &str| {
            let result = format!("{selected} ? t{value} : {none}");
            let of_block = format!(
                "izhi::extreme_of_block<Float>(unit, call[izhi::SIZE], {none}, {}, [](Float a, Float b) {{ return \
                 izhi::{function}(a, b); }})",
                value_of(&result, "Float")
            );
            format!("const Float extreme = {of_block};\n{}", store("unit", "izhi::to_bits(extreme)"))
        };
        let partial = match reduction {
            Reduction::Sum => sum(),
            Reduction::Mean => sum() + &count(&selected, "blocks + unit"),
            Reduction::Count => count(&format!("t{value} & {selected}"), "unit"),
            Reduction::Min => extreme("min", "izhi::Format<Float>::infinity()"),
            Reduction::Max => extreme("max", "-izhi::Format<Float>::infinity()"),
        };
        let ty = if reduction == Reduction::Count { Type::Integer } else { Type::Number };
        let into = register(register_number, ty);
        let folded = match reduction {
            Reduction::Sum => format!("{into} = (Float)izhi::sum_of_parts(parts, blocks);\n"),
            Reduction::Mean => format!(
                "{into} = (Float)(izhi::sum_of_parts(parts, blocks) / (double)izhi::count_of_parts(parts + blocks, blocks));\n"
            ),
            Reduction::Count => format!("{into} = (i64)izhi::count_of_parts(parts, blocks);\n"),
            Reduction::Min | Reduction::Max => {
                let (function, none) = match reduction {
                    Reduction::Min => ("min", "izhi::Format<Float>::infinity()"),
                    _ => ("max", "-izhi::Format<Float>::infinity()"),
                };
                format!(
                    "{into} = izhi::extreme_of_parts<Float>(parts, blocks, {none}, [](Float a, Float b) {{ return \
                     izhi::{function}(a, b); }});\n"
                )
            }
        };
        let slots = kernel_slots(self, kernel, None, &[]);
        let fold = format!("{parts}IZHI_LANES(lane) if (lane == 0) {folded}izhi::lanes_see_memory();\n");
        self.define(&function(self.index, number), &slots, &(outside + &parts + &partial))
            + &self.define(&whole(self.index, number), &[], &fold)
    }

    /// Copies what is recorded to its row, where this iteration has one.
    fn record(&self, number: usize, kind: RecordKind, variables: &[RecordedPlace<SlotId>]) -> String {
        let place = place_of_operation(self.schedule, self.index, number);
        let mut slots = Vec::new();
        let mut body = format!(
            "const u64 row = ((const u32 *)call[{place}])[run.iteration - run.first];\nif (row == 0xffffffffu) return;\n"
        );
        for (variable, recorded) in variables.iter().enumerate() {
            let (address, count) =
                (format!("call[{}]", place + 1 + 2 * variable), format!("call[{}]", place + 2 + 2 * variable));
            let (own, copied) = self.recorded(kind, *recorded, &address, &count);
            slots.extend(own);
            body.push_str(&format!("{{\n{copied}}}\n"));
        }
        self.define(&function(self.index, number), &slots, &body)
    }

    fn recorded(
        &self,
        kind: RecordKind,
        recorded: RecordedPlace<SlotId>,
        to: &str,
        count: &str,
    ) -> (Vec<SlotId>, String) {
        let one = |ty: &str, value: &str| {
            format!("if (unit == 0) IZHI_LANES(lane) if (lane == 0) (({ty} *){to})[row] = {value};\n")
        };
        let of_synapses = |value: &str| {
            format!(
                "const u64 units = (call[izhi::SIZE] + call[izhi::SPAN] - 1) / call[izhi::SPAN];\nfor (u64 base = unit * \
                 izhi::WARP; base < {count}; base += units * izhi::WARP) IZHI_LANES(lane) if (base + lane < {count}) {{\nconst \
                 u64 place = base + lane;\n((Float *){to})[row * {count} + place] = {value};\n}}\n"
            )
        };
        let values = match recorded {
            RecordedPlace::Register(number, ty) => {
                let ty_of = if ty == Type::Bool { "u8" } else { element(ty) };
                return (Vec::new(), one(ty_of, &register(number, ty)));
            }
            RecordedPlace::Decaying(places) => {
                let [values, constant, times] = places.map(slot);
                let decayed = format!(
                    "izhi::decayed({values}[place], {times}[place], *{constant}, (u32)run.iteration, (Float)run.dt)"
                );
                return (places.to_vec(), of_synapses(&decayed));
            }
            RecordedPlace::Values(values) => values,
        };
        let name = slot(values);
        let row = |ty: &str| self.neurons(&format!("(({ty} *){to})[row * call[izhi::SIZE] + i] = {name}[i];\n"));
        let bits = |flags: &str| {
            let words = format!("(u32 *){to} + row * ((call[izhi::SIZE] + 31) / 32)");
            self.units("izhi::SIZE", &format!("izhi::pack({flags}, {words}, begin, end);\n"))
        };
        let copied = match (kind, self.program().slots[values.0].kind) {
            (_, SlotKind::Weights(Layout::Shared)) => one("Float", &format!("*{name}")),
            (_, SlotKind::Weights(_)) => of_synapses(&format!("{name}[place]")),
            (_, SlotKind::Integers | SlotKind::Temporary(Type::Integer)) => row("i64"),
            (_, SlotKind::Events) => bits(&format!("{name}.flags")),
            (_, SlotKind::Temporary(Type::Bool)) => bits(&name),
            _ => row("Float"),
        };
        (vec![values], copied)
    }
}

/// The slots of a kernel and some others, each once.
fn kernel_slots(
    text: &ProgramText,
    kernel: &Kernel<SlotId>,
    structure: Option<SlotId>,
    more: &[SlotId],
) -> Vec<SlotId> {
    let mut slots = text.kernel(kernel, structure).slots();
    slots.extend(more);
    slots.sort();
    slots.dedup();
    slots
}
