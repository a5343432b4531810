//! Expressions: names, functions and draws.
//!
//! Numbers, `true`, `false`, names, `+ - * / %`, comparisons, `&& || !`, `if c { a } else { b }` and calls.
//! Whole numbers are integers until they meet a number; `/` always gives a number; `%` has the sign of the
//! divisor, as in Python. Events are no numbers: choose with `if`, or `count`. What is no number (`0.0 / 0.0`, `ln(-1.0)`, a truncated normal
//! distribution with the low bound above the high one) is NaN, as in NumPy, and stays in the state.
//!
//! Integers have 64 bits and are exact: those that are written out, `iteration`, `size`, `index`, `count(c)` of the group, variables
//! of an `integer { ... }`, here and at the other end of synapses, and what `+ - * %`, `abs`, `min(a, b)`, `max(a, b)`,
//! `clip` and `if` make of integers alone. They wrap at their ends, and the remainder by 0 is 0. Where an integer meets a
//! number, in all other functions and in sums, it becomes the nearest number of the network's type. No number becomes an
//! integer by itself, and to assign one to an integer is an error: `integer(x)` says that what stands behind the point goes,
//! `integer(round(x))` that it is rounded.
//!
//! What is kept is never subnormal: where the magnitude is below the smallest normal number (1.2e-38 of `f32`),
//! zero of the same sign is kept. That holds for initial values, for what a step assigns last to a state, and for all that
//! it assigns to variables of synapses; what it does not keep, locals and earlier assignments, is computed as IEEE 754
//! says. What is written through `v_mut()` is the writer's own, and stays until a step assigns to `v`.
//!
//! | name | value |
//! | --- | --- |
//! | `dt`, `iteration`, `size` | the time step; the number of the iteration, from zero; the number of neurons |
//! | `t` | the time at the beginning of the iteration, `iteration * dt` rounded once |
//! | `index`, `x`, `y`, `z` | the neuron's index from zero and its position on the grid; hidden by a variable of the group of that name, which is an error where synapses begin |
//! | `s.W` | in a loop, a variable of the synapse group, inside a sum |
//! | `s.src.v`, `s.dst.v` | a variable of the neurons that send or receive; those at the other end only inside a sum |
//! | `src.x`, `dst.v` | the same in the initial value of a synapse variable |
//!
//! | function | result |
//! | --- | --- |
//! | `abs ceil floor round sign sqrt exp ln log2 log10 sigmoid` | of one number; `round` takes halves away from zero |
//! | `exprel(x)` | (e^x - 1) / x without loss of digits, 1 at zero: what exact solutions of linear equations are made of |
//! | `exprel_slope(x, y)` | (exprel(x) - exprel(y)) / (x - y) without loss of digits, its derivative where they are equal: the same where one such equation drives another |
//! | `sin cos tan asin acos atan sinh cosh tanh` | of one number, angles in radians |
//! | `pow(x, n)` | products for a whole number `n` that is written out, else the power |
//! | `min(a, b) max(a, b) atan2(y, x) hypot(x, y) clip(x, low, high)` | of several numbers |
//! | `integer(x)` | the integer in a number, towards zero: the nearest `i64` where there is none, 0 for NaN |
//! | `interpolate(x, x0, y0, x1, y1, ...)` | along the lines between two points or more, which ascend: `y0` before the first and the last `y` behind the last |
//! | `uniform()`, `uniform(low, high)` | a draw from [0, 1) or from low to high (high itself comes up by rounding only), for each neuron (or synapse, in its initial value, in updates and in sums over synapses) |
//! | `normal()`, `normal(mean, sd)`, `normal(mean, sd, low, high)` | a normal draw; with bounds the truncated distribution |
//! | `bernoulli(p)` | true with probability p |
//! | `poisson(mean)` | a number of events |
//! | `every(period)`, `every(period, first)` | true in the iterations that are nearest to the times 0 (or `first`), one period later, two and so on |
//! | `between(start, end)` | true from the iteration nearest to `start` on and before that nearest to `end` |
//! | `phase(period)`, `phase(period, first)` | how much of the period has passed, from 0 to less than 1 |
//! | `steps(time)` | the number of iterations that is nearest to a time, of halves the greater |
//! | `sum(x)`, `mean(x)`, `min(x)`, `max(x)`, `count(c)` | one value of the whole group; `where c` selects neurons. Of no neurons the mean is no number, the minimum infinite |
//! | `sum(x where c)`, `count(c)` | in a loop, with a variable of the synapses or of their other end: for each neuron, over its synapses, in ascending index |
//!
//! Of the result's last place `exp` is within 1.1 units, `ln` within 1, `sigmoid` and `tanh` within 3, `exprel` within 4: see
//! [`Float`](crate::math::Float), which says so of each, and which of them are computed for many neurons at once.
//!
//! Times are in the unit of `dt`. `every`, `between`, `phase` and `steps` count in whole iterations and are as right after 10^9 of them
//! as at the beginning, with periods that are no multiple of `dt` as well; an `f32` stands for the decimal that was
//! written, so that 100 in steps of 0.1 are a thousand iterations. `t` has the digits of its type: in `f32` and steps of 0.1 it
//! stands still after half an hour of milliseconds, and what is compared with it is missed. A period that is not positive
//! never comes, and its phase is no number.
//!
//! A sum is not nested in another, and a draw not in a sum over the group: put it into a local first.
