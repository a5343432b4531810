// Elementary functions as the `libm` crate of Rust computes them, version 0.2.16: the same operations in the same order.
//
// That crate is a port of musl's mathematics library, which has most of it from FreeBSD's msun:
//
//   Copyright (c) 1993, 2004 by Sun Microsystems, Inc. All rights reserved.
//
//   Developed at SunPro and SunSoft, Sun Microsystems, Inc. businesses.
//   Permission to use, copy, modify, and distribute this software is freely granted, provided that this notice is
//   preserved.
//
//   Conversions to float by Ian Lance Taylor, Cygnus Support; debugged and optimised by Bruce D. Evans.
//
// The rest is under the MIT licence:
//
//   Copyright (c) 2005-2020 Rich Felker, et al. (musl)
//   Copyright (c) 2018 Jorge Aparicio (libm)
//
//   Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
//   documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
//   rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
//   persons to whom the Software is furnished to do so, subject to the following conditions:
//
//   The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
//   Software.
//
//   THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
//   WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
//   COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
//   OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
//
// What those sources do only to raise floating-point exceptions is left out. How the methods work is said there.

namespace izhi {
namespace msun {

// The upper and lower halves of a double.
IZHI_DEVICE u32 high_word(double x) { return (u32)(to_bits(x) >> 32); }
IZHI_DEVICE u32 low_word(double x) { return (u32)to_bits(x); }
IZHI_DEVICE double with_high_word(double x, u32 high) {
    return from_bits((u64)high << 32 | (to_bits(x) & 0xffffffffull));
}
IZHI_DEVICE double without_low_word(double x) { return from_bits(to_bits(x) & 0xffffffff00000000ull); }

// `x` times 2 to the power of `n`.
IZHI_DEVICE double scaled(double x, i32 n) {
    const double largest = 0x1p1023;
    const double smallest = 0x1p-969;  // 2^-1022 2^53
    if (n > 1023) {
        x *= largest;
        n -= 1023;
        if (n > 1023) {
            x *= largest;
            n -= 1023;
            n = n > 1023 ? 1023 : n;
        }
    } else if (n < -1022) {
        x *= smallest;
        n += 1022 - 53;
        if (n < -1022) {
            x *= smallest;
            n += 1022 - 53;
            n = n < -1022 ? -1022 : n;
        }
    }
    return x * from_bits((u64)(1023 + n) << 52);
}

IZHI_DEVICE float scaled(float x, i32 n) {
    const float largest = 0x1p127f;
    const float smallest = 0x1p-102f;  // 2^-126 2^24
    if (n > 127) {
        x *= largest;
        n -= 127;
        if (n > 127) {
            x *= largest;
            n -= 127;
            n = n > 127 ? 127 : n;
        }
    } else if (n < -126) {
        x *= smallest;
        n += 126 - 24;
        if (n < -126) {
            x *= smallest;
            n += 126 - 24;
            n = n < -126 ? -126 : n;
        }
    }
    return x * from_bits((u32)(127 + n) << 23);
}

// Exponentials.

IZHI_DEVICE_CALLED double exp(double x) {
    const double LN2_HIGH = 6.93147180369123816490e-01, LN2_LOW = 1.90821492927058770002e-10;
    const double LN2_INVERSE = 1.44269504088896338700e+00;
    const double P1 = 1.66666666666666019037e-01, P2 = -2.77777777770155933842e-03, P3 = 6.61375632143793436117e-05,
                 P4 = -1.65339022054652515390e-06, P5 = 4.13813679705723846039e-08;
    u32 hx = high_word(x);
    i32 sign = (i32)(hx >> 31);
    hx &= 0x7fffffff;
    if (hx >= 0x4086232b) {  // |x| >= 708.39...
        if (is_nan(x)) return x;
        if (x > 709.782712893383973096) return x * 0x1p1023;
        if (x < -745.13321910194110842) return 0.0;
    }
    i32 k;
    double high, low;
    if (hx > 0x3fd62e42) {  // |x| > 0.5 ln 2
        k = hx >= 0x3ff0a2b2 ? (i32)(LN2_INVERSE * x + (sign ? -0.5 : 0.5)) : 1 - sign - sign;
        high = x - (double)k * LN2_HIGH;  // k LN2_HIGH is exact here
        low = (double)k * LN2_LOW;
        x = high - low;
    } else if (hx > 0x3e300000) {  // |x| > 2^-28
        k = 0;
        high = x;
        low = 0.0;
    } else {
        return 1.0 + x;
    }
    double xx = x * x;
    double c = x - xx * (P1 + xx * (P2 + xx * (P3 + xx * (P4 + xx * P5))));
    double y = 1.0 + (x * c / (2.0 - c) - low + high);
    return k == 0 ? y : scaled(y, k);
}

IZHI_DEVICE_CALLED float exp(float x) {
    const float LN2_HIGH = 6.9314575195e-01f, LN2_LOW = 1.4286067653e-06f, LN2_INVERSE = 1.4426950216e+00f;
    const float P1 = 1.6666625440e-1f, P2 = -2.7667332906e-3f;
    u32 hx = to_bits(x);
    i32 sign = (i32)(hx >> 31);
    hx &= 0x7fffffff;
    if (hx >= 0x42aeac50) {  // |x| >= 87.33655 or NaN
        if (hx > 0x7f800000) return x;
        if (hx >= 0x42b17218 && !sign) return x * 0x1p127f;
        if (sign && hx >= 0x42cff1b5) return 0.0f;                // x <= -103.972084
    }
    i32 k;
    float high, low;
    if (hx > 0x3eb17218) {  // |x| > 0.5 ln 2
        k = hx > 0x3f851592 ? (i32)(LN2_INVERSE * x + (sign ? -0.5f : 0.5f)) : 1 - sign - sign;
        float kf = (float)k;
        high = x - kf * LN2_HIGH;  // k LN2_HIGH is exact here
        low = kf * LN2_LOW;
        x = high - low;
    } else if (hx > 0x39000000) {  // |x| > 2^-14
        k = 0;
        high = x;
        low = 0.0f;
    } else {
        return 1.0f + x;
    }
    float xx = x * x;
    float c = x - xx * (P1 + xx * P2);
    float y = 1.0f + (x * c / (2.0f - c) - low + high);
    return k == 0 ? y : scaled(y, k);
}

IZHI_DEVICE_CALLED double expm1(double x) {
    const double LN2_HIGH = 6.93147180369123816490e-01, LN2_LOW = 1.90821492927058770002e-10;
    const double LN2_INVERSE = 1.44269504088896338700e+00;
    const double Q1 = -3.33333333333331316428e-02, Q2 = 1.58730158725481460165e-03, Q3 = -7.93650757867487942473e-05,
                 Q4 = 4.00821782732936239552e-06, Q5 = -2.01099218183624371326e-07;
    const double largest_power = 0x1p1023;
    u32 hx = high_word(x) & 0x7fffffff;
    bool sign = (high_word(x) >> 31) != 0;
    if (hx >= 0x4043687a) {  // |x| >= 56 ln 2
        if (is_nan(x)) return x;
        if (sign) return -1.0;
        if (x > 7.09782712893383973096e+02) return x * largest_power;
    }
    i32 k;
    double high, low, c;
    if (hx > 0x3fd62e42) {    // |x| > 0.5 ln 2
        if (hx < 0x3ff0a2b2) {  // |x| < 1.5 ln 2
            high = sign ? x + LN2_HIGH : x - LN2_HIGH;
            low = sign ? -LN2_LOW : LN2_LOW;
            k = sign ? -1 : 1;
        } else {
            k = (i32)(LN2_INVERSE * x + (sign ? -0.5 : 0.5));
            double t = (double)k;
            high = x - t * LN2_HIGH;  // t LN2_HIGH is exact here
            low = t * LN2_LOW;
        }
        x = high - low;
        c = (high - x) - low;
    } else if (hx < 0x3c900000) {  // |x| < 2^-54
        return x;
    } else {
        c = 0.0;
        k = 0;
    }
    double half = 0.5 * x;
    double square = x * half;
    double r1 = 1.0 + square * (Q1 + square * (Q2 + square * (Q3 + square * (Q4 + square * Q5))));
    double t = 3.0 - r1 * half;
    double e = square * ((r1 - t) / (6.0 - x * t));
    if (k == 0) return x - (x * e - square);  // c is 0
    e = x * (e - c) - c;
    e -= square;
    // e^x is about 2^k (reduced x - e + 1).
    if (k == -1) return 0.5 * (x - e) - 0.5;
    if (k == 1) return x < -0.25 ? -2.0 * (e - (x + 0.5)) : 1.0 + 2.0 * (x - e);
    double power = from_bits((u64)(0x3ff + k) << 52);
    if (k < 0 || k > 56) {  // suffice to return e^x - 1
        double y = x - e + 1.0;
        y = k == 1024 ? y * 2.0 * largest_power : y * power;
        return y - 1.0;
    }
    double inverse = from_bits((u64)(0x3ff - k) << 52);
    return k < 20 ? (x - e + (1.0 - inverse)) * power : (x - (e + inverse) + 1.0) * power;
}

IZHI_DEVICE_CALLED float expm1(float x) {
    const float LN2_HIGH = 6.9313812256e-01f, LN2_LOW = 9.0580006145e-06f, LN2_INVERSE = 1.4426950216e+00f;
    const float Q1 = -3.3333212137e-2f, Q2 = 1.5807170421e-3f;
    const float largest_power = 0x1p127f;
    u32 hx = to_bits(x);
    bool sign = (hx >> 31) != 0;
    hx &= 0x7fffffff;
    if (hx >= 0x4195b844) {  // |x| >= 27 ln 2
        if (hx > 0x7f800000) return x;
        if (sign) return -1.0f;
        if (hx > 0x42b17217) return x * largest_power;
    }
    i32 k;
    float high, low, c = 0.0f;
    if (hx > 0x3eb17218) {    // |x| > 0.5 ln 2
        if (hx < 0x3f851592) {  // |x| < 1.5 ln 2
            high = sign ? x + LN2_HIGH : x - LN2_HIGH;
            low = sign ? -LN2_LOW : LN2_LOW;
            k = sign ? -1 : 1;
        } else {
            k = (i32)(LN2_INVERSE * x + (sign ? -0.5f : 0.5f));
            float t = (float)k;
            high = x - t * LN2_HIGH;  // t LN2_HIGH is exact here
            low = t * LN2_LOW;
        }
        x = high - low;
        c = (high - x) - low;
    } else if (hx < 0x33000000) {  // |x| < 2^-25
        return x;
    } else {
        k = 0;
    }
    float half = 0.5f * x;
    float square = x * half;
    float r1 = 1.0f + square * (Q1 + square * Q2);
    float t = 3.0f - r1 * half;
    float e = square * ((r1 - t) / (6.0f - x * t));
    if (k == 0) return x - (x * e - square);  // c is 0
    e = x * (e - c) - c;
    e -= square;
    if (k == -1) return 0.5f * (x - e) - 0.5f;
    if (k == 1) return x < -0.25f ? -2.0f * (e - (x + 0.5f)) : 1.0f + 2.0f * (x - e);
    float power = from_bits((u32)(0x7f + k) << 23);
    if (k < 0 || k > 56) {  // suffice to return e^x - 1
        float y = x - e + 1.0f;
        y = k == 128 ? y * 2.0f * largest_power : y * power;
        return y - 1.0f;
    }
    float inverse = from_bits((u32)(0x7f - k) << 23);
    return k < 23 ? (x - e + (1.0f - inverse)) * power : (x - (e + inverse) + 1.0f) * power;
}

// e^x / 2 where e^x overflows: 2^(k - 1) e^(x - k ln 2), where k is odd, and the square of the scale overflows.
IZHI_DEVICE double half_exp(double x) {
    const double K_LN2 = from_bits(0x40962066151add8bull);
    double scale = from_bits((u64)(0x3ff + 2043 / 2) << 52);
    return exp(x - K_LN2) * scale * scale;
}

IZHI_DEVICE float half_exp(float x) {
    const float K_LN2 = from_bits(0x4322e3bcu);
    float scale = from_bits((u32)(0x7f + 235 / 2) << 23);
    return exp(x - K_LN2) * scale * scale;
}

IZHI_DEVICE double sinh(double x) {
    double h = to_bits(x) >> 63 ? -0.5 : 0.5;
    double size = abs(x);
    u32 w = high_word(size);
    if (w < 0x40862e42) {  // |x| < ln of the largest number
        double t = expm1(size);
        if (w < 0x3ff00000) {
            if (w < 0x3ff00000 - (26 << 20)) return x;
            return h * (2.0 * t - t * t / (t + 1.0));
        }
        return h * (t + t / (t + 1.0));
    }
    return 2.0 * h * half_exp(size);
}

IZHI_DEVICE float sinh(float x) {
    float h = to_bits(x) >> 31 ? -0.5f : 0.5f;
    float size = abs(x);
    u32 w = to_bits(size);
    if (w < 0x42b17217) {  // |x| < ln of the largest number
        float t = expm1(size);
        if (w < 0x3f800000) {
            if (w < 0x3f800000 - (12 << 23)) return x;
            return h * (2.0f * t - t * t / (t + 1.0f));
        }
        return h * (t + t / (t + 1.0f));
    }
    return 2.0f * h * half_exp(size);
}

IZHI_DEVICE double cosh(double x) {
    x = abs(x);
    u32 w = high_word(x);
    if (w < 0x3fe62e42) {  // |x| < ln 2
        if (w < 0x3ff00000 - (26 << 20)) return 1.0;
        double t = expm1(x);
        return 1.0 + t * t / (2.0 * (1.0 + t));
    }
    if (w < 0x40862e42) {  // |x| < ln of the largest number
        double t = exp(x);
        return 0.5 * (t + 1.0 / t);
    }
    return half_exp(x);
}

IZHI_DEVICE float cosh(float x) {
    x = abs(x);
    u32 w = to_bits(x);
    if (w < 0x3f317217) {  // |x| < ln 2
        if (w < 0x3f800000 - (12 << 23)) return 1.0f;
        float t = expm1(x);
        return 1.0f + t * t / (2.0f * (1.0f + t));
    }
    if (w < 0x42b17217) {  // |x| < ln of the largest number
        float t = exp(x);
        return 0.5f * (t + 1.0f / t);
    }
    return half_exp(x);
}

// Logarithms.

// For 1 + f between sqrt(1/2) and sqrt(2): s (f²/2 + R), without which ln(1 + f) is f - f²/2.
IZHI_DEVICE double ln_rest(double f, double half_square) {
    const double LG1 = 6.666666666666735130e-01, LG2 = 3.999999999940941908e-01, LG3 = 2.857142874366239149e-01,
                 LG4 = 2.222219843214978396e-01, LG5 = 1.818357216161805012e-01, LG6 = 1.531383769920937332e-01,
                 LG7 = 1.479819860511658591e-01;
    double s = f / (2.0 + f);
    double z = s * s;
    double w = z * z;
    double t1 = w * (LG2 + w * (LG4 + w * LG6));
    double t2 = z * (LG1 + w * (LG3 + w * (LG5 + w * LG7)));
    return s * (half_square + (t2 + t1));
}

// A positive x as 2^exponent (1 + f), and ln(1 + f) in two parts.
struct Logarithm {
    double exponent, high, low;
};

// Whether the logarithm of x is not of that kind; `x` becomes it.
IZHI_DEVICE bool is_ln_special(double &x) {
    u32 hx = high_word(x);
    if (x == 0.0) {
        x = -Format<double>::infinity();
    } else if (hx >> 31) {
        x = Format<double>::nan();
    } else if (hx < 0x7ff00000) {
        if (x != 1.0) return false;
        x = 0.0;
    }
    return true;
}

IZHI_DEVICE Logarithm logarithm(double x) {
    u32 hx = high_word(x);
    i32 k = 0;
    if (hx < 0x00100000) {  // subnormal
        k -= 54;
        x *= 0x1p54;
        hx = high_word(x);
    }
    hx += 0x3ff00000 - 0x3fe6a09e;
    k += (i32)(hx >> 20) - 0x3ff;
    double f = with_high_word(x, (hx & 0x000fffff) + 0x3fe6a09e) - 1.0;
    double half_square = 0.5 * f * f;
    double high = without_low_word(f - half_square);
    double low = f - high - half_square + ln_rest(f, half_square);
    return {(double)k, high, low};
}

IZHI_DEVICE_CALLED double log2(double x) {
    const double LN2_INVERSE_HIGH = 1.44269504072144627571e+00, LN2_INVERSE_LOW = 1.67517131648865118353e-10;
    if (is_ln_special(x)) return x;
    Logarithm ln = logarithm(x);
    double high = ln.high * LN2_INVERSE_HIGH;
    double low = (ln.low + ln.high) * LN2_INVERSE_LOW + ln.low * LN2_INVERSE_HIGH;
    double w = ln.exponent + high;
    low += (ln.exponent - w) + high;
    return low + w;
}

IZHI_DEVICE_CALLED double log10(double x) {
    const double LN10_INVERSE_HIGH = 4.34294481878168880939e-01, LN10_INVERSE_LOW = 2.50829467116452752298e-11;
    const double LOG10_2_HIGH = 3.01029995663611771306e-01, LOG10_2_LOW = 3.69423907715893078616e-13;
    if (is_ln_special(x)) return x;
    Logarithm ln = logarithm(x);
    double high = ln.high * LN10_INVERSE_HIGH;
    double y = ln.exponent * LOG10_2_HIGH;
    double low = ln.exponent * LOG10_2_LOW + (ln.low + ln.high) * LN10_INVERSE_LOW + ln.low * LN10_INVERSE_HIGH;
    double w = y + high;
    low += (y - w) + high;
    return low + w;
}

IZHI_DEVICE_CALLED double log1p(double x) {
    const double LN2_HIGH = 6.93147180369123816490e-01, LN2_LOW = 1.90821492927058770002e-10;
    u32 hx = high_word(x);
    i32 k = 1;
    double f = 0.0, c = 0.0;
    if (hx < 0x3fda827a || hx >> 31) {  // 1 + x < sqrt(2)
        if (hx >= 0xbff00000) return x == -1.0 ? -Format<double>::infinity() : Format<double>::nan();
        if (hx << 1 < 0x3ca00000u << 1) return x;  // |x| < 2^-53
        if (hx <= 0xbfd2bec4) {                    // sqrt(2) / 2 <= 1 + x
            k = 0;
            f = x;
        }
    } else if (hx >= 0x7ff00000) {
        return x;
    }
    if (k > 0) {
        double u = 1.0 + x;
        u32 hu = high_word(u) + (0x3ff00000 - 0x3fe6a09e);
        k = (i32)(hu >> 20) - 0x3ff;
        // About log(1 + x) - log(u), without underflow.
        c = k >= 54 ? 0.0 : (k >= 2 ? 1.0 - (u - x) : x - (u - 1.0)) / u;
        f = with_high_word(u, (hu & 0x000fffff) + 0x3fe6a09e) - 1.0;
    }
    double half_square = 0.5 * f * f;
    double dk = (double)k;
    return ln_rest(f, half_square) + (dk * LN2_LOW + c) - half_square + f + dk * LN2_HIGH;
}

// Powers.

// 0 where y is not an integer, 1 where it is odd, and 2 where it is even.
IZHI_DEVICE i32 parity(double y) {
    i32 iy = (i32)high_word(y) & 0x7fffffff;
    u32 ly = low_word(y);
    if (iy >= 0x43400000) return 2;
    if (iy < 0x3ff00000) return 0;
    i32 k = (iy >> 20) - 0x3ff;
    if (k > 20) {
        u32 j = ly >> (52 - k);
        return j << (52 - k) == ly ? 2 - (i32)(j & 1) : 0;
    }
    if (ly != 0) return 0;
    i32 j = iy >> (20 - k);
    return j << (20 - k) == iy ? 2 - (j & 1) : 0;
}

// A number in two parts.
struct Pair {
    double high, low;
};

// log2 of x > 0, whose difference from 1 is at most 2^-20.
IZHI_DEVICE Pair log2_near_one(double x) {
    const double LN2_INVERSE = 1.44269504088896338700e+00;
    const double LN2_INVERSE_HIGH = 1.44269502162933349609e+00, LN2_INVERSE_LOW = 1.92596299112661746887e-08;
    double t = x - 1.0;
    double w = (t * t) * (0.5 - t * (0.3333333333333333333333 - t * 0.25));
    double u = LN2_INVERSE_HIGH * t;
    double v = t * LN2_INVERSE_LOW - w * LN2_INVERSE;
    double high = without_low_word(u + v);
    return {high, v - (high - u)};
}

// log2 of x > 0.
IZHI_DEVICE Pair log2_pair(double x) {
    const double L1 = 5.99999999999994648725e-01, L2 = 4.28571428578550184252e-01, L3 = 3.33333329818377432918e-01,
                 L4 = 2.72728123808534006489e-01, L5 = 2.30660745775561754067e-01, L6 = 2.06975017800338417784e-01;
    // 2 / (3 ln 2)
    const double CP = 9.61796693925975554329e-01, CP_HIGH = 9.61796700954437255859e-01,
                 CP_LOW = -7.02846165095275826516e-09;
    i32 ix = (i32)high_word(x);
    i32 n = 0;
    if (ix < 0x00100000) {  // subnormal
        x *= 0x1p53;
        n -= 53;
        ix = (i32)high_word(x);
    }
    n += (ix >> 20) - 0x3ff;
    i32 j = ix & 0x000fffff;
    ix = j | 0x3ff00000;
    // Between sqrt(3 / 2) and sqrt(3) it is compared with 3 / 2.
    i32 k = j > 0x3988e && j < 0xbb67a ? 1 : 0;
    if (j >= 0xbb67a) {
        n += 1;
        ix -= 0x00100000;
    }
    double base = k ? 1.5 : 1.0;
    double base_log2_high = k ? 5.84962487220764160156e-01 : 0.0;
    double base_log2_low = k ? 1.35003920212974897128e-08 : 0.0;
    x = with_high_word(x, (u32)ix);

    // s = (x - base) / (x + base)
    double u = x - base;
    double v = 1.0 / (x + base);
    double s = u * v;
    double s_high = without_low_word(s);
    double t_high = from_bits((u64)((((u32)ix >> 1) | 0x20000000) + 0x00080000 + ((u32)k << 18)) << 32);
    double t_low = x - (t_high - base);
    double s_low = v * ((u - s_high * t_high) - s_high * t_low);

    double s2 = s * s;
    double r = s2 * s2 * (L1 + s2 * (L2 + s2 * (L3 + s2 * (L4 + s2 * (L5 + s2 * L6)))));
    r += s_low * (s_high + s);
    s2 = s_high * s_high;
    t_high = without_low_word(3.0 + s2 + r);
    t_low = r - ((t_high - 3.0) - s2);

    u = s_high * t_high;
    v = s_low * t_high + t_low * s;
    double p_high = without_low_word(u + v);
    double p_low = v - (p_high - u);
    double z_high = CP_HIGH * p_high;
    double z_low = CP_LOW * p_high + p_low * CP + base_log2_low;
    double t = (double)n;
    double high = without_low_word(((z_high + z_low) + base_log2_high) + t);
    return {high, z_low - (((high - t) - base_log2_high) - z_high)};
}

// `sign` times 2 to the power of high + low.
IZHI_DEVICE double power_of_two(double high, double low, double sign) {
    const double P1 = 1.66666666666666019037e-01, P2 = -2.77777777770155933842e-03, P3 = 6.61375632143793436117e-05,
                 P4 = -1.65339022054652515390e-06, P5 = 4.13813679705723846039e-08;
    const double LN2 = 6.93147180559945286227e-01, LN2_HIGH = 6.93147182464599609375e-01,
                 LN2_LOW = -1.90465429995776804525e-09;
    const double OVERFLOW_REST = 8.0085662595372944372e-017;  // -(1024 - log2 of what overflows)
    const double HUGE_NUMBER = 1.0e300, TINY_NUMBER = 1.0e-300;
    double z = low + high;
    i32 j = (i32)high_word(z);
    i32 lower = (i32)low_word(z);
    if (j >= 0x40900000) {  // z >= 1024
        if (((j - 0x40900000) | lower) != 0 || low + OVERFLOW_REST > z - high) return sign * HUGE_NUMBER * HUGE_NUMBER;
    } else if ((j & 0x7fffffff) >= 0x4090cc00) {  // z <= -1075
        if ((((u32)j - 0xc090cc00u) | (u32)lower) != 0 || low <= z - high) return sign * TINY_NUMBER * TINY_NUMBER;
    }
    i32 i = j & 0x7fffffff;
    i32 k = (i >> 20) - 0x3ff;
    i32 n = 0;
    if (i > 0x3fe00000) {  // |z| > 0.5: n is the nearest integer
        n = j + (0x00100000 >> (k + 1));
        k = ((n & 0x7fffffff) >> 20) - 0x3ff;
        double t = from_bits((u64)(u32)(n & ~(0x000fffff >> k)) << 32);
        n = ((n & 0x000fffff) | 0x00100000) >> (20 - k);
        n = j < 0 ? -n : n;
        high -= t;
    }
    double t = without_low_word(low + high);
    double u = t * LN2_HIGH;
    double v = (low - (t - high)) * LN2 + t * LN2_LOW;
    z = u + v;
    double w = v - (z - u);
    t = z * z;
    double t1 = z - t * (P1 + t * (P2 + t * (P3 + t * (P4 + t * P5))));
    double r = (z * t1) / (t1 - 2.0) - (w + z * w);
    z = 1.0 - (r - z);
    j = (i32)(high_word(z) + ((u32)n << 20));
    z = j >> 20 <= 0 ? scaled(z, n) : with_high_word(z, (u32)j);
    return sign * z;
}

// Of an infinite exponent.
IZHI_DEVICE double pow_infinite(double x, double y) {
    double size = abs(x);
    if (size == 1.0) return 1.0;
    if (size > 1.0) return y > 0.0 ? y : 0.0;
    return y > 0.0 ? 0.0 : -y;
}

// Of a base that is 0, infinite or -1.
IZHI_DEVICE double pow_special(double x, double y) {
    double z = abs(x);
    if (y < 0.0) z = 1.0 / z;
    if (to_bits(x) >> 63) {
        i32 kind = parity(y);
        if (z == 1.0 && kind == 0) return (z - z) / (z - z);
        if (kind == 1) z = -z;
    }
    return z;
}

IZHI_DEVICE_CALLED double pow(double x, double y) {
    const double HUGE_NUMBER = 1.0e300, TINY_NUMBER = 1.0e-300;
    if (y == 0.0 || x == 1.0) return 1.0;
    if (is_nan(x) || is_nan(y)) return x + y;
    double size = abs(x);
    bool is_negative = to_bits(x) >> 63;
    if (abs(y) == Format<double>::infinity()) return pow_infinite(x, y);
    if (y == 1.0) return x;
    if (y == -1.0) return 1.0 / x;
    if (y == 2.0) return x * x;
    if (y == 0.5 && !is_negative) return sqrt(x);
    if (size == Format<double>::infinity() || size == 0.0 || size == 1.0) return pow_special(x, y);

    double sign = 1.0;
    if (is_negative) {
        i32 kind = parity(y);
        if (kind == 0) return (x - x) / (x - x);
        if (kind == 1) sign = -1.0;
    }
    i32 ix = (i32)high_word(size);
    i32 iy = (i32)high_word(y) & 0x7fffffff;
    Pair logarithm;
    if (iy > 0x41e00000) {    // |y| > 2^31
        bool grows = (ix > 0x3fefffff) == (y > 0.0);
        if (iy > 0x43f00000) return grows ? HUGE_NUMBER * HUGE_NUMBER : TINY_NUMBER * TINY_NUMBER;  // |y| > 2^64
        if (ix < 0x3fefffff || ix > 0x3ff00000) {
            return grows ? sign * HUGE_NUMBER * HUGE_NUMBER : sign * TINY_NUMBER * TINY_NUMBER;
        }
        logarithm = log2_near_one(size);
    } else {
        logarithm = log2_pair(size);
    }
    double y_high = without_low_word(y);
    double low = (y - y_high) * logarithm.high + y * logarithm.low;
    return power_of_two(y_high * logarithm.high, low, sign);
}

IZHI_DEVICE Pair squared(double x) {
    double c = x * 134217729.0;  // 2^27 + 1
    double upper = x - c + c;
    double lower = x - upper;
    double high = x * x;
    return {high, upper * upper - high + 2.0 * upper * lower + lower * lower};
}

IZHI_DEVICE double hypot(double x, double y) {
    const double large = 0x1p700;
    const double small = 0x1p-700;
    u64 first = to_bits(abs(x)), second = to_bits(abs(y));
    x = from_bits(first < second ? second : first);
    y = from_bits(first < second ? first : second);
    i32 ex = (i32)(to_bits(x) >> 52), ey = (i32)(to_bits(y) >> 52);
    if (ey == 0x7ff) return y;
    if (ex == 0x7ff || to_bits(y) == 0) return x;
    if (ex - ey > 64) return x + y;
    double z = 1.0;
    if (ex > 0x3ff + 510) {
        z = large;
        x *= small;
        y *= small;
    } else if (ey < 0x3ff - 450) {
        z = small;
        x *= large;
        y *= large;
    }
    Pair xx = squared(x), yy = squared(y);
    return z * sqrt(yy.low + xx.low + yy.high + xx.high);
}

IZHI_DEVICE float hypot(float x, float y) {
    const float large = 0x1p90f;
    const float small = 0x1p-90f;
    u32 first = to_bits(abs(x)), second = to_bits(abs(y));
    u32 ux = first < second ? second : first, uy = first < second ? first : second;
    x = from_bits(ux);
    y = from_bits(uy);
    if (uy == 0xffu << 23) return y;
    if (ux >= 0xffu << 23 || uy == 0 || ux - uy >= 25u << 23) return x + y;
    float z = 1.0f;
    if (ux >= (0x7fu + 60) << 23) {
        z = large;
        x *= small;
        y *= small;
    } else if (uy < (0x7fu - 60) << 23) {
        z = small;
        x *= large;
        y *= large;
    }
    return z * sqrt((float)((double)x * (double)x + (double)y * (double)y));
}

// Angles.

// What is left of an angle by multiples of pi/2, in two parts, and their number modulo 8.
struct Angle {
    i32 quadrant;
    double high, low;
};

// 2 / pi after the point, 24 bits at a time.
IZHI_CONSTANT i32 TWO_BY_PI[66] = {
    0xa2f983, 0x6e4e44, 0x1529fc, 0x2757d1, 0xf534dd, 0xc0db62, 0x95993c, 0x439041, 0xfe5163, 0xabdebb, 0xc561b7, 0x246e3a,
    0x424dd2, 0xe00649, 0x2eea09, 0xd1921c, 0xfe1deb, 0x1cb129, 0xa73ee8, 0x8235f5, 0x2ebb44, 0x84e99c, 0x7026b4, 0x5f7e41,
    0x3991d6, 0x398353, 0x39f49c, 0x845f8b, 0xbdf928, 0x3b1ff8, 0x97ffde, 0x05980f, 0xef2f11, 0x8b5a0a, 0x6d1f6d, 0x367ecf,
    0x27cb09, 0xb74f46, 0x3f669e, 0x5fea2d, 0x7527ba, 0xc7ebe5, 0xf17b3d, 0x0739f7, 0x8a5292, 0xea6bfb, 0x5fb11f, 0x8d5d08,
    0x560330, 0x46fc7b, 0x6babf0, 0xcfbc20, 0x9af436, 0x1da9e3, 0x91615e, 0xe61b08, 0x659985, 0x5f14a0, 0x68408d, 0xffd880,
    0x4d7327, 0x310606, 0x1556ca, 0x73a8c9, 0x60e27b, 0xc08c6b,
};

// pi / 2, 24 bits at a time.
IZHI_CONSTANT double HALF_PI[8] = {
    1.57079625129699707031e+00, 7.54978941586159635335e-08, 5.39030252995776476554e-15, 3.28200341580791294123e-22,
    1.27065575308067607349e-29, 1.22933308981111328932e-36, 2.73370053816464559624e-44, 2.16741683877804819444e-51,
};

// The product of an angle and 2 / pi, 24 bits at a time: what `reduce_large` works on.
struct Product {
    double f[20], q[20];
    i32 iq[20];
};

// Element `i` of the product of the angle's `jx + 1` parts.
IZHI_DEVICE void multiply(Product &product, const double *x, i32 jx, i32 i) {
    double sum = 0.0;
    for (i32 j = 0; j <= jx; ++j) sum += x[j] * product.f[jx + i - j];
    product.q[i] = sum;
}

// Makes integers of 24 bits of the elements up to `jz`, and gives what is above them.
IZHI_DEVICE double distill(Product &product, i32 jz) {
    double z = product.q[jz];
    for (i32 i = 0, j = jz; j > 0; ++i, --j) {
        double fw = (double)(i32)(0x1p-24 * z);
        product.iq[i] = (i32)(z - 0x1p24 * fw);
        z = product.q[j - 1] + fw;
    }
    return z;
}

// Puts 1 - q in the place of q, and says whether that borrows from what is above.
IZHI_DEVICE bool complement(i32 *iq, i32 jz, i32 q0) {
    bool borrows = false;
    for (i32 i = 0; i < jz; ++i) {
        i32 j = iq[i];
        if (borrows) {
            iq[i] = 0xffffff - j;
        } else if (j != 0) {
            borrows = true;
            iq[i] = 0x1000000 - j;
        }
    }
    if (q0 == 1) iq[jz - 1] &= 0x7fffff;
    if (q0 == 2) iq[jz - 1] &= 0x3fffff;
    return borrows;
}

// How many more elements are needed, where all from `jk` to `jz - 1` are zero; none otherwise.
IZHI_DEVICE i32 missing(const i32 *iq, i32 jk, i32 jz) {
    for (i32 i = jz - 1; i >= jk; --i) {
        if (iq[i] != 0) return 0;
    }
    i32 k = 1;
    while (iq[jk - k] == 0) ++k;
    return k;
}

// The sum of what is left times pi / 2, of which `jz + 1` elements are to be looked at.
IZHI_DEVICE void times_half_pi(Product &product, i32 jz, i32 jp, i32 q0, bool is_negative, Angle &angle) {
    double fw = scaled(1.0, q0);
    for (i32 i = jz; i >= 0; --i) {
        product.q[i] = fw * (double)product.iq[i];
        fw *= 0x1p-24;
    }
    double *sums = product.f;
    for (i32 i = jz; i >= 0; --i) {
        fw = 0.0;
        for (i32 k = 0; k <= jp && k <= jz - i; ++k) fw += HALF_PI[k] * product.q[i + k];
        sums[jz - i] = fw;
    }
    fw = 0.0;
    for (i32 i = jz; i >= 0; --i) fw += sums[i];
    angle.high = is_negative ? -fw : fw;
    fw = sums[0] - fw;
    for (i32 i = 1; i <= jz; ++i) fw += sums[i];
    angle.low = is_negative ? -fw : fw;
}

// Of the large angle whose `nx` parts of 24 bits are in `x`, the first of them times 2^e0: with 3 elements more than those of
// its own for a float, 4 for a double.
IZHI_DEVICE_CALLED Angle reduce_large(const double *x, i32 nx, i32 e0, i32 jk) {
    Product product;
    i32 jx = nx - 1;
    i32 jv = (e0 - 3) / 24;
    jv = jv < 0 ? 0 : jv;
    i32 q0 = e0 - 24 * (jv + 1);
    for (i32 i = 0, j = jv - jx; i <= jx + jk; ++i, ++j) product.f[i] = j < 0 ? 0.0 : (double)TWO_BY_PI[j];
    for (i32 i = 0; i <= jk; ++i) multiply(product, x, jx, i);

    i32 *iq = product.iq;
    i32 jz = jk, n, upper;
    double z;
    for (;;) {
        z = scaled(distill(product, jz), q0);
        z -= 8.0 * floor(z * 0.125);
        n = (i32)z;
        z -= (double)n;
        upper = 0;
        if (q0 > 0) {
            i32 i = iq[jz - 1] >> (24 - q0);
            n += i;
            iq[jz - 1] -= i << (24 - q0);
            upper = iq[jz - 1] >> (23 - q0);
        } else if (q0 == 0) {
            upper = iq[jz - 1] >> 23;
        } else if (z >= 0.5) {
            upper = 2;
        }
        if (upper > 0) {  // q > 0.5
            n += 1;
            bool borrows = complement(iq, jz, q0);
            if (upper == 2) {
                z = 1.0 - z;
                if (borrows) z -= scaled(1.0, q0);
            }
        }
        i32 more = z == 0.0 ? missing(iq, jk, jz) : 0;
        if (more == 0) break;
        for (i32 i = jz + 1; i <= jz + more; ++i) {
            product.f[jx + i] = (double)TWO_BY_PI[jv + i];
            multiply(product, x, jx, i);
        }
        jz += more;
    }

    if (z == 0.0) {  // without the elements that are zero
        do {
            jz -= 1;
            q0 -= 24;
        } while (iq[jz] == 0);
    } else {
        z = scaled(z, -q0);
        if (z >= 0x1p24) {
            double fw = (double)(i32)(0x1p-24 * z);
            iq[jz] = (i32)(z - 0x1p24 * fw);
            jz += 1;
            q0 += 24;
            iq[jz] = (i32)fw;
        } else {
            iq[jz] = (i32)z;
        }
    }
    Angle angle;
    times_half_pi(product, jz, jk, q0, upper != 0, angle);
    angle.quadrant = n & 7;
    return angle;
}

// By a multiple of pi / 2 in 33, 66 and 99 bits more, as many as are needed.
IZHI_DEVICE Angle reduce_medium(double x) {
    const double INVERSE = 6.36619772367581382433e-01;
    const double FIRST = 1.57079632673412561417e+00, FIRST_REST = 6.07710050650619224932e-11;
    const double SECOND = 6.07710050630396597660e-11, SECOND_REST = 2.02226624879595063154e-21;
    const double THIRD = 2.02226624871116645580e-21, THIRD_REST = 8.47842766036889956997e-32;
    const double TO_INTEGER = 0x1.8p52;
    double fn = (x * INVERSE + TO_INTEGER) - TO_INTEGER;
    double r = x - fn * FIRST;
    double w = fn * FIRST_REST;
    double y0 = r - w;
    i32 ex = (i32)(high_word(x) >> 20) & 0x7ff;
    if (ex - ((i32)(high_word(y0) >> 20) & 0x7ff) > 16) {
        double t = r;
        w = fn * SECOND;
        r = t - w;
        w = fn * SECOND_REST - ((t - r) - w);
        y0 = r - w;
        if (ex - ((i32)(high_word(y0) >> 20) & 0x7ff) > 49) {
            t = r;
            w = fn * THIRD;
            r = t - w;
            w = fn * THIRD_REST - ((t - r) - w);
            y0 = r - w;
        }
    }
    return {(i32)fn, y0, (r - y0) - w};
}

// By so many times pi / 2, in 33 bits and the rest of it.
IZHI_DEVICE Angle reduce_by(double x, i32 count) {
    const double FIRST = 1.57079632673412561417e+00, FIRST_REST = 6.07710050650619224932e-11;
    double z = x - (double)count * FIRST;
    double y0 = z - (double)count * FIRST_REST;
    return {count, y0, (z - y0) - (double)count * FIRST_REST};
}

IZHI_DEVICE Angle reduce(double x) {
    u32 ix = high_word(x) & 0x7fffffff;
    bool is_negative = to_bits(x) >> 63;
    if (ix <= 0x401c463b) {  // |x| <= 9 pi / 4
        // Beside a multiple of pi / 2 the digits cancel out.
        bool cancels = ix <= 0x400f6a7a ? (ix & 0xfffff) == 0x921fb : ix == 0x4012d97c || ix == 0x401921fb;
        if (!cancels) {
            i32 count = ix <= 0x4002d97c ? 1 : ix <= 0x400f6a7a ? 2 : ix <= 0x4015fdbc ? 3 : 4;
            return reduce_by(x, is_negative ? -count : count);
        }
    }
    if (ix < 0x413921fb) return reduce_medium(x);  // |x| < 2^20 pi / 2
    if (ix >= 0x7ff00000) return {0, x - x, x - x};
    double parts[3];
    double z = from_bits((to_bits(x) & 0x000fffffffffffffull) | (u64)(0x3ff + 23) << 52);
    for (i32 i = 0; i < 2; ++i) {
        parts[i] = (double)(i32)z;
        z = (z - parts[i]) * 0x1p24;
    }
    parts[2] = z;
    i32 last = 2;
    while (last != 0 && parts[last] == 0.0) --last;
    Angle angle = reduce_large(parts, last + 1, (i32)(ix >> 20) - (0x3ff + 23), 4);
    return is_negative ? Angle{-angle.quadrant, -angle.high, -angle.low} : angle;
}

IZHI_DEVICE Angle reduce(float x) {
    const double INVERSE = 6.36619772367581382433e-01;
    const double FIRST = 1.57079631090164184570e+00, FIRST_REST = 1.58932547735281966916e-08;
    const double TO_INTEGER = 0x1.8p52;
    double wide = (double)x;
    u32 ix = to_bits(x) & 0x7fffffff;
    if (ix < 0x4dc90fdb) {  // |x| < 2^28 pi / 2
        double fn = (wide * INVERSE + TO_INTEGER) - TO_INTEGER;
        return {(i32)fn, wide - fn * FIRST - fn * FIRST_REST, 0.0};
    }
    if (ix >= 0x7f800000) return {0, wide - wide, 0.0};
    i32 e0 = (i32)(ix >> 23) - (0x7f + 23);
    double part = (double)from_bits(ix - ((u32)e0 << 23));
    Angle angle = reduce_large(&part, 1, e0, 3);
    return to_bits(x) >> 31 ? Angle{-angle.quadrant, -angle.high, 0.0} : angle;
}

// The sine of x + y, where |x| <= pi / 4 and y is much less, and none where it is not `has_rest`.
IZHI_DEVICE double sin_octant(double x, double y, bool has_rest) {
    const double S1 = -1.66666666666666324348e-01, S2 = 8.33333333332248946124e-03, S3 = -1.98412698298579493134e-04,
                 S4 = 2.75573137070700676789e-06, S5 = -2.50507602534068634195e-08, S6 = 1.58969099521155010221e-10;
    double z = x * x;
    double w = z * z;
    double r = S2 + z * (S3 + z * S4) + z * w * (S5 + z * S6);
    double v = z * x;
    if (!has_rest) return x + v * (S1 + z * r);
    return x - ((z * (0.5 * y - v * r) - y) - v * S1);
}

IZHI_DEVICE double cos_octant(double x, double y) {
    const double C1 = 4.16666666666666019037e-02, C2 = -1.38888888888741095749e-03, C3 = 2.48015872894767294178e-05,
                 C4 = -2.75573143513906633035e-07, C5 = 2.08757232129817482790e-09, C6 = -1.13596475577881948265e-11;
    double z = x * x;
    double w = z * z;
    double r = z * (C1 + z * (C2 + z * C3)) + w * w * (C4 + z * (C5 + z * C6));
    double half = 0.5 * z;
    w = 1.0 - half;
    return w + (((1.0 - w) - half) + (z * r - x * y));
}

// The tangent of x + y, or where it is `odd` what it is a quarter turn later.
IZHI_DEVICE_CALLED double tan_octant(double x, double y, bool odd) {
    const double T0 = 3.33333333333334091986e-01, T1 = 1.33333333333201242699e-01, T2 = 5.39682539762260521377e-02,
                 T3 = 2.18694882948595424599e-02, T4 = 8.86323982359930005737e-03, T5 = 3.59207910759131235356e-03,
                 T6 = 1.45620945432529025516e-03, T7 = 5.88041240820264096874e-04, T8 = 2.46463134818469906812e-04,
                 T9 = 7.81794442939557092300e-05, T10 = 7.14072491382608190305e-05, T11 = -1.85586374855275456654e-05,
                 T12 = 2.59073051863633712884e-05;
    const double QUARTER_PI = 7.85398163397448278999e-01, QUARTER_PI_LOW = 3.06161699786838301793e-17;
    bool is_negative = to_bits(x) >> 63;
    bool is_large = (high_word(x) & 0x7fffffff) >= 0x3fe59428;  // |x| >= 0.6744
    if (is_large) {
        if (is_negative) {
            x = -x;
            y = -y;
        }
        x = (QUARTER_PI - x) + (QUARTER_PI_LOW - y);
        y = 0.0;
    }
    double z = x * x;
    double w = z * z;
    double r = T1 + w * (T3 + w * (T5 + w * (T7 + w * (T9 + w * T11))));
    double v = z * (T2 + w * (T4 + w * (T6 + w * (T8 + w * (T10 + w * T12)))));
    double s = z * x;
    r = y + z * (s * (r + v) + y) + s * T0;
    w = x + r;
    if (is_large) {
        s = odd ? -1.0 : 1.0;
        v = s - 2.0 * (x + (r - w * w / (w + s)));
        return is_negative ? -v : v;
    }
    if (!odd) return w;
    // -1 / (x + r) is up to 2 ulp off.
    double w0 = without_low_word(w);
    v = r - (w0 - x);
    double a = -1.0 / w;
    double a0 = without_low_word(a);
    return a0 + a * (1.0 + a0 * w0 + a0 * v);
}

IZHI_DEVICE float sin_octant(double x) {
    const double S1 = -0.166666666416265235595, S2 = 0.0083333293858894631756, S3 = -0.000198393348360966317347,
                 S4 = 0.0000027183114939898219064;
    double z = x * x;
    double w = z * z;
    double r = S3 + z * S4;
    double s = z * x;
    return (float)((x + s * (S1 + z * S2)) + s * w * r);
}

IZHI_DEVICE float cos_octant(double x) {
    const double C0 = -0.499999997251031003120, C1 = 0.0416666233237390631894, C2 = -0.00138867637746099294692,
                 C3 = 0.0000243904487962774090654;
    double z = x * x;
    double w = z * z;
    double r = C2 + z * C3;
    return (float)(((1.0 + z * C0) + w * C1) + (w * z) * r);
}

IZHI_DEVICE float tan_octant(double x, bool odd) {
    const double T0 = 0.333331395030791399758, T1 = 0.133392002712976742718, T2 = 0.0533812378445670393523,
                 T3 = 0.0245283181166547278873, T4 = 0.00297435743359967304927, T5 = 0.00946564784943673166728;
    double z = x * x;
    double r = T4 + z * T5;
    double t = T2 + z * T3;
    double w = z * z;
    double s = z * x;
    double u = T0 + z * T1;
    r = (x + s * u) + (s * w) * (t + w * r);
    return (float)(odd ? -1.0 / r : r);
}

IZHI_DEVICE double sin(double x) {
    u32 ix = high_word(x) & 0x7fffffff;
    if (ix <= 0x3fe921fb) return ix < 0x3e500000 ? x : sin_octant(x, 0.0, false);
    if (ix >= 0x7ff00000) return x - x;
    Angle angle = reduce(x);
    i32 quadrant = angle.quadrant & 3;
    double size = quadrant & 1 ? cos_octant(angle.high, angle.low) : sin_octant(angle.high, angle.low, true);
    return quadrant & 2 ? -size : size;
}

IZHI_DEVICE double cos(double x) {
    u32 ix = high_word(x) & 0x7fffffff;
    if (ix <= 0x3fe921fb) return ix < 0x3e46a09e ? 1.0 : cos_octant(x, 0.0);
    if (ix >= 0x7ff00000) return x - x;
    Angle angle = reduce(x);
    i32 quadrant = angle.quadrant & 3;
    double size = quadrant & 1 ? sin_octant(angle.high, angle.low, true) : cos_octant(angle.high, angle.low);
    return (quadrant + 1) & 2 ? -size : size;
}

IZHI_DEVICE double tan(double x) {
    u32 ix = high_word(x) & 0x7fffffff;
    if (ix <= 0x3fe921fb) return ix < 0x3e400000 ? x : tan_octant(x, 0.0, false);
    if (ix >= 0x7ff00000) return x - x;
    Angle angle = reduce(x);
    return tan_octant(angle.high, angle.low, angle.quadrant & 1);
}

// The nearest multiple of pi / 2 to a float of less than 9 pi / 4, by which it is reduced.
IZHI_DEVICE Angle reduce_small(float x) {
    u32 ix = to_bits(x) & 0x7fffffff;
    i32 count = ix <= 0x4016cbe3 ? 1 : ix <= 0x407b53d1 ? 2 : ix <= 0x40afeddf ? 3 : 4;
    count = to_bits(x) >> 31 ? -count : count;
    return {count, (double)x - (double)count * 1.5707963267948966, 0.0};
}

IZHI_DEVICE float sin(float x) {
    u32 ix = to_bits(x) & 0x7fffffff;
    if (ix <= 0x3f490fda) return ix < 0x39800000 ? x : sin_octant((double)x);
    if (ix >= 0x7f800000) return x - x;
    Angle angle = ix <= 0x40e231d5 ? reduce_small(x) : reduce(x);
    switch (angle.quadrant & 3) {
        case 0: return sin_octant(angle.high);
        case 1: return cos_octant(angle.high);
        case 2: return sin_octant(-angle.high);
        default: return -cos_octant(angle.high);
    }
}

IZHI_DEVICE float cos(float x) {
    u32 ix = to_bits(x) & 0x7fffffff;
    if (ix <= 0x3f490fda) return ix < 0x39800000 ? 1.0f : cos_octant((double)x);
    if (ix >= 0x7f800000) return x - x;
    Angle angle = ix <= 0x40e231d5 ? reduce_small(x) : reduce(x);
    switch (angle.quadrant & 3) {
        case 0: return cos_octant(angle.high);
        case 1: return sin_octant(-angle.high);
        case 2: return -cos_octant(angle.high);
        default: return sin_octant(angle.high);
    }
}

IZHI_DEVICE float tan(float x) {
    u32 ix = to_bits(x) & 0x7fffffff;
    if (ix <= 0x3f490fda) return ix < 0x39800000 ? x : tan_octant((double)x, false);
    if (ix >= 0x7f800000) return x - x;
    Angle angle = ix <= 0x40e231d5 ? reduce_small(x) : reduce(x);
    return tan_octant(angle.high, angle.quadrant & 1);
}

IZHI_DEVICE double arc_ratio(double z) {
    const double P0 = 1.66666666666666657415e-01, P1 = -3.25565818622400915405e-01, P2 = 2.01212532134862925881e-01,
                 P3 = -4.00555345006794114027e-02, P4 = 7.91534994289814532176e-04, P5 = 3.47933107596021167570e-05;
    const double Q1 = -2.40339491173441421878e+00, Q2 = 2.02094576023350569471e+00, Q3 = -6.88283971605453293030e-01,
                 Q4 = 7.70381505559019352791e-02;
    double p = z * (P0 + z * (P1 + z * (P2 + z * (P3 + z * (P4 + z * P5)))));
    double q = 1.0 + z * (Q1 + z * (Q2 + z * (Q3 + z * Q4)));
    return p / q;
}

IZHI_DEVICE float arc_ratio(float z) {
    const float P0 = 1.6666586697e-01f, P1 = -4.2743422091e-02f, P2 = -8.6563630030e-03f, Q1 = -7.0662963390e-01f;
    float p = z * (P0 + z * (P1 + z * P2));
    float q = 1.0f + z * Q1;
    return p / q;
}

IZHI_DEVICE double asin(double x) {
    const double HALF_PI_HIGH = 1.57079632679489655800e+00, HALF_PI_LOW = 6.12323399573676603587e-17;
    bool is_negative = to_bits(x) >> 63;
    u32 ix = high_word(x) & 0x7fffffff;
    if (ix >= 0x3ff00000) {
        if (abs(x) == 1.0) return x * HALF_PI_HIGH + 0x1p-120;
        return 0.0 / (x - x);
    }
    if (ix < 0x3fe00000) return ix >= 0x00100000 && ix < 0x3e500000 ? x : x + x * arc_ratio(x * x);
    double z = (1.0 - abs(x)) * 0.5;
    double s = sqrt(z);
    double r = arc_ratio(z);
    if (ix >= 0x3fef3333) {  // |x| > 0.975
        x = HALF_PI_HIGH - (2.0 * (s + s * r) - HALF_PI_LOW);
    } else {
        double f = without_low_word(s);
        double c = (z - f * f) / (s + f);
        x = 0.5 * HALF_PI_HIGH - (2.0 * s * r - (HALF_PI_LOW - 2.0 * c) - (0.5 * HALF_PI_HIGH - 2.0 * f));
    }
    return is_negative ? -x : x;
}

IZHI_DEVICE float asin(float x) {
    const double HALF_PI_WIDE = 1.570796326794896558e+00;
    bool is_negative = to_bits(x) >> 31;
    u32 ix = to_bits(x) & 0x7fffffff;
    if (ix >= 0x3f800000) {
        if (ix == 0x3f800000) return (float)((double)x * HALF_PI_WIDE + 0x1p-120);
        return 0.0f / (x - x);
    }
    if (ix < 0x3f000000) return ix >= 0x00800000 && ix < 0x39800000 ? x : x + x * arc_ratio(x * x);
    float z = (1.0f - abs(x)) * 0.5f;
    double s = sqrt((double)z);
    x = (float)(HALF_PI_WIDE - 2.0 * (s + s * (double)arc_ratio(z)));
    return is_negative ? -x : x;
}

IZHI_DEVICE double acos(double x) {
    const double HALF_PI_HIGH = 1.57079632679489655800e+00, HALF_PI_LOW = 6.12323399573676603587e-17;
    bool is_negative = to_bits(x) >> 63;
    u32 ix = high_word(x) & 0x7fffffff;
    if (ix >= 0x3ff00000) {
        if (abs(x) == 1.0) return is_negative ? 2.0 * HALF_PI_HIGH + 0x1p-120 : 0.0;
        return 0.0 / (x - x);
    }
    if (ix < 0x3fe00000) {
        if (ix <= 0x3c600000) return HALF_PI_HIGH + 0x1p-120;
        return HALF_PI_HIGH - (x - (HALF_PI_LOW - x * arc_ratio(x * x)));
    }
    if (is_negative) {
        double z = (1.0 + x) * 0.5;
        double s = sqrt(z);
        double w = arc_ratio(z) * s - HALF_PI_LOW;
        return 2.0 * (HALF_PI_HIGH - (s + w));
    }
    double z = (1.0 - x) * 0.5;
    double s = sqrt(z);
    double df = without_low_word(s);
    double c = (z - df * df) / (s + df);
    double w = arc_ratio(z) * s + c;
    return 2.0 * (df + w);
}

IZHI_DEVICE float acos(float x) {
    const float HALF_PI_HIGH = 1.5707962513e+00f, HALF_PI_LOW = 7.5497894159e-08f;
    bool is_negative = to_bits(x) >> 31;
    u32 ix = to_bits(x) & 0x7fffffff;
    if (ix >= 0x3f800000) {
        if (ix == 0x3f800000) return is_negative ? 2.0f * HALF_PI_HIGH + 0x1p-120f : 0.0f;
        return 0.0f / (x - x);
    }
    if (ix < 0x3f000000) {
        if (ix <= 0x32800000) return HALF_PI_HIGH + 0x1p-120f;
        return HALF_PI_HIGH - (x - (HALF_PI_LOW - x * arc_ratio(x * x)));
    }
    if (is_negative) {
        float z = (1.0f + x) * 0.5f;
        float s = sqrt(z);
        float w = arc_ratio(z) * s - HALF_PI_LOW;
        return 2.0f * (HALF_PI_HIGH - (s + w));
    }
    float z = (1.0f - x) * 0.5f;
    float s = sqrt(z);
    float df = from_bits(to_bits(s) & 0xfffff000u);
    float c = (z - df * df) / (s + df);
    float w = arc_ratio(z) * s + c;
    return 2.0f * (df + w);
}

// The arc tangents of 1/2, 1, 3/2 and infinity, and what is missing.
IZHI_DEVICE double atan_high(i32 id) {
    return id == 0   ? 4.63647609000806093515e-01
           : id == 1 ? 7.85398163397448278999e-01
           : id == 2 ? 9.82793723247329054082e-01
                     : 1.57079632679489655800e+00;
}
IZHI_DEVICE double atan_low(i32 id) {
    return id == 0   ? 2.26987774529616870924e-17
           : id == 1 ? 3.06161699786838301793e-17
           : id == 2 ? 1.39033110312309984516e-17
                     : 6.12323399573676603587e-17;
}
IZHI_DEVICE float atan_high_single(i32 id) {
    return id == 0   ? 4.6364760399e-01f
           : id == 1 ? 7.8539812565e-01f
           : id == 2 ? 9.8279368877e-01f
                     : 1.5707962513e+00f;
}
IZHI_DEVICE float atan_low_single(i32 id) {
    return id == 0   ? 5.0121582440e-09f
           : id == 1 ? 3.7748947079e-08f
           : id == 2 ? 3.4473217170e-08f
                     : 7.5497894159e-08f;
}

// What is left of |x| by the tangent of one of these, and of which.
template <typename F> IZHI_DEVICE F reduce_tangent(F x, bool near_half, bool near_one, bool near_three_halves, i32 &id) {
    if (near_half) {
        id = 0;
        return (F(2.0) * x - F(1.0)) / (F(2.0) + x);
    }
    if (near_one) {
        id = 1;
        return (x - F(1.0)) / (x + F(1.0));
    }
    if (near_three_halves) {
        id = 2;
        return (x - F(1.5)) / (F(1.0) + F(1.5) * x);
    }
    id = 3;
    return F(-1.0) / x;
}

IZHI_DEVICE double atan(double x) {
    const double A0 = 3.33333333333329318027e-01, A1 = -1.99999999998764832476e-01, A2 = 1.42857142725034663711e-01,
                 A3 = -1.11111104054623557880e-01, A4 = 9.09088713343650656196e-02, A5 = -7.69187620504482999495e-02,
                 A6 = 6.66107313738753120669e-02, A7 = -5.83357013379057348645e-02, A8 = 4.97687799461593236017e-02,
                 A9 = -3.65315727442169155270e-02, A10 = 1.62858201153657823623e-02;
    bool is_negative = to_bits(x) >> 63;
    u32 ix = high_word(x) & 0x7fffffff;
    if (ix >= 0x44100000) {  // |x| >= 2^66
        if (is_nan(x)) return x;
        double z = atan_high(3) + from_bits((u64)0x03800000);  // less than a half ulp
        return is_negative ? -z : z;
    }
    i32 id = -1;
    if (ix < 0x3fdc0000) {  // |x| < 0.4375
        if (ix < 0x3e400000) return x;
    } else {
        x = reduce_tangent(abs(x), ix < 0x3fe60000, ix < 0x3ff30000, ix < 0x40038000, id);
    }
    double z = x * x;
    double w = z * z;
    double s1 = z * (A0 + w * (A2 + w * (A4 + w * (A6 + w * (A8 + w * A10)))));
    double s2 = w * (A1 + w * (A3 + w * (A5 + w * (A7 + w * A9))));
    if (id < 0) return x - x * (s1 + s2);
    z = atan_high(id) - (x * (s1 + s2) - atan_low(id) - x);
    return is_negative ? -z : z;
}

IZHI_DEVICE float atan(float x) {
    const float A0 = 3.3333328366e-01f, A1 = -1.9999158382e-01f, A2 = 1.4253635705e-01f, A3 = -1.0648017377e-01f,
                A4 = 6.1687607318e-02f;
    bool is_negative = to_bits(x) >> 31;
    u32 ix = to_bits(x) & 0x7fffffff;
    if (ix >= 0x4c800000) {  // |x| >= 2^26
        if (is_nan(x)) return x;
        float z = atan_high_single(3) + 0x1p-120f;
        return is_negative ? -z : z;
    }
    i32 id = -1;
    if (ix < 0x3ee00000) {  // |x| < 0.4375
        if (ix < 0x39800000) return x;
    } else {
        x = reduce_tangent(abs(x), ix < 0x3f300000, ix < 0x3f980000, ix < 0x401c0000, id);
    }
    float z = x * x;
    float w = z * z;
    float s1 = z * (A0 + w * (A2 + w * A4));
    float s2 = w * (A1 + w * A3);
    if (id < 0) return x - x * (s1 + s2);
    z = atan_high_single(id) - ((x * (s1 + s2) - atan_low_single(id)) - x);
    return is_negative ? -z : z;
}

// Where a coordinate is zero or infinite.
template <typename F> IZHI_DEVICE F atan2_special(F y, F x, F pi, bool is_below, bool is_left) {
    F infinity = Format<F>::infinity();
    F angle = pi / F(2.0);
    if (y == F(0.0)) {
        if (!is_left) return y;
        angle = pi;
    } else if (x != F(0.0) && abs(x) == infinity) {
        F diagonal = is_left ? F(3.0) * pi / F(4.0) : pi / F(4.0);
        angle = abs(y) == infinity ? diagonal : (is_left ? pi : F(0.0));
    }
    return is_below ? -angle : angle;
}

IZHI_DEVICE double atan2(double y, double x) {
    const double PI = 3.1415926535897931160E+00, PI_LOW = 1.2246467991473531772E-16;
    if (is_nan(x) || is_nan(y)) return x + y;
    if (x == 1.0) return atan(y);
    bool is_below = to_bits(y) >> 63, is_left = to_bits(x) >> 63;
    u32 ix = high_word(x) & 0x7fffffff, iy = high_word(y) & 0x7fffffff;
    if (y == 0.0 || x == 0.0 || ix == 0x7ff00000) return atan2_special(y, x, PI, is_below, is_left);
    // |y / x| > 2^64
    if (ix + (64u << 20) < iy || iy == 0x7ff00000) return is_below ? -PI / 2.0 : PI / 2.0;
    double z = is_left && iy + (64u << 20) < ix ? 0.0 : atan(abs(y / x));
    if (!is_left) return is_below ? -z : z;
    return is_below ? (z - PI_LOW) - PI : PI - (z - PI_LOW);
}

IZHI_DEVICE float atan2(float y, float x) {
    const float PI = 3.1415927410e+00f, PI_LOW = -8.7422776573e-08f;
    if (is_nan(x) || is_nan(y)) return x + y;
    if (x == 1.0f) return atan(y);
    bool is_below = to_bits(y) >> 31, is_left = to_bits(x) >> 31;
    u32 ix = to_bits(x) & 0x7fffffff, iy = to_bits(y) & 0x7fffffff;
    if (y == 0.0f || x == 0.0f || ix == 0x7f800000) return atan2_special(y, x, PI, is_below, is_left);
    // |y / x| > 2^26
    if (ix + (26u << 23) < iy || iy == 0x7f800000) return is_below ? -PI / 2.0f : PI / 2.0f;
    float z = is_left && iy + (26u << 23) < ix ? 0.0f : atan(abs(y / x));
    if (!is_left) return is_below ? -z : z;
    return is_below ? (z - PI_LOW) - PI : PI - (z - PI_LOW);
}

// The error function.

// For |x| below 0.84375.
IZHI_DEVICE double erf_ratio(double x) {
    const double P0 = 1.28379167095512558561e-01, P1 = -3.25042107247001499370e-01, P2 = -2.84817495755985104766e-02,
                 P3 = -5.77027029648944159157e-03, P4 = -2.37630166566501626084e-05;
    const double Q1 = 3.97917223959155352819e-01, Q2 = 6.50222499887672944485e-02, Q3 = 5.08130628187576562776e-03,
                 Q4 = 1.32494738004321644526e-04, Q5 = -3.96022827877536812320e-06;
    double z = x * x;
    double r = P0 + z * (P1 + z * (P2 + z * (P3 + z * P4)));
    double s = 1.0 + z * (Q1 + z * (Q2 + z * (Q3 + z * (Q4 + z * Q5))));
    return r / s;
}

// For |x| from there to 1.25.
IZHI_DEVICE double erfc_near_one(double x) {
    const double ERX = 8.45062911510467529297e-01;
    const double P0 = -2.36211856075265944077e-03, P1 = 4.14856118683748331666e-01, P2 = -3.72207876035701323847e-01,
                 P3 = 3.18346619901161753674e-01, P4 = -1.10894694282396677476e-01, P5 = 3.54783043256182359371e-02,
                 P6 = -2.16637559486879084300e-03;
    const double Q1 = 1.06420880400844228286e-01, Q2 = 5.40397917702171048937e-01, Q3 = 7.18286544141962662868e-02,
                 Q4 = 1.26171219808761642112e-01, Q5 = 1.36370839120290507362e-02, Q6 = 1.19844998467991074170e-02;
    double s = x - 1.0;
    double p = P0 + s * (P1 + s * (P2 + s * (P3 + s * (P4 + s * (P5 + s * P6)))));
    double q = 1.0 + s * (Q1 + s * (Q2 + s * (Q3 + s * (Q4 + s * (Q5 + s * Q6)))));
    return 1.0 - ERX - p / q;
}

// For |x| from there to 1 / 0.35.
IZHI_DEVICE double erfc_middle(double s) {
    const double R0 = -9.86494403484714822705e-03, R1 = -6.93858572707181764372e-01, R2 = -1.05586262253232909814e+01,
                 R3 = -6.23753324503260060396e+01, R4 = -1.62396669462573470355e+02, R5 = -1.84605092906711035994e+02,
                 R6 = -8.12874355063065934246e+01, R7 = -9.81432934416914548592e+00;
    const double S1 = 1.96512716674392571292e+01, S2 = 1.37657754143519042600e+02, S3 = 4.34565877475229228821e+02,
                 S4 = 6.45387271733267880336e+02, S5 = 4.29008140027567833386e+02, S6 = 1.08635005541779435134e+02,
                 S7 = 6.57024977031928170135e+00, S8 = -6.04244152148580987438e-02;
    double r = R0 + s * (R1 + s * (R2 + s * (R3 + s * (R4 + s * (R5 + s * (R6 + s * R7))))));
    double t = 1.0 + s * (S1 + s * (S2 + s * (S3 + s * (S4 + s * (S5 + s * (S6 + s * (S7 + s * S8)))))));
    return r / t;
}

// And beyond.
IZHI_DEVICE double erfc_far(double s) {
    const double R0 = -9.86494292470009928597e-03, R1 = -7.99283237680523006574e-01, R2 = -1.77579549177547519889e+01,
                 R3 = -1.60636384855821916062e+02, R4 = -6.37566443368389627722e+02, R5 = -1.02509513161107724954e+03,
                 R6 = -4.83519191608651397019e+02;
    const double S1 = 3.03380607434824582924e+01, S2 = 3.25792512996573918826e+02, S3 = 1.53672958608443695994e+03,
                 S4 = 3.19985821950859553908e+03, S5 = 2.55305040643316442583e+03, S6 = 4.74528541206955367215e+02,
                 S7 = -2.24409524465858183362e+01;
    double r = R0 + s * (R1 + s * (R2 + s * (R3 + s * (R4 + s * (R5 + s * R6)))));
    double t = 1.0 + s * (S1 + s * (S2 + s * (S3 + s * (S4 + s * (S5 + s * (S6 + s * S7))))));
    return r / t;
}

// For |x| from 0.84375 to 28.
IZHI_DEVICE double erfc_outside(double x) {
    u32 ix = high_word(x);
    if (ix < 0x3ff40000) return erfc_near_one(x);
    double s = 1.0 / (x * x);
    double ratio = ix < 0x4006db6d ? erfc_middle(s) : erfc_far(s);
    double z = without_low_word(x);
    return exp(-z * z - 0.5625) * exp((z - x) * (z + x) + ratio) / x;
}

IZHI_DEVICE_CALLED double erfc(double x) {
    bool is_negative = to_bits(x) >> 63;
    u32 ix = high_word(x) & 0x7fffffff;
    if (ix >= 0x7ff00000) return 2.0 * (is_negative ? 1.0 : 0.0) + 1.0 / x;
    if (ix < 0x3feb0000) {
        if (ix < 0x3c700000) return 1.0 - x;
        double y = erf_ratio(x);
        return is_negative || ix < 0x3fd00000 ? 1.0 - (x + x * y) : 0.5 - (x - 0.5 + x * y);
    }
    if (ix < 0x403c0000) return is_negative ? 2.0 - erfc_outside(-x) : erfc_outside(x);
    return is_negative ? 2.0 : 0.0;
}

}  // namespace msun
}  // namespace izhi
