//! Which values are never subnormal, so that nothing has to be done to keep them.
//!
//! Of each number two things are found out, where p is the number of digits of the type and 2^e its smallest
//! normal number:
//!
//! - **It is a multiple of 2^m**, or not finite. Every finite number is a multiple of 2^(e - p + 1), the smallest
//!   subnormal. Rounding keeps this: of a multiple of 2^m the rounded value is a multiple of its own unit in the last
//!   place; where that is above 2^m it is a multiple of 2^m all the more, and where it is not the exact value
//!   was a multiple of it and needed no rounding. So a sum has the smaller m of its terms, and a product the sum of
//!   the m of its factors. A multiple of 2^m with m >= e is zero or at least 2^e: it is not subnormal.
//! - **It is normal**: zero, or at least 2^e, or not finite. What a variable keeps is; so is a choice between such.
//!
//! A multiple `a` of 2^m with m >= e + p and a `b` have a sum that is normal, where `a` is not zero, or `b` is
//! normal. Where `a` is zero the sum is `b`. Where |b| <= |a| / 2 the sum is at least 2^(m - 1) >= 2^e. Where `b` is
//! larger, its unit in the last place is at least 2^(m - p), and the sum is a multiple of that, as `a` is: zero, or
//! at least 2^(m - p) >= 2^e.

use std::collections::BTreeMap;

use super::{Kernel, NodeId, NodeKind, Place, Resource};
use crate::function::Function;
use crate::model::{BinaryOperator, Distribution, UnaryOperator};
use crate::resolved::Float;

/// More than the exponent of any number: zero is a multiple of everything.
const ANY: i32 = 4096;

/// What is known of a number.
#[derive(Clone, Copy)]
struct Known {
    /// It is a multiple of two to this power, or not finite.
    multiple: i32,
    /// It is not subnormal.
    is_normal: bool,
    /// It is not zero.
    is_nonzero: bool,
}

/// What is known between the operations of a body.
pub(super) struct Numbers {
    float: Float,
    digits: Digits,
    /// Of what has been assigned so far. Variables begin with what they keep.
    known: BTreeMap<Resource<Place>, Known>,
}

/// A number type as far as it matters here.
#[derive(Clone, Copy)]
struct Digits {
    /// Of the smallest normal number.
    exponent: i32,
    count: i32,
}

impl Numbers {
    pub(super) fn new(float: Float) -> Self {
        let digits = match float {
            Float::F32 => Digits { exponent: f32::MIN_EXP - 1, count: f32::MANTISSA_DIGITS as i32 },
            Float::F64 => Digits { exponent: f64::MIN_EXP - 1, count: f64::MANTISSA_DIGITS as i32 },
        };
        Numbers { float, digits, known: BTreeMap::new() }
    }

    /// Whether a value of a kernel is never subnormal.
    pub(super) fn is_never_subnormal(&self, kernel: &Kernel<Place>, value: NodeId) -> bool {
        self.value(kernel, value).is_normal
    }

    /// From here on the value of a kernel is what is in this place.
    pub(super) fn assign(&mut self, to: Resource<Place>, kernel: &Kernel<Place>, value: NodeId) {
        let known = self.value(kernel, value);
        self.known.insert(to, known);
    }

    /// From here on what is in this place is never subnormal.
    pub(super) fn keep(&mut self, place: Place) {
        self.known.insert(Resource::Place(place), self.digits.normal());
    }

    fn value(&self, kernel: &Kernel<Place>, value: NodeId) -> Known {
        let mut known: Vec<Known> = Vec::with_capacity(value + 1);
        for node in &kernel.nodes[..=value] {
            known.push(self.node(&node.kind, &known));
        }
        known[value]
    }

    fn node(&self, kind: &NodeKind<Place>, known: &[Known]) -> Known {
        let digits = self.digits;
        match kind {
            NodeKind::Number(value) => digits.number(self.float, *value),
            NodeKind::Load(place) => self.load(*place),
            NodeKind::Register(register) => {
                self.known.get(&Resource::Register(*register)).copied().unwrap_or(digits.unknown())
            }
            NodeKind::ToNumber(_) => digits.multiple(0),
            NodeKind::Draw(Distribution::Uniform, _)
            | NodeKind::SynapseDraw { distribution: Distribution::Uniform, .. } => match self.float {
                Float::F32 => digits.multiple(-24),
                Float::F64 => digits.multiple(-53),
            },
            NodeKind::Unary(UnaryOperator::Negate, operand) => known[*operand],
            NodeKind::Binary(operator, left, right) => digits.binary(*operator, known[*left], known[*right]),
            NodeKind::Select(_, then, otherwise) => digits.one_of(&[known[*then], known[*otherwise]]),
            NodeKind::Call(function, arguments) => {
                let arguments: Vec<Known> = arguments.iter().map(|&argument| known[argument]).collect();
                match *function {
                    Function::Abs | Function::Min | Function::Max | Function::Clip => digits.one_of(&arguments),
                    Function::Ceil | Function::Floor | Function::Round => digits.multiple(0),
                    Function::Sign | Function::Poisson => digits.multiple(0),
                    // The root of the smallest subnormal is far from it.
                    Function::Sqrt | Function::Stored => digits.normal(),
                    _ => digits.unknown(),
                }
            }
            _ => digits.unknown(),
        }
    }

    fn load(&self, place: Place) -> Known {
        match (self.known.get(&Resource::Place(place)), place) {
            (Some(known), _) => *known,
            (None, Place::Variable(..) | Place::Synapse(..) | Place::Arrivals(..)) => self.digits.normal(),
            // A whole number of steps of the grid.
            (None, Place::Position(..)) => self.digits.multiple(0),
            (None, _) => self.digits.unknown(),
        }
    }
}

impl Digits {
    fn unknown(self) -> Known {
        self.multiple(self.exponent - self.count + 1)
    }

    fn multiple(self, multiple: i32) -> Known {
        let multiple = multiple.clamp(self.exponent - self.count + 1, ANY);
        Known { multiple, is_normal: multiple >= self.exponent, is_nonzero: false }
    }

    fn normal(self) -> Known {
        Known { is_normal: true, ..self.unknown() }
    }

    fn number(self, float: Float, value: f64) -> Known {
        let rounded = match float {
            Float::F32 => f64::from(value as f32),
            Float::F64 => value,
        };
        if rounded == 0.0 || !rounded.is_finite() {
            return Known { is_nonzero: rounded != 0.0, ..self.multiple(ANY) };
        }
        let (bits, digits) = (rounded.to_bits(), f64::MANTISSA_DIGITS as i32);
        let exponent = (bits >> 52 & 0x7ff).max(1) as i32 - 1022 - digits;
        let digits = bits & ((1 << 52) - 1) | u64::from(rounded.is_normal()) << 52;
        let known = self.multiple(exponent + digits.trailing_zeros() as i32);
        let smallest = 2.0_f64.powi(self.exponent);
        Known { is_normal: rounded.abs() >= smallest, is_nonzero: true, ..known }
    }

    /// A value that is one of these, or its absolute value.
    fn one_of(self, all: &[Known]) -> Known {
        Known {
            multiple: all.iter().map(|known| known.multiple).min().unwrap_or(ANY),
            is_normal: all.iter().all(|known| known.is_normal),
            is_nonzero: all.iter().all(|known| known.is_nonzero),
        }
    }

    fn binary(self, operator: BinaryOperator, left: Known, right: Known) -> Known {
        let smaller = self.multiple(left.multiple.min(right.multiple));
        match operator {
            BinaryOperator::Add | BinaryOperator::Subtract => {
                let absorbs = |one: Known, other: Known| {
                    one.multiple >= self.exponent + self.count && (one.is_nonzero || other.is_normal)
                };
                Known { is_normal: smaller.is_normal || absorbs(left, right) || absorbs(right, left), ..smaller }
            }
            BinaryOperator::Multiply => self.multiple(left.multiple + right.multiple),
            // The remainder is exact: the dividend less a multiple of the divisor, and once more the divisor.
            BinaryOperator::Remainder => smaller,
            _ => self.unknown(),
        }
    }
}

#[cfg(test)]
mod tests;
