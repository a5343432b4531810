//! What NVRTC makes of device programs.

use izhi_cuda::{Error, LIBRARY, compile, compile_to_ptx};
use izhi_device_tests::nvrtc::{ARCHITECTURES, compiled, is_there};

/// An entry whose threads compute `value` of `a`, `b` and `c`, each of so many bytes.
fn entry(number: &str, value: &str) -> String {
    format!(
        "extern \"C\" __global__ void izhi_run(const u64 *const *networks, u64 count) {{
            const u64 *words = networks[0];
            const {number} *in = reinterpret_cast<const {number} *>(words[0]);
            {number} *out = reinterpret_cast<{number} *>(words[1]);
            u64 thread = blockIdx.x * u64(blockDim.x) + threadIdx.x;
            {number} a = in[3 * thread], b = in[3 * thread + 1], c = in[3 * thread + 2];
            if (thread < count) out[thread] = {value};
        }}"
    )
}

#[test]
fn a_product_and_a_sum_are_not_fused() {
    for (number, suffix) in [("float", "f32"), ("double", "f64")] {
        for ptx in compiled(&entry(number, "a * b + c")) {
            assert!(ptx.contains(".entry izhi_run("), "{ptx}");
            // With its rounding named, which the driver does not fuse either.
            for instruction in ["mul.rn", "add.rn"] {
                assert!(ptx.contains(&format!("{instruction}.{suffix}")), "{ptx}");
            }
            assert!(!ptx.contains("fma"), "{ptx}");
        }
    }
}

#[test]
fn quotients_and_roots_are_rounded_exactly_and_nothing_is_flushed_to_zero() {
    for ptx in compiled(&entry("float", "sqrtf(a / b) - c")) {
        for instruction in ["div.rn.f32", "sqrt.rn.f32", "sub.rn.f32"] {
            assert!(ptx.contains(instruction), "no {instruction} in {ptx}");
        }
        assert!(!ptx.contains(".ftz") && !ptx.contains(".approx"), "{ptx}");
    }
}

#[test]
fn what_a_driver_loads_is_a_binary() {
    if !is_there() {
        return;
    }
    let source = format!("{LIBRARY}\n{}", entry("float", "a + b * c"));
    for architecture in ARCHITECTURES {
        assert!(compile(&source, architecture).unwrap().starts_with(b"\x7fELF"));
    }
}

/// What the text of instructions of its own says is read where they become a binary.
#[test]
fn waiting_becomes_a_binary() {
    if !is_there() {
        return;
    }
    let wait = "IZHI_ENTRY izhi_run(const u64 *const *networks, u64 count) {
        izhi::Run run = izhi::begin_run(networks, count);
        izhi::wait_for_all(run);
    }";
    for architecture in ARCHITECTURES {
        assert!(compile(&format!("{LIBRARY}\n{wait}"), architecture).unwrap().starts_with(b"\x7fELF"));
    }
}

#[test]
fn an_error_of_a_program_has_its_line() {
    if !is_there() {
        return;
    }
    let source = "__device__ float first;\n__device__ float second = unknown;\n";
    let error = compile(source, ARCHITECTURES[0]).unwrap_err();
    let message = error.to_string();
    assert!(matches!(error, Error::Compile { .. }), "{error:?}");
    assert!(message.contains("device.cu(2): error: identifier \"unknown\" is undefined"), "{message}");
}

#[test]
fn a_card_that_nvrtc_does_not_know_is_an_error() {
    if !is_there() {
        return;
    }
    let message = compile_to_ptx("", (1, 3)).unwrap_err().to_string();
    assert!(message.contains("does not compile for compute capability 1.3: expected one of "), "{message}");
    assert!(message.contains("7.5, ") && message.contains("9.0"), "{message}");
}
