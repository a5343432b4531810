//! Connectors: which neurons of two groups are connected, each in a file of its own.
//!
//! A connector is given the two [`Ends`] and makes a [`Structure`]. Its draws depend on the seed, the synapse
//! group and the source (or the target) and on nothing else, so that rows can be made in any order by any
//! number of threads: the same network for all.
//!
//! | connector | what it connects |
//! | --- | --- |
//! | [`all_to_all`], [`one_to_one`] | every pair; the pairs of the same number |
//! | [`fixed_probability`] | each pair with the same probability |
//! | [`fixed_in_degree`], [`fixed_out_degree`], [`fixed_total`] | so many sources, targets or pairs |
//! | [`disc`], [`ring`], [`gaussian`], [`difference_of_gaussians`] | by distance on the grid |
//! | [`small_world`] | a ring with some synapses led elsewhere |
//! | [`pairs`], [`compressed_rows`], [`matrix_market`] | what is given |
//! | a closure | the pairs for which it is true |
//! | [`Connector::between`] | some of the neurons only |
//! | [`union`], [`projections`] | what several connectors do |
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
mod between;
mod build;
mod by_distance;
mod choice;
mod closure;
mod compressed_rows;
mod draws;
mod fixed_in_degree;
mod fixed_out_degree;
mod fixed_probability;
mod fixed_total;
mod matrix_market;
mod one_to_one;
mod own;
mod pairs;
pub mod plan;
mod selection;
mod small_world;
mod sort;
mod stretches;
#[cfg(test)]
mod tests;
mod union;

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

pub use all_to_all::{AllToAll, all_to_all};
pub use between::Between;
pub use by_distance::{ByDistance, difference_of_gaussians, disc, gaussian, ring};
pub use compressed_rows::{CompressedRows, compressed_rows};
pub use draws::Draws;
pub use fixed_in_degree::{FixedInDegree, fixed_in_degree};
pub use fixed_out_degree::{FixedOutDegree, fixed_out_degree};
pub use fixed_probability::{FixedProbability, fixed_probability};
pub use fixed_total::{FixedTotal, fixed_total};
pub use matrix_market::{MatrixMarket, matrix_market};
pub use one_to_one::{OneToOne, one_to_one};
pub use pairs::{Pairs, pairs};
pub use selection::Selection;
pub use small_world::{SmallWorld, small_world};
pub use union::{Union, projections, union};

use crate::clock::Clock;
use crate::device::Drawing;
use crate::error::{Error, Result};
use crate::executor::Executor;
use crate::math::Float;
use crate::population::{Grid, Population};
use crate::random::{Generator, Stream};
pub use crate::structure::Structure;
use crate::weights::{Connection, Extent};
use plan::Plan;

/// Decides which neurons are connected.
pub trait Connector: Send + Sync {
    /// The synapses between the two ends.
    ///
    /// # Errors
    ///
    /// What cannot be connected this way, or memory that cannot be had.
    fn connect(&self, ends: &Ends<'_>) -> Result<Structure>;

    /// How the synapses are drawn, for a device that draws the same ones; nothing where they are not drawn, or in a way that no
    /// plan can say.
    ///
    /// # Errors
    ///
    /// As [`connect`](Self::connect).
    fn plan(&self, ends: &Ends<'_>) -> Result<Option<Plan>> {
        let _ = ends;
        Ok(None)
    }

    /// This connector for some of the neurons of both groups, as if there were no others: those with the given
    /// indices, or true in a mask. `..` stands for all. They are counted in ascending index, also those of a list.
    ///
    /// ```
    /// use izhi_runtime::connect::{Connector, one_to_one};
    ///
    /// let connector = one_to_one().between(0..3, vec![7, 8, 9]);
    /// ```
    fn between(self, sources: impl Into<Selection>, targets: impl Into<Selection>) -> Between<Self>
    where
        Self: Sized,
    {
        Between::new(self, sources.into(), targets.into())
    }
}

impl<C: Connector + ?Sized> Connector for Arc<C> {
    fn connect(&self, ends: &Ends<'_>) -> Result<Structure> {
        (**self).connect(ends)
    }

    fn plan(&self, ends: &Ends<'_>) -> Result<Option<Plan>> {
        (**self).plan(ends)
    }
}

/// What is declared of a synapse group's connections.
#[doc(hidden)]
#[derive(Debug)]
pub struct Declared<'a> {
    /// The connector.
    pub connect: fn() -> Connect,
    /// What tells the draws from all others.
    pub site: u64,
    /// The device that can draw the synapses, where all that they have is as declared.
    pub drawing: Option<Drawing<'a>>,
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
        declared: Declared<'_>,
        connection: &mut Connection,
        [source, target]: [&Population<F>; 2],
        clock: &Clock,
        executor: &Executor,
    ) -> Result<Structure> {
        let ends = Ends::new(connection.name(), source.grid(), target.grid(), clock.seed());
        let own = Some(connection.own_targets());
        let ends = Ends { is_recurrent: connection.source() == connection.target(), own, ..ends };
        let ends = ends.site(declared.site).threads(executor.threads());
        let connect = if matches!(self, Connect::Declared) { (declared.connect)() } else { self.clone() };
        let connector = match connect {
            Connect::Given(connector) => connector,
            Connect::Declared => Arc::new(all_to_all()),
        };
        let structure = match draw(&*connector, &ends, declared.drawing)? {
            Some(drawn) => drawn,
            None => ends.own_part(connector.connect(&ends)?)?,
        };
        connection.count(structure.len() as u64);
        Ok(structure)
    }
}

/// What a device draws; nothing where there is none, or the connector does not say how it draws.
fn draw(connector: &dyn Connector, ends: &Ends<'_>, drawing: Option<Drawing<'_>>) -> Result<Option<Structure>> {
    let Some(mut drawing) = drawing else { return Ok(None) };
    // A plan of other ends is of neurons that may not be there.
    let Some(plan) = connector.plan(ends)?.filter(|plan| plan.extent() == ends.extent()) else { return Ok(None) };
    let drawn = drawing.draw(&plan)?;
    Ok(drawn.map(|drawn| Structure::drawn(ends.extent(), drawn.starts, drawn.targets)))
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

    /// The number of the neuron with this index in the group, if it can be connected.
    pub fn number(&self, neuron: usize) -> Option<usize> {
        match self.members {
            Some(members) => members.binary_search(&u32::try_from(neuron).ok()?).ok(),
            None => (neuron < self.grid.neurons()).then_some(neuron),
        }
    }

    /// The position of the neuron with this number along x, y and z, in steps of the grid.
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
    /// The targets of this rank, by their indices in the group; all where there is nothing.
    own: Option<Range<usize>>,
}

/// What a connector draws, each from generators of its own.
#[derive(Clone, Copy, Debug)]
enum Drawn {
    /// What a source or a target is connected with.
    Row,
    /// Sources of synapses.
    Sources,
    /// How many synapses are to some of the targets.
    Share,
}

impl<'a> Ends<'a> {
    /// Two groups under a seed; `name` stands in errors.
    pub fn new(name: &'a str, source: Grid, target: Grid, seed: u64) -> Self {
        let side = |grid| Side { grid, members: None };
        Ends {
            name,
            source: side(source),
            target: side(target),
            is_recurrent: false,
            seed,
            site: 0,
            threads: 1,
            own: None,
        }
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

    /// What of a structure is to targets of this rank.
    fn own_part(&self, structure: Structure) -> Result<Structure> {
        match &self.own {
            Some(own) => structure.keep(own, self.name),
            None => Ok(structure),
        }
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

    /// The number of the source that is the same neuron as the target with this number.
    pub fn own_source(&self, target: usize) -> Option<usize> {
        self.source.number(self.target.neuron(target)).filter(|_| self.is_recurrent)
    }

    /// The number of the target that is the same neuron as the source with this number.
    pub fn own_target(&self, source: usize) -> Option<usize> {
        self.target.number(self.source.neuron(source)).filter(|_| self.is_recurrent)
    }

    /// An error about these synapses.
    pub fn error(&self, reason: impl Into<String>) -> Error {
        Error::Connector { synapses: self.name.to_owned(), reason: reason.into() }
    }

    /// The draws for a source or a target, by its number.
    pub fn draws(&self, number: usize) -> Draws {
        Draws::new(self.generator(Drawn::Row, number as u64, 0))
    }

    /// The generator of something that is drawn, by its number below 2^32, in a stretch of the targets.
    fn generator(&self, drawn: Drawn, number: u64, stretch: u32) -> Generator {
        let number = number | (drawn as u64) << 32 | u64::from(stretch) << 40;
        Stream::new(self.seed, self.site).generator(number)
    }

    fn extent(&self) -> Extent {
        Extent { sources: self.source.grid.neurons(), targets: self.target.grid.neurons() }
    }
}
