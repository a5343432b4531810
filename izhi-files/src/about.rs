//! What a file says of the network that it comes from.

use izhi_runtime::Network;
use izhi_runtime::catalogue::Value;

/// The array of it in an archive.
pub(crate) const NAME: &str = "izhi";
/// The file of it in a folder.
pub(crate) const FILE: &str = "network.txt";

/// A line for each thing, with the unit behind a number where the declaration has units.
pub(crate) fn about<N: Network>(net: &N) -> String {
    let (version, clock) = (env!("CARGO_PKG_VERSION"), net.clock());
    let mut text = format!(
        "version {version}\nnetwork {}\nfingerprint {:016x}\nseed {}\ndt {:?}{}\niteration {}\n",
        net.name(),
        net.fingerprint(),
        clock.seed(),
        net.dt(),
        behind(net.time_unit()),
        net.iteration()
    );
    let ranks = net.ranks();
    if ranks > 1 && !net.is_gathered() {
        text.push_str(&format!("ranks {ranks}\nrank {}\n", net.rank()));
    }
    for item in net.catalogue() {
        let (name, unit) = (item.full_name(), behind(item.unit));
        text.push_str(&match item.value {
            Value::Group(group) => format!("neurons {name} {}\n", group.size()),
            // Of others nobody here knows how many there are.
            Value::Synapses(connection) if ranks > 1 => {
                let own = connection.own_targets();
                format!("synapses {name} {} to {} {}\n", connection.synapses(), own.start, own.end)
            }
            Value::Synapses(connection) => format!("synapses {name} {}\n", connection.synapses()),
            Value::Parameter(value) => format!("parameter {name} {value}{unit}\n"),
            Value::EachParameter(_) => format!("parameter {name} several{unit}\n"),
            Value::Recorded(_) | Value::RecordedWeights(_) | Value::RecordedIntegers(_) => {
                format!("recorded {name}{unit}\n")
            }
            Value::RecordedFlags(_) | Value::RecordedEvents(_) => format!("recorded {name}\n"),
            _ => continue,
        });
    }
    text
}

/// A unit behind something.
fn behind(unit: Option<&str>) -> String {
    unit.map(|unit| format!(" {unit}")).unwrap_or_default()
}

/// Checks that a text is of the same declaration, time step, seed and parameters as a network, and says the iteration that it is of.
pub(crate) fn check<N: Network>(text: &str, net: &N) -> Result<u64, String> {
    let own = about(net);
    for key in ["network", "fingerprint", "dt", "seed"] {
        let (found, expected) = (said(text, key)?, said(&own, key)?);
        if found == expected {
            continue;
        }
        return Err(match key {
            "network" => format!("it is of network `{found}`, and this is `{expected}`"),
            "fingerprint" => {
                format!("the declaration of network `{}` has changed since, or that of a behaviour", net.name())
            }
            _ => format!("{key} {expected} was expected, that of the network, and {key} {found} was found"),
        });
    }
    for key in ["ranks", "rank"] {
        let [found, expected] =
            [text, &own].map(|text| said(text, key).unwrap_or(if key == "ranks" { "1" } else { "0" }));
        if found != expected {
            return Err(format!("{key} {expected} was expected, as the network runs, and {key} {found} was found"));
        }
    }
    // Rows of other parameters are another run, of which the text would say what is not so.
    let parameters = |of: &str| of.lines().filter(|line| line.starts_with("parameter ")).map(str::to_owned).collect();
    let [found, expected]: [Vec<String>; 2] = [text, &own].map(parameters);
    if let Some((found, expected)) = found.iter().zip(&expected).find(|(found, expected)| found != expected) {
        return Err(format!("`{expected}` was expected, as the network has it, and `{found}` was found"));
    }
    let iteration = said(text, "iteration")?;
    iteration.parse().map_err(|_| format!("the number of an iteration was expected, and `{iteration}` was found"))
}

/// What a text says of something.
fn said<'a>(text: &'a str, key: &str) -> Result<&'a str, String> {
    let mut lines = text.lines().filter_map(|line| line.split_once(' '));
    let found = lines.find(|(own, _)| *own == key).map(|(_, value)| value);
    found.ok_or_else(|| format!("it does not say the {key} of a network"))
}
