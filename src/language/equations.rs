//! Differential equations, and the methods that take them further.
//!
//! Differential equations are written as a paper writes them, and a statement of the step takes them one time step further
//! by a method that it names:
//!
//! ```
//! use izhi::prelude::*;
//!
//! behavior! {
//!     /// Morris and Lecar's neuron.
//!     pub MorrisLecar {
//!         param { C: 20.0, g_Ca: 4.4, g_K: 8.0, g_L: 2.0, V_Ca: 120.0, V_K: -84.0, V_L: -60.0, phi: 0.04 }
//!         state { v: -60.0, w: 0.015, I: 90.0 }
//!         event { fired: false }
//!         equations {
//!             let open = 0.5 * (1.0 + tanh((v + 1.2) / 18.0));
//!             let w_end = 0.5 * (1.0 + tanh((v - 2.0) / 30.0));
//!             dv/dt = (I - g_L * (v - V_L) - g_Ca * open * (v - V_Ca) - g_K * w * (v - V_K)) / C;
//!             dw/dt = phi * (w_end - w) * cosh((v - 2.0) / 60.0);
//!         }
//!         step {
//!             let before = v;
//!             integrate by rk4 repeat 2;
//!             fired = before <= 0.0 && v > 0.0;
//!         }
//!     }
//! }
//!
//! network! { pub Net { use MorrisLecar; dt: 0.5; group cells: 10 { 1: MorrisLecar } } }
//!
//! fn main() -> izhi::Result<()> {
//!     let mut net = Net::builder().build()?;
//!     net.simulate(1000)?;
//!     println!("{} spikes", net.cells.fired_count());
//!     Ok(())
//! }
//! ```
//!
//! `integrate by rk4;` advances all that has an equation in the behaviour, `integrate v, w by rk4;` what it names. These
//! variables advance together, by `dt` from the values that they have before the statement. Everything else is held at
//! its present value, variables with an equation among it; only `t` is the time at which a method evaluates the
//! equation. `repeat k` divides `dt` into k steps, 100 at most, and each has all that is said here of one. Nothing else
//! happens: where a threshold is, a reset or an input, is where the step has it, before or behind `integrate`, and under an
//! `if` neurons advance for which the condition holds.
//!
//! An equation is one for a state, of this behaviour or of another one of the group, and a behaviour has one for each. A `let` among them names a term, which all equations can read, and later terms; it is computed anew wherever a method
//! evaluates them. Equations know parameters, constants, inputs and variables, and no locals of the step; what synapses
//! send is added up into a state before. There are no draws in them: `xi` is the noise.
//!
//! | method | one step of `dx/dt = f(x, t)` | order | fits | source |
//! | --- | --- | --- | --- | --- |
//! | `euler` | x + dt f | 1 | all without noise | L. Euler, *Institutionum calculi integralis* I, 1768 |
//! | `midpoint` | x + dt f(x + dt/2 f, t + dt/2) | 2 | all without noise | C. Runge, Mathematische Annalen 46, 1895 |
//! | `heun` | x + dt/2 (f + f(x + dt f, t + dt)) | 2 | all, noise in the sense of Stratonovich | K. Heun, Zeitschrift für Mathematik und Physik 45, 1900; W. Rümelin, SIAM Journal on Numerical Analysis 19, 1982 |
//! | `rk4` | the classical one of four stages | 4 | all without noise | W. Kutta, Zeitschrift für Mathematik und Physik 46, 1901 |
//! | `exponential_euler` | x + dt f exprel(a dt), where f = a x + b | 1 | where each equation is linear in its own variable | S. Rush and H. Larsen, IEEE Transactions on Biomedical Engineering 25, 1978; M. Hochbruck and A. Ostermann, Acta Numerica 19, 2010 |
//! | `exact` | the solution | none needed | linear equations with constant coefficients, chains of up to three | S. Rotter and M. Diesmann, Biological Cybernetics 81, 1999 |
//! | `euler_maruyama` | x + dt f, with noise | 1/2, of means 1 | all, noise in the sense of Ito | G. Maruyama, Rendiconti del Circolo Matematico di Palermo 4, 1955; P. Kloeden and E. Platen, *Numerical Solution of Stochastic Differential Equations*, 1992 |
//!
//! Whether a right side is linear is decided from how it is written: sums, differences, products and quotients are looked
//! through, and terms; a function or an `if` that depends on the variable is not linear. A method that does not fit is an error
//! that says why, and which methods do.
//!
//! `exponential_euler` holds what multiplies the variable, and all other variables, at the value from before the step. It
//! is stable for gating variables and membranes where `euler` is not, and exact where nothing else changes.
//!
//! `exact` takes equations whose variables are multiplied by numbers, parameters, constants and `dt` alone: `dv/dt = (rest - v +
//! R * (g + I)) / tau_membrane; dg/dt = -g / tau;`. Variables can drive others, in chains and trees, as long as none
//! drives itself by way of others. What is held can be added, as `I` here, and is taken to be constant during the step. The propagator is computed
//! once for a run, from `dt` and the parameters as they are then, without loss of digits for any rates, equal ones
//! among them. Chains have up to three variables; where three stand in a row, the first has nothing added to it.
//!
//! `xi` is Gaussian white noise of unit intensity: `dv/dt = (rest - v) / tau + sigma * xi` has the stationary variance
//! sigma² tau / 2. Each `xi` that is written is a noise of its own, with a draw for each neuron and step (of `repeat`
//! as well); in a term it is one for all equations that read the term and advance in the same statement. It can be multiplied, by variables too, and added,
//! and nothing else. It stands in equations alone, for `euler_maruyama` and `heun`.
//!
//! Explicit methods make of what should decay what grows where the step is too long: `euler`, `midpoint` and `heun`
//! from two time constants on, `rk4` from 2.785. Where an equation multiplies its own variable by a number that the
//! declaration knows, from its parameters and a `dt` that it gives, and the variable drives nothing that drives it, the
//! compiler warns of such a step at the name of the method, and says what would be stable. On stable Rust that is a
//! warning of the lint `deprecated`, which `#![allow(deprecated)]` silences where it is not wanted.
//!
//! Equations become the statements that one would write in their place before anything else is done with them, and that is what
//! the printed schedule shows. What a method computes on the way is not kept, and runs in one go with the statements around.
