//! How the neurons of the library respond to a current.

use izhi::prelude::*;

/// What a neuron does under a current.
pub(crate) struct Response {
    /// What is shown of the neuron, with its unit.
    pub(crate) quantity: &'static str,
    /// The unit of the current, behind a space; empty where it has none.
    pub(crate) unit: &'static str,
    /// The unit of time, likewise.
    pub(crate) time: &'static str,
    pub(crate) dt: f64,
    /// In each iteration.
    pub(crate) values: Vec<f64>,
    /// The current that the neuron feels in each iteration.
    pub(crate) current: Vec<f64>,
    /// The iterations with a spike.
    pub(crate) spikes: Vec<usize>,
    /// How high a spike is drawn, where the neuron resets its potential and computes no spike.
    pub(crate) peak: Option<f64>,
}

behavior! {
    /// A current over time.
    pub Drive {
        input { current }
        step { I += current; }
    }
}

/// What a network keeps of a current of 1 in this unit.
fn kept(unit: &str) -> f64 {
    if unit == " µA/cm²" { 0.01 } else { 1.0 }
}

/// A current of this strength from a tenth of the time to eight tenths of it.
fn step(strength: f64) -> impl Fn(f64) -> f64 {
    move |part| if (0.1..0.8).contains(&part) { strength } else { 0.0 }
}

/// One neuron under a current, which is a function of the part of the time that has passed: `quantity` of `state`.
macro_rules! response {
    ($neuron:ident { $($parameters:tt)* }, $state:ident: $quantity:literal, $unit:literal, $time:literal, $dt:literal,
        $duration:literal, $course:expr, $peak:expr, [$($spikes:ident)?]) => {{
        mod network {
            use izhi::prelude::*;
            network! {
                pub(crate) Single {
                    use izhi::library::neurons::$neuron, super::Drive, izhi::Recorder;
                    dt: $dt;
                    float: f64;
                    group cell: 1 {
                        1: $neuron { $($parameters)* },
                        2: Drive,
                        3: Recorder [$state $(, $spikes)?] as recorded,
                    }
                }
            }
        }
        let iterations = ($duration / $dt) as usize;
        let course = $course;
        let current: Vec<f64> = (0..iterations).map(|step| course(step as f64 / iterations as f64)).collect();
        let mut builder = network::Single::builder().seed(1);
        builder.cell.drive.current = current.iter().map(|current| current * kept($unit)).collect::<Vec<f64>>().into();
        let mut net = builder.build()?;
        net.simulate(iterations as u64)?;
        let recorded = &net.cell.recorded;
        let spikes: Vec<usize> = Vec::new();
        $(let spikes = [spikes, recorded.$spikes().column(0).iter().enumerate().filter(|(_, fired)| **fired)
            .map(|(step, _)| step).collect()].concat();)?
        Response {
            quantity: $quantity,
            unit: $unit,
            time: $time,
            dt: $dt,
            values: recorded.$state().column(0).to_vec(),
            current,
            spikes,
            peak: $peak,
        }
    }};
}

/// The responses of all neurons of the library, each under the name of its file.
pub(crate) fn responses() -> izhi::Result<Vec<(&'static str, Response)>> {
    /// A neuron with a potential and spikes, in ms.
    macro_rules! spiking {
        ($neuron:ident, $dt:literal, $duration:literal, $strength:literal $unit:literal, $peak:expr) => {
            response!($neuron {}, v: "v (mV)", $unit, " ms", $dt, $duration, step($strength), $peak, [fired])
        };
    }
    /// One without units.
    macro_rules! pure {
        ($neuron:ident, $dt:literal, $duration:literal, $strength:literal) => {
            response!($neuron {}, v: "v", "", "", $dt, $duration, step($strength), None, [fired])
        };
    }
    // Of a unit that stays where it was put.
    let pulses = |part: f64| match part {
        0.2..0.3 => -1.0,
        0.6..0.7 => 1.0,
        _ => 0.0,
    };
    Ok(vec![
        ("adaptive_exponential", spiking!(AdaptiveExponential, 0.05, 400.0, 800.0 " pA", Some(20.0))),
        ("connor_stevens", spiking!(ConnorStevens, 0.01, 200.0, 10.0 " µA/cm²", None)),
        (
            "exponential_integrate_and_fire",
            spiking!(ExponentialIntegrateAndFire, 0.01, 100.0, 1000.0 " pA", Some(-30.0)),
        ),
        ("fitzhugh_nagumo", pure!(FitzHughNagumo, 0.1, 300.0, 0.5)),
        ("generalized_integrate_and_fire", spiking!(GeneralizedIntegrateAndFire, 0.1, 500.0, 200.0 " pA", Some(20.0))),
        ("hindmarsh_rose", pure!(HindmarshRose, 0.05, 3000.0, 2.0)),
        ("hodgkin_huxley", spiking!(HodgkinHuxley, 0.01, 100.0, 100.0 " pA", None)),
        ("hopfield", response!(Hopfield {}, s: "s", "", "", 1.0, 100.0, pulses, None, [])),
        ("izhikevich", spiking!(Izhikevich, 1.0, 300.0, 10.0 "", Some(30.0))),
        ("izhikevich_2003", spiking!(Izhikevich2003, 1.0, 300.0, 10.0 "", Some(30.0))),
        ("izhikevich_2007", spiking!(Izhikevich2007, 0.1, 500.0, 100.0 " pA", Some(35.0))),
        ("izhikevich_carlsim", spiking!(IzhikevichCarlsim, 1.0, 300.0, 10.0 "", Some(30.0))),
        ("izhikevich_euler", spiking!(IzhikevichEuler, 1.0, 300.0, 10.0 "", Some(30.0))),
        ("leaky_integrate_and_fire", spiking!(LeakyIntegrateAndFire, 0.1, 200.0, 200.0 " pA", Some(0.0))),
        ("morris_lecar", spiking!(MorrisLecar, 0.05, 500.0, 100.0 " µA/cm²", None)),
        (
            "multi_timescale_adaptive_threshold",
            spiking!(MultiTimescaleAdaptiveThreshold, 0.1, 200.0, 800.0 " pA", Some(0.0)),
        ),
        ("quadratic_integrate_and_fire", spiking!(QuadraticIntegrateAndFire, 0.02, 200.0, 200.0 " pA", Some(20.0))),
        ("rate", response!(Rate { tau: 10 ms }, r: "r", "", " ms", 0.1, 200.0, step(4.0), None, [])),
        ("spike_response", spiking!(SpikeResponse, 0.1, 200.0, 250.0 " pA", Some(0.0))),
        ("traub_miles", spiking!(TraubMiles, 0.02, 200.0, 500.0 " pA", None)),
        ("wang_buzsaki", spiking!(WangBuzsaki, 0.02, 200.0, 1.0 " µA/cm²", None)),
    ])
}
