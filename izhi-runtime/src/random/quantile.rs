//! Distributions by the inverse of their distribution function: monotonic in the uniform draw.

use crate::math::Float;

/// The quantile of the standard normal distribution: x such that a draw is below x with probability `p`.
///
/// Algorithm AS 241, PPND16 (Wichura, *Applied Statistics* 37, 477-484, 1988), relative error about 1e-16.
/// -inf and inf at 0 and 1, NaN outside [0, 1].
#[inline(always)]
pub fn normal_quantile(p: f64) -> f64 {
    // All three ratios, so that a loop over it has no branch and takes vectors.
    let q = p - 0.5;
    let centre = q * ratio(0.180625 - q * q, &CENTRE);
    let tail = if q < 0.0 { p } else { 1.0 - p };
    // NaN for a negative tail.
    let r = (-Float::ln(tail)).sqrt();
    let (near, far) = (ratio(r - 1.6, &TAIL), ratio(r - 5.0, &FAR_TAIL));
    let outside = if r <= 5.0 { near } else { far };
    let outside = if tail == 0.0 { f64::INFINITY } else { outside };
    if q.abs() <= 0.425 { centre } else { outside.copysign(q) }
}

/// A polynomial over another, coefficients from the constant up.
#[inline(always)]
fn ratio(x: f64, [above, below]: &[[f64; 8]; 2]) -> f64 {
    let (mut over, mut under) = (0.0, 0.0);
    for power in (0..8).rev() {
        (over, under) = (over * x + above[power], under * x + below[power]);
    }
    over / under
}

#[expect(clippy::excessive_precision, reason = "as published")]
const CENTRE: [[f64; 8]; 2] = [
    [
        3.387_132_872_796_366_608_0,
        1.331_416_678_917_843_774_5e2,
        1.971_590_950_306_551_442_7e3,
        1.373_169_376_550_946_112_5e4,
        4.592_195_393_154_987_145_7e4,
        6.726_577_092_700_870_085_3e4,
        3.343_057_558_358_812_810_5e4,
        2.509_080_928_730_122_672_7e3,
    ],
    [
        1.0,
        4.231_333_070_160_091_125_2e1,
        6.871_870_074_920_579_083_0e2,
        5.394_196_021_424_751_107_7e3,
        2.121_379_430_158_659_586_7e4,
        3.930_789_580_009_271_061_0e4,
        2.872_908_573_572_194_267_4e4,
        5.226_495_278_852_854_561_0e3,
    ],
];
#[expect(clippy::excessive_precision, reason = "as published")]
const TAIL: [[f64; 8]; 2] = [
    [
        1.423_437_110_749_683_577_34,
        4.630_337_846_156_545_295_90,
        5.769_497_221_460_691_405_50,
        3.647_848_324_763_204_605_04,
        1.270_458_252_452_368_382_58,
        2.417_807_251_774_506_117_70e-1,
        2.272_384_498_926_918_458_33e-2,
        7.745_450_142_783_414_076_40e-4,
    ],
    [
        1.0,
        2.053_191_626_637_758_821_87,
        1.676_384_830_183_803_849_40,
        6.897_673_349_851_000_045_50e-1,
        1.481_039_764_274_800_745_90e-1,
        1.519_866_656_361_645_719_66e-2,
        5.475_938_084_995_344_946_00e-4,
        1.050_750_071_644_416_843_24e-9,
    ],
];
#[expect(clippy::excessive_precision, reason = "as published")]
const FAR_TAIL: [[f64; 8]; 2] = [
    [
        6.657_904_643_501_103_777_20,
        5.463_784_911_164_114_369_90,
        1.784_826_539_917_291_335_80,
        2.965_605_718_285_048_912_30e-1,
        2.653_218_952_657_612_309_30e-2,
        1.242_660_947_388_078_438_60e-3,
        2.711_555_568_743_487_578_15e-5,
        2.010_334_399_292_288_132_65e-7,
    ],
    [
        1.0,
        5.998_322_065_558_879_376_90e-1,
        1.369_298_809_227_358_053_10e-1,
        1.487_536_129_085_061_485_25e-2,
        7.868_691_311_456_132_591_00e-4,
        1.846_318_317_510_054_681_80e-5,
        1.421_511_758_316_445_888_70e-7,
        2.044_263_103_389_939_785_64e-15,
    ],
];

/// The normal distribution of `mean` and `sd` truncated to [`low`, `high`], ready to map many draws.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TruncatedNormal<F> {
    mean: f64,
    sd: f64,
    low: F,
    high: F,
    shape: Shape,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Shape {
    Constant(Constant),
    Body(Body),
    Tail(Tail),
}

/// The draw is this whatever the uniform.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Constant(f64);

/// Standard scores whose lower tail probabilities are `from` and `from + range`, or, if mirrored, their negatives, so
/// that the probabilities of an upper tail keep their precision.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Body {
    from: f64,
    range: f64,
    is_mirrored: bool,
}

/// So far out that the probabilities underflow. From `start` outwards the density is, to 1 part in `start`², that of
/// x exp(-x²/2), whose quantile is closed; `range` = exp((start² - end²) / 2) - 1.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Tail {
    start: f64,
    range: f64,
    is_mirrored: bool,
}

/// The standard score of a uniform draw. A trait and not a closure, which would not take on the vector width of the
/// function it is inlined into.
trait Score {
    fn score(&self, u: f64) -> f64;
}

impl Score for Constant {
    #[inline(always)]
    fn score(&self, u: f64) -> f64 {
        self.0 + 0.0 * u
    }
}

impl Score for Body {
    #[inline(always)]
    fn score(&self, u: f64) -> f64 {
        let x = normal_quantile(self.from + self.range * if self.is_mirrored { 1.0 - u } else { u });
        if self.is_mirrored { -x } else { x }
    }
}

impl Score for Tail {
    #[inline(always)]
    fn score(&self, u: f64) -> f64 {
        let t = -2.0 * libm::log1p(self.range * if self.is_mirrored { 1.0 - u } else { u });
        let x = self.start + t / (self.start + (self.start * self.start + t).sqrt());
        if self.is_mirrored { -x } else { x }
    }
}

impl<F: Float> TruncatedNormal<F> {
    /// `low` and `high` may be infinite. With `sd` <= 0 every draw is the mean limited to [`low`, `high`];
    /// with `low` > `high`, or where a parameter is NaN or makes no distribution, every draw is NaN.
    pub fn new(mean: F, sd: F, low: F, high: F) -> Self {
        let [m, s, l, h] = [mean, sd, low, high].map(F::to_f64);
        let (a, b) = ((l - m) / s, (h - m) / s);
        // False if either is NaN.
        let ordered = l <= h;
        let shape = if !ordered {
            Shape::Constant(Constant(f64::NAN))
        } else if s <= 0.0 {
            Shape::Constant(Constant(0.0))
        } else if a.is_nan() || b.is_nan() {
            Shape::Constant(Constant(f64::NAN))
        } else {
            // The nearer end of the interval is the upper one, after mirroring.
            let is_mirrored = a + b > 0.0;
            let (a, b) = if is_mirrored { (-b, -a) } else { (a, b) };
            if b < -FAR {
                let range = libm::expm1(0.5 * (b - a) * (b + a));
                Shape::Tail(Tail { start: -b, range, is_mirrored: !is_mirrored })
            } else {
                let from = below(a);
                Shape::Body(Body { from, range: below(b) - from, is_mirrored })
            }
        };
        Self { mean: m, sd: s.max(0.0), low, high, shape }
    }

    /// The draw for `u` in [0, 1): its quantile, in [`low`, `high`].
    pub fn quantile(&self, u: F) -> F {
        let mut draw = [u];
        self.quantiles(&mut draw);
        draw[0]
    }

    /// Puts its quantile in the place of each of many draws.
    #[inline(always)]
    pub fn quantiles(&self, draws: &mut [F]) {
        match self.shape {
            Shape::Constant(shape) => self.at_scores(draws, &shape),
            Shape::Body(shape) => self.at_scores(draws, &shape),
            Shape::Tail(shape) => self.at_scores(draws, &shape),
        }
    }

    /// The draws for standard scores.
    #[inline(always)]
    fn at_scores(&self, draws: &mut [F], shape: &impl Score) {
        let Self { mean, sd, low, high, .. } = *self;
        for draw in draws {
            // A draw of exactly 0 stands for the first step above it: the end of the distribution may be -inf.
            let u = if *draw == F::ZERO { 0.5 * F::EPSILON.to_f64() } else { draw.to_f64() };
            *draw = F::from_f64(mean + sd * shape.score(u)).clip(low, high);
        }
    }
}

/// Beyond this many standard deviations the tail probability loses precision and soon underflows.
const FAR: f64 = 36.0;

/// The probability that a standard normal draw is below `x`, precise for negative `x`.
fn below(x: f64) -> f64 {
    0.5 * libm::erfc(-x * std::f64::consts::FRAC_1_SQRT_2)
}

/// Maps `u`, uniform in [0, 1), to the normal distribution of `mean` and `sd` truncated to [`low`, `high`];
/// monotonic in `u`, computed in `f64`, and precise in the far tails.
///
/// `low` and `high` may be infinite. `sd` <= 0 gives the mean limited to [`low`, `high`]; `low` > `high` or
/// a NaN gives NaN. For many draws with the same parameters make a [`TruncatedNormal`].
pub fn truncated_normal<F: Float>(u: F, mean: F, sd: F, low: F, high: F) -> F {
    TruncatedNormal::new(mean, sd, low, high).quantile(u)
}
