//! What happens in each of the last iterations: events, and traces of some neurons.

use izhi_runtime::Network;
use izhi_runtime::catalogue::Value;
use izhi_runtime::math::Float;
use izhi_runtime::ndarray::ArrayView1;
use izhi_runtime::network::variables_of_group;

use crate::layout::Layout;
use crate::protocol::Look;

/// The most iterations of a window.
const MOST_ITERATIONS: usize = 1 << 15;

/// The most events of a kind that a window shows.
const MOST_EVENTS: usize = 1 << 18;

/// The neurons that are looked at together for an event, most often in vain.
const CHUNK: usize = 32;

/// Some iterations without a gap.
#[derive(Debug, Default)]
pub(crate) struct Window {
    pub(crate) first: u64,
    pub(crate) iterations: usize,
    pub(crate) events: Vec<Events>,
    pub(crate) traces: Vec<Trace>,
}

/// An event in each iteration.
#[derive(Debug)]
pub(crate) struct Events {
    pub(crate) variable: usize,
    /// How many neurons have it.
    pub(crate) all: Vec<u32>,
    /// How many of those neurons that are shown.
    pub(crate) shown: Vec<u32>,
    /// Which, iteration by iteration.
    pub(crate) neurons: Vec<u32>,
}

/// A variable of a neuron in each iteration.
#[derive(Debug)]
pub(crate) struct Trace {
    pub(crate) variable: usize,
    pub(crate) neuron: usize,
    pub(crate) values: Vec<f32>,
}

/// Where what is seen in each iteration is found.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    groups: Vec<GroupPlan>,
    events: Vec<usize>,
    traces: Vec<(usize, usize)>,
}

#[derive(Debug)]
struct GroupPlan {
    group: usize,
    /// The places among the group's variables, one neuron of how many is shown, and the places in the window.
    events: Vec<(usize, usize, usize)>,
    /// The places among the group's variables, the neurons, and the places in the window.
    traces: Vec<(usize, usize, usize)>,
}

impl Plan {
    pub(crate) fn new(layout: &Layout, look: &Look) -> Self {
        let mut groups: Vec<GroupPlan> = Vec::new();
        let mut of_group = |group: usize| -> usize {
            groups.iter().position(|own| own.group == group).unwrap_or_else(|| {
                groups.push(GroupPlan { group, events: Vec::new(), traces: Vec::new() });
                groups.len() - 1
            })
        };
        let events: Vec<_> = look.events.iter().map(|&variable| of_group(layout.variables[variable].owner)).collect();
        let traces: Vec<_> =
            look.traces.iter().map(|&(variable, _)| of_group(layout.variables[variable].owner)).collect();
        for (to, (&variable, part)) in look.events.iter().zip(events).enumerate() {
            let place = layout.variables[variable];
            groups[part].events.push((place.item, layout.every[place.owner], to));
        }
        for (to, (&(variable, neuron), part)) in look.traces.iter().zip(traces).enumerate() {
            groups[part].traces.push((layout.variables[variable].item, neuron, to));
        }
        Plan { groups, events: look.events.clone(), traces: look.traces.clone() }
    }

    /// Whether nobody looks at single iterations.
    pub(crate) fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    /// A window before its first iteration.
    pub(crate) fn window(&self, first: u64) -> Window {
        let events = self.events.iter().map(|&variable| Events {
            variable,
            all: Vec::new(),
            shown: Vec::new(),
            neurons: Vec::new(),
        });
        let traces = self.traces.iter().map(|&(variable, neuron)| Trace { variable, neuron, values: Vec::new() });
        Window { first, iterations: 0, events: events.collect(), traces: traces.collect() }
    }
}

impl Window {
    /// The iteration behind the last one.
    pub(crate) fn end(&self) -> u64 {
        self.first + self.iterations as u64
    }

    /// Whether it sees no more iterations.
    pub(crate) fn is_full(&self) -> bool {
        let has_most = |events: &Events| events.neurons.len() >= MOST_EVENTS;
        self.iterations >= MOST_ITERATIONS || self.events.iter().any(has_most)
    }

    /// Sees the iteration that a network has just run.
    pub(crate) fn see<N: Network>(&mut self, net: &N, plan: &Plan) {
        if self.is_full() {
            return;
        }
        let (clock, groups) = (*net.clock(), net.groups());
        for part in &plan.groups {
            let items = variables_of_group(clock, groups[part.group]);
            for &(item, every, to) in &part.events {
                if let Value::Event(flags) = &items[item].value {
                    self.events[to].see(flags, every);
                }
            }
            for &(item, neuron, to) in &part.traces {
                self.traces[to].values.push(number(&items[item].value, neuron));
            }
        }
        self.iterations += 1;
    }
}

/// What a variable of a neuron is drawn as.
fn number<F: Float>(value: &Value<'_, F>, neuron: usize) -> f32 {
    match value {
        Value::State(values) => values[neuron].to_f64() as f32,
        Value::Integers(values) => values[neuron] as f32,
        Value::Event(flags) => f32::from(u8::from(flags[neuron])),
        _ => f32::NAN,
    }
}

/// The same of all neurons.
pub(crate) fn numbers<F: Float>(value: &Value<'_, F>) -> Vec<f32> {
    match value {
        Value::State(values) => values.iter().map(|value| value.to_f64() as f32).collect(),
        Value::Integers(values) => values.iter().map(|&value| value as f32).collect(),
        Value::Event(flags) => flags.iter().map(|&flag| f32::from(u8::from(flag))).collect(),
        _ => Vec::new(),
    }
}

impl Events {
    fn see(&mut self, flags: &ArrayView1<'_, bool>, every: usize) {
        let before = self.neurons.len();
        let mut all = 0;
        let flags = flags.as_slice().unwrap_or_default();
        for (number, chunk) in flags.chunks(CHUNK).enumerate() {
            if chunk.iter().fold(false, |any, flag| any | flag) {
                for (at, _) in chunk.iter().enumerate().filter(|(_, flag)| **flag) {
                    all += 1;
                    let neuron = number * CHUNK + at;
                    if neuron.is_multiple_of(every) {
                        self.neurons.push(neuron as u32);
                    }
                }
            }
        }
        self.all.push(all);
        self.shown.push((self.neurons.len() - before) as u32);
    }
}

#[cfg(test)]
mod tests {
    use izhi_runtime::ndarray::Array1;

    use super::*;

    #[test]
    fn events_are_all_counted_and_some_shown() {
        let mut flags = Array1::from_elem(100, false);
        for neuron in [0, 3, 31, 32, 96, 99] {
            flags[neuron] = true;
        }
        let mut events = Events { variable: 0, all: Vec::new(), shown: Vec::new(), neurons: Vec::new() };
        events.see(&flags.view(), 1);
        events.see(&flags.view(), 3);
        assert_eq!(events.all, [6, 6]);
        assert_eq!(events.shown, [6, 4]);
        assert_eq!(events.neurons, [0, 3, 31, 32, 96, 99, 0, 3, 96, 99]);
    }
}
