//! What was recorded as SONATA's files.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;

use hdf5_pure::{AttrValue, DatasetBuilder, FileBuilder, FinishedGroup, GroupBuilder};
use izhi_runtime::recording::Spike;
use izhi_runtime::snapshot::ColumnView;
use izhi_runtime::{Error, Network, Result};

use crate::about::{self, about};
use crate::npz::{failed, replace_file};
use crate::ranks;
use crate::recorded::{Recorder, Series, recorders};

/// Writes what the recorders of a network have of neurons into a folder, as files of
/// [SONATA](https://github.com/AllenInstitute/sonata), which h5py, libsonata, bmtk and others read. With the feature `sonata`.
///
/// | file | content |
/// | --- | --- |
/// | `spikes.fired.h5`, of `EventRecorder [fired] as spikes` | `/spikes/<population>/timestamps`, in ms and ascending, and `node_ids` |
/// | `recorder.v.h5`, of `Recorder [v] as recorder` | `/report/<population>/data` [iteration, neuron] with the unit of `v`, and `mapping`: `node_ids`, `index_pointers`, `element_ids`, `time` (beginning, end, step; in ms) |
///
/// A population is a group, and those that have a recorder of that name stand in one file. Nodes are neurons by their index in the group, in the
/// order in which they were recorded. Times are the beginnings of iterations; those of a network without units are taken to be in ms, as SONATA
/// has them, and its variables are in `unknown` units. Numbers are in single precision, as readers of SONATA expect them, flags 0 and 1. Beside them, `izhi` is the
/// text of [`write_recordings`](crate::write_recordings), as bytes: seed, time step and parameters. Spikes do not say how they are sorted,
/// so that readers look. Variables of synapses, and what is one value for all neurons, have no place in these files.
///
/// The folder is made where it is not there. Each file is complete before it takes the place of an older one.
///
/// On several [ranks](izhi_runtime::ranks) each writes what it has into a folder of its own, `rank-0` and so on, and `ranks.txt` says which neurons
/// each has, as of [`write_recordings`](crate::write_recordings).
///
/// # Errors
///
/// A folder or a file that cannot be written, and a recorder whose rows are not equally far apart, as where it was off in between, or that
/// has numbers beyond single precision. Then none of the files has been written.
pub fn write_sonata<N: Network>(net: &N, folder: impl AsRef<Path>) -> Result<()> {
    ranks::write_folder(net, folder.as_ref(), |folder| write_own(net, folder))
}

fn write_own<N: Network>(net: &N, folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).map_err(|error| failed(folder, error))?;
    let (dt, recorders) = (net.dt(), recorders(net));
    let mut files: BTreeMap<String, Vec<Population<'_>>> = BTreeMap::new();
    for recorder in &recorders {
        for variable in &recorder.variables {
            let content = match &variable.series {
                Series::Events(spikes) => Content::Spikes(spikes),
                Series::Neurons(values) => {
                    check_single(recorder, values)?;
                    Content::Report { values, unit: variable.unit, rows: Rows::of(recorder, dt)? }
                }
                Series::Synapses { .. } | Series::One(_) => continue,
            };
            let file = files.entry(format!("{}.{}.h5", recorder.name, variable.name)).or_default();
            file.push(Population { recorder, content });
        }
    }
    let text = about(net);
    files.iter().try_for_each(|(name, populations)| write(&folder.join(name), populations, &text, dt))
}

/// What one recorder has of one variable.
struct Population<'a> {
    recorder: &'a Recorder<'a>,
    content: Content<'a>,
}

enum Content<'a> {
    Spikes(&'a [Spike]),
    Report { values: &'a ColumnView<'a>, unit: Option<&'static str>, rows: Rows },
}

/// When the rows of a report are: the beginning, the end and the time between two.
struct Rows([f64; 3]);

impl Rows {
    fn of(recorder: &Recorder<'_>, dt: f64) -> Result<Self> {
        let iterations = recorder.iterations;
        let step = iterations.get(1).map_or(1, |second| second - iterations[0]);
        if let Some(pair) = iterations.windows(2).find(|pair| pair[1] - pair[0] != step) {
            let reason = format!(
                "rows that are equally far apart were expected for a report, and after iteration {} comes {}, where the others are {step} apart",
                pair[0], pair[1]
            );
            return Err(Error::Sampling { place: recorder.place(), reason });
        }
        let first = iterations.first().copied().unwrap_or_default();
        let end = first + step * iterations.len() as u64;
        Ok(Rows([first, end, step].map(|iteration| iteration as f64 * dt)))
    }
}

fn write(path: &Path, populations: &[Population<'_>], text: &str, dt: f64) -> Result<()> {
    let mut file = FileBuilder::new();
    file.set_attr("magic", AttrValue::U32(0x0A7A));
    file.set_attr("version", AttrValue::U32Array(vec![0, 1]));
    file.create_dataset(about::NAME).with_u8_data(text.as_bytes());
    let of_spikes = populations.iter().filter(|population| matches!(population.content, Content::Spikes(_)));
    let of_spikes = of_spikes.count();
    for (kind, count) in [("spikes", of_spikes), ("report", populations.len() - of_spikes)] {
        if count == 0 {
            continue;
        }
        let mut group = file.create_group(kind);
        for Population { recorder, content } in populations {
            let own = group.create_group(recorder.group);
            match content {
                Content::Spikes(spikes) if kind == "spikes" => group.add_group(spikes_of(own, spikes, dt)),
                Content::Report { values, unit, rows } if kind == "report" => {
                    group.add_group(report_of(own, recorder, values, unit.unwrap_or("unknown"), rows));
                }
                _ => {}
            }
        }
        file.add_group(group.finish());
    }
    replace_file(path, |mut new| {
        file.finish_to(&mut new).map_err(|error| failed(path, error))?;
        new.flush().map_err(|error| failed(path, error))
    })
}

fn spikes_of(mut group: GroupBuilder, spikes: &[Spike], dt: f64) -> FinishedGroup {
    let times: Vec<f64> = spikes.iter().map(|spike| spike.time(dt)).collect();
    let nodes: Vec<u64> = spikes.iter().map(|spike| u64::from(spike.neuron)).collect();
    in_unit(group.create_dataset("timestamps").with_f64_data(&times), "ms");
    group.create_dataset("node_ids").with_u64_data(&nodes);
    group.finish()
}

fn report_of(
    mut group: GroupBuilder,
    recorder: &Recorder<'_>,
    values: &ColumnView<'_>,
    unit: &str,
    Rows(time): &Rows,
) -> FinishedGroup {
    let neurons = recorder.neurons.len() as u64;
    let data = group.create_dataset("data").with_f32_data(&single(values));
    in_unit(data.with_shape(&[recorder.iterations.len() as u64, neurons]), unit);
    let mut mapping = group.create_group("mapping");
    let nodes: Vec<u64> = recorder.neurons.iter().copied().map(u64::from).collect();
    let is_sorted = AttrValue::U8(nodes.is_sorted().into());
    mapping.create_dataset("node_ids").with_u64_data(&nodes).set_attr("sorted", is_sorted);
    // A neuron is one element. Where those of each begin is called in two ways, the second by bmtk.
    let begins: Vec<u64> = (0..=neurons).collect();
    for name in ["index_pointers", "index_pointer"] {
        mapping.create_dataset(name).with_u64_data(&begins);
    }
    mapping.create_dataset("element_ids").with_u32_data(&vec![0; nodes.len()]);
    in_unit(mapping.create_dataset("time").with_f64_data(time), "ms");
    group.add_group(mapping.finish());
    group.finish()
}

/// An error for a number that single precision does not have.
fn check_single(recorder: &Recorder<'_>, values: &ColumnView<'_>) -> Result<()> {
    let ColumnView::Double(values) = values else { return Ok(()) };
    match values.iter().find(|value| value.is_finite() && value.abs() > f32::MAX.into()) {
        Some(value) => {
            let reason =
                format!("numbers of single precision were expected, up to {:e}, and {value:e} was found", f32::MAX);
            Err(Error::Sampling { place: recorder.place(), reason })
        }
        None => Ok(()),
    }
}

fn in_unit(data: &mut DatasetBuilder, unit: &str) {
    data.set_attr("units", AttrValue::AsciiString(unit.to_owned()));
}

/// In single precision.
fn single(values: &ColumnView<'_>) -> Vec<f32> {
    match values {
        ColumnView::Single(values) => values.iter().copied().collect(),
        ColumnView::Double(values) => values.iter().map(|&value| value as f32).collect(),
        ColumnView::Whole(values) => values.iter().map(|&value| value as f32).collect(),
        ColumnView::Count(values) => values.iter().map(|&value| value as f32).collect(),
        ColumnView::Index(values) => values.iter().map(|&value| value as f32).collect(),
        ColumnView::Steps(values) => values.iter().map(|&value| value.into()).collect(),
        ColumnView::Byte(values) => values.iter().map(|&value| value.into()).collect(),
        ColumnView::Flag(values) => values.iter().map(|&flag| u8::from(flag).into()).collect(),
    }
}
