//! The number type of a network and its functions, the same to the last bit on every machine.
//!
//! The standard library's `exp`, `sin` and so on call whatever mathematics library the platform has, and
//! their last bits differ between platforms. Everything here is either an operation that IEEE 754 defines
//! exactly, or made of such operations: polynomials of our own for [`exp`](Float::exp), [`ln`](Float::ln),
//! [`tanh`](Float::tanh), [`sigmoid`](Float::sigmoid) and what `f32` can borrow from them, and the
//! portable `libm` crate for the rest. Only the payload and sign of a NaN are left to the machine.
//!
//! The inherent methods of `f32` and `f64` have the same names and win over a trait's: write
//! `Float::exp(x)`, or be generic over [`Float`].

use std::fmt::{Debug, Display, LowerExp};
use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, DivAssign, Mul, MulAssign, Neg, Rem, RemAssign, Sub, SubAssign};

use bytemuck::Pod;

use crate::snapshot::Stored;

pub(crate) mod elementary;
#[cfg(test)]
mod tests;
mod types;

mod sealed {
    pub trait Sealed {}
    impl Sealed for f32 {}
    impl Sealed for f64 {}
    pub trait Scalar {}
    impl<F: Sealed> Scalar for F {}
    impl Scalar for i64 {}
}

/// What a variable of neurons can be: a number of the network's type or an integer.
pub trait Scalar: sealed::Scalar + Stored + Pod + Send + Sync + 'static + Default + Debug {
    /// What a variable keeps of it: zero in the place of a subnormal number.
    fn stored(self) -> Self;
    /// It as a number, where it is one and is infinite or NaN.
    fn not_finite(self) -> Option<f64>;
}

impl<F: Float> Scalar for F {
    #[inline(always)]
    fn stored(self) -> Self {
        Float::stored(self)
    }
    #[inline(always)]
    fn not_finite(self) -> Option<f64> {
        (!self.is_finite()).then(|| self.to_f64())
    }
}

impl Scalar for i64 {
    #[inline(always)]
    fn stored(self) -> Self {
        self
    }
    #[inline(always)]
    fn not_finite(self) -> Option<f64> {
        None
    }
}

/// The number type of a network: `f32` or `f64`.
///
/// Angles are in radians. Functions follow NumPy where it and Rust differ, and say so. Errors are in units
/// in the last place (ulp) of the result; those of functions without a figure are `libm`'s, below 1 ulp
/// for nearly all of them.
pub trait Float:
    sealed::Sealed
    + Stored
    + Pod
    + Send
    + Sync
    + 'static
    + PartialEq
    + PartialOrd
    + Default
    + Debug
    + Display
    + LowerExp
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Rem<Output = Self>
    + Neg<Output = Self>
    + AddAssign
    + SubAssign
    + MulAssign
    + DivAssign
    + RemAssign
    + Sum
{
    /// The type's name in Rust.
    const NAME: &'static str;
    /// 0.
    const ZERO: Self;
    /// 1.
    const ONE: Self;
    /// Positive infinity.
    const INFINITY: Self;
    /// Not a number.
    const NAN: Self;
    /// The distance from 1 to the next larger number.
    const EPSILON: Self;

    /// The nearest number to `value`.
    fn from_f64(value: f64) -> Self;
    /// The same number as `f64`, exactly.
    fn to_f64(self) -> f64;
    /// The nearest number to `value`.
    fn from_i64(value: i64) -> Self;
    /// What stands before the point; the nearest `i64` where there is none, and 0 for NaN.
    fn to_i64(self) -> i64;
    /// 1 for true and 0 for false.
    fn from_bool(value: bool) -> Self;
    /// Neither infinite nor NaN.
    fn is_finite(self) -> bool;
    /// Not a number.
    fn is_nan(self) -> bool;

    /// e^x, within 1.1 ulp; subnormal results are rounded as others; vectorises.
    fn exp(self) -> Self;
    /// 2^x; vectorises for `f32`.
    fn exp2(self) -> Self;
    /// The natural logarithm, within 1 ulp; -inf at zero and NaN below; vectorises.
    fn ln(self) -> Self;
    /// The logarithm to base 2; vectorises for `f32`.
    fn log2(self) -> Self;
    /// The logarithm to base 10; vectorises for `f32`.
    fn log10(self) -> Self;
    /// The square root, correctly rounded.
    fn sqrt(self) -> Self;
    /// The absolute value.
    fn abs(self) -> Self;
    /// The sine.
    fn sin(self) -> Self;
    /// The cosine.
    fn cos(self) -> Self;
    /// The tangent.
    fn tan(self) -> Self;
    /// The arc sine, in [-π/2, π/2].
    fn asin(self) -> Self;
    /// The arc cosine, in [0, π].
    fn acos(self) -> Self;
    /// The arc tangent, in [-π/2, π/2].
    fn atan(self) -> Self;
    /// The angle of the point (`x`, `self`), in [-π, π].
    fn atan2(self, x: Self) -> Self;
    /// The hyperbolic sine.
    fn sinh(self) -> Self;
    /// The hyperbolic cosine.
    fn cosh(self) -> Self;
    /// The hyperbolic tangent, within 3 ulp; vectorises.
    fn tanh(self) -> Self;
    /// The logistic function 1 / (1 + e^-x), within 3 ulp also where it is near zero; vectorises.
    fn sigmoid(self) -> Self;
    /// (e^x - 1) / x, within 4 ulp, and 1 at zero; vectorises.
    fn exprel(self) -> Self;
    /// (exprel(x) - exprel(y)) / (x - y), the slope of [`exprel`](Float::exprel) between `self` and `other`, and where
    /// they are equal its derivative: within 5 ulp for `f64` and 0.6 for `f32`, infinite where e^x is for `f64`; vectorises.
    fn exprel_slope(self, other: Self) -> Self;
    /// The largest integer not above `self`.
    fn floor(self) -> Self;
    /// The smallest integer not below `self`.
    fn ceil(self) -> Self;
    /// The nearest integer, halves away from zero.
    fn round(self) -> Self;
    /// `self` to the power of `exponent`, as IEEE 754's `pow`: NaN for a negative finite base with a
    /// fractional exponent, 1 for exponent zero. Exponents 2, 3 and 4 are products, as one would write them out;
    /// otherwise within 1 ulp. Vectorises for `f32`.
    fn pow(self, exponent: Self) -> Self;
    /// sqrt(`self`² + `other`²) without overflow on the way.
    fn hypot(self, other: Self) -> Self;

    /// What a variable keeps of `self`: zero of the same sign in place of a subnormal number, all else as it is.
    /// Vectorises.
    fn stored(self) -> Self;

    /// -1, 0 or 1; NaN for NaN.
    #[inline(always)]
    fn sign(self) -> Self {
        if self > Self::ZERO {
            Self::ONE
        } else if self < Self::ZERO {
            -Self::ONE
        } else if self == Self::ZERO {
            Self::ZERO
        } else {
            self
        }
    }

    /// The remainder of the floored division, as Python's and NumPy's `%`: it has the sign of `divisor`.
    /// Exact but for one rounding when the signs differ. x modulo 0 is NaN; so is infinity modulo anything.
    #[inline(always)]
    fn modulo(self, divisor: Self) -> Self {
        // The truncated remainder is exact by definition, whoever computes it.
        let r = self % divisor;
        if r == Self::ZERO {
            if divisor < Self::ZERO { -Self::ZERO } else { Self::ZERO }
        } else if (r < Self::ZERO) != (divisor < Self::ZERO) {
            r + divisor
        } else {
            r
        }
    }

    /// The smaller one, the first if equal, NaN if either is: NumPy's `minimum`, not Rust's `min`.
    #[inline(always)]
    fn min(self, other: Self) -> Self {
        if self <= other || self.is_nan() { self } else { other }
    }

    /// The larger one, the first if equal, NaN if either is: NumPy's `maximum`, not Rust's `max`.
    #[inline(always)]
    fn max(self, other: Self) -> Self {
        if self >= other || self.is_nan() { self } else { other }
    }

    /// `self` limited to [`low`, `high`]; `high` where the limits cross, NaN if any of the three is, as
    /// NumPy's `clip`.
    #[inline(always)]
    fn clip(self, low: Self, high: Self) -> Self {
        Float::min(Float::max(self, low), high)
    }
}

/// The remainder of integers with the sign of the divisor, as Python's and NumPy's `%`; 0 for a divisor of 0.
#[inline(always)]
pub fn integer_modulo(dividend: i64, divisor: i64) -> i64 {
    if divisor == 0 {
        return 0;
    }
    let remainder = dividend.wrapping_rem(divisor);
    if remainder != 0 && (remainder < 0) != (divisor < 0) { remainder + divisor } else { remainder }
}
