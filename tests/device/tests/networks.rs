//! Networks on a device do what they do on the processor, bit for bit: what they keep, what is on its way, what has been recorded.

use std::ops::ControlFlow;

use izhi::device::Device;
use izhi::ndarray::{Array2, ArrayViewMut1};
use izhi::prelude::*;
use izhi::{Builder, Network, Result};
use izhi_device_tests::{Watch, difference, gpu, lanes_of, processor, processor_of};
use late::{Late, LateBuilder, late};

#[path = "../../networks/efferent.rs"]
mod efferent;
#[path = "fixtures/late.rs"]
mod late;
#[path = "../../networks/leaky.rs"]
mod leaky;
#[path = "../../networks/plastic.rs"]
mod plastic;
#[path = "../../networks/reductions.rs"]
mod reductions;
#[path = "../../networks/replay.rs"]
mod replay;
#[path = "../../networks/ring.rs"]
mod ring;
#[path = "../../networks/seed.rs"]
mod seed;
#[path = "fixtures/shared.rs"]
mod shared;
#[path = "../../networks/twice.rs"]
mod twice;

/// Runs a network on the processor and on devices, in stretches: of one warp, of three, of two groups of three, and on a GPU where there
/// is one; and for a few iterations where each lane is a thread.
fn assert_same<B: Builder>(build: impl Fn() -> B) {
    assert_same_on(&[lanes_of(2, 2, 1), lanes_of(3, 1, 2)], &build, &[1, 2, 7]);
    assert_same_by_warps(build);
}

fn assert_same_by_warps<B: Builder>(build: impl Fn() -> B) {
    let devices: Vec<Device> = [processor(1), processor(3), processor_of(2, 3)].into_iter().chain(gpu()).collect();
    assert_same_on(&devices, &build, &[1, 2, 7, 50, 140]);
}

fn assert_same_on<B: Builder>(devices: &[Device], build: &impl Fn() -> B, stretches: &[u64]) {
    let mut expected = build().build().unwrap();
    let on_device = devices.iter().map(|device| build().device(device).build()).collect::<Result<Vec<_>>>();
    let mut found = on_device.unwrap();
    for stretch in stretches {
        expected.simulate(*stretch).unwrap();
        for net in &mut found {
            net.simulate(*stretch).unwrap();
            let difference = difference(&net.snapshot().unwrap(), &expected.snapshot().unwrap());
            assert_eq!(difference, None, "{} after {} iterations", net.name(), net.iteration());
        }
    }
}

#[test]
fn leaky() {
    assert_same(leaky::Leakies::builder);
}

#[test]
fn seed() {
    assert_same(seed::Seed::builder);
}

/// Each warp has units of its own, and all are done, however many warps a group has.
#[test]
fn groups_of_many_warps() {
    let build = || {
        let mut builder = late();
        builder.cells.size = Grid::line(800);
        builder.ALL_cells_to_cells.connect = izhi::connect::fixed_out_degree(2).into();
        builder
    };
    assert_same_on(&[(2, 8), (3, 5)].map(|(groups, warps)| lanes_of(groups, warps, 3)), &build, &[2]);
}

#[test]
fn reductions() {
    assert_same(reductions::Reductions::builder);
}

#[test]
fn efferent() {
    assert_same(efferent::Efferent::builder);
}

#[test]
fn twice() {
    assert_same(twice::Twice::builder);
}

#[test]
fn plastic() {
    assert_same(plastic::Plastic::builder);
}

/// Inputs that change from iteration to iteration, in double precision.
#[test]
fn replay() {
    assert_same(|| {
        let mut builder = replay::Replay::builder();
        let noise = |neurons: usize| {
            Array2::from_shape_fn((200, neurons), |(iteration, neuron)| {
                (iteration * 7 + neuron * 13) as f64 % 29.0 / 29.0
            })
        };
        builder.excitatory.replay_input.noise = noise(80).into();
        builder.inhibitory.replay_input.noise = noise(20).into();
        builder
    });
}

#[test]
fn ring() {
    assert_same(ring::Ring::builder);
}

/// The same done to a network on the processor and to one on a device leaves the same behind.
fn assert_same_after(what: impl Fn(&mut Late)) {
    let [mut expected, mut found] = [late().build().unwrap(), late().device(&processor(2)).build().unwrap()];
    for net in [&mut expected, &mut found] {
        what(net);
        net.simulate(30).unwrap();
    }
    assert!(found.snapshot().unwrap() == expected.snapshot().unwrap());
    assert!(found.cells.fired_count() > 0);
}

#[test]
fn delays_of_their_own() {
    assert_same(late);
}

#[test]
fn weights_that_are_changed_while_events_are_on_their_way() {
    assert_same_after(|net| {
        net.simulate(25).unwrap();
        net.ALL_cells_to_cells.W_mut().iter_mut().for_each(|weight| *weight *= 0.5);
    });
}

#[test]
fn states_events_and_parameters_that_are_changed() {
    assert_same_after(|net| {
        net.simulate(3).unwrap();
        net.cells.v_mut().fill(0.7);
        net.cells.fired_mut()[7] = true;
        net.set_parameter("cells.cell.tau", 5.0).unwrap();
    });
}

#[test]
fn behaviours_that_are_switched_off_and_on() {
    assert_same_after(|net| {
        net.simulate(12).unwrap();
        net.cells.cell.set_enabled(false);
        net.cells.fired_mut()[3] = true;
        net.simulate(5).unwrap();
        net.cells.cell.set_enabled(true);
        net.cells.drive.set_enabled(false);
        net.simulate(20).unwrap();
        net.cells.drive.set_enabled(true);
    });
}

#[test]
fn recorders_that_keep_some() {
    assert_same_after(|net| {
        net.cells.values.sample(Sampling::everything().every(1.5).neurons(10..20)).unwrap();
        net.cells.spikes.sample(Sampling::everything().between(3.0, 9.0).neurons(vec![5, 2, 99])).unwrap();
        net.cells.rates.sample(Sampling::everything().every(4.0)).unwrap();
        net.simulate(13).unwrap();
        net.cells.values.set_on(false);
        net.simulate(6).unwrap();
        net.cells.values.set_on(true);
    });
}

/// Lists of events that a warp does not make at once.
#[test]
fn events_of_many_neurons() {
    for neurons in [31, 1024, 2500] {
        assert_same_by_warps(|| {
            let mut builder = late();
            builder.cells.size = Grid::line(neurons);
            builder.ALL_cells_to_cells.connect = izhi::connect::fixed_out_degree(2).into();
            builder
        });
    }
}

#[test]
fn networks_that_come_back_and_move() {
    assert_same_after(|net| {
        net.simulate(20).unwrap();
        let then = net.snapshot().unwrap();
        net.simulate(9).unwrap();
        net.restore(&then).unwrap();
        net.move_to_processor();
        net.simulate(4).unwrap();
        net.move_to(&processor(3)).unwrap();
        net.simulate(4).unwrap();
        net.reset(Reset::anew().seed(9)).unwrap();
    });
}

#[test]
fn a_run_ends_where_it_is_to_end() {
    let mut both = [late().build().unwrap(), late().device(&processor(3)).build().unwrap()];
    for net in &mut both {
        net.set_parameter("cells.cell.limit", -9.0).unwrap();
        net.simulate(1000).unwrap();
    }
    let [expected, found] = both;
    assert_eq!(found.stopped_by(), Some("cells.cell"));
    assert!(found.iteration() > 20 && found.iteration() < 1000, "{}", found.iteration());
    assert!(found.snapshot().unwrap() == expected.snapshot().unwrap());
}

#[test]
fn values_that_are_not_finite_end_a_run_where_they_do_on_the_processor() {
    let run = |builder: LateBuilder| {
        let mut net = builder.check_finite(8).build().unwrap();
        net.simulate(11).unwrap();
        net.cells.v_mut()[5] = f32::INFINITY;
        (net.simulate(100).unwrap_err().to_string(), net.iteration())
    };
    assert_eq!(run(late().device(&processor(1))), run(late()));
}

#[test]
fn networks_are_shown_after_each_iteration() {
    let [mut expected, mut found] = [late().build().unwrap(), late().device(&processor(1)).build().unwrap()];
    let seen = |net: &mut Late| {
        let mut seen = Vec::new();
        let flow = net.simulate_with(9, 2, |net| {
            seen.push(net.cells.v().to_vec());
            ControlFlow::<()>::Continue(())
        });
        assert!(flow.unwrap().is_continue());
        seen
    };
    assert_eq!(seen(&mut found), seen(&mut expected));
    let error = found.profile(3).unwrap_err().to_string();
    assert_eq!(
        error,
        "`Late` on the processor with 1 warps: how long parts of an iteration take is measured on processors alone"
    );
}

behavior! {
    /// Calls Rust.
    pub Called {
        state { x: 0.0 }
        step { call crate::double(mut x); }
    }
}

fn double(mut x: ArrayViewMut1<f32>) {
    x *= 2.0;
}

network! {
    pub Calling {
        use Called;
        group cells: 3 { 1: Called }
    }
}

#[test]
fn what_does_not_run_on_a_device_is_an_error_that_says_so() {
    let error = Calling::builder().device(&processor(1)).build().unwrap_err().to_string();
    assert_eq!(
        error,
        "`Calling` on the processor with 1 warps: `cells.called` calls the Rust function `crate::double`, which is on the processor"
    );
    let mut net = Calling::builder().build().unwrap();
    assert!(net.move_to(&processor(1)).is_err());
    net.simulate(1).unwrap();
}

#[test]
fn a_gpu_that_is_not_there_is_an_error_that_says_what_is_missing() {
    // Where there is one, it is asked for one that there is hardly.
    let error = izhi::cuda::gpu(99).unwrap_err().to_string();
    let is_said =
        ["there is no NVIDIA driver", "finds no GPU", "there is no GPU 99"].iter().any(|start| error.contains(start));
    assert!(is_said, "{error}");
    let as_others = || -> izhi::Result<Device> { Ok(izhi::cuda::gpu(99)?) };
    assert_eq!(as_others().unwrap_err().to_string(), error);
}

/// Each sum has its own on the way.
#[test]
fn sums_over_the_same_synapses() {
    assert_same(shared::Shared::builder);
}

#[test]
fn after_a_failure_all_that_the_network_has_goes_to_the_device_again() {
    let mut expected = late().build().unwrap();
    expected.simulate(20).unwrap();
    let then = expected.snapshot().unwrap();
    expected.simulate(30).unwrap();
    let mut failures = 0;
    for writes in 0..16 {
        let watch = Watch::default();
        let mut net = late().device(&watch.processor(1)).build().unwrap();
        net.simulate(5).unwrap();
        net.restore(&then).unwrap();
        watch.fail_after(writes);
        if let Err(error) = net.simulate(30) {
            assert!(error.to_string().starts_with("`Late` on a poor device: the GPU is out of memory"), "{error}");
            failures += 1;
            net.restore(&then).unwrap();
            net.simulate(30).unwrap();
        }
        assert!(net.snapshot().unwrap() == expected.snapshot().unwrap(), "after {writes} writes");
    }
    assert!(failures > 2, "{failures}");
}
