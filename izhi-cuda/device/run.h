// A run: the warps of a network go through its iterations together, and wait for each other where one reads what
// another has written. Several networks run side by side, each by groups of threads of its own; none waits for those of
// another.

namespace izhi {

// What a run is told, and of how many words that is; behind it stand the words of the calls.
const u32 SEED = 0, TIME_STEP = 1, BARRIER = 2, STOPPED = 3, IS_NEW = 4, FIRST = 5, COUNT = 6, WORDS = 7;

struct Run {
    const u64 *words;
    // The first iteration, the one behind the last, and the present one.
    u64 seed, first, end, iteration;
    double dt;
    // The number of this warp among those of the network, how many these are, and in how many groups.
    u64 warp, warps, groups;
    // How often all have waited for each other.
    u64 waits;
};

// Of all groups the first that goes through a network.
IZHI_DEVICE u64 first_group(u64 network, u64 networks, u64 groups) { return network * groups / networks; }

// The network that a group goes through, where there are no more networks than groups: the last one whose first group
// is not behind it.
IZHI_DEVICE u64 network_of(u64 group, u64 networks, u64 groups) { return ((group + 1) * networks - 1) / groups; }

#ifdef __CUDACC__
#define IZHI_ENTRY extern "C" __global__ void __launch_bounds__(IZHI_THREADS)
#define IZHI_FUNCTION static __device__ __noinline__
#else
#define IZHI_ENTRY extern "C" void
#define IZHI_FUNCTION static
#endif

// What any warp has written before is seen by all behind it; lists of events are those of what was before.
IZHI_DEVICE void wait_for_all(Run &run) {
    run.waits++;
    wait_for_group();
    if (is_first_of_group()) {
        shared().listed = 0;
        u64 *arrived = (u64 *)run.words[BARRIER];
        // A group by itself waits for nobody.
        if (run.groups > 1) {
            release_one(arrived);
            while (read_shared(arrived) < run.waits * run.groups) {
            }
            acquire();
        }
    }
    wait_for_group();
}

// So many warps with numbers side by side are in a group, as what they read of rows stands side by side; the next ones are in
// another, so that where there are fewer units of work than warps all multiprocessors have some.
const u32 NEIGHBOURS = 4;

// The run of the network that this thread's group goes through, of so many whose words are listed.
IZHI_DEVICE Run begin_run(const u64 *const *networks, u64 count) {
    u64 network = network_of(this_group(), count, all_groups());
    u64 group = first_group(network, count, all_groups());
    u64 groups = first_group(network + 1, count, all_groups()) - group;
    u32 side = warps_of_group() % NEIGHBOURS ? warps_of_group() : NEIGHBOURS, place = warp_in_group();
    u64 warp = (place / side * groups + this_group() - group) * side + place % side;
    const u64 *words = near(networks[network], networks[network][WORDS]);
    u64 first = words[FIRST], end = first + words[COUNT];
    double dt = from_bits(words[TIME_STEP]);
    return Run{words, words[SEED], first, end, first, dt, warp, groups * warps_of_group(), groups, 0};
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
