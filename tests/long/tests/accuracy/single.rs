//! All of them in numbers of 32 bits and with a strong current that fluctuates: they equal the interpreter, and stay numbers.

use izhi::catalogue::Value;
use izhi::library::input::{GammaNeurons, OrnsteinUhlenbeckCurrent};
use izhi::library::neurons::{
    ConnorStevens, ExponentialIntegrateAndFire, FitzHughNagumo, GeneralizedIntegrateAndFire, HindmarshRose, Hopfield,
    Izhikevich2003, Izhikevich2007, IzhikevichCarlsim, IzhikevichEuler, MorrisLecar, MultiTimescaleAdaptiveThreshold,
    QuadraticIntegrateAndFire, Rate, SpikeResponse, TraubMiles, WangBuzsaki,
};
use izhi::library::synapses::Graded;
use izhi::prelude::*;
use izhi::vector::VectorLevel;
use izhi_interpreter::assert_equal_from_the_beginning;

network! {
    /// The deviation of the current is a few times what makes each neuron fire.
    Net {
        use ConnorStevens, ExponentialIntegrateAndFire, FitzHughNagumo, GeneralizedIntegrateAndFire, HindmarshRose, Hopfield,
            Izhikevich2003, Izhikevich2007, IzhikevichCarlsim, IzhikevichEuler, MorrisLecar,
            MultiTimescaleAdaptiveThreshold, QuadraticIntegrateAndFire, Rate, SpikeResponse, TraubMiles, WangBuzsaki,
            Graded(All, s) as Field, GammaNeurons, OrnsteinUhlenbeckCurrent as Drive;
        dt: 0.05;
        group exponential: 20 { 1: ExponentialIntegrateAndFire, 2: Drive { deviation: 3 nA } }
        group quadratic: 20 { 1: QuadraticIntegrateAndFire, 2: Drive { deviation: 0.3 nA } }
        group izhikevich_2003: 20 { 1: Izhikevich2003, 2: Drive { deviation: 50.0 } }
        group izhikevich_carlsim: 20 { 1: IzhikevichCarlsim, 2: Drive { deviation: 50.0 } }
        group izhikevich_euler: 20 { 1: IzhikevichEuler, 2: Drive { deviation: 50.0 } }
        group izhikevich_2007: 20 { 1: Izhikevich2007, 2: Drive { deviation: 500 pA } }
        group traub_miles: 20 { 1: TraubMiles, 2: Drive { deviation: 2 nA } }
        group wang_buzsaki: 20 { 1: WangBuzsaki, 2: Drive { deviation: 10 uA/cm^2 } }
        group connor_stevens: 20 { 1: ConnorStevens, 2: Drive { deviation: 50 uA/cm^2 } }
        group morris_lecar: 20 { 1: MorrisLecar, 2: Drive { deviation: 300 uA/cm^2, tau: 20 ms } }
        group fitzhugh_nagumo: 20 { 1: FitzHughNagumo, 2: Drive { deviation: 2.0 } }
        group hindmarsh_rose: 20 { 1: HindmarshRose, 2: Drive { deviation: 5.0 } }
        group mat: 20 { 1: MultiTimescaleAdaptiveThreshold, 2: Drive { deviation: 2 nA } }
        group generalized: 20 { 1: GeneralizedIntegrateAndFire, 2: Drive { deviation: 1 nA } }
        group response: 20 { 1: SpikeResponse, 2: Drive { deviation: 1 nA } }
        group rate: 20 { 1: Rate { tau: 5 ms }, 2: Drive { deviation: 5.0 } }
        group memory: 20 { 1: Hopfield { probability: 0.1 }, 2: Field, 3: Drive { deviation: 5.0 } }
        group gamma: 20 { 1: GammaNeurons { shape: 3.0, frequency: 500 Hz } }
        synapses MEMORY: memory -> memory { W: normal(); }
    }
}

#[test]
fn equal_the_interpreter() {
    assert_equal_from_the_beginning(Net::builder().build(), 400);
}

#[test]
fn have_the_same_bits_at_every_vector_level() {
    let states = |level| {
        let mut net = Net::builder().vector_level(level).build().unwrap();
        net.simulate(2_000).unwrap();
        let states = net.catalogue().into_iter().filter_map(|item| match item.value {
            Value::State(values) => Some((item.full_name(), values.mapv(f32::to_bits))),
            _ => None,
        });
        states.collect::<Vec<_>>()
    };
    let expected = states(VectorLevel::Baseline);
    assert!(expected.iter().any(|(name, _)| name == "traub_miles.h"), "{expected:?}");
    for level in VectorLevel::ALL.into_iter().filter(|level| level.is_available()) {
        assert!(states(level) == expected, "{level:?}");
    }
}

#[test]
fn stay_numbers() {
    let mut net = Net::builder().build().unwrap();
    net.simulate(8_000).unwrap();
    macro_rules! check {
        ($($group:ident)*) => { $(
            let v = net.$group.v();
            assert!(v.iter().all(|v| v.abs() < 1e3), "{}: {v}", stringify!($group));
            assert!(net.$group.fired_count() > 20, "{} has {} spikes", stringify!($group), net.$group.fired_count());
        )* };
    }
    check! {
        exponential quadratic izhikevich_2003 izhikevich_carlsim izhikevich_euler izhikevich_2007 traub_miles wang_buzsaki
        connor_stevens morris_lecar fitzhugh_nagumo hindmarsh_rose mat generalized response
    }
    assert!(net.rate.r().iter().all(|r| (0.0..=1.0).contains(r)));
    assert!(net.memory.s().iter().all(|s| s.abs() == 1.0));
}
