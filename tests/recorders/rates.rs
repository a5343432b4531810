//! Rates in bins are the numbers of the events that an `EventRecorder` lists.

use izhi::Error;
use izhi::prelude::*;

behavior! {
    pub Cell {
        event { fired: false, paused: false }
        step { fired = bernoulli(0.3); paused = bernoulli(0.1); }
    }
}

network! {
    Rates {
        use Cell, izhi::RateRecorder, izhi::EventRecorder;
        dt: 0.5;
        group cells: 40 {
            1: Cell,
            8: EventRecorder [fired, paused] as spikes,
            9: RateRecorder [fired, paused] as rates,
        }
    }
}

fn net() -> Rates {
    Rates::builder().seed(6).build().unwrap()
}

/// The rates of the neurons in bins of so many iterations that begin at these.
fn counted(net: &Rates, begin: &[u64], iterations: u64, neurons: &[u32]) -> [Vec<f32>; 2] {
    let spikes = &net.cells.spikes;
    [spikes.fired(), spikes.paused()].map(|events| {
        let rate = |begin: &u64| {
            let is_in = |event: &&izhi::recording::Spike| {
                (*begin..begin + iterations).contains(&event.iteration) && neurons.contains(&event.neuron)
            };
            let seconds = iterations as f64 * 0.5 / 1000.0;
            (events.iter().filter(is_in).count() as f64 / neurons.len() as f64 / seconds) as f32
        };
        begin.iter().map(rate).collect()
    })
}

#[test]
fn each_iteration_is_a_bin() {
    let mut net = net();
    net.simulate(9).unwrap();
    let all: Vec<u32> = (0..40).collect();
    let begin: Vec<u64> = (0..9).collect();
    let [fired, paused] = counted(&net, &begin, 1, &all);
    assert_eq!(net.cells.rates.fired().to_vec(), fired);
    assert_eq!(net.cells.rates.paused().to_vec(), paused);
    assert!(fired.iter().sum::<f32>() > 0.0 && paused.iter().sum::<f32>() > 0.0);
}

#[test]
fn bins_are_there_when_they_are_complete() {
    let mut net = net();
    net.cells.rates.sample(Sampling::everything().neurons(5..25).every(3.5).between(2.0, 30.0).newest(6)).unwrap();
    let chosen: Vec<u32> = (5..25).collect();
    // The window is of iterations 4 to 59: eight bins of seven.
    let mut begin = Vec::new();
    for stretch in [3, 7, 1, 6, 20, 40] {
        net.simulate(stretch).unwrap();
        let begun = (4..60).step_by(7).filter(|first| first + 7 <= net.iteration());
        begin = begun.collect::<Vec<u64>>();
        begin.drain(..begin.len().saturating_sub(6));
        let [fired, paused] = counted(&net, &begin, 7, &chosen);
        assert_eq!(net.cells.rates.iterations().to_vec(), begin);
        assert_eq!(net.cells.rates.fired().to_vec(), fired);
        assert_eq!(net.cells.rates.paused().to_vec(), paused);
    }
    assert_eq!(begin, [18, 25, 32, 39, 46, 53]);
    let times: Vec<f64> = begin.iter().map(|&iteration| iteration as f64 * 0.5).collect();
    assert_eq!(net.cells.rates.times().to_vec(), times);
}

#[test]
fn a_bin_in_which_recording_was_off_is_left_out() {
    let mut net = net();
    net.cells.rates.sample(Sampling::everything().every(2.0)).unwrap();
    net.simulate(6).unwrap();
    net.cells.rates.set_on(false);
    net.simulate(1).unwrap();
    net.cells.rates.set_on(true);
    net.simulate(9).unwrap();
    assert_eq!(net.cells.rates.iterations().to_vec(), [0, 8, 12]);
    net.set_enabled("cells.rates", false).unwrap();
    net.simulate(2).unwrap();
    net.set_enabled("cells.rates", true).unwrap();
    net.simulate(6).unwrap();
    assert_eq!(net.cells.rates.iterations().to_vec(), [0, 8, 12, 20]);
}

#[test]
fn bins_go_on_over_what_is_taken_out_and_over_snapshots() {
    let (mut whole, mut taken, mut second) = (net(), net(), net());
    for net in [&mut whole, &mut taken] {
        net.cells.rates.sample(Sampling::everything().every(2.5)).unwrap();
    }
    whole.simulate(20).unwrap();
    taken.simulate(8).unwrap();
    let first = taken.cells.rates.fired().to_vec();
    taken.cells.rates.hand_over(&mut |_| None);
    second.restore(&taken.snapshot().unwrap()).unwrap();
    for (way, mut net) in [("taken out", taken), ("restored", second)] {
        net.simulate(12).unwrap();
        let found = [&first[..], &net.cells.rates.fired().to_vec()].concat();
        assert_eq!(found, whole.cells.rates.fired().to_vec(), "{way}");
    }
    whole.reset(Reset::anew()).unwrap();
    whole.simulate(6).unwrap();
    assert_eq!(whole.cells.rates.iterations().to_vec(), [0]);
    assert_eq!(whole.cells.rates.fired().to_vec(), first[..1]);
}

/// After a warm-up nothing of it is left.
#[test]
fn a_bin_that_is_cleared_is_left_out() {
    let mut net = net();
    net.cells.rates.sample(Sampling::everything().every(2.0)).unwrap();
    net.simulate(6).unwrap();
    net.clear_recordings();
    net.simulate(8).unwrap();
    assert_eq!(net.cells.rates.iterations().to_vec(), [8]);
}

#[test]
fn a_bin_is_a_whole_number_of_steps() {
    let Err(Error::Sampling { place, reason }) = net().cells.rates.sample(Sampling::everything().every(0.7)) else {
        panic!("no multiple of the time step");
    };
    assert_eq!(place, "cells.rates");
    assert!(reason.contains("multiple of dt = 0.5"), "{reason}");
}
