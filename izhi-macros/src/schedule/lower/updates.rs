//! Updates of synapses: all that a statement does to each synapse becomes one kernel.

use super::{Lowerer, Storage, Updated, and};
use crate::function::Function;
use crate::model;
use crate::model::{BinaryOperator, End, Expression, SynapseStatement, Type, UnaryOperator};
use crate::resolved::SynapseId;
use crate::schedule::{Kernel, NodeId, NodeKind, Operation, Place, Rank, Selection};

impl Lowerer<'_> {
    /// All that happens to each synapse in one kernel: no synapse sees another.
    pub(super) fn update(&mut self, synapses: SynapseId, end: End, update: &SynapseStatement, mask: Option<Storage>) {
        let (selecting, statements) = match update {
            SynapseStatement::If { condition, then, otherwise } if otherwise.is_empty() => {
                (condition.conjuncts(), &then[..])
            }
            statement => (Vec::new(), std::slice::from_ref(statement)),
        };
        let mut kernel = Kernel::new();
        let guard = self.guard(&selecting, mask);
        let further = |conjunct: &&Expression| conjunct.rank != model::Rank::Scalar;
        let mut conjuncts: Vec<&Expression> = selecting.into_iter().filter(further).collect();
        let network = &self.model.network;
        let rows = self.take_event(&mut conjuncts, |conjunct| network.is_sent(conjunct, end));
        let columns = self.take_event(&mut conjuncts, |conjunct| network.is_received(conjunct, end));
        (self.synapses, self.end, self.is_of_arrivals) = (Some(synapses), Some(end), rows.is_some());
        let mut condition = match mask {
            Some(mask @ Storage::Temporary(_)) => Some(self.load(mask, Type::Bool, &mut kernel)),
            Some(Storage::Register(_)) | None => None,
        };
        for conjunct in conjuncts {
            let further = self.expression(conjunct, &mut kernel);
            condition = Some(and(condition, further, &mut kernel));
        }
        statements.iter().for_each(|statement| self.synapse_statement(synapses, statement, condition, &mut kernel));
        self.synapse_locals.clear();
        for ((of, variable), updated) in std::mem::take(&mut self.updated) {
            self.store(of, variable, updated, &mut kernel);
        }
        (self.synapses, self.end, self.is_of_arrivals) = (None, None, false);
        let (structure, selection) = (Place::Structure(synapses), Selection { rows, columns, guard });
        self.operations.push(Operation::MapPairs { structure, selection, kernel });
    }

    /// The first event among the conditions that is such a one; it is a condition no longer.
    fn take_event(&self, conjuncts: &mut Vec<&Expression>, is_one: impl Fn(&Expression) -> bool) -> Option<Place> {
        let place = conjuncts.iter().position(|conjunct| is_one(conjunct))?;
        self.event(conjuncts.remove(place))
    }

    /// The register of all conditions that are the same for every synapse, where there are any.
    fn guard(&mut self, conjuncts: &[&Expression], mask: Option<Storage>) -> Option<usize> {
        let mut kernel = Kernel::new();
        let mut guard = match mask {
            Some(mask @ Storage::Register(_)) => Some(self.load(mask, Type::Bool, &mut kernel)),
            Some(Storage::Temporary(_)) | None => None,
        };
        for conjunct in conjuncts.iter().filter(|conjunct| conjunct.rank == model::Rank::Scalar) {
            let condition = self.expression(conjunct, &mut kernel);
            guard = Some(and(guard, condition, &mut kernel));
        }
        match self.keep(kernel, guard?, Type::Bool) {
            Storage::Register(register) => Some(register),
            Storage::Temporary(_) => None,
        }
    }

    /// Stores a synapse variable, and when that was where it decays from then on.
    fn store(&self, synapses: SynapseId, variable: usize, updated: Updated, kernel: &mut Kernel<Place>) {
        let (place, touched) = (Place::Synapse(synapses, variable), Place::Touched(synapses, variable));
        if !self.decays(synapses, variable) {
            kernel.stores.push((place, updated.value));
            return;
        }
        let now = kernel.node(NodeKind::Iteration, Type::Integer, Rank::One);
        let (mut value, mut time) = (updated.value, now);
        if let Some(mask) = updated.mask {
            // Where nothing is assigned the value stays as it was, with its time.
            let old = kernel.node(NodeKind::Load(place), Type::Number, Rank::Synapse);
            let old_time = kernel.node(NodeKind::Load(touched), Type::Integer, Rank::Synapse);
            value = kernel.node(NodeKind::Select(mask, value, old), Type::Number, Rank::Synapse);
            time = kernel.node(NodeKind::Select(mask, now, old_time), Type::Integer, Rank::Synapse);
        }
        kernel.stores.extend([(place, value), (touched, time)]);
    }

    /// The present value of a synapse variable.
    pub(super) fn synapse_value(&self, synapses: SynapseId, variable: usize, kernel: &mut Kernel<Place>) -> NodeId {
        if let Some(updated) = self.updated.get(&(synapses, variable)) {
            return updated.value;
        }
        let declared = &self.model.network.synapse_group(synapses).variables[variable];
        let rank = if declared.is_shared { Rank::One } else { Rank::Synapse };
        let stored = kernel.node(NodeKind::Load(Place::Synapse(synapses, variable)), Type::Number, rank);
        if !declared.decays {
            return stored;
        }
        let mut number = |kind, rank| kernel.node(kind, Type::Number, rank);
        let tau = number(NodeKind::Load(Place::Decay(synapses, variable)), Rank::One);
        let dt = number(NodeKind::Dt, Rank::One);
        let rate = number(NodeKind::Binary(BinaryOperator::Divide, dt, tau), Rank::One);
        let rate = number(NodeKind::Unary(UnaryOperator::Negate, rate), Rank::One);
        let elapsed = NodeKind::Elapsed(Place::Touched(synapses, variable));
        let elapsed = kernel.node(elapsed, Type::Integer, Rank::Synapse);
        let mut number = |kind| kernel.node(kind, Type::Number, Rank::Synapse);
        let elapsed = number(NodeKind::ToNumber(elapsed));
        let exponent = number(NodeKind::Binary(BinaryOperator::Multiply, rate, elapsed));
        let left = number(NodeKind::Call(Function::Exp, vec![exponent]));
        number(NodeKind::Binary(BinaryOperator::Multiply, stored, left))
    }

    fn synapse_statement(
        &mut self,
        synapses: SynapseId,
        statement: &SynapseStatement,
        mask: Option<NodeId>,
        kernel: &mut Kernel<Place>,
    ) {
        match statement {
            SynapseStatement::Let { local, value } => {
                let value = self.expression(value, kernel);
                self.synapse_locals.insert(*local, value);
            }
            SynapseStatement::Assign { variable, value } => {
                let mut value = self.expression(value, kernel);
                let before = self.updated.get(&(synapses, *variable)).copied();
                let mut touched = mask;
                if let Some(mask) = mask {
                    let old = self.synapse_value(synapses, *variable, kernel);
                    value = kernel.node(NodeKind::Select(mask, value, old), Type::Number, Rank::Synapse);
                    touched = match before {
                        Some(Updated { mask: Some(earlier), .. }) => {
                            let either = NodeKind::Binary(BinaryOperator::Or, earlier, mask);
                            Some(kernel.node(either, Type::Bool, Rank::Synapse))
                        }
                        Some(Updated { mask: None, .. }) => None,
                        None => Some(mask),
                    };
                }
                self.updated.insert((synapses, *variable), Updated { value, mask: touched });
            }
            SynapseStatement::If { condition, then, otherwise } => {
                let condition = self.expression(condition, kernel);
                let rank = kernel.nodes[condition].rank;
                let negated = kernel.node(NodeKind::Unary(UnaryOperator::Not, condition), Type::Bool, rank);
                let then_mask = and(mask, condition, kernel);
                let otherwise_mask = and(mask, negated, kernel);
                then.iter().for_each(|inner| self.synapse_statement(synapses, inner, Some(then_mask), kernel));
                otherwise
                    .iter()
                    .for_each(|inner| self.synapse_statement(synapses, inner, Some(otherwise_mask), kernel));
            }
        }
    }
}
