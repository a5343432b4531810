//! A program on a GPU, where there is one.

use std::io::{self, Write};

use izhi_cuda::{Gpu, LIBRARY, Machine};
use izhi_device_tests::nvrtc::{compiled, is_there};

/// All threads add their number to a sum, and wait until all have done so. Each then writes that sum.
const PROGRAM: &str = r#"
extern "C" __global__ void izhi_run(const u64 *const *networks, u64 count) {
    const u64 *words = networks[0];
    u64 *sum = reinterpret_cast<u64 *>(words[0]), *sums = reinterpret_cast<u64 *>(words[1]);
    u64 *arrived = sum + 1;
    u64 thread = blockIdx.x * u64(blockDim.x) + threadIdx.x, threads = gridDim.x * u64(blockDim.x);
    atomicAdd(sum, words[2] + count * thread);
    __threadfence();
    atomicAdd(arrived, 1);
    while (*static_cast<volatile u64 *>(arrived) < threads) {}
    __threadfence();
    sums[thread] = *static_cast<volatile u64 *>(sum);
}
"#;

#[test]
fn the_program_compiles() {
    compiled(PROGRAM);
}

#[test]
fn all_threads_of_a_gpu_run_at_once() {
    let mut gpu = match Gpu::new(0) {
        Ok(gpu) if is_there() => gpu,
        Ok(_) => return,
        Err(error) => {
            let line = format!("SKIPPED: nothing runs on a GPU: {error}\n");
            return io::stderr().write_all(line.as_bytes()).unwrap();
        }
    };
    gpu.load(&format!("{LIBRARY}{PROGRAM}")).unwrap();
    let shape = gpu.shape("izhi_run").unwrap();
    let threads = u64::from(shape.groups) * u64::from(shape.threads);
    let (mut words, mut networks) = (gpu.allocate(24).unwrap(), gpu.allocate(24).unwrap());
    let (sum, sums) = (gpu.allocate(16).unwrap(), gpu.allocate(8 * threads as usize).unwrap());
    gpu.write(&mut words, 0, &sum.address().to_ne_bytes()).unwrap();
    gpu.write(&mut words, 8, &sums.address().to_ne_bytes()).unwrap();
    gpu.write(&mut words, 16, &5_u64.to_ne_bytes()).unwrap();
    for network in 0..3 {
        gpu.write(&mut networks, 8 * network, &words.address().to_ne_bytes()).unwrap();
    }
    // SAFETY: the program writes the two numbers of `sum`, and in `sums` one for each thread. All are there until the end.
    unsafe { gpu.run("izhi_run", &networks, 3) }.unwrap();
    let mut bytes = vec![0; sums.bytes()];
    sums.read(0, &mut bytes).unwrap();
    let expected = 5 * threads + 3 * (threads * (threads - 1) / 2);
    assert!(bytes.chunks(8).all(|sum| sum == expected.to_ne_bytes()));
}
