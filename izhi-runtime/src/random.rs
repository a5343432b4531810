//! Random numbers that depend on nothing but what they are for.
//!
//! A draw is a function of (seed, site in the model, iteration, element): Philox4x32-10, a counter-based
//! generator (Salmon, Moraes, Dror and Shaw, *Parallel Random Numbers: As Easy as 1, 2, 3*, SC 2011), keyed
//! by the first two and counting the others. Any part of a population can be drawn at any time, in any
//! order, by any thread, and gives the same bits.
//!
//! Elements are drawn in tiles of 64, the words of 16 Philox blocks: element e is word (e / 16) mod 4 of
//! the block with counter (e / 64) · 16 + e mod 16 in its lower half and the iteration in its upper half,
//! so that neighbouring elements are neighbouring lanes of a vector. `f64` takes a second word for its
//! lower bits, from the block whose counter has the highest bit set; its upper bits are those of `f32`, so
//! that the same network in both types draws the same numbers up to rounding.

use rand_core::{Infallible, Rng, TryRng};

use crate::math::Float;

mod box_muller;
mod counts;
mod philox;
mod poisson;
mod quantile;
#[cfg(test)]
mod tests;

pub(crate) use counts::{binomial, hypergeometric};
pub use poisson::{PoissonTable, poisson};
pub use quantile::{TruncatedNormal, normal_quantile, truncated_normal};

/// Elements in a tile.
const TILE: usize = 64;

/// A source of draws: one site of one model under one seed.
///
/// Draws are made for a range of elements `first..first + out.len()`; whatever the range, an element gets
/// the same value. A part of a tile of 64 elements costs as much as the tile: draw long ranges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stream {
    key: [u32; 2],
}

impl Stream {
    /// The stream of a site. Different sites under one seed, and different seeds at one site, never share a
    /// stream; near ones are unrelated.
    pub fn new(seed: u64, site: u64) -> Self {
        let key = mix(mix(seed.wrapping_add(GOLDEN)) ^ site.wrapping_add(GOLDEN));
        Self { key: [key as u32, (key >> 32) as u32] }
    }

    /// Fills `out` with the uniform 32-bit words of the elements from `first` on.
    #[inline(always)]
    pub fn words(&self, iteration: u64, first: u64, out: &mut [u32]) {
        fill(Words { stream: *self, iteration }, first, out);
    }

    /// Fills `out` with draws uniform in [0, 1): multiples of 2^-24 for `f32` and of 2^-53 for `f64`.
    #[inline(always)]
    pub fn uniform<F: Draw>(&self, iteration: u64, first: u64, out: &mut [F]) {
        fill(Uniform { stream: *self, iteration }, first, out);
    }

    /// Fills `out` with draws from the normal distribution of mean 0 and standard deviation 1, by the
    /// Box-Muller transform (1958); the largest possible is 6.7 for `f32` and 9.5 for `f64`.
    #[inline(always)]
    pub fn normal<F: Draw>(&self, iteration: u64, first: u64, out: &mut [F]) {
        fill(Normal { stream: *self, iteration }, first, out);
    }

    /// The words of all elements, one after the other, as a generator for `rand` and `rand_distr`: for what
    /// is drawn once, or takes a number of words not known beforehand.
    pub fn generator(&self, iteration: u64) -> Generator {
        Generator { stream: *self, iteration, tile: 0, words: [0; TILE], used: TILE }
    }
}

/// The first of the elements by which the synapses of a source are drawn: a synapse is known by its source and its
/// number among what the connector gave that source, in ascending target, wherever it is kept. Each row begins with a
/// tile of its own.
#[inline(always)]
pub fn row_element(source: usize) -> u64 {
    (source as u64) << 32
}

/// 2^64 divided by the golden ratio.
const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

/// A bijection of 64 bits in which every bit of the input changes half of the output: "mix 13" of Stafford,
/// as in SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

mod sealed {
    use super::{Stream, TILE};

    /// How a number type fills a tile.
    pub trait Tiles: Sized {
        /// A whole number as wide as this type, to count in.
        type Count: Copy + Default + std::ops::AddAssign + From<bool>;
        fn from_count(count: Self::Count) -> Self;
        fn uniform(stream: Stream, iteration: u64, tile: u64, out: &mut [Self; TILE]);
        fn normal(stream: Stream, iteration: u64, tile: u64, out: &mut [Self; TILE]);
    }
}

/// A number type that can be drawn: `f32` or `f64`.
pub trait Draw: Float + sealed::Tiles {}
impl Draw for f32 {}
impl Draw for f64 {}

impl sealed::Tiles for f32 {
    type Count = u32;

    #[inline(always)]
    fn from_count(count: u32) -> Self {
        count as i32 as f32
    }

    #[inline(always)]
    fn uniform(stream: Stream, iteration: u64, tile: u64, out: &mut [Self; TILE]) {
        philox::tile(stream.key, iteration, tile, out);
    }

    #[inline(always)]
    fn normal(stream: Stream, iteration: u64, tile: u64, out: &mut [Self; TILE]) {
        let mut words = [0; TILE];
        philox::tile(stream.key, iteration, tile, &mut words);
        box_muller::single(&words, out);
    }
}

impl sealed::Tiles for f64 {
    type Count = u64;

    #[inline(always)]
    fn from_count(count: u64) -> Self {
        count as i32 as f64
    }

    #[inline(always)]
    fn uniform(stream: Stream, iteration: u64, tile: u64, out: &mut [Self; TILE]) {
        let (high, low) = double_words(stream, iteration, tile);
        for (out, (high, low)) in out.iter_mut().zip(high.into_iter().zip(low)) {
            *out = unit_double(high, low);
        }
    }

    #[inline(always)]
    fn normal(stream: Stream, iteration: u64, tile: u64, out: &mut [Self; TILE]) {
        let (high, low) = double_words(stream, iteration, tile);
        box_muller::double(&high, &low, out);
    }
}

impl philox::FromWord for f32 {
    /// The upper 24 bits of a word as a number in [0, 1).
    #[inline(always)]
    fn from_word(word: u32) -> Self {
        // Through i32, which every vector unit converts.
        (word >> 8) as i32 as f32 * (1.0 / (1 << 24) as f32)
    }
}

/// The upper 53 bits of two words as a number in [0, 1); the sum is exact.
#[inline(always)]
fn unit_double(high: u32, low: u32) -> f64 {
    high as f64 * (1.0 / (1u64 << 32) as f64) + (low >> 11) as f64 * (1.0 / (1u64 << 53) as f64)
}

/// The upper and lower words of a tile of 64-bit draws.
#[inline(always)]
fn double_words(stream: Stream, iteration: u64, tile: u64) -> ([u32; TILE], [u32; TILE]) {
    let (mut high, mut low) = ([0; TILE], [0; TILE]);
    philox::tile(stream.key, iteration, tile, &mut high);
    philox::tile(stream.key, iteration ^ (1 << 63), tile, &mut low);
    (high, low)
}

/// What is drawn, tile by tile. A trait and not a closure, which would not take on the vector width of the
/// function it is inlined into.
trait Source<T> {
    fn tile(&self, tile: u64, out: &mut [T; TILE]);
}

struct Words {
    stream: Stream,
    iteration: u64,
}

struct Uniform {
    stream: Stream,
    iteration: u64,
}

struct Normal {
    stream: Stream,
    iteration: u64,
}

impl Source<u32> for Words {
    #[inline(always)]
    fn tile(&self, tile: u64, out: &mut [u32; TILE]) {
        philox::tile(self.stream.key, self.iteration, tile, out);
    }
}

impl<F: Draw> Source<F> for Uniform {
    #[inline(always)]
    fn tile(&self, tile: u64, out: &mut [F; TILE]) {
        F::uniform(self.stream, self.iteration, tile, out);
    }
}

impl<F: Draw> Source<F> for Normal {
    #[inline(always)]
    fn tile(&self, tile: u64, out: &mut [F; TILE]) {
        F::normal(self.stream, self.iteration, tile, out);
    }
}

/// Draws the elements from `first` on. Every tile is drawn whole, in its place where it is wanted whole, and else beside
/// it and copied: the code of a tile, which every caller inlines, is there once.
#[inline(always)]
fn fill<T: Copy + Default>(source: impl Source<T>, first: u64, mut out: &mut [T]) {
    let mut tile = first / TILE as u64;
    let mut skip = (first % TILE as u64) as usize;
    let mut values = [T::default(); TILE];
    while !out.is_empty() {
        let count = out.len().min(TILE - skip);
        let (part, rest) = out.split_at_mut(count);
        source.tile(tile, part.first_chunk_mut().unwrap_or(&mut values));
        if count < TILE {
            part.copy_from_slice(&values[skip..skip + count]);
        }
        out = rest;
        tile = tile.wrapping_add(1);
        skip = 0;
    }
}

/// The words of a [`Stream`] at one iteration as a generator of the `rand` crates: the word of element 0,
/// of element 1 and so on.
#[derive(Clone, Debug)]
pub struct Generator {
    stream: Stream,
    iteration: u64,
    /// The next tile to draw.
    tile: u64,
    words: [u32; TILE],
    /// How many of `words` have been given out.
    used: usize,
}

impl Generator {
    /// Uniform in [0, 1), a multiple of 2^-53.
    #[inline]
    pub fn unit(&mut self) -> f64 {
        (self.next_u64() >> 11) as f64 * (1.0 / (1_u64 << 53) as f64)
    }

    /// Uniform among the whole numbers below `bound`; zero where there is none: a multiplication instead of a
    /// remainder, and words that would make some numbers likelier are drawn again (Lemire, *Fast Random
    /// Integer Generation in an Interval*, 2019).
    #[inline]
    pub fn below(&mut self, bound: u32) -> u32 {
        loop {
            let product = u64::from(self.word()) * u64::from(bound);
            // The division is slow, and its remainder is below `bound`: most draws do without.
            if product as u32 >= bound || product as u32 >= bound.wrapping_neg() % bound.max(1) {
                return (product >> 32) as u32;
            }
        }
    }

    #[inline]
    fn word(&mut self) -> u32 {
        if self.used >= TILE {
            philox::tile(self.stream.key, self.iteration, self.tile, &mut self.words);
            self.tile = self.tile.wrapping_add(1);
            self.used = 0;
        }
        let word = self.words[self.used];
        self.used += 1;
        word
    }
}

impl TryRng for Generator {
    type Error = Infallible;

    #[inline]
    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(self.word())
    }

    /// Two words, the lower one first.
    #[inline]
    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let low = u64::from(self.word());
        Ok(u64::from(self.word()) << 32 | low)
    }

    /// A word for every four bytes, little-endian; the rest of the last one is dropped.
    #[inline]
    fn try_fill_bytes(&mut self, out: &mut [u8]) -> Result<(), Infallible> {
        for bytes in out.chunks_mut(4) {
            bytes.copy_from_slice(&self.word().to_le_bytes()[..bytes.len()]);
        }
        Ok(())
    }
}
