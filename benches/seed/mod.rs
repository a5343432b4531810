//! The network of `examples/izhikevich` in any size, for the benches.

use izhi::population::Grid;
use izhi::vector::VectorLevel;

#[path = "../../examples/izhikevich/model.rs"]
mod model;
pub(crate) use model::Izhikevich;

/// As many neurons as wanted, with weights whose sums are those of 1000 neurons.
pub(crate) fn build(neurons: usize, level: VectorLevel, threads: usize) -> Izhikevich {
    let excitatory = neurons * 4 / 5;
    let scale = 1000.0 / neurons as f32;
    let mut builder = Izhikevich::builder().seed(42).vector_level(level).threads(threads);
    builder.excitatory_neurons.size = Grid::squared(excitatory);
    builder.inhibitory_neurons.size = Grid::squared(neurons - excitatory);
    builder.excitatory_neurons.izhikevich_input.scale = scale;
    builder.inhibitory_neurons.izhikevich_input.scale = scale;
    builder.build().expect("a network of this size fits into memory")
}
