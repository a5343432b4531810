//! A family is the groups and synapses that one would write out.

use super::source::compile;

const CELL: &str = "behavior! { Cell { param { tau: 10.0 } state { v: uniform() } event { fired: false }
    afferent(All) { W: 0.1 }
    step { v += dt / tau; for s in afferent(All) { v += sum(s.W where s.src.fired); } fired = v > 1.0; if fired { v = 0.0; } } } }";

fn code(items: &str) -> String {
    let compiled = compile(&format!("{CELL} network! {{ Net {{ use Cell; {items} }} }}"));
    compiled.plan + &compiled.code.to_string()
}

#[track_caller]
fn assert_same(family: &str, written: &str) {
    assert!(code(family) == code(written), "what is generated differs");
}

#[test]
fn a_chain_is_one_declaration() {
    assert_same(
        "for i in 0..3 { group layer[i]: 10 { 1: Cell { tau: 10.0 + i } } }
         for i in 0..2 { synapses FORWARD: layer[i] -> layer[i + 1] { delay: 1.0 + 0.5 * i; W: 0.1 * (i + 1); } }
         group input: 5 { 1: Cell }
         synapses IN: input -> layer[0];
         synapses OUT: layer[2] -> { layer[0], input };",
        "group layer_0, layer: 10 { 1: Cell { tau: 10.0 + 0 } }
         group layer_1, layer: 10 { 1: Cell { tau: 10.0 + 1 } }
         group layer_2, layer: 10 { 1: Cell { tau: 10.0 + 2 } }
         synapses FORWARD: layer_0 -> layer_1 { delay: 1.0 + 0.5 * 0; W: 0.1 * (0 + 1); }
         synapses FORWARD: layer_1 -> layer_2 { delay: 1.0 + 0.5 * 1; W: 0.1 * (1 + 1); }
         group input: 5 { 1: Cell }
         synapses IN: input -> layer_0;
         synapses OUT: layer_2 -> { layer_0, input };",
    );
}

#[test]
fn a_table_of_projections_has_two_indices() {
    assert_same(
        "for i in 0..2 { group area[i], cortex: 10 { 1: Cell } }
         for i in 0..2 { for j in 0..2 {
             synapses ALL: area[i] -> area[(j + 1) % 2] { connect: fixed_probability(TABLE[i][j].i); }
         } }",
        "group area_0, area, cortex: 10 { 1: Cell }
         group area_1, area, cortex: 10 { 1: Cell }
         synapses ALL: area_0 -> area_1 { connect: fixed_probability(TABLE[0][0].i); }
         synapses ALL: area_0 -> area_0 { connect: fixed_probability(TABLE[0][1].i); }
         synapses ALL: area_1 -> area_1 { connect: fixed_probability(TABLE[1][0].i); }
         synapses ALL: area_1 -> area_0 { connect: fixed_probability(TABLE[1][1].i); }",
    );
}
