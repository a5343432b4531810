//! How synapses are drawn, as data: for a device, which draws the same ones from the same counters.
//!
//! A plan is a list of pieces, of which each connects some sources with some targets; a synapse is in one piece.
//! Neurons of a piece are numbered from zero, in ascending index. Row and stretch of a piece have a generator of their
//! own: that of the piece's site, at the iteration `source | stretch << 40`. What a plan says is what `connect` does,
//! and follows from the same code.

use super::{Ends, Side};
use crate::population::Grid;
use crate::weights::Extent;

/// How the synapses between two groups are drawn. Connectors alone make plans, of neurons that there are.
#[derive(Clone, Debug)]
pub struct Plan {
    extent: Extent,
    pieces: Vec<Piece>,
}

/// Some of the synapses, all of which are drawn in one way.
#[derive(Clone, Debug)]
pub struct Piece {
    /// The seed of the draws.
    pub seed: u64,
    /// The site of the draws.
    pub site: u64,
    /// The neurons that send.
    pub sources: Members,
    /// The neurons that receive.
    pub targets: Members,
    /// Whether both ends are one group, of which no neuron is connected with itself.
    pub leaves_out_self: bool,
    /// The numbers of the targets with which the stretches of each row begin, and how many targets there are: in
    /// ascending order.
    pub bounds: Vec<u32>,
    /// What is drawn.
    pub drawn: Drawing,
}

/// Some of the neurons of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Members {
    /// So many from an index on.
    From(u32, u32),
    /// Those of these indices, which ascend.
    List(Vec<u32>),
}

/// What is drawn of a piece.
#[derive(Clone, Debug)]
pub enum Drawing {
    /// Each target of each source, as long as it is not passed over.
    Passing(Passing),
    /// So many targets of each source in each stretch.
    Targets {
        /// How many.
        degrees: Degrees,
        /// None twice.
        is_distinct: bool,
    },
    /// As many sources of each target. There is one stretch, and a generator for each target.
    Sources {
        /// How many.
        degree: u64,
        /// None twice.
        is_distinct: bool,
    },
    /// Each target of each source with the probability that its distance has.
    ByDistance(Distances),
    /// The target with the number of the source. There is one stretch.
    Same,
}

/// How many targets are passed over between two that are connected, where each is connected with the same probability
/// p: a number that is distributed geometrically, the floor of ln(1 - u) / ln(1 - p) for a uniform u.
#[derive(Clone, Copy, Debug)]
pub struct Passing {
    /// 1 / ln(1 - p): infinite where no target is connected, and zero where all are, which takes no draws.
    pub scale: f64,
}

/// How many targets each source has in each stretch.
#[derive(Clone, Debug)]
pub enum Degrees {
    /// As many: those of all sources in the first stretch, then those in the second one.
    Given(Vec<u32>),
    /// They are drawn: so many synapses in each stretch, each of which has any of the sources. Synapses that are drawn
    /// from one generator, that of the number of the chunk `| 1 << 32 | stretch << 40`, are a chunk.
    Drawn {
        /// How many synapses each stretch has.
        shares: Vec<u64>,
        /// How many synapses a chunk has; the last one of a stretch has the rest.
        chunk: usize,
    },
}

/// Probabilities by distance.
#[derive(Clone, Debug)]
pub struct Distances {
    /// Where sources and targets stand.
    pub grids: [Grid; 2],
    /// Whether each end of an axis is next to its other end.
    pub is_wrapped: bool,
    /// The largest distance at which neurons are connected.
    pub reach: f64,
    /// The probabilities at the squared distances 0, 1, 2 and so on.
    pub kept: Vec<f64>,
    /// How the others follow; nothing where there are no others.
    pub others: Option<Profile>,
}

/// A probability that follows from the distance, and is zero beyond reach.
#[derive(Clone, Copy, Debug)]
pub enum Profile {
    /// 1 from this distance on.
    From(f64),
    /// The peak times exp(-d² / (2 sigma²)).
    Gaussian(Gaussian),
}

/// A bell around a neuron.
#[derive(Clone, Copy, Debug)]
pub struct Gaussian {
    /// Its height in the middle.
    pub peak: f64,
    /// Its standard deviation, in steps of the grid.
    pub sigma: f64,
}

impl Plan {
    /// The number of neurons at both ends.
    pub fn extent(&self) -> Extent {
        self.extent
    }

    /// What is drawn. A synapse of two pieces is there twice.
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    pub(super) fn into_pieces(self) -> Vec<Piece> {
        self.pieces
    }
}

impl Members {
    /// How many there are.
    pub fn size(&self) -> usize {
        match self {
            Members::From(_, count) => *count as usize,
            Members::List(members) => members.len(),
        }
    }

    fn of(side: Side<'_>) -> Self {
        let Some(members) = side.members else { return Members::From(0, side.size() as u32) };
        match members {
            [] => Members::From(0, 0),
            // They ascend.
            &[first, .., last] if (last - first) as usize + 1 == members.len() => {
                Members::From(first, members.len() as u32)
            }
            &[first] => Members::From(first, 1),
            _ => Members::List(members.to_vec()),
        }
    }
}

impl Piece {
    /// How many stretches each row has.
    pub fn stretches(&self) -> usize {
        self.bounds.len() - 1
    }
}

impl Ends<'_> {
    /// Whether 32 bits count the synapses of each source, where so many are drawn and all sources are equally likely:
    /// twice as many as the mean never come together.
    pub(super) fn are_few(&self, synapses: u128) -> bool {
        synapses / self.source.size().max(1) as u128 <= u128::from(u32::MAX / 2)
    }

    /// A plan of one piece; none where a rank draws a part of it.
    pub(super) fn plan(&self, self_connections: bool, bounds: Vec<u32>, drawn: Drawing) -> Option<Plan> {
        let piece = Piece {
            seed: self.seed,
            site: self.site,
            sources: Members::of(self.source),
            targets: Members::of(self.target),
            leaves_out_self: self.is_recurrent && !self_connections,
            bounds,
            drawn,
        };
        self.own_numbers().is_none().then(|| self.plan_of(vec![piece]))
    }

    pub(super) fn plan_of(&self, pieces: Vec<Piece>) -> Plan {
        Plan { extent: self.extent(), pieces }
    }

    /// All targets in one stretch.
    pub(super) fn one_stretch(&self) -> Vec<u32> {
        vec![0, self.target.size() as u32]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_side_by_side_are_no_list() {
        let of = |members: &[u32]| Members::of(Side { grid: Grid::line(9), members: Some(members) });
        assert_eq!(Members::of(Side { grid: Grid::line(9), members: None }), Members::From(0, 9));
        assert_eq!(of(&[]), Members::From(0, 0));
        assert_eq!(of(&[4]), Members::From(4, 1));
        assert_eq!(of(&[4, 5, 6]), Members::From(4, 3));
        assert_eq!(of(&[4, 6]), Members::List(vec![4, 6]));
        assert_eq!(of(&[4, 6]).size(), 2);
    }

    #[test]
    fn more_synapses_than_32_bits_count_are_not_few() {
        let ends = Ends::new("s", Grid::line(3), Grid::line(1), 0);
        assert!(ends.are_few(3 << 30) && !ends.are_few(3 << 31));
        assert!(Ends::new("s", Grid::line(0), Grid::line(1), 0).are_few(0));
    }
}
