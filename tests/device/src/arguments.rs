//! Arguments at which functions are compared.

use crate::width::Width;
use izhi_runtime::math::Float;

/// Bits without order, the same in every run.
pub fn patterns(count: u64) -> impl Iterator<Item = u64> {
    (1..=count).map(|number| {
        let mut z = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    })
}

/// Numbers of a type that stand for kinds of numbers, each with both signs.
pub fn specials<F: Float + Width>() -> Vec<F> {
    let tiny = F::from_pattern(1);
    let smallest = [F::from_f64(f64::from(f32::MIN_POSITIVE)), F::from_f64(f64::MIN_POSITIVE)];
    let written = [
        0.0,
        1.0,
        2.0,
        3.0,
        4.0,
        5.0,
        0.1,
        0.25,
        0.5,
        0.75,
        0.999,
        1.001,
        1.5,
        2.5,
        10.0,
        36.0,
        37.5,
        88.5,
        89.5,
        103.5,
        255.5,
        709.5,
        710.5,
        745.5,
        1e-3,
        1e-9,
        1e-20,
        1e-38,
        1e-44,
        1e9,
        1e15,
        4503599627370497.5,
        8388607.5,
        1e20,
        1e38,
        1e300,
        1e308,
        1e-300,
        2147483648.0,
        4294967297.0,
        9223372036854775807.0,
        1.8446744073709552e19,
        f64::INFINITY,
    ];
    let own = [tiny, tiny + tiny, F::EPSILON, F::ONE - F::EPSILON, F::ONE + F::EPSILON, F::from_f64(f64::NAN)];
    let all = written.into_iter().map(F::from_f64).chain(smallest).chain(own);
    all.flat_map(|number| [number, -number]).collect()
}

/// Every so many of all bit patterns of `f32`.
pub fn strided(step: usize) -> Vec<f32> {
    (0..=u32::MAX).step_by(step).map(f32::from_bits).collect()
}

/// Numbers of the size that most functions change at, of all signs and mantissas, from 2^-`range` to 2^`range`.
pub fn moderate<F: Float>(count: u64, range: f64) -> Vec<F> {
    let unit = |pattern: u64| (pattern >> 11) as f64 / (1_u64 << 53) as f64;
    let number = |pattern: u64| {
        let exponent = (unit(pattern.wrapping_mul(0x9e37_79b9_7f4a_7c15)) * 2.0 - 1.0) * range;
        let size = (1.0 + unit(pattern)) * Float::pow(2.0_f64, Float::floor(exponent));
        F::from_f64(if pattern & 1 == 0 { size } else { -size })
    };
    patterns(count).map(number).collect()
}

/// Angles of which little is left when multiples of π/2 are taken away, and their neighbours.
pub fn angles() -> Vec<f64> {
    let small = (1..3000).map(|count| f64::from(count) * std::f64::consts::FRAC_PI_2);
    let large = (10..1024).map(|power| Float::pow(2.0_f64, f64::from(power)) * std::f64::consts::FRAC_PI_4);
    // The double nearest to a multiple of π/2, in relation to it.
    let nearest = 6381956970095103.0 * Float::pow(2.0_f64, 797.0);
    let middle = (1..4000).map(|count| f64::from(count) * 411774.0 * std::f64::consts::FRAC_PI_2);
    let all = small.chain(large).chain(middle).chain([nearest, 5.319372648326541e255, 1.0e22, 823549.6645, 1647099.3]);
    let beside = |x: f64| (-2..=2).map(move |step: i64| f64::from_bits(x.to_bits().wrapping_add_signed(step)));
    all.flat_map(beside).flat_map(|x| [x, -x]).collect()
}

/// Bases and exponents whose powers are neither nothing nor infinite, among them large whole exponents of bases near one.
pub fn exponents<F: Float>(count: u64) -> (Vec<F>, Vec<F>) {
    let bases: Vec<F> = moderate(count, 12.0);
    let powers: Vec<F> = moderate::<F>(count, 8.0).into_iter().rev().collect();
    let whole = |power: &F| Float::floor(*power);
    let near = |base: &F| F::ONE + *base * F::EPSILON * F::from_f64(64.0);
    let large = |power: &F| *power * F::from_f64(1e4) / F::EPSILON * F::from_f64(1e-6);
    let half = |power: &F| Float::floor(*power) * F::from_f64(0.5);
    let all_bases = bases.iter().copied().chain(bases.iter().copied()).chain(bases.iter().map(near));
    let all_powers = powers.iter().copied().chain(powers.iter().map(whole)).chain(powers.iter().map(large));
    let all_bases = all_bases.chain(bases.iter().copied());
    let all_powers = all_powers.chain(powers.iter().map(half));
    (all_bases.collect(), all_powers.collect())
}

/// Bases and exponents whose powers are subnormal, or the last ones that are not infinite or zero.
pub fn last_exponents<F: Float>() -> (Vec<F>, Vec<F>) {
    let bases = [2.0, 1.7, 3.3, 0.4, 10.0, 1.000_001, 0.5, 1e-3, -2.0, -3.0];
    let ends = [-1080..-1020, 1020..1027, -152..-124, 124..130];
    let sizes =
        ends.into_iter().flatten().flat_map(|power| [0.0, 0.3, 1e-13, -1e-13].map(|part| f64::from(power) + part));
    let all = bases.iter().flat_map(|&base| sizes.clone().map(move |size| (base, size)));
    let exponent = |base: f64, size: f64| size / Float::log2(base.abs());
    let both = all.map(|(base, size)| {
        let exponent = exponent(base, size);
        (F::from_f64(base), F::from_f64(if base < 0.0 { Float::round(exponent) } else { exponent }))
    });
    both.unzip()
}

/// Every one of these with every one.
pub fn pairs<F: Copy>(numbers: &[F]) -> (Vec<F>, Vec<F>) {
    numbers.iter().flat_map(|&first| numbers.iter().map(move |&second| (first, second))).unzip()
}
