//! Several connectors at once.

use std::fmt;
use std::sync::Arc;

use super::plan::Plan;
use super::{Connector, Ends, Selection, Structure};
use crate::error::{Error, Result};
use crate::random::Stream;
use crate::structure::Order;
use crate::weights::Extent;

/// Connects what any of its parts does. A pair that two parts connect is connected twice.
#[derive(Clone, Default)]
pub struct Union {
    parts: Vec<Arc<dyn Connector>>,
}

/// Connects what any of the parts does. A pair that two of them connect is connected twice. Each part draws
/// numbers of its own, also where two parts are the same.
///
/// ```
/// use izhi_runtime::connect::{disc, fixed_probability, union};
///
/// // Near neurons for certain, and a few distant ones.
/// let connector = union([disc(2.0)]).and(fixed_probability(0.001));
/// ```
pub fn union<C: Connector + 'static>(parts: impl IntoIterator<Item = C>) -> Union {
    parts.into_iter().fold(Union::default(), Union::and)
}

/// Connects the neurons of two groups as a table of projections says, each of which has its sources, its
/// targets and its connector. Connectors of different kinds are of one type in an `Arc<dyn Connector>`.
///
/// ```
/// use izhi_runtime::connect::{fixed_total, projections};
///
/// let connector = projections([
///     (0..800, 0..1000, fixed_total(64_000)),
///     (800..1000, 0..800, fixed_total(16_000)),
/// ]);
/// ```
pub fn projections<S, T, C>(table: impl IntoIterator<Item = (S, T, C)>) -> Union
where
    S: Into<Selection>,
    T: Into<Selection>,
    C: Connector + 'static,
{
    union(table.into_iter().map(|(sources, targets, connector)| connector.between(sources, targets)))
}

impl Union {
    /// And what this one connects.
    pub fn and(mut self, part: impl Connector + 'static) -> Self {
        self.parts.push(Arc::new(part));
        self
    }
}

impl fmt::Debug for Union {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Union").field("parts", &self.parts.len()).finish_non_exhaustive()
    }
}

impl Connector for Union {
    fn connect(&self, ends: &Ends<'_>) -> Result<Structure> {
        let parts = self.parts.iter().enumerate().map(|(number, part)| connect(part, number, ends));
        let mut parts = parts.collect::<Result<Vec<_>>>()?;
        let is_list = |part: &Structure| matches!(part.order(), Order::Listed(_) | Order::Several);
        parts.retain(|part| !part.is_empty());
        if parts.len() == 1 {
            let mut structure = parts.remove(0);
            if is_list(&structure) && self.parts.len() > 1 && ends.own_numbers().is_some() {
                // On other ranks there can be more.
                structure.set_order(Order::Several);
            }
            return Ok(structure);
        }
        let (source, neurons) = (ends.source(), ends.source().size());
        let row_lengths = |source| parts.iter().map(move |part| part.row(source).len());
        let lengths: Vec<usize> = (0..neurons).map(|number| row_lengths(source.neuron(number)).sum()).collect();
        let has_lists = parts.iter().any(is_list);
        let mut structure = ends.filled(&lengths, |range, mut rest| {
            for number in range {
                let row;
                (row, rest) = std::mem::take(&mut rest).split_at_mut(lengths[number]);
                merge(parts.iter().map(|part| &part.targets()[part.row(source.neuron(number))]), row);
            }
            Ok(())
        })?;
        if has_lists {
            structure.set_order(Order::Several);
        }
        Ok(structure)
    }

    fn plan(&self, ends: &Ends<'_>) -> Result<Option<Plan>> {
        let mut pieces = Vec::new();
        for (number, part) in self.parts.iter().enumerate() {
            match of_part(number, ends, |ends| part.plan(ends))? {
                Some(plan) => {
                    check_extent(plan.extent(), number, ends)?;
                    pieces.extend(plan.into_pieces());
                }
                None => return Ok(None),
            }
        }
        Ok(Some(ends.plan_of(pieces)))
    }
}

/// What is made of a part, with its number in its errors.
fn of_part<T>(number: usize, ends: &Ends<'_>, make: impl FnOnce(&Ends<'_>) -> Result<T>) -> Result<T> {
    make(&Ends { site: site(ends.site, number), ..ends.clone() }).map_err(|error| match error {
        Error::Connector { reason, .. } => ends.error(format!("part {number}, counting from 0: {reason}")),
        other => other,
    })
}

/// What a part connects.
fn connect(part: &Arc<dyn Connector>, number: usize, ends: &Ends<'_>) -> Result<Structure> {
    let structure = of_part(number, ends, |ends| part.connect(ends))?;
    let structure = ends.own_part(structure)?;
    check_extent(structure.extent(), number, ends)?;
    Ok(structure)
}

/// An error where a part connects other groups.
fn check_extent(found: Extent, number: usize, ends: &Ends<'_>) -> Result<()> {
    let expected = ends.extent();
    if found == expected {
        return Ok(());
    }
    Err(ends.error(format!(
        "part {number}, counting from 0: expected {} sources and {} targets, and {} and {} were found",
        expected.sources, expected.targets, found.sources, found.targets
    )))
}

/// The site of a part: a draw, so that the sites of parts of parts differ from all others, too.
fn site(site: u64, part: usize) -> u64 {
    let mut words = [0; 2];
    Stream::new(site, part as u64).words(0, 0, &mut words);
    u64::from(words[0]) << 32 | u64::from(words[1])
}

/// All of the rows in one, in order.
fn merge<'a>(rows: impl Iterator<Item = &'a [u32]>, out: &mut [u32]) {
    let mut filled = 0;
    for row in rows {
        out[filled..filled + row.len()].copy_from_slice(row);
        filled += row.len();
    }
    // This one finds the rows that are in order already, and merges them.
    out.sort();
}
