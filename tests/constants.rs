//! Constants: what behaviours make of their parameters, who reads it, and that it follows them.

use izhi::ndarray::{Array1, ArrayView1};
use izhi::prelude::*;
use izhi_interpreter::assert_equal;

behavior! {
    /// Takes a time constant, and what half of it is, from whoever has one. It runs before that behaviour.
    Reader {
        param { share: 0.5 }
        constant { half: share * tau }
        state { w: half, kept: 0.0, sum: 0.0 }
        step { w = tau; kept = exp(-dt / half); sum += half; }
    }
}

behavior! {
    /// A membrane by its capacitance and its leak.
    Membrane {
        param { C: 200.0 where tau > dt, g_L: 10.0 }
        constant { decay: exp(-dt / tau), tau: C / g_L }
        state { v: 10.0 * decay }
        step { v *= decay; }
    }
}

behavior! {
    /// The same names, and another meaning.
    Other {
        param { rate: 0.25 }
        constant { tau: 1.0 / rate }
    }
}

network! {
    Net {
        use Reader, Membrane, Other;
        float: f64;
        dt: 0.5;
        group one: 7 { 1: Reader, 2: Membrane }
        group again: 5 { 1: Reader, 2: Membrane { C: 100.0 } }
        group each: 300 { 1: Reader, 2: Membrane { C: each(100.0 + index) } }
        group shares: 6 { 1: Reader { share: each(1.0 / (1 + index)) }, 2: Membrane }
        group other: 4 { 1: Reader, 2: Other }
    }
}

#[track_caller]
fn assert_all(found: ArrayView1<'_, f64>, expected: impl Fn(usize) -> f64) {
    for (neuron, &found) in found.iter().enumerate() {
        let expected = expected(neuron);
        assert!((found - expected).abs() <= 1e-14 * expected.abs(), "neuron {neuron}: {found} and not {expected}");
    }
}

#[test]
fn are_what_they_are_made_of() {
    let mut net = Net::builder().build().unwrap();
    assert_all(net.one.w(), |_| 10.0);
    assert_all(net.each.v(), |neuron| 10.0 * f64::exp(-5.0 / (100.0 + neuron as f64)));
    net.step().unwrap();
    let kept = |half: f64| f64::exp(-0.5 / half);
    assert_all(net.one.w(), |_| 20.0);
    assert_all(net.one.kept(), |_| kept(10.0));
    assert_all(net.one.v(), |_| 10.0 * f64::exp(-0.05));
    assert_all(net.again.kept(), |_| kept(5.0));
    assert_all(net.each.kept(), |neuron| kept((100.0 + neuron as f64) / 20.0));
    assert_all(net.each.v(), |neuron| 10.0 * f64::exp(-10.0 / (100.0 + neuron as f64)));
    assert_all(net.shares.kept(), |neuron| kept(20.0 / (1 + neuron) as f64));
    assert_all(net.other.w(), |_| 4.0);
    assert_all(net.other.kept(), |_| kept(2.0));
    assert_equal(Net::builder().build(), 20);
}

#[test]
fn follow_whoever_sets_a_parameter() {
    let mut net = Net::builder().build().unwrap();
    net.simulate(3).unwrap();
    let expect = |net: &mut Net, tau: f64| {
        net.step().unwrap();
        assert_all(net.one.w(), |_| tau);
        assert_all(net.one.kept(), |_| f64::exp(-1.0 / tau));
        assert_all(net.again.w(), |_| 10.0);
    };
    // By its name, as a structure, by one of its own, and in the place of another one.
    net.set_parameter("one.membrane.C", 80.0).unwrap();
    expect(&mut net, 8.0);
    let mut parameters = net.one.membrane.parameters().clone();
    parameters.g_L = 40.0;
    net.one.membrane.set_parameters(parameters).unwrap();
    expect(&mut net, 2.0);
    let mut another = Net::builder().build().unwrap();
    std::mem::swap(&mut net.one.membrane, &mut another.one.membrane);
    expect(&mut net, 20.0);
    std::mem::swap(&mut net.one.membrane, &mut another.one.membrane);
    expect(&mut net, 2.0);
    net.set_parameter("one.reader.share", 1.0).unwrap();
    net.step().unwrap();
    assert_all(net.one.kept(), |_| f64::exp(-0.25));

    let capacitances: Array1<f64> = (0..300).map(|neuron| 50.0 + f64::from(neuron)).collect();
    net.set_parameter_of_each("each.membrane.C", capacitances.clone().into()).unwrap();
    net.step().unwrap();
    assert_all(net.each.w(), |neuron| capacitances[neuron] / 10.0);
    assert_all(net.each.kept(), |neuron| f64::exp(-10.0 / capacitances[neuron]));
}

#[test]
fn stand_in_conditions() {
    let mut builder = Net::builder();
    builder.each.membrane.C = (0..300).map(|neuron| if neuron == 7 { 4.0 } else { 100.0 }).collect::<Vec<f64>>().into();
    assert_eq!(
        builder.build().unwrap_err().to_string(),
        "parameter `each.membrane.C` is 4 at [7], and `tau > dt` has to hold"
    );
    let mut net = Net::builder().build().unwrap();
    let error = net.set_parameter("one.membrane.g_L", -1.0).unwrap_err();
    assert_eq!(error.to_string(), "parameter `one.membrane.C` is 200, and `tau > dt` has to hold");
    net.step().unwrap();
    assert_all(net.one.w(), |_| 20.0);
}

mod initial {
    use super::*;

    behavior! {
        /// Has a parameter that it shows as it is, and does not read.
        Shown {
            param { level: 3.0 }
            constant { shown: level }
        }
    }

    behavior! {
        /// Begins with what another behaviour shows.
        Begun {
            param { spread: each(shown * index) }
            state { v: shown + spread }
            step { v += 0.0; }
        }
    }

    network! { Beginning { use Shown, Begun; group cells: 3 { 1: Begun, 2: Shown } } }

    #[test]
    fn values_are_made_of_what_others_show() {
        let mut builder = Beginning::builder();
        builder.cells.shown.level = 2.0;
        let mut net = builder.build().unwrap();
        assert_eq!(net.cells.v().to_vec(), [2.0, 4.0, 6.0]);
        let error = net.set_parameter("cells.shown.level", 1.0).unwrap_err();
        assert!(error.to_string().contains("cells.shown.level"), "{error}");
        assert_equal(Beginning::builder().build(), 5);
    }
}

mod names {
    use super::*;

    behavior! {
        /// One compartment of several.
        Compartment(v, tau) {
            param { C: 100.0, g: 10.0 }
            constant { tau: C / g }
            state { v: 1.0 }
            step { v *= exp(-dt / tau); }
        }
    }

    behavior! {
        /// Keeps the ratio of two time constants, whose names are its own to others.
        Ratio(slow, fast) {
            param { C: 1.0 }
            state { ratio: 0.0 }
            step { ratio = C * slow / fast; }
        }
    }

    network! {
        Two {
            use Compartment(v_soma, tau_soma) as Soma, Compartment(v_dendrite, tau_dendrite) as Dendrite,
                Ratio(tau_soma, tau_dendrite);
            float: f64;
            group cells: 3 { 1: Soma, 2: Dendrite { C: 20.0 }, 3: Ratio }
        }
    }

    behavior! { Varying { state { C: 1.0, x: 2.0 } step { C += 1.0; x *= 2.0; } } }

    behavior! { Given { param { C: 3.0 } constant { given: 2.0 * C } state { a: 0.0 } step { a = C; } } }

    behavior! { Taking { param { x: 5.0 } state { b: 0.0 } step { b = x + given + C; } } }

    behavior! { Driven { input { given } state { d: 0.0 } step { d = given; } } }

    network! {
        Hidden {
            use Varying, Given, Taking, Driven;
            group cells: 3 { 1: Varying, 2: Given, 3: Taking, 4: Driven }
        }
    }

    #[test]
    fn of_parameters_and_inputs_are_the_behaviors_own() {
        let mut builder = Hidden::builder();
        builder.cells.driven.given = vec![7.0; 5].into();
        let mut net = builder.clone().build().unwrap();
        net.step().unwrap();
        assert_eq!((net.cells.a()[0], net.cells.b()[0], net.cells.d()[0]), (3.0, 13.0, 7.0));
        assert_equal(builder.build(), 5);
    }

    #[test]
    fn are_the_networks_to_choose() {
        let mut net = Two::builder().build().unwrap();
        net.step().unwrap();
        assert_all(net.cells.ratio(), |_| 5.0);
        assert_all(net.cells.v_dendrite(), |_| f64::exp(-0.5));
        assert_equal(Two::builder().build(), 20);
    }
}

mod synapses {
    use super::*;

    behavior! {
        /// What belongs to the neurons.
        Cell {
            param { gain: 2.0, C: 30.0 }
            constant { strength: gain / 4.0, slow: C / 2.0 }
            event { fired: false }
            state { v: 0.0 }
            step { fired = (iteration + index) % 3 == 0; v *= exp(-dt / slow); }
        }
    }

    behavior! {
        /// Reads it in everything that synapses have.
        Plastic {
            afferent(SYN) { W: strength, trace: 0.0 decays(slow) }
            step {
                for s in afferent(SYN) {
                    v += sum(s.W * strength where s.src.fired);
                    if s.src.fired { s.trace += strength; }
                    if s.dst.fired { s.W += 0.1 * strength * s.trace; }
                }
            }
        }
    }

    network! {
        Rows {
            use Cell, Plastic;
            group one: 9 { 1: Cell, 2: Plastic }
            group each: 8 { 1: Cell { gain: each(uniform()) }, 2: Plastic }
            synapses SYN: one -> { one, each };
            synapses SYN, SPARSE: each -> { one, each } { connect: fixed_probability(0.5); }
        }
    }

    #[test]
    fn read_what_their_neurons_show() {
        let mut net = Rows::builder().build().unwrap();
        assert_equal(Rows::builder().build(), 40);
        let gains = net.each.cell.parameters().gain.view().to_vec();
        for ((target, _), weight) in net.SYN_one_to_each.W().indexed_iter() {
            assert_eq!(*weight, gains[target] / 4.0);
        }
        net.simulate(3).unwrap();
        net.set_parameter("one.cell.gain", 0.0).unwrap();
        net.one.v_mut().fill(0.0);
        net.step().unwrap();
        assert!(net.one.v().iter().all(|v| *v == 0.0));
        assert!(net.each.v().iter().all(|v| *v != 0.0));
    }
}
