//! Bodies as behaviours of two networks, one of each float type, with a group for each body.

use izhi::math::Float;
use izhi::population::Grid;

use crate::interpreter::Population;

/// What one run begins with and is given. The numbers are rounded to the network's type.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    pub(crate) grid: Grid,
    /// p, q and r.
    pub(crate) numbers: [Vec<f64>; 3],
    /// e and f.
    pub(crate) events: [Vec<bool>; 2],
    /// u and w.
    pub(crate) flags: [Vec<bool>; 2],
    /// One row for each iteration.
    pub(crate) drive: Vec<Vec<f64>>,
    /// a and b.
    pub(crate) parameters: [f64; 2],
}

/// The time step of the networks; any number does.
pub(crate) const DT: f64 = 0.3;

impl Case {
    pub(crate) fn population<F: Float>(&self) -> Population<F> {
        Population {
            grid: self.grid,
            numbers: self.numbers.each_ref().map(|values| values.iter().map(|value| F::from_f64(*value)).collect()),
            events: self.events.clone(),
            flags: self.flags.clone(),
            drive: Vec::new(),
            parameters: self.parameters.map(F::from_f64),
            dt: F::from_f64(DT),
            iteration: 0,
        }
    }
}

macro_rules! bodies {
    ($($behavior:ident $group:ident { $($body:tt)* })*) => {
        use std::ops::ControlFlow;

        use izhi::prelude::*;
        use izhi::vector::VectorLevel;
        use crate::interpreter::Population;
        use crate::network_of_bodies::{Case, DT, Found};

        $(izhi::behavior! {
            $behavior {
                param { a: 0.0, b: 0.0 }
                input { drive }
                state { p: 0.0, q: 0.0, r: 0.0 }
                event { e: false, f: false }
                flag { u: false, w: false }
                step { $($body)* }
            }
        })*

        izhi::network! {
            Single {
                use $($behavior),*;
                $(group $group: 1 { 1: $behavior as body })*
            }
        }

        izhi::network! {
            Double {
                use $($behavior),*;
                float: f64;
                $(group $group: 1 { 1: $behavior as body })*
            }
        }

        pub(crate) const BODIES: &[&str] = &[$(stringify!($($body)*)),*];

        run!(single, Single, f32, $($group)*);
        run!(double, Double, f64, $($group)*);
    };
}

/// What a network has done.
#[derive(Debug)]
pub(crate) struct Found<F> {
    /// What each group was after each iteration.
    pub(crate) groups: Vec<Vec<Population<F>>>,
    /// After how many iterations a run ended, and which behaviour wanted it to end there.
    pub(crate) ends: Vec<(usize, Option<String>)>,
}

/// A function that runs a network to the end of its input, again and again where a behaviour ends a run before.
macro_rules! run {
    ($function:ident, $network:ident, $float:ty, $($group:ident)*) => {
        pub(crate) fn $function(case: &Case, level: VectorLevel) -> Found<$float> {
            let mut builder = $network::builder().dt(DT).vector_level(level);
            let begin = case.population::<$float>();
            let rows: Vec<Vec<$float>> =
                case.drive.iter().map(|row| row.iter().map(|value| *value as $float).collect()).collect();
            let shape = (rows.len(), begin.numbers[0].len());
            let drive = ndarray::Array2::from_shape_vec(shape, rows.concat()).unwrap();
            $(
                let settings = &mut builder.$group;
                settings.size = case.grid;
                let [p, q, r] = begin.numbers.clone();
                (settings.p, settings.q, settings.r) = (p.into(), q.into(), r.into());
                let [e, f] = begin.events.clone();
                (settings.e, settings.f) = (e.into(), f.into());
                let [u, w] = begin.flags.clone();
                (settings.u, settings.w) = (u.into(), w.into());
                [settings.body.a, settings.body.b] = begin.parameters;
                settings.body.drive = drive.clone().into();
            )*
            // It takes its time, and reads the text of all bodies anew.
            if level == VectorLevel::Baseline && case.grid.neurons() < 16 {
                izhi_interpreter::assert_equal(builder.clone().build(), rows.len() as u64);
            }
            let mut net = builder.build().unwrap();
            let (mut groups, mut ends) = (vec![Vec::new(); BODIES.len()], Vec::new());
            let mut done = 0;
            while done < rows.len() {
                let _: ControlFlow<()> = net.simulate_with((rows.len() - done) as u64, 1, |net| {
                    let mut group = groups.iter_mut();
                    $(
                        let now = &net.$group;
                        group.next().unwrap().push(Population {
                            numbers: [now.p().to_vec(), now.q().to_vec(), now.r().to_vec()],
                            events: [now.e().to_vec(), now.f().to_vec()],
                            flags: [now.u().to_vec(), now.w().to_vec()],
                            drive: rows[net.iteration() as usize - 1].clone(),
                            iteration: net.iteration() as i64,
                            ..begin.clone()
                        });
                    )*
                    ControlFlow::Continue(())
                }).unwrap();
                done = net.iteration() as usize;
                ends.push((done, net.stopped_by().map(str::to_owned)));
            }
            Found { groups, ends }
        }
    };
}
