//! What is on its way: the machine has one list of a group's events for all synapses that they go to.

use std::collections::HashSet;

use super::OnMachine;
use crate::program::{Channel, Memory};

impl OnMachine {
    /// An error where the synapse groups of some neurons do not have the same events on their way, which is so where one of them has
    /// been exchanged for that of another network.
    pub(super) fn check_sent(&self, number: usize, iteration: u64) -> Result<(), String> {
        let Memory::Sent { group, channels } = &self.program.memory[number] else { return Ok(()) };
        let of = |channel| self.layout.sent(channel, &self.program, iteration, &self.changes.copies);
        let sent: Vec<HashSet<(u64, u32)>> = channels.iter().map(|channel| of(channel).into_iter().collect()).collect();
        let all: HashSet<(u64, u32)> = sent.iter().flatten().copied().collect();
        for (channel, own) in channels.iter().zip(&sent) {
            let is_missing = |event: &&(u64, u32)| {
                event.0 > iteration || !own.contains(event) && self.arrives(channel, **event, iteration)
            };
            if all.iter().any(|event| is_missing(&event)) {
                let (group, synapses) = (self.program.groups[*group], self.program.synapses[channel.synapses].name);
                return Err(format!(
                    "other events of `{group}` are on their way to `{synapses}` than to other synapses of these neurons, as one \
                     of them is from another network: let them arrive on the processor before the network runs here"
                ));
            }
        }
        Ok(())
    }

    /// Whether an event of a neuron has not arrived at all synapses of a channel.
    fn arrives(&self, channel: &Channel, (sent, neuron): (u64, u32), iteration: u64) -> bool {
        let longest = match self.longest.get(&channel.synapses).filter(|_| !channel.is_of_targets) {
            Some(longest) => u64::from(longest[neuron as usize]),
            // What has set out so many iterations ago is no longer kept.
            None => return sent + self.layout.longest(channel.synapses, channel.is_of_targets) >= iteration,
        };
        longest > 0 && sent + longest > iteration
    }

    /// The longest delay of each source, of rows that ascend in delay.
    pub(super) fn note_longest(&mut self, synapses: usize, starts: &[u64], delays: &[u8]) {
        let delays: Vec<u16> = bytemuck::pod_collect_to_vec(delays);
        // While the network is built there are rows that have no delays yet.
        let last = |row: &[u64]| {
            let last = (row[0] < row[1]).then(|| delays.get(row[1] as usize - 1)).flatten();
            last.copied().unwrap_or_default()
        };
        self.longest.insert(synapses, starts.windows(2).map(last).collect());
    }
}
