//! The passes of the schedule, each by small bodies that need it.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;

use super::source::{Compiled, compile};
use crate::check::snake_case;
use crate::schedule::Entry;

/// The program that a step becomes, in a group with the states `a`, `b` and `c` and the event `fired`, all to
/// all with itself.
fn step(body: &str) -> String {
    let text = format!(
        "behavior! {{ Body {{ param {{ p: 1.0 }} state {{ a: 0.0, b: 0.0, c: 0.0 }} event {{ fired: false }}
             afferent {{ W: 0.0 }} step {{ {body} }} }} }}
         network! {{ Net {{ use Body; group g: 8 {{ 1: Body }} synapses S: g -> g; }} }}"
    );
    let plan = compile(&text).plan;
    let (_, program) = plan.rsplit_once(": step of Body\n").expect("a program for the step");
    program.to_owned()
}

#[test]
fn values_pass_from_statement_to_statement_without_being_loaded() {
    insta::assert_snapshot!(step("a = b + 1.0; c = 2.0 * a;"), @"
    for each neuron
      let $2 = b + 1.0
      a <- $2
      c <- stored(2.0 * $2)
    ");
}

#[test]
fn what_is_assigned_last_is_not_kept_subnormal() {
    insta::assert_snapshot!(step("a = a * p; a = a * a; b = a; let draw = 2.0 * uniform(); c = draw;"), @"
    for each neuron
      let $2 = a * p
      let $4 = stored($2 * $2)
      let $6 = uniform#0
      a <- $4
      b <- $4
      c <- 2.0 * $6
    ");
}

#[test]
fn what_cannot_be_subnormal_is_stored_as_it_is() {
    insta::assert_snapshot!(step("let old = a; a = if fired { -1.5 } else { b }; b = old; c = 1.0 - c * c;"), @"
    for each neuron
      a <- select(fired, -1.5, b)
      b <- a
      c <- 1.0 - (c * c)
    ");
}

#[test]
fn what_is_overwritten_is_not_stored() {
    insta::assert_snapshot!(step("a = b; a += 1.0; if a > 2.0 { a = 0.0; }"), @"
    for each neuron
      let $2 = b + 1.0
      a <- select($2 > 2.0, 0.0, $2)
    ");
}

#[test]
fn a_swap_keeps_the_old_values() {
    insta::assert_snapshot!(step("let old = a; a = b; b = old;"), @"
    for each neuron
      a <- b
      b <- a
    ");
}

#[test]
fn locals_that_nothing_reads_disappear() {
    insta::assert_snapshot!(step("let unused = exp(mean(a)); let too = unused + b; a = c;"), @"
    for each neuron
      a <- c
    ");
}

#[test]
fn conditions_are_those_of_before_the_branch() {
    insta::assert_snapshot!(step("if a > 0.0 { a = -a; b = a; } else { c = a; }"), @"
    for each neuron
      let $2 = a > 0.0
      let $5 = select($2, -a, a)
      a <- $5
      b <- select($2, $5, b)
      c <- select(!$2, $5, c)
    ");
}

#[test]
fn each_draw_is_drawn_once_and_is_its_own() {
    insta::assert_snapshot!(step("let draw = uniform(); a = draw; b = draw; c = uniform();"), @"
    for each neuron
      let $0 = uniform#0
      let $1 = uniform#1
      a <- $0
      b <- $0
      c <- $1
    ");
}

#[test]
fn a_parameter_of_each_neuron_is_read_where_one_of_all_is() {
    let text = "behavior! { Body { param { p: 1.0, q: 2.0 } state { a: 0.0 } step { a = a * exp(-dt / p) + p * q; } } }
                network! { Net { use Body; group one: 8 { 1: Body } group each: 8 { 1: Body { p: each(uniform() + q) } } } }";
    let plan = compile(text).plan;
    let (_, programs) = plan.split_once("\nprogram 0").expect("programs");
    insta::assert_snapshot!(format!("program 0{programs}"), @"
    program 0: initial p of Body
      for each neuron
        let $0 = uniform#0
        p <- stored($0 + q)

    program 1: initial a of Body
      for each neuron
        a <- 0.0

    program 2: initial a of Body
      for each neuron
        a <- 0.0

    program 3: what never changes in the step of Body
      once for all
        fixed0 <- exp(-dt / p)

    program 4: what never changes in the step of Body
      for each neuron
        fixed0 <- exp(-dt / p)

    program 5: step of Body
      for each neuron
        a <- stored((a * fixed0) + (p * q))

    program 6: step of Body
      for each neuron
        a <- stored((a * fixed0) + (p * q))
    ");
}

#[test]
fn a_constant_is_what_it_is_made_of_in_whichever_behavior() {
    let text = "behavior! { Cell { param { C: 1.0, g: 2.0 } constant { half: tau / 2.0, tau: C / g } } }
                behavior! { Lazy { param { rate: 1.0 } constant { half: 0.5 / rate } } }
                behavior! { Body { param { C: 3.0 } state { a: 0.0 } step { a = C * exp(-dt / half); } } }
                network! { Net { use Cell, Lazy, Body; group one: 8 { 1: Body, 2: Cell } group two: 8 { 1: Body, 2: Cell }
                    group each: 8 { 1: Body, 2: Cell { g: each(2.0) } } group lazy: 8 { 1: Body, 2: Lazy } } }";
    let plan = compile(text).plan;
    let (_, plan) = plan.split_once("\nbefore the first iteration of each run").expect("what is computed once");
    insta::assert_snapshot!(format!("in each run{plan}"), @"
    in each run
      program 2: what never changes in the step of Body
        on one.body: other_C = one.cell.C, other_g = one.cell.g
        on two.body: other_C = two.cell.C, other_g = two.cell.g
      program 3: what never changes in the step of Body
        on each.body: other_C = each.cell.C, other_g = each.cell.g
      program 4: what never changes in the step of Body
        on lazy.body: other_rate = lazy.lazy.rate

    in each iteration
     key 1
      program 5: step of Body
        on one.body
        on two.body
      program 6: step of Body
        on each.body
      program 5: step of Body
        on lazy.body
      the iteration is complete

    program 0: initial g of Cell
      for each neuron
        g <- 2.0

    program 1: initial a of Body
      for each neuron
        a <- 0.0

    program 2: what never changes in the step of Body
      once for all
        fixed0 <- stored(C * exp(-dt / ((other_C / other_g) / 2.0)))

    program 3: what never changes in the step of Body
      for each neuron
        fixed0 <- stored(C * exp(-dt / ((other_C / other_g) / 2.0)))

    program 4: what never changes in the step of Body
      once for all
        fixed0 <- stored(C * exp(-dt / (0.5 / other_rate)))

    program 5: step of Body
      for each neuron
        a <- fixed0

    program 6: step of Body
      for each neuron
        a <- fixed0
    ");
}

#[test]
fn powers_are_products() {
    insta::assert_snapshot!(step("a = pow(b, 10); c = pow(b, -3);"), @"
    for each neuron
      let $2 = b * b
      let $3 = $2 * $2
      a <- stored($2 * ($3 * $3))
      c <- stored(1.0 / (b * $2))
    ");
}

#[test]
fn a_reduction_waits_for_what_it_reads() {
    insta::assert_snapshot!(step("a = b; c = mean(a);"), @"
    for each neuron
      a <- b
    %0 = mean over the neurons of
      value <- a
    for each neuron
      c <- stored(%0)
    ");
}

#[test]
fn what_a_reduction_reads_is_not_overwritten_before_it() {
    insta::assert_snapshot!(step("c = sum(a where fired); a = 0.0; fired = c > 1.0;"), @"
    %0 = sum over the neurons of
      value <- a
      where <- fired
    for each neuron
      let $1 = stored(%0)
      c <- $1
      a <- 0.0
      fired <- $1 > 1.0
    list the neurons with fired
    ");
}

#[test]
fn a_reduction_of_other_values_does_not_part_kernels() {
    insta::assert_snapshot!(step("a = 1.0; let total = sum(b); c = a + total;"), @"
    %0 = sum over the neurons of
      value <- b
    once
      %1 <- %0
    for each neuron
      a <- 1.0
      c <- 1.0 + %1
    ");
}

#[test]
fn two_reductions_of_a_variable_see_it_before_and_after() {
    insta::assert_snapshot!(step("let before = sum(a); a += 1.0; let after = sum(a); b = before - after;"), @"
    %0 = sum over the neurons of
      value <- a
    once
      %1 <- %0
    for each neuron
      a <- a + 1.0
    %2 = sum over the neurons of
      value <- a
    once
      %3 <- %2
    for each neuron
      b <- stored(%1 - %3)
    ");
}

#[test]
fn a_kernel_joins_an_earlier_one_past_a_reduction_that_it_does_not_meet() {
    insta::assert_snapshot!(step("a = b; let total = sum(a); c = p; b = total;"), @"
    for each neuron
      a <- b
      c <- stored(p)
    %0 = sum over the neurons of
      value <- a
    once
      %1 <- %0
    for each neuron
      b <- stored(%1)
    ");
}

#[test]
fn events_are_propagated_after_they_are_assigned() {
    insta::assert_snapshot!(step("fired = a > 1.0; for s in afferent(All) { a += sum(s.W where s.src.fired); }"), @"
    for each neuron
      fired <- a > 1.0
    list the neurons with fired
    parts learn fired of each other
    kept0 = sum of W over the rows of structure with fired
    for each neuron
      a <- stored(a + kept0)
    ");
}

#[test]
fn events_are_propagated_before_they_are_assigned_again() {
    insta::assert_snapshot!(step("for s in afferent(All) { a += sum(s.W where s.src.fired); } fired = a > 1.0;"), @"
    kept0 = sum of W over the rows of structure with fired
    for each neuron
      let $3 = stored(a + kept0)
      a <- $3
      fired <- $3 > 1.0
    list the neurons with fired
    ");
}

#[test]
fn a_sum_over_the_own_group_sees_all_neurons_of_before() {
    insta::assert_snapshot!(step("for s in afferent(All) { a = sum(s.src.a * s.dst.a where s.src.a > s.dst.b); }"), @"
    kept0 = sum over the sources of structure of
      value <- source.a * target.a
      where <- source.a > target.b
    for each neuron
      a <- stored(kept0)
    ");
}

/// So many columns, each with the two groups of the seed and the synapses between them.
fn columns(count: usize) -> Compiled {
    let seed = include_str!("../../../tests/networks/seed.rs");
    let (behaviors, network) = seed.split_once("network!").expect("a network");
    let begin = network.find("group").expect("a group");
    let (head, items) = network.split_at(begin);
    let items = items.trim_end().trim_end_matches('}').trim_end().trim_end_matches('}');
    let column = |number: usize| {
        let name = |text: String, word: &str| text.replace(word, &format!("{word}_{number}"));
        ["excitatory_neurons", "inhibitory_neurons"].into_iter().fold(items.to_owned(), name)
    };
    let columns: String = (0..count).map(column).collect();
    compile(&format!("{behaviors}network!{head}{columns}}}}}"))
}

/// The programs as text.
fn programs(compiled: Compiled) -> String {
    let file: syn::File = syn::parse2(compiled.code).unwrap();
    let modules = file.items.into_iter().filter_map(|item| match item {
        syn::Item::Mod(module) => module.content,
        _ => None,
    });
    let functions = modules.flat_map(|(_, items)| items).filter(|item| matches!(item, syn::Item::Fn(_)));
    functions.map(|item| item.into_token_stream().to_string()).collect()
}

/// The number of tokens.
fn tokens(code: TokenStream) -> usize {
    let tree = |tree| if let TokenTree::Group(group) = tree { 2 + tokens(group.stream()) } else { 1 };
    code.into_iter().map(tree).sum()
}

fn steps(compiled: &Compiled) -> usize {
    compiled.schedule.iteration.iter().filter(|entry| matches!(entry, Entry::Step { .. })).count()
}

#[test]
fn two_hundred_groups_share_the_programs_of_two() {
    let (two, two_hundred) = (columns(1), columns(100));
    assert_eq!((two.model.network.groups.len(), two_hundred.model.network.groups.len()), (2, 200));
    assert_eq!(two_hundred.schedule.programs.len(), two.schedule.programs.len());
    assert_eq!(steps(&two_hundred), 100 * steps(&two));
    let [two, two_hundred] = [two, two_hundred].map(programs);
    assert!(two.contains("fn program_0"));
    assert_eq!(two, two_hundred);
}

#[test]
fn code_grows_by_the_same_for_each_group() {
    let [three, four, five] = [3, 4, 5].map(|count| tokens(columns(count).code));
    assert_eq!(four - three, five - four);
}

#[test]
fn every_call_has_its_own_site() {
    let Compiled { schedule, .. } = columns(10);
    let mut sites: Vec<u64> = schedule.sites.iter().map(|site| site.number).collect();
    let count = sites.len();
    sites.sort_unstable();
    sites.dedup();
    assert_eq!(sites.len(), count);
}

#[test]
fn fields_are_in_snake_case() {
    let cases = [
        ("IzhikevichMain", "izhikevich_main"),
        ("STDP", "stdp"),
        ("STDPRule", "stdp_rule"),
        ("Layer4Input", "layer4_input"),
        ("Conv2D", "conv2_d"),
        ("already_snake", "already_snake"),
        ("Mixed_Case", "mixed_case"),
        ("A", "a"),
        ("ÄußereSchicht", "äußere_schicht"),
    ];
    for (name, expected) in cases {
        assert_eq!(snake_case(name), expected);
    }
}

/// The schedule of a behaviour by itself, with an equation for the state `v` and one for `w`.
fn equations(equations: &str, step: &str) -> String {
    let text = format!(
        "behavior! {{ Body {{ param {{ tau: 20.0, a: 0.1, sigma: 2.0 }} state {{ v: 1.0, w: 0.0, I: 0.0 }}
             equations {{ {equations} }} step {{ {step} }} }} }}
         network! {{ Net {{ use Body; group g: 8 {{ 1: Body }} }} }}"
    );
    let plan = compile(&text).plan;
    let (_, programs) = plan.split_once("    I <- 0.0\n\n").expect("programs behind those of initial values");
    programs.to_owned()
}

#[test]
fn equations_become_one_kernel() {
    insta::assert_snapshot!(equations(
        "let leak = -v / tau; dv/dt = leak - w + I; dw/dt = a * (v * v - w) + t;",
        "integrate by midpoint; I = 0.0;",
    ), @"
    program 3: step of Body
      for each neuron
        let $16 = 0.5 * dt
        let $18 = v + ($16 * (((-v / tau) - w) + I))
        let $20 = w + ($16 * ((a * ((v * v) - w)) + time()))
        v <- stored(v + (dt * (((-$18 / tau) - $20) + I)))
        w <- stored(w + (dt * ((a * (($18 * $18) - $20)) + (time() + $16))))
        I <- 0.0
    ");
}

#[test]
fn a_step_that_is_divided_is_one_kernel_too() {
    insta::assert_snapshot!(equations("dv/dt = -v * v + sigma * xi; dw/dt = a * w + xi;", "integrate v, w by heun repeat 2;"), @"
    program 3: step of Body
      for each neuron
        let $0 = normal#0
        let $4 = dt / 2.0
        let $6 = 1.0 / sqrt($4)
        let $8 = normal#1
        let $9 = $8 * $6
        let $14 = sigma * ($0 * $6)
        let $15 = (-v * v) + $14
        let $19 = (a * w) + $9
        let $21 = v + ($4 * $15)
        let $29 = $4 / 2.0
        let $32 = v + ($29 * ($15 + ((-$21 * $21) + $14)))
        let $35 = w + ($29 * ($19 + ((a * (w + ($4 * $19))) + $9)))
        let $36 = normal#2
        let $38 = normal#3
        let $39 = $38 * $6
        let $42 = sigma * ($36 * $6)
        let $43 = (-$32 * $32) + $42
        let $45 = (a * $35) + $39
        let $47 = $32 + ($4 * $43)
        v <- stored($32 + ($29 * ($43 + ((-$47 * $47) + $42))))
        w <- stored($35 + ($29 * ($45 + ((a * ($35 + ($4 * $45))) + $39))))
    ");
}

#[test]
fn propagators_are_computed_once_for_a_run() {
    insta::assert_snapshot!(equations("dv/dt = (w + I - v) / tau; dw/dt = -a * w;", "integrate by exact;"), @"
    program 3: what never changes in the step of Body
      once for all
        fixed0 <- exp(dt * (-1.0 / tau))
      for each neuron
        fixed1 <- (dt * exprel(dt * (-1.0 / tau))) * (I / tau)
      once for all
        let $3 = -1.0 / tau
        let $8 = -a
        fixed2 <- (dt * (1.0 / tau)) * (exp(dt * max($8, $3)) * exprel(-(dt * abs($8 - $3))))
      once for all
        fixed3 <- exp(dt * -a)

    program 4: step of Body
      for each neuron
        v <- stored(((fixed0 * v) + fixed1) + (fixed2 * w))
        w <- stored(fixed3 * w)
    ");
    insta::assert_snapshot!(equations(
        "let rate = a * v; dv/dt = I - v / tau; dw/dt = rate * (1.0 - w) - a * w;",
        "integrate by exponential_euler;",
    ), @"
    program 3: what never changes in the step of Body
      once for all
        fixed0 <- exprel(dt * -(1.0 / tau))

    program 4: step of Body
      for each neuron
        let $2 = a * v
        v <- stored(v + ((dt * (I - (v / tau))) * fixed0))
        w <- stored(w + ((dt * (($2 * (1.0 - w)) - (a * w))) * exprel(dt * (-$2 - a))))
    ");
}

#[test]
fn a_function_has_what_was_assigned_before_it_and_what_follows_sees_what_it_changed() {
    insta::assert_snapshot!(step(
        "a = b * p; let w = a * a; call crate::change(w, mean(c), fired, mut a, random()); b = a; c = 2.0 * b;
         for s in afferent(All) { if mean(c) > 1.0 { call crate::learn(s.src.a, mut s.W); } }"
    ), @"
    %0 = mean over the neurons of
      value <- c
    once
      %1 <- %0
    for each neuron
      let $2 = b * p
      a <- $2
      kept0 <- $2 * $2
    call Body/crate::change(numbers kept0, number %1, flags fired, mut numbers a, words#0)
    for each neuron
      b <- a
      c <- stored(2.0 * a)
    %2 = mean over the neurons of
      value <- c
    once
      %3 <- %2 > 1.0
    call Body/crate::learn(numbers a, mut synapses W of structure) if %3
    ");
}
