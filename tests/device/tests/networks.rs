//! Networks on a device do what they do on the processor, bit for bit: what they keep, what is on its way, what has been recorded.

use izhi::device::Device;
use izhi::{Builder, Network, Result};
use izhi_device_tests::{difference, gpu, processor};

#[path = "../../networks/efferent.rs"]
mod efferent;
#[path = "../../networks/leaky.rs"]
mod leaky;
#[path = "../../networks/plastic.rs"]
mod plastic;
#[path = "../../networks/reductions.rs"]
mod reductions;
#[path = "../../networks/replay.rs"]
mod replay;
#[path = "../../networks/ring.rs"]
mod ring;
#[path = "../../networks/seed.rs"]
mod seed;
#[path = "../../networks/twice.rs"]
mod twice;

/// Runs a network on the processor and on devices of one warp and of three, and on a GPU where there is one, in stretches.
fn assert_same<B: Builder>(build: impl Fn() -> B) {
    let mut expected = build().build().unwrap();
    let devices: Vec<Device> = [1, 3].map(processor).into_iter().chain(gpu()).collect();
    let on_device = devices.iter().map(|device| build().device(device).build()).collect::<Result<Vec<_>>>();
    let mut found = on_device.unwrap();
    for stretch in [1, 2, 7, 50, 140] {
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
