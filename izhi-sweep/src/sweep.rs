//! Networks side by side.

use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::Mutex;
use std::thread;

use izhi_runtime::Builder;
use ndarray::Array2;

use crate::error::{Error, Result};
use crate::table::Table;

/// A network with every combination of some values of some parameters.
#[derive(Clone, Debug)]
pub struct Sweep<B> {
    builder: B,
    parameters: Vec<(String, Vec<f64>)>,
    at_a_time: Option<NonZero<usize>>,
}

impl<B: Builder + Sync> Sweep<B> {
    /// Of what this builder builds, with all that it was given.
    pub fn of(builder: B) -> Self {
        Sweep { builder, parameters: Vec::new(), at_a_time: None }
    }

    /// Gives what has this name one of these numbers after the other, for each combination of the parameters before it. Names
    /// and units are those of [`Builder::set`].
    pub fn over(mut self, name: &str, values: impl IntoIterator<Item = f64>) -> Self {
        self.parameters.push((name.to_owned(), values.into_iter().collect()));
        self
    }

    /// How many networks run at a time; as many as there are cores unless said, and one where none is said.
    pub fn at_a_time(mut self, networks: usize) -> Self {
        self.at_a_time = Some(NonZero::new(networks).unwrap_or(NonZero::<usize>::MIN));
        self
    }

    /// Builds each network, has it measured, and puts what was found into a table: a column for each parameter and for each of
    /// the names, a row for each network.
    ///
    /// # Errors
    ///
    /// A parameter without values, one that is there twice or that the network does not have, a name twice: then nothing has run. A network that
    /// cannot be built or fails, with its parameters: of several the first in the order of the table; those behind it may not have
    /// run.
    ///
    /// # Panics
    ///
    /// Where what measures does.
    pub fn measure<const N: usize>(
        &self,
        names: [&str; N],
        measure: impl Fn(&mut B::Network) -> izhi_runtime::Result<[f64; N]> + Sync,
    ) -> Result<Table> {
        self.check(&names)?;
        let networks = self.parameters.iter().map(|(_, values)| values.len()).product();
        let parameters: Vec<Vec<f64>> = (0..networks).map(|network| self.values(network)).collect();
        let measured = self.run(&parameters, |values| measure(&mut self.build(values)?))?;
        let names = self.parameters.iter().map(|(name, _)| name.as_str()).chain(names);
        let columns = self.parameters.len() + N;
        let values = parameters.iter().zip(&measured).flat_map(|(values, measured)| values.iter().chain(measured));
        let values = Array2::from_shape_vec((networks, columns), values.copied().collect());
        Ok(Table::new(names.map(str::to_owned).collect(), values.expect("a number for each name")))
    }

    /// Every parameter is there, once, and can have all of its values.
    fn check(&self, names: &[&str]) -> Result<()> {
        if let Some((_, name)) = names.iter().enumerate().find(|(number, name)| names[..*number].contains(*name)) {
            let reason = "what is measured has a name of its own, and two have this one".to_owned();
            return Err(Error::Parameter { name: (*name).to_owned(), reason });
        }
        if self.builder.run().world.as_ref().is_some_and(|world| world.ranks() > 1) {
            let reason = "each network of a sweep is of one process, and several were given".to_owned();
            return Err(Error::Parameter { name: "ranks".to_owned(), reason });
        }
        for (number, (name, values)) in self.parameters.iter().enumerate() {
            let wrong = |reason: &str| Error::Parameter { name: name.clone(), reason: reason.to_owned() };
            if values.is_empty() {
                return Err(wrong("expected values to sweep over, and none was found"));
            }
            if self.parameters[..number].iter().any(|(earlier, _)| earlier == name) {
                return Err(wrong("expected once, and it is swept over twice"));
            }
            if name == "threads" {
                return Err(wrong("each network of a sweep has one thread; `at_a_time` says how many run"));
            }
            if names.contains(&name.as_str()) {
                return Err(wrong("it is a parameter and the name of what is measured"));
            }
            for &value in values {
                let set = self.builder.clone().set(name, value);
                set.map_err(|error| Error::Run { parameters: vec![(name.clone(), value)], error })?;
            }
        }
        Ok(())
    }

    /// The parameters of the network of that number: the last one changes first.
    fn values(&self, network: usize) -> Vec<f64> {
        let mut rest = network;
        let mut values: Vec<f64> = (self.parameters.iter().rev())
            .map(|(_, values)| {
                let value = values[rest % values.len()];
                rest /= values.len();
                value
            })
            .collect();
        values.reverse();
        values
    }

    fn build(&self, values: &[f64]) -> izhi_runtime::Result<B::Network> {
        let mut builder = self.builder.clone().threads(1);
        for ((name, _), &value) in self.parameters.iter().zip(values) {
            builder.set(name, value)?;
        }
        builder.build()
    }

    /// What is found for each of the parameters, in their order. Behind one that fails no further one begins.
    fn run<T: Send>(
        &self,
        parameters: &[Vec<f64>],
        work: impl Fn(&[f64]) -> izhi_runtime::Result<T> + Sync,
    ) -> Result<Vec<T>> {
        let next = Mutex::new(parameters.iter().enumerate());
        let worker = || {
            let mut found = Vec::new();
            loop {
                // A guard in the condition of a loop would live through its body.
                let taken = next.lock().unwrap_or_else(|broken| broken.into_inner()).next();
                let Some((number, values)) = taken else { return found };
                let result = work(values);
                let has_failed = result.is_err();
                found.push((number, result));
                if has_failed {
                    next.lock().unwrap_or_else(|broken| broken.into_inner()).by_ref().for_each(drop);
                }
            }
        };
        let cores = || thread::available_parallelism().map_or(1, NonZero::get);
        let workers = self.at_a_time.map_or_else(cores, NonZero::get).min(parameters.len());
        let mut found = thread::scope(|scope| {
            let workers: Vec<_> = (0..workers).map(|_| scope.spawn(worker)).collect();
            let found =
                workers.into_iter().flat_map(|worker| worker.join().unwrap_or_else(|panic| resume_unwind(panic)));
            found.collect::<Vec<_>>()
        });
        found.sort_by_key(|(number, _)| *number);
        let named = |number: usize| {
            let names = self.parameters.iter().map(|(name, _)| name.clone());
            names.zip(parameters[number].iter().copied()).collect()
        };
        let result = |(number, result): (usize, izhi_runtime::Result<T>)| {
            result.map_err(|error| Error::Run { parameters: named(number), error })
        };
        found.into_iter().map(result).collect()
    }
}
