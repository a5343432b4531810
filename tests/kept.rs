//! What is kept is never subnormal: given, declared and computed, of neurons and of synapses.

use izhi::initial::InitialMatrix;
use izhi::prelude::*;
use ndarray::{Array2, ArrayViewMut1};

/// Subnormal, as a number of a user.
const FAINT: f32 = 1e-40;

behavior! {
    /// Decays without input, at once or by and by.
    Decay {
        param { factor: 0.9, faint: 0.0 }
        state { v: 1.0, declared: 1e-30 * exp(-20.0), copy: 0.0, reached: 0.0, passing: 0.0 }
        event { fired: true }
        step {
            copy = faint;
            passing = v * 1e-38;
            passing = passing * 1e10;
            v *= factor;
            reached = v * 1e-37;
            fired = reached == 0.0;
        }
    }
}

behavior! {
    /// Weights that decay by every event, and a trace that decays by itself.
    Fade {
        param { rate: 0.5 }
        afferent(ALL_TO_ALL) { W: 1.0 }
        afferent(SOME) { W: 1.0, trace: 1.0 decays(1.0) }
        afferent(ONE) { W: 1.0 }
        step {
            for s in afferent(ALL_TO_ALL) { if s.src.fired { s.W *= rate; } }
            for s in afferent(SOME) { if s.dst.fired { s.W *= rate; s.trace = s.W; } }
        }
    }
}

network! {
    Kept {
        use Decay, Fade;
        group cells: 300 { 1: Decay, 2: Fade }
        synapses ALL_TO_ALL: cells -> cells;
        synapses SOME: cells -> cells { connect: fixed_probability(0.1); }
        synapses ONE: cells -> cells { shared: [W]; }
    }
}

fn is_kept(values: impl IntoIterator<Item = f32>) -> bool {
    values.into_iter().all(|value| !value.is_subnormal())
}

#[test]
fn what_is_given_is_kept_as_zero() {
    let given: [fn(&mut KeptBuilder); 4] = [
        |builder| builder.ALL_TO_ALL_cells_to_cells.W = Array2::from_elem((300, 300), -FAINT).into(),
        |builder| builder.ALL_TO_ALL_cells_to_cells.W = FAINT.into(),
        |builder| builder.SOME_cells_to_cells.W = Array2::from_elem((300, 300), FAINT).into(),
        |builder| builder.SOME_cells_to_cells.W = InitialMatrix::drawn(|_| FAINT),
    ];
    for given in given {
        let mut builder = Kept::builder();
        builder.cells.v = vec![FAINT; 300].into();
        builder.cells.copy = (-FAINT).into();
        builder.ONE_cells_to_cells.W = Some(FAINT);
        given(&mut builder);
        let net = builder.build().unwrap();
        assert!(net.cells.v().iter().all(|&value| value == 0.0));
        assert!(net.cells.copy().iter().all(|&value| value == 0.0 && value.is_sign_negative()), "zero keeps the sign");
        assert!(net.cells.declared().iter().all(|&value| value == 0.0));
        assert_eq!(net.ONE_cells_to_cells.W(), 0.0);
        assert!(is_kept(net.ALL_TO_ALL_cells_to_cells.W().iter().copied()));
        assert!(is_kept(net.SOME_cells_to_cells.W().values().iter().copied()));
    }
}

#[test]
fn what_is_computed_is_kept_as_zero() {
    let mut builder = Kept::builder();
    builder.cells.decay.faint = FAINT;
    let mut net = builder.build().unwrap();
    for iteration in 0..1000 {
        net.step().unwrap();
        let cells = &net.cells;
        let states = [cells.v(), cells.reached(), cells.copy(), cells.passing()];
        assert!(states.into_iter().all(|state| is_kept(state.iter().copied())), "in iteration {iteration}");
        assert!(is_kept(net.ALL_TO_ALL_cells_to_cells.W().iter().copied()), "in iteration {iteration}");
        assert!(is_kept(net.SOME_cells_to_cells.W().values().iter().copied()), "in iteration {iteration}");
        assert!(is_kept(net.SOME_cells_to_cells.trace(net.clock())), "in iteration {iteration}");
        if iteration == 0 {
            assert!(
                cells.passing().iter().all(|&value| value > 9e-29),
                "what a step does not keep is as it was computed"
            );
        }
    }
    assert!(net.cells.v().iter().all(|&value| value == 0.0));
    assert!(net.cells.fired().iter().all(|&fired| fired));
    assert!(net.SOME_cells_to_cells.W().values().iter().all(|&weight| weight == 0.0));
}

/// All values change their sign.
pub fn turn(mut values: ArrayViewMut1<'_, f32>) {
    values.mapv_inplace(|value| -value);
}

behavior! {
    /// Decays, and is changed by a function from some iteration on, and by none before.
    Turned {
        param { first: 0.0 }
        state { v: 1.0 }
        step {
            v *= 0.5;
            if iteration >= first { call crate::turn(mut v); }
        }
    }
}

network! { Calls { use Turned; group cells: 5 { 1: Turned } } }

#[test]
fn what_a_function_would_have_changed_is_kept() {
    for first in [0.0, 1000.0] {
        let mut builder = Calls::builder();
        builder.cells.turned.first = first;
        let mut net = builder.build().unwrap();
        for iteration in 0..160 {
            net.simulate(1).unwrap();
            assert!(is_kept(net.cells.v().iter().copied()), "{:?} after {iteration} iterations", net.cells.v());
        }
        assert_eq!(net.cells.v()[0], 0.0);
    }
}
