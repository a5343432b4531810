//! Connectors: which neurons of two groups are connected, each in a file of its own.
//!
//! A connector is given the two [`Ends`] and makes a [`Structure`]. Its draws depend on the seed, the synapse
//! group and the source (or the target) and on nothing else, so that rows can be made in any order by any
//! number of threads: the same network for all.
//!
//! ```
//! use izhi_runtime::connect::{Connector, Ends, fixed_probability};
//! use izhi_runtime::population::Grid;
//!
//! # fn main() -> izhi_runtime::Result<()> {
//! let ends = Ends::new("EXC", Grid::line(100), Grid::line(50), 42);
//! let structure = fixed_probability(0.1).connect(&ends)?;
//! println!("{} synapses, and source 3 reaches {:?}", structure.len(), &structure.targets()[structure.row(3)]);
//! // Any closure of a source and a target is a connector too.
//! let ring = |source: usize, target: usize| target == (source + 1) % 50;
//! assert_eq!(ring.connect(&ends)?.len(), 100);
//! # Ok(())
//! # }
//! ```

mod all_to_all;
mod closure;
mod draws;
mod fixed_probability;

use std::fmt;
use std::sync::Arc;

pub use all_to_all::{AllToAll, all_to_all};
pub use draws::Draws;
pub use fixed_probability::{FixedProbability, fixed_probability};

use crate::clock::Clock;
use crate::error::{Error, Result};
use crate::math::Float;
use crate::population::{Grid, Population};
use crate::random::Stream;
pub use crate::structure::Structure;
use crate::weights::{Connection, Extent};

/// Decides which neurons are connected.
pub trait Connector: Send + Sync {
    /// The synapses between the two ends.
    ///
    /// # Errors
    ///
    /// What cannot be connected this way, or memory that cannot be had.
    fn connect(&self, ends: &Ends<'_>) -> Result<Structure>;
}

impl<C: Connector + ?Sized> Connector for Arc<C> {
    fn connect(&self, ends: &Ends<'_>) -> Result<Structure> {
        (**self).connect(ends)
    }
}

/// The connector of a synapse group: what the declaration says, or another.
#[derive(Clone, Default)]
pub enum Connect {
    /// As declared.
    #[default]
    Declared,
    /// By this connector.
    Given(Arc<dyn Connector>),
}

impl Connect {
    #[doc(hidden)]
    pub fn closure(connected: impl Fn(usize, usize) -> bool + Send + Sync + 'static) -> Self {
        connected.into()
    }

    /// The synapses of a group under construction.
    ///
    /// # Errors
    ///
    /// As [`Connector::connect`].
    #[doc(hidden)]
    pub fn build<F: Float>(
        &self,
        declared: fn() -> Connect,
        connection: &mut Connection,
        [source, target]: [&Population<F>; 2],
        clock: &Clock,
        site: u64,
    ) -> Result<Structure> {
        let ends = Ends::new(connection.name(), source.grid(), target.grid(), clock.seed());
        let ends = Ends { is_recurrent: connection.source() == connection.target(), ..ends };
        let ends = ends.site(site).threads(clock.threads());
        let connect = if matches!(self, Connect::Declared) { declared() } else { self.clone() };
        let structure = match connect {
            Connect::Given(connector) => connector.connect(&ends),
            Connect::Declared => all_to_all().connect(&ends),
        }?;
        connection.count(structure.len() as u64);
        Ok(structure)
    }
}

impl<C: Connector + 'static> From<C> for Connect {
    fn from(connector: C) -> Self {
        Connect::Given(Arc::new(connector))
    }
}

impl fmt::Debug for Connect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Connect::Declared => "Declared",
            Connect::Given(_) => "Given(..)",
        })
    }
}

/// The neurons at one end: a group, or some of its neurons.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    grid: Grid,
    members: Option<&'a [u32]>,
}

impl<'a> Side<'a> {
    /// The number of neurons that can be connected.
    pub fn size(&self) -> usize {
        self.members.map_or(self.grid.neurons(), <[u32]>::len)
    }

    /// The index in the group of the neuron with this number among those that can be connected.
    pub fn neuron(&self, number: usize) -> usize {
        self.members.map_or(number, |members| members[number] as usize)
    }

    /// The position of that neuron along x, y and z, in steps of the grid.
    pub fn position(&self, number: usize) -> [f64; 3] {
        self.grid.position(self.neuron(number)).map(|coordinate| coordinate as f64)
    }

    /// The grid of the group.
    pub fn grid(&self) -> Grid {
        self.grid
    }
}

/// What a connector connects.
#[derive(Clone, Debug)]
pub struct Ends<'a> {
    name: &'a str,
    source: Side<'a>,
    target: Side<'a>,
    is_recurrent: bool,
    seed: u64,
    site: u64,
    threads: usize,
}

impl<'a> Ends<'a> {
    /// Two groups under a seed; `name` stands in errors.
    pub fn new(name: &'a str, source: Grid, target: Grid, seed: u64) -> Self {
        let side = |grid| Side { grid, members: None };
        Ends { name, source: side(source), target: side(target), is_recurrent: false, seed, site: 0, threads: 1 }
    }

    /// Both ends are the same group, so that a neuron can be connected with itself.
    pub fn recurrent(mut self) -> Self {
        self.is_recurrent = true;
        self
    }

    /// Tells these draws from all others under the seed.
    pub fn site(mut self, site: u64) -> Self {
        self.site = site;
        self
    }

    /// How many threads make the rows; the result is the same.
    pub fn threads(mut self, threads: usize) -> Self {
        self.threads = threads.max(1);
        self
    }

    /// The neurons that send.
    pub fn source(&self) -> Side<'a> {
        self.source
    }

    /// The neurons that receive.
    pub fn target(&self) -> Side<'a> {
        self.target
    }

    /// Whether the two are one and the same neuron.
    pub fn is_self(&self, source: usize, target: usize) -> bool {
        self.is_recurrent && self.source.neuron(source) == self.target.neuron(target)
    }

    /// An error about these synapses.
    pub fn error(&self, reason: impl Into<String>) -> Error {
        Error::Connector { synapses: self.name.to_owned(), reason: reason.into() }
    }

    /// The draws for a source or a target, by its number.
    pub fn draws(&self, number: usize) -> Draws {
        Draws::new(Stream::new(self.seed, self.site).generator(number as u64))
    }

    fn extent(&self) -> Extent {
        Extent { sources: self.source.grid.neurons(), targets: self.target.grid.neurons() }
    }

    /// The structure in which `row` lists the targets of each source, by their numbers at this end and in any
    /// order. It is asked twice for each source: first for the length of the row, then for its content.
    ///
    /// # Errors
    ///
    /// Where the memory cannot be had.
    pub fn rows(&self, row: impl Fn(usize, &mut Draws, &mut Vec<u32>) + Sync) -> Result<Structure> {
        let mut lengths = vec![0; self.extent().sources];
        let sources = self.source.size();
        let counted = divided(self.threads, sources, |range| {
            let mut targets = Vec::new();
            let count = |source: usize| {
                targets.clear();
                row(source, &mut self.draws(source), &mut targets);
                targets.len()
            };
            range.map(count).collect::<Vec<usize>>()
        });
        for (source, length) in counted.into_iter().flatten().enumerate() {
            lengths[self.source.neuron(source)] = length;
        }
        let mut structure = Structure::allocate(self.extent(), &lengths, self.name)?;
        let mut rest = structure.targets_mut();
        let mut parts = Vec::new();
        for range in ranges(self.threads, sources) {
            // Members are ascending, so the rows of a part lie side by side.
            let length = range.clone().map(|source| lengths[self.source.neuron(source)]).sum();
            let (part, others) = rest.split_at_mut(length);
            rest = others;
            parts.push((range, part));
        }
        std::thread::scope(|scope| {
            for (range, mut part) in parts {
                let (row, lengths) = (&row, &lengths);
                scope.spawn(move || {
                    let mut targets = Vec::new();
                    for source in range {
                        targets.clear();
                        row(source, &mut self.draws(source), &mut targets);
                        let own;
                        (own, part) = std::mem::take(&mut part).split_at_mut(lengths[self.source.neuron(source)]);
                        for (place, &target) in own.iter_mut().zip(&targets) {
                            *place = self.target.neuron(target as usize) as u32;
                        }
                        own.sort_unstable();
                    }
                });
            }
        });
        Ok(structure)
    }
}

/// The numbers below `count` in as many parts as there are threads.
fn ranges(threads: usize, count: usize) -> impl Iterator<Item = std::ops::Range<usize>> {
    let share = count.div_ceil(threads).max(1);
    (0..count.div_ceil(share)).map(move |part| part * share..((part + 1) * share).min(count))
}

/// The results of the parts, in order.
fn divided<T: Send>(threads: usize, count: usize, part: impl Fn(std::ops::Range<usize>) -> T + Sync) -> Vec<T> {
    std::thread::scope(|scope| {
        let part = &part;
        let running: Vec<_> = ranges(threads, count).map(|range| scope.spawn(move || part(range))).collect();
        let join = |thread: std::thread::ScopedJoinHandle<'_, T>| match thread.join() {
            Ok(result) => result,
            Err(panic) => std::panic::resume_unwind(panic),
        };
        running.into_iter().map(join).collect()
    })
}
