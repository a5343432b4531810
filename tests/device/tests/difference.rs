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
    assert!(difference.contains("cells.recorder.fired has 280 elements, not 210"), "{difference}");
    assert!(difference.contains("cells.v in 70 of 70 elements, first in 0: 0x"), "{difference}");
    assert_ne!(digest(&found), digest(&before));
}
