//! The elementary functions of device programs against the runtime's, bit for bit.

use std::sync::LazyLock;

use izhi_device_tests::{
    Called, Functions, Width, angles, assert_same, exponents, last_exponents, moderate, pairs, patterns, specials,
    strided,
};
use izhi_runtime::math::{Float, integer_modulo};

type Unary<F> = (&'static str, fn(F) -> F);
type Binary<F> = (&'static str, fn(F, F) -> F);

/// The functions of one number.
fn unary<F: Float>() -> Vec<Unary<F>> {
    vec![
        ("abs", F::abs),
        ("acos", F::acos),
        ("asin", F::asin),
        ("atan", F::atan),
        ("ceil", F::ceil),
        ("cos", F::cos),
        ("cosh", F::cosh),
        ("exp", F::exp),
        ("exprel", F::exprel),
        ("floor", F::floor),
        ("ln", F::ln),
        ("log10", F::log10),
        ("log2", F::log2),
        ("round", F::round),
        ("sigmoid", F::sigmoid),
        ("sign", F::sign),
        ("sin", F::sin),
        ("sinh", F::sinh),
        ("sqrt", F::sqrt),
        ("stored", Float::stored),
        ("tan", F::tan),
        ("tanh", F::tanh),
    ]
}

/// The functions of two integers.
const INTEGERS: [Binary<i64>; 4] = [
    ("add", i64::wrapping_add),
    ("subtract", i64::wrapping_sub),
    ("multiply", i64::wrapping_mul),
    ("integer_modulo", integer_modulo),
];

/// The functions of two.
fn binary<F: Float>() -> Vec<Binary<F>> {
    vec![
        ("atan2", F::atan2),
        ("exprel_slope", F::exprel_slope),
        ("hypot", F::hypot),
        ("max", Float::max),
        ("min", Float::min),
        ("modulo", F::modulo),
        ("pow", F::pow),
        ("remainder", |x, divisor| x % divisor),
    ]
}

static FUNCTIONS: LazyLock<Functions> = LazyLock::new(|| {
    let mut functions = Vec::new();
    for number in ["float", "double"] {
        functions.extend(unary::<f64>().iter().map(|(name, _)| Called::of_library(name, number, number, 1)));
        functions.extend(binary::<f64>().iter().map(|(name, _)| Called::of_library(name, number, number, 2)));
        functions.push(Called::of_library("clip", number, number, 3));
        functions.push(Called::of_library("integer", number, "i64", 1));
    }
    functions.extend(INTEGERS.map(|(name, _)| Called::of_library(name, "i64", "i64", 2)));
    functions.push(Called::of_library("negate", "i64", "i64", 1));
    functions.extend(["float", "double"].map(|number| Called {
        name: format!("{number}_of"),
        from: "i64",
        to: number,
        result: format!("izhi::number<{number}>(x[0][i])"),
    }));
    Functions::new(&functions)
});

/// All functions of one number at these.
#[track_caller]
fn check_unary<F: Float + Width>(arguments: &[F]) {
    for (name, function) in unary::<F>() {
        let got = FUNCTIONS.results(name, &[arguments]);
        let want = arguments.iter().map(|&x| function(x));
        assert_same(name, &got, want, |place| format!("{:?}", arguments[place]));
    }
}

/// All functions of two numbers at these.
#[track_caller]
fn check_binary<F: Float + Width>(first: &[F], second: &[F]) {
    for (name, function) in binary::<F>() {
        let got = FUNCTIONS.results(name, &[first, second]);
        let want = first.iter().zip(second).map(|(&x, &y)| function(x, y));
        assert_same(name, &got, want, |place| format!("{:?} and {:?}", first[place], second[place]));
    }
}

/// Bit patterns of any kind as numbers.
fn any<F: Width>(count: u64, apart: u64) -> Vec<F> {
    patterns(count).map(|pattern| F::from_pattern(pattern.rotate_left(apart as u32))).collect()
}

#[test]
fn functions_of_one_single_are_the_runtimes() {
    check_unary::<f32>(&specials());
    check_unary(&strided(19_997));
}

#[test]
fn functions_of_one_single_are_the_runtimes_where_they_change() {
    check_unary::<f32>(&moderate(50_000, 10.0));
    check_unary::<f32>(&angles().into_iter().map(|angle| angle as f32).collect::<Vec<_>>());
}

#[test]
fn functions_of_one_double_are_the_runtimes() {
    check_unary::<f64>(&specials());
    check_unary::<f64>(&any(50_000, 0));
    check_unary::<f64>(&angles());
}

#[test]
fn functions_of_one_double_are_the_runtimes_where_they_change() {
    check_unary::<f64>(&moderate(50_000, 10.0));
    check_unary::<f64>(&moderate(20_000, 70.0));
}

fn check_pairs<F: Float + Width>() {
    let (first, second) = pairs(&specials::<F>());
    check_binary(&first, &second);
    check_binary::<F>(&any(20_000, 0), &any(20_000, 29));
    let (bases, powers) = exponents(10_000);
    check_binary::<F>(&bases, &powers);
    let (bases, powers) = last_exponents();
    check_binary::<F>(&bases, &powers);
    let near: Vec<F> = moderate(20_000, 10.0);
    let others: Vec<F> = near.iter().rev().copied().collect();
    check_binary(&near, &others);
    check_binary(&near, &near);
}

#[test]
fn functions_of_two_singles_are_the_runtimes() {
    check_pairs::<f32>();
}

#[test]
fn functions_of_two_doubles_are_the_runtimes() {
    check_pairs::<f64>();
}

#[test]
fn numbers_are_limited_as_the_runtime_does() {
    fn check<F: Float + Width>() {
        let specials = specials::<F>();
        let (low, high) = pairs(&specials);
        for value in &specials[..] {
            let values = vec![*value; low.len()];
            let got = FUNCTIONS.results("clip", &[&values, &low, &high]);
            let want = low.iter().zip(&high).map(|(&low, &high)| value.clip(low, high));
            assert_same("clip", &got, want, |place| format!("{value:?} to {:?} and {:?}", low[place], high[place]));
        }
    }
    check::<f32>();
    check::<f64>();
}

/// Integers of all sizes, and those beside which something overflows or an `f32` or `f64` no longer has all of them.
fn integers() -> Vec<i64> {
    let powers = (0..63).map(|power| 1_i64 << power).flat_map(|power| [power - 1, power, power + 1]);
    let sized = patterns(500).map(|pattern| (pattern as i64) >> (pattern % 64));
    let all = powers.chain(sized).chain([0, i64::MAX]);
    all.flat_map(|number| [number, number.wrapping_neg(), !number]).collect()
}

#[test]
fn integers_wrap_around_as_the_runtimes() {
    let integers = integers();
    let (first, second) = pairs(&integers);
    for (name, function) in INTEGERS {
        let got = FUNCTIONS.results(name, &[&first, &second]);
        let want = first.iter().zip(&second).map(|(&x, &y)| function(x, y));
        assert_same(name, &got, want, |place| format!("{} and {}", first[place], second[place]));
    }
    let got = FUNCTIONS.results("negate", &[&integers]);
    assert_same("negate", &got, integers.iter().map(|x| x.wrapping_neg()), |place| integers[place].to_string());
}

#[test]
fn integers_become_numbers_as_the_runtimes_and_back() {
    fn check<F: Float + Width>() {
        let integers = integers();
        let got: Vec<F> = FUNCTIONS.results(&format!("{}_of", F::C_NAME), &[&integers]);
        assert_same("number", &got, integers.iter().map(|&x| F::from_i64(x)), |place| integers[place].to_string());
        for numbers in [got, specials(), any(20_000, 0), moderate(20_000, 64.0)] {
            let got: Vec<i64> = FUNCTIONS.results("integer", &[&numbers]);
            assert_same("integer", &got, numbers.iter().map(|x| x.to_i64()), |place| numbers[place].to_string());
        }
    }
    check::<f32>();
    check::<f64>();
}
