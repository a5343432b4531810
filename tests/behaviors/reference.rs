//! One source and one target with what NEST computed for them. Where the numbers come from says
//! `tests/data/README.md`.

use std::fs::File;
use std::path::Path;

use izhi::library::input::SpikeTimes;
use izhi::library::neurons::LeakyIntegrateAndFire;
use izhi::library::synapses::{Alpha, Decay, Exponential};
use izhi::prelude::*;
use izhi_interpreter::assert_equal;
use ndarray::{Array1, Array2, ArrayView2};
use ndarray_npy::NpzReader;

/// The largest difference that the rounding of both programs may make: that of a few thousand operations on numbers of
/// up to about a hundred, each rounded by less than 1e-14.
const TOLERANCE: f64 = 1e-10;

behavior! {
    /// A current that does not change.
    Constant {
        step { I += 450 pA; }
    }
}

network! {
    /// The parameters are those of `make_library_reference.py`.
    Net {
        use SpikeTimes, LeakyIntegrateAndFire, Constant, Exponential(SYN, g), Alpha, Decay,
            izhi::library::synapses::Exponential(DA, dopamine) as Dopamine,
            izhi::library::plasticity::ShortTermPlasticity(u_depressing, x_depressing, depressing) as Depression,
            izhi::library::plasticity::ShortTermPlasticity(u_facilitating, x_facilitating, facilitating) as Facilitation,
            izhi::library::synapses::Released(All, g, depressing) as Depressed,
            izhi::library::synapses::Released(All, g, facilitating) as Facilitated,
            izhi::library::plasticity::Trace(pre) as PreTrace,
            izhi::library::plasticity::Trace(pre_slow) as SlowPreTrace,
            izhi::library::plasticity::NearestTrace(pre_last) as NearestPreTrace,
            izhi::library::plasticity::Trace(post) as PostTrace,
            izhi::library::plasticity::Trace(post_slow) as SlowPostTrace,
            izhi::library::plasticity::NearestTrace(post_last) as NearestPostTrace,
            izhi::library::plasticity::AdditiveStdp,
            izhi::library::plasticity::MultiplicativeStdp,
            izhi::library::plasticity::PowerLawStdp,
            izhi::library::plasticity::PowerLawStdp(All, pre_last, post_last) as NearestStdp,
            izhi::library::plasticity::TripletStdp,
            izhi::library::plasticity::InhibitoryStdp,
            izhi::library::plasticity::DopamineStdp(SYN, pre, post, dopamine),
            izhi::Recorder;
        dt: 0.5;
        float: f64;

        group source: 1 {
            1: SpikeTimes,
            2: Depression { U: 0.45, tau_rec: 130 ms },
            3: Facilitation { U: 0.1, tau_rec: 40 ms, tau_facil: 210 ms },
            6: PreTrace { tau: 17 ms },
            7: SlowPreTrace { tau: 90 ms },
            8: NearestPreTrace { tau: 17 ms },
        }

        group exponential: 1 { 4: Exponential { tau: 7 ms }, 9: Recorder [g] }
        group alpha: 1 { 4: Alpha { tau: 6 ms }, 9: Recorder [g] }
        group depressed: 1 { 4: Decay { tau: 7 ms }, 5: Depressed, 9: Recorder [g] }
        group facilitated: 1 { 4: Decay { tau: 7 ms }, 5: Facilitated, 9: Recorder [g] }
        synapses SYN: source -> { exponential, alpha } { delay: 1.0; W: 3.0; }
        // A spike that arrives late would meet the release of a later one.
        synapses SYN: source -> { depressed, facilitated } { W: 3.0; }

        group additive: 1 {
            1: SpikeTimes, 4: Exponential,
            5: AdditiveStdp { a_plus: 0.02, a_minus: 0.01, w_max: 2.0 },
            6: PostTrace { tau: 34 ms },
        }
        group multiplicative: 1 {
            1: SpikeTimes, 4: Exponential,
            5: MultiplicativeStdp { a_plus: 0.02, a_minus: 0.018, w_max: 2.0 },
            6: PostTrace { tau: 34 ms },
        }
        group power_law: 1 {
            1: SpikeTimes, 4: Exponential,
            5: PowerLawStdp { a_plus: 0.02, a_minus: 0.018, mu_plus: 0.4, mu_minus: 0.7, w_max: 2.0 },
            6: PostTrace { tau: 34 ms },
        }
        group nearest: 1 {
            1: SpikeTimes, 4: Exponential,
            5: NearestStdp { a_plus: 0.02, a_minus: 0.018, mu_plus: 0.4, mu_minus: 0.7, w_max: 2.0 },
            6: NearestPostTrace { tau: 34 ms },
        }
        group triplet: 1 {
            1: SpikeTimes, 4: Exponential,
            5: TripletStdp { a2_plus: 0.004, a2_minus: 0.012, a3_plus: 0.007, a3_minus: 0.003, w_max: 2.0 },
            6: PostTrace { tau: 34 ms },
            7: SlowPostTrace { tau: 120 ms },
        }
        group inhibitory: 1 {
            1: SpikeTimes, 4: Exponential,
            5: InhibitoryStdp { eta: 0.02, alpha: 4.0, w_max: 2.0 },
            6: PostTrace { tau: 17 ms },
        }
        group dopamine: 1 {
            1: SpikeTimes, 3: Dopamine { tau: 60 ms }, 4: Exponential,
            5: DopamineStdp { tau: 150 ms, tau_dopamine: 60 ms, a_plus: 0.05 kHz, a_minus: 0.03 kHz, w_max: 2.0 },
            6: PostTrace { tau: 34 ms },
        }
        synapses SYN: source -> { additive, multiplicative, power_law, nearest, triplet, inhibitory, dopamine } { W: 1.0; }

        group dopaminergic: 1 { 1: SpikeTimes }
        // A spike adds 1/tau_n to the dopamine of NEST.
        synapses DA: dopaminergic -> dopamine { W: 1.0 / 60.0; }

        group leaky: 1 {
            1: LeakyIntegrateAndFire {
                tau: 10 ms, resistance: 40 MOhm, rest: -70 mV, reset: -68 mV, threshold: -55 mV, refractory: 3 ms,
            },
            5: Constant,
            9: Recorder [v, fired],
        }
    }
}

/// The file of another simulator's numbers.
struct Reference(NpzReader<File>);

impl Reference {
    fn open() -> Self {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/library.npz");
        Reference(NpzReader::new(File::open(path).unwrap()).unwrap())
    }

    fn spikes(&mut self, name: &str) -> Array2<f64> {
        self.0.by_name(name).unwrap()
    }

    fn series(&mut self, name: &str) -> Vec<f64> {
        let array: Array1<f64> = self.0.by_name(name).unwrap();
        array.to_vec()
    }
}

#[track_caller]
fn assert_same(found: &[f64], expected: &[f64], what: &str) {
    assert_eq!(found.len(), expected.len(), "{what}");
    for (place, (found, expected)) in found.iter().zip(expected).enumerate() {
        // A NaN is near to nothing.
        let is_near = (found - expected).abs() < TOLERANCE;
        assert!(is_near, "{what}: place {place} has {found}, expected {expected}");
    }
}

fn column(recorded: ArrayView2<'_, f64>) -> Vec<f64> {
    recorded.column(0).to_vec()
}

#[test]
fn is_what_nest_computes() {
    let mut reference = Reference::open();
    let (source, target) = (reference.spikes("source"), reference.spikes("target"));
    let mut builder = Net::builder();
    builder.source.spike_times.spikes = source.clone().into();
    builder.additive.spike_times.spikes = target.clone().into();
    builder.multiplicative.spike_times.spikes = target.clone().into();
    builder.power_law.spike_times.spikes = target.clone().into();
    builder.nearest.spike_times.spikes = target.clone().into();
    builder.triplet.spike_times.spikes = target.clone().into();
    builder.inhibitory.spike_times.spikes = target.clone().into();
    builder.dopamine.spike_times.spikes = target.into();
    builder.dopaminergic.spike_times.spikes = reference.spikes("dopaminergic").into();
    // NEST's nearest-neighbour rule begins as if the source had fired at time zero.
    builder.source.pre_last = 1.0.into();
    assert_equal(builder.clone().build(), source.nrows() as u64);
    let mut net = builder.build().unwrap();

    // The weights behind each spike of the source; what dopamine changes by then was computed an iteration before.
    let mut weights = vec![Vec::new(); 7];
    for iteration in 0..source.nrows() {
        if source[[iteration, 0]] > 0.0 {
            weights[6].push(net.SYN_source_to_dopamine.W()[[0, 0]]);
        }
        net.step().unwrap();
        if source[[iteration, 0]] > 0.0 {
            weights[0].push(net.SYN_source_to_additive.W()[[0, 0]]);
            weights[1].push(net.SYN_source_to_multiplicative.W()[[0, 0]]);
            weights[2].push(net.SYN_source_to_power_law.W()[[0, 0]]);
            weights[3].push(net.SYN_source_to_nearest.W()[[0, 0]]);
            weights[4].push(net.SYN_source_to_triplet.W()[[0, 0]]);
            weights[5].push(net.SYN_source_to_inhibitory.W()[[0, 0]]);
        }
    }
    let rules = ["additive", "multiplicative", "power_law", "nearest", "triplet", "inhibitory", "dopamine"];
    for (rule, weights) in rules.iter().zip(weights) {
        assert_same(&weights, &reference.series(&format!("W_{rule}")), rule);
    }

    assert_same(&column(net.exponential.recorder.g()), &reference.series("g_exponential"), "exponential");
    assert_same(&column(net.alpha.recorder.g()), &reference.series("g_alpha"), "alpha");
    for (recorder, name) in [(&net.depressed.recorder, "depressing"), (&net.facilitated.recorder, "facilitating")] {
        let (found, expected) = (column(recorder.g()), reference.series(&format!("g_{name}")));
        // Two steps of delay.
        assert_same(&found[..found.len() - 2], &expected[2..], name);
    }

    assert_same(&column(net.leaky.recorder.v()), &reference.series("v"), "integrate and fire");
    let fired: Array1<bool> = reference.0.by_name("fired").unwrap();
    assert_eq!(net.leaky.recorder.fired().column(0), fired);
    assert!(fired.iter().any(|fired| *fired));
}
