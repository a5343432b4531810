//! Networks beside the interpreter of their schedule, on the processor and on a device: what `izhi-interpreter` has for tests, under
//! the same names, so that tests which ask it for one ask for both where their manifest names this crate in its place.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use izhi::random::Draw;
use izhi::snapshot::{ColumnView, Sink};
use izhi::{Network, Snapshot};

use crate::nvrtc;
use crate::processor::processor;

/// How many warps the device has: one, as several wait for each other for longer than they compute where there are few cores. What
/// several do is tested beside this crate.
const WARPS: u64 = 1;

/// As `izhi_interpreter::check`, on the processor and then once more on a device. What was recorded, counted and sent is compared as
/// well.
///
/// # Errors
///
/// What is not the same, where, and in which iteration.
pub fn check<F: Draw, N: Network<Float = F>>(net: &mut N, iterations: u64) -> Result<(), String> {
    let text = |error: izhi::Error| error.to_string();
    let begun = net.snapshot().map_err(text)?;
    izhi_interpreter::check(net, iterations)?;
    let expected = contents(net).map_err(text)?;
    if net.ranks() > 1 || !is_asked(net) {
        return Ok(());
    }
    match net.move_to(&processor(WARPS)) {
        Ok(()) => check_device(net, &begun, expected, iterations),
        // A Rust function runs on the processor.
        Err(error) if error.to_string().contains("calls the Rust function") => Ok(()),
        Err(error) => Err(error.to_string()),
    }
}

/// How many networks of one program a device is asked for in a process: tests of properties make hundreds.
const ASKED: usize = 6;

/// Whether a device is asked for another network of its program.
fn is_asked<N: Network>(net: &N) -> bool {
    static ASKED_FOR: Mutex<BTreeMap<&str, usize>> = Mutex::new(BTreeMap::new());
    let Some(program) = net.device_program() else { return true };
    let mut asked_for = ASKED_FOR.lock().unwrap_or_else(PoisonError::into_inner);
    let count = asked_for.entry(program).or_default();
    *count += 1;
    *count <= ASKED
}

fn check_device<F: Draw, N: Network<Float = F>>(
    net: &mut N,
    begun: &Snapshot,
    expected: Contents,
    iterations: u64,
) -> Result<(), String> {
    let text = |error: izhi::Error| error.to_string();
    if let Some(program) = net.device_program() {
        nvrtc::compiled_once(program);
    }
    net.restore(begun).map_err(text)?;
    izhi_interpreter::check(net, iterations).map_err(|difference| format!("on a device: {difference}"))?;
    let found = contents(net).map_err(text)?;
    net.move_to_processor();
    match expected.iter().find(|(name, values)| found.get(*name) != Some(*values)) {
        Some((name, _)) => Err(format!("{} on a device ends with another {name}", net.name())),
        None => Ok(()),
    }
}

/// All that a network keeps, as bits in the place of numbers: every NaN is like every other.
type Contents = BTreeMap<String, Vec<u64>>;

struct Bits(Contents);

impl Sink for Bits {
    fn put(&mut self, name: &str, _: bool, values: ColumnView<'_>) -> izhi::Result<()> {
        let double = |value: f64| if value.is_nan() { u64::MAX } else { value.to_bits() };
        let bits = match values {
            ColumnView::Single(values) => values.iter().map(|value| double(f64::from(*value))).collect(),
            ColumnView::Double(values) => values.iter().map(|value| double(*value)).collect(),
            ColumnView::Whole(values) => values.iter().map(|value| *value as u64).collect(),
            ColumnView::Count(values) => values.iter().copied().collect(),
            ColumnView::Index(values) => values.iter().map(|value| u64::from(*value)).collect(),
            ColumnView::Steps(values) => values.iter().map(|value| u64::from(*value)).collect(),
            ColumnView::Byte(values) => values.iter().map(|value| u64::from(*value)).collect(),
            ColumnView::Flag(values) => values.iter().map(|value| u64::from(*value)).collect(),
        };
        self.0.insert(name.to_owned(), bits);
        Ok(())
    }
}

fn contents<N: Network>(net: &N) -> izhi::Result<Contents> {
    let mut bits = Bits(Contents::new());
    net.save(&mut bits)?;
    Ok(bits.0)
}

/// As `izhi_interpreter::self_test`.
///
/// # Panics
///
/// Where something is not the same.
#[track_caller]
pub fn self_test<F: Draw, N: Network<Float = F>>(build: impl Fn() -> izhi::Result<N>, iterations: u64) {
    assert_equal(build(), iterations);
    let disturbed = build().map(|mut net| {
        izhi_interpreter::disturb(&mut net);
        net
    });
    assert_equal(disturbed, iterations);
}

/// As `izhi_interpreter::assert_equal`.
///
/// # Panics
///
/// Where something is not the same.
#[track_caller]
pub fn assert_equal<F: Draw, N: Network<Float = F>>(net: izhi::Result<N>, iterations: u64) {
    let checked = net.map_err(|error| error.to_string()).and_then(|mut net| check(&mut net, iterations));
    if let Err(difference) = checked {
        panic!("{difference}");
    }
}

/// As `izhi_interpreter::assert_equal_from_the_beginning`.
///
/// # Panics
///
/// Where something is not the same.
#[track_caller]
pub fn assert_equal_from_the_beginning<F: Draw, N: Network<Float = F>>(net: izhi::Result<N>, iterations: u64) {
    let begun = net.map_err(|error| error.to_string());
    match begun.and_then(|net| izhi_interpreter::check_beginning(&net).map(|()| net)) {
        Ok(net) => assert_equal(Ok(net), iterations),
        Err(difference) => panic!("{difference}"),
    }
}
