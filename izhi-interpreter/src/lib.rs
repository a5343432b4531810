//! A network run from the text of its plain schedule: slowly, one value after the other, and in the order written.
//!
//! A test of your own network is one line, [`self_test`]:
//!
//! ```
//! use izhi::prelude::*;
//!
//! network! {
//!     pub Net {
//!         use izhi::library::neurons::LeakyIntegrateAndFire;
//!         group cells: 100 { 1: LeakyIntegrateAndFire }
//!     }
//! }
//!
//! // In a test: #[test] fn the_network_does_what_it_says() { ... }
//! izhi_interpreter::self_test(|| Net::builder().seed(7).build(), 200);
//! ```
//!
//! It shares nothing with the compiler. It knows a network by [`Network::plain_schedule`], a text, and takes what the
//! network begins with from the catalogue: states, parameters, synapses. (That this is what the text says is a question by
//! itself: [`check_beginning`].) Then both run, and everything that is kept has
//! to be the same, bit for bit. That shows two things: that fusing, reordering, vectors, threads and updates that wait
//! change nothing, and that the text says all that happens.
//!
//! What it shares with the runtime is what defines itself: elementary functions, the streams of random numbers and how
//! distributions are made of them.

mod beginning;
mod call;
mod expression;
mod memory;
mod random;
mod run;
mod text;

use izhi::Network;
use izhi::random::Draw;

use memory::Memory;
use text::Schedule;

/// Runs a network and its schedule side by side, and compares all that they keep after each of the stretches into
/// which the iterations are divided: one alone, then ever longer ones, so that what waits has time to wait.
///
/// # Errors
///
/// What is not the same, where, and in which iteration.
pub fn check<F: Draw, N: Network<Float = F>>(net: &mut N, iterations: u64) -> Result<(), String> {
    let schedule = Schedule::parse(net.plain_schedule())?;
    let mut memory = Memory::new(&schedule, net)?;
    let (mut done, mut stretch) = (0, 1);
    while done < iterations {
        let count = stretch.min(iterations - done);
        net.simulate(count).map_err(|error| error.to_string())?;
        memory.is_stopped = false;
        for _ in 0..count {
            memory.iterate(&schedule)?;
            if memory.is_stopped {
                break;
            }
        }
        if memory.iteration != net.iteration() {
            let (found, expected) = (net.iteration(), memory.iteration);
            return Err(format!("{} has stopped before iteration {found}, and should before {expected}", net.name()));
        }
        done += count;
        stretch = 2 * stretch + 1;
        memory
            .compare(&net.catalogue())
            .map_err(|difference| format!("{} after {done} iterations: {difference}", net.name()))?;
    }
    Ok(())
}

/// Runs a network and its schedule side by side from where it begins, and once more from random states, weights and events:
/// [`check`] for tests of one line.
///
/// What a network computes from there need not make sense: it has to be the same.
///
/// # Panics
///
/// Where a network cannot be built, or does not equal its schedule: with what is not the same, where, and in which
/// iteration.
#[track_caller]
pub fn self_test<F: Draw, N: Network<Float = F>>(build: impl Fn() -> izhi::Result<N>, iterations: u64) {
    assert_equal(build(), iterations);
    let disturbed = build().map(|mut net| {
        disturb(&mut net);
        net
    });
    assert_equal(disturbed, iterations);
}

/// Gives a network random states, weights and events.
#[doc(hidden)]
pub fn disturb<F: Draw, N: Network<Float = F>>(net: &mut N) {
    let seed = net.clock().seed();
    random::disturb(net.catalogue_mut(), seed);
}

/// Whether a network that is as it was built, and for which its builder was given no values of states, of parameters
/// with a number for each neuron and of synapses, begins with what its schedule says.
///
/// # Errors
///
/// What is not the same, and where.
pub fn check_beginning<F: Draw, N: Network<Float = F>>(net: &N) -> Result<(), String> {
    let schedule = Schedule::parse(net.plain_schedule())?;
    let memory = Memory::new(&schedule, net)?.begun(&schedule)?;
    memory.compare(&net.catalogue()).map_err(|difference| format!("{} at the beginning: {difference}", net.name()))
}

/// [`check_beginning`] and [`check`], for tests.
///
/// # Panics
///
/// Where a network cannot be built, or does not equal its schedule from the beginning on.
#[track_caller]
pub fn assert_equal_from_the_beginning<F: Draw, N: Network<Float = F>>(net: izhi::Result<N>, iterations: u64) {
    let begun = net.map_err(|error| error.to_string()).and_then(|net| check_beginning(&net).map(|()| net));
    match begun {
        Ok(net) => assert_equal(Ok(net), iterations),
        Err(difference) => panic!("{difference}"),
    }
}

/// [`check`] for tests.
///
/// # Panics
///
/// Where a network cannot be built, or does not equal its schedule.
#[track_caller]
pub fn assert_equal<F: Draw, N: Network<Float = F>>(net: izhi::Result<N>, iterations: u64) {
    let checked = net.map_err(|error| error.to_string()).and_then(|mut net| check(&mut net, iterations));
    if let Err(difference) = checked {
        panic!("{difference}");
    }
}
