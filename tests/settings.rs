//! What a builder takes by name: every kind of it, what is said of it, and what it cannot be.

use izhi::builder::{Kind, Setting, Value};
use izhi::prelude::*;

behavior! {
    /// Leaks, and sends what it has.
    pub Leaky {
        param {
            /// How long it takes
            /// to leak.
            tau: 20 ms where tau > 0 ms,
            rest: -70 mV,
            drive: 1 mV/ms,
            share: 0.5
        }
        input { from_outside in mV }
        state {
            /// The potential.
            v: normal(rest, 2 mV),
            w: 0.1
        }
        integer { last: -1 }
        flag { is_up: false }
        event { fired: false }
        step {
            v += dt * ((rest - v) / tau + drive);
            last += 1;
            w = from_outside / 1 mV + share;
            is_up = v > rest;
            event fired when v > -65 mV refractory 2 ms clamping v { v = rest; }
        }
    }
}

behavior! {
    /// What arrives, in any unit.
    pub Course(All, g) {
        param { weight: 1.0 in any, tau: 5 ms }
        state { g: 0.0 in any }
        afferent(All) {
            /// How much.
            W: weight
        }
        step { g *= exp(-dt / tau); for s in afferent(All) { g += sum(s.W where s.src.fired); } }
    }
}

network! {
    /// Of each kind one.
    pub Net {
        use Leaky, Course(EXC, pull) as Excitation;
        dt: 0.5 ms;
        seed: 3;
        group a, layer: squared(12) {
            1: Leaky { drive: each(uniform(1 mV/ms, 2 mV/ms)) },
            2: Excitation { weight: 3 nS },
        }
        group b, layer: 5 { 1: Leaky { tau: 10 ms }, 2: Excitation { weight: 2 nS } }
        group c: grid(4, 2) { 1: Leaky }
        synapses EXC: a -> b { connect: fixed_probability(0.5); delay: 1 ms; dendritic_delay: 0.5 ms; }
        synapses EXC: b -> a { delay: uniform(0.5 ms, 2 ms); storage: sparse; }
        synapses EXC: c -> b { connect: fixed_probability(0.5); W: 4 nS; shared: [W]; }
    }
}

/// With values for what has none otherwise.
fn builder() -> NetBuilder {
    let mut builder = Net::builder().threads(1);
    builder.a.leaky.from_outside = vec![1.0; 40].into();
    builder.b.leaky.from_outside = vec![1.0; 40].into();
    builder.c.leaky.from_outside = vec![1.0; 40].into();
    builder
}

fn setting(builder: &NetBuilder, name: &str) -> Setting {
    let mut settings = builder.settings().into_iter().filter(|setting| setting.name == name);
    let setting = settings.next().unwrap_or_else(|| panic!("no setting {name}"));
    assert_eq!(settings.next(), None, "two of that name");
    setting
}

/// The value of a setting, before and after it is given a number.
#[track_caller]
fn given(name: &str, before: Value, number: f64) -> NetBuilder {
    let mut builder = builder();
    assert_eq!(setting(&builder, name).value, before, "{name} before");
    assert_eq!(builder.set(name, number), Ok(1), "{name}");
    let Setting { kind, value: after, .. } = setting(&builder, name);
    let is_yes_or_no = matches!(kind, Kind::Flag | Kind::Event);
    assert_eq!(after, if is_yes_or_no { Value::Flag(number == 1.0) } else { Value::Number(number) }, "{name} after");
    builder
}

#[track_caller]
fn refused(name: &str, number: f64, expected: &str) {
    let mut builder = builder();
    let before = builder.settings();
    assert_eq!(builder.set(name, number).unwrap_err().to_string(), expected);
    assert_eq!(builder.settings(), before, "something has changed");
}

#[test]
fn all_have_names_words_and_units() {
    let settings = builder().settings();
    let lines = settings.iter().map(|Setting { name, kind, unit, doc, value }| {
        format!("{name} = {value} {} | {kind} | {doc}", unit.unwrap_or("-")).trim_end().to_owned()
    });
    insta::assert_snapshot!(lines.collect::<Vec<_>>().join("\n"), @"
    seed = 3 - | seed | The seed of all random draws.
    dt = 0.5 ms | time step | The time that one iteration stands for.
    threads = 1 - | threads | The number of threads, as many as cores unless given.
    a.leaky.tau = 20 ms | parameter | How long it takes to leak.
    a.leaky.rest = -70 mV | parameter |
    a.leaky.drive = as declared mV/ms | parameter of each neuron |
    a.leaky.share = 0.5 - | parameter |
    a.excitation.weight = 3 nS | parameter |
    a.excitation.tau = 5 ms | parameter |
    a.size = 12 - | neurons | How many neurons there are.
    a.v = as declared mV | state at the beginning | The potential.
    a.w = as declared - | state at the beginning |
    a.last = as declared - | integer at the beginning |
    a.is_up = as declared - | flag at the beginning |
    a.fired = as declared - | event at the beginning |
    a.pull = as declared nS | state at the beginning |
    b.leaky.tau = 10 ms | parameter | How long it takes to leak.
    b.leaky.rest = -70 mV | parameter |
    b.leaky.drive = 1 mV/ms | parameter |
    b.leaky.share = 0.5 - | parameter |
    b.excitation.weight = 2 nS | parameter |
    b.excitation.tau = 5 ms | parameter |
    b.size = 5 - | neurons | How many neurons there are.
    b.v = as declared mV | state at the beginning | The potential.
    b.w = as declared - | state at the beginning |
    b.last = as declared - | integer at the beginning |
    b.is_up = as declared - | flag at the beginning |
    b.fired = as declared - | event at the beginning |
    b.pull = as declared nS | state at the beginning |
    c.leaky.tau = 20 ms | parameter | How long it takes to leak.
    c.leaky.rest = -70 mV | parameter |
    c.leaky.drive = 1 mV/ms | parameter |
    c.leaky.share = 0.5 - | parameter |
    c.size = 8 - | neurons | How many neurons there are.
    c.v = as declared mV | state at the beginning | The potential.
    c.w = as declared - | state at the beginning |
    c.last = as declared - | integer at the beginning |
    c.is_up = as declared - | flag at the beginning |
    c.fired = as declared - | event at the beginning |
    EXC_a_to_b.delay = 1 ms | delay | How long what neurons send takes to the synapses.
    EXC_a_to_b.dendritic_delay = 0.5 ms | dendritic delay | How long sums over synapses take to the neurons.
    EXC_a_to_b.W = as declared nS | synapses at the beginning | How much.
    EXC_b_to_a.delay = as declared ms | delay | How long what neurons send takes to the synapses.
    EXC_b_to_a.W = as declared nS | synapses at the beginning | How much.
    EXC_c_to_b.W = as declared nS | synapses at the beginning | How much.
    ");
}

#[test]
fn every_kind_is_set_and_reaches_the_network() {
    assert_eq!(given("seed", Value::Number(3.0), 9.0).build().unwrap().clock().seed(), 9);
    assert_eq!(given("dt", Value::Number(0.5), 0.25).build().unwrap().dt(), 0.25);
    let net = given("b.leaky.tau", Value::Number(10.0), 0.1).build().unwrap();
    assert_eq!([net.a.leaky.parameters().tau, net.b.leaky.parameters().tau], [20.0, 0.1]);
    let net = given("a.leaky.drive", Value::Declared, 1.5).build().unwrap();
    assert_eq!(net.a.leaky.parameters().drive.view().to_vec(), [1.5; 12]);
    assert_eq!(given("a.v", Value::Declared, -60.5).build().unwrap().a.v().to_vec(), [-60.5; 12]);
    assert_eq!(given("b.last", Value::Declared, -7.0).build().unwrap().b.last().to_vec(), [-7; 5]);
    assert_eq!(given("b.is_up", Value::Declared, 1.0).build().unwrap().b.is_up().to_vec(), [true; 5]);
    assert_eq!(given("b.fired", Value::Declared, 1.0).build().unwrap().b.fired().to_vec(), [true; 5]);
    let net = given("EXC_a_to_b.W", Value::Declared, 2.5).build().unwrap();
    assert!(net.EXC_a_to_b.W().values().iter().all(|weight| *weight == 2.5));
    let net = given("EXC_c_to_b.W", Value::Declared, 2.5).build().unwrap();
    assert!(net.find("EXC_c_to_b.W").iter().all(|item| item.to_string().contains("2.5")), "{net}");
    let net = given("EXC_a_to_b.delay", Value::Number(1.0), 3.0).build().unwrap();
    assert_eq!(net.EXC_a_to_b.connection().delay(), Some(3.0));
    let net = given("EXC_a_to_b.dendritic_delay", Value::Number(0.5), 2.0).build().unwrap();
    assert_eq!(net.EXC_a_to_b.connection().dendritic_delay(), Some(2.0));
    let net = given("EXC_b_to_a.delay", Value::Declared, 1.5).build().unwrap();
    assert!(net.EXC_b_to_a.delay().iter().all(|steps| *steps == 3));
}

/// What is set by name is what is set in Rust, to the last bit of what the network then does.
#[test]
fn what_is_set_is_what_one_writes() {
    let mut named = builder();
    for (name, value) in [("a.size", 20.0), ("layer.leaky.tau", 7.5), ("rest", -71.0), ("b.w", 0.3)] {
        named.set(name, value).unwrap();
    }
    let mut written = builder();
    written.a.size = Grid::squared(20);
    (written.a.leaky.tau, written.b.leaky.tau) = (7.5, 7.5);
    (written.a.leaky.rest, written.b.leaky.rest, written.c.leaky.rest) = (-71.0, -71.0, -71.0);
    written.b.w = 0.3.into();
    let [mut named, mut written] = [named, written].map(|builder| builder.build().unwrap());
    for net in [&mut named, &mut written] {
        net.simulate(40).unwrap();
    }
    assert_eq!(named.a.v().to_vec(), written.a.v().to_vec());
    assert_eq!(named.b.pull().to_vec(), written.b.pull().to_vec());
    assert!(named.b.fired_count() > 0 && named.b.fired_count() == written.b.fired_count());
}

#[test]
fn neurons_stand_as_they_stood() {
    let size = |name: &str, number| {
        let mut builder = builder();
        builder.set(name, number).unwrap();
        [builder.a.size, builder.b.size]
    };
    assert_eq!(size("a.size", 30.0), [Grid::new(5, 6, 1), Grid::line(5)]);
    assert_eq!(size("b.size", 30.0), [Grid::squared(12), Grid::line(30)]);
    assert_eq!(size("layer.size", 9.0), [Grid::new(3, 3, 1), Grid::line(9)]);
    refused(
        "c.size",
        9.0,
        "setting `c.size`: the neurons stand on a grid of 4 x 2 x 1, and a number alone does not say on which other one",
    );
    // Then that of no other group has changed.
    refused(
        "size",
        9.0,
        "setting `c.size`: the neurons stand on a grid of 4 x 2 x 1, and a number alone does not say on which other one",
    );
}

#[test]
fn names_are_full_or_with_a_tag_or_alone() {
    let count = |name: &str| builder().set(name, 1.0);
    assert_eq!(count("tau"), Ok(5));
    assert_eq!(count("layer.leaky.tau"), Ok(2));
    assert_eq!(count("All.leaky.tau"), Ok(3));
    assert_eq!(count("layer.excitation.tau"), Ok(2));
    assert_eq!(count("EXC.W"), Ok(3));
    assert_eq!(count("EXC.delay"), Ok(2));
    assert_eq!(count("v"), Ok(3));
    for name in
        ["leaky.tau", "a.tau", "a", "All", "", ".", "a.leaky.tau.", "a.leaky.from_outside", "EXC_a_to_b.connect"]
    {
        let error = count(name).unwrap_err().to_string();
        let known = "; there is seed, dt, threads, a.leaky.tau, a.leaky.rest,";
        assert!(error.starts_with(&format!("no setting is called `{name}`{known}")), "{error}");
        assert!(error.ends_with("EXC_b_to_a.W, EXC_c_to_b.W"), "{error}");
        assert!(!error.contains("izhi"), "{error}");
    }
}

#[test]
fn what_cannot_be_is_said() {
    for name in
        ["seed", "dt", "a.leaky.tau", "tau", "a.size", "a.v", "a.last", "EXC_a_to_b.W", "EXC_a_to_b.delay", "none"]
    {
        for (number, shown) in
            [(f64::NAN, "NaN"), (f64::INFINITY, "inf"), (1e39, "1000000000000000000000000000000000000000")]
        {
            refused(name, number, &format!("`{name}` expects finite values, and {shown} was found"));
        }
    }
    for name in ["seed", "threads", "a.size"] {
        for (number, shown) in [(2.5, "2.5"), (-1.0, "-1"), (9007199254740992.0, "9007199254740992")] {
            let expected = "expected a whole number from 0 to 9007199254740991";
            refused(name, number, &format!("setting `{name}`: {expected}, and {shown} was found"));
        }
    }
    refused(
        "a.last",
        0.5,
        "setting `a.last`: expected an integer from -9007199254740991 to 9007199254740991, and 0.5 was found",
    );
    refused("a.is_up", 2.0, "setting `a.is_up`: expected 0, for false, or 1, for true, and 2 was found");
    refused("fired", -1.0, "setting `a.fired`: expected 0, for false, or 1, for true, and -1 was found");
}

#[test]
fn the_rest_is_said_where_it_is_built() {
    let built = |name: &str, number| {
        let mut builder = builder();
        builder.set(name, number).unwrap();
        builder.build().unwrap_err().to_string()
    };
    assert_eq!(built("b.leaky.tau", -1.0), "parameter `b.leaky.tau` is -1, and `tau > 0 ms` has to hold");
    assert_eq!(built("a.size", 0.0), "group `a` has 0 x 0 x 1 neurons; it needs at least one");
    assert_eq!(
        built("dt", 0.0),
        "dt expects a positive number that the network's number type can hold, and was given 0.0"
    );
    assert!(built("threads", 0.0).starts_with("a network runs on 1 to"));
    assert!(built("EXC_a_to_b.delay", 0.7).contains("is no multiple of dt"));
}

/// Tools take any network.
#[test]
fn any_network_is_built_by_name() {
    fn run<B: Builder>(mut builder: B, values: &[(&str, f64)]) -> izhi::Result<u64> {
        for (name, value) in values {
            builder.set(name, *value)?;
        }
        let mut net = builder.build()?;
        net.simulate(10)?;
        Ok(net.iteration())
    }
    assert_eq!(run(builder(), &[("a.leaky.tau", 3.0), ("dt", 0.25)]), Ok(10));
    assert!(run(builder(), &[("a.leaky.tau", 3.0), ("b.leaky.tau", 0.0)]).is_err());
}
