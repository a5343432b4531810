//! Every network of the tests and of the examples equals the interpreter of its schedule, bit for bit.

use izhi::connect::{Connect, Connector, Selection, fixed_probability};
use izhi::population::Grid;
use izhi_interpreter::assert_equal_from_the_beginning as assert_equal;

#[path = "../examples/brunel/model.rs"]
mod brunel;
#[path = "../examples/brunel_hakim/model.rs"]
mod brunel_hakim;
#[path = "../examples/coba/model.rs"]
mod coba;
#[path = "../examples/cuba/model.rs"]
mod cuba;
#[path = "../examples/firing_patterns/model.rs"]
mod firing_patterns;
#[path = "../examples/hindmarsh_rose/model.rs"]
mod hindmarsh_rose;
#[path = "../examples/hodgkin_huxley/model.rs"]
mod hodgkin_huxley;
#[path = "../examples/hopfield/model.rs"]
mod hopfield;
#[path = "../examples/inhibitory_plasticity/model.rs"]
mod inhibitory_plasticity;
#[path = "../examples/izhikevich_2003/model.rs"]
mod izhikevich_2003;
#[path = "../examples/leaky_integrate_and_fire/model.rs"]
mod leaky_integrate_and_fire;
#[path = "../examples/microcircuit"]
mod microcircuit {
    pub(crate) mod circuit;
    mod model;
}
#[path = "../examples/one_step_stdp/model.rs"]
mod one_step_stdp;
#[path = "../examples/polychronization/model.rs"]
mod polychronization;
#[path = "../examples/synfire/model.rs"]
mod synfire;
#[path = "../examples/trace_stdp/model.rs"]
mod trace_stdp;
#[path = "../examples/vogels_abbott/model.rs"]
mod vogels_abbott;
#[path = "../examples/wang_buzsaki/model.rs"]
mod wang_buzsaki;

#[path = "networks/efferent.rs"]
mod efferent;
#[path = "networks/leaky.rs"]
mod leaky;
#[path = "networks/plastic.rs"]
mod plastic;
#[path = "networks/reductions.rs"]
mod reductions;
#[path = "networks/ring.rs"]
mod ring;
#[path = "networks/seed.rs"]
mod seed;
#[path = "networks/twice.rs"]
mod twice;

/// Iterations of each network.
const ITERATIONS: u64 = 300;

#[test]
fn seed() {
    let mut builder = seed::Seed::builder().seed(42);
    builder.excitatory_neurons.size = Grid::squared(80);
    builder.inhibitory_neurons.size = Grid::squared(20);
    assert_equal(builder.build(), ITERATIONS);
}

#[test]
fn leaky() {
    assert_equal(leaky::Leakies::builder().build(), ITERATIONS);
}

#[test]
fn reductions() {
    assert_equal(reductions::Reductions::builder().build(), ITERATIONS);
}

#[test]
fn efferent() {
    assert_equal(efferent::Efferent::builder().build(), ITERATIONS);
}

#[test]
fn twice() {
    assert_equal(twice::Twice::builder().build(), ITERATIONS);
}

#[test]
fn plastic() {
    assert_equal(plastic::Plastic::builder().build(), ITERATIONS);
}

#[test]
fn ring() {
    assert_equal(ring::Ring::builder().build(), ITERATIONS);
}

/// A small part of an example: so many neurons, of which the first are excitatory where the two differ.
macro_rules! part {
    ($network:path, $group:ident: $neurons:expr, $($synapses:ident: $connector:expr),*) => {{
        use $network as Network;
        let mut builder = Network::builder().seed(3);
        builder.$group.size = Grid::line($neurons);
        $(builder.$synapses.connect = $connector.into();)*
        assert_equal(builder.build(), ITERATIONS);
    }};
}

const EXCITATORY: usize = 160;
const NEURONS: usize = 200;

/// More synapses of each neuron than it would have in so small a part of the network, so that it stays awake.
fn connected(sources: impl Into<Selection>, targets: impl Into<Selection>) -> Connect {
    fixed_probability(0.3).between(sources, targets).into()
}

#[test]
fn cuba() {
    part!(cuba::Cuba, cells: NEURONS,
        EXC_cells_to_cells: connected(..EXCITATORY, ..), INH_cells_to_cells: connected(EXCITATORY.., ..));
}

#[test]
fn coba() {
    part!(coba::Coba, cells: NEURONS,
        EXC_cells_to_cells: connected(..EXCITATORY, ..), INH_cells_to_cells: connected(EXCITATORY.., ..));
}

#[test]
fn vogels_abbott() {
    part!(vogels_abbott::VogelsAbbott, cells: NEURONS,
        EXC_cells_to_cells: connected(..EXCITATORY, ..), INH_cells_to_cells: connected(EXCITATORY.., ..));
}

#[test]
fn brunel() {
    part!(brunel::Brunel, cells: NEURONS,
        EXC_cells_to_cells: connected(..EXCITATORY, ..), INH_cells_to_cells: connected(EXCITATORY.., ..));
}

#[test]
fn polychronization() {
    part!(polychronization::Polychronization, cells: NEURONS,
        EXC_cells_to_cells: connected(..EXCITATORY, ..), INH_cells_to_cells: connected(EXCITATORY.., ..EXCITATORY));
}

#[test]
fn inhibitory_plasticity() {
    part!(inhibitory_plasticity::Balanced, cells: NEURONS,
        EXC_cells_to_cells: connected(..EXCITATORY, ..), FIXED_cells_to_cells: connected(EXCITATORY.., EXCITATORY..),
        PLASTIC_cells_to_cells: connected(EXCITATORY.., ..EXCITATORY));
}

#[test]
fn izhikevich_2003() {
    part!(izhikevich_2003::Izhikevich2003, cells: NEURONS,);
}

#[test]
fn trace_stdp() {
    part!(trace_stdp::IzhikevichStdp, neurons: NEURONS,);
}

#[test]
fn one_step_stdp() {
    part!(one_step_stdp::LeakyStdp, neurons: NEURONS,);
}

#[test]
fn microcircuit() {
    // Its states are given, population by population.
    izhi_interpreter::assert_equal(microcircuit::circuit::builder(0.005).seed(3).build(), ITERATIONS);
}

#[test]
fn synfire() {
    let mut net = synfire::Synfire::builder();
    net.volley.size = Grid::new(20, 1, 1);
    net.volley.volley.mean = 10.0;
    assert_equal(net.build(), ITERATIONS);
}

#[test]
fn leaky_integrate_and_fire() {
    assert_equal(leaky_integrate_and_fire::Neurons::builder().build(), ITERATIONS);
}

#[test]
fn firing_patterns() {
    let mut builder = firing_patterns::Single::builder().dt(0.25);
    builder.cells.simple.current = vec![14.0; ITERATIONS as usize].into();
    assert_equal(builder.build(), ITERATIONS);
}

#[test]
fn hodgkin_huxley() {
    assert_equal(hodgkin_huxley::Axon::builder().build(), ITERATIONS);
}

#[test]
fn wang_buzsaki() {
    assert_equal(wang_buzsaki::Interneurons::builder().seed(3).build(), ITERATIONS);
}

#[test]
fn hindmarsh_rose() {
    let mut builder = hindmarsh_rose::Pair::builder();
    builder.cells.junction.start = 5.0;
    assert_equal(builder.build(), ITERATIONS);
}

#[test]
fn brunel_hakim() {
    part!(brunel_hakim::BrunelHakim, cells: NEURONS, INH_cells_to_cells: connected(.., ..));
}

#[test]
fn hopfield() {
    let mut builder = hopfield::Memory::builder().seed(3);
    builder.units.size = Grid::squared(80);
    assert_equal(builder.build(), ITERATIONS);
}
