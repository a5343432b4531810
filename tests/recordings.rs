//! What the fixture networks compute, bit for bit: the same on every vector level, and the same as last time.
//! It is computed by the schedule that the compiler's own tests keep.
//!
//! Of each recorded series the snapshot has a hash of all bits, and something to see what is the matter: of
//! numbers the first neurons in the first and the last iteration, of events how many there were in each.

use izhi::Network;
use izhi::catalogue::{Item, Value};
use izhi::math::Float;
use izhi::recording::Spike;
use izhi::vector::VectorLevel;
use ndarray::{ArrayView1, ArrayView2};

#[path = "networks/efferent.rs"]
mod efferent;
#[path = "networks/leaky.rs"]
mod leaky;
#[path = "networks/plastic.rs"]
mod plastic;
#[path = "networks/reductions.rs"]
mod reductions;
#[path = "networks/ring.rs"]
mod ring;
#[path = "networks/seed.rs"]
mod seed;
#[path = "networks/twice.rs"]
mod twice;

/// Values of an iteration that are shown.
const SHOWN: usize = 3;

/// Iterations of an event recorder that are shown.
const LINES: usize = 10;

#[test]
fn seed() {
    check("seed", 120, |level| seed::Seed::builder().vector_level(level).build());
}

#[test]
fn leaky() {
    check("leaky", 160, |level| leaky::Leakies::builder().vector_level(level).build());
}

#[test]
fn reductions() {
    check("reductions", 160, |level| reductions::Reductions::builder().vector_level(level).build());
}

#[test]
fn efferent() {
    check("efferent", 60, |level| efferent::Efferent::builder().vector_level(level).build());
}

#[test]
fn twice() {
    check("twice", 100, |level| twice::Twice::builder().vector_level(level).build());
}

#[test]
fn plastic() {
    check("plastic", 60, |level| plastic::Plastic::builder().vector_level(level).build());
}

#[test]
fn ring() {
    check("ring", 20, |level| ring::Ring::builder().vector_level(level).build());
}

/// The schedule in the compiler's snapshot, which stands behind the source.
fn schedule(name: &str) -> String {
    let path = format!("{}/izhi-macros/src/snapshots/{name}_schedule.snap", env!("CARGO_MANIFEST_DIR"));
    let snapshot = std::fs::read_to_string(path).unwrap();
    snapshot.rsplit_once("-----\n").expect("a line between the source and its schedule").1.trim_end().to_owned()
}

/// Runs a fixture on every vector level of the machine.
fn check<N: Network>(name: &str, iterations: u64, build: impl Fn(VectorLevel) -> izhi::Result<N>) {
    let run = |level| {
        let mut net = build(level).unwrap();
        assert_eq!(net.schedule().trim_end(), schedule(name));
        net.simulate(iterations).unwrap();
        recorded(&net)
    };
    let baseline = run(VectorLevel::Baseline);
    for level in VectorLevel::ALL.into_iter().filter(|level| level.is_available()) {
        assert_eq!(run(level), baseline, "{}", level.name());
    }
    let source = format!("tests/networks/{name}.rs");
    insta::with_settings!({ description => source, omit_expression => true }, {
        insta::assert_snapshot!(name, baseline);
    });
}

/// All that the recorders of a network have seen.
fn recorded<N: Network>(net: &N) -> String {
    net.find("All").iter().filter(|item| item.behavior.is_some()).map(series).collect()
}

fn series<F: Float>(item: &Item<'_, F>) -> String {
    let name = format!("{}.{}.{}", item.owner, item.behavior.unwrap_or_default(), item.name);
    let (hash, lines) = match item.value {
        Value::Recorded(values) => {
            let (first, last) = (shown(values.row(0)), shown(values.row(values.nrows() - 1)));
            let hash = hash(values.iter().map(|value| value.to_f64().to_bits()));
            (hash, vec![format!("{first} to {last}")])
        }
        Value::RecordedFlags(flags) => (hash(flags.iter().map(|&flag| u64::from(flag))), counts(flags)),
        Value::RecordedEvents(events) => {
            let hash = hash(events.iter().flat_map(|event| [event.iteration, u64::from(event.neuron)]));
            (hash, iterations(events))
        }
        _ => unreachable!("a recorder keeps nothing else"),
    };
    format!("{name}, bits {hash:016x}\n{}", lines.iter().map(|line| format!("  {line}\n")).collect::<String>())
}

fn shown<F: Float>(row: ArrayView1<'_, F>) -> String {
    format!("{:?}", row.iter().take(SHOWN).collect::<Vec<_>>())
}

/// How many events there were in each iteration, so many iterations to a line.
fn counts(flags: ArrayView2<'_, bool>) -> Vec<String> {
    let counts = flags.rows().into_iter().map(|row| row.iter().filter(|flag| **flag).count());
    let counts: Vec<String> = counts.map(|count| count.to_string()).collect();
    counts.chunks(40).map(|line| line.join(" ")).collect()
}

/// A line for each of the first iterations that have an event, with the neurons that have it.
fn iterations(events: &[Spike]) -> Vec<String> {
    let iterations = events.chunk_by(|left, right| left.iteration == right.iteration).take(LINES);
    iterations
        .map(|events| {
            let neurons: Vec<String> = events.iter().map(|event| event.neuron.to_string()).collect();
            format!("{}: {}", events[0].iteration, neurons.join(" "))
        })
        .collect()
}

/// Fowler, Noll and Vo, over words.
fn hash(words: impl Iterator<Item = u64>) -> u64 {
    words
        .flat_map(u64::to_le_bytes)
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
