//! The twenty patterns of figure 1 of E. M. Izhikevich, *Which model to use for cortical spiking neurons?*, IEEE Transactions
//! on Neural Networks 15, 2004, with the numbers of the program that draws it, `figure1.m` (in ModelDB 39948 as well).

use izhi::prelude::*;

use super::model::{Single, SingleBuilder};

/// A neuron, the current that it gets, and for how long.
pub(crate) struct Pattern {
    pub(crate) name: &'static str,
    /// a, b, c and d.
    cell: [f64; 4],
    /// The coefficients of v and of 1 in the equation of v.
    quadratic: [f64; 2],
    /// With what u compares v, and how much it decays by itself.
    recovery: [f64; 2],
    /// At the beginning, in mV; where u is not said it is b v.
    v: f64,
    u: Option<f64>,
    /// In ms.
    dt: f64,
    pub(crate) duration: f64,
    /// Of the time in ms.
    pub(crate) current: fn(f64) -> f64,
}

const DEFAULT: Pattern = Pattern {
    name: "",
    cell: [0.02, 0.2, -65.0, 6.0],
    quadratic: [5.0, 140.0],
    recovery: [0.0, 1.0],
    v: -64.0,
    u: None,
    dt: 0.25,
    duration: 200.0,
    current: |_| 0.0,
};

/// The coefficients of the neurons that integrate.
const INTEGRATOR: [f64; 2] = [4.1, 108.0];

#[rustfmt::skip]
pub(crate) const PATTERNS: [Pattern; 20] = [
    Pattern { name: "(A) tonic spiking", v: -70.0, duration: 100.0, current: |t| after(t, 10.0, 14.0), ..DEFAULT },
    Pattern { name: "(B) phasic spiking", cell: [0.02, 0.25, -65.0, 6.0], current: |t| after(t, 20.0, 0.5), ..DEFAULT },
    Pattern { name: "(C) tonic bursting", cell: [0.02, 0.2, -50.0, 2.0], v: -70.0, duration: 220.0,
        current: |t| after(t, 22.0, 15.0), ..DEFAULT },
    Pattern { name: "(D) phasic bursting", cell: [0.02, 0.25, -55.0, 0.05], dt: 0.2, current: |t| after(t, 20.0, 0.6), ..DEFAULT },
    Pattern { name: "(E) mixed mode", cell: [0.02, 0.2, -55.0, 4.0], v: -70.0, duration: 160.0,
        current: |t| after(t, 16.0, 10.0), ..DEFAULT },
    Pattern { name: "(F) spike frequency adaptation", cell: [0.01, 0.2, -65.0, 8.0], v: -70.0, duration: 85.0,
        current: |t| after(t, 8.5, 30.0), ..DEFAULT },
    Pattern { name: "(G) class 1 excitable", cell: [0.02, -0.1, -55.0, 6.0], quadratic: INTEGRATOR, v: -60.0, duration: 300.0,
        current: |t| 0.075 * (t - 30.0).max(0.0), ..DEFAULT },
    Pattern { name: "(H) class 2 excitable", cell: [0.2, 0.26, -65.0, 0.0], duration: 300.0,
        current: |t| -0.5 + 0.015 * (t - 30.0).max(0.0), ..DEFAULT },
    Pattern { name: "(I) spike latency", v: -70.0, dt: 0.2, duration: 100.0, current: |t| pulse(t, 10.0, 3.0, 7.04), ..DEFAULT },
    Pattern { name: "(J) subthreshold oscillations", cell: [0.05, 0.26, -60.0, 0.0], v: -62.0,
        current: |t| pulse(t, 20.0, 5.0, 2.0), ..DEFAULT },
    Pattern { name: "(K) resonator", cell: [0.1, 0.26, -60.0, -1.0], v: -62.0, duration: 400.0,
        current: |t| [40.0, 60.0, 280.0, 320.0].iter().map(|start| pulse(t, *start, 4.0, 0.65)).sum(), ..DEFAULT },
    Pattern { name: "(L) integrator", cell: [0.02, -0.1, -55.0, 6.0], quadratic: INTEGRATOR, v: -60.0, duration: 100.0,
        current: |t| {
            [100.0 / 11.0, 100.0 / 11.0 + 5.0, 70.0, 80.0].iter().map(|start| pulse(t, *start, 2.0, 9.0)).sum()
        }, ..DEFAULT },
    Pattern { name: "(M) rebound spike", cell: [0.03, 0.25, -60.0, 4.0], dt: 0.2, current: |t| pulse(t, 20.0, 5.0, -15.0), ..DEFAULT },
    Pattern { name: "(N) rebound burst", cell: [0.03, 0.25, -52.0, 0.0], dt: 0.2, current: |t| pulse(t, 20.0, 5.0, -15.0), ..DEFAULT },
    Pattern { name: "(O) threshold variability", cell: [0.03, 0.25, -60.0, 4.0], duration: 100.0,
        current: |t| pulse(t, 10.0, 5.0, 1.0) + pulse(t, 70.0, 5.0, -6.0) + pulse(t, 80.0, 5.0, 1.0), ..DEFAULT },
    Pattern { name: "(P) bistability", cell: [0.1, 0.26, -60.0, 0.0], v: -61.0, duration: 300.0,
        current: |t| 0.24 + pulse(t, 37.5, 5.0, 1.0) + pulse(t, 216.0, 5.0, 1.0), ..DEFAULT },
    Pattern { name: "(Q) depolarizing after-potential", cell: [1.0, 0.2, -60.0, -21.0], v: -70.0, dt: 0.1, duration: 50.0,
        current: |t| pulse(t, 9.0, 2.0, 20.0), ..DEFAULT },
    Pattern { name: "(R) accommodation", cell: [0.02, 1.0, -55.0, 4.0], recovery: [-65.0, 0.0], v: -65.0, u: Some(-16.0), dt: 0.5,
        duration: 400.0, current: ramps, ..DEFAULT },
    Pattern { name: "(S) inhibition-induced spiking", cell: [-0.02, -1.0, -60.0, 8.0], v: -63.8, dt: 0.5, duration: 350.0,
        current: inhibition, ..DEFAULT },
    Pattern { name: "(T) inhibition-induced bursting", cell: [-0.026, -1.0, -45.0, -2.0], v: -63.8, dt: 0.5, duration: 350.0,
        current: inhibition, ..DEFAULT },
];

impl Pattern {
    fn iterations(&self) -> u64 {
        (self.duration / self.dt).round() as u64 + 1
    }

    /// What the neuron is built from.
    pub(crate) fn builder(&self) -> SingleBuilder {
        let mut builder = Single::builder().dt(self.dt);
        let [a, b, c, d] = self.cell;
        let simple = &mut builder.cells.simple;
        (simple.a, simple.b, simple.c, simple.d) = (a, b, c, d);
        [simple.linear, simple.constant] = self.quadratic;
        [simple.rest, simple.leak] = self.recovery;
        let current = (0..self.iterations()).map(|step| (self.current)(step as f64 * self.dt)).collect::<Vec<_>>();
        simple.current = current.into();
        builder.cells.v = self.v.into();
        if let Some(u) = self.u {
            builder.cells.u = u.into();
        }
        builder
    }

    /// The neuron at the end of its pattern.
    pub(crate) fn run<E: From<izhi::Error>>(&self, built: Result<Single, E>) -> Result<Single, E> {
        let mut net = built?;
        net.simulate(self.iterations())?;
        Ok(net)
    }
}

fn after(t: f64, start: f64, current: f64) -> f64 {
    if t > start { current } else { 0.0 }
}

fn pulse(t: f64, start: f64, duration: f64, current: f64) -> f64 {
    if t > start && t < start + duration { current } else { 0.0 }
}

/// A slow ramp, and one to half of its height that is sixteen times as short.
fn ramps(t: f64) -> f64 {
    match t {
        ..200.0 => t / 25.0,
        300.0..312.5 => (t - 300.0) / 12.5 * 4.0,
        _ => 0.0,
    }
}

fn inhibition(t: f64) -> f64 {
    if (50.0..=250.0).contains(&t) { 75.0 } else { 80.0 }
}
