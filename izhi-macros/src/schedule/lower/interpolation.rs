//! What lies on the lines between points.

use super::Lowerer;
use crate::model::{BinaryOperator, Expression, Type};
use crate::schedule::{Kernel, NodeId, NodeKind, Place};

impl Lowerer<'_> {
    /// A choice between lines: at a point it is what that says, to the bit, and no number stays no number.
    pub(super) fn interpolation(
        &mut self,
        value: &Expression,
        points: &[[Expression; 2]],
        kernel: &mut Kernel<Place>,
    ) -> NodeId {
        let value = self.expression(value, kernel);
        let points: Vec<[NodeId; 2]> =
            points.iter().map(|point| [&point[0], &point[1]].map(|number| self.expression(number, kernel))).collect();
        let ([first, .., last] | [first @ last]) = points[..] else { return value };
        let is_behind = binary(kernel, BinaryOperator::GreaterEqual, value, last[0]);
        let mut chosen = select(kernel, is_behind, last[1], value);
        for pair in points.windows(2).rev() {
            let is_before = binary(kernel, BinaryOperator::Less, value, pair[1][0]);
            let line = line(kernel, value, pair[0], pair[1]);
            chosen = select(kernel, is_before, line, chosen);
        }
        let is_before = binary(kernel, BinaryOperator::Less, value, first[0]);
        select(kernel, is_before, first[1], chosen)
    }
}

/// `from + (to - from) * ((value - begin) / (end - begin))`
fn line(kernel: &mut Kernel<Place>, value: NodeId, [begin, from]: [NodeId; 2], [end, to]: [NodeId; 2]) -> NodeId {
    let height = binary(kernel, BinaryOperator::Subtract, to, from);
    let passed = binary(kernel, BinaryOperator::Subtract, value, begin);
    let whole = binary(kernel, BinaryOperator::Subtract, end, begin);
    let part = binary(kernel, BinaryOperator::Divide, passed, whole);
    let climbed = binary(kernel, BinaryOperator::Multiply, height, part);
    binary(kernel, BinaryOperator::Add, from, climbed)
}

fn binary(kernel: &mut Kernel<Place>, operator: BinaryOperator, left: NodeId, right: NodeId) -> NodeId {
    let rank = kernel.nodes[left].rank.join(kernel.nodes[right].rank);
    let ty = if operator.is_comparison() { Type::Bool } else { Type::Number };
    kernel.node(NodeKind::Binary(operator, left, right), ty, rank)
}

fn select(kernel: &mut Kernel<Place>, condition: NodeId, then: NodeId, otherwise: NodeId) -> NodeId {
    let rank =
        [then, otherwise].iter().fold(kernel.nodes[condition].rank, |rank, &node| rank.join(kernel.nodes[node].rank));
    kernel.node(NodeKind::Select(condition, then, otherwise), Type::Number, rank)
}
