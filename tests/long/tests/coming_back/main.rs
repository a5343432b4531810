//! Networks that come back to where they were: by a reset to their beginning, by a snapshot to any iteration.

mod contents;
mod kinds;
mod reset;
mod snapshot;

#[path = "../../../networks/efferent.rs"]
mod efferent;
#[path = "../../../networks/leaky.rs"]
mod leaky;
#[path = "../../../networks/plastic.rs"]
mod plastic;
#[path = "../../../networks/reductions.rs"]
mod reductions;
#[path = "../../../networks/replay.rs"]
mod replay;
#[path = "../../../networks/ring.rs"]
mod ring;
#[path = "../../../networks/seed.rs"]
mod seed;
#[path = "../../../networks/twice.rs"]
mod twice;

/// Iterations of a run.
const RUN: u64 = 60;

/// Gives a check, which knows nothing of the types, a builder of every fixture by seed and number of threads.
macro_rules! every_fixture {
    ($check:ident) => {
        $check(|seed, threads| $crate::seed::Seed::builder().seed(seed).threads(threads).build().unwrap());
        $check(|seed, threads| $crate::leaky::Leakies::builder().seed(seed).threads(threads).build().unwrap());
        $check(|seed, threads| $crate::reductions::Reductions::builder().seed(seed).threads(threads).build().unwrap());
        $check(|seed, threads| $crate::efferent::Efferent::builder().seed(seed).threads(threads).build().unwrap());
        $check(|seed, threads| $crate::twice::Twice::builder().seed(seed).threads(threads).build().unwrap());
        $check(|seed, threads| $crate::plastic::Plastic::builder().seed(seed).threads(threads).build().unwrap());
        $check(|seed, threads| $crate::ring::Ring::builder().seed(seed).threads(threads).build().unwrap());
        $check(|seed, threads| {
            let mut builder = $crate::replay::Replay::builder().seed(seed).threads(threads);
            let noise = |neurons| {
                ndarray::Array2::from_shape_fn(($crate::RUN as usize * 2, neurons), |(t, n)| {
                    ((t * 7 + n * 3) % 11) as f64 / 10.0
                })
            };
            builder.excitatory.replay_input.noise = noise(80).into();
            builder.inhibitory.replay_input.noise = noise(20).into();
            builder.GABA_inhibitory_to_excitatory.W = 0.3.into();
            builder.build().unwrap()
        });
    };
}
pub(crate) use every_fixture;
