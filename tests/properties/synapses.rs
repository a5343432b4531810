//! Sums over synapses against a loop over the sources, in ascending order.

use izhi::prelude::*;
use izhi::vector::VectorLevel;
use ndarray::{Array1, Array2};
use proptest::prelude::*;

behavior! {
    Sums {
        state { v: 0.0, selected: 0.0, product: 0.0, general: 0.0, number: 0.0, back: 0.0, out: 0.0, strong: 0.0 }
        state { held: 0.0, ups: 0.0 }
        event { fired: false }
        flag { up: false }
        afferent { W: 0.0 }
        step {
            selected = 0.0; product = 0.0; general = 0.0; number = 0.0; back = 0.0; out = 0.0; strong = 0.0;
            held = 0.0; ups = 0.0;
            for s in afferent(All) {
                selected += sum(s.W where s.src.fired);
                product += sum(s.W * s.src.v);
                general += sum(s.W * s.src.v * v where s.src.v > 0.0);
                number += count(s.src.fired);
                held += sum(s.W where s.src.up && !up);
            }
            for s in efferent(All) {
                back += sum(s.W * s.dst.v where s.dst.fired || s.W > s.src.v);
                out += sum(s.W);
                strong += count(s.dst.fired where s.W > 0.5 && s.dst.index >= s.src.index);
                ups += count(s.dst.up where s.src.up || s.dst.fired);
            }
        }
    }
}

behavior! {
    /// Moves flags behind the sums.
    Toggle {
        step { if v > 1.0 { up = !up; } }
    }
}

// Two groups, one of them connected with itself, so that sums of several synapse groups come together.
network! { Single { use Sums, Toggle; group g: 1 { 1: Sums, 2: Toggle } group h: 1 { 1: Sums, 2: Toggle } synapses S: g -> { g, h }; synapses T: h -> g; } }
network! { Double { use Sums, Toggle; float: f64; group g: 1 { 1: Sums, 2: Toggle } group h: 1 { 1: Sums, 2: Toggle } synapses S: g -> { g, h }; synapses T: h -> g; } }

#[derive(Clone, Debug)]
struct Group {
    v: Vec<f64>,
    fired: Vec<bool>,
    up: Vec<bool>,
}

#[derive(Clone, Debug)]
struct Case {
    groups: [Group; 2],
    /// From the first group to itself and to the second, and from the second to the first: [target, source].
    weights: [Array2<f64>; 3],
}

/// The groups at the source and the target of each synapse group.
const ENDS: [(usize, usize); 3] = [(0, 0), (0, 1), (1, 0)];

fn case() -> impl Strategy<Value = Case> {
    let number = || prop_oneof![8 => -2.0..2.0, 1 => Just(0.0), 1 => Just(-0.0), 1 => -1e30..1e30];
    let group = move || {
        // Few, some or all of the neurons fire.
        (1usize..70, 0.0..1.2).prop_flat_map(move |(size, rate)| {
            let fired = proptest::collection::vec((0.0..1.0).prop_map(move |draw| draw < rate), size);
            let up = proptest::collection::vec(any::<bool>(), size);
            (proptest::collection::vec(number(), size), fired, up).prop_map(|(v, fired, up)| Group { v, fired, up })
        })
    };
    (group(), group()).prop_flat_map(move |(g, h)| {
        let groups = [g, h];
        let weights = ENDS.map(|(source, target)| {
            let shape = (groups[target].v.len(), groups[source].v.len());
            let values = proptest::collection::vec(number(), shape.0 * shape.1);
            values.prop_map(move |values| Array2::from_shape_vec(shape, values).unwrap())
        });
        (Just(groups), weights).prop_map(|(groups, weights)| Case { groups, weights })
    })
}

/// The nine sums of each group.
type Sums = [[Vec<u64>; 9]; 2];

macro_rules! sums {
    ($name:ident, $network:ident, $float:ty) => {
        mod $name {
            use super::*;

            fn rounded(values: &[f64]) -> Vec<$float> {
                values.iter().map(|value| *value as $float).collect()
            }

            pub(super) fn naive(case: &Case) -> Sums {
                let v = case.groups.each_ref().map(|group| rounded(&group.v));
                let fired = case.groups.each_ref().map(|group| &group.fired);
                // Behind the first iteration.
                let moved = |group: usize, v: &[$float]| -> Vec<bool> {
                    case.groups[group].up.iter().zip(v).map(|(up, v)| *up != (*v > 1.0)).collect()
                };
                let up = [moved(0, &v[0]), moved(1, &v[1])];
                let weights = case.weights.each_ref().map(|weights| weights.mapv(|value| value as $float));
                [0, 1].map(|own| {
                    let mut sums: [Vec<$float>; 9] = [(); 9].map(|()| vec![0.0; v[own].len()]);
                    for (weights, (source, target)) in weights.iter().zip(ENDS) {
                        if target == own {
                            for i in 0..v[own].len() {
                                let mut now: [$float; 5] = [0.0; 5];
                                for j in 0..v[source].len() {
                                    let w = weights[[i, j]];
                                    if fired[source][j] {
                                        now[0] += w;
                                        now[3] += 1.0;
                                    }
                                    if up[source][j] && !up[own][i] {
                                        now[4] += w;
                                    }
                                    now[1] += w * v[source][j];
                                    if v[source][j] > 0.0 {
                                        now[2] += w * v[source][j] * v[own][i];
                                    }
                                }
                                (0..5).for_each(|sum| sums[sum][i] += now[sum]);
                            }
                        }
                    }
                    for (weights, (source, target)) in weights.iter().zip(ENDS) {
                        if source == own {
                            for j in 0..v[own].len() {
                                let mut now: [$float; 4] = [0.0; 4];
                                for i in 0..v[target].len() {
                                    let w = weights[[i, j]];
                                    if fired[target][i] || w > v[own][j] {
                                        now[0] += w * v[target][i];
                                    }
                                    now[1] += w;
                                    if up[target][i] && (up[own][j] || fired[target][i]) {
                                        now[3] += 1.0;
                                    }
                                    if fired[target][i] && (w > 0.5 && i >= j) {
                                        now[2] += 1.0;
                                    }
                                }
                                (0..4).for_each(|sum| sums[5 + sum][j] += now[sum]);
                            }
                        }
                    }
                    sums.map(|sum| sum.into_iter().map(bits).collect())
                })
            }

            /// All NaNs are the same.
            fn bits(value: $float) -> u64 {
                if value.is_nan() { u64::MAX } else { u64::from(value.to_bits()) }
            }

            pub(super) fn compiled(case: &Case, level: VectorLevel) -> Sums {
                let mut builder = $network::builder().vector_level(level);
                let [g, h] = &case.groups;
                (builder.g.size, builder.h.size) = (g.v.len().into(), h.v.len().into());
                (builder.g.v, builder.h.v) = (rounded(&g.v).into(), rounded(&h.v).into());
                (builder.g.fired, builder.h.fired) = (g.fired.clone().into(), h.fired.clone().into());
                (builder.g.up, builder.h.up) = (g.up.clone().into(), h.up.clone().into());
                let [gg, gh, hg] = case.weights.each_ref().map(|weights| weights.mapv(|value| value as $float));
                builder.S_g_to_g.W = gg.into();
                builder.S_g_to_h.W = gh.into();
                builder.T_h_to_g.W = hg.into();
                izhi_interpreter::assert_equal(builder.clone().build(), 3);
                let mut net = builder.build().unwrap();
                // Twice: nothing is left over from the first time.
                net.simulate(2).unwrap();
                macro_rules! sums_of {
                    ($group:ident) => {{
                        let group = &net.$group;
                        [
                            group.selected(),
                            group.product(),
                            group.general(),
                            group.number(),
                            group.held(),
                            group.back(),
                            group.out(),
                            group.strong(),
                            group.ups(),
                        ]
                        .map(|sum| sum.iter().map(|value| bits(*value)).collect())
                    }};
                }
                [sums_of!(g), sums_of!(h)]
            }
        }
    };
}

sums!(in_f32, Single, f32);
sums!(in_f64, Double, f64);

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn sums_over_synapses_add_in_ascending_order(case in case()) {
        for level in VectorLevel::ALL.into_iter().filter(|level| level.is_available()) {
            prop_assert_eq!(in_f32::compiled(&case, level), in_f32::naive(&case), "f32 with {}", level.name());
            prop_assert_eq!(in_f64::compiled(&case, level), in_f64::naive(&case), "f64 with {}", level.name());
        }
    }
}

#[test]
fn a_group_without_events_is_silent() {
    let mut builder = Single::builder();
    (builder.g.size, builder.h.size) = (3.into(), 2.into());
    builder.S_g_to_h.W = Array2::from_elem((2, 3), f32::MAX).into();
    builder.g.v = Array1::from(vec![1.0; 3]).into();
    let mut net = builder.build().unwrap();
    net.step().unwrap();
    assert_eq!(net.h.selected().to_vec(), [0.0, 0.0]);
    assert_eq!(net.h.product().to_vec(), [f32::INFINITY; 2]);
}
