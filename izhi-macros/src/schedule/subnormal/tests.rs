use super::*;
use crate::function::Function;
use crate::resolved::{GroupId, InstanceId, VariableId};
use crate::schedule::{Rank, Type};

const KEPT: Place = Place::Variable(GroupId(0), VariableId(0));
const OTHER: Place = Place::Input(InstanceId(0), 0);

/// Nodes of numbers, the last of which is asked about.
#[derive(Default)]
struct Nodes(Vec<NodeKind<Place>>);

impl Nodes {
    fn add(&mut self, kind: NodeKind<Place>) -> NodeId {
        self.0.push(kind);
        self.0.len() - 1
    }

    fn is_safe(&self, float: Float) -> bool {
        let mut kernel = Kernel::new();
        for kind in &self.0 {
            kernel.nodes.push(crate::schedule::Node { kind: kind.clone(), ty: Type::Number, rank: Rank::Neuron });
        }
        Numbers::new(float).is_never_subnormal(&kernel, kernel.nodes.len() - 1)
    }
}

fn is_safe_in(float: Float, kinds: &[NodeKind<Place>]) -> bool {
    Nodes(kinds.to_vec()).is_safe(float)
}

fn is_safe(kinds: &[NodeKind<Place>]) -> bool {
    let [single, double] = [Float::F32, Float::F64].map(|float| is_safe_in(float, kinds));
    assert_eq!(single, double, "the two types differ");
    single
}

const UNIFORM: NodeKind<Place> = NodeKind::Draw(Distribution::Uniform, 0);

#[test]
fn what_is_known_not_to_be_subnormal() {
    use BinaryOperator as B;
    use NodeKind::{Binary, Call, Load, Number, Select, ToNumber};
    assert!(is_safe(&[Load(KEPT)]));
    assert!(is_safe(&[Load(KEPT), Number(-65.0), Select(0, 0, 1)]));
    assert!(is_safe(&[Load(KEPT), Load(OTHER), Binary(B::Multiply, 0, 1), Number(1.0), Binary(B::Subtract, 3, 2)]));
    assert!(is_safe(&[Number(20.0), UNIFORM, Binary(B::Multiply, 0, 1)]));
    assert!(is_safe(&[Load(KEPT), UNIFORM, Binary(B::Add, 0, 1)]));
    assert!(is_safe(&[NodeKind::Iteration, ToNumber(0), Number(0.5), Binary(B::Multiply, 1, 2)]));
    assert!(is_safe(&[Load(OTHER), Call(Function::Sqrt, vec![0])]));
    assert!(is_safe(&[Load(OTHER), Call(Function::Floor, vec![0])]));
}

#[test]
fn what_may_be_subnormal() {
    use BinaryOperator as B;
    use NodeKind::{Binary, Call, Load, Number, Select};
    assert!(!is_safe(&[Load(OTHER)]));
    assert!(!is_safe(&[Load(Place::Parameter(InstanceId(0), 0))]));
    assert!(!is_safe_in(Float::F32, &[Number(1e-40)]) && is_safe_in(Float::F64, &[Number(1e-40)]));
    assert!(!is_safe_in(Float::F64, &[Number(1e-310)]) && is_safe_in(Float::F32, &[Number(1e-310)]));
    assert!(!is_safe(&[Load(KEPT), Load(OTHER), Select(0, 0, 1)]));
    assert!(!is_safe(&[Load(KEPT), Number(0.5), Binary(B::Multiply, 0, 1)]));
    assert!(!is_safe(&[Load(KEPT), Load(KEPT), Binary(B::Subtract, 0, 1)]));
    assert!(!is_safe(&[Load(OTHER), UNIFORM, Binary(B::Add, 0, 1)]), "0 + x is x");
    // Too near the smallest number.
    assert!(!is_safe_in(Float::F32, &[Load(KEPT), Number(1e-37), Binary(B::Add, 0, 1)]));
    assert!(!is_safe_in(Float::F64, &[Load(KEPT), Number(1e-307), Binary(B::Add, 0, 1)]));
    assert!(!is_safe(&[Load(KEPT), Call(Function::Exp, vec![0])]));
}

/// A generator that depends on nothing.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(0xd134_2543_de82_ef95).wrapping_add(0x9e37_79b9_7f4a_7c15);
        ((self.0 >> 32) as usize) % sides
    }

    /// Any number that is not subnormal; near the smallest normal one, or near another exponent that matters.
    fn kept(&mut self) -> f32 {
        let exponent = [1, 1, 2, 3, 12, 23, 24, 25, 26, 27, 64, 103, 104, 127, 128][self.roll(15)];
        let digits = [0, 1, 2, 0x7f_ffff, 0x40_0000, self.0 as u32 & 0x7f_ffff][self.roll(6)];
        let number = f32::from_bits(exponent << 23 | digits);
        [number, -number, 0.0, number][self.roll(4)]
    }

    fn other(&mut self) -> f32 {
        let subnormal = f32::from_bits(self.0 as u32 & 0x7f_ffff);
        [self.kept(), subnormal, -subnormal, self.kept()][self.roll(4)]
    }
}

/// A random expression: its nodes, and values that they have.
fn expression(dice: &mut Dice) -> (Nodes, Vec<f32>) {
    use BinaryOperator as B;
    let (mut nodes, mut values) = (Nodes::default(), Vec::new());
    for _ in 0..3 + dice.roll(6) {
        let count = values.len();
        let kind = if count < 2 { dice.roll(4) } else { dice.roll(12) };
        let (left, right) = (dice.roll(count.max(1)), dice.roll(count.max(1)));
        let value = |id: usize| values[id];
        let (kind, value): (_, f32) = match kind {
            0 => (NodeKind::Load(KEPT), dice.kept()),
            1 => (NodeKind::Load(OTHER), dice.other()),
            2 => (UNIFORM, [0, 1, 3, (1 << 24) - 1, 1 << 20][dice.roll(5)] as f32 / (1 << 24) as f32),
            3 => {
                let number = dice.other();
                (NodeKind::Number(f64::from(number)), number)
            }
            4 | 5 => (NodeKind::Binary(B::Add, left, right), value(left) + value(right)),
            6 | 7 => (NodeKind::Binary(B::Subtract, left, right), value(left) - value(right)),
            8 => (NodeKind::Binary(B::Multiply, left, right), value(left) * value(right)),
            9 => (NodeKind::Select(0, left, right), [value(left), value(right)][dice.roll(2)]),
            10 => (NodeKind::Call(Function::Sqrt, vec![left]), value(left).sqrt()),
            _ => {
                let (dividend, divisor) = (value(left), value(right));
                let rest = dividend % divisor;
                let differ = rest != 0.0 && (rest < 0.0) != (divisor < 0.0);
                (NodeKind::Binary(B::Remainder, left, right), if differ { rest + divisor } else { rest })
            }
        };
        nodes.add(kind);
        values.push(value);
    }
    (nodes, values)
}

#[test]
fn nothing_that_is_said_not_to_be_subnormal_is() {
    let mut dice = Dice(1);
    let mut safe = 0;
    for _ in 0..400_000 {
        let (nodes, values) = expression(&mut dice);
        if nodes.is_safe(Float::F32) {
            let kinds = nodes.0.len();
            assert!(!values[kinds - 1].is_subnormal(), "{values:?} {}", kinds);
            safe += 1;
        }
    }
    assert!(safe > 100_000, "{safe}");
}
