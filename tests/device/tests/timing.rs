//! What depends on the time of the iteration, in device programs, against the runtime's, bit for bit.

use std::sync::LazyLock;

use izhi_device_tests::{Called, Functions, Width, assert_same, patterns};
use izhi_runtime::math::Float;
use izhi_runtime::plumbing::{Clock, RunSettings};

static FUNCTIONS: LazyLock<Functions> = LazyLock::new(|| {
    let timed = |name: &str, number, to, arguments: &str| Called {
        name: format!("{name}_{number}"),
        from: "double",
        to,
        result: format!("izhi::{name}(x[0][i], {})", arguments.replace('F', number)),
    };
    let of_number = |number| {
        [
            Called {
                name: format!("time_{number}"),
                from: "double",
                to: number,
                result: format!("izhi::time<{number}>(x[0][i], (u64)x[1][i])"),
            },
            timed("every", number, "u32", "(u64)x[1][i], (F)x[2][i], (F)x[3][i]"),
            timed("between", number, "u32", "(u64)x[1][i], (F)x[2][i], (F)x[3][i]"),
            timed("phase", number, number, "(u64)x[1][i], (F)x[2][i], (F)x[3][i]"),
            timed("steps", number, number, "(F)x[2][i]"),
        ]
    };
    Functions::new(&["float", "double"].into_iter().flat_map(of_number).collect::<Vec<_>>())
});

/// A time step, an iteration and two times.
type Case = [f64; 4];

/// Time steps and times that one would write, and others, at iterations of which some are near a whole number of these times.
fn cases() -> Vec<Case> {
    let dts = [0.1, 0.05, 0.3, 0.7, 1.0, 0.25, 0.123_456_789, 1e-3, 1.0 / 3.0];
    let times = [
        0.0,
        0.1,
        0.2,
        0.25,
        0.35,
        1.0,
        2.0,
        7.25,
        100.0,
        0.7,
        10.0,
        -3.0,
        1e9,
        1e30,
        -0.5,
        1.0 / 3.0,
        1e-9,
        f64::NAN,
        f64::INFINITY,
    ];
    let mut cases = Vec::new();
    let mut bits = patterns(u64::MAX);
    for dt in dts {
        for (first, second) in times.iter().flat_map(|&first| times.iter().map(move |&second| (first, second))) {
            let near = (first.abs() / dt * 17.0 + second.abs() / dt).min(1e15).round();
            let any = (bits.next().unwrap_or_default() >> 24) as f64;
            let iterations = [0.0, 1.0, 20.0, near, near + 1.0, (near - 1.0).max(0.0), any, 999_999_999.0];
            cases.extend(iterations.map(|iteration| [dt, iteration, first, second]));
        }
    }
    cases
}

fn clock(dt: f64) -> Clock {
    RunSettings::new(0, dt).clock::<f64>().unwrap()
}

#[track_caller]
fn check<F: Width, T: Width + std::fmt::Debug>(name: &str, want: impl Fn(&Clock, u64, f64, f64) -> T) {
    let cases = cases();
    let columns = [0, 1, 2, 3].map(|number| cases.iter().map(|case| case[number]).collect::<Vec<f64>>());
    let name = format!("{name}_{}", F::C_NAME);
    let got: Vec<T> = FUNCTIONS.results(&name, &columns.each_ref().map(|column| &column[..]));
    let want = cases.iter().map(|&[dt, iteration, first, second]| want(&clock(dt), iteration as u64, first, second));
    assert_same(&name, &got, want, |place| format!("{:?}", cases[place]));
}

fn check_width<F: Float + Width>() {
    let number = F::from_f64;
    check::<F, F>("time", |clock, iteration, _, _| clock.time(iteration));
    check::<F, F>("steps", |clock, _, time, _| clock.steps(number(time)));
    check::<F, F>("phase", |clock, iteration, period, first| clock.phase(iteration, number(period), number(first)));
    check::<F, u32>("every", |clock, iteration, period, first| {
        clock.every(iteration, number(period), number(first)).into()
    });
    check::<F, u32>("between", |clock, iteration, start, end| {
        clock.between(iteration, number(start), number(end)).into()
    });
}

#[test]
fn times_of_singles_are_the_runtimes() {
    check_width::<f32>();
}

#[test]
fn times_of_doubles_are_the_runtimes() {
    check_width::<f64>();
}

#[test]
fn pulses_come_in_the_runtimes_iterations() {
    for (dt, period) in [(0.1, 100.0), (0.25, 0.6), (0.3, 1.0), (0.7, 10.0)] {
        let iterations: Vec<f64> =
            (0..20_000).chain(1 << 40..(1 << 40) + 20_000).map(|count: i64| count as f64).collect();
        let columns = [dt, period, 0.0].map(|value| vec![value; iterations.len()]);
        let got: Vec<u32> = FUNCTIONS.results("every_float", &[&columns[0], &iterations, &columns[1], &columns[2]]);
        let want = iterations.iter().map(|&count| clock(dt).every(count as u64, period as f32, 0.0_f32).into());
        assert_same("every", &got, want, |place| format!("{period} in steps of {dt} at {}", iterations[place]));
    }
}
