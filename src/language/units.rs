//! Units of numbers.
//!
//! A unit stands right behind a number, with a space or without: `-65 mV`, `0.5ms`, `1 uF/cm^2`. There are `s`, `V`, `A`, `S`,
//! `F`, `Ohm`, `C`, `Hz`, `m` and `M` (molar), with the prefixes `f`, `p`, `n`, `u`, `m`, `k`, `M` and `G`, and `cm`; products,
//! quotients, squares and cubes of them. Behind the first, one letter other than `s` is a name: `10 nS / C` divides by `C`.
//!
//! ```
//! # use izhi::prelude::*;
//! behavior! {
//!     /// An integrate-and-fire neuron with a conductance.
//!     pub Cell {
//!         param { C: 200 pF, g_L: 10 nS, E_L: -60 mV, v_t: -50 mV, v_r: -60 mV, tau_e: 5 ms }
//!         state { v: E_L, g_e: 0 nS }
//!         event { fired: false }
//!         afferent { W: 0.6 nS }
//!         equations {
//!             dv/dt = (g_L * (E_L - v) + g_e * (0 mV - v)) / C;
//!             dg_e/dt = -g_e / tau_e;
//!         }
//!         step {
//!             integrate by exponential_euler;
//!             for s in afferent(All) { g_e += sum(s.W where s.src.fired); }
//!             fired = v > v_t;
//!             if fired { v = v_r; }
//!         }
//!     }
//! }
//!
//! network! {
//!     pub Net {
//!         use Cell;
//!         dt: 0.1 ms;
//!         group cells: 100 { 1: Cell { tau_e: 2 ms } }
//!         synapses S: cells -> cells { connect: fixed_probability(0.1); delay: 1.5 ms; W: normal(0.6 nS, 60 pS); }
//!     }
//! }
//! ```
//!
//! Where anything in a behaviour has a unit, all of it is checked when it is compiled: both sides of `+`, `-` and of a
//! comparison, branches, arguments, what is assigned, both sides of an equation, time constants, the parameters that a
//! group gives, and what the behaviour reads of others and of synapses. What a name measures is what its value measures;
//! where there is no value, `in` says it: `state { I in pA }`. There, a number without a unit is a plain number, and zero in
//! an expression fits everything. `dt` and `t` are times, and `xi` is in
//! one over the square root of ms: noise of a standard deviation `sigma: 1.5 mV` is `sigma * sqrt(2.0 / tau) * xi`.
//!
//! A unit is a symbol with a prefix, or products, quotients, squares and cubes of such, written without blanks around the operators or
//! with them: `uF/cm^2`, `pA*ms`, `mV/ms`. Rates are in `Hz` or `kHz`; one over anything else is a quotient, `1 / 5 ms`.
//!
//! Kept are ms, mV and pA, and with them nS, pF, GOhm and fC, which go together without a factor; um and mM. `30 Hz` is
//! therefore 0.03, a rate for each ms, and what builders, states and recordings give and take are numbers in these units.
//! They are known when the network is compiled and leave nothing behind: the code with units is the code without.
//!
//! What is now a conductance and now a current, as the network has it, is said to be `in any`: a synapse of
//! `param { tau: 5 ms, weight: 1.0 in any } state { g: 0.0 in any }` is checked, and `weight` and `g` are in the
//! unit that the network gives, `weight: 0.5 nS` or `W: 0.5 nS`. From there it goes on to what is assigned, and is checked against
//! what reads it; an error stands at the value that the network gives. Where it gives none, variables fit everything, and a
//! parameter is in a step the plain number that it begins with. All this is known in a network only: that is where such errors come.
//!
//! A behaviour without any unit is not checked, and fits everything; its author says in words what its numbers are. (One that declares
//! nothing and has no number, `step { I += g; }`, has the units of those names.) One
//! whose equations are those of numbers says it once, and has units for the others alone:
//!
//! ```
//! # use izhi::prelude::*;
//! behavior! {
//!     /// E. Izhikevich, IEEE Transactions on Neural Networks 14, 2003: numbers in mV and ms.
//!     pub Izhikevich2003 {
//!         numbers { mV, ms }
//!         param { a: 0.02, b: 0.2, c: -65 mV, d: 8 mV, drive: 10 mV }
//!         state { v: -65 mV, u: b * v }
//!         event { fired: false }
//!         step {
//!             v += dt * (0.04 * v * v + 5.0 * v + 140.0 - u + drive);
//!             u += dt * a * (b * v - u);
//!             fired = v > 30.0;
//!             if fired { v = c; u += d; }
//!         }
//!     }
//! }
//! ```
