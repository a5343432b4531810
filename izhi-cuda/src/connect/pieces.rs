//! The pieces of a plan as the program for drawing has them, word by word (`device/pieces.h`).

use bytemuck::Pod;
use izhi_runtime::connect::plan::{Degrees, Distances, Drawing, Members, Piece, Plan, Profile};
use izhi_runtime::math::Float;

use super::LANES;
use crate::error::Result;
use crate::machine::{Buffer, Machine};

/// The pieces of a plan on a machine.
pub(super) struct Pieces {
    pub(super) count: usize,
    /// The words of each.
    pub(super) words: Buffer,
    /// The units of work up to each, of counting and of filling.
    pub(super) counting: Buffer,
    pub(super) filling: Buffer,
    /// How many words a lane needs for the bits of what it has chosen.
    pub(super) chosen: usize,
    /// The bits of the number of a target.
    pub(super) bits: u32,
    /// What the words have addresses of: lists, and how many synapses each source has in each stretch, and where in its
    /// row.
    _memory: [Buffer; 3],
}

impl Pieces {
    pub(super) fn new(machine: &mut dyn Machine, plan: &Plan) -> Result<Self> {
        let pieces = plan.pieces();
        let parts: usize = pieces.iter().map(parts_of).sum();
        let mut counts = machine.allocate(4 * parts)?;
        let offsets = machine.allocate(4 * parts)?;
        let (mut words, mut part) = (Words::default(), 0);
        for piece in pieces {
            if let Drawing::Targets { degrees: Degrees::Given(degrees), .. } = &piece.drawn {
                machine.write(&mut counts, 4 * part, bytemuck::cast_slice(degrees))?;
            }
            words.piece(piece, [&counts, &offsets].map(|buffer| buffer.address() + 4 * part as u64));
            part += parts_of(piece);
        }
        let (words, lists) = words.put(machine)?;
        Ok(Pieces {
            count: pieces.len(),
            words,
            counting: put(machine, &sums(pieces.iter().map(units_of_counting)))?,
            filling: put(machine, &sums(pieces.iter().map(units_of_filling)))?,
            chosen: pieces.iter().map(chosen_by).max().unwrap_or(0).div_ceil(u32::BITS as usize),
            bits: usize::BITS - plan.extent().targets.saturating_sub(1).leading_zeros(),
            _memory: [counts, offsets, lists],
        })
    }
}

/// Sources in stretches, each of which is drawn by itself.
fn parts_of(piece: &Piece) -> usize {
    piece.stretches() * piece.sources.size()
}

/// How many numbers there are to choose from, none twice.
fn chosen_by(piece: &Piece) -> usize {
    match piece.drawn {
        Drawing::Targets { is_distinct: true, .. } => {
            piece.bounds.windows(2).map(|bounds| bounds[1] - bounds[0]).max().unwrap_or(0) as usize
        }
        Drawing::Sources { is_distinct: true, .. } => piece.sources.size(),
        _ => 0,
    }
}

fn units_of_filling(piece: &Piece) -> u64 {
    let units = match piece.drawn {
        Drawing::Sources { .. } => piece.targets.size().div_ceil(LANES),
        _ => piece.stretches() * piece.sources.size().div_ceil(LANES),
    };
    units as u64
}

fn units_of_counting(piece: &Piece) -> u64 {
    match &piece.drawn {
        Drawing::Targets { degrees: Degrees::Given(_), .. } => 0,
        Drawing::Targets { degrees: Degrees::Drawn { shares, chunk }, .. } => {
            chunks_of(shares, *chunk).sum::<u64>().div_ceil(LANES as u64)
        }
        _ => units_of_filling(piece),
    }
}

/// How many generators draw the sources of the synapses of each stretch.
fn chunks_of(shares: &[u64], chunk: usize) -> impl Iterator<Item = u64> {
    shares.iter().map(move |share| share.div_ceil(chunk as u64))
}

/// The sum of the numbers up to each one.
fn sums(numbers: impl Iterator<Item = u64>) -> Vec<u64> {
    let mut sum = 0;
    numbers
        .map(|number| {
            sum += number;
            sum
        })
        .collect()
}

fn put<T: Pod>(machine: &mut dyn Machine, values: &[T]) -> Result<Buffer> {
    let bytes = bytemuck::cast_slice(values);
    let mut buffer = machine.allocate(bytes.len())?;
    machine.write(&mut buffer, 0, bytes)?;
    Ok(buffer)
}

/// The words of pieces, and lists of which they have the addresses.
#[derive(Default)]
struct Words {
    words: Vec<u64>,
    lists: Vec<u8>,
    /// The words that say where in the lists something is.
    addresses: Vec<usize>,
}

impl Words {
    fn put(mut self, machine: &mut dyn Machine) -> Result<(Buffer, Buffer)> {
        let lists = put(machine, &self.lists)?;
        for place in self.addresses {
            self.words[place] += lists.address();
        }
        Ok((put(machine, &self.words)?, lists))
    }

    fn numbers<const N: usize>(&mut self, numbers: [u64; N]) {
        self.words.extend(numbers);
    }

    fn list<T: Pod>(&mut self, values: &[T]) {
        self.addresses.push(self.words.len());
        self.words.push(self.lists.len() as u64);
        self.lists.extend_from_slice(bytemuck::cast_slice(values));
        self.lists.resize(self.lists.len().next_multiple_of(size_of::<u64>()), 0);
    }

    fn piece(&mut self, piece: &Piece, parts: [u64; 2]) {
        let (kind, degree, is_distinct) = match piece.drawn {
            Drawing::Passing(_) => (0, 0, false),
            Drawing::Targets { is_distinct, .. } => (1, 0, is_distinct),
            Drawing::Sources { degree, is_distinct } => (2, degree, is_distinct),
            Drawing::ByDistance(_) => (3, 0, false),
            Drawing::Same => (4, 0, false),
        };
        self.numbers([kind, piece.seed, piece.site]);
        self.side(&piece.sources);
        self.side(&piece.targets);
        self.numbers([u64::from(piece.leaves_out_self), piece.stretches() as u64]);
        self.list(&piece.bounds);
        self.numbers(parts);
        self.numbers([degree, u64::from(is_distinct)]);
        self.degrees(&piece.drawn);
        let scale = if let Drawing::Passing(passing) = &piece.drawn { passing.scale } else { 0.0 };
        self.numbers([scale.to_bits()]);
        match &piece.drawn {
            Drawing::ByDistance(distances) => self.distances(distances),
            _ => self.numbers([0; 14]),
        }
    }

    fn side(&mut self, members: &Members) {
        match members {
            Members::From(first, count) => self.numbers([u64::from(*count), u64::from(*first), 0]),
            Members::List(members) => {
                self.numbers([members.len() as u64, 0]);
                self.list(members);
            }
        }
    }

    fn degrees(&mut self, drawn: &Drawing) {
        let Drawing::Targets { degrees: Degrees::Drawn { shares, chunk }, .. } = drawn else {
            return self.numbers([0; 3]);
        };
        self.list(shares);
        self.numbers([*chunk as u64]);
        self.list(&sums(chunks_of(shares, *chunk)));
    }

    fn distances(&mut self, distances: &Distances) {
        self.numbers([u64::from(distances.is_wrapped)]);
        for grid in distances.grids {
            self.numbers([grid.width, grid.height, grid.depth].map(|side| side as u64));
        }
        // No axis is longer.
        let steps = Float::min(Float::floor(distances.reach), f64::from(u32::MAX)) as u64;
        self.numbers([steps, distances.reach.to_bits()]);
        self.list(&distances.kept);
        let [inner, peak, sigma] = match distances.others {
            Some(Profile::From(inner)) => [inner, 0.0, 0.0],
            Some(Profile::Gaussian(gaussian)) => [0.0, gaussian.peak, gaussian.sigma],
            None => [0.0; 3],
        };
        self.numbers([distances.kept.len() as u64, inner.to_bits(), peak.to_bits(), sigma.to_bits()]);
    }
}
