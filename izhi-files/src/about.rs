//! What a file says of the network that it comes from.

use izhi_runtime::Network;
use izhi_runtime::catalogue::Value;

/// A line for each thing: the network, the version of izhi, the fingerprint of the schedule, seed, time step and iteration, and the
/// parameters that are one number for all neurons.
pub(crate) fn about<N: Network>(net: &N) -> String {
    let (version, clock) = (env!("CARGO_PKG_VERSION"), net.clock());
    let mut text = format!(
        "version {version}\nnetwork {}\nschedule {:016x}\nseed {}\ndt {:?}\niteration {}\n",
        net.name(),
        net.fingerprint(),
        clock.seed(),
        net.dt(),
        net.iteration()
    );
    for item in net.catalogue() {
        if let Value::Parameter(value) = item.value {
            text.push_str(&format!("parameter {} {value}\n", item.full_name()));
        }
    }
    text
}
