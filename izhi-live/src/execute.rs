//! What pages can do to a network: nothing that its owner could not do with [`Network`]'s methods.

use izhi_runtime::catalogue::ValueMut;
use izhi_runtime::error::Error;
use izhi_runtime::math::Float;
use izhi_runtime::{Network, Reset};

use crate::protocol::{Part, Reply, Status};

/// What a network does or does not do, in words.
type Outcome = std::result::Result<(), String>;

/// Gives a parameter a value.
pub(crate) fn set_parameter<N: Network>(net: &mut N, name: &str, value: f64) -> Outcome {
    net.set_parameter(name, value).map(drop).map_err(|error| error.to_string())
}

/// Lets a behaviour run, or passes it over.
pub(crate) fn set_enabled<N: Network>(net: &mut N, name: &str, is_enabled: bool) -> Outcome {
    net.set_enabled(name, is_enabled).map(drop).map_err(|error| error.to_string())
}

/// Begins anew.
pub(crate) fn reset<N: Network>(net: &mut N, seed: Option<u64>) -> Outcome {
    let reset = Reset::anew();
    net.reset(seed.map_or(reset.clone(), |seed| reset.seed(seed))).map_err(|error| error.to_string())
}

/// Adds an amount to a state of some neurons; where that cannot be done for one of them, to none.
pub(crate) fn pulse<N: Network>(net: &mut N, state: &str, neurons: &[u32], amount: f64) -> Outcome {
    let mut item = net.get_mut(state, 0).map_err(|error| error.to_string())?;
    let place = item.full_name();
    let ValueMut::State(values) = &mut item.value else {
        return Err(format!("{place} is no state, and only to states can an amount be added"));
    };
    let mut new = Vec::with_capacity(neurons.len());
    for &neuron in neurons {
        let neuron = neuron as usize;
        let Some(old) = values.get(neuron) else {
            return Err(format!(
                "{place} is one of {} neurons, and there is none with the number {neuron}",
                values.len()
            ));
        };
        let value = *old + <N::Float as Float>::from_f64(amount);
        if !value.is_finite() {
            let (value, index) = (value.to_f64(), vec![neuron]);
            return Err(Error::NotFinite { place, value, index }.to_string());
        }
        new.push((neuron, Float::stored(value)));
    }
    new.into_iter().for_each(|(neuron, value)| values[neuron] = value);
    Ok(())
}

/// Runs some iterations and says where the time goes.
pub(crate) fn profile<N: Network>(net: &mut N, iterations: u64) -> std::result::Result<Reply, String> {
    let profile = net.profile(iterations).map_err(|error| error.to_string())?;
    let parts = profile.parts().iter().map(|part| Part {
        name: part.name(),
        share: part.share(),
        microseconds: part.time().as_secs_f64() * 1e6,
        runs: part.runs(),
    });
    let microseconds = profile.time().as_secs_f64() * 1e6;
    Ok(Reply::Profile { iterations: profile.iterations(), microseconds, parts: parts.collect() })
}

/// What a status says of the network itself.
pub(crate) fn describe<N: Network>(net: &N, status: &mut Status) {
    status.parameters.clear();
    status.are_enabled.clear();
    for behavior in net.groups().into_iter().flat_map(|group| group.behaviors()) {
        status.are_enabled.push(behavior.is_enabled());
        // As the network's number type writes it: 0.02 as `f32` is 0.02.
        let shown = |value: f64| N::Float::from_f64(value).to_string().parse().unwrap_or(value);
        status.parameters.extend(behavior.parameter_values().into_iter().map(|(_, value)| value.map(shown)));
    }
}
