//! The GPU, where there is one.

use std::io::{self, Write};
use std::sync::OnceLock;

use izhi_runtime::device::Device;

/// The first GPU. Where there is none, or nothing to compile for it, this is said once.
pub fn gpu() -> Option<Device> {
    static GPU: OnceLock<Option<Device>> = OnceLock::new();
    GPU.get_or_init(look).clone()
}

fn look() -> Option<Device> {
    match izhi_cuda::gpu(0) {
        Ok(gpu) if crate::nvrtc::is_there() => Some(gpu),
        Ok(_) => None,
        Err(error) => {
            // What a macro prints, nobody sees of a test that passes.
            let line = format!("SKIPPED: nothing runs on a GPU: {error}\n");
            io::stderr().write_all(line.as_bytes()).unwrap();
            None
        }
    }
}
