//! What recorders have, variable by variable, and what it is of.

use std::borrow::Cow;

use izhi_runtime::Network;
use izhi_runtime::catalogue::{Item, Value};
use izhi_runtime::ndarray::ArrayView1;
use izhi_runtime::recording::{Recording, Row, Spike};
use izhi_runtime::snapshot::{ColumnView, Stored};
use izhi_runtime::weights::Connection;

/// What one recorder has.
pub(crate) struct Recorder<'a> {
    pub(crate) group: &'a str,
    pub(crate) name: &'a str,
    /// Of the rows.
    pub(crate) iterations: &'a [u64],
    /// Of the columns.
    pub(crate) neurons: Cow<'a, [u32]>,
    pub(crate) variables: Vec<Variable<'a>>,
}

/// What one recorder has of one variable.
pub(crate) struct Variable<'a> {
    pub(crate) name: &'a str,
    pub(crate) unit: Option<&'static str>,
    pub(crate) series: Series<'a>,
}

/// Values row by row, in the order in which they stand in memory.
#[cfg_attr(not(feature = "parquet"), expect(dead_code, reason = "tables alone have synapses"))]
pub(crate) enum Series<'a> {
    /// One for each neuron.
    Neurons(ColumnView<'a>),
    /// One for each synapse.
    Synapses {
        sources: Vec<u32>,
        targets: Vec<u32>,
        values: ColumnView<'a>,
    },
    /// One.
    One(ColumnView<'a>),
    Events(&'a [Spike]),
}

impl Recorder<'_> {
    /// Group and name.
    pub(crate) fn place(&self) -> String {
        format!("{}.{}", self.group, self.name)
    }
}

/// All recorders of a network.
pub(crate) fn recorders<N: Network>(net: &N) -> Vec<Recorder<'_>> {
    let catalogue = net.catalogue();
    let mut recorders = Vec::new();
    for group in net.groups() {
        let (owner, size) = (group.population().name(), group.population().size());
        for recording in group.recordings() {
            let own = catalogue.iter().filter(|item| item.owner == owner && item.behavior == Some(recording.name()));
            let variables = own.filter_map(|item| variable(net, &catalogue, recording, item));
            recorders.push(Recorder {
                group: owner,
                name: recording.name(),
                iterations: recording.iterations().to_slice().expect("in a row"),
                neurons: recording.neurons().map_or_else(|| (0..size as u32).collect(), Cow::Borrowed),
                variables: variables.collect(),
            });
        }
    }
    recorders
}

fn variable<'a, N: Network>(
    net: &'a N,
    catalogue: &[Item<'a, N::Float>],
    recording: &Recording<N::Float>,
    item: &Item<'a, N::Float>,
) -> Option<Variable<'a>> {
    let of_row = |values| of_row(net, catalogue, recording, item, values);
    let series = match item.value {
        Value::RecordedEvents(spikes) => Series::Events(spikes),
        Value::Recorded(values) => of_row(flat(values.to_slice()))?,
        Value::RecordedIntegers(values) => of_row(flat(values.to_slice()))?,
        Value::RecordedFlags(values) => of_row(flat(values.to_slice()))?,
        // They stand source by source.
        Value::RecordedWeights(values) => of_row(flat(values.permuted_axes([0, 2, 1]).to_slice()))?,
        _ => return None,
    };
    Some(Variable { name: item.name, unit: item.unit, series })
}

fn flat<T: Stored>(values: Option<&[T]>) -> ColumnView<'_> {
    T::view(ArrayView1::from(values.expect("as they stand in memory")).into_dyn())
}

fn of_row<'a, N: Network>(
    net: &N,
    catalogue: &[Item<'a, N::Float>],
    recording: &Recording<N::Float>,
    item: &Item<'a, N::Float>,
    values: ColumnView<'a>,
) -> Option<Series<'a>> {
    let row = recording.row(item.name)?;
    let groups = net.synapse_groups();
    let mut connections = groups.iter().map(|synapses| synapses.connection());
    let connection = connections.find(|connection| recording.synapse_group(item.name) == Some(connection.name()));
    let places = recording.synapses(item.name);
    let (sources, targets) = match row {
        Row::Neurons(_) => return Some(Series::Neurons(values)),
        Row::One | Row::Rate => return Some(Series::One(values)),
        Row::Sparse(..) if let Some(pairs) = recording.pairs(item.name) => {
            pairs.iter().map(|&[source, target]| (source, target)).unzip()
        }
        Row::Dense(kept) => {
            // Source by source; those of some neurons are where they stand among all.
            let targets = connection.map_or(kept, Connection::extent).targets;
            let pair = |place: usize| ((place / targets) as u32, (place % targets) as u32);
            match places {
                Some(places) => places.iter().map(|&place| pair(place)).unzip(),
                None => (0..kept.sources * kept.targets).map(pair).unzip(),
            }
        }
        Row::Sparse(_, count) => {
            let structure = catalogue.iter().find_map(|item| match item.value {
                Value::Structure(structure) if connection.is_some_and(|own| own.name() == item.owner) => {
                    Some(structure)
                }
                _ => None,
            });
            let all: Vec<(usize, usize)> = structure.into_iter().flat_map(|structure| structure.pairs()).collect();
            let pairs: Vec<(usize, usize)> = match places {
                Some(places) => places.iter().filter_map(|&place| all.get(place).copied()).collect(),
                None => all,
            };
            // They have been exchanged since they were recorded where there are not as many.
            let is_same = pairs.len() == count;
            pairs.into_iter().filter(|_| is_same).map(|(source, target)| (source as u32, target as u32)).unzip()
        }
    };
    Some(Series::Synapses { sources, targets, values })
}
