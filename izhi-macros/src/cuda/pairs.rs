//! Loops over synapses as CUDA C: for each of those that a unit of targets has, or into sums at an end.

use super::kernel::slot;
use crate::resolved::{Side, Storage};
use crate::schedule::{NodeId, Program, SlotId, SlotKind};

/// The synapses over which an operation runs.
pub(super) struct Pairs<'a> {
    pub(super) program: &'a Program,
    pub(super) structure: SlotId,
    pub(super) rows: Option<SlotId>,
    pub(super) columns: Option<SlotId>,
}

impl Pairs<'_> {
    fn is_dense(&self) -> bool {
        self.program.slots[self.structure.0].kind == SlotKind::Structure(Storage::Dense)
    }

    /// For each synapse of the row that is the unit.
    pub(super) fn each_of_row(&self, body: &str) -> String {
        let s = slot(self.structure);
        format!(
            "for (u64 base = {s}.starts[unit], end = {s}.starts[unit + 1]; base < end; base += izhi::WARP) IZHI_LANES(lane) if \
             (base + lane < end) {{\nconst u64 source = unit, place = base + lane, target = {s}.to[place];\n{body}}}\n"
        )
    }

    /// For each synapse to a target of the unit, whatever their order.
    pub(super) fn each(&self, body: &str) -> String {
        let s = slot(self.structure);
        let column = self.columns.filter(|_| self.rows.is_some() || self.is_dense()).map(slot);
        match (self.is_dense(), self.rows, self.columns) {
            (true, None, Some(columns)) => format!(
                "const izhi::Targets own = izhi::targets_of({s}, unit);\nfor (u64 target = own.begin; target < own.end; \
                 target++) {{\nif (!{}[target]) continue;\nfor (u64 first = 0; first < {s}.sources; first += izhi::WARP) \
                 IZHI_LANES(lane) if (first + lane < {s}.sources) {{\nconst u64 source = first + lane, place = source * \
                 {s}.targets + target;\n{body}}}\n}}\n",
                slot(columns)
            ),
            (true, ..) => {
                let skip = column.map(|column| format!("if (!{column}[target]) continue;\n")).unwrap_or_default();
                let row = format!(
                    "izhi::each_of_matrix({s}, unit, source, [&](u64 base, u32 count) {{\nIZHI_LANES(lane) if (lane < count) \
                     {{\nconst u64 target = base + lane, place = source * {s}.targets + target;\n{skip}{body}}}\n}});\n"
                );
                self.of_sources("each_event", &row)
            }
            (false, ..) => {
                let skip = column.map(|column| format!("if (!{column}[target]) continue;\n")).unwrap_or_default();
                self.of_stretches(&format!(
                    "IZHI_LANES(lane) if (is_there[lane]) {{\nconst u64 source = sources[lane], place = places[lane], target = \
                     {s}.to[place];\n{skip}{body}}}\n"
                ))
            }
        }
    }

    /// The rows of a matrix, one after the other.
    fn of_sources(&self, each: &str, row: &str) -> String {
        let s = slot(self.structure);
        match self.rows {
            Some(rows) => format!("izhi::{each}({}.bits, {s}.sources, [&](u64 source) {{\n{row}}});\n", slot(rows)),
            None => format!("for (u64 source = 0; source < {s}.sources; source++) {{\n{row}}}\n"),
        }
    }

    /// Up to 32 synapses of sparse rows at once.
    fn of_stretches(&self, body: &str) -> String {
        let s = slot(self.structure);
        let head = match (self.rows, self.columns) {
            (Some(rows), _) if self.program.slots[rows.0].kind == SlotKind::Arrivals => {
                format!("izhi::each_of_arrivals({s}, unit, {}, run.iteration", slot(rows))
            }
            (Some(rows), _) => format!("izhi::each_of_events({s}, unit, {}.bits", slot(rows)),
            (None, Some(columns)) => format!("izhi::each_of_columns({s}, unit, {}", slot(columns)),
            (None, None) => format!("izhi::each_of_all({s}, unit"),
        };
        format!(
            "{head}, [&](const Lane<u64> &sources, const Lane<u64> &places, const Lane<u8> &is_there) {{\n{body}}});\n"
        )
    }

    /// The sums of a value over the synapses of each neuron at an end, in ascending order of the other.
    pub(super) fn sum(&self, at: Side, into: &str, inside: &str, value: NodeId, condition: Option<NodeId>) -> String {
        match (at, self.is_dense()) {
            (Side::Source, _) => self.sum_at_sources(into, inside, value, condition),
            (Side::Target, true) => self.sum_of_matrix(into, inside, value, condition),
            (Side::Target, false) => self.sum_of_stretches(into, inside, value, condition),
        }
    }

    fn sum_of_matrix(&self, into: &str, inside: &str, value: NodeId, condition: Option<NodeId>) -> String {
        let s = slot(self.structure);
        let only = condition.map(|condition| format!("if (t{condition}) ")).unwrap_or_default();
        let rows = self.of_sources("each_event_read", &format!(
            "IZHI_LANES(lane) if (base + lane < own.end) {{\nconst u64 target = base + lane, place = source * {s}.targets + \
             target;\n{inside}{only}sums[lane] += t{value};\n}}\n"
        ));
        format!(
            "const izhi::Targets own = izhi::targets_of({s}, unit);\nfor (u64 base = own.begin; base < own.end; base += \
             izhi::WARP) {{\nLane<Float> sums;\nIZHI_LANES(lane) sums[lane] = 0;\n{rows}IZHI_LANES(lane) if (base + lane < \
             own.end) {into}[base + lane] = sums[lane];\n}}\nizhi::lanes_see_memory();\n"
        )
    }

    fn sum_of_stretches(&self, into: &str, inside: &str, value: NodeId, condition: Option<NodeId>) -> String {
        let s = slot(self.structure);
        let only = condition.map(|condition| format!("t{condition}")).unwrap_or("true".to_owned());
        let rows = self.of_stretches(&format!(
            "Lane<u32> keys;\nLane<Float> values;\nLane<u8> have;\nIZHI_LANES(lane) {{\nhave[lane] = 0;\nkeys[lane] = 0;\n\
             values[lane] = 0;\nif (!is_there[lane]) continue;\nconst u64 source = sources[lane], place = places[lane], target \
             = {s}.to[place];\n{inside}have[lane] = {only};\nkeys[lane] = (u32)target;\nvalues[lane] = \
             t{value};\n}}\nizhi::add_in_order({into}, keys, values, have);\n"
        ));
        format!(
            "const izhi::Targets own = izhi::targets_of({s}, unit);\nfor (u64 base = own.begin; base < own.end; base += \
             izhi::WARP) IZHI_LANES(lane) if (base + lane < own.end) {into}[base + lane] = 0;\nizhi::lanes_see_memory();\n{rows}"
        )
    }

    /// Each lane has the row of one source.
    fn sum_at_sources(&self, into: &str, inside: &str, value: NodeId, condition: Option<NodeId>) -> String {
        let s = slot(self.structure);
        let only = condition.map(|condition| format!("if (t{condition}) ")).unwrap_or_default();
        let row = match self.is_dense() {
            true => format!(
                "for (u64 target = 0; target < {s}.targets; target++) {{\nconst u64 place = source * {s}.targets + target;\n"
            ),
            false => format!(
                "for (u64 place = {s}.starts[source]; place < {s}.starts[source + 1]; place++) {{\nconst u64 target = \
                 {s}.to[place];\n"
            ),
        };
        format!(
            "const u64 begin = unit * call[izhi::SPAN], end = izhi::least(begin + call[izhi::SPAN], {s}.sources);\nfor (u64 base \
             = begin; base < end; base += izhi::WARP) IZHI_LANES(lane) if (base + lane < end) {{\nconst u64 source = base + \
             lane;\nFloat sum = 0;\n{row}{inside}{only}sum += t{value};\n}}\n{into}[source] = \
             sum;\n}}\nizhi::lanes_see_memory();\n"
        )
    }
}
