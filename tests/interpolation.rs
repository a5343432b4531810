//! `interpolate(x, x0, y0, x1, y1, ...)`: along the lines between points.

use izhi::prelude::*;
use izhi_interpreter::self_test;

behavior! {
    /// Of what is given, of the time, of numbers with a value for each neuron, and of one for all.
    Lines {
        param { end: 4.0, high: 2.5, each: each(1.0 + 0.125 * index), fixed: 0.0 }
        constant { half: interpolate(end, 0.0, 0.0, 8.0, 1.0) }
        input { x }
        state { y: 0.0, of_time: 0.0, of_each: 0.0, of_mean: interpolate(0.25 * index, 0.0, 1.0, 1.0, 3.0) }
        equations { dfree/dt = interpolate(free, 0.0, 1.0, 2.0, 0.0); }
        state { free: 0.0 }
        step {
            y = interpolate(x, -1.0, -3.0, 0.0, 0.5, 1.5, high, end, -1.0);
            of_time = interpolate(t, 1.0, 0.0, 2.0, 10.0, 3.0, 0.0) + half;
            of_each = interpolate(x, 0.0, 0.0, each, 1.0);
            of_mean = interpolate(mean(x), 0.0, 1.0, 2.0, 0.0);
            integrate by rk4;
        }
    }
}

network! {
    Net {
        use Lines;
        float: f64;
        dt: 0.25;
        group cells: 9 { 1: Lines }
    }
}

network! {
    Single {
        use Lines;
        dt: 0.25;
        group cells: 9 { 1: Lines }
    }
}

const X: [f64; 9] = [-7.0, -1.0, -0.5, 0.0, 0.75, 1.5, 2.75, 4.0, f64::NAN];

fn build(x: &[f64]) -> izhi::Result<Net> {
    let mut builder = Net::builder();
    let rows = izhi::ndarray::Array2::from_shape_fn((40, 9), |(_, neuron)| x[neuron]);
    builder.cells.lines.x = rows.into();
    builder.build()
}

#[test]
fn are_at_the_points_between_them_and_outside() {
    let mut x = X;
    x[8] = 9.0;
    let mut net = build(&x).unwrap();
    assert_eq!(net.cells.of_mean().to_vec()[..6], [1.0, 1.5, 2.0, 2.5, 3.0, 3.0]);
    net.simulate(1).unwrap();
    assert_eq!(net.cells.y().to_vec(), [-3.0, -3.0, -1.25, 0.5, 1.5, 2.5, 0.75, -1.0, -1.0]);
    let of_each = |neuron: usize| (x[neuron] / (1.0 + 0.125 * neuron as f64)).clamp(0.0, 1.0);
    assert!((0..9).all(|neuron| (net.cells.of_each()[neuron] - of_each(neuron)).abs() < 1e-15));
    let mean = x.iter().sum::<f64>() / 9.0;
    assert!((net.cells.of_mean()[0] - (1.0 - mean / 2.0)).abs() < 1e-15);
    // The time of the iteration, and half as 4 of 8.
    for (iterations, of_time) in [(0, 0.5), (4, 0.5), (1, 3.0), (3, 10.5), (2, 5.5), (2, 0.5), (9, 0.5)] {
        net.simulate(iterations).unwrap();
        assert_eq!(net.cells.of_time()[0], of_time, "{}", net.iteration());
    }
    // dx/dt = 1 - x/2 from 0.
    let passed = net.iteration() as f64 * 0.25;
    assert!((net.cells.free()[0] - 2.0 * (1.0 - f64::exp(-passed / 2.0))).abs() < 1e-5);
}

#[test]
fn no_number_stays_none() {
    // An input is finite; a state may be made infinite and more.
    behavior! {
        Broken {
            state { x: 1.0, y: 0.0, z: 0.0 }
            step { let broken = (x - x) / (x - x); y = interpolate(broken, 0.0, 1.0, 1.0, 2.0); z = interpolate(1.0 / (x - x), 0.0, 1.0, 1.0, 2.0); }
        }
    }
    network! { Nan { use Broken; group cells: 20 { 1: Broken } } }
    let mut net = Nan::builder().build().unwrap();
    net.simulate(1).unwrap();
    assert!(net.cells.y().iter().all(|y| y.is_nan()));
    assert!(net.cells.z().iter().all(|z| *z == 2.0));
}

#[test]
fn are_those_of_the_schedule() {
    let mut x = X;
    x[8] = 0.1;
    self_test(|| build(&x), 30);
    let single = || {
        let mut builder = Single::builder();
        builder.cells.lines.x = izhi::ndarray::Array2::from_shape_fn((40, 9), |(_, neuron)| x[neuron] as f32).into();
        builder.build()
    };
    self_test(single, 30);
}
