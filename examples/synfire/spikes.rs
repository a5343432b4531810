//! The spikes of the chain as those of one group.

use izhi::catalogue::Value;
use izhi::prelude::*;
use izhi::recording::Spike;

use super::model::Synfire;

impl Synfire {
    /// The spikes of all layers in order of time, the neurons numbered layer by layer.
    pub(crate) fn spikes(&self) -> Vec<Spike> {
        let mut all = Vec::new();
        for item in self.find("spikes") {
            let Value::RecordedEvents(spikes) = item.value else { continue };
            let Some(layer) = item.owner.strip_prefix("layer_").and_then(|layer| layer.parse::<u32>().ok()) else {
                continue;
            };
            all.extend(spikes.iter().map(|spike| Spike { neuron: 100 * layer + spike.neuron, ..*spike }));
        }
        all.sort_by_key(|spike| (spike.iteration, spike.neuron));
        all
    }
}
