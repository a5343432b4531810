//! The functions that must be fast, written once for both widths.
//!
//! Every one is straight-line arithmetic and selects, so a loop over it vectorises at any width, and uses
//! only operations that IEEE 754 defines to the last bit, so every machine gives the same result.

/// The polynomial c[0] + c[1] x + c[2] x² + ..., its even and odd terms summed apart (`$square` is x²):
/// two short chains of dependent operations in place of a long one, which is what limits these functions.
/// Three coefficients or more.
macro_rules! polynomial {
    ($x:expr, $square:expr, $c:expr) => {{
        let (x, square, c) = ($x, $square, $c);
        let n = c.len();
        let (mut even, mut odd, mut k) =
            if n % 2 == 0 { (c[n - 2], c[n - 1], n - 2) } else { (c[n - 3] + square * c[n - 1], c[n - 2], n - 3) };
        while k > 0 {
            k -= 2;
            (even, odd) = (c[k] + square * even, c[k + 1] + square * odd);
        }
        even + x * odd
    }};
}

/// Defines the functions for one width, from the constants of the module that invokes it.
macro_rules! elementary {
    ($float:ident, $bits:ident) => {
        const MANTISSA: u32 = $float::MANTISSA_DIGITS - 1;
        const BIAS: $bits = $float::MAX_EXP as $bits - 1;
        const ONE: $bits = BIAS << MANTISSA;
        /// 2^MANTISSA: or-ing a small integer into its bits adds that integer to it.
        const UNIT: $float = $float::from_bits((BIAS + MANTISSA as $bits) << MANTISSA);
        /// Adding and subtracting this rounds to an integer, which the low bits of the sum then hold.
        const ROUND: $float = 1.5 * UNIT;

        /// The power of two whose exponent is the integer in the low bits of `integer + ROUND`.
        #[inline(always)]
        const fn power_of_two(rounded: $float) -> $float {
            $float::from_bits(rounded.to_bits().wrapping_add(BIAS) << MANTISSA)
        }

        /// x = n ln 2 + r with |r| <= ln 2 / 2; gives `n + ROUND` and r.
        #[inline(always)]
        fn reduce(x: $float) -> ($float, $float) {
            let rounded = x * std::$float::consts::LOG2_E + ROUND;
            let n = rounded - ROUND;
            (rounded, (x - n * LN2_HIGH) - n * LN2_LOW)
        }

        /// e^r - 1 for |r| <= ln 2 / 2.
        #[inline(always)]
        fn exp_minus_one(r: $float) -> $float {
            let square = r * r;
            r + square * polynomial!(r, square, EXP)
        }

        /// e^x; overflows to infinity and underflows gradually to zero.
        #[inline(always)]
        pub(crate) fn exp(x: $float) -> $float {
            // Written so that a NaN passes through.
            let x = if x > EXP_LARGEST { EXP_LARGEST } else { x };
            let x = if x < EXP_SMALLEST { EXP_SMALLEST } else { x };
            let (rounded, r) = reduce(x);
            // 2^n itself may be out of range where the result is not: scale in two steps. Only the second
            // can round, so subnormal results are rounded once.
            let n = rounded - ROUND;
            let half = n * 0.5 + ROUND;
            let rest = (n - (half - ROUND)) + ROUND;
            (1.0 + exp_minus_one(r)) * power_of_two(half) * power_of_two(rest)
        }

        /// ln x for positive normal x, where e = `exponent` + log2 of x's own power of two:
        /// ln(x 2^`exponent`).
        ///
        /// With m in [sqrt(1/2), sqrt(2)) the mantissa, f = m - 1 and s = f / (2 + f),
        /// ln(1 + f) = ln((1 + s) / (1 - s)) = 2s + s R(s²), and 2s = f - f²/2 + s f²/2, whose leading term
        /// is exact.
        #[inline(always)]
        fn ln_scaled(x: $float, exponent: $float) -> $float {
            const ROOT: $bits = std::$float::consts::FRAC_1_SQRT_2.to_bits();
            let bits = x.to_bits().wrapping_add(ONE - ROOT);
            let e = $float::from_bits((bits >> MANTISSA) | UNIT.to_bits()) - (UNIT + BIAS as $float);
            let e = e + exponent;
            let m = $float::from_bits((bits & ((1 << MANTISSA) - 1)).wrapping_add(ROOT));
            let f = m - 1.0;
            let s = f / (2.0 + f);
            let z = s * s;
            let square = 0.5 * f * f;
            let tail = s * (square + z * polynomial!(z, z * z, LN)) + e * LN2_LOW;
            e * LN2_HIGH - ((square - tail) - f)
        }

        /// ln x for positive normal x, not checked.
        #[inline(always)]
        pub(crate) fn ln_normal(x: $float) -> $float {
            ln_scaled(x, 0.0)
        }

        /// ln x: -inf at either zero, NaN below.
        #[inline(always)]
        pub(crate) fn ln(x: $float) -> $float {
            const LIFT: $float = power_of_two(MANTISSA as $float + 2.0 + ROUND);
            let subnormal = x < $float::MIN_POSITIVE;
            let y = ln_scaled(
                if subnormal { x * LIFT } else { x },
                if subnormal { -(MANTISSA as $float + 2.0) } else { 0.0 },
            );
            let y = if x < $float::INFINITY { y } else { x };
            let y = if x < 0.0 { $float::NAN } else { y };
            if x == 0.0 { $float::NEG_INFINITY } else { y }
        }

        /// tanh |x| = t / (t + 2) with t = e^(2|x|) - 1, computed without cancellation.
        #[inline(always)]
        pub(crate) fn tanh(x: $float) -> $float {
            let y = 2.0 * x.abs();
            // The result is 1 long before.
            let y = if y > TANH_LARGEST { TANH_LARGEST } else { y };
            let (rounded, r) = reduce(y);
            let scale = power_of_two(rounded);
            let t = scale * exp_minus_one(r) + (scale - 1.0);
            (t / (t + 2.0)).copysign(x)
        }

        /// (e^x - 1) / x without cancellation, 1 at zero; where e^x overflows and the quotient does not, by e^(x/2).
        #[inline(always)]
        pub(crate) fn exprel(x: $float) -> $float {
            const LARGE: $float = 0.5 * EXP_LARGEST;
            let high = if x > 2.5 * EXP_LARGEST { 2.5 * EXP_LARGEST } else { x };
            let root = exp(0.5 * high);
            let y = if x > LARGE { LARGE } else { x };
            // The exponential is nothing beside 1 long before.
            let y = if y < -TANH_LARGEST { -TANH_LARGEST } else { y };
            let (rounded, r) = reduce(y);
            let scale = power_of_two(rounded);
            let t = scale * exp_minus_one(r) + (scale - 1.0);
            let quotient = if x > LARGE { root * (root / high) } else { t / x };
            if x == 0.0 { 1.0 } else { quotient }
        }

        /// 1 / (1 + e^-x), without overflow and with relative precision in both tails.
        #[inline(always)]
        pub(crate) fn sigmoid(x: $float) -> $float {
            let e = exp(-x.abs());
            (if x < 0.0 { e } else { 1.0 }) / (1.0 + e)
        }

        /// Sine and cosine of |x| <= pi/4, not checked.
        #[inline(always)]
        pub(crate) fn sin_cos_octant(x: $float) -> ($float, $float) {
            let z = x * x;
            (x + x * z * polynomial!(z, z * z, SIN), 1.0 - (0.5 * z - z * z * polynomial!(z, z * z, COS)))
        }
    };
}

/// `f32`.
///
/// The coefficients are minimax fits by Remez exchange in 200-bit arithmetic (mpmath), rounded from the
/// lowest up with the rest refitted each time. Errors relative to the function: `EXP` 2^-28.2, `LN` 2^-30.2,
/// `SIN` 2^-28.0, `COS` 2^-33.1.
pub(crate) mod single {
    /// ln 2 to 16 bits, so that its product with an exponent is exact, and what is missing.
    const LN2_HIGH: f32 = 0.693_145_75;
    const LN2_LOW: f32 = 1.428_606_8e-6;
    /// Beyond these e^x is infinity and zero.
    const EXP_LARGEST: f32 = 89.0;
    const EXP_SMALLEST: f32 = -104.0;
    const TANH_LARGEST: f32 = 20.0;
    /// (e^r - 1 - r) / r².
    const EXP: [f32; 5] = [0.499_999_94, 0.166_665_18, 0.041_668_247, 0.008_368_953, 0.001_382_249_1];
    /// (ln((1 + s) / (1 - s)) - 2s) / s³ in s².
    const LN: [f32; 3] = [0.666_667_76, 0.399_775_8, 0.298_709_6];
    /// (sin x - x) / x³ in x².
    const SIN: [f32; 3] = [-0.166_666_55, 0.008_332_192, -0.000_195_187_88];
    /// (cos x - 1 + x²/2) / x⁴ in x².
    const COS: [f32; 3] = [0.041_666_646, -0.001_388_731_3, 2.443_297_1e-5];
    elementary!(f32, u32);
}

/// `f64`. The coefficients as for [`single`]; errors `EXP` 2^-57.9, `LN` 2^-59.5, `SIN` 2^-58.0,
/// `COS` 2^-64.2.
pub(crate) mod double {
    /// ln 2 to 42 bits, and what is missing.
    const LN2_HIGH: f64 = 0.693_147_180_559_890_3;
    const LN2_LOW: f64 = 5.497_923_018_708_371e-14;
    const EXP_LARGEST: f64 = 710.0;
    const EXP_SMALLEST: f64 = -746.0;
    const TANH_LARGEST: f64 = 44.0;
    const EXP: [f64; 10] = [
        0.500_000_000_000_001_1,
        0.166_666_666_666_664_5,
        0.041_666_666_666_527_075,
        0.008_333_333_333_473_412,
        0.001_388_888_894_431_435_2,
        0.000_198_412_695_486_124_66,
        2.480_149_246_890_729_3e-5,
        2.755_755_106_456_580_8e-6,
        2.763_045_464_113_873e-7,
        2.501_071_829_712_230_4e-8,
    ];
    const LN: [f64; 7] = [
        0.666_666_666_666_673_5,
        0.399_999_999_994_107_8,
        0.285_714_287_431_611_4,
        0.222_221_984_988_118_3,
        0.181_835_680_599_247_32,
        0.153_139_564_371_508_47,
        0.147_968_895_812_774_9,
    ];
    const SIN: [f64; 6] = [
        -0.166_666_666_666_666_32,
        0.008_333_333_333_322_49,
        -0.000_198_412_698_298_573_83,
        2.755_731_370_669_688_6e-6,
        -2.505_076_016_953_988_8e-8,
        1.589_690_377_285_323_7e-10,
    ];
    const COS: [f64; 6] = [
        0.041_666_666_666_666_6,
        -0.001_388_888_888_887_448_3,
        2.480_158_728_967_947e-5,
        -2.755_731_440_365_191_3e-7,
        2.087_572_965_467_106e-9,
        -1.135_995_368_558_627_2e-11,
    ];
    elementary!(f64, u64);

    /// 1 / (n + 2)!
    const FACTORIALS: [f64; 24] = {
        let (mut reciprocals, mut factorial, mut n) = ([0.0; 24], 1.0, 0);
        while n < reciprocals.len() {
            factorial *= n as f64 + 2.0;
            reciprocals[n] = 1.0 / factorial;
            n += 1;
        }
        reciprocals
    };

    /// (exprel(x) - exprel(y)) / (x - y), which is exp[0, x, y], the second divided difference of the exponential.
    ///
    /// Of the three in order, p <= q <= r, it is (exp[q, r] - exp[p, q]) / (r - p) with exp[a, b] = e^b exprel(a - b). Where r - p
    /// is 2 or more, exp[q, r] is more than twice exp[p, q]. Where it is less, it is e^p times the sum of
    /// h(q - p, r - p) / (n + 2)! for n from 0, where h is the sum of all products of n factors of the two.
    #[inline(always)]
    pub(crate) fn exprel_slope(x: f64, y: f64) -> f64 {
        let (lesser, greater) = if x < y { (x, y) } else { (y, x) };
        // Written so that a NaN passes through.
        let p = if lesser > 0.0 { 0.0 } else { lesser };
        let r = if greater < 0.0 { 0.0 } else { greater };
        let q = if greater < 0.0 { greater } else { 0.0 };
        let q = if lesser > 0.0 { lesser } else { q };
        let (width, below) = (r - p, if p == q { 0.0 } else { q - p });
        let is_narrow = width < 2.0;
        let (mut inner, mut series, mut n) = (0.0, 0.0, FACTORIALS.len());
        while n > 0 {
            n -= 1;
            inner = FACTORIALS[n] + width * inner;
            series = inner + below * series;
        }
        let difference = exprel(q - r) - exp(q - r) * exprel(-below);
        let slope = exp(if is_narrow { p } else { r }) * if is_narrow { series } else { difference / width };
        if r > EXP_LARGEST { f64::INFINITY * width } else { slope }
    }
}
