//! Networks that run elsewhere than on the processor: on a GPU.
//!
//! `network!` prints a program for devices, of which a device makes a [`Session`] for a network when that is built. A session
//! has copies of all that the network keeps; before a run it takes over what has changed since, and after a run it gives back what the
//! run has changed. So a network is looked at and written to as one that runs on the processor. Synapses are not copied for that: what a
//! device has of them is lent, and fetched when somebody looks (`held`); it can draw them itself while the network is built (`drawing`).

mod drawing;

use std::any::Any;
use std::fmt::{self, Debug};
use std::ops::{ControlFlow, Range};
use std::sync::Arc;

use ndarray::ArrayView1;

use crate::catalogue::Value;
use crate::clock::Clock;
use crate::connect::plan::Plan;
use crate::error::{Error, Result};
use crate::input::Input;
use crate::network::{Network, group_items};
use crate::recording::Recording;
use crate::settings::RunSettings;
use crate::snapshot::{self, ColumnView, Sink, Source, Stored};
pub use crate::structure::DrawnRows;
use crate::weights::Connection;
pub use drawing::{Begun, Connections, Drawing};
pub use drawing::{begin_drawn, built_on_device};

/// Something that networks run on. It is the same as its clones, and as no other.
#[derive(Clone, Debug)]
pub struct Device(Arc<dyn Platform>);

impl Device {
    /// A device of a kind, for who makes one.
    pub fn new(platform: impl Platform + 'static) -> Self {
        Device(Arc::new(platform))
    }

    /// What it is, for people: the name of a card.
    pub fn name(&self) -> String {
        self.0.name()
    }
}

impl PartialEq for Device {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Eq for Device {}

/// A kind of device.
pub trait Platform: Debug + Send + Sync {
    /// What it is, for people.
    fn name(&self) -> String;

    /// Makes ready what a network needs, by the text of its program.
    ///
    /// # Errors
    ///
    /// What is missing, and what a program has that the device has not.
    fn open(&self, program: &'static str) -> Result<Box<dyn Session>, String>;

    /// Runs networks side by side, each for its iterations, or fewer where a behaviour ends its run. What fails for one
    /// network ends its run alone, and is left as what has come of it.
    fn run(&self, networks: &mut [Member<'_>]);
}

/// What a network has on a device, whose platform knows it by its type.
pub trait Session: Any + Debug + Send + Sync {
    /// Draws the synapses of a group, by its number; nothing where that is left to the processor.
    ///
    /// # Errors
    ///
    /// Memory that the device has not, and what else fails there.
    fn draw(&mut self, synapses: usize, plan: &Plan) -> Result<Option<Connections>, String>;

    /// Lets the synapses of a group begin as declared that it has drawn, in a network of which all groups of neurons have begun.
    ///
    /// # Errors
    ///
    /// The same.
    fn begin(&mut self, network: &mut dyn Host, synapses: usize) -> Result<Begun, String>;

    /// Takes note that all groups have begun.
    ///
    /// # Errors
    ///
    /// What the network does not give out.
    fn built(&mut self, network: &mut dyn Host) -> Result<(), String>;
}

/// A network among those that run side by side.
pub struct Member<'a> {
    /// What it has on the device.
    pub session: &'a mut (dyn Session + 'static),
    /// The network itself.
    pub network: &'a mut dyn Host,
    /// How many iterations it runs.
    pub iterations: u64,
    /// What has come of it: an error for memory that the device has not, and what else fails there.
    pub done: Result<(), String>,
}

impl Debug for Member<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Member { session, iterations, done, .. } = self;
        f.debug_struct("Member")
            .field("session", session)
            .field("iterations", iterations)
            .field("done", done)
            .finish_non_exhaustive()
    }
}

/// A network as a session sees it: columns of numbers by their names.
pub trait Host {
    /// Seed, time step and iteration.
    fn clock(&self) -> Clock;

    /// The number of neurons of each group, in order of declaration.
    fn sizes(&self) -> Vec<usize>;

    /// The delays of each synapse group from the sources and from the targets, in steps; none where there is none for all.
    fn delays(&self) -> Vec<[Option<u64>; 2]>;

    /// Gives out all that the network keeps, as for a snapshot.
    fn give(&self, to: &mut dyn Sink) -> Result<()>;

    /// Gives out where the neurons of a group stand along an axis.
    fn give_position(&self, group: usize, axis: usize, to: &mut dyn Sink) -> Result<()>;

    /// Gives out what an input has for each of some iterations, by its full name; nothing for those behind its end.
    fn give_input(&self, name: &str, iterations: Range<u64>, to: &mut dyn Sink) -> Result<()>;

    /// Takes back what the source has, as from a snapshot of a later iteration.
    fn take(&mut self, from: &mut dyn Source, iteration: u64) -> Result<()>;

    /// Which of these iterations a recorder keeps something of.
    fn is_recorded(&self, group: usize, recorder: &str, iterations: Range<u64>) -> Vec<bool>;

    /// Whether a recorder records.
    fn is_on(&self, group: usize, recorder: &str) -> bool;

    /// Lets a recorder take what each of its variables had in some iterations, in order.
    fn record(&mut self, group: usize, recorder: &str, rows: &[(u64, Vec<Recorded<'_>>)]);

    /// Says which behaviour has ended the run.
    fn stop(&mut self, behavior: &str);
}

/// What a variable had in an iteration, as a recorder wants it.
#[derive(Debug)]
pub enum Recorded<'a> {
    /// Numbers of the network's type, by their bytes.
    Numbers(&'a [u8]),
    /// Whole numbers.
    Integers(&'a [i64]),
    /// A flag for each neuron.
    Flags(&'a [bool]),
    /// The neurons with an event, for a list of events.
    Events(&'a [u32]),
    /// The same, for rates.
    Rates(&'a [u32]),
}

/// Makes ready what a network needs on the device that its builder was given, if it was given one.
pub fn open_device<N: Network>(network: &mut N, settings: &RunSettings) -> Result<()> {
    settings.device.as_ref().map_or(Ok(()), |device| move_to(network, device))
}

/// Lets a network run on a device from the next iteration on.
pub(crate) fn move_to<N: Network>(network: &mut N, device: &Device) -> Result<()> {
    let error = |reason| Error::Device { network: network.name().to_owned(), device: device.name(), reason };
    if network.ranks() > 1 {
        return Err(error("on several ranks networks run on processors".to_owned()));
    }
    let missing = "it was compiled without the feature `cuda` of izhi".to_owned();
    let program = network.device_program().ok_or_else(|| error(missing))?;
    let session = device.0.open(program).map_err(error)?;
    network.run_mut().session = Some(Opened { session, device: device.clone() });
    Ok(())
}

/// What a network has on a device, and which that is.
#[derive(Debug)]
pub struct Opened {
    session: Box<dyn Session>,
    device: Device,
}

impl Opened {
    fn error(&self, network: &str, reason: String) -> Error {
        Error::Device { network: network.to_owned(), device: self.device.name(), reason }
    }
}

/// The device of a network that is not on the processor.
pub(crate) fn of<N: Network>(network: &mut N) -> Option<Device> {
    network.run_mut().session.as_ref().map(|opened| opened.device.clone())
}

/// A network while what it has on its device is elsewhere.
struct Taken<'a, N: ?Sized> {
    network: Borrowed<'a, N>,
    opened: Opened,
    iterations: u64,
}

impl<'a, N: Network + ?Sized> Taken<'a, N> {
    fn of((network, iterations): (&'a mut N, u64)) -> Option<Self> {
        let opened = network.run_mut().session.take()?;
        Some(Taken { network: Borrowed(network), opened, iterations })
    }

    fn member(&mut self) -> Member<'_> {
        let Taken { network, opened, iterations } = self;
        Member { session: opened.session.as_mut(), network, iterations: *iterations, done: Ok(()) }
    }

    fn give_back(self, done: Result<(), String>) -> Result<()> {
        let network = self.network.0;
        let done = done.map_err(|reason| self.opened.error(network.name(), reason));
        network.run_mut().session = Some(self.opened);
        done
    }
}

/// Runs networks on the device that all of them are on, each for so many iterations; says what has come of each.
pub(crate) fn run<N: Network + ?Sized>(networks: Vec<(&mut N, u64)>) -> Vec<Result<()>> {
    let mut taken: Vec<Taken<'_, N>> = networks.into_iter().filter_map(Taken::of).collect();
    let Some(device) = taken.first().map(|first| first.opened.device.clone()) else { return Vec::new() };
    let mut members: Vec<Member<'_>> = taken.iter_mut().map(Taken::member).collect();
    device.0.run(&mut members);
    let done: Vec<Result<(), String>> = members.into_iter().map(|member| member.done).collect();
    taken.into_iter().zip(done).map(|(taken, done)| taken.give_back(done)).collect()
}

/// Runs iterations one by one, and shows the network after each of them to somebody who can end the run.
pub(crate) fn observe<N: Network>(
    network: &mut N,
    iterations: u64,
    mut see: impl FnMut(&N) -> ControlFlow<()>,
) -> Result<()> {
    network.prepare(iterations)?;
    for _ in 0..iterations {
        network.simulate(1)?;
        if see(network).is_break() || network.stopped_by().is_some() {
            break;
        }
    }
    Ok(())
}

/// An error where the time that parts of an iteration take is not measured.
pub(crate) fn unmeasured<N: Network>(network: &mut N) -> Option<Error> {
    let device = of(network)?.name();
    let reason = "how long parts of an iteration take is measured on processors alone".to_owned();
    Some(Error::Device { network: network.name().to_owned(), device, reason })
}

struct Borrowed<'a, N: ?Sized>(&'a mut N);

impl<N: Network + ?Sized> Borrowed<'_, N> {
    fn recording(&self, group: usize, recorder: &str) -> Option<&Recording<N::Float>> {
        self.0.groups()[group].recordings().into_iter().find(|own| own.name() == recorder)
    }
}

impl<N: Network + ?Sized> Host for Borrowed<'_, N> {
    fn clock(&self) -> Clock {
        *self.0.clock()
    }

    fn sizes(&self) -> Vec<usize> {
        self.0.groups().into_iter().map(|group| group.population().size()).collect()
    }

    fn delays(&self) -> Vec<[Option<u64>; 2]> {
        let dt = self.0.dt();
        let steps = |delay: Option<f64>| delay.map(|delay| (delay / dt).round() as u64);
        let of = |connection: &Connection| [connection.delay(), connection.dendritic_delay()].map(steps);
        self.0.synapse_groups().into_iter().map(|synapses| of(synapses.connection())).collect()
    }

    fn give(&self, to: &mut dyn Sink) -> Result<()> {
        snapshot::save(self.0, to)
    }

    fn give_position(&self, group: usize, axis: usize, to: &mut dyn Sink) -> Result<()> {
        let groups = self.0.groups();
        let population = groups[group].population();
        let values = [population.x(), population.y(), population.z()][axis];
        put(to, values)
    }

    fn give_input(&self, name: &str, mut iterations: Range<u64>, to: &mut dyn Sink) -> Result<()> {
        // Groups alone have inputs. To list what synapses have would fetch it, and a run that has begun changes it.
        let groups = self.0.groups().into_iter();
        let input = groups.flat_map(|group| group_items(self.0, group)).find_map(|item| match item.value {
            Value::Input(input) if item.full_name() == name => Some(input),
            _ => None,
        });
        let Some(input): Option<&Input<N::Float>> = input else { return Ok(()) };
        iterations.try_for_each(|iteration| match input.values(iteration) {
            Some(row) => put(to, row.as_slice().unwrap_or_default()),
            None => Ok(()),
        })
    }

    fn take(&mut self, from: &mut dyn Source, iteration: u64) -> Result<()> {
        let clock = self.0.clock();
        let clock = Clock::at(clock.seed(), clock.dt(), iteration);
        snapshot::take(self.0, from, clock)
    }

    fn is_recorded(&self, group: usize, recorder: &str, iterations: Range<u64>) -> Vec<bool> {
        let recording = self.recording(group, recorder);
        iterations.map(|iteration| recording.is_some_and(|recording| recording.is_due(iteration))).collect()
    }

    fn is_on(&self, group: usize, recorder: &str) -> bool {
        self.recording(group, recorder).is_some_and(Recording::is_on)
    }

    fn record(&mut self, group: usize, recorder: &str, rows: &[(u64, Vec<Recorded<'_>>)]) {
        let mut groups = self.0.groups_mut();
        let mut recordings = groups[group].recordings_mut();
        if let Some(recording) = recordings.iter_mut().find(|own| own.name() == recorder) {
            rows.iter().for_each(|(iteration, row)| recording.take_row(*iteration, row));
        }
    }

    fn stop(&mut self, behavior: &str) {
        self.0.run_mut().stop(behavior.to_owned());
    }
}

/// Gives out values for which there is no name.
fn put<T: Stored>(to: &mut dyn Sink, values: &[T]) -> Result<()> {
    let view: ColumnView<'_> = T::view(ArrayView1::from(values).into_dyn());
    to.put("", false, view)
}
