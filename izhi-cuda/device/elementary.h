// The functions of numbers that the schedule's text calls, the same to the last bit as the runtime's trait `Float` has them.
//
// Every function is there for both widths, under the name that it has in the schedule.

namespace izhi {

// Adding this to the bits of a small integer adds that integer to it.
template <typename F> struct Rounding;
template <> struct Rounding<float> {
    static constexpr float UNIT = 0x1p23f;
    // Adding and subtracting this rounds to an integer, which the low bits of the sum then hold.
    static constexpr float ROUND = 0x1.8p23f;
    // What makes the smallest subnormal number normal, and its exponent.
    static constexpr float LIFT = 0x1p25f;
    static constexpr float LIFTED = 25.0f;
};
template <> struct Rounding<double> {
    static constexpr double UNIT = 0x1p52;
    static constexpr double ROUND = 0x1.8p52;
    static constexpr double LIFT = 0x1p54;
    static constexpr double LIFTED = 54.0;
};

// The constants of the exponential: 1 / ln 2, ln 2 in two parts, beyond which arguments e^x is infinity and zero, and where
// tanh is 1 long before.
template <typename F> struct Exponential;
template <> struct Exponential<float> {
    static constexpr float LOG2_E = 1.44269504088896340736f;
    static constexpr float LN2_HIGH = 0.69314575f;
    static constexpr float LN2_LOW = 1.4286068e-6f;
    static constexpr float LARGEST = 89.0f;
    static constexpr float SMALLEST = -104.0f;
    static constexpr float TANH_LARGEST = 20.0f;
};
template <> struct Exponential<double> {
    static constexpr double LOG2_E = 1.44269504088896340736;
    static constexpr double LN2_HIGH = 0.6931471805598903;
    static constexpr double LN2_LOW = 5.497923018708371e-14;
    static constexpr double LARGEST = 710.0;
    static constexpr double SMALLEST = -746.0;
    static constexpr double TANH_LARGEST = 44.0;
};

// The polynomial c[0] + c[1] x + c[2] x² + ..., its even and odd terms summed apart. Three coefficients or more.
template <int N, typename F> IZHI_DEVICE F polynomial(F x, F square, const F (&c)[N]) {
    F even = N % 2 == 0 ? c[N - 2] : c[N - 3] + square * c[N - 1];
    F odd = N % 2 == 0 ? c[N - 1] : c[N - 2];
#ifdef __CUDACC__
#pragma unroll
#endif
    for (int k = N % 2 == 0 ? N - 4 : N - 5; k >= 0; k -= 2) {
        even = c[k] + square * even;
        odd = c[k + 1] + square * odd;
    }
    return even + x * odd;
}

// (e^r - 1 - r) / r²
IZHI_DEVICE float exp_polynomial(float r, float square) {
    const float c[] = {0.49999994f, 0.16666518f, 0.041668247f, 0.008368953f, 0.0013822491f};
    return polynomial(r, square, c);
}
IZHI_DEVICE double exp_polynomial(double r, double square) {
    const double c[] = {0.5000000000000011,    0.1666666666666645,    0.041666666666527075, 0.008333333333473412,
                        0.0013888888944314352, 0.00019841269548612466, 2.4801492468907293e-5, 2.7557551064565808e-6,
                        2.763045464113873e-7,  2.5010718297122304e-8};
    return polynomial(r, square, c);
}

// (ln((1 + s) / (1 - s)) - 2s) / s³ in z = s²
IZHI_DEVICE float ln_polynomial(float z) {
    const float c[] = {0.66666776f, 0.3997758f, 0.2987096f};
    return polynomial(z, z * z, c);
}
IZHI_DEVICE double ln_polynomial(double z) {
    const double c[] = {0.6666666666666735,  0.3999999999941078,  0.2857142874316114, 0.2222219849881183,
                        0.18183568059924732, 0.15313956437150847, 0.1479688958127749};
    return polynomial(z, z * z, c);
}

// (sin x - x) / x³ and (cos x - 1 + x²/2) / x⁴ in z = x²
IZHI_DEVICE float sin_polynomial(float z) {
    const float c[] = {-0.16666655f, 0.008332192f, -0.00019518788f};
    return polynomial(z, z * z, c);
}
IZHI_DEVICE double sin_polynomial(double z) {
    const double c[] = {-0.16666666666666632,  0.00833333333332249,   -0.00019841269829857383,
                        2.7557313706696886e-6, -2.5050760169539888e-8, 1.5896903772853237e-10};
    return polynomial(z, z * z, c);
}
IZHI_DEVICE float cos_polynomial(float z) {
    const float c[] = {0.041666646f, -0.0013887313f, 2.4432971e-5f};
    return polynomial(z, z * z, c);
}
IZHI_DEVICE double cos_polynomial(double z) {
    const double c[] = {0.0416666666666666,     -0.0013888888888874483, 2.480158728967947e-5,
                        -2.7557314403651913e-7, 2.087572965467106e-9,   -1.1359953685586272e-11};
    return polynomial(z, z * z, c);
}

// The power of two whose exponent is the integer in the low bits of integer + ROUND.
template <typename F> IZHI_DEVICE F power_of_two(F rounded) {
    return from_bits((to_bits(rounded) + Format<F>::BIAS) << Format<F>::MANTISSA);
}

// x = n ln 2 + r with |r| <= ln 2 / 2; gives n + ROUND and r.
template <typename F> IZHI_DEVICE F reduce_exponent(F x, F &r) {
    F rounded = x * Exponential<F>::LOG2_E + Rounding<F>::ROUND;
    F n = rounded - Rounding<F>::ROUND;
    r = (x - n * Exponential<F>::LN2_HIGH) - n * Exponential<F>::LN2_LOW;
    return rounded;
}

// e^r - 1 for |r| <= ln 2 / 2.
template <typename F> IZHI_DEVICE F exp_minus_one(F r) {
    F square = r * r;
    return r + square * exp_polynomial(r, square);
}

template <typename F> IZHI_DEVICE F exp_of(F x) {
    // Written so that a NaN passes through.
    x = x > Exponential<F>::LARGEST ? Exponential<F>::LARGEST : x;
    x = x < Exponential<F>::SMALLEST ? Exponential<F>::SMALLEST : x;
    F r;
    F rounded = reduce_exponent(x, r);
    // 2^n itself may be out of range where the result is not: in two steps, of which only the second can round.
    F n = rounded - Rounding<F>::ROUND;
    F half = n * F(0.5) + Rounding<F>::ROUND;
    F rest = (n - (half - Rounding<F>::ROUND)) + Rounding<F>::ROUND;
    return (F(1.0) + exp_minus_one(r)) * power_of_two(half) * power_of_two(rest);
}

// ln(x 2^exponent) for positive normal x.
template <typename F> IZHI_DEVICE F ln_scaled(F x, F exponent) {
    typedef typename Format<F>::Bits Bits;
    const Bits root = to_bits(F(0.70710678118654752440));
    const Bits one = Bits(Format<F>::BIAS) << Format<F>::MANTISSA;
    Bits bits = to_bits(x) + (one - root);
    F e = from_bits((bits >> Format<F>::MANTISSA) | to_bits(F(Rounding<F>::UNIT))) -
          (Rounding<F>::UNIT + F(Format<F>::BIAS));
    e = e + exponent;
    F m = from_bits((bits & ((Bits(1) << Format<F>::MANTISSA) - 1)) + root);
    F f = m - F(1.0);
    F s = f / (F(2.0) + f);
    F z = s * s;
    F square = F(0.5) * f * f;
    F tail = s * (square + z * ln_polynomial(z)) + e * Exponential<F>::LN2_LOW;
    return e * Exponential<F>::LN2_HIGH - ((square - tail) - f);
}

// ln x for positive normal x, not checked.
template <typename F> IZHI_DEVICE F ln_normal(F x) { return ln_scaled(x, F(0.0)); }

template <typename F> IZHI_DEVICE F ln_of(F x) {
    bool subnormal = x < Format<F>::SMALLEST_NORMAL;
    F y = ln_scaled(subnormal ? x * Rounding<F>::LIFT : x, subnormal ? -Rounding<F>::LIFTED : F(0.0));
    y = x < Format<F>::infinity() ? y : x;
    y = x < F(0.0) ? Format<F>::nan() : y;
    return x == F(0.0) ? -Format<F>::infinity() : y;
}

template <typename F> IZHI_DEVICE F tanh_of(F x) {
    F y = F(2.0) * abs(x);
    y = y > Exponential<F>::TANH_LARGEST ? Exponential<F>::TANH_LARGEST : y;
    F r;
    F scale = power_of_two(reduce_exponent(y, r));
    F t = scale * exp_minus_one(r) + (scale - F(1.0));
    return copysign(t / (t + F(2.0)), x);
}

template <typename F> IZHI_DEVICE F exprel_of(F x) {
    const F large = F(0.5) * Exponential<F>::LARGEST;
    F high = x > F(2.5) * Exponential<F>::LARGEST ? F(2.5) * Exponential<F>::LARGEST : x;
    F root = exp_of(F(0.5) * high);
    F y = x > large ? large : x;
    y = y < -Exponential<F>::TANH_LARGEST ? -Exponential<F>::TANH_LARGEST : y;
    F r;
    F scale = power_of_two(reduce_exponent(y, r));
    F t = scale * exp_minus_one(r) + (scale - F(1.0));
    F quotient = x > large ? root * (root / high) : t / x;
    return x == F(0.0) ? F(1.0) : quotient;
}

template <typename F> IZHI_DEVICE F sigmoid_of(F x) {
    F e = exp_of(-abs(x));
    return (x < F(0.0) ? e : F(1.0)) / (F(1.0) + e);
}

// Sine and cosine of |x| <= pi / 4, not checked.
template <typename F> IZHI_DEVICE void sin_cos_octant(F x, F &sin, F &cos) {
    F z = x * x;
    sin = x + x * z * sin_polynomial(z);
    cos = F(1.0) - (F(0.5) * z - z * z * cos_polynomial(z));
}

IZHI_DEVICE float exp(float x) { return exp_of(x); }
IZHI_DEVICE double exp(double x) { return exp_of(x); }
IZHI_DEVICE float ln(float x) { return ln_of(x); }
IZHI_DEVICE double ln(double x) { return ln_of(x); }
IZHI_DEVICE float tanh(float x) { return tanh_of(x); }
IZHI_DEVICE double tanh(double x) { return tanh_of(x); }
IZHI_DEVICE float exprel(float x) { return exprel_of(x); }
IZHI_DEVICE double exprel(double x) { return exprel_of(x); }
IZHI_DEVICE float sigmoid(float x) { return sigmoid_of(x); }
IZHI_DEVICE double sigmoid(double x) { return sigmoid_of(x); }

IZHI_DEVICE float log2(float x) { return (float)(ln((double)x) * 1.44269504088896340736); }
IZHI_DEVICE double log2(double x) { return msun::log2(x); }
IZHI_DEVICE float log10(float x) { return (float)(ln((double)x) * 0.434294481903251827651); }
IZHI_DEVICE double log10(double x) { return msun::log10(x); }
IZHI_DEVICE float sin(float x) { return msun::sin(x); }
IZHI_DEVICE double sin(double x) { return msun::sin(x); }
IZHI_DEVICE float cos(float x) { return msun::cos(x); }
IZHI_DEVICE double cos(double x) { return msun::cos(x); }
IZHI_DEVICE float tan(float x) { return msun::tan(x); }
IZHI_DEVICE double tan(double x) { return msun::tan(x); }
IZHI_DEVICE float asin(float x) { return msun::asin(x); }
IZHI_DEVICE double asin(double x) { return msun::asin(x); }
IZHI_DEVICE float acos(float x) { return msun::acos(x); }
IZHI_DEVICE double acos(double x) { return msun::acos(x); }
IZHI_DEVICE float atan(float x) { return msun::atan(x); }
IZHI_DEVICE double atan(double x) { return msun::atan(x); }
IZHI_DEVICE float atan2(float y, float x) { return msun::atan2(y, x); }
IZHI_DEVICE double atan2(double y, double x) { return msun::atan2(y, x); }
IZHI_DEVICE float sinh(float x) { return msun::sinh(x); }
IZHI_DEVICE double sinh(double x) { return msun::sinh(x); }
IZHI_DEVICE float cosh(float x) { return msun::cosh(x); }
IZHI_DEVICE double cosh(double x) { return msun::cosh(x); }
IZHI_DEVICE float hypot(float x, float y) { return msun::hypot(x, y); }
IZHI_DEVICE double hypot(double x, double y) { return msun::hypot(x, y); }

// The terms of the series of `exprel_slope`: 1 / (n + 2)! for n from 0.
IZHI_CONSTANT double FACTORIALS[24] = {
    0.5, 0.16666666666666666, 0.041666666666666664, 0.008333333333333333,
    0.001388888888888889, 0.0001984126984126984, 2.48015873015873e-05, 2.7557319223985893e-06,
    2.755731922398589e-07, 2.505210838544172e-08, 2.08767569878681e-09, 1.6059043836821613e-10,
    1.1470745597729725e-11, 7.647163731819816e-13, 4.779477332387385e-14, 2.8114572543455206e-15,
    1.5619206968586225e-16, 8.22063524662433e-18, 4.110317623312165e-19, 1.9572941063391263e-20,
    8.896791392450574e-22, 3.8681701706306835e-23, 1.6117375710961184e-24, 6.446950284384474e-26,
};

// (exprel(x) - exprel(y)) / (x - y), which is exp[0, x, y], the second divided difference of the exponential.
IZHI_DEVICE double exprel_slope(double x, double y) {
    double lesser = x < y ? x : y, greater = x < y ? y : x;
    // Written so that a NaN passes through.
    double p = lesser > 0.0 ? 0.0 : lesser;
    double r = greater < 0.0 ? 0.0 : greater;
    double q = greater < 0.0 ? greater : 0.0;
    q = lesser > 0.0 ? lesser : q;
    double width = r - p, below = p == q ? 0.0 : q - p;
    bool is_narrow = width < 2.0;
    double inner = 0.0, series = 0.0;
    for (int n = 23; n >= 0; --n) {
        inner = FACTORIALS[n] + width * inner;
        series = inner + below * series;
    }
    double difference = exprel(q - r) - exp(q - r) * exprel(-below);
    double slope = exp(is_narrow ? p : r) * (is_narrow ? series : difference / width);
    return r > Exponential<double>::LARGEST ? Format<double>::infinity() * width : slope;
}
IZHI_DEVICE float exprel_slope(float x, float y) { return (float)exprel_slope((double)x, (double)y); }

// Whether a power is a product, as one would write it out, and then that product.
template <typename F> IZHI_DEVICE bool is_product(F x, F exponent, F &product) {
    if (exponent == F(2.0)) {
        product = x * x;
    } else if (exponent == F(3.0)) {
        product = x * x * x;
    } else if (exponent == F(4.0)) {
        product = (x * x) * (x * x);
    } else {
        return false;
    }
    return true;
}

// Whether a float, widened, is an integer; the infinities count as even ones.
IZHI_DEVICE bool is_integer(double y) { return (abs(y) + 0x1p52) - 0x1p52 == abs(y); }

IZHI_DEVICE float pow(float base, float exponent) {
    float product;
    if (is_product(base, exponent, product)) return product;
    double x = (double)base, y = (double)exponent;
    double size = exp(y * ln(abs(x)));
    bool whole = is_integer(y);
    bool odd = whole && !is_integer(0.5 * y);
    // -0 counts as negative where the exponent is odd.
    double sized = odd ? copysign(size, x) : size;
    bool is_finite = abs(x) < Format<double>::infinity();
    double defined = x < 0.0 && is_finite && !whole ? Format<double>::nan() : sized;
    bool is_one = x == 1.0 || y == 0.0 || (x == -1.0 && abs(y) == Format<double>::infinity());
    return (float)(is_one ? 1.0 : defined);
}
IZHI_DEVICE double pow(double x, double exponent) {
    double product;
    return is_product(x, exponent, product) ? product : msun::pow(x, exponent);
}

// What a variable keeps: zero of the same sign in place of a subnormal number, all else as it is.
template <typename F> IZHI_DEVICE F stored_of(F x) {
    return abs(x) < Format<F>::SMALLEST_NORMAL ? copysign(F(0.0), x) : x;
}
IZHI_DEVICE float stored(float x) { return stored_of(x); }
IZHI_DEVICE double stored(double x) { return stored_of(x); }
IZHI_DEVICE i64 stored(i64 x) { return x; }

// -1, 0 or 1; NaN for NaN.
template <typename F> IZHI_DEVICE F sign_of(F x) {
    return x > F(0.0) ? F(1.0) : x < F(0.0) ? F(-1.0) : x == F(0.0) ? F(0.0) : x;
}
IZHI_DEVICE float sign(float x) { return sign_of(x); }
IZHI_DEVICE double sign(double x) { return sign_of(x); }

// The remainder of the floored division, as Python's and NumPy's `%`.
template <typename F> IZHI_DEVICE F modulo_of(F x, F divisor) {
    F r = remainder(x, divisor);
    if (r == F(0.0)) return divisor < F(0.0) ? -F(0.0) : F(0.0);
    return (r < F(0.0)) != (divisor < F(0.0)) ? r + divisor : r;
}
IZHI_DEVICE float modulo(float x, float divisor) { return modulo_of(x, divisor); }
IZHI_DEVICE double modulo(double x, double divisor) { return modulo_of(x, divisor); }

// NumPy's minimum and maximum: the first if they are equal, NaN if either is.
IZHI_DEVICE float min(float x, float y) { return x <= y || is_nan(x) ? x : y; }
IZHI_DEVICE double min(double x, double y) { return x <= y || is_nan(x) ? x : y; }
IZHI_DEVICE float max(float x, float y) { return x >= y || is_nan(x) ? x : y; }
IZHI_DEVICE double max(double x, double y) { return x >= y || is_nan(x) ? x : y; }
IZHI_DEVICE float clip(float x, float low, float high) { return min(max(x, low), high); }
IZHI_DEVICE double clip(double x, double low, double high) { return min(max(x, low), high); }

template <typename T> IZHI_DEVICE T select(bool condition, T then, T otherwise) { return condition ? then : otherwise; }

// Integers, whose results wrap around.

IZHI_DEVICE i64 add(i64 x, i64 y) { return (i64)((u64)x + (u64)y); }
IZHI_DEVICE i64 subtract(i64 x, i64 y) { return (i64)((u64)x - (u64)y); }
IZHI_DEVICE i64 multiply(i64 x, i64 y) { return (i64)((u64)x * (u64)y); }
IZHI_DEVICE i64 negate(i64 x) { return (i64)(0 - (u64)x); }

// The remainder with the sign of the divisor, as Python's and NumPy's `%`; 0 for a divisor of 0.
IZHI_DEVICE i64 integer_modulo(i64 dividend, i64 divisor) {
    // That of -1 is 0, also where the quotient is no integer of 64 bits.
    if (divisor == 0 || divisor == -1) return 0;
    i64 r = dividend % divisor;
    return r != 0 && (r < 0) != (divisor < 0) ? r + divisor : r;
}

// The nearest number to an integer.
template <typename F> IZHI_DEVICE F number(i64 x) { return (F)x; }

// What stands before the point; the nearest integer of 64 bits where there is none, and 0 for NaN.
IZHI_DEVICE i64 integer(double x) {
    if (is_nan(x)) return 0;
    if (x >= 0x1p63) return 0x7fffffffffffffffll;
    if (x <= -0x1p63) return -0x7fffffffffffffffll - 1;
    return (i64)x;
}
IZHI_DEVICE i64 integer(float x) { return integer((double)x); }

}  // namespace izhi
