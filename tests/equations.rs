//! Equations: that each method has its order, that exact solutions are exact, that noise has its mean and variance, and
//! that all of it is what the statements would be.

use izhi::prelude::*;
use izhi_interpreter::assert_equal_from_the_beginning;

/// A behaviour with four equations: growth that is limited, a decay that depends on the time, and a rotation, of which each
/// part needs the other as it was.
macro_rules! advanced_by {
    ($($name:ident by ($($method:tt)*),)*) => { $(
        behavior! {
            $name {
                state { growing: 0.2, fading: 1.0, p: 1.0, q: 0.0 }
                equations {
                    let room = 1.0 - growing;
                    dgrowing/dt = growing * room;
                    dfading/dt = -2.0 * t * fading;
                    dp/dt = -q;
                    dq/dt = p;
                }
                step { integrate by $($method)*; }
            }
        }
    )* };
}

mod orders {
    use super::*;

    advanced_by! {
        Euler by (euler),
        EulerRepeated by (euler repeat 3),
        Midpoint by (midpoint),
        MidpointRepeated by (midpoint repeat 2),
        Heun by (heun),
        HeunRepeated by (heun repeat 2),
        Rk4 by (rk4),
        Rk4Repeated by (rk4 repeat 2),
        Noiseless by (euler_maruyama),
    }

    behavior! {
        /// Linear in `w` with a factor that changes with `growing`.
        Exponential {
            state { growing: 0.2, w: 1.0 }
            equations {
                let loss = 3.0 * growing;
                dgrowing/dt = growing * (1.0 - growing);
                dw/dt = 1.0 - loss * w;
            }
            step {
                integrate w by exponential_euler;
                integrate growing by rk4;
            }
        }
    }

    network! {
        Net {
            use Euler, EulerRepeated, Midpoint, MidpointRepeated, Heun, HeunRepeated, Rk4, Rk4Repeated, Noiseless, Exponential;
            float: f64;
            dt: 0.1;
            group euler: 1 { 1: Euler }
            group euler_repeated: 1 { 1: EulerRepeated }
            group midpoint: 1 { 1: Midpoint }
            group midpoint_repeated: 1 { 1: MidpointRepeated }
            group heun: 1 { 1: Heun }
            group heun_repeated: 1 { 1: HeunRepeated }
            group rk4: 1 { 1: Rk4 }
            group rk4_repeated: 1 { 1: Rk4Repeated }
            group noiseless: 1 { 1: Noiseless }
            group exponential: 1 { 1: Exponential }
        }
    }

    /// The state at time 1 in so many steps.
    fn at_one(steps: u32) -> Net {
        let mut net = Net::builder().dt(1.0 / f64::from(steps)).build().unwrap();
        net.simulate(steps.into()).unwrap();
        net
    }

    /// The errors of `growing`, `fading`, `p` and `q` at time 1.
    macro_rules! errors {
        ($net:ident.$group:ident) => {
            [
                $net.$group.growing()[0] - 1.0 / (1.0 + 4.0 * (-1.0_f64).exp()),
                $net.$group.fading()[0] - (-1.0_f64).exp(),
                $net.$group.p()[0] - 1.0_f64.cos(),
                $net.$group.q()[0] - 1.0_f64.sin(),
            ]
        };
    }

    /// Half the step divides the error by 2 to the power of the order.
    #[track_caller]
    fn assert_order(order: f64, coarse: &[f64], fine: &[f64]) {
        for (place, (coarse, fine)) in coarse.iter().zip(fine).enumerate() {
            let found = (coarse / fine).abs().log2();
            assert!(
                (found - order).abs() < 0.1,
                "equation {place}: order {found} and not {order}, {coarse:e} and {fine:e}"
            );
        }
    }

    macro_rules! assert_orders {
        ($($group:ident: $order:literal with $steps:literal, $($part:literal times smaller in $repeated:ident)?;)*) => { $({
            let (coarse, fine) = (at_one($steps), at_one(2 * $steps));
            assert_order($order, &errors!(coarse.$group), &errors!(fine.$group));
            // Parts of a step are steps.
            $(
                let divided = at_one($part * $steps);
                for (repeated, divided) in errors!(coarse.$repeated).into_iter().zip(errors!(divided.$group)) {
                    assert!((repeated - divided).abs() < 1e-13, "{repeated:e} and not {divided:e}");
                }
            )?
        })* };
    }

    #[test]
    fn are_those_of_the_methods() {
        assert_orders! {
            euler: 1.0 with 128, 3 times smaller in euler_repeated;
            noiseless: 1.0 with 128, 3 times smaller in euler_repeated;
            midpoint: 2.0 with 64, 2 times smaller in midpoint_repeated;
            heun: 2.0 with 64, 2 times smaller in heun_repeated;
            rk4: 4.0 with 32, 2 times smaller in rk4_repeated;
        }
    }

    #[test]
    fn of_exponential_euler_is_one() {
        let w = |steps| at_one(steps).exponential.w()[0];
        let reference = 2.0 * w(1 << 15) - w(1 << 14);
        assert_order(1.0, &[w(128) - reference], &[w(256) - reference]);
    }

    #[test]
    fn equal_the_interpreter() {
        assert_equal_from_the_beginning(Net::builder().build(), 50);
    }
}

mod statements {
    use super::*;

    behavior! {
        /// FitzHugh and Nagumo's neuron.
        Equations {
            param { drive: 0.5, tau: 12.5 }
            state { v: -1.0 + 0.02 * index, w: 0.0 }
            event { fired }
            equations {
                dv/dt = v - v * v * v / 3.0 - w + drive;
                dw/dt = (v + 0.7 - 0.8 * w) / tau;
            }
            step {
                if index % 3 != 0 { integrate by euler; } else { integrate w by euler repeat 2; }
                fired = v > 1.0;
            }
        }
    }

    behavior! {
        /// The same by hand.
        Statements {
            param { drive: 0.5, tau: 12.5 }
            state { v: -1.0 + 0.02 * index, w: 0.0 }
            event { fired }
            step {
                if index % 3 != 0 {
                    let slope_of_v = v - v * v * v / 3.0 - w + drive;
                    w += dt * ((v + 0.7 - 0.8 * w) / tau);
                    v += dt * slope_of_v;
                } else {
                    w += dt / 2.0 * ((v + 0.7 - 0.8 * w) / tau);
                    w += dt / 2.0 * ((v + 0.7 - 0.8 * w) / tau);
                }
                fired = v > 1.0;
            }
        }
    }

    network! {
        Net {
            use Equations, Statements;
            dt: 0.1;
            group equations: 100 { 1: Equations }
            group statements: 100 { 1: Statements }
        }
    }

    #[test]
    fn are_what_equations_become() {
        let mut net = Net::builder().build().unwrap();
        for _ in 0..1000 {
            net.step().unwrap();
            assert_eq!(net.equations.v(), net.statements.v());
            assert_eq!(net.equations.w(), net.statements.w());
        }
        assert!(net.equations.fired_count() > 50);
        assert_eq!(net.equations.fired_count(), net.statements.fired_count());
        assert_equal_from_the_beginning(Net::builder().build(), 100);
    }
}

mod exact {
    use super::*;

    behavior! {
        /// A chain of three with a drive at its end, one of two with a drive at its beginning, and a decay by itself.
        Chains(own, alone) {
            param { tau_rise: 2.0 where tau_rise > 0.0, tau_decay: 5.0, resistance: 3.0, rest: -65.0, gravity: 0.01 }
            constant { rate_of_decay: 1.0 / tau_decay }
            state { rise: 1.5, g: 0.5, v: -60.0, height: 10.0, speed: 2.0, alone: 4.0, held: 0.25, kept: 0.0 }
            equations {
                let loss = rate_of_decay * g;
                drise/dt = -rise / tau_rise;
                dg/dt = rise - loss;
                dv/dt = (rest - v + resistance * (g + held)) / own;
                dheight/dt = speed;
                dspeed/dt = -gravity;
                doutside/dt = -outside / tau_decay;
                dalone/dt = -(alone - held) * rate_of_decay;
            }
            step {
                held = 0.25 + kept;
                integrate by exact;
            }
        }
    }

    behavior! {
        /// Shows a time constant, and has a state that another behaviour advances.
        Membrane { param { tau: 10.0 } constant { tau_membrane: tau } state { outside: 1.0 } }
    }

    network! {
        Net {
            use Membrane, Chains(tau_membrane, lonely) as Chains;
            float: f64;
            group cells: 5 {
                1: Membrane { tau: each(10.0) },
                2: Chains { tau_rise: each(2.0), tau_decay: each(5.0) },
            }
        }
    }

    /// Of each neuron, τ of the rise, of the decay and of the membrane.
    const TIMES: [[f64; 3]; 5] = [
        [2.0, 5.0, 10.0],
        [4.0, 4.0, 4.0],
        [3.0, 3.0, 12.0],
        [20.0, 1.0, 20.0],
        [7.0, 7.0 * (1.0 + 1e-9), 7.0 * (1.0 - 1e-9)],
    ];

    /// Divided differences of the exponential by their integrals, with so many points that no digit is missing.
    fn divided(rates: &[f64], time: f64) -> f64 {
        match *rates {
            [a] => (a * time).exp(),
            [a, ref rest @ ..] => integral(time, |s| ((time - s) * a).exp() * divided(rest, s)),
            [] => 0.0,
        }
    }

    /// By the rule of Gauss and Legendre with five points, in parts.
    fn integral(end: f64, value: impl Fn(f64) -> f64) -> f64 {
        const POINTS: [(f64, f64); 3] = [
            (0.0, 0.568_888_888_888_888_9),
            (0.538_469_310_105_683_1, 0.478_628_670_499_366_47),
            (0.906_179_845_938_664, 0.236_926_885_056_189_08),
        ];
        let parts = (8.0 + 8.0 * end).min(200.0) as usize;
        let half = end / parts as f64 / 2.0;
        let mut sum = 0.0;
        for part in 0..parts {
            let middle = half * (2 * part + 1) as f64;
            for (place, weight) in POINTS {
                let both = value(middle + half * place) + if place > 0.0 { value(middle - half * place) } else { 0.0 };
                sum += weight * both;
            }
        }
        half * sum
    }

    #[track_caller]
    fn assert_close(found: f64, expected: f64, what: &str) {
        let scale = expected.abs().max(1.0);
        assert!((found - expected).abs() <= 1e-12 * scale, "{what}: {found} and not {expected}");
    }

    #[test]
    fn follows_closed_forms_in_any_step() {
        for dt in [0.01, 0.5, 7.0, 50.0] {
            let mut builder = Net::builder().dt(dt);
            let times = |place: usize| TIMES.map(|times| times[place]).to_vec();
            builder.cells.chains.tau_rise = times(0).into();
            builder.cells.chains.tau_decay = times(1).into();
            builder.cells.membrane.tau = times(2).into();
            let mut net = builder.build().unwrap();
            net.step().unwrap();
            for (neuron, times) in TIMES.into_iter().enumerate() {
                let [rise, decay, membrane] = times.map(|time| -1.0 / time);
                let of = |what: &str| format!("{what} of {neuron} after {dt}");
                assert_close(net.cells.rise()[neuron], 1.5 * divided(&[rise], dt), &of("rise"));
                let g = 0.5 * divided(&[decay], dt) + 1.5 * divided(&[decay, rise], dt);
                assert_close(net.cells.g()[neuron], g, &of("g"));
                let coupling = 3.0 / times[2];
                let v = -60.0 * divided(&[membrane], dt)
                    + (-65.0 + 0.75) / times[2] * divided(&[membrane, 0.0], dt)
                    + coupling * (0.5 * divided(&[membrane, decay], dt) + 1.5 * divided(&[membrane, decay, rise], dt));
                assert_close(net.cells.v()[neuron], v, &of("v"));
                assert_close(net.cells.height()[neuron], 10.0 + 2.0 * dt - 0.01 * dt * dt / 2.0, &of("height"));
                assert_close(net.cells.speed()[neuron], 2.0 - 0.01 * dt, &of("speed"));
                assert_close(net.cells.outside()[neuron], divided(&[decay], dt), &of("outside"));
                let lonely = 0.25 + (4.0 - 0.25) * divided(&[decay], dt);
                assert_close(net.cells.lonely()[neuron], lonely, &of("lonely"));
            }
        }
    }

    #[test]
    fn many_steps_are_one() {
        let [mut one, mut many] = [20.0, 0.05].map(|dt| Net::builder().dt(dt).build().unwrap());
        one.step().unwrap();
        many.simulate(400).unwrap();
        for (one, many) in one.cells.v().iter().zip(many.cells.v()) {
            assert_close(*many, *one, "v");
        }
        assert_equal_from_the_beginning(Net::builder().build(), 20);
    }

    #[test]
    fn follows_parameters() {
        let mut net = Net::builder().build().unwrap();
        net.simulate(3).unwrap();
        let before = net.cells.rise()[0];
        net.set_parameter_of_each("cells.chains.tau_rise", vec![8.0; 5].into()).unwrap();
        net.step().unwrap();
        assert_close(net.cells.rise()[0], before * (-1.0_f64 / 8.0).exp(), "rise");
    }
}

mod noise {
    use super::*;

    const NEURONS: usize = 20_000;

    behavior! {
        /// Ornstein and Uhlenbeck's process and geometric Brownian motion, twice.
        Diffusion {
            param { tau: 1.0, sigma: 0.5, growth: 0.1, volatility: 0.3 }
            state { ito: 2.0, stratonovich: 2.0, price_ito: 1.0, price_stratonovich: 1.0 }
            equations {
                dito/dt = -ito / tau + sigma * xi;
                dstratonovich/dt = (sigma * xi * 2.0 - 2.0 * stratonovich / tau) / 2.0;
                dprice_ito/dt = price_ito * (growth + volatility * xi);
                dprice_stratonovich/dt = price_stratonovich * (growth + volatility * xi);
            }
            step {
                integrate ito, price_ito by euler_maruyama;
                integrate stratonovich, price_stratonovich by heun repeat 2;
            }
        }
    }

    behavior! {
        /// Noise of its own, and noise that is shared.
        Sources {
            state { a: 0.0, b: 0.0, c: 0.0, d: 0.0 }
            equations {
                let common = xi;
                da/dt = common;
                db/dt = 2.0 * common;
                dc/dt = xi + xi;
                dd/dt = xi;
            }
            step { integrate by heun repeat 2; }
        }
    }

    network! {
        Net {
            use Diffusion, Sources;
            float: f64;
            dt: 0.01;
            group diffusion: 20000 { 1: Diffusion }
            group sources: 20000 { 1: Sources }
        }
    }

    fn mean_and_variance(values: impl Iterator<Item = f64> + Clone) -> (f64, f64) {
        let mean = values.clone().sum::<f64>() / NEURONS as f64;
        (mean, values.map(|value| (value - mean).powi(2)).sum::<f64>() / NEURONS as f64)
    }

    /// Within four standard errors of what normal values of that mean and variance have.
    #[track_caller]
    fn assert_normal(values: impl Iterator<Item = f64> + Clone, mean: f64, variance: f64) {
        let found = mean_and_variance(values);
        let count = NEURONS as f64;
        assert!((found.0 - mean).abs() < 4.0 * (variance / count).sqrt(), "mean {} and not {mean}", found.0);
        let error = variance * (2.0 / count).sqrt();
        assert!((found.1 - variance).abs() < 4.0 * error, "variance {} and not {variance}", found.1);
    }

    #[test]
    fn has_the_mean_and_the_variance_of_the_process() {
        let mut net = Net::builder().seed(5).build().unwrap();
        net.simulate(150).unwrap();
        let time = 1.5_f64;
        let (mean, variance) = (2.0 * (-time).exp(), 0.5_f64.powi(2) / 2.0 * (1.0 - (-2.0 * time).exp()));
        assert_normal(net.diffusion.ito().iter().copied(), mean, variance);
        assert_normal(net.diffusion.stratonovich().iter().copied(), mean, variance);
        // Ito's logarithm drifts by half the variance; Stratonovich's does not.
        let variance = 0.3_f64.powi(2) * time;
        let logarithms = net.diffusion.price_ito().mapv(f64::ln);
        assert_normal(logarithms.iter().copied(), 0.1 * time - variance / 2.0, variance);
        let logarithms = net.diffusion.price_stratonovich().mapv(f64::ln);
        assert_normal(logarithms.iter().copied(), 0.1 * time, variance);
    }

    #[test]
    fn is_a_draw_of_its_own_wherever_it_is_written() {
        let mut net = Net::builder().build().unwrap();
        net.simulate(4).unwrap();
        let [a, b, c, d] = [net.sources.a(), net.sources.b(), net.sources.c(), net.sources.d()];
        assert_eq!(a.mapv(|a| 2.0 * a), b);
        assert_normal(a.iter().copied(), 0.0, 0.04);
        assert_normal(c.iter().copied(), 0.0, 0.08);
        // The sum of independent values has the sum of their variances.
        assert_normal(a.iter().zip(d).map(|(a, d)| a + d), 0.0, 0.08);
        assert_normal(a.iter().zip(c).map(|(a, c)| a + c), 0.0, 0.12);
    }

    #[test]
    fn equals_the_interpreter() {
        let mut builder = Net::builder();
        (builder.diffusion.size, builder.sources.size) = (50.into(), 50.into());
        assert_equal_from_the_beginning(builder.build(), 20);
    }
}
