//! What was recorded as tables for pandas and polars.

mod table;

use std::fs;
use std::path::Path;

use izhi_runtime::{Network, Result};

use crate::about::about;
use crate::npz::failed;
use crate::ranks;
use crate::recorded::{Recorder, Series, Variable, recorders};

use table::{Clock, Table};

/// Writes all that the recorders of a network have into a folder, as tables that pandas, polars and others read:
/// `pandas.read_parquet("run/cells.spikes.fired.parquet")`. With the feature `parquet`.
///
/// | file | a row for each | columns |
/// | --- | --- | --- |
/// | `cells.spikes.fired.parquet`, of `EventRecorder [fired] as spikes` | event, in order of time | `iteration`, `time_ms`, `neuron` |
/// | `cells.recorder.parquet`, of `Recorder [v, u] as recorder` | iteration and neuron | `iteration`, `time_ms`, `neuron`, `v`, `u` |
/// | `cells.recorder.EXC_W.parquet`, of `Recorder [EXC.W] as recorder` | iteration and synapse | `iteration`, `time_ms`, `source`, `target`, `EXC_W` |
/// | `cells.recorder.mean_v.parquet`, of `Recorder [mean(v) as mean_v] as recorder` | iteration, of rates bin | `iteration`, `time_ms`, `mean_v` |
///
/// Tables are long: `table.pivot(index="time_ms", columns="neuron", values="v")` makes a wide one of them. The time is the beginning of the
/// iteration; where a network has no units it is `time`, in the unit of `dt`.
/// Synapses that have been exchanged since they were recorded are numbered, `synapse`. A variable that is called as
/// one of these columns has its full name. Numbers are of the type that the network keeps; iterations have 64 bits, neurons 32, without a sign.
///
/// The metadata of each file has `network`, `group`, `recorder`, the unit of each column, `unit.v`, and under `izhi` the text of
/// [`write_recordings`](crate::write_recordings): seed, time step and parameters. Columns are not compressed, but iterations, times and neurons
/// are stored by their differences or as numbers of a list, and take next to nothing.
///
/// The folder is made where it is not there. Each file is complete before it takes the place of an older one.
///
/// On several [ranks](izhi_runtime::ranks) each writes what it has into a folder of its own, `rank-0` and so on, and `ranks.txt` says which neurons
/// each has, as of [`write_recordings`](crate::write_recordings).
///
/// # Errors
///
/// A folder or a file that cannot be written.
pub fn write_parquet<N: Network>(net: &N, folder: impl AsRef<Path>) -> Result<()> {
    ranks::write_folder(net, folder.as_ref(), |folder| write(net, folder))
}

fn write<N: Network>(net: &N, folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).map_err(|error| failed(folder, error))?;
    let about = about(net);
    for recorder in recorders(net) {
        for mut table in tables(&recorder, net.dt(), net.time_unit()) {
            table.said.push(("network".to_owned(), net.name().to_owned()));
            table.said.push(("group".to_owned(), recorder.group.to_owned()));
            table.said.push(("recorder".to_owned(), recorder.name.to_owned()));
            table.said.push(("izhi".to_owned(), about.clone()));
            table.write(&folder.join(format!("{}.parquet", table.name)))?;
        }
    }
    Ok(())
}

/// The tables of a recorder: one of neurons, where it recorded some, and one of each other variable.
fn tables<'a>(recorder: &Recorder<'a>, dt: f64, unit: Option<&'static str>) -> Vec<Table<'a>> {
    let (place, rows) = (recorder.place(), recorder.iterations.len().max(1));
    let clock = Clock { iterations: recorder.iterations.into(), dt, unit };
    let neurons = vec![("neuron", recorder.neurons.to_vec())];
    let mut of_neurons = Table::new(place.clone(), &clock, recorder.neurons.len(), neurons);
    let (keys, mut tables) = (of_neurons.fields.len(), Vec::new());
    for Variable { name, unit, series } in &recorder.variables {
        let full_name = format!("{place}.{name}");
        match series {
            Series::Neurons(values) => of_neurons.push(name, *unit, values.clone()),
            Series::One(values) => {
                let mut table = Table::new(full_name, &clock, 1, Vec::new());
                table.push(name, *unit, values.clone());
                tables.push(table);
            }
            Series::Synapses { sources, targets, values } => {
                let synapses = values.shape()[0] / rows;
                let keys = match sources.len() == synapses {
                    true => vec![("source", sources.clone()), ("target", targets.clone())],
                    false => vec![("synapse", (0..synapses as u32).collect())],
                };
                let mut table = Table::new(full_name, &clock, synapses, keys);
                table.push(name, *unit, values.clone());
                tables.push(table);
            }
            Series::Events(spikes) => {
                let clock = Clock { iterations: spikes.iter().map(|spike| spike.iteration).collect(), ..clock };
                let neurons = spikes.iter().map(|spike| spike.neuron).collect();
                tables.push(Table::new(full_name, &clock, 1, vec![("neuron", neurons)]));
            }
        }
    }
    tables.extend((of_neurons.fields.len() > keys).then_some(of_neurons));
    tables
}
