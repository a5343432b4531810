use super::Float;
use std::fmt::Debug;

/// The distance of `got` from `want` in ulps of the `f32` nearest to `want`.
fn ulps_single(got: f32, want: f64) -> f64 {
    let nearest = want as f32;
    if got == nearest || got.is_nan() && nearest.is_nan() {
        return 0.0;
    }
    if got.is_nan() || nearest.is_nan() || got.is_infinite() || nearest.is_infinite() {
        return f64::INFINITY;
    }
    let size = want.abs().max(f32::MIN_POSITIVE.into());
    (f64::from(got) - want).abs() / libm::ldexp(1.0, libm::ilogb(size) - 23)
}

fn ulps_double(got: f64, want: f64) -> f64 {
    if got == want || got.is_nan() && want.is_nan() {
        return 0.0;
    }
    if got.is_nan() || want.is_nan() || got.is_infinite() || want.is_infinite() {
        return f64::INFINITY;
    }
    let size = want.abs().max(f64::MIN_POSITIVE);
    (got - want).abs() / libm::ldexp(1.0, libm::ilogb(size) - 52)
}

/// `f` against a reference in `f64`, over bit patterns from the whole of `f32`: every sign, exponent,
/// subnormal, infinity and NaN.
#[track_caller]
fn check_single(bound: f64, f: fn(f32) -> f32, reference: fn(f64) -> f64) {
    for bits in (0..=u32::MAX).step_by(9973) {
        let x = f32::from_bits(bits);
        let (got, want) = (f(x), reference(x.into()));
        assert!(ulps_single(got, want) <= bound, "{x:e}: {got:e}, not {want:e}");
    }
}

/// `f` against libm, itself within 1 ulp: where the function varies, and over bit patterns from the whole
/// of `f64`.
#[track_caller]
fn check_double(bound: f64, f: fn(f64) -> f64, reference: fn(f64) -> f64) {
    let grid = (-120_000..120_000).map(|i| f64::from(i) * 0.006_234_1);
    let fine = (-40_000..40_000).map(|i| f64::from(i) * 0.000_051_17);
    let patterns = (0..200_000u64).map(|i| f64::from_bits(i.wrapping_mul(0x9e37_79b9_7f4a_7c15)));
    for x in grid.chain(fine).chain(patterns) {
        let (got, want) = (f(x), reference(x));
        assert!(ulps_double(got, want) <= bound, "{x:e}: {got:e}, not {want:e}");
    }
}

fn logistic(x: f64) -> f64 {
    let e = libm::exp(-x.abs());
    if x < 0.0 { e / (1.0 + e) } else { 1.0 / (1.0 + e) }
}

#[test]
fn exp_is_accurate() {
    check_single(1.0, Float::exp, libm::exp);
    check_double(2.0, Float::exp, libm::exp);
}

#[test]
fn ln_is_accurate() {
    check_single(1.0, Float::ln, libm::log);
    check_double(2.0, Float::ln, libm::log);
}

#[test]
fn tanh_is_accurate() {
    check_single(3.0, Float::tanh, libm::tanh);
    check_double(4.0, Float::tanh, libm::tanh);
}

/// (e^x - 1) / x, by e^(x/2) where e^x overflows.
fn exprel(x: f64) -> f64 {
    match x {
        _ if x == 0.0 => 1.0,
        _ if x > 700.0 => libm::exp(0.5 * x) * (libm::exp(0.5 * x) / x),
        _ => libm::expm1(x) / x,
    }
}

#[test]
fn exprel_is_accurate() {
    check_single(4.0, Float::exprel, |x| if x == f64::INFINITY { x } else { exprel(x) });
    check_double(6.0, Float::exprel, |x| if x == f64::INFINITY { x } else { exprel(x) });
    assert_eq!((0.0_f32.exprel(), f32::NEG_INFINITY.exprel(), f32::INFINITY.exprel()), (1.0, 0.0, f32::INFINITY));
    // The largest that is finite lies beyond that of e^x.
    assert!(92.0_f32.exprel().is_finite() && 715.0_f64.exprel().is_finite());
}

/// (exprel(x) - exprel(y)) / (x - y) as an integral that has no difference in it: of (1 - s) e^(y s) exprel(x (1 - s)) for
/// s from 0 to 1, by Gauss and Legendre's rule.
fn exprel_slope(x: f64, y: f64) -> f64 {
    let intervals = 600;
    let half = 0.5 / f64::from(intervals);
    let at = |s: f64| (1.0 - s) * libm::exp(y * s) * exprel(x * (1.0 - s));
    let of_interval = |interval: i32| {
        let middle = f64::from(2 * interval + 1) * half;
        let (near, far) = (0.339_981_043_584_856_26 * half, 0.861_136_311_594_052_6 * half);
        let inner = 0.652_145_154_862_546_1 * (at(middle - near) + at(middle + near));
        inner + 0.347_854_845_137_453_85 * (at(middle - far) + at(middle + far))
    };
    (0..intervals).map(of_interval).sum::<f64>() * half
}

#[test]
fn exprel_slope_is_accurate() {
    let grid = || (-12..=12).map(|step: i32| f64::from(step.pow(3)) * 0.04 + 0.013 * f64::from(step % 2));
    for (x, y) in grid().flat_map(|x| grid().chain([0.0, x, x + 1e-3, x * (1.0 + 1e-6)]).map(move |y| (x, y))) {
        let (single_x, single_y) = (x as f32, y as f32);
        let (got, want) = (single_x.exprel_slope(single_y), exprel_slope(single_x.into(), single_y.into()));
        assert!(ulps_single(got, want) <= 0.6, "{x:e} and {y:e}: {got:e}, not {want:e}");
        let (got, want) = (x.exprel_slope(y), exprel_slope(x, y));
        assert!((got - want).abs() <= 1e-13 * want, "{x:e} and {y:e}: {got:e}, not {want:e}");
        assert_eq!(got, y.exprel_slope(x));
    }
    // Computed with 300 bits.
    for (x, y, want) in [
        (0.0, 0.0, 0.5),
        (1e-9, -1e-9, 0.5),
        (0.25, 0.25, 0.591_694_999_747_102_2),
        (-0.25, -0.25, 0.423_984_338_571_902_65),
        (-0.5, 0.7, 0.551_066_227_462_099_2),
        (1.0, 1.0, 1.0),
        (-1.0, -1.0, 0.264_241_117_657_115_4),
        (1.9, 0.1, 1.078_259_356_386_539_2),
        (-1.9, -1.8, 0.161_273_763_098_621_85),
        (2.0, 0.0, 1.097_264_024_732_662_6),
        (-2.0, 0.0, 0.283_833_820_809_153_15),
        (2.0, 2.0, 2.097_264_024_732_662_6),
        (-2.0, -2.0, 0.148_498_537_572_540_47),
        (-1.0, 1.0, 0.543_080_634_815_243_8),
        (3.0, 2.875, 4.354_454_529_650_662_5),
        (-3.0, -2.937_5, 0.090_335_933_041_534_95),
        (5.5, -0.125, 7.709_795_425_549_659),
        (-7.0, -7.0, 0.020_259_284_577_052_325),
        (-12.5, -12.498_046_875, 0.006_400_677_831_742_723),
        (12.5, 12.498_046_875, 19_731.763_567_162_834),
        (20.0, -20.0, 606_456.491_762_237_9),
        (-40.0, -0.5, 0.019_289_586_849_993_243),
        (40.0, 39.0, 3_664_288_070_310_275.5),
        (-300.0, -299.5, 1.112_966_054_535_336_8e-5),
        (-1000.0, -1.0, 0.000_631_752_311_139_697_4),
        (300.0, -300.0, 1.079_125_775_134_031e125),
        (700.0, 699.0, 9.151_187_843_856_819e300),
        (-1e30, -2e30, 5e-61),
        (1e-300, -1e-300, 0.5),
    ] {
        let got = x.exprel_slope(y);
        assert!(ulps_double(got, want) <= 5.0, "{x:e} and {y:e}: {got:e}, not {want:e}");
    }
}

fn exprel_slope_at_edges<F: Float + Debug>() {
    let f = F::from_f64;
    let (inf, nan) = (f64::INFINITY, f64::NAN);
    for (x, y, want) in [
        (0.0, -0.0, 0.5),
        (inf, 0.0, inf),
        (inf, inf, inf),
        (inf, -inf, inf),
        (-inf, 0.0, 0.0),
        (-inf, -inf, 0.0),
        (800.0, 750.0, inf),
        (nan, 0.0, nan),
        (inf, nan, nan),
        (-1.0, nan, nan),
        (nan, nan, nan),
    ] {
        same(f(x).exprel_slope(f(y)), want);
        same(f(y).exprel_slope(f(x)), want);
    }
}

#[test]
fn exprel_slope_has_its_limits_at_infinity() {
    exprel_slope_at_edges::<f32>();
    exprel_slope_at_edges::<f64>();
    assert!(92.0_f32.exprel_slope(92.0).is_finite() && 708.0_f64.exprel_slope(708.0).is_finite());
}

#[test]
fn sigmoid_is_accurate() {
    check_single(3.0, Float::sigmoid, logistic);
    check_double(4.0, Float::sigmoid, logistic);
}

#[test]
fn single_functions_by_way_of_double_are_rounded_once() {
    check_single(0.501, Float::exp2, libm::exp2);
    check_single(0.501, Float::log2, libm::log2);
    check_single(0.501, Float::log10, libm::log10);
}

#[test]
fn powers_are_accurate() {
    check_single(0.501, |x| Float::pow(x, 0.5), |x| libm::pow(x, 0.5));
    check_single(0.501, |x| Float::pow(x, -1.0), |x| libm::pow(x, -1.0));
    check_single(0.501, |x| Float::pow(x, 7.0), |x| libm::pow(x, 7.0));
    check_single(0.501, |x| Float::pow(1.7, x), |x| libm::pow(1.7f32.into(), x));
    check_single(0.501, |x| Float::pow(-1.7, x), |x| libm::pow((-1.7f32).into(), x));
    check_single(2.0, |x| Float::pow(x, 3.0), |x| x * x * x);
}

#[test]
fn powers_of_special_values_are_those_of_ieee_754() {
    let special = [
        0.0,
        0.5,
        1.0,
        1.5,
        2.0,
        3.0,
        4.0,
        5.0,
        1e30,
        f32::MAX,
        f32::MIN_POSITIVE,
        f32::from_bits(1),
        f32::INFINITY,
        f32::NAN,
    ];
    for x in special.into_iter().flat_map(|x| [x, -x]) {
        for y in special.into_iter().flat_map(|y| [y, -y]) {
            let (got, want) = (Float::pow(x, y), libm::powf(x, y));
            let same = ulps_single(got, want.into()) <= 1.0 && (want.is_nan() || got.signum() == want.signum());
            assert!(same, "{x:e} to the {y:e}: {got:e}, not {want:e}");
            let (x, y) = (f64::from(x), f64::from(y));
            let (got, want) = (Float::pow(x, y), libm::pow(x, y));
            assert!(ulps_double(got, want) <= 1.0, "{x:e} to the {y:e}: {got:e}, not {want:e}");
        }
    }
}

/// Equal, a NaN equal to a NaN, and zeros told apart by their sign.
#[track_caller]
fn same<F: Float>(got: F, want: f64) {
    let (got, want) = (got.to_f64(), want);
    let equal = got == want && got.is_sign_negative() == want.is_sign_negative();
    assert!(equal || got.is_nan() && want.is_nan(), "{got:?}, not {want:?}");
}

fn edges<F: Float + Debug>(tiny: f64) {
    let f = F::from_f64;
    let (inf, nan) = (f64::INFINITY, f64::NAN);

    same(f(inf).exp(), inf);
    same(f(-inf).exp(), 0.0);
    same(f(1000.0).exp(), inf);
    same(f(-1000.0).exp(), 0.0);
    same(f(-0.0).exp(), 1.0);
    same(f(nan).exp(), nan);

    same(f(0.0).ln(), -inf);
    same(f(-0.0).ln(), -inf);
    same(f(-1.0).ln(), nan);
    same(f(-inf).ln(), nan);
    same(f(1.0).ln(), 0.0);
    same(f(inf).ln(), inf);
    same(f(nan).ln(), nan);
    assert!((f(tiny).ln().to_f64() / libm::log(tiny) - 1.0).abs() < 1e-7);

    same(f(inf).tanh(), 1.0);
    same(f(-inf).tanh(), -1.0);
    same(f(-0.0).tanh(), -0.0);
    same(f(tiny).tanh(), tiny);
    same(f(nan).tanh(), nan);

    same(f(inf).sigmoid(), 1.0);
    same(f(-inf).sigmoid(), 0.0);
    same(f(0.0).sigmoid(), 0.5);
    same(f(nan).sigmoid(), nan);

    same(f(-3.5).sign(), -1.0);
    same(f(tiny).sign(), 1.0);
    same(f(-0.0).sign(), 0.0);
    same(f(nan).sign(), nan);

    same(f(2.5).round(), 3.0);
    same(f(-2.5).round(), -3.0);
    same(f(-2.5).floor(), -3.0);
    same(f(-2.5).ceil(), -2.0);

    same(f(8.0).log2(), 3.0);
    same(f(1000.0).log10(), 3.0);
    same(f(-10.0).exp2(), 1.0 / 1024.0);
    same(f(3.0).hypot(f(4.0)), 5.0);

    same(F::from_i64(-7), -7.0);
    same(F::from_bool(true), 1.0);
    same(F::from_bool(false), 0.0);
    assert!(F::ONE.is_finite() && !F::INFINITY.is_finite() && !F::NAN.is_finite() && F::NAN.is_nan());
}

#[test]
fn edges_are_as_documented() {
    edges::<f32>(f32::from_bits(1).into());
    edges::<f64>(f64::from_bits(1));
    assert_eq!((f32::NAME, f64::NAME), ("f32", "f64"));
}

fn like_numpy<F: Float>() {
    let f = F::from_f64;
    let (inf, nan) = (f64::INFINITY, f64::NAN);
    for (x, divisor, want) in [
        (7.0, 3.0, 1.0),
        (-7.0, 3.0, 2.0),
        (7.0, -3.0, -2.0),
        (-7.0, -3.0, -1.0),
        (6.0, 3.0, 0.0),
        (-6.0, 3.0, 0.0),
        (6.0, -3.0, -0.0),
        (5.25, 0.5, 0.25),
        (1.0, inf, 1.0),
        (-1.0, inf, inf),
        (1.0, 0.0, nan),
        (inf, 2.0, nan),
        (nan, 2.0, nan),
        (2.0, nan, nan),
    ] {
        same(f(x).modulo(f(divisor)), want);
    }
    for (x, y, least, most) in [
        (1.0, 2.0, 1.0, 2.0),
        (2.0, -1.0, -1.0, 2.0),
        (0.0, -0.0, 0.0, 0.0),
        (-0.0, 0.0, -0.0, -0.0),
        (nan, 1.0, nan, nan),
        (1.0, nan, nan, nan),
        (-inf, inf, -inf, inf),
    ] {
        same(Float::min(f(x), f(y)), least);
        same(Float::max(f(x), f(y)), most);
    }
    for (x, low, high, want) in [
        (0.5, 0.0, 1.0, 0.5),
        (-2.0, 0.0, 1.0, 0.0),
        (2.0, 0.0, 1.0, 1.0),
        (0.5, 2.0, 1.0, 1.0),
        (nan, 0.0, 1.0, nan),
        (0.5, nan, 1.0, nan),
    ] {
        same(f(x).clip(f(low), f(high)), want);
    }
}

#[test]
fn remainders_and_limits_are_those_of_numpy() {
    like_numpy::<f32>();
    like_numpy::<f64>();
}

/// A fingerprint of a function's results, bit for bit.
fn fingerprint<F: Float>(f: impl Fn(F) -> F) -> u64 {
    (-4000..4000)
        .map(|i| f(F::from_f64(f64::from(i) * 0.01 + 0.003)).to_f64())
        .filter(|y| !y.is_nan())
        .fold(0xcbf2_9ce4_8422_2325, |hash, y| (hash ^ y.to_bits()).wrapping_mul(0x0000_0100_0000_01b3).rotate_left(29))
}

/// The same on every machine and at every level of optimisation, or recordings cannot be compared.
#[test]
fn results_have_the_same_bits_everywhere() {
    fn all<F: Float>() -> [u64; 8] {
        [
            fingerprint(F::exp),
            fingerprint(F::ln),
            fingerprint(F::tanh),
            fingerprint(F::sigmoid),
            fingerprint(|x: F| x.pow(F::from_f64(1.7))),
            fingerprint(F::sin),
            fingerprint(F::exprel),
            fingerprint(|x: F| x.exprel_slope(F::ONE)),
        ]
    }
    assert_eq!(
        all::<f32>(),
        [
            0xae33_7b8e_0eac_037d,
            0x89c0_8896_c289_7150,
            0xd6b4_6e41_4d71_c946,
            0x3109_df7a_30bd_a40c,
            0xe0bb_6d4a_0eb0_a2fb,
            0x8f4a_bfa7_1665_2061,
            0x8a46_3949_cdff_190e,
            0x7397_170f_d464_26f4
        ]
    );
    assert_eq!(
        all::<f64>(),
        [
            0x786f_ddc7_a9fd_0bc7,
            0xae32_8160_f105_ce91,
            0x951d_82d2_d0be_7fa9,
            0x3e45_9221_bd8a_b545,
            0x5004_f0db_25e8_e96d,
            0x1151_f961_cf02_0114,
            0x9671_2a6b_134d_61c4,
            0xa2c4_3bf9_4d0c_4616
        ]
    );
}

/// Subnormal numbers become zero of their sign; all others stay.
#[track_caller]
fn check_stored<F: Float>(x: F, smallest: f64) {
    let is_subnormal = x.to_f64() != 0.0 && x.to_f64().abs() < smallest;
    let expected = if is_subnormal { 0.0_f64.copysign(x.to_f64()) } else { x.to_f64() };
    let found = x.stored();
    let same = found.to_f64().to_bits() == expected.to_bits() || (found.is_nan() && x.is_nan());
    assert!(same, "{x:e} is kept as {found:e}");
}

#[test]
fn what_is_stored_is_not_subnormal() {
    for bits in (0..=u32::MAX).step_by(9973) {
        check_stored(f32::from_bits(bits), f32::MIN_POSITIVE.into());
        check_stored(f64::from_bits(u64::from(bits) << 32 | u64::from(bits ^ 0x1234_5678)), f64::MIN_POSITIVE);
    }
    for sign in [0, 1_u32 << 31] {
        let edges = [0, 1, 0x7f_ffff, 0x80_0000, 0x7f7f_ffff, 0x7f80_0000, 0x7fc0_0000];
        edges.into_iter().for_each(|bits| check_stored(f32::from_bits(sign | bits), f32::MIN_POSITIVE.into()));
        let edges = [0, 1, (1 << 52) - 1, 1 << 52, 0x7fef_ffff_ffff_ffff, 0x7ff0_0000_0000_0000];
        edges
            .into_iter()
            .for_each(|bits| check_stored(f64::from_bits(u64::from(sign) << 32 | bits), f64::MIN_POSITIVE));
    }
}
