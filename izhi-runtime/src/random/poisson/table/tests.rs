use super::*;

/// Means of every kind, and near the border between them.
const MEANS: [f64; 22] = [
    0.0,
    -0.0,
    1e-30,
    1e-9,
    1e-6,
    1e-4,
    0.003,
    0.1,
    0.7,
    1.0,
    1.28,
    2.3,
    4.0,
    7.77,
    9.999_999,
    10.0,
    10.5,
    17.0,
    60.0,
    1000.0,
    -1.0,
    f64::NAN,
];

/// Uniform draws: ordinary ones, the ends, and all around the thresholds of a mean.
fn draws<F: Draw>(mean: F, count: usize) -> Vec<F> {
    let mut draws = vec![F::ZERO; count];
    Stream::new(1, 2).uniform(3, 0, &mut draws);
    let largest = F::ONE - F::EPSILON / F::from_f64(2.0);
    let near = thresholds(mean).into_iter().flat_map(|below| {
        let step = F::EPSILON / F::from_f64(2.0);
        [below, below - below * step, below + below * F::EPSILON]
    });
    draws.extend([F::ZERO, largest, largest - F::EPSILON].into_iter().chain(near).filter(|&draw| draw <= largest));
    draws
}

#[track_caller]
fn check_same<F: Draw>(found: F, uniform: F, normal: F, mean: F) {
    let expected = poisson(uniform, normal, mean);
    let same = bits(found) == bits(expected) || (found.is_nan() && expected.is_nan());
    assert!(same, "mean {mean:e}, draws {uniform:e} and {normal:e}: {found:e}, not {expected:e}");
}

fn check_one_mean<F: Draw>() {
    for mean in MEANS.map(F::from_f64) {
        let uniforms = draws(mean, 1000);
        let size = uniforms.len();
        let mut normals = vec![F::ZERO; size];
        Stream::new(1, 3).normal(0, 0, &mut normals);
        let tables = [table(&vec![mean; size])];
        for table in tables {
            let mut out = vec![F::ZERO; size];
            for (block, out) in out.chunks_mut(BLOCK).enumerate() {
                let first = block * BLOCK;
                table.evaluate(first, &uniforms[first..][..out.len()], &normals[first..][..out.len()], out);
            }
            for (at, &found) in out.iter().enumerate() {
                check_same(found, uniforms[at], normals[at], mean);
            }
        }
    }
}

fn table<F: Draw>(means: &[F]) -> PoissonTable<F> {
    let mut table = PoissonTable::EMPTY;
    table.tabulate(means);
    table
}

#[test]
fn one_mean_gives_the_numbers_of_the_function() {
    check_one_mean::<f32>();
    check_one_mean::<f64>();
}

/// Populations side by side, of all lengths down to one neuron, and parts of them from any neuron on.
fn check_parts<F: Draw>(lengths: &[usize]) {
    let runs = lengths.iter().zip((0..).map(|run: usize| MEANS[run * 7 % MEANS.len()]));
    let means: Vec<F> = runs.flat_map(|(&length, mean)| vec![F::from_f64(mean); length]).collect();
    let table = self::table(&means);
    let (uniform, normal, iteration) = (Stream::new(4, 5), Stream::new(4, 6), 7);
    let (mut uniforms, mut normals) = (vec![F::ZERO; means.len()], vec![F::ZERO; means.len()]);
    uniform.uniform(iteration, 0, &mut uniforms);
    normal.normal(iteration, 0, &mut normals);
    for (first, end) in [(0, means.len()), (1, means.len() - 1), (64, 64), (63, 321), (256, 300), (255, 1000)] {
        let mut out = vec![F::ONE; end.min(means.len()) - first];
        table.draw(&uniform, &normal, iteration, first, &mut out);
        for (at, &found) in (first..).zip(&out) {
            check_same(found, uniforms[at], normals[at], means[at]);
        }
    }
}

#[test]
fn means_side_by_side_give_the_numbers_of_the_function() {
    for lengths in [vec![1200], vec![300, 1, 2, 400, 17, 500], vec![200; 9], vec![1; 1200], vec![3; 400], vec![40; 60]]
    {
        check_parts::<f32>(&lengths);
        check_parts::<f64>(&lengths);
    }
}

#[test]
fn a_table_is_no_larger_than_needed() {
    let length = |mean: f32| table(&[mean]).thresholds.len();
    assert_eq!([0.0, 0.1, 2.3, 10.0].map(length), [0, 8, 16, 0]);
    let means: Vec<f32> = (0..10_000).map(|number| number as f32 * 1e-3).collect();
    let table = self::table(&means);
    assert!(table.thresholds.is_empty() && table.runs.is_empty(), "each neuron is computed by itself");
    let means: Vec<f32> = (0..10_000).map(|number| [1.5, 2.5][number / 100 % 2]).collect();
    let table = self::table(&means);
    assert_eq!((table.kinds.len(), table.runs.len()), (2, 100));
}
