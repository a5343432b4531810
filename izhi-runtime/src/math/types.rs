//! `f32` and `f64` as [`Float`]s.

use super::Float;
use super::elementary::{double, single};

/// The part of the implementation that does not depend on the width; `$own` is our module of functions,
/// and a method is paired with libm's name for it.
macro_rules! common {
    ($float:ident, $own:ident, $($method:ident = $libm:ident),*) => {
        const NAME: &'static str = stringify!($float);
        const ZERO: Self = 0.0;
        const ONE: Self = 1.0;
        const INFINITY: Self = $float::INFINITY;
        const NAN: Self = $float::NAN;
        const EPSILON: Self = $float::EPSILON;

        #[inline(always)]
        fn from_f64(value: f64) -> Self {
            value as $float
        }
        #[inline(always)]
        fn to_f64(self) -> f64 {
            self.into()
        }
        #[inline(always)]
        fn from_i64(value: i64) -> Self {
            value as $float
        }
        #[inline(always)]
        fn to_i64(self) -> i64 {
            self as i64
        }
        #[inline(always)]
        fn from_bool(value: bool) -> Self {
            if value { 1.0 } else { 0.0 }
        }
        #[inline(always)]
        fn is_finite(self) -> bool {
            $float::is_finite(self)
        }
        #[inline(always)]
        fn is_nan(self) -> bool {
            $float::is_nan(self)
        }
        #[inline(always)]
        fn stored(self) -> Self {
            // Four operations of any vector unit. The comparison lets NaN pass.
            let kept = if $float::abs(self) < $float::MIN_POSITIVE { (-0.0 as $float).to_bits() } else { !0 };
            $float::from_bits(self.to_bits() & kept)
        }
        #[inline(always)]
        fn exp(self) -> Self {
            $own::exp(self)
        }
        #[inline(always)]
        fn ln(self) -> Self {
            $own::ln(self)
        }
        #[inline(always)]
        fn tanh(self) -> Self {
            $own::tanh(self)
        }
        #[inline(always)]
        fn sigmoid(self) -> Self {
            $own::sigmoid(self)
        }
        #[inline(always)]
        fn exprel(self) -> Self {
            $own::exprel(self)
        }
        #[inline(always)]
        fn sqrt(self) -> Self {
            $float::sqrt(self)
        }
        #[inline(always)]
        fn abs(self) -> Self {
            $float::abs(self)
        }
        #[inline(always)]
        fn floor(self) -> Self {
            $float::floor(self)
        }
        #[inline(always)]
        fn ceil(self) -> Self {
            $float::ceil(self)
        }
        #[inline(always)]
        fn round(self) -> Self {
            $float::round(self)
        }
        $(
            #[inline(always)]
            fn $method(self) -> Self {
                libm::$libm(self)
            }
        )*
    };
}

impl Float for f32 {
    common!(
        f32,
        single,
        sin = sinf,
        cos = cosf,
        tan = tanf,
        asin = asinf,
        acos = acosf,
        atan = atanf,
        sinh = sinhf,
        cosh = coshf
    );

    // What is computed in f64 and rounded once is exact to the half ulp but for rare ties.
    #[inline(always)]
    fn exp2(self) -> Self {
        double::exp(f64::from(self) * std::f64::consts::LN_2) as f32
    }
    #[inline(always)]
    fn log2(self) -> Self {
        (double::ln(self.into()) * std::f64::consts::LOG2_E) as f32
    }
    #[inline(always)]
    fn log10(self) -> Self {
        (double::ln(self.into()) * std::f64::consts::LOG10_E) as f32
    }
    #[inline(always)]
    fn exprel_slope(self, other: Self) -> Self {
        double::exprel_slope(self.into(), other.into()) as f32
    }
    #[inline(always)]
    fn pow(self, exponent: Self) -> Self {
        if let Some(product) = product(self, exponent) {
            return product;
        }
        let (x, y) = (f64::from(self), f64::from(exponent));
        let size = double::exp(y * double::ln(x.abs()));
        let whole = is_integer(y);
        let odd = whole && !is_integer(0.5 * y);
        // -0 counts as negative where the exponent is odd, as in IEEE 754.
        let signed = if odd { size.copysign(x) } else { size };
        let defined = if x < 0.0 && x.is_finite() && !whole { f64::NAN } else { signed };
        let power = if x == 1.0 || y == 0.0 || (x == -1.0 && y.is_infinite()) { 1.0 } else { defined };
        power as f32
    }
    #[inline(always)]
    fn atan2(self, x: Self) -> Self {
        libm::atan2f(self, x)
    }
    #[inline(always)]
    fn hypot(self, other: Self) -> Self {
        libm::hypotf(self, other)
    }
}

impl Float for f64 {
    common!(
        f64,
        double,
        exp2 = exp2,
        log2 = log2,
        log10 = log10,
        sin = sin,
        cos = cos,
        tan = tan,
        asin = asin,
        acos = acos,
        atan = atan,
        sinh = sinh,
        cosh = cosh
    );

    #[inline(always)]
    fn exprel_slope(self, other: Self) -> Self {
        double::exprel_slope(self, other)
    }
    #[inline(always)]
    fn pow(self, exponent: Self) -> Self {
        match product(self, exponent) {
            Some(product) => product,
            None => libm::pow(self, exponent),
        }
    }
    #[inline(always)]
    fn atan2(self, x: Self) -> Self {
        libm::atan2(self, x)
    }
    #[inline(always)]
    fn hypot(self, other: Self) -> Self {
        libm::hypot(self, other)
    }
}

/// Whether an `f32`, widened, is an integer; the infinities count as even ones.
#[inline(always)]
fn is_integer(y: f64) -> bool {
    // Not `trunc`, which is a call to the platform without SSE 4.1.
    const UNIT: f64 = (1u64 << 52) as f64;
    (y.abs() + UNIT) - UNIT == y.abs()
}

/// The power as a product, where that is how one would write it; which one is taken depends on the value
/// of the exponent alone, so a constant exponent gives what a variable one does.
#[inline(always)]
fn product<F: Float>(x: F, exponent: F) -> Option<F> {
    let is = |n| exponent == F::from_i64(n);
    if is(2) {
        Some(x * x)
    } else if is(3) {
        Some(x * x * x)
    } else if is(4) {
        Some((x * x) * (x * x))
    } else {
        None
    }
}
