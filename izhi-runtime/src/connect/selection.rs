//! Some of the neurons of a group.

use std::ops::{Range, RangeFrom, RangeFull, RangeInclusive, RangeTo};

use super::{Ends, Side};
use crate::error::{Error, Result};

/// Some of the neurons of a group: a range of indices, a list of indices, or a mask with true for each neuron that
/// is selected. It is made of any of these by `into`. A list says which neurons, and not in which order: connectors
/// always count the selected neurons in ascending index.
#[derive(Clone, Debug)]
pub struct Selection(Kind);

#[derive(Clone, Debug)]
enum Kind {
    All,
    /// Up to the last neuron where there is no end.
    Range(usize, Option<usize>),
    Mask(Vec<bool>),
    List(Vec<usize>),
}

impl Selection {
    /// The indices of those neurons of a side that are selected, in order; none where all are.
    pub(super) fn members(&self, side: Side<'_>, what: &str, ends: &Ends<'_>) -> Result<Option<Vec<u32>>> {
        let Some(mut members) = self.listed(side.grid().neurons(), what, &|reason| ends.error(reason))? else {
            return Ok(side.members.map(<[u32]>::to_vec));
        };
        members.sort_unstable();
        // Within a selection that there is already, only what is in both.
        members.retain(|&neuron| side.number(neuron as usize).is_some());
        Ok(Some(members))
    }

    /// The indices of those of so many neurons that are selected, each once, in the order of a list; none where all are.
    pub(crate) fn listed(
        &self,
        neurons: usize,
        what: &str,
        error: &dyn Fn(String) -> Error,
    ) -> Result<Option<Vec<u32>>> {
        Ok(Some(match &self.0 {
            Kind::All => return Ok(None),
            &Kind::Range(start, end) => {
                let end = end.unwrap_or(neurons);
                if start > end || end > neurons {
                    return Err(error(format!(
                        "expected a range of the {neurons} {what}, and {start}..{end} was found"
                    )));
                }
                (start as u32..end as u32).collect()
            }
            Kind::Mask(mask) => {
                if mask.len() != neurons {
                    let found = mask.len();
                    return Err(error(format!(
                        "expected a mask of the {neurons} {what}, and {found} values were found"
                    )));
                }
                (0..).zip(mask).filter(|(_, selected)| **selected).map(|(neuron, _)| neuron).collect()
            }
            Kind::List(list) => {
                if let Some(found) = list.iter().find(|&&neuron| neuron >= neurons) {
                    return Err(error(format!("expected indices of the {neurons} {what}, and {found} was found")));
                }
                let members: Vec<u32> = list.iter().map(|&neuron| neuron as u32).collect();
                if let Some(twice) = found_twice(&members) {
                    return Err(error(format!("expected each index of {what} once, and {twice} was found twice")));
                }
                members
            }
        }))
    }
}

/// An index that is there twice.
fn found_twice(members: &[u32]) -> Option<u32> {
    let mut sorted = members.to_vec();
    sorted.sort_unstable();
    sorted.windows(2).find(|pair| pair[0] == pair[1]).map(|pair| pair[0])
}

impl From<RangeFull> for Selection {
    fn from(_: RangeFull) -> Self {
        Selection(Kind::All)
    }
}

impl From<Range<usize>> for Selection {
    fn from(range: Range<usize>) -> Self {
        Selection(Kind::Range(range.start, Some(range.end)))
    }
}

impl From<RangeInclusive<usize>> for Selection {
    fn from(range: RangeInclusive<usize>) -> Self {
        Selection(Kind::Range(*range.start(), Some(range.end().saturating_add(1))))
    }
}

impl From<RangeFrom<usize>> for Selection {
    fn from(range: RangeFrom<usize>) -> Self {
        Selection(Kind::Range(range.start, None))
    }
}

impl From<RangeTo<usize>> for Selection {
    fn from(range: RangeTo<usize>) -> Self {
        Selection(Kind::Range(0, Some(range.end)))
    }
}

impl From<Vec<bool>> for Selection {
    fn from(mask: Vec<bool>) -> Self {
        Selection(Kind::Mask(mask))
    }
}

impl From<&[bool]> for Selection {
    fn from(mask: &[bool]) -> Self {
        Selection(Kind::Mask(mask.to_vec()))
    }
}

impl From<Vec<usize>> for Selection {
    fn from(list: Vec<usize>) -> Self {
        Selection(Kind::List(list))
    }
}

impl From<&[usize]> for Selection {
    fn from(list: &[usize]) -> Self {
        Selection(Kind::List(list.to_vec()))
    }
}

impl<const N: usize> From<[usize; N]> for Selection {
    fn from(list: [usize; N]) -> Self {
        Selection(Kind::List(list.to_vec()))
    }
}
