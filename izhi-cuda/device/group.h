// Groups of warps: what those of one share, and how they wait for each other.

namespace izhi {

#if defined(__CUDACC__) && !defined(IZHI_SMALL)
// So many words of a run are copied to where the warps of a group are near them: a cache forgets what it has at each wait
// for all.
const u64 NEAR = 2048;
// Lists of events, the events of each, and how few words of bits are better looked through by each warp.
const u32 LISTS = 4, LISTED = 512;
const u64 FEW = 128;
#else
// In tests there is so little that what is done where there is no room takes place as well.
const u64 NEAR = 100;
const u32 LISTS = 1, LISTED = 24;
const u64 FEW = 0;
#endif

// The neurons with an event, by the bits that have it.
struct List {
    const u32 *bits;
    u32 count;
    u32 neurons[LISTED];
};

struct Shared {
    u64 words[NEAR];
    List lists[LISTS];
    // How many lists there are.
    u32 listed;
    // Of each warp.
    u32 counts[WARP];
    // How many warps have come to wait for each other, of all times, where they are threads.
    u64 waits;
};

#ifdef __CUDACC__

// A group is a block.
static __shared__ Shared izhi_shared;
IZHI_DEVICE Shared &shared() { return izhi_shared; }
IZHI_DEVICE u64 this_group() { return blockIdx.x; }
IZHI_DEVICE u64 all_groups() { return gridDim.x; }
IZHI_DEVICE u32 warp_in_group() { return threadIdx.x / WARP; }
IZHI_DEVICE u32 warps_of_group() { return blockDim.x / WARP; }
IZHI_DEVICE bool is_first_of_group() { return threadIdx.x == 0; }
IZHI_DEVICE void wait_for_group() { __syncthreads(); }

// Adds one to a number, behind everything that is known to be written; reads it; lets everything be seen that was written
// before it became what was read.
IZHI_DEVICE void release_one(u64 *number) { asm volatile("red.release.gpu.add.u64 [%0], 1;" ::"l"(number) : "memory"); }
IZHI_DEVICE u64 read_shared(const u64 *number) {
    u64 read;
    asm volatile("ld.relaxed.gpu.u64 %0, [%1];" : "=l"(read) : "l"(number) : "memory");
    return read;
}
IZHI_DEVICE void acquire() { asm volatile("fence.acq_rel.gpu;" ::: "memory"); }

#else

// Each warp is a thread; who starts them says which this one is and of how many, how many of them are a group, and what the
// group shares.
static thread_local u64 izhi_warp = 0, izhi_warps = 1, izhi_warps_of_group = 1, izhi_waits = 0;
static thread_local Shared *izhi_shared = nullptr;

IZHI_DEVICE Shared &shared() { return *izhi_shared; }
IZHI_DEVICE u64 this_group() { return izhi_warp / izhi_warps_of_group; }
IZHI_DEVICE u64 all_groups() { return izhi_warps / izhi_warps_of_group; }
IZHI_DEVICE u32 warp_in_group() { return (u32)(izhi_warp % izhi_warps_of_group); }
IZHI_DEVICE u32 warps_of_group() { return (u32)izhi_warps_of_group; }
IZHI_DEVICE bool is_first_of_group() { return warp_in_group() == 0; }

IZHI_DEVICE void wait_for_group() {
    u64 *arrived = &shared().waits, all = ++izhi_waits * izhi_warps_of_group;
    __atomic_fetch_add(arrived, 1, __ATOMIC_ACQ_REL);
    while (__atomic_load_n(arrived, __ATOMIC_ACQUIRE) < all) std::this_thread::yield();
}

IZHI_DEVICE void release_one(u64 *number) { __atomic_fetch_add(number, 1, __ATOMIC_ACQ_REL); }
IZHI_DEVICE u64 read_shared(const u64 *number) {
    std::this_thread::yield();
    return __atomic_load_n(number, __ATOMIC_ACQUIRE);
}
IZHI_DEVICE void acquire() {}

#endif

// The number of this warp among those of all groups, and how many these are: those with near numbers are in different
// groups, so that where few have something to do each multiprocessor has some of them.
IZHI_DEVICE u64 this_warp() { return warp_in_group() * all_groups() + this_group(); }
IZHI_DEVICE u64 all_warps() { return all_groups() * warps_of_group(); }

// The words of a run, where the warps of a group are near them, as far as there is room.
IZHI_DEVICE const u64 *near(const u64 *words, u64 count) {
    if (is_first_of_group()) shared().listed = 0;
    u64 own = warp_in_group() * WARP, all = warps_of_group() * WARP;
    bool has_room = count <= NEAR;
    for (u64 base = own; has_room && base < count; base += all) IZHI_LANES(lane) {
        if (base + lane < count) shared().words[base + lane] = words[base + lane];
    }
    wait_for_group();
    return has_room ? shared().words : words;
}

}
