//! The time and what comes in intervals, in a network: the right number of pulses where `iteration * dt` in `f32` loses
//! them, and the same in every place where an expression can stand. What is right after a thousand million iterations is
//! tested beside the clock, in `izhi-runtime`.

use izhi::prelude::*;
use izhi_interpreter::assert_equal;

behavior! {
    /// A pulse, a window, a ramp and the time, by parameters and by numbers.
    Clocks {
        param { period: 100.0, first: 30.0, start: 20.0, end: 45.0 }
        state { pulses: 0.0, written: 0.0, inside: 0.0, ramp: 0.0, time: 0.0, own: 0.0 }
        event { pulse: false }
        step {
            pulse = every(period);
            if pulse { pulses += 1.0; }
            if every(100.0, first) { written += 1.0; }
            if between(start, end) { inside += 1.0; }
            ramp = phase(period, first);
            time = t;
            // A period for each neuron.
            if every(0.1 * (index + 1)) { own += 1.0; }
        }
    }
}

network! {
    Single {
        use Clocks, izhi::Recorder;
        dt: 0.1;
        group cells: 3 { 1: Clocks, 2: Recorder [ramp, time] as rec }
    }
}

network! { Double { use Clocks; dt: 0.1; float: f64; group cells: 3 { 1: Clocks } } }

#[test]
fn pulses_come_as_often_as_they_should() {
    // Four minutes in steps of a tenth of a millisecond: there the time in `f32` goes in steps of 0.016 ms.
    let iterations = 2_400_000;
    let mut net = Single::builder().build().unwrap();
    net.set_recording(false);
    net.simulate(iterations).unwrap();
    assert_eq!(net.cells.pulses()[0], 2400.0);
    assert_eq!(net.cells.written()[0], 2400.0);
    assert_eq!(net.cells.inside()[0], 250.0);
    assert_eq!(net.cells.own().to_vec(), [2_400_000.0, 1_200_000.0, 800_000.0]);
    net.set_recording(true);
    net.simulate(1001).unwrap();
    assert_eq!(net.cells.rec.time()[[0, 0]], 240_000.0);
    assert_eq!(net.cells.rec.time()[[1000, 0]], 240_100.0);
    // A period begins at 30 ms.
    let ramp = net.cells.rec.ramp();
    assert_eq!((ramp[[0, 0]], ramp[[299, 0]], ramp[[300, 0]], ramp[[1000, 0]]), (0.7, 0.999, 0.0, 0.7));
}

#[test]
fn both_number_types_tell_the_same_time() {
    let (mut single, mut double) = (Single::builder().build().unwrap(), Double::builder().build().unwrap());
    for net in [&mut single as &mut dyn Steps, &mut double] {
        net.steps(10_000);
    }
    assert_eq!(single.cells.pulses()[1], 10.0);
    assert_eq!(double.cells.pulses()[1], 10.0);
    assert_eq!(double.cells.own()[2], f64::from(single.cells.own()[2]));
    assert_eq!(double.cells.time()[0], 9999.0 * 0.1);
}

trait Steps {
    fn steps(&mut self, iterations: u64);
}

impl<N: Network> Steps for N {
    fn steps(&mut self, iterations: u64) {
        self.simulate(iterations).unwrap();
    }
}

#[test]
fn the_interpreter_agrees() {
    assert_equal(Single::builder().build(), 1200);
    assert_equal(Double::builder().build(), 1200);
    assert_equal(Learning::builder().build(), 120);
}

#[test]
fn a_parameter_changes_the_period() {
    let mut net = Single::builder().build().unwrap();
    net.simulate(2000).unwrap();
    assert_eq!(net.cells.pulses()[0], 2.0);
    net.set_parameter("period", 50.0).unwrap();
    net.simulate(2000).unwrap();
    assert_eq!(net.cells.pulses()[0], 6.0);
}

behavior! {
    Sources {
        event { fired: false }
        step { fired = every(1.0, 0.1 * index); }
    }
}

behavior! {
    /// Updates by time: in a window, by the phase, and by a postsynaptic event, which may wait.
    Updates {
        state { seen: 0.0 }
        event { due: false }
        afferent { W: 0.0, V: 0.0 }
        step {
            due = every(0.5, 0.1 * index);
            for s in afferent(All) {
                seen += sum(s.W where s.src.fired && between(2.0, 8.0));
                if s.dst.due { s.V = s.V + t + phase(0.7); }
                if every(2.0) { s.W += 1.0; }
            }
        }
    }
}

network! {
    Learning {
        use Sources, Updates;
        dt: 0.1;
        group sources: 4 { 1: Sources }
        group targets: 5 { 2: Updates }
        synapses A: sources -> targets;
        synapses B: sources -> targets { connect: |source, target| source != target; delay: 0.3; }
    }
}

#[test]
fn synapses_know_the_time() {
    let mut net = Learning::builder().build().unwrap();
    net.simulate(100).unwrap();
    // At 0, 2, 4, 6 and 8 ms.
    assert_eq!(net.A_sources_to_targets.W()[[0, 0]], 5.0);
    // Each source fires once a millisecond, and six times in the window: the weight is 2, 2, 3, 3, 4 and 4. The first source
    // of A fires at 2, 4 and 6 ms, before that has been added which is added there.
    let (late, early) = (2.0 + 2.0 + 3.0 + 3.0 + 4.0 + 4.0, 1.0 + 2.0 + 2.0 + 3.0 + 3.0 + 4.0);
    for target in 0..5 {
        let of_b = if target < 4 { 3.0 } else { 4.0 };
        assert_eq!(net.targets.seen()[target], early + 3.0 * late + of_b * late, "{target}");
    }
    // The updates of the last target: at 0.4 ms and every half millisecond behind it.
    let times = (0..20).map(|number| 0.4 + 0.5 * f64::from(number));
    let expected: f64 = times.map(|time| time + (time / 0.7).fract()).sum();
    assert!((f64::from(net.A_sources_to_targets.V()[[4, 0]]) - expected).abs() < 1e-3);
}
