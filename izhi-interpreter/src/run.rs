//! One iteration, operation by operation and element by element.

use std::collections::BTreeMap;
use std::rc::Rc;

use izhi::math::Float;
use izhi::random::{Draw, Stream, row_element};

use crate::expression::{Expression, Value};
use crate::memory::{Array, Delay, Memory, Synapse};
use crate::text::{Assignments, Call, Entry, Extent, Named, Operation, Schedule};

/// A sum over a population is made of blocks of so many neurons, and these of so many lanes in turn.
const BLOCK: usize = 256;
const LANES: usize = 8;

/// The element for which an expression has a value.
#[derive(Clone, Copy, Debug)]
enum Element {
    /// One for all.
    All,
    Neuron(usize),
    Synapse(Synapse),
}

/// Both types of numbers, so that these are compiled and optimised with this crate, and not with each test that asks it.
#[used]
static SINGLE: fn(&mut Memory<f32>, &Schedule) -> Result<(), String> = Memory::iterate;
#[used]
static DOUBLE: fn(&mut Memory<f64>, &Schedule) -> Result<(), String> = Memory::iterate;

impl<F: Draw> Memory<F> {
    pub(crate) fn iterate(&mut self, schedule: &Schedule) -> Result<(), String> {
        // The row of this iteration; a behaviour that is switched off needs none.
        let rows = self.inputs.iter().filter_map(|(name, input)| Some((name.clone(), input.values(self.iteration)?)));
        let rows = rows.map(|(name, row)| (name, Array::Numbers(row.to_vec())));
        self.arrays.extend(rows.collect::<Vec<_>>());
        for entry in &schedule.iteration {
            match entry {
                Entry::Arrive { channel, variable, is_dendritic } => self.arrive(channel, variable, *is_dendritic)?,
                Entry::Call(call) if self.off.contains(&format!("{}.{}", call.group, call.instance)) => {}
                Entry::Off { behavior, events } if self.iteration > 0 && self.off.contains(behavior) => {
                    self.clear(events)?;
                }
                Entry::Off { .. } => {}
                Entry::Call(call) => self.call(call, schedule)?,
            }
        }
        self.iteration += 1;
        Ok(())
    }

    fn clear(&mut self, events: &[String]) -> Result<(), String> {
        for event in events {
            let Some(Array::Flags(flags)) = self.arrays.get_mut(event) else {
                return Err(format!("no event: {event}"));
            };
            flags.fill(false);
        }
        Ok(())
    }

    /// Sends what the neurons at an end have now; with one delay for all a value for each of them arrives again.
    fn arrive(&mut self, channel: &str, variable: &str, is_dendritic: bool) -> Result<(), String> {
        let values = self.arrays.get(variable).ok_or_else(|| format!("no variable: {variable}"))?;
        self.sent.get_mut(channel).ok_or("no channel")?.push(values.clone());
        let name = channel.split(':').next().unwrap_or_default();
        let delay = match self.synapses[name].delay {
            _ if is_dendritic => self.synapses[name].dendritic_delay,
            Delay::One(delay) => delay,
            Delay::None | Delay::Each(_) => return Ok(()),
        };
        let arriving = self.arrived(channel, delay);
        self.arrays.insert(channel.to_owned(), arriving);
        Ok(())
    }

    /// What was sent so many iterations ago: before the first one no event, and the states of the beginning.
    fn arrived(&self, channel: &str, delay: usize) -> Array<F> {
        match self.sent_before(channel, delay) {
            (Array::Flags(flags), true) => Array::Flags(vec![false; flags.len()]),
            (sent, _) => sent.clone(),
        }
    }

    /// The same, or what was sent first and that this was later.
    fn sent_before(&self, channel: &str, delay: usize) -> (&Array<F>, bool) {
        let sent = &self.sent[channel];
        match sent.len().checked_sub(delay) {
            Some(iteration) => (&sent[iteration], false),
            None => (&sent[0], true),
        }
    }
}

impl<F: Draw> Memory<F> {
    /// A program on the buffers of a call.
    pub(crate) fn call(&mut self, call: &Call, schedule: &Schedule) -> Result<(), String> {
        let program = schedule.programs.get(&call.program).ok_or("a program is missing")?;
        let mut run = Run { memory: self, schedule, call, registers: BTreeMap::new() };
        program.iter().try_for_each(|operation| run.operation(operation))
    }
}

pub(crate) struct Run<'a, F> {
    pub(crate) memory: &'a mut Memory<F>,
    schedule: &'a Schedule,
    pub(crate) call: &'a Call,
    pub(crate) registers: BTreeMap<String, Value<F>>,
}

impl<F: Draw> Run<'_, F> {
    fn operation(&mut self, operation: &Operation) -> Result<(), String> {
        match operation {
            Operation::Nothing => Ok(()),
            Operation::Neurons(body) => {
                (0..self.size()).try_for_each(|neuron| self.assign(body, Element::Neuron(neuron)))
            }
            Operation::Once(body) => self.assign(body, Element::All),
            Operation::Reduce { register, reduction, body } => {
                let value = self.reduce(reduction, body)?;
                self.registers.insert(register.clone(), value);
                Ok(())
            }
            Operation::Synapses { structure, rows, columns, guard, body } => {
                if let Some(guard) = guard
                    && !self.registers[guard].bool()?
                {
                    return Ok(());
                }
                let columns = columns.as_ref().map(|columns| self.flags(columns)).transpose()?;
                for synapse in self.selected(structure, rows.as_deref())? {
                    if columns.as_ref().is_none_or(|columns| columns[synapse.target]) {
                        self.assign(body, Element::Synapse(synapse))?;
                    }
                }
                Ok(())
            }
            Operation::Propagate { into, weights, structure, events } => {
                let body = vec![("value".to_owned(), Expression::Name(weights.clone()))];
                self.sum(into, true, structure, Some(events), &body)
            }
            Operation::Conduct { into, from, line } => self.conduct(into, from, line),
            Operation::Stop { guard } => {
                self.memory.is_stopped |= self.registers[guard].bool()?;
                Ok(())
            }
            Operation::Call { guard: Some(guard), .. } if !self.registers[guard].bool()? => Ok(()),
            Operation::Call { function, arguments, .. } => self.call(function, arguments),
            Operation::Sum { into, over_sources, structure, rows, body } => {
                self.sum(into, *over_sources, structure, rows.as_deref(), body)
            }
        }
    }

    /// All values first, then all of them are kept.
    fn assign(&mut self, body: &Assignments, element: Element) -> Result<(), String> {
        let values = self.values(body, element)?;
        for ((name, _), value) in body.iter().zip(values) {
            if name.starts_with('%') {
                self.registers.insert(name.clone(), value);
            } else if !name.starts_with('$') {
                self.store(name, element, value)?;
            }
        }
        Ok(())
    }

    /// In the order of the assignments.
    fn values(&self, body: &Assignments, element: Element) -> Result<Vec<Value<F>>, String> {
        let mut known: Vec<Value<F>> = Vec::with_capacity(body.len());
        for (_, expression) in body {
            let value = expression.value(&mut |own: &str, arguments: &[Value<F>]| match own.starts_with('$') {
                true => Self::named(body, &known, own).ok_or_else(|| format!("an unknown value: {own}")),
                false => match own.split_once('#') {
                    Some((distribution, stream)) => self.draw(distribution, stream, arguments, element),
                    None if arguments.is_empty() && own != "time" => self.load(own, element),
                    None => self.timing(own, arguments),
                },
            })?;
            known.push(value);
        }
        Ok(known)
    }

    /// The first of the values that has this name.
    fn named(body: &Assignments, values: &[Value<F>], name: &str) -> Option<Value<F>> {
        body.iter().zip(values).find(|((own, _), _)| own == name).map(|(_, value)| *value)
    }

    fn size(&self) -> usize {
        self.memory.sizes[&self.call.group]
    }

    /// The buffer that a name of the program stands for.
    pub(crate) fn full_name(&self, label: &str) -> Result<Rc<Named>, String> {
        self.known(label).ok_or_else(|| format!("an unknown name: {label}"))
    }

    /// The same, looked up once for all iterations.
    fn known(&self, label: &str) -> Option<Rc<Named>> {
        if let Some(found) = self.call.names.borrow().get(label) {
            return found.clone();
        }
        let found = self.look_up(label).map(Rc::new);
        self.call.names.borrow_mut().insert(label.to_owned(), found.clone());
        found
    }

    fn look_up(&self, label: &str) -> Option<Named> {
        let Call { group, instance, bindings, .. } = self.call;
        let extent = |name: &String| self.schedule.buffers.get(name).map(|buffer| buffer.extent);
        if let Some(name) = bindings.get(label) {
            return Some(Named { name: name.clone(), extent: extent(name) });
        }
        let candidates =
            [format!("{group}.{label}"), format!("{group}:{label}"), format!("{group}.{instance}.{label}")];
        candidates.into_iter().find_map(|name| Some(Named { extent: Some(extent(&name)?), name }))
    }

    /// Where the value of an element is among those of its buffer.
    fn place(&self, extent: Extent, end: Option<&str>, element: Element) -> usize {
        match (extent, element) {
            (Extent::Synapses, Element::Synapse(synapse)) => synapse.place,
            (_, Element::Synapse(synapse)) if end == Some("source") => synapse.source,
            (_, Element::Synapse(synapse)) if end == Some("target") => synapse.target,
            // What arrives after a delay each has a value for each source.
            (Extent::Growing, Element::Synapse(synapse)) => synapse.source,
            (Extent::Neurons | Extent::Rows | Extent::Growing, Element::Neuron(neuron)) => neuron,
            _ => 0,
        }
    }

    fn load(&self, name: &str, element: Element) -> Result<Value<F>, String> {
        if let Some(value) = self.registers.get(name) {
            return Ok(*value);
        }
        if let Some(label) = name.strip_prefix("elapsed(").and_then(|rest| rest.strip_suffix(')')) {
            let Value::Integer(time) = self.load(label, element)? else { return Err(format!("no time: {label}")) };
            let elapsed = (self.memory.iteration as u32).wrapping_sub(time as u32);
            return Ok(Value::Integer(i64::from(elapsed)));
        }
        let (end, label) = match name.split_once('.') {
            Some((end @ ("source" | "target"), label)) => (Some(end), label),
            _ => (None, name),
        };
        let Some(found) = self.known(label) else { return self.built_in(name, end, label, element) };
        let full = &found.name;
        let place = found.extent.map_or(0, |extent| self.place(extent, end, element));
        match self.memory.arrays.get(full) {
            Some(array) => Ok(array.value(place)),
            None => self.arriving(full, place, element).ok_or_else(|| format!("{full} has no value")),
        }
    }

    /// What arrives of a source after the delay of one synapse, where each has its own.
    fn arriving(&self, channel: &str, place: usize, element: Element) -> Option<Value<F>> {
        let name = channel.split(':').next().unwrap_or_default();
        match (element, &self.memory.synapses.get(name)?.delay) {
            (Element::Synapse(synapse), Delay::Each(delays)) if self.memory.sent.contains_key(channel) => {
                let (sent, is_before) = self.memory.sent_before(channel, delays[synapse.place]);
                Some(match sent {
                    Array::Flags(_) if is_before => Value::Bool(false),
                    sent => sent.value(place),
                })
            }
            _ => None,
        }
    }

    fn built_in(&self, name: &str, end: Option<&str>, label: &str, element: Element) -> Result<Value<F>, String> {
        let index = match (end, element) {
            (Some("source"), Element::Synapse(synapse)) => synapse.source,
            (Some("target"), Element::Synapse(synapse)) => synapse.target,
            (None, Element::Neuron(neuron)) => neuron,
            _ => 0,
        };
        match label {
            "index" => Ok(Value::Integer(index as i64)),
            "dt" => Ok(Value::Number(self.memory.clock.dt())),
            "iteration" => Ok(Value::Integer(self.memory.iteration as i64)),
            "size" => Ok(Value::Integer(self.size() as i64)),
            _ => Err(format!("an unknown name: {name}")),
        }
    }

    fn timing(&self, function: &str, arguments: &[Value<F>]) -> Result<Value<F>, String> {
        let numbers = arguments.iter().map(|value| value.number()).collect::<Result<Vec<F>, _>>()?;
        let (clock, now) = (&self.memory.clock, self.memory.iteration);
        Ok(match (function, &numbers[..]) {
            ("time", []) => Value::Number(clock.time(now)),
            ("every", &[period, first]) => Value::Bool(clock.every(now, period, first)),
            ("between", &[start, end]) => Value::Bool(clock.between(now, start, end)),
            ("phase", &[period, first]) => Value::Number(clock.phase(now, period, first)),
            ("steps", &[time]) => Value::Number(clock.steps(time)),
            _ => return Err(format!("an unknown function: {function} of {}", numbers.len())),
        })
    }

    /// For a neuron, or for a synapse, whose number in its row is given where that is kept.
    fn draw(
        &self,
        distribution: &str,
        stream: &str,
        number: &[Value<F>],
        element: Element,
    ) -> Result<Value<F>, String> {
        let (site, index) = match (element, number) {
            (Element::Neuron(neuron), []) => (0, neuron as u64),
            (Element::Synapse(synapse), []) => (synapse.site, row_element(synapse.source) + synapse.number as u64),
            (Element::Synapse(synapse), &[Value::Integer(number)]) => {
                (synapse.site, row_element(synapse.source) + number as u64)
            }
            _ => return Err(format!("a draw for {element:?}")),
        };
        let number: u64 = stream.parse().map_err(|_| format!("no stream: {stream}"))?;
        let site = self.call.site.wrapping_add(site).wrapping_add(number);
        let (stream, mut value) = (Stream::new(self.memory.clock.seed(), site), [F::ZERO]);
        match distribution {
            "uniform" => stream.uniform(self.memory.iteration, index, &mut value),
            "normal" => stream.normal(self.memory.iteration, index, &mut value),
            _ => return Err(format!("an unknown distribution: {distribution}")),
        }
        Ok(Value::Number(value[0]))
    }

    fn store(&mut self, label: &str, element: Element, value: Value<F>) -> Result<(), String> {
        let found = self.full_name(label)?;
        let place = found.extent.map_or(0, |extent| self.place(extent, None, element));
        if !self.memory.arrays.contains_key(&found.name) {
            let size = self.size();
            let array = match value {
                Value::Number(_) => Array::Numbers(vec![F::ZERO; size]),
                Value::Integer(_) => Array::Integers(vec![0; size]),
                Value::Bool(_) => Array::Flags(vec![false; size]),
            };
            self.memory.arrays.insert(found.name.clone(), array);
        }
        let array = self.memory.arrays.get_mut(&found.name).ok_or_else(|| format!("{label} has no value"))?;
        match (array, value) {
            (Array::Numbers(values), Value::Number(value)) => values[place] = value,
            (Array::Integers(values), Value::Integer(value)) => values[place] = value,
            (Array::Flags(flags), Value::Bool(value)) => flags[place] = value,
            (array, value) => return Err(format!("{label} becomes {value:?}, and is one of {}", array.len())),
        }
        Ok(())
    }

    fn flags(&self, label: &str) -> Result<Vec<bool>, String> {
        match self.memory.arrays.get(&self.full_name(label)?.name) {
            Some(Array::Flags(flags)) => Ok(flags.clone()),
            _ => Err(format!("{label} is no event")),
        }
    }

    /// The synapses from sources with an event, or all: in order of sending, then of source.
    fn selected(&self, structure: &str, rows: Option<&str>) -> Result<Vec<Synapse>, String> {
        let synapses = &self.memory.synapses[self.full_name(structure)?.connection()];
        let Some(rows) = rows else { return Ok(synapses.rows.concat()) };
        let channel = self.full_name(rows)?;
        let (Some(sent), Delay::Each(delays)) = (self.memory.sent.get(&channel.name), &synapses.delay) else {
            let flags = self.flags(rows)?;
            let sources = (0..flags.len()).filter(|&source| flags[source]);
            return Ok(sources.flat_map(|source| synapses.rows[source].iter().copied()).collect());
        };
        let mut selected = Vec::new();
        for (sent_in, events) in sent.iter().enumerate() {
            let Array::Flags(flags) = events else { return Err(format!("{rows} is no event")) };
            let delay = sent.len() - sent_in;
            let of_source = |source: usize| synapses.rows[source].iter().copied();
            let sources = (0..flags.len()).filter(|&source| flags[source]);
            selected.extend(sources.flat_map(of_source).filter(|synapse| delays[synapse.place] == delay));
        }
        Ok(selected)
    }

    fn sum(
        &mut self,
        into: &str,
        over_sources: bool,
        structure: &str,
        rows: Option<&str>,
        body: &Assignments,
    ) -> Result<(), String> {
        let synapses = &self.memory.synapses[self.full_name(structure)?.connection()];
        let size = if over_sources { synapses.targets } else { synapses.rows.len() };
        let mut sums = vec![F::ZERO; size];
        for synapse in self.selected(structure, rows)? {
            let values = self.values(body, Element::Synapse(synapse))?;
            let is_selected = Self::named(body, &values, "where").map_or(Ok(true), Value::bool)?;
            if is_selected {
                let sum = &mut sums[if over_sources { synapse.target } else { synapse.source }];
                *sum += Self::named(body, &values, "value").ok_or("a sum of nothing")?.number()?;
            }
        }
        self.memory.arrays.insert(self.full_name(into)?.name.clone(), Array::Numbers(sums));
        Ok(())
    }

    /// Sends sums along the dendrites; what was sent in time arrives, and nothing where nothing was.
    fn conduct(&mut self, into: &str, from: &str, line: &str) -> Result<(), String> {
        let [into, from, line] = [into, from, line].map(|label| self.full_name(label).map(|found| found.name.clone()));
        let (into, from, line) = (into?, from?, line?);
        let now = self.memory.iteration;
        let sums = self.memory.arrays.get(&from).ok_or("nothing to conduct")?.clone();
        let delay = self.memory.synapses[line.split(':').next().unwrap_or_default()].dendritic_delay as u64;
        let sent = now.checked_sub(delay).and_then(|sent| self.memory.conducted.remove(&(line.clone(), sent)));
        let arrived = sent.unwrap_or_else(|| Array::Numbers(vec![F::ZERO; sums.len()]));
        self.memory.conducted.insert((line, now), sums);
        self.memory.arrays.insert(into, arrived);
        Ok(())
    }

    fn reduce(&self, reduction: &str, body: &Assignments) -> Result<Value<F>, String> {
        let mut values = Vec::new();
        for neuron in 0..self.size() {
            let known = self.values(body, Element::Neuron(neuron))?;
            let is_selected = Self::named(body, &known, "where").map_or(Ok(true), Value::bool)?;
            values.push((Self::named(body, &known, "value").ok_or("a reduction of nothing")?, is_selected));
        }
        if reduction == "count" {
            let counted = values.iter().map(|(value, is_selected)| Ok(value.bool()? && *is_selected));
            let counted = counted.collect::<Result<Vec<bool>, String>>()?;
            return Ok(Value::Integer(counted.into_iter().filter(|counts| *counts).count() as i64));
        }
        let numbers = values.iter().map(|(value, is_selected)| Ok((value.number()?, *is_selected)));
        let numbers = numbers.collect::<Result<Vec<(F, bool)>, String>>()?;
        let selected = || numbers.iter().filter(|(_, is_selected)| *is_selected).map(|(value, _)| *value);
        Ok(Value::Number(match reduction {
            "sum" => F::from_f64(total(&numbers)),
            "mean" => F::from_f64(total(&numbers) / selected().count() as f64),
            "min" => selected().fold(F::INFINITY, Float::min),
            "max" => selected().fold(-F::INFINITY, Float::max),
            _ => return Err(format!("an unknown reduction: {reduction}")),
        }))
    }
}

fn total<F: Float>(values: &[(F, bool)]) -> f64 {
    let block = |values: &[(F, bool)]| {
        let mut lanes = [0.0; LANES];
        for (place, (value, is_selected)) in values.iter().enumerate() {
            lanes[place % LANES] += if *is_selected { value.to_f64() } else { 0.0 };
        }
        lanes.iter().sum::<f64>()
    };
    values.chunks(BLOCK).map(block).fold(0.0, |total, block| total + block)
}
