//! Random states, from which a network has to equal its schedule as well as from those with which it begins.

use izhi::Network;
use izhi::catalogue::ValueMut;
use izhi::random::{Draw, Stream};

/// Where in the model the draws are: no site that a compiler makes.
const SITE: u64 = 0x7365_6c66_7465_7374;

/// How many neurons have an event.
const EVENTS: f64 = 0.1;

/// Moves all that a network lets be written, each value by half of itself and a half at most, and lets a tenth of the
/// neurons have each event.
pub(crate) fn disturb<F: Draw, N: Network<Float = F>>(net: &mut N, seed: u64) {
    let stream = Stream::new(seed, SITE);
    for (number, item) in net.catalogue_mut().into_iter().enumerate() {
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
            ValueMut::Weights(mut values) => {
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
