// A run: all warps go through the iterations together, and wait for each other where one reads what another has written.

namespace izhi {

// What a run is told, behind which stand the words of the calls.
const u32 SEED = 0, TIME_STEP = 1, BARRIER = 2, STOPPED = 3, IS_NEW = 4, HEADER = 5;

struct Run {
    const u64 *words;
    u64 seed, first, iteration;
    double dt;
    // The number of this warp, and of all.
    u64 warp, warps;
    // How often all have waited for each other.
    u64 waits;
};

#ifdef __CUDACC__

#define IZHI_ENTRY extern "C" __global__ void __launch_bounds__(512)
#define IZHI_FUNCTION static __device__ __noinline__

IZHI_DEVICE u64 this_warp() { return ((u64)blockIdx.x * blockDim.x + threadIdx.x) / WARP; }
IZHI_DEVICE u64 all_warps() { return (u64)gridDim.x * blockDim.x / WARP; }

// What any warp has written before is seen by all behind it.
IZHI_DEVICE void wait_for_all(Run &run) {
    run.waits++;
    __syncthreads();
    if (threadIdx.x == 0) {
        u64 *arrived = (u64 *)run.words[BARRIER];
        __threadfence();
        atomicAdd(arrived, 1ull);
        while (*(volatile u64 *)arrived < run.waits * gridDim.x) {
        }
        __threadfence();
    }
    __syncthreads();
}

#else

#define IZHI_ENTRY extern "C" void
#define IZHI_FUNCTION static

// Each warp is a thread; who starts them says which this one is and of how many.
static thread_local u64 izhi_warp = 0, izhi_warps = 1;

IZHI_DEVICE u64 this_warp() { return izhi_warp; }
IZHI_DEVICE u64 all_warps() { return izhi_warps; }

IZHI_DEVICE void wait_for_all(Run &run) {
    run.waits++;
    u64 *arrived = (u64 *)run.words[BARRIER];
    __atomic_fetch_add(arrived, 1, __ATOMIC_ACQ_REL);
    while (__atomic_load_n(arrived, __ATOMIC_ACQUIRE) < run.waits * run.warps) std::this_thread::yield();
}

#endif

IZHI_DEVICE Run begin_run(const u64 *words, u64 first) {
    return Run{words, words[SEED], first, first, from_bits(words[TIME_STEP]), this_warp(), all_warps(), 0};
}

// Ends the run behind this iteration, on behalf of a behaviour, for which its own word says so.
IZHI_DEVICE void stop(const Run &run, u64 *own) {
    IZHI_LANES(lane) if (lane == 0) {
        *own = run.iteration + 1;
        *(u64 *)run.words[STOPPED] = run.iteration + 1;
    }
}

// Whether a behaviour has ended the run in this iteration, once all have waited for each other.
IZHI_DEVICE bool is_stopped(const Run &run) { return *(volatile u64 *)run.words[STOPPED] == run.iteration + 1; }

}
