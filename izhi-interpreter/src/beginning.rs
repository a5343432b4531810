//! What a network begins with, by its schedule. Which neurons are connected is the connector's, which is Rust, and taken from
//! the network.

use izhi::math::Float;
use izhi::random::Draw;

use crate::memory::{Array, Delay, Memory, Synapses};
use crate::text::{Buffer, Extent, Schedule};

impl<F: Draw> Memory<F> {
    /// All values as the schedule says that they begin, whatever they are.
    pub(crate) fn begun(mut self, schedule: &Schedule) -> Result<Self, String> {
        let begins = |buffer: &Buffer| match buffer.role.as_str() {
            "state" | "flag" | "event" | "weight" | "time constant" | "last assigned" => true,
            // One number for all is set by hand.
            "parameter" => buffer.extent == Extent::Neurons,
            _ => false,
        };
        for (name, _) in schedule.buffers.iter().filter(|(_, buffer)| begins(buffer)) {
            if let Some(array) = self.arrays.get_mut(name) {
                array.clear();
            }
        }
        for (name, synapses) in &mut self.synapses {
            synapses.as_connected();
            if let Delay::Each(delays) = &synapses.delay {
                self.arrays.insert(format!("{name}:delay"), Array::Numbers(vec![F::ZERO; delays.len()]));
            }
        }
        schedule.start.iter().try_for_each(|call| self.call(call, schedule))?;
        let delayed: Vec<String> = self.synapses.keys().cloned().collect();
        delayed.iter().try_for_each(|name| self.sort(name))?;
        Ok(self)
    }

    /// Puts the rows of synapses with a delay each in the order of their delays, equal ones as they were.
    fn sort(&mut self, name: &str) -> Result<(), String> {
        let synapses = &self.synapses[name];
        let Delay::Each(expected) = &synapses.delay else { return Ok(()) };
        let Some(Array::Numbers(delays)) = self.arrays.remove(&format!("{name}:delay")) else {
            return Err(format!("no delays of {name}"));
        };
        let dt: f64 = self.clock.dt();
        let steps: Vec<usize> = delays.iter().map(|delay| (delay.to_f64() / dt).round() as usize).collect();
        let mut order = Vec::new();
        for row in &synapses.rows {
            let mut row = row.clone();
            row.sort_by_key(|synapse| steps[synapse.place]);
            order.extend(row);
        }
        let found: Vec<usize> = order.iter().map(|synapse| steps[synapse.place]).collect();
        if let Some(place) = (0..found.len()).find(|&place| found[place] != expected[place]) {
            return Err(format!("{name}:delay[{place}] is {} and should be {}", expected[place], found[place]));
        }
        let owned = |own: &String| own.split(['.', ':']).next() == Some(name);
        for array in self.arrays.iter_mut().filter(|(own, _)| owned(own)).map(|(_, array)| array) {
            if array.len() == order.len() {
                *array = array.in_order(order.iter().map(|synapse| synapse.place));
            }
        }
        let numbers = order.iter().map(|synapse| synapse.number as i64).collect();
        self.arrays.insert(format!("{name}:number"), Array::Integers(numbers));
        Ok(())
    }
}

impl Synapses {
    /// The rows as the connector gave them: in ascending target, as yet without delays and without a part in any step.
    fn as_connected(&mut self) {
        let mut first = 0;
        for row in &mut self.rows {
            row.sort_by_key(|synapse| synapse.target);
            for (number, synapse) in row.iter_mut().enumerate() {
                (synapse.place, synapse.number, synapse.site) = (first + number, number, 0);
            }
            first += row.len();
        }
    }
}

impl<F: Float> Array<F> {
    fn clear(&mut self) {
        match self {
            Array::Numbers(values) => values.fill(F::ZERO),
            Array::Integers(values) => values.fill(0),
            Array::Flags(flags) => flags.fill(false),
        }
    }

    fn in_order(&self, places: impl Iterator<Item = usize>) -> Self {
        match self {
            Array::Numbers(values) => Array::Numbers(places.map(|place| values[place]).collect()),
            Array::Integers(values) => Array::Integers(places.map(|place| values[place]).collect()),
            Array::Flags(flags) => Array::Flags(places.map(|place| flags[place]).collect()),
        }
    }
}
