// What comes to the host of events that have been recorded: lists of neurons, as few have one.

namespace izhi {

// Rows of bits: how many, the words of each, and where they are; how many bits each has, where its list begins, and all lists; whether
// bits are counted or listed.
struct Listing {
    u64 rows, words;
    const u32 *bits;
    u32 *counts;
    const u64 *starts;
    u32 *lists;
    u64 are_listed;
};

// Up to 32 words of a row, zero behind its end.
IZHI_DEVICE Lane<u32> words_of(const Listing &l, u64 row, u64 first) {
    Lane<u32> words;
    IZHI_LANES(lane) words[lane] = first + lane < l.words ? l.bits[row * l.words + first + lane] : 0;
    return words;
}

// How many bits the words of all lanes up to each have.
IZHI_DEVICE Lane<u64> bits_up_to(const Lane<u32> &words) {
    Lane<u64> counts;
    IZHI_LANES(lane) counts[lane] = count_bits(words[lane]);
    return sums_up_to(counts);
}

IZHI_DEVICE void count_row(const Listing &l, u64 row) {
    u64 count = 0;
    for (u64 first = 0; first < l.words; first += WARP) count += of_lane(bits_up_to(words_of(l, row, first)), WARP - 1);
    IZHI_LANES(lane) if (lane == 0) l.counts[row] = (u32)count;
}

IZHI_DEVICE void list_row(const Listing &l, u64 row) {
    u32 *next = l.lists + l.starts[row];
    for (u64 first = 0; first < l.words; first += WARP) {
        Lane<u32> words = words_of(l, row, first);
        Lane<u64> ends = bits_up_to(words);
        IZHI_LANES(lane) {
            u32 *own = next + ends[lane] - count_bits(words[lane]);
            for (u32 bits = words[lane]; bits; bits &= bits - 1) *own++ = (u32)(first + lane) * 32 + lowest_bit(bits);
        }
        next += of_lane(ends, WARP - 1);
    }
}

}

IZHI_ENTRY izhi_list(const u64 *const *tasks, u64) {
    const izhi::Listing &l = *(const izhi::Listing *)tasks[0];
    for (u64 row = izhi::this_warp(); row < l.rows; row += izhi::all_warps()) {
        if (l.are_listed) izhi::list_row(l, row);
        else izhi::count_row(l, row);
    }
}
