//! Philox4x32-10, Salmon et al. 2011, section 3.3 and table 2.

use super::TILE;

/// Blocks in a tile, each the lane of a vector.
const LANES: usize = 16;

/// Blocks that are made side by side: with more of them, the four words of each are more than vector units of 256 bits
/// have registers for.
const AT_ONCE: usize = 8;

/// One block: ten rounds of multiplying two words, and xoring the halves of the products with the other
/// two and with the key, which counts on by Weyl increments.
///
/// Words are held in the lower halves of u64, and what collects in the upper halves is ignored: the
/// vector instruction for 32 x 32 -> 64 bits takes its factors from there and leaves its product there.
#[inline(always)]
pub(super) fn block(counter: [u32; 4], key: [u32; 2]) -> [u32; 4] {
    const LOWER: u64 = 0xffff_ffff;
    // Written out: a call of `map` is not inlined everywhere, and then nothing of this is a vector.
    let (mut a, mut b) = (u64::from(counter[0]), u64::from(counter[1]));
    let (mut c, mut d) = (u64::from(counter[2]), u64::from(counter[3]));
    let [mut k, mut l] = key;
    for _ in 0..10 {
        let p = (a & LOWER) * 0xd251_1f53;
        let q = (c & LOWER) * 0xcd9e_8d57;
        (a, b, c, d) = ((q >> 32) ^ b ^ u64::from(k), q, (p >> 32) ^ d ^ u64::from(l), p);
        k = k.wrapping_add(0x9e37_79b9);
        l = l.wrapping_add(0xbb67_ae85);
    }
    [a as u32, b as u32, c as u32, d as u32]
}

/// What is made of a word. A trait and not a closure, which would not take on the vector width of the function it
/// is inlined into.
pub(super) trait FromWord: Sized {
    fn from_word(word: u32) -> Self;
}

impl FromWord for u32 {
    #[inline(always)]
    fn from_word(word: u32) -> Self {
        word
    }
}

/// The words of a tile, word w of lane i at 16 w + i. What is made of them is made here, while they are in registers.
#[inline(always)]
pub(super) fn tile<T: FromWord>(key: [u32; 2], iteration: u64, tile: u64, out: &mut [T; TILE]) {
    let base = tile.wrapping_mul(LANES as u64);
    let (low, high) = (base as u32, (base >> 32) as u32);
    for first in (0..LANES).step_by(AT_ONCE) {
        for lane in first..first + AT_ONCE {
            // The base is a multiple of 16: no carry.
            let counter = [low + lane as u32, high, iteration as u32, (iteration >> 32) as u32];
            let [a, b, c, d] = block(counter, key);
            out[lane] = T::from_word(a);
            out[LANES + lane] = T::from_word(b);
            out[2 * LANES + lane] = T::from_word(c);
            out[3 * LANES + lane] = T::from_word(d);
        }
    }
}
