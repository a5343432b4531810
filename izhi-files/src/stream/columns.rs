//! What stays the same from the first block of a stream to the last.

use std::collections::BTreeMap;

use crate::npy::Layout;

use super::block::{Block, Recorded};

/// The recorders that have been seen.
#[derive(Default)]
pub(super) struct Known(BTreeMap<String, Recorder>);

/// What the files of a recorder are of.
pub(super) struct Recorder {
    neurons: Vec<u32>,
    columns: Vec<(String, Layout)>,
    /// The iteration of the last row.
    last: Option<u64>,
}

impl Recorder {
    pub(super) fn of(recorded: &Recorded, last: Option<u64>) -> Self {
        let columns = recorded.columns.iter().map(|rows| (rows.name.clone(), rows.layout.clone())).collect();
        Recorder { neurons: recorded.neurons(), columns, last }
    }

    /// Says what of the rows is no continuation of those that there are.
    fn check(&self, recorded: &Recorded) -> Result<(), String> {
        let place = &recorded.place;
        let neurons = recorded.neurons();
        if neurons != self.neurons {
            return Err(format!(
                "recorder `{place}` now keeps {}, and the columns of its files are {}: after `sample` begin a new stream",
                listed(&neurons),
                listed(&self.neurons)
            ));
        }
        for (rows, (name, layout)) in recorded.columns.iter().zip(&self.columns) {
            if (&rows.name, &rows.layout) != (name, layout) {
                return Err(format!(
                    "`{}` now has rows of {}, and its file `{name}` has rows of {layout}: begin a new stream",
                    rows.name, rows.layout
                ));
            }
        }
        match (recorded.ends(), self.last) {
            (Some((first, _)), Some(last)) if first <= last => Err(format!(
                "recorder `{place}` has a row of iteration {first}, and its files have iteration {last} already: what a network \
                 records after a `reset` or a `restore` goes to a new stream, or to one that is opened then"
            )),
            _ => Ok(()),
        }
    }
}

impl Known {
    /// Says what is no continuation.
    pub(super) fn check(&self, block: &Block) -> Result<(), String> {
        if !self.0.is_empty() && self.0.len() != block.recorders.len() {
            return Err(format!("{} recorders were expected, and {} found", self.0.len(), block.recorders.len()));
        }
        block.recorders.iter().try_for_each(|recorded| match self.0.get(&recorded.place) {
            Some(recorder) => recorder.check(recorded),
            None if self.0.is_empty() => Ok(()),
            None => Err(format!("recorder `{}` is none of this stream", recorded.place)),
        })
    }

    /// The rows of a block have been taken.
    pub(super) fn add(&mut self, block: &Block) {
        for recorded in &block.recorders {
            let recorder = self.0.entry(recorded.place.clone()).or_insert_with(|| Recorder::of(recorded, None));
            recorder.last = recorded.ends().map(|(_, last)| last).or(recorder.last);
        }
    }

    pub(super) fn insert(&mut self, place: String, recorder: Recorder) {
        self.0.insert(place, recorder);
    }
}

/// Some neurons in words.
pub(super) fn listed(neurons: &[u32]) -> String {
    const SHOWN: usize = 8;
    match neurons {
        [] => "all neurons".to_owned(),
        [_, ..] if neurons.len() <= SHOWN => format!("neurons {neurons:?}"),
        _ => {
            let shown: Vec<String> = neurons[..SHOWN].iter().map(u32::to_string).collect();
            format!("{} neurons [{}, ...]", neurons.len(), shown.join(", "))
        }
    }
}
