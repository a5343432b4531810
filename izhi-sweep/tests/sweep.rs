//! Sweeps are what one would run by hand, one network after the other.

use izhi::prelude::*;
use izhi::ranks::in_threads;
use izhi_sweep::{Error, Sweep};

behavior! {
    pub Cell {
        param { rate: 0.2 where rate > 0.0 }
        state { v: uniform() }
        event { fired: false }
        step { v += rate * uniform(); fired = v > 1.0; if fired { v = 0.0; } }
    }
}

network! {
    pub Net {
        use Cell;
        group cells: 10 { 1: Cell }
    }
}

fn measured(net: &mut Net) -> izhi::Result<[f64; 2]> {
    net.simulate(40)?;
    Ok([net.cells.fired_count() as f64, f64::from(net.cells.v()[0])])
}

#[test]
fn each_row_is_a_network_by_itself() {
    let sweep = |at_a_time| {
        let sweep = Sweep::of(Net::builder()).over("rate", [0.1, 0.4]).over("cells.size", [5.0, 20.0, 7.0]);
        sweep.over("seed", [3.0, 4.0]).at_a_time(at_a_time).measure(["spikes", "first"], measured).unwrap()
    };
    let table = sweep(3);
    assert_eq!(table.names(), ["rate", "cells.size", "seed", "spikes", "first"]);
    let mut row = 0;
    for rate in [0.1, 0.4] {
        for size in [5, 20, 7] {
            for seed in [3, 4] {
                let mut builder = Net::builder().seed(seed);
                builder.cells.cell.rate = rate as f32;
                builder.set("cells.size", f64::from(size)).unwrap();
                let [spikes, first] = measured(&mut builder.build().unwrap()).unwrap();
                let expected = [rate, f64::from(size), seed as f64, spikes, first];
                assert_eq!(table.values().row(row).to_vec(), expected);
                row += 1;
            }
        }
    }
    assert_eq!(row, table.values().nrows());
    assert_eq!(table.column("spikes").unwrap(), table.values().column(3));
    assert!(table.column("spike").is_none());
    for at_a_time in [0, 1, 50] {
        assert_eq!(sweep(at_a_time), table);
    }
}

#[test]
fn without_parameters_there_is_one_network() {
    let table = Sweep::of(Net::builder()).measure(["spikes", "first"], measured).unwrap();
    assert_eq!(table.values().dim(), (1, 2));
}

#[test]
fn what_cannot_be_swept_is_said_before_anything_runs() {
    let error = |sweep: Sweep<NetBuilder>| {
        let measure = |_: &mut Net| -> izhi::Result<[f64; 1]> { panic!("it runs") };
        sweep.measure(["spikes"], measure).unwrap_err().to_string()
    };
    let sweep = || Sweep::of(Net::builder());
    assert_eq!(error(sweep().over("rate", [])), "rate: expected values to sweep over, and none was found");
    assert_eq!(
        error(sweep().over("rate", [0.1]).over("rate", [0.1])),
        "rate: expected once, and it is swept over twice"
    );
    assert!(error(sweep().over("threads", [1.0])).contains("`at_a_time` says how many run"));
    assert!(error(sweep().over("spikes", [1.0])).contains("the name of what is measured"));
    let twice = sweep().measure(["spikes", "spikes"], |_| panic!("it runs")).unwrap_err().to_string();
    assert_eq!(twice, "spikes: what is measured has a name of its own, and two have this one");
    let unknown = error(sweep().over("rate", [0.1]).over("tau", [3.0]));
    assert!(unknown.starts_with("tau = 3: ") && unknown.contains("cells.cell.rate"), "{unknown}");
    assert!(error(sweep().over("cells.size", [5.0, 2.5])).starts_with("cells.size = 2.5: "));
    assert!(error(sweep().over("rate", [0.1, f64::NAN])).starts_with("rate = NaN: "));
}

#[test]
fn a_network_that_fails_is_named_by_its_parameters() {
    let failing = Sweep::of(Net::builder()).over("rate", [0.1, 0.0, -1.0]).over("seed", [1.0, 2.0]).at_a_time(2);
    let Error::Run { parameters, error } = failing.measure(["spikes", "first"], measured).unwrap_err() else {
        panic!("a condition does not hold");
    };
    assert_eq!(parameters, [("rate".to_owned(), 0.0), ("seed".to_owned(), 1.0)]);
    assert!(error.to_string().contains("rate > 0"), "{error}");
}

#[test]
#[should_panic(expected = "what is measured went wrong")]
fn what_panics_is_heard() {
    let sweep = Sweep::of(Net::builder()).over("seed", [1.0, 2.0, 3.0]);
    let measure = |net: &mut Net| {
        assert!(net.clock().seed() != 2, "what is measured went wrong");
        measured(net)
    };
    let _ = sweep.measure(["spikes", "first"], measure);
}

#[test]
fn a_table_is_text() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sweep.csv");
    let sweep = Sweep::of(Net::builder()).over("rate", [0.1, 0.25]);
    let table = sweep.measure(["size, of all"], |net| Ok([net.cells.size() as f64 / 3.0])).unwrap();
    table.write_csv(&path).unwrap();
    let third = 10.0 / 3.0;
    assert_eq!(std::fs::read_to_string(&path).unwrap(), format!("rate,\"size, of all\"\n0.1,{third}\n0.25,{third}\n"));
    assert_eq!(table.to_string(), format!("rate        size, of all\n 0.1  {third}\n0.25  {third}\n"));
    let missing = folder.path().join("missing/sweep.csv");
    let error = table.write_csv(&missing).unwrap_err().to_string();
    assert!(error.starts_with(&format!("file `{}`: ", missing.display())), "{error}");
}

#[test]
fn networks_of_several_ranks_are_refused() {
    let says = in_threads(2, |world| {
        let sweep = Sweep::of(Net::builder().ranks(world)).over("rate", [0.1]);
        sweep.measure(["spikes", "first"], measured).unwrap_err().to_string()
    });
    assert!(says.iter().all(|message| message.contains("each network of a sweep is of one process")), "{says:?}");
}
