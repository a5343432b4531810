// Rows in the order of the delays of their synapses.

namespace izhi {

// What is sorted: rows of so many sources, the delays, and what else the synapses have, column by column.
struct Column {
    void *values;
    // The bytes of each.
    u64 width;
};

struct Delayed {
    u64 task, sources;
    const u64 *starts;
    const u16 *delays;
    const Column *columns;
    u64 count;
    // Memory to work in, of so many words for each of so many warps.
    u32 *memory;
    u64 words, warps;
};

// Puts the values of a row in the order of their numbers.
template <class T> IZHI_DEVICE void permute(T *row, const u32 *order, T *before, u64 length) {
    for (u64 first = 0; first < length; first += WARP) IZHI_LANES(lane) {
        if (first + lane < length) before[first + lane] = row[first + lane];
    }
    lanes_see_memory();
    for (u64 first = 0; first < length; first += WARP) IZHI_LANES(lane) {
        if (first + lane < length) row[first + lane] = before[order[first + lane]];
    }
    lanes_see_memory();
}

IZHI_DEVICE void permute_column(const Column &column, u64 start, const u32 *order, void *before, u64 length) {
    if (column.width == 2) permute((u16 *)column.values + start, order, (u16 *)before, length);
    else if (column.width == 4) permute((u32 *)column.values + start, order, (u32 *)before, length);
    else permute((u64 *)column.values + start, order, (u64 *)before, length);
}

// Sorts each row by delay, equal ones in the order in which they are.
IZHI_DEVICE void sort_by_delay(const Delayed &d) {
    if (this_warp() >= d.warps) return;
    u32 *places = d.memory + this_warp() * d.words;
    // The words of a warp, and so what is left of them for values of eight bytes, begin at an even place.
    u64 room = (d.words - PLACES) / 4;
    u32 *order = places + PLACES, *other = order + room, *before = other + room;
    for (u64 source = this_warp(); source < d.sources; source += d.warps) {
        const u16 *delays = d.delays + d.starts[source];
        u64 length = d.starts[source + 1] - d.starts[source];
        if (is_sorted(length, [&](u64 place) { return delays[place]; })) continue;
        for (u64 first = 0; first < length; first += WARP) IZHI_LANES(lane) {
            if (first + lane < length) order[first + lane] = (u32)(first + lane);
        }
        lanes_see_memory();
        sort_by_key(order, other, length, places, 16, [&](u32 number) { return (u32)delays[number]; });
        for (u64 number = 0; number < d.count; number++) {
            permute_column(d.columns[number], d.starts[source], order, before, length);
        }
    }
}

}
