//! What a network keeps, as plain arrays by the names of the schedule.

use std::collections::{BTreeMap, BTreeSet};

use izhi::Network;
use izhi::behavior::Switch;
use izhi::call::Called;
use izhi::catalogue::{Item, Value};
use izhi::clock::Clock;
use izhi::math::Float;
use izhi::random::Draw;
use izhi::weights::Connection;

use crate::expression::Value as Scalar;
use crate::text::{Entry, Schedule};

/// The values of a buffer.
#[derive(Clone, Debug)]
pub(crate) enum Array<F> {
    Numbers(Vec<F>),
    Integers(Vec<i64>),
    Flags(Vec<bool>),
}

/// One synapse: its ends, and where its values are.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Synapse {
    pub(crate) source: usize,
    pub(crate) target: usize,
    pub(crate) place: usize,
    /// Its place in its row.
    pub(crate) number: usize,
    /// What its group adds to the sites of draws.
    pub(crate) site: u64,
}

/// The synapses of a group, source by source, in the order in which they are kept.
#[derive(Debug)]
pub(crate) struct Synapses {
    pub(crate) rows: Vec<Vec<Synapse>>,
    pub(crate) targets: usize,
    /// In steps: one for all, or one for each by its place.
    pub(crate) delay: Delay,
    /// In steps; zero where there is none.
    pub(crate) dendritic_delay: usize,
}

#[derive(Debug)]
pub(crate) enum Delay {
    None,
    One(usize),
    Each(Vec<usize>),
}

/// A network between two iterations.
#[derive(Debug)]
pub(crate) struct Memory<F> {
    /// Seed and time step; the iteration is counted here.
    pub(crate) clock: Clock,
    pub(crate) iteration: u64,
    pub(crate) arrays: BTreeMap<String, Array<F>>,
    pub(crate) inputs: BTreeMap<String, izhi::Input<F>>,
    pub(crate) sizes: BTreeMap<String, usize>,
    pub(crate) synapses: BTreeMap<String, Synapses>,
    /// Of each variable that travels, what it was before each iteration.
    pub(crate) sent: BTreeMap<String, Vec<Array<F>>>,
    /// Sums on their way along dendrites, by the iteration in which they were made.
    pub(crate) conducted: BTreeMap<(String, u64), Array<F>>,
    /// Behaviours that are switched off.
    pub(crate) off: BTreeSet<String>,
    /// Whether the run has ended.
    pub(crate) is_stopped: bool,
    /// The Rust functions that behaviours call.
    pub(crate) functions: Vec<(&'static str, Called<F>)>,
}

impl<F: Draw> Memory<F> {
    /// What a network begins with.
    pub(crate) fn new<N: Network<Float = F>>(schedule: &Schedule, net: &N) -> Result<Self, String> {
        let groups = net.groups();
        let is_off = |behavior: &&dyn Switch| !behavior.is_enabled();
        let off = groups.iter().flat_map(|group| {
            let behaviors = group.behaviors().into_iter().filter(is_off);
            behaviors.map(|behavior| format!("{}.{}", group.population().name(), behavior.name()))
        });
        Self::of(schedule, *net.clock(), net.functions().to_vec(), off.collect(), &net.catalogue())
    }

    /// The same from what is known of a network: what knows its type is compiled for each.
    fn of(
        schedule: &Schedule,
        clock: Clock,
        functions: Vec<(&'static str, Called<F>)>,
        off: Vec<String>,
        catalogue: &[Item<'_, F>],
    ) -> Result<Self, String> {
        let mut memory = Memory {
            clock,
            iteration: clock.iteration(),
            arrays: BTreeMap::new(),
            inputs: BTreeMap::new(),
            sizes: BTreeMap::new(),
            synapses: BTreeMap::new(),
            sent: BTreeMap::new(),
            conducted: BTreeMap::new(),
            off: off.into_iter().collect(),
            is_stopped: false,
            functions,
        };
        for item in catalogue {
            match item.value {
                Value::Group(population) => memory.group(population),
                Value::Synapses(connection) => memory.connection(connection, schedule, catalogue),
                Value::Input(input) => {
                    memory.inputs.insert(item.full_name(), input.clone());
                }
                _ => {
                    if let Some(array) = array(&item.value) {
                        memory.arrays.insert(item.full_name(), array);
                    }
                }
            }
        }
        let channels = schedule.iteration.iter().filter_map(|entry| match entry {
            Entry::Arrive { channel, .. } => Some((channel.clone(), Vec::new())),
            Entry::Call(_) | Entry::Off { .. } => None,
        });
        memory.sent = channels.collect();
        memory.check_conditions(schedule)?;
        let listed: BTreeSet<String> = catalogue.iter().map(Item::full_name).collect();
        match schedule.buffers.iter().find(|(name, buffer)| is_kept(&buffer.role) && !listed.contains(*name)) {
            Some((name, buffer)) => Err(format!("the catalogue lacks {name}, {}", buffer.role)),
            None => Ok(memory),
        }
    }

    /// What has to hold of the parameters does: the network could not be built otherwise.
    fn check_conditions(&self, schedule: &Schedule) -> Result<(), String> {
        for (full, buffer) in &schedule.buffers {
            let Some(condition) = &buffer.condition else { continue };
            let (behavior, _) = full.rsplit_once('.').ok_or_else(|| format!("no parameter: {full}"))?;
            let (group, _) = behavior.split_once('.').ok_or_else(|| format!("no parameter: {full}"))?;
            for neuron in 0..self.sizes[group] {
                let mut value = |name: &str, _: &[Scalar<F>]| match self.arrays.get(&format!("{behavior}.{name}")) {
                    Some(Array::Numbers(values)) => Ok(Scalar::Number(values[neuron.min(values.len() - 1)])),
                    _ if name == "dt" => Ok(Scalar::Number(self.clock.dt())),
                    _ => Err(format!("an unknown name in the condition of {full}: {name}")),
                };
                if !condition.value(&mut value)?.bool()? {
                    return Err(format!("{full} of neuron {neuron} breaks its condition"));
                }
            }
        }
        Ok(())
    }

    fn group(&mut self, population: &izhi::population::Population<F>) {
        let name = population.name();
        self.sizes.insert(name.to_owned(), population.size());
        for (axis, values) in [("x", population.x()), ("y", population.y()), ("z", population.z())] {
            self.arrays.insert(format!("{name}:{axis}"), Array::Numbers(values.to_vec()));
        }
    }

    fn connection(&mut self, connection: &Connection, schedule: &Schedule, catalogue: &[Item<'_, F>]) {
        let site = schedule.synapse_sites.get(connection.name()).copied().unwrap_or_default();
        let (name, extent) = (connection.name(), connection.extent());
        let mut rows: Vec<Vec<Synapse>> = vec![Vec::new(); extent.sources];
        let found = |what: &str| {
            let full_name = format!("{name}:{what}");
            catalogue.iter().find(|item| item.full_name() == full_name).map(|item| &item.value)
        };
        match found("structure") {
            Some(Value::Structure(structure)) => {
                for (place, (source, target)) in structure.pairs().enumerate() {
                    let number = rows[source].len();
                    rows[source].push(Synapse { source, target, place, number, site });
                }
            }
            _ => {
                for (source, row) in rows.iter_mut().enumerate() {
                    let place = |target| source * extent.targets + target;
                    let synapse = |target| Synapse { source, target, place: place(target), number: target, site };
                    row.extend((0..extent.targets).map(synapse));
                }
            }
        }
        let dt: f64 = self.clock.dt();
        let steps = |delay: f64| (delay / dt).round() as usize;
        let delay = match (found("delay"), connection.delay()) {
            (Some(Value::Delays(steps)), _) => Delay::Each(steps.iter().map(|&steps| usize::from(steps)).collect()),
            (_, Some(delay)) => Delay::One(steps(delay)),
            (_, None) => Delay::None,
        };
        let dendritic_delay = connection.dendritic_delay().map_or(0, steps);
        self.synapses.insert(name.to_owned(), Synapses { rows, targets: extent.targets, delay, dendritic_delay });
    }

    /// What is kept here and in the network has to be the same; all that is no number is the same.
    pub(crate) fn compare(&self, catalogue: &[Item<'_, F>]) -> Result<(), String> {
        for item in catalogue {
            let (Some(found), Some(expected)) = (array(&item.value), self.arrays.get(&item.full_name())) else {
                continue;
            };
            if let Some(place) = difference(&found, expected) {
                let (found, expected) = (found.at(place), expected.at(place));
                return Err(format!("{}[{place}] is {found} and should be {expected}", item.full_name()));
            }
        }
        Ok(())
    }
}

/// Whether what such buffers hold lasts from one run to the next: the catalogue lists it. Nobody keeps that all are
/// connected with all, and what is recorded is listed
/// variable by variable.
fn is_kept(role: &str) -> bool {
    !matches!(
        role,
        "structure" | "recording" | "within a step" | "waiting updates" | "computed once for a run" | "ends the run"
    )
}

impl<F: Float> Array<F> {
    pub(crate) fn len(&self) -> usize {
        match self {
            Array::Numbers(values) => values.len(),
            Array::Integers(values) => values.len(),
            Array::Flags(flags) => flags.len(),
        }
    }

    pub(crate) fn value(&self, place: usize) -> Scalar<F> {
        match self {
            Array::Numbers(values) => Scalar::Number(values[place]),
            Array::Integers(values) => Scalar::Integer(values[place]),
            Array::Flags(flags) => Scalar::Bool(flags[place]),
        }
    }

    fn at(&self, place: usize) -> String {
        match self {
            Array::Numbers(values) => format!("{:e}", values[place]),
            Array::Integers(values) => values[place].to_string(),
            Array::Flags(flags) => flags[place].to_string(),
        }
    }
}

fn difference<F: Float>(found: &Array<F>, expected: &Array<F>) -> Option<usize> {
    let is_same = |found: &F, expected: &F| {
        let bits = |value: &F| value.to_f64().to_bits();
        bits(found) == bits(expected) || (found.is_nan() && expected.is_nan())
    };
    match (found, expected) {
        (Array::Numbers(a), Array::Numbers(b)) => (0..a.len()).find(|&place| !is_same(&a[place], &b[place])),
        (Array::Integers(a), Array::Integers(b)) => (0..a.len()).find(|&place| a[place] != b[place]),
        (Array::Flags(a), Array::Flags(b)) => (0..a.len()).find(|&place| a[place] != b[place]),
        _ => Some(0),
    }
}

/// The values of what a network keeps, in the order in which it keeps them.
fn array<F: Float>(value: &Value<'_, F>) -> Option<Array<F>> {
    Some(match value {
        Value::State(values) | Value::EachParameter(values) => Array::Numbers(values.to_vec()),
        Value::Integers(values) => Array::Integers(values.to_vec()),
        Value::Event(flags) => Array::Flags(flags.to_vec()),
        Value::Parameter(value) | Value::SharedWeight(value) | Value::TimeConstant(value) => {
            Array::Numbers(vec![*value])
        }
        // [target, source] becomes source by source.
        Value::Weights(weights) => Array::Numbers(weights.view().t().iter().copied().collect()),
        Value::SparseWeights(view) => Array::Numbers(view.values().to_vec()),
        Value::Undecayed(values) => Array::Numbers(values.to_vec()),
        Value::Numbers(numbers) => Array::Integers(numbers.iter().map(|&number| i64::from(number)).collect()),
        Value::LastAssigned(times) => Array::Integers(times.iter().map(|&time| i64::from(time)).collect()),
        _ => return None,
    })
}
