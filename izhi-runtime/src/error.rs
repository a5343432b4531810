//! What can go wrong at run time.

/// The result of everything that can fail.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What says, where something is wrong, whose values they are. It is no type of its own: what is built for each behaviour would
/// be compiled for each otherwise.
pub(crate) type Place<'a> = &'a dyn Fn() -> String;

/// A part of the way from the sources of synapses to their targets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Before the synapses.
    Axon,
    /// Behind them.
    Dendrite,
}

impl std::fmt::Display for Part {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Part::Axon => "delay",
            Part::Dendrite => "dendritic delay",
        })
    }
}

/// Whose value it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Element {
    /// That of a neuron, by its index in the group.
    Neuron(usize),
    /// That of a synapse, by the indices of its neurons.
    Synapse {
        /// The neuron that sends.
        source: usize,
        /// The neuron that receives.
        target: usize,
    },
    /// That of all synapses of a group, which share it.
    All,
}

impl std::fmt::Display for Element {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Element::Neuron(neuron) => write!(f, "neuron {neuron}"),
            Element::Synapse { source, target } => write!(f, "the synapse from neuron {source} to neuron {target}"),
            Element::All => f.write_str("all synapses"),
        }
    }
}

/// What was wrong, where, and what was expected.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A group without neurons.
    #[error("group `{group}` has {width} x {height} x {depth} neurons; it needs at least one")]
    Empty {
        /// The group.
        group: String,
        /// Neurons along x.
        width: usize,
        /// Neurons along y.
        height: usize,
        /// Neurons along z.
        depth: usize,
    },
    /// More neurons than can be numbered.
    #[error("group `{group}` has {width} x {height} x {depth} neurons; a group holds fewer than 2^32")]
    TooLarge {
        /// The group.
        group: String,
        /// Neurons along x.
        width: usize,
        /// Neurons along y.
        height: usize,
        /// Neurons along z.
        depth: usize,
    },
    /// Memory that cannot be had.
    #[error("`{place}` needs {}, and {}", bytes(*.needed), can_be_had(*.available))]
    Memory {
        /// What the memory is for.
        place: String,
        /// Bytes that are needed; `u64::MAX` stands for more than can be addressed.
        needed: u64,
        /// Bytes that can be had, where the system says; it refused them where not.
        available: Option<u64>,
    },
    /// An array of the wrong shape.
    #[error("`{place}` expects an array of shape {expected:?}, and was given {found:?}")]
    Shape {
        /// Where the array was given.
        place: String,
        /// The expected number of elements along each axis.
        expected: Vec<usize>,
        /// The number of elements that was found.
        found: Vec<usize>,
    },
    /// A value that is infinite or no number.
    #[error("`{place}` expects finite values, and {value} was found{}", at(.index))]
    NotFinite {
        /// Where the value was given.
        place: String,
        /// The value.
        value: f64,
        /// Its position in the array, if it is in one.
        index: Vec<usize>,
    },
    /// A state or a variable of synapses that has become infinite or no number, where that is looked for.
    #[error("`{place}` of {element} is {value} {}; only finite values were expected", after(.iteration))]
    Diverged {
        /// The variable.
        place: String,
        /// Its value.
        value: f64,
        /// Whose value it is: of the first one, where there are several.
        element: Element,
        /// The last iteration that had run, counted from zero; none before the first.
        iteration: Option<u64>,
    },
    /// Neurons that cannot be connected as asked for.
    #[error("synapses `{synapses}`: {reason}")]
    Connector {
        /// The synapse group.
        synapses: String,
        /// What was expected and what was found.
        reason: String,
    },
    /// A matrix of synapses of which some have both neurons in common.
    #[error(
        "`{place}` has room for one synapse of each pair, and source {} has several to target {}: take a list of values",
        pair.0, pair.1
    )]
    SeveralSynapses {
        /// What has no room.
        place: String,
        /// The first source and its target.
        pair: (usize, usize),
    },
    /// A list of values for synapses from several lists.
    #[error("`{place}`: a union of lists has no order of its own; list all synapses in one `pairs`")]
    ListOfUnion {
        /// The variable.
        place: String,
    },
    /// Values of sparse synapses for a matrix of all with all.
    #[error("`{place}` is a matrix of all with all, and was given values of sparse synapses: take `to_matrix()`")]
    ValuesOfSparse {
        /// The variable.
        place: String,
    },
    /// Values of other synapses.
    #[error("`{place}` expects values of the same synapses, and those of neuron {neuron} are others")]
    OtherSynapses {
        /// The variable.
        place: String,
        /// The first source that differs.
        neuron: usize,
    },
    /// A delay between two steps.
    #[error(
        "synapses `{synapses}`: a {part} of {delay} is no multiple of dt = {dt}; the nearest are {below} and {above}"
    )]
    DelayStep {
        /// The synapse group.
        synapses: String,
        /// Where it lies.
        part: Part,
        /// The delay.
        delay: f64,
        /// The time step.
        dt: f64,
        /// The next shorter delay.
        below: f64,
        /// The next longer one.
        above: f64,
    },
    /// A delay that is too short or too long.
    #[error("synapses `{synapses}`: a {part} is at least {shortest} and at most {longest}, and {delay} was found")]
    DelayRange {
        /// The synapse group.
        synapses: String,
        /// Where it lies.
        part: Part,
        /// The delay.
        delay: f64,
        /// One step.
        shortest: f64,
        /// The most that can be stored.
        longest: f64,
    },
    /// A variable of synapses that does not decay.
    #[error("`{place}` decays with a time constant that has to be positive and finite, and {value} was found")]
    TimeConstant {
        /// The variable.
        place: String,
        /// What was given.
        value: f64,
    },
    /// A run beyond what can be counted.
    #[error(
        "synapse variables that decay count {most} iterations at the most, and iteration {iteration} was asked for"
    )]
    TooLong {
        /// The most iterations.
        most: u64,
        /// The last iteration of the run.
        iteration: u64,
    },
    /// A part of another network or group, of another size, that stands in the place of the own one.
    #[error(
        "`{place}` is for {found} neurons or synapses, and here are {expected}: parts can be exchanged between groups of one size, and a recorder of synapses whose number has changed begins again with a reset"
    )]
    Exchanged {
        /// The part.
        place: String,
        /// The neurons that there are.
        expected: usize,
        /// The neurons that it was built for.
        found: usize,
    },
    /// A file that cannot be read.
    #[error("file `{path}`: {reason}")]
    File {
        /// The file.
        path: String,
        /// What the system said, or what was expected and what was found.
        reason: String,
    },
    /// A value that a variable cannot have.
    #[error("`{place}` takes {expected}, and was given {value}")]
    Value {
        /// The variable.
        place: String,
        /// What it takes.
        expected: &'static str,
        /// What was given.
        value: f64,
    },
    /// A recorder that is to keep what there is not.
    #[error("recorder `{place}`: {reason}")]
    Sampling {
        /// The recorder.
        place: String,
        /// What was expected and what was found.
        reason: String,
    },
    /// A snapshot of something else.
    #[error("the snapshot cannot be restored: {reason}")]
    Snapshot {
        /// What was expected and what was found.
        reason: String,
    },
    /// What went wrong on another of the ranks that run a network together.
    #[error("rank {rank}: {message}")]
    OtherRank {
        /// The first rank with an error.
        rank: usize,
        /// What it says.
        message: String,
    },
    /// What ranks cannot do together.
    #[error("`{network}` on several ranks: {reason}")]
    Ranks {
        /// The network.
        network: String,
        /// What was found, and what would do.
        reason: String,
    },
    /// A device that there is not, or that cannot be used.
    #[error("{reason}")]
    Unavailable {
        /// What is missing, and what would do.
        reason: String,
    },
    /// What a device had of a network, and has no longer.
    #[error("`{place}`: a device had it, and it is lost: {reason}; reset or restore the network")]
    Lost {
        /// The variable.
        place: String,
        /// What has failed.
        reason: String,
    },
    /// What a device does not do, or has not.
    #[error("`{network}` on {device}: {reason}")]
    Device {
        /// The network.
        network: String,
        /// The device.
        device: String,
        /// What was found, and what would do.
        reason: String,
    },
    /// What went wrong for one of the networks that run side by side.
    #[error("network {number} of {count}, of which the first is 0: {error}")]
    Together {
        /// Which of them.
        number: usize,
        /// How many there are.
        count: usize,
        /// What it was.
        error: Box<Error>,
    },
    /// An input that was given no values.
    #[error("input `{place}` has no values; give the builder an array [iteration, neuron]")]
    MissingInput {
        /// The input.
        place: String,
    },
    /// An input that does not fit its neurons, its time step or itself.
    #[error("input `{place}`: {reason}")]
    Input {
        /// The input.
        place: String,
        /// What was expected and what was found.
        reason: String,
    },
    /// An input that ends before the simulation does.
    #[error("input `{place}` has {rows} rows, and iteration {iteration} needs row {rows}")]
    InputTooShort {
        /// The input.
        place: String,
        /// The rows that it has, each for one iteration or for several.
        rows: usize,
        /// The first iteration without values.
        iteration: u64,
    },
    /// A time step that is zero, negative or no number.
    #[error("dt expects a positive number that the network's number type can hold, and was given {0:?}")]
    TimeStep(f64),
    /// A tag that nothing has.
    #[error("nothing has the tag `{tag}`; there is {known}")]
    UnknownTag {
        /// The tag.
        tag: String,
        /// The tags that there are.
        known: String,
    },
    /// A setting of a builder that there is not.
    #[error("no setting is called `{name}`; there is {known}")]
    UnknownSetting {
        /// What was asked for.
        name: String,
        /// The settings that there are, by their full names.
        known: String,
    },
    /// A number that a setting of a builder cannot be.
    #[error("setting `{place}`: {reason}")]
    Setting {
        /// The setting.
        place: String,
        /// What was expected and what was found.
        reason: String,
    },
    /// A tag that no variable has.
    #[error("expected the tag of a variable of neurons or synapses, and `{tag}` is none; there is {known}")]
    UnknownVariable {
        /// The tag.
        tag: String,
        /// The variables that there are, by their full names.
        known: String,
    },
    /// Fewer things with a tag than asked for.
    #[error("`{tag}` selects {found} things, and number {index} was asked for, counting from 0")]
    Index {
        /// The tag.
        tag: String,
        /// How many things have it.
        found: usize,
        /// Which was asked for.
        index: usize,
    },
    /// An impossible number of threads.
    #[error("a network runs on 1 to {most} threads, and was given {threads}")]
    Threads {
        /// What was asked for.
        threads: usize,
        /// The most there can be.
        most: usize,
    },
    /// A parameter of a built network that no step reads.
    #[error(
        "{place} only says what the network begins with: give it to the builder, or change the variables themselves"
    )]
    InitialParameter {
        /// The parameter.
        place: String,
    },
    /// A parameter for which a condition of its behaviour does not hold.
    #[error("parameter `{place}` is {value}{}, and `{condition}` has to hold", at(.index))]
    Condition {
        /// The parameter.
        place: String,
        /// Its value.
        value: String,
        /// The neuron, where it is a number for each.
        index: Vec<usize>,
        /// What has to hold, as the behaviour says it.
        condition: &'static str,
    },
    /// An array for a parameter that is one number.
    #[error(
        "parameter `{place}` is one number for all neurons, and was given an array; it is declared as `each(...)` to be more"
    )]
    OneNumber {
        /// The parameter.
        place: String,
    },
    /// A parameter of a built network that is given back what a declaration says.
    #[error("parameter `{place}` was given no numbers; it takes one, or one for each neuron")]
    NoNumbers {
        /// The parameter.
        place: String,
    },
    /// Vector units that this machine lacks.
    #[error("this machine has no {level} vector units; the widest it has is {widest}")]
    VectorLevel {
        /// What was asked for.
        level: &'static str,
        /// What there is.
        widest: &'static str,
    },
}

fn bytes(bytes: u64) -> String {
    const UNITS: [(u64, &str); 3] = [(1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB")];
    if bytes == u64::MAX {
        return "more memory than can be addressed".to_owned();
    }
    match UNITS.iter().find(|(size, _)| bytes >= *size) {
        Some((size, unit)) => format!("{:.1} {unit}", bytes as f64 / *size as f64),
        None => format!("{bytes} bytes"),
    }
}

fn can_be_had(available: Option<u64>) -> String {
    match available {
        Some(available) => format!("{} can be had", bytes(available)),
        None => "the system refuses it".to_owned(),
    }
}

fn after(iteration: &Option<u64>) -> String {
    match iteration {
        Some(iteration) => format!("after iteration {iteration}"),
        None => "before the first iteration".to_owned(),
    }
}

fn at(index: &[usize]) -> String {
    if index.is_empty() { String::new() } else { format!(" at {index:?}") }
}
