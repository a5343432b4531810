//! The seed's neurons in a larger network, in which each has as many synapses as in the seed.

use izhi::connect::fixed_out_degree;
use izhi::prelude::*;

use crate::seed::model::{IzhikevichInput, IzhikevichMain};

network! {
    /// The network of `examples/izhikevich`, connected at random.
    pub(crate) Sparse {
        use IzhikevichMain, IzhikevichInput, izhi::EventRecorder;
        dt: 0.5;
        seed: 42;

        group excitatory: 80_000 {
            1: IzhikevichMain,
            2: IzhikevichInput,
            9: EventRecorder [fired] as spikes,
        }
        group inhibitory: 20_000 {
            1: IzhikevichMain,
            2: IzhikevichInput,
            9: EventRecorder [fired] as spikes,
        }

        synapses GLUTAMATE: excitatory -> excitatory { connect: fixed_out_degree(800); }
        synapses GLUTAMATE: excitatory -> inhibitory { connect: fixed_out_degree(200); }
        synapses GABA:      inhibitory -> excitatory { connect: fixed_out_degree(800); }
        synapses GABA:      inhibitory -> inhibitory { connect: fixed_out_degree(200); }
    }
}

/// As many neurons as wanted, with 1000 synapses each; in a small network fewer, with larger weights.
pub(crate) fn builder(neurons: usize) -> SparseBuilder {
    let degree = 1000.min(neurons / 10);
    let (to_excitatory, to_inhibitory) = (degree * 4 / 5, degree - degree * 4 / 5);
    let mut builder = Sparse::builder();
    builder.excitatory.size = Grid::line(neurons * 4 / 5);
    builder.inhibitory.size = Grid::line(neurons - neurons * 4 / 5);
    let scale = 1000.0 / degree as f32;
    builder.excitatory.izhikevich_input.scale = scale;
    builder.inhibitory.izhikevich_input.scale = scale;
    builder.GLUTAMATE_excitatory_to_excitatory.connect = fixed_out_degree(to_excitatory).into();
    builder.GLUTAMATE_excitatory_to_inhibitory.connect = fixed_out_degree(to_inhibitory).into();
    builder.GABA_inhibitory_to_excitatory.connect = fixed_out_degree(to_excitatory).into();
    builder.GABA_inhibitory_to_inhibitory.connect = fixed_out_degree(to_inhibitory).into();
    builder
}
