//! The catalogue: one list of everything that a network keeps, by its names.
//!
//! It is made from the buffers of the network's schedule, and has the same names. Looking things up by tag, setting
//! parameters by name, descriptions and comparisons go through it: what is in the list is found, shown and compared
//! without further code.

use std::fmt;

use ndarray::{ArrayView1, ArrayView2, ArrayView3, ArrayViewMut1};

use crate::arrivals::Arrivals;
use crate::behavior::{Behavior, Parameter, Parameters};
use crate::builder::Part;
use crate::clock::Clock;
use crate::conduction::Conduction;
use crate::connect::Structure;
use crate::delays::{DelayLine, Delays};
use crate::error::{Error, Result};
use crate::events::{Events, EventsMut};
use crate::field::About;
use crate::held::Held;
use crate::input::Input;
use crate::math::Float;
use crate::population::Population;
use crate::recording::{Recording, Row, Series, Spike};
use crate::sent::StateLine;
use crate::sparse::{Shared, Sparse, SparseView};
use crate::state::State;
use crate::weights::{Connection, Dense, Extent};

/// Something that a network keeps.
#[derive(Debug)]
pub struct Item<'a, F> {
    /// The group or synapse group.
    pub owner: &'a str,
    /// The behaviour, of what is recorded and of parameters and inputs.
    pub behavior: Option<&'a str>,
    /// Its own name.
    pub name: &'a str,
    /// Whether the name is one that the declaration gives.
    pub is_declared: bool,
    /// The unit of its numbers, where the declaration says one.
    pub unit: Option<&'static str>,
    /// What the declaration says of it, in one line; of parameters, variables and what is recorded of them.
    pub doc: &'static str,
    /// What it is.
    pub value: Value<'a, F>,
}

/// What a network can keep.
#[derive(Debug)]
pub enum Value<'a, F> {
    /// Recorded numbers [iteration, neuron], or [iteration, synapse], or a column of what all synapses share.
    Recorded(ArrayView2<'a, F>),
    /// Recorded numbers of all to all synapses [iteration, target, source].
    RecordedWeights(ArrayView3<'a, F>),
    /// Recorded integers [iteration, neuron].
    RecordedIntegers(ArrayView2<'a, i64>),
    /// Recorded events [iteration, neuron].
    RecordedFlags(ArrayView2<'a, bool>),
    /// Recorded events as a list, in order of time.
    RecordedEvents(&'a [Spike]),
    /// A number for each neuron.
    State(ArrayView1<'a, F>),
    /// An integer for each neuron.
    Integers(ArrayView1<'a, i64>),
    /// An event for each neuron.
    Event(ArrayView1<'a, bool>),
    /// A number for each synapse [target, source].
    Weights(&'a Dense<F>),
    /// A number for each synapse of sparse ones.
    SparseWeights(SparseView<'a, F>),
    /// A number that all synapses share.
    SharedWeight(F),
    /// Events on their way through a delay, in order of setting out. The iteration is the first one after the event; the
    /// events that the neurons have now have not set out.
    Sent(Vec<Spike>),
    /// A state of the neurons that send, as it was before each of the last iterations, the latest last.
    SentStates(Vec<ArrayView1<'a, F>>),
    /// The same of integers.
    SentIntegers(Vec<ArrayView1<'a, i64>>),
    /// Where the neurons stand along an axis.
    Position(ArrayView1<'a, F>),
    /// A parameter of a behaviour.
    Parameter(F),
    /// A parameter of a behaviour with a number for each neuron.
    EachParameter(ArrayView1<'a, F>),
    /// The numbers that a behaviour reads iteration by iteration.
    Input(&'a Input<F>),
    /// Which neurons are connected.
    Structure(&'a Structure),
    /// The delay of each synapse in steps, in the order of the structure's rows.
    Delays(&'a Held<u16>),
    /// The number of each synapse among those of its source as the connector gave them, in the order of the structure's rows.
    Numbers(&'a Held<u32>),
    /// The time constant with which a variable of synapses decays.
    TimeConstant(F),
    /// The iteration in which each synapse was last assigned to, of a variable that decays.
    LastAssigned(&'a Held<u32>),
    /// What is kept of a variable that decays: its value in the iteration in which it was last assigned to.
    Undecayed(&'a Held<F>),
    /// A neuron group.
    Group(&'a Population<F>),
    /// A synapse group.
    Synapses(&'a Connection),
}

impl<F> Value<'_, F> {
    /// What is recorded comes first, what is made of others last.
    pub(crate) fn rank(&self) -> u8 {
        match self {
            Value::Recorded(_) | Value::RecordedWeights(_) | Value::RecordedIntegers(_) => 0,
            Value::RecordedFlags(_) | Value::RecordedEvents(_) => 0,
            Value::State(_) | Value::Integers(_) | Value::Event(_) => 1,
            Value::Weights(_) | Value::SparseWeights(_) | Value::SharedWeight(_) | Value::Undecayed(_) => 1,
            Value::Parameter(_) | Value::EachParameter(_) | Value::Input(_) => 2,
            Value::Sent(_) | Value::SentStates(_) | Value::SentIntegers(_) | Value::Position(_) => 3,
            Value::Structure(_) | Value::Delays(_) | Value::Numbers(_) => 3,
            Value::TimeConstant(_) | Value::LastAssigned(_) => 3,
            Value::Group(_) | Value::Synapses(_) => 4,
        }
    }

    /// What it is, in a word, and its shape.
    fn describe(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result
    where
        F: Float,
    {
        match self {
            Value::Recorded(values) => write!(f, "recording {:?}", values.shape()),
            Value::RecordedWeights(values) => write!(f, "recording {:?}", values.shape()),
            Value::RecordedIntegers(values) => write!(f, "recording {:?}", values.shape()),
            Value::RecordedFlags(flags) => write!(f, "recording {:?}", flags.shape()),
            Value::RecordedEvents(spikes) => write!(f, "recording of {} events", spikes.len()),
            Value::State(values) => write!(f, "state {:?}", values.shape()),
            Value::Integers(values) => write!(f, "integers {:?}", values.shape()),
            Value::Event(flags) => write!(f, "event {:?}", flags.shape()),
            Value::Weights(values) => {
                let Extent { sources, targets } = values.extent();
                write!(f, "weights {:?}", [targets, sources])
            }
            Value::SparseWeights(view) => write!(f, "weights of {} synapses", view.held().count()),
            Value::SharedWeight(value) => write!(f, "weight {value}"),
            Value::Sent(spikes) => write!(f, "{} events on their way", spikes.len()),
            Value::SentStates(states) => write!(f, "values of {} iterations on their way", states.len()),
            Value::SentIntegers(states) => write!(f, "values of {} iterations on their way", states.len()),
            Value::Position(values) => write!(f, "position {:?}", values.shape()),
            Value::Parameter(value) => write!(f, "parameter {value}"),
            Value::EachParameter(values) => write!(f, "parameter {:?}", values.shape()),
            Value::Input(input) => write!(f, "{input}"),
            Value::Structure(structure) => write!(f, "structure of {} synapses", structure.len()),
            Value::Delays(steps) => write!(f, "delays of {} synapses", steps.count()),
            Value::TimeConstant(value) => write!(f, "time constant {value}"),
            Value::Numbers(numbers) => write!(f, "numbers of {} synapses", numbers.count()),
            Value::LastAssigned(times) => write!(f, "times of {} synapses", times.count()),
            Value::Undecayed(values) => write!(f, "undecayed values of {} synapses", values.count()),
            Value::Group(population) => write!(f, "{} neurons", population.size()),
            Value::Synapses(connection) => write!(f, "{} synapses", connection.synapses()),
        }
    }
}

impl<'a, F: Float> Item<'a, F> {
    fn new(owner: &'a str, name: &'a str, value: Value<'a, F>) -> Self {
        Item { owner, behavior: None, name, is_declared: true, unit: None, doc: "", value }
    }

    fn undeclared(owner: &'a str, name: &'a str, value: Value<'a, F>) -> Self {
        Item { is_declared: false, ..Item::new(owner, name, value) }
    }

    /// The same with what is said of it.
    fn said(self, about: &About) -> Self {
        Item { unit: Some(about.unit).filter(|unit| !unit.is_empty()), doc: about.doc, ..self }
    }

    /// A neuron group.
    pub fn group(population: &'a Population<F>) -> Self {
        Item::new(population.name(), population.name(), Value::Group(population))
    }

    /// A synapse group.
    pub fn synapses(connection: &'a Connection) -> Self {
        Item::new(connection.name(), connection.name(), Value::Synapses(connection))
    }

    /// Its full name, which is that of its buffer in the schedule: `cells.v`, `cells.leaky.tau`, `FAST_a_to_b.W`, and
    /// with a colon before what no declaration names, `FAST_a_to_b:delay`. A group is called by its name alone.
    pub fn full_name(&self) -> String {
        let mark = if self.is_declared { '.' } else { ':' };
        match (&self.value, self.behavior) {
            (Value::Group(_) | Value::Synapses(_), _) => self.owner.to_owned(),
            (_, Some(behavior)) => format!("{}.{behavior}{mark}{}", self.owner, self.name),
            (_, None) => format!("{}{mark}{}", self.owner, self.name),
        }
    }

    /// Whether it is recorded, a variable or a group, which is what `All` stands for.
    pub(crate) fn is_of_model(&self) -> bool {
        self.is_declared && !matches!(self.value, Value::Parameter(_) | Value::EachParameter(_) | Value::Input(_))
    }

    /// Whether it is called by the tag: its name, its full name with any tag of its owner for that one's name, the recorder
    /// whose series it is, or a tag of a group.
    pub(crate) fn has_tag(&self, tag: &str, owner_tags: &[&str]) -> bool {
        let of_owner = matches!(self.value, Value::Group(_) | Value::Synapses(_)) && owner_tags.contains(&tag);
        let of_recorder = self.value.rank() == 0 && self.behavior == Some(tag);
        let full_name = self.full_name();
        let within = full_name.strip_prefix(self.owner).filter(|within| !within.is_empty());
        let owner = within.and_then(|within| tag.strip_suffix(within));
        let by_full_name = full_name == tag || owner.is_some_and(|owner| owner_tags.contains(&owner));
        (self.is_declared && self.name == tag) || of_recorder || of_owner || by_full_name
    }
}

impl<F: Float> fmt::Display for Item<'_, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.full_name())?;
        self.value.describe(f)
    }
}

/// What can be written to from outside.
#[derive(Debug)]
pub struct ItemMut<'a, F> {
    /// The group or synapse group.
    pub owner: &'a str,
    /// Its own name.
    pub name: &'a str,
    /// The values.
    pub value: ValueMut<'a, F>,
}

/// The values of something that can be written to.
#[derive(Debug)]
pub enum ValueMut<'a, F> {
    /// A number for each neuron.
    State(ArrayViewMut1<'a, F>),
    /// An integer for each neuron.
    Integers(ArrayViewMut1<'a, i64>),
    /// An event for each neuron.
    Event(EventsMut<'a>),
    /// A number for each synapse [target, source].
    Weights(&'a mut Dense<F>),
    /// A number for each synapse of sparse ones, in the order of the structure's rows.
    SparseWeights(&'a mut Held<F>),
    /// A number that all synapses share.
    SharedWeight(&'a mut F),
}

impl<F: Float> ItemMut<'_, F> {
    /// The owner and the name.
    pub fn full_name(&self) -> String {
        format!("{}.{}", self.owner, self.name)
    }

    /// Whether it is called by the tag: its name, its full name with any tag of its owner for that one's name, or a tag of its owner.
    pub(crate) fn has_tag(&self, tag: &str, owner_tags: &[&str]) -> bool {
        let owner = tag.strip_suffix(self.name).and_then(|tag| tag.strip_suffix('.'));
        let by_full_name = owner.is_some_and(|owner| owner == self.owner || owner_tags.contains(&owner));
        tag == self.name || by_full_name || owner_tags.contains(&tag)
    }

    /// Gives all of them one value, for an event 1 where all have it and 0 where none has.
    ///
    /// # Errors
    ///
    /// A value that is not finite in the network's number type, one of integers that is no whole number, one of an event that is
    /// neither 0 nor 1. Then nothing has changed.
    pub fn fill(&mut self, value: f64) -> Result<()> {
        let (place, number) = (self.full_name(), F::from_f64(value));
        let error = |expected| Error::Value { place: place.clone(), expected, value };
        if !number.is_finite() {
            return Err(Error::NotFinite { place, value, index: Vec::new() });
        }
        let number = Float::stored(number);
        match &mut self.value {
            ValueMut::State(values) => values.fill(number),
            ValueMut::Weights(values) => values.held_mut().renew_filled(number, &place)?,
            ValueMut::SparseWeights(values) => values.renew_filled(number, &place)?,
            ValueMut::SharedWeight(own) => **own = number,
            // Every whole number of this size is one of `f64`.
            ValueMut::Integers(_) if value.fract() != 0.0 || value.abs() > 2.0_f64.powi(53) => {
                return Err(error("a whole number of at most 2^53"));
            }
            ValueMut::Integers(values) => values.fill(value as i64),
            ValueMut::Event(_) if value != 0.0 && value != 1.0 => return Err(error("0 or 1")),
            ValueMut::Event(flags) => flags.fill(value == 1.0),
        }
        Ok(())
    }
}

/// The list while it is made; generated code names each buffer once.
#[derive(Debug)]
pub struct Catalogue<'a, F> {
    clock: Clock,
    /// What is said of the owner.
    part: Option<&'static Part>,
    items: Vec<Item<'a, F>>,
    /// Whether it leaves out all but variables of neurons and synapses.
    has_variables_alone: bool,
}

impl<'a, F: Float> Catalogue<'a, F> {
    pub(crate) fn new(clock: Clock, part: Option<&'static Part>) -> Self {
        Catalogue { clock, part, items: Vec::new(), has_variables_alone: false }
    }

    /// Of states, integers, events and variables of synapses, which takes little more than their views: short enough for
    /// every iteration. Nothing is said of them.
    pub(crate) fn of_variables(clock: Clock) -> Self {
        Catalogue { items: Vec::with_capacity(8), part: None, has_variables_alone: true, clock }
    }

    /// The list, with what the declaration says of everything.
    pub(crate) fn into_items(self) -> Vec<Item<'a, F>> {
        let Some(part) = self.part else { return self.items };
        let said = |item: Item<'a, F>| match (item.value.rank(), item.behavior) {
            (0, Some(recorder)) => match part.recorded(recorder, item.name) {
                Some(about) => item.said(about),
                None => item,
            },
            (1, _) => match part.field(item.name) {
                Some(about) => item.said(about),
                None => item,
            },
            (_, Some(behavior)) => Item { unit: part.given_unit(behavior, item.name).or(item.unit), ..item },
            _ => item,
        };
        self.items.into_iter().map(said).collect()
    }

    /// Adds what is no variable, where it is wanted: to find some of it takes time.
    fn add(&mut self, item: impl FnOnce(Clock) -> Item<'a, F>) {
        if !self.has_variables_alone {
            self.items.push(item(self.clock));
        }
    }

    /// Where the neurons stand.
    pub fn positions(&mut self, group: &'a Population<F>) {
        if self.has_variables_alone {
            return;
        }
        for (axis, values) in [("x", group.x()), ("y", group.y()), ("z", group.z())] {
            let value = Value::Position(ArrayView1::from(values));
            self.items.push(Item::undeclared(group.name(), axis, value));
        }
    }

    /// A state of the neurons.
    pub fn state(&mut self, group: &Population<F>, name: &'static str, state: &'a State<F>) {
        self.items.push(Item::new(group.name(), name, Value::State(state.view())));
    }

    /// An integer of the neurons.
    pub fn integers(&mut self, group: &Population<F>, name: &'static str, state: &'a State<i64>) {
        self.items.push(Item::new(group.name(), name, Value::Integers(state.view())));
    }

    /// An event of the neurons.
    pub fn event(&mut self, group: &Population<F>, name: &'static str, events: &'a Events) {
        self.items.push(Item::new(group.name(), name, Value::Event(events.view())));
    }

    /// The parameters and inputs of a behaviour.
    pub fn behavior<P: Parameters<F>>(&mut self, group: &Population<F>, behavior: &'a Behavior<F, P>) {
        if self.has_variables_alone {
            return;
        }
        use crate::behavior::Switch;
        let of_behavior =
            |name, value| Item { behavior: Some(behavior.name()), ..Item::new(group.name(), name, value) };
        let parameters = behavior.parameters();
        let values = parameters.values().into_iter().zip(P::ABOUT).map(|((name, value), about)| {
            let value = match value {
                Parameter::One(value) => Value::Parameter(value),
                Parameter::Each(values) => Value::EachParameter(values.view()),
            };
            of_behavior(name, value).said(about)
        });
        self.items.extend(values);
        let inputs = parameters.inputs().into_iter();
        self.items.extend(inputs.map(|(name, input)| of_behavior(name, Value::Input(input))));
    }

    /// What a recorder has seen.
    pub fn recording(&mut self, group: &Population<F>, recording: &'a Recording<F>) {
        if self.has_variables_alone {
            return;
        }
        let items = recording.variables().iter().enumerate().map(|(number, variable)| {
            let value = match (&variable.series, variable.row) {
                (Series::Values(values), Row::Dense(extent)) => {
                    Value::RecordedWeights(recording.matrices(extent, values))
                }
                (Series::Values(values), _) => Value::Recorded(recording.rows(number, values)),
                (Series::Integers(values), _) => Value::RecordedIntegers(recording.rows(number, values)),
                (Series::Flags(flags), _) => Value::RecordedFlags(recording.rows(number, flags)),
                (Series::Events(_), _) => Value::RecordedEvents(recording.events_of(number)),
            };
            Item { behavior: Some(recording.name()), ..Item::new(group.name(), variable.name, value) }
        });
        self.items.extend(items);
    }

    /// Which neurons are connected.
    pub fn structure(&mut self, connection: &'a Connection, structure: &'a Structure) {
        self.add(|_| Item::undeclared(connection.name(), "structure", Value::Structure(structure)));
    }

    /// The delay of each synapse, in steps.
    pub fn delays(&mut self, connection: &'a Connection, delays: &'a Delays) {
        self.add(|_| Item::undeclared(connection.name(), "delay", Value::Delays(delays.held())));
    }

    /// Events on their way through the one delay of all synapses.
    pub fn delay_line(&mut self, connection: &'a Connection, name: &'static str, line: &'a DelayLine) {
        self.add(|clock| Item::undeclared(connection.name(), name, Value::Sent(line.sent(&clock))));
    }

    /// Events on their way through the delay of each synapse.
    pub fn arrivals(&mut self, connection: &'a Connection, name: &'static str, arrivals: &'a Arrivals) {
        self.add(|_| Item::undeclared(connection.name(), name, Value::Sent(arrivals.sent())));
    }

    /// A state of the neurons that send, on its way.
    pub fn state_line(&mut self, connection: &'a Connection, name: &'static str, line: &'a StateLine<F>) {
        self.add(|clock| Item::undeclared(connection.name(), name, Value::SentStates(line.sent(&clock))));
    }

    /// An integer of the neurons that send, on its way.
    pub fn integer_line(&mut self, connection: &'a Connection, name: &'static str, line: &'a StateLine<i64>) {
        self.add(|clock| Item::undeclared(connection.name(), name, Value::SentIntegers(line.sent(&clock))));
    }

    /// Sums over synapses on their way to the targets.
    pub fn conduction(&mut self, connection: &'a Connection, name: &'static str, line: &'a Conduction<F>) {
        self.add(|clock| Item::undeclared(connection.name(), name, Value::SentStates(line.sent(&clock))));
    }

    /// A variable of all to all synapses.
    pub fn dense(&mut self, connection: &'a Connection, name: &'static str, weights: &'a Dense<F>) {
        self.items.push(Item::new(connection.name(), name, Value::Weights(weights)));
    }

    /// A variable of sparse synapses.
    pub fn sparse(
        &mut self,
        connection: &'a Connection,
        name: &'static str,
        weights: &'a Sparse<F>,
        structure: &'a Structure,
    ) {
        self.items.push(Item::new(connection.name(), name, Value::SparseWeights(weights.view(structure))));
    }

    /// A variable that all synapses share.
    pub fn shared(&mut self, connection: &'a Connection, name: &'static str, weight: &Shared<F>) {
        self.items.push(Item::new(connection.name(), name, Value::SharedWeight(weight.value())));
    }

    /// What is kept of a variable that decays; its present values are worked out from it.
    pub fn undecayed(&mut self, connection: &'a Connection, name: &'static str, values: &'a Held<F>) {
        self.add(|_| Item::new(connection.name(), name, Value::Undecayed(values)));
    }

    /// The time constant of a variable that decays.
    pub fn time_constant(&mut self, connection: &'a Connection, name: &'static str, constant: &Shared<F>) {
        self.add(|_| Item::undeclared(connection.name(), name, Value::TimeConstant(constant.value())));
    }

    /// The number of each synapse in its row.
    pub fn numbers(&mut self, connection: &'a Connection, numbers: &'a Held<u32>) {
        self.add(|_| Item::undeclared(connection.name(), "number", Value::Numbers(numbers)));
    }

    /// When each synapse of a variable that decays was last assigned to.
    pub fn last_assigned(&mut self, connection: &'a Connection, name: &'static str, times: &'a Held<u32>) {
        self.add(|_| Item::undeclared(connection.name(), name, Value::LastAssigned(times)));
    }
}

/// What can be written to, while the list is made.
#[derive(Debug, Default)]
pub struct CatalogueMut<'a, F> {
    items: Vec<ItemMut<'a, F>>,
}

impl<'a, F: Float> CatalogueMut<'a, F> {
    /// The list.
    pub fn into_items(self) -> Vec<ItemMut<'a, F>> {
        self.items
    }

    fn push(&mut self, owner: &'a str, name: &'a str, value: ValueMut<'a, F>) {
        self.items.push(ItemMut { owner, name, value });
    }

    /// A state of the neurons.
    pub fn state(&mut self, group: &Population<F>, name: &'static str, state: &'a mut State<F>) {
        self.push(group.name(), name, ValueMut::State(state.view_mut()));
    }

    /// An integer of the neurons.
    pub fn integers(&mut self, group: &Population<F>, name: &'static str, state: &'a mut State<i64>) {
        self.push(group.name(), name, ValueMut::Integers(state.view_mut()));
    }

    /// An event of the neurons.
    pub fn event(&mut self, group: &Population<F>, name: &'static str, events: &'a mut Events) {
        self.push(group.name(), name, ValueMut::Event(events.view_mut()));
    }

    /// A variable of all to all synapses.
    pub fn dense(&mut self, connection: &'a Connection, name: &'static str, weights: &'a mut Dense<F>) {
        self.push(connection.name(), name, ValueMut::Weights(weights));
    }

    /// A variable of sparse synapses.
    pub fn sparse(&mut self, connection: &'a Connection, name: &'static str, weights: &'a mut Sparse<F>) {
        self.push(connection.name(), name, ValueMut::SparseWeights(weights.held_mut()));
    }

    /// A variable that all synapses share.
    pub fn shared(&mut self, connection: &'a Connection, name: &'static str, weight: &'a mut Shared<F>) {
        self.push(connection.name(), name, ValueMut::SharedWeight(weight.value_mut()));
    }
}
