//! What synapses learn stays on the device until somebody looks at it, and nobody sees a difference.

use std::collections::BTreeSet;
use std::mem::swap;

use izhi::prelude::*;
use izhi_device_tests::{Watch, difference, processor};

#[path = "../../networks/plastic.rs"]
mod plastic;

use plastic::{Plastic, PlasticBuilder};

behavior! {
    /// What arrives through weights that spikes at both ends change.
    Growing(TAG) {
        param { rate: 0.05 }
        state { v: 0.0 }
        event { fired: false }
        afferent(TAG) { W: 0.01 * uniform() }
        step {
            v = 0.9 * v + 0.2 * uniform();
            for s in afferent(TAG) {
                v += sum(s.W where s.src.fired);
                if s.src.fired { s.W += rate * (s.dst.v - s.W); }
            }
            fired = v > 1.0;
            if fired { v = 0.0; }
        }
    }
}

network! {
    /// All to all synapses.
    Matrix {
        use Growing(ALL);
        group cells: 40 { 1: Growing }
        synapses ALL: cells -> cells;
    }
}

behavior! {
    /// Adds up what arrives, and changes it.
    Adding(TAG) {
        state { input: 0.0 }
        afferent(TAG) { W: 0.01 * uniform() }
        step {
            for s in afferent(TAG) {
                input = sum(s.W where s.src.fired);
                if s.src.fired { s.W += 0.05 * (1.0 - s.W); }
            }
        }
    }
}

behavior! {
    /// Takes what has been added up.
    Taking {
        state { v: 0.0 }
        event { fired: false }
        step {
            v = 0.9 * v + 0.2 * uniform() + input;
            fired = v > 1.0;
            if fired { v = 0.0; }
        }
    }
}

network! {
    /// What synapses have comes before what neurons have.
    First {
        use Adding(ONE), Taking;
        group cells: 40 { 1: Adding, 2: Taking }
        synapses ONE: cells -> cells { connect: |source, target| (source + target) % 3 == 1; }
    }
}

/// On the processor, on a machine on watch, and what is watch of that.
fn both() -> (Plastic, Plastic, Watch) {
    let watch = Watch::default();
    let on = |builder: PlasticBuilder| builder.seed(5).build().unwrap();
    (on(Plastic::builder()), on(Plastic::builder().device(&watch.processor(1))), watch)
}

#[track_caller]
fn assert_equal(found: &Plastic, expected: &Plastic) {
    assert_eq!(difference(&found.snapshot().unwrap(), &expected.snapshot().unwrap()), None);
}

/// The bytes of a value of each synapse, of which there are as many of nothing else.
fn bytes_of_weights(net: &Plastic) -> usize {
    let bytes = 4 * net.NEAR_cells_to_cells.W().values().len();
    assert!(bytes > 4 * 25 * 8, "{bytes}");
    bytes
}

#[test]
fn weights_are_read_when_somebody_looks_at_them_and_once() {
    let (mut expected, mut found, watch) = both();
    let weights = bytes_of_weights(&found);
    // The first run reads which neurons are connected.
    expected.simulate(2).unwrap();
    found.simulate(2).unwrap();
    watch.read();
    for stretch in [28, 1, 25] {
        expected.simulate(stretch).unwrap();
        found.simulate(stretch).unwrap();
        let read = watch.read();
        assert!(!read.is_empty() && !read.contains(&weights), "{read:?}");
    }
    let first = found.NEAR_cells_to_cells.W().values().to_vec();
    assert!(watch.read().contains(&weights));
    assert_eq!(first, expected.NEAR_cells_to_cells.W().values());
    assert_eq!(first, found.NEAR_cells_to_cells.W().values());
    assert_eq!(watch.read(), BTreeSet::new());
    assert_equal(&found, &expected);
}

#[test]
fn weights_that_nobody_has_looked_at_can_be_changed() {
    let (mut expected, mut found, watch) = both();
    let weights = bytes_of_weights(&found);
    for net in [&mut expected, &mut found] {
        net.simulate(30).unwrap();
        net.NEAR_cells_to_cells.W_mut()[7] = 0.25;
        net.simulate(30).unwrap();
    }
    assert!(watch.read().contains(&weights));
    assert_equal(&found, &expected);
}

/// What says which variables there are does not look at them.
#[test]
fn names_and_descriptions_read_nothing() {
    let (mut expected, mut found, watch) = both();
    let weights = bytes_of_weights(&found);
    for net in [&mut expected, &mut found] {
        // The first run reads which neurons are connected.
        net.simulate(30).unwrap();
        watch.read();
        net.simulate(30).unwrap();
    }
    assert!(!watch.read().contains(&weights));
    assert_eq!(found.to_string(), expected.to_string());
    let listed = |net: &Plastic| net.catalogue().iter().map(ToString::to_string).collect::<Vec<String>>();
    assert_eq!(listed(&found), listed(&expected));
    assert_eq!(found.find("NEAR").len(), expected.find("NEAR").len());
    for net in [&mut expected, &mut found] {
        // What is set as a whole is not read either, and no other variable is changed.
        net.get_mut("W", 0).unwrap().fill(0.125).unwrap();
        net.get_mut("v", 0).unwrap().fill(0.5).unwrap();
        net.simulate(10).unwrap();
    }
    assert!(!watch.read().contains(&weights));
    assert_equal(&found, &expected);
}

#[test]
fn a_network_takes_what_it_has_learnt_to_the_processor_and_back() {
    let (mut expected, mut found, _) = both();
    for _ in 0..2 {
        expected.simulate(34).unwrap();
        found.simulate(17).unwrap();
        found.move_to_processor();
        found.simulate(17).unwrap();
        found.move_to(&processor(3)).unwrap();
    }
    assert_equal(&found, &expected);
    found.reset(Reset::anew().seed(6)).unwrap();
    expected.reset(Reset::anew().seed(6)).unwrap();
    found.simulate(20).unwrap();
    expected.simulate(20).unwrap();
    assert_equal(&found, &expected);
}

/// What another network has learnt is what it was when it was exchanged, whatever becomes of that network.
#[test]
fn what_is_exchanged_between_networks_comes_along() {
    let ((mut expected, mut found, _), (mut others, mut other, _)) = (both(), both());
    for (one, two) in [(&mut expected, &mut others), (&mut found, &mut other)] {
        one.simulate(30).unwrap();
        two.reset(Reset::anew().seed(8)).unwrap();
        two.simulate(30).unwrap();
        swap(&mut one.NEAR_cells_to_cells, &mut two.NEAR_cells_to_cells);
        // Each of the two takes the other's place before anybody has looked.
        two.simulate(9).unwrap();
        one.simulate(8).unwrap();
    }
    assert_equal(&found, &expected);
    assert_equal(&other, &others);
}

#[test]
fn what_a_failed_run_has_changed_is_an_error_until_the_network_is_restored() {
    let (mut expected, mut found, watch) = both();
    expected.simulate(30).unwrap();
    found.simulate(10).unwrap();
    let then = found.snapshot().unwrap();
    found.simulate(10).unwrap();
    watch.burn(true);
    let error = found.simulate(1).unwrap_err().to_string();
    assert!(error.contains("it burns"), "{error}");
    watch.burn(false);
    let lost =
        [found.snapshot().unwrap_err(), found.simulate(1).unwrap_err(), found.reset(Reset::keeping("W")).unwrap_err()]
            .map(|error| error.to_string());
    for lost in lost {
        assert!(
            lost.contains("NEAR_cells_to_cells.W`: a device had it, and it is lost") && lost.contains("restore"),
            "{lost}"
        );
    }
    let lost = found.check_finite().unwrap_err().to_string();
    assert!(lost.contains("NEAR_cells_to_cells.W`: a device had it, and it is lost"), "{lost}");
    // What there is can be said all the same, and what is lost can be set.
    assert_eq!(found.to_string(), expected.to_string());
    assert_eq!(found.find("W").len(), 1);
    found.get_mut("W", 0).unwrap().fill(0.25).unwrap();
    assert_eq!(found.NEAR_cells_to_cells.W().values()[3], 0.25);
    found.restore(&then).unwrap();
    found.simulate(20).unwrap();
    assert_equal(&found, &expected);
}

/// What fails while a run is made ready changes nothing.
#[test]
fn what_has_been_learnt_is_there_after_a_run_that_has_not_begun() {
    let mut left = Vec::new();
    for writes in 0.. {
        let (mut expected, mut found, watch) = both();
        expected.simulate(10).unwrap();
        found.simulate(10).unwrap();
        watch.launches();
        watch.fail_after(writes);
        let run = found.simulate(10);
        watch.fail_after(i64::MAX);
        if !watch.launches().is_empty() {
            break;
        }
        assert!(run.is_err());
        let expected = expected.snapshot().unwrap();
        left.push(found.snapshot().is_ok_and(|found| difference(&found, &expected).is_none()));
    }
    // The last write is that of the launch itself.
    assert!(left.len() > 5 && left[..left.len() - 1].iter().all(|is_left| *is_left), "{left:?}");
}

/// All to all synapses, which are matrices.
#[test]
fn matrices_are_read_when_somebody_looks_at_them() {
    const MATRIX: usize = 4 * 40 * 40;
    let watch = Watch::default();
    let mut expected = Matrix::builder().build().unwrap();
    let mut found = Matrix::builder().device(&watch.processor(1)).build().unwrap();
    for _ in 0..3 {
        expected.simulate(20).unwrap();
        found.simulate(20).unwrap();
    }
    assert!(!watch.read().contains(&MATRIX));
    let (snapshot, expected) = (found.snapshot().unwrap(), expected.snapshot().unwrap());
    assert_eq!(difference(&snapshot, &expected), None);
    assert!(watch.read().contains(&MATRIX));
    found.simulate(20).unwrap();
    // Nobody needs what it has learnt meanwhile.
    found.restore(&snapshot).unwrap();
    assert!(!watch.read().contains(&MATRIX));
    assert_eq!(difference(&found.snapshot().unwrap(), &expected), None);
}

behavior! {
    /// A state that counts, and a weight that all synapses share.
    Counting {
        state { v: 0.0 }
        event { fired: false }
        afferent(All) { W: 1.0 }
        step {
            for s in afferent(All) { v += sum(s.W where s.src.fired); }
            fired = true;
        }
    }
}

network! {
    /// So few neurons that what they have is as short as single values.
    Pair {
        use Counting;
        group cells: 2 { 1: Counting }
        synapses ALL: cells -> cells { shared: [W]; }
    }
}

behavior! {
    /// Weights that are learnt from what comes from outside.
    Driven(TAG) {
        input { current }
        param { rate: 0.05 }
        afferent(TAG) { W: 0.01 * uniform() }
        step {
            v += current;
            for s in afferent(TAG) { if s.src.fired { s.W += rate * (s.dst.v - s.W); } }
        }
    }
}

network! {
    /// Sparse synapses and a matrix, both learnt.
    Outside {
        use Growing(ALL), Driven(SPARSE);
        group cells: 40 { 1: Growing, 2: Driven }
        synapses ALL: cells -> cells;
        synapses SPARSE: cells -> cells { connect: izhi::connect::fixed_probability(0.2); }
    }
}

/// Who asks for what comes from outside does not look at weights, which are changed meanwhile.
#[test]
fn inputs_are_given_while_weights_are_on_the_device() {
    let watch = Watch::default();
    let values = || izhi::ndarray::Array2::from_shape_fn((60, 40), |(at, cell)| 0.1 * ((at * 7 + cell) % 5) as f32);
    let on = |mut builder: OutsideBuilder| {
        builder.cells.driven.current = values().into();
        builder.build().unwrap()
    };
    let (mut expected, mut found) = (on(Outside::builder()), on(Outside::builder().device(&watch.processor(1))));
    for net in [&mut expected, &mut found] {
        net.simulate(20).unwrap();
        net.simulate(20).unwrap();
    }
    let of_weights = [4 * 40 * 40, 4 * found.SPARSE_cells_to_cells.connection().synapses() as usize].into();
    assert!(watch.read().is_disjoint(&of_weights));
    assert_eq!(difference(&found.snapshot().unwrap(), &expected.snapshot().unwrap()), None);
}

#[test]
fn what_is_set_back_to_what_it_was_is_set() {
    let mut expected = Pair::builder().build().unwrap();
    let mut found = Pair::builder().device(&processor(1)).build().unwrap();
    for net in [&mut expected, &mut found] {
        for _ in 0..3 {
            net.cells.v_mut().fill(0.0);
            *net.ALL_cells_to_cells.W_mut() = 1.0;
            net.simulate(4).unwrap();
            *net.ALL_cells_to_cells.W_mut() = 3.0;
            net.simulate(2).unwrap();
        }
    }
    assert_eq!(found.cells.v().to_vec(), expected.cells.v().to_vec());
    assert!(expected.cells.v()[0] > 10.0);
    assert_eq!(difference(&found.snapshot().unwrap(), &expected.snapshot().unwrap()), None);
}

/// Events of few neurons are as short as a single value, and the last iteration has left others than those of the beginning.
#[test]
fn events_of_few_neurons_begin_again() {
    let mut expected = Pair::builder().build().unwrap();
    let mut found = Pair::builder().device(&processor(1)).build().unwrap();
    for net in [&mut expected, &mut found] {
        net.simulate(4).unwrap();
        net.reset(Reset::anew()).unwrap();
        net.simulate(2).unwrap();
    }
    assert_eq!(found.cells.v().to_vec(), expected.cells.v().to_vec());
    assert_eq!(difference(&found.snapshot().unwrap(), &expected.snapshot().unwrap()), None);
}

/// A run that fails as its results are fetched has changed nothing that the network has, or what it has changed is lost.
#[test]
fn a_run_whose_results_cannot_be_fetched_has_not_been() {
    let mut all = Vec::new();
    for before in [0, 10] {
        let mut wrong = Vec::new();
        for reads in 0.. {
            let watch = Watch::default();
            let mut expected = First::builder().build().unwrap();
            let mut found = First::builder().device(&watch.processor(1)).build().unwrap();
            for net in [&mut expected, &mut found] {
                net.simulate(before).unwrap();
            }
            watch.fail_read_after(reads);
            let run = found.simulate(30);
            watch.fail_read_after(i64::MAX);
            if run.is_ok() {
                assert!(reads > 2, "{reads}");
                break;
            }
            assert_eq!(found.iteration(), before);
            let again = found.simulate(30);
            if again.is_ok() {
                expected.simulate(30).unwrap();
                let (found, expected) = (found.snapshot().unwrap(), expected.snapshot().unwrap());
                if let Some(difference) = difference(&found, &expected) {
                    wrong.push((reads, difference));
                }
            }
        }
        all.extend(wrong.into_iter().map(|wrong| (before, wrong)));
    }
    assert!(all.is_empty(), "{all:#?}");
}

/// What another network's device cannot give is asked for again.
#[test]
fn what_another_device_does_not_give_is_not_taken_for_known() {
    let ((mut expected, mut found, _), (mut others, mut other, watch)) = (both(), both());
    for (one, two) in [(&mut expected, &mut others), (&mut found, &mut other)] {
        one.simulate(30).unwrap();
        two.reset(Reset::anew().seed(8)).unwrap();
        two.simulate(30).unwrap();
        swap(&mut one.NEAR_cells_to_cells, &mut two.NEAR_cells_to_cells);
    }
    watch.lose(true);
    let errors = (0..12).filter(|_| found.simulate(1).is_err()).count();
    watch.lose(false);
    assert_eq!((errors, found.iteration()), (12, 30));
    expected.simulate(8).unwrap();
    found.simulate(8).unwrap();
    assert_equal(&found, &expected);
}
