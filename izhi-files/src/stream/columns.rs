//! What stays the same from the first block of a stream to the last.

use std::collections::BTreeMap;

use crate::npy::Layout;

use super::block::{Seen, is_of_all};

/// The recorders that have been seen.
#[derive(Default)]
pub(super) struct Known(BTreeMap<String, Recorder>);

/// What the files of a recorder are of.
pub(super) struct Recorder {
    kept: BTreeMap<String, Vec<u64>>,
    columns: Vec<(String, Layout)>,
    /// The iteration of the last row.
    last: Option<u64>,
}

impl Recorder {
    pub(super) fn of(seen: &Seen, last: Option<u64>) -> Self {
        Recorder { kept: seen.kept.clone(), columns: values(&seen.columns).cloned().collect(), last }
    }

    /// Says what of the rows is no continuation of those that there are.
    fn check(&self, Seen { place, kept, ends, columns, .. }: &Seen) -> Result<(), String> {
        for name in kept.keys().chain(self.kept.keys()) {
            let [now, before] = [kept, &self.kept].map(|kept| kept.get(name).map_or(&[][..], Vec::as_slice));
            if now != before {
                return Err(format!(
                    "recorder `{place}` now keeps {}, and the columns of its files are {}: after `sample` begin a new stream",
                    listed(name, now),
                    listed(name, before)
                ));
            }
        }
        let differs = values(columns).zip(&self.columns).find(|(one, other)| one != other);
        if let Some(((name, found), (_, expected))) = differs {
            return Err(format!(
                "`{name}` now has rows of {found}, and its file has rows of {expected}: begin a new stream"
            ));
        }
        match (*ends, self.last) {
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
    pub(super) fn check(&self, recorders: &[Seen]) -> Result<(), String> {
        if !self.0.is_empty() && self.0.len() != recorders.len() {
            return Err(format!("{} recorders were expected, and {} found", self.0.len(), recorders.len()));
        }
        recorders.iter().try_for_each(|seen| match self.0.get(&seen.place) {
            Some(recorder) => recorder.check(seen),
            None if self.0.is_empty() => Ok(()),
            None => Err(format!("recorder `{}` is none of this stream", seen.place)),
        })
    }

    /// Whether nothing has been seen yet.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The rows have been taken.
    pub(super) fn add(&mut self, recorders: &[Seen]) {
        for seen in recorders {
            let recorder = self.0.entry(seen.place.clone()).or_insert_with(|| Recorder::of(seen, None));
            recorder.last = seen.ends.map(|(_, last)| last).or(recorder.last);
        }
    }

    pub(super) fn insert(&mut self, place: String, recorder: Recorder) {
        self.0.insert(place, recorder);
    }
}

/// The columns of values.
fn values(columns: &[(String, Layout)]) -> impl Iterator<Item = &(String, Layout)> {
    columns.iter().filter(|(name, _)| !is_of_all(name))
}

/// Some neurons or synapses in words, by the name of the array that has them.
pub(super) fn listed(name: &str, kept: &[u64]) -> String {
    const SHOWN: usize = 8;
    let what = if name.ends_with(":synapses") { "synapses" } else { "neurons" };
    match kept {
        [] => format!("all {what}"),
        [_, ..] if kept.len() <= SHOWN => format!("{what} {kept:?}"),
        _ => {
            let shown: Vec<String> = kept[..SHOWN].iter().map(u64::to_string).collect();
            format!("{} {what} [{}, ...]", kept.len(), shown.join(", "))
        }
    }
}
