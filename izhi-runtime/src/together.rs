//! Networks that run side by side.

use crate::device::{self, Device};
use crate::error::{Error, Result};
use crate::network::{Network, complete};
use crate::spans;

/// Runs networks of one declaration for a number of iterations each, as [`simulate`](Network::simulate) does, with the
/// same bits: ten seeds, or ten sets of parameters.
///
/// ```text
/// let nets = (0..10).map(|seed| Net::builder().seed(seed).device(&gpu).build());
/// let mut nets = nets.collect::<izhi::Result<Vec<_>>>()?;
/// izhi::simulate_together(&mut nets, 10_000)?;
/// ```
///
/// Those of one [`Device`] share it and run at once, each with a part of its threads: for networks of which one does
/// not fill it. Each has its own memory there. Devices are gone through one after the other, and so are networks on the
/// processor, each with all its threads; `izhi::sweep` is for many of those at once. Networks may be of different sizes and
/// at different iterations, and a behaviour of one [stops](Network::stopped_by) that one alone. On several
/// [ranks](crate::ranks) all give the same networks in the same order.
///
/// # Errors
///
/// Those of [`simulate`](Network::simulate), as [`Error::Together`], which says which network it is. What is wrong
/// before the first iteration lets none of them run. What goes wrong later ends the run of that network alone, and the
/// others run on; of several errors it is that of the first network. Where a device itself fails, this is an error of
/// all networks on it.
pub fn simulate_together<'a, N: Network + 'a>(
    networks: impl IntoIterator<Item = &'a mut N>,
    iterations: u64,
) -> Result<()> {
    let mut networks: Vec<&mut N> = networks.into_iter().collect();
    let count = networks.len();
    let of = |number: usize| move |error| Error::Together { number, count, error: Box::new(error) };
    let _span = networks.first().map(|first| spans::simulating_together(first.name(), count, iterations));
    for (number, network) in networks.iter_mut().enumerate() {
        let prepared = network.prepare(iterations);
        network.agree(prepared).map_err(of(number))?;
    }
    let mut done = run_each(networks, iterations);
    done.sort_by_key(|(number, _)| *number);
    done.into_iter().try_for_each(|(number, done)| done.map_err(of(number)))
}

/// Runs networks that have been prepared, those of a device together; says what has come of each, by its number.
fn run_each<N: Network>(networks: Vec<&mut N>, iterations: u64) -> Vec<(usize, Result<()>)> {
    let mut rest: Vec<(usize, Option<Device>, &mut N)> = Vec::with_capacity(networks.len());
    rest.extend(networks.into_iter().enumerate().map(|(number, network)| (number, device::of(network), network)));
    let mut done = Vec::with_capacity(rest.len());
    while let Some((_, device, _)) = rest.first() {
        let device = device.clone();
        let (alike, others): (Vec<_>, Vec<_>) = rest.into_iter().partition(|(_, other, _)| *other == device);
        rest = others;
        let numbers: Vec<usize> = alike.iter().map(|(number, ..)| *number).collect();
        let mut networks: Vec<&mut N> = alike.into_iter().map(|(.., network)| network).collect();
        let run = if device.is_some() {
            networks.iter_mut().for_each(|network| network.begin_run());
            on_device(networks, iterations)
        } else {
            networks.into_iter().map(|network| network.simulate(iterations)).collect()
        };
        done.extend(numbers.into_iter().zip(run));
    }
    done
}

/// A network that runs on a device.
struct Running<'a, N: ?Sized> {
    network: &'a mut N,
    left: u64,
    done: Result<()>,
}

impl<N: Network + ?Sized> Running<'_, N> {
    fn goes_on(&self) -> bool {
        self.left > 0 && self.done.is_ok() && self.network.stopped_by().is_none()
    }

    /// The iterations until somebody looks at all its values, or the last ones.
    fn stretch(&mut self) -> (&mut N, u64) {
        let every = self.network.finite_every();
        let until = if every == 0 { self.left } else { self.left.min(every - self.network.iteration() % every) };
        self.left -= until;
        (self.network, until)
    }

    fn look(&mut self, done: Result<()>) {
        let is_looked_at = self.network.finite_every() != 0;
        self.done = done.and_then(|()| if is_looked_at { self.network.check_finite() } else { Ok(()) });
    }
}

/// Runs networks that share a device, each from one look at all its values to the next; says what has come of each.
pub(crate) fn on_device<N: Network + ?Sized>(networks: Vec<&mut N>, iterations: u64) -> Vec<Result<()>> {
    let of = |network| Running { network, left: iterations, done: Ok(()) };
    let mut runs: Vec<Running<'_, N>> = networks.into_iter().map(of).collect();
    while runs.iter().any(Running::goes_on) {
        let mut some: Vec<&mut Running<'_, N>> = runs.iter_mut().filter(|run| run.goes_on()).collect();
        let done = device::run(some.iter_mut().map(|run| run.stretch()).collect());
        some.into_iter().zip(done).for_each(|(run, done)| run.look(done));
    }
    runs.into_iter().map(|run| run.done.and_then(|()| complete(run.network))).collect()
}
