//! The driver: what every compiled network can do, whatever its model.

use ndarray::{ArrayView1, ArrayView2};

use crate::behavior::Switch;
use crate::clock::Clock;
use crate::error::{Error, Result};
use crate::math::Float;
use crate::population::Population;
use crate::recording::{Recording, Spike};
use crate::sparse::SparseView;
use crate::weights::Connection;

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

    /// Seed, time step and iteration.
    fn clock(&self) -> &Clock;

    /// The neuron groups, in order of declaration.
    fn groups(&self) -> Vec<&dyn Group<Self::Float>>;

    /// The neuron groups, for changing them.
    fn groups_mut(&mut self) -> Vec<&mut dyn Group<Self::Float>>;

    /// The synapse groups, in order of declaration.
    fn synapse_groups(&self) -> Vec<&dyn Synapses<Self::Float>>;

    /// One iteration, after `prepare` has seen to it that nothing can fail.
    #[doc(hidden)]
    fn iterate(&mut self);

    /// How many iterations the network can count.
    #[doc(hidden)]
    fn most_iterations(&self) -> u64 {
        u64::MAX
    }

    /// Lets all synapses see the updates that they have missed.
    #[doc(hidden)]
    fn settle(&mut self);

    /// The number of iterations that are complete; recordings and inputs count them from zero.
    fn iteration(&self) -> u64 {
        self.clock().iteration()
    }

    /// The time that one iteration stands for.
    fn dt(&self) -> f64 {
        self.clock().dt()
    }

    /// Runs a number of iterations.
    ///
    /// # Errors
    ///
    /// An input that ends earlier, a recording longer than memory. Then none of the iterations has run. Only
    /// a recorder of events, of which nobody knows how many will come, finds out during the run: the network
    /// runs on, the recording keeps what it has, and the error says where it ends.
    fn simulate(&mut self, iterations: u64) -> Result<()> {
        self.prepare(iterations)?;
        for _ in 0..iterations {
            self.iterate();
        }
        self.settle();
        self.groups_mut()
            .into_iter()
            .flat_map(|group| group.recordings_mut())
            .try_for_each(|recording| recording.complete())
    }

    /// Runs one iteration.
    ///
    /// # Errors
    ///
    /// As [`simulate`](Network::simulate).
    fn step(&mut self) -> Result<()> {
        self.simulate(1)
    }

    /// Makes room for the recordings of so many iterations and checks that inputs last for them, so that a
    /// run in several parts finds out at its beginning.
    ///
    /// # Errors
    ///
    /// As [`simulate`](Network::simulate).
    fn prepare(&mut self, iterations: u64) -> Result<()> {
        let end = self.iteration().saturating_add(iterations);
        let most = self.most_iterations();
        if end > most {
            return Err(Error::TooLong { most, iteration: end });
        }
        for group in self.groups_mut() {
            group.behaviors().into_iter().try_for_each(|behavior| behavior.check_inputs(end))?;
            let behaviors = group.behaviors();
            let enabled: Vec<&str> =
                (behaviors.iter().filter(|behavior| behavior.is_enabled())).map(|behavior| behavior.name()).collect();
            let recordings = group.recordings_mut();
            let mut recording = recordings.into_iter().filter(|recording| enabled.contains(&recording.name()));
            recording.try_for_each(|recording| recording.reserve(iterations))?;
        }
        Ok(())
    }

    /// What has the tag: recorded series first, then variables, then groups, in order of declaration.
    ///
    /// A tag is the name of a variable, a recorder, a group or a synapse group, or a tag of one of these.
    fn find(&self, tag: &str) -> Vec<Item<'_, Self::Float>> {
        let mut items = Vec::new();
        for group in self.groups() {
            let mut own = Vec::new();
            group.items(&mut own);
            let population = group.population();
            own.push(Item {
                owner: population.name(),
                name: population.name(),
                recorder: None,
                value: Value::Group(population),
            });
            items.extend(own.into_iter().filter(|item| item.has_tag(tag, population.tags())));
        }
        for synapses in self.synapse_groups() {
            let mut own = Vec::new();
            synapses.items(&mut own);
            let connection = synapses.connection();
            own.push(Item {
                owner: connection.name(),
                name: connection.name(),
                recorder: None,
                value: Value::Synapses(connection),
            });
            items.extend(own.into_iter().filter(|item| item.has_tag(tag, connection.tags())));
        }
        items.sort_by_key(|item| item.value.rank());
        items
    }

    /// The one of the given number among what has the tag, as PymoNNto's `net["v", 0]`.
    ///
    /// # Errors
    ///
    /// Where nothing has the tag, or less than that.
    fn get(&self, tag: &str, index: usize) -> Result<Item<'_, Self::Float>> {
        let found = self.find(tag);
        if found.is_empty() {
            let mut known: Vec<&str> = self.find("All").iter().flat_map(|item| [item.name, item.owner]).collect();
            known.sort_unstable();
            known.dedup();
            return Err(Error::UnknownTag { tag: tag.to_owned(), known: known.join(", ") });
        }
        let count = found.len();
        found.into_iter().nth(index).ok_or_else(|| Error::Index { tag: tag.to_owned(), found: count, index })
    }

    /// Lets all behaviours with a tag run, or passes them over, from the next iteration on; says how many.
    ///
    /// The tags of a behaviour are its own name, that of its field, and those of its group.
    ///
    /// # Errors
    ///
    /// Where no behaviour has the tag.
    fn set_enabled(&mut self, tag: &str, is_enabled: bool) -> Result<usize> {
        let mut known: Vec<&'static str> = Vec::new();
        let mut count = 0;
        for group in self.groups_mut() {
            let of_group = group.population().tags().contains(&tag);
            for behavior in group.behaviors_mut() {
                known.extend([behavior.name(), behavior.behavior()]);
                if of_group || behavior.name() == tag || behavior.behavior() == tag {
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
    /// Its recorded series and its variables.
    #[doc(hidden)]
    fn items<'a>(&'a self, items: &mut Vec<Item<'a, F>>);
    /// Its behaviours, in ascending key.
    fn behaviors(&self) -> Vec<&dyn Switch>;
    /// Its behaviours, for switching them.
    fn behaviors_mut(&mut self) -> Vec<&mut dyn Switch>;
    /// What its recorders have seen.
    fn recordings_mut(&mut self) -> Vec<&mut Recording<F>>;
}

/// A synapse group whatever its variables.
pub trait Synapses<F> {
    /// Name, tags and ends.
    fn connection(&self) -> &Connection;
    /// Its variables.
    #[doc(hidden)]
    fn items<'a>(&'a self, items: &mut Vec<Item<'a, F>>);
}

/// Something found by its tag.
#[derive(Debug)]
pub struct Item<'a, F> {
    /// The group or synapse group.
    pub owner: &'a str,
    /// Its own name.
    pub name: &'a str,
    /// The recorder, of what is recorded.
    pub recorder: Option<&'a str>,
    /// What it is.
    pub value: Value<'a, F>,
}

/// What a tag can stand for.
#[derive(Debug)]
pub enum Value<'a, F> {
    /// Recorded numbers [iteration, neuron].
    Recorded(ArrayView2<'a, F>),
    /// Recorded events [iteration, neuron].
    RecordedFlags(ArrayView2<'a, bool>),
    /// Recorded events as a list, in order of time.
    RecordedEvents(&'a [Spike]),
    /// A number for each neuron.
    State(ArrayView1<'a, F>),
    /// An event for each neuron.
    Event(ArrayView1<'a, bool>),
    /// A number for each synapse [target, source].
    Weights(ArrayView2<'a, F>),
    /// A number for each synapse of sparse ones.
    SparseWeights(SparseView<'a, F>),
    /// A number that all synapses share.
    SharedWeight(F),
    /// A neuron group.
    Group(&'a Population<F>),
    /// A synapse group.
    Synapses(&'a Connection),
}

impl<F> Value<'_, F> {
    /// What is recorded comes first, what is made of others last.
    fn rank(&self) -> u8 {
        match self {
            Value::Recorded(_) | Value::RecordedFlags(_) | Value::RecordedEvents(_) => 0,
            Value::State(_) | Value::Event(_) => 1,
            Value::Weights(_) | Value::SparseWeights(_) | Value::SharedWeight(_) => 1,
            Value::Group(_) | Value::Synapses(_) => 2,
        }
    }
}

impl<F> Item<'_, F> {
    fn has_tag(&self, tag: &str, owner_tags: &[&str]) -> bool {
        let of_owner = matches!(self.value, Value::Group(_) | Value::Synapses(_)) && owner_tags.contains(&tag);
        self.name == tag || self.recorder == Some(tag) || of_owner || tag == "All"
    }
}
