//! What synapses are given by the builder, what they show, and what is wrong with values and delays.

use izhi::connect::{fixed_probability, pairs};
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
    assert_eq!(of_rows, [(0, 1, 1.0), (0, 1, 2.0), (1, 2, 3.0), (2, 0, 4.0)]);
    assert_eq!(net.NOW_a_to_a.W().to_matrix(), array![[0.0, 0.0, 4.0], [3.0, 0.0, 0.0], [0.0, 3.0, 0.0]]);
    assert_eq!(net.EACH_a_to_a.W().values(), [1.0, 4.0, 7.0, 2.0, 5.0, 8.0, 3.0, 6.0, 9.0]);
    assert_eq!(net.EACH_a_to_a.delay(), [1, 1, 1, 2, 2, 2, 3, 3, 3]);
    assert!(net.to_string().contains("synapses LATE, a_to_a, All (3 of 3 targets x 3 sources), delay 1.5"), "{net}");
    assert_eq!(net.LATE_a_to_a.connection().delay(), Some(1.5));
    assert_eq!(net.EACH_a_to_a.connection().delay(), None);
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
