//! The random draws of device programs against the runtime's, bit for bit.

use std::sync::LazyLock;

use izhi_device_tests::{Called, Functions, Width, assert_same, moderate, patterns, specials};
use izhi_runtime::math::Float;
use izhi_runtime::plumbing::PoissonTable;
use izhi_runtime::random::{Draw, Stream, TruncatedNormal, normal_quantile, poisson, row_element, truncated_normal};

/// What a stream at an iteration is called with: seed, site and iteration.
const STREAM: &str = "izhi::stream((u64)x[0][i], (u64)x[1][i])";

static FUNCTIONS: LazyLock<Functions> = LazyLock::new(|| {
    let draw = |name: &str, to, function: &str| Called {
        name: name.to_owned(),
        from: "i64",
        to,
        result: format!("izhi::{function}({STREAM}, (u64)x[2][i], (u64)x[3][i])"),
    };
    let mut functions = vec![
        draw("word", "u32", "word"),
        draw("uniform_float", "float", "uniform<float>"),
        draw("uniform_double", "double", "uniform<double>"),
        draw("normal_float", "float", "normal<float>"),
        draw("normal_double", "double", "normal<double>"),
        Called::of_library("row_element", "i64", "i64", 1),
        Called::of_library("normal_quantile", "double", "double", 1),
    ];
    for number in ["float", "double"] {
        functions.push(Called::of_library("poisson", number, number, 3));
        functions.push(Called::of_library("truncated_normal", number, number, 5));
        let tabulated = format!(
            "([&] {{ izhi::PoissonTable<{number}> table; izhi::tabulate(table, x[0][i]); \
             return izhi::tabulated(table, izhi::stream(1, 2), izhi::stream(1, 3), (u64)x[1][i], (u64)x[2][i]); }})()"
        );
        functions.push(Called { name: "tabulated".to_owned(), from: number, to: number, result: tabulated });
        let of_draws = format!(
            "([&] {{ izhi::PoissonTable<{number}> table; izhi::tabulate(table, x[2][i]); \
             return izhi::tabulated(table, x[0][i], x[1][i]); }})()"
        );
        functions.push(Called { name: "tabulated_draws".to_owned(), from: number, to: number, result: of_draws });
    }
    functions.extend(generators());
    Functions::new(&functions)
});

/// What a generator gives one after the other; it begins anew with each first element.
fn generators() -> [Called; 2] {
    let next = |name: &str, to, call: &str| Called {
        name: name.to_owned(),
        from: "i64",
        to,
        result: format!(
            "([&] {{ static izhi::Generator generator; \
             if (i == 0) generator = izhi::generator({STREAM}, (u64)x[2][i]); return {call}; }})()"
        ),
    };
    [next("unit", "double", "izhi::unit(generator)"), next("below", "u32", "izhi::below(generator, (u32)x[3][i])")]
}

/// Seeds, sites and iterations, small and of any bits.
fn streams() -> Vec<[u64; 3]> {
    let small = (0..4).flat_map(|seed| (0..4).map(move |site| [seed, site, seed * 7 + site]));
    let mut bits = patterns(90);
    let any = std::iter::from_fn(move || Some([bits.next()?, bits.next()?, bits.next()?]));
    small.chain(any).collect()
}

/// First elements from which on several tiles are drawn.
const FIRSTS: [u64; 6] = [0, 5, 1000, 17 << 32, (1 << 36) - 70, u64::MAX / 64 * 64 - 1000];
const ELEMENTS: usize = 300;

/// A draw of single elements against the runtime's of a range.
#[track_caller]
fn check_draws<T: Width + std::fmt::Debug + Default>(name: &str, draw: impl Fn(Stream, u64, u64, &mut [T])) {
    for [seed, site, iteration] in streams() {
        for first in FIRSTS {
            let columns = [seed, site, iteration].map(|value| vec![value as i64; ELEMENTS]);
            let elements: Vec<i64> = (0..ELEMENTS as u64).map(|place| (first + place) as i64).collect();
            let got = FUNCTIONS.results(name, &[&columns[0], &columns[1], &columns[2], &elements]);
            let mut want = vec![T::default(); ELEMENTS];
            draw(Stream::new(seed, site), iteration, first, &mut want);
            let of = |place| format!("element {} at {seed}, {site}, {iteration}", elements[place]);
            assert_same(name, &got, want, of);
        }
    }
}

#[test]
fn words_are_the_runtimes() {
    check_draws::<u32>("word", |stream, iteration, first, out| stream.words(iteration, first, out));
}

#[test]
fn uniform_draws_are_the_runtimes() {
    check_draws::<f32>("uniform_float", |stream, iteration, first, out| stream.uniform(iteration, first, out));
    check_draws::<f64>("uniform_double", |stream, iteration, first, out| stream.uniform(iteration, first, out));
}

#[test]
fn normal_draws_are_the_runtimes() {
    check_draws::<f32>("normal_float", |stream, iteration, first, out| stream.normal(iteration, first, out));
    check_draws::<f64>("normal_double", |stream, iteration, first, out| stream.normal(iteration, first, out));
}

#[test]
fn rows_begin_where_the_runtimes_do() {
    let sources: Vec<i64> = (0..1000).map(|source| source * 4_294_967).collect();
    let got = FUNCTIONS.results("row_element", &[&sources]);
    let want = sources.iter().map(|&source| row_element(source as usize) as i64);
    assert_same("row_element", &got, want, |place| sources[place].to_string());
}

#[test]
fn generators_give_what_the_runtimes_give() {
    for [seed, site, iteration] in streams() {
        let columns = [seed, site, iteration].map(|value| vec![value as i64; ELEMENTS]);
        // Of the largest bounds every other word is drawn again.
        let bounds: Vec<i64> = patterns(ELEMENTS as u64).map(|bits| i64::from(bits as u32 >> (bits >> 59))).collect();
        let mut generator = Stream::new(seed, site).generator(iteration);
        let of = |place| format!("draw {place} at {seed}, {site}, {iteration}");
        let got: Vec<f64> = FUNCTIONS.results("unit", &[&columns[0], &columns[1], &columns[2]]);
        assert_same("unit", &got, (0..ELEMENTS).map(|_| generator.unit()), of);

        let mut generator = Stream::new(seed, site).generator(iteration);
        let bounds: Vec<i64> = [0, 1, 1 << 31, (1 << 31) + 1].into_iter().chain(bounds).take(ELEMENTS).collect();
        let got: Vec<u32> = FUNCTIONS.results("below", &[&columns[0], &columns[1], &columns[2], &bounds]);
        assert_same("below", &got, bounds.iter().map(|&bound| generator.below(bound as u32)), of);
    }
}

/// Means of all kinds.
fn means<F: Float>() -> Vec<F> {
    let written =
        [0.0, 1e-300, 1e-20, 1e-8, 0.001, 0.3, 1.0, 2.0, 3.7, 7.3, 9.999, 10.0, 10.001, 14.0, 60.0, 500.0, 1e5, 1e9];
    let others = [-1.0, f64::NAN, f64::INFINITY, 1e300];
    let even = (0..60).map(|step| f64::from(step) * 0.21);
    written.into_iter().chain(others).chain(even).map(F::from_f64).collect()
}

/// Uniform and normal draws, and those at the ends.
fn draws<F: Draw>(count: usize) -> (Vec<F>, Vec<F>) {
    let (mut uniforms, mut normals) = (vec![F::ZERO; count], vec![F::ZERO; count]);
    Stream::new(1, 2).uniform(0, 0, &mut uniforms);
    Stream::new(1, 3).normal(0, 0, &mut normals);
    let largest = F::ONE - F::EPSILON / F::from_f64(2.0);
    let tiny = F::EPSILON / F::from_f64(2.0);
    uniforms[..4].copy_from_slice(&[F::ZERO, tiny, largest, largest - tiny]);
    normals[..4].copy_from_slice(&[F::from_f64(-6.7), F::from_f64(6.7), F::ZERO, F::from_f64(-3.0)]);
    (uniforms, normals)
}

#[test]
fn numbers_of_events_are_the_runtimes() {
    fn check<F: Draw + Width>() {
        let (uniforms, normals) = draws::<F>(2000);
        for mean in means::<F>() {
            let means = vec![mean; uniforms.len()];
            for name in ["poisson", "tabulated_draws"] {
                let got = FUNCTIONS.results(name, &[&uniforms, &normals, &means]);
                let want = uniforms.iter().zip(&normals).map(|(&uniform, &normal)| poisson(uniform, normal, mean));
                assert_same(name, &got, want, |place| format!("{:?}, {:?}, {mean}", uniforms[place], normals[place]));
            }
        }
    }
    check::<f32>();
    check::<f64>();
}

#[test]
fn tables_of_means_give_what_the_runtimes_give() {
    fn check<F: Draw + Width>() {
        let count = 2000;
        let elements: Vec<F> = (0..count).map(|place| F::from_i64(place as i64)).collect();
        let mut table = PoissonTable::EMPTY;
        for mean in means::<F>() {
            let means = vec![mean; count];
            table.tabulate(&means);
            let mut want = vec![F::ZERO; count];
            table.draw(&Stream::new(1, 2), &Stream::new(1, 3), 7, 0, &mut want);
            let got = FUNCTIONS.results("tabulated", &[&means, &vec![F::from_i64(7); count], &elements]);
            assert_same("tabulated", &got, want, |place| format!("{mean} at {place}"));
        }
    }
    check::<f32>();
    check::<f64>();
}

#[test]
fn quantiles_of_the_normal_distribution_are_the_runtimes() {
    let mut numbers = specials::<f64>();
    numbers.extend((0..100_000).map(|step| f64::from(step) * 1.000_01e-5));
    numbers.extend(moderate::<f64>(50_000, 1000.0));
    numbers.extend([0.075, 0.925, 0.5 + 0.425, 0.5 - 0.425]);
    let got = FUNCTIONS.results("normal_quantile", &[&numbers]);
    assert_same("normal_quantile", &got, numbers.iter().map(|&p| normal_quantile(p)), |place| {
        numbers[place].to_string()
    });
}

/// Means, standard deviations and bounds, of which some make no distribution.
fn truncations<F: Float>() -> Vec<[F; 4]> {
    let numbers = [0.0, -0.0, 1.0, -1.5, 3.0, 40.0, -38.5, 1e3, 1e-3, 1e30, f64::INFINITY, -f64::INFINITY, f64::NAN];
    let bounds = numbers.iter().flat_map(|&low| numbers.iter().map(move |&high| (low, high)));
    let means = [0.0, -0.0, 2.0, -1e3, 1e20, f64::INFINITY, f64::NAN];
    let sds = [1.0, 0.0, -0.0, -1.0, 0.01, 12.5, 1e-20, 1e30, f64::INFINITY, f64::NAN];
    let shapes = means.iter().flat_map(|&mean| sds.iter().map(move |&sd| (mean, sd)));
    shapes
        .flat_map(|(mean, sd)| bounds.clone().map(move |(low, high)| [mean, sd, low, high].map(F::from_f64)))
        .collect()
}

#[test]
fn truncated_normal_draws_are_the_runtimes() {
    fn check<F: Draw + Width>() {
        let (uniforms, _) = draws::<F>(12);
        let all = truncations::<F>().into_iter().flat_map(|shape| uniforms.iter().map(move |&u| (u, shape)));
        let (uniforms, shapes): (Vec<F>, Vec<[F; 4]>) = all.unzip();
        let column = |number: usize| shapes.iter().map(|shape| shape[number]).collect::<Vec<F>>();
        let [mean, sd, low, high] = [0, 1, 2, 3].map(column);
        let got = FUNCTIONS.results("truncated_normal", &[&uniforms, &mean, &sd, &low, &high]);
        let want =
            uniforms.iter().zip(&shapes).map(|(&u, &[mean, sd, low, high])| truncated_normal(u, mean, sd, low, high));
        assert_same("truncated_normal", &got, want, |place| format!("{:?}, {:?}", uniforms[place], shapes[place]));
    }
    check::<f32>();
    check::<f64>();
}

#[test]
fn many_truncated_normal_draws_are_the_runtimes() {
    fn check<F: Draw + Width>() {
        let (uniforms, _) = draws::<F>(20_000);
        for shape in [[0.0, 1.0, -1.0, 2.5], [-60.0, 10.0, -70.0, -50.0], [0.0, 1.0, 4.0, 9.0], [5.0, 0.1, 9.0, 1e9]] {
            let shape = shape.map(F::from_f64);
            let [mean, sd, low, high] = shape.map(|value| vec![value; uniforms.len()]);
            let got = FUNCTIONS.results("truncated_normal", &[&uniforms, &mean, &sd, &low, &high]);
            let mut want = uniforms.clone();
            TruncatedNormal::new(shape[0], shape[1], shape[2], shape[3]).quantiles(&mut want);
            assert_same("truncated_normal", &got, want, |place| format!("{:?}, {shape:?}", uniforms[place]));
        }
    }
    check::<f32>();
    check::<f64>();
}
