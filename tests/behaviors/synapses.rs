//! What arrives is a sum over spikes of a time course in closed form; currents are formulas.

use izhi::prelude::*;
use izhi_interpreter::self_test;
use ndarray::Array2;

use super::{DT, ITERATIONS, assert_close, earlier, fires, spikes};

const SOURCES: usize = 3;
const TARGETS: usize = 2;

/// A weight for each target and source, of either sign.
fn weights() -> Array2<f64> {
    Array2::from_shape_fn((TARGETS, SOURCES), |(target, source)| 0.7 * source as f64 - 0.4 - 0.1 * target as f64)
}

/// What a variable of the targets is if each spike adds its weight times a function of the time since it was sent, in
/// ms.
fn arrived(sources: &Array2<f64>, time_course: impl Fn(f64) -> f64) -> Array2<f64> {
    let mut sum = Array2::zeros((ITERATIONS, TARGETS));
    for ((iteration, target), sum) in sum.indexed_iter_mut() {
        for source in 0..SOURCES {
            let sent = earlier(sources, iteration + 1, source);
            let each: f64 = sent.map(|sent| time_course((iteration - sent) as f64 * DT)).sum();
            *sum += weights()[[target, source]] * each;
        }
    }
    sum
}

/// Every number of a recording is what was expected.
#[track_caller]
fn assert_all_close(found: ndarray::ArrayView2<'_, f64>, expected: &Array2<f64>) {
    assert_eq!(found.dim(), expected.dim());
    assert!(found.iter().any(|&value| value != 0.0), "a comparison of silence");
    for (place, found) in found.indexed_iter() {
        assert_close(*found, expected[place], format!("at {place:?}"));
    }
}

mod time_courses {
    use super::*;
    use izhi::library::input::SpikeTimes;
    use izhi::library::neurons::LeakyIntegrateAndFire;
    use izhi::library::synapses::{Alpha, Delta, DoubleExponential, Exponential};

    network! {
        Net {
            use SpikeTimes, LeakyIntegrateAndFire, Delta, Exponential, Alpha, DoubleExponential, izhi::Recorder;
            dt: 0.5;
            float: f64;
            group sources: 3 { 1: SpikeTimes }
            group delta: 2 {
                1: LeakyIntegrateAndFire { tau: 11 ms, rest: -60 mV, threshold: 1000 mV },
                2: Delta,
                9: Recorder [v],
            }
            group exponential: 2 { 2: Exponential { tau: 7 ms }, 9: Recorder [g] }
            group delayed: 2 { 2: Exponential { tau: 7 ms }, 9: Recorder [g] }
            group alpha: 2 { 2: Alpha { tau: 6 ms }, 9: Recorder [g] }
            group double: 2 { 2: DoubleExponential { tau_rise: 3 ms, tau_decay: 25 ms }, 9: Recorder [g] }
            synapses SYN: sources -> { delta, exponential, alpha, double };
            synapses SYN: sources -> delayed { delay: 2.0; }
        }
    }

    /// The network at its end, and the spikes that it was given.
    fn run() -> (Net, Array2<f64>) {
        let mut builder = Net::builder();
        let sources = spikes(SOURCES, 1);
        builder.sources.spike_times.spikes = sources.clone().into();
        builder.SYN_sources_to_delta.W = weights().into();
        builder.SYN_sources_to_exponential.W = weights().into();
        builder.SYN_sources_to_delayed.W = weights().into();
        builder.SYN_sources_to_alpha.W = weights().into();
        builder.SYN_sources_to_double.W = weights().into();
        self_test(|| builder.clone().build(), ITERATIONS as u64);
        let mut net = builder.build().unwrap();
        net.simulate(ITERATIONS as u64).unwrap();
        (net, sources)
    }

    #[test]
    fn are_those_of_the_papers() {
        let (net, sources) = run();
        let potential = arrived(&sources, |t| (-t / 11.0).exp()) - 60.0;
        assert_all_close(net.delta.recorder.v(), &potential);
        let exponential = arrived(&sources, |t| (-t / 7.0).exp());
        assert_all_close(net.exponential.recorder.g(), &exponential);
        let delayed = arrived(&sources, |t| if t < 2.0 { 0.0 } else { (-(t - 2.0) / 7.0).exp() });
        assert_all_close(net.delayed.recorder.g(), &delayed);
        let alpha = arrived(&sources, |t| t / 6.0 * (1.0 - t / 6.0).exp());
        assert_all_close(net.alpha.recorder.g(), &alpha);
        // The peak of the difference, found by looking.
        let difference = |t: f64| (-t / 25.0).exp() - (-t / 3.0).exp();
        let peak = (0..1_000_000).map(|step| difference(f64::from(step) * 1e-5)).fold(0.0, f64::max);
        assert_all_close(net.double.recorder.g(), &arrived(&sources, |t| difference(t) / peak));
    }
}

mod double_exponential {
    use super::*;
    use izhi::library::input::SpikeTimes;
    use izhi::library::synapses::DoubleExponential;

    network! {
        Single {
            use SpikeTimes, DoubleExponential, izhi::Recorder;
            dt: 0.5;
            group sources: 1 { 1: SpikeTimes }
            group cells: 1 { 2: DoubleExponential, 9: Recorder [g] }
            synapses SYN: sources -> cells { W: 1.0; }
        }
    }

    /// What one spike does in numbers of 32 bits, beside the same with 64.
    #[test]
    fn is_exact_for_any_two_time_constants() {
        for (rise, decay) in
            [(2.0, 100.0), (5.0, 5.0), (5.0, 5.000_005), (5.0, 5.05), (4.0, 5.0), (20.0, 3.0), (5.05, 5.0)]
        {
            let mut builder = Single::builder();
            let parameters = &mut builder.cells.double_exponential;
            (parameters.tau_rise, parameters.tau_decay) = (rise, decay);
            let spikes = Array2::from_shape_fn((100, 1), |(iteration, _)| f32::from(iteration == 0));
            builder.sources.spike_times.spikes = spikes.into();
            self_test(|| builder.clone().build(), 50);
            let mut net = builder.build().unwrap();
            net.simulate(100).unwrap();
            // A power series where the difference of exponentials would lose its digits: (1 - exp(-x)) / x.
            let (rise, decay) = (f64::from(rise), f64::from(decay));
            let rate = (decay - rise) / (decay * rise);
            let share = |x: f64| {
                if x.abs() < 1e-3 { 1.0 - x / 2.0 + x * x / 6.0 - x.powi(3) / 24.0 } else { -(-x).exp_m1() / x }
            };
            let curve = |t: f64| t * (-t / decay).exp() * share(rate * t);
            let peak = (0..1_000_000).map(|step| curve(f64::from(step) * 1e-4)).fold(0.0, f64::max);
            for (iteration, g) in net.cells.recorder.g().iter().enumerate() {
                let expected = curve(iteration as f64 * 0.5) / peak;
                assert!(
                    (f64::from(*g) - expected).abs() < 2e-6,
                    "{rise} and {decay}, iteration {iteration}: {g}, {expected}"
                );
            }
        }
    }
}

mod exact_currents {
    //! The potential after one spike, beside its closed form, in steps that are short and long beside the time constants.
    use super::*;
    use izhi::library::input::SpikeTimes;
    use izhi::library::neurons::LeakyIntegrateAndFire;
    use izhi::library::synapses::{AlphaCurrent, DoubleExponentialCurrent, ExponentialCurrent};

    macro_rules! single {
        ($name:ident, $float:ident, $synapses:ident) => {
            network! {
                $name {
                    use SpikeTimes, LeakyIntegrateAndFire, $synapses, izhi::Recorder;
                    float: $float;
                    group sources: 1 { 1: SpikeTimes }
                    group cells: 1 {
                        1: LeakyIntegrateAndFire { rest: 0.0, resistance: 40 MOhm, threshold: 1000 mV },
                        2: $synapses,
                        9: Recorder [v],
                    }
                    synapses SYN: sources -> cells { W: 1 nA; }
                }
            }
        };
    }
    single!(Exponentials, f64, ExponentialCurrent);
    single!(Alphas, f64, AlphaCurrent);
    single!(Doubles, f64, DoubleExponentialCurrent);
    single!(SingleExponentials, f32, ExponentialCurrent);
    single!(SingleAlphas, f32, AlphaCurrent);
    single!(SingleDoubles, f32, DoubleExponentialCurrent);

    /// (1/τ_m) ∫ exp(-(t - s)/τ_m) f(s) ds from 0 to t, by Gauss and Legendre's rule on short intervals.
    fn convolved(t: f64, membrane: f64, f: impl Fn(f64) -> f64) -> f64 {
        let intervals = 400;
        let width = t / f64::from(intervals);
        let of_interval = |interval: i32| {
            let middle = (f64::from(interval) + 0.5) * width;
            let at = |s: f64| (-(t - s) / membrane).exp() * f(s);
            let (near, far) = (0.339_981_043_584_856_26 * width / 2.0, 0.861_136_311_594_052_6 * width / 2.0);
            let inner = 0.652_145_154_862_546_1 * (at(middle - near) + at(middle + near));
            inner + 0.347_854_845_137_453_85 * (at(middle - far) + at(middle + far))
        };
        (0..intervals).map(of_interval).sum::<f64>() * width / 2.0 / membrane
    }

    /// The step, the time constant of the membrane, and that of the current.
    const CASES: [(f64, f64, [f64; 1]); 9] = [
        (0.1, 10.0, [0.5]),
        (1.0, 10.0, [0.5]),
        (1.0, 10.0, [2.0]),
        (0.1, 10.0, [10.0]),
        (0.5, 10.0, [10.000_01]),
        (0.1, 5.0, [5.000_5]),
        (5.0, 10.0, [30.0]),
        (20.0, 5.0, [1.0]),
        (20.0, 1.0, [5.0]),
    ];

    /// The same with those of rise and decay: two or all three equal, nearly equal, or the longer one first.
    const DOUBLE_CASES: [(f64, f64, [f64; 2]); 17] = [
        (0.1, 10.0, [0.5, 5.0]),
        (1.0, 10.0, [2.0, 5.0]),
        (0.1, 10.0, [100.0, 2.0]),
        (0.1, 10.0, [5.0, 5.0]),
        (0.5, 10.0, [2.0, 10.0]),
        (0.5, 10.0, [10.0, 2.0]),
        (0.1, 10.0, [10.0, 10.0]),
        (1.0, 10.0, [9.999_99, 10.000_01]),
        (0.1, 5.0, [5.000_5, 5.001]),
        (5.0, 10.0, [1.0, 30.0]),
        (5.0, 10.0, [10.0, 10.0]),
        (10.0, 20.0, [3.0, 3.000_1]),
        (20.0, 5.0, [1.0, 2.0]),
        (20.0, 5.0, [5.0, 5.0]),
        (20.0, 10.0, [10.05, 10.0]),
        (20.0, 1.0, [5.0, 8.0]),
        (20.0, 20.0, [1.0, 20.0]),
    ];

    macro_rules! assert_potentials {
        ($net:ident, $float:ident, $within:expr, $cases:expr, $behavior:ident [$($tau:ident),*], $current:expr) => {
            for (dt, membrane, constants) in $cases {
                let mut builder = $net::builder().dt(dt);
                builder.cells.leaky_integrate_and_fire.tau = membrane as $float;
                let [$($tau),*] = constants;
                $(builder.cells.$behavior.$tau = $tau as $float;)*
                let spikes = Array2::from_shape_fn((40, 1), |(iteration, _)| if iteration == 0 { 1.0 } else { 0.0 });
                builder.sources.spike_times.spikes = spikes.into();
                self_test(|| builder.clone().build(), 30);
                let mut net = builder.build().unwrap();
                net.simulate(40).unwrap();
                let potential = |steps: usize| 40.0 * convolved(steps as f64 * dt, membrane, $current(constants));
                let expected: Vec<f64> = (0..40).map(potential).collect();
                let peak = expected.iter().copied().fold(0.0, f64::max);
                for (iteration, (v, expected)) in net.cells.recorder.v().iter().zip(expected).enumerate() {
                    let error = (f64::from(*v) - expected).abs() / peak;
                    assert!(
                        error < $within,
                        "dt {dt}, tau_m {membrane}, tau {constants:?}, iteration {iteration}: {v} and not {expected}"
                    );
                }
            }
        };
    }

    fn exponential([tau]: [f64; 1]) -> impl Fn(f64) -> f64 {
        move |t| (-t / tau).exp()
    }

    fn alpha([tau]: [f64; 1]) -> impl Fn(f64) -> f64 {
        move |t| t / tau * (1.0 - t / tau).exp()
    }

    /// A difference of exponentials, from the difference of the time constants.
    fn double(constants: [f64; 2]) -> impl Fn(f64) -> f64 {
        let (shorter, longer) = (f64::min(constants[0], constants[1]), f64::max(constants[0], constants[1]));
        let rate = (longer - shorter) / (longer * shorter);
        let of = |f: fn(f64) -> f64, x: f64| if x == 0.0 { 1.0 } else { f(x) / x };
        let curve = move |t: f64| t * (-t / longer).exp() * of(f64::exp_m1, -rate * t);
        let peak = curve(longer * of(f64::ln_1p, (longer - shorter) / shorter));
        move |t| curve(t) / peak
    }

    #[test]
    fn lead_to_the_right_potential_with_any_step() {
        assert_potentials!(Exponentials, f64, 1e-11, CASES, exponential_current[tau], exponential);
        assert_potentials!(Alphas, f64, 1e-11, CASES, alpha_current[tau], alpha);
        assert_potentials!(Doubles, f64, 1e-11, DOUBLE_CASES, double_exponential_current[tau_rise, tau_decay], double);
    }

    #[test]
    fn lose_no_digits_where_time_constants_are_nearly_equal() {
        assert_potentials!(SingleExponentials, f32, 3e-6, CASES, exponential_current[tau], exponential);
        assert_potentials!(SingleAlphas, f32, 3e-6, CASES, alpha_current[tau], alpha);
        let cases = DOUBLE_CASES;
        assert_potentials!(SingleDoubles, f32, 3e-6, cases, double_exponential_current[tau_rise, tau_decay], double);
    }

    macro_rules! assert_follows {
        ($net:ident, $behavior:ident [$($tau:ident: $value:expr),*], $curve:expr) => {
            let mut builder = $net::builder().dt(1.0);
            builder.cells.leaky_integrate_and_fire.tau = 0.002;
            $(builder.cells.$behavior.$tau = $value;)*
            builder.sources.spike_times.spikes =
                Array2::from_shape_fn((20, 1), |(iteration, _)| if iteration == 0 { 1.0 } else { 0.0 }).into();
            let mut net = builder.build().unwrap();
            net.simulate(20).unwrap();
            for (iteration, v) in net.cells.recorder.v().iter().enumerate().skip(1) {
                let expected = 40.0 * $curve(iteration as f64);
                assert!((f64::from(*v) - expected).abs() < 40.0 * 2e-3, "iteration {iteration}: {v} and not {expected}");
            }
        };
    }

    /// exp(dt / τ_m) has no place in 32 bits then; the potential is that of the present current.
    #[test]
    fn lead_a_membrane_that_follows_at_once() {
        assert_follows!(SingleExponentials, exponential_current[tau: 5.0], exponential([5.0]));
        assert_follows!(SingleAlphas, alpha_current[tau: 5.0], alpha([5.0]));
        assert_follows!(SingleDoubles, double_exponential_current[tau_rise: 2.0, tau_decay: 5.0], double([2.0, 5.0]));
        assert_follows!(SingleDoubles, double_exponential_current[tau_rise: 5.0, tau_decay: 2.0], double([2.0, 5.0]));
    }
}

mod short_term_plasticity {
    use super::*;
    use izhi::library::input::SpikeTimes;
    use izhi::library::plasticity::ShortTermPlasticity;
    use izhi::library::synapses::{Decay, Released};

    network! {
        Net {
            use SpikeTimes, ShortTermPlasticity, Decay, Released, izhi::Recorder;
            dt: 0.5;
            float: f64;
            group depressing: 3 { 1: SpikeTimes, 2: ShortTermPlasticity { U: 0.45, tau_rec: 130 ms } }
            group facilitating: 3 {
                1: SpikeTimes,
                2: ShortTermPlasticity { U: 0.1, tau_rec: 40 ms, tau_facil: 210 ms },
            }
            group depressed: 2 { 3: Decay { tau: 7 ms }, 4: Released, 9: Recorder [g] }
            group facilitated: 2 { 3: Decay { tau: 7 ms }, 4: Released, 9: Recorder [g] }
            synapses SYN: depressing -> depressed;
            synapses SYN: facilitating -> facilitated;
        }
    }

    /// What each spike of a source releases, by the iteration, from spike to spike.
    fn released(sources: &Array2<f64>, source: usize, constants: [f64; 3]) -> Vec<f64> {
        let [part, tau_rec, tau_facil] = constants;
        let (mut utilization, mut resources, mut last) = (0.0, 1.0, 0);
        let release = |iteration: usize| {
            let rest = (iteration - last) as f64 * DT;
            if !fires(sources, iteration, source) {
                return 0.0;
            }
            last = iteration;
            let left = if tau_facil > 0.0 { utilization * f64::exp(-rest / tau_facil) } else { 0.0 };
            utilization = part + left - part * left;
            let recovered = 1.0 + (resources - 1.0) * f64::exp(-rest / tau_rec);
            resources = recovered * (1.0 - utilization);
            utilization * recovered
        };
        (0..ITERATIONS).map(release).collect()
    }

    /// The same as it arrives at the targets.
    fn arrived(sources: &Array2<f64>, constants: [f64; 3]) -> Array2<f64> {
        let released: Vec<Vec<f64>> = (0..SOURCES).map(|source| released(sources, source, constants)).collect();
        Array2::from_shape_fn((ITERATIONS, TARGETS), |(iteration, target)| {
            let left = |sent: usize| (-((iteration - sent) as f64) * DT / 7.0).exp();
            let of = |source: usize| (0..=iteration).map(|sent| released[source][sent] * left(sent)).sum::<f64>();
            (0..SOURCES).map(|source| weights()[[target, source]] * of(source)).sum()
        })
    }

    #[test]
    fn recovers_between_spikes() {
        let (depressing, facilitating) = (spikes(SOURCES, 1), spikes(SOURCES, 2));
        let mut builder = Net::builder();
        builder.depressing.spike_times.spikes = depressing.clone().into();
        builder.facilitating.spike_times.spikes = facilitating.clone().into();
        builder.SYN_depressing_to_depressed.W = weights().into();
        builder.SYN_facilitating_to_facilitated.W = weights().into();
        self_test(|| builder.clone().build(), ITERATIONS as u64);
        let mut net = builder.build().unwrap();
        net.simulate(ITERATIONS as u64).unwrap();
        assert_all_close(net.depressed.recorder.g(), &arrived(&depressing, [0.45, 130.0, 0.0]));
        assert_all_close(net.facilitated.recorder.g(), &arrived(&facilitating, [0.1, 40.0, 210.0]));
    }
}

mod currents {
    use super::*;
    use izhi::library::synapses::{Conductance, Current, NmdaConductance};

    behavior! {
        /// Neurons at different potentials, with conductances that do not change.
        Clamped {
            state { v: 8.0 * index - 95.0, g: 0.02 * (index + 1), I: 0.0 }
            step { I = 0.0; }
        }
    }

    network! {
        Net {
            use Clamped, Current, Conductance, NmdaConductance;
            float: f64;
            group current: 20 { 1: Clamped, 2: Current, 3: Current as again }
            group conductance: 20 { 1: Clamped, 2: Conductance { reversal: -71 mV } }
            group nmda: 20 { 1: Clamped, 2: NmdaConductance { reversal: 3 mV, magnesium: 1.7 mM } }
        }
    }

    #[test]
    fn are_formulas() {
        self_test(|| Net::builder().build(), ITERATIONS as u64);
        let mut net = Net::builder().build().unwrap();
        net.simulate(2).unwrap();
        for neuron in 0..20 {
            let (v, g) = (8.0 * neuron as f64 - 95.0, 0.02 * (neuron + 1) as f64);
            assert_close(net.current.I()[neuron], 2.0 * g, "two currents");
            assert_close(net.conductance.I()[neuron], -g * (v + 71.0), "a conductance");
            let open = 1.0 / (1.0 + (-0.062 * v).exp() * 1.7 / 3.57);
            assert_close(net.nmda.I()[neuron], g * open * (3.0 - v), "NMDA receptors");
        }
    }
}
