// The bits of numbers, and what IEEE 754 defines to the last one, as overloads for both widths.

namespace izhi {

IZHI_DEVICE u32 to_bits(float x) {
#ifdef __CUDACC__
    return __float_as_uint(x);
#else
    u32 bits;
    std::memcpy(&bits, &x, sizeof bits);
    return bits;
#endif
}

IZHI_DEVICE u64 to_bits(double x) {
#ifdef __CUDACC__
    return (u64)__double_as_longlong(x);
#else
    u64 bits;
    std::memcpy(&bits, &x, sizeof bits);
    return bits;
#endif
}

IZHI_DEVICE float from_bits(u32 bits) {
#ifdef __CUDACC__
    return __uint_as_float(bits);
#else
    float x;
    std::memcpy(&x, &bits, sizeof x);
    return x;
#endif
}

IZHI_DEVICE double from_bits(u64 bits) {
#ifdef __CUDACC__
    return __longlong_as_double((i64)bits);
#else
    double x;
    std::memcpy(&x, &bits, sizeof x);
    return x;
#endif
}

IZHI_DEVICE bool is_nan(float x) { return x != x; }
IZHI_DEVICE bool is_nan(double x) { return x != x; }

IZHI_DEVICE float abs(float x) { return from_bits(to_bits(x) & 0x7fffffffu); }
IZHI_DEVICE double abs(double x) { return from_bits(to_bits(x) & 0x7fffffffffffffffull); }

// The size of `x` with the sign of `sign`.
IZHI_DEVICE float copysign(float x, float sign) {
    return from_bits((to_bits(x) & 0x7fffffffu) | (to_bits(sign) & 0x80000000u));
}
IZHI_DEVICE double copysign(double x, double sign) {
    return from_bits((to_bits(x) & 0x7fffffffffffffffull) | (to_bits(sign) & 0x8000000000000000ull));
}

IZHI_DEVICE float sqrt(float x) { return ::sqrtf(x); }
IZHI_DEVICE double sqrt(double x) { return ::sqrt(x); }
IZHI_DEVICE float floor(float x) { return ::floorf(x); }
IZHI_DEVICE double floor(double x) { return ::floor(x); }
IZHI_DEVICE float ceil(float x) { return ::ceilf(x); }
IZHI_DEVICE double ceil(double x) { return ::ceil(x); }
// Halves away from zero.
IZHI_DEVICE float round(float x) { return ::roundf(x); }
IZHI_DEVICE double round(double x) { return ::round(x); }
// What a number type has besides its operations.
template <typename F> struct Format;

template <> struct Format<float> {
    typedef u32 Bits;
    // Binary digits behind the point, and what an exponent is kept with.
    static constexpr u32 MANTISSA = 23;
    static constexpr u32 BIAS = 127;
    static constexpr float SMALLEST_NORMAL = 1.1754943508222875e-38f;
    static constexpr float EPSILON = 1.1920928955078125e-7f;
    IZHI_DEVICE float infinity() { return from_bits(0x7f800000u); }
    IZHI_DEVICE float nan() { return from_bits(0x7fc00000u); }
};

template <> struct Format<double> {
    typedef u64 Bits;
    static constexpr u32 MANTISSA = 52;
    static constexpr u64 BIAS = 1023;
    static constexpr double SMALLEST_NORMAL = 2.2250738585072014e-308;
    static constexpr double EPSILON = 2.220446049250313e-16;
    IZHI_DEVICE double infinity() { return from_bits(0x7ff0000000000000ull); }
    IZHI_DEVICE double nan() { return from_bits(0x7ff8000000000000ull); }
};

// The remainder of the truncated division, which is exact: that of m 2^e by the other integer, as many binary digits at a
// time as 64 have room for. Not CUDA's, of which nothing can be tested here.
template <typename F> IZHI_DEVICE F remainder_of(F x, F divisor) {
    typedef typename Format<F>::Bits Bits;
    const u32 digits = Format<F>::MANTISSA, room = 63 - digits;
    const u64 leading = 1ull << digits;
    u64 ux = to_bits(abs(x)), uy = to_bits(abs(divisor));
    if (uy == 0 || is_nan(divisor) || !(abs(x) < Format<F>::infinity())) return Format<F>::nan();
    if (ux < uy) return x;
    i32 ex = (i32)(ux >> digits), ey = (i32)(uy >> digits);
    u64 mx = ex == 0 ? ux : (ux & (leading - 1)) | leading;
    u64 my = ey == 0 ? uy : (uy & (leading - 1)) | leading;
    // Subnormal numbers have the exponent of the smallest normal ones.
    ex = ex == 0 ? 1 : ex;
    ey = ey == 0 ? 1 : ey;
    u64 r = mx % my;
    for (i32 rest = ex - ey; rest > 0 && r != 0; rest -= room) {
        r = (r << (rest < (i32)room ? rest : (i32)room)) % my;
    }
    if (r == 0) return copysign(F(0.0), x);
    Bits number = to_bits((F)r);
    i32 above = ey - (i32)(Format<F>::BIAS + digits);
    bool is_normal = (i32)(number >> digits) + above >= 1;
    return copysign(from_bits(is_normal ? number + ((Bits)above << digits) : (Bits)(r << (ey - 1))), x);
}
IZHI_DEVICE float remainder(float x, float divisor) { return remainder_of(x, divisor); }
IZHI_DEVICE double remainder(double x, double divisor) { return remainder_of(x, divisor); }

}  // namespace izhi
