//! The generator at each vector level of the machine.
//!
//! `cargo bench --bench random`. A call draws 64,000 numbers: 64 us are 1 ns for each of them.

use divan::Bencher;
use divan::counter::ItemsCount;
use izhi::__private::{Kernel, RunSettings, Stream};
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

fn levels() -> impl Iterator<Item = VectorLevel> {
    VectorLevel::ALL.into_iter().filter(|level| level.is_available())
}

/// Draws into the same buffer again and again, of a new iteration each time.
fn bench<D: Distribution>(bencher: Bencher, level: VectorLevel) {
    let settings = RunSettings { level: Some(level), ..RunSettings::new(42, 0.5) };
    let clock = settings.clock::<f32>().expect("a level that is there");
    let mut out = vec![D::Number::default(); DRAWS];
    let mut iteration = 0;
    bencher.counter(ItemsCount::new(DRAWS)).bench_local(|| {
        iteration += 1;
        clock.run(Fill::<D> { iteration, out: divan::black_box(&mut out) });
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
