//! Other synapses in the place of those of a sparse group: what is pruned and what grows between two runs.
//!
//! Nothing of the group is changed before all of it is known to be right. The rows come to be as a connector's would: source by
//! source and in ascending target, several synapses of one pair in the order of the list; with a delay each then by delay.

use crate::clock::Clock;
use crate::delays::{Delays, steps};
use crate::error::{Error, Part, Result};
use crate::held::Held;
use crate::initial::all_finite;
use crate::math::Float;
use crate::memory::Aligned;
use crate::structure::Structure;
use crate::weights::Connection;

/// Synapses that are to take the place of others.
#[derive(Debug)]
pub struct Replacement<'a> {
    connection: &'a Connection,
    structure: Structure,
    /// The entry of the list for each synapse, in the order of a connector.
    order: Vec<usize>,
    /// The number of each synapse among those of its source, in the order of the rows.
    numbers: Held<u32>,
    delays: Delays,
}

impl<'a> Replacement<'a> {
    /// The synapses of a list of sources and targets, for threads that have the same targets as with the old ones. `firsts` says
    /// for each source how many it has to targets of other ranks before those that are here, where there are several.
    ///
    /// # Errors
    ///
    /// A neuron that there is not, memory that cannot be had.
    pub fn of(pairs: &[(usize, usize)], firsts: &[u32], old: &Structure, connection: &'a Connection) -> Result<Self> {
        let mut new = Self::in_rows(pairs, firsts, connection)?;
        new.structure.divide_as(old, None);
        Ok(new)
    }

    /// The same with a delay each, in the unit of `dt`. `room` is the longest delay, in steps, for which states of the
    /// sources are kept.
    ///
    /// # Errors
    ///
    /// Besides, a delay that is no whole number of steps, or longer than there is room.
    pub fn of_delayed<F: Float>(
        pairs: &[(usize, usize)],
        firsts: &[u32],
        delays: &[F],
        room: usize,
        old: &Structure,
        connection: &'a Connection,
        clock: &Clock,
    ) -> Result<Self> {
        let mut new = Self::in_rows(pairs, firsts, connection)?;
        let dt: f64 = clock.dt();
        let given = new.in_order(delays, "delay")?;
        let mut of_rows: Aligned<u16> = Aligned::allocate(given.len(), connection.name())?;
        for (own, delay) in of_rows.iter_mut().zip(given.iter()) {
            let delay = delay.to_f64();
            *own = steps(delay, dt, connection.name())?;
            if usize::from(*own) > room {
                let (synapses, longest) = (connection.name().to_owned(), room as f64 * dt);
                return Err(Error::DelayRange { synapses, part: Part::Axon, delay, shortest: dt, longest });
            }
        }
        new.structure.sort_rows::<F>(&mut of_rows, &mut new.numbers, Vec::new(), 1);
        new.structure.divide_as(old, Some(&of_rows));
        new.delays = Delays::of(of_rows);
        Ok(new)
    }

    fn in_rows(pairs: &[(usize, usize)], firsts: &[u32], connection: &'a Connection) -> Result<Self> {
        let (extent, own) = (connection.extent(), connection.own_targets());
        let mut lengths = vec![0; extent.sources];
        for (entry, &(source, target)) in pairs.iter().enumerate() {
            if source >= extent.sources || !own.contains(&target) {
                let targets = match own.start {
                    0 => format!("a target below {}", own.end),
                    first => format!("a target from {first} to {}", own.end - 1),
                };
                let reason = format!(
                    "expected a source below {} and {targets}, and ({source}, {target}) was found in entry {entry}, \
                     counting from 0",
                    extent.sources
                );
                return Err(Error::Connector { synapses: connection.name().to_owned(), reason });
            }
            lengths[source] += 1;
        }
        let mut structure = Structure::allocate(extent, &lengths, connection.name())?;
        let mut order: Vec<usize> = (0..pairs.len()).collect();
        order.sort_by_key(|&entry| pairs[entry]);
        structure.set_firsts(firsts.to_vec());
        structure.targets_mut().iter_mut().zip(&order).for_each(|(target, &entry)| *target = pairs[entry].1 as u32);
        let mut numbers = Held::EMPTY;
        structure.number(&mut numbers, connection.name())?;
        Ok(Replacement { connection, structure, order, numbers, delays: Delays::EMPTY })
    }

    /// The values of a variable.
    ///
    /// # Errors
    ///
    /// Values that are not finite, and more or fewer than there are synapses.
    pub fn column<F: Float>(&self, values: &[F], name: &str) -> Result<Column<F>> {
        let beginning = self.in_order(values, name)?;
        let mut values = Aligned::allocate(beginning.len(), self.connection.name())?;
        for source in 0..self.structure.extent().sources {
            let (row, first) = (self.structure.row(source), self.structure.first(source));
            let before = &beginning[row.clone()];
            values[row.clone()]
                .iter_mut()
                .zip(&self.numbers[row])
                .for_each(|(own, &number)| *own = before[number as usize - first]);
        }
        Ok(Column { values, beginning })
    }

    /// Values in the order of a connector.
    fn in_order<F: Float>(&self, values: &[F], name: &str) -> Result<Aligned<F>> {
        let place = || format!("{}.{name}", self.connection.name());
        if values.len() != self.order.len() {
            return Err(Error::Shape { place: place(), expected: vec![self.order.len()], found: vec![values.len()] });
        }
        all_finite(values.iter().copied().enumerate(), |entry| vec![entry], &place)?;
        let mut ordered = Aligned::allocate(values.len(), &place())?;
        ordered.iter_mut().zip(&self.order).for_each(|(own, &entry): (&mut F, _)| *own = values[entry].stored());
        Ok(ordered)
    }

    /// All of them assigned to in this iteration.
    ///
    /// # Errors
    ///
    /// Where the memory cannot be had.
    pub fn touched(&self, clock: &Clock) -> Result<Held<u32>> {
        let mut touched: Aligned<u32> = Aligned::allocate(self.order.len(), self.connection.name())?;
        touched.fill(clock.iteration() as u32);
        Ok(touched.into())
    }

    /// The synapses, the number of each in its row, and the delays where each has one.
    pub fn into_parts(self) -> (Structure, Held<u32>, Delays) {
        (self.structure, self.numbers, self.delays)
    }
}

/// The values of a variable of the new synapses.
#[derive(Debug)]
pub struct Column<F> {
    /// In the order of the rows.
    pub(crate) values: Aligned<F>,
    /// In the order of a connector: what they begin with from now on.
    pub(crate) beginning: Aligned<F>,
}

/// Keeps the values for which a mark is set.
pub fn keep<T>(values: &mut Vec<T>, marks: &[bool]) {
    let mut marks = marks.iter();
    // What has no mark is no value of a synapse; that there is one is found out when the list is given back.
    values.retain(|_| marks.next().copied().unwrap_or(true));
}
