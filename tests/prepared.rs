//! What never changes in an iteration is computed once, and follows whoever changes what it is made of.

use izhi::catalogue::ValueMut;
use izhi::ndarray::ArrayView1;
use izhi::prelude::*;

behavior! {
    /// Follows its parameter, its state that no step assigns to, and `dt`, through functions that are worth keeping.
    Follow {
        param { tau: 10.0, rate: 3.0 }
        state { level: 1.0, v: 0.0, count: 0.0 }
        step {
            v = exp(level) + exp(-dt / tau);
            count = poisson(rate * level);
        }
    }
}

network! { Net { use Follow; float: f64; seed: 5; group a: 40 { 1: Follow } group b: 30 { 1: Follow } } }

fn expected(level: f64, dt: f64, tau: f64) -> f64 {
    level.exp() + (-dt / tau).exp()
}

#[track_caller]
fn assert_v(v: &ArrayView1<'_, f64>, expected: f64) {
    assert!(v.iter().all(|v| (v - expected).abs() < 1e-12), "{} and not {expected}", v[0]);
}

fn build(dt: f64) -> Net {
    Net::builder().dt(dt).build().unwrap()
}

#[test]
fn it_follows_parameters_and_states() {
    let mut net = build(0.5);
    net.step().unwrap();
    assert_v(&net.a.v(), expected(1.0, 0.5, 10.0));
    net.set_parameter("a.follow.tau", 2.0).unwrap();
    net.step().unwrap();
    assert_v(&net.a.v(), expected(1.0, 0.5, 2.0));
    assert_v(&net.b.v(), expected(1.0, 0.5, 10.0));
    net.a.level_mut().fill(2.0);
    net.step().unwrap();
    assert_v(&net.a.v(), expected(2.0, 0.5, 2.0));
    let mut parameters = net.a.follow.parameters().clone();
    parameters.tau = 1.0;
    parameters.rate = 0.0;
    net.a.follow.set_parameters(parameters).unwrap();
    net.step().unwrap();
    assert_v(&net.a.v(), expected(2.0, 0.5, 1.0));
    assert!(net.a.count().iter().all(|&count| count == 0.0));
    for item in net.catalogue_mut() {
        if let ValueMut::State(mut values) = item.value
            && item.name == "level"
        {
            values.fill(3.0);
        }
    }
    net.step().unwrap();
    assert_v(&net.a.v(), expected(3.0, 0.5, 1.0));
    assert_v(&net.b.v(), expected(3.0, 0.5, 10.0));
}

#[test]
fn it_follows_what_comes_from_another_network() {
    let (mut one, mut other) = (build(0.5), build(0.25));
    other.set_parameter("tau", 2.0).unwrap();
    one.step().unwrap();
    other.step().unwrap();
    std::mem::swap(&mut one.a.follow, &mut other.a.follow);
    one.step().unwrap();
    assert_v(&one.a.v(), expected(1.0, 0.5, 2.0));
    std::mem::swap(&mut one.a.follow, &mut other.a.follow);
    std::mem::swap(&mut one.a, &mut other.a);
    one.step().unwrap();
    assert_v(&one.a.v(), expected(1.0, 0.5, 2.0));
    std::mem::swap(&mut one.a, &mut other.a);
    one.step().unwrap();
    other.step().unwrap();
    assert_v(&one.a.v(), expected(1.0, 0.5, 10.0));
    assert_v(&other.a.v(), expected(1.0, 0.25, 2.0));
}

#[test]
fn steps_one_by_one_are_one_run() {
    let (mut one, mut other) = (build(0.5), build(0.5));
    one.simulate(50).unwrap();
    for _ in 0..50 {
        other.step().unwrap();
    }
    assert_eq!((one.a.count(), one.b.v()), (other.a.count(), other.b.v()));
}
