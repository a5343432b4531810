//! A Rust function on copies of what it is given.

use izhi::call::{Argument, call};
use izhi::random::{Draw, Generator, Stream};

use crate::expression::Value;
use crate::memory::{Array, Synapses};
use crate::run::Run;
use crate::text::Given;

/// The rows of synapses, as functions see them.
#[derive(Default)]
struct Rows {
    starts: Vec<usize>,
    targets: Vec<u32>,
}

impl Rows {
    fn of(synapses: &Synapses) -> Self {
        let mut rows = Rows { starts: vec![0], targets: Vec::new() };
        for row in &synapses.rows {
            rows.targets.extend(row.iter().map(|synapse| synapse.target as u32));
            rows.starts.push(rows.targets.len());
        }
        rows
    }
}

impl<F: Draw> Run<'_, F> {
    pub(crate) fn call(&mut self, function: &str, given: &[Given]) -> Result<(), String> {
        let known = self.memory.functions.iter().find(|(name, _)| *name == function);
        let (_, called) = known.ok_or_else(|| format!("no function: {function}"))?;
        let mut arrays = given.iter().map(|given| self.array(given)).collect::<Result<Vec<_>, String>>()?;
        let rows = given.iter().map(|given| self.rows(given)).collect::<Result<Vec<_>, String>>()?;
        let mut random = given.iter().map(|given| self.random(given)).collect::<Result<Vec<_>, String>>()?;
        let arguments = given.iter().zip(&mut arrays).zip(&rows).zip(&mut random);
        let arguments = arguments.map(|(((given, array), rows), random)| match random {
            Some(random) => Ok(Argument::Random(random)),
            None => self.argument(given, array.as_mut(), rows),
        });
        call(*called, &mut arguments.collect::<Result<Vec<_>, String>>()?);
        for (given, array) in given.iter().zip(arrays) {
            if let Some(array) = array.filter(|_| given.kind.starts_with("mut ")) {
                self.memory.arrays.insert(self.full_name(&given.name)?.name.clone(), array);
            }
        }
        Ok(())
    }

    /// The values of neurons or synapses.
    fn array(&self, given: &Given) -> Result<Option<Array<F>>, String> {
        if given.name.starts_with('%') || given.kind == "words" {
            return Ok(None);
        }
        let name = &self.full_name(&given.name)?.name;
        self.memory.arrays.get(name).map(|array| Some(array.clone())).ok_or_else(|| format!("{name} has no value"))
    }

    /// The words of a stream.
    fn random(&self, given: &Given) -> Result<Option<Generator>, String> {
        if given.kind != "words" {
            return Ok(None);
        }
        let number: u64 = given.name.parse().map_err(|_| format!("no stream: {}", given.name))?;
        let stream = Stream::new(self.memory.clock.seed(), self.call.site.wrapping_add(number));
        Ok(Some(stream.generator(self.memory.iteration)))
    }

    fn rows(&self, given: &Given) -> Result<Rows, String> {
        let Some(structure) = &given.structure else { return Ok(Rows::default()) };
        Ok(Rows::of(&self.memory.synapses[self.full_name(structure)?.connection()]))
    }

    fn argument<'a>(
        &self,
        given: &Given,
        array: Option<&'a mut Array<F>>,
        rows: &'a Rows,
    ) -> Result<Argument<'a, F>, String> {
        let Rows { starts, targets } = rows;
        Ok(match (given.kind.as_str(), array) {
            ("numbers", Some(Array::Numbers(values))) => Argument::Numbers(values),
            ("mut numbers", Some(Array::Numbers(values))) => Argument::NumbersMut(values),
            ("integers", Some(Array::Integers(values))) => Argument::Integers(values),
            ("mut integers", Some(Array::Integers(values))) => Argument::IntegersMut(values),
            ("flags", Some(Array::Flags(values))) => Argument::Flags(values),
            ("mut flags", Some(Array::Flags(values))) => Argument::FlagsMut(values),
            ("synapses", Some(Array::Numbers(values))) => Argument::listed(starts, targets, values),
            ("mut synapses", Some(Array::Numbers(values))) => Argument::listed_mut(starts, targets, values),
            (kind, None) => match (kind, self.registers.get(&given.name)) {
                ("number", Some(Value::Number(value))) => Argument::Number(*value),
                ("integer", Some(Value::Integer(value))) => Argument::Integer(*value),
                ("flag", Some(Value::Bool(value))) => Argument::Flag(*value),
                _ => return Err(format!("{} is no {kind}", given.name)),
            },
            (kind, Some(_)) => return Err(format!("{} is no {kind}", given.name)),
        })
    }
}
