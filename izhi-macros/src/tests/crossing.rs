//! Where parts of a network exchange what they have computed.

use super::source::compile;

/// The timeline of an iteration without what calls work on, and the exchanges within the programs of steps.
fn timeline(text: &str) -> String {
    let plan = compile(text).plan;
    let (_, iteration) = plan.split_once("in each iteration\n").expect("an iteration");
    let (iteration, programs) = iteration.split_once("\n\n").expect("programs");
    let entries = iteration.lines().filter(|line| !line.starts_with("    where") && !line.contains(" is switched off"));
    let entries = entries.map(str::trim).filter_map(|line| match line.starts_with("on ") {
        true => line.split([':', ' ']).nth(1),
        false => line.starts_with("parts learn").then_some(line),
    });
    let within = programs.lines().filter(|line| line.contains("parts learn")).map(str::trim);
    entries.map(str::to_owned).chain(within.map(|line| format!("within a step {line}"))).collect::<Vec<_>>().join("\n")
}

/// Neurons that fire and have a trace, in two groups; the steps of two behaviours of the first read what both send.
fn network(first: &str, second: &str, synapses: &str) -> String {
    format!(
        "behavior! {{ Source {{ state {{ x: 0.0 }} event {{ fired: false }} step {{ fired = uniform() < 0.1; x = 0.5 * x; }} }} }}
         behavior! {{ First {{ state {{ g: 0.0, h: 0.0 }} afferent {{ W: 0.5 }} step {{ {first} }} }} }}
         behavior! {{ Second {{ state {{ i: 0.0 }} step {{ {second} }} }} }}
         network! {{ Net {{ use Source, First, Second;
             group a: 8 {{ 1: Source, 2: First, 3: Second }}
             group b: 8 {{ 1: Source, 2: First }}
             synapses S: a -> a {{ {synapses} }}
             synapses S: b -> a {{ {synapses} }}
             synapses S: a -> b {{ {synapses} }} }} }}"
    )
}

#[test]
fn what_several_steps_read_goes_in_one_message_before_the_first() {
    let first = "for s in afferent(S) { g += sum(s.W where s.src.fired); h += sum(s.W * s.src.x); }";
    let second = "for s in afferent(S) { i += sum(s.src.x + s.src.g); }";
    insta::assert_snapshot!(timeline(&network(first, second, "")), @"
    a.source
    b.source
    parts learn a.x, a.fired, b.x, b.fired of each other
    a.first
    b.first
    parts learn a.g, b.g of each other
    a.second
    ");
}

#[test]
fn what_nobody_else_reads_does_not_cross() {
    let first = "for s in afferent(S) { g += sum(s.W * s.dst.x); } if fired { h = 0.0; }";
    insta::assert_snapshot!(timeline(&network(first, "i = mean(x);", "")), @"
    a.source
    b.source
    a.first
    b.first
    a.second
    ");
}

#[test]
fn events_behind_delays_go_in_the_shortest_of_them_and_states_when_they_are_sent() {
    let first = "for s in afferent(S) { g += sum(s.W where s.src.fired); h += sum(s.W * s.src.x where s.src.fired); }";
    insta::assert_snapshot!(timeline(&network(first, "i = mean(x);", "delay: 3.0;")), @"
    parts learn a.fired, b.fired of each other, at the latest once in the shortest delay of S_a_to_a:arriving_fired, S_a_to_b:arriving_fired, S_b_to_a:arriving_fired
    parts learn a.x, b.x of each other
    a.source
    b.source
    a.first
    b.first
    a.second
    ");
}

#[test]
fn a_step_exchanges_what_it_has_changed_itself() {
    let first = "h = 0.5 * h; for s in afferent(S) { g += sum(s.W * s.src.h); }";
    // It can be switched off, so that what has changed otherwise is exchanged again.
    let second = "for s in afferent(S) { i += sum(s.src.h); } h = g + i;";
    insta::assert_snapshot!(timeline(&network(first, second, "")), @"
    a.source
    b.source
    a.first
    parts learn a.h of each other
    b.first
    parts learn b.h of each other
    a.second
    within a step parts learn h of each other
    ");
}
