//! The seed network with a list of its spikes in place of traces.

use izhi::prelude::*;

use crate::seed::model::{IzhikevichInput, IzhikevichMain};

network! {
    /// The network of `examples/izhikevich` with an event recorder.
    pub(crate) SeedEvents {
        use IzhikevichMain, IzhikevichInput, izhi::EventRecorder;
        dt: 0.5;
        seed: 42;

        group excitatory_neurons: squared(800) {
            1: IzhikevichMain,
            2: IzhikevichInput,
            9: EventRecorder [fired] as spikes,
        }
        group inhibitory_neurons: squared(200) {
            1: IzhikevichMain,
            2: IzhikevichInput,
            9: EventRecorder [fired] as spikes,
        }

        synapses GLUTAMATE: excitatory_neurons -> { excitatory_neurons, inhibitory_neurons };
        synapses GABA:      inhibitory_neurons -> { excitatory_neurons, inhibitory_neurons };
    }
}

/// As many neurons as wanted, with weights whose sums are those of 1000 neurons.
pub(crate) fn builder(neurons: usize) -> SeedEventsBuilder {
    let mut builder = SeedEvents::builder();
    builder.excitatory_neurons.size = Grid::squared(neurons * 4 / 5);
    builder.inhibitory_neurons.size = Grid::squared(neurons - neurons * 4 / 5);
    let scale = 1000.0 / neurons as f32;
    builder.excitatory_neurons.izhikevich_input.scale = scale;
    builder.inhibitory_neurons.izhikevich_input.scale = scale;
    builder
}
