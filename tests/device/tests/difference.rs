//! Differences of snapshots, for messages.

use izhi::Network;
use izhi_device_tests::{difference, digest};

#[path = "../../networks/leaky.rs"]
mod leaky;

#[test]
fn what_differs_is_named() {
    let mut net = leaky::Leakies::builder().build().unwrap();
    net.simulate(3).unwrap();
    let before = net.snapshot().unwrap();
    assert_eq!(difference(&before, &before.clone()), None);
    assert_eq!(digest(&before), digest(&before.clone()));
    net.simulate(1).unwrap();
    let found = net.snapshot().unwrap();
    let difference = difference(&found, &before).unwrap();
    assert!(difference.contains("iteration in 1 of 1 elements, first in 0: 0x4, not 0x3"), "{difference}");
    assert!(difference.contains(" of 70 elements"), "{difference}");
    assert_ne!(digest(&found), digest(&before));
}
