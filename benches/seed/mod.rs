//! The network of `examples/izhikevich` in any size, for the benches.

use izhi::population::Grid;

#[path = "../../examples/izhikevich/model.rs"]
pub(crate) mod model;
use model::{Izhikevich, IzhikevichBuilder};

/// As many neurons as wanted, with weights whose sums are those of 1000 neurons.
pub(crate) fn builder(neurons: usize) -> IzhikevichBuilder {
    let excitatory = neurons * 4 / 5;
    let scale = 1000.0 / neurons as f32;
    let mut builder = Izhikevich::builder().seed(42);
    builder.excitatory_neurons.size = Grid::squared(excitatory);
    builder.inhibitory_neurons.size = Grid::squared(neurons - excitatory);
    builder.excitatory_neurons.izhikevich_input.scale = scale;
    builder.inhibitory_neurons.izhikevich_input.scale = scale;
    builder
}
