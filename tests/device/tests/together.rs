//! Networks that share a device do what each does alone, bit for bit, however different they are.

use izhi::device::Device;
use izhi::ndarray::Array2;
use izhi::prelude::*;
use izhi::ranks::in_threads;
use izhi::{Builder, Error, Network, Result, simulate_together};
use izhi_device_tests::{Called, Functions, Watch, difference, gpu, processor, processor_of};
use late::{Late, LateBuilder, late};

#[path = "fixtures/late.rs"]
mod late;
#[path = "../../networks/plastic.rs"]
mod plastic;
#[path = "../../networks/replay.rs"]
mod replay;
#[path = "../../networks/seed.rs"]
mod seed;

fn build<B: Builder>(builders: &[B], device: Option<&Device>) -> Vec<B::Network> {
    let of = |builder: &B| match device {
        Some(device) => builder.clone().device(device).build(),
        None => builder.clone().build(),
    };
    builders.iter().map(of).collect::<Result<_>>().unwrap()
}

/// Fewer warps than ten networks and more, and a GPU where there is one.
fn devices() -> Vec<Device> {
    [1, 3, 20].map(processor).into_iter().chain(gpu()).collect()
}

fn assert_equal<N: Network>(found: &[N], expected: &[N], what: &str) {
    assert_eq!(found.len(), expected.len());
    for (number, (found, expected)) in found.iter().zip(expected).enumerate() {
        let difference = difference(&found.snapshot().unwrap(), &expected.snapshot().unwrap());
        assert_eq!(difference, None, "network {number} {what}, after {} iterations", found.iteration());
        assert_eq!((found.iteration(), found.stopped_by()), (expected.iteration(), expected.stopped_by()), "{number}");
    }
}

/// Runs each network alone on the processor, and all of them together on each device, in stretches.
fn assert_same<B: Builder>(builders: &[B]) {
    let mut expected = build(builders, None);
    let devices = devices();
    let mut found: Vec<Vec<B::Network>> = devices.iter().map(|device| build(builders, Some(device))).collect();
    for stretch in [1, 2, 7, 40] {
        expected.iter_mut().for_each(|net| net.simulate(stretch).unwrap());
        for (device, nets) in devices.iter().zip(&mut found) {
            simulate_together(&mut *nets, stretch).unwrap();
            assert_equal(nets, &expected, &device.name());
        }
    }
}

/// The same done to networks on the processor, and to those on each device, leaves the same behind when all have run.
fn assert_same_after(builders: &[LateBuilder], iterations: u64, what: impl Fn(usize, &mut Late)) -> Vec<Late> {
    let mut expected = build(builders, None);
    expected.iter_mut().enumerate().for_each(|(number, net)| what(number, net));
    expected.iter_mut().for_each(|net| net.simulate(iterations).unwrap());
    for device in devices() {
        let mut found = build(builders, Some(&device));
        found.iter_mut().enumerate().for_each(|(number, net)| what(number, net));
        simulate_together(&mut found, iterations).unwrap();
        assert_equal(&found, &expected, &device.name());
    }
    expected
}

fn seeds<B: Builder>(builder: &B, count: u64) -> Vec<B> {
    (0..count).map(|seed| builder.clone().seed(seed)).collect()
}

#[test]
fn ten_seeds() {
    assert_same(&seeds(&late(), 10));
}

#[test]
fn ten_seeds_of_dense_synapses() {
    assert_same(&seeds(&seed::Seed::builder(), 10));
}

#[test]
fn ten_seeds_that_learn() {
    assert_same(&seeds(&plastic::Plastic::builder(), 10));
}

#[test]
fn parameters_of_their_own() {
    let builders = [(0.0, 10.0), (0.01, 8.0), (0.05, 12.0), (0.2, 3.0)].map(|(rate, tau)| {
        let mut builder = plastic::Plastic::builder();
        builder.cells.learning.rate = rate;
        builder.cells.cell.tau = tau;
        builder
    });
    assert_same(&builders);
}

#[test]
fn sizes_of_their_own() {
    let builders = [150, 1, 40, 333, 32].map(|size| {
        let mut builder = late();
        builder.cells.size = Grid::line(size);
        builder
    });
    assert_same(&builders);
}

#[test]
fn inputs_of_their_own() {
    let builders: Vec<_> = (1..5).map(|factor| with_noise(factor, 60)).collect();
    assert_same(&builders);
}

fn with_noise(factor: usize, iterations: usize) -> replay::ReplayBuilder {
    let mut builder = replay::Replay::builder();
    let noise = |neurons: usize| {
        Array2::from_shape_fn((iterations, neurons), |(iteration, neuron)| {
            (iteration * 7 * factor + neuron * 13) as f64 % 29.0 / 29.0
        })
    };
    builder.excitatory.replay_input.noise = noise(80).into();
    builder.inhibitory.replay_input.noise = noise(20).into();
    builder
}

#[test]
fn a_behaviour_ends_the_run_of_its_network_alone() {
    let builders = [0, 1, 2, 3, 19].map(|seed| late().seed(seed));
    let nets = assert_same_after(&builders, 100, |number, net| {
        let limit = [1e9, -9.0, 0.11, 1e9, -0.0137][number];
        net.set_parameter("cells.cell.limit", limit).unwrap();
    });
    let ends: Vec<u64> = nets.iter().map(Network::iteration).collect();
    assert_eq!(ends, [100, 22, 26, 100, 75]);
    assert_eq!(nets[2].stopped_by(), Some("cells.cell"));
}

#[test]
fn iterations_changes_and_recorders_of_their_own() {
    assert_same_after(&seeds(&late(), 4), 35, |number, net| {
        net.simulate(5 * number as u64).unwrap();
        net.cells.fired_mut()[3 * number] = true;
        match number {
            0 => net.cells.values.sample(Sampling::everything().every(1.5).neurons(10..20)).unwrap(),
            1 => net.ALL_cells_to_cells.W_mut().iter_mut().for_each(|weight| *weight *= 0.5),
            2 => net.cells.cell.set_enabled(false),
            _ => {
                net.cells.spikes.sample(Sampling::everything().between(8.0, 20.0).neurons(vec![5, 2, 99])).unwrap();
                net.cells.values.set_on(false);
            }
        }
    });
}

#[test]
fn networks_that_run_together_and_alone_in_turn() {
    let device = processor_of(3, 2);
    let (mut expected, mut found) = (build(&seeds(&late(), 4), None), build(&seeds(&late(), 4), Some(&device)));
    for (number, net) in expected.iter_mut().enumerate() {
        net.simulate(if number % 2 == 1 { 53 } else { 33 }).unwrap();
    }
    simulate_together(&mut found, 13).unwrap();
    simulate_together(found.iter_mut().skip(1).step_by(2), 20).unwrap();
    found.iter_mut().for_each(|net| net.simulate(4).unwrap());
    simulate_together(found.iter_mut().rev(), 16).unwrap();
    assert_equal(&found, &expected, "in turn");
}

#[test]
fn networks_of_several_devices_and_of_the_processor() {
    let [one, other] = [processor(2), processor(3)];
    let places = [None, Some(&one), Some(&other), Some(&one), None, Some(&other)];
    let mut expected = build(&seeds(&late(), 6), None);
    expected.iter_mut().for_each(|net| net.simulate(30).unwrap());
    let mut found = build(&seeds(&late(), 6), None);
    for (net, place) in found.iter_mut().zip(places) {
        place.into_iter().for_each(|device| net.move_to(device).unwrap());
    }
    simulate_together(&mut found, 30).unwrap();
    assert_equal(&found, &expected, "of several devices");
}

#[test]
fn one_launch_has_all_networks_for_which_there_are_threads() {
    let launches = |warps, count, iterations| {
        let watch = Watch::default();
        let mut nets = build(&seeds(&late(), count), Some(&watch.processor(warps)));
        // Those by which synapses are drawn.
        watch.launches();
        simulate_together(&mut nets, iterations).unwrap();
        watch.launches()
    };
    // 11 iterations at a time.
    assert_eq!(launches(20, 10, 22), [10, 10]);
    assert_eq!(launches(10, 10, 12), [10, 10]);
    assert_eq!(launches(9, 10, 5), [5, 5]);
    assert_eq!(launches(1, 3, 12), [1; 6]);
    assert_eq!(launches(2, 1, 12), [1, 1]);
    assert_eq!(launches(2, 0, 12), [0; 0]);
    assert_eq!(launches(2, 3, 0), [0; 0]);
}

#[test]
fn a_network_that_ends_leaves_its_threads_to_the_others() {
    let watch = Watch::default();
    let mut nets = build(&seeds(&late(), 3), Some(&watch.processor(4)));
    nets[1].set_parameter("cells.cell.limit", -9.0).unwrap();
    watch.launches();
    simulate_together(&mut nets, 33).unwrap();
    assert_eq!(nets[1].iteration(), 22);
    assert_eq!(watch.launches(), [3, 3, 2]);
    nets[1].set_parameter("cells.cell.limit", 1e9).unwrap();
    simulate_together(&mut nets, 5).unwrap();
    assert_eq!((nets[1].iteration(), nets[1].stopped_by()), (27, None));
}

#[test]
fn values_that_are_not_finite_end_the_run_of_their_network_alone() {
    let mut builders = seeds(&late(), 4);
    builders[0] = builders[0].clone().check_finite(8);
    builders[1] = builders[1].clone().check_finite(8);
    builders[2] = builders[2].clone().check_finite(5);
    let spoil = |nets: &mut [Late]| {
        nets[2].simulate(3).unwrap();
        nets[1].cells.v_mut()[5] = f32::INFINITY;
        nets[3].cells.v_mut()[5] = f32::INFINITY;
    };
    let mut expected = build(&builders, None);
    spoil(&mut expected);
    let errors: Vec<Result<()>> = expected.iter_mut().map(|net| net.simulate(40)).collect();
    for device in devices().iter().map(Some).chain([None]) {
        let mut found = build(&builders, device);
        spoil(&mut found);
        let error = simulate_together(&mut found, 40).unwrap_err();
        let own = errors[1].as_ref().unwrap_err();
        assert_eq!(error.to_string(), format!("network 1 of 4, of which the first is 0: {own}"));
        assert_equal(&found, &expected, "beside one that is not finite");
    }
    assert_eq!(expected.iter().map(Network::iteration).collect::<Vec<_>>(), [40, 8, 43, 40]);
}

#[test]
fn what_is_wrong_before_the_first_iteration_lets_none_run() {
    let builders = [with_noise(1, 60), with_noise(2, 60), with_noise(3, 20)];
    for device in [None, Some(&processor(3))] {
        let mut nets = build(&builders, device);
        let alone = nets[2].simulate(30).unwrap_err();
        let error = simulate_together(&mut nets, 30).unwrap_err();
        assert_eq!(error, Error::Together { number: 2, count: 3, error: Box::new(alone) });
        assert!(nets.iter().all(|net| net.iteration() == 0));
        simulate_together(&mut nets, 20).unwrap();
    }
}

/// Whatever fails and whenever, those that have run are as they are alone, and the others are to be restored, unless they are as they were.
#[test]
fn a_failure_is_that_of_the_networks_that_have_it() {
    let mut expected = build(&seeds(&late(), 3), None);
    expected.iter_mut().for_each(|net| net.simulate(20).unwrap());
    let then: Vec<_> = expected.iter().map(|net| net.snapshot().unwrap()).collect();
    expected.iter_mut().for_each(|net| net.simulate(30).unwrap());
    let (mut failed, mut restored, mut is_over) = ([0; 3], 0, false);
    for writes in (0..).step_by(7) {
        let watch = Watch::default();
        let mut nets = build(&seeds(&late(), 3), Some(&watch.processor(2)));
        simulate_together(&mut nets, 5).unwrap();
        nets.iter_mut().zip(&then).for_each(|(net, then)| net.restore(then).unwrap());
        watch.fail_after(writes);
        let Err(error) = simulate_together(&mut nets, 30) else {
            is_over = true;
            assert_equal(&nets, &expected, "that did not fail");
            break;
        };
        let Error::Together { number, count: 3, error } = error else { panic!("{error}") };
        assert!(error.to_string().starts_with("`Late` on a poor device: the GPU is out of memory"), "{error}");
        failed[number] += 1;
        assert!(nets[..number].iter().all(|net| net.iteration() == 50), "after {writes} writes");
        assert_eq!(nets[number].iteration(), 20, "after {writes} writes");
        for (net, then) in nets.iter_mut().zip(&then).filter(|(net, _)| net.iteration() == 20) {
            if net.snapshot().unwrap() != *then {
                net.restore(then).unwrap();
                restored += 1;
            }
            net.simulate(30).unwrap();
        }
        assert_equal(&nets, &expected, &format!("after {writes} writes"));
    }
    assert!(is_over && failed.iter().all(|count| *count > 0), "{failed:?}");
    assert!(restored > 0 && restored < failed.iter().sum(), "{restored} of {failed:?}");
}

/// Each group of threads has one network, and each network as many groups as another, or one more.
#[test]
fn groups_of_threads_are_cut_among_networks() {
    let functions =
        Functions::new(&["first_group", "network_of"].map(|name| Called::of_library(name, "i64", "i64", 3)));
    let call = |name, number: i64, networks: i64, groups: i64| {
        let results: Vec<i64> = functions.results(name, &[&[number], &[networks], &[groups]]);
        results[0]
    };
    for groups in [1, 2, 7, 16, 132] {
        for networks in 1..=groups {
            let firsts: Vec<i64> =
                (0..=networks).map(|network| call("first_group", network, networks, groups)).collect();
            assert_eq!((firsts[0], firsts[networks as usize]), (0, groups));
            for (network, ends) in firsts.windows(2).enumerate() {
                let least = groups / networks;
                assert!((least..=least + 1).contains(&(ends[1] - ends[0])), "{networks} networks, {groups} groups");
                for group in ends[0]..ends[1] {
                    assert_eq!(call("network_of", group, networks, groups), network as i64, "{networks}, {groups}");
                }
            }
        }
    }
}

#[test]
fn ranks_run_one_network_after_the_other() {
    let mut expected = build(&seeds(&late(), 3), None);
    expected.iter_mut().for_each(|net| net.simulate(30).unwrap());
    let expected: Vec<Vec<f32>> = expected.iter().map(|net| net.cells.v().to_vec()).collect();
    let found = in_threads(2, |world| {
        let builders = seeds(&late().ranks(world), 3);
        let mut nets = build(&builders, None);
        simulate_together(&mut nets, 30).unwrap();
        nets.iter().map(|net| net.cells.v().to_vec()).collect::<Vec<_>>()
    });
    assert!(found.iter().all(|found| *found == expected));
}
