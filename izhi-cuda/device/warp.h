// Warps: 32 lanes that run together. On a GPU each lane is a thread; elsewhere a warp is a thread that goes from lane to lane,
// so that what warps do is the same program in both.

namespace izhi {

const u32 WARP = 32;

IZHI_DEVICE u64 least(u64 a, u64 b) { return a < b ? a : b; }

#ifdef __CUDACC__

// For what each lane does by itself.
#define IZHI_LANES(lane) for (u32 lane = threadIdx.x % izhi::WARP, izhi_done = 0; !izhi_done; izhi_done = 1)

// A value of each lane.
template <class T> struct Lane {
    T value;
    IZHI_DEVICE_METHOD T &operator[](u32) { return value; }
    IZHI_DEVICE_METHOD const T &operator[](u32) const { return value; }
};

const u32 ALL_LANES = 0xffffffffu;

// What one lane has, for all.
template <class T> IZHI_DEVICE T of_lane(const Lane<T> &values, u32 lane) {
    return __shfl_sync(ALL_LANES, values.value, lane);
}

// What each lane asks of another.
template <class T> IZHI_DEVICE Lane<T> of_lanes(const Lane<T> &values, const Lane<u32> &lanes) {
    return Lane<T>{__shfl_sync(ALL_LANES, values.value, lanes.value)};
}

// A bit of each lane.
IZHI_DEVICE u32 ballot(const Lane<u8> &flags) { return __ballot_sync(ALL_LANES, flags.value); }

// The lanes that have the same key as this one.
IZHI_DEVICE Lane<u32> alike(const Lane<u32> &keys) { return Lane<u32>{__match_any_sync(ALL_LANES, keys.value)}; }

IZHI_DEVICE void lanes_see_memory() { __syncwarp(); }

IZHI_DEVICE u32 count_bits(u32 bits) { return __popc(bits); }
IZHI_DEVICE u32 lowest_bit(u32 bits) { return __ffs(bits) - 1; }
IZHI_DEVICE void add_to(u64 *total, u64 number) { atomicAdd(total, number); }
IZHI_DEVICE void add_to(u32 *total, u32 number) { atomicAdd(total, number); }
// The next of some numbers, which nobody else gets.
IZHI_DEVICE u32 take_number(u32 *next) { return atomicAdd(next, 1u); }

#else

#define IZHI_LANES(lane) for (u32 lane = 0; lane < izhi::WARP; lane++)

template <class T> struct Lane {
    T values[WARP];
    T &operator[](u32 lane) { return values[lane]; }
    const T &operator[](u32 lane) const { return values[lane]; }
};

template <class T> IZHI_DEVICE T of_lane(const Lane<T> &values, u32 lane) { return values[lane]; }

template <class T> IZHI_DEVICE Lane<T> of_lanes(const Lane<T> &values, const Lane<u32> &lanes) {
    Lane<T> asked;
    IZHI_LANES(lane) asked[lane] = values[lanes[lane]];
    return asked;
}

IZHI_DEVICE u32 ballot(const Lane<u8> &flags) {
    u32 bits = 0;
    IZHI_LANES(lane) bits |= (u32)(flags[lane] != 0) << lane;
    return bits;
}

IZHI_DEVICE Lane<u32> alike(const Lane<u32> &keys) {
    Lane<u32> found;
    IZHI_LANES(lane) {
        found[lane] = 0;
        for (u32 other = 0; other < WARP; other++) found[lane] |= (u32)(keys[other] == keys[lane]) << other;
    }
    return found;
}

IZHI_DEVICE void lanes_see_memory() {}

IZHI_DEVICE u32 count_bits(u32 bits) { return (u32)__builtin_popcount(bits); }
IZHI_DEVICE u32 lowest_bit(u32 bits) { return (u32)__builtin_ctz(bits); }
IZHI_DEVICE void add_to(u64 *total, u64 number) { __atomic_fetch_add(total, number, __ATOMIC_RELAXED); }
IZHI_DEVICE void add_to(u32 *total, u32 number) { __atomic_fetch_add(total, number, __ATOMIC_RELAXED); }
IZHI_DEVICE u32 take_number(u32 *next) { return __atomic_fetch_add(next, 1u, __ATOMIC_RELAXED); }

#endif

// The sum of the values of each lane and of those before it.
IZHI_DEVICE Lane<u64> sums_up_to(const Lane<u64> &values) {
    Lane<u64> sums = values;
    for (u32 distance = 1; distance < WARP; distance *= 2) {
        Lane<u32> before;
        IZHI_LANES(lane) before[lane] = lane >= distance ? lane - distance : lane;
        Lane<u64> other = of_lanes(sums, before);
        IZHI_LANES(lane) sums[lane] += lane >= distance ? other[lane] : 0;
    }
    return sums;
}

// Adds a value of each lane that has one to the number in memory that its key says, for equal keys in the order of the lanes: the
// order in which one thread would add.
template <class F> IZHI_DEVICE void add_in_order(F *memory, const Lane<u32> &keys, const Lane<F> &values, const Lane<u8> &have) {
    Lane<u32> own;
    // What has nothing to add is alike to nothing.
    IZHI_LANES(lane) own[lane] = have[lane] ? keys[lane] : ~lane;
    Lane<u32> rest = alike(own);
    Lane<u8> leads, continues;
    Lane<F> sum;
    IZHI_LANES(lane) {
        leads[lane] = have[lane] && lowest_bit(rest[lane]) == lane;
        sum[lane] = leads[lane] ? memory[keys[lane]] : F(0);
    }
    for (;;) {
        IZHI_LANES(lane) continues[lane] = leads[lane] && rest[lane];
        if (!ballot(continues)) break;
        Lane<u32> next;
        IZHI_LANES(lane) next[lane] = continues[lane] ? lowest_bit(rest[lane]) : lane;
        Lane<F> added = of_lanes(values, next);
        IZHI_LANES(lane) if (continues[lane]) {
            sum[lane] += added[lane];
            rest[lane] &= rest[lane] - 1;
        }
    }
    IZHI_LANES(lane) if (leads[lane]) memory[keys[lane]] = sum[lane];
    lanes_see_memory();
}

}
