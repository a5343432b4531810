//! Builders of networks: what every network is built from, by name.

use std::fmt;
use std::sync::Arc;

use crate::device::Device;
use crate::error::{Error, Result};
pub use crate::field::Value;
use crate::field::{About, AnyParameters, Field, whole};
use crate::math::Float;
use crate::network::{Network, is_within};
use crate::ranks::World;
use crate::settings::RunSettings;

/// What a network is built from. `network!` implements it for `NetBuilder`, so that tools can build any network.
///
/// ```text
/// let mut builder = Net::builder();
/// builder.set("cells.leaky.tau", 12.0)?;    // as `builder.cells.leaky.tau = 12.0`
/// builder.set("cells.size", 400.0)?;
/// let mut net = builder.build()?;
/// ```
pub trait Builder: Clone + Sized {
    /// What is built.
    type Network: Network;

    /// The groups and then the synapse groups, in order of declaration.
    #[doc(hidden)]
    const PARTS: &'static [Part];

    /// The unit of `dt` and of delays; none where the network has no units.
    #[doc(hidden)]
    const TIME: &'static str;

    /// What concerns the whole network.
    #[doc(hidden)]
    fn run(&self) -> &RunSettings;

    /// The same, for changing it.
    #[doc(hidden)]
    fn run_mut(&mut self) -> &mut RunSettings;

    /// What it holds for each part.
    #[doc(hidden)]
    fn parts(&self) -> Vec<&dyn PartSettings<<Self::Network as Network>::Float>>;

    /// The same, for changing it.
    #[doc(hidden)]
    fn parts_mut(&mut self) -> Vec<&mut dyn PartSettings<<Self::Network as Network>::Float>>;

    /// The seed of all random draws.
    fn seed(mut self, seed: u64) -> Self {
        self.run_mut().seed = seed;
        self
    }

    /// The number of threads; as many as there are cores unless given.
    fn threads(mut self, threads: usize) -> Self {
        self.run_mut().threads = Some(threads);
        self
    }

    /// The processes that run the network together with this one; it alone unless given. The results are the same.
    fn ranks<W: World + Clone + 'static>(mut self, world: &W) -> Self {
        self.run_mut().world = Some(Arc::new(world.clone()));
        self
    }

    /// Where the network runs: on the processor unless given. The results are the same.
    fn device(mut self, device: &Device) -> Self {
        self.run_mut().device = Some(device.clone());
        self
    }

    /// Builds the network: allocates it and computes all initial values.
    ///
    /// # Errors
    ///
    /// A size of zero or one whose memory cannot be had, a parameter or initial value that is not finite, a parameter for which
    /// a condition of its behaviour does not hold, an array of the wrong shape, an input without values.
    fn build(self) -> Result<Self::Network>;

    /// Gives a number to what has this name, and says to how many.
    ///
    /// | name | what becomes that number |
    /// | --- | --- |
    /// | `seed`, `dt`, `threads` | that of the whole network |
    /// | `cells.leaky.tau` | a parameter; all of its numbers, where it has one for each neuron |
    /// | `cells.size` | how many neurons there are, in a line or as nearly in a square as they stood before |
    /// | `cells.v`, `cells.count`, `cells.is_up`, `cells.fired` | what all neurons begin with; 0 or 1 where that is `false` or `true` |
    /// | `EXC_a_to_b.W` | what all synapses begin with |
    /// | `EXC_a_to_b.delay`, `EXC_a_to_b.dendritic_delay` | the delay of all synapses |
    ///
    /// In front can stand any tag of the group, `layer.leaky.tau` for all groups of a layer, or nothing: `tau` is every
    /// parameter of that name, and where no behaviour has one every other thing in the table that is called so.
    ///
    /// Conditions of parameters, which may be of several together, are checked when the network is built.
    ///
    /// # Errors
    ///
    /// Nothing of that name: [`Error::UnknownSetting`] lists what there is. A value that is not finite in the network's number
    /// type; a number that is not whole where one is needed; a number of neurons for those on another grid than a line or a
    /// square. Then nothing has changed.
    fn set(&mut self, name: &str, value: f64) -> Result<usize> {
        if !<Self::Network as Network>::Float::from_f64(value).is_finite() {
            return Err(Error::NotFinite { place: name.to_owned(), value, index: Vec::new() });
        }
        if set_of_network(self.run_mut(), name, value)? {
            return Ok(1);
        }
        let found = find(self, name);
        if found.is_empty() {
            return Err(unknown(name, &self.settings()));
        }
        let parts = self.parts();
        for (part, place) in &found {
            if let Place::Field(number) = place {
                let checked = parts[*part].fields()[*number].check(value);
                let error = |reason| Error::Setting { place: place.full_name(&Self::PARTS[*part]), reason };
                checked.map_err(error)?;
            }
        }
        let mut parts = self.parts_mut();
        for (part, place) in &found {
            match place {
                Place::Parameter(behavior, name) => parts[*part].behaviors_mut()[*behavior].set(name, value),
                Place::Field(number) => parts[*part].fields_mut()[*number].set(value),
            }
        }
        Ok(found.len())
    }

    /// What a name finds: what [`set`](Builder::set) gives a number to.
    ///
    /// # Errors
    ///
    /// Nothing of that name: [`Error::UnknownSetting`] lists what there is.
    fn matching(&self, name: &str) -> Result<Vec<Setting>> {
        let of_network = settings_of_network(self.run(), Self::TIME).into_iter().find(|setting| setting.name == name);
        if let Some(setting) = of_network {
            return Ok(vec![setting]);
        }
        let found = find(self, name);
        let names: Vec<String> = found.iter().map(|(part, place)| place.full_name(&Self::PARTS[*part])).collect();
        let (matching, others): (Vec<Setting>, Vec<Setting>) =
            self.settings().into_iter().partition(|setting| names.contains(&setting.name));
        match matching.is_empty() {
            true => Err(unknown(name, &others)),
            false => Ok(matching),
        }
    }

    /// All that has a name for [`set`](Builder::set): first what concerns the whole network, then group by group.
    fn settings(&self) -> Vec<Setting> {
        let mut settings = settings_of_network(self.run(), Self::TIME);
        for (part, own) in Self::PARTS.iter().zip(self.parts()) {
            let mut push = |kind, within: String, about: &About, value| {
                let is_time = matches!(kind, Kind::Delay | Kind::DendriticDelay);
                let unit = if is_time { Self::TIME } else { about.unit };
                let name = format!("{}.{within}", part.name);
                settings.push(Setting { name, kind, unit: named(unit), doc: about.doc, value });
            };
            for ((behavior, units), parameters) in part.behaviors.iter().zip(own.behaviors()) {
                for ((parameter, value), about) in parameters.values().into_iter().zip(parameters.about()) {
                    let unit = units.iter().find(|(of, _)| *of == parameter).map_or(about.unit, |(_, unit)| unit);
                    let about = &About { unit, ..*about };
                    let is_each = parameters.is_each(parameter);
                    let kind = if is_each { Kind::EachParameter } else { Kind::Parameter };
                    push(kind, format!("{behavior}.{parameter}"), about, value);
                }
            }
            for ((kind, about), field) in part.fields.iter().zip(own.fields()) {
                push(*kind, about.name.to_owned(), about, field.value());
            }
        }
        settings
    }
}

/// Something of a builder that has a name.
#[derive(Clone, Debug, PartialEq)]
pub struct Setting {
    /// The full name.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// The unit that its numbers are in, where the declaration says one.
    pub unit: Option<&'static str>,
    /// What the declaration says of it, in one line.
    pub doc: &'static str,
    /// What it is now.
    pub value: Value,
}

/// What a setting can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// The seed of all random draws.
    Seed,
    /// The time that one iteration stands for.
    TimeStep,
    /// The number of threads.
    Threads,
    /// A parameter, one number for all neurons.
    Parameter,
    /// A parameter with a number for each neuron.
    EachParameter,
    /// The number of neurons of a group.
    Size,
    /// What a state begins with.
    State,
    /// What an integer begins with.
    Integer,
    /// What a flag begins with.
    Flag,
    /// Which neurons begin with an event.
    Event,
    /// How long what the neurons send takes to the synapses.
    Delay,
    /// How long sums over synapses take to the neurons.
    DendriticDelay,
    /// What a variable of synapses begins with.
    Synapses,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Kind::Seed => "seed",
            Kind::TimeStep => "time step",
            Kind::Threads => "threads",
            Kind::Parameter => "parameter",
            Kind::EachParameter => "parameter of each neuron",
            Kind::Size => "neurons",
            Kind::State => "state at the beginning",
            Kind::Integer => "integer at the beginning",
            Kind::Flag => "flag at the beginning",
            Kind::Event => "event at the beginning",
            Kind::Delay => "delay",
            Kind::DendriticDelay => "dendritic delay",
            Kind::Synapses => "synapses at the beginning",
        })
    }
}

/// What is said of a group or a synapse group.
#[doc(hidden)]
#[derive(Debug)]
pub struct Part {
    /// The name in the declaration.
    pub name: &'static str,
    /// Every tag.
    pub tags: &'static [&'static str],
    /// What the behaviours are called, in the order of [`PartSettings::behaviors`], and the parameters whose unit this group
    /// says, with it.
    pub behaviors: &'static [(&'static str, &'static [(&'static str, &'static str)])],
    /// What the fields are, in the order of [`PartSettings::fields`].
    pub fields: &'static [(Kind, About)],
    /// The recorders, with what each records.
    pub recorded: &'static [(&'static str, &'static [About])],
}

impl Part {
    /// What is said of a variable.
    pub(crate) fn field(&self, name: &str) -> Option<&'static About> {
        self.fields.iter().map(|(_, about)| about).find(|about| about.name == name)
    }

    /// What is said of something that a recorder records.
    pub(crate) fn recorded(&self, recorder: &str, name: &str) -> Option<&'static About> {
        let (_, recorded) = self.recorded.iter().find(|(own, _)| *own == recorder)?;
        recorded.iter().find(|about| about.name == name)
    }

    /// The unit of a parameter, where the group says it.
    pub(crate) fn given_unit(&self, behavior: &str, parameter: &str) -> Option<&'static str> {
        let (_, units) = self.behaviors.iter().find(|(own, _)| *own == behavior)?;
        units.iter().find(|(own, _)| *own == parameter).map(|(_, unit)| *unit)
    }

    /// Whether a name is one within the part, behind its own name or one of its tags.
    fn has(&self, name: &str, within: &str) -> bool {
        is_within(name, within, &[self.name]) || is_within(name, within, self.tags)
    }
}

/// What a builder holds for a group or a synapse group.
#[doc(hidden)]
pub trait PartSettings<F> {
    /// The fields that can be given one number.
    fn fields(&self) -> Vec<&dyn Field>;
    /// The same, for giving them one.
    fn fields_mut(&mut self) -> Vec<&mut dyn Field>;
    /// The parameters of the behaviours.
    fn behaviors(&self) -> Vec<&dyn AnyParameters<F>> {
        Vec::new()
    }
    /// The same, for changing them.
    fn behaviors_mut(&mut self) -> Vec<&mut dyn AnyParameters<F>> {
        Vec::new()
    }
}

/// Where in a part something stands.
enum Place {
    /// Of which behaviour, and what it is called there.
    Parameter(usize, &'static str),
    Field(usize),
}

impl Place {
    fn full_name(&self, part: &Part) -> String {
        match self {
            Place::Parameter(behavior, name) => format!("{}.{}.{name}", part.name, part.behaviors[*behavior].0),
            Place::Field(number) => format!("{}.{}", part.name, part.fields[*number].1.name),
        }
    }
}

fn unknown(name: &str, settings: &[Setting]) -> Error {
    let known: Vec<&str> = settings.iter().map(|setting| setting.name.as_str()).collect();
    Error::UnknownSetting { name: name.to_owned(), known: known.join(", ") }
}

/// What a name finds, by the numbers of the parts.
fn find<B: Builder>(builder: &B, name: &str) -> Vec<(usize, Place)> {
    let mut found = Vec::new();
    for (number, (part, own)) in B::PARTS.iter().zip(builder.parts()).enumerate() {
        for (behavior, ((label, _), parameters)) in part.behaviors.iter().zip(own.behaviors()).enumerate() {
            for (parameter, _) in parameters.values() {
                if parameter == name || part.has(name, &format!("{label}.{parameter}")) {
                    found.push((number, Place::Parameter(behavior, parameter)));
                }
            }
        }
    }
    if !found.is_empty() {
        return found;
    }
    for (number, part) in B::PARTS.iter().enumerate() {
        let is_it = |about: &About| about.name == name || part.has(name, about.name);
        let fields = part.fields.iter().enumerate().filter(|(_, (_, about))| is_it(about));
        found.extend(fields.map(|(field, _)| (number, Place::Field(field))));
    }
    found
}

/// Whether it was a name of the whole network, which then has the value.
fn set_of_network(run: &mut RunSettings, name: &str, value: f64) -> Result<bool> {
    let whole = || whole(value).map_err(|reason| Error::Setting { place: name.to_owned(), reason });
    match name {
        "seed" => {
            whole()?;
            run.seed = value as u64;
        }
        "threads" => {
            whole()?;
            run.threads = Some(value as usize);
        }
        "dt" => run.dt = value,
        _ => return Ok(false),
    }
    Ok(true)
}

fn settings_of_network(run: &RunSettings, time: &'static str) -> Vec<Setting> {
    let setting =
        |name: &str, kind, unit, doc, value| Setting { name: name.to_owned(), kind, unit: named(unit), doc, value };
    let threads = run.threads.map_or(Value::Declared, |threads| Value::Number(threads as f64));
    vec![
        setting("seed", Kind::Seed, "", "The seed of all random draws.", Value::Number(run.seed as f64)),
        setting("dt", Kind::TimeStep, time, "The time that one iteration stands for.", Value::Number(run.dt)),
        setting("threads", Kind::Threads, "", "The number of threads, as many as cores unless given.", threads),
    ]
}

fn named(unit: &'static str) -> Option<&'static str> {
    Some(unit).filter(|unit| !unit.is_empty())
}
