//! Normal draws by the transform of Box and Muller (1958): with u uniform in (0, 1] and t an angle uniform
//! around the circle, sqrt(-2 ln u) cos t and sqrt(-2 ln u) sin t are normal and independent.
//!
//! In a tile the 16 elements of word 0 take u from their own word and t from that of the 16 elements of
//! word 1, which get the sine; words 2 and 3 pair in the same way.

use super::TILE;
use crate::math::elementary::{double, single};

const LANES: usize = 16;
/// 2^-32.
const WORD: f64 = 1.0 / (1u64 << 32) as f64;

/// The quadrant nearest to the angle `word` 2^-32 of a turn, and the angle's offset from it, in words.
#[inline(always)]
fn quadrant(word: u32) -> (u32, i32) {
    let quadrant = word.wrapping_add(1 << 29) >> 30;
    (quadrant, word.wrapping_sub(quadrant << 30) as i32)
}

#[inline(always)]
pub(super) fn single(words: &[u32; TILE], out: &mut [f32; TILE]) {
    for pair in 0..2 {
        for lane in 0..LANES {
            let lane = 2 * LANES * pair + lane;
            // 31 bits and never 0; rounding may reach 1, whose logarithm is fine.
            let u = ((words[lane] >> 1) as i32 as f32 + 0.5) * (1.0 / (1u32 << 31) as f32);
            let radius = (-2.0 * single::ln_normal(u)).sqrt();
            let (quadrant, offset) = quadrant(words[lane + LANES]);
            let (sin, cos) = single::sin_cos_octant(offset as f32 * (std::f64::consts::TAU * WORD) as f32);
            let odd = quadrant & 1 != 0;
            let (x, y) = (if odd { sin } else { cos }, if odd { cos } else { sin });
            // The cosine is negative in quadrants 1 and 2, the sine in 2 and 3.
            let x_sign = ((quadrant + 1) & 2) << 30;
            let y_sign = (quadrant & 2) << 30;
            out[lane] = radius * f32::from_bits(x.to_bits() ^ x_sign);
            out[lane + LANES] = radius * f32::from_bits(y.to_bits() ^ y_sign);
        }
    }
}

#[inline(always)]
pub(super) fn double(high: &[u32; TILE], low: &[u32; TILE], out: &mut [f64; TILE]) {
    for pair in 0..2 {
        for lane in 0..LANES {
            let lane = 2 * LANES * pair + lane;
            let u = (high[lane] as f64 + (low[lane] as f64 + 0.5) * WORD) * WORD;
            let radius = (-2.0 * double::ln_normal(u)).sqrt();
            let (quadrant, offset) = quadrant(high[lane + LANES]);
            let offset = offset as f64 + low[lane + LANES] as f64 * WORD;
            let (sin, cos) = double::sin_cos_octant(offset * (std::f64::consts::TAU * WORD));
            let odd = quadrant & 1 != 0;
            let (x, y) = (if odd { sin } else { cos }, if odd { cos } else { sin });
            let x_sign = u64::from((quadrant + 1) & 2) << 62;
            let y_sign = u64::from(quadrant & 2) << 62;
            out[lane] = radius * f64::from_bits(x.to_bits() ^ x_sign);
            out[lane + LANES] = radius * f64::from_bits(y.to_bits() ^ y_sign);
        }
    }
}
