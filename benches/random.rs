//! The generator at each vector level of the machine.
//!
//! `cargo bench --bench random`. A call draws 64,000 numbers: 64 us are 1 ns for each of them.

use divan::Bencher;
use divan::counter::ItemsCount;
use izhi::__private::{BLOCK, Executor, Kernel, PoissonTable, RunSettings, Stream, poisson};
use izhi::random::Draw;
use izhi::vector::VectorLevel;

const DRAWS: usize = 64_000;

fn main() {
    divan::main();
}

#[divan::bench(args = levels())]
fn words(bencher: Bencher, level: VectorLevel) {
    bench::<Words>(bencher, level);
}

#[divan::bench(types = [f32, f64], args = levels())]
fn uniform<F: Draw>(bencher: Bencher, level: VectorLevel) {
    bench::<Uniform<F>>(bencher, level);
}

#[divan::bench(types = [f32, f64], args = levels())]
fn normal<F: Draw>(bencher: Bencher, level: VectorLevel) {
    bench::<Normal<F>>(bencher, level);
}

/// Eight populations of means as in the microcircuit, or a mean of each neuron's own.
#[divan::bench(types = [f32, f64], args = levels(), consts = [false, true])]
fn poisson_of_fixed_means<F: Draw, const OWN: bool>(bencher: Bencher, level: VectorLevel) {
    let mean = |neuron: usize| {
        F::from_f64(if OWN {
            1.0 + neuron as f64 * 2e-5
        } else {
            [1.28, 1.2, 1.68, 1.52, 1.6, 1.52, 2.32, 1.68][neuron / 8000]
        })
    };
    let means: Vec<F> = (0..DRAWS).map(mean).collect();
    let mut table = PoissonTable::EMPTY;
    table.tabulate(&means);
    let executor = executor(level);
    let (mut out, mut iteration) = (vec![F::ZERO; DRAWS], 0);
    bencher.counter(ItemsCount::new(DRAWS)).bench_local(|| {
        iteration += 1;
        executor.run(FixedMeans { table: &table, iteration, out: divan::black_box(&mut out) });
    });
}

/// The same by the function, as for means that change.
#[divan::bench(types = [f32, f64], args = levels())]
fn poisson_of_any_means<F: Draw>(bencher: Bencher, level: VectorLevel) {
    let means: Vec<F> = (0..DRAWS).map(|neuron| F::from_f64(1.0 + neuron as f64 * 2e-5)).collect();
    let executor = executor(level);
    let (mut out, mut iteration) = (vec![F::ZERO; DRAWS], 0);
    bencher.counter(ItemsCount::new(DRAWS)).bench_local(|| {
        iteration += 1;
        executor.run(AnyMeans { means: &means, iteration, out: divan::black_box(&mut out) });
    });
}

struct FixedMeans<'a, F> {
    table: &'a PoissonTable<F>,
    iteration: u64,
    out: &'a mut [F],
}

impl<F: Draw> Kernel for FixedMeans<'_, F> {
    type Output = ();
    #[inline(always)]
    fn run(self) {
        self.table.draw(&Stream::new(1, 2), &Stream::new(1, 3), self.iteration, 0, self.out);
    }
}

struct AnyMeans<'a, F> {
    means: &'a [F],
    iteration: u64,
    out: &'a mut [F],
}

impl<F: Draw> Kernel for AnyMeans<'_, F> {
    type Output = ();
    #[inline(always)]
    fn run(self) {
        let (mut uniforms, mut normals) = ([F::ZERO; BLOCK], [F::ZERO; BLOCK]);
        for (block, (out, means)) in self.out.chunks_mut(BLOCK).zip(self.means.chunks(BLOCK)).enumerate() {
            let first = (block * BLOCK) as u64;
            Stream::new(1, 2).uniform(self.iteration, first, &mut uniforms);
            Stream::new(1, 3).normal(self.iteration, first, &mut normals);
            for (out, ((uniform, normal), mean)) in out.iter_mut().zip(uniforms.iter().zip(&normals).zip(means)) {
                *out = poisson(*uniform, *normal, *mean);
            }
        }
    }
}

fn executor(level: VectorLevel) -> Executor {
    let settings = RunSettings { level: Some(level), ..RunSettings::new(42, 0.5) };
    settings.executor().expect("a level that is there")
}

fn levels() -> impl Iterator<Item = VectorLevel> {
    VectorLevel::ALL.into_iter().filter(|level| level.is_available())
}

/// Draws into the same buffer again and again, of a new iteration each time.
fn bench<D: Distribution>(bencher: Bencher, level: VectorLevel) {
    let executor = executor(level);
    let mut out = vec![D::Number::default(); DRAWS];
    let mut iteration = 0;
    bencher.counter(ItemsCount::new(DRAWS)).bench_local(|| {
        iteration += 1;
        executor.run(Fill::<D> { iteration, out: divan::black_box(&mut out) });
    });
}

/// What is drawn.
trait Distribution {
    type Number: Clone + Default;
    fn fill(stream: Stream, iteration: u64, out: &mut [Self::Number]);
}

struct Words;

impl Distribution for Words {
    type Number = u32;
    #[inline(always)]
    fn fill(stream: Stream, iteration: u64, out: &mut [u32]) {
        stream.words(iteration, 0, out);
    }
}

struct Uniform<F>(F);

impl<F: Draw> Distribution for Uniform<F> {
    type Number = F;
    #[inline(always)]
    fn fill(stream: Stream, iteration: u64, out: &mut [F]) {
        stream.uniform(iteration, 0, out);
    }
}

struct Normal<F>(F);

impl<F: Draw> Distribution for Normal<F> {
    type Number = F;
    #[inline(always)]
    fn fill(stream: Stream, iteration: u64, out: &mut [F]) {
        stream.normal(iteration, 0, out);
    }
}

struct Fill<'a, D: Distribution> {
    iteration: u64,
    out: &'a mut [D::Number],
}

impl<D: Distribution> Kernel for Fill<'_, D> {
    type Output = ();
    #[inline(always)]
    fn run(self) {
        D::fill(Stream::new(42, 1), self.iteration, self.out);
    }
}
