// Synapses that begin on the device.

namespace izhi {

// The steps of a delay, rounded to the nearest; zero where it is none that can be kept.
template <class F> IZHI_DEVICE u32 rounded_steps(F delay, double dt) {
    double steps = round((double)delay / dt);
    return 1.0 <= steps && steps <= 65535.0 ? (u32)steps : 0;
}

// The smallest number of all lanes.
IZHI_DEVICE u32 smallest(Lane<u32> numbers) {
    for (u32 distance = WARP / 2; distance; distance /= 2) {
        Lane<u32> from;
        IZHI_LANES(lane) from[lane] = lane ^ distance;
        Lane<u32> others = of_lanes(numbers, from);
        IZHI_LANES(lane) numbers[lane] = (u32)least(numbers[lane], others[lane]);
    }
    return of_lane(numbers, 0);
}

// Delays of a row become whole steps, with the longest and the shortest of them, and its synapses are numbered.
template <class F> IZHI_DEVICE void round_row(const Run &run, u64 source, const u64 *words) {
    const u64 *starts = (const u64 *)words[0];
    u16 *steps = (u16 *)words[1];
    u32 *numbers = (u32 *)words[2];
    const F *delays = (const F *)words[3];
    Lane<u32> shortest, to_longest;
    IZHI_LANES(lane) shortest[lane] = to_longest[lane] = 65535;
    for (u64 base = starts[source], end = starts[source + 1]; base < end; base += WARP) IZHI_LANES(lane) if (base + lane < end) {
        u64 place = base + lane;
        u32 own = rounded_steps(delays[place], run.dt);
        steps[place] = (u16)own;
        numbers[place] = (u32)(place - starts[source]);
        shortest[lane] = (u32)least(shortest[lane], own);
        to_longest[lane] = (u32)least(to_longest[lane], 65535 - own);
    }
    u32 least_of_row = smallest(shortest), longest = 65535 - smallest(to_longest);
    IZHI_LANES(lane) if (lane == 0) {
        ((u16 *)words[4])[source] = (u16)longest;
        ((u16 *)words[5])[source] = (u16)least_of_row;
    }
}

}
