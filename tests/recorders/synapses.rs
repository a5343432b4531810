//! What recorders see of synapses: in every storage what one reads between iterations, one after the other.

use izhi::catalogue::Value;
use izhi::prelude::*;
use izhi::{Error, connect::fixed_in_degree};

behavior! {
    /// Fires every few iterations, and learns at its own spikes and those that arrive.
    pub Learning {
        param { interval: 3.0, tau: 4.0 }
        event { fired: false }
        state { trace: 0.0, v: 0.0 }
        afferent(All) { W: uniform(), x: 0.0 decays(tau) }
        step {
            fired = (iteration + index) % 3 == 0;
            trace = trace * 0.9 + if fired { 1.0 } else { 0.0 };
            for s in afferent(All) { v += sum(s.W where s.src.fired); }
        }
    }
}

behavior! {
    pub Potentiation { step { for s in afferent(PLASTIC) { if s.dst.fired { s.W += 0.1 * s.src.trace; } } } }
}

behavior! {
    pub Marks { step { for s in afferent(PLASTIC) { if s.src.fired { s.x += 1.0; } } } }
}

behavior! {
    pub Conductance { afferent(ONE) { G: 8.0 } }
}

network! {
    Seen {
        use Learning, Potentiation, Marks, Conductance, izhi::Recorder;
        group a: 4 { 1: Learning }
        group b: 5 {
            1: Learning,
            2: Potentiation,
            3: Marks,
            5: Conductance,
            9: Recorder [v, PLASTIC_a_to_b.W, PLASTIC_a_to_b.x, FEW.W, FEW.x, ONE.G] as rec,
        }
        synapses PLASTIC: a -> b;
        synapses FEW, PLASTIC: b -> b { connect: fixed_in_degree(2); }
        synapses ONE: a -> b { shared: [G]; }
    }
}

/// What the recorder sees, read between iterations.
fn read(net: &Seen) -> Vec<Vec<f32>> {
    let sparse = |view: izhi::sparse::SparseView<'_, f32>| view.values().to_vec();
    vec![
        net.b.v().to_vec(),
        net.PLASTIC_a_to_b.W().t().iter().copied().collect(),
        net.PLASTIC_a_to_b.x(net.clock()),
        sparse(net.FEW_b_to_b.W()),
        net.FEW_b_to_b.x(net.clock()),
        vec![net.ONE_a_to_b.G()],
    ]
}

/// The rows of what was recorded, in the order of `read`.
fn recorded(net: &Seen, row: usize) -> Vec<Vec<f32>> {
    let rec = &net.b.rec;
    let matrix =
        |values: ndarray::ArrayView3<'_, f32>| values.index_axis(ndarray::Axis(0), row).t().iter().copied().collect();
    vec![
        rec.v().row(row).to_vec(),
        matrix(rec.PLASTIC_a_to_b_W()),
        matrix(rec.PLASTIC_a_to_b_x()),
        rec.FEW_W().row(row).to_vec(),
        rec.FEW_x().row(row).to_vec(),
        vec![rec.ONE_G()[row]],
    ]
}

#[test]
fn synapses_are_recorded_as_they_are_read() {
    // The values that decay are those of the iteration that the recorder stands in, one earlier than the clock after it.
    for threads in [1, 2] {
        let (mut steps, mut whole) =
            (Seen::builder().threads(threads).build().unwrap(), Seen::builder().build().unwrap());
        whole.simulate(12).unwrap();
        for row in 0..12 {
            steps.step().unwrap();
            let (read, recorded) = (read(&steps), recorded(&whole, row));
            assert_eq!(read[0], recorded[0], "v in iteration {row}");
            for number in [1, 3, 5] {
                assert_eq!(read[number], recorded[number], "variable {number} in iteration {row}");
            }
            for number in [2, 4] {
                let decay = (-1.0_f32 / 4.0).exp();
                let close =
                    read[number].iter().zip(&recorded[number]).all(|(now, then)| (now - then * decay).abs() < 1e-6);
                assert!(close && recorded[number].iter().any(|x| *x > 0.0), "variable {number} in iteration {row}");
            }
        }
        assert_ne!(recorded(&whole, 0)[1], recorded(&whole, 11)[1], "they learn");
    }
}

#[test]
fn recorded_synapses_are_in_the_catalogue() {
    let mut net = Seen::builder().build().unwrap();
    for _ in 0..3 {
        net.step().unwrap();
        *net.ONE_a_to_b.G_mut() *= 0.5;
    }
    let Value::RecordedWeights(weights) = net.get("PLASTIC_a_to_b_W", 0).unwrap().value else { panic!("weights") };
    assert_eq!(weights.shape(), [3, 5, 4]);
    let Value::Recorded(few) = net.get("b.rec.FEW_W", 0).unwrap().value else { panic!("of sparse synapses") };
    assert_eq!(few.shape(), [3, 10]);
    let Value::Recorded(one) = net.get("ONE_G", 0).unwrap().value else { panic!("of what they share") };
    assert_eq!(one.iter().copied().collect::<Vec<f32>>(), [8.0, 4.0, 2.0]);
    net.clear_recordings();
    assert_eq!(net.b.rec.FEW_W().shape(), [0, 10]);
}

#[test]
fn exchanged_synapses_of_another_number_are_an_error_before_anything_runs() {
    let mut net = Seen::builder().build().unwrap();
    let mut builder = Seen::builder();
    builder.FEW_b_to_b.connect = fixed_in_degree(3).into();
    let mut other = builder.build().unwrap();
    std::mem::swap(&mut net.FEW_b_to_b, &mut other.FEW_b_to_b);
    let Err(Error::Exchanged { place, expected, found }) = net.simulate(1) else { panic!("they are others") };
    assert_eq!((place.as_str(), expected, found), ("b.rec.FEW_W", 10, 15));
    assert_eq!(net.iteration(), 0);
}

/// Where a recorder sees the synapses, no update waits; the results are the same.
mod waiting {
    use super::{Learning, Potentiation};
    use izhi::Error;
    use izhi::prelude::*;

    network! {
        Recorded {
            use Learning, Potentiation, izhi::Recorder;
            group a: 6 { 1: Learning, 2: Potentiation, 9: Recorder [PLASTIC.W] as rec }
            synapses PLASTIC: a -> a;
        }
    }

    network! {
        Unrecorded {
            use Learning, Potentiation;
            group a: 6 { 1: Learning, 2: Potentiation }
            synapses PLASTIC: a -> a;
        }
    }

    #[test]
    fn recorded_synapses_do_not_wait() {
        let (mut recorded, mut unrecorded) =
            (Recorded::builder().build().unwrap(), Unrecorded::builder().build().unwrap());
        assert!(!recorded.schedule().contains("waits") && unrecorded.schedule().contains("waits"));
        recorded.simulate(30).unwrap();
        unrecorded.simulate(30).unwrap();
        assert_eq!(recorded.PLASTIC_a_to_a.W(), unrecorded.PLASTIC_a_to_a.W());
        let last = recorded.a.rec.PLASTIC_W().index_axis_move(ndarray::Axis(0), 29);
        assert_eq!(last, recorded.PLASTIC_a_to_a.W());
    }

    behavior! {
        Constant { event { fired: false } afferent { W: 1.0 } }
    }

    network! {
        Long {
            use Constant, izhi::Recorder;
            group a: 6 { 1: Constant, 9: Recorder [PLASTIC.W] as rec }
            synapses PLASTIC: a -> a;
        }
    }

    #[test]
    fn recordings_that_do_not_fit_are_found_out_before_the_run() {
        let mut net = Long::builder().build().unwrap();
        let Err(Error::Memory { place, .. }) = net.simulate(1 << 44) else { panic!("so much memory") };
        assert_eq!((place.as_str(), net.iteration()), ("a.rec", 0));
    }
}
