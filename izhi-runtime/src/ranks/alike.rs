//! Whether all ranks have been given the same network.

use crate::catalogue::Value;
use crate::error::{Error, Result};
use crate::math::Float;
use crate::network::Network;

/// An error where ranks have built networks that are not the same.
///
/// # Errors
///
/// Names what differs first, and the first rank that has another than rank 0.
pub fn check_alike<N: Network>(net: &N) -> Result<()> {
    if net.ranks() == 1 {
        return Ok(());
    }
    let own = facts(net);
    let (names, numbers): (Vec<&str>, Vec<u64>) = own.into_iter().unzip();
    let count = numbers.len();
    let all = net.executor().collect(numbers);
    let first = &all[..count];
    let differs = |(rank, other): (usize, &[u64])| {
        let fact = other.iter().zip(first).position(|(other, first)| other != first)?;
        Some((rank, names[fact]))
    };
    let Some((rank, what)) = all.chunks(count).enumerate().find_map(differs) else { return Ok(()) };
    let reason =
        format!("all ranks build the same network, and rank {rank} was given {what} other than those of rank 0");
    Err(Error::Ranks { network: net.name().to_owned(), reason })
}

/// What has to be the same, as numbers that others hardly have.
fn facts<N: Network>(net: &N) -> Vec<(&'static str, u64)> {
    let sizes = net.groups().into_iter().map(|group| group.population().size() as u64);
    let (mut parameters, mut states) = (Vec::new(), Vec::new());
    let bits = |value: N::Float| value.to_f64().to_bits();
    for item in net.catalogue() {
        match item.value {
            Value::Parameter(value) => parameters.push(bits(value)),
            Value::EachParameter(values) => parameters.extend(values.iter().copied().map(bits)),
            Value::State(values) => states.extend(values.iter().copied().map(bits)),
            Value::Integers(values) => states.extend(values.iter().map(|&value| value as u64)),
            Value::Event(flags) => states.extend(flags.iter().map(|&flag| u64::from(flag))),
            _ => {}
        }
    }
    vec![
        ("declarations", net.fingerprint()),
        ("seeds", net.clock().seed()),
        ("time steps", net.dt().to_bits()),
        ("numbers of neurons", digest(sizes)),
        ("parameters", digest(parameters)),
        ("states of neurons", digest(states)),
    ]
}

/// A number that other numbers hardly have: FNV-1a.
pub(crate) fn digest(numbers: impl IntoIterator<Item = u64>) -> u64 {
    let add = |hash: u64, number: u64| (hash ^ number).wrapping_mul(0x100_0000_01b3).rotate_left(23);
    numbers.into_iter().fold(0xcbf2_9ce4_8422_2325, add)
}
