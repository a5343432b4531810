use rand_core::Rng;

use super::philox::FromWord;
use super::*;

/// `count` draws in one call.
fn draw<T: Copy + Default>(count: usize, fill: impl FnOnce(&mut [T])) -> Vec<T> {
    let mut out = vec![T::default(); count];
    fill(&mut out);
    out
}

/// The `philox4x32 10` lines of `tests/kat_vectors` in Random123 (github.com/DEShawResearch/random123).
#[test]
fn philox_gives_the_published_answers() {
    for (counter, key, answer) in [
        ([0; 4], [0; 2], [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]),
        ([u32::MAX; 4], [u32::MAX; 2], [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]),
        (
            [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344],
            [0xa409_3822, 0x299f_31d0],
            [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1],
        ),
    ] {
        assert_eq!(philox::block(counter, key), answer);
    }
}

#[test]
fn elements_have_their_place_in_the_blocks() {
    let stream = Stream::new(1, 2);
    let iteration = 5 << 32 | 7;
    for first in [0, 64, 640, (1 << 40) - 64] {
        let words = draw(64, |out| stream.words(iteration, first, out));
        for (e, word) in (first..).zip(words) {
            let block = e / 64 * 16 + e % 16;
            let counter = [block as u32, (block >> 32) as u32, 7, 5];
            assert_eq!(word, philox::block(counter, stream.key)[(e / 16 % 4) as usize]);
        }
    }
}

#[test]
fn the_last_elements_can_be_drawn() {
    let words = draw(100, |out| Stream::new(1, 2).words(u64::MAX, u64::MAX - 40, out));
    assert_eq!(words.len(), 100);
}

/// Drawing in pieces gives what drawing at once gives.
#[track_caller]
fn check_slicing<T: Copy + Default + PartialEq + std::fmt::Debug>(fill: impl Fn(u64, &mut [T])) {
    let whole = draw(700, |out| fill(0, out));
    for piece in [1, 5, 16, 63, 64, 65, 128, 200] {
        let mut pieces = vec![T::default(); whole.len()];
        for (i, out) in pieces.chunks_mut(piece).enumerate() {
            fill((i * piece) as u64, out);
        }
        assert_eq!(pieces, whole, "in pieces of {piece}");
    }
}

#[test]
fn draws_do_not_depend_on_the_slicing() {
    let stream = Stream::new(42, 3);
    check_slicing(|first, out: &mut [u32]| stream.words(9, first, out));
    check_slicing(|first, out: &mut [f32]| stream.uniform(9, first, out));
    check_slicing(|first, out: &mut [f64]| stream.uniform(9, first, out));
    check_slicing(|first, out: &mut [f32]| stream.normal(9, first, out));
    check_slicing(|first, out: &mut [f64]| stream.normal(9, first, out));
}

#[test]
fn uniform_draws_fill_their_interval_and_never_reach_one() {
    assert_eq!(f32::from_word(u32::MAX), 1.0 - f32::EPSILON / 2.0);
    assert_eq!(f32::from_word(0), 0.0);
    assert_eq!(unit_double(u32::MAX, u32::MAX), 1.0 - f64::EPSILON / 2.0);
    assert_eq!(unit_double(0, 1 << 11), f64::EPSILON / 2.0);
}

#[test]
fn both_types_draw_the_same_numbers_up_to_rounding() {
    let stream = Stream::new(8, 1);
    let (single, double) = (
        draw(640, |out: &mut [f32]| stream.uniform(3, 0, out)),
        draw(640, |out: &mut [f64]| stream.uniform(3, 0, out)),
    );
    for (single, double) in single.into_iter().zip(double) {
        assert!((f64::from(single) - double).abs() < f64::from(f32::EPSILON));
    }
    let (single, double) =
        (draw(640, |out: &mut [f32]| stream.normal(3, 0, out)), draw(640, |out: &mut [f64]| stream.normal(3, 0, out)));
    for (single, double) in single.into_iter().zip(double) {
        assert!((f64::from(single) - double).abs() < 1e-5, "{single} {double}");
    }
}

/// Draws of one stream, both along elements and along iterations.
fn sample<F: Draw>(fill: impl Fn(&Stream, u64, &mut [F])) -> Vec<f64> {
    let stream = Stream::new(2024, 11);
    let mut values = Vec::new();
    for iteration in 0..100 {
        values.extend(draw(1000, |out| fill(&stream, iteration, out)).into_iter().map(F::to_f64));
    }
    values
}

/// The mean, variance, skewness and kurtosis of `sample` against those of the distribution, and its
/// empirical distribution function against `cdf` (Kolmogorov and Smirnov, at the level 0.001).
#[track_caller]
fn check_distribution(mut sample: Vec<f64>, moments: Option<[f64; 4]>, cdf: impl Fn(f64) -> f64) {
    let n = sample.len() as f64;
    if let Some([mean, variance, skewness, kurtosis]) = moments {
        let central = |power| sample.iter().map(|x| (x - mean).powi(power)).sum::<f64>() / n;
        let sd = variance.sqrt();
        let near = |got: f64, want: f64, error: f64| {
            assert!((got - want).abs() < 4.0 * error / n.sqrt(), "{got}, not {want}");
        };
        near(central(1) / sd, 0.0, 1.0);
        near(central(2) / variance, 1.0, (kurtosis - 1.0).sqrt());
        near(central(3) / sd.powi(3), skewness, 15f64.sqrt());
        near(central(4) / sd.powi(4), kurtosis, 96f64.sqrt());
    }
    sample.sort_by(f64::total_cmp);
    let distance = sample
        .iter()
        .enumerate()
        .map(|(i, &x)| (cdf(x) - i as f64 / n).abs().max((cdf(x) - (i as f64 + 1.0) / n).abs()))
        .fold(0.0, f64::max);
    assert!(distance < 1.95 / n.sqrt(), "distance {distance}");
}

fn normal_cdf(x: f64) -> f64 {
    0.5 * libm::erfc(-x / std::f64::consts::SQRT_2)
}

#[test]
fn uniform_draws_are_uniform() {
    let moments = Some([0.5, 1.0 / 12.0, 0.0, 1.8]);
    check_distribution(sample::<f32>(|s, i, out| s.uniform(i, 0, out)), moments, |x| x);
    check_distribution(sample::<f64>(|s, i, out| s.uniform(i, 0, out)), moments, |x| x);
}

#[test]
fn normal_draws_are_normal() {
    let moments = Some([0.0, 1.0, 0.0, 3.0]);
    check_distribution(sample::<f32>(|s, i, out| s.normal(i, 0, out)), moments, normal_cdf);
    check_distribution(sample::<f64>(|s, i, out| s.normal(i, 0, out)), moments, normal_cdf);
}

/// The transform with the words of both elements of every pair, in `f64` with libm.
#[test]
fn normal_draws_are_those_of_box_and_muller() {
    let edges = [0, 1, 0x1fff_ffff, 0x2000_0000, 0x6000_0000, 0xa000_0000, 0xdfff_ffff, 0xe000_0000, u32::MAX];
    let stream = Stream::new(5, 5);
    let mut high = draw(64, |out| stream.words(0, 0, out));
    let mut low = draw(64, |out| stream.words(1, 0, out));
    for (i, edge) in edges.into_iter().enumerate() {
        high[i] = edge;
        low[i] = edge;
        high[16 + i] = edges[(i + 3) % edges.len()];
        high[48 + i] = edge;
    }
    let high: [u32; TILE] = high.try_into().unwrap();
    let low: [u32; TILE] = low.try_into().unwrap();
    let (mut single, mut double) = ([0.0; TILE], [0.0; TILE]);
    box_muller::single(&high, &mut single);
    box_muller::double(&high, &low, &mut double);
    let word = 1.0 / (1u64 << 32) as f64;
    for lane in (0..16).chain(32..48) {
        let other = lane + 16;
        let near = |got: f64, want: f64, bound: f64| {
            assert!((got - want).abs() < bound, "{got}, not {want} at {lane}: {:x} {:x}", high[lane], high[other]);
        };

        let radius = (-2.0 * libm::log((f64::from(high[lane] >> 1) + 0.5) * 2.0 * word)).sqrt();
        let angle = f64::from(high[other]) * word * std::f64::consts::TAU;
        // Where u is nearly 1 it has few bits: 2^-24 there is 3.5e-4 in the radius.
        let bound = if radius < 0.1 { 4e-4 } else { 3e-6 };
        near(single[lane].into(), radius * libm::cos(angle), bound);
        near(single[other].into(), radius * libm::sin(angle), bound);

        let u = (f64::from(high[lane]) + (f64::from(low[lane]) + 0.5) * word) * word;
        let radius = (-2.0 * libm::log(u)).sqrt();
        let angle = (f64::from(high[other]) + f64::from(low[other]) * word) * word * std::f64::consts::TAU;
        near(double[lane], radius * libm::cos(angle), 1e-14);
        near(double[other], radius * libm::sin(angle), 1e-14);
    }
}

/// The correlation of two series of uniform draws.
fn correlation(x: &[f64], y: &[f64]) -> f64 {
    x.iter().zip(y).map(|(x, y)| (x - 0.5) * (y - 0.5)).sum::<f64>() * 12.0 / x.len() as f64
}

#[test]
fn near_streams_are_unrelated() {
    let uniform =
        |seed, site, iteration| draw(20_000, |out: &mut [f64]| Stream::new(seed, site).uniform(iteration, 0, out));
    let here = uniform(1, 1, 1);
    for seed in 0..3 {
        for site in 0..3 {
            for iteration in 0..3 {
                if (seed, site, iteration) != (1, 1, 1) {
                    let there = uniform(seed, site, iteration);
                    let r = correlation(&here, &there);
                    assert!(r.abs() < 4.0 / 20_000f64.sqrt(), "{r} at seed {seed}, site {site}, {iteration}");
                }
            }
        }
    }
    for lag in [1, 2, 15, 16, 17, 32, 48, 64, 128, 1000] {
        let r = correlation(&here[lag..], &here[..here.len() - lag]);
        assert!(r.abs() < 4.0 / 20_000f64.sqrt(), "{r} at lag {lag}");
    }
}

#[test]
fn keys_are_all_different() {
    let mut keys: Vec<_> = (0..200).flat_map(|seed| (0..200).map(move |site| Stream::new(seed, site).key)).collect();
    keys.sort_unstable();
    keys.dedup();
    assert_eq!(keys.len(), 40_000);
}

#[test]
fn the_generator_gives_the_words_in_order() {
    let stream = Stream::new(6, 7);
    let words = draw(300, |out| stream.words(4, 0, out));
    let mut generator = stream.generator(4);
    assert_eq!((0..300).map(|_| generator.next_u32()).collect::<Vec<_>>(), words);

    let mut generator = stream.generator(4);
    assert_eq!(generator.next_u64(), u64::from(words[1]) << 32 | u64::from(words[0]));
    let mut bytes = [0; 6];
    generator.fill_bytes(&mut bytes);
    assert_eq!(bytes[..4], words[2].to_le_bytes());
    assert_eq!(bytes[4..], words[3].to_le_bytes()[..2]);
    assert_eq!(generator.next_u32(), words[4]);
}

/// A fingerprint of draws, bit for bit.
fn fingerprint<F: Draw>(values: &[F]) -> u64 {
    values.iter().fold(0xcbf2_9ce4_8422_2325, |hash, y| {
        (hash ^ y.to_f64().to_bits()).wrapping_mul(0x0000_0100_0000_01b3).rotate_left(29)
    })
}

/// The same on every machine and at every level of optimisation: a change here changes every simulation.
#[test]
fn draws_have_the_same_bits_everywhere() {
    let stream = Stream::new(42, 1);
    assert_eq!(stream.key, [0x6eba_0b61, 0x078b_b2fc]);
    let prints = [
        fingerprint(&draw(5000, |out: &mut [f32]| stream.uniform(3, 0, out))),
        fingerprint(&draw(5000, |out: &mut [f64]| stream.uniform(3, 0, out))),
        fingerprint(&draw(5000, |out: &mut [f32]| stream.normal(3, 0, out))),
        fingerprint(&draw(5000, |out: &mut [f64]| stream.normal(3, 0, out))),
    ];
    assert_eq!(prints, [0x4a0f_2ae2_64f4_d47f, 0x5c69_fed5_58a8_a7e3, 0xf9ad_4816_5b32_96a7, 0xf1de_67be_1809_9c50]);
}

mod quantiles {
    use super::*;

    /// The three check values of Wichura (1988), and others by mpmath, to the 16 digits he claims.
    #[test]
    fn normal_quantile_gives_the_published_values() {
        for (p, want) in [
            (0.25, -0.674_489_750_196_081_7),
            (0.001, -3.090_232_306_167_813_5),
            (1e-20, -9.262_340_089_798_408),
            (1e-300, -37.047_096_299_361_2),
            (0.5, 0.0),
            (0.975, 1.959_963_984_540_054),
        ] {
            let got = normal_quantile(p);
            assert!((got - want).abs() <= 1e-15 * want.abs(), "{p}: {got}, not {want}");
        }
    }

    #[test]
    fn normal_quantile_is_limited_to_probabilities() {
        assert_eq!(normal_quantile(0.0), f64::NEG_INFINITY);
        assert_eq!(normal_quantile(1.0), f64::INFINITY);
        for p in [-0.1, 1.1, f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert!(normal_quantile(p).is_nan(), "{p}");
        }
    }

    #[test]
    fn normal_quantile_inverts_the_distribution() {
        for i in -370..80 {
            let x = f64::from(i) * 0.1;
            let error = normal_quantile(normal_cdf(x)) - x;
            // Near 1 a probability has few bits left.
            let bound = if x < 0.0 { 1e-13 } else { 1e-15 * libm::exp(x * x / 2.0) + 1e-14 };
            assert!(error.abs() < bound, "{x}: {error}");
        }
    }

    /// [mean, sd, low, high]
    const CASES: [[f64; 4]; 8] = [
        [0.0, 1.0, f64::NEG_INFINITY, f64::INFINITY],
        [0.0, 1.0, -1.0, 2.0],
        [-65.0, 5.0, -70.0, -50.0],
        [0.5, 0.25, 0.0, f64::INFINITY],
        [0.0, 1.0, 4.0, f64::INFINITY],
        [0.0, 1.0, f64::NEG_INFINITY, -7.0],
        [10.0, 2.0, -20.0, -10.0],
        [0.0, 1.0, -0.001, 0.001],
    ];

    #[test]
    fn truncated_draws_are_truncated_normal() {
        for [mean, sd, low, high] in CASES {
            let truncated = TruncatedNormal::new(mean, sd, low, high);
            let draws: Vec<_> =
                sample::<f64>(|s, i, out| s.uniform(i, 0, out)).into_iter().map(|u| truncated.quantile(u)).collect();
            assert!(draws.iter().all(|x| (low..=high).contains(x) && x.is_finite()));
            // By the tail the interval leans to.
            let mirror = if low + high > 2.0 * mean { -1.0 } else { 1.0 };
            let score = |x| mirror * (x - mean) / sd;
            let ends = [normal_cdf(score(low)), normal_cdf(score(high))];
            check_distribution(draws, None, |x| (normal_cdf(score(x)) - ends[0]) / (ends[1] - ends[0]));
        }
    }

    #[test]
    fn truncated_single_draws_stay_inside() {
        for case in CASES {
            let [mean, sd, low, high] = case.map(|x| x as f32);
            for u in sample::<f32>(|s, i, out| s.uniform(i, 0, out)) {
                let x = truncated_normal(u as f32, mean, sd, low, high);
                assert!((low..=high).contains(&x) && x.is_finite(), "{case:?}: {x}");
            }
            for u in [0.0, f32::MIN_POSITIVE, 1.0 - f32::EPSILON / 2.0] {
                let x = truncated_normal(u, mean, sd, low, high);
                assert!((low..=high).contains(&x) && x.is_finite(), "{case:?}: {x}");
            }
        }
    }

    /// Medians by mpmath to 16 digits; beyond 36 sd the density is approximated to 1 part in 36².
    #[test]
    fn far_tails_keep_their_precision() {
        for (low, high, want, bound) in [
            (8.0, f64::INFINITY, 8.084_911_007_391_543, 1e-13),
            (30.0, 30.01, 30.004_626_338_381_12, 1e-13),
            (35.9, f64::INFINITY, 35.919_287_601_387_25, 1e-12),
            (36.1, f64::INFINITY, 36.119_180_965_371_95, 2e-5),
            (1000.0, f64::INFINITY, 1_000.000_693_146_247_2, 1e-9),
            (1000.0, 1000.0005, 1_000.000_219_070_189_3, 1e-9),
        ] {
            let got: f64 = truncated_normal(0.5, 0.0, 1.0, low, high);
            assert!((got - want).abs() < bound, "{low}: {got}, not {want}");
            assert_eq!(truncated_normal(0.5, 0.0, 1.0, -high, -low), -got);
        }
    }

    #[test]
    fn truncated_draws_are_monotonic() {
        let cases = CASES.into_iter().chain([[0.0, 1.0, 50.0, 60.0], [0.0, 1.0, -60.0, -50.0]]);
        for [mean, sd, low, high] in cases {
            let truncated = TruncatedNormal::new(mean, sd, low, high);
            let draws: Vec<_> = (0..1000).map(|i| truncated.quantile(f64::from(i) / 1000.0)).collect();
            assert!(draws.is_sorted(), "{low} {high}");
            assert!(draws.iter().all(|x| (low..=high).contains(x)));
        }
    }

    #[test]
    fn what_is_no_distribution_is_documented() {
        let draw = |mean, sd, low, high| truncated_normal::<f32>(0.3, mean, sd, low, high);
        assert_eq!(draw(5.0, 0.0, 0.0, 10.0), 5.0);
        assert_eq!(draw(5.0, -1.0, 6.0, 10.0), 6.0);
        assert_eq!(draw(5.0, 1.0, 7.0, 7.0), 7.0);
        assert!(draw(5.0, 1.0, 2.0, 1.0).is_nan());
        for at in 0..4 {
            let mut p = [0.0, 1.0, -1.0, 1.0];
            p[at] = f32::NAN;
            assert!(draw(p[0], p[1], p[2], p[3]).is_nan(), "{at}");
        }
        assert!(truncated_normal(f32::NAN, 0.0, 1.0, -1.0, 1.0).is_nan());
    }
}
