//! Recorded expressions are what a behaviour at the recorder's key would compute.

use izhi::prelude::*;

behavior! {
    /// Whatever an expression can be made of.
    pub Cell {
        param { leak: 0.9, threshold: each(uniform(0.8, 1.2)) }
        constant { doubled: 2.0 * leak }
        state { v: uniform(), still: normal() }
        integer { spikes: 0 }
        flag { has_fired: false }
        event { fired: false }
        afferent { W: 0.1 * uniform() }
        step {
            v = leak * v + 0.3 * uniform();
            for s in afferent(All) { v += sum(s.W where s.src.fired); }
            fired = v > threshold;
            if fired { v = 0.0; spikes += 1; has_fired = true; }
        }
    }
}

behavior! {
    /// Computes in statements what the recorders are given as expressions.
    pub Beside {
        state { mean_v: 0.0, distance: 0.0, twice_still: 0.0, active: 0.0, widest: 0.0, place: 0.0 }
        integer { total: 0, modulo: 0 }
        flag { is_high: false, any_fired: false }
        step {
            mean_v = mean(v where !fired);
            distance = (v - x / 4.0) * doubled;
            twice_still = 2.0 * still + dt;
            active = count(fired);
            widest = max(v) - min(v);
            place = t / dt + index;
            total = integer(sum(spikes));
            modulo = (spikes + iteration) % 3;
            is_high = v > mean(v) && has_fired;
            any_fired = count(fired) > 0;
        }
    }
}

network! {
    Recorded {
        use Cell, Beside, izhi::Recorder;
        dt: 0.5;
        group cells, other: 11 {
            1: Cell,
            5: Beside,
            8: Recorder [
                mean(v where !fired) as mean_v,
                (v - x / 4.0) * doubled as distance,
                2.0 * still + dt as twice_still,
                count(fired) as active,
                max(v) - min(v) as widest,
                t / dt + index as place,
                integer(sum(spikes)) as total,
                (spikes + iteration) % 3 as modulo,
                v > mean(v) && has_fired as is_high,
                count(fired) > 0 as any_fired,
                v as potential,
            ] as expressions,
            9: Recorder [
                mean_v, distance, twice_still, active, widest, place, total, modulo, is_high, any_fired, v
            ] as statements,
        }
        synapses ALL: cells -> cells;
    }
}

#[test]
fn expressions_are_what_statements_compute() {
    for threads in [1, 2] {
        let mut net = Recorded::builder().seed(3).threads(threads).build().unwrap();
        net.simulate(40).unwrap();
        let (found, beside) = (&net.cells.expressions, &net.cells.statements);
        let one = |rows: ndarray::ArrayView2<'_, f32>| rows.column(0).to_vec();
        assert_eq!(found.mean_v().to_vec(), one(beside.mean_v()));
        assert_eq!(found.distance(), beside.distance());
        assert_eq!(found.twice_still(), beside.twice_still());
        assert_eq!(found.active().mapv(|number| number as f32).to_vec(), one(beside.active()));
        assert_eq!(found.widest().to_vec(), one(beside.widest()));
        assert_eq!(found.place(), beside.place());
        assert_eq!(found.total().to_vec(), beside.total().column(0).to_vec());
        assert_eq!(found.modulo(), beside.modulo());
        assert_eq!(found.is_high(), beside.is_high());
        assert_eq!(found.any_fired().to_vec(), beside.any_fired().column(0).to_vec());
        assert_eq!(found.potential(), beside.v());
        assert!(found.active().sum() > 0 && found.any_fired().iter().any(|any| !any), "some iterations have events");
    }
}

#[test]
fn recording_expressions_changes_no_run() {
    let mut net = Recorded::builder().seed(3).build().unwrap();
    net.cells.expressions.set_on(false);
    let mut with = Recorded::builder().seed(3).build().unwrap();
    net.simulate(30).unwrap();
    with.simulate(30).unwrap();
    assert_eq!(net.cells.v(), with.cells.v());
    assert!(net.cells.expressions.is_empty() && with.cells.expressions.len() == 30);
    izhi_interpreter::self_test(|| Recorded::builder().seed(5).build(), 30);
}

#[test]
fn of_some_neurons_there_are_their_columns_and_all_that_is_one() {
    let (mut full, mut net) = (Recorded::builder().build().unwrap(), Recorded::builder().build().unwrap());
    net.cells.expressions.sample(Sampling::everything().neurons([7, 2]).every(1.5).newest(4)).unwrap();
    full.simulate(20).unwrap();
    net.simulate(20).unwrap();
    let (full, net) = (&full.cells.expressions, &net.cells.expressions);
    let rows = [9, 12, 15, 18];
    assert_eq!(net.iterations().to_vec(), rows.map(|row| row as u64));
    let [row, column] = [ndarray::Axis(0), ndarray::Axis(1)];
    assert_eq!(net.distance(), full.distance().select(row, &rows).select(column, &[7, 2]));
    assert_eq!(net.is_high(), full.is_high().select(row, &rows).select(column, &[7, 2]));
    assert_eq!(net.mean_v(), full.mean_v().select(row, &rows));
    assert_eq!(net.total(), full.total().select(row, &rows));
    assert_eq!(net.any_fired(), full.any_fired().select(row, &rows));
}

#[test]
fn they_come_back_from_a_snapshot() {
    let build = || Recorded::builder().seed(8).build().unwrap();
    let (mut whole, mut first, mut second) = (build(), build(), build());
    whole.simulate(25).unwrap();
    first.simulate(11).unwrap();
    second.restore(&first.snapshot().unwrap()).unwrap();
    second.simulate(14).unwrap();
    let (whole, second) = (&whole.cells.expressions, &second.cells.expressions);
    assert_eq!(whole.mean_v(), second.mean_v());
    assert_eq!(whole.total(), second.total());
    assert_eq!(whole.any_fired(), second.any_fired());
    assert_eq!(whole.distance(), second.distance());
}

/// Numbers of a network without units are in whatever unit its author has.
mod without_units {
    use izhi::prelude::*;

    behavior! {
        pub Cell { state { v: 1.0 } step { if t > 0.003 { v += 1.0; } } }
    }

    network! {
        Seconds {
            use Cell, izhi::Recorder;
            dt: 0.001;
            group cells: 2 { 1: Cell, 9: Recorder [t > 0.003 as late, exp(-t / 0.005) * v as faded] as recorder }
        }
    }

    #[test]
    fn times_are_numbers() {
        let mut net = Seconds::builder().build().unwrap();
        net.simulate(6).unwrap();
        assert_eq!(net.cells.recorder.late().to_vec(), [false, false, false, false, true, true]);
        assert_eq!(net.cells.recorder.faded().dim(), (6, 2));
    }
}
