//! Where two snapshots are not the same.

use std::collections::BTreeSet;

use izhi::Snapshot;
use izhi::snapshot::{Column, Source};

use crate::width::Width;

/// How many columns are named.
const NAMED: usize = 8;

/// The columns of which two snapshots have other bits, and where; none where there is no such column. All that are not a number
/// are the same.
pub fn difference(found: &Snapshot, expected: &Snapshot) -> Option<String> {
    let names: BTreeSet<String> = [found, expected].into_iter().flat_map(names).collect();
    let mut different: Vec<String> = names.iter().filter_map(|name| of_column(name, found, expected)).collect();
    let more = different.len().saturating_sub(NAMED);
    different.truncate(NAMED);
    if more > 0 {
        different.push(format!("and {more} more columns"));
    }
    (!different.is_empty()).then(|| different.join("; "))
}

/// A number that snapshots with other bits hardly have: FNV-1a of all their columns, element by element.
pub fn digest(snapshot: &Snapshot) -> u64 {
    let elements = names(snapshot).flat_map(|name| patterns(snapshot, &name).unwrap_or_default());
    elements.fold(0xcbf2_9ce4_8422_2325, |hash, bits| (hash ^ bits).wrapping_mul(0x100_0000_01b3))
}

fn names(snapshot: &Snapshot) -> impl Iterator<Item = String> + use<> {
    Source::columns(&snapshot).into_keys()
}

fn of_column(name: &str, found: &Snapshot, expected: &Snapshot) -> Option<String> {
    let (Some(found), Some(expected)) = (patterns(found, name), patterns(expected, name)) else {
        return Some(format!("{name} is on one side alone"));
    };
    if found.len() != expected.len() {
        return Some(format!("{name} has {} elements, not {}", found.len(), expected.len()));
    }
    let both = found.iter().zip(&expected).enumerate();
    let mut different = both.filter(|(_, (found, expected))| found != expected);
    let (place, (first, other)) = different.next()?;
    let count = 1 + different.count();
    Some(format!("{name} in {count} of {} elements, first in {place}: {first:#x}, not {other:#x}", found.len()))
}

/// The bits of a column.
fn patterns(mut snapshot: &Snapshot, name: &str) -> Option<Vec<u64>> {
    let column = snapshot.column(name).ok()??;
    Some(match column {
        Column::Single(values) => values.into_iter().map(Width::pattern).collect(),
        Column::Double(values) => values.into_iter().map(Width::pattern).collect(),
        Column::Whole(values) => values.into_iter().map(Width::pattern).collect(),
        Column::Count(values) => values.into_iter().collect(),
        Column::Index(values) => values.into_iter().map(Width::pattern).collect(),
        Column::Steps(values) => values.into_iter().map(u64::from).collect(),
        Column::Byte(values) => values.into_iter().map(u64::from).collect(),
        Column::Flag(values) => values.into_iter().map(u64::from).collect(),
    })
}
