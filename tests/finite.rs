//! Values that are not finite are found where somebody asks for it, wherever they are.

use izhi::Error;
use izhi::error::Element;
use izhi::prelude::*;

#[path = "networks/plastic.rs"]
mod plastic;

use plastic::Plastic;

behavior! {
    /// Grows without a bound; a divisor that the last neuron gets becomes zero.
    Growing {
        param { factor: 1.0, divisor: 1.0 }
        state { v: 1.0, w: 1.0 }
        event { fired: false }
        step {
            v *= factor;
            if index == size - 1 { w = 1.0 / (divisor - t); }
            fired = iteration % 2 == 1 && index == 1;
        }
    }
}

behavior! {
    /// Variables of synapses that are multiplied by each spike.
    Learning(TAG) {
        param { gain: 1.0 }
        afferent(TAG) { W: 1.0, trace: 1.0 decays(10.0) }
        step { for s in afferent(TAG) {
            if s.src.fired && s.dst.index == 2 { s.W *= gain; }
            if s.dst.fired { s.trace *= gain; }
        } }
    }
}

behavior! {
    /// A variable that all synapses share.
    Sharing { afferent(SHARED) { W: 1.0 } }
}

network! {
    Net {
        use Sharing, Growing, Learning(DENSE) as Dense, Learning(SPARSE) as Sparse, izhi::Recorder;
        group cells: 4 { 1: Growing { divisor: -1.0 }, 2: Dense, 3: Sparse, 4: Sharing, 9: Recorder [v] as rec }
        group calm: 4 { 1: Growing { divisor: -1.0 } }
        synapses DENSE: cells -> cells;
        synapses SHARED: calm -> cells { connect: one_to_one(); shared: [W]; }
        synapses SPARSE: cells -> cells { connect: pairs(vec![(0, 3), (1, 2), (1, 3), (2, 1)]); }
    }
}

/// What is wrong in a run of 200 iterations, and how many there were.
fn run(builder: NetBuilder) -> (Option<String>, u64) {
    let mut net = builder.build().unwrap();
    let error = net.simulate(200).err().map(|error| error.to_string());
    (error, net.iteration())
}

fn diverged(found: &str) -> Option<String> {
    Some(format!("{found}; only finite values were expected"))
}

#[test]
fn a_state_is_named_with_its_neuron_and_the_iteration() {
    let mut builder = Net::builder().check_finite(1);
    builder.cells.growing.factor = 10.0;
    // 10^39 is more than an `f32` holds.
    assert_eq!(run(builder), (diverged("`cells.v` of neuron 0 is inf after iteration 38"), 39));
    let mut builder = Net::builder().check_finite(1);
    builder.calm.growing.divisor = 100.0;
    assert_eq!(run(builder), (diverged("`calm.w` of neuron 3 is inf after iteration 100"), 101));
}

#[test]
fn variables_of_synapses_are_named_with_both_neurons() {
    let mut builder = Net::builder().check_finite(1);
    builder.cells.dense.gain = 1e10;
    // The fourth spike is in iteration 7.
    assert_eq!(
        run(builder),
        (diverged("`DENSE_cells_to_cells.W` of the synapse from neuron 1 to neuron 2 is inf after iteration 7"), 8)
    );
    let mut builder = Net::builder().check_finite(1);
    builder.cells.sparse.gain = 1e10;
    builder.SPARSE_cells_to_cells.trace = 0.0.into();
    assert_eq!(
        run(builder),
        (diverged("`SPARSE_cells_to_cells.W` of the synapse from neuron 1 to neuron 2 is inf after iteration 7"), 8)
    );
}

#[test]
fn variables_that_decay_are_looked_at_too() {
    let mut builder = Net::builder().check_finite(1);
    builder.cells.sparse.gain = -1e30;
    builder.SPARSE_cells_to_cells.W = 0.0.into();
    let found =
        diverged("`SPARSE_cells_to_cells.trace` of the synapse from neuron 2 to neuron 1 is inf after iteration 3");
    assert_eq!(run(builder), (found, 4));
    let mut builder = Net::builder().check_finite(1);
    builder.cells.dense.gain = -1e30;
    builder.DENSE_cells_to_cells.W = 0.0.into();
    let found =
        diverged("`DENSE_cells_to_cells.trace` of the synapse from neuron 0 to neuron 1 is inf after iteration 3");
    assert_eq!(run(builder), (found, 4));
}

#[test]
fn every_so_many_iterations_and_at_the_end_of_each_run() {
    for (every, iterations, found) in [(100, 200, Some(99)), (40, 200, Some(39)), (1000, 60, Some(59)), (0, 200, None)]
    {
        let mut builder = Net::builder().check_finite(every);
        builder.cells.growing.factor = -10.0;
        let mut net = builder.build().unwrap();
        let error = net.simulate(iterations).err();
        let expected = found.map(|iteration| Error::Diverged {
            place: "cells.v".to_owned(),
            value: if iteration % 2 == 0 { f64::NEG_INFINITY } else { f64::INFINITY },
            element: Element::Neuron(0),
            iteration: Some(iteration),
        });
        assert_eq!(error, expected, "{every}");
        // What has run can be seen, and the network would run on.
        let iterations = found.map_or(iterations, |iteration| iteration + 1);
        assert_eq!(net.iteration(), iterations);
        assert_eq!(net.cells.rec.v().shape(), [iterations as usize, 4]);
        assert!(net.check_finite().is_err());
        assert_eq!(net.step().is_err(), every != 0);
    }
}

#[test]
fn one_can_ask_at_any_time() {
    let mut net = Net::builder().build().unwrap();
    net.simulate(10).unwrap();
    net.check_finite().unwrap();
    net.calm.v_mut()[1] = f32::NAN;
    assert_eq!(
        net.check_finite().map_err(|error| error.to_string()).err(),
        diverged("`calm.v` of neuron 1 is NaN after iteration 9")
    );
    let mut net = Net::builder().build().unwrap();
    *net.SHARED_calm_to_cells.W_mut() = f32::NEG_INFINITY;
    assert_eq!(
        net.check_finite().map_err(|error| error.to_string()).err(),
        diverged("`SHARED_calm_to_cells.W` of all synapses is -inf before the first iteration")
    );
    let mut net = Net::builder().build().unwrap();
    net.SPARSE_cells_to_cells.W_mut()[3] = f32::INFINITY;
    assert_eq!(
        net.check_finite().map_err(|error| error.to_string()).err(),
        diverged(
            "`SPARSE_cells_to_cells.W` of the synapse from neuron 2 to neuron 1 is inf before the first iteration"
        )
    );
}

#[test]
fn the_check_changes_no_bit() {
    // Updates that wait, delays and what decays.
    let run = |every| {
        let mut net = Plastic::builder().check_finite(every).build().unwrap();
        net.simulate(300).unwrap();
        let bits = |values: &[f32]| values.iter().map(|value| value.to_bits()).collect::<Vec<_>>();
        let weights = net.NEAR_cells_to_cells.W().values();
        (bits(weights), bits(&net.cells.recorder.v().iter().copied().collect::<Vec<_>>()))
    };
    assert_eq!(run(0), run(1));
    assert_eq!(run(0), run(7));
}
