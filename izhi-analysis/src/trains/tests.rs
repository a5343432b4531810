//! Spike trains by themselves.

use ndarray::array;

use super::*;

fn spike(iteration: u64, neuron: u32) -> Spike {
    Spike { iteration, neuron }
}

#[test]
fn all_three_sources_say_the_same() {
    let spikes = [spike(0, 1), spike(2, 0), spike(2, 1), spike(3, 0)];
    let of_spikes = SpikeTrains::from_spikes(&spikes, 3, 0.5, 0..4).unwrap();
    let fired = array![[false, true, false], [false; 3], [true, true, false], [true, false, false]];
    let of_flags = SpikeTrains::from_flags(fired.view(), 0.5).unwrap();
    let times = [vec![1.0, 1.5], vec![0.0, 1.0], vec![]];
    let of_times = SpikeTrains::from_times(&times, 0.0..2.0).unwrap();
    assert_eq!(of_spikes, of_flags);
    assert_eq!(of_spikes, SpikeTrains { step: Some(0.5), ..of_times.clone() });
    assert_eq!(of_times.iter().map(<[f64]>::to_vec).collect::<Vec<_>>(), times);
    assert_eq!((of_times.neurons(), of_times.spikes(), of_times.duration()), (3, 4, 2.0));
}

#[test]
fn what_is_wrong_is_said() {
    let of = |spikes: &[Spike]| SpikeTrains::from_spikes(spikes, 2, 0.5, 4..8).unwrap_err().to_string();
    assert_eq!(of(&[spike(4, 2)]), "neuron 2 is not among the 2, which are numbered from 0");
    assert_eq!(of(&[spike(8, 0)]), "neuron 0 has a spike at 4 ms, and the recording lasts from 2 ms until before 4 ms");
    assert_eq!(
        of(&[spike(5, 1), spike(5, 1)]),
        "the spikes of a neuron ascend in time, and neuron 1 has one at 2.5 ms behind one at 2.5 ms"
    );
    let of = |times: &[f64], window| SpikeTrains::from_times([times], window).unwrap_err();
    assert!(matches!(of(&[f64::NAN], 0.0..1.0), Error::Outside { time, .. } if time.is_nan()));
    assert_eq!(of(&[2.0, 1.0], 0.0..3.0), Error::Order { neuron: 0, time: 1.0, before: 2.0 });
    assert_eq!(of(&[], 1.0..1.0), Error::Window { start: 1.0, stop: 1.0, recorded: None });
    assert!(matches!(of(&[], 0.0..f64::INFINITY), Error::Window { .. }));
    assert_eq!(SpikeTrains::from_times([[0.0]; 0], 0.0..1.0), Err(Error::NoNeurons));
    let step = SpikeTrains::from_flags(array![[true]].view(), 0.0).unwrap_err().to_string();
    assert_eq!(step, "a time step has to be positive and finite, and 0 was given");
}

#[test]
fn parts_are_within_the_whole() {
    let trains = SpikeTrains::from_times([vec![0.0, 2.5, 5.0], vec![9.0]], 0.0..10.0).unwrap();
    let later = trains.after(2.5).unwrap();
    assert_eq!(later, SpikeTrains::from_times([vec![2.5, 5.0], vec![9.0]], 2.5..10.0).unwrap());
    assert_eq!(trains.between(0.0..2.5).unwrap().spikes() + later.spikes(), trains.spikes());
    assert!(matches!(trains.between(5.0..11.0), Err(Error::Window { recorded: Some((0.0, 10.0)), .. })));
    assert!(matches!(trains.between(5.0..5.0), Err(Error::Window { .. })));
    assert_eq!(trains.select([1]).unwrap(), SpikeTrains::from_times([[9.0]], 0.0..10.0).unwrap());
    assert_eq!(trains.select([2]), Err(Error::NoSuchNeuron { neuron: 2, neurons: 2 }));
    assert_eq!(trains.select([]), Err(Error::NoNeurons));
    assert_eq!(trains.whole_bins(4.0).unwrap().stop(), 8.0);
    assert_eq!(trains.whole_bins(11.0), Err(Error::Bins { bin: 11.0, duration: 10.0 }));
}

/// 0.7 ms is no binary number, and 3 times of it are less than 2.1 ms.
#[test]
fn rounding_moves_no_spike() {
    let spikes: Vec<Spike> = (0..1_000_000).map(|iteration| spike(iteration, 0)).collect();
    for dt in [0.7, 0.1, 0.05, 1.0 / 3.0] {
        let trains = SpikeTrains::from_spikes(&spikes, 1, dt, 0..1_000_000).unwrap();
        for every in [1, 2, 5, 10, 1000] {
            let bin = every as f64 * dt;
            let bins = trains.bins(bin).unwrap();
            let places = trains.bins_of(trains.iter().next().unwrap(), bin, bins);
            assert!(places.enumerate().all(|(iteration, place)| place == iteration / every), "{dt} {every}");
        }
    }
    let trains = SpikeTrains::from_spikes(&spikes[..10], 1, 0.7, 0..10).unwrap();
    assert_eq!(trains.after(2.1).unwrap().spikes(), 7);
    assert_eq!(trains.between(0.0..2.1).unwrap().spikes(), 3);
}
