//! Device programs through NVRTC, which needs no GPU.

use std::collections::BTreeSet;
use std::env;
use std::io::{self, Write};
use std::sync::{Mutex, OnceLock, PoisonError};

use izhi_cuda::{Error, LIBRARY, compile_to_ptx};

/// Compute capabilities that every NVRTC from 12 on knows: the oldest of NVRTC 13, and a newer one.
pub const ARCHITECTURES: [(u32, u32); 2] = [(7, 5), (9, 0)];

/// The variable that has the value 1 where NVRTC has to be there.
const REQUIRED: &str = "IZHI_NVRTC_REQUIRED";

/// Whether there is an NVRTC. Where there is none, this is said once, or is a panic if it is required.
pub fn is_there() -> bool {
    static IS_THERE: OnceLock<bool> = OnceLock::new();
    *IS_THERE.get_or_init(look)
}

fn look() -> bool {
    let Err(error @ Error::NoCompiler) = compile_to_ptx("", ARCHITECTURES[0]) else { return true };
    assert!(env::var_os(REQUIRED).is_none_or(|value| value != "1"), "{REQUIRED} is set: {error}");
    // What a macro prints, nobody sees of a test that passes.
    let line = format!("SKIPPED: nothing is compiled for the GPU: {error}\n");
    io::stderr().write_all(line.as_bytes()).unwrap();
    false
}

/// Compiles the library and a program behind it for all [`ARCHITECTURES`] where there is an NVRTC, and returns the PTX for each.
///
/// # Panics
///
/// With what NVRTC says, where it does not compile.
pub fn compiled(program: &str) -> Vec<String> {
    if !is_there() {
        return Vec::new();
    }
    let source = format!("{LIBRARY}\n{program}");
    let compiled = |architecture| compile_to_ptx(&source, architecture).unwrap_or_else(|error| panic!("{error}"));
    ARCHITECTURES.into_iter().map(compiled).collect()
}

/// Compiles the library and a program behind it for the newest of [`ARCHITECTURES`] where there is an NVRTC; each program once.
///
/// # Panics
///
/// With what NVRTC says, where it does not compile.
pub fn compiled_once(program: &'static str) {
    static KNOWN: Mutex<BTreeSet<&str>> = Mutex::new(BTreeSet::new());
    let is_new = KNOWN.lock().unwrap_or_else(PoisonError::into_inner).insert(program);
    if is_new && is_there() {
        let source = format!("{LIBRARY}\n{program}");
        compile_to_ptx(&source, ARCHITECTURES[1]).unwrap_or_else(|error| panic!("{error}"));
    }
}
