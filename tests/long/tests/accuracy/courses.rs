//! Neurons with a constant current beside solutions of their equations by SciPy, to within what their method leaves, and
//! beside what is known of the currents at which they begin to fire. Where the numbers come from says `tests/data/README.md`.

use izhi::library::neurons::{
    AdaptiveExponential, ConnorStevens, ExponentialIntegrateAndFire, FitzHughNagumo, HindmarshRose, Izhikevich2007,
    MorrisLecar, QuadraticIntegrateAndFire, TraubMiles, WangBuzsaki,
};
use izhi::prelude::*;
use izhi_interpreter::self_test;
use ndarray::{Array1, Array2};

use super::{Constant, reference};

network! {
    /// Two neurons of each model, of which the first one has a small current.
    Net {
        use AdaptiveExponential, ConnorStevens, ExponentialIntegrateAndFire, FitzHughNagumo, HindmarshRose, Izhikevich2007,
            MorrisLecar, QuadraticIntegrateAndFire, TraubMiles, WangBuzsaki, Constant;
        float: f64;
        dt: 0.05;
        group adaptive_exponential: 2 { 0: Constant, 1: AdaptiveExponential }
        group exponential: 2 { 0: Constant, 1: ExponentialIntegrateAndFire }
        group quadratic: 2 { 0: Constant, 1: QuadraticIntegrateAndFire }
        group izhikevich_2007: 2 { 0: Constant, 1: Izhikevich2007 }
        group traub_miles: 2 { 0: Constant, 1: TraubMiles }
        group wang_buzsaki: 2 { 0: Constant, 1: WangBuzsaki }
        group connor_stevens: 2 { 0: Constant, 1: ConnorStevens }
        group morris_lecar: 2 { 0: Constant, 1: MorrisLecar }
        group fitzhugh_nagumo: 2 { 0: Constant, 1: FitzHughNagumo }
        group hindmarsh_rose: 2 { 0: Constant, 1: HindmarshRose }
    }
}

/// From one sample of SciPy's to the next.
const SAMPLE: f64 = 0.5;

/// All neurons with the currents of the reference, in the unit of which there are so many in what is kept: nA and µA/cm².
fn net(dt: f64) -> Net {
    let mut builder = Net::builder().dt(dt);
    macro_rules! give {
        ($($unit:literal: $($group:ident)*;)*) => { $($(
            let name = concat!("current_", stringify!($group));
            let currents: Array1<f64> = reference().by_name(name).unwrap();
            builder.$group.constant.current = ($unit * currents).into();
        )*)* };
    }
    give! {
        1000.0: adaptive_exponential exponential quadratic traub_miles;
        0.01: wang_buzsaki connor_stevens morris_lecar;
        1.0: izhikevich_2007 fitzhugh_nagumo hindmarsh_rose;
    }
    builder.build().unwrap()
}

/// What a group was, and what SciPy says that it was.
struct Course {
    name: &'static str,
    expected: Array2<f64>,
    /// The largest difference of potentials so far.
    error: f64,
    /// Times of spikes of both neurons.
    spikes: [Vec<f64>; 2],
}

impl Course {
    fn new(name: &'static str) -> Self {
        let expected = reference().by_name(&format!("v_{name}")).unwrap();
        Self { name, expected, error: 0.0, spikes: Default::default() }
    }

    /// Takes in the state at the end of an iteration, and its number from 1 on.
    fn look(&mut self, iteration: u64, dt: f64, v: ndarray::ArrayView1<'_, f64>, fired: ndarray::ArrayView1<'_, bool>) {
        for (spikes, _) in self.spikes.iter_mut().zip(&fired).filter(|(_, fired)| **fired) {
            spikes.push(iteration as f64 * dt);
        }
        let every = (SAMPLE / dt).round() as u64;
        let sample = (iteration / every) as usize;
        if iteration.is_multiple_of(every) && sample <= self.expected.nrows() {
            for (found, expected) in v.iter().zip(self.expected.row(sample - 1)) {
                // SciPy stops at the first spike where there is a reset.
                if !expected.is_nan() {
                    self.error = self.error.max(if found.is_nan() { f64::INFINITY } else { (found - expected).abs() });
                }
            }
        }
    }

    /// Potentials and times of spikes are as near as that; where there are resets, each spike can add as much to the next one.
    #[track_caller]
    fn assert_within(&self, potential: f64, time: f64, until: f64) {
        let name = self.name;
        assert!(self.error <= potential, "{name}: v is wrong by {:e}", self.error);
        let end = (self.expected.nrows() as f64 * SAMPLE).min(until);
        for (neuron, found) in self.spikes.iter().enumerate() {
            let expected: Array1<f64> = reference().by_name(&format!("spikes_{name}_{neuron}")).unwrap();
            let expected: Array1<f64> = expected.into_iter().filter(|&spike| spike < end).collect();
            let has_reset = self.expected.column(neuron).iter().any(|v| v.is_nan());
            let found: Vec<f64> = found.iter().copied().filter(|&time| time < end).collect();
            assert_eq!(found.len(), expected.len(), "{name}, neuron {neuron}: {found:?} and not {expected}");
            for (number, (found, expected)) in found.iter().zip(&expected).enumerate() {
                let time = if has_reset { time * (number + 1) as f64 } else { time };
                assert!((found - expected).abs() <= time, "{name}, neuron {neuron}: {found} and not {expected}");
            }
        }
        let spikes: usize = self.spikes.iter().map(Vec::len).sum();
        assert!(spikes > 0, "{name} is silent");
    }
}

macro_rules! courses {
    ($net:expr, $dt:expr, $time:expr, $($group:ident within $potential:literal and $spike:literal,)*) => {{
        let (mut net, dt, time): (Net, f64, f64) = ($net, $dt, $time);
        $(let mut $group = Course::new(stringify!($group));)*
        for iteration in 1..=(time / dt).round() as u64 {
            net.step().unwrap();
            $($group.look(iteration, dt, net.$group.v(), net.$group.fired());)*
        }
        $($group.assert_within($potential, $spike, time);)*
    }};
}

/// In steps of Euler's method the error goes with `dt`; the second neuron is compared until half a millisecond before its spike.
#[test]
fn of_the_adaptive_exponential_neuron_are_its_equations() {
    courses!(net(5e-5), 5e-5, 30.0, adaptive_exponential within 5e-4 and 1e-3,);
}

#[test]
fn are_those_of_the_equations() {
    courses!(net(1e-3), 1e-3, 200.0,
        exponential within 1e-8 and 1e-3,
        quadratic within 1e-8 and 1e-3,
        // In steps of Euler's method, 0.2 ms before the spike.
        izhikevich_2007 within 0.1 and 5e-3,
        wang_buzsaki within 1e-6 and 1e-3,
        morris_lecar within 1e-8 and 1e-3,
        fitzhugh_nagumo within 1e-8 and 1e-3,
        hindmarsh_rose within 1e-8 and 1e-3,
    );
}

/// Steps as long as one would take.
#[test]
fn are_near_the_equations_in_long_steps() {
    courses!(net(0.05), 0.05, 200.0,
        exponential within 1e-4 and 0.051,
        quadratic within 1e-6 and 0.051,
        izhikevich_2007 within 5.0 and 0.2,
        wang_buzsaki within 0.2 and 0.051,
        morris_lecar within 1e-6 and 0.051,
        fitzhugh_nagumo within 1e-5 and 0.051,
        hindmarsh_rose within 0.02 and 0.051,
    );
}

/// Neurons that go steps of exponential Euler.
mod exponential_euler {
    use super::*;

    /// Potentials at the samples of the first 30 ms, and times of spikes, of both neurons.
    type Seen = (Vec<[f64; 2]>, [Vec<f64>; 2]);

    macro_rules! seen {
        ($group:ident, $dt:expr, $time:expr) => {{
            let (dt, time): (f64, f64) = ($dt, $time);
            let mut net = net(dt);
            let (mut potentials, mut spikes): Seen = Default::default();
            for iteration in 1..=(time / dt).round() as u64 {
                net.step().unwrap();
                if iteration.is_multiple_of((SAMPLE / dt).round() as u64) {
                    potentials.push([net.$group.v()[0], net.$group.v()[1]]);
                }
                for (spikes, _) in spikes.iter_mut().zip(net.$group.fired()).filter(|(_, fired)| **fired) {
                    spikes.push(iteration as f64 * dt);
                }
            }
            (potentials, spikes)
        }};
    }

    /// The error goes with the step, so that what two steps make of it leaves out most of it.
    #[track_caller]
    fn assert_convergence(name: &str, coarse: Seen, fine: Seen) {
        let expected: Array2<f64> = reference().by_name(&format!("v_{name}")).unwrap();
        let samples = coarse.0.iter().zip(&fine.0).zip(expected.rows());
        for (sample, ((coarse, fine), expected)) in samples.enumerate() {
            for neuron in 0..2 {
                let found = 2.0 * fine[neuron] - coarse[neuron];
                let error = (found - expected[neuron]).abs();
                assert!(error < 0.1, "{name}: {found} and not {} in sample {sample}", expected[neuron]);
            }
        }
        assert!(fine.1[1].len() >= 2, "{name} is silent");
        for neuron in 0..2 {
            let expected: Array1<f64> = reference().by_name(&format!("spikes_{name}_{neuron}")).unwrap();
            assert_eq!(coarse.1[neuron].len(), fine.1[neuron].len());
            for ((coarse, fine), expected) in coarse.1[neuron].iter().zip(&fine.1[neuron]).zip(&expected) {
                let found = 2.0 * fine - coarse;
                // A spike is found in the step behind it: up to two small steps late, up to a large one early.
                assert!((found - expected).abs() < 4e-4, "{name}: a spike at {found} and not at {expected}");
            }
        }
    }

    #[test]
    fn converges_to_the_equations() {
        let courses = |dt| (seen!(traub_miles, dt, 30.0), seen!(connor_stevens, dt, 30.0));
        let (coarse, fine) = (courses(2e-4), courses(1e-4));
        assert_convergence("traub_miles", coarse.0, fine.0);
        assert_convergence("connor_stevens", coarse.1, fine.1);
    }

    /// As the documentation of both says.
    #[test]
    fn makes_intervals_longer() {
        let stretch = |name: &str, found: Seen| {
            let expected: Array1<f64> = reference().by_name(&format!("spikes_{name}_1")).unwrap();
            (found.1[1][2] - found.1[1][1]) / (expected[2] - expected[1]) - 1.0
        };
        for (dt, percent) in [(0.05, 5.0), (0.01, 1.0)] {
            let found = [
                stretch("traub_miles", seen!(traub_miles, dt, 60.0)),
                stretch("connor_stevens", seen!(connor_stevens, dt, 60.0)),
            ];
            let is_so = |stretch: &f64| (100.0 * stretch / percent - 1.0).abs() < 0.2;
            assert!(found.iter().all(is_so), "{found:?} in steps of {dt}");
        }
    }
}

#[test]
fn equal_the_interpreter() {
    self_test(|| Ok(net(0.05)), 300);
}

/// What is known of the currents at which rest is lost.
mod rheobases {
    use super::*;

    /// How often each neuron of a group fires in the second half of a time.
    macro_rules! late_spikes {
        ($group:ident, $dt:expr, $time:expr, $currents:expr) => {{
            let (dt, time): (f64, f64) = ($dt, $time);
            let mut builder = Net::builder().dt(dt);
            builder.$group.size = $currents.len().into();
            builder.$group.constant.current = Array1::from_vec($currents.to_vec()).into();
            let mut net = builder.build().unwrap();
            let steps = (time / dt / 2.0).round() as u64;
            net.simulate(steps).unwrap();
            let mut counts = vec![0; $currents.len()];
            for _ in 0..steps {
                net.step().unwrap();
                for (count, fired) in counts.iter_mut().zip(net.$group.fired()) {
                    *count += u32::from(*fired);
                }
            }
            counts
        }};
    }

    /// The first has to be silent to the end, the second has to fire.
    #[track_caller]
    fn assert_between(counts: &[u32]) {
        assert!(counts[0] == 0 && counts[1] > 0, "{counts:?}");
    }

    #[test]
    fn of_integrate_and_fire_neurons() {
        // R I = threshold - rest - slope, (threshold - rest) / 4 and C of the book.
        assert_between(&late_spikes!(exponential, 0.05, 4000.0, [161.9, 162.1]));
        assert_between(&late_spikes!(quadratic, 0.05, 4000.0, [37.49, 37.52]));
        let rheobase = (0.7_f64 * 20.0 - 2.0).powi(2) / (4.0 * 0.7);
        assert_between(&late_spikes!(izhikevich_2007, 0.05, 4000.0, [rheobase - 0.05, rheobase + 0.05]));
    }

    /// The rest is lost where Rinzel and Ermentrout say so, at 93.86 µA/cm²: below, a small swing about the equilibrium goes, and
    /// above it becomes spikes. With their other parameters, the equilibrium itself is lost, at 39.96 µA/cm².
    #[test]
    fn of_morris_and_lecar() {
        let end = |v: f64, half: f64, width: f64| 0.5 * (1.0 + ((v - half) / width).tanh());
        let holding =
            |v: f64| 4.4 * end(v, -1.2, 18.0) * (v - 120.0) + 8.0 * end(v, 2.0, 30.0) * (v + 84.0) + 2.0 * (v + 60.0);
        let equilibrium = |current: f64| {
            let (mut low, mut high) = (-60.0, 0.0);
            for _ in 0..60 {
                let middle: f64 = (low + high) / 2.0;
                if holding(middle) < current { low = middle } else { high = middle }
            }
            low
        };
        let currents = [93.36, 94.36];
        let v = Array1::from_iter(currents.map(equilibrium));
        let mut builder = Net::builder().dt(0.1);
        builder.morris_lecar.constant.current = Array1::from_iter(currents.map(|current| 0.01 * current)).into();
        builder.morris_lecar.w = v.mapv(|v| end(v, 2.0, 30.0)).into();
        builder.morris_lecar.v = (&v + 0.1).into();
        let mut net = builder.build().unwrap();
        net.simulate(150_000).unwrap();
        let distance = &net.morris_lecar.v() - &v;
        assert!(distance[0].abs() < 0.02, "{distance}");
        assert!(
            !net.morris_lecar.fired()[0] && net.morris_lecar.fired_count() > 10,
            "{}",
            net.morris_lecar.fired_count()
        );

        let mut builder = Net::builder().dt(0.1);
        let behavior = &mut builder.morris_lecar.morris_lecar;
        (behavior.g_Ca, behavior.phi, behavior.V_3, behavior.V_4) = (0.04, 1.0 / 15.0, 12.0, 17.4);
        builder.morris_lecar.constant.current = Array1::from_vec(vec![0.399, 0.4002]).into();
        let mut net = builder.build().unwrap();
        net.simulate(40_000).unwrap();
        assert!(net.morris_lecar.v()[0] < -20.0 && net.morris_lecar.fired_count() >= 2);
    }

    /// 1 - v² = b/τ, with v on the nullclines.
    #[test]
    fn of_fitzhugh_and_nagumo() {
        let v = -(1.0_f64 - 0.8 / 12.5).sqrt();
        let hopf = |v: f64| (v + 0.7) / 0.8 - v + v.powi(3) / 3.0;
        assert!((hopf(v) - 0.331).abs() < 5e-4 && (hopf(-v) - 1.419).abs() < 5e-4, "{} {}", hopf(v), hopf(-v));
        let counts = late_spikes!(
            fitzhugh_nagumo,
            0.1,
            8000.0,
            [hopf(v) - 0.01, hopf(v) + 0.01, hopf(-v) - 0.01, hopf(-v) + 0.01]
        );
        assert_between(&counts);
        assert_between(&[counts[3], counts[2]]);
    }

    /// Type I excitability: at any low rate, and so do both neurons that are known for it.
    #[test]
    fn of_neurons_that_fire_at_low_rates() {
        for counts in [
            late_spikes!(wang_buzsaki, 0.05, 2000.0, [0.0015, 0.0017, 0.003]),
            late_spikes!(connor_stevens, 0.05, 2000.0, [0.075, 0.085, 0.12]),
        ] {
            assert_between(&counts);
            // In one second.
            assert!(counts[1] < 10 && counts[2] > 2 * counts[1], "{counts:?}");
        }
    }
}

/// Bursts of spikes with silence between them, and spikes one by one.
#[test]
fn of_hindmarsh_and_rose_burst_or_do_not() {
    let mut net = net(0.05);
    net.simulate(160_000).unwrap();
    let mut times = [vec![], vec![]];
    for iteration in 0..40_000 {
        net.step().unwrap();
        for (times, _) in times.iter_mut().zip(net.hindmarsh_rose.fired()).filter(|(_, fired)| **fired) {
            times.push(f64::from(iteration) * 0.05);
        }
    }
    let intervals = times.map(|times| times.windows(2).map(|pair| pair[1] - pair[0]).collect::<Vec<f64>>());
    let longest = intervals.each_ref().map(|intervals| intervals.iter().copied().fold(0.0, f64::max));
    let shortest = intervals.each_ref().map(|intervals| intervals.iter().copied().fold(f64::INFINITY, f64::min));
    assert!(longest[0] > 10.0 * shortest[0], "{intervals:?}");
    assert!(longest[1] < 1.01 * shortest[1], "{intervals:?}");
}
