//! What arrives is a sum over spikes of a time course in closed form.

use izhi::prelude::*;
use ndarray::Array2;

use super::{DT, ITERATIONS, assert_close, fires, spikes};

const SOURCES: usize = 3;
const TARGETS: usize = 2;

/// A weight for each target and source, of either sign.
fn weights() -> Array2<f64> {
    Array2::from_shape_fn((TARGETS, SOURCES), |(target, source)| 0.7 * source as f64 - 0.4 - 0.1 * target as f64)
}

/// What a variable of the targets is if each spike adds its weight times a function of the time since, in ms.
fn arrived(sources: &Array2<f64>, time_course: impl Fn(f64) -> f64) -> Array2<f64> {
    let mut sum = Array2::zeros((ITERATIONS, TARGETS));
    for ((iteration, target), sum) in sum.indexed_iter_mut() {
        for source in 0..SOURCES {
            let sent = (0..=iteration).filter(|&sent| fires(sources, sent, source));
            let each: f64 = sent.map(|sent| time_course((iteration - sent) as f64 * DT)).sum();
            *sum += weights()[[target, source]] * each;
        }
    }
    sum
}

/// A network of spike sources and of targets with the behaviours under test, which are run beside `expected`.
macro_rules! check {
    ($network:ident, $variable:ident, $time_course:expr) => {
        let mut builder = $network::builder();
        let sources = spikes(SOURCES, 1);
        builder.sources.spike_times.spikes = sources.clone().into();
        builder.SYN_sources_to_targets.W = weights().into();
        let mut net = builder.build().unwrap();
        net.simulate(ITERATIONS as u64).unwrap();
        let expected = arrived(&sources, $time_course);
        for (place, found) in net.targets.recorder.$variable().indexed_iter() {
            assert_close(*found, expected[place], format!("{} at {place:?}", stringify!($variable)));
        }
    };
}

mod exponential {
    use super::*;

    network! {
        Net {
            use izhi::library::input::SpikeTimes, izhi::library::synapses::Exponential, izhi::Recorder;
            dt: 0.5;
            float: f64;
            group sources: 3 { 1: SpikeTimes }
            group targets: 2 { 2: Exponential { tau: 7.0 }, 9: Recorder [g] }
            synapses SYN: sources -> targets;
        }
    }

    #[test]
    fn decays() {
        check!(Net, g, |t: f64| (-t / 7.0).exp());
    }
}
