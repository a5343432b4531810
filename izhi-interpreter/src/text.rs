//! The schedule as it stands in its text.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use crate::expression::Expression;

/// What is needed of it to run iterations.
#[derive(Debug)]
pub(crate) struct Schedule {
    /// The role of each buffer, by its name.
    pub(crate) buffers: BTreeMap<String, Buffer>,
    pub(crate) programs: BTreeMap<usize, Vec<Operation>>,
    /// What everything begins with, but which neurons are connected.
    pub(crate) start: Vec<Call>,
    pub(crate) iteration: Vec<Entry>,
    /// What each synapse group adds to the sites of draws for its synapses.
    pub(crate) synapse_sites: BTreeMap<String, u64>,
}

#[derive(Debug)]
pub(crate) struct Buffer {
    pub(crate) extent: Extent,
    pub(crate) role: String,
    /// What has to hold of a parameter.
    pub(crate) condition: Option<Expression>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Extent {
    One,
    Neurons,
    Rows,
    Synapses,
    Growing,
}

/// One line of the timeline.
#[derive(Debug)]
pub(crate) enum Entry {
    /// What arrives of a variable, and in which channel.
    Arrive {
        channel: String,
        variable: String,
        is_dendritic: bool,
    },
    Call(Call),
    /// Where a behaviour is switched off no neuron has these events, but what it begins with.
    Off {
        behavior: String,
        events: Vec<String>,
    },
}

#[derive(Debug)]
pub(crate) struct Call {
    pub(crate) program: usize,
    pub(crate) group: String,
    pub(crate) instance: String,
    /// The number of its first stream.
    pub(crate) site: u64,
    pub(crate) bindings: BTreeMap<String, String>,
    /// What names of the program have been found to stand for.
    pub(crate) names: RefCell<BTreeMap<String, Option<Rc<Named>>>>,
}

/// What a name of a program stands for in a call.
#[derive(Debug)]
pub(crate) struct Named {
    pub(crate) name: String,
    /// That of its buffer, where it is one.
    pub(crate) extent: Option<Extent>,
}

impl Named {
    /// The synapses to which it belongs.
    pub(crate) fn connection(&self) -> &str {
        self.name.split(':').next().unwrap_or_default()
    }
}

/// Names and what they become; those of intermediate values begin with `$`.
pub(crate) type Assignments = Vec<(String, Expression)>;

#[derive(Debug)]
pub(crate) enum Operation {
    Neurons(Assignments),
    Synapses {
        structure: String,
        rows: Option<String>,
        columns: Option<String>,
        guard: Option<String>,
        body: Assignments,
    },
    Once(Assignments),
    Reduce {
        register: String,
        reduction: String,
        body: Assignments,
    },
    Propagate {
        into: String,
        weights: String,
        structure: String,
        events: String,
    },
    Sum {
        into: String,
        over_sources: bool,
        structure: String,
        rows: Option<String>,
        body: Assignments,
    },
    Conduct {
        into: String,
        from: String,
        line: String,
    },
    /// A Rust function, by what the network calls it.
    Call {
        function: String,
        arguments: Vec<Given>,
        guard: Option<String>,
    },
    /// The run ends behind this iteration.
    Stop {
        guard: String,
    },
    /// What changes no value.
    Nothing,
}

/// What a Rust function is given.
#[derive(Debug)]
pub(crate) struct Given {
    /// `numbers`, `mut flags` and so on.
    pub(crate) kind: String,
    /// The buffer, the register or the number of a stream.
    pub(crate) name: String,
    /// Where it is of synapses.
    pub(crate) structure: Option<String>,
}

impl Schedule {
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let mut schedule = Schedule {
            buffers: BTreeMap::new(),
            programs: BTreeMap::new(),
            start: Vec::new(),
            iteration: Vec::new(),
            synapse_sites: BTreeMap::new(),
        };
        let mut sites = BTreeMap::new();
        for block in text.split("\n\n") {
            let (title, lines) = block.trim_start_matches('\n').split_once('\n').unwrap_or((block, ""));
            match title {
                "what exists" => schedule.buffers = lines.lines().map(buffer).collect::<Result<_, _>>()?,
                "who draws" => {
                    let of_synapses = |line: &&str| line.trim().starts_with("synapses ");
                    let (synapses, others): (Vec<&str>, Vec<&str>) = lines.lines().partition(of_synapses);
                    sites = others.into_iter().map(site).collect::<Result<_, _>>()?;
                    schedule.synapse_sites = synapses.into_iter().map(synapse_site).collect::<Result<_, _>>()?;
                }
                "before the first iteration" => schedule.start = start(lines, &sites)?,
                "in each iteration" => schedule.iteration = timeline(lines, &sites)?,
                _ if title.starts_with("program ") => {
                    let (number, _) = title["program ".len()..].split_once(':').ok_or("a program without a number")?;
                    schedule.programs.insert(whole(number)?, program(lines)?);
                }
                _ if title.starts_with("network ") => {}
                _ => return Err(format!("an unknown section: {title}")),
            }
        }
        Ok(schedule)
    }
}

fn whole(text: &str) -> Result<usize, String> {
    text.trim().parse().map_err(|_| format!("no number: {text}"))
}

/// `  cells.v: number for each neuron of cells; state`
fn buffer(line: &str) -> Result<(String, Buffer), String> {
    let wrong = || format!("no buffer: {line}");
    let (what, role) = line.trim().rsplit_once("; ").ok_or_else(wrong)?;
    // The first `: ` ends the name: a name with a colon has no blank behind it.
    let (name, kind) = what.split_once(": ").ok_or_else(wrong)?;
    let extent = match kind {
        _ if kind.contains("for each iteration and neuron") => Extent::Rows,
        _ if kind.contains("for each neuron") => Extent::Neurons,
        _ if kind.contains("for each synapse") => Extent::Synapses,
        _ if kind.contains("as many as there are") => Extent::Growing,
        _ => Extent::One,
    };
    let condition = role.split_once(" as declared where ").map(|(_, condition)| Expression::parse(condition));
    let condition = condition.transpose()?;
    let role = role.split([',']).next().unwrap_or(role);
    let role = role.split(" of ").next().unwrap_or(role).to_owned();
    Ok((name.to_owned(), Buffer { extent, role, condition }))
}

/// `  site 3: cells/noise/step from 17400366250467530621: uniform#0`
fn site(line: &str) -> Result<(usize, u64), String> {
    let wrong = || format!("no site: {line}");
    let (number, rest) = line.trim().strip_prefix("site ").and_then(|rest| rest.split_once(": ")).ok_or_else(wrong)?;
    let (_, from) = rest.split_once(" from ").ok_or_else(wrong)?;
    let (from, _) = from.split_once(':').ok_or_else(wrong)?;
    Ok((whole(number)?, from.parse().map_err(|_| wrong())?))
}

/// `  synapses EXC add 1329227995784915872`
fn synapse_site(line: &str) -> Result<(String, u64), String> {
    let words: Vec<&str> = line.split_whitespace().collect();
    match words[..] {
        ["synapses", name, "add", number] => {
            Ok((name.to_owned(), number.parse().map_err(|_| format!("no number: {line}"))?))
        }
        _ => Err(format!("no synapses: {line}")),
    }
}

/// Calls and connectors; a connector is Rust, of which the text has the name alone.
fn start(lines: &str, sites: &BTreeMap<usize, u64>) -> Result<Vec<Call>, String> {
    let lines = lines.strip_prefix("  all is zero, and no neuron has an event\n").ok_or("a beginning of its own")?;
    let calls: Vec<&str> = lines.lines().filter(|line| !line.starts_with("  connect ")).collect();
    let entries = timeline(&calls.join("\n"), sites)?;
    let call = |entry| match entry {
        Entry::Call(call) => Ok(call),
        entry => Err(format!("before the first iteration: {entry:?}")),
    };
    entries.into_iter().map(call).collect()
}

fn timeline(lines: &str, sites: &BTreeMap<usize, u64>) -> Result<Vec<Entry>, String> {
    let mut entries = Vec::new();
    let mut program = 0;
    for line in lines.lines() {
        let text = line.trim();
        if let Some(rest) = text.strip_prefix("program ") {
            program = whole(rest.split(':').next().unwrap_or_default())?;
        } else if let Some(rest) = text.strip_prefix("on ") {
            entries.push(Entry::Call(call(program, rest, sites)?));
        } else if let Some((channel, rest)) = text.split_once(" is what arrives of ") {
            let (variable, delay) = rest.split_once(" after ").ok_or("no delay")?;
            let (channel, variable) = (channel.to_owned(), variable.to_owned());
            entries.push(Entry::Arrive { channel, variable, is_dendritic: delay.starts_with("a dendritic delay") });
        } else if let Some((behavior, events)) = text.split_once(" is switched off, no neuron has ") {
            let behavior = behavior.strip_prefix("where ").ok_or("no behaviour")?.to_owned();
            let events = events.strip_suffix(" but by hand").ok_or("no events")?;
            entries.push(Entry::Off { behavior, events: events.split(", ").map(str::to_owned).collect() });
        } else if !text.starts_with("key ") && text != "the iteration is complete" {
            return Err(format!("not in a plain schedule: {text}"));
        }
    }
    Ok(entries)
}

/// `cells.leaky at site 3: W = EXC.W, log = EXC:log`
fn call(program: usize, text: &str, sites: &BTreeMap<usize, u64>) -> Result<Call, String> {
    let (head, bindings) = text.split_once(": ").unwrap_or((text, ""));
    let (name, site) = match head.split_once(" at site ") {
        Some((name, site)) => (name, *sites.get(&whole(site)?).ok_or("an unknown site")?),
        None => (head, 0),
    };
    let (group, instance) = name.split_once('.').ok_or_else(|| format!("no behaviour: {name}"))?;
    let binding = |text: &str| text.split_once(" = ").map(|(label, name)| (label.to_owned(), name.to_owned()));
    let bindings = bindings.split(", ").filter_map(binding).collect();
    Ok(Call {
        program,
        group: group.to_owned(),
        instance: instance.to_owned(),
        site,
        bindings,
        names: RefCell::default(),
    })
}

/// Operations are indented by two, what they do by four.
fn program(lines: &str) -> Result<Vec<Operation>, String> {
    let mut operations = Vec::new();
    let mut lines = lines.lines().peekable();
    while let Some(head) = lines.next() {
        let mut body = Vec::new();
        while let Some(line) = lines.next_if(|line| line.starts_with("    ")) {
            let line = line.trim();
            let assignment = match line.strip_prefix("let ") {
                Some(rest) => rest.split_once(" = "),
                None => line.split_once(" <- "),
            };
            let (name, value) = assignment.ok_or_else(|| format!("no assignment: {line}"))?;
            body.push((name.to_owned(), Expression::parse(value)?));
        }
        operations.push(operation(head.trim(), body)?);
    }
    Ok(operations)
}

fn operation(head: &str, body: Assignments) -> Result<Operation, String> {
    if head == "for each neuron" {
        return Ok(Operation::Neurons(body));
    }
    if head == "once for all" || head == "once" {
        return Ok(Operation::Once(body));
    }
    if head.starts_with("list ") || head.starts_with("record ") {
        return Ok(Operation::Nothing);
    }
    if let Some(guard) = head.strip_prefix("stop behind this iteration if ") {
        return Ok(Operation::Stop { guard: guard.to_owned() });
    }
    if let Some(rest) = head.strip_prefix("call ") {
        return called(rest);
    }
    if let Some(rest) = head.strip_prefix("for each synapse of ") {
        let words: Vec<&str> = rest.split(' ').collect();
        let behind = |word: &str| words.iter().position(|own| *own == word).map(|place| words[place + 1].to_owned());
        let structure = words[0].to_owned();
        let (rows, columns, guard) = (behind("from"), behind("to"), behind("if"));
        return Ok(Operation::Synapses { structure, rows, columns, guard, body });
    }
    let (into, rest) = head.split_once(" = ").ok_or_else(|| format!("an unknown operation: {head}"))?;
    let into = into.to_owned();
    if let Some(reduction) = rest.strip_suffix(" over the neurons of") {
        return Ok(Operation::Reduce { register: into, reduction: reduction.to_owned(), body });
    }
    if let Some((from, line)) = rest.strip_prefix("what arrives of ").and_then(|rest| rest.split_once(" along ")) {
        return Ok(Operation::Conduct { into, from: from.to_owned(), line: line.to_owned() });
    }
    let rest = rest.strip_prefix("sum ").ok_or_else(|| format!("an unknown operation: {head}"))?;
    if let Some((weights, rest)) = rest.strip_prefix("of ").and_then(|rest| rest.split_once(" over the rows of ")) {
        let (structure, events) = rest.split_once(" with ").ok_or("no events")?;
        let [weights, structure, events] = [weights, structure, events].map(str::to_owned);
        return Ok(Operation::Propagate { into, weights, structure, events });
    }
    let rest = rest.strip_prefix("over the ").and_then(|rest| rest.strip_suffix(" of")).ok_or("no sum")?;
    let (over, rest) = rest.split_once(" of ").ok_or("no structure")?;
    let (structure, rows) = match rest.split_once(" with ") {
        Some((structure, rows)) => (structure, Some(rows.to_owned())),
        None => (rest, None),
    };
    Ok(Operation::Sum { into, over_sources: over == "sources", structure: structure.to_owned(), rows, body })
}

/// `Choose/crate::choose(numbers v, mut flags fired, words#0, mut synapses W of EXC) if %2`
fn called(text: &str) -> Result<Operation, String> {
    let wrong = || format!("no call: {text}");
    let (name, rest) = text.split_once('(').ok_or_else(wrong)?;
    let (given, guard) = rest.rsplit_once(')').ok_or_else(wrong)?;
    let arguments = given.split(", ").map(|argument| given_to(argument).ok_or_else(wrong));
    let arguments = arguments.collect::<Result<Vec<Given>, String>>()?;
    let kinds: Vec<&str> = arguments.iter().map(|argument| argument.kind.as_str()).collect();
    let function = format!("{name}({})", kinds.join(", "));
    Ok(Operation::Call { function, arguments, guard: guard.strip_prefix(" if ").map(str::to_owned) })
}

fn given_to(text: &str) -> Option<Given> {
    let (text, structure) = match text.split_once(" of ") {
        Some((text, structure)) => (text, Some(structure.to_owned())),
        None => (text, None),
    };
    let (kind, name) = text.split_once('#').or_else(|| text.rsplit_once(' '))?;
    Some(Given { kind: kind.to_owned(), name: name.to_owned(), structure })
}
