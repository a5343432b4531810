//! The driver: what every compiled network can do, whatever its model.

mod items;
mod simulation;

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::time::Instant;

use crate::behavior::Switch;
use crate::builder::Part;
use crate::call::Called;
use crate::catalogue::{Catalogue, CatalogueMut, Item, ItemMut};
use crate::clock::Clock;
use crate::device::{self, Device};
use crate::each::Each;
use crate::error::{Error, Result};
use crate::events::Events;
use crate::executor::Executor;
use crate::finite;
use crate::gathered;
use crate::math::Float;
use crate::population::Population;
use crate::profile::{Entry, Profile, Stopwatch, Watch};
use crate::ranks::Exchange;
use crate::recording::Recording;
use crate::reset::{Kept, Reset};
use crate::run::Run;
use crate::snapshot::{self, Loading, Saving, Sink, Snapshot, Source};
use crate::weights::Connection;
pub(crate) use items::{group_items, is_within};
use items::{known, synapse_items};
pub use items::{variables_of_group, variables_of_synapses};
use simulation::{check_own, enabled, run};
pub(crate) use simulation::{check_parts, complete};

/// A compiled network.
///
/// `network!` implements it; the methods with a body are for users and tools.
pub trait Network {
    /// The network's number type.
    type Float: Float;

    /// The name in the declaration.
    fn name(&self) -> &'static str;

    /// The schedule as text: what exists, who draws, what runs in each iteration and what each program does. From it
    /// alone the network could be run.
    fn schedule(&self) -> &'static str;

    /// The schedule before anything has been moved, merged or made to wait: one statement after the other.
    fn plain_schedule(&self) -> &'static str;

    /// The program for devices: what it is told, in lines, and CUDA C. None where the network was compiled without the feature `cuda`.
    fn device_program(&self) -> Option<&'static str> {
        None
    }

    #[doc(hidden)]
    fn run_mut(&mut self) -> &mut Run;

    /// A number that another declaration, or another version of izhi, hardly has: FNV-1a of the plain schedule.
    fn fingerprint(&self) -> u64 {
        let bytes = self.plain_schedule().bytes();
        bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
    }

    /// What is said of each group and synapse group.
    #[doc(hidden)]
    fn parts(&self) -> &'static [Part];

    /// The unit of `dt` and of delays; none where the declaration has no units.
    #[doc(hidden)]
    fn time(&self) -> &'static str;

    /// The unit of `dt` and of delays, where the declaration has units.
    fn time_unit(&self) -> Option<&'static str> {
        Some(self.time()).filter(|unit| !unit.is_empty())
    }

    /// Seed, time step and iteration.
    fn clock(&self) -> &Clock;

    /// The neuron groups, in order of declaration.
    fn groups(&self) -> Vec<&dyn Group<Self::Float>>;

    /// The neuron groups, for changing them.
    fn groups_mut(&mut self) -> Vec<&mut dyn Group<Self::Float>>;

    /// The synapse groups, in order of declaration.
    fn synapse_groups(&self) -> Vec<&dyn Synapses<Self::Float>>;

    /// The synapse groups, for changing them.
    #[doc(hidden)]
    fn synapse_groups_mut(&mut self) -> Vec<&mut dyn Synapses<Self::Float>>;

    /// Lets the next iteration be that of a clock.
    #[doc(hidden)]
    fn go_on_from(&mut self, clock: Clock);

    /// An error where synapses have been exchanged for those between groups of other sizes, or groups for other ones.
    #[doc(hidden)]
    fn check_sizes(&self) -> Result<()>;

    /// Finds the synapses that recorders keep; an error where one has seen others.
    #[doc(hidden)]
    fn find_recorded_synapses(&mut self) -> Result<()>;

    /// Lets everything begin as it was built, but for what is kept.
    #[doc(hidden)]
    fn begin_anew(&mut self, seed: u64, kept: &Kept) -> Result<()>;

    /// Computes what never changes in the iterations that come.
    #[doc(hidden)]
    fn begin(&mut self);

    /// One iteration, after `prepare` has seen to it that nothing can fail.
    #[doc(hidden)]
    fn iterate(&mut self);

    /// The same under the eyes of somebody who is told when each entry of the timeline is done.
    #[doc(hidden)]
    fn iterate_watched<W: Watch>(&mut self, watch: &mut W)
    where
        Self: Sized;

    /// The entries of the timeline of an iteration.
    #[doc(hidden)]
    fn timeline(&self) -> &'static [Entry];

    /// How many iterations the network can count.
    #[doc(hidden)]
    fn most_iterations(&self) -> u64 {
        u64::MAX
    }

    /// Lets all synapses see the updates that they have missed.
    #[doc(hidden)]
    fn settle(&mut self);

    /// The full name of the behaviour of which a `stop` has ended the last run; none where that ran to its end.
    fn stopped_by(&self) -> Option<&str> {
        None
    }

    /// Who works on it.
    #[doc(hidden)]
    fn executor(&self) -> &Executor;

    /// The same, for changing it.
    #[doc(hidden)]
    fn executor_mut(&mut self) -> &mut Executor;

    /// The number of processes that run the network [together](crate::ranks).
    fn ranks(&self) -> usize {
        self.executor().ranks()
    }

    /// The number of this process among them, from zero.
    fn rank(&self) -> usize {
        self.executor().rank()
    }

    /// Whether it is shown with the recordings of [all ranks](Network::gathered).
    fn is_gathered(&self) -> bool {
        self.executor().is_shown()
    }

    /// An error of one rank is one of all.
    #[doc(hidden)]
    fn agree(&self, result: Result<()>) -> Result<()> {
        self.executor().agree(result)
    }

    /// What ranks have exchanged until now, or since an earlier time, which all of them ask for together.
    #[doc(hidden)]
    fn exchanged_since(&self, earlier: Option<&Exchange>) -> Option<Exchange> {
        self.executor().exchanged_since(earlier)
    }

    /// The events that other ranks read through delays alone.
    #[doc(hidden)]
    fn late_events(&mut self) -> Vec<&mut Events> {
        Vec::new()
    }

    /// The shortest of these delays, in iterations.
    #[doc(hidden)]
    fn shortest_delay(&self) -> u64 {
        u64::MAX
    }

    /// Lets synapses take in what has become known of those.
    #[doc(hidden)]
    fn take_late(&mut self) {}

    /// Lets every rank know what all neurons have.
    #[doc(hidden)]
    fn exchange_neurons(&mut self) {}

    /// Lets a run begin that nothing has stopped yet.
    #[doc(hidden)]
    fn begin_run(&mut self) {}

    /// The Rust functions that behaviours call, by what the schedule calls them with the kinds of their arguments.
    #[doc(hidden)]
    fn functions(&self) -> &'static [(&'static str, Called<Self::Float>)] {
        &[]
    }

    /// After how many iterations each time values are checked; never where it is zero.
    #[doc(hidden)]
    fn finite_every(&self) -> u64;

    /// The number of iterations that are complete; recordings and inputs count them from zero.
    fn iteration(&self) -> u64 {
        self.clock().iteration()
    }

    /// The time that one iteration stands for.
    fn dt(&self) -> f64 {
        self.clock().dt()
    }

    /// Runs a number of iterations, or fewer where a behaviour of the network [stops](Network::stopped_by) the run: then what
    /// [`iteration`](Network::iteration) says is the first that has not run.
    ///
    /// # Errors
    ///
    /// An input that ends earlier, a recording longer than memory, a part of another network of other sizes. Then none of the iterations has run. Only
    /// a recorder of events, of which nobody knows how many will come, finds out during the run: the network
    /// runs on, the recording keeps what it has, and the error says where it ends.
    ///
    /// Where the builder was told to [check](Network::check_finite) values, the first one that is not finite ends the run behind
    /// the iteration after which it is found; what has run until then stays.
    fn simulate(&mut self, iterations: u64) -> Result<()> {
        run(self, iterations, |net| {
            net.iterate();
            ControlFlow::Continue(())
        })
    }

    /// Runs a number of iterations as [`simulate`](Network::simulate) does, with the same results, and measures where the time
    /// goes: to which behaviours, delays of synapses, and updates that wait.
    ///
    /// # Errors
    ///
    /// As [`simulate`](Network::simulate), and a network on a [`Device`].
    fn profile(&mut self, iterations: u64) -> Result<Profile>
    where
        Self: Sized,
    {
        if let Some(error) = device::unmeasured(self) {
            return Err(error);
        }
        let (first, mut watch) = (self.iteration(), Stopwatch::new(self.timeline()));
        let earlier = self.exchanged_since(None);
        let start = Instant::now();
        run(self, iterations, |net| {
            net.iterate_watched(&mut watch);
            ControlFlow::Continue(())
        })?;
        let time = start.elapsed();
        let exchange = self.exchanged_since(earlier.as_ref());
        Ok(Profile::new(self.name(), self.iteration() - first, time, &watch, exchange))
    }

    /// Runs a number of iterations, and after every so many of them, and after the last, shows the network to somebody who can
    /// look at it, change it, and end the run: for progress, for what happens between stretches of a trial, for Ctrl-C. Where
    /// `every` is zero it is shown after the last one alone. The result is what it was ended with. On several
    /// [ranks](crate::ranks) it is shown on each, and the run ends on all where it ends on one.
    ///
    /// # Errors
    ///
    /// As [`simulate`](Network::simulate).
    fn simulate_with<B>(
        &mut self,
        iterations: u64,
        every: u64,
        mut show: impl FnMut(&mut Self) -> ControlFlow<B>,
    ) -> Result<ControlFlow<B>>
    where
        Self: Sized,
    {
        // What is wrong is found before anything has run, and memory is had for all that will be recorded.
        let prepared = self.prepare(iterations);
        self.agree(prepared)?;
        let mut left = iterations;
        while left > 0 {
            let count = if every == 0 { left } else { every.min(left) };
            self.simulate(count)?;
            left -= count;
            let flow = show(self);
            let has_ended = self.executor().combine(u64::from(flow.is_break()), u64::max) > 0;
            if flow.is_break() {
                return Ok(flow);
            }
            if has_ended || self.stopped_by().is_some() {
                break;
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    /// Runs a number of iterations as [`simulate`](Network::simulate) does, with the same results, and shows the network after each of them to
    /// somebody who can end the run there. Neurons are then as they are; synapses can have updates that wait.
    ///
    /// # Errors
    ///
    /// As [`simulate`](Network::simulate).
    #[doc(hidden)]
    fn observe(&mut self, iterations: u64, mut see: impl FnMut(&Self) -> ControlFlow<()>) -> Result<()>
    where
        Self: Sized,
    {
        if self.run_mut().session.is_some() {
            return device::observe(self, iterations, see);
        }
        run(self, iterations, |net| {
            net.iterate();
            see(net)
        })
    }

    /// Lets the network run on a device from the next iteration on, as one that was built for it. The results are the same.
    ///
    /// # Errors
    ///
    /// What the device has not, and what of the network it does not do.
    fn move_to(&mut self, device: &Device) -> Result<()>
    where
        Self: Sized,
    {
        device::move_to(self, device)
    }

    /// Lets the network run on the processor from the next iteration on.
    fn move_to_processor(&mut self) {
        self.run_mut().session = None;
    }

    /// Runs one iteration.
    ///
    /// # Errors
    ///
    /// As [`simulate`](Network::simulate).
    fn step(&mut self) -> Result<()> {
        self.simulate(1)
    }

    /// Looks at all states of the neurons and all variables of the synapses. A builder's `.check_finite(100)` lets
    /// [`simulate`](Network::simulate) do so after every hundredth iteration, and after the last of each run.
    ///
    /// # Errors
    ///
    /// A value that is infinite or no number: [`Error::Diverged`] says of which variable and of whom it is.
    fn check_finite(&self) -> Result<()> {
        finite::check(self)
    }

    /// Brings the network to where it was built, without building it again: what neurons and synapses begin with is
    /// computed and drawn anew, or is the array that the builder was given; nothing is on its way; events are counted and
    /// recorded from the first iteration on, which comes next, and with it the first row of inputs. The same run gives the
    /// same bits.
    ///
    /// Parameters, inputs and what is switched off stay as they are, and so do connections and delays. What `set_synapses`
    /// gave is what its synapses begin with. What is [kept](Reset::keeping) has its present values, a variable that decays
    /// those that it has decayed to.
    ///
    /// # Errors
    ///
    /// A tag that no variable has, and a part of another network of other sizes; then nothing has changed. Draws of the
    /// builder's that are not finite with another seed, time constants of other parameters that are not positive, and
    /// memory that cannot be had for what synapses with a delay each are sorted by; then the network has begun in
    /// part, and is to be reset once more.
    fn reset(&mut self, reset: Reset) -> Result<()> {
        let kept = reset.kept(self)?;
        check_parts(self)?;
        let seed = reset.new_seed(self.clock());
        let begun = self.begin_anew(seed, &kept);
        self.agree(begun)
    }

    /// The network as it is, to come back to: states and events, variables of synapses and which neurons they connect, what is
    /// on its way, parameters, what is switched off, recordings, the seed and the iteration. A network that goes on from there
    /// gives the same bits as one that was never interrupted, whatever the number of threads.
    ///
    /// Inputs come from outside: they are those of the network that goes on.
    ///
    /// On several [ranks](crate::ranks) each takes its own, of its synapses and all neurons.
    ///
    /// # Errors
    ///
    /// A network that is shown with [gathered](Network::gathered) recordings.
    fn snapshot(&self) -> Result<Snapshot> {
        check_own(self)?;
        Snapshot::of(self)
    }

    /// Lets steps draw as with another seed from the next iteration on: for trials that all begin with one snapshot.
    fn set_seed(&mut self, seed: u64) {
        self.go_on_from(Clock::at(seed, self.dt(), self.iteration()));
    }

    /// Goes back, or on, to where a snapshot was taken of this network or of another of the same declaration, however
    /// that was built and whatever has happened to it since.
    ///
    /// What variables begin with after a [`reset`](Network::reset) stays as it is, but for synapses: where the snapshot has
    /// others, these begin with what they are then.
    ///
    /// On several [ranks](crate::ranks) all of them go back together, each to its own snapshot.
    ///
    /// # Errors
    ///
    /// A snapshot of another network, of groups of other sizes, of other delays or another time step; one of another rank, of
    /// another number of them, or on ranks that were given several iterations; then nothing has changed, on any rank.
    fn restore(&mut self, snapshot: &Snapshot) -> Result<()> {
        self.load(&mut &*snapshot)
    }

    /// Gives out all that a snapshot has, for those who keep it elsewhere.
    ///
    /// # Errors
    ///
    /// Those of the sink, and a network that is shown with [gathered](Network::gathered) recordings.
    fn save(&self, to: &mut dyn Sink) -> Result<()> {
        check_own(self)?;
        snapshot::save(self, to)
    }

    /// Takes back what [`save`](Network::save) gave out.
    ///
    /// # Errors
    ///
    /// As [`restore`](Network::restore), and those of the source. Columns that no network gives out are refused with an error, too,
    /// but by then some of the network can have changed: it is to be restored once more, or reset.
    fn load(&mut self, from: &mut dyn Source) -> Result<()> {
        snapshot::load(self, from)
    }

    /// Makes room for the recordings of so many iterations and checks that inputs last for them, so that a
    /// run in several parts finds out at its beginning.
    ///
    /// # Errors
    ///
    /// As [`simulate`](Network::simulate).
    fn prepare(&mut self, iterations: u64) -> Result<()> {
        self.check_run(iterations)?;
        for group in self.groups_mut() {
            let enabled = enabled(group);
            let recordings = group.recordings_mut();
            let mut recording = recordings.into_iter().filter(|recording| enabled.contains(&recording.name()));
            recording.try_for_each(|recording| recording.reserve(iterations))?;
        }
        Ok(())
    }

    /// Checks that inputs last for so many iterations and that all parts are of this network, as [`prepare`](Network::prepare)
    /// does, and makes no room: for runs whose recordings go elsewhere bit by bit.
    ///
    /// # Errors
    ///
    /// As [`simulate`](Network::simulate), but for memory.
    fn check_run(&mut self, iterations: u64) -> Result<()> {
        let end = self.iteration().saturating_add(iterations);
        let most = self.most_iterations();
        if end > most {
            return Err(Error::TooLong { most, iteration: end });
        }
        check_parts(self)?;
        self.find_recorded_synapses()?;
        let dt = self.dt();
        for group in self.groups() {
            let size = group.population().size();
            group.behaviors().into_iter().try_for_each(|behavior| behavior.check_inputs(end, dt))?;
            let enabled = enabled(group);
            let recordings = group.recordings();
            let mut recording = recordings.into_iter().filter(|recording| enabled.contains(&recording.name()));
            recording.try_for_each(|recording| recording.check_size(size))?;
        }
        Ok(())
    }

    /// Everything that the network keeps, owner by owner, in order of declaration.
    fn catalogue(&self) -> Vec<Item<'_, Self::Float>> {
        let groups = self.groups().into_iter().flat_map(|group| group_items(self, group));
        groups.chain(self.synapse_groups().into_iter().flat_map(|synapses| synapse_items(self, synapses))).collect()
    }

    /// What of it can be written to.
    fn catalogue_mut(&mut self) -> Vec<ItemMut<'_, Self::Float>>;

    /// What has the tag: recorded series first, then variables, then what else there is, in order of declaration.
    ///
    /// A tag is the name of a variable, a parameter, a recorder, a group or a synapse group, a tag of a group, or a
    /// [full name](Item::full_name), in which a tag of a group can stand for its name: `layer.v` is `v` of all groups with the
    /// tag `layer`. `All` stands for recorded series, variables and groups.
    fn find(&self, tag: &str) -> Vec<Item<'_, Self::Float>> {
        let is_found = |item: &Item<'_, Self::Float>, tags: &[&str]| {
            item.has_tag(tag, tags) || (tag == "All" && item.is_of_model())
        };
        let mut items = Vec::new();
        for group in self.groups() {
            let tags = group.population().tags();
            items.extend(group_items(self, group).into_iter().filter(|item| is_found(item, tags)));
        }
        for synapses in self.synapse_groups() {
            let tags = synapses.connection().tags();
            items.extend(synapse_items(self, synapses).into_iter().filter(|item| is_found(item, tags)));
        }
        items.sort_by_key(|item| item.value.rank());
        items
    }

    /// The one of the given number among what has the tag, as PymoNNto's `net["v", 0]`.
    ///
    /// # Errors
    ///
    /// Where nothing has the tag, or less than that. The error names every tag that there is.
    fn get(&self, tag: &str, index: usize) -> Result<Item<'_, Self::Float>> {
        let found = self.find(tag);
        if found.is_empty() {
            return Err(Error::UnknownTag { tag: tag.to_owned(), known: known(self) });
        }
        let count = found.len();
        found.into_iter().nth(index).ok_or_else(|| Error::Index { tag: tag.to_owned(), found: count, index })
    }

    /// What has the tag and can be written to, in order of declaration: states, events and variables of synapses, but for those that
    /// decay by themselves. Tags are those of [`find`](Network::find).
    fn find_mut(&mut self, tag: &str) -> Vec<ItemMut<'_, Self::Float>> {
        let groups = self.groups().into_iter().map(|group| (group.population().name(), group.population().tags()));
        let synapses = self.synapse_groups().into_iter().map(Synapses::connection);
        let synapses = synapses.map(|connection| (connection.name(), connection.tags()));
        let owners: BTreeMap<&str, &[&str]> = groups.chain(synapses).collect();
        let mut items = self.catalogue_mut();
        items.retain(|item| tag == "All" || item.has_tag(tag, owners.get(item.owner).copied().unwrap_or_default()));
        items
    }

    /// The one of the given number among what has the tag and can be written to.
    ///
    /// # Errors
    ///
    /// Where nothing has the tag, or less than that. The error names everything that can be written to.
    fn get_mut(&mut self, tag: &str, index: usize) -> Result<ItemMut<'_, Self::Float>> {
        let found = self.find_mut(tag).len();
        if found == 0 {
            let known: Vec<String> = self.catalogue_mut().iter().map(ItemMut::full_name).collect();
            return Err(Error::UnknownVariable { tag: tag.to_owned(), known: known.join(", ") });
        }
        let item = self.find_mut(tag).into_iter().nth(index);
        item.ok_or_else(|| Error::Index { tag: tag.to_owned(), found, index })
    }

    /// Sets a parameter, `cells.leaky.tau`, those of all groups with a tag, `layer.leaky.tau`, or all parameters of a name,
    /// `tau`, for all neurons to one number; says how many. It holds from the next iteration on.
    ///
    /// # Errors
    ///
    /// Where no behaviour has such a parameter, where initial values alone depend on one, and a value that is not finite
    /// or for which a condition of a behaviour does not hold. Then nothing has changed.
    fn set_parameter(&mut self, name: &str, value: f64) -> Result<usize> {
        if !Self::Float::from_f64(value).is_finite() {
            return Err(Error::NotFinite { place: name.to_owned(), value, index: Vec::new() });
        }
        self.set_parameter_of_each(name, value.into())
    }

    /// Sets a parameter that has a number for each neuron, or all such parameters of a name, to an array; says how many.
    /// It holds from the next iteration on.
    ///
    /// # Errors
    ///
    /// Those of [`set_parameter`](Network::set_parameter), an array of the wrong shape, and one for a parameter that is one
    /// number. Then nothing has changed.
    fn set_parameter_of_each(&mut self, name: &str, values: Each<f64>) -> Result<usize> {
        let mut found = Vec::new();
        let mut known: Vec<String> = Vec::new();
        for group in self.groups_mut() {
            let (owner, tags) = (group.population().name(), group.population().tags());
            for behavior in group.behaviors_mut() {
                for (parameter, _) in behavior.parameter_values() {
                    let within = format!("{}.{parameter}", behavior.name());
                    let full = format!("{owner}.{within}");
                    if parameter == name || is_within(name, &within, tags) {
                        behavior.check_set(parameter, &values)?;
                        found.push(full.clone());
                    }
                    known.push(full);
                }
            }
        }
        for group in self.groups_mut() {
            let owner = group.population().name();
            for behavior in group.behaviors_mut() {
                for (parameter, _) in behavior.parameter_values() {
                    if found.contains(&format!("{owner}.{}.{parameter}", behavior.name())) {
                        behavior.set_parameter(parameter, &values);
                    }
                }
            }
        }
        match found.len() {
            0 => Err(Error::UnknownTag { tag: name.to_owned(), known: known.join(", ") }),
            count => Ok(count),
        }
    }

    /// Lets all behaviours with a tag run, or passes them over, from the next iteration on; says how many.
    ///
    /// The tags of a behaviour are its own name, that of its field, that with a tag of its group before it (`cells.leaky`),
    /// and those of its group.
    ///
    /// # Errors
    ///
    /// Where no behaviour has the tag.
    fn set_enabled(&mut self, tag: &str, is_enabled: bool) -> Result<usize> {
        let mut known: Vec<&'static str> = Vec::new();
        let mut count = 0;
        for group in self.groups_mut() {
            let tags = group.population().tags();
            for behavior in group.behaviors_mut() {
                known.extend([behavior.name(), behavior.behavior()]);
                let is_named = behavior.name() == tag || behavior.behavior() == tag;
                if is_named || tags.contains(&tag) || is_within(tag, behavior.name(), tags) {
                    behavior.set_enabled(is_enabled);
                    count += 1;
                }
            }
        }
        if count == 0 {
            known.sort_unstable();
            known.dedup();
            return Err(Error::UnknownTag { tag: tag.to_owned(), known: known.join(", ") });
        }
        Ok(count)
    }

    /// Lets all recorders record, or lets the iterations pass, from the next one on.
    fn set_recording(&mut self, is_on: bool) {
        for group in self.groups_mut() {
            group.recordings_mut().into_iter().for_each(|recording| recording.set_on(is_on));
        }
    }

    /// Shows the network, on one of the [ranks](crate::ranks) that run it, with what all of them have recorded, as one rank would
    /// have it: columns of all neurons in ascending index or in the order of the sampling, events in order of time and then of
    /// neuron, synapses in the order of one rank's rows. So what takes the recordings of a network, plots, analyses, files, takes
    /// those of several ranks. The others show nothing, and have `None`. Afterwards each recorder has its own part again, and
    /// recording goes on. All ranks call it.
    ///
    /// ```text
    /// net.simulate(10_000)?;
    /// net.gathered(0, |net| write_recordings(net, "recordings.npz"))?;
    /// ```
    ///
    /// States and events are those of all neurons on every rank anyway. Synapses, their structure and their present variables are
    /// still those to the rank's own neurons; [`Recording::pairs`] says of which synapses recorded columns are.
    ///
    /// Where one process alone runs the network, it is shown as it is.
    ///
    /// # Errors
    ///
    /// A rank that there is not; recorders that were not sampled and switched on all ranks alike; memory that cannot be had. What
    /// is shown to ends with an error on all ranks where it does so on that one.
    fn gathered<T>(&mut self, rank: usize, show: impl FnOnce(&Self) -> Result<T>) -> Result<Option<T>>
    where
        Self: Sized,
    {
        gathered::gathered(self, rank, show)
    }

    /// Forgets all that has been recorded.
    fn clear_recordings(&mut self) {
        for group in self.groups_mut() {
            group.recordings_mut().into_iter().for_each(Recording::clear);
        }
    }
}

/// A neuron group whatever its model.
pub trait Group<F> {
    /// Name, tags, size and positions.
    fn population(&self) -> &Population<F>;
    /// Adds what it keeps.
    #[doc(hidden)]
    fn list<'a>(&'a self, catalogue: &mut Catalogue<'a, F>);
    /// Adds what of it can be written to.
    #[doc(hidden)]
    fn list_mut<'a>(&'a mut self, catalogue: &mut CatalogueMut<'a, F>);
    /// Gives out all by which the next iterations depend on the last.
    #[doc(hidden)]
    fn save(&self, to: &mut Saving<'_>) -> Result<()>;
    /// Becomes what was given out.
    #[doc(hidden)]
    fn load(&mut self, from: &mut Loading<'_>) -> Result<()>;
    /// Its behaviours, in ascending key.
    fn behaviors(&self) -> Vec<&dyn Switch>;
    /// Its behaviours, for switching them.
    fn behaviors_mut(&mut self) -> Vec<&mut dyn Switch>;
    /// What its recorders have seen.
    fn recordings(&self) -> Vec<&Recording<F>>;
    /// The same, for changing it.
    fn recordings_mut(&mut self) -> Vec<&mut Recording<F>>;
}

/// A synapse group whatever its variables.
pub trait Synapses<F> {
    /// Name, tags and ends.
    fn connection(&self) -> &Connection;
    /// Adds what it keeps.
    #[doc(hidden)]
    fn list<'a>(&'a self, catalogue: &mut Catalogue<'a, F>);
    /// Adds what of it can be written to.
    #[doc(hidden)]
    fn list_mut<'a>(&'a mut self, catalogue: &mut CatalogueMut<'a, F>);
    /// Gives out all by which the next iterations depend on the last.
    #[doc(hidden)]
    fn save(&self, to: &mut Saving<'_>) -> Result<()>;
    /// Becomes what was given out.
    #[doc(hidden)]
    fn load(&mut self, from: &mut Loading<'_>) -> Result<()>;
}
