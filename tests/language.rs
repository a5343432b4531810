//! What the language allows that one might not expect: names, places and shapes of declarations. Each test
//! computes something, so that a name taken for another shows.

use izhi::prelude::*;

/// Names that generated code, Rust's prelude or the language itself use, as states.
mod names_of_states {
    use izhi::prelude::*;

    behavior! {
        Names {
            param { values: 1.0, clock_rate: 2.0, rt: 4.0 }
            state {
                clock: 1.0, net: 2.0, slot_v: 3.0, first: 4.0, count: 5.0, i: 6.0, f32: 7.0, Vec: 8.0, Option: 9.0,
                Some: 10.0, None: 11.0, Ok: 12.0, name: 13.0, tags: 14.0, settings: 15.0, group: 16.0, site: 17.0,
                parameters: 18.0, kernel: 19.0, Kernel: 20.0, Float: 21.0, u: 22.0, t0: 23.0, sum: 24.0, exp: 25.0,
                param: 26.0, state: 27.0, step: 28.0, dt_2: 29.0, behaviors: 30.0, items: 31.0, std: 32.0, core: 33.0,
                bool: 34.0, vec: 35.0, extent: 36.0, sources: 37.0, targets: 38.0, uniform: 39.0, größe: 40.0,
                v_2: 41.0, other_v: 42.0, executor: 43.0, total: 0.0,
            }
            step {
                total = clock + net + slot_v + first + count + i + f32 + Vec + Option + Some + None + Ok + name + tags
                    + settings + group + site + parameters + kernel + Kernel + Float + u + t0 + sum + exp + param
                    + state + step + dt_2 + behaviors + items + std + core + bool + vec + extent + sources + targets
                    + uniform + größe + v_2 + other_v + executor;
                total = total * values * clock_rate * rt + sum(sum) + exp(0.0 * exp) + count(count > 0.0);
            }
        }
    }

    behavior! { Length { state { len: 5.0 } } }

    network! {
        Named {
            use Names, Length, izhi::Recorder;
            group g: 3 { 1: Names, 0: Length, 2: Recorder [clock, Vec, Some, größe, total] as rec }
        }
    }

    #[test]
    fn are_free() {
        let mut net = Named::builder().build().unwrap();
        net.simulate(2).unwrap();
        let expected = (1..=43).sum::<i32>() as f32 * 8.0 + 72.0 + 1.0 + 3.0;
        assert_eq!(net.g.total()[2], expected);
        assert_eq!(net.g.rec.total()[[1, 0]], expected);
        assert_eq!((net.g.len()[2], net.g.rec.größe()[[0, 0]]), (5.0, 40.0));
    }
}

/// The same as groups, behaviours of groups, synapse groups and parameters.
mod names_of_groups {
    use izhi::prelude::*;

    behavior! {
        Cell {
            param { size_of: 1.0, name: 2.0, Vec: 3.0 }
            state { v: size_of + name + Vec }
            afferent { i: 1.0, W: 2.0, size: 3.0 }
            step { for s in afferent(All) { v += sum(s.i * s.W * s.size * s.src.v) - sum(s.src.v); } }
        }
    }

    network! {
        Groups {
            use Cell;
            group clock: 1 { 1: Cell as clock }
            group net: 1 { 1: Cell as None }
            group builder: 1 { 1: Cell as name }
            group None: 1 { 1: Cell as group }
            group Ok: 1 { 1: Cell as settings }
            group seed: 1 { 1: Cell as sites }
            group dt: 1 { 1: Cell as tags }
            group Float: 1 { 1: Cell as Float }
            group izhi: 1 { 1: Cell as population_2 }
            group größe: 1 { 1: Cell as größe }
            group _private: 1 { 1: Cell as _hidden }
            synapses i: clock -> { net, None, clock };
            synapses None: net -> { clock, Ok };
        }
    }

    #[test]
    fn are_free() {
        let mut net = Groups::builder().seed(1).dt(0.5).build().unwrap();
        net.simulate(1).unwrap();
        // Five times the source is added for each synapse, the sources' own first: 6 + 30 + 30 of the clock.
        assert_eq!((net.clock.v()[0], net.net.v()[0]), (66.0, 6.0 + 5.0 * 66.0));
        assert_eq!(net.größe.v()[0], 6.0);
        assert_eq!(net._private.v()[0], 6.0);
        assert_eq!(net.None_net_to_clock.W()[[0, 0]], 2.0);
    }
}

/// Networks and behaviours whose names become modules and fields.
mod names_that_become_others {
    use izhi::prelude::*;

    behavior! { Loop { state { v: 1.0 } step { v += 1.0; } } }
    behavior! { Match { step { v *= 2.0; } } }
    behavior! { net { step { v += 0.5; } } }

    network! { Loop { use Loop, Match; group g: 2 { 1: Loop, 2: Match } } }
    #[allow(non_camel_case_types)]
    mod lower_case {
        use super::{Loop, net};
        use izhi::prelude::*;
        network! { pub(super) net { use Loop, net; group net: 2 { 1: Loop, 2: net } } }
    }
    network! { Type { use Loop as Type; group type_: 2 { 1: Type } } }
    network! { Option { use Loop as Some; group Some: 2 { 1: Some } } }

    #[test]
    fn work_also_where_they_are_keywords() {
        let mut loops = Loop::builder();
        loops.g.loop_ = loops.g.loop_.clone();
        let mut loops = loops.build().unwrap();
        loops.step().unwrap();
        loops.set_enabled("loop_", false).unwrap();
        loops.step().unwrap();
        assert_eq!(loops.g.v()[0], 8.0);
        let mut lower = lower_case::net::builder().build().unwrap();
        lower.step().unwrap();
        assert_eq!(lower.net.v()[0], 2.5);
        let mut types = Type::builder().build().unwrap();
        types.step().unwrap();
        assert_eq!(types.type_.v()[0], 2.0);
        assert_eq!(self::Option::builder().build().unwrap().Some.size(), 2);
    }
}

/// Where declarations can stand, and from where behaviours come.
mod places {
    use izhi::prelude::*;

    pub(crate) mod cells {
        use izhi::prelude::*;
        behavior! { pub(crate) Cell { state { v: 1.0 } step { v += 1.0; } } }
        behavior! { pub(super) Leak { param { a } step { v *= a; } } }

        pub(crate) mod deeper {
            use izhi::prelude::*;
            // A behaviour of the module above, and one of the same name as another module's.
            behavior! { pub Cell { state { v: 10.0 } } }
            network! { pub(in super::super) Deep { use Cell, super::Leak; group g: 2 { 1: Cell, 2: Leak { a: 0.5 } } } }
        }
    }

    network! {
        Private {
            use cells::Cell, self::cells::Leak as Decay, crate::places::cells::deeper::Cell as Other;
            group g: 2 { 1: Cell, 2: Decay { a: 0.5 } }
            group h: 2 { 1: Other, 2: Decay { a: 0.25 } as leak }
        }
    }

    #[test]
    fn of_modules() {
        let mut net = Private::builder();
        net.h.leak.a = 2.0;
        let mut net = net.build().unwrap();
        net.step().unwrap();
        assert_eq!((net.g.v()[1], net.h.v()[1]), (1.0, 20.0));
        let mut deep = cells::deeper::Deep::builder().build().unwrap();
        deep.step().unwrap();
        assert_eq!(deep.g.v()[0], 5.0);
    }

    #[test]
    fn of_functions() {
        behavior! { pub Here { state { v: 3.0 } } }
        network! { Inside { use Here, cells::Leak; group g: 1 { 1: Here, 2: Leak { a: 2.0 } } } }
        let mut net = Inside::builder().build().unwrap();
        net.step().unwrap();
        assert_eq!(net.g.v()[0], 6.0);
    }

    macro_rules! of_a_macro {
        ($network:ident, $behavior:ident, $group:ident, $state:ident, $begin:expr) => {
            behavior! { $behavior { state { $state: $begin } step { let twice = 2.0 * $state; $state = twice; } } }
            network! { $network { use $behavior; group $group: 2 { 1: $behavior } } }
        };
    }
    of_a_macro!(First, FirstCell, g, v, 1.0);
    of_a_macro!(Second, SecondCell, h, u, 3.0 + 1.0);

    #[test]
    fn of_macros() {
        let (mut first, mut second) = (First::builder().build().unwrap(), Second::builder().build().unwrap());
        first.step().unwrap();
        second.step().unwrap();
        assert_eq!((first.g.v()[0], second.h.u()[1]), (2.0, 8.0));
    }

    #[test]
    fn any_network_behind_one_type() {
        fn run(net: &mut dyn Network<Float = f32>) -> u64 {
            net.simulate(3).unwrap();
            net.iteration()
        }
        assert_eq!(run(&mut Private::builder().build().unwrap()), 3);
    }
}

mod shapes {
    use izhi::prelude::*;

    network! { Empty {} }
    network! { Settings { dt: 2.0 * 0.25; seed: 0xffff_ffff_ffff_ffff; float: f64; } }
    network! { Hollow { group g: 3 {} group h: grid(2, 3, 4) {} synapses SYN: g -> { h, g }; } }

    #[test]
    fn without_anything() {
        let mut empty = Empty::builder().build().unwrap();
        empty.simulate(5).unwrap();
        assert_eq!((empty.iteration(), empty.groups().len()), (5, 0));
        let settings = Settings::builder().build().unwrap();
        assert_eq!((settings.dt(), settings.clock().seed()), (0.5, u64::MAX));
        let mut hollow = Hollow::builder().build().unwrap();
        hollow.step().unwrap();
        assert_eq!((hollow.h.size(), hollow.SYN_g_to_h.connection().tags().len()), (24, 3));
        assert!(!format!("{empty} {hollow} {hollow:?}").is_empty());
    }

    behavior! { Nothing {} }
    behavior! { Sections { step { v += a; } state { v: 0.0 } param { a: 1.0 } state { w: v } step { w += v; } } }
    behavior! { Keys { state { v: 1.0 } step { v += 1.0; } } }
    behavior! { Double { step { v *= 2.0; } } }
    network! {
        Order {
            use Nothing, Sections, Keys, Double,;
            group a: 1 { 1: Nothing }
            group b: 1 { 1: Sections {}, }
            group c: 1 { 5: Keys, -3: Double, 9223372036854775807: Double, }
        }
    }

    #[test]
    fn of_sections_and_keys() {
        let mut net = Order::builder().build().unwrap();
        net.simulate(2).unwrap();
        assert_eq!((net.b.v()[0], net.b.w()[0]), (2.0, 3.0));
        // (((1 * 2) + 1) * 2 * 2 + 1) * 2
        assert_eq!(net.c.v()[0], 26.0);
        let keys: Vec<i64> = net.groups()[2].behaviors().iter().map(|behavior| behavior.key()).collect();
        assert_eq!(keys, [-3, 5, i64::MAX]);
        let mut builder = Order::builder();
        builder.c.double_minus_3 = builder.c.double_9223372036854775807.clone();
    }

    behavior! {
        Unused {
            state { v: 0.0 }
            event { fired: true }
            afferent(IN) { W: 1.0 }
            step { for s in afferent(IN) { v += sum(s.W where s.src.fired); } }
        }
    }
    network! {
        Partly {
            use Unused;
            group with: 2 { 1: Unused }
            group without: 2 { 1: Unused }
            synapses IN, OTHER: with -> with;
            synapses OUT: with -> without;
        }
    }

    #[test]
    fn of_tags_that_only_some_groups_have() {
        let mut net = Partly::builder().build().unwrap();
        net.step().unwrap();
        assert_eq!((net.with.v()[0], net.without.v()[0]), (2.0, 0.0));
    }
}

mod statements {
    use izhi::prelude::*;

    behavior! {
        Locals {
            param { a: 3.0 }
            state { v: 1.0, w: 0.0, deep: 0.0, logic: 0.0, whole: 0.0, parts: 0.0, big: 0.0 }
            event { fired: false }
            step {
                v = v;
                let k = v;
                let k = k + a;
                let x = k * 10.0;
                if k > 3.0 { let k = 100.0; w += k; let m = k; w += m; }
                w += k + x;
                if v > 0.0 { if v > 0.0 { if v > 0.0 { if v > 0.0 { if v > 0.0 { deep += 1.0; } else { deep = -1.0; } } } } }
                deep += ((((((((((((((((((((((((v))))))))))))))))))))))));
                deep = if v > 0.0 { if v < 0.0 { 1.0 } else if v == 0.0 { 2.0 } else { deep } } else { -1.0 };
                fired = !!(!fired || fired && false) != (1 < 2 && index == 0);
                logic = if fired { 1.0 } else { - - -2.0 };
                let n = 7 + 0 * index;
                n -= 9;
                n *= index + 1;
                if iteration % 2 == 0 { n += 1; }
                whole = n + n % 3;
                parts = 1 / 2 + n / 4;
                big = 9223372036854775807 + 1;
            }
        }
    }

    network! { Net { use Locals; group g: 2 { 1: Locals } } }

    #[test]
    fn mean_what_they_say() {
        let mut net = Net::builder().build().unwrap();
        net.step().unwrap();
        assert_eq!(net.g.v().to_vec(), [1.0, 1.0]);
        assert_eq!(net.g.w().to_vec(), [244.0, 244.0]);
        assert_eq!(net.g.deep().to_vec(), [2.0, 2.0]);
        assert_eq!(net.g.fired().to_vec(), [false, true]);
        assert_eq!(net.g.logic().to_vec(), [-2.0, 1.0]);
        // n is -2 * (index + 1) + 1, and the remainder has the sign of the divisor.
        assert_eq!(net.g.whole().to_vec(), [1.0, -3.0]);
        assert_eq!(net.g.parts().to_vec(), [0.25, -0.25]);
        assert_eq!(net.g.big().to_vec(), [-9223372036854775808.0; 2]);
    }

    behavior! {
        Zeros {
            state { plus: 0.0, minus: 0.0, sign: 0.0 }
            step { plus = 1.0 / 0.0; minus = 1.0 / -0.0; sign = 0.0 * plus; plus = 0.0; minus = -0.0; }
        }
    }
    network! { Signs { use Zeros; group g: 1 { 1: Zeros } } }

    #[test]
    fn tell_the_two_zeros_apart() {
        let mut net = Signs::builder().build().unwrap();
        net.step().unwrap();
        assert_eq!(net.g.plus()[0].to_bits(), 0.0f32.to_bits());
        assert_eq!(net.g.minus()[0].to_bits(), (-0.0f32).to_bits());
    }
}

/// Sums over the group and over synapses, in one behaviour and under conditions.
mod sums {
    use izhi::prelude::*;

    behavior! {
        Sums {
            param { x: 5.0 }
            state { v: 1.0, s: 0.0, r: 0.0, q: 0.0, pw: 0.0 }
            event { a: true, b: a && index > 0 }
            afferent { W: src.x + 10.0 * dst.index, Twice: W * 2.0 + 0.0 * uniform() }
            efferent(OUT) { Z: 1.0 }
            step {
                s = sum(1.0) + sum(index) + mean(iteration) + count(true) + min(1.0) + max(size) + sum(size where a) + x;
                let m = max(v);
                let k = m;
                k += sum(v);
                if m > 0.0 { k = 2.0; } else { let z = k; k = z; }
                for e in afferent(All) { r += k * sum(e.W where e.src.a); let h = sum(e.Twice); r += h; }
                for e in efferent(OUT) { q += sum(e.Z where e.dst.b); }
                for e in efferent(OUT) { if b { q += sum(e.Z); } else { q -= count(e.dst.a); } }
                pw = pow(v, 0.5) + pow(2, index) + pow(2.0, -1) + pow(3, 2);
                b = a != b;
                if size == 3 { b = true; }
                if mean(v) > 0.0 && a { b = false; }
            }
        }
    }
    network! {
        Net {
            use Sums, izhi::EventRecorder;
            group g: grid(3, 1) { 1: Sums, 3: EventRecorder [a, b] }
            group h: 2 { 1: Sums }
            synapses S, OUT: g -> { g, h };
            synapses R: h -> g;
        }
    }

    #[test]
    fn are_what_one_works_out_on_paper() {
        let mut net = Net::builder().build().unwrap();
        net.simulate(2).unwrap();
        assert_eq!(net.g.s().to_vec(), [3.0 + 3.0 + 1.0 + 3.0 + 1.0 + 3.0 + 9.0 + 5.0; 3]);
        // In each iteration twice the weights and the weights twice: from the group itself, and from the other.
        assert_eq!(net.g.r().to_vec(), [[3.0, 1.0], [33.0, 21.0], [63.0, 41.0]].map(|[g, h]| 8.0 * (g + h)));
        // 2 of three and 1 of two at first, then 5 more or less; in the second iteration no event is left.
        assert_eq!(net.g.q().to_vec(), [3.0 - 5.0 - 5.0, 3.0 + 5.0 - 5.0, 3.0 + 5.0 - 5.0]);
        assert_eq!(net.g.pw().to_vec(), [11.5, 12.5, 14.5]);
        assert_eq!((net.g.event_recorder.a().len(), net.g.event_recorder.b().len()), (6, 0));
    }
}

/// A parameter that is called as another behaviour's state, and a state called as another's parameter.
mod shared_names {
    use izhi::prelude::*;

    behavior! { Cell { param { a: 2.0 } state { v: 1.0 } step { v *= a; } } }
    behavior! { Other { param { v: 5.0 } state { a: 0.0 } step { a += v; } } }
    network! { Net { use Cell, Other; group g: 1 { 1: Cell, 2: Other } } }

    #[test]
    fn mean_the_own_parameter_first() {
        let mut net = Net::builder().build().unwrap();
        net.simulate(2).unwrap();
        assert_eq!((net.g.v()[0], net.g.a()[0]), (4.0, 10.0));
    }
}

#[test]
fn the_prelude_is_enough() {
    behavior! { Cell { state { v: 1.0 } } }
    network! { Net { use Cell; group g: 1 { 1: Cell } } }
    assert_eq!(Net::builder().build().unwrap().name(), "Net");
}

mod synapses_of_two_behaviors {
    use izhi::library::synapses::Exponential;
    use izhi::prelude::*;

    behavior! {
        Source {
            event { fired: false }
            step { fired = iteration == 0; }
        }
    }

    network! {
        Net {
            use Source, Exponential(EXC, fast) as Fast, Exponential(EXC, slow) as Slow;
            group source: 1 { 1: Source }
            group target: 1 { 2: Fast { tau: 2 ms }, 3: Slow { tau: 100 ms } }
            synapses EXC: source -> target { W: 0.5; }
        }
    }

    #[test]
    fn share_a_weight_where_the_network_says_what_it_begins_with() {
        let mut net = Net::builder().build().unwrap();
        net.simulate(11).unwrap();
        let (fast, slow) = (net.target.fast()[0], net.target.slow()[0]);
        assert!(
            (fast - 0.5 * (-5.0_f32).exp()).abs() < 1e-6 && (slow - 0.5 * (-0.1_f32).exp()).abs() < 1e-6,
            "{fast} {slow}"
        );
    }
}

/// A network in a module of its own name.
mod single {
    use izhi::prelude::*;

    behavior! { Counter { state { n: 0.0 } step { n += 1.0; } } }

    network! {
        Single {
            use Counter;
            group single: 2 { 1: Counter as single }
        }
    }

    /// The types of its fields have names.
    fn counted(group: &izhi_single::SingleGroup) -> f32 {
        group.n().sum()
    }

    #[test]
    fn works() {
        let mut net = Single::builder().build().unwrap();
        net.simulate(3).unwrap();
        assert_eq!(counted(&net.single), 6.0);
    }
}

/// One name of the network for two of a behaviour's.
mod one_name_for_two {
    use izhi::library::input::PoissonNeurons;
    use izhi::library::plasticity::{AdditiveStdp, Trace};
    use izhi::library::synapses::Exponential;
    use izhi::prelude::*;

    network! {
        Recurrent {
            use PoissonNeurons, Exponential(SYN, g), Trace(trace), AdditiveStdp(SYN, trace, trace) as Rule;
            group cells: 20 { 0: Trace, 1: PoissonNeurons { frequency: 100 Hz }, 2: Exponential, 3: Rule }
            synapses SYN: cells -> cells { W: 0.5; }
        }
    }

    network! {
        Separate {
            use PoissonNeurons, Exponential(SYN, g), Trace(before) as Before, Trace(after) as After, AdditiveStdp(SYN, before, after) as Rule;
            group cells: 20 { -1: Before, 0: After, 1: PoissonNeurons { frequency: 100 Hz }, 2: Exponential, 3: Rule }
            synapses SYN: cells -> cells { W: 0.5; }
        }
    }

    #[test]
    fn is_one_variable() {
        let (mut one, mut two) = (Recurrent::builder().build().unwrap(), Separate::builder().build().unwrap());
        one.simulate(100).unwrap();
        two.simulate(100).unwrap();
        assert_eq!(one.SYN_cells_to_cells.W(), two.SYN_cells_to_cells.W());
        assert!(one.SYN_cells_to_cells.W().iter().any(|weight| *weight != 0.5));
    }
}

/// Whatever is named of the synapses in a sum, it is one over synapses.
mod sums_of_the_own_end {
    use izhi::prelude::*;

    behavior! {
        Cell {
            state { c: index + 1.0, known: 0.0, above: 0.0, all: 0.0 }
            afferent { W: 1.0 }
            step {
                for s in afferent(EXC) {
                    known = sum(s.dst.c);
                    above = count(s.dst.c > 1.5);
                    all = sum(c);
                }
            }
        }
    }

    network! {
        Net {
            use Cell;
            group cells: 4 { 1: Cell }
            synapses EXC: cells -> cells { connect: one_to_one(); }
        }
    }

    #[test]
    fn are_sums_over_synapses() {
        izhi_interpreter::assert_equal(Net::builder().build(), 3);
        let mut net = Net::builder().build().unwrap();
        net.step().unwrap();
        assert_eq!(net.cells.known().to_vec(), [1.0, 2.0, 3.0, 4.0]);
        assert_eq!(net.cells.above().to_vec(), [0.0, 1.0, 1.0, 1.0]);
        assert_eq!(net.cells.all().to_vec(), [10.0; 4]);
    }
}
