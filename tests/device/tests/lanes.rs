//! Networks where each lane is a thread, as on a GPU, and lanes take turns in an order that is drawn.

use izhi::{Builder, Network};
use izhi_device_tests::{difference, lanes_of};

#[path = "../../networks/efferent.rs"]
mod efferent;
#[path = "../../networks/leaky.rs"]
mod leaky;
#[path = "../../networks/plastic.rs"]
mod plastic;
#[path = "../../networks/reductions.rs"]
mod reductions;
#[path = "../../networks/ring.rs"]
mod ring;
#[path = "../../networks/seed.rs"]
mod seed;
#[path = "fixtures/shared.rs"]
mod shared;
#[path = "../../networks/twice.rs"]
mod twice;

/// Runs a network on the processor and on devices of several groups and warps, in stretches.
fn assert_same<B: Builder>(build: impl Fn() -> B) {
    let mut expected = build().build().unwrap();
    let devices = [lanes_of(2, 2, 1), lanes_of(3, 1, 2)];
    let mut found: Vec<_> = devices.iter().map(|device| build().device(device).build().unwrap()).collect();
    for stretch in [1, 2, 7, 20] {
        expected.simulate(stretch).unwrap();
        for net in &mut found {
            net.simulate(stretch).unwrap();
            let difference = difference(&net.snapshot().unwrap(), &expected.snapshot().unwrap());
            assert_eq!(difference, None, "{} after {} iterations", net.name(), net.iteration());
        }
    }
}

#[test]
fn leaky() {
    assert_same(leaky::Leakies::builder);
}

#[test]
fn seed() {
    assert_same(seed::Seed::builder);
}

#[test]
fn reductions() {
    assert_same(reductions::Reductions::builder);
}

#[test]
fn efferent() {
    assert_same(efferent::Efferent::builder);
}

#[test]
fn twice() {
    assert_same(twice::Twice::builder);
}

#[test]
fn plastic() {
    assert_same(plastic::Plastic::builder);
}

#[test]
fn ring() {
    assert_same(ring::Ring::builder);
}
