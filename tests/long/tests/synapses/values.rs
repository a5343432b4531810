//! What synapses are given by the builder, what they show, and what is wrong with values and delays.

use izhi::connect::{compressed_rows, fixed_probability, pairs, union};
use izhi::initial::InitialMatrix;
use izhi::prelude::*;
use ndarray::array;

behavior! {
    Cell {
        event { fired: false }
        afferent { W: 0.5, trace: 1.0 decays(5.0) }
        step { fired = iteration == 0; for s in afferent(All) { if s.src.fired { s.trace += s.W; } } }
    }
}

network! {
    Net {
        use Cell;
        dt: 0.5;
        group a: 3 { 1: Cell }
        synapses NOW: a -> a { storage: sparse; }
        synapses LATE: a -> a { connect: |source, target| source < target; delay: 1.5; }
        synapses EACH: a -> a { delay: 0.5 * (1.0 + src.index); }
    }
}

/// Why the network cannot be built.
fn error(change: impl FnOnce(&mut NetBuilder)) -> String {
    let mut builder = Net::builder();
    change(&mut builder);
    builder.build().expect_err("an error").to_string()
}

#[test]
fn take_lists_and_matrices_of_values() {
    let mut builder = Net::builder();
    builder.NOW_a_to_a.connect = pairs(vec![(2, 0), (0, 1), (0, 1), (1, 2)]).into();
    builder.NOW_a_to_a.W = vec![1.0, 2.0, 3.0, 4.0].into();
    builder.EACH_a_to_a.W = array![[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 9.0]].into();
    let net = builder.build().unwrap();
    let of_rows: Vec<_> = net.NOW_a_to_a.W().iter().collect();
    // Each value belongs to its pair.
    assert_eq!(of_rows, [(0, 1, 2.0), (0, 1, 3.0), (1, 2, 4.0), (2, 0, 1.0)]);
    assert_eq!(net.EACH_a_to_a.W().values(), [1.0, 4.0, 7.0, 2.0, 5.0, 8.0, 3.0, 6.0, 9.0]);
    assert_eq!(net.EACH_a_to_a.delay(), [1, 1, 1, 2, 2, 2, 3, 3, 3]);
    assert!(net.to_string().contains("synapses LATE, a_to_a, All (3 of 3 targets x 3 sources), delay 1.5"), "{net}");
    assert_eq!(net.LATE_a_to_a.connection().delay(), Some(1.5));
    assert_eq!(net.EACH_a_to_a.connection().delay(), None);
}

#[test]
fn belong_to_the_pairs_of_a_list() {
    let listed = [(2, 1, 1.0, 1.0), (0, 2, 2.0, 0.5), (1, 0, 3.0, 2.0), (0, 0, 4.0, 1.5), (2, 0, 5.0, 0.5)];
    let sorted = [(0, 0, 4.0, 3), (0, 2, 2.0, 1), (1, 0, 3.0, 4), (2, 0, 5.0, 1), (2, 1, 1.0, 2)];
    let weights: Vec<f32> = listed.iter().map(|synapse| synapse.2).collect();
    let delays: Vec<f32> = listed.iter().map(|synapse| synapse.3).collect();
    let mut builder = Net::builder();
    builder.NOW_a_to_a.connect = pairs(listed.iter().map(|synapse| (synapse.0, synapse.1)).collect()).into();
    builder.EACH_a_to_a.connect = builder.NOW_a_to_a.connect.clone();
    builder.LATE_a_to_a.connect = compressed_rows(vec![0, 2, 3, 5], vec![2, 0, 0, 1, 0]).into();
    // As in SciPy, whose `data` are in the order of its `indices`.
    builder.LATE_a_to_a.W = vec![2.0, 4.0, 3.0, 1.0, 5.0].into();
    builder.NOW_a_to_a.W = weights.clone().into();
    builder.EACH_a_to_a.W = weights.into();
    builder.EACH_a_to_a.delay = delays.into();
    let net = builder.build().unwrap();
    let expected: Vec<(usize, usize, f32)> = sorted.iter().map(|synapse| (synapse.0, synapse.1, synapse.2)).collect();
    assert_eq!(net.NOW_a_to_a.W().iter().collect::<Vec<_>>(), expected);
    assert_eq!(net.LATE_a_to_a.W().iter().collect::<Vec<_>>(), expected);
    let mut each: Vec<_> = net.EACH_a_to_a.W().iter().zip(net.EACH_a_to_a.delay().iter().copied()).collect();
    each.sort_by_key(|((source, target, _), _)| (*source, *target));
    let each: Vec<_> =
        each.into_iter().map(|((source, target, weight), steps)| (source, target, weight, steps)).collect();
    assert_eq!(each, sorted);
    let of_lists = error(|builder| {
        builder.NOW_a_to_a.connect = union([pairs(vec![(1, 0)]), pairs(vec![(2, 1), (2, 0)])]).into();
        builder.NOW_a_to_a.W = vec![1.0, 2.0, 3.0].into();
    });
    assert!(of_lists.contains("NOW_a_to_a.W") && of_lists.contains("one `pairs`"), "{of_lists}");
}

#[test]
fn can_be_given_back_as_they_were_read() {
    let mut builder = Net::builder();
    builder.EACH_a_to_a.delay = array![[2.0, 0.5, 1.0], [0.5, 1.5, 0.5], [1.0, 1.0, 0.5]].into();
    builder.EACH_a_to_a.W = vec![1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0].into();
    let net = builder.clone().build().unwrap();
    assert_ne!(net.EACH_a_to_a.W().values()[0], 1.0, "the rows are in order of the delays");
    builder.EACH_a_to_a.W = net.EACH_a_to_a.W().into();
    let again = builder.clone().build().unwrap();
    assert_eq!(again.EACH_a_to_a.W().values(), net.EACH_a_to_a.W().values());
    // Also where they are kept in another order, but not for other synapses or as a matrix of all with all.
    builder.NOW_a_to_a.W = net.EACH_a_to_a.W().into();
    let sorted = builder.build().unwrap();
    assert_eq!(sorted.NOW_a_to_a.W().values(), [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0]);
    assert_eq!(sorted.NOW_a_to_a.W().to_matrix().unwrap(), net.EACH_a_to_a.W().to_matrix().unwrap());
    let other = error(|builder| builder.LATE_a_to_a.W = net.EACH_a_to_a.W().into());
    assert!(other.contains("LATE_a_to_a.W") && other.contains("neuron 0"), "{other}");
}

#[test]
fn are_no_matrix_where_a_pair_has_several() {
    let twice = || pairs(vec![(2, 0), (0, 1), (0, 1)]);
    let mut builder = Net::builder();
    builder.NOW_a_to_a.connect = twice().into();
    builder.EACH_a_to_a.connect = twice().into();
    let net = builder.build().unwrap();
    for (name, matrix) in [("sparse", net.NOW_a_to_a.W().to_matrix()), ("each", net.EACH_a_to_a.W().to_matrix())] {
        let read = matrix.unwrap_err().to_string();
        assert!(read.contains("source 0 has several to target 1"), "{name}: {read}");
    }
    // In the order of their delays nobody knows which was which, even where the targets ascend.
    let mut delayed = Net::builder();
    delayed.EACH_a_to_a.connect = pairs(vec![(0, 1), (0, 1)]).into();
    delayed.EACH_a_to_a.delay = vec![1.0, 0.5].into();
    let delayed = delayed.build().unwrap();
    let back = error(|builder| {
        builder.NOW_a_to_a.connect = pairs(vec![(0, 1), (0, 1)]).into();
        builder.NOW_a_to_a.W = delayed.EACH_a_to_a.W().into();
    });
    assert!(back.contains("source 0 has several to target 1"), "{back}");
    let given = error(|builder| {
        builder.NOW_a_to_a.connect = twice().into();
        builder.NOW_a_to_a.W = array![[0.0, 0.0, 4.0], [3.0, 0.0, 0.0], [0.0, 3.0, 0.0]].into();
    });
    assert!(given.contains("NOW_a_to_a.W") && given.contains("source 0 has several to target 1"), "{given}");
}

#[test]
fn say_what_is_wrong_with_their_values() {
    let list = error(|builder| builder.NOW_a_to_a.W = vec![1.0; 4].into());
    assert!(list.contains("NOW_a_to_a.W") && list.contains("[9]") && list.contains("[4]"), "{list}");
    let list = error(|builder| builder.EACH_a_to_a.W = vec![1.0; 8].into());
    assert!(list.contains("EACH_a_to_a.W") && list.contains("[9]") && list.contains("[8]"), "{list}");
    let shape = error(|builder| builder.NOW_a_to_a.W = array![[1.0, 2.0]].into());
    assert!(shape.contains("[3, 3]") && shape.contains("[1, 2]"), "{shape}");
    let number = error(|builder| builder.NOW_a_to_a.W = f32::NAN.into());
    assert!(number.contains("NOW_a_to_a.W") && number.contains("finite"), "{number}");
    let probability = error(|builder| builder.NOW_a_to_a.connect = fixed_probability(1.5).into());
    assert!(probability.contains("NOW_a_to_a") && probability.contains("1.5"), "{probability}");
}

#[test]
fn say_what_is_wrong_with_their_delays() {
    let step = error(|builder| builder.LATE_a_to_a.delay = 1.7);
    assert!(step.contains("LATE_a_to_a") && step.contains("1.5 and 2"), "{step}");
    for delay in [0.0, -1.0, f64::NAN, 1e9] {
        let range = error(|builder| builder.LATE_a_to_a.delay = delay);
        assert!(range.contains("at least 0.5"), "{range}");
    }
    let each = error(|builder| builder.EACH_a_to_a.delay = 0.1.into());
    assert!(each.contains("EACH_a_to_a") && each.contains("at least 0.5"), "{each}");
    // What is drawn is rounded, what somebody has written down is not.
    let between =
        error(|builder| builder.EACH_a_to_a.delay = array![[0.5, 0.5, 0.5], [0.5, 0.7, 0.5], [0.5; 3]].into());
    assert!(between.contains("EACH_a_to_a") && between.contains("0.5 and 1"), "{between}");
    let mut drawn = Net::builder();
    drawn.EACH_a_to_a.delay = InitialMatrix::drawn(|_| 0.7);
    assert_eq!(drawn.build().unwrap().EACH_a_to_a.delay(), [1; 9]);
    let changed = Net::builder().dt(0.4).build().err().unwrap().to_string();
    assert!(changed.contains("1.2 and 1.6"), "{changed}");
}

behavior! {
    Still {
        state { v: 0.0 }
    }
}

network! {
    Unread {
        use Still;
        dt: 0.5;
        group a: 3 { 1: Still }
        group b: 3 { 1: Still }
        synapses OUT: a -> b { delay: 1.5; }
    }
}

#[test]
fn have_delays_that_fit_even_if_nothing_reads_them() {
    assert_eq!(Unread::builder().build().unwrap().OUT_a_to_b.connection().delay(), Some(1.5));
    let error = Unread::builder().dt(0.4).build().err().unwrap().to_string();
    assert!(error.contains("OUT_a_to_b") && error.contains("1.2 and 1.6"), "{error}");
}

#[test]
fn show_the_present_value_of_what_decays() {
    let mut net = Net::builder().build().unwrap();
    net.simulate(1).unwrap();
    let now = net.NOW_a_to_a.trace(net.clock());
    net.simulate(9).unwrap();
    let later = net.NOW_a_to_a.trace(net.clock());
    let left = |iterations: f32| 1.5 * (-0.1 * iterations).exp();
    assert!((now[0] - left(1.0)).abs() < 1e-6 && (later[8] - left(10.0)).abs() < 1e-6, "{now:?} {later:?}");
}

behavior! {
    Fading {
        state { heard: 0.0 }
        event { fired: false }
        afferent { fading: 1.0 decays(5.0) }
        step {
            fired = iteration == 3;
            for s in afferent(All) { heard += sum(s.fading where s.src.fired); }
        }
    }
}

network! {
    Faded {
        use Fading;
        dt: 0.5;
        float: f64;
        group a: 3 { 1: Fading }
        synapses DENSE: a -> a;
        synapses SPARSE: a -> a { storage: sparse; }
        synapses LATE: a -> a { storage: sparse; delay: 1.5; }
        synapses EACH: a -> a { delay: 1.5 + 0.0 * uniform(); }
    }
}

#[test]
fn send_the_present_value_of_what_decays() {
    let mut net = Faded::builder().build().unwrap();
    net.simulate(10).unwrap();
    // At once, 1.5 ms after the beginning, and 1.5 ms later.
    let expected = 3.0 * 2.0 * ((-1.5_f64 / 5.0).exp() + (-3.0_f64 / 5.0).exp());
    assert!(net.a.heard().iter().all(|heard| (heard - expected).abs() < 1e-12), "{} {expected}", net.a.heard());
}
