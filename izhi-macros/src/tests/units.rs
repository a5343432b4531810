//! Units are checked and then gone, but for the words in the tables of what a builder takes.

use super::source::compile;

/// An integrate-and-fire network with a conductance, with units or without.
fn network(has_units: bool) -> String {
    let text = r"
        behavior! {
            Cell {
                param { C: 200.0[ pF], g_L: 10.0[ nS], E_L: -60.0[ mV], tau: 5.0[ ms] where tau > 0.0, sigma: 0.5[ mV/ms] }
                constant { tau_membrane: C / g_L }
                input { drive[ in pA] }
                state { v: normal(E_L, 2.0[ mV]), g: 0.0[ nS], x: 0.0 }
                event { fired: false }
                afferent { W: uniform(0.1[ nS], 0.3[ nS]), trace: 0.0[ nS] decays(20.0[ ms]) }
                equations {
                    let leak = g_L * (E_L - v);
                    dv/dt = (leak + g * (0.0[ mV] - v) + drive) / C;
                    dg/dt = -g / tau;
                }
                step {
                    integrate by exponential_euler;
                    v += sqrt(dt * tau) * sigma * normal();
                    x = x * exp(-dt / tau_membrane) + abs(v - E_L) / 1.0[ mV];
                    for s in afferent(All) {
                        g += sum(s.W where s.src.fired);
                        if s.src.fired { s.trace += 0.1[ nS]; s.W = clip(s.W + 0.01 * s.trace, 0.0[ nS], 1.0[ nS]); }
                    }
                    fired = v > -50.0[ mV] && !between(10.0[ ms], 20.0[ ms]);
                    if fired { v = E_L; }
                }
            }
        }
        network! {
            Net {
                use Cell;
                dt: 0.1[ ms];
                group cells: 100 { 1: Cell { tau: 2.0[ ms] } }
                synapses S: cells -> cells { delay: 1.5[ ms]; W: normal(0.5[ nS], 0.1[ nS]); }
            }
        }";
    let mut parts = text.split('[');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (unit, rest) = part.split_once(']').expect("a unit in brackets");
        text += if has_units { unit } else { "" };
        text += rest;
    }
    text
}

#[test]
fn the_code_with_units_is_the_code_without() {
    let [with, without] = [true, false].map(|has_units| compile(&network(has_units)));
    assert_eq!(with.plan, without.plan);
    let [with, without] = [with, without].map(|compiled| compiled.code.to_string());
    assert!(with != without, "the tables have no units");
    assert!(without_words(&with) == without_words(&without), "what is generated differs");
}

/// The code, but for what its tables say of units.
fn without_words(code: &str) -> String {
    let mut parts = ["unit : \"", "TIME : & 'static str = \""]
        .iter()
        .fold(vec![code], |parts, word| parts.into_iter().flat_map(|part| part.split(word)).collect());
    let rest = parts.split_off(1);
    let behind = |part: &&str| part.split_once('"').expect("a text has an end").1.to_owned();
    parts[0].to_owned() + &rest.iter().map(behind).collect::<String>()
}

#[test]
fn prefixes_are_other_ways_to_write_the_same() {
    let texts = ["20 ms", "20000us", "0.02 s", "2e-2 s", "0.02 / (1 Hz)"].map(|tau| {
        format!(
            "behavior! {{ Cell {{ param {{ tau: {tau} }} state {{ v: 1 mV }} step {{ v -= dt * v / tau; }} }} }}
             network! {{ Net {{ use Cell; group cells: 10 {{ 1: Cell }} }} }}"
        )
    });
    let [first, others @ ..] = texts.map(|text| compile(&text).code.to_string());
    others.iter().for_each(|other| assert!(*other == first, "what is generated differs"));
}

/// The same synapse is a conductance here and a current there.
#[test]
fn what_is_in_any_unit_fits_all() {
    compile(
        r"
        behavior! {
            Course(All, g) {
                param { tau: 5 ms, weight: 1.0 in any where weight > 0.0 }
                state { g: 0.0 in any }
                afferent(All) { W: weight }
                step {
                    g *= exp(-dt / tau);
                    for s in afferent(All) { g += sum(s.W where s.src.fired); }
                }
            }
        }
        behavior! {
            Cell {
                param { C: 200 pF, g_L: 10 nS, E_L: -70 mV }
                state { v: E_L }
                event { fired: false }
                step { v += dt * (g_L * (E_L - v) + current + conductance * (0 mV - v)) / C; fired = v > -50 mV; }
            }
        }
        network! {
            Net {
                use Course(EXC, current) as Current, Course(INH, conductance) as Conductance, Cell;
                dt: 0.1 ms;
                group cells: 10 { 1: Current { weight: 20 pA }, 2: Conductance { tau: 10 ms, weight: 3 nS }, 3: Cell }
                synapses EXC: cells -> cells;
                synapses INH: cells -> cells { W: 0.5 nS; }
            }
        }",
    );
}
