//! A network on several ranks computes the same bits as on one.

use izhi::builder::Builder;
use izhi::connect::{Connect, Connector, Selection, fixed_probability};
use izhi::population::Grid;

mod coming_back;
mod compare;
mod recorded;
mod storage;
mod together;

use compare::assert_same;

#[path = "../../../../examples/cuba/model.rs"]
mod cuba;
#[path = "../../../../examples/inhibitory_plasticity/model.rs"]
mod inhibitory_plasticity;
#[path = "../../../../examples/microcircuit"]
mod microcircuit {
    pub(crate) mod circuit;
    mod model;
}
#[path = "../../../networks/plastic.rs"]
mod plastic;
#[path = "../../../../examples/polychronization/model.rs"]
mod polychronization;
#[path = "../../../networks/reductions.rs"]
mod reductions;
#[path = "../../../networks/ring.rs"]
mod ring;
#[path = "../../../../examples/izhikevich/model.rs"]
mod seed;
#[path = "../../../../examples/trace_stdp/model.rs"]
mod trace_stdp;
#[path = "../../../networks/twice.rs"]
mod twice;
#[path = "../../../../examples/vogels_abbott/model.rs"]
mod vogels_abbott;

const ITERATIONS: u64 = 150;

/// More neurons than three ranks share blocks of.
const NEURONS: usize = 900;
const EXCITATORY: usize = 700;

fn connected(sources: impl Into<Selection>, targets: impl Into<Selection>) -> Connect {
    fixed_probability(0.1).between(sources, targets).into()
}

/// A network in which every group has that many neurons.
macro_rules! network {
    ($network:path $(, $synapses:ident: $connector:expr)*) => {
        assert_same(
            || {
                use $network as Network;
                #[allow(unused_mut)]
                let mut builder = Network::builder().seed(3);
                builder.set("size", NEURONS as f64).expect("groups have a size");
                $(builder.$synapses.connect = $connector;)*
                builder
            },
            ITERATIONS,
        )
    };
}

#[test]
fn seed() {
    network!(seed::Izhikevich);
}

#[test]
fn reductions() {
    network!(reductions::Reductions);
}

#[test]
fn plastic() {
    network!(plastic::Plastic);
}

#[test]
fn twice() {
    assert_same(
        || {
            let mut builder = twice::Twice::builder().seed(3);
            builder.left.size = Grid::new(10, 9, 8);
            builder.right.size = Grid::new(11, 9, 8);
            builder
        },
        ITERATIONS,
    );
}

#[test]
fn ring() {
    network!(ring::Ring);
}

#[test]
fn cuba() {
    network!(cuba::Cuba, EXC_cells_to_cells: connected(..EXCITATORY, ..), INH_cells_to_cells: connected(EXCITATORY.., ..));
}

#[test]
fn vogels_abbott() {
    network!(vogels_abbott::VogelsAbbott,
        EXC_cells_to_cells: connected(..EXCITATORY, ..), INH_cells_to_cells: connected(EXCITATORY.., ..));
}

#[test]
fn polychronization() {
    network!(polychronization::Polychronization,
        EXC_cells_to_cells: connected(..EXCITATORY, ..), INH_cells_to_cells: connected(EXCITATORY.., ..EXCITATORY));
}

#[test]
fn inhibitory_plasticity() {
    network!(inhibitory_plasticity::Balanced,
        EXC_cells_to_cells: connected(..EXCITATORY, ..), FIXED_cells_to_cells: connected(EXCITATORY.., EXCITATORY..),
        PLASTIC_cells_to_cells: connected(EXCITATORY.., ..EXCITATORY));
}

#[test]
fn trace_stdp() {
    network!(trace_stdp::IzhikevichStdp);
}

#[test]
fn microcircuit() {
    assert_same(|| microcircuit::circuit::builder(0.02).seed(3), ITERATIONS);
}
