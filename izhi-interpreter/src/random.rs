//! Random states, from which a network has to equal its schedule as well as from those with which it begins.

use izhi::catalogue::{ItemMut, ValueMut};
use izhi::random::{Draw, Stream};

/// Where in the model the draws are: no site that a compiler makes.
const SITE: u64 = 0x7365_6c66_7465_7374;

/// By how much integers are moved: by a few, or so far that no float is as near as the next integer.
const STEPS: [f64; 2] = [8.0, (1_u64 << 60) as f64];

/// How many neurons have an event.
const EVENTS: f64 = 0.1;

/// Moves all that a network lets be written, each number by half of itself and a half at most, integers by little or much,
/// and lets a tenth of the neurons have each event.
pub(crate) fn disturb<F: Draw>(catalogue: Vec<ItemMut<'_, F>>, seed: u64) {
    let stream = Stream::new(seed, SITE);
    for (number, item) in catalogue.into_iter().enumerate() {
        let draws = |count: usize| {
            let mut draws = vec![F::ZERO; count];
            stream.uniform(number as u64, 0, &mut draws);
            draws
        };
        let moved = |value: &mut F, draw: F| {
            let size = F::ONE + value.abs();
            *value += size * (draw - F::from_f64(0.5));
        };
        match item.value {
            ValueMut::State(mut values) => {
                let draws = draws(values.len());
                values.iter_mut().zip(draws).for_each(|(value, draw)| moved(value, draw));
            }
            ValueMut::Integers(mut values) => {
                let draws = draws(values.len());
                values.iter_mut().zip(draws).for_each(|(value, draw)| *value = value.wrapping_add(step(draw)));
            }
            ValueMut::Weights(weights) => {
                let mut values = weights.view_mut();
                let draws = draws(values.len());
                values.iter_mut().zip(draws).for_each(|(value, draw)| moved(value, draw));
            }
            ValueMut::SparseWeights(values) => {
                let draws = draws(values.len());
                values.iter_mut().zip(draws).for_each(|(value, draw)| moved(value, draw));
            }
            ValueMut::SharedWeight(value) => moved(value, draws(1)[0]),
            ValueMut::Event(mut flags) => {
                let draws = draws(flags.len());
                flags.iter_mut().zip(draws).for_each(|(flag, draw)| *flag = draw.to_f64() < EVENTS);
            }
        }
    }
}

/// A step of an integer, half of them short and half of them long, from a draw from [0, 1).
fn step<F: Draw>(draw: F) -> i64 {
    let draw = 4.0 * draw.to_f64();
    let [short, long] = STEPS;
    if draw < 2.0 { ((draw - 1.0) * short) as i64 } else { ((draw - 3.0) * long) as i64 | 1 }
}
