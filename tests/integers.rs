//! Integers: whole numbers of 64 bits that neurons keep, exact whatever the network's number type.

use izhi::catalogue::Value;
use izhi::math::Float;
use izhi::ndarray::{Array1, ArrayView1, ArrayViewMut1};
use izhi::prelude::*;
use izhi_interpreter::{assert_equal_from_the_beginning, self_test};

/// The first integer that no `f64` is equal to.
const ODD: i64 = (1 << 53) + 1;

behavior! {
    /// Counts its events and remembers the last one; counts iterations from where floats have gaps.
    Counter {
        param { rate: 0.3 }
        integer {
            /// How many events there have been.
            count: 0,
            /// The iteration of the last one.
            last: -1,
            /// Far from zero, and apart by less than any float can tell.
            big: 9007199254740993 + index,
            drawn: integer(poisson(3.0)) - 2,
        }
        event { fired: false }
        step {
            fired = bernoulli(rate);
            if fired { count += 1; last = iteration; }
            big += 1 + index % 3;
        }
    }
}

behavior! {
    /// What synapses bring of the sender.
    Reader(TAG, seen) {
        state { seen: 0.0 }
        step {
            for s in afferent(TAG) { seen = sum(s.src.big - 9007199254740993); }
        }
    }
}

behavior! {
    /// Neurons whose integers are greater, and what the events of others had counted.
    Compare(TAG, ahead, counted, back) {
        state { ahead: 0.0, counted: 0.0, back: 0.0 }
        step {
            ahead = 0.0;
            counted = 0.0;
            for s in afferent(TAG) {
                ahead += count(s.src.big > s.dst.big);
                counted += sum(s.src.count where s.src.fired);
            }
            back = 0.0;
            for s in efferent(TAG) { back += sum(s.dst.count where s.dst.fired); }
        }
    }
}

behavior! {
    /// Synapses that change by the times of the last events, in updates that wait where they can.
    Learn {
        afferent(PLASTIC) { W: uniform() }
        state { g: 0.0 }
        step {
            for s in afferent(PLASTIC) {
                if s.dst.fired && s.src.last >= 0 { s.W += 0.1 * exp(0.2 * (s.src.last - iteration)); }
                g = sum(s.W where s.src.fired);
            }
        }
    }
}

/// Adds the iterations of the last events.
pub fn add(last: ArrayView1<'_, i64>, by: i64, mut sum: ArrayViewMut1<'_, i64>) {
    sum.iter_mut().zip(last).for_each(|(sum, last)| *sum += last + by);
}

behavior! {
    /// Everything else that can be done with integers.
    Arithmetic {
        state { v: 0.0, mean_count: 0.0, high: 0.0, factor: 0.0 }
        integer {
            whole: 0, wraps: 9223372036854775807, rest: 0, chosen: 0, summed: 0, left: 0, near: 0,
            /// Never assigned to.
            kind: index % 2,
        }
        step {
            whole = integer(v);
            wraps += whole * wraps - 3;
            rest = (wraps % 7) + (wraps % -5) + wraps % 0;
            let n = rest;
            n -= 1;
            chosen = if n > whole || n == 2 { n } else { -whole };
            left = max(left - 1, 0);
            if fired { left = 3; }
            near = abs(clip(big - 9007199254741000, -9, min(kind, 1) + 8));
            mean_count = mean(count where count > 1);
            high = max(count) + min(last);
            // Expensive, and the same in every iteration.
            factor = exp(0.5 * kind);
            v += factor * normal();
            call crate::add(last, 2, mut summed);
        }
    }
}

behavior! {
    /// A function that sees the last events of neurons at the other end, as they arrive.
    Hear {
        integer { heard: 0 }
        step {
            for s in afferent(ONE) { call crate::add(s.src.last, 0, mut heard); }
        }
    }
}

macro_rules! network_of {
    ($net:ident, $module:ident, $float:ident) => {
        mod $module {
            use super::*;
            network! {
                pub(crate) $net {
                    use Counter, Learn, Arithmetic, Hear, Recorder, EventRecorder;
                    use Reader(ONE, late) as Late, Reader(DENDRITIC, later) as Later, Reader(EACH, each) as Each;
                    use Compare(NEAR, ahead, counted, back) as Near, Compare(All, ahead_of_all, all, all_back) as Far;
                    float: $float;
                    group cells: 40 {
                        1: Counter, 2: Learn, 3: Near, 4: Far, 5: Arithmetic,
                        8: Recorder [count, last, big, whole], 9: EventRecorder [fired] as spikes,
                    }
                    group others: 20 {
                        1: Counter { rate: 0.6 }, 2: Late, 3: Later, 4: Each, 5: Near, 6: Far, 7: Learn, 8: Hear,
                        9: Recorder [late, later, each, last, heard],
                    }
                    synapses DENSE, NEAR: cells -> others;
                    synapses SPARSE, NEAR: others -> cells { connect: fixed_probability(0.3); }
                    synapses ONE: others -> others { connect: one_to_one(); delay: 3.0; }
                    synapses DENDRITIC: others -> others { connect: one_to_one(); delay: 2.0; dendritic_delay: 4.0; }
                    synapses EACH, PLASTIC: cells -> others {
                        connect: fixed_probability(0.4);
                        delay: uniform(1.0, 6.0);
                    }
                    synapses PLASTIC: others -> cells;
                }
            }
        }
        use $module::$net;
    };
}

network_of!(Single, single, f32);
network_of!(Double, double, f64);

/// The tests that both number types have to pass.
macro_rules! tests_of {
    ($($test:ident: |$net:ident| $body:block)*) => {
        $(
            #[test]
            fn $test() {
                {
                    let mut $net = Single::builder().seed(4).build().unwrap();
                    $body
                }
                let mut $net = Double::builder().seed(4).build().unwrap();
                $body
            }
        )*
    };
}

/// What `big` of a neuron has become in so many iterations, beyond what it was for the first neuron.
fn risen(neuron: usize, iterations: usize) -> i64 {
    neuron as i64 + iterations as i64 * (1 + neuron as i64 % 3)
}

tests_of! {
    are_exact_where_floats_are_not: |net| {
        net.simulate(50).unwrap();
        let big = net.cells.recorder.big();
        for ((iteration, neuron), value) in big.indexed_iter() {
            assert_eq!(*value, ODD + risen(neuron, iteration + 1), "neuron {neuron} after iteration {iteration}");
        }
        net.others.big_mut().fill(i64::MAX);
        net.simulate(1).unwrap();
        assert!(net.others.big().iter().enumerate().all(|(neuron, value)| *value == i64::MIN + neuron as i64 % 3));
    }

    remember_the_last_event: |net| {
        net.simulate(60).unwrap();
        let (mut count, mut last, mut place) = (vec![0; 40], vec![-1; 40], 0);
        let spikes = net.cells.spikes.fired();
        for iteration in 0..60 {
            while let Some(spike) = spikes.get(place).filter(|spike| spike.iteration == iteration) {
                count[spike.neuron as usize] += 1;
                last[spike.neuron as usize] = iteration as i64;
                place += 1;
            }
            assert_eq!(net.cells.recorder.count().row(iteration as usize).to_vec(), count, "{iteration}");
            assert_eq!(net.cells.recorder.last().row(iteration as usize).to_vec(), last, "{iteration}");
        }
        assert!(place > 500, "{place}");
        let mean: f64 = count.iter().filter(|count| **count > 1).map(|count| *count as f64).sum::<f64>()
            / count.iter().filter(|count| **count > 1).count() as f64;
        assert!((Float::to_f64(net.cells.mean_count()[0]) - mean).abs() < 1e-5);
        let high = count.iter().max().unwrap() + last.iter().min().unwrap();
        assert!(net.cells.high().iter().all(|value| Float::to_f64(*value) == high as f64));
    }

    are_what_they_were_when_they_were_sent: |net| {
        net.simulate(30).unwrap();
        let synapses = &net.EACH_cells_to_others;
        let delays: Vec<((usize, usize), usize)> =
            synapses.structure().pairs().zip(synapses.delay().iter().map(|&steps| usize::from(steps))).collect();
        let recorder = &net.others.recorder;
        for iteration in 0..30 {
            let sent = |neuron: usize, delay: usize| risen(neuron, (iteration + 1_usize).saturating_sub(delay));
            for neuron in 0..20 {
                let later = if iteration < 4 { 0 } else { sent(neuron, 6) };
                let arriving = delays.iter().filter(|((_, target), _)| *target == neuron);
                let each: i64 = arriving.map(|&((source, _), delay)| sent(source, delay)).sum();
                let found = [recorder.late(), recorder.later(), recorder.each()];
                let found = found.map(|values| Float::to_f64(values[[iteration, neuron]]));
                assert_eq!(found, [sent(neuron, 3), later, each].map(|value| value as f64), "{iteration} {neuron}");
                let last = |iteration: usize| iteration.checked_sub(3).map_or(-1, |sent| recorder.last()[[sent, neuron]]);
                assert_eq!(recorder.heard()[[iteration, neuron]], (0..=iteration).map(last).sum::<i64>());
            }
        }
    }

    are_seen_at_both_ends_of_synapses: |net| {
        net.simulate(20).unwrap();
        let numbers = |values: ArrayView1<'_, i64>| values.to_vec();
        let (cells, others) = (numbers(net.cells.big()), numbers(net.others.big()));
        let had = |count: ArrayView1<'_, i64>, fired: ArrayView1<'_, bool>| -> Vec<i64> {
            count.iter().zip(fired).map(|(count, fired)| if *fired { *count } else { 0 }).collect()
        };
        let counted_by_cells = had(net.cells.count(), net.cells.fired());
        let counted_by_others = had(net.others.count(), net.others.fired());
        for (neuron, own) in others.iter().enumerate() {
            let ahead = cells.iter().filter(|big| *big > own).count();
            assert_eq!(Float::to_f64(net.others.ahead()[neuron]), ahead as f64, "{neuron}");
            assert_eq!(Float::to_f64(net.others.counted()[neuron]), counted_by_cells.iter().sum::<i64>() as f64);
        }
        let (mut ahead, mut counted) = ([0; 40], [0; 40]);
        for (source, target) in net.SPARSE_others_to_cells.structure().pairs() {
            ahead[target] += i64::from(others[source] > cells[target]);
            counted[target] += counted_by_others[source];
        }
        let all: i64 = counted_by_others.iter().sum();
        for neuron in 0..40 {
            let found = [net.cells.ahead(), net.cells.counted(), net.cells.back()];
            let found = found.map(|values| Float::to_f64(values[neuron]));
            assert_eq!(found, [ahead[neuron], counted[neuron], all].map(|value| value as f64), "{neuron}");
        }
        // As many neurons are ahead as are behind, of which floats know nothing.
        assert!(ahead.iter().any(|ahead| *ahead > 0) && ahead.contains(&0), "{ahead:?}");
    }

    are_the_integers_in_numbers: |net| {
        let numbers = [2.9, -2.9, 0.5, -0.5, 1e30, -1e30, f64::INFINITY, f64::NAN, 16777216.0, -0.0];
        let expected = [2, -2, 0, 0, i64::MAX, i64::MIN, i64::MAX, 0, 1 << 24, 0];
        net.cells.v_mut().iter_mut().zip(numbers).for_each(|(v, number)| *v = number as _);
        net.simulate(1).unwrap();
        assert_eq!(net.cells.whole().to_vec()[..10], expected);
    }

    count_and_wrap_as_in_rust: |net| {
        let mut expected = vec![[i64::MAX, 0, 0]; 40];
        net.simulate(30).unwrap();
        for iteration in 0..30 {
            for (neuron, [wraps, rest, chosen]) in expected.iter_mut().enumerate() {
                let whole = net.cells.recorder.whole()[[iteration, neuron]];
                *wraps = wraps.wrapping_add(whole.wrapping_mul(*wraps).wrapping_sub(3));
                // The remainder has the sign of the divisor, and is zero where that is.
                let negative = if wraps.rem_euclid(5) == 0 { 0 } else { wraps.rem_euclid(5) - 5 };
                *rest = wraps.rem_euclid(7) + negative;
                let n = *rest - 1;
                *chosen = if n > whole || n == 2 { n } else { -whole };
            }
        }
        for (neuron, expected) in expected.iter().enumerate() {
            let found = [net.cells.wraps(), net.cells.rest(), net.cells.chosen()].map(|values| values[neuron]);
            assert_eq!(found, *expected, "{neuron}");
        }
        let sums: Vec<i64> = net.cells.recorder.last().columns().into_iter().map(|last| last.sum() + 60).collect();
        assert_eq!(net.cells.summed().to_vec(), sums);
    }

    have_functions_of_their_own: |net| {
        net.simulate(30).unwrap();
        for neuron in 0..40 {
            let left = (net.cells.last()[neuron] + 3 - 29).max(0);
            assert_eq!(net.cells.left()[neuron], if net.cells.last()[neuron] < 0 { 0 } else { left }, "{neuron}");
            let near = (net.cells.big()[neuron] - (ODD + 7)).clamp(-9, 8 + neuron as i64 % 2).abs();
            assert_eq!(net.cells.near()[neuron], near, "{neuron}");
        }
        net.cells.big_mut().fill(ODD + 3);
        net.simulate(1).unwrap();
        assert_eq!(net.cells.near().to_vec()[..3], [3, 2, 1]);
    }

    never_assigned_to_are_read_anew_where_they_are_written: |net| {
        net.simulate(1).unwrap();
        let factor = |kind: f64| f64::exp(0.5 * kind);
        let near = |found: f64, expected: f64| assert!((found - expected).abs() < 1e-5 * expected, "{found} {expected}");
        near(Float::to_f64(net.cells.factor()[3]), factor(1.0));
        net.cells.kind_mut()[3] = -4;
        net.simulate(1).unwrap();
        near(Float::to_f64(net.cells.factor()[3]), factor(-4.0));
        near(Float::to_f64(net.cells.factor()[4]), factor(0.0));
    }

    begin_anew_or_are_kept: |net| {
        let begin = [net.cells.count().to_owned(), net.cells.drawn().to_owned(), net.cells.big().to_owned()];
        net.simulate(10).unwrap();
        let (count, sent) = (net.cells.count().to_owned(), net.others.late().to_owned());
        net.reset(Reset::keeping("cells.count").seed(5)).unwrap();
        assert_eq!(net.cells.count(), count);
        assert_ne!(net.cells.drawn(), begin[1]);
        assert_eq!(net.cells.big(), begin[2]);
        net.reset(Reset::anew().seed(4)).unwrap();
        assert_eq!([net.cells.count(), net.cells.drawn(), net.cells.big()], begin.each_ref().map(|array| array.view()));
        net.simulate(10).unwrap();
        assert_eq!((net.cells.count(), net.others.late()), (count.view(), sent.view()));
    }

    go_on_from_a_snapshot: |net| {
        net.simulate(9).unwrap();
        let snapshot = net.snapshot().unwrap();
        net.simulate(9).unwrap();
        let end = (net.cells.recorder.big().to_owned(), net.others.recorder.heard().to_owned(), net.cells.wraps().to_owned());
        net.cells.big_mut().fill(0);
        net.restore(&snapshot).unwrap();
        assert_eq!(net.cells.big()[1], ODD + risen(1, 9));
        net.simulate(9).unwrap();
        assert_eq!((net.cells.recorder.big(), net.others.recorder.heard()), (end.0.view(), end.1.view()));
        assert_eq!(net.cells.wraps(), end.2);
    }

    are_in_the_catalogue: |net| {
        net.simulate(7).unwrap();
        assert!(matches!(net.find("cells.big")[0].value, Value::Integers(big) if big[0] == ODD + 7));
        assert!(matches!(net.find("cells.recorder.big")[0].value, Value::RecordedIntegers(big) if big.dim() == (7, 40)));
        let Value::SentIntegers(sent) = &net.find("ONE_others_to_others:arriving_big")[0].value else { panic!() };
        assert_eq!(sent.last().unwrap()[2], ODD + risen(2, 6));
        let listed = net.find("count").iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
        assert_eq!(
            listed,
            "cells.recorder.count: recording [7, 40]\ncells.count: integers [40]\nothers.count: integers [20]"
        );
        assert!(net.to_string().contains("count, last, big, whole"));
        net.check_finite().unwrap();
    }
}

#[test]
fn are_given_by_the_builder() {
    let mut builder = Single::builder().seed(4);
    builder.cells.big = (7 * ODD).into();
    builder.cells.count = (0..40).map(|neuron| ODD << (neuron % 3)).collect::<Vec<i64>>().into();
    builder.others.last = Array1::from_elem(20, -ODD).into();
    let mut net = builder.clone().build().unwrap();
    assert!(net.cells.big().iter().all(|big| *big == 7 * ODD));
    assert!(net.cells.count().iter().enumerate().all(|(neuron, count)| *count == ODD << (neuron % 3)));
    assert!(net.others.last().iter().all(|last| *last == -ODD));
    let drawn = net.cells.drawn().to_vec();
    assert!(drawn.iter().min() < Some(&0) && drawn.iter().max() > Some(&2), "{drawn:?}");
    net.simulate(3).unwrap();
    net.reset(Reset::anew()).unwrap();
    assert!(net.cells.big().iter().all(|big| *big == 7 * ODD));
    builder.others.last = vec![0; 21].into();
    let message = builder.build().unwrap_err().to_string();
    assert!(message.contains("others.last") && message.contains("21"), "{message}");
}

/// What an update keeps for later is numbers; what was sent to synapses with a delay each is found again.
#[test]
fn let_updates_wait_where_they_are_found_again() {
    let schedule = Double::builder().build().unwrap().schedule();
    assert!(schedule.contains("EACH_cells_to_others:log") && !schedule.contains("PLASTIC_others_to_cells:log"));
}

#[test]
fn have_the_same_bits_for_all_threads_and_where_updates_wait() {
    // As many neurons as are divided among threads.
    let run = |threads, are_deferred| {
        let mut builder = Single::builder().seed(8).threads(threads).deferred_updates(are_deferred);
        (builder.cells.size, builder.others.size) = (Grid::line(6000), Grid::line(300));
        let mut net = builder.build().unwrap();
        net.simulate(12).unwrap();
        let states = [net.cells.ahead(), net.others.each(), net.others.later()].map(|state| state.to_vec());
        let synapses = (net.EACH_cells_to_others.W().values().to_vec(), net.PLASTIC_others_to_cells.W().to_owned());
        (synapses.0, synapses.1, states, net.cells.wraps().to_vec(), net.cells.summed().to_vec())
    };
    let expected = run(1, false);
    assert!(expected.0.iter().any(|weight| *weight > 1.3), "{:?}", &expected.0[..99]);
    for (threads, are_deferred) in [(1, true), (2, true), (2, false)] {
        assert!(run(threads, are_deferred) == expected, "{threads} {are_deferred}");
    }
}

#[test]
fn are_those_of_the_schedule() {
    for threads in [1, 2] {
        self_test(|| Single::builder().seed(4).threads(threads).build(), 60);
        self_test(|| Double::builder().seed(5).threads(threads).build(), 60);
    }
    assert_equal_from_the_beginning(Single::builder().seed(6).build(), 1);
    assert_equal_from_the_beginning(Double::builder().seed(6).build(), 1);
}
