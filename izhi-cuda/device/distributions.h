// Distributions that are made of uniform and normal draws, and tables for means that do not change.

namespace izhi {

// Terms of the distribution function of small means, and from which mean on the expansion is taken.
static constexpr int POISSON_TERMS = 32;
static constexpr double POISSON_LARGE = 10.0;

// The number of events of a large mean: the asymptotic expansion of the quantile in the normal draw.
template <typename F> IZHI_DEVICE F poisson_expansion(F normal, F mean) {
    F root = sqrt(mean), w = normal;
    F square = w * w;
    F first = F(1.0 / 3.0) + square * F(1.0 / 6.0);
    F second = (F(0.0) - w) * (F(1.0 / 36.0) + square * F(1.0 / 72.0)) / root;
    F third = (F(-8.0 / 405.0) + square * (F(7.0 / 810.0) + square * F(1.0 / 270.0))) / mean;
    F large = floor(mean + root * w + first + second + third);
    return large > F(0.0) ? large : F(0.0);
}

// How many of the probabilities of none, of at most one, of at most two and so on are not above the uniform draw.
template <typename F> IZHI_DEVICE F poisson_inversion(F uniform, F mean) {
    F probability = exp(F(0.0) - mean);
    F below = probability, count = F(0.0);
#ifdef __CUDACC__
#pragma unroll
#endif
    for (int number = 1; number < POISSON_TERMS; ++number) {
        count += uniform >= below ? F(1.0) : F(0.0);
        probability = probability * mean * F(1.0 / (double)number);
        below += probability;
    }
    return count + (uniform >= below ? F(1.0) : F(0.0));
}

template <typename F> IZHI_DEVICE F poisson_of(F uniform, F normal, F mean) {
    if (mean >= F(POISSON_LARGE)) return poisson_expansion(normal, mean);
    return mean >= F(0.0) ? poisson_inversion(uniform, mean) : Format<F>::nan();
}

// The number of events of mean `mean`, from a uniform draw and a normal one; NaN for a negative mean.
IZHI_DEVICE float poisson(float uniform, float normal, float mean) { return poisson_of(uniform, normal, mean); }
IZHI_DEVICE double poisson(double uniform, double normal, double mean) { return poisson_of(uniform, normal, mean); }

// What belongs to a mean that does not change: the same numbers as of `poisson`, by fewer operations.
template <typename F> struct alignas(2 * sizeof(F)) PoissonTable {
    F mean;
    // The probability of none.
    F none;
};

// Makes the table of a mean.
template <typename F> IZHI_DEVICE void tabulate(PoissonTable<F> &table, F mean) {
    table = PoissonTable<F>{mean, exp(F(0.0) - mean)};
}

// Whether the numbers of a table come from normal draws, or from uniform ones.
template <typename F> IZHI_DEVICE bool is_normal(const PoissonTable<F> &table) { return table.mean >= F(POISSON_LARGE); }

// The number of events, from a uniform draw and a normal one. The probabilities ascend, so that none counts behind one that is
// above the draw: few are looked at.
template <typename F> IZHI_DEVICE F tabulated(const PoissonTable<F> &table, F uniform, F normal) {
    if (is_normal(table)) return poisson_expansion(normal, table.mean);
    if (!(table.mean >= F(0.0))) return Format<F>::nan();
    F probability = table.none, below = probability, count = F(0.0);
#ifdef __CUDACC__
#pragma unroll
#endif
    for (int number = 1; number <= POISSON_TERMS; ++number) {
        if (!(uniform >= below)) break;
        count += F(1.0);
        probability = probability * table.mean * F(1.0 / (double)number);
        below += probability;
    }
    return count;
}

// The same for an element of two streams, of which only that is drawn which is needed.
template <typename F>
IZHI_DEVICE F tabulated(const PoissonTable<F> &table, Stream uniforms, Stream normals, u64 iteration, u64 element) {
    if (is_normal(table)) return tabulated(table, F(0.0), normal<F>(normals, iteration, element));
    return tabulated(table, uniform<F>(uniforms, iteration, element), F(0.0));
}

// A polynomial over another, coefficients from the constant up.
IZHI_DEVICE double quantile_ratio(double x, const double (&above)[8], const double (&below)[8]) {
    double over = 0.0, under = 0.0;
#ifdef __CUDACC__
#pragma unroll
#endif
    for (int power = 7; power >= 0; --power) {
        over = over * x + above[power];
        under = under * x + below[power];
    }
    return over / under;
}

IZHI_DEVICE double quantile_centre(double x) {
    const double above[8] = {3.3871328727963666080, 1.3314166789178437745e2, 1.9715909503065514427e3,
                             1.3731693765509461125e4, 4.5921953931549871457e4, 6.7265770927008700853e4,
                             3.3430575583588128105e4, 2.5090809287301226727e3};
    const double below[8] = {1.0, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3,
                             2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4,
                             5.2264952788528545610e3};
    return quantile_ratio(x, above, below);
}

IZHI_DEVICE double quantile_tail(double x) {
    const double above[8] = {1.42343711074968357734, 4.63033784615654529590, 5.76949722146069140550,
                             3.64784832476320460504, 1.27045825245236838258, 2.41780725177450611770e-1,
                             2.27238449892691845833e-2, 7.74545014278341407640e-4};
    const double below[8] = {1.0, 2.05319162663775882187, 1.67638483018380384940, 6.89767334985100004550e-1,
                             1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4,
                             1.05075007164441684324e-9};
    return quantile_ratio(x, above, below);
}

IZHI_DEVICE double quantile_far_tail(double x) {
    const double above[8] = {6.65790464350110377720, 5.46378491116411436990, 1.78482653991729133580,
                             2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
                             2.71155556874348757815e-5, 2.01033439929228813265e-7};
    const double below[8] = {1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
                             7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7,
                             2.04426310338993978564e-15};
    return quantile_ratio(x, above, below);
}

// The quantile of the standard normal distribution: -inf and inf at 0 and 1, NaN outside.
IZHI_DEVICE double normal_quantile(double p) {
    double q = p - 0.5;
    if (abs(q) <= 0.425) return q * quantile_centre(0.180625 - q * q);
    double tail = q < 0.0 ? p : 1.0 - p;
    double r = sqrt(-ln(tail));
    double outside = r <= 5.0 ? quantile_tail(r - 1.6) : quantile_far_tail(r - 5.0);
    return copysign(tail == 0.0 ? Format<double>::infinity() : outside, q);
}

// The normal distribution of `mean` and `sd` truncated to [`low`, `high`], ready to map many draws.
template <typename F> struct TruncatedNormal {
    double mean, sd;
    F low, high;
    // 0: the score is `from` whatever the draw. 1: it is that whose probability to be above is `from` and more, by `range` at
    // most. 2: from `from` on, so far out that probabilities underflow.
    u32 shape;
    // Whether the scores are those of the mirrored distribution.
    bool is_mirrored;
    double from, range;
};

// The probability that a standard normal draw is below `x`.
IZHI_DEVICE double probability_below(double x) { return 0.5 * msun::erfc(-x * 0.7071067811865476); }

// The distribution's shape between the standard scores `a` and `b`.
template <typename F> IZHI_DEVICE void shape_between(TruncatedNormal<F> &distribution, double a, double b) {
    // The nearer end of the interval is the upper one, after mirroring.
    bool is_mirrored = a + b > 0.0;
    double lower = is_mirrored ? -b : a, upper = is_mirrored ? -a : b;
    if (upper < -36.0) {
        distribution.shape = 2;
        distribution.is_mirrored = !is_mirrored;
        distribution.from = -upper;
        distribution.range = msun::expm1(0.5 * (upper - lower) * (upper + lower));
    } else {
        distribution.shape = 1;
        distribution.is_mirrored = is_mirrored;
        distribution.from = probability_below(lower);
        distribution.range = probability_below(upper) - distribution.from;
    }
}

// `low` and `high` may be infinite. With `sd` <= 0 every draw is the mean limited to [`low`, `high`]; with `low` > `high`, or
// where a parameter is NaN or makes no distribution, every draw is NaN.
template <typename F> IZHI_DEVICE TruncatedNormal<F> truncated(F mean, F sd, F low, F high) {
    double m = mean, s = sd, l = low, h = high;
    double a = (l - m) / s, b = (h - m) / s;
    TruncatedNormal<F> distribution = {m, s > 0.0 ? s : 0.0, low, high, 0, false, Format<double>::nan(), 0.0};
    // False if either is NaN.
    if (l <= h) {
        if (s <= 0.0) {
            distribution.from = 0.0;
        } else if (!is_nan(a) && !is_nan(b)) {
            shape_between(distribution, a, b);
        }
    }
    return distribution;
}

template <typename F> IZHI_DEVICE double score(const TruncatedNormal<F> &distribution, double u) {
    double part = distribution.range * (distribution.is_mirrored ? 1.0 - u : u);
    double x = distribution.from + 0.0 * u;
    if (distribution.shape == 0) return x;
    if (distribution.shape == 1) {
        x = normal_quantile(distribution.from + part);
    } else {
        double start = distribution.from;
        double t = -2.0 * msun::log1p(part);
        x = start + t / (start + sqrt(start * start + t));
    }
    return distribution.is_mirrored ? -x : x;
}

// The draw for `u` in [0, 1): its quantile.
template <typename F> IZHI_DEVICE F quantile(const TruncatedNormal<F> &distribution, F u) {
    // A draw of exactly 0 stands for the first step above it: the end of the distribution may be -inf.
    double wide = u == F(0.0) ? 0.5 * (double)Format<F>::EPSILON : (double)u;
    F draw = (F)(distribution.mean + distribution.sd * score(distribution, wide));
    return clip(draw, distribution.low, distribution.high);
}

IZHI_DEVICE float truncated_normal(float u, float mean, float sd, float low, float high) {
    return quantile(truncated(mean, sd, low, high), u);
}
IZHI_DEVICE double truncated_normal(double u, double mean, double sd, double low, double high) {
    return quantile(truncated(mean, sd, low, high), u);
}

}  // namespace izhi
