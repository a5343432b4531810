//! Bringing a network back to where it was built.

use crate::catalogue::{Item, Value};
use crate::clock::Clock;
use crate::error::{Error, Result};
use crate::math::Float;
use crate::network::Network;
use crate::snapshot;
use crate::sparse::decay;

/// How a network is brought back to where it was built, by [`Network::reset`].
///
/// ```text
/// for trial in 0..10 {
///     net.simulate(1000)?;
///     println!("{}", net.cells.fired_count());
///     net.reset(Reset::keeping("W").seed(trial))?;
/// }
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reset {
    seed: Option<u64>,
    kept: Vec<String>,
}

impl Reset {
    /// Everything is as it was when the network was built.
    pub fn anew() -> Self {
        Self::default()
    }

    /// Everything but the variables with this tag: a name, `W`, a [full name](Item::full_name), `FAST_a_to_b.W`, or the
    /// name or a tag of a group of neurons or synapses, all of whose variables are kept then.
    pub fn keeping(tag: impl Into<String>) -> Self {
        Self::anew().and_keeping(tag)
    }

    /// Keeps the variables with this tag as well.
    pub fn and_keeping(mut self, tag: impl Into<String>) -> Self {
        self.kept.push(tag.into());
        self
    }

    /// Draws are those of another seed until one is given again: those of the steps, and those of what the network begins
    /// with. Which neurons are connected, delays and the parameters of each neuron are not drawn again.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = Some(seed);
        self
    }

    /// The seed of a network whose clock this is.
    pub(crate) fn new_seed(&self, clock: &Clock) -> u64 {
        self.seed.unwrap_or(clock.seed())
    }

    /// What is kept in a network.
    pub(crate) fn kept<N: Network + ?Sized>(&self, network: &N) -> Result<Kept> {
        let mut variables = Vec::new();
        if !self.kept.is_empty() {
            snapshot::check_there(network)?;
        }
        for tag in &self.kept {
            let before = variables.len();
            for item in network.find(tag) {
                match item.value {
                    Value::Group(_) | Value::Synapses(_) => variables.extend(variables_of(network, item.owner)),
                    _ => variables.extend(variable(&item)),
                }
            }
            if variables.len() == before {
                let catalogue = network.catalogue();
                let known = catalogue.iter().filter(|item| variable(item).is_some()).map(Item::full_name);
                let known: Vec<String> = known.collect();
                return Err(Error::UnknownVariable { tag: tag.clone(), known: known.join(", ") });
            }
        }
        Ok(Kept { clock: *network.clock(), variables })
    }
}

/// The owner and the name of a variable of neurons or synapses.
fn variable<F>(item: &Item<'_, F>) -> Option<(String, String)> {
    let is_variable = matches!(
        item.value,
        Value::State(_)
            | Value::Integers(_)
            | Value::Event(_)
            | Value::Weights(_)
            | Value::SparseWeights(_)
            | Value::SharedWeight(_)
            | Value::Undecayed(_)
    );
    is_variable.then(|| (item.owner.to_owned(), item.name.to_owned()))
}

fn variables_of<N: Network + ?Sized>(network: &N, owner: &str) -> Vec<(String, String)> {
    network.catalogue().iter().filter(|item| item.owner == owner).filter_map(variable).collect()
}

/// The variables that keep their values when a network begins.
#[derive(Debug)]
pub struct Kept {
    /// When they had them.
    clock: Clock,
    /// Their owners and names.
    variables: Vec<(String, String)>,
}

impl Kept {
    /// What a network keeps that is built.
    pub const NOTHING: Self = Kept { clock: Clock::STOPPED, variables: Vec::new() };

    /// Variables that have begun, by their owners and names.
    pub(crate) fn of<'a>(variables: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let variables = variables.map(|(owner, name)| (owner.to_owned(), name.to_owned())).collect();
        Kept { clock: Clock::STOPPED, variables }
    }

    /// Whether a variable of a group is kept.
    pub fn has(&self, owner: &str, name: &str) -> bool {
        self.variables.iter().any(|(of, own)| of == owner && own == name)
    }

    /// Takes a variable that decays with the time constant `tau` since the iterations of `touched` as it is at present.
    pub fn settle<F: Float>(&self, values: &mut [F], touched: &[u32], tau: F) {
        values.iter_mut().zip(touched).for_each(|(value, &touched)| *value = decay(&self.clock, *value, touched, tau));
    }
}
