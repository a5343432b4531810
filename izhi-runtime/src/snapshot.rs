//! Snapshots: everything by which the iterations that come depend on those that were.

mod column;
mod header;
mod keep;
mod synapses;

use std::collections::BTreeMap;

use ndarray::ArrayView1;

use crate::clock::Clock;
use crate::error::Result;
use crate::math::Float;
use crate::network::{self, Network};
use crate::population::Population;
use crate::weights::Connection;

pub use crate::held::Keeper;
pub use column::{Column, ColumnView, Shape, Stored};
use header::Header;
use keep::wrong;
pub use keep::{Keep, Loading, Saving, Sink, Source};
pub use synapses::Connected;

/// A network as it was between two iterations, in memory: [`Network::snapshot`] takes one, and
/// [`Network::restore`] goes back to it.
///
/// ```text
/// net.simulate(10_000)?;                  // once for all trials
/// let settled = net.snapshot()?;
/// for current in [100.0, 200.0, 300.0] {
///     net.restore(&settled)?;
///     net.cells.stimulus.update(|stimulus| stimulus.current = current)?;
///     net.simulate(5_000)?;
/// }
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Snapshot {
    header: Header,
    columns: BTreeMap<String, Column>,
}

impl Snapshot {
    pub(crate) fn of<N: Network + ?Sized>(network: &N) -> Result<Self> {
        let mut columns = Copies(BTreeMap::new());
        save(network, &mut columns)?;
        Ok(Snapshot { header: Header::of(network), columns: columns.0 })
    }

    /// The name of the network.
    pub fn network(&self) -> &str {
        self.header.network()
    }

    /// The number of iterations that were complete.
    pub fn iteration(&self) -> u64 {
        self.header.clock().iteration()
    }

    /// The number of [ranks](crate::ranks) that had a part of the network each; it goes back to as many.
    pub fn ranks(&self) -> usize {
        self.header.ranks()
    }

    /// Which of them had this one.
    pub fn rank(&self) -> usize {
        self.header.rank()
    }
}

/// Columns that are copied.
struct Copies(BTreeMap<String, Column>);

impl Sink for Copies {
    fn put(&mut self, name: &str, _: bool, values: ColumnView<'_>) -> Result<()> {
        self.0.insert(name.to_owned(), values.to_column());
        Ok(())
    }
}

impl Source for &Snapshot {
    fn columns(&self) -> BTreeMap<String, Shape> {
        self.columns.iter().map(|(name, column)| (name.clone(), Shape::of(&column.view()))).collect()
    }

    fn column(&mut self, name: &str) -> Result<Option<Column>> {
        Ok(self.columns.get(name).cloned())
    }
}

/// Where nothing is kept.
struct Nowhere;

impl Sink for Nowhere {
    fn put(&mut self, _: &str, _: bool, _: ColumnView<'_>) -> Result<()> {
        Ok(())
    }
}

/// An error where a device has lost something that a network keeps, before all of it is looked at.
pub(crate) fn check_there<N: Network + ?Sized>(network: &N) -> Result<()> {
    save(network, &mut Nowhere)
}

/// Gives out everything that a network keeps.
pub(crate) fn save<N: Network + ?Sized>(network: &N, to: &mut dyn Sink) -> Result<()> {
    Header::of(network).save(to)?;
    for group in network.groups() {
        let mut to = Saving::new(group.population().name(), to);
        to.fixed(GRID, ArrayView1::from(&grid(group.population())))?;
        group.save(&mut to)?;
    }
    for synapses in network.synapse_groups() {
        let mut to = Saving::new(synapses.connection().name(), to);
        to.fixed(DELAYS, ArrayView1::from(&delays(synapses.connection())))?;
        synapses.save(&mut to)?;
    }
    Ok(())
}

/// Makes a network what was given out, on all ranks. What is wrong is found out before anything has changed, but for values that
/// no network gives out.
pub(crate) fn load<N: Network + ?Sized>(network: &mut N, from: &mut dyn Source) -> Result<()> {
    let clock = network.executor().agree(check(network, from))?;
    check_alike(network, clock)?;
    let taken = take(network, from, clock);
    network.agree(taken)
}

/// Checks that a network can go on from what was given out, and says when that was.
fn check<N: Network + ?Sized>(network: &N, from: &mut dyn Source) -> Result<Clock> {
    network::check_parts(network)?;
    let header = Header::load(from)?;
    header.check(&Header::of(network))?;
    check_columns(network, from)?;
    // What is counted further has to have room.
    let (clock, most) = (header.clock(), network.most_iterations().min(u64::MAX / 2));
    if clock.iteration() > most {
        return Err(wrong(format!("iteration {most} is the last, and it is of iteration {}", clock.iteration())));
    }
    check_constants(network, from, clock)?;
    Ok(clock)
}

/// An error where ranks were given what is of several iterations.
fn check_alike<N: Network + ?Sized>(network: &N, clock: Clock) -> Result<()> {
    let iterations = network.executor().collect(vec![clock.iteration()]);
    let (rank, other) = match iterations.iter().enumerate().find(|(_, other)| **other != iterations[0]) {
        Some(other) => other,
        None => return Ok(()),
    };
    Err(wrong(format!("on rank {rank} it is of iteration {other}, and on rank 0 of iteration {}", iterations[0])))
}

/// Takes in all that was given out and that the source has.
pub(crate) fn take<N: Network + ?Sized>(network: &mut N, from: &mut dyn Source, clock: Clock) -> Result<()> {
    for group in network.groups_mut() {
        let name = group.population().name();
        group.load(&mut Loading::new(name, from, clock))?;
    }
    for synapses in network.synapse_groups_mut() {
        let name = synapses.connection().name();
        synapses.load(&mut Loading::new(name, from, clock))?;
    }
    network.go_on_from(clock);
    // Recorders have rows of some of the synapses that there are now.
    network.find_recorded_synapses()
}

/// The columns with what never changes once a network is built.
const GRID: &str = ":grid";
const DELAYS: &str = ":delays";

/// The neurons along each axis.
fn grid<F: Float>(population: &Population<F>) -> [u64; 3] {
    let grid = population.grid();
    [grid.width, grid.height, grid.depth].map(|neurons| neurons as u64)
}

/// The delays of all synapses before and behind them; zero where there is none.
fn delays(connection: &Connection) -> [f64; 2] {
    [connection.delay(), connection.dendritic_delay()].map(Option::unwrap_or_default)
}

/// An error where neurons stand elsewhere, or where something else takes another time.
fn check_constants<N: Network + ?Sized>(network: &N, from: &mut dyn Source, clock: Clock) -> Result<()> {
    for group in network.groups() {
        let mut from = Loading::new(group.population().name(), from, clock);
        let (own, found) = (grid(group.population()), from.values::<u64>(GRID)?);
        if found != own {
            return Err(from.wrong(GRID, &format!("{own:?} neurons along x, y, z were expected, and {found:?} found")));
        }
    }
    for synapses in network.synapse_groups() {
        let mut from = Loading::new(synapses.connection().name(), from, clock);
        let (own, found) = (delays(synapses.connection()), from.values::<f64>(DELAYS)?);
        if found != own {
            return Err(from.wrong(DELAYS, &format!("delays of {own:?} were expected, and {found:?} found")));
        }
    }
    Ok(())
}

/// Columns of which the shapes are wanted, and whether they grow.
struct Shapes(Vec<(String, bool, Shape)>);

impl Sink for Shapes {
    fn put(&mut self, name: &str, grows: bool, values: ColumnView<'_>) -> Result<()> {
        self.0.push((name.to_owned(), grows, Shape::of(&values)));
        Ok(())
    }

    fn measure(&mut self, name: &str, grows: bool, shape: Shape) -> bool {
        self.0.push((name.to_owned(), grows, shape));
        true
    }
}

/// An error where the columns are not those of the network.
fn check_columns<N: Network + ?Sized>(network: &N, from: &dyn Source) -> Result<()> {
    let mut own = Shapes(Vec::new());
    save(network, &mut own)?;
    let mut found = from.columns();
    for (name, grows, expected) in &own.0 {
        let shape = found.remove(name).ok_or_else(|| wrong(format!("it has no column `{name}`")))?;
        if !expected.fits(&shape, *grows) {
            return Err(wrong(format!("column `{name}`: {expected} was expected, and {shape} was found")));
        }
    }
    match found.keys().next() {
        Some(name) => Err(wrong(format!("the network has no column `{name}`"))),
        None => Ok(()),
    }
}
