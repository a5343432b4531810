//! Synapses that go and come between two runs: the network is then as if it had been built with those that there are.

use izhi::connect::pairs;
use izhi::prelude::*;
use izhi_interpreter::check;

behavior! {
    /// Fires at random, and keeps a trace.
    Source {
        param { rate: 0.2 }
        state { trace: 0.0 }
        event { fired: false }
        step { fired = bernoulli(rate); trace *= 0.9; if fired { trace += 1.0; } }
    }
}

behavior! {
    /// Sums, updates by both ends, a variable that decays, and transmission that fails.
    Target {
        state { heard: 0.0, seen: 0.0 }
        event { fired: false }
        afferent { W: uniform(0.5, 1.5), x: 0.0 decays(5.0) }
        step {
            heard *= 0.8;
            for s in afferent(All) {
                heard += sum(s.W where s.src.fired && bernoulli(0.7));
                seen += sum(s.x where s.src.fired);
                if s.src.fired { s.x += 1.0; s.W *= 0.99; }
                if s.dst.fired { s.W += 0.01 * s.src.trace; }
            }
            fired = heard > 3.0;
            if fired { heard = 0.0; }
        }
    }
}

network! {
    Plain {
        use Source, Target;
        group a: 60 { 1: Source }
        group b: 50 { 2: Target }
        synapses S: a -> b { connect: fixed_probability(0.3); }
    }
}
network! {
    Late {
        use Source, Target;
        group a: 60 { 1: Source }
        group b: 50 { 2: Target }
        synapses S: a -> b { connect: fixed_probability(0.3); delay: 4.0; }
    }
}
network! {
    Each {
        use Source, Target;
        group a: 60 { 1: Source }
        group b: 50 { 2: Target }
        synapses S: a -> b { connect: fixed_probability(0.3); delay: uniform(1.0, 9.0); }
    }
}

/// Prunes the weak and lets others grow, in whatever order.
macro_rules! change {
    ($net:expr, $($delay:ident)?) => {{
        let clock = *$net.clock();
        let mut list = $net.S_a_to_b.synapses(&clock);
        let before = list.pairs.len();
        list.retain(|list, number| list.W[number] > 0.9);
        assert!(list.pairs.len() < before && list.W.len() == list.pairs.len() && list.x.len() == list.pairs.len());
        for number in 0..200 {
            list.pairs.push((number * 7 % 60, number * number % 50));
            list.W.push(0.5 + number as f32 / 200.0);
            list.x.push(0.25);
            $(list.$delay.push((1 + number % 8) as f32);)?
        }
        $net.S_a_to_b.set_synapses(&clock, &list).unwrap();
        list
    }};
}

macro_rules! run {
    ($net:ident, $threads:expr, $($delay:ident)?) => {{
        let mut net = $net::builder().seed(4).threads($threads).build().unwrap();
        net.simulate(30).unwrap();
        change!(net, $($delay)?);
        net.simulate(30).unwrap();
        change!(net, $($delay)?);
        net.simulate(30).unwrap();
        net
    }};
}

#[test]
fn threads_make_no_difference() {
    macro_rules! same {
        ($net:ident, $($delay:ident)?) => {
            let one = run!($net, 1, $($delay)?);
            for threads in [2, 3, 8] {
                let several = run!($net, threads, $($delay)?);
                assert_eq!(one.b.heard(), several.b.heard());
                assert_eq!(one.b.seen(), several.b.seen());
                assert_eq!(one.S_a_to_b.W().values(), several.S_a_to_b.W().values());
            }
        };
    }
    same!(Plain,);
    same!(Late,);
    same!(Each, delay);
}

/// The interpreter reads the synapses that there are from the catalogue, and has to agree from then on. What is on its way it
/// does not know, so nothing is.
#[test]
fn the_interpreter_agrees_after_a_change() {
    macro_rules! agree {
        ($net:ident, $($delay:ident)?) => {
            let mut net = $net::builder().seed(4).build().unwrap();
            change!(net, $($delay)?);
            check(&mut net, 60).unwrap();
        };
    }
    agree!(Plain,);
    agree!(Late,);
    agree!(Each, delay);
}

/// Built with a list, and given the same list: the same network.
#[test]
fn the_order_of_a_list_makes_no_difference() {
    let mut changed = Each::builder().seed(4).build().unwrap();
    let list = change!(changed, delay);
    let mut builder = Each::builder().seed(4);
    builder.S_a_to_b.connect = pairs(list.pairs.clone()).into();
    builder.S_a_to_b.W = list.W.clone().into();
    builder.S_a_to_b.x = list.x.clone().into();
    builder.S_a_to_b.delay = list.delay.clone().into();
    let mut built = builder.build().unwrap();
    changed.simulate(50).unwrap();
    built.simulate(50).unwrap();
    assert_eq!(changed.b.heard(), built.b.heard());
    assert_eq!(changed.S_a_to_b.W().values(), built.S_a_to_b.W().values());
    assert_eq!(changed.S_a_to_b.delay(), built.S_a_to_b.delay());
    assert_eq!(changed.S_a_to_b.connection().synapses(), list.pairs.len() as u64);
}

#[test]
fn a_list_that_is_given_back_unchanged_changes_nothing() {
    let (mut one, mut other) = (Each::builder().build().unwrap(), Each::builder().build().unwrap());
    for _ in 0..5 {
        one.simulate(7).unwrap();
        other.simulate(7).unwrap();
        let clock = *other.clock();
        let list = other.S_a_to_b.synapses(&clock);
        other.S_a_to_b.set_synapses(&clock, &list).unwrap();
    }
    // What decays is rounded once more.
    assert_eq!(one.b.heard(), other.b.heard());
    assert_eq!(one.S_a_to_b.W().values(), other.S_a_to_b.W().values());
    assert!(one.b.seen().iter().zip(other.b.seen()).all(|(one, other)| (one - other).abs() < 1e-4 * one.max(1.0)));
}

#[test]
fn what_is_on_its_way_arrives_at_what_there_is() {
    let mut builder = Each::builder();
    builder.a.source.rate = 0.0;
    let mut net = builder.build().unwrap();
    net.a.fired_mut()[3] = true;
    let clock = *net.clock();
    let mut list = net.S_a_to_b.synapses(&clock);
    list.retain(|_, _| false);
    for (target, delay) in [(5, 3.0), (6, 7.0), (7, 7.0)] {
        list.pairs.push((3, target));
        list.delay.push(delay);
        list.W.push(1.0);
        list.x.push(0.0);
    }
    net.S_a_to_b.set_synapses(&clock, &list).unwrap();
    net.step().unwrap();
    // One of those that it would come to goes, another comes.
    let clock = *net.clock();
    list.retain(|list, number| list.pairs[number].1 != 6);
    list.pairs.push((3, 8));
    list.delay.push(6.0);
    list.W.push(1.0);
    list.x.push(0.0);
    net.S_a_to_b.set_synapses(&clock, &list).unwrap();
    net.simulate(10).unwrap();
    let clock = *net.clock();
    // Each that has heard of the spike says so.
    let list = net.S_a_to_b.synapses(&clock);
    let heard: Vec<usize> = (0..3).filter(|&number| list.x[number] > 0.0).map(|number| list.pairs[number].1).collect();
    assert_eq!(heard, [5, 8, 7]);
}

#[test]
fn what_is_wrong_changes_nothing() {
    let mut net = Each::builder().build().unwrap();
    let clock = *net.clock();
    let list = net.S_a_to_b.synapses(&clock);
    let wrong = |change: &dyn Fn(&mut izhi_each::SynapsesWXList)| {
        let mut wrong = list.clone();
        change(&mut wrong);
        wrong
    };
    for (list, expected) in [
        (
            wrong(&|list| list.pairs[7] = (60, 0)),
            "expected a source below 60 and a target below 50, and (60, 0) was found in entry 7",
        ),
        (wrong(&|list| list.pairs.push((0, 0))), "`S_a_to_b.delay` expects an array of shape"),
        (wrong(&|list| list.W.truncate(3)), "`S_a_to_b.W` expects an array of shape"),
        (wrong(&|list| list.x[2] = f32::NAN), "`S_a_to_b.x` expects finite values, and NaN was found at [2]"),
        (wrong(&|list| list.delay[2] = 1.5), "a delay of 1.5 is no multiple of dt = 1; the nearest are 1 and 2"),
        (wrong(&|list| list.delay[2] = 0.0), "a delay is at least 1"),
        (wrong(&|list| list.delay[2] = 1000.0), "and 1000 was found"),
    ] {
        let error = net.S_a_to_b.set_synapses(&clock, &list).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }
    assert_eq!(net.S_a_to_b.synapses(&clock).pairs, list.pairs);
    net.simulate(10).unwrap();
}
